/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-connect-options.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "load/wlk-client-credential-loader.h"
#include "net/wlk-connection-input.h"
#include "net/wlk-starttls.h"
#include "wlk-password.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PORT_OF_TARGET G_MININT /* --port was not given */

static const char * const tls_versions[] = { "1.0", "1.1", "1.2", "1.3", NULL };

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError    **error,
        const char *format,
        ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT, message);

  return FALSE;
}

/**
 * wlk_connect_options_init:
 * @self: (out caller-allocates): the options
 *
 * Sets the defaults.
 */
void
wlk_connect_options_init (WlkConnectOptions *self)
{
  memset (self, 0, sizeof *self);
  self->port = PORT_OF_TARGET;
  self->timeout = WLK_CONNECTION_DEFAULT_TIMEOUT;
}

/**
 * wlk_connect_options_clear:
 * @self: the options
 *
 * Frees the members of @self.
 */
void
wlk_connect_options_clear (WlkConnectOptions *self)
{
  g_clear_pointer (&self->starttls, g_free);
  g_clear_pointer (&self->server_name, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->tls, g_free);
  g_clear_pointer (&self->alpn, g_free);
  g_clear_pointer (&self->certificates, g_strfreev);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->password_file, g_free);
  g_clear_pointer (&self->proxy, g_free);
}

/**
 * wlk_connect_options_add_entries:
 * @self: where to write; must outlive @group
 * @group: the group of options to add to
 *
 * Adds the connection options to a command line.
 */
void
wlk_connect_options_add_entries (WlkConnectOptions *self,
                                 GOptionGroup      *group)
{
  const GOptionEntry entries[] = {
    { "starttls", 's', 0, G_OPTION_ARG_STRING, &self->starttls,
      N_("Protocol before TLS, or none; else by port"), N_("PROTOCOL") },
    { "sni", 0, 0, G_OPTION_ARG_STRING, &self->server_name,
      N_("Send this server name instead of the host"), N_("NAME") },
    { "no-sni", 0, 0, G_OPTION_ARG_NONE, &self->no_server_name,
      N_("Send no server name"), NULL },
    { "address", 0, 0, G_OPTION_ARG_STRING, &self->address,
      N_("Connect to this address of the host"), N_("ADDRESS") },
    { "port", 0, 0, G_OPTION_ARG_INT, &self->port,
      N_("Connect to this port"), N_("PORT") },
    { "ipv4", '4', 0, G_OPTION_ARG_NONE, &self->ipv4, N_("Use IPv4 only"), NULL },
    { "ipv6", '6', 0, G_OPTION_ARG_NONE, &self->ipv6, N_("Use IPv6 only"), NULL },
    { "tls", 0, 0, G_OPTION_ARG_STRING, &self->tls,
      N_("Offer only 1.0, 1.1, 1.2 or 1.3"), N_("VERSION") },
    { "alpn", 0, 0, G_OPTION_ARG_STRING, &self->alpn,
      N_("Application protocols like h2, or none"), N_("PROTOCOLS") },
    { "client-certificate", 'c', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->certificates,
      N_("PEM, PKCS#12 or pkcs11:…; repeatable"), N_("FILE") },
    { "client-key", 'k', 0, G_OPTION_ARG_FILENAME, &self->key,
      N_("Key of the first client certificate"), N_("FILE") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->password_file,
      N_("Read the password of the key from here"), N_("FILE") },
    { "proxy", 0, 0, G_OPTION_ARG_STRING, &self->proxy,
      N_("Use this proxy, or none; else the desktop’s"), N_("URI") },
    { "every-endpoint", 0, 0, G_OPTION_ARG_NONE, &self->every_endpoint,
      N_("Compare addresses, names, versions and keys"), NULL },
    { "every-door", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->every_endpoint, NULL, NULL },
    { "timeout", 0, 0, G_OPTION_ARG_INT, &self->timeout,
      N_("Limit for the whole connection; else 15 s"), N_("SECONDS") },
    { NULL }
  };

  g_option_group_add_entries (group, entries);
}

