/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-certificate-request.h"

#include "net/wlk-tls-reader.h"
#include "x509/wlk-public-key.h"

#include <string.h>

/*
 * The server's CertificateRequest: the accepted CAs, key types and signature algorithms. TLS 1.3
 * has extensions for them, older versions three lists.
 */

#define EXTENSION_SCHEMES     13   /* signature_algorithms, RFC 8446 §4.2.3 */
#define EXTENSION_AUTHORITIES 47   /* certificate_authorities, RFC 8446 §4.2.4 */
#define MAX_SCHEMES           100  /* the registry has some 30 */
#define TYPE_RSA_SIGN         1    /* RFC 5246 §7.4.4 */
#define TYPE_DSS_SIGN         2    /* RFC 5246 §7.4.4 */
#define TYPE_ECDSA_SIGN       64   /* RFC 8422 §5.5 */

/**
 * Scheme:
 * @number: its number in the registry
 * @name: its name there
 * @key: its key algorithm
 * @curve: (nullable): the curve that it fixes in TLS 1.3
 * @is_old: whether TLS 1.3 forbids it in handshake signatures
 */
typedef struct
{
  guint16         number;
  const char     *name;
  WlkKeyAlgorithm key;
  const char     *curve;
  gboolean        is_old;
} Scheme;

/* Source: RFC 8446 §4.2.3, RFC 5246 §7.4.1.4.1. */
static const Scheme schemes[] = {
  { 0x0201, "rsa_pkcs1_sha1", WLK_KEY_ALGORITHM_RSA, NULL, TRUE },
  { 0x0202, "dsa_sha1", WLK_KEY_ALGORITHM_DSA, NULL, TRUE },
  { 0x0203, "ecdsa_sha1", WLK_KEY_ALGORITHM_EC, NULL, TRUE },
  { 0x0301, "rsa_pkcs1_sha224", WLK_KEY_ALGORITHM_RSA, NULL, TRUE },
  { 0x0302, "dsa_sha224", WLK_KEY_ALGORITHM_DSA, NULL, TRUE },
  { 0x0303, "ecdsa_sha224", WLK_KEY_ALGORITHM_EC, NULL, TRUE },
  { 0x0401, "rsa_pkcs1_sha256", WLK_KEY_ALGORITHM_RSA, NULL, TRUE },
  { 0x0402, "dsa_sha256", WLK_KEY_ALGORITHM_DSA, NULL, TRUE },
  { 0x0403, "ecdsa_secp256r1_sha256", WLK_KEY_ALGORITHM_EC, "P-256", FALSE },
  { 0x0501, "rsa_pkcs1_sha384", WLK_KEY_ALGORITHM_RSA, NULL, TRUE },
  { 0x0503, "ecdsa_secp384r1_sha384", WLK_KEY_ALGORITHM_EC, "P-384", FALSE },
  { 0x0601, "rsa_pkcs1_sha512", WLK_KEY_ALGORITHM_RSA, NULL, TRUE },
  { 0x0603, "ecdsa_secp521r1_sha512", WLK_KEY_ALGORITHM_EC, "P-521", FALSE },
  { 0x0804, "rsa_pss_rsae_sha256", WLK_KEY_ALGORITHM_RSA, NULL, FALSE },
  { 0x0805, "rsa_pss_rsae_sha384", WLK_KEY_ALGORITHM_RSA, NULL, FALSE },
  { 0x0806, "rsa_pss_rsae_sha512", WLK_KEY_ALGORITHM_RSA, NULL, FALSE },
  { 0x0807, "ed25519", WLK_KEY_ALGORITHM_ED25519, NULL, FALSE },
  { 0x0808, "ed448", WLK_KEY_ALGORITHM_ED448, NULL, FALSE },
  { 0x0809, "rsa_pss_pss_sha256", WLK_KEY_ALGORITHM_RSA_PSS, NULL, FALSE },
  { 0x080a, "rsa_pss_pss_sha384", WLK_KEY_ALGORITHM_RSA_PSS, NULL, FALSE },
  { 0x080b, "rsa_pss_pss_sha512", WLK_KEY_ALGORITHM_RSA_PSS, NULL, FALSE },
};

