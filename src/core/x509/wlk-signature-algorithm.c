/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-signature-algorithm.h"

#include "base/wlk-error.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-oid.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>

#define OID_RSA_PSS         "1.2.840.113549.1.1.10"
#define OID_MGF1            "1.2.840.113549.1.1.8"
#define DEFAULT_SALT_LENGTH 20   /* bytes; RFC 4055 §3.1 */
#define NO_PARAMETERS       0
#define ANY_PARAMETERS      G_MAXUINT32
#define MAX_SALT_LENGTH     1024 /* bytes; more does not fit below an RSA key of 8192 bits */

/* Another step checks the strength of the digest; this only verifies cryptographically. */
#define VERIFY_FLAGS (GNUTLS_VERIFY_ALLOW_BROKEN | GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1)

typedef struct
{
  const char             *oid;
  const char             *text;
  gnutls_sign_algorithm_t gnutls;
  guint32                 parameters; /* tag; NO_PARAMETERS or ANY_PARAMETERS */
} KnownAlgorithm;

/* RFC 3279, RFC 4055, RFC 5758, RFC 8410, RFC 8692, RFC 9881 and others that certificates name. */
static const KnownAlgorithm algorithms[] = {
  { "1.2.840.113549.1.1.11", "RSA with SHA-256", GNUTLS_SIGN_RSA_SHA256, WLK_DER_NULL },
  { "1.2.840.10045.4.3.2", "ECDSA with SHA-256", GNUTLS_SIGN_ECDSA_SHA256, NO_PARAMETERS },
  { "1.2.840.10045.4.3.3", "ECDSA with SHA-384", GNUTLS_SIGN_ECDSA_SHA384, NO_PARAMETERS },
  { "1.2.840.113549.1.1.12", "RSA with SHA-384", GNUTLS_SIGN_RSA_SHA384, WLK_DER_NULL },
  { "1.2.840.113549.1.1.13", "RSA with SHA-512", GNUTLS_SIGN_RSA_SHA512, WLK_DER_NULL },
  { "1.2.840.113549.1.1.14", "RSA with SHA-224", GNUTLS_SIGN_RSA_SHA224, WLK_DER_NULL },
  { "1.2.840.113549.1.1.5", "RSA with SHA-1", GNUTLS_SIGN_RSA_SHA1, WLK_DER_NULL },
  { "1.3.14.3.2.29", "RSA with SHA-1", GNUTLS_SIGN_RSA_SHA1, WLK_DER_NULL },
  { "1.2.840.113549.1.1.4", "RSA with MD5", GNUTLS_SIGN_RSA_MD5, WLK_DER_NULL },
  { "1.2.840.113549.1.1.3", "RSA with MD4", GNUTLS_SIGN_UNKNOWN, WLK_DER_NULL },
  { "1.2.840.113549.1.1.2", "RSA with MD2", GNUTLS_SIGN_UNKNOWN, WLK_DER_NULL },
  { "1.3.36.3.3.1.2", "RSA with RIPEMD-160", GNUTLS_SIGN_RSA_RMD160, WLK_DER_NULL },
  { "2.16.840.1.101.3.4.3.13", "RSA with SHA3-224", GNUTLS_SIGN_RSA_SHA3_224, WLK_DER_NULL },
  { "2.16.840.1.101.3.4.3.14", "RSA with SHA3-256", GNUTLS_SIGN_RSA_SHA3_256, WLK_DER_NULL },
  { "2.16.840.1.101.3.4.3.15", "RSA with SHA3-384", GNUTLS_SIGN_RSA_SHA3_384, WLK_DER_NULL },
  { "2.16.840.1.101.3.4.3.16", "RSA with SHA3-512", GNUTLS_SIGN_RSA_SHA3_512, WLK_DER_NULL },
  { "1.2.840.10045.4.1", "ECDSA with SHA-1", GNUTLS_SIGN_ECDSA_SHA1, NO_PARAMETERS },
  { "1.2.840.10045.4.3.1", "ECDSA with SHA-224", GNUTLS_SIGN_ECDSA_SHA224, NO_PARAMETERS },
  { "1.2.840.10045.4.3.4", "ECDSA with SHA-512", GNUTLS_SIGN_ECDSA_SHA512, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.9", "ECDSA with SHA3-224", GNUTLS_SIGN_ECDSA_SHA3_224, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.10", "ECDSA with SHA3-256", GNUTLS_SIGN_ECDSA_SHA3_256, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.11", "ECDSA with SHA3-384", GNUTLS_SIGN_ECDSA_SHA3_384, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.12", "ECDSA with SHA3-512", GNUTLS_SIGN_ECDSA_SHA3_512, NO_PARAMETERS },
  { "1.2.840.10040.4.3", "DSA with SHA-1", GNUTLS_SIGN_DSA_SHA1, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.1", "DSA with SHA-224", GNUTLS_SIGN_DSA_SHA224, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.2", "DSA with SHA-256", GNUTLS_SIGN_DSA_SHA256, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.3", "DSA with SHA-384", GNUTLS_SIGN_DSA_SHA384, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.4", "DSA with SHA-512", GNUTLS_SIGN_DSA_SHA512, NO_PARAMETERS },
  { "1.3.101.112", "Ed25519", GNUTLS_SIGN_EDDSA_ED25519, NO_PARAMETERS },
  { "1.3.101.113", "Ed448", GNUTLS_SIGN_EDDSA_ED448, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.17", "ML-DSA-44", GNUTLS_SIGN_UNKNOWN, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.18", "ML-DSA-65", GNUTLS_SIGN_UNKNOWN, NO_PARAMETERS },
  { "2.16.840.1.101.3.4.3.19", "ML-DSA-87", GNUTLS_SIGN_UNKNOWN, NO_PARAMETERS },
  { "1.2.156.10197.1.501", "SM2 with SM3", GNUTLS_SIGN_UNKNOWN, ANY_PARAMETERS },
  { OID_RSA_PSS, "RSA-PSS", GNUTLS_SIGN_UNKNOWN, WLK_DER_SEQUENCE },
};

