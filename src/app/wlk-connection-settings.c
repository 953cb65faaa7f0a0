/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-connection-settings.h"

#include "net/wlk-connection-input.h"
#include "net/wlk-starttls.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The options of the next connection, and the rows of the form that show them, as properties that
 * the form binds bidirectionally. A changed row makes new options of all rows; the field of a row
 * with an invalid text keeps its value, and the text stays in the row. A binding does not echo the
 * change that it propagates, so the rows can be set from other options without a guard.
 *
 * Some settings are specific to a host: server name, address, port and STARTTLS. They are reset
 * when another host is opened, unless the settings were changed since the last connection: such a
 * change is meant for the next host. All other settings last as long as the window.
 */

struct _WlkConnectionSettings
{
  GObject               parent_instance;

  WlkConnectionOptions *options;
  char                 *summary;    /* nullable */
  GHashTable           *used;       /* by host: options of its last connection */
  char                 *host;       /* nullable: of the last connection */
  gboolean              is_touched; /* changed since then */

  /* The rows */
  guint                 starttls;
  guint                 version;
  gboolean              sends_server_name;
  char                 *server_name;
  char                 *alpn;
  char                 *address;
  char                 *port;
  guint                 family;
  char                 *proxy;
  guint                 timeout;
  GStrv                 invalid;    /* nullable: names of the properties with an invalid text */
  char                 *problem;    /* nullable: of the first of them */
};

G_DEFINE_FINAL_TYPE (WlkConnectionSettings, wlk_connection_settings, G_TYPE_OBJECT)

#define VERSION_ALL 0 /* the single versions follow, newest first */

static guint
find_starttls (const char *id)
{
  gsize n_rows = 0;
  const WlkStarttls *rows = wlk_starttls_get_all (&n_rows);

  if (id == NULL)
    return WLK_CONNECTION_STARTTLS_BY_PORT;
  for (guint i = 0; i < n_rows; i++)
    if (strcmp (rows[i].id, id) == 0)
      return WLK_CONNECTION_STARTTLS_FIRST + i;

  return WLK_CONNECTION_STARTTLS_NONE;
}

static const char *
get_starttls (guint selected)
{
  gsize n_rows = 0;
  const WlkStarttls *rows = wlk_starttls_get_all (&n_rows);

  if (selected == WLK_CONNECTION_STARTTLS_BY_PORT)
    return NULL;

  return selected >= WLK_CONNECTION_STARTTLS_FIRST &&
         selected - WLK_CONNECTION_STARTTLS_FIRST < n_rows
         ? rows[selected - WLK_CONNECTION_STARTTLS_FIRST].id : WLK_STARTTLS_NONE;
}

/* In the syntax of the entry: empty for the port's default protocols. */
static char *
dup_protocols (const char * const *protocols)
{
  if (protocols == NULL)
    return g_strdup ("");

  return protocols[0] != NULL ? g_strjoinv (", ", (char **) protocols)
                              : g_strdup (WLK_CONNECTION_NO_PROTOCOLS);
}

static void
show_text (char **place,
           char  *text)
{
  g_free (*place);
  *place = text != NULL ? text : g_strdup ("");
}

/* Sets all rows from the options, which discards an invalid text. */
static void
show_options (WlkConnectionSettings *self)
{
  const WlkConnectionOptionsFields *fields = wlk_connection_options_get (self->options);

  self->starttls = find_starttls (fields->starttls);
  self->version = fields->min_version == fields->max_version
                  ? VERSION_ALL + 1 + (WLK_TLS_1_3 - fields->min_version) : VERSION_ALL;
  self->sends_server_name = fields->sends_server_name;
  self->family = fields->family;
  self->timeout = fields->timeout;
  show_text (&self->server_name, g_strdup (fields->server_name));
  show_text (&self->alpn, dup_protocols (fields->alpn));
  show_text (&self->address, g_strdup (fields->address));
  show_text (&self->port, fields->port != 0 ? g_strdup_printf ("%u", fields->port) : NULL);
  show_text (&self->proxy, g_strdup (fields->proxy));
  g_clear_pointer (&self->invalid, g_strfreev);
  g_clear_pointer (&self->problem, g_free);
}

