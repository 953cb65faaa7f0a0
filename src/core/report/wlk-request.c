/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-request.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"

#include <glib/gi18n-lib.h>

/* What is asked about a path. Everything that decides comes in here: nothing asks the clock. */

struct _WlkRequest
{
  GObject    parent_instance;

  char      *name;
  gint64     time;
  WlkPurpose purpose;
  WlkProfile profile;
  gboolean   wants_second_opinion;
};

enum {
  PROP_0,
  PROP_NAME,
  PROP_PROFILE,
  PROP_PURPOSE,
  PROP_SECOND_OPINION,
  PROP_TIME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkRequest, wlk_request, G_TYPE_OBJECT)

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

static const char *profile_titles[] = {
  N_("Path Validation"),
  N_("Strict"),
  N_("Web"),
};

/**
 * wlk_purpose_get_type:
 *
 * Returns: the enumeration’s type, for properties
 */
GType
wlk_purpose_get_type (void)
{
  static GType type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("WlkPurpose", purposes));

  return type;
}

/**
 * wlk_profile_get_type:
 *
 * Returns: the enumeration’s type, for properties
 */
GType
wlk_profile_get_type (void)
{
  static GType type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("WlkProfile", profiles));

  return type;
}

static void
wlk_request_finalize (GObject *object)
{
  WlkRequest *self = WLK_REQUEST (object);

  g_free (self->name);

  G_OBJECT_CLASS (wlk_request_parent_class)->finalize (object);
}

static void
wlk_request_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  WlkRequest *self = WLK_REQUEST (object);

  switch (property_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;

    case PROP_PROFILE:
      g_value_set_enum (value, self->profile);
      break;

    case PROP_PURPOSE:
      g_value_set_enum (value, self->purpose);
      break;

    case PROP_SECOND_OPINION:
      g_value_set_boolean (value, self->wants_second_opinion);
      break;

    case PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* A name of blanks is no name. */
static char *
dup_name (const char *name)
{
  char *stripped = name != NULL ? g_strstrip (g_strdup (name)) : NULL;

  if (stripped != NULL && *stripped == '\0')
    g_clear_pointer (&stripped, g_free);

  return stripped;
}

static void
wlk_request_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  WlkRequest *self = WLK_REQUEST (object);

  switch (property_id)
    {
    case PROP_NAME:
      self->name = dup_name (g_value_get_string (value));
      break;

    case PROP_PROFILE:
      self->profile = g_value_get_enum (value);
      break;

    case PROP_PURPOSE:
      self->purpose = g_value_get_enum (value);
      break;

    case PROP_SECOND_OPINION:
      self->wants_second_opinion = g_value_get_boolean (value);
      break;

    case PROP_TIME:
      self->time = g_value_get_int64 (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_request_class_init (WlkRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = wlk_request_finalize;
  object_class->get_property = wlk_request_get_property;
  object_class->set_property = wlk_request_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PROFILE] = g_param_spec_enum ("profile", NULL, NULL, WLK_TYPE_PROFILE,
                                                WLK_PROFILE_PATH, flags);
  properties[PROP_PURPOSE] = g_param_spec_enum ("purpose", NULL, NULL, WLK_TYPE_PURPOSE,
                                                WLK_PURPOSE_SERVER, flags);
  properties[PROP_SECOND_OPINION] = g_param_spec_boolean ("second-opinion", NULL, NULL, TRUE,
                                                          flags);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                              flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_request_init (WlkRequest *self)
{
}

/**
 * wlk_request_new:
 * @name: (nullable): a host name, IP address or email address to check, as typed
 * @time: the moment to judge at, in seconds since 1970
 * @purpose: what the end entity is for
 * @profile: which rules count as failures
 *
 * A request with a second opinion; for one without, construct the object with its properties.
 *
 * Returns: (transfer full): the request
 */
WlkRequest *
wlk_request_new (const char *name,
                 gint64      time,
                 WlkPurpose  purpose,
                 WlkProfile  profile)
{
  return g_object_new (WLK_TYPE_REQUEST,
                       "name", name,
                       "time", time,
                       "purpose", purpose,
                       "profile", profile,
                       NULL);
}

/**
 * wlk_request_get_name:
 * @self: a request
 *
 * Returns: (nullable): the name to check, without blanks around it
 */
const char *
wlk_request_get_name (WlkRequest *self)
{
  g_return_val_if_fail (WLK_IS_REQUEST (self), NULL);

  return self->name;
}

/**
 * wlk_request_get_time:
 * @self: a request
 *
 * Returns: the moment to judge at, in seconds since 1970
 */
gint64
wlk_request_get_time (WlkRequest *self)
{
  g_return_val_if_fail (WLK_IS_REQUEST (self), 0);

  return self->time;
}

/**
 * wlk_request_get_purpose:
 * @self: a request
 *
 * Returns: what the end entity is for
 */
WlkPurpose
wlk_request_get_purpose (WlkRequest *self)
{
  g_return_val_if_fail (WLK_IS_REQUEST (self), WLK_PURPOSE_SERVER);

  return self->purpose;
}

/**
 * wlk_request_get_profile:
 * @self: a request
 *
 * Returns: which rules count as failures
 */
WlkProfile
wlk_request_get_profile (WlkRequest *self)
{
  g_return_val_if_fail (WLK_IS_REQUEST (self), WLK_PROFILE_PATH);

  return self->profile;
}

/**
 * wlk_request_wants_second_opinion:
 * @self: a request
 *
 * Returns: whether GnuTLS is asked for its own verdict as the last step
 */
gboolean
wlk_request_wants_second_opinion (WlkRequest *self)
{
  g_return_val_if_fail (WLK_IS_REQUEST (self), FALSE);

  return self->wants_second_opinion;
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

/**
 * wlk_purpose_get_id:
 * @purpose: a purpose
 *
 * Returns: its name on the command line
 */
const char *
wlk_purpose_get_id (WlkPurpose purpose)
{
  g_return_val_if_fail (purpose <= WLK_PURPOSE_ANY, NULL);

  return purposes[purpose].value_nick;
}

/**
 * wlk_purpose_get_title:
 * @purpose: a purpose
 *
 * Returns: its title, translated
 */
const char *
wlk_purpose_get_title (WlkPurpose purpose)
{
  g_return_val_if_fail (purpose <= WLK_PURPOSE_ANY, NULL);

  return _(purpose_titles[purpose]);
}

/**
 * wlk_purpose_parse:
 * @text: what a person typed
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

/**
 * wlk_profile_get_id:
 * @profile: a profile
 *
 * Returns: its name on the command line
 */
const char *
wlk_profile_get_id (WlkProfile profile)
{
  g_return_val_if_fail (profile <= WLK_PROFILE_WEB, NULL);

  return profiles[profile].value_nick;
}

/**
 * wlk_profile_get_title:
 * @profile: a profile
 *
 * Returns: its title, translated
 */
const char *
wlk_profile_get_title (WlkProfile profile)
{
  g_return_val_if_fail (profile <= WLK_PROFILE_WEB, NULL);

  return _(profile_titles[profile]);
}

/**
 * wlk_profile_parse:
 * @text: what a person typed
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
