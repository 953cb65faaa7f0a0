/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-name.h"

#include "base/wlk-text.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-name-walk.h"

#include <string.h>

#define MAX_SHOWN_BYTES 1024 /* of one value for display; more fills the screen */
#define MAX_TEXT_LENGTH 8192 /* bytes of a whole name in such a text, for the same reason */

#define OID_COMMON_NAME       "2.5.4.3"
#define OID_ORGANIZATION      "2.5.4.10"
#define OID_ORGANIZATION_UNIT "2.5.4.11"
#define OID_EMAIL_ADDRESS     "1.2.840.113549.1.9.1"

/* The position of an attribute in the name's DER. */
typedef struct
{
  guint32 rdn;
  guint32 value_tag;
  WlkSpan type;      /* content octets */
  WlkSpan value;     /* content octets */
  WlkSpan value_der; /* with tag and length */
} Attribute;

struct _WlkName
{
  gatomicrefcount ref_count;

  guint8         *der;
  gsize           length;
  Attribute      *attributes;
  guint           n_attributes;
  guint           n_rdns;
  guint           hash;

  /* Created on first use, by the first thread that needs them. */
  char           *text;
  char           *short_text;
  GByteArray     *canonical;
};

G_DEFINE_BOXED_TYPE (WlkName, wlk_name, wlk_name_ref, wlk_name_unref)

/* RFC 4514 §3 and names common in other programs. */
static const struct
{
  const char *oid;
  const char *key;
} attribute_keys[] = {
  { "2.5.4.3", "CN" },
  { "2.5.4.4", "SN" },
  { "2.5.4.5", "serialNumber" },
  { "2.5.4.6", "C" },
  { "2.5.4.7", "L" },
  { "2.5.4.8", "ST" },
  { "2.5.4.9", "STREET" },
  { "2.5.4.10", "O" },
  { "2.5.4.11", "OU" },
  { "2.5.4.12", "title" },
  { "2.5.4.13", "description" },
  { "2.5.4.15", "businessCategory" },
  { "2.5.4.17", "postalCode" },
  { "2.5.4.41", "name" },
  { "2.5.4.42", "GN" },
  { "2.5.4.43", "initials" },
  { "2.5.4.44", "generationQualifier" },
  { "2.5.4.46", "dnQualifier" },
  { "2.5.4.65", "pseudonym" },
  { "2.5.4.97", "organizationIdentifier" },
  { "0.9.2342.19200300.100.1.1", "UID" },
  { "0.9.2342.19200300.100.1.25", "DC" },
  { "1.2.840.113549.1.9.1", "emailAddress" },
  { "1.2.840.113549.1.9.2", "unstructuredName" },
  { "1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL" },
  { "1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST" },
  { "1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC" },
};

static WlkDerElement
get_value (WlkName         *self,
           const Attribute *attribute)
{
  return (WlkDerElement) {
           .tag = attribute->value_tag,
           .span = attribute->value_der,
           .content = attribute->value,
           .bytes = self->der + attribute->value.offset,
  };
}

static char *
dup_type (WlkName         *self,
          const Attribute *attribute)
{
  WlkDerElement type = {
    .content = attribute->type,
    .bytes = self->der + attribute->type.offset,
  };
  char *oid = wlk_der_dup_oid (&type, NULL);

  return oid != NULL ? oid : wlk_text_format_hex (type.bytes, MIN (type.content.length, 32), NULL);
}

/* Escapes text that could be read as another attribute, or as bytes (RFC 4514 §2.4). */
static GString *
escape (const char *text,
        gsize       length)
{
  GString *result = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if ((text[i] != '\0' && strchr (",+\"\\<>;", text[i]) != NULL) || (i == 0 && text[i] == '#'))
        g_string_append_c (result, '\\');
      g_string_append_c (result, text[i]);
    }

  return result;
}

/* The unchanged, untrusted value, or NULL if it is not text. */
static char *
dup_value (WlkName         *self,
           const Attribute *attribute,
           gsize           *length)
{
  WlkDerElement value = get_value (self, attribute);
  char *text = wlk_der_dup_string (&value, value.tag, length, NULL);

  if (text != NULL || !wlk_der_is_string_type (value.tag))
    return text;

  *length = value.content.length;
  return g_memdup2 (value.bytes, value.content.length);
}

