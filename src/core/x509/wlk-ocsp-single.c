/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-ocsp-single.h"

#include "der/wlk-der-values.h"
#include "x509/wlk-certificate-layout.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>

/* What an OCSP response says of one certificate, and whether it is about that certificate. */

#define MAX_EXTENSIONS 100 /* of a response; real ones have up to 3 */
#define OID_TIMESTAMPS "1.3.6.1.4.1.11129.2.4.5"

/* The digests by which a responder may name an issuer (RFC 6960 §4.1.1, RFC 5019 §2.1.1). */
static const struct
{
  const char               *oid;
  gnutls_digest_algorithm_t digest;
} digests[] = {
  { "1.3.14.3.2.26", GNUTLS_DIG_SHA1 },
  { "2.16.840.1.101.3.4.2.1", GNUTLS_DIG_SHA256 },
  { "2.16.840.1.101.3.4.2.2", GNUTLS_DIG_SHA384 },
  { "2.16.840.1.101.3.4.2.3", GNUTLS_DIG_SHA512 },
};

/**
 * wlk_ocsp_single_free:
 * @self: a single response
 *
 * Frees it.
 */
void
wlk_ocsp_single_free (WlkOcspSingle *self)
{
  g_clear_pointer (&self->hash_oid, g_free);
  g_clear_pointer (&self->name_hash, g_bytes_unref);
  g_clear_pointer (&self->key_hash, g_bytes_unref);
  g_clear_pointer (&self->serial, g_bytes_unref);
  g_clear_pointer (&self->unknown_critical, g_free);
  g_clear_pointer (&self->timestamps, g_bytes_unref);
  g_free (self);
}

/**
 * wlk_ocsp_read_extensions:
 * @reader: stands at “Extensions”
 * @look: looks at each
 * @data: for @look
 * @unknown_critical: (inout): takes the first critical one that @look does not know
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Returns: %TRUE when all were read
 */
gboolean
wlk_ocsp_read_extensions (WlkDerReader        *reader,
                          WlkOcspExtensionFunc look,
                          gpointer             data,
                          char               **unknown_critical,
                          GError             **error)
{
  WlkDerReader list;
  WlkExtensionParts parts;
  guint n_extensions = 0;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "Extensions", &list, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&list))
    {
      g_autofree char *oid = NULL;

      if (++n_extensions > MAX_EXTENSIONS)
        return wlk_der_fail (error, list.base, _("The response has too many extensions."));
      if (!wlk_certificate_layout_next_extension (&list, &parts, error))
        return FALSE;
      oid = wlk_der_dup_oid (&parts.oid, error);
      if (oid == NULL)
        return FALSE;
      if (!look (oid, parts.is_critical, &parts.value, data) && parts.is_critical &&
          *unknown_critical == NULL)
        *unknown_critical = g_steal_pointer (&oid);
    }

  return TRUE;
}

static gboolean
read_octets (WlkDerReader *reader,
             guint32       tag,
             const char   *what,
             GBytes      **bytes,
             GError      **error)
{
  WlkDerElement element;

  if (!wlk_der_reader_expect (reader, tag, what, &element, error))
    return FALSE;

  *bytes = g_bytes_new (element.bytes, element.content.length);

  return TRUE;
}

/* CertID, RFC 6960 §4.1.1 */
static gboolean
read_cert_id (WlkOcspSingle *self,
              WlkDerReader  *reader,
              GError       **error)
{
  WlkDerReader inside;
  WlkDerReader algorithm;
  WlkDerElement oid;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "CertID", &inside, error) ||
      !wlk_der_reader_enter (&inside, WLK_DER_SEQUENCE, "hashAlgorithm", &algorithm, error) ||
      !wlk_der_reader_expect (&algorithm, WLK_DER_OBJECT_IDENTIFIER, "algorithm", &oid, error))
    return FALSE;

  self->hash_oid = wlk_der_dup_oid (&oid, error);

  return self->hash_oid != NULL &&
         read_octets (&inside, WLK_DER_OCTET_STRING, "issuerNameHash", &self->name_hash, error) &&
         read_octets (&inside, WLK_DER_OCTET_STRING, "issuerKeyHash", &self->key_hash, error) &&
         read_octets (&inside, WLK_DER_INTEGER, "serialNumber", &self->serial, error) &&
         wlk_der_reader_finish (&inside, "CertID", error);
}

