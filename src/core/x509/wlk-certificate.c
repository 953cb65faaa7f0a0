/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-certificate.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-certificate-layout.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-signature-algorithm.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * A certificate is its DER, which it shares with the many others that came in the same file, and
 * the offsets that one walk found. What is made of them when somebody looks lives apart, so that
 * 100 000 certificates that nobody looks at stay small. Each such thing is set once, by whichever
 * thread comes first, and never changes after that.
 */

typedef struct
{
  WlkName               *subject;
  WlkName               *issuer;
  WlkPublicKey          *public_key;
  GArray                *extensions; /* (element-type WlkExtension), in the order of the DER */
  char                  *title;
  WlkSignatureAlgorithm *signature_algorithm;
  gnutls_x509_crt_t      gnutls;
} Lazy;

struct _WlkCertificate
{
  GObject              parent_instance;

  GBytes              *owner;
  const guint8        *der;     /* inside the owner */
  guint32              length;
  guint                subject_hash;  /* 0 until it is needed */
  guint                issuer_hash;   /* the same */
  WlkCertificateLayout layout;
  Lazy                *lazy;
};

G_DEFINE_FINAL_TYPE (WlkCertificate, wlk_certificate, G_TYPE_OBJECT)

static void
signature_algorithm_free (WlkSignatureAlgorithm *algorithm)
{
  wlk_signature_algorithm_clear (algorithm);
  g_free (algorithm);
}

/* Sets @slot to @value unless another thread was faster; gives what is there then. */
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

static Lazy *
get_lazy (WlkCertificate *self)
{
  Lazy *lazy = g_atomic_pointer_get (&self->lazy);

  return lazy != NULL ? lazy : PUBLISH (&self->lazy, g_new0 (Lazy, 1), g_free);
}

static void
lazy_free (Lazy *lazy)
{
  g_clear_pointer (&lazy->subject, wlk_name_unref);
  g_clear_pointer (&lazy->issuer, wlk_name_unref);
  g_clear_object (&lazy->public_key);
  g_clear_pointer (&lazy->extensions, g_array_unref);
  g_clear_pointer (&lazy->title, g_free);
  g_clear_pointer (&lazy->signature_algorithm, signature_algorithm_free);
  g_clear_pointer (&lazy->gnutls, gnutls_x509_crt_deinit);
  g_free (lazy);
}

static void
extension_clear (WlkExtension *extension)
{
  g_free (extension->oid);
}

static const guint8 *
get_field (WlkCertificate     *self,
           WlkCertificateField field,
           gsize              *length)
{
  WlkSpan span = self->layout.spans[field];

  *length = span.length;
  return self->der + span.offset;
}

/* The content octets of a part that is neither absent nor a high tag. */
static WlkDerElement
get_element (WlkCertificate     *self,
             WlkCertificateField field)
{
  WlkSpan span = self->layout.spans[field];
  WlkDerReader reader;
  WlkDerElement element = { 0 };

  wlk_der_reader_init (&reader, self->der + span.offset, span.length, span.offset);
  wlk_der_reader_next (&reader, &element, NULL);
  return element;
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

      hash = wlk_name_hash_der (bytes, length);
      g_atomic_int_set (slot, hash);
    }

  return hash;
}

static GArray *
make_extensions (WlkCertificate *self)
{
  GArray *extensions = g_array_sized_new (FALSE, FALSE, sizeof (WlkExtension),
                                          self->layout.n_extensions);
  WlkDerReader reader;
  WlkExtensionParts parts;

  g_array_set_clear_func (extensions, (GDestroyNotify) extension_clear);
  wlk_certificate_layout_begin_extensions (&self->layout, self->der, &reader);
  while (!wlk_der_reader_is_at_end (&reader) &&
         wlk_certificate_layout_next_extension (&reader, &parts, NULL))
    {
      WlkExtension extension = {
        .oid = wlk_der_dup_oid (&parts.oid, NULL),
        .is_critical = parts.is_critical,
        .span = parts.span,
        .value = parts.value.content,
      };

      g_array_append_val (extensions, extension);
    }

  return extensions;
}