/* The digests of RSA-PSS parameters (RFC 4055 §2.1). The first is the default. */
static const struct
{
  const char             *oid;
  const char             *text;
  gnutls_sign_algorithm_t gnutls;
} pss_digests[] = {
  { "1.3.14.3.2.26", "RSA-PSS with SHA-1", GNUTLS_SIGN_UNKNOWN },
  { "2.16.840.1.101.3.4.2.4", "RSA-PSS with SHA-224", GNUTLS_SIGN_UNKNOWN },
  { "2.16.840.1.101.3.4.2.1", "RSA-PSS with SHA-256", GNUTLS_SIGN_RSA_PSS_SHA256 },
  { "2.16.840.1.101.3.4.2.2", "RSA-PSS with SHA-384", GNUTLS_SIGN_RSA_PSS_SHA384 },
  { "2.16.840.1.101.3.4.2.3", "RSA-PSS with SHA-512", GNUTLS_SIGN_RSA_PSS_SHA512 },
};

/* The fields of RSASSA-PSS-params, before checking their consistency. */
typedef struct
{
  char  *digest;
  char  *mask_function;
  char  *mask_digest;
  gint64 salt_length;
  gint64 trailer_field;
} PssParameters;

static void
pss_parameters_clear (PssParameters *self)
{
  g_free (self->digest);
  g_free (self->mask_function);
  g_free (self->mask_digest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PssParameters, pss_parameters_clear)

/* Reads an AlgorithmIdentifier; @inside is then positioned before its parameters. */
static gboolean
read_identifier (WlkDerReader *reader,
                 WlkDerReader *inside,
                 char        **oid,
                 GError      **error)
{
  WlkDerElement type;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "AlgorithmIdentifier", inside, error) ||
      !wlk_der_reader_expect (inside, WLK_DER_OBJECT_IDENTIFIER, "algorithm", &type, error))
    return FALSE;

  g_free (*oid);
  *oid = wlk_der_dup_oid (&type, error);
  return *oid != NULL;
}

static gboolean
read_tagged_integer (WlkDerReader *reader,
                     guint32       tag,
                     gint64       *value)
{
  WlkDerReader inside;
  WlkDerElement element;

  if (!wlk_der_reader_has_tag (reader, tag))
    return TRUE;

  return wlk_der_reader_enter (reader, tag, "RSASSA-PSS-params", &inside, NULL) &&
         wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "INTEGER", &element, NULL) &&
         wlk_der_read_integer (&element, value, NULL);
}

