/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-target.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "x509/wlk-idn.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The host is stored in its network form: lower case, A-labels, no trailing dot. The display form
 * is derived from it, never from the typed text, so that it shows the name that is resolved.
 */

#define MAX_TEXT_LENGTH  4096 /* bytes; enough for an address with a long path */
#define MAX_NAME_LENGTH  253  /* bytes, RFC 1035 §2.3.4 without the root's length byte */
#define MAX_LABEL_LENGTH 63   /* bytes, RFC 1035 §2.3.4 */
#define MAX_PORT         65535

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

static char *
dup_trimmed (const char *text)
{
  const char *end = text + strlen (text);

  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text)
    {
      const char *previous = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (previous)))
        break;
      end = previous;
    }

  return g_strndup (text, end - text);
}

static gboolean
has_space_or_control (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        return TRUE;
    }

  return FALSE;
}

/* From “https://host:port/path” to “host:port”. Text without a scheme stays as it is. */
static gboolean
strip_scheme (char    *text,
              GError **error)
{
  static const char https[] = "https://";
  const char *separator = strstr (text, "://");
  gsize length;

  if (separator == NULL)
    return TRUE;

  if (g_ascii_strncasecmp (text, https, strlen (https)) != 0)
    {
      g_autofree char *scheme = wlk_text_make_visible (text, separator - text);

      return refuse (error,
                     _("Addresses that begin with “%s://” cannot be opened. Type the host alone, "
                       "or host and port, like “mail.example.org:465”."), scheme);
    }
  length = strcspn (text + strlen (https), "/?#");
  memmove (text, text + strlen (https), length);
  text[length] = '\0';

  return TRUE;
}

static gboolean
parse_port (const char *digits,
            guint16    *port,
            GError    **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (digits, 10, 1, MAX_PORT, &value, NULL))
    {
      g_autofree char *visible = wlk_text_make_visible (digits, -1);

      return refuse (error,
                     _("“%s” is not a port. Type a number from 1 to 65535 after the colon, or "
                       "leave out the colon for port 443."), visible);
    }
  *port = value;

  return TRUE;
}

/* An address, possibly link-local with a zone: “fe80::1%eth0” (RFC 4007 §11). */
static gboolean
is_address (const char *host)
{
  const char *zone = strchr (host, '%');

  if (!g_hostname_is_ip_address (host))
    return FALSE;
  for (zone = zone != NULL ? zone + 1 : ""; *zone != '\0'; zone++)
    {
      if (!g_ascii_isalnum (*zone) && strchr ("-._", *zone) == NULL)
        return FALSE;
    }

  return TRUE;
}

/* In brackets, “%” may be written as “%25” (RFC 6874 §2). */
static void
decode_zone (char *host)
{
  char *percent = strchr (host, '%');

  if (percent != NULL && g_str_has_prefix (percent, "%25") && percent[3] != '\0')
    memmove (percent + 1, percent + 3, strlen (percent + 3) + 1);
}

/* Splits “host:port”, “[v6]:port” and “v6” in place. */
static gboolean
split_port (char        *text,
            const char **host,
            guint16     *port,
            GError     **error)
{
  char *colon;

  *host = text;
  *port = WLK_TARGET_DEFAULT_PORT;
  if (text[0] == '[')
    {
      char *bracket = strchr (text, ']');

      if (bracket == NULL || (bracket[1] != '\0' && bracket[1] != ':'))
        return refuse (error,
                       _("The address in brackets does not end as it should. Type it like "
                         "“[2001:db8::1]:443”."));
      *host = text + 1;
      *bracket = '\0';
      decode_zone (text + 1);
      if (!is_address (*host) || strchr (*host, ':') == NULL)
        return refuse (error,
                       _("Only an IPv6 address is written in brackets. Type a host without them."));
      return bracket[1] == '\0' || parse_port (bracket + 2, port, error);
    }

  colon = strchr (text, ':');
  if (colon == NULL || strchr (colon + 1, ':') != NULL) /* several: an IPv6 address */
    return TRUE;
  *colon = '\0';

  return parse_port (colon + 1, port, error);
}

static gboolean
is_host_character (char character)
{
  return g_ascii_isalnum (character) || character == '-' || character == '_';
}

static gboolean
check_label (const char *label,
             const char *visible,
             GError    **error)
{
  gsize length = strlen (label);

  if (length == 0)
    return refuse (error,
                   _("“%s” is not a host: there is nothing before, after or between two dots. "
                     "Check the spelling."), visible);
  if (length > MAX_LABEL_LENGTH)
    return refuse (error,
                   _("“%s” is not a host: there are more than 63 characters between two dots. "
                     "Check the spelling."), visible);
  for (gsize i = 0; i < length; i++)
    {
      if (!is_host_character (label[i]))
        {
          g_autofree char *character = wlk_text_make_visible (label + i, 1);

          return refuse (error,
                         _("“%s” is not a host: “%s” cannot be part of one. Type a host like "
                           "“example.org”, with “:” and a port if need be."),
                         visible, character);
        }
    }

  return TRUE;
}

/* Names with a numeric last label are rejected, since some software parses them as IPv4
 * addresses. */
