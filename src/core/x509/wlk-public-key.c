/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-public-key.h"

#include "base/wlk-error.h"
#include "der/wlk-der-values.h"
#include "der/wlk-der-writer.h"
#include "x509/wlk-key-numbers.h"
#include "x509/wlk-key-parts.h"
#include "x509/wlk-oid.h"

#include <glib/gi18n-lib.h>

/* A subjectPublicKeyInfo. Algorithm, size and curve are read from the DER, so that a key that this
 * GnuTLS does not support is still described. */

typedef struct
{
  const char     *oid;
  WlkKeyAlgorithm algorithm;
  const char     *title;
  guint           bits;   /* if fixed by the algorithm */
  const char     *curve;
} KnownAlgorithm;

/* RFC 3279, RFC 4055, RFC 5480 and RFC 8410. */
static const KnownAlgorithm algorithms[] = {
  { "1.2.840.113549.1.1.1", WLK_KEY_ALGORITHM_RSA, "RSA" },
  { "1.2.840.113549.1.1.10", WLK_KEY_ALGORITHM_RSA_PSS, "RSA-PSS" },
  { "1.2.840.10040.4.1", WLK_KEY_ALGORITHM_DSA, "DSA" },
  { "1.2.840.10045.2.1", WLK_KEY_ALGORITHM_EC, "EC" },
  { "1.3.101.110", WLK_KEY_ALGORITHM_X25519, "X25519", 256, "X25519" },
  { "1.3.101.111", WLK_KEY_ALGORITHM_X448, "X448", 448, "X448" },
  { "1.3.101.112", WLK_KEY_ALGORITHM_ED25519, "Ed25519", 256, "Ed25519" },
  { "1.3.101.113", WLK_KEY_ALGORITHM_ED448, "Ed448", 456, "Ed448" },
};

/* SEC 2, FIPS 186-4 and RFC 5639: the curves that certificates name. */
static const struct
{
  const char *oid;
  const char *name;
  guint       bits;
} curves[] = {
  { "1.2.840.10045.3.1.7", "P-256", 256 },
  { "1.3.132.0.34", "P-384", 384 },
  { "1.3.132.0.35", "P-521", 521 },
  { "1.2.840.10045.3.1.1", "P-192", 192 },
  { "1.3.132.0.33", "P-224", 224 },
  { "1.3.132.0.10", "secp256k1", 256 },
  { "1.3.132.0.8", "secp160r1", 160 },
  { "1.3.132.0.1", "K-163", 163 },
  { "1.3.132.0.15", "B-163", 163 },
  { "1.3.132.0.26", "K-233", 233 },
  { "1.3.132.0.27", "B-233", 233 },
  { "1.3.132.0.16", "K-283", 283 },
  { "1.3.132.0.17", "B-283", 283 },
  { "1.3.132.0.36", "K-409", 409 },
  { "1.3.132.0.37", "B-409", 409 },
  { "1.3.132.0.38", "K-571", 571 },
  { "1.3.132.0.39", "B-571", 571 },
  { "1.3.36.3.3.2.8.1.1.3", "brainpoolP192r1", 192 },
  { "1.3.36.3.3.2.8.1.1.5", "brainpoolP224r1", 224 },
  { "1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1", 256 },
  { "1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1", 320 },
  { "1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1", 384 },
  { "1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1", 512 },
  { "1.2.156.10197.1.301", "SM2", 256 },
};

static guint
read_rsa_size (const WlkKeyParts *parts,
               guint             *exponent)
{
  WlkDerBits bits;

  if (!wlk_der_read_bit_string (&parts->key, &bits, NULL))
    return 0;

  return wlk_key_numbers_read (bits.bytes, bits.length, exponent);
}

static guint
read_dsa_size (const WlkKeyParts *parts)
{
  if (!parts->has_parameters)
    return 0;

  return wlk_key_numbers_read (parts->parameters.bytes - (parts->parameters.content.offset -
                                                          parts->parameters.span.offset),
                               parts->parameters.span.length, NULL);
}

/* The prime of explicit parameters: SpecifiedECDomain of X9.62, whose fieldID comes second. */
static guint
read_explicit_size (const WlkDerElement *parameters)
{
  WlkDerReader inside;
  WlkDerReader field;
  WlkDerElement element;
  g_autofree char *type = NULL;

  if (!wlk_der_reader_init_content (&inside, parameters, NULL) ||
      !wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "version", &element, NULL) ||
      !wlk_der_reader_enter (&inside, WLK_DER_SEQUENCE, "fieldID", &field, NULL) ||
      !wlk_der_reader_expect (&field, WLK_DER_OBJECT_IDENTIFIER, "fieldType", &element, NULL))
    return 0;

  type = wlk_der_dup_oid (&element, NULL);
  if (g_strcmp0 (type, "1.2.840.10045.1.1") != 0 ||
      !wlk_der_reader_expect (&field, WLK_DER_INTEGER, "prime", &element, NULL))
    return 0;

  return wlk_key_numbers_count_bits (&element);
}

