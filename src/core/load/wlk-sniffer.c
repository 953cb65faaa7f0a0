/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-sniffer.h"

#include "der/wlk-der-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Recognizes formats by their first bytes: the kinds of DER by the types of their first elements,
 * and other kinds of files by their signatures.
 */

#define MAX_SHAPE 8    /* elements of a structure that are examined */
#define HEAD      4096 /* bytes of a text that are examined */

/* The tags of the first elements of a SEQUENCE, as far as they can be read. */
static guint
read_shape (WlkDerReader  *reader,
            WlkDerElement *elements)
{
  guint n_elements = 0;

  while (n_elements < MAX_SHAPE && !wlk_der_reader_is_at_end (reader) &&
         wlk_der_reader_next (reader, &elements[n_elements], NULL))
    n_elements++;

  return n_elements;
}

/* SEQUENCE { SEQUENCE { … } SEQUENCE BIT STRING } is any signed structure. */
static WlkDerKind
get_signed_kind (const WlkDerElement *body)
{
  WlkDerElement elements[MAX_SHAPE];
  WlkDerReader reader;
  guint n_elements;

  if (!wlk_der_reader_init_content (&reader, body, NULL))
    return WLK_DER_KIND_UNKNOWN;

  n_elements = read_shape (&reader, elements);
  if (n_elements == 0)
    return WLK_DER_KIND_UNKNOWN;
  if (elements[0].tag == WLK_DER_CONTEXT_CONSTRUCTED (0))
    return WLK_DER_KIND_CERTIFICATE;
  if (n_elements >= 4 && elements[0].tag == WLK_DER_INTEGER &&
      (elements[3].tag == WLK_DER_UTC_TIME || elements[3].tag == WLK_DER_GENERALIZED_TIME))
    return WLK_DER_KIND_CRL;
  if (n_elements >= 3 && elements[0].tag == WLK_DER_SEQUENCE &&
      (elements[2].tag == WLK_DER_UTC_TIME || elements[2].tag == WLK_DER_GENERALIZED_TIME))
    return WLK_DER_KIND_CRL;
  if (n_elements >= 4 && elements[0].tag == WLK_DER_INTEGER &&
      elements[3].tag == WLK_DER_CONTEXT_CONSTRUCTED (0))
    return WLK_DER_KIND_REQUEST;

  return n_elements >= 6 && elements[0].tag == WLK_DER_INTEGER
         ? WLK_DER_KIND_CERTIFICATE
         : WLK_DER_KIND_UNKNOWN;
}

/* SEQUENCE { INTEGER 3, SEQUENCE … }, whatever form the length has: Windows writes PKCS#12 with
 * indefinite lengths, which are not DER. */
static gboolean
is_pkcs12 (const guint8 *bytes,
           gsize         length)
{
  static const guint8 version[] = { WLK_DER_INTEGER, 1, 3, WLK_DER_SEQUENCE };
  gsize length_size = bytes[1] & 0x80 ? bytes[1] & 0x7F : 0;

  return length_size <= 4 && length >= 2 + length_size + sizeof version &&
         memcmp (bytes + 2 + length_size, version, sizeof version) == 0;
}

/**
 * wlk_sniffer_get_der_kind:
 * @der: some bytes
 * @length: how many
 *
 * Distinguishes the kinds of DER by the types of their first elements. It decodes nothing, so that
 * a malformed certificate is still recognized as one.
 *
 * Returns: its probable kind
 */
WlkDerKind
wlk_sniffer_get_der_kind (const guint8 *der,
                          gsize         length)
{
  WlkDerElement elements[MAX_SHAPE];
  WlkDerReader reader;
  WlkDerReader inside;
  guint n_elements;

  if (length < 2 || length > WLK_DER_MAX_LENGTH || der[0] != WLK_DER_SEQUENCE)
    return WLK_DER_KIND_UNKNOWN;
  if (is_pkcs12 (der, length))
    return WLK_DER_KIND_PKCS12;

  wlk_der_reader_init (&reader, der, length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "", &inside, NULL))
    return WLK_DER_KIND_UNKNOWN;

  n_elements = read_shape (&inside, elements);
  if (n_elements == 0)
    return WLK_DER_KIND_UNKNOWN;
  if (elements[0].tag == WLK_DER_ENUMERATED)
    return WLK_DER_KIND_OCSP_RESPONSE;
  if (elements[0].tag == WLK_DER_OBJECT_IDENTIFIER)
    return WLK_DER_KIND_PKCS7;
  if (n_elements >= 2 && elements[0].tag == WLK_DER_INTEGER)
    return WLK_DER_KIND_PRIVATE_KEY;
  if (n_elements == 3 && elements[0].tag == WLK_DER_SEQUENCE &&
      elements[1].tag == WLK_DER_SEQUENCE && elements[2].tag == WLK_DER_BIT_STRING)
    return get_signed_kind (&elements[0]);
  if (n_elements == 2 && elements[0].tag == WLK_DER_SEQUENCE)
    return elements[1].tag == WLK_DER_BIT_STRING
           ? WLK_DER_KIND_PUBLIC_KEY
           : elements[1].tag == WLK_DER_OCTET_STRING
           ? WLK_DER_KIND_PRIVATE_KEY
           : WLK_DER_KIND_UNKNOWN;

  return WLK_DER_KIND_UNKNOWN;
}

