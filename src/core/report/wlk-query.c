/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-query.h"

/* What is asked about a path. Everything that decides comes in here: nothing asks the clock. */

struct _WlkQuery
{
  GObject           parent_instance;

  char             *name;
  gint64            time;
  WlkPurpose        purpose;
  WlkProfile        profile;
  GStrv             policies;
  gboolean          requires_explicit_policy;
  gboolean          inhibits_policy_mapping;
  gboolean          inhibits_any_policy;
  WlkRevocationMode revocation;
  int               max_path_length;
  gboolean          wants_second_opinion;
  gboolean          wants_fetch;
};

enum {
  PROP_0,
  PROP_FETCH,
  PROP_INHIBIT_ANY_POLICY,
  PROP_INHIBIT_POLICY_MAPPING,
  PROP_MAX_PATH_LENGTH,
  PROP_NAME,
  PROP_POLICIES,
  PROP_PROFILE,
  PROP_PURPOSE,
  PROP_REQUIRE_EXPLICIT_POLICY,
  PROP_REVOCATION,
  PROP_SECOND_OPINION,
  PROP_TIME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkQuery, wlk_query, G_TYPE_OBJECT)

static void
wlk_query_finalize (GObject *object)
{
  WlkQuery *self = WLK_QUERY (object);

  g_free (self->name);
  g_strfreev (self->policies);

  G_OBJECT_CLASS (wlk_query_parent_class)->finalize (object);
}

