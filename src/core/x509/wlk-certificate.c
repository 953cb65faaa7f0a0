/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-certificate.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-general-name.h"
#include "x509/wlk-name-walk.h"
#include "x509/wlk-signature-algorithm.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * A certificate is its DER, shared with the others of the same file, and the offsets found by one
 * walk. Parts decoded on demand are allocated separately, to save memory with 100 000 certificates
 * of which only the names are compared. Each decoded part is published once, by the first thread
 * that needs it, and is immutable afterwards.
 *
 * An unreadable certificate keeps its bytes. Its fields are those of a placeholder with empty
 * names, so that it can be listed and displayed like others.
 */

#define MAX_TITLE_LENGTH 1024 /* bytes; a longer name is not used as a title */

/* An extension, and its decoded value. */
typedef struct
{
  WlkExtension extension;
  GPtrArray   *list;        /* nullable: the decoded value */
  gint         is_readable; /* whether the value is known to match its ASN.1 */
} Slot;

typedef struct
{
  WlkName               *subject;
  WlkName               *issuer;
  WlkPublicKey          *public_key;
  GArray                *extensions; /* (element-type Slot), in DER order */
  WlkSignatureAlgorithm *signature_algorithm;
  gnutls_x509_crt_t      gnutls;
  char                  *title;
  char                  *problem; /* of an unreadable certificate */
} Decoded;

struct _WlkCertificate
{
  GObject              parent_instance;

  GBytes              *owner;
  const guint8        *der;          /* inside the owner */
  guint32              length;
  guint                subject_hash; /* 0 until computed */
  guint                issuer_hash;  /* the same */
  gboolean             is_unreadable;
  WlkCertificateLayout layout;
  Decoded             *decoded;      /* NULL until a part is decoded */
};

G_DEFINE_FINAL_TYPE (WlkCertificate, wlk_certificate, G_TYPE_OBJECT)

/* A certificate with empty names, no valid time and unknown algorithms. */
static const guint8 placeholder[] = {
  0x30, 0x26, 0x30, 0x1C, 0x02, 0x01, 0x00, 0x30, 0x03, 0x06, 0x01, 0x00, 0x30, 0x00,
  0x30, 0x04, 0x17, 0x00, 0x17, 0x00, 0x30, 0x00, 0x30, 0x08, 0x30, 0x03, 0x06, 0x01, 0x00,
  0x03, 0x01, 0x00, 0x30, 0x03, 0x06, 0x01, 0x00, 0x03, 0x01, 0x00,
};

/* Sets @slot to @value unless another thread was first, and returns the published value. */
static gpointer
publish (gpointer      *slot,
         gpointer       value,
         GDestroyNotify destroy)
{
  if (g_atomic_pointer_compare_and_exchange (slot, NULL, value))
    return value;

  destroy (value);
  return g_atomic_pointer_get (slot);
}

#define PUBLISH(slot, value, destroy) \
  publish ((gpointer *) (slot), (value), (GDestroyNotify) (destroy))

static void
signature_algorithm_free (WlkSignatureAlgorithm *algorithm)
{
  wlk_signature_algorithm_clear (algorithm);
  g_free (algorithm);
}

static void
slot_clear (Slot *slot)
{
  g_clear_pointer (&slot->list, g_ptr_array_unref);
  g_free (slot->extension.oid);
}

static void
decoded_free (Decoded *decoded)
{
  g_clear_pointer (&decoded->subject, wlk_name_unref);
  g_clear_pointer (&decoded->issuer, wlk_name_unref);
  g_clear_pointer (&decoded->public_key, wlk_public_key_unref);
  g_clear_pointer (&decoded->extensions, g_array_unref);
  g_clear_pointer (&decoded->signature_algorithm, signature_algorithm_free);
  g_clear_pointer (&decoded->gnutls, gnutls_x509_crt_deinit);
  g_clear_pointer (&decoded->title, g_free);
  g_clear_pointer (&decoded->problem, g_free);
  g_free (decoded);
}

static Decoded *
get_decoded (WlkCertificate *self)
{
  Decoded *decoded = g_atomic_pointer_get (&self->decoded);

  return decoded != NULL ? decoded : PUBLISH (&self->decoded, g_new0 (Decoded, 1), decoded_free);
}

