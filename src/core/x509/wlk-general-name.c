/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-general-name.h"

#include "base/wlk-text.h"
#include "der/wlk-der-values.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Reading a GeneralName never fails: one that violates the rules of its form is kept with its bytes
 * and marked, so that it is displayed, and never matches.
 */

#define MAX_NAMES 20000 /* in one list; real ones have up to a few hundred */

/* (transfer full): a copy of a name. */
WlkGeneralName *
wlk_general_name_copy (WlkGeneralName *self)
{
  WlkGeneralName *copy = g_new (WlkGeneralName, 1);

  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->bytes = g_bytes_ref (self->bytes);
  copy->name = self->name != NULL ? wlk_name_ref (self->name) : NULL;

  return copy;
}

G_DEFINE_BOXED_TYPE (WlkGeneralName, wlk_general_name, wlk_general_name_copy,
                     wlk_general_name_free)

static const char *titles[] = {
  N_("Other name"),
  N_("Email address"),
  N_("DNS name"),
  N_("X.400 address"),
  N_("Directory name"),
  N_("EDI party name"),
  N_("URI"),
  N_("IP address"),
  N_("Registered ID"),
  N_("Unknown form of name"),
};

/* Its name, translated. */
const char *
wlk_general_name_kind_get_title (WlkGeneralNameKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (titles), NULL);

  return _(titles[kind]);
}

/* Whether an IA5String has no control characters. Only a subtree may be empty; it matches all
 * names. */
static gboolean
is_printable_ascii (const guint8 *bytes,
                    gsize         length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] < 0x20 || bytes[i] > 0x7E)
      return FALSE;

  return TRUE;
}

static void
read_ascii (WlkGeneralName      *self,
            const WlkDerElement *element,
            gboolean             is_subtree)
{
  self->text = wlk_text_make_visible ((const char *) element->bytes, element->content.length);
  self->is_well_formed = is_printable_ascii (element->bytes, element->content.length) &&
                         (is_subtree || element->content.length > 0);
}

static char *
format_address (const guint8 *bytes,
                gsize         length)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (length == 4 ? AF_INET : AF_INET6, bytes, text, sizeof text);

  return g_strdup (text);
}

/* “192.0.2.1” instead of its four bytes, a common mistake. */
static gboolean
is_address_text (const WlkDerElement *element)
{
  char text[INET6_ADDRSTRLEN] = "";

  if (element->content.length >= sizeof text)
    return FALSE;
  memcpy (text, element->bytes, element->content.length);

  return strlen (text) == element->content.length && g_hostname_is_ip_address (text);
}

/* Four or sixteen bytes; in a subtree, as many again for the mask (RFC 5280 §4.2.1.10). */
static void
read_address (WlkGeneralName      *self,
              const WlkDerElement *element,
              gboolean             is_subtree)
{
  gsize length = is_subtree ? element->content.length / 2 : element->content.length;
  g_autofree char *address = NULL;
  g_autofree char *mask = NULL;

  self->is_well_formed = (length == 4 || length == 16) &&
                         element->content.length == (is_subtree ? 2 * length : length);
  if (!self->is_well_formed)
    {
      self->text = is_address_text (element)
                   ? g_strndup ((const char *) element->bytes, element->content.length)
                   : wlk_text_format_hex (element->bytes, element->content.length, ":");
      return;
    }

  address = format_address (element->bytes, length);
  if (is_subtree)
    mask = format_address (element->bytes + length, length);
  self->text = is_subtree ? g_strconcat (address, "/", mask, NULL) : g_steal_pointer (&address);
}

static void
set_bytes (WlkGeneralName *self,
           const guint8   *bytes,
           gsize           length)
{
  self->bytes = g_bytes_new (bytes, length);
  self->content = g_bytes_get_data (self->bytes, &self->length);
}

/* The tag is explicit, since Name is a CHOICE. */
static void
read_directory_name (WlkGeneralName      *self,
                     const WlkDerElement *element)
{
  WlkDerElement name;
  WlkDerReader reader;

  if (wlk_der_reader_init_content (&reader, element, NULL) &&
      wlk_der_reader_expect (&reader, WLK_DER_SEQUENCE, "directoryName", &name, NULL))
    self->name = wlk_name_new (name.bytes - (name.span.length - name.content.length),
                               name.span.length, NULL);

  self->is_well_formed = self->name != NULL && wlk_der_reader_is_at_end (&reader);
  self->text = self->name != NULL
               ? g_strdup (wlk_name_get_text (self->name))
               : wlk_text_format_hex (element->bytes, element->content.length, ":");
}

static void
read_registered_id (WlkGeneralName      *self,
                    const WlkDerElement *element)
{
  self->text = wlk_der_dup_oid (element, NULL);
  self->is_well_formed = self->text != NULL;
  if (self->text == NULL)
    self->text = wlk_text_format_hex (element->bytes, element->content.length, ":");
}

