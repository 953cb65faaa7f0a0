/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection-options.h"

#include <gobject/gvaluecollector.h>

/* How to connect, beside the target. Immutable; all that is not given is as a browser does it. */

struct _WlkConnectionOptions
{
  GObject              parent_instance;

  char                *address;
  GStrv                alpn;
  gboolean             is_diagnosed;
  WlkAddressFamily     family;
  WlkClientCredential *credential;
  WlkTlsVersion        max_version;
  WlkTlsVersion        min_version;
  GPtrArray           *other_credentials;
  guint16              port;
  char                *proxy;
  WlkServerKey         server_key;
  char                *server_name;
  gboolean             sends_server_name;
  char                *starttls;
  guint                timeout;
};

enum {
  PROP_0,
  PROP_ADDRESS,
  PROP_ALPN,
  PROP_DIAGNOSE,
  PROP_FAMILY,
  PROP_IDENTITY,
  PROP_MAX_VERSION,
  PROP_MIN_VERSION,
  PROP_OTHER_IDENTITIES,
  PROP_PORT,
  PROP_PROXY,
  PROP_SERVER_KEY,
  PROP_SERVER_NAME,
  PROP_SENDS_SERVER_NAME,
  PROP_STARTTLS,
  PROP_TIMEOUT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkConnectionOptions, wlk_connection_options, G_TYPE_OBJECT)

static void
wlk_connection_options_finalize (GObject *object)
{
  WlkConnectionOptions *self = WLK_CONNECTION_OPTIONS (object);

  g_free (self->address);
  g_strfreev (self->alpn);
  g_clear_object (&self->credential);
  g_clear_pointer (&self->other_credentials, g_ptr_array_unref);
  g_free (self->proxy);
  g_free (self->server_name);
  g_free (self->starttls);

  G_OBJECT_CLASS (wlk_connection_options_parent_class)->finalize (object);
}

