/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-ocsp-response.h"

#include "base/wlk-error.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-signature-algorithm.h"

#include <glib/gi18n-lib.h>

/* Parses an OCSP response with the ASN.1 of RFC 6960 §4.2.1, without validating it. */

#define MAX_LENGTH       (1 << 20) /* bytes; real ones have a few thousand */
#define MAX_SINGLES      1000      /* in one response; real ones have 1 */
#define MAX_CERTIFICATES 16        /* in one response; real ones have up to 2 */

#define OID_BASIC "1.3.6.1.5.5.7.48.1.1"
#define OID_NONCE "1.3.6.1.5.5.7.48.1.2"

struct _WlkOcspResponse
{
  GObject               parent_instance;

  GBytes               *der;
  int                   status;
  WlkSpan               tbs;                /* within @basic */
  GBytes               *basic;              /* nullable: absent if @status is an error */
  WlkSignatureAlgorithm algorithm;
  WlkDerBits            signature;
  WlkName              *responder_name;     /* nullable */
  GBytes               *responder_key_hash; /* nullable */
  gint64                produced_at;
  GPtrArray            *singles;            /* (element-type WlkOcspSingle) */
  GPtrArray            *certificates;       /* (element-type WlkCertificate) */
  GBytes               *nonce;              /* nullable */
  char                 *unknown_critical;   /* nullable */
};

G_DEFINE_FINAL_TYPE (WlkOcspResponse, wlk_ocsp_response, G_TYPE_OBJECT)

static void
wlk_ocsp_response_finalize (GObject *object)
{
  WlkOcspResponse *self = WLK_OCSP_RESPONSE (object);

  wlk_signature_algorithm_clear (&self->algorithm);
  g_clear_pointer (&self->responder_name, wlk_name_unref);
  g_clear_pointer (&self->responder_key_hash, g_bytes_unref);
  g_clear_pointer (&self->singles, g_ptr_array_unref);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_clear_pointer (&self->unknown_critical, g_free);
  g_clear_pointer (&self->basic, g_bytes_unref);
  g_clear_pointer (&self->der, g_bytes_unref);

  G_OBJECT_CLASS (wlk_ocsp_response_parent_class)->finalize (object);
}

static void
wlk_ocsp_response_class_init (WlkOcspResponseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_ocsp_response_finalize;
}

static void
wlk_ocsp_response_init (WlkOcspResponse *self)
{
  self->singles = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_ocsp_single_free);
  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
read_responder (WlkOcspResponse *self,
                WlkDerReader    *reader,
                GError         **error)
{
  WlkDerReader inside;
  WlkDerElement element;

  if (wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT_CONSTRUCTED (1)))
    {
      if (!wlk_der_reader_enter (reader, WLK_DER_CONTEXT_CONSTRUCTED (1), "byName", &inside,
                                 error) ||
          !wlk_der_reader_expect (&inside, WLK_DER_SEQUENCE, "Name", &element, error))
        return FALSE;
      self->responder_name =
        wlk_name_new ((const guint8 *) g_bytes_get_data (self->basic, NULL) + element.span.offset,
                      element.span.length, error);
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
      single = wlk_ocsp_single_new (&inside, error);
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
      bytes = g_bytes_new_from_bytes (self->basic, element.span.offset, element.span.length);
      certificate = wlk_certificate_new (bytes, NULL);
      if (certificate != NULL)
        g_ptr_array_add (self->certificates, certificate);
    }

  return TRUE;
}

static gboolean
read_basic (WlkOcspResponse *self,
            GError         **error)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (self->basic, &length);
  WlkDerReader reader;
  WlkDerReader basic;
  WlkDerElement data;
  WlkDerElement algorithm;
  WlkDerElement signature;

  wlk_der_reader_init (&reader, bytes, length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "BasicOCSPResponse", &basic, error) ||
      !wlk_der_reader_finish (&reader, "BasicOCSPResponse", error) ||
      !wlk_der_reader_expect (&basic, WLK_DER_SEQUENCE, "ResponseData", &data, error) ||
      !wlk_der_reader_expect (&basic, WLK_DER_SEQUENCE, "signatureAlgorithm", &algorithm,
                              error) ||
      !wlk_der_reader_expect (&basic, WLK_DER_BIT_STRING, "signature", &signature, error))
    return FALSE;

  self->tbs = data.span;

  return wlk_signature_algorithm_init (&self->algorithm, bytes + algorithm.span.offset,
                                       algorithm.span.length, error) &&
         wlk_der_read_bit_string (&signature, &self->signature, error) &&
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

  self->basic = g_bytes_new (response.bytes, response.content.length);

  return read_basic (self, error);
}

static gboolean
read_response (WlkOcspResponse *self,
               GError         **error)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (self->der, &length);
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

  self = g_object_new (WLK_TYPE_OCSP_RESPONSE, NULL);
  self->der = g_bytes_ref (der);
  if (!read_response (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* The responseStatus; 0 for a successful response. */
int
wlk_ocsp_response_get_status (WlkOcspResponse *self)
{
  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), -1);

  return self->status;
}