static gboolean
read_time (WlkDerReader *reader,
           const char   *what,
           gint64       *seconds,
           GError      **error)
{
  WlkDerElement element;

  return wlk_der_reader_expect (reader, WLK_DER_GENERALIZED_TIME, what, &element, error) &&
         wlk_der_read_time (&element, seconds, error);
}

/* RevokedInfo */
static gboolean
read_revoked (WlkOcspSingle *self,
              WlkDerReader  *reader,
              GError       **error)
{
  WlkDerReader inside;
  WlkDerReader tagged;
  WlkDerElement element;
  gint64 reason = 0;

  if (!wlk_der_reader_enter (reader, WLK_DER_CONTEXT_CONSTRUCTED (1), "RevokedInfo", &inside,
                             error) ||
      !read_time (&inside, "revocationTime", &self->revocation_date, error))
    return FALSE;
  if (wlk_der_reader_has_tag (&inside, WLK_DER_CONTEXT_CONSTRUCTED (0)))
    {
      if (!wlk_der_reader_enter (&inside, WLK_DER_CONTEXT_CONSTRUCTED (0), "revocationReason",
                                 &tagged, error) ||
          !wlk_der_reader_expect (&tagged, WLK_DER_ENUMERATED, "CRLReason", &element, error) ||
          !wlk_der_read_integer (&element, &reason, error))
        return FALSE;
    }

  self->reason = (int) CLAMP (reason, 0, G_MAXINT);

  return wlk_der_reader_finish (&inside, "RevokedInfo", error);
}

/* CertStatus, a choice of three */
static gboolean
read_status (WlkOcspSingle *self,
             WlkDerReader  *reader,
             GError       **error)
{
  WlkDerElement element;

  self->status = WLK_OCSP_GOOD;
  if (wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT_CONSTRUCTED (1)))
    {
      self->status = WLK_OCSP_REVOKED;
      return read_revoked (self, reader, error);
    }
  if (wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT (2)))
    {
      self->status = WLK_OCSP_UNKNOWN;
      return wlk_der_reader_next (reader, &element, error);
    }

  return wlk_der_reader_expect (reader, WLK_DER_CONTEXT (0), "CertStatus", &element, error);
}

/* No extension of a single response changes what it means, so a critical one is not known. The
 * timestamps of public logs may be among them (RFC 6962 §3.3). */
static gboolean
look_at_extension (const char          *oid,
                   gboolean             is_critical,
                   const WlkDerElement *value,
                   gpointer             data)
{
  WlkOcspSingle *self = data;
  WlkDerReader reader;
  WlkDerElement element;

  if (!g_str_equal (oid, OID_TIMESTAMPS) || self->timestamps != NULL ||
      !wlk_der_reader_init_content (&reader, value, NULL) ||
      !wlk_der_reader_expect (&reader, WLK_DER_OCTET_STRING, "timestamps", &element, NULL))
    return FALSE;
  self->timestamps = g_bytes_new (element.bytes, element.content.length);

  return TRUE;
}

/**
 * wlk_ocsp_single_new:
 * @responses: stands at a SingleResponse
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Source: RFC 6960 §4.2.1.
 *
 * Returns: (transfer full) (nullable): what it says
 */
