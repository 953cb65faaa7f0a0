/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-report.h"

G_BEGIN_DECLS

/* Short descriptions of a certificate, shared by the window and the command line. */

const char *wlk_certificate_summary_get_key (WlkCertificate *certificate);
char *wlk_certificate_summary_dup_validity (WlkCertificate *certificate,
                                            gint64          time);
char *wlk_certificate_summary_dup_signature (WlkReport *report,
                                             guint      position);
char *wlk_certificate_summary_dup_certificate (WlkCertificate *certificate,
                                               gint64          time,
                                               const char     *end);
char *wlk_certificate_summary_dup_link (WlkReport *report,
                                        guint      position);

G_END_DECLS
