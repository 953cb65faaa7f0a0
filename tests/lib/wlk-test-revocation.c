/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-revocation.h"

#include "wlk-test-der.h"

#include "der/wlk-der-reader.h"
#include "x509/wlk-ocsp-response.h"

#include <gnutls/crypto.h>
#include <string.h>

#define ECDSA_WITH_SHA256 "300a06082a8648ce3d040302"
#define SHA1              "300906052b0e03021a0500"

static void
add_name (GByteArray *der,
          WlkName    *name)
{
  gsize length = 0;
  const guint8 *bytes = wlk_name_get_der (name, &length);

  g_byte_array_append (der, bytes, (guint) length);
}

/* An extension whose value is a number. */
static void
add_number (GByteArray *der,
            const char *oid,
            gboolean    is_critical,
            guint8      tag,
            guint64     number)
{
  guint start = der->len;
  guint value;

  wlk_test_der_add_oid (der, oid);
  if (is_critical)
    wlk_test_der_add_hex (der, "0101ff");
  value = der->len;
  wlk_test_der_add_integer (der, tag, number);
  wlk_test_der_wrap (der, value, WLK_DER_OCTET_STRING);
  wlk_test_der_wrap (der, start, WLK_DER_SEQUENCE);
}

static void
add_entry (GByteArray         *der,
           const WlkTestEntry *entry,
           gint64              date)
{
  guint start = der->len;
  guint extensions;

  wlk_test_der_add_integer (der, WLK_DER_INTEGER, entry->serial);
  wlk_test_der_add_time (der, date);
  extensions = der->len;
  if (entry->reason > 0)
    add_number (der, "2.5.29.21", FALSE, WLK_DER_ENUMERATED, entry->reason);
  if (entry->extensions != NULL)
    wlk_test_der_add_hex (der, entry->extensions);
  if (der->len > extensions)
    wlk_test_der_wrap (der, extensions, WLK_DER_SEQUENCE);
  wlk_test_der_wrap (der, start, WLK_DER_SEQUENCE);
}

static void
add_crl_extensions (GByteArray       *der,
                    const WlkTestCrl *crl)
{
  guint start = der->len;

  if (crl->number > 0)
    add_number (der, "2.5.29.20", FALSE, WLK_DER_INTEGER, crl->number);
  if (crl->base_number > 0)
    add_number (der, "2.5.29.27", TRUE, WLK_DER_INTEGER, crl->base_number);
  if (crl->scope != NULL)
    {
      guint extension = der->len;
      guint value;

      wlk_test_der_add_oid (der, "2.5.29.28");
      wlk_test_der_add_hex (der, "0101ff");
      value = der->len;
      wlk_test_der_add_hex (der, crl->scope);
      wlk_test_der_wrap (der, value, WLK_DER_OCTET_STRING);
      wlk_test_der_wrap (der, extension, WLK_DER_SEQUENCE);
    }
  if (crl->extensions != NULL)
    wlk_test_der_add_hex (der, crl->extensions);
  if (der->len == start)
    return;

  wlk_test_der_wrap (der, start, WLK_DER_SEQUENCE);
  wlk_test_der_wrap (der, start, WLK_DER_CONTEXT_CONSTRUCTED (0));
}

static void
sign (GByteArray *der,
      WlkTestKey  key,
      gboolean    is_bad)
{
  g_autoptr(GBytes) tbs = g_bytes_new (der->data, der->len);
  g_autoptr(GBytes) signature = wlk_test_sign (key, tbs);

  wlk_test_der_add_hex (der, ECDSA_WITH_SHA256);
  wlk_test_der_add_signature (der, signature);
  if (is_bad)
    der->data[der->len - 1] ^= 1;
}

/**
 * wlk_test_crl:
 * @issuer: whose name it has
 * @key: the key of @issuer
 *
 * Returns: what a good and empty CRL with the number 1 is made of
 */
WlkTestCrl
wlk_test_crl (WlkCertificate *issuer,
              WlkTestKey      key)
{
  return (WlkTestCrl) {
           .issuer = issuer,
           .key = key,
           .this_update = WLK_TEST_TIME - 3600,
           .next_update = WLK_TEST_TIME + 3600,
           .number = 1,
  };
}