/* RSASSA-PSS-params of RFC 4055 §3.1; every field has a default. */
static gboolean
read_pss_parameters (WlkDerReader  *reader,
                     PssParameters *parameters)
{
  WlkDerReader fields;
  WlkDerReader tagged;
  WlkDerReader inside;
  WlkDerReader unused;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "RSASSA-PSS-params", &fields, NULL))
    return FALSE;
  if (wlk_der_reader_has_tag (&fields, WLK_DER_CONTEXT_CONSTRUCTED (0)) &&
      (!wlk_der_reader_enter (&fields, WLK_DER_CONTEXT_CONSTRUCTED (0), "hash", &tagged, NULL) ||
       !read_identifier (&tagged, &inside, &parameters->digest, NULL)))
    return FALSE;
  if (wlk_der_reader_has_tag (&fields, WLK_DER_CONTEXT_CONSTRUCTED (1)) &&
      (!wlk_der_reader_enter (&fields, WLK_DER_CONTEXT_CONSTRUCTED (1), "mask", &tagged, NULL) ||
       !read_identifier (&tagged, &inside, &parameters->mask_function, NULL) ||
       !read_identifier (&inside, &unused, &parameters->mask_digest, NULL)))
    return FALSE;

  return read_tagged_integer (&fields, WLK_DER_CONTEXT_CONSTRUCTED (2),
                              &parameters->salt_length) &&
         read_tagged_integer (&fields, WLK_DER_CONTEXT_CONSTRUCTED (3),
                              &parameters->trailer_field) &&
         wlk_der_reader_is_at_end (&fields);
}

static gboolean
has_parameters (const WlkDerReader *inside,
                guint32             tag)
{
  WlkDerReader reader = *inside;
  WlkDerElement element;

  if (tag == ANY_PARAMETERS)
    return TRUE;
  if (tag == NO_PARAMETERS || wlk_der_reader_is_at_end (&reader))
    return tag == NO_PARAMETERS && wlk_der_reader_is_at_end (&reader);

  return wlk_der_reader_next (&reader, &element, NULL) && element.tag == tag &&
         (tag != WLK_DER_NULL || element.content.length == 0);
}

/* Why GnuTLS cannot use the parameters, as a sentence; NULL if it can. */
static const char *
find_pss_reason (const PssParameters *parameters)
{
  if (!g_str_equal (parameters->mask_function, OID_MGF1))
    return N_("RSA-PSS is used with a mask generation function other than MGF1.");
  if (!g_str_equal (parameters->mask_digest, parameters->digest))
    return N_("RSA-PSS is used with different hash functions for the signature and for MGF1, which "
              "GnuTLS does not support.");
  if (parameters->trailer_field != 1)
    return N_("RSA-PSS is used with a trailer field other than 1.");

  return parameters->salt_length < 0 || parameters->salt_length > MAX_SALT_LENGTH
         ? N_("RSA-PSS is used with a salt that does not fit the key.")
         : NULL;
}

/* Leaves “RSA-PSS” without a GnuTLS algorithm if it cannot be used. */
static void
describe_pss (WlkSignatureAlgorithm *self,
              WlkDerReader          *reader)
{
  g_auto(PssParameters) parameters = {
    .digest = g_strdup (pss_digests[0].oid),
    .mask_function = g_strdup (OID_MGF1),
    .mask_digest = g_strdup (pss_digests[0].oid),
    .salt_length = DEFAULT_SALT_LENGTH,
    .trailer_field = 1,
  };

  self->reason = N_("The parameters of RSA-PSS cannot be read.");
  if (!read_pss_parameters (reader, &parameters))
    return;

  self->reason = N_("RSA-PSS is used with a hash function that GnuTLS does not support there.");
  for (guint i = 0; i < G_N_ELEMENTS (pss_digests); i++)
    if (g_str_equal (pss_digests[i].oid, parameters.digest))
      {
        const char *reason = find_pss_reason (&parameters);

        g_free (self->text);
        self->text = g_strdup (pss_digests[i].text);
        if (reason != NULL || pss_digests[i].gnutls != GNUTLS_SIGN_UNKNOWN)
          self->reason = reason;
        if (reason != NULL)
          return;
        self->gnutls = pss_digests[i].gnutls;
        self->salt_length = (guint) parameters.salt_length;
      }
}

/**
 * wlk_signature_algorithm_init:
 * @self: (out caller-allocates): the algorithm
 * @der: (array length=length): an AlgorithmIdentifier, tag and length included
 * @length: how many bytes
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Reads the algorithm of a signature. Invalid parameters are not an error: they give an algorithm
 * that cannot be verified.
 *
 * Source: RFC 5280 §4.1.1.2, RFC 4055 §3.1 for RSA-PSS.
 *
 * Returns: %TRUE if @self was set, and must be cleared
 */
