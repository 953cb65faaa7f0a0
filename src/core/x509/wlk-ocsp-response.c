/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-ocsp-response.h"

#include "base/wlk-error.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-crl.h"
#include "x509/wlk-extension.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>

/* Parses an OCSP response with the ASN.1 of RFC 6960 §4.2.1, without validating it. */

#define MAX_LENGTH       (1 << 20) /* bytes; real ones have a few thousand */
#define MAX_SINGLES      1000      /* in one response; real ones have 1 */
#define MAX_CERTIFICATES 16        /* in one response; real ones have up to 2 */

#define OID_BASIC "1.3.6.1.5.5.7.48.1.1"
#define OID_NONCE "1.3.6.1.5.5.7.48.1.2"
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

static void
single_free (WlkOcspSingle *self)
{
  g_free (self->hash_oid);
  g_clear_pointer (&self->name_hash, g_bytes_unref);
  g_clear_pointer (&self->key_hash, g_bytes_unref);
  g_clear_pointer (&self->serial, g_bytes_unref);
  g_free (self->unknown_critical);
  g_clear_pointer (&self->timestamps, g_bytes_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkOcspSingle, single_free)

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
read_single_extension (gpointer                 object,
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

static WlkOcspSingle *
read_single (WlkDerReader *responses,
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
       !wlk_extension_read_all (&tagged, read_single_extension, self, &self->unknown_critical,
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

/* RFC 6960 §4.1.1: whether @self is about a certificate of @issuer, as @certificate is. */
static gboolean
is_of_issuer (const WlkOcspSingle *self,
              WlkCertificate      *certificate,
              WlkCertificate      *issuer)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_ISSUER);

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

static void
response_clear (WlkOcspResponse *self)
{
  wlk_signed_data_clear (&self->signed_data);
  g_clear_pointer (&self->responder_name, wlk_name_unref);
  g_clear_pointer (&self->responder_key_hash, g_bytes_unref);
  g_ptr_array_unref (self->singles);
  g_ptr_array_unref (self->certificates);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_free (self->unknown_critical);
}

WLK_DEFINE_REF_COUNTED (WlkOcspResponse, wlk_ocsp_response, response_clear)

static gboolean
read_responder (WlkOcspResponse *self,
                WlkDerReader    *reader,
                GError         **error)
{
  const guint8 *bytes = g_bytes_get_data (self->signed_data.der, NULL);
  WlkDerReader inside;
  WlkDerElement element;

  if (wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT_CONSTRUCTED (1)))
    {
      if (!wlk_der_reader_enter (reader, WLK_DER_CONTEXT_CONSTRUCTED (1), "byName", &inside,
                                 error) ||
          !wlk_der_reader_expect (&inside, WLK_DER_SEQUENCE, "Name", &element, error))
        return FALSE;
      self->responder_name = wlk_name_new (bytes + element.span.offset, element.span.length, error);
      return self->responder_name != NULL;
    }
  if (!wlk_der_reader_enter (reader, WLK_DER_CONTEXT_CONSTRUCTED (2), "byKey", &inside, error) ||
      !wlk_der_reader_expect (&inside, WLK_DER_OCTET_STRING, "KeyHash", &element, error))
    return FALSE;

  self->responder_key_hash = g_bytes_new (element.bytes, element.content.length);

  return TRUE;
}

static gboolean
read_singles (WlkOcspResponse *self,
              WlkDerReader    *reader,
              GError         **error)
{
  WlkDerReader inside;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "responses", &inside, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&inside))
    {
      WlkOcspSingle *single = NULL;

      if (self->singles->len == MAX_SINGLES)
        return wlk_der_fail (error, inside.base, _("The response is about too many "
                                                   "certificates."));
      single = read_single (&inside, error);
      if (single == NULL)
        return FALSE;
      g_ptr_array_add (self->singles, single);
    }

  return TRUE;
}

/* §4.4.1: the nonce binds a response to a request. */
static gboolean
read_extension (gpointer                 object,
                const char              *oid,
                const WlkExtensionParts *parts,
                gboolean                *is_known,
                GError                 **error)
{
  WlkOcspResponse *self = object;

  *is_known = g_str_equal (oid, OID_NONCE);
  if (*is_known)
    {
      g_clear_pointer (&self->nonce, g_bytes_unref);
      self->nonce = g_bytes_new (parts->value.bytes, parts->value.content.length);
    }

  return TRUE;
}