static gboolean
check_name (const char *name,
            const char *visible,
            GError    **error)
{
  g_auto(GStrv) labels = g_strsplit (name, ".", -1);
  const char *last = strrchr (name, '.');

  if (strlen (name) > MAX_NAME_LENGTH)
    return refuse (error,
                   _("The host is longer than a name can be, 253 characters. "
                     "Check what was pasted."));
  for (gsize i = 0; labels[i] != NULL; i++)
    {
      if (!check_label (labels[i], visible, error))
        return FALSE;
    }

  last = last != NULL ? last + 1 : name;
  if (strspn (last, "0123456789") == strlen (last))
    return refuse (error,
                   _("“%s” is not an IPv4 address, which is four numbers from 0 to 255 with dots "
                     "between them. Check the numbers."), visible);

  return TRUE;
}

static char *
dup_ascii_name (const char *name,
                const char *visible,
                GError    **error)
{
  char *ascii = wlk_idn_dup_ascii (name);

  if (ascii == NULL)
    refuse (error, _("“%s” cannot be a host name: its letters do not fit the rules for "
                     "internationalized names. Check the spelling."), visible);

  return ascii;
}

static gboolean
set_address (WlkTarget  *self,
             const char *host)
{
  gsize length = strcspn (host, "%"); /* the name of a network interface keeps its case */
  g_autofree char *address = g_ascii_strdown (host, length);

  self->is_address = TRUE;
  self->host = g_strconcat (address, host + length, NULL);
  self->display_host = wlk_text_make_visible (self->host, -1);
  self->full_host = g_strdup (self->display_host);

  return TRUE;
}

static gboolean
set_host (WlkTarget  *self,
          const char *host,
          GError    **error)
{
  g_autofree char *visible = wlk_text_make_visible (host, -1);
  g_autofree char *ascii = NULL;

  if (host[0] == '\0')
    return refuse (error, _("The host is missing. Type one like “example.org”."));
  if (is_address (host))
    return set_address (self, host);
  if (strchr (host, ':') != NULL)
    return refuse (error,
                   _("“%s” is neither a host with a port nor an IPv6 address. Type it like "
                     "“example.org:443” or “[2001:db8::1]:443”."), visible);

  ascii = dup_ascii_name (host, visible, error);
  if (ascii == NULL)
    return FALSE;
  if (strlen (ascii) > 1 && g_str_has_suffix (ascii, "."))
    ascii[strlen (ascii) - 1] = '\0';
  if (is_address (ascii))
    return set_address (self, ascii);
  if (!check_name (ascii, visible, error))
    return FALSE;
  self->display_host = wlk_idn_dup_unicode (ascii);
  self->full_host = wlk_idn_dup_both (ascii);
  self->host = g_steal_pointer (&ascii);
  self->server_name = self->host;

  return TRUE;
}

static char *
dup_text (WlkTarget *self)
{
  gboolean needs_brackets = strchr (self->host, ':') != NULL;

  if (self->port == WLK_TARGET_DEFAULT_PORT)
    return g_strdup (self->display_host);

  return g_strdup_printf (needs_brackets ? "[%s]:%u" : "%s:%u", self->display_host, self->port);
}

static char *
dup_title (WlkTarget *self)
{
  return strcmp (self->display_host, self->host) != 0 && !self->is_address
         ? g_strdup_printf ("%s (%s)", self->text, self->host)
         : g_strdup (self->text);
}

static gboolean
parse (WlkTarget  *self,
       const char *typed,
       GError    **error)
{
  g_autofree char *text = dup_trimmed (typed);
  const char *host = NULL;

  if (text[0] == '\0')
    return refuse (error, _("There is no host to connect to. Type one like “example.org”."));
  if (!strip_scheme (text, error))
    return FALSE;
  if (has_space_or_control (text))
    return refuse (error,
                   _("A host cannot contain a space or a line break. Type one host, like "
                     "“example.org”."));
  if (strchr (text, '@') != NULL)
    return refuse (error,
                   _("A host cannot contain “@”. Leave out the user name before it."));
  if (!split_port (text, &host, &self->port, error))
    return FALSE;
  if (!set_host (self, host, error))
    return FALSE;
  self->text = dup_text (self);
  self->title = dup_title (self);

  return TRUE;
}

static void
target_clear (WlkTarget *self)
{
  g_free (self->text);
  g_free (self->title);
  g_free (self->host);
  g_free (self->display_host);
  g_free (self->full_host);
}

WLK_DEFINE_REF_COUNTED (WlkTarget, wlk_target, target_clear)

/**
 * wlk_target_new_parse:
 * @text: the typed or pasted text, possibly not UTF-8
 * @error: return location; `WLK_ERROR_INVALID_ARGUMENT` with a sentence and advice
 *
 * Parses “host”, “host:port”, “address”, “[IPv6 address]:port” and “https://host:port/…”, with
 * white space around it. The name may be internationalized.
 *
 * Source: RFC 952, RFC 1123 §2.1 and RFC 5890 §2.3 for names, RFC 3986 §3.2 for addresses; an
 * underscore is accepted, since such names are in use.
 *
 * Returns: (transfer full) (nullable): the target
 */
WlkTarget *
wlk_target_new_parse (const char *text,
                      GError    * *error)
{
  g_autoptr(WlkTarget) self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strnlen (text, MAX_TEXT_LENGTH + 1) > MAX_TEXT_LENGTH)
    {
      refuse (error, _("This is too long for a host. Type one like “example.org”."));
      return NULL;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      refuse (error, _("This cannot be read as a host name. Type one like “example.org”."));
      return NULL;
    }

  self = g_atomic_rc_box_new0 (WlkTarget);
  if (!parse (self, text, error))
    return NULL;

  return g_steal_pointer (&self);
}