static void
use_options (WlkConnectionSettings *self,
             WlkConnectionOptions  *options)
{
  g_clear_pointer (&self->options, wlk_connection_options_unref);
  self->options = options;
  g_free (self->summary);
  self->summary = wlk_connection_settings_dup_summary (self);
}

static void
take_options (WlkConnectionSettings *self,
              WlkConnectionOptions  *options)
{
  guint n_properties = 0;
  g_autofree GParamSpec **properties =
    g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n_properties);

  use_options (self, options);
  show_options (self);
  for (guint i = 0; i < n_properties; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/* Takes options that come from the rows. */
static void
apply_fields (WlkConnectionSettings            *self,
              const WlkConnectionOptionsFields *fields)
{
  self->is_touched = TRUE;
  use_options (self, wlk_connection_options_new (fields));
  g_object_notify (G_OBJECT (self), "options");
  g_object_notify (G_OBJECT (self), "summary");
  g_object_notify (G_OBJECT (self), "problem");
  g_object_notify (G_OBJECT (self), "invalid");
}

/* What the rows say; it borrows their texts. */
typedef struct
{
  WlkConnectionOptionsFields fields;
  char                      *server_name;
  GStrv                      protocols;
} Reading;

/* Reads a text without space around it, or NULL for an empty one, into its field. Returns FALSE if
 * it is invalid. */
typedef gboolean (*ReadFunc) (Reading    *self,
                              const char *text);

static gboolean
read_server_name (Reading    *self,
                  const char *text)
{
  if (text != NULL)
    self->server_name = wlk_connection_input_dup_server_name (text);
  if (text != NULL && self->server_name == NULL)
    return FALSE;

  self->fields.server_name = self->server_name;
  return TRUE;
}

static gboolean
read_protocols (Reading    *self,
                const char *text)
{
  if (text != NULL)
    self->protocols = wlk_connection_input_split_protocols (text);
  if (text != NULL && self->protocols == NULL)
    return FALSE;

  self->fields.alpn = (const char * const *) self->protocols;
  return TRUE;
}

static gboolean
read_address (Reading    *self,
              const char *text)
{
  if (text != NULL && !g_hostname_is_ip_address (text))
    return FALSE;

  self->fields.address = text;
  return TRUE;
}

static gboolean
read_port (Reading    *self,
           const char *text)
{
  guint64 port = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL))
    return FALSE;

  self->fields.port = (guint16) port;
  return TRUE;
}

static gboolean
read_proxy (Reading    *self,
            const char *text)
{
  if (text != NULL && !wlk_connection_options_is_proxy (text))
    return FALSE;

  self->fields.proxy = text;
  return TRUE;
}

static const struct
{
  const char *property;
  gsize       offset;
  ReadFunc    read;
  const char *problem;
} text_rows[] = {
  { "server-name", G_STRUCT_OFFSET (WlkConnectionSettings, server_name), read_server_name,
    N_("A server name is written like www.example.org. It cannot be an address.") },
  { "alpn", G_STRUCT_OFFSET (WlkConnectionSettings, alpn), read_protocols,
    N_("Application protocols are up to 8 names of up to 31 bytes, like “h2, http/1.1”, or "
       "“none”.") },
  { "address", G_STRUCT_OFFSET (WlkConnectionSettings, address), read_address,
    N_("An address is written like 192.0.2.1 or 2001:db8::1.") },
  { "port", G_STRUCT_OFFSET (WlkConnectionSettings, port), read_port,
    N_("A port is a number from 1 to 65535.") },
  { "proxy", G_STRUCT_OFFSET (WlkConnectionSettings, proxy), read_proxy,
    N_("A proxy is written like http://proxy.example:3128 or socks5://proxy.example:1080.") },
};