static GArray *
get_extensions (WlkCertificate *self)
{
  Lazy *lazy = get_lazy (self);
  GArray *extensions = g_atomic_pointer_get (&lazy->extensions);

  return extensions != NULL
         ? extensions
         : PUBLISH (&lazy->extensions, make_extensions (self), g_array_unref);
}

static const WlkSignatureAlgorithm *
get_signature_algorithm (WlkCertificate *self)
{
  Lazy *lazy = get_lazy (self);
  WlkSignatureAlgorithm *algorithm = g_atomic_pointer_get (&lazy->signature_algorithm);
  const guint8 *bytes;
  gboolean is_read;
  gsize length;

  if (algorithm != NULL)
    return algorithm;

  bytes = get_field (self, WLK_CERTIFICATE_SIGNATURE_ALGORITHM, &length);
  algorithm = g_new0 (WlkSignatureAlgorithm, 1);
  is_read = wlk_signature_algorithm_init (algorithm, bytes, length, NULL);
  g_assert (is_read); /* the walk has checked it */
  return PUBLISH (&lazy->signature_algorithm, algorithm, signature_algorithm_free);
}

/* The first dNSName, rfc822Name or URI of the subject alternative names. */
static char *
dup_first_alternative_name (WlkCertificate *self)
{
  const WlkExtension *extension;
  WlkDerReader reader;
  WlkDerReader names;
  WlkDerElement element;

  extension = wlk_certificate_find_extension (self, WLK_OID_SUBJECT_ALT_NAME);
  if (extension == NULL)
    return NULL;

  wlk_der_reader_init (&reader, self->der + extension->value.offset, extension->value.length,
                       extension->value.offset);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "GeneralNames", &names, NULL))
    return NULL;
  while (!wlk_der_reader_is_at_end (&names) && wlk_der_reader_next (&names, &element, NULL))
    if (element.content.length > 0 &&
        (element.tag == WLK_DER_CONTEXT (WLK_GENERAL_NAME_EMAIL) ||
         element.tag == WLK_DER_CONTEXT (WLK_GENERAL_NAME_DNS) ||
         element.tag == WLK_DER_CONTEXT (WLK_GENERAL_NAME_URI)))
      return wlk_text_make_visible ((const char *) element.bytes, element.content.length);

  return NULL;
}

static char *
make_title (WlkCertificate *self)
{
  const char *subject = wlk_name_get_short_text (wlk_certificate_get_subject (self));
  g_autofree char *serial = NULL;
  char *title;

  if (subject[0] != '\0')
    return g_strdup (subject);

  title = dup_first_alternative_name (self);
  if (title != NULL)
    return title;

  serial = wlk_certificate_dup_serial (self);
  /* Translators: what a certificate without any name is called; %s is hexadecimal digits. */
  return g_strdup_printf (_("Serial number %s"), serial);
}

static void
wlk_certificate_finalize (GObject *object)
{
  WlkCertificate *self = WLK_CERTIFICATE (object);

  g_clear_pointer (&self->lazy, lazy_free);
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
 * @error: return location; %WLK_ERROR_PARSE or %WLK_ERROR_LIMIT, saying what is wrong where
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
 * @owner: bytes that contain the certificate, and perhaps many others
 * @offset: where it begins
 * @length: how many bytes it has
 * @error: return location; %WLK_ERROR_PARSE or %WLK_ERROR_LIMIT, saying what is wrong where,
 *   counted from @offset
 *
 * Reads a certificate in the midst of other bytes, which it keeps alive and does not copy.
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

  if (!wlk_certificate_layout_init (&layout, bytes + offset, length, error))
    return NULL;

  self = g_object_new (WLK_TYPE_CERTIFICATE, NULL);
  self->owner = g_bytes_ref (owner);
  self->der = bytes + offset;
  self->length = (guint32) length;
  self->layout = layout;
  return self;
}

/**
 * wlk_certificate_get_der:
 * @self: a certificate
 * @length: (out): how many bytes
 *
 * Returns: (array length=length): the certificate in DER
 */
const guint8 *
wlk_certificate_get_der (WlkCertificate *self,
                         gsize          *length)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && length != NULL, NULL);

  *length = self->length;
  return self->der;
}

/**
 * wlk_certificate_get_bytes:
 * @self: a certificate
 * @span: a part of it
 *
 * Returns: (nullable): the first of the bytes of @span; %NULL when it does not lie in @self
 */
