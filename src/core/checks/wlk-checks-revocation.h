/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"

G_BEGIN_DECLS

void wlk_check_ocsp_responder (WlkCheckContext *context,
                               WlkDraft        *draft);
void wlk_check_ocsp_dates (WlkCheckContext *context,
                           WlkDraft        *draft);
void wlk_check_ocsp_status (WlkCheckContext *context,
                            WlkDraft        *draft);
void wlk_check_staple_good (WlkCheckContext *context,
                            WlkDraft        *draft);
void wlk_check_crl_issuer (WlkCheckContext *context,
                           WlkDraft        *draft);
void wlk_check_crl_scope (WlkCheckContext *context,
                          WlkDraft        *draft);
void wlk_check_crl_delta (WlkCheckContext *context,
                          WlkDraft        *draft);
void wlk_check_crl_dates (WlkCheckContext *context,
                          WlkDraft        *draft);
void wlk_check_crl_extensions (WlkCheckContext *context,
                               WlkDraft        *draft);
void wlk_check_crl_signature (WlkCheckContext *context,
                              WlkDraft        *draft);
void wlk_check_crl_issuer_key_usage (WlkCheckContext *context,
                                     WlkDraft        *draft);
void wlk_check_revocation_known (WlkCheckContext *context,
                                 WlkDraft        *draft);
void wlk_check_revocation (WlkCheckContext *context,
                           WlkDraft        *draft);
void wlk_check_crl_number (WlkCheckContext *context,
                           WlkDraft        *draft);

G_END_DECLS
