/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-certificate.h"

#include "der/wlk-der-values.h"
#include "x509/wlk-certificate-layout.h"
#include "x509/wlk-certificate-lazy.h"
#include "x509/wlk-name-walk.h"
#include "x509/wlk-signature-algorithm.h"

#include <string.h>

/*
 * A certificate is its DER, which it shares with the many others that came in the same file, and
 * the offsets that one walk found. What is made of them when somebody looks lives apart, so that
 * 100 000 certificates that nobody looks at stay small. Each such thing is set once, by whichever
 * thread comes first, and never changes after that.
 */

struct _WlkCertificate
{
  GObject              parent_instance;

  GBytes              *owner;
  const guint8        *der;     /* inside the owner */
  guint32              length;
  guint                subject_hash;  /* 0 until it is needed */
  guint                issuer_hash;   /* the same */
  WlkCertificateLayout layout;
  WlkCertificateLazy  *lazy;
};

G_DEFINE_FINAL_TYPE (WlkCertificate, wlk_certificate, G_TYPE_OBJECT)

static WlkCertificateLazy *
get_lazy (WlkCertificate * self)
{
  WlkCertificateLazy *lazy = g_atomic_pointer_get (&self->lazy);

  if (lazy != NULL)
    return lazy;

  lazy = wlk_certificate_lazy_new (self->owner, self->der, self->length, &self->layout);
  if (g_atomic_pointer_compare_and_exchange (&self->lazy, NULL, lazy))
    return lazy;

  wlk_certificate_lazy_free (lazy);
  return g_atomic_pointer_get (&self->lazy);
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

  g_clear_pointer (&self->lazy, wlk_certificate_lazy_free);
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

  return wlk_certificate_lazy_get_subject (get_lazy (self));
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

  return wlk_certificate_lazy_get_issuer (get_lazy (self));
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
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return wlk_certificate_lazy_get_title (get_lazy (self), self);
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
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return wlk_certificate_lazy_get_public_key (get_lazy (self));
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

  return wlk_certificate_lazy_get_signature (get_lazy (self))->oid;
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

  return wlk_certificate_lazy_get_signature (get_lazy (self))->text;
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
  GArray *extensions;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);
  g_return_val_if_fail (index < self->layout.n_extensions, NULL);

  extensions = wlk_certificate_lazy_get_extensions (get_lazy (self));
  return &g_array_index (extensions, WlkExtension, index);
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

  extensions = wlk_certificate_lazy_get_extensions (get_lazy (self));
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
 * Returns: %TRUE when the first basicConstraints can be read and says that the subject is a CA
 */
gboolean
wlk_certificate_is_ca (WlkCertificate *self)
{
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), FALSE);

  return self->layout.is_ca;
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
  WlkDerReader reader;
  WlkDerElement element;
  WlkDerBits bits;
  gnutls_datum_t data;
  gnutls_datum_t signature;
  WlkSpan tbs;
  WlkSpan value;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self) && WLK_IS_PUBLIC_KEY (key), FALSE);

  tbs = self->layout.spans[WLK_CERTIFICATE_TBS];
  value = self->layout.spans[WLK_CERTIFICATE_SIGNATURE_VALUE];
  wlk_der_reader_init (&reader, self->der + value.offset, value.length, value.offset);
  if (!wlk_der_reader_next (&reader, &element, error) ||
      !wlk_der_read_bit_string (&element, &bits, NULL) || bits.n_unused != 0)
    return FALSE;

  data.data = (guint8 *) self->der + tbs.offset;
  data.size = tbs.length;
  signature.data = (guint8 *) bits.bytes;
  signature.size = bits.length;
  return wlk_signature_algorithm_verify (wlk_certificate_lazy_get_signature (get_lazy (self)), key,
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
  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  return wlk_certificate_lazy_get_gnutls (get_lazy (self), error);
}