static const Scheme *
find_scheme (guint16 number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (schemes[i].number == number)
      return &schemes[i];

  return NULL;
}

static void
read_schemes (WlkCertificateRequest *self,
              WlkTlsReader           list)
{
  guint number = 0;

  while (self->schemes->len < MAX_SCHEMES && wlk_tls_reader_take_number (&list, 2, &number))
    {
      guint16 scheme = (guint16) number;

      g_array_append_val (self->schemes, scheme);
    }
}

static void
read_issuers (WlkCertificateRequest *self,
              WlkTlsReader           list)
{
  WlkTlsReader entry;

  while (wlk_tls_reader_take_vector (&list, 2, &entry))
    {
      WlkName *name = self->issuers->len < WLK_CERTIFICATE_REQUEST_MAX_ISSUERS
                      ? wlk_name_new (entry.bytes, entry.length, NULL) : NULL;

      if (name != NULL)
        g_ptr_array_add (self->issuers, name);
      else
        self->n_unreadable++;
    }
}

static void
read_key_types (WlkCertificateRequest *self,
                WlkTlsReader           list)
{
  for (gsize i = 0; i < list.length; i++)
    switch (list.bytes[i])
      {
      case TYPE_RSA_SIGN:
        self->key_types |= WLK_CLIENT_KEY_RSA;
        break;

      case TYPE_DSS_SIGN:
        self->key_types |= WLK_CLIENT_KEY_DSA;
        break;

      case TYPE_ECDSA_SIGN:
        self->key_types |= WLK_CLIENT_KEY_ECDSA;
        break;

      default:
        break;
      }
}

static gboolean
read_tls13 (WlkCertificateRequest *self,
            WlkTlsReader           reader)
{
  WlkTlsReader context, extensions, content, list;
  guint type = 0;

  if (!wlk_tls_reader_take_vector (&reader, 1, &context) ||
      !wlk_tls_reader_take_vector (&reader, 2, &extensions))
    return FALSE;

  self->is_tls13 = TRUE;
  self->key_types = WLK_CLIENT_KEY_RSA | WLK_CLIENT_KEY_DSA | WLK_CLIENT_KEY_ECDSA;
  while (wlk_tls_reader_take_extension (&extensions, &type, &content))
    if ((type == EXTENSION_SCHEMES || type == EXTENSION_AUTHORITIES) &&
        wlk_tls_reader_take_vector (&content, 2, &list))
      {
        if (type == EXTENSION_SCHEMES)
          read_schemes (self, list);
        else
          read_issuers (self, list);
      }

  return extensions.length == 0;
}

static gboolean
read_tls12 (WlkCertificateRequest *self,
            WlkTlsReader           reader,
            gboolean               has_schemes)
{
  WlkTlsReader types, algorithms, authorities;

  if (!wlk_tls_reader_take_vector (&reader, 1, &types))
    return FALSE;
  read_key_types (self, types);
  if (has_schemes && !wlk_tls_reader_take_vector (&reader, 2, &algorithms))
    return FALSE;
  if (has_schemes)
    read_schemes (self, algorithms);
  if (!wlk_tls_reader_take_vector (&reader, 2, &authorities))
    return FALSE;
  read_issuers (self, authorities);

  return reader.length == 0;
}

/**
 * wlk_certificate_request_read:
 * @message: (array length=length): the body of a CertificateRequest
 * @length: how many bytes
 * @is_tls13: whether it is one of TLS 1.3
 * @has_schemes: whether it lists signature algorithms, as in TLS 1.2 and later
 *
 * Source: RFC 8446 §4.3.2, RFC 5246 §7.4.4, RFC 4346 §7.4.4.
 *
 * Returns: (transfer full) (nullable): the parsed message, or %NULL when it is malformed
 */
