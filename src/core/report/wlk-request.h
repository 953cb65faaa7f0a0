/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include "report/wlk-request-choices.h"

G_BEGIN_DECLS

#define WLK_TYPE_REQUEST (wlk_request_get_type ())
G_DECLARE_FINAL_TYPE (WlkRequest, wlk_request, WLK, REQUEST, GObject)

/* What is asked about a path. Properties, all construct-only: “name” (nullable: a host name, an
 * IP address or an email address, as typed), “time” (gint64, seconds since 1970), “purpose”,
 * “profile”, “policies” (GStrv of dotted OIDs; %NULL for anyPolicy), “require-explicit-policy”,
 * “inhibit-policy-mapping”, “inhibit-any-policy”, “revocation”, “max-path-length” (intermediates
 * that are not self-issued; -1 for any number), “second-opinion” (boolean), “fetch” (boolean:
 * whether missing issuers and revocation data are fetched over HTTP). Immutable. */

WlkRequest *wlk_request_new (const char *name,
                             gint64 time,
                             WlkPurpose purpose,
                             WlkProfile profile);
WlkRequest *wlk_request_new_quick (WlkRequest *other);
WlkRequest *wlk_request_new_at (WlkRequest *other,
                                gint64      time);
WlkRequest *wlk_request_new_fetching (WlkRequest *other,
                                      gboolean    wants_fetch);
const char *wlk_request_get_name (WlkRequest *self);
gint64 wlk_request_get_time (WlkRequest *self);
WlkPurpose wlk_request_get_purpose (WlkRequest *self);
WlkProfile wlk_request_get_profile (WlkRequest *self);
const char * const *wlk_request_get_policies (WlkRequest *self);
gboolean wlk_request_requires_explicit_policy (WlkRequest *self);
gboolean wlk_request_inhibits_policy_mapping (WlkRequest *self);
gboolean wlk_request_inhibits_any_policy (WlkRequest *self);
WlkRevocationMode wlk_request_get_revocation (WlkRequest *self);
int wlk_request_get_max_path_length (WlkRequest *self);
gboolean wlk_request_wants_second_opinion (WlkRequest *self);
gboolean wlk_request_wants_fetch (WlkRequest *self);

G_END_DECLS