/* The bytes to which the layout refers. */
static const guint8 *
get_fields (WlkCertificate *self)
{
  return self->is_unreadable ? placeholder : self->der;
}

static const guint8 *
get_field (WlkCertificate     *self,
           WlkCertificateField field,
           gsize              *length)
{
  WlkSpan span = self->layout.spans[field];

  *length = span.length;
  return get_fields (self) + span.offset;
}

static WlkName *
get_name (WlkCertificate     *self,
          WlkCertificateField field,
          WlkName           **slot)
{
  WlkName *name = g_atomic_pointer_get (slot);
  const guint8 *bytes;
  gsize length;

  if (name != NULL)
    return name;

  bytes = get_field (self, field, &length);
  name = wlk_name_new (bytes, length, NULL); /* the walk has checked it */
  g_assert (name != NULL);
  return PUBLISH (slot, name, wlk_name_unref);
}

static const WlkSignatureAlgorithm *
get_signature_algorithm (WlkCertificate *self)
{
  Decoded *decoded = get_decoded (self);
  WlkSignatureAlgorithm *algorithm = g_atomic_pointer_get (&decoded->signature_algorithm);
  const guint8 *bytes;
  gsize length;
  gboolean is_read;

  if (algorithm != NULL)
    return algorithm;

  bytes = get_field (self, WLK_CERTIFICATE_SIGNATURE_ALGORITHM, &length);
  algorithm = g_new0 (WlkSignatureAlgorithm, 1);
  is_read = wlk_signature_algorithm_init (algorithm, bytes, length, NULL);
  g_assert (is_read); /* the walk has checked it */
  return PUBLISH (&decoded->signature_algorithm, algorithm, signature_algorithm_free);
}

static GArray *
make_slots (WlkCertificate *self)
{
  GArray *slots = g_array_sized_new (FALSE, FALSE, sizeof (Slot), self->layout.n_extensions);
  WlkDerReader reader;
  WlkExtensionParts parts;

  g_array_set_clear_func (slots, (GDestroyNotify) slot_clear);
  wlk_certificate_layout_begin_extensions (&self->layout, get_fields (self), &reader);
  while (!wlk_der_reader_is_at_end (&reader) && wlk_extension_next (&reader, &parts, NULL))
    {
      Slot slot = {
        .extension = {
          .oid = wlk_der_dup_oid (&parts.oid, NULL),
          .is_critical = parts.is_critical,
          .span = parts.span,
          .value = parts.value.content,
          .bytes = parts.value.bytes,
        },
      };

      g_array_append_val (slots, slot);
    }

  return slots;
}

static GArray *
get_slots (WlkCertificate *self)
{
  Decoded *decoded = get_decoded (self);
  GArray *slots = g_atomic_pointer_get (&decoded->extensions);

  return slots != NULL ? slots : PUBLISH (&decoded->extensions, make_slots (self), g_array_unref);
}

/* The first extension of a type, or NULL. */
static Slot *
find_slot (WlkCertificate *self,
           const char     *oid)
{
  GArray *slots = get_slots (self);

  for (guint i = 0; i < slots->len; i++)
    if (g_str_equal (g_array_index (slots, Slot, i).extension.oid, oid))
      return &g_array_index (slots, Slot, i);

  return NULL;
}

static gboolean
has_equal_field (WlkCertificate     *self,
                 WlkCertificateField field,
                 WlkCertificate     *other,
                 WlkCertificateField other_field)
{
  gsize length;
  gsize other_length;
  const guint8 *bytes = get_field (self, field, &length);
  const guint8 *other_bytes = get_field (other, other_field, &other_length);

  return length == other_length && memcmp (bytes, other_bytes, length) == 0;
}

static guint
hash_name (WlkCertificate     *self,
           WlkCertificateField field,
           guint              *slot)
{
  guint hash = (guint) g_atomic_int_get (slot);

  if (hash == 0)
    {
      gsize length;
      const guint8 *bytes = get_field (self, field, &length);

      hash = wlk_name_walk_hash (bytes, length);
      g_atomic_int_set (slot, hash);
    }

  return hash;
}

static void
wlk_certificate_finalize (GObject *object)
{
  WlkCertificate *self = WLK_CERTIFICATE (object);

  g_clear_pointer (&self->decoded, decoded_free);
  g_clear_pointer (&self->owner, g_bytes_unref);

  G_OBJECT_CLASS (wlk_certificate_parent_class)->finalize (object);
}