/* The type determines whether a tag is constructed; a mismatch is not a GeneralName. */
static WlkGeneralNameKind
get_kind (guint32 tag)
{
  static const guint8 tags[] = {
    WLK_DER_CONTEXT_CONSTRUCTED (WLK_GENERAL_NAME_OTHER),
    WLK_DER_CONTEXT (WLK_GENERAL_NAME_EMAIL),
    WLK_DER_CONTEXT (WLK_GENERAL_NAME_DNS),
    WLK_DER_CONTEXT_CONSTRUCTED (WLK_GENERAL_NAME_X400),
    WLK_DER_CONTEXT_CONSTRUCTED (WLK_GENERAL_NAME_DIRECTORY),
    WLK_DER_CONTEXT_CONSTRUCTED (WLK_GENERAL_NAME_EDI_PARTY),
    WLK_DER_CONTEXT (WLK_GENERAL_NAME_URI),
    WLK_DER_CONTEXT (WLK_GENERAL_NAME_IP),
    WLK_DER_CONTEXT (WLK_GENERAL_NAME_REGISTERED_ID),
  };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (tags[i] == tag)
      return (WlkGeneralNameKind) i;

  return WLK_GENERAL_NAME_UNKNOWN;
}

/**
 * wlk_general_name_new:
 * @element: the GeneralName
 * @is_subtree: whether it is the base of a GeneralSubtree, where addresses carry a mask
 *
 * Reads a GeneralName. One that violates the rules of its form is marked as not well formed.
 *
 * Source: RFC 5280 §4.2.1.6 and §4.2.1.10.
 *
 * Returns: (transfer full): the name
 */
WlkGeneralName *
wlk_general_name_new (const WlkDerElement *element,
                      gboolean             is_subtree)
{
  WlkGeneralName *self = g_new0 (WlkGeneralName, 1);

  self->kind = get_kind (element->tag);
  set_bytes (self, element->bytes, element->content.length);
  self->span = element->span;

  switch (self->kind)
    {
    case WLK_GENERAL_NAME_EMAIL:
    case WLK_GENERAL_NAME_DNS:
    case WLK_GENERAL_NAME_URI:
      read_ascii (self, element, is_subtree);
      break;

    case WLK_GENERAL_NAME_DIRECTORY:
      read_directory_name (self, element);
      break;

    case WLK_GENERAL_NAME_IP:
      read_address (self, element, is_subtree);
      break;

    case WLK_GENERAL_NAME_REGISTERED_ID:
      read_registered_id (self, element);
      break;

    case WLK_GENERAL_NAME_OTHER:
    case WLK_GENERAL_NAME_X400:
    case WLK_GENERAL_NAME_EDI_PARTY:
    case WLK_GENERAL_NAME_UNKNOWN:
    default:
      self->text = wlk_text_format_hex (element->bytes, element->content.length, ":");
      self->is_well_formed = self->kind != WLK_GENERAL_NAME_UNKNOWN;
    }

  return self;
}

/**
 * wlk_general_name_new_directory:
 * @name: a distinguished name
 * @span: its position
 *
 * Creates a directoryName from a subject, to compare it like a subject alternative name.
 *
 * Returns: (transfer full): the name
 */
WlkGeneralName *
wlk_general_name_new_directory (WlkName *name,
                                WlkSpan  span)
{
  WlkGeneralName *self = g_new0 (WlkGeneralName, 1);
  gsize length = 0;
  const guint8 *der = wlk_name_get_der (name, &length);

  self->kind = WLK_GENERAL_NAME_DIRECTORY;
  self->text = g_strdup (wlk_name_get_text (name));
  set_bytes (self, der, length);
  self->name = wlk_name_ref (name);
  self->is_well_formed = TRUE;
  self->span = span;

  return self;
}

/**
 * wlk_general_name_new_email:
 * @attribute: the value of an emailAddress attribute of a subject
 *
 * Creates an rfc822Name from it.
 *
 * Source: RFC 5280 §4.1.2.6 and §4.2.1.10.
 *
 * Returns: (transfer full): the name
 */
WlkGeneralName *
wlk_general_name_new_email (const WlkDerElement *attribute)
{
  WlkGeneralName *self = g_new0 (WlkGeneralName, 1);

  self->kind = WLK_GENERAL_NAME_EMAIL;
  set_bytes (self, attribute->bytes, attribute->content.length);
  self->span = attribute->span;
  read_ascii (self, attribute, FALSE);

  return self;
}

/* Frees it. */
void
wlk_general_name_free (WlkGeneralName *self)
{
  g_free (self->text);
  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->name, wlk_name_unref);
  g_free (self);
}

static gpointer
read_name (WlkDerReader *inside,
           WlkName      *issuer,
           GError      **error)
{
  WlkDerElement element;

  return wlk_der_reader_next (inside, &element, error) ? wlk_general_name_new (&element, FALSE)
                                                       : NULL;
}

/* RFC 5280 §4.2.1.6; may be empty */
const WlkExtensionList wlk_general_name_list = {
  "GeneralNames", MAX_NAMES, NULL, read_name, NULL, (GDestroyNotify) wlk_general_name_free,
};
