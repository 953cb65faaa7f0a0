/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-query.h"

G_BEGIN_DECLS

gboolean suite_is_accepted_by_gnutls (GPtrArray            *received,
                                      GPtrArray            *anchors,
                                      const char           *crls,
                                      const WlkQueryFields *query);
void suite_add_openssl_arguments (GStrvBuilder         *arguments,
                                  const WlkQueryFields *query);

G_END_DECLS