static void
wlk_certificate_class_init (WlkCertificateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_certificate_finalize;
}

static void
wlk_certificate_init (WlkCertificate *self)
{
}

/**
 * wlk_certificate_new:
 * @der: one certificate in DER
 * @error: return location; %WLK_ERROR_PARSE or %WLK_ERROR_LIMIT, with the reason and the offset
 *
 * Reads a certificate. @der is shared, not copied.
 *
 * Source: RFC 5280 §4.1.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
WlkCertificate *
wlk_certificate_new (GBytes  *der,
                     GError **error)
{
  g_return_val_if_fail (der != NULL, NULL);

  return wlk_certificate_new_from_slice (der, 0, g_bytes_get_size (der), error);
}

/**
 * wlk_certificate_new_from_slice:
 * @owner: bytes that contain the certificate, and possibly others
 * @offset: its first byte
 * @length: its length in bytes
 * @error: return location; %WLK_ERROR_PARSE or %WLK_ERROR_LIMIT, with the reason and the offset,
 *   counted from @offset
 *
 * Reads a certificate within other bytes, which are referenced and not copied.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
WlkCertificate *
wlk_certificate_new_from_slice (GBytes  *owner,
                                gsize    offset,
                                gsize    length,
                                GError **error)
{
  WlkCertificateLayout layout;
  WlkCertificate *self;
  const guint8 *bytes;
  gsize size;

  g_return_val_if_fail (owner != NULL, NULL);
  bytes = g_bytes_get_data (owner, &size);
  g_return_val_if_fail (offset <= size && length <= size - offset, NULL);

  if (!wlk_certificate_layout_init (&layout, length > 0 ? bytes + offset : NULL, length, error))
    return NULL;

  self = g_object_new (WLK_TYPE_CERTIFICATE, NULL);
  self->owner = g_bytes_ref (owner);
  self->der = bytes + offset;
  self->length = (guint32) length;
  self->layout = layout;
  return self;
}

/**
 * wlk_certificate_new_unreadable:
 * @bytes: what should be a certificate; possibly empty
 * @problem: why it cannot be parsed
 *
 * Returns: (transfer full): a placeholder that keeps the place of a certificate in a list, with
 *   empty names and without extensions
 */
WlkCertificate *
wlk_certificate_new_unreadable (GBytes     *bytes,
                                const char *problem)
{
  WlkCertificate *self = g_object_new (WLK_TYPE_CERTIFICATE, NULL);
  gboolean is_valid;
  gsize length;

  self->owner = g_bytes_ref (bytes);
  self->der = g_bytes_get_data (bytes, &length);
  if (length == 0)
    self->der = placeholder;
  self->length = (guint32) length;
  self->is_unreadable = TRUE;
  is_valid = wlk_certificate_layout_init (&self->layout, placeholder, sizeof placeholder, NULL);
  g_assert (is_valid);
  get_decoded (self)->problem = g_strdup (problem);
  return self;
}

/** Returns: (nullable): why it cannot be parsed; %NULL for a readable certificate */
const char *
wlk_certificate_get_problem (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return self->is_unreadable ? self->decoded->problem : NULL;
}

/* The certificate in DER, and its length in bytes. */
const guint8 *
wlk_certificate_get_der (WlkCertificate *self,
                         gsize          *length)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && length != NULL, NULL);

  *length = self->length;
  return self->der;
}

/* (nullable): the first byte of @span; %NULL when @span lies outside @self. */
const guint8 *
wlk_certificate_get_bytes (WlkCertificate *self,
                           WlkSpan         span)
{
  gsize length;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  length = self->is_unreadable ? sizeof placeholder : self->length;
  g_return_val_if_fail (span.offset <= length && span.length <= length - span.offset, NULL);

  return get_fields (self) + span.offset;
}

/* The part as an element, for its content octets. */
WlkDerElement
wlk_certificate_get_element (WlkCertificate     *self,
                             WlkCertificateField field)
{
  WlkDerElement element = { 0 };
  WlkDerReader reader;
  WlkSpan span;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), element);

  span = wlk_certificate_get_span (self, field);
  wlk_der_reader_init (&reader, get_fields (self) + span.offset, span.length, span.offset);
  wlk_der_reader_next (&reader, &element, NULL);
  return element;
}

