/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-report.h"

G_BEGIN_DECLS

/* Says the main things about a certificate on one line. */
char *wlk_link_words_dup_certificate (WlkCertificate *certificate,
                                      gint64          time,
                                      const char     *end);
char *wlk_link_words_dup_link (WlkReport *report,
                               guint      position);

G_END_DECLS