/* The rows that cannot be invalid. */
static void
read_choices (WlkConnectionSettings      *self,
              WlkConnectionOptionsFields *fields)
{
  fields->min_version = WLK_TLS_1_0;
  fields->max_version = WLK_TLS_1_3;
  if (self->version != VERSION_ALL && self->version <= VERSION_ALL + 1 + WLK_TLS_1_3)
    fields->min_version = fields->max_version = WLK_TLS_1_3 - (self->version - VERSION_ALL - 1);
  fields->family = self->family;
  fields->sends_server_name = self->sends_server_name;
  fields->starttls = get_starttls (self->starttls);
  fields->timeout = self->timeout;
}

static void
row_cb (gpointer object,
        gpointer previous)
{
  WlkConnectionSettings *self = object;
  Reading reading = { .fields = *wlk_connection_options_get (self->options) };
  char *texts[G_N_ELEMENTS (text_rows)];
  g_autoptr(GStrvBuilder) invalid = g_strv_builder_new ();

  g_clear_pointer (&self->problem, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (text_rows); i++)
    {
      texts[i] = g_strstrip (g_strdup (G_STRUCT_MEMBER (char *, self, text_rows[i].offset)));
      if (text_rows[i].read (&reading, *texts[i] != '\0' ? texts[i] : NULL))
        continue;
      g_strv_builder_add (invalid, text_rows[i].property);
      if (self->problem == NULL)
        self->problem = g_strdup (_(text_rows[i].problem));
    }
  g_strfreev (self->invalid);
  self->invalid = g_strv_builder_end (invalid);
  read_choices (self, &reading.fields);
  apply_fields (self, &reading.fields);

  for (gsize i = 0; i < G_N_ELEMENTS (text_rows); i++)
    g_free (texts[i]);
  g_free (reading.server_name);
  g_strfreev (reading.protocols);
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
wlk_connection_settings_class_init (WlkConnectionSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wlk_connection_settings_finalize;

  wlk_property_add (object_class, "options", WLK_TYPE_CONNECTION_OPTIONS, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkConnectionSettings, options), NULL);
  wlk_property_add (object_class, "summary", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkConnectionSettings, summary), NULL);
  wlk_property_add (object_class, "invalid", G_TYPE_STRV, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkConnectionSettings, invalid), NULL);
  wlk_property_add (object_class, "problem", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkConnectionSettings, problem), NULL);
  wlk_property_add (object_class, "starttls", G_TYPE_UINT, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkConnectionSettings, starttls), row_cb);
  wlk_property_add (object_class, "version", G_TYPE_UINT, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkConnectionSettings, version), row_cb);
  wlk_property_add (object_class, "sends-server-name", G_TYPE_BOOLEAN, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkConnectionSettings, sends_server_name), row_cb);
  wlk_property_add (object_class, "family", G_TYPE_UINT, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkConnectionSettings, family), row_cb);
  wlk_property_add (object_class, "timeout", G_TYPE_UINT, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkConnectionSettings, timeout), row_cb);
  for (gsize i = 0; i < G_N_ELEMENTS (text_rows); i++)
    wlk_property_add (object_class, text_rows[i].property, G_TYPE_STRING, G_PARAM_READWRITE,
                      text_rows[i].offset, row_cb);
}