/* %TRUE when both are the same, byte by byte. */
gboolean
wlk_certificate_equal (WlkCertificate *self,
                       WlkCertificate *other)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && WLK_IS_CERTIFICATE (other), FALSE);

  return self == other ||
         (self->length == other->length && self->length > 0 &&
          memcmp (self->der, other->der, self->length) == 0);
}

/* A hash of all its bytes, the same for equal certificates. */
guint
wlk_certificate_hash (WlkCertificate *self)
{
  guint64 hash = G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), 0);

  for (guint32 i = 0; i < self->length; i += sizeof hash)
    {
      guint64 word = 0;

      memcpy (&word, self->der + i, MIN (self->length - i, sizeof hash));
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0xFF51AFD7ED558CCD);
      hash ^= hash >> 32;
    }

  return (guint) hash;
}

/**
 * wlk_certificate_get_span:
 * @self: a certificate
 * @field: which part
 *
 * Returns: the position of the part, tag and length included; %WLK_SPAN_NONE when it is absent
 */
WlkSpan
wlk_certificate_get_span (WlkCertificate     *self,
                          WlkCertificateField field)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), WLK_SPAN_NONE);
  g_return_val_if_fail (field < WLK_CERTIFICATE_N_FIELDS, WLK_SPAN_NONE);

  return self->layout.spans[field];
}

/* The version, counted from 1: 3 for v3; 0 if it is invalid. */
guint
wlk_certificate_get_version (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), 0);

  return self->layout.version;
}

/** Returns: notBefore, in seconds since 1970; %G_MAXINT64 if it is unreadable, so that the
 * certificate is never valid */
gint64
wlk_certificate_get_not_before (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), G_MAXINT64);

  return self->layout.not_before;
}

/** Returns: notAfter, in seconds since 1970; %G_MININT64 if it is unreadable, so that the
 * certificate is never valid */
gint64
wlk_certificate_get_not_after (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), G_MININT64);

  return self->layout.not_after;
}

/* The subject, which may be an empty name. */
WlkName *
wlk_certificate_get_subject (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return get_name (self, WLK_CERTIFICATE_SUBJECT, &get_decoded (self)->subject);
}

/* The issuer. */
WlkName *
wlk_certificate_get_issuer (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return get_name (self, WLK_CERTIFICATE_ISSUER, &get_decoded (self)->issuer);
}

/* The hash of the subject as of wlk_name_hash(), without creating a WlkName. */
guint
wlk_certificate_hash_subject (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), 0);

  return hash_name (self, WLK_CERTIFICATE_SUBJECT, &self->subject_hash);
}

/* The hash of the issuer as of wlk_name_hash(), without creating a WlkName. */
guint
wlk_certificate_hash_issuer (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), 0);

  return hash_name (self, WLK_CERTIFICATE_ISSUER, &self->issuer_hash);
}

/* The number of extensions. */
guint
wlk_certificate_get_n_extensions (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), 0);

  return self->layout.n_extensions;
}

/* An extension, in the order of the DER, counted from 0. */
const WlkExtension *
wlk_certificate_get_extension (WlkCertificate *self,
                               guint           index)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);
  g_return_val_if_fail (index < self->layout.n_extensions, NULL);

  return &g_array_index (get_slots (self), Slot, index).extension;
}

/* (transfer none) (nullable): the first extension of this type. */
const WlkExtension *
wlk_certificate_find_extension (WlkCertificate *self,
                                const char     *oid)
{
  Slot *slot;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && oid != NULL, NULL);

  slot = find_slot (self, oid);
  return slot != NULL ? &slot->extension : NULL;
}

/**
 * wlk_certificate_read_list:
 * @self: a certificate
 * @oid: an extension whose value is a SEQUENCE OF
 * @kind: how to read it
 * @list: (out) (transfer full) (nullable): the decoded entries
 * @error: return location; %WLK_ERROR_PARSE or %WLK_ERROR_LIMIT
 *
 * Decodes an extension on first use, from any thread; later calls return the same list, which is
 * immutable.
 *
 * Returns: whether the extension is there
 */