/**
 * wlk_test_crl_make:
 * @self: what it is made of
 *
 * Returns: (transfer full): a CRL in DER
 */
GBytes *
wlk_test_crl_make (const WlkTestCrl *self)
{
  GByteArray *der = g_byte_array_new ();
  guint entries;

  wlk_test_der_add_integer (der, WLK_DER_INTEGER, 1);
  wlk_test_der_add_hex (der, ECDSA_WITH_SHA256);
  add_name (der, wlk_certificate_get_subject (self->issuer));
  wlk_test_der_add_time (der, self->this_update);
  if (self->next_update > 0)
    wlk_test_der_add_time (der, self->next_update);
  entries = der->len;
  for (guint i = 0; self->entries != NULL && self->entries[i].serial > 0; i++)
    add_entry (der, &self->entries[i], self->this_update);
  if (der->len > entries)
    wlk_test_der_wrap (der, entries, WLK_DER_SEQUENCE);
  add_crl_extensions (der, self);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  sign (der, self->key, self->has_bad_signature);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);

  return g_byte_array_free_to_bytes (der);
}

/**
 * wlk_test_response:
 * @certificate: that it is about
 * @issuer: of @certificate
 * @key: the key of @issuer
 *
 * Returns: what a response is made of in which @issuer says “good”
 */
WlkTestResponse
wlk_test_response (WlkCertificate *certificate,
                   WlkCertificate *issuer,
                   WlkTestKey      key)
{
  return (WlkTestResponse) {
           .certificate = certificate,
           .issuer = issuer,
           .responder = issuer,
           .key = key,
           .this_update = WLK_TEST_TIME - 3600,
           .next_update = WLK_TEST_TIME + 3600,
  };
}

static void
add_cert_id (GByteArray            *der,
             const WlkTestResponse *self)
{
  guint start = der->len;
  guint8 hash[20];
  gsize length = 0;
  const guint8 *name = wlk_name_get_der (wlk_certificate_get_subject (self->issuer), &length);
  g_autoptr(GBytes) key_hash = wlk_ocsp_hash_key (self->issuer, GNUTLS_DIG_SHA1);
  WlkSpan serial = wlk_certificate_get_span (self->certificate, WLK_CERTIFICATE_SERIAL_NUMBER);

  wlk_test_der_add_hex (der, SHA1);
  gnutls_hash_fast (GNUTLS_DIG_SHA1, name, length, hash);
  wlk_test_der_add (der, WLK_DER_OCTET_STRING, hash, sizeof hash);
  wlk_test_der_add (der, WLK_DER_OCTET_STRING, g_bytes_get_data (key_hash, NULL), 20);
  g_byte_array_append (der, wlk_certificate_get_bytes (self->certificate, serial), serial.length);
  wlk_test_der_wrap (der, start, WLK_DER_SEQUENCE);
}

static void
add_reason (GByteArray *der,
            guint       reason)
{
  guint start = der->len;

  wlk_test_der_add_integer (der, WLK_DER_ENUMERATED, reason);
  wlk_test_der_wrap (der, start, WLK_DER_CONTEXT_CONSTRUCTED (0));
}

static void
add_single (GByteArray            *der,
            const WlkTestResponse *self)
{
  guint start = der->len;
  guint inside;

  add_cert_id (der, self);
  inside = der->len;
  if (self->status == WLK_OCSP_REVOKED)
    {
      wlk_test_der_add_time (der, self->this_update);
      if (self->reason != 0)
        add_reason (der, self->reason);
      wlk_test_der_wrap (der, inside, WLK_DER_CONTEXT_CONSTRUCTED (1));
    }
  else
    {
      wlk_test_der_add (der, WLK_DER_CONTEXT (self->status), "", 0);
    }
  wlk_test_der_add_time (der, self->this_update);
  inside = der->len;
  if (self->next_update > 0)
    {
      wlk_test_der_add_time (der, self->next_update);
      wlk_test_der_wrap (der, inside, WLK_DER_CONTEXT_CONSTRUCTED (0));
    }
  inside = der->len;
  if (self->single_extensions != NULL)
    {
      wlk_test_der_add_hex (der, self->single_extensions);
      wlk_test_der_wrap (der, inside, WLK_DER_SEQUENCE);
      wlk_test_der_wrap (der, inside, WLK_DER_CONTEXT_CONSTRUCTED (1));
    }
  wlk_test_der_wrap (der, start, WLK_DER_SEQUENCE);
}

