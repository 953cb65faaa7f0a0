/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "report/wlk-query-choices.h"

G_BEGIN_DECLS

#define WLK_TYPE_QUERY (wlk_query_get_type ())
G_DECLARE_FINAL_TYPE (WlkQuery, wlk_query, WLK, QUERY, GObject)

/* What is asked about a path. Properties, all construct-only: “name” (nullable: a host name, an
 * IP address or an email address, as typed), “time” (gint64, seconds since 1970), “purpose”,
 * “profile”, “policies” (GStrv of dotted OIDs; %NULL for anyPolicy), “require-explicit-policy”,
 * “inhibit-policy-mapping”, “inhibit-any-policy”, “revocation”, “max-path-length” (intermediates
 * that are not self-issued; -1 for any number), “second-opinion” (boolean), “fetch” (boolean:
 * whether missing issuers and revocation data are fetched over HTTP). Immutable. */

WlkQuery *wlk_query_new (const char *name,
                         gint64 time,
                         WlkPurpose purpose,
                         WlkProfile profile);
WlkQuery *wlk_query_new_quick (WlkQuery *other);
WlkQuery *wlk_query_new_at (WlkQuery *other,
                            gint64    time);
WlkQuery *wlk_query_new_fetching (WlkQuery *other,
                                  gboolean  wants_fetch);
const char *wlk_query_get_name (WlkQuery *self);
gint64 wlk_query_get_time (WlkQuery *self);
WlkPurpose wlk_query_get_purpose (WlkQuery *self);
WlkProfile wlk_query_get_profile (WlkQuery *self);
const char * const *wlk_query_get_policies (WlkQuery *self);
gboolean wlk_query_requires_explicit_policy (WlkQuery *self);
gboolean wlk_query_inhibits_policy_mapping (WlkQuery *self);
gboolean wlk_query_inhibits_any_policy (WlkQuery *self);
WlkRevocationMode wlk_query_get_revocation (WlkQuery *self);
int wlk_query_get_max_path_length (WlkQuery *self);
gboolean wlk_query_wants_second_opinion (WlkQuery *self);
gboolean wlk_query_wants_fetch (WlkQuery *self);

G_END_DECLS