/* The value for display: visible text, or # and hexadecimal digits (RFC 4514 §2.4). */
static char *
dup_visible_value (WlkName         *self,
                   const Attribute *attribute,
                   gboolean         is_escaped)
{
  g_autofree char *text = NULL;
  g_autofree char *visible = NULL;
  gsize length = 0;

  text = dup_value (self, attribute, &length);
  if (text == NULL)
    {
      g_autofree char *hex = wlk_text_format_hex (self->der + attribute->value_der.offset,
                                                  MIN (attribute->value_der.length,
                                                       MAX_SHOWN_BYTES), NULL);

      visible = g_strconcat ("#", hex, NULL);
    }
  else if (is_escaped)
    {
      g_autoptr(GString) escaped = escape (text, length);

      visible = wlk_text_make_visible (escaped->str, escaped->len);
    }
  else
    visible = wlk_text_make_visible (text, length);

  if (strlen (visible) <= MAX_SHOWN_BYTES)
    return g_steal_pointer (&visible);

  *g_utf8_find_prev_char (visible, visible + MAX_SHOWN_BYTES) = '\0';
  return g_strconcat (visible, "…", NULL);
}

static void
append_attribute (WlkName         *self,
                  const Attribute *attribute,
                  GString         *result)
{
  g_autofree char *type = dup_type (self, attribute);
  g_autofree char *value = dup_visible_value (self, attribute, TRUE);
  const char *key = type;

  for (guint i = 0; i < G_N_ELEMENTS (attribute_keys); i++)
    if (g_str_equal (attribute_keys[i].oid, type))
      key = attribute_keys[i].key;

  g_string_append (result, key);
  g_string_append_c (result, '=');
  g_string_append (result, value);
}

static char *
make_text (WlkName *self)
{
  GString *result = g_string_new (NULL);
  guint end = self->n_attributes;

  while (end > 0)
    {
      guint start = end - 1;

      while (start > 0 && self->attributes[start - 1].rdn == self->attributes[end - 1].rdn)
        start--;
      if (result->len > 0)
        g_string_append (result, ", ");
      if (result->len > MAX_TEXT_LENGTH)
        {
          g_string_append (result, "…");
          break;
        }
      for (guint i = start; i < end; i++)
        {
          if (i > start)
            g_string_append (result, " + ");
          append_attribute (self, &self->attributes[i], result);
        }
      end = start;
    }

  return g_string_free (result, FALSE);
}

/* The last non-empty attribute of one of the types. */
static char *
dup_last_of (WlkName            *self,
             const char * const *oids)
{
  for (guint i = self->n_attributes; i > 0; i--)
    {
      g_autofree char *type = dup_type (self, &self->attributes[i - 1]);

      if (oids == NULL || g_strv_contains (oids, type))
        {
          g_autofree char *value = dup_visible_value (self, &self->attributes[i - 1], FALSE);

          if (value[0] != '\0')
            return g_steal_pointer (&value);
        }
    }

  return NULL;
}

static char *
make_short_text (WlkName *self)
{
  static const char * const common_name[] = { OID_COMMON_NAME, NULL };
  static const char * const others[] = {
    OID_ORGANIZATION, OID_ORGANIZATION_UNIT, OID_EMAIL_ADDRESS, NULL
  };
  char *result = dup_last_of (self, common_name);

  if (result == NULL)
    result = dup_last_of (self, others);
  if (result == NULL)
    result = dup_last_of (self, NULL);

  return result != NULL ? result : g_strdup ("");
}

static GByteArray *
get_canonical (WlkName *self)
{
  GByteArray *canonical = g_atomic_pointer_get (&self->canonical);

  if (canonical != NULL)
    return canonical;

  canonical = wlk_name_walk_canonicalize (self->der, self->length);
  if (g_atomic_pointer_compare_and_exchange (&self->canonical, NULL, canonical))
    return canonical;

  g_byte_array_unref (canonical);
  return g_atomic_pointer_get (&self->canonical);
}

/**
 * wlk_name_new:
 * @der: (array length=length): a Name in DER, tag and length included
 * @length: how many bytes
 * @error: return location; %WLK_ERROR_PARSE, or %WLK_ERROR_LIMIT for too many parts
 *
 * Reads a distinguished name. The bytes are copied.
 *
 * Source: RFC 5280 §4.1.2.4.
 *
 * Returns: (transfer full) (nullable): the name
 */