static void
add_responder (GByteArray            *der,
               const WlkTestResponse *self)
{
  guint start = der->len;
  g_autoptr(GBytes) hash = NULL;

  if (!self->is_by_key)
    {
      add_name (der, wlk_certificate_get_subject (self->responder));
      wlk_test_der_wrap (der, start, WLK_DER_CONTEXT_CONSTRUCTED (1));
      return;
    }

  hash = wlk_ocsp_hash_key (self->responder, GNUTLS_DIG_SHA1);
  wlk_test_der_add (der, WLK_DER_OCTET_STRING, g_bytes_get_data (hash, NULL), 20);
  wlk_test_der_wrap (der, start, WLK_DER_CONTEXT_CONSTRUCTED (2));
}

static void
append_certificate (GByteArray     *der,
                    WlkCertificate *certificate)
{
  gsize length = 0;
  const guint8 *bytes = wlk_certificate_get_der (certificate, &length);

  g_byte_array_append (der, bytes, (guint) length);
}

static void
add_basic (GByteArray            *der,
           const WlkTestResponse *self)
{
  GByteArray *basic = g_byte_array_new ();
  guint start;

  add_responder (basic, self);
  wlk_test_der_add_time (basic, self->this_update);
  start = basic->len;
  if (self->also != NULL)
    add_single (basic, self->also);
  add_single (basic, self);
  wlk_test_der_wrap (basic, start, WLK_DER_SEQUENCE);
  start = basic->len;
  if (self->extensions != NULL)
    {
      wlk_test_der_add_hex (basic, self->extensions);
      wlk_test_der_wrap (basic, start, WLK_DER_SEQUENCE);
      wlk_test_der_wrap (basic, start, WLK_DER_CONTEXT_CONSTRUCTED (1));
    }
  wlk_test_der_wrap (basic, 0, WLK_DER_SEQUENCE);
  sign (basic, self->key, FALSE);
  start = basic->len;
  if (self->carried != NULL)
    {
      append_certificate (basic, self->carried);
      if (self->also_carried != NULL)
        append_certificate (basic, self->also_carried);
      wlk_test_der_wrap (basic, start, WLK_DER_SEQUENCE);
      wlk_test_der_wrap (basic, start, WLK_DER_CONTEXT_CONSTRUCTED (0));
    }
  wlk_test_der_wrap (basic, 0, WLK_DER_SEQUENCE);
  wlk_test_der_add (der, WLK_DER_OCTET_STRING, basic->data, basic->len);
  g_byte_array_unref (basic);
}

/**
 * wlk_test_response_make:
 * @self: what it is made of
 *
 * Returns: (transfer full): an OCSP response in DER
 */
GBytes *
wlk_test_response_make (const WlkTestResponse *self)
{
  GByteArray *der = g_byte_array_new ();
  guint start;

  wlk_test_der_add_integer (der, WLK_DER_ENUMERATED, self->error);
  start = der->len;
  if (self->error == 0)
    {
      wlk_test_der_add_oid (der, "1.3.6.1.5.5.7.48.1.1");
      add_basic (der, self);
      wlk_test_der_wrap (der, start, WLK_DER_SEQUENCE);
      wlk_test_der_wrap (der, start, WLK_DER_CONTEXT_CONSTRUCTED (0));
    }
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);

  return g_byte_array_free_to_bytes (der);
}

/**
 * wlk_test_append_pem:
 * @text: where to add
 * @label: the word behind “BEGIN”
 * @der: a CRL or a response
 *
 * Adds a PEM block.
 */
void
wlk_test_append_pem (GString    *text,
                     const char *label,
                     GBytes     *der)
{
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  gsize length = strlen (base64);

  g_string_append_printf (text, "-----BEGIN %s-----\n", label);
  for (gsize i = 0; i < length; i += 64)
    g_string_append_printf (text, "%.64s\n", base64 + i);
  g_string_append_printf (text, "-----END %s-----\n", label);
}
