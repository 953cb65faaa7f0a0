/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-finding-draft.h"

G_BEGIN_DECLS

void wlk_check_ocsp_responder (WlkCheckContext *context,
                               WlkFindingDraft *draft);
void wlk_check_ocsp_dates (WlkCheckContext *context,
                           WlkFindingDraft *draft);
void wlk_check_ocsp_status (WlkCheckContext *context,
                            WlkFindingDraft *draft);
void wlk_check_staple_good (WlkCheckContext *context,
                            WlkFindingDraft *draft);
void wlk_check_crl_issuer (WlkCheckContext *context,
                           WlkFindingDraft *draft);
void wlk_check_crl_scope (WlkCheckContext *context,
                          WlkFindingDraft *draft);
void wlk_check_crl_delta (WlkCheckContext *context,
                          WlkFindingDraft *draft);
void wlk_check_crl_dates (WlkCheckContext *context,
                          WlkFindingDraft *draft);
void wlk_check_crl_extensions (WlkCheckContext *context,
                               WlkFindingDraft *draft);
void wlk_check_crl_signature (WlkCheckContext *context,
                              WlkFindingDraft *draft);
void wlk_check_crl_issuer_key_usage (WlkCheckContext *context,
                                     WlkFindingDraft *draft);
void wlk_check_revocation_known (WlkCheckContext *context,
                                 WlkFindingDraft *draft);
void wlk_check_revocation (WlkCheckContext *context,
                           WlkFindingDraft *draft);
void wlk_check_crl_number (WlkCheckContext *context,
                           WlkFindingDraft *draft);

G_END_DECLS