WlkPresence
wlk_certificate_read_list (WlkCertificate         *self,
                           const char             *oid,
                           const WlkExtensionList *kind,
                           GPtrArray             **list,
                           GError                **error)
{
  Slot *slot;
  GPtrArray *decoded;
  WlkDerReader inside;
  WlkPresence presence;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && list != NULL, WLK_ABSENT);

  *list = NULL;
  slot = find_slot (self, oid);
  if (slot == NULL)
    return WLK_ABSENT;

  decoded = g_atomic_pointer_get (&slot->list);
  if (decoded == NULL)
    {
      presence = wlk_extension_enter (&slot->extension, kind->what, &inside, error);
      if (presence != WLK_PRESENT)
        return presence;
      decoded = wlk_extension_read_entries (kind, &inside, wlk_certificate_get_issuer (self),
                                            error);
      if (decoded == NULL)
        return WLK_MALFORMED;
      decoded = PUBLISH (&slot->list, decoded, g_ptr_array_unref);
    }

  *list = g_ptr_array_ref (decoded);
  return WLK_PRESENT;
}

/* Whether wlk_certificate_note_readable() was called for an extension. */
gboolean
wlk_certificate_is_known_readable (WlkCertificate *self,
                                   guint           index)
{
  g_return_val_if_fail (index < wlk_certificate_get_n_extensions (self), FALSE);

  return g_atomic_int_get (&g_array_index (get_slots (self), Slot, index).is_readable) != 0;
}

/* Records, from any thread, that the value of an extension matches its ASN.1. */
void
wlk_certificate_note_readable (WlkCertificate *self,
                               guint           index)
{
  g_return_if_fail (index < wlk_certificate_get_n_extensions (self));

  g_atomic_int_set (&g_array_index (get_slots (self), Slot, index).is_readable, 1);
}

/* The first alternative name of a form that can be displayed. */
static char *
dup_first_alternative_name (WlkCertificate *self)
{
  g_autoptr(GPtrArray) names = NULL;

  if (wlk_certificate_read_list (self, WLK_OID_SUBJECT_ALT_NAME, &wlk_general_name_list, &names,
                                 NULL) != WLK_PRESENT)
    return NULL;

  for (guint i = 0; i < names->len; i++)
    {
      const WlkGeneralName *name = names->pdata[i];

      switch (name->kind)
        {
        case WLK_GENERAL_NAME_DNS:
        case WLK_GENERAL_NAME_EMAIL:
        case WLK_GENERAL_NAME_URI:
        case WLK_GENERAL_NAME_IP:
        case WLK_GENERAL_NAME_DIRECTORY:
          if (name->text[0] != '\0' && strlen (name->text) <= MAX_TITLE_LENGTH)
            return g_strdup (name->text);
          break;

        default:
          break;
        }
    }

  return NULL;
}

static char *
make_title (WlkCertificate *self)
{
  const char *subject = wlk_name_get_short_text (wlk_certificate_get_subject (self));
  g_autofree char *serial = NULL;
  char *title;

  if (self->is_unreadable)
    return g_strdup (_("Unreadable certificate"));
  if (subject[0] != '\0')
    return g_strdup (subject);

  title = dup_first_alternative_name (self);
  if (title != NULL)
    return title;

  serial = wlk_certificate_dup_serial (self);
  /* Translators: the title of a certificate without any name; %s is hexadecimal digits. */
  return g_strdup_printf (_("Serial number %s"), serial);
}

/** Returns: the short text of its subject; else its first alternative name; else its serial
 * number; made visible, never empty */
const char *
wlk_certificate_get_title (WlkCertificate *self)
{
  char *title;
  Decoded *decoded;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  decoded = get_decoded (self);
  title = g_atomic_pointer_get (&decoded->title);
  return title != NULL ? title : PUBLISH (&decoded->title, make_title (self), g_free);
}

/* (transfer full): the serial number in lower-case hexadecimal digits with colons, and with a
 * minus sign if it is negative. */
