/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-ocsp-request.h"

#include "der/wlk-der-writer.h"
#include "x509/wlk-ocsp-response.h"

#include <gnutls/crypto.h>
#include <string.h>

/*
 * An OCSP request for one certificate (RFC 6960 §4.1.1):
 *
 *     OCSPRequest ::= SEQUENCE {
 *       tbsRequest SEQUENCE {
 *         requestList SEQUENCE OF SEQUENCE { reqCert CertID },
 *         requestExtensions [2] EXPLICIT Extensions OPTIONAL } }
 *
 * It is encoded from the innermost element outwards. The hash is SHA-1, which every responder
 * supports (RFC 5019 §2.1.1); it only identifies the issuer, and need not be secure.
 */

#define NONCE_LENGTH       32  /* bytes; the maximum of RFC 8954 §2.1 */
#define MAX_ADDRESS_LENGTH 255 /* bytes of a GET URI, RFC 5019 §5 */

/* AlgorithmIdentifier of SHA-1, with parameters NULL */
static const guint8 sha1_identifier[] = {
  0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00,
};

/* extnID of the nonce, 1.3.6.1.5.5.7.48.1.2 */
static const guint8 nonce_oid[] = {
  0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02,
};

/* Prepends @tag and a length to the content of @der. */
static void
wrap (GByteArray *der,
      guint8      tag)
{
  g_autoptr(GByteArray) header = g_byte_array_new ();

  wlk_der_append_header (header, tag, der->len);
  g_byte_array_prepend (der, header->data, header->len);
}

static void
add_octets (GByteArray   *der,
            gconstpointer bytes,
            gsize         length)
{
  wlk_der_append_header (der, WLK_DER_OCTET_STRING, length);
  g_byte_array_append (der, bytes, length);
}

static gboolean
add_cert_id (GByteArray     *der,
             WlkCertificate *certificate,
             WlkCertificate *issuer)
{
  WlkSpan name = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_ISSUER);
  WlkSpan serial = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SERIAL_NUMBER);
  g_autoptr(GBytes) key_hash = wlk_ocsp_hash_key (issuer, GNUTLS_DIG_SHA1);
  guint8 name_hash[20];

  if (key_hash == NULL ||
      gnutls_hash_fast (GNUTLS_DIG_SHA1, wlk_certificate_get_bytes (certificate, name),
                        name.length, name_hash) < 0)
    return FALSE;

  g_byte_array_append (der, sha1_identifier, sizeof sha1_identifier);
  add_octets (der, name_hash, sizeof name_hash);
  add_octets (der, g_bytes_get_data (key_hash, NULL), g_bytes_get_size (key_hash));
  g_byte_array_append (der, wlk_certificate_get_bytes (certificate, serial), serial.length);
  wrap (der, WLK_DER_SEQUENCE);

  return TRUE;
}

/* The nonce is an OCTET STRING inside the one of extnValue. */
static void
add_nonce (GByteArray *der,
           GBytes     *nonce)
{
  g_autoptr(GByteArray) extension = g_byte_array_new ();

  add_octets (extension, g_bytes_get_data (nonce, NULL), g_bytes_get_size (nonce));
  wrap (extension, WLK_DER_OCTET_STRING);
  g_byte_array_prepend (extension, nonce_oid, sizeof nonce_oid);
  wrap (extension, WLK_DER_SEQUENCE);
  wrap (extension, WLK_DER_SEQUENCE);
  wrap (extension, WLK_DER_CONTEXT_CONSTRUCTED (2));
  g_byte_array_append (der, extension->data, extension->len);
}

/* (transfer full) (nullable): random bytes for one request; %NULL if unavailable (RFC 8954
 * §2.1). */
GBytes *
wlk_ocsp_request_make_nonce (void)
{
  guint8 bytes[NONCE_LENGTH];

  if (gnutls_rnd (GNUTLS_RND_NONCE, bytes, sizeof bytes) < 0)
    return NULL;

  return g_bytes_new (bytes, sizeof bytes);
}

/**
 * wlk_ocsp_request_make:
 * @certificate: the certificate to check
 * @issuer: its issuer
 * @nonce: (nullable): the nonce that the response should repeat
 *
 * Source: RFC 6960 §4.1.1, RFC 8954 §2.1.
 *
 * Returns: (transfer full) (nullable): the DER of the request; %NULL if it cannot be created
 */
GBytes *
wlk_ocsp_request_make (WlkCertificate *certificate,
                       WlkCertificate *issuer,
                       GBytes         *nonce)
{
  g_autoptr(GByteArray) der = g_byte_array_new ();

  g_return_val_if_fail (WLK_IS_CERTIFICATE (certificate) && WLK_IS_CERTIFICATE (issuer), NULL);

  if (!add_cert_id (der, certificate, issuer))
    return NULL;
  wrap (der, WLK_DER_SEQUENCE); /* Request */
  wrap (der, WLK_DER_SEQUENCE); /* requestList */
  if (nonce != NULL)
    add_nonce (der, nonce);
  wrap (der, WLK_DER_SEQUENCE); /* tbsRequest */
  wrap (der, WLK_DER_SEQUENCE);

  return g_byte_array_free_to_bytes (g_steal_pointer (&der));
}

/**
 * wlk_ocsp_request_dup_address:
 * @request: the DER of a request
 * @responder: the address of a responder
 *
 * Encodes a request in the URI of a GET request, which HTTP caches can answer.
 *
 * Source: RFC 6960 §A.1, RFC 5019 §5.
 *
 * Returns: (transfer full) (nullable): the address; %NULL if it would be too long, or @responder
 *   is not suitable
 */
char *
wlk_ocsp_request_dup_address (GBytes     *request,
                              const char *responder)
{
  g_autofree char *base64 = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *address = NULL;

  g_return_val_if_fail (request != NULL && responder != NULL, NULL);

  if (strpbrk (responder, "?#") != NULL)
    return NULL;

  base64 = g_base64_encode (g_bytes_get_data (request, NULL), g_bytes_get_size (request));
  escaped = g_uri_escape_string (base64, NULL, FALSE);
  address = g_strconcat (responder, g_str_has_suffix (responder, "/") ? "" : "/", escaped, NULL);

  return strlen (address) <= MAX_ADDRESS_LENGTH ? g_steal_pointer (&address) : NULL;
}

/**
 * wlk_ocsp_request_is_answered:
 * @nonce: the nonce of the request
 * @response: the response
 *
 * A response without a nonce was pre-produced, as is common, and is checked by its dates. One with
 * a different nonce answers a different request.
 *
 * Source: RFC 6960 §4.4.1, RFC 5019 §4.
 *
 * Returns: whether @response may be the answer to a request with @nonce
 */
gboolean
wlk_ocsp_request_is_answered (GBytes          *nonce,
                              WlkOcspResponse *response)
{
  GBytes *repeated;
  g_autoptr(GByteArray) expected = g_byte_array_new ();

  g_return_val_if_fail (nonce != NULL && response != NULL, FALSE);

  repeated = response->nonce;
  if (repeated == NULL)
    return TRUE;

  add_octets (expected, g_bytes_get_data (nonce, NULL), g_bytes_get_size (nonce));

  return g_bytes_get_size (repeated) == expected->len &&
         memcmp (g_bytes_get_data (repeated, NULL), expected->data, expected->len) == 0;
}