WlkName *
wlk_name_new (const guint8 *der,
              gsize         length,
              GError      **error)
{
  g_autoptr(GArray) attributes = g_array_sized_new (FALSE, FALSE, sizeof (Attribute), 8);
  g_autoptr(GError) local_error = NULL;
  WlkNameWalk walk;
  WlkName *self;

  g_return_val_if_fail (der != NULL || length == 0, NULL);

  if (!wlk_name_walk_init (&walk, der, length, 0, error))
    return NULL;
  while (wlk_name_walk_next (&walk, &local_error))
    {
      Attribute attribute = {
        .rdn = walk.n_rdns,
        .value_tag = walk.value.tag,
        .type = walk.type.content,
        .value = walk.value.content,
        .value_der = walk.value.span,
      };

      g_array_append_val (attributes, attribute);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  self = g_new0 (WlkName, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->der = g_memdup2 (der, length);
  self->length = length;
  self->n_rdns = walk.n_rdns;
  self->n_attributes = attributes->len;
  self->attributes = (Attribute *) (gpointer) g_array_free (g_steal_pointer (&attributes), FALSE);
  self->hash = wlk_name_walk_hash (der, length);
  return self;
}

/* (transfer full): @self. */
WlkName *
wlk_name_ref (WlkName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* Releases a reference; the last one frees it. */
void
wlk_name_unref (WlkName *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->canonical, g_byte_array_unref);
  g_free (self->short_text);
  g_free (self->text);
  g_free (self->attributes);
  g_free (self->der);
  g_free (self);
}

/**
 * wlk_name_equal:
 * @self: a name
 * @other: another
 *
 * Source: RFC 5280 §7.1: case, white space and string types are ignored; the attributes of one RDN
 * are a set.
 *
 * Returns: %TRUE if the names match
 */
gboolean
wlk_name_equal (WlkName *self,
                WlkName *other)
{
  GByteArray *a;
  GByteArray *b;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self == other)
    return TRUE;
  if (self->hash != other->hash || self->n_rdns != other->n_rdns)
    return FALSE;
  if (self->length == other->length && memcmp (self->der, other->der, self->length) == 0)
    return TRUE;

  a = get_canonical (self);
  b = get_canonical (other);
  return a->len == b->len && memcmp (a->data, b->data, a->len) == 0;
}

/* A hash that is the same for equal names. */
guint
wlk_name_hash (WlkName *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->hash;
}

/* %TRUE when the name has no RDN. */
gboolean
wlk_name_is_empty (WlkName *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->n_rdns == 0;
}

/**
 * wlk_name_is_within:
 * @self: a name
 * @ancestor: a name that may be above it
 *
 * Source: RFC 5280 §4.2.1.10: a directoryName constraint is a subtree, whose names all begin with
 * the same RDNs.
 *
 * Returns: %TRUE when @self is @ancestor or lies below it
 */
gboolean
wlk_name_is_within (WlkName *self,
                    WlkName *ancestor)
{
  GByteArray *inner;
  GByteArray *outer;

  g_return_val_if_fail (self != NULL && ancestor != NULL, FALSE);

  if (ancestor->n_rdns == 0)
    return TRUE;
  if (ancestor->n_rdns > self->n_rdns)
    return FALSE;

  inner = get_canonical (self);
  outer = get_canonical (ancestor);
  return outer->len <= inner->len && memcmp (inner->data, outer->data, outer->len) == 0;
}

/* Its number of relative distinguished names. */
guint
wlk_name_get_n_rdns (WlkName *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rdns;
}

static const char *
get_or_make (WlkName *self,
             char   **slot,
             char *(*make)(WlkName *))
{
  char *text = g_atomic_pointer_get (slot);

  if (text != NULL)
    return text;

  text = make (self);
  if (g_atomic_pointer_compare_and_exchange (slot, NULL, text))
    return text;

  g_free (text);
  return g_atomic_pointer_get (slot);
}

/** Returns: the whole name, most specific part first, like “CN=R3, O=Let’s Encrypt, C=US”; made
 * visible, never markup; “” for an empty name (RFC 4514 §2, with a space after the
 * comma) */
const char *
wlk_name_get_text (WlkName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return get_or_make (self, &self->text, make_text);
}

/** Returns: a short name for display: the common name; else the last organization, unit or email
 * address; else the last value; made visible; “” for an empty name */
const char *
wlk_name_get_short_text (WlkName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return get_or_make (self, &self->short_text, make_short_text);
}

/* (transfer full) (nullable): the last value of this type, made visible. */
char *
wlk_name_dup_attribute (WlkName    *self,
                        const char *oid)
{
  g_return_val_if_fail (self != NULL && oid != NULL, NULL);

  for (guint i = self->n_attributes; i > 0; i--)
    {
      g_autofree char *type = dup_type (self, &self->attributes[i - 1]);

      if (g_str_equal (type, oid))
        return dup_visible_value (self, &self->attributes[i - 1], FALSE);
    }

  return NULL;
}

/**
 * wlk_name_get_der:
 * @self: a name
 * @length: (out): how many bytes
 *
 * Returns: (array length=length): the name in DER
 */
const guint8 *
wlk_name_get_der (WlkName *self,
                  gsize   *length)
{
  g_return_val_if_fail (self != NULL && length != NULL, NULL);

  *length = self->length;
  return self->der;
}
