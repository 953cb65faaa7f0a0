/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-ocsp-single.h"

#include "der/wlk-der-values.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <string.h>

/* The status of one certificate in an OCSP response, and the search for a given certificate. */

#define OID_TIMESTAMPS "1.3.6.1.4.1.11129.2.4.5"

/* The digests supported in a CertID (RFC 6960 §4.1.1, RFC 5019 §2.1.1). */
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

/* No extension of a single response is supported if critical. The SCTs of Certificate Transparency
 * may be among them (RFC 6962 §3.3). */
static gboolean
read_extension (gpointer                 object,
                const char              *oid,
                const WlkExtensionParts *parts,
                gboolean                *is_known,
                GError                 **error)
{
  WlkOcspSingle *self = object;
  WlkDerReader reader;
  WlkDerElement element;

  *is_known = g_str_equal (oid, OID_TIMESTAMPS) && self->timestamps == NULL &&
              wlk_der_reader_init_content (&reader, &parts->value, NULL) &&
              wlk_der_reader_expect (&reader, WLK_DER_OCTET_STRING, "timestamps", &element, NULL);
  if (*is_known)
    self->timestamps = g_bytes_new (element.bytes, element.content.length);

  return TRUE;
}

/**
 * wlk_ocsp_single_new:
 * @responses: a reader before a SingleResponse
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Source: RFC 6960 §4.2.1.
 *
 * Returns: (transfer full) (nullable): the single response
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
       !wlk_extension_read_all (&tagged, read_extension, self, &self->unknown_critical, error)))
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
 * @digest: the digest algorithm
 *
 * Hashes the bits of subjectPublicKey, without tag, length and number of unused bits.
 *
 * Source: RFC 6960 §4.1.1 and §4.2.1.
 *
 * Returns: (transfer full) (nullable): the hash; %NULL if it cannot be computed
 */
GBytes *
wlk_ocsp_hash_key (WlkCertificate           *certificate,
                   gnutls_digest_algorithm_t digest)
{
  WlkDerElement info = wlk_certificate_get_element (certificate,
                                                    WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
  WlkDerReader inside;
  WlkDerElement element;
  WlkDerBits bits;

  if (!wlk_der_reader_init_content (&inside, &info, NULL) ||
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
  WlkDerElement serial = wlk_certificate_get_element (certificate, WLK_CERTIFICATE_SERIAL_NUMBER);
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (self->serial, &length);
  const WlkDerElement other = { .bytes = bytes, .content.length = (guint32) length };

  return wlk_der_integer_equal (&other, &serial);
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