WlkCertificateRequest *
wlk_certificate_request_read (const guint8 *message,
                              gsize         length,
                              gboolean      is_tls13,
                              gboolean      has_schemes)
{
  g_autoptr(WlkCertificateRequest) self = g_new0 (WlkCertificateRequest, 1);
  WlkTlsReader reader = { message, length };

  self->issuers = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_name_unref);
  self->schemes = g_array_new (FALSE, FALSE, sizeof (guint16));
  if (!(is_tls13 ? read_tls13 (self, reader) : read_tls12 (self, reader, has_schemes)))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * wlk_certificate_request_free:
 * @self: (transfer full): a request
 */
void
wlk_certificate_request_free (WlkCertificateRequest *self)
{
  g_ptr_array_unref (self->issuers);
  g_array_unref (self->schemes);
  g_free (self);
}

/**
 * wlk_certificate_request_accepts_issuer:
 * @self: a request
 * @chain: (element-type WlkCertificate): a client certificate and its issuers
 *
 * Returns: whether one of them was issued by a CA that the server accepts
 */
gboolean
wlk_certificate_request_accepts_issuer (WlkCertificateRequest *self,
                                        GPtrArray             *chain)
{
  if (self->issuers->len == 0)
    return TRUE;
  for (guint i = 0; i < chain->len; i++)
    for (guint j = 0; j < self->issuers->len; j++)
      if (wlk_name_equal (wlk_certificate_get_issuer (chain->pdata[i]), self->issuers->pdata[j]))
        return TRUE;

  return FALSE;
}

static guint
get_key_type (WlkKeyAlgorithm algorithm)
{
  switch (algorithm)
    {
    case WLK_KEY_ALGORITHM_RSA:
    case WLK_KEY_ALGORITHM_RSA_PSS:
      return WLK_CLIENT_KEY_RSA;

    case WLK_KEY_ALGORITHM_DSA:
      return WLK_CLIENT_KEY_DSA;

    default:
      return WLK_CLIENT_KEY_ECDSA;
    }
}

/**
 * wlk_certificate_request_accepts_key:
 * @self: a request
 * @certificate: a client certificate
 *
 * Returns: whether its key can sign with an algorithm that the server accepts
 */
gboolean
wlk_certificate_request_accepts_key (WlkCertificateRequest *self,
                                     WlkCertificate        *certificate)
{
  WlkPublicKey *key = wlk_certificate_get_public_key (certificate);
  WlkKeyAlgorithm algorithm = key != NULL ? key->algorithm : WLK_KEY_ALGORITHM_UNKNOWN;
  const char *curve = key != NULL ? key->curve : NULL;

  if ((self->key_types & get_key_type (algorithm)) == 0)
    return FALSE;
  if (self->schemes->len == 0)
    return TRUE;
  for (guint i = 0; i < self->schemes->len; i++)
    {
      const Scheme *scheme = find_scheme (g_array_index (self->schemes, guint16, i));

      if (scheme == NULL || scheme->key != algorithm || (self->is_tls13 && scheme->is_old))
        continue;
      if (!self->is_tls13 || scheme->curve == NULL || g_strcmp0 (scheme->curve, curve) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * wlk_certificate_request_dup_schemes:
 * @self: a request
 *
 * Returns: (transfer full) (nullable): the signature algorithms by their names in the registry,
 *   or by number; %NULL when there are none
 */
char *
wlk_certificate_request_dup_schemes (WlkCertificateRequest *self)
{
  GString *text = NULL;

  for (guint i = 0; i < self->schemes->len; i++)
    {
      guint16 number = g_array_index (self->schemes, guint16, i);
      const Scheme *scheme = find_scheme (number);

      if (text == NULL)
        text = g_string_new (NULL);
      else
        g_string_append (text, ", ");
      if (scheme != NULL)
        g_string_append (text, scheme->name);
      else
        g_string_append_printf (text, "0x%04X", number);
    }

  return text != NULL ? g_string_free (text, FALSE) : NULL;
}
