/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-ocsp-request.h"

#include "der/wlk-der-writer.h"
#include "x509/wlk-ocsp-single.h"

#include <gnutls/crypto.h>
#include <string.h>

/*
 * A question to an OCSP responder about one certificate (RFC 6960 §4.1.1):
 *
 *     OCSPRequest ::= SEQUENCE {
 *       tbsRequest SEQUENCE {
 *         requestList SEQUENCE OF SEQUENCE { reqCert CertID },
 *         requestExtensions [2] EXPLICIT Extensions OPTIONAL } }
 *
 * It is written from the inside to the outside. The hash is SHA-1, which every responder knows
 * (RFC 5019 §2.1.1); it only identifies certificates, and protects nothing.
 */

#define NONCE_LENGTH       32  /* bytes; RFC 8954 §2.1 allows up to as many */
#define MAX_ADDRESS_LENGTH 255 /* bytes of an address with a request in it, RFC 5019 §5 */

/* AlgorithmIdentifier of SHA-1, with parameters NULL */
static const guint8 sha1_identifier[] = {
  0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00,
};

/* extnID of the nonce, 1.3.6.1.5.5.7.48.1.2 */
static const guint8 nonce_oid[] = {
  0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02,
};

/* Puts @tag and a length around everything in @der. */
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

/* The nonce is an OCTET STRING within that of extnValue. */
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

/**
 * wlk_ocsp_request_make_nonce:
 *
 * Source: RFC 8954 §2.1.
 *
 * Returns: (transfer full) (nullable): random bytes for one request; %NULL when there are none
 */
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
 * @certificate: what is asked about
 * @issuer: its issuer
 * @nonce: (nullable): what the response shall repeat
 *
 * Source: RFC 6960 §4.1.1, RFC 8954 §2.1.
 *
 * Returns: (transfer full) (nullable): the DER of the request; %NULL when it cannot be made
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
 * Puts a request into an address, so that it can be asked by GET and answered from a cache on the
 * way.
 *
 * Source: RFC 6960 §A.1, RFC 5019 §5.
 *
 * Returns: (transfer full) (nullable): the address; %NULL when it would be too long, or the
 *   responder's does not allow it
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
 * @nonce: what was sent
 * @response: what came back
 *
 * A response without a nonce is one that was made beforehand, as most are, and is judged by its
 * dates. One with another nonce answers another request.
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

  g_return_val_if_fail (nonce != NULL && WLK_IS_OCSP_RESPONSE (response), FALSE);

  repeated = wlk_ocsp_response_get_nonce (response);
  if (repeated == NULL)
    return TRUE;

  add_octets (expected, g_bytes_get_data (nonce, NULL), g_bytes_get_size (nonce));

  return g_bytes_get_size (repeated) == expected->len &&
         memcmp (g_bytes_get_data (repeated, NULL), expected->data, expected->len) == 0;
}