static void
wlk_connection_options_get_property (GObject    *object,
                                     guint       property_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  WlkConnectionOptions *self = WLK_CONNECTION_OPTIONS (object);

  switch (property_id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;

    case PROP_ALPN:
      g_value_set_boxed (value, self->alpn);
      break;

    case PROP_DIAGNOSE:
      g_value_set_boolean (value, self->is_diagnosed);
      break;

    case PROP_FAMILY:
      g_value_set_uint (value, self->family);
      break;

    case PROP_IDENTITY:
      g_value_set_object (value, self->credential);
      break;

    case PROP_MAX_VERSION:
      g_value_set_uint (value, self->max_version);
      break;

    case PROP_MIN_VERSION:
      g_value_set_uint (value, self->min_version);
      break;

    case PROP_OTHER_IDENTITIES:
      g_value_set_boxed (value, self->other_credentials);
      break;

    case PROP_PORT:
      g_value_set_uint (value, self->port);
      break;

    case PROP_PROXY:
      g_value_set_string (value, self->proxy);
      break;

    case PROP_SERVER_KEY:
      g_value_set_uint (value, self->server_key);
      break;

    case PROP_SERVER_NAME:
      g_value_set_string (value, self->server_name);
      break;

    case PROP_SENDS_SERVER_NAME:
      g_value_set_boolean (value, self->sends_server_name);
      break;

    case PROP_STARTTLS:
      g_value_set_string (value, self->starttls);
      break;

    case PROP_TIMEOUT:
      g_value_set_uint (value, self->timeout);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_connection_options_set_property (GObject      *object,
                                     guint         property_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  WlkConnectionOptions *self = WLK_CONNECTION_OPTIONS (object);

  switch (property_id)
    {
    case PROP_ADDRESS:
      self->address = g_value_dup_string (value);
      break;

    case PROP_ALPN:
      self->alpn = g_value_dup_boxed (value);
      break;

    case PROP_DIAGNOSE:
      self->is_diagnosed = g_value_get_boolean (value);
      break;

    case PROP_FAMILY:
      self->family = g_value_get_uint (value);
      break;

    case PROP_IDENTITY:
      self->credential = g_value_dup_object (value);
      break;

    case PROP_MAX_VERSION:
      self->max_version = g_value_get_uint (value);
      break;

    case PROP_MIN_VERSION:
      self->min_version = g_value_get_uint (value);
      break;

    case PROP_OTHER_IDENTITIES:
      self->other_credentials = g_value_dup_boxed (value);
      break;

    case PROP_PORT:
      self->port = g_value_get_uint (value);
      break;

    case PROP_PROXY:
      self->proxy = g_value_dup_string (value);
      break;

    case PROP_SERVER_KEY:
      self->server_key = g_value_get_uint (value);
      break;

    case PROP_SERVER_NAME:
      self->server_name = g_value_dup_string (value);
      break;

    case PROP_SENDS_SERVER_NAME:
      self->sends_server_name = g_value_get_boolean (value);
      break;

    case PROP_STARTTLS:
      self->starttls = g_value_dup_string (value);
      break;

    case PROP_TIMEOUT:
      self->timeout = g_value_get_uint (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_connection_options_class_init (WlkConnectionOptionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = wlk_connection_options_finalize;
  object_class->get_property = wlk_connection_options_get_property;
  object_class->set_property = wlk_connection_options_set_property;

  properties[PROP_ADDRESS] =
    g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_ALPN] =
    g_param_spec_boxed ("alpn", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_DIAGNOSE] =
    g_param_spec_boolean ("diagnose", NULL, NULL, TRUE, flags);
  properties[PROP_FAMILY] =
    g_param_spec_uint ("family", NULL, NULL, WLK_ADDRESS_FAMILY_ANY, WLK_ADDRESS_FAMILY_IPV6,
                       WLK_ADDRESS_FAMILY_ANY, flags);
  properties[PROP_IDENTITY] =
    g_param_spec_object ("credential", NULL, NULL, WLK_TYPE_CLIENT_CREDENTIAL, flags);
  properties[PROP_MAX_VERSION] =
    g_param_spec_uint ("max-version", NULL, NULL, WLK_TLS_1_0, WLK_TLS_1_3,
                       WLK_TLS_1_3, flags);
  properties[PROP_MIN_VERSION] =
    g_param_spec_uint ("min-version", NULL, NULL, WLK_TLS_1_0, WLK_TLS_1_3,
                       WLK_TLS_1_0, flags);
  properties[PROP_OTHER_IDENTITIES] =
    g_param_spec_boxed ("other-credentials", NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  properties[PROP_PORT] =
    g_param_spec_uint ("port", NULL, NULL, 0, G_MAXUINT16,
                       0, flags);
  properties[PROP_PROXY] =
    g_param_spec_string ("proxy", NULL, NULL, NULL, flags);
  properties[PROP_SERVER_KEY] =
    g_param_spec_uint ("server-key", NULL, NULL, WLK_SERVER_KEY_ANY, WLK_SERVER_KEY_ECDSA,
                       WLK_SERVER_KEY_ANY, flags);
  properties[PROP_SERVER_NAME] =
    g_param_spec_string ("server-name", NULL, NULL, NULL, flags);
  properties[PROP_SENDS_SERVER_NAME] =
    g_param_spec_boolean ("sends-server-name", NULL, NULL, TRUE, flags);
  properties[PROP_STARTTLS] =
    g_param_spec_string ("starttls", NULL, NULL, NULL, flags);
  properties[PROP_TIMEOUT] =
    g_param_spec_uint ("timeout", NULL, NULL, 1, WLK_CONNECTION_MAX_TIMEOUT,
                       WLK_CONNECTION_DEFAULT_TIMEOUT, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_connection_options_init (WlkConnectionOptions *self)
{
}

/**
 * wlk_tls_version_get_title:
 * @version: a version of TLS
 *
 * Returns: its name, “TLS 1.3”
 */
const char *
wlk_tls_version_get_title (WlkTlsVersion version)
{
  static const char * const titles[] = { "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3" };

  g_return_val_if_fail (version < G_N_ELEMENTS (titles), NULL);

  return titles[version];
}

/**
 * wlk_connection_options_new:
 *
 * Returns: (transfer full): options with nothing out of the ordinary
 */
WlkConnectionOptions *
wlk_connection_options_new (void)
{
  return g_object_new (WLK_TYPE_CONNECTION_OPTIONS, NULL);
}

/**
 * wlk_connection_options_copy_with:
 * @self: options
 * @first_property: name of a property that shall differ
 * @...: its value, then more names and values, then %NULL
 *
 * Returns: (transfer full): options like @self, but for these properties
 */
WlkConnectionOptions *
wlk_connection_options_copy_with (WlkConnectionOptions *self,
                                  const char           *first_property,
                                  ...)
{
  const char *names[N_PROPS - 1];
  GValue values[N_PROPS - 1] = { G_VALUE_INIT };
  WlkConnectionOptions *copy = NULL;
  va_list arguments;

  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      names[i] = properties[i + 1]->name;
      g_value_init (&values[i], properties[i + 1]->value_type);
      g_object_get_property (G_OBJECT (self), names[i], &values[i]);
    }
  va_start (arguments, first_property);
  for (const char *name = first_property; name != NULL; name = va_arg (arguments, const char *))
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      if (g_str_equal (name, names[i]))
        {
          g_autofree char *problem = NULL;

          g_value_unset (&values[i]);
          G_VALUE_COLLECT_INIT (&values[i], properties[i + 1]->value_type, arguments, 0, &problem);
        }
  va_end (arguments);

  copy = WLK_CONNECTION_OPTIONS (g_object_new_with_properties (WLK_TYPE_CONNECTION_OPTIONS,
                                                               G_N_ELEMENTS (names), names,
                                                               values));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_value_unset (&values[i]);

  return copy;
}

/**
 * wlk_connection_options_get_address:
 * @self: options
 *
 * Returns: (nullable): the address to connect to instead of those that the name has
 */
const char *
wlk_connection_options_get_address (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), NULL);

  return self->address;
}

/**
 * wlk_connection_options_get_alpn:
 * @self: options
 *
 * Returns: (nullable): the application protocols to offer, the best first
 */
const char * const *
wlk_connection_options_get_alpn (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), NULL);

  return (const char * const *) self->alpn;
}

/**
 * wlk_connection_options_is_diagnosed:
 * @self: options
 *
 * Returns: whether a handshake that fails at once is tried in other ways, to learn why
 */
gboolean
wlk_connection_options_is_diagnosed (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), FALSE);

  return self->is_diagnosed;
}