gboolean
wlk_signature_algorithm_init (WlkSignatureAlgorithm *self,
                              const guint8          *der,
                              gsize                  length,
                              GError               **error)
{
  WlkDerReader reader;
  WlkDerReader inside;

  *self = (WlkSignatureAlgorithm) { 0 };
  wlk_der_reader_init (&reader, der, length, 0);
  if (!read_identifier (&reader, &inside, &self->oid, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (g_str_equal (algorithms[i].oid, self->oid))
      {
        self->text = g_strdup (algorithms[i].text);
        self->gnutls = algorithms[i].gnutls;
        self->has_wrong_parameters = !has_parameters (&inside, algorithms[i].parameters);
        break;
      }
  if (self->text == NULL)
    self->text = g_strdup (wlk_oid_get_title (self->oid));
  if (self->text == NULL)
    self->text = g_strdup (self->oid);
  if (g_str_equal (self->oid, OID_RSA_PSS))
    describe_pss (self, &inside);
  return TRUE;
}

/* Frees what @self owns. */
void
wlk_signature_algorithm_clear (WlkSignatureAlgorithm *self)
{
  g_clear_pointer (&self->oid, g_free);
  g_clear_pointer (&self->text, g_free);
}

static gboolean
is_unable (int rc)
{
  switch (rc)
    {
    case GNUTLS_E_ECC_UNSUPPORTED_CURVE:
    case GNUTLS_E_INSUFFICIENT_SECURITY:
    case GNUTLS_E_INTERNAL_ERROR:
    case GNUTLS_E_INVALID_REQUEST:
    case GNUTLS_E_MEMORY_ERROR:
    case GNUTLS_E_UNIMPLEMENTED_FEATURE:
    case GNUTLS_E_UNKNOWN_ALGORITHM:
    case GNUTLS_E_UNKNOWN_HASH_ALGORITHM:
    case GNUTLS_E_UNKNOWN_PK_ALGORITHM:
    case GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM:
      return TRUE;

    default:
      return FALSE;
    }
}

/* GnuTLS also reports a failed verification if it lacks the digest, like RIPEMD-160. */
static gboolean
can_digest (const WlkSignatureAlgorithm *self)
{
  gnutls_digest_algorithm_t digest = gnutls_sign_get_hash_algorithm (self->gnutls);
  guint8 result[64]; /* bytes; SHA-512 is the largest */

  if (self->gnutls == GNUTLS_SIGN_EDDSA_ED25519 || self->gnutls == GNUTLS_SIGN_EDDSA_ED448)
    return TRUE; /* the digest is inside the algorithm */

  return gnutls_hash_get_len (digest) <= sizeof result &&
         gnutls_hash_fast (digest, "", 0, result) >= 0;
}

/* The reason is a whole sentence. @rc is the result of GnuTLS, or 0. */
static gboolean
fail_unable (const WlkSignatureAlgorithm *self,
             int                          rc,
             GError                     **error)
{
  if (self->reason != NULL)
    g_set_error_literal (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED, _(self->reason));
  else if (self->gnutls == GNUTLS_SIGN_UNKNOWN)
    g_set_error (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED,
                 _("GnuTLS does not support the algorithm %s."), self->text);
  else if (rc < 0 && is_unable (rc))
    g_set_error (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED,
                 _("GnuTLS could not verify with %s: %s"), self->text, gnutls_strerror (rc));
  else
    g_set_error (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED,
                 _("GnuTLS does not support the hash function of %s."), self->text);

  return FALSE;
}

/* RFC 4055 §3.1 and §3.3: an RSA-PSS key may have parameters, which restrict its signatures to that
 * digest, and to a salt of at least that length. GnuTLS does not check them here. */
static gboolean
fits_key_parameters (const WlkSignatureAlgorithm *self,
                     WlkPublicKey                *key)
{
  gsize length = 0;
  const guint8 *spki = g_bytes_get_data (key->spki, &length);
  g_auto(WlkSignatureAlgorithm) limits = { 0 };
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerReader parameters;

  if (key->algorithm != WLK_KEY_ALGORITHM_RSA_PSS)
    return TRUE;

  wlk_der_reader_init (&reader, spki, length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "SubjectPublicKeyInfo", &inside, NULL) ||
      !read_identifier (&inside, &parameters, &limits.oid, NULL))
    return FALSE;
  if (wlk_der_reader_is_at_end (&parameters))
    return TRUE;
  describe_pss (&limits, &parameters);

  return limits.gnutls == self->gnutls && limits.salt_length <= self->salt_length;
}

/* GnuTLS takes salt length and digest from the key, not from the signature. */
static int
set_pss_parameters (gnutls_pubkey_t              key,
                    const WlkSignatureAlgorithm *self)
{
  gnutls_x509_spki_t spki;
  int rc = gnutls_x509_spki_init (&spki);

  if (rc < 0)
    return rc;

  gnutls_x509_spki_set_rsa_pss_params (spki, gnutls_sign_get_hash_algorithm (self->gnutls),
                                       self->salt_length);
  rc = gnutls_pubkey_set_spki (key, spki, 0);
  gnutls_x509_spki_deinit (spki);
  return rc;
}

/* The second half of an Ed448 signature is a number of 57 bytes below the group order, so its last
 * byte is 0 (RFC 8032 §5.2.7). Nettle does not check it, and so accepts 256 encodings of each. */
static gboolean
has_stray_byte (const WlkSignatureAlgorithm *self,
                const gnutls_datum_t        *signature)
{
  return self->gnutls == GNUTLS_SIGN_EDDSA_ED448 && signature->size > 0 &&
         signature->data[signature->size - 1] != 0;
}

/**
 * wlk_signature_algorithm_verify:
 * @self: an algorithm
 * @key: the key that should have signed
 * @data: (array length=length): the signed bytes
 * @length: how many bytes
 * @signature: the signature
 * @error: return location; %WLK_ERROR_UNSUPPORTED when this GnuTLS cannot check it
 *
 * Verifies a signature cryptographically only: SHA-1 and MD5 are accepted.
 *
 * Returns: %TRUE when it verifies; %FALSE without @error when it does not, also because the
 *   key is of another kind; %FALSE with @error when it cannot be checked
 */
gboolean
wlk_signature_algorithm_verify (const WlkSignatureAlgorithm *self,
                                WlkPublicKey                *key,
                                const guint8                *data,
                                gsize                        length,
                                const WlkDerBits            *signature,
                                GError                     **error)
{
  gnutls_datum_t signed_data = { (guint8 *) data, (unsigned int) length };
  gnutls_datum_t value = { (guint8 *) signature->bytes, signature->length };
  gboolean is_pss = g_str_equal (self->oid, OID_RSA_PSS);
  gnutls_pubkey_t pubkey;
  int rc;

  if (signature->n_unused != 0)
    return FALSE;
  if (self->gnutls == GNUTLS_SIGN_UNKNOWN)
    return fail_unable (self, 0, error);
  if (has_stray_byte (self, &value))
    return FALSE;

  if (is_pss && key->algorithm != WLK_KEY_ALGORITHM_RSA &&
      key->algorithm != WLK_KEY_ALGORITHM_RSA_PSS)
    return FALSE;
  if (is_pss && !fits_key_parameters (self, key))
    return FALSE;

  pubkey = is_pss ? wlk_public_key_import (key, error) : wlk_public_key_get_gnutls (key, error);
  if (pubkey == NULL)
    return FALSE;

  rc = is_pss ? set_pss_parameters (pubkey, self) : 0;
  if (rc >= 0)
    rc = gnutls_pubkey_verify_data2 (pubkey, self->gnutls, VERIFY_FLAGS, &signed_data, &value);
  if (is_pss)
    gnutls_pubkey_deinit (pubkey);
  if (rc < 0 && (is_unable (rc) || !can_digest (self)))
    return fail_unable (self, rc, error);

  return rc >= 0;
}

/* Dss-Sig-Value and ECDSA-Sig-Value of RFC 3279 §2.2.2 and §2.2.3. */
static gboolean
is_pair_of_numbers (const WlkDerBits *signature)
{
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerElement r;
  WlkDerElement s;

  wlk_der_reader_init (&reader, signature->bytes, signature->length, 0);

  return wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "ECDSA-Sig-Value", &inside, NULL) &&
         wlk_der_reader_is_at_end (&reader) &&
         wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "r", &r, NULL) &&
         wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "s", &s, NULL) &&
         wlk_der_reader_is_at_end (&inside) &&
         wlk_der_integer_is_minimal (&r) && wlk_der_integer_is_minimal (&s);
}