const guint8 *
wlk_certificate_get_bytes (WlkCertificate *self,
                           WlkSpan         span)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);
  g_return_val_if_fail (span.offset <= self->length, NULL);
  g_return_val_if_fail (span.length <= self->length - span.offset, NULL);

  return self->der + span.offset;
}

/**
 * wlk_certificate_equal:
 * @self: a certificate
 * @other: another
 *
 * Returns: %TRUE when both are the same, byte by byte
 */
gboolean
wlk_certificate_equal (WlkCertificate *self,
                       WlkCertificate *other)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && WLK_IS_CERTIFICATE (other), FALSE);

  return self == other ||
         (self->length == other->length && memcmp (self->der, other->der, self->length) == 0);
}

/**
 * wlk_certificate_hash:
 * @self: a certificate
 *
 * Returns: a hash of all its bytes, the same for equal certificates
 */
guint
wlk_certificate_hash (WlkCertificate *self)
{
  guint64 hash = G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  const guint8 *bytes;
  gsize left;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), 0);

  bytes = self->der;
  for (left = self->length; left > 0;)
    {
      gsize step = MIN (left, sizeof hash);
      guint64 word = 0;

      memcpy (&word, bytes, step);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0xFF51AFD7ED558CCD);
      hash ^= hash >> 32;
      bytes += step;
      left -= step;
    }

  return (guint) hash;
}

/**
 * wlk_certificate_get_span:
 * @self: a certificate
 * @field: which part
 *
 * Returns: where the part stands, tag and length included; %WLK_SPAN_NONE when it is absent
 */
WlkSpan
wlk_certificate_get_span (WlkCertificate     *self,
                          WlkCertificateField field)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), WLK_SPAN_NONE);
  g_return_val_if_fail (field < WLK_CERTIFICATE_N_FIELDS, WLK_SPAN_NONE);

  return self->layout.spans[field];
}

/**
 * wlk_certificate_get_version:
 * @self: a certificate
 *
 * Returns: the version as people count it, 3 for v3; 0 when the number is no possible version
 */
guint
wlk_certificate_get_version (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), 0);

  return self->layout.version;
}

/**
 * wlk_certificate_get_not_before:
 * @self: a certificate
 *
 * Returns: from when on it is valid, in seconds since 1970; %G_MAXINT64 when that cannot be read,
 *   so that the certificate is valid at no time
 */
gint64
wlk_certificate_get_not_before (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), G_MAXINT64);

  return self->layout.not_before;
}

/**
 * wlk_certificate_get_not_after:
 * @self: a certificate
 *
 * Returns: the last second at which it is valid, since 1970; %G_MININT64 when that cannot be
 *   read, so that the certificate is valid at no time
 */
gint64
wlk_certificate_get_not_after (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), G_MININT64);

  return self->layout.not_after;
}

/**
 * wlk_certificate_get_subject:
 * @self: a certificate
 *
 * Returns: (transfer none): the subject, perhaps an empty name
 */
WlkName *
wlk_certificate_get_subject (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return get_name (self, WLK_CERTIFICATE_SUBJECT, &get_lazy (self)->subject);
}

/**
 * wlk_certificate_get_issuer:
 * @self: a certificate
 *
 * Returns: (transfer none): the issuer
 */
WlkName *
wlk_certificate_get_issuer (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return get_name (self, WLK_CERTIFICATE_ISSUER, &get_lazy (self)->issuer);
}

/**
 * wlk_certificate_hash_subject:
 * @self: a certificate
 *
 * Returns: wlk_name_hash() of the subject, without making the name
 */
guint
wlk_certificate_hash_subject (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), 0);

  return hash_name (self, WLK_CERTIFICATE_SUBJECT, &self->subject_hash);
}

/**
 * wlk_certificate_hash_issuer:
 * @self: a certificate
 *
 * Returns: wlk_name_hash() of the issuer, without making the name
 */
guint
wlk_certificate_hash_issuer (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), 0);

  return hash_name (self, WLK_CERTIFICATE_ISSUER, &self->issuer_hash);
}

/**
 * wlk_certificate_get_title:
 * @self: a certificate
 *
 * Returns: what people call it: the short text of its subject; else its first alternative name;
 *   else its serial number; made visible, never empty
 */