static void
describe_ec (WlkPublicKey      *self,
             const WlkKeyParts *parts)
{
  g_autofree char *oid = NULL;

  if (parts->has_parameters && parts->parameters.tag == WLK_DER_SEQUENCE)
    {
      self->has_explicit_curve = TRUE;
      self->bits = read_explicit_size (&parts->parameters);
      self->text = g_strdup (_("EC with explicit parameters"));
      return;
    }
  if (parts->has_parameters && parts->parameters.tag == WLK_DER_OBJECT_IDENTIFIER)
    oid = wlk_der_dup_oid (&parts->parameters, NULL);
  for (guint i = 0; oid != NULL && i < G_N_ELEMENTS (curves); i++)
    if (g_str_equal (curves[i].oid, oid))
      {
        self->curve = curves[i].name;
        self->bits = curves[i].bits;
      }

  if (self->curve != NULL || oid != NULL)
    self->text = g_strdup_printf ("EC %s", self->curve != NULL ? self->curve : oid);
  else
    self->text = g_strdup (_("EC without a named curve"));
}

static void
describe_numbers (WlkPublicKey      *self,
                  const WlkKeyParts *parts)
{
  guint exponent = 0;

  self->bits = self->algorithm == WLK_KEY_ALGORITHM_DSA ? read_dsa_size (parts)
                                                        : read_rsa_size (parts, &exponent);
  self->is_oversized = wlk_key_numbers_are_oversized (self->bits, exponent,
                                                      g_bytes_get_size (self->spki));
}

static void
describe (WlkPublicKey      *self,
          const WlkKeyParts *parts)
{
  const KnownAlgorithm *known = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (g_str_equal (algorithms[i].oid, self->oid))
      known = &algorithms[i];
  if (known == NULL)
    {
      self->text = g_strdup (wlk_oid_get_title (self->oid));
      if (self->text == NULL)
        self->text = g_strdup (self->oid);
      return;
    }

  self->algorithm = known->algorithm;
  self->bits = known->bits;
  self->curve = known->curve;
  if (self->algorithm == WLK_KEY_ALGORITHM_EC)
    {
      describe_ec (self, parts);
      return;
    }
  if (self->curve == NULL)
    describe_numbers (self, parts);

  if (self->curve == NULL && self->bits > 0)
    self->text = g_strdup_printf ("%s %u", known->title, self->bits);
  else
    self->text = g_strdup (known->title);
}

static void
public_key_clear (WlkPublicKey *self)
{
  g_clear_pointer (&self->gnutls, gnutls_pubkey_deinit);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->oid, g_free);
  g_clear_pointer (&self->spki, g_bytes_unref);
}

WLK_DEFINE_REF_COUNTED (WlkPublicKey, wlk_public_key, public_key_clear)

/**
 * wlk_public_key_new:
 * @spki: a SubjectPublicKeyInfo in DER
 * @error: return location; %WLK_ERROR_PARSE when its outer structure is broken
 *
 * Reads a public key. An unknown algorithm or curve, or an invalid key, still gives an object: it
 * is described as far as possible, and GnuTLS may reject it later.
 *
 * Source: RFC 5280 §4.1.2.7.
 *
 * Returns: (transfer full) (nullable): the key
 */
WlkPublicKey *
wlk_public_key_new (GBytes  * spki,
                    GError * *error)
{
  g_autoptr(WlkPublicKey) self = NULL;
  WlkKeyParts parts;

  g_return_val_if_fail (spki != NULL, NULL);

  if (!wlk_key_parts_read (&parts, spki, error))
    return NULL;

  self = g_atomic_rc_box_new0 (WlkPublicKey);
  self->spki = g_bytes_ref (spki);
  self->oid = wlk_der_dup_oid (&parts.algorithm, error);
  if (self->oid == NULL)
    return NULL;

  describe (self, &parts);
  return g_steal_pointer (&self);
}