static gboolean
validate_starttls (const char *id,
                   GError    **error)
{
  g_autofree char *visible = NULL;
  g_autoptr(GString) ids = g_string_new (WLK_STARTTLS_NONE);
  gsize n_rows = 0;
  const WlkStarttls *rows = wlk_starttls_get_all (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    {
      if (strcmp (rows[i].id, id) == 0)
        return TRUE;
      g_string_append_printf (ids, ", %s", rows[i].id);
    }
  if (strcmp (id, WLK_STARTTLS_NONE) == 0)
    return TRUE;

  visible = wlk_text_make_visible (id, -1);
  return refuse (error, _("--starttls cannot be “%s”. It is one of: %s."), visible, ids->str);
}

static gboolean
validate_proxy (const char *uri,
                GError    **error)
{
  g_autofree char *text = NULL;
  g_autofree char *visible = NULL;

  if (wlk_connection_options_is_proxy (uri))
    return TRUE;

  text = wlk_connection_input_dup_proxy_text (uri);
  visible = wlk_text_make_visible (text, -1);
  return refuse (error, _("--proxy cannot be “%s”. It is none, or like http://proxy.example:3128 "
                          "or socks5://proxy.example:1080."), visible);
}

/* Converts it to the form sent in server_name (RFC 6066 §3). */
static gboolean
normalize_server_name (char   **name,
                       GError **error)
{
  char *normal = wlk_connection_input_dup_server_name (*name);

  if (normal == NULL)
    {
      g_autofree char *visible = wlk_text_make_visible (*name, -1);

      return refuse (error, _("--sni cannot be “%s”. It is a name like www.example.org, and no "
                              "address."), visible);
    }
  g_free (*name);
  *name = normal;

  return TRUE;
}

static gboolean
validate_protocols (const char *text,
                    GError    **error)
{
  g_auto(GStrv) names = wlk_connection_input_split_protocols (text);
  g_autofree char *visible = NULL;

  if (names != NULL)
    return TRUE;

  visible = wlk_text_make_visible (text, -1);
  return refuse (error, _("--alpn cannot be “%s”. It is none, or up to %d names of up to %d bytes, "
                          "like h2,http/1.1."), visible, WLK_CONNECTION_MAX_PROTOCOLS,
                 WLK_CONNECTION_MAX_PROTOCOL_NAME);
}

/**
 * wlk_connect_options_validate:
 * @self: the parsed options
 * @error: return location; %WLK_ERROR_INVALID_ARGUMENT
 *
 * Returns: %TRUE if they are valid
 */
gboolean
wlk_connect_options_validate (WlkConnectOptions *self,
                              GError           **error)
{
  if (self->timeout < 1 || self->timeout > WLK_CONNECTION_MAX_TIMEOUT)
    return refuse (error, _("--timeout cannot be %d. It is a number of seconds from 1 to %d."),
                   self->timeout, WLK_CONNECTION_MAX_TIMEOUT);
  if (self->port != PORT_OF_TARGET && (self->port < 1 || self->port > G_MAXUINT16))
    return refuse (error, _("--port cannot be %d. It is a number from 1 to 65535."), self->port);
  if (self->ipv4 && self->ipv6)
    return refuse (error, _("-4 and -6 exclude each other. Give one of them, or none."));
  if (self->server_name != NULL && self->no_server_name)
    return refuse (error, _("--sni and --no-sni exclude each other. Give one of them."));
  if (self->key != NULL && self->certificates == NULL)
    return refuse (error, _("--client-key needs --client-certificate beside it."));
  if (self->tls != NULL && !g_strv_contains (tls_versions, self->tls))
    {
      g_autofree char *visible = wlk_text_make_visible (self->tls, -1);

      return refuse (error, _("--tls cannot be “%s”. It is one of: 1.0, 1.1, 1.2, 1.3."), visible);
    }
  if (self->address != NULL && !g_hostname_is_ip_address (self->address))
    {
      g_autofree char *visible = wlk_text_make_visible (self->address, -1);

      return refuse (error, _("--address cannot be “%s”. It is an address like 192.0.2.1 or "
                              "2001:db8::1."), visible);
    }
  if (self->proxy != NULL && !validate_proxy (self->proxy, error))
    return FALSE;
  if (self->server_name != NULL && !normalize_server_name (&self->server_name, error))
    return FALSE;
  if (self->alpn != NULL && !validate_protocols (self->alpn, error))
    return FALSE;

  return self->starttls == NULL || validate_starttls (self->starttls, error);
}

/* Whether the certificate's file has the key, and the key's file the certificate. */
static gboolean
are_swapped (const char   *certificate,
             const char   *key,
             const GError *error)
{
  g_autoptr(WlkClientCredential) credential = NULL;
  g_autoptr(GError) local_error = NULL;

  if (key == NULL || g_error_matches (error, WLK_ERROR, WLK_ERROR_PASSWORD))
    return FALSE;

  credential = wlk_client_credential_loader_load (key, certificate, NULL, &local_error);
  return credential != NULL || g_error_matches (local_error, WLK_ERROR, WLK_ERROR_PASSWORD);
}

/* Asks for the password if one is needed, once for each certificate. */
static WlkClientCredential *
load_credential (const WlkConnectOptions *self,
                 const char              *certificate,
                 const char              *key,
                 GError                 **error)
{
  g_autoptr(GError) local_error = NULL;
  char *password = NULL;
  WlkClientCredential *credential = NULL;

  if (self->password_file != NULL)
    {
      password = wlk_password_read_file (self->password_file, error);
      if (password == NULL)
        return NULL;
    }
  credential = wlk_client_credential_loader_load (certificate, key, password, &local_error);
  if (credential == NULL && password == NULL &&
      g_error_matches (local_error, WLK_ERROR, WLK_ERROR_PASSWORD))
    {
      password = wlk_password_ask (key != NULL ? key : certificate);
      if (password != NULL)
        {
          g_clear_error (&local_error);
          credential = wlk_client_credential_loader_load (certificate, key, password, &local_error);
        }
    }
  wlk_password_free (password);
  if (credential == NULL && are_swapped (certificate, key, local_error))
    refuse (error, _("The files of --client-certificate and --client-key are swapped: the "
                     "certificate is in that of --client-key."));
  else if (credential == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return credential;
}

/**
 * wlk_connect_options_load_identities:
 * @self: the options
 * @error: return location, as for wlk_client_credential_loader_load()
 *
 * Returns: (transfer full) (element-type WlkClientCredential): the client certificates, or %NULL
 *   with @error
 */
GPtrArray *
wlk_connect_options_load_identities (const WlkConnectOptions *self,
                                     GError                 **error)
{
  g_autoptr(GPtrArray) credentials = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->certificates != NULL && self->certificates[i] != NULL; i++)
    {
      WlkClientCredential *credential = load_credential (self, self->certificates[i],
                                                         i == 0 ? self->key : NULL, error);

      if (credential == NULL)
        return NULL;
      g_ptr_array_add (credentials, credential);
    }

  return g_steal_pointer (&credentials);
}

static WlkTlsVersion
get_version (const WlkConnectOptions *self,
             WlkTlsVersion            fallback)
{
  for (guint i = 0; self->tls != NULL && tls_versions[i] != NULL; i++)
    if (strcmp (self->tls, tls_versions[i]) == 0)
      return (WlkTlsVersion) i;

  return fallback;
}

/**
 * wlk_connect_options_create:
 * @self: the options
 * @credentials: (element-type WlkClientCredential): client certificates; the first is sent
 *
 * Returns: (transfer full): the options of a connection
 */
WlkConnectionOptions *
wlk_connect_options_create (const WlkConnectOptions *self,
                            GPtrArray               *credentials)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto(GStrv) alpn =
    self->alpn != NULL ? wlk_connection_input_split_protocols (self->alpn) : NULL;
  WlkAddressFamily family = self->ipv4 ? WLK_ADDRESS_FAMILY_IPV4
                            : self->ipv6 ? WLK_ADDRESS_FAMILY_IPV6 : WLK_ADDRESS_FAMILY_ANY;

  for (guint i = 1; i < credentials->len; i++)
    g_ptr_array_add (others, g_object_ref (credentials->pdata[i]));

  fields.address = self->address;
  fields.alpn = (const char * const *) alpn;
  fields.family = family;
  fields.credential = credentials->len > 0 ? credentials->pdata[0] : NULL;
  fields.max_version = get_version (self, WLK_TLS_1_3);
  fields.min_version = get_version (self, WLK_TLS_1_0);
  fields.other_credentials = others;
  fields.port = MAX (self->port, 0);
  fields.proxy = self->proxy;
  fields.sends_server_name = !self->no_server_name;
  fields.server_name = self->server_name;
  fields.starttls = self->starttls;
  fields.timeout = self->timeout;
  return wlk_connection_options_new (&fields);
}
