/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-query-choices.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"

#include <glib/gi18n-lib.h>

/* The choices of a query: their ids on the command line and their titles in the window. */

static const GEnumValue purposes[] = {
  { WLK_PURPOSE_SERVER, "WLK_PURPOSE_SERVER", "server" },
  { WLK_PURPOSE_CLIENT, "WLK_PURPOSE_CLIENT", "client" },
  { WLK_PURPOSE_EMAIL, "WLK_PURPOSE_EMAIL", "email" },
  { WLK_PURPOSE_CODE, "WLK_PURPOSE_CODE", "code" },
  { WLK_PURPOSE_ANY, "WLK_PURPOSE_ANY", "any" },
  { 0, NULL, NULL },
};

static const char *purpose_titles[] = {
  N_("TLS Server"),
  N_("TLS Client"),
  N_("Email"),
  N_("Code Signing"),
  N_("Any Purpose"),
};

static const GEnumValue profiles[] = {
  { WLK_PROFILE_PATH, "WLK_PROFILE_PATH", "path" },
  { WLK_PROFILE_STRICT, "WLK_PROFILE_STRICT", "strict" },
  { WLK_PROFILE_WEB, "WLK_PROFILE_WEB", "web" },
  { 0, NULL, NULL },
};

static const GEnumValue revocation_modes[] = {
  { WLK_REVOCATION_OFF, "WLK_REVOCATION_OFF", "off" },
  { WLK_REVOCATION_WHEN_PRESENT, "WLK_REVOCATION_WHEN_PRESENT", "when-present" },
  { WLK_REVOCATION_REQUIRE, "WLK_REVOCATION_REQUIRE", "require" },
  { 0, NULL, NULL },
};

static const char *revocation_titles[] = {
  N_("Not Checked"),
  N_("When Present"),
  N_("Required"),
};

static const char *profile_titles[] = {
  N_("Path Validation"),
  N_("Strict"),
  N_("Web"),
};

/* The enumeration’s type, for properties. */
GType
wlk_purpose_get_type (void)
{
  static GType type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("WlkPurpose", purposes));

  return type;
}

/* The enumeration’s type, for properties. */
GType
wlk_profile_get_type (void)
{
  static GType type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("WlkProfile", profiles));

  return type;
}

/* The enumeration’s type, for properties. */
GType
wlk_revocation_mode_get_type (void)
{
  static GType type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("WlkRevocationMode", revocation_modes));

  return type;
}

static gboolean
parse_nick (const GEnumValue *values,
            const char       *text,
            int              *value)
{
  for (; values->value_nick != NULL; values++)
    if (g_str_equal (values->value_nick, text))
      {
        *value = values->value;
        return TRUE;
      }

  return FALSE;
}

/* Its name on the command line. */
const char *
wlk_purpose_get_id (WlkPurpose purpose)
{
  g_return_val_if_fail (purpose <= WLK_PURPOSE_ANY, NULL);

  return purposes[purpose].value_nick;
}

/* Its title, translated. */
const char *
wlk_purpose_get_title (WlkPurpose purpose)
{
  g_return_val_if_fail (purpose <= WLK_PURPOSE_ANY, NULL);

  return _(purpose_titles[purpose]);
}

/**
 * wlk_purpose_parse:
 * @text: the user's input
 * @purpose: (out): the purpose of that id
 * @error: return location; %WLK_ERROR_INVALID_ARGUMENT
 *
 * Returns: %TRUE when there is one
 */
gboolean
wlk_purpose_parse (const char *text,
                   WlkPurpose *purpose,
                   GError    **error)
{
  g_autofree char *visible = NULL;
  int value;

  g_return_val_if_fail (text != NULL && purpose != NULL, FALSE);

  if (parse_nick (purposes, text, &value))
    {
      *purpose = value;
      return TRUE;
    }

  visible = wlk_text_make_visible (text, -1);
  g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
               _("“%s” is not a purpose. Choose server, client, email, code or any."), visible);
  return FALSE;
}

/* Its name on the command line. */
const char *
wlk_profile_get_id (WlkProfile profile)
{
  g_return_val_if_fail (profile <= WLK_PROFILE_WEB, NULL);

  return profiles[profile].value_nick;
}

/* Its title, translated. */
const char *
wlk_profile_get_title (WlkProfile profile)
{
  g_return_val_if_fail (profile <= WLK_PROFILE_WEB, NULL);

  return _(profile_titles[profile]);
}

/**
 * wlk_profile_parse:
 * @text: the user's input
 * @profile: (out): the profile of that id
 * @error: return location; %WLK_ERROR_INVALID_ARGUMENT
 *
 * Returns: %TRUE when there is one
 */
gboolean
wlk_profile_parse (const char *text,
                   WlkProfile *profile,
                   GError    **error)
{
  g_autofree char *visible = NULL;
  int value;

  g_return_val_if_fail (text != NULL && profile != NULL, FALSE);

  if (parse_nick (profiles, text, &value))
    {
      *profile = value;
      return TRUE;
    }

  visible = wlk_text_make_visible (text, -1);
  g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
               _("“%s” is not a profile. Choose path, strict or web."), visible);
  return FALSE;
}

/* Its title, translated. */
const char *
wlk_revocation_mode_get_title (WlkRevocationMode mode)
{
  g_return_val_if_fail (mode <= WLK_REVOCATION_REQUIRE, NULL);

  return _(revocation_titles[mode]);
}

/**
 * wlk_revocation_mode_parse:
 * @text: the user's input
 * @mode: (out): the mode of that id
 * @error: return location; %WLK_ERROR_INVALID_ARGUMENT
 *
 * Returns: %TRUE when there is one
 */
gboolean
wlk_revocation_mode_parse (const char        *text,
                           WlkRevocationMode *mode,
                           GError           **error)
{
  g_autofree char *visible = NULL;
  int value;

  g_return_val_if_fail (text != NULL && mode != NULL, FALSE);

  if (parse_nick (revocation_modes, text, &value))
    {
      *mode = value;
      return TRUE;
    }

  visible = wlk_text_make_visible (text, -1);
  g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
               _("“%s” is not a revocation mode. Choose off, when-present or require."),
               visible);
  return FALSE;
}