static void
wlk_query_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  WlkQuery *self = WLK_QUERY (object);

  switch (property_id)
    {
    case PROP_FETCH:
      g_value_set_boolean (value, self->wants_fetch);
      break;

    case PROP_INHIBIT_ANY_POLICY:
      g_value_set_boolean (value, self->inhibits_any_policy);
      break;

    case PROP_INHIBIT_POLICY_MAPPING:
      g_value_set_boolean (value, self->inhibits_policy_mapping);
      break;

    case PROP_MAX_PATH_LENGTH:
      g_value_set_int (value, self->max_path_length);
      break;

    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;

    case PROP_POLICIES:
      g_value_set_boxed (value, self->policies);
      break;

    case PROP_PROFILE:
      g_value_set_enum (value, self->profile);
      break;

    case PROP_PURPOSE:
      g_value_set_enum (value, self->purpose);
      break;

    case PROP_REQUIRE_EXPLICIT_POLICY:
      g_value_set_boolean (value, self->requires_explicit_policy);
      break;

    case PROP_REVOCATION:
      g_value_set_enum (value, self->revocation);
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
wlk_query_set_property (GObject      *object,
                        guint         property_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  WlkQuery *self = WLK_QUERY (object);

  switch (property_id)
    {
    case PROP_FETCH:
      self->wants_fetch = g_value_get_boolean (value);
      break;

    case PROP_INHIBIT_ANY_POLICY:
      self->inhibits_any_policy = g_value_get_boolean (value);
      break;

    case PROP_INHIBIT_POLICY_MAPPING:
      self->inhibits_policy_mapping = g_value_get_boolean (value);
      break;

    case PROP_MAX_PATH_LENGTH:
      self->max_path_length = g_value_get_int (value);
      break;

    case PROP_NAME:
      self->name = dup_name (g_value_get_string (value));
      break;

    case PROP_POLICIES:
      self->policies = g_value_dup_boxed (value);
      break;

    case PROP_PROFILE:
      self->profile = g_value_get_enum (value);
      break;

    case PROP_PURPOSE:
      self->purpose = g_value_get_enum (value);
      break;

    case PROP_REQUIRE_EXPLICIT_POLICY:
      self->requires_explicit_policy = g_value_get_boolean (value);
      break;

    case PROP_REVOCATION:
      self->revocation = g_value_get_enum (value);
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
wlk_query_class_init (WlkQueryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = wlk_query_finalize;
  object_class->get_property = wlk_query_get_property;
  object_class->set_property = wlk_query_set_property;

  properties[PROP_FETCH] = g_param_spec_boolean ("fetch", NULL, NULL, FALSE, flags);
  properties[PROP_INHIBIT_ANY_POLICY] =
    g_param_spec_boolean ("inhibit-any-policy", NULL, NULL, FALSE, flags);
  properties[PROP_INHIBIT_POLICY_MAPPING] =
    g_param_spec_boolean ("inhibit-policy-mapping", NULL, NULL, FALSE, flags);
  properties[PROP_MAX_PATH_LENGTH] = g_param_spec_int ("max-path-length", NULL, NULL,
                                                       -1, G_MAXINT, -1, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_POLICIES] = g_param_spec_boxed ("policies", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_PROFILE] = g_param_spec_enum ("profile", NULL, NULL, WLK_TYPE_PROFILE,
                                                WLK_PROFILE_PATH, flags);
  properties[PROP_PURPOSE] = g_param_spec_enum ("purpose", NULL, NULL, WLK_TYPE_PURPOSE,
                                                WLK_PURPOSE_SERVER, flags);
  properties[PROP_REQUIRE_EXPLICIT_POLICY] =
    g_param_spec_boolean ("require-explicit-policy", NULL, NULL, FALSE, flags);
  properties[PROP_REVOCATION] = g_param_spec_enum ("revocation", NULL, NULL,
                                                   WLK_TYPE_REVOCATION_MODE,
                                                   WLK_REVOCATION_WHEN_PRESENT, flags);
  properties[PROP_SECOND_OPINION] = g_param_spec_boolean ("second-opinion", NULL, NULL, TRUE,
                                                          flags);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                              flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_query_init (WlkQuery *self)
{
}

/**
 * wlk_query_new:
 * @name: (nullable): a host name, IP address or email address to check, as typed
 * @time: the moment to judge at, in seconds since 1970
 * @purpose: what the end entity is for
 * @profile: which rules count as failures
 *
 * A request with a second opinion; for one without, construct the object with its properties.
 *
 * Returns: (transfer full): the request
 */
WlkQuery *
wlk_query_new (const char *name,
               gint64      time,
               WlkPurpose  purpose,
               WlkProfile  profile)
{
  return g_object_new (WLK_TYPE_QUERY,
                       "name", name,
                       "time", time,
                       "purpose", purpose,
                       "profile", profile,
                       NULL);
}

static WlkQuery *
copy (WlkQuery *other,
      gint64    time,
      gboolean  has_second_opinion,
      gboolean  wants_fetch)
{
  return g_object_new (WLK_TYPE_QUERY,
                       "fetch", wants_fetch,
                       "inhibit-any-policy", other->inhibits_any_policy,
                       "inhibit-policy-mapping", other->inhibits_policy_mapping,
                       "max-path-length", other->max_path_length,
                       "name", other->name,
                       "policies", other->policies,
                       "profile", other->profile,
                       "purpose", other->purpose,
                       "require-explicit-policy", other->requires_explicit_policy,
                       "revocation", other->revocation,
                       "second-opinion", has_second_opinion,
                       "time", time,
                       NULL);
}

/**
 * wlk_query_new_quick:
 * @other: a request
 *
 * The same request without a second opinion, which costs more than all the rest.
 *
 * Returns: (transfer full): the request
 */
WlkQuery *
wlk_query_new_quick (WlkQuery *other)
{
  g_return_val_if_fail (WLK_IS_QUERY (other), NULL);

  return copy (other, other->time, FALSE, other->wants_fetch);
}

/**
 * wlk_query_new_at:
 * @other: a request
 * @time: seconds since 1970
 *
 * The same request for another time.
 *
 * Returns: (transfer full): the request
 */
WlkQuery *
wlk_query_new_at (WlkQuery *other,
                  gint64    time)
{
  g_return_val_if_fail (WLK_IS_QUERY (other), NULL);

  return copy (other, time, other->wants_second_opinion, other->wants_fetch);
}

/**
 * wlk_query_new_fetching:
 * @other: a request
 * @wants_fetch: whether what is missing may be fetched
 *
 * The same request, with or without leave to go on the network.
 *
 * Returns: (transfer full): the request
 */
WlkQuery *
wlk_query_new_fetching (WlkQuery *other,
                        gboolean  wants_fetch)
{
  g_return_val_if_fail (WLK_IS_QUERY (other), NULL);

  return copy (other, other->time, other->wants_second_opinion, wants_fetch);
}

/**
 * wlk_query_get_name:
 * @self: a request
 *
 * Returns: (nullable): the name to check, without blanks around it
 */
const char *
wlk_query_get_name (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), NULL);

  return self->name;
}

/**
 * wlk_query_get_time:
 * @self: a request
 *
 * Returns: the moment to judge at, in seconds since 1970
 */
gint64
wlk_query_get_time (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), 0);

  return self->time;
}

