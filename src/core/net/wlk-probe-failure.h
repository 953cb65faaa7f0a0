/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

GError *wlk_probe_failure_new_timeout (const WlkConnection *connection,
                                       WlkConnectionStage   stage);
GError *wlk_probe_failure_new_connect (const WlkConnection *connection,
                                       const GError        *error,
                                       const char         **cause);
char *wlk_probe_failure_dup_words (const GError *error);
GError *wlk_probe_failure_new_resolve (const WlkConnection *connection,
                                       const GError        *error);
GError *wlk_probe_failure_new_family (const WlkConnection *connection);

G_END_DECLS