static gboolean
read_data (WlkOcspResponse     *self,
           const WlkDerElement *data,
           GError             **error)
{
  WlkDerReader reader;
  WlkDerReader tagged;
  WlkDerElement element;

  if (!wlk_der_reader_init_content (&reader, data, error) ||
      (wlk_der_reader_has_tag (&reader, WLK_DER_CONTEXT_CONSTRUCTED (0)) &&
       !wlk_der_reader_next (&reader, &element, error)) ||
      !read_responder (self, &reader, error) ||
      !wlk_der_reader_expect (&reader, WLK_DER_GENERALIZED_TIME, "producedAt", &element, error) ||
      !wlk_der_read_time (&element, &self->produced_at, error) ||
      !read_singles (self, &reader, error))
    return FALSE;
  if (wlk_der_reader_has_tag (&reader, WLK_DER_CONTEXT_CONSTRUCTED (1)) &&
      (!wlk_der_reader_enter (&reader, WLK_DER_CONTEXT_CONSTRUCTED (1), "responseExtensions",
                              &tagged, error) ||
       !wlk_extension_read_all (&tagged, read_extension, self, &self->unknown_critical, error)))
    return FALSE;

  return wlk_der_reader_finish (&reader, "ResponseData", error);
}

/* Unreadable certificates are skipped, since they may not be needed. */
static gboolean
read_certificates (WlkOcspResponse *self,
                   WlkDerReader    *reader,
                   GError         **error)
{
  WlkDerReader tagged;
  WlkDerReader list;
  WlkDerElement element;

  if (!wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT_CONSTRUCTED (0)))
    return TRUE;
  if (!wlk_der_reader_enter (reader, WLK_DER_CONTEXT_CONSTRUCTED (0), "certs", &tagged, error) ||
      !wlk_der_reader_enter (&tagged, WLK_DER_SEQUENCE, "certs", &list, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&list))
    {
      g_autoptr(GBytes) bytes = NULL;
      WlkCertificate *certificate;

      if (!wlk_der_reader_expect (&list, WLK_DER_SEQUENCE, "Certificate", &element, error))
        return FALSE;
      if (self->certificates->len == MAX_CERTIFICATES)
        return wlk_der_fail (error, element.span.offset,
                             _("The response carries too many certificates."));
      bytes = g_bytes_new_from_bytes (self->signed_data.der, element.span.offset,
                                      element.span.length);
      certificate = wlk_certificate_new (bytes, NULL);
      if (certificate != NULL)
        g_ptr_array_add (self->certificates, certificate);
    }

  return TRUE;
}

static gboolean
read_basic (WlkOcspResponse *self,
            GBytes          *der,
            GError         **error)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (der, &length);
  WlkDerReader reader;
  WlkDerReader basic;
  WlkDerElement data;

  wlk_der_reader_init (&reader, bytes, length, 0);

  return wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "BasicOCSPResponse", &basic, error) &&
         wlk_der_reader_finish (&reader, "BasicOCSPResponse", error) &&
         wlk_signed_data_read (&self->signed_data, der, &basic, "ResponseData", &data, error) &&
         read_data (self, &data, error) &&
         read_certificates (self, &basic, error) &&
         wlk_der_reader_finish (&basic, "BasicOCSPResponse", error);
}

static gboolean
read_response_bytes (WlkOcspResponse *self,
                     WlkDerReader    *reader,
                     GError         **error)
{
  WlkDerReader tagged;
  WlkDerReader inside;
  WlkDerElement type;
  WlkDerElement response;
  g_autofree char *oid = NULL;
  g_autoptr(GBytes) basic = NULL;

  if (!wlk_der_reader_enter (reader, WLK_DER_CONTEXT_CONSTRUCTED (0), "responseBytes", &tagged,
                             error) ||
      !wlk_der_reader_enter (&tagged, WLK_DER_SEQUENCE, "ResponseBytes", &inside, error) ||
      !wlk_der_reader_expect (&inside, WLK_DER_OBJECT_IDENTIFIER, "responseType", &type, error) ||
      !wlk_der_reader_expect (&inside, WLK_DER_OCTET_STRING, "response", &response, error))
    return FALSE;

  oid = wlk_der_dup_oid (&type, error);
  if (oid == NULL)
    return FALSE;
  if (!g_str_equal (oid, OID_BASIC))
    return wlk_der_fail (error, type.span.offset, _("This type of response is not known."));

  basic = g_bytes_new (response.bytes, response.content.length);

  return read_basic (self, basic, error);
}

static gboolean
read_response (WlkOcspResponse *self,
               GBytes          *der,
               GError         **error)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (der, &length);
  WlkDerReader reader;
  WlkDerReader response;
  WlkDerElement element;
  gint64 status = 0;

  if (length > MAX_LENGTH)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   _("The OCSP response is larger than %d bytes."), MAX_LENGTH);
      return FALSE;
    }

  wlk_der_reader_init (&reader, bytes, length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "OCSPResponse", &response, error) ||
      !wlk_der_reader_finish (&reader, "OCSPResponse", error) ||
      !wlk_der_reader_expect (&response, WLK_DER_ENUMERATED, "responseStatus", &element, error) ||
      !wlk_der_read_integer (&element, &status, error))
    return FALSE;

  self->status = (int) CLAMP (status, -1, G_MAXINT);
  if (wlk_der_reader_is_at_end (&response))
    return self->status != 0 ||
           wlk_der_fail (error, element.span.offset, _("A response without an answer."));

  return read_response_bytes (self, &response, error) &&
         wlk_der_reader_finish (&response, "OCSPResponse", error);
}