/**
 * wlk_query_get_purpose:
 * @self: a request
 *
 * Returns: what the end entity is for
 */
WlkPurpose
wlk_query_get_purpose (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), WLK_PURPOSE_SERVER);

  return self->purpose;
}

/**
 * wlk_query_get_profile:
 * @self: a request
 *
 * Returns: which rules count as failures
 */
WlkProfile
wlk_query_get_profile (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), WLK_PROFILE_PATH);

  return self->profile;
}

/**
 * wlk_query_get_policies:
 * @self: a request
 *
 * The user-initial-policy-set.
 *
 * Source: RFC 5280 §6.1.1 (c).
 *
 * Returns: (nullable): the dotted policies of which the path must have one; %NULL for anyPolicy
 */
const char * const *
wlk_query_get_policies (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), NULL);

  return (const char * const *) self->policies;
}

/**
 * wlk_query_requires_explicit_policy:
 * @self: a request
 *
 * Returns: initial-explicit-policy, RFC 5280 §6.1.1 (f)
 */
gboolean
wlk_query_requires_explicit_policy (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), FALSE);

  return self->requires_explicit_policy;
}

/**
 * wlk_query_inhibits_policy_mapping:
 * @self: a request
 *
 * Returns: initial-policy-mapping-inhibit, RFC 5280 §6.1.1 (e)
 */
gboolean
wlk_query_inhibits_policy_mapping (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), FALSE);

  return self->inhibits_policy_mapping;
}

/**
 * wlk_query_inhibits_any_policy:
 * @self: a request
 *
 * Returns: initial-any-policy-inhibit, RFC 5280 §6.1.1 (g)
 */
gboolean
wlk_query_inhibits_any_policy (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), FALSE);

  return self->inhibits_any_policy;
}

/**
 * wlk_query_get_revocation:
 * @self: a request
 *
 * Returns: what revocation lists and responses count for
 */
WlkRevocationMode
wlk_query_get_revocation (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), WLK_REVOCATION_WHEN_PRESENT);

  return self->revocation;
}

/**
 * wlk_query_get_max_path_length:
 * @self: a request
 *
 * Returns: how many intermediates that are not self-issued a path may have, or -1 for any number
 */
int
wlk_query_get_max_path_length (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), -1);

  return self->max_path_length;
}

/**
 * wlk_query_wants_second_opinion:
 * @self: a request
 *
 * Returns: whether GnuTLS is asked for its own verdict as the last step
 */
gboolean
wlk_query_wants_second_opinion (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), FALSE);

  return self->wants_second_opinion;
}

/**
 * wlk_query_wants_fetch:
 * @self: a request
 *
 * Returns: whether missing issuers and revocation data are fetched from where certificates say
 */
gboolean
wlk_query_wants_fetch (WlkQuery *self)
{
  g_return_val_if_fail (WLK_IS_QUERY (self), FALSE);

  return self->wants_fetch;
}