/* (nullable): the responder's name, when it identifies itself by name. */
WlkName *
wlk_ocsp_response_get_responder_name (WlkOcspResponse *self)
{
  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), NULL);

  return self->responder_name;
}

/* (nullable): the SHA-1 hash of the responder's key, when it identifies itself by key. */
GBytes *
wlk_ocsp_response_get_responder_key_hash (WlkOcspResponse *self)
{
  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), NULL);

  return self->responder_key_hash;
}

/* The time of signing, in seconds since 1970. */
gint64
wlk_ocsp_response_get_produced_at (WlkOcspResponse *self)
{
  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), 0);

  return self->produced_at;
}

/* (nullable): the nonce (RFC 6960 §4.4.1). */
GBytes *
wlk_ocsp_response_get_nonce (WlkOcspResponse *self)
{
  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), NULL);

  return self->nonce;
}

/* (nullable): the first unrecognized critical extension. */
const char *
wlk_ocsp_response_get_unknown_critical (WlkOcspResponse *self)
{
  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), NULL);

  return self->unknown_critical;
}

/* (element-type WlkCertificate): the certificates in the response. */
GPtrArray *
wlk_ocsp_response_get_certificates (WlkOcspResponse *self)
{
  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), NULL);

  return self->certificates;
}

/* (element-type WlkOcspSingle): the status of each certificate. */
GPtrArray *
wlk_ocsp_response_get_singles (WlkOcspResponse *self)
{
  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), NULL);

  return self->singles;
}

/**
 * wlk_ocsp_response_dup_timestamps:
 * @self: a response
 *
 * Source: RFC 6962 §3.3.
 *
 * Returns: (transfer full) (nullable): the SignedCertificateTimestampList of the first
 *   SingleResponse
 */
GBytes *
wlk_ocsp_response_dup_timestamps (WlkOcspResponse *self)
{
  const WlkOcspSingle *single;

  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), NULL);

  single = self->singles->len > 0 ? self->singles->pdata[0] : NULL;

  return single != NULL && single->timestamps != NULL ? g_bytes_ref (single->timestamps) : NULL;
}

/**
 * wlk_ocsp_response_find:
 * @self: a response
 * @certificate: a certificate
 * @issuer: its issuer
 *
 * Returns: (nullable): the SingleResponse for @certificate; the latest one, if there are several
 */
const WlkOcspSingle *
wlk_ocsp_response_find (WlkOcspResponse *self,
                        WlkCertificate  *certificate,
                        WlkCertificate  *issuer)
{
  const WlkOcspSingle *found = NULL;

  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), NULL);

  for (guint i = 0; i < self->singles->len; i++)
    {
      const WlkOcspSingle *single = self->singles->pdata[i];

      if (wlk_ocsp_single_is_for (single, certificate, issuer) &&
          (found == NULL || single->this_update > found->this_update))
        found = single;
    }

  return found;
}

/**
 * wlk_ocsp_response_is_responder:
 * @self: a response
 * @certificate: a certificate
 *
 * Returns: whether the responderID identifies the subject of @certificate
 */
gboolean
wlk_ocsp_response_is_responder (WlkOcspResponse *self,
                                WlkCertificate  *certificate)
{
  g_autoptr(GBytes) hash = NULL;

  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self), FALSE);

  if (self->responder_name != NULL)
    return wlk_name_equal (self->responder_name, wlk_certificate_get_subject (certificate));

  hash = wlk_ocsp_hash_key (certificate, GNUTLS_DIG_SHA1);

  return hash != NULL && self->responder_key_hash != NULL &&
         g_bytes_equal (hash, self->responder_key_hash);
}

/**
 * wlk_ocsp_response_verify_signature:
 * @self: a response
 * @key: the key that should have signed it
 * @error: return location; %WLK_ERROR_UNSUPPORTED when this GnuTLS cannot check the signature
 *
 * Source: RFC 6960 §3.2.
 *
 * Returns: %TRUE when @key made the signature
 */
gboolean
wlk_ocsp_response_verify_signature (WlkOcspResponse *self,
                                    WlkPublicKey    *key,
                                    GError         **error)
{
  const guint8 *basic;

  g_return_val_if_fail (WLK_IS_OCSP_RESPONSE (self) && WLK_IS_PUBLIC_KEY (key), FALSE);

  if (self->basic == NULL)
    return FALSE;

  basic = g_bytes_get_data (self->basic, NULL);
  return wlk_signature_algorithm_verify (&self->algorithm, key, basic + self->tbs.offset,
                                         self->tbs.length, &self->signature, error);
}

/**
 * wlk_ocsp_status_get_name:
 * @status: a responseStatus
 *
 * Returns: its name as in RFC 6960
 */
const char *
wlk_ocsp_status_get_name (int status)
{
  static const char *names[] = {
    "successful", "malformedRequest", "internalError", "tryLater", "unknown", "sigRequired",
    "unauthorized",
  };

  return status >= 0 && status < (int) G_N_ELEMENTS (names) ? names[status] : "unknown";
}