char *
wlk_certificate_dup_serial (WlkCertificate *self)
{
  g_autofree guint8 *magnitude = NULL;
  g_autofree char *hex = NULL;
  g_autofree char *lower = NULL;
  WlkDerElement serial;
  gboolean is_negative;
  gsize length;
  gsize start = 0;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  serial = wlk_certificate_get_element (self, WLK_CERTIFICATE_SERIAL_NUMBER);
  length = serial.content.length;
  if (length == 0 || self->is_unreadable)
    return g_strdup ("");

  is_negative = (serial.bytes[0] & 0x80) != 0;
  magnitude = g_memdup2 (serial.bytes, length);
  for (gsize i = length, carry = 1; is_negative && i > 0; i--)
    {
      carry += (guint8) ~magnitude[i - 1];
      magnitude[i - 1] = (guint8) carry;
      carry >>= 8;
    }
  while (start + 1 < length && magnitude[start] == 0)
    start++;

  hex = wlk_text_format_hex (magnitude + start, length - start, ":");
  lower = g_ascii_strdown (hex, -1);
  return g_strconcat (is_negative ? "-" : "", lower, NULL);
}

static char *
dup_digest (GChecksumType algorithm,
            const guint8 *bytes,
            gsize length,
            char *(*format)(const guint8 *, gsize))
{
  g_autoptr(GChecksum) checksum = g_checksum_new (algorithm);
  guint8 digest[64]; /* bytes; SHA-512 is the largest */
  gsize digest_length = sizeof digest;

  g_return_val_if_fail (checksum != NULL, NULL);

  g_checksum_update (checksum, bytes, (gssize) length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  return format (digest, digest_length);
}

static char *
format_with_colons (const guint8 *bytes,
                    gsize         length)
{
  return wlk_text_format_hex (bytes, length, ":");
}

/**
 * wlk_certificate_dup_fingerprint:
 * @self: a certificate
 * @algorithm: which digest
 *
 * Returns: (transfer full): the digest of the DER, in upper-case hexadecimal digits with colons
 */
char *
wlk_certificate_dup_fingerprint (WlkCertificate *self,
                                 GChecksumType   algorithm)
{
  const guint8 *bytes;
  gsize length;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  bytes = wlk_certificate_get_der (self, &length);
  return dup_digest (algorithm, bytes, length, format_with_colons);
}

/* (transfer full): the SHA-256 digest of the SubjectPublicKeyInfo, in base64 (RFC 7469 §2.4). */
char *
wlk_certificate_dup_key_pin (WlkCertificate *self)
{
  WlkSpan span;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  span = wlk_certificate_get_span (self, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
  return dup_digest (G_CHECKSUM_SHA256, wlk_certificate_get_bytes (self, span), span.length,
                     g_base64_encode);
}

/* (transfer full): the certificate in PEM, ending with a newline (RFC 7468 §5). */
char *
wlk_certificate_dup_pem (WlkCertificate *self)
{
  gnutls_datum_t der;
  gnutls_datum_t pem = { NULL, 0 };
  gsize length;
  char *text;
  int rc;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  der.data = (guint8 *) wlk_certificate_get_der (self, &length);
  der.size = (unsigned int) length;
  rc = gnutls_pem_base64_encode2 ("CERTIFICATE", &der, &pem);
  g_assert (rc >= 0); /* it fails only if out of memory */

  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  return text;
}

/* The subject's public key. */
WlkPublicKey *
wlk_certificate_get_public_key (WlkCertificate *self)
{
  g_autoptr(GBytes) spki = NULL;
  Decoded *decoded;
  WlkPublicKey *key;
  const guint8 *bytes;
  gsize length;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  decoded = get_decoded (self);
  key = g_atomic_pointer_get (&decoded->public_key);
  if (key != NULL)
    return key;

  bytes = get_field (self, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO, &length);
  spki = g_bytes_new_with_free_func (bytes, length, (GDestroyNotify) g_bytes_unref,
                                     g_bytes_ref (self->owner));
  key = wlk_public_key_new (spki, NULL); /* the walk has checked it */
  g_assert (key != NULL);
  return PUBLISH (&decoded->public_key, key, wlk_public_key_unref);
}

/* The dotted object identifier of the outer signatureAlgorithm. */
const char *
wlk_certificate_get_signature_oid (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return get_signature_algorithm (self)->oid;
}

/** Returns: the outer signatureAlgorithm for people, like “RSA with SHA-256”; the OID of an
 * unknown one */
const char *
wlk_certificate_get_signature_text (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return get_signature_algorithm (self)->text;
}

/** Returns: whether the outer signatureAlgorithm has other parameters than its standard requires */
gboolean
wlk_certificate_has_wrong_signature_parameters (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), FALSE);

  return get_signature_algorithm (self)->has_wrong_parameters;
}