const char *
wlk_certificate_get_title (WlkCertificate *self)
{
  Lazy *lazy;
  char *title;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  lazy = get_lazy (self);
  title = g_atomic_pointer_get (&lazy->title);
  return title != NULL ? title : PUBLISH (&lazy->title, make_title (self), g_free);
}

/**
 * wlk_certificate_dup_serial:
 * @self: a certificate
 *
 * Returns: (transfer full): the serial number in lower-case hexadecimal digits with colons, and
 *   with a minus sign when it is below zero
 */
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

  serial = get_element (self, WLK_CERTIFICATE_SERIAL_NUMBER);
  length = serial.content.length;
  is_negative = length > 0 && (serial.bytes[0] & 0x80) != 0;
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
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return dup_digest (algorithm, self->der, self->length, format_with_colons);
}

/**
 * wlk_certificate_dup_key_pin:
 * @self: a certificate
 *
 * Source: RFC 7469 §2.4.
 *
 * Returns: (transfer full): the SHA-256 digest of the SubjectPublicKeyInfo, in base64
 */
char *
wlk_certificate_dup_key_pin (WlkCertificate *self)
{
  const guint8 *bytes;
  gsize length;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  bytes = get_field (self, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO, &length);
  return dup_digest (G_CHECKSUM_SHA256, bytes, length, g_base64_encode);
}

/**
 * wlk_certificate_dup_pem:
 * @self: a certificate
 *
 * Source: RFC 7468 §5.
 *
 * Returns: (transfer full): the certificate in PEM, ending with a newline
 */
char *
wlk_certificate_dup_pem (WlkCertificate *self)
{
  gnutls_datum_t der;
  gnutls_datum_t pem = { NULL, 0 };
  char *text;
  int rc;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  der.data = (guint8 *) self->der;
  der.size = self->length;
  rc = gnutls_pem_base64_encode2 ("CERTIFICATE", &der, &pem);
  g_assert (rc >= 0); /* it fails without memory alone */

  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  return text;
}

/**
 * wlk_certificate_get_public_key:
 * @self: a certificate
 *
 * Returns: (transfer none): the subject's public key
 */
WlkPublicKey *
wlk_certificate_get_public_key (WlkCertificate *self)
{
  g_autoptr(GBytes) spki = NULL;
  WlkPublicKey *key;
  WlkSpan span;
  Lazy *lazy;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  lazy = get_lazy (self);
  key = g_atomic_pointer_get (&lazy->public_key);
  if (key != NULL)
    return key;

  span = self->layout.spans[WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO];
  spki = g_bytes_new_with_free_func (self->der + span.offset, span.length,
                                     (GDestroyNotify) g_bytes_unref, g_bytes_ref (self->owner));
  key = wlk_public_key_new (spki, NULL); /* the walk has checked it */
  g_assert (key != NULL);
  return PUBLISH (&lazy->public_key, key, g_object_unref);
}

/**
 * wlk_certificate_get_signature_oid:
 * @self: a certificate
 *
 * Returns: the dotted object identifier of the outer signatureAlgorithm
 */
const char *
wlk_certificate_get_signature_oid (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return get_signature_algorithm (self)->oid;
}

/**
 * wlk_certificate_get_signature_text:
 * @self: a certificate
 *
 * Returns: the outer signatureAlgorithm for people, like “RSA with SHA-256”; the object
 *   identifier of an unknown one
 */
const char *
wlk_certificate_get_signature_text (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return get_signature_algorithm (self)->text;
}

/**
 * wlk_certificate_get_n_extensions:
 * @self: a certificate
 *
 * Returns: how many extensions it has
 */
guint
wlk_certificate_get_n_extensions (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), 0);

  return self->layout.n_extensions;
}

/**
 * wlk_certificate_get_extension:
 * @self: a certificate
 * @index: 0 for the first extension
 *
 * Returns: (transfer none): the extension, in the order of the DER
 */
const WlkExtension *
wlk_certificate_get_extension (WlkCertificate *self,
                               guint           index)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);
  g_return_val_if_fail (index < self->layout.n_extensions, NULL);

  return &g_array_index (get_extensions (self), WlkExtension, index);
}

