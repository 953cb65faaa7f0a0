/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WlkPurpose:
 *
 * The purpose of the end entity's key.
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
 * @WLK_PROFILE_PATH: RFC 5280 §6
 * @WLK_PROFILE_STRICT: also the certificate profile of RFC 5280 §4
 * @WLK_PROFILE_WEB: also the CA/Browser Forum's baseline requirements
 *
 * The rules whose violations are failures; violations of other rules are warnings.
 */
typedef enum {
  WLK_PROFILE_PATH,
  WLK_PROFILE_STRICT,
  WLK_PROFILE_WEB,
} WlkProfile;

/**
 * WlkRevocationMode:
 * @WLK_REVOCATION_OFF: revocation is not checked
 * @WLK_REVOCATION_WHEN_PRESENT: “revoked” in an available CRL or response fails; a missing status
 *   is a note
 * @WLK_REVOCATION_REQUIRE: the status of every certificate below the anchor must be “good”
 *
 * The effect of CRLs and OCSP responses.
 */
typedef enum {
  WLK_REVOCATION_OFF,
  WLK_REVOCATION_WHEN_PRESENT,
  WLK_REVOCATION_REQUIRE,
} WlkRevocationMode;

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
const char *wlk_revocation_mode_get_title (WlkRevocationMode mode);
gboolean wlk_revocation_mode_parse (const char        *text,
                                    WlkRevocationMode *mode,
                                    GError           **error);

G_END_DECLS
