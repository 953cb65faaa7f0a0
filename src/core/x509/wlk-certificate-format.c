/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-certificate-format.h"

#include "base/wlk-text.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How a certificate is written down, for people and for files; most is public in
 * wlk-certificate.h. */

#define MAX_TITLE_LENGTH 1024 /* bytes; a longer name is no title for a person */

/* The first alternative name of a form that people know. */
static char *
dup_first_alternative_name (WlkCertificate *self)
{
  g_autoptr(GPtrArray) names = NULL;

  if (wlk_extensions_read_subject_alt_name (self, &names, NULL) != WLK_PRESENT)
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

/* The content octets of a part that is neither absent nor a high tag. */
static WlkDerElement
get_element (WlkCertificate     *self,
             WlkCertificateField field)
{
  WlkSpan span = wlk_certificate_get_span (self, field);
  WlkDerReader reader;
  WlkDerElement element = { 0 };

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (self, span), span.length, span.offset);
  wlk_der_reader_next (&reader, &element, NULL);
  return element;
}

/**
 * wlk_certificate_dup_title:
 * @self: a certificate
 *
 * Returns: (transfer full): what wlk_certificate_get_title() keeps
 */
char *
wlk_certificate_dup_title (WlkCertificate *self)
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
  if (length == 0)
    return g_strdup ("");

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
  const guint8 *bytes;
  gsize length;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  bytes = wlk_certificate_get_der (self, &length);
  return dup_digest (algorithm, bytes, length, format_with_colons);
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
  WlkSpan span;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  span = wlk_certificate_get_span (self, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
  return dup_digest (G_CHECKSUM_SHA256, wlk_certificate_get_bytes (self, span), span.length,
                     g_base64_encode);
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
  gsize length;
  char *text;
  int rc;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (self), NULL);

  der.data = (guint8 *) wlk_certificate_get_der (self, &length);
  der.size = (unsigned int) length;
  rc = gnutls_pem_base64_encode2 ("CERTIFICATE", &der, &pem);
  g_assert (rc >= 0); /* it fails without memory alone */

  text = g_strndup ((const char *) pem.data, pem.size);
  gnutls_free (pem.data);
  return text;
}
