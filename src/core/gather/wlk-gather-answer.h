/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-fetch-attempt.h"
#include "load/wlk-bundle.h"

G_BEGIN_DECLS

gboolean wlk_gather_answer_take_issuers (WlkFetchAttempt *attempt,
                                         WlkBundle       *received,
                                         WlkBundle       *fetched);
gboolean wlk_gather_answer_take_response (WlkFetchAttempt *attempt,
                                          WlkCertificate  *issuer,
                                          GBytes          *nonce,
                                          gint64           fresh_at,
                                          WlkBundle       *fetched);
WlkCrl *wlk_gather_answer_take_crl (WlkFetchAttempt *attempt,
                                    WlkBundle       *fetched);
gint64 wlk_gather_answer_get_expiry (const WlkFetchAttempt *attempt,
                                     WlkCertificate        *issuer,
                                     gint64                 now);

G_END_DECLS
