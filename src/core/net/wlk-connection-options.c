/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection-options.h"

struct _WlkConnectionOptions
{
  WlkConnectionOptionsFields fields; /* owns what it points to */
};

G_DEFINE_BOXED_TYPE (WlkConnectionOptions, wlk_connection_options, wlk_connection_options_ref,
                     wlk_connection_options_unref)

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
 * @fields: (nullable): how to connect, copied; %NULL for the defaults
 *
 * Returns: (transfer full): the options
 */
WlkConnectionOptions *
wlk_connection_options_new (const WlkConnectionOptionsFields *fields)
{
  static const WlkConnectionOptionsFields defaults = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  WlkConnectionOptions *self;
  WlkConnectionOptionsFields *copy;

  if (fields == NULL)
    fields = &defaults;
  self = g_atomic_rc_box_new0 (WlkConnectionOptions);
  copy = &self->fields;
  *copy = *fields;
  copy->address = g_strdup (fields->address);
  copy->alpn = (const char * const *) g_strdupv ((char **) fields->alpn);
  copy->proxy = g_strdup (fields->proxy);
  copy->server_name = g_strdup (fields->server_name);
  copy->starttls = g_strdup (fields->starttls);
  if (copy->credential != NULL)
    g_object_ref (copy->credential);
  if (copy->other_credentials != NULL)
    g_ptr_array_ref (copy->other_credentials);

  return self;
}

/**
 * wlk_connection_options_ref:
 * @self: options
 *
 * Returns: (transfer full): @self
 */
WlkConnectionOptions *
wlk_connection_options_ref (WlkConnectionOptions *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
options_clear (WlkConnectionOptions *self)
{
  WlkConnectionOptionsFields *fields = &self->fields;

  g_free ((char *) fields->address);
  g_strfreev ((char **) fields->alpn);
  g_free ((char *) fields->proxy);
  g_free ((char *) fields->server_name);
  g_free ((char *) fields->starttls);
  g_clear_object (&fields->credential);
  g_clear_pointer (&fields->other_credentials, g_ptr_array_unref);
}

/**
 * wlk_connection_options_unref:
 * @self: (transfer full): options
 */
void
wlk_connection_options_unref (WlkConnectionOptions *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) options_clear);
}

/**
 * wlk_connection_options_get:
 * @self: options
 *
 * Returns: (transfer none): their fields, valid as long as @self
 */
const WlkConnectionOptionsFields *
wlk_connection_options_get (const WlkConnectionOptions *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->fields;
}

/**
 * wlk_connection_options_is_proxy:
 * @text: the text that was typed
 *
 * Returns: whether it is a valid @proxy of the fields: “none”, or the URI of
 *   a proxy for HTTP or SOCKS
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