/**
 * wlk_connection_options_get_family:
 * @self: options
 *
 * Returns: which addresses are tried
 */
WlkAddressFamily
wlk_connection_options_get_family (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), 0);

  return self->family;
}

/**
 * wlk_connection_options_get_credential:
 * @self: options
 *
 * Returns: (transfer none) (nullable): the client certificate with its key
 */
WlkClientCredential *
wlk_connection_options_get_credential (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), NULL);

  return self->credential;
}

/**
 * wlk_connection_options_get_max_version:
 * @self: options
 *
 * Returns: the newest version to offer
 */
WlkTlsVersion
wlk_connection_options_get_max_version (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), 0);

  return self->max_version;
}

/**
 * wlk_connection_options_get_min_version:
 * @self: options
 *
 * Returns: the oldest version to offer
 */
WlkTlsVersion
wlk_connection_options_get_min_version (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), 0);

  return self->min_version;
}

/**
 * wlk_connection_options_get_other_credentials:
 * @self: options
 *
 * Returns: (transfer none) (nullable) (element-type WlkClientCredential): client certificates
 * that are not
 *   sent, of which shall be said whether they would fit
 */
GPtrArray *
wlk_connection_options_get_other_credentials (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), NULL);

  return self->other_credentials;
}

/**
 * wlk_connection_options_get_port:
 * @self: options
 *
 * Returns: the port to connect to, or 0 for the target’s
 */
guint16
wlk_connection_options_get_port (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), 0);

  return self->port;
}

/**
 * wlk_connection_options_get_proxy:
 * @self: options
 *
 * Returns: (nullable): the URI of a proxy, “none”, or %NULL for what the desktop says
 */
const char *
wlk_connection_options_get_proxy (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), NULL);

  return self->proxy;
}

/**
 * wlk_connection_options_get_server_key:
 * @self: options
 *
 * Returns: which certificate the server is asked for
 */
WlkServerKey
wlk_connection_options_get_server_key (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), 0);

  return self->server_key;
}

/**
 * wlk_connection_options_get_server_name:
 * @self: options
 *
 * Returns: (nullable): the name to send instead of the host’s
 */
const char *
wlk_connection_options_get_server_name (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), NULL);

  return self->server_name;
}

/**
 * wlk_connection_options_sends_server_name:
 * @self: options
 *
 * Returns: whether a server name is sent at all
 */
gboolean
wlk_connection_options_sends_server_name (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), FALSE);

  return self->sends_server_name;
}

/**
 * wlk_connection_options_get_starttls:
 * @self: options
 *
 * Returns: (nullable): the id of a row of the STARTTLS table, “none”, or %NULL to go by the port
 */
const char *
wlk_connection_options_get_starttls (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), NULL);

  return self->starttls;
}

/**
 * wlk_connection_options_get_timeout:
 * @self: options
 *
 * Returns: seconds for all stages together
 */
guint
wlk_connection_options_get_timeout (WlkConnectionOptions *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_OPTIONS (self), 0);

  return self->timeout;
}

/**
 * wlk_connection_options_is_proxy:
 * @text: what somebody typed
 *
 * Returns: whether it can be the property “proxy”: “none”, or the URI of a proxy for HTTP or SOCKS
 */
gboolean
wlk_connection_options_is_proxy (const char *text)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (g_str_equal (text, "none"))
    return TRUE;

  uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_has_prefix (g_uri_get_scheme (uri), "socks") ||
          g_str_has_prefix (g_uri_get_scheme (uri), "http"));
}