static const struct
{
  const char *prefix;
  gsize       length;
  const char *problem;
} beginnings[] = {
  { "\xFE\xED\xFE\xED", 4,
    N_("This is a Java key store. Export its certificates with “keytool -exportcert -rfc”.") },
  { "PK\x03\x04", 4,
    N_("This is a ZIP archive. Unpack it, and open the certificates inside.") },
  { "\x1F\x8B", 2,
    N_("This file is compressed. Unpack it, and open the certificates inside.") },
  { "\x89PNG", 4, N_("This is a picture, not a certificate.") },
  { "\xFF\xD8\xFF", 3, N_("This is a picture, not a certificate.") },
  { "%PDF", 4, N_("This is a PDF document, not a certificate.") },
  { "\x7F" "ELF", 4, N_("This is a program, not a certificate.") },
  { "ssh-", 4, N_("This is an SSH public key, which has no certificates.") },
  { "ecdsa-sha2-", 11, N_("This is an SSH public key, which has no certificates.") },
  { "<", 1,
    N_("This is a web page or an XML document, not a certificate. Instead of the certificate, an "
       "error or login page was probably saved.") },
  { "{", 1, N_("This is JSON, not a certificate.") },
};

/**
 * wlk_sniffer_dup_problem:
 * @bytes: a whole file without a certificate
 * @length: its length in bytes
 *
 * Returns: (transfer full): a sentence about its probable kind, and advice
 */
char *
wlk_sniffer_dup_problem (const guint8 *bytes,
                         gsize         length)
{
  const guint8 *text = bytes;
  gsize n_left = MIN (length, HEAD);

  if (length == 0)
    return g_strdup (_("The file is empty. Get it again from its source."));

  while (n_left > 0 && g_ascii_isspace (*text))
    {
      text++;
      n_left--;
    }
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (n_left >= beginnings[i].length &&
        memcmp (text, beginnings[i].prefix, beginnings[i].length) == 0)
      return g_strdup (_(beginnings[i].problem));
  if (memchr (bytes, '\0', MIN (length, HEAD)) == NULL &&
      g_utf8_validate_len ((const char *) bytes, MIN (length, HEAD), NULL))
    return g_strdup (_("There is text in it, but no certificate. A certificate as text begins "
                       "with “-----BEGIN CERTIFICATE-----”."));

  return g_strdup (_("It is neither PEM nor DER, the two formats of certificates."));
}

static const struct
{
  const char *label;
  WlkDerKind  kind;
} labels[] = {
  { "CERTIFICATE", WLK_DER_KIND_CERTIFICATE },
  { "X509 CERTIFICATE", WLK_DER_KIND_CERTIFICATE },
  { "TRUSTED CERTIFICATE", WLK_DER_KIND_CERTIFICATE },
  { "PKCS7", WLK_DER_KIND_PKCS7 },
  { "PKCS #7 SIGNED DATA", WLK_DER_KIND_PKCS7 },
  { "CMS", WLK_DER_KIND_PKCS7 },
  { "PKCS12", WLK_DER_KIND_PKCS12 },
  { "X509 CRL", WLK_DER_KIND_CRL },
  { "CERTIFICATE REQUEST", WLK_DER_KIND_REQUEST },
  { "NEW CERTIFICATE REQUEST", WLK_DER_KIND_REQUEST },
  { "PUBLIC KEY", WLK_DER_KIND_PUBLIC_KEY },
  { "RSA PUBLIC KEY", WLK_DER_KIND_PUBLIC_KEY },
  { "OCSP RESPONSE", WLK_DER_KIND_OCSP_RESPONSE },
};

/**
 * wlk_sniffer_get_label_kind:
 * @label: the text after “BEGIN” in a PEM file
 *
 * Source: RFC 7468 §4 to §13, and what OpenSSL writes.
 *
 * Returns: the kind of the block's contents; %WLK_DER_KIND_UNKNOWN for an unknown label
 */
WlkDerKind
wlk_sniffer_get_label_kind (const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].label, label))
      return labels[i].kind;

  return g_str_has_suffix (label, "PRIVATE KEY")
         ? WLK_DER_KIND_PRIVATE_KEY
         : WLK_DER_KIND_UNKNOWN;
}