/**
 * wlk_certificate_find_extension:
 * @self: a certificate
 * @oid: a dotted object identifier
 *
 * Returns: (transfer none) (nullable): the first extension of this type
 */
const WlkExtension *
wlk_certificate_find_extension (WlkCertificate *self,
                                const char     *oid)
{
  GArray *extensions;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && oid != NULL, NULL);

  extensions = get_extensions (self);
  for (guint i = 0; i < extensions->len; i++)
    if (g_str_equal (g_array_index (extensions, WlkExtension, i).oid, oid))
      return &g_array_index (extensions, WlkExtension, i);

  return NULL;
}

/**
 * wlk_certificate_is_self_issued:
 * @self: a certificate
 *
 * Source: RFC 5280 §3.2: the same entity in issuer and subject, compared as in §7.1. The key
 * does not count.
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

/**
 * wlk_certificate_is_ca:
 * @self: a certificate
 *
 * Source: RFC 5280 §4.2.1.9.
 *
 * Returns: %TRUE when basicConstraints can be read and says that the subject is a CA
 */
gboolean
wlk_certificate_is_ca (WlkCertificate *self)
{
  const WlkExtension *extension;
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerElement element;
  gboolean is_ca;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), FALSE);

  extension = wlk_certificate_find_extension (self, WLK_OID_BASIC_CONSTRAINTS);
  if (extension == NULL)
    return FALSE;

  wlk_der_reader_init (&reader, self->der + extension->value.offset, extension->value.length,
                       extension->value.offset);
  return wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "BasicConstraints", &inside, NULL) &&
         wlk_der_reader_expect (&inside, WLK_DER_BOOLEAN, "cA", &element, NULL) &&
         wlk_der_read_boolean (&element, &is_ca, NULL) &&
         is_ca;
}

/**
 * wlk_certificate_has_same_key:
 * @self: a certificate
 * @other: another
 *
 * Returns: %TRUE when both have the same SubjectPublicKeyInfo, byte by byte
 */
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
 * Checks the signature over tbsCertificate with the outer signatureAlgorithm, by its mathematics
 * alone: that the digest is strong and that the inner algorithm is the same are other steps.
 *
 * Source: RFC 5280 §6.1.3 (a)(1).
 *
 * Returns: %TRUE when @key made the signature; %FALSE and no @error when it did not; %FALSE with
 *   @error when that cannot be found out
 */
gboolean
wlk_certificate_verify_signature (WlkCertificate *self,
                                  WlkPublicKey   *key,
                                  GError        **error)
{
  WlkDerElement element;
  WlkDerBits bits;
  gnutls_datum_t data;
  gnutls_datum_t signature;
  WlkSpan tbs;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && WLK_IS_PUBLIC_KEY (key), FALSE);

  element = get_element (self, WLK_CERTIFICATE_SIGNATURE_VALUE);
  if (!wlk_der_read_bit_string (&element, &bits, NULL) || bits.n_unused != 0)
    return FALSE;

  tbs = self->layout.spans[WLK_CERTIFICATE_TBS];
  data.data = (guint8 *) self->der + tbs.offset;
  data.size = tbs.length;
  signature.data = (guint8 *) bits.bytes;
  signature.size = bits.length;
  return wlk_signature_algorithm_verify (get_signature_algorithm (self), key,
                                         &data, &signature, error);
}

/**
 * wlk_certificate_get_gnutls:
 * @self: a certificate
 * @error: return location; %WLK_ERROR_PARSE when GnuTLS cannot read it
 *
 * Made on first use; safe from several threads as long as nobody changes it.
 *
 * Returns: (transfer none) (nullable): what GnuTLS makes of it, which belongs to @self
 */
gnutls_x509_crt_t
wlk_certificate_get_gnutls (WlkCertificate *self,
                            GError        **error)
{
  gnutls_datum_t datum;
  gnutls_x509_crt_t crt = NULL;
  Lazy *lazy;
  int rc;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  lazy = get_lazy (self);
  crt = g_atomic_pointer_get (&lazy->gnutls);
  if (crt != NULL)
    return crt;

  datum.data = (guint8 *) self->der;
  datum.size = self->length;
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

  return PUBLISH (&lazy->gnutls, crt, gnutls_x509_crt_deinit);
}