/* Whether it is a DSA key that inherits the parameters of its issuer's key (RFC 3279 §2.3.2). */
gboolean
wlk_public_key_lacks_parameters (WlkPublicKey *self)
{
  WlkKeyParts parts;

  g_return_val_if_fail (self != NULL, FALSE);

  return self->algorithm == WLK_KEY_ALGORITHM_DSA &&
         wlk_key_parts_read (&parts, self->spki, NULL) &&
         (!parts.has_parameters || parts.parameters.tag == WLK_DER_NULL);
}

static void
append_element (GByteArray          *der,
                const guint8        *spki,
                const WlkDerElement *element)
{
  g_byte_array_append (der, spki + element->span.offset, element->span.length);
}

static GBytes *
wrap (GByteArray *content)
{
  GByteArray *der = g_byte_array_new ();

  wlk_der_append_header (der, WLK_DER_SEQUENCE, content->len);
  g_byte_array_append (der, content->data, content->len);

  return g_byte_array_free_to_bytes (der);
}

/**
 * wlk_public_key_new_inheriting:
 * @self: a DSA key without parameters
 * @from: a DSA key with them
 *
 * Source: RFC 5280 §6.1.4 (e), RFC 3279 §2.3.2.
 *
 * Returns: (transfer full) (nullable): the key with the parameters of @from; %NULL when one of them
 *   cannot be read
 */
WlkPublicKey *
wlk_public_key_new_inheriting (WlkPublicKey *self,
                               WlkPublicKey *from)
{
  g_autoptr(GByteArray) algorithm = g_byte_array_new ();
  g_autoptr(GByteArray) content = g_byte_array_new ();
  g_autoptr(GBytes) wrapped = NULL;
  g_autoptr(GBytes) spki = NULL;
  WlkKeyParts own;
  WlkKeyParts other;

  g_return_val_if_fail (self != NULL && from != NULL, NULL);

  if (!wlk_key_parts_read (&own, self->spki, NULL) ||
      !wlk_key_parts_read (&other, from->spki, NULL) ||
      !other.has_parameters)
    return NULL;

  append_element (algorithm, g_bytes_get_data (self->spki, NULL), &own.algorithm);
  append_element (algorithm, g_bytes_get_data (from->spki, NULL), &other.parameters);
  wrapped = wrap (algorithm);
  g_byte_array_append (content, g_bytes_get_data (wrapped, NULL),
                       (guint) g_bytes_get_size (wrapped));
  append_element (content, g_bytes_get_data (self->spki, NULL), &own.key);
  spki = wrap (content);

  return wlk_public_key_new (spki, NULL);
}

/**
 * wlk_public_key_import:
 * @self: a public key
 * @error: return location; %WLK_ERROR_UNSUPPORTED when this GnuTLS cannot use the key
 *
 * Creates a GnuTLS key that the caller may modify, for example to set RSA-PSS parameters.
 *
 * Returns: (transfer full) (nullable): the key
 */
gnutls_pubkey_t
wlk_public_key_import (WlkPublicKey *self,
                       GError      **error)
{
  gnutls_datum_t datum;
  gnutls_pubkey_t key = NULL;
  gsize length;
  int rc;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->is_oversized)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED,
                   _("This %s key is so large that it is not used to compute with."), self->text);
      return NULL;
    }

  datum.data = (guint8 *) g_bytes_get_data (self->spki, &length);
  datum.size = (unsigned int) length;
  rc = gnutls_pubkey_init (&key);
  if (rc >= 0)
    rc = gnutls_pubkey_import (key, &datum, GNUTLS_X509_FMT_DER);
  if (rc >= 0)
    return key;

  g_clear_pointer (&key, gnutls_pubkey_deinit);
  g_set_error (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED,
               _("GnuTLS does not support a key of the kind %s: %s"),
               self->text, gnutls_strerror (rc));
  return NULL;
}

/**
 * wlk_public_key_get_gnutls:
 * @self: a public key
 * @error: return location; %WLK_ERROR_UNSUPPORTED when this GnuTLS cannot use the key
 *
 * Created on first use; safe from several threads as long as none of them modifies it.
 *
 * Returns: (transfer none) (nullable): the key, owned by @self
 */
gnutls_pubkey_t
wlk_public_key_get_gnutls (WlkPublicKey *self,
                           GError      **error)
{
  gnutls_pubkey_t key;

  g_return_val_if_fail (self != NULL, NULL);

  key = g_atomic_pointer_get (&self->gnutls);
  if (key != NULL)
    return key;

  key = wlk_public_key_import (self, error);
  if (key == NULL || g_atomic_pointer_compare_and_exchange (&self->gnutls, NULL, key))
    return key;

  gnutls_pubkey_deinit (key);
  return g_atomic_pointer_get (&self->gnutls);
}