/**
 * wlk_signature_algorithm_find_fault:
 * @self: an algorithm
 * @signature: a signature
 *
 * GnuTLS also verifies signatures that are encoded in BER.
 *
 * Returns: (nullable): an N_() sentence if the signature is not encoded in DER
 */
const char *
wlk_signature_algorithm_find_fault (const WlkSignatureAlgorithm *self,
                                    const WlkDerBits            *signature)
{
  gnutls_pk_algorithm_t kind = gnutls_sign_get_pk_algorithm (self->gnutls);

  if (signature->n_unused > 0)
    return N_("The last octet of the signature has unused bits.");
  if ((kind == GNUTLS_PK_ECDSA || kind == GNUTLS_PK_DSA) && !is_pair_of_numbers (signature))
    return N_("The signature is not a sequence of two numbers in their shortest form.");

  return NULL;
}

/**
 * wlk_signature_algorithm_fits_key:
 * @oid: dotted object identifier of an algorithm
 * @key: a key
 *
 * Excludes, without cryptography, keys that cannot have created a signature.
 *
 * Returns: %FALSE if a key of this type cannot sign with the algorithm; %TRUE also if this GnuTLS
 *   does not know
 */
gboolean
wlk_signature_algorithm_fits_key (const char   *oid,
                                  WlkPublicKey *key)
{
  gnutls_sign_algorithm_t sign = gnutls_oid_to_sign (oid);
  gnutls_pk_algorithm_t kind = gnutls_oid_to_pk (key->oid);

  return sign == GNUTLS_SIGN_UNKNOWN || kind == GNUTLS_PK_UNKNOWN ||
         gnutls_sign_supports_pk_algorithm (sign, kind);
}

