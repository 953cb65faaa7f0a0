/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define WLK_TYPE_REQUEST (wlk_request_get_type ())
G_DECLARE_FINAL_TYPE (WlkRequest, wlk_request, WLK, REQUEST, GObject)

/**
 * WlkPurpose:
 *
 * What the end entity's key is to be used for.
 */
typedef enum {
  WLK_PURPOSE_SERVER,
  WLK_PURPOSE_CLIENT,
  WLK_PURPOSE_EMAIL,
  WLK_PURPOSE_CODE,
  WLK_PURPOSE_ANY,
} WlkPurpose;

/**
 * WlkProfile:
 * @WLK_PROFILE_PATH: RFC 5280 §6 alone
 * @WLK_PROFILE_STRICT: and the certificate profile of RFC 5280 §4
 * @WLK_PROFILE_WEB: and the CA/Browser Forum's baseline requirements
 *
 * Which rules count as failures; the others' are warnings.
 */
typedef enum {
  WLK_PROFILE_PATH,
  WLK_PROFILE_STRICT,
  WLK_PROFILE_WEB,
} WlkProfile;

#define WLK_TYPE_PURPOSE (wlk_purpose_get_type ())
#define WLK_TYPE_PROFILE (wlk_profile_get_type ())

/* What is asked about a path. Properties, all construct-only: “name” (nullable: a host name, an
 * IP address or an email address, as typed), “time” (gint64, seconds since 1970), “purpose”,
 * “profile”, “second-opinion” (boolean). Immutable. */

GType wlk_purpose_get_type (void) G_GNUC_CONST;
GType wlk_profile_get_type (void) G_GNUC_CONST;
WlkRequest *wlk_request_new (const char *name,
                             gint64      time,
                             WlkPurpose  purpose,
                             WlkProfile  profile);
const char *wlk_request_get_name (WlkRequest *self);
gint64 wlk_request_get_time (WlkRequest *self);
WlkPurpose wlk_request_get_purpose (WlkRequest *self);
WlkProfile wlk_request_get_profile (WlkRequest *self);
gboolean wlk_request_wants_second_opinion (WlkRequest *self);
const char *wlk_purpose_get_id (WlkPurpose purpose);
const char *wlk_purpose_get_title (WlkPurpose purpose);
gboolean wlk_purpose_parse (const char *text,
                            WlkPurpose *purpose,
                            GError    **error);
const char *wlk_profile_get_id (WlkProfile profile);
const char *wlk_profile_get_title (WlkProfile profile);
gboolean wlk_profile_parse (const char *text,
                            WlkProfile *profile,
                            GError    **error);

G_END_DECLS