/** Returns: (nullable): an N_() sentence if the signature is not encoded in DER */
const char *
wlk_certificate_find_signature_fault (WlkCertificate *self)
{
  WlkDerElement element;
  WlkDerBits bits;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  element = wlk_certificate_get_element (self, WLK_CERTIFICATE_SIGNATURE_VALUE);

  return wlk_der_read_bit_string (&element, &bits, NULL)
         ? wlk_signature_algorithm_find_fault (get_signature_algorithm (self), &bits)
         : NULL;
}

/**
 * wlk_certificate_is_self_issued:
 * @self: a certificate
 *
 * Source: RFC 5280 §3.2: the same entity in issuer and subject, compared as in §7.1, regardless of
 * the key.
 *
 * Returns: %TRUE when issuer and subject are the same name
 */
gboolean
wlk_certificate_is_self_issued (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), FALSE);

  if (has_equal_field (self, WLK_CERTIFICATE_ISSUER, self, WLK_CERTIFICATE_SUBJECT))
    return TRUE;

  return wlk_certificate_hash_issuer (self) == wlk_certificate_hash_subject (self) &&
         wlk_name_equal (wlk_certificate_get_issuer (self), wlk_certificate_get_subject (self));
}

/** Returns: whether the first basicConstraints can be read and makes the subject a CA (RFC 5280
 * §4.2.1.9) */
gboolean
wlk_certificate_is_ca (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), FALSE);

  return self->layout.is_ca;
}

/* %TRUE when both have the same SubjectPublicKeyInfo, byte by byte. */
gboolean
wlk_certificate_has_same_key (WlkCertificate *self,
                              WlkCertificate *other)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && WLK_IS_CERTIFICATE (other), FALSE);

  return has_equal_field (self, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO,
                          other, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
}

/**
 * wlk_certificate_verify_signature:
 * @self: a certificate
 * @key: the key that should have signed it
 * @error: return location; %WLK_ERROR_UNSUPPORTED when this GnuTLS cannot check the signature
 *
 * Verifies the signature over tbsCertificate with the outer signatureAlgorithm, cryptographically
 * only: other steps check the strength of the digest and the inner algorithm.
 *
 * Source: RFC 5280 §6.1.3 (a)(1).
 *
 * Returns: %TRUE when @key made the signature; %FALSE and no @error when it did not; %FALSE with
 *   @error when it cannot be checked
 */
gboolean
wlk_certificate_verify_signature (WlkCertificate *self,
                                  WlkPublicKey   *key,
                                  GError        **error)
{
  WlkDerElement element;
  WlkDerBits bits;
  const guint8 *tbs;
  gsize length;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && key != NULL, FALSE);

  tbs = get_field (self, WLK_CERTIFICATE_TBS, &length);
  element = wlk_certificate_get_element (self, WLK_CERTIFICATE_SIGNATURE_VALUE);
  return wlk_der_read_bit_string (&element, &bits, NULL) &&
         wlk_signature_algorithm_verify (get_signature_algorithm (self), key, tbs, length, &bits,
                                         error);
}

/**
 * wlk_certificate_get_gnutls:
 * @self: a certificate
 * @error: return location; %WLK_ERROR_PARSE when GnuTLS cannot read it
 *
 * Created on first use; safe from several threads as long as none of them modifies it.
 *
 * Returns: (transfer none) (nullable): the GnuTLS certificate, owned by @self
 */
gnutls_x509_crt_t
wlk_certificate_get_gnutls (WlkCertificate *self,
                            GError        **error)
{
  Decoded *decoded;
  gnutls_x509_crt_t crt;
  gnutls_datum_t datum;
  int rc;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  decoded = get_decoded (self);
  crt = g_atomic_pointer_get (&decoded->gnutls);
  if (crt != NULL)
    return crt;

  datum = (gnutls_datum_t) { (guint8 *) self->der, self->length };
  rc = gnutls_x509_crt_init (&crt);
  if (rc >= 0)
    rc = gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_DER);
  if (rc < 0)
    {
      g_clear_pointer (&crt, gnutls_x509_crt_deinit);
      g_set_error (error, WLK_ERROR, WLK_ERROR_PARSE,
                   _("GnuTLS could not read the certificate: %s"), gnutls_strerror (rc));
      return NULL;
    }

  return PUBLISH (&decoded->gnutls, crt, gnutls_x509_crt_deinit);
}