/**
 * wlk_ocsp_response_new:
 * @der: an OCSPResponse
 * @error: return location; %WLK_ERROR_PARSE or %WLK_ERROR_LIMIT
 *
 * Source: RFC 6960 §4.2.1.
 *
 * Returns: (transfer full) (nullable): the response
 */
WlkOcspResponse *
wlk_ocsp_response_new (GBytes  *der,
                       GError **error)
{
  g_autoptr(WlkOcspResponse) self = NULL;

  g_return_val_if_fail (der != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkOcspResponse);
  self->singles = g_ptr_array_new_with_free_func ((GDestroyNotify) single_free);
  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  if (!read_response (self, der, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* (transfer full) (nullable): the SignedCertificateTimestampList of the first SingleResponse
 * (RFC 6962 §3.3). */
GBytes *
wlk_ocsp_response_dup_timestamps (const WlkOcspResponse *self)
{
  const WlkOcspSingle *single;

  single = self->singles->len > 0 ? self->singles->pdata[0] : NULL;

  return single != NULL && single->timestamps != NULL ? g_bytes_ref (single->timestamps) : NULL;
}

static gboolean
is_permanently_revoked (const WlkOcspSingle *single)
{
  return single->status == WLK_OCSP_REVOKED &&
         single->reason != WLK_CRL_REASON_CERTIFICATE_HOLD;
}

static gboolean
is_more_important (const WlkOcspSingle *single,
                   const WlkOcspSingle *other)
{
  if (is_permanently_revoked (single) != is_permanently_revoked (other))
    return is_permanently_revoked (single);

  return single->this_update > other->this_update ||
         (single->this_update == other->this_update && single->status == WLK_OCSP_REVOKED);
}

/**
 * wlk_ocsp_response_find:
 * @self: a response
 * @certificate: a certificate
 * @issuer: its issuer
 *
 * If there are several, a revocation counts more than “good”, unless it is a hold that a later one
 * may have lifted; otherwise the latest counts.
 *
 * Returns: (nullable): the SingleResponse for @certificate
 */
const WlkOcspSingle *
wlk_ocsp_response_find (const WlkOcspResponse *self,
                        WlkCertificate        *certificate,
                        WlkCertificate        *issuer)
{
  const WlkOcspSingle *found = NULL;

  for (guint i = 0; i < self->singles->len; i++)
    {
      const WlkOcspSingle *single = self->singles->pdata[i];

      if (has_serial (single, certificate) && is_of_issuer (single, certificate, issuer) &&
          (found == NULL || is_more_important (single, found)))
        found = single;
    }

  return found;
}

/**
 * wlk_ocsp_response_find_sibling:
 * @self: a response
 * @certificate: a certificate
 * @issuer: its issuer
 *
 * Returns: (nullable): the first SingleResponse for another certificate of @issuer
 */
const WlkOcspSingle *
wlk_ocsp_response_find_sibling (const WlkOcspResponse *self,
                                WlkCertificate        *certificate,
                                WlkCertificate        *issuer)
{
  for (guint i = 0; i < self->singles->len; i++)
    {
      const WlkOcspSingle *single = self->singles->pdata[i];

      if (!has_serial (single, certificate) && is_of_issuer (single, certificate, issuer))
        return single;
    }

  return NULL;
}

/* Whether the responderID identifies the subject of @certificate. */
gboolean
wlk_ocsp_response_is_responder (const WlkOcspResponse *self,
                                WlkCertificate        *certificate)
{
  g_autoptr(GBytes) hash = NULL;

  if (self->responder_name != NULL)
    return wlk_name_equal (self->responder_name, wlk_certificate_get_subject (certificate));

  hash = wlk_ocsp_hash_key (certificate, GNUTLS_DIG_SHA1);

  return hash != NULL && self->responder_key_hash != NULL &&
         g_bytes_equal (hash, self->responder_key_hash);
}

/* Its name as in RFC 6960. */
const char *
wlk_ocsp_status_get_name (int status)
{
  static const char *names[] = {
    "successful", "malformedRequest", "internalError", "tryLater", "unknown", "sigRequired",
    "unauthorized",
  };

  return status >= 0 && status < (int) G_N_ELEMENTS (names) ? names[status] : "unknown";
}