/**
 * wlk_signed_data_read:
 * @self: signed data, all zeros
 * @der: the bytes that @reader reads; referenced
 * @reader: a reader before the signed part
 * @what: the ASN.1 type of the signed part, for an error
 * @tbs: (out caller-allocates): the signed part
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Reads the three parts of signed data.
 *
 * Source: RFC 5280 §5.1, RFC 6960 §4.2.1.
 *
 * Returns: %TRUE when they were read
 */
gboolean
wlk_signed_data_read (WlkSignedData *self,
                      GBytes        *der,
                      WlkDerReader  *reader,
                      const char    *what,
                      WlkDerElement *tbs,
                      GError       **error)
{
  const guint8 *bytes = g_bytes_get_data (der, NULL);
  WlkDerElement algorithm;
  WlkDerElement signature;

  if (!wlk_der_reader_expect (reader, WLK_DER_SEQUENCE, what, tbs, error) ||
      !wlk_der_reader_expect (reader, WLK_DER_SEQUENCE, "signatureAlgorithm", &algorithm, error) ||
      !wlk_der_reader_expect (reader, WLK_DER_BIT_STRING, "signature", &signature, error))
    return FALSE;

  self->der = g_bytes_ref (der);
  self->tbs = tbs->span;

  return wlk_signature_algorithm_init (&self->algorithm, bytes + algorithm.span.offset,
                                       algorithm.span.length, error) &&
         wlk_der_read_bit_string (&signature, &self->signature, error);
}

/**
 * wlk_signed_data_verify:
 * @self: signed data
 * @key: the key that should have signed it
 * @error: return location; %WLK_ERROR_UNSUPPORTED when this GnuTLS cannot check the signature
 *
 * Source: RFC 5280 §6.3.3 (g), RFC 6960 §3.2.
 *
 * Returns: %TRUE when @key made the signature
 */
gboolean
wlk_signed_data_verify (const WlkSignedData *self,
                        WlkPublicKey        *key,
                        GError             **error)
{
  const guint8 *bytes;

  if (self->der == NULL)
    return FALSE;

  bytes = g_bytes_get_data (self->der, NULL);
  return wlk_signature_algorithm_verify (&self->algorithm, key, bytes + self->tbs.offset,
                                         self->tbs.length, &self->signature, error);
}

/* Frees the members of @self. */
void
wlk_signed_data_clear (WlkSignedData *self)
{
  wlk_signature_algorithm_clear (&self->algorithm);
  g_clear_pointer (&self->der, g_bytes_unref);
}