static void
wlk_connection_settings_init (WlkConnectionSettings *self)
{
  self->options = wlk_connection_options_new (NULL);
  show_options (self);
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
 * wlk_connection_settings_set_options:
 * @self: settings
 * @options: the options of the next connection
 *
 * Sets the user's options, and shows them in all rows.
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
 * wlk_connection_settings_list_credentials:
 * @self: settings
 *
 * Returns: (transfer full) (element-type WlkClientCredential): the one to send, and the others
 */
GPtrArray *
wlk_connection_settings_list_credentials (WlkConnectionSettings *self)
{
  const WlkConnectionOptionsFields *fields = wlk_connection_options_get (self->options);
  GPtrArray *credentials = g_ptr_array_new_with_free_func (g_object_unref);

  if (fields->credential != NULL)
    g_ptr_array_add (credentials, g_object_ref (fields->credential));
  if (fields->other_credentials != NULL)
    g_ptr_array_extend (credentials, fields->other_credentials, (GCopyFunc) (void *) g_object_ref,
                        NULL);

  return credentials;
}

/**
 * wlk_connection_settings_set_credentials:
 * @self: settings
 * @credentials: (element-type WlkClientCredential): the one to send, and the others
 *
 * Sets the client certificates only; the rows keep their texts, also invalid ones.
 */
void
wlk_connection_settings_set_credentials (WlkConnectionSettings *self,
                                         GPtrArray             *credentials)
{
  WlkConnectionOptionsFields fields = *wlk_connection_options_get (self->options);
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 1; i < credentials->len; i++)
    g_ptr_array_add (others, g_object_ref (credentials->pdata[i]));
  fields.credential = credentials->len > 0 ? credentials->pdata[0] : NULL;
  fields.other_credentials = others;
  apply_fields (self, &fields);
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
add_starttls (GPtrArray                        *parts,
              const WlkConnectionOptionsFields *fields)
{
  const char *id = fields->starttls;
  const WlkStarttls *protocol = id != NULL ? wlk_starttls_find (id) : NULL;

  if (protocol != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("STARTTLS for %s"), protocol->title));
  else if (id != NULL)
    g_ptr_array_add (parts, g_strdup (_("no STARTTLS")));
}

static void
add_tls (GPtrArray                        *parts,
         const WlkConnectionOptionsFields *fields)
{

  if (fields->min_version == fields->max_version)
    g_ptr_array_add (parts, g_strdup_printf (_("%s alone"),
                                             wlk_tls_version_get_title (fields->min_version)));
  if (!fields->sends_server_name)
    g_ptr_array_add (parts, g_strdup (_("no server name")));
  else if (fields->server_name != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_("server name %s"),
                                             fields->server_name));
  if (fields->alpn != NULL)
    g_ptr_array_add (parts, fields->alpn[0] != NULL ? g_strjoinv (", ", (char **) fields->alpn)
                                            : g_strdup (_("no application protocols")));
}

static void
add_network (GPtrArray                        *parts,
             const WlkConnectionOptionsFields *fields)
{

  if (fields->address != NULL)
    g_ptr_array_add (parts, g_strdup (fields->address));
  if (fields->port != 0)
    g_ptr_array_add (parts, g_strdup_printf (_("port %u"),
                                             fields->port));
  if (fields->family != WLK_ADDRESS_FAMILY_ANY)
    g_ptr_array_add (parts, g_strdup (fields->family ==
                                      WLK_ADDRESS_FAMILY_IPV4 ? "IPv4" : "IPv6"));
  if (fields->proxy != NULL)
    {
      g_autofree char *text = wlk_connection_input_dup_proxy_text (fields->proxy);

      g_ptr_array_add (parts, g_strdup_printf (_("proxy %s"), text));
    }
  if (fields->timeout != WLK_CONNECTION_DEFAULT_TIMEOUT)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u second", "%u seconds", fields->timeout),
                                             fields->timeout));
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
  g_autoptr(GPtrArray) credentials = NULL;
  const WlkConnectionOptionsFields *fields;

  g_return_val_if_fail (WLK_IS_CONNECTION_SETTINGS (self), NULL);

  fields = wlk_connection_options_get (self->options);

  add_starttls (parts, fields);
  add_tls (parts, fields);
  add_network (parts, fields);
  credentials = wlk_connection_settings_list_credentials (self);
  if (credentials->len > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u client certificate",
                                                       "%u client certificates", credentials->len),
                                             credentials->len));
  if (parts->len == 0)
    return NULL;

  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
