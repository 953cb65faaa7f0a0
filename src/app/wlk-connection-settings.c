/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-connection-settings.h"

#include "net/wlk-connection-input.h"
#include "net/wlk-starttls.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Some settings are specific to a host: server name, address, port and STARTTLS. They are reset
 * when another host is opened, unless the settings were changed since the last connection: such a
 * change is meant for the next host. All other settings last as long as the window.
 */

struct _WlkConnectionSettings
{
  GObject               parent_instance;

  WlkConnectionOptions *options;
  GHashTable           *used;      /* by host: options of its last connection */
  char                 *host;      /* nullable: of the last connection */
  gboolean              is_touched; /* changed since then */
};

enum {
  PROP_0,
  PROP_OPTIONS,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkConnectionSettings, wlk_connection_settings, G_TYPE_OBJECT)

static void
take_options (WlkConnectionSettings *self,
              WlkConnectionOptions  *options)
{
  g_clear_pointer (&self->options, wlk_connection_options_unref);
  self->options = options;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPTIONS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
wlk_connection_settings_dispose (GObject *object)
{
  g_clear_pointer (&WLK_CONNECTION_SETTINGS (object)->options, wlk_connection_options_unref);

  G_OBJECT_CLASS (wlk_connection_settings_parent_class)->dispose (object);
}

static void
wlk_connection_settings_finalize (GObject *object)
{
  WlkConnectionSettings *self = WLK_CONNECTION_SETTINGS (object);

  g_hash_table_unref (self->used);
  g_free (self->host);

  G_OBJECT_CLASS (wlk_connection_settings_parent_class)->finalize (object);
}

static void
wlk_connection_settings_get_property (GObject    *object,
                                      guint       property_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  WlkConnectionSettings *self = WLK_CONNECTION_SETTINGS (object);

  switch (property_id)
    {
    case PROP_OPTIONS:
      g_value_set_boxed (value, self->options);
      break;

    case PROP_SUMMARY:
      g_value_take_string (value, wlk_connection_settings_dup_summary (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_connection_settings_class_init (WlkConnectionSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = wlk_connection_settings_dispose;
  object_class->finalize = wlk_connection_settings_finalize;
  object_class->get_property = wlk_connection_settings_get_property;

  properties[PROP_OPTIONS] = g_param_spec_boxed ("options", NULL, NULL,
                                                 WLK_TYPE_CONNECTION_OPTIONS, flags);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_connection_settings_init (WlkConnectionSettings *self)
{
  self->options = wlk_connection_options_new (NULL);
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) wlk_connection_options_unref);
}

/**
 * wlk_connection_settings_new:
 *
 * Returns: (transfer full): settings with the defaults of a browser
 */
WlkConnectionSettings *
wlk_connection_settings_new (void)
{
  return g_object_new (WLK_TYPE_CONNECTION_SETTINGS, NULL);
}

/**
 * wlk_connection_settings_get_options:
 * @self: settings
 *
 * Returns: (transfer none): the options of the next connection
 */
WlkConnectionOptions *
wlk_connection_settings_get_options (WlkConnectionSettings *self)
{
  g_return_val_if_fail (WLK_IS_CONNECTION_SETTINGS (self), NULL);

  return self->options;
}

/**
 * wlk_connection_settings_set_options:
 * @self: settings
 * @options: the options of the next connection
 *
 * Sets the user's options.
 */
void
wlk_connection_settings_set_options (WlkConnectionSettings *self,
                                     WlkConnectionOptions  *options)
{
  g_return_if_fail (WLK_IS_CONNECTION_SETTINGS (self));
  g_return_if_fail (options != NULL);

  self->is_touched = TRUE;
  take_options (self, wlk_connection_options_ref (options));
}

/**
 * wlk_connection_settings_set_starttls:
 * @self: settings
 * @id: the id of a STARTTLS row, or %WLK_STARTTLS_NONE
 *
 * Sets the STARTTLS protocol only.
 */
void
wlk_connection_settings_set_starttls (WlkConnectionSettings *self,
                                      const char            *id)
{
  WlkConnectionOptionsFields fields;
  g_autoptr(WlkConnectionOptions) options = NULL;

  g_return_if_fail (WLK_IS_CONNECTION_SETTINGS (self));
  g_return_if_fail (id != NULL);

  fields = *wlk_connection_options_get (self->options);
  fields.starttls = id;
  options = wlk_connection_options_new (&fields);
  wlk_connection_settings_set_options (self, options);
}

/**
 * wlk_connection_settings_use_for:
 * @self: settings
 * @target: a host to connect to now
 *
 * Resets settings that are specific to another host.
 *
 * Returns: (transfer none): the options of the connection
 */
WlkConnectionOptions *
wlk_connection_settings_use_for (WlkConnectionSettings *self,
                                 const WlkTarget       *target)
{
  WlkConnectionOptionsFields fields;
  const char *host;

  g_return_val_if_fail (WLK_IS_CONNECTION_SETTINGS (self), NULL);
  g_return_val_if_fail (target != NULL, NULL);

  host = target->text;
  if (self->host != NULL && strcmp (self->host, host) != 0 && !self->is_touched)
    {
      fields = *wlk_connection_options_get (self->options);
      fields.address = NULL;
      fields.port = 0;
      fields.sends_server_name = TRUE;
      fields.server_name = NULL;
      fields.starttls = NULL;
      take_options (self, wlk_connection_options_new (&fields));
    }
  g_free (self->host);
  self->host = g_strdup (host);
  self->is_touched = FALSE;
  g_hash_table_replace (self->used, g_strdup (host), wlk_connection_options_ref (self->options));

  return self->options;
}

/**
 * wlk_connection_settings_use_again_for:
 * @self: settings
 * @target: a host that was connected to with these settings
 *
 * Restores the options of the last connection to @target, if another host was opened since; later
 * changes of the settings still apply.
 *
 * Returns: (transfer none): the options of the connection
 */
WlkConnectionOptions *
wlk_connection_settings_use_again_for (WlkConnectionSettings *self,
                                       const WlkTarget       *target)
{
  WlkConnectionOptions *used;
  const char *host;

  g_return_val_if_fail (WLK_IS_CONNECTION_SETTINGS (self), NULL);
  g_return_val_if_fail (target != NULL, NULL);

  host = target->text;
  used = g_hash_table_lookup (self->used, host);
  if (used != NULL && g_strcmp0 (self->host, host) != 0 && !self->is_touched)
    {
      take_options (self, wlk_connection_options_ref (used));
      g_free (self->host);
      self->host = g_strdup (host);
    }

  return wlk_connection_settings_use_for (self, target);
}

static void
add_starttls (GPtrArray            *parts,
              WlkConnectionOptions *options)
{
  const char *id = wlk_connection_options_get (options)->starttls;
  const WlkStarttls *protocol = id != NULL ? wlk_starttls_find (id) : NULL;

  if (protocol != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("STARTTLS for %s"), protocol->title));
  else if (id != NULL)
    g_ptr_array_add (parts, g_strdup (_("no STARTTLS")));
}

static void
add_tls (GPtrArray            *parts,
         WlkConnectionOptions *options)
{
  static const char * const versions[] = { "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3" };
  const char * const *alpn = wlk_connection_options_get (options)->alpn;
  WlkTlsVersion oldest = wlk_connection_options_get (options)->min_version;

  if (oldest == wlk_connection_options_get (options)->max_version)
    g_ptr_array_add (parts, g_strdup_printf (_("%s alone"), versions[oldest]));
  if (!wlk_connection_options_get (options)->sends_server_name)
    g_ptr_array_add (parts, g_strdup (_("no server name")));
  else if (wlk_connection_options_get (options)->server_name != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("server name %s"),
                                             wlk_connection_options_get (options)->server_name));
  if (alpn != NULL)
    g_ptr_array_add (parts, alpn[0] != NULL ? g_strjoinv (", ", (char **) alpn)
                                            : g_strdup (_("no application protocols")));
}

static void
add_network (GPtrArray            *parts,
             WlkConnectionOptions *options)
{
  const char *address = wlk_connection_options_get (options)->address;
  const char *proxy = wlk_connection_options_get (options)->proxy;
  guint timeout = wlk_connection_options_get (options)->timeout;

  if (address != NULL)
    g_ptr_array_add (parts, g_strdup (address));
  if (wlk_connection_options_get (options)->port != 0)
    g_ptr_array_add (parts, g_strdup_printf (_("port %u"),
                                             wlk_connection_options_get (options)->port));
  if (wlk_connection_options_get (options)->family != WLK_ADDRESS_FAMILY_ANY)
    g_ptr_array_add (parts, g_strdup (wlk_connection_options_get (options)->family ==
                                      WLK_ADDRESS_FAMILY_IPV4 ? "IPv4" : "IPv6"));
  if (proxy != NULL)
    {
      g_autofree char *text = wlk_connection_input_dup_proxy_text (proxy);

      g_ptr_array_add (parts, g_strdup_printf (_("proxy %s"), text));
    }
  if (timeout != WLK_CONNECTION_DEFAULT_TIMEOUT)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u second", "%u seconds", timeout),
                                             timeout));
}

static void
add_identities (GPtrArray            *parts,
                WlkConnectionOptions *options)
{
  GPtrArray *others = wlk_connection_options_get (options)->other_credentials;
  guint n = (wlk_connection_options_get (options)->credential != NULL ? 1 : 0) +
            (others != NULL ? others->len : 0);

  if (n > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u client certificate",
                                                       "%u client certificates", n), n));
}

/**
 * wlk_connection_settings_dup_summary:
 * @self: settings
 *
 * Returns: (transfer full) (nullable): the options that differ from the defaults, or %NULL if none
 */
char *
wlk_connection_settings_dup_summary (WlkConnectionSettings *self)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (WLK_IS_CONNECTION_SETTINGS (self), NULL);

  add_starttls (parts, self->options);
  add_tls (parts, self->options);
  add_network (parts, self->options);
  add_identities (parts, self->options);
  if (parts->len == 0)
    return NULL;

  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