WlkOcspSingle *
wlk_ocsp_single_new (WlkDerReader *responses,
                     GError      **error)
{
  g_autoptr(WlkOcspSingle) self = g_new0 (WlkOcspSingle, 1);
  WlkDerReader inside;
  WlkDerReader tagged;

  self->next_update = G_MAXINT64;
  if (!wlk_der_reader_enter (responses, WLK_DER_SEQUENCE, "SingleResponse", &inside, error) ||
      !read_cert_id (self, &inside, error) ||
      !read_status (self, &inside, error) ||
      !read_time (&inside, "thisUpdate", &self->this_update, error))
    return NULL;
  if (wlk_der_reader_has_tag (&inside, WLK_DER_CONTEXT_CONSTRUCTED (0)) &&
      (!wlk_der_reader_enter (&inside, WLK_DER_CONTEXT_CONSTRUCTED (0), "nextUpdate", &tagged,
                              error) ||
       !read_time (&tagged, "nextUpdate", &self->next_update, error)))
    return NULL;
  if (wlk_der_reader_has_tag (&inside, WLK_DER_CONTEXT_CONSTRUCTED (1)) &&
      (!wlk_der_reader_enter (&inside, WLK_DER_CONTEXT_CONSTRUCTED (1), "singleExtensions",
                              &tagged, error) ||
       !wlk_ocsp_read_extensions (&tagged, look_at_extension, self, &self->unknown_critical,
                                  error)))
    return NULL;
  if (!wlk_der_reader_finish (&inside, "SingleResponse", error))
    return NULL;

  return g_steal_pointer (&self);
}

static GBytes *
hash (gnutls_digest_algorithm_t digest,
      const guint8             *bytes,
      gsize                     length)
{
  guint8 *result = g_malloc (gnutls_hash_get_len (digest));

  if (gnutls_hash_fast (digest, bytes, length, result) < 0)
    {
      g_free (result);
      return NULL;
    }

  return g_bytes_new_take (result, gnutls_hash_get_len (digest));
}

/**
 * wlk_ocsp_hash_key:
 * @certificate: a certificate
 * @digest: how
 *
 * Hashes the bits of subjectPublicKey, without tag, length and the count of unused bits.
 *
 * Source: RFC 6960 §4.1.1 and §4.2.1.
 *
 * Returns: (transfer full) (nullable): the hash; %NULL when it cannot be made
 */
GBytes *
wlk_ocsp_hash_key (WlkCertificate           *certificate,
                   gnutls_digest_algorithm_t digest)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerElement element;
  WlkDerBits bits;

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (certificate, span), span.length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "subjectPublicKeyInfo", &inside, NULL) ||
      !wlk_der_reader_next (&inside, &element, NULL) ||
      !wlk_der_reader_next (&inside, &element, NULL) ||
      !wlk_der_read_bit_string (&element, &bits, NULL))
    return NULL;

  return hash (digest, bits.bytes, bits.length);
}

static gboolean
has_serial (const WlkOcspSingle *self,
            WlkCertificate      *certificate)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SERIAL_NUMBER);
  WlkDerReader reader;
  WlkDerElement element;
  g_autoptr(GBytes) serial = NULL;

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (certificate, span), span.length, 0);
  if (!wlk_der_reader_next (&reader, &element, NULL))
    return FALSE;

  serial = g_bytes_new_static (element.bytes, element.content.length);

  return g_bytes_equal (serial, self->serial);
}

/**
 * wlk_ocsp_single_is_for:
 * @self: a single response
 * @certificate: a certificate
 * @issuer: its issuer
 *
 * Source: RFC 6960 §4.1.1.
 *
 * Returns: whether it is about @certificate
 */
gboolean
wlk_ocsp_single_is_for (const WlkOcspSingle *self,
                        WlkCertificate      *certificate,
                        WlkCertificate      *issuer)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_ISSUER);

  if (!has_serial (self, certificate))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
    if (g_str_equal (digests[i].oid, self->hash_oid))
      {
        g_autoptr(GBytes) name = hash (digests[i].digest,
                                       wlk_certificate_get_bytes (certificate, span),
                                       span.length);
        g_autoptr(GBytes) key = wlk_ocsp_hash_key (issuer, digests[i].digest);

        return name != NULL && key != NULL && g_bytes_equal (name, self->name_hash) &&
               g_bytes_equal (key, self->key_hash);
      }

  return FALSE;
}
