/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_host_name (WlkCheckContext *context,
                          WlkDraft        *draft);
void wlk_check_ip_address (WlkCheckContext *context,
                           WlkDraft        *draft);
void wlk_check_email_address (WlkCheckContext *context,
                              WlkDraft        *draft);

gboolean wlk_reference_identity_matches (WlkCertificate *certificate,
                                         const char     *name);

G_END_DECLS
