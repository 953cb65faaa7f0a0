/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-query-choices.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"

#include <glib/gi18n-lib.h>

/* The choices of a query: their ids on the command line and their titles in the window. */

typedef struct
{
  const char *id;
  const char *title;
} Choice;

static const Choice purposes[] = {
  [WLK_PURPOSE_SERVER] = { "server", N_("TLS Server") },
  [WLK_PURPOSE_CLIENT] = { "client", N_("TLS Client") },
  [WLK_PURPOSE_EMAIL] = { "email", N_("Email") },
  [WLK_PURPOSE_CODE] = { "code", N_("Code Signing") },
  [WLK_PURPOSE_ANY] = { "any", N_("Any Purpose") },
};

static const Choice profiles[] = {
  [WLK_PROFILE_PATH] = { "path", N_("Path Validation") },
  [WLK_PROFILE_STRICT] = { "strict", N_("Strict") },
  [WLK_PROFILE_WEB] = { "web", N_("Web") },
};

static const Choice revocation_modes[] = {
  [WLK_REVOCATION_OFF] = { "off", N_("Not Checked") },
  [WLK_REVOCATION_WHEN_PRESENT] = { "when-present", N_("When Present") },
  [WLK_REVOCATION_REQUIRE] = { "require", N_("Required") },
};

/* The index of the choice of an id; -1 for none, with the text made visible for an error. */
static int
parse (const Choice *choices,
       guint         n_choices,
       const char   *text,
       char        **visible)
{
  for (guint i = 0; i < n_choices; i++)
    if (g_str_equal (choices[i].id, text))
      return (int) i;

  *visible = wlk_text_make_visible (text, -1);

  return -1;
}

/* Its name on the command line. */
const char *
wlk_purpose_get_id (WlkPurpose purpose)
{
  g_return_val_if_fail (purpose <= WLK_PURPOSE_ANY, NULL);

  return purposes[purpose].id;
}

/* Its title, translated. */
const char *
wlk_purpose_get_title (WlkPurpose purpose)
{
  g_return_val_if_fail (purpose <= WLK_PURPOSE_ANY, NULL);

  return _(purposes[purpose].title);
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
  int index;

  g_return_val_if_fail (text != NULL && purpose != NULL, FALSE);

  index = parse (purposes, G_N_ELEMENTS (purposes), text, &visible);
  if (index >= 0)
    {
      *purpose = (WlkPurpose) index;
      return TRUE;
    }

  g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
               _("“%s” is not a purpose. Choose server, client, email, code or any."), visible);
  return FALSE;
}

/* Its name on the command line. */
const char *
wlk_profile_get_id (WlkProfile profile)
{
  g_return_val_if_fail (profile <= WLK_PROFILE_WEB, NULL);

  return profiles[profile].id;
}

/* Its title, translated. */
const char *
wlk_profile_get_title (WlkProfile profile)
{
  g_return_val_if_fail (profile <= WLK_PROFILE_WEB, NULL);

  return _(profiles[profile].title);
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
  int index;

  g_return_val_if_fail (text != NULL && profile != NULL, FALSE);

  index = parse (profiles, G_N_ELEMENTS (profiles), text, &visible);
  if (index >= 0)
    {
      *profile = (WlkProfile) index;
      return TRUE;
    }

  g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
               _("“%s” is not a profile. Choose path, strict or web."), visible);
  return FALSE;
}

/* Its title, translated. */
const char *
wlk_revocation_mode_get_title (WlkRevocationMode mode)
{
  g_return_val_if_fail (mode <= WLK_REVOCATION_REQUIRE, NULL);

  return _(revocation_modes[mode].title);
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
  int index;

  g_return_val_if_fail (text != NULL && mode != NULL, FALSE);

  index = parse (revocation_modes, G_N_ELEMENTS (revocation_modes), text, &visible);
  if (index >= 0)
    {
      *mode = (WlkRevocationMode) index;
      return TRUE;
    }

  g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
               _("“%s” is not a revocation mode. Choose off, when-present or require."),
               visible);
  return FALSE;
}
