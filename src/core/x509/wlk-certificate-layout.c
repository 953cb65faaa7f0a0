/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-certificate-layout.h"

#include "base/wlk-error.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-extension.h"
#include "x509/wlk-name-walk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * One walk from the first byte to the last, in the order of RFC 5280 §4.1. It rejects errors
 * that would make offsets meaningless: wrong tags, wrong lengths, trailing bytes. An unknown
 * version, an unreadable time, a negative serial number or a repeated extension is left for the
 * steps to report, and must not prevent displaying the certificate.
 */

#define LAYOUT_EXPECT(reader, tag, what, field) \
  expect_part ((reader), (tag), (what), &self->spans[(field)], error)

static gboolean
expect_part (WlkDerReader *reader,
             guint32       tag,
             const char   *what,
             WlkSpan      *span,
             GError      **error)
{
  WlkDerElement element;

  if (!wlk_der_reader_expect (reader, tag, what, &element, error))
    return FALSE;

  *span = element.span;
  return TRUE;
}

/* The version, 1 for v1; 0 for one that does not exist. Another step checks whether the number is
 * minimal. */
static guint16
count_version (const WlkDerElement *number)
{
  guint32 last = number->content.length - 1;

  if (number->content.length == 0 || number->bytes[last] >= 0x80)
    return 0;
  for (guint32 i = 0; i < last; i++)
    if (number->bytes[i] != 0)
      return 0;

  return number->bytes[last] + 1;
}

static gboolean
read_version (WlkCertificateLayout *self,
              WlkDerReader         *reader,
              GError              **error)
{
  WlkDerElement element;
  WlkDerReader inside;

  self->version = 1;
  if (!wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT_CONSTRUCTED (0)))
    return TRUE;

  if (!wlk_der_reader_next (reader, &element, error))
    return FALSE;
  self->spans[WLK_CERTIFICATE_VERSION] = element.span;
  if (!wlk_der_reader_init_content (&inside, &element, error) ||
      !wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "version", &element, error) ||
      !wlk_der_reader_finish (&inside, "version", error))
    return FALSE;

  self->version = count_version (&element);
  return TRUE;
}

static gboolean
read_algorithm (WlkDerReader *reader,
                const char   *what,
                WlkSpan      *span,
                GError      **error)
{
  WlkDerElement element;
  WlkDerReader inside;

  if (!wlk_der_reader_expect (reader, WLK_DER_SEQUENCE, what, &element, error))
    return FALSE;

  *span = element.span;
  return wlk_der_reader_init_content (&inside, &element, error) &&
         wlk_der_reader_expect (&inside, WLK_DER_OBJECT_IDENTIFIER, "algorithm",
                                &element, error) &&
         wlk_der_check_oid (&element, error) &&
         (wlk_der_reader_is_at_end (&inside) || wlk_der_reader_next (&inside, &element, error)) &&
         wlk_der_reader_finish (&inside, what, error);
}

static gboolean
read_name (WlkDerReader *reader,
           const char   *what,
           WlkSpan      *span,
           GError      **error)
{
  WlkDerElement element;
  const guint8 *start = reader->bytes + reader->position;

  if (!wlk_der_reader_expect (reader, WLK_DER_SEQUENCE, what, &element, error))
    return FALSE;

  *span = element.span;
  return wlk_name_walk_check (start, span->length, span->offset, error);
}

/* An unreadable time becomes one with which the certificate is never valid. */
static gboolean
read_time (WlkDerReader *reader,
           const char   *what,
           WlkSpan      *span,
           gint64       *seconds,
           gint64        unreadable,
           GError      **error)
{
  WlkDerElement element;

  if (!wlk_der_reader_expect_time (reader, what, &element, error))
    return FALSE;

  *span = element.span;
  if (!wlk_der_read_time (&element, seconds, NULL))
    *seconds = unreadable;
  return TRUE;
}

static gboolean
read_validity (WlkCertificateLayout *self,
               WlkDerReader         *reader,
               GError              **error)
{
  WlkDerReader inside;

  return wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "validity", &inside, error) &&
         read_time (&inside, "notBefore", &self->spans[WLK_CERTIFICATE_NOT_BEFORE],
                    &self->not_before, G_MAXINT64, error) &&
         read_time (&inside, "notAfter", &self->spans[WLK_CERTIFICATE_NOT_AFTER],
                    &self->not_after, G_MININT64, error) &&
         wlk_der_reader_finish (&inside, "validity", error);
}

static gboolean
read_public_key (WlkCertificateLayout *self,
                 WlkDerReader         *reader,
                 GError              **error)
{
  WlkDerElement element;
  WlkDerReader inside;
  WlkSpan algorithm;

  if (!wlk_der_reader_expect (reader, WLK_DER_SEQUENCE, "subjectPublicKeyInfo", &element, error))
    return FALSE;

  self->spans[WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO] = element.span;
  return wlk_der_reader_init_content (&inside, &element, error) &&
         read_algorithm (&inside, "algorithm", &algorithm, error) &&
         wlk_der_reader_expect (&inside, WLK_DER_BIT_STRING, "subjectPublicKey",
                                &element, error) &&
         wlk_der_reader_finish (&inside, "subjectPublicKeyInfo", error);
}

static gboolean
is_basic_constraints (const WlkDerElement *oid)
{
  static const guint8 basic_constraints[] = { 0x55, 0x1D, 0x13 }; /* 2.5.29.19 */

  return oid->content.length == sizeof basic_constraints &&
         memcmp (oid->bytes, basic_constraints, sizeof basic_constraints) == 0;
}

/* RFC 5280 §4.2.1.9; stored because path building needs it for every certificate. */
static gboolean
read_is_ca (const WlkDerElement *value)
{
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerElement element;
  gboolean is_ca = FALSE;

  if (!wlk_der_reader_init_content (&reader, value, NULL) ||
      !wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "BasicConstraints", &inside, NULL) ||
      !wlk_der_reader_finish (&reader, "BasicConstraints", NULL))
    return FALSE;
  if (wlk_der_reader_has_tag (&inside, WLK_DER_BOOLEAN) &&
      (!wlk_der_reader_next (&inside, &element, NULL) ||
       !wlk_der_read_boolean (&element, &is_ca, NULL)))
    return FALSE;
  if (wlk_der_reader_has_tag (&inside, WLK_DER_INTEGER) &&
      !wlk_der_reader_next (&inside, &element, NULL))
    return FALSE;

  return is_ca && wlk_der_reader_is_at_end (&inside);
}

static gboolean
read_extensions (WlkCertificateLayout *self,
                 WlkDerReader         *reader,
                 GError              **error)
{
  WlkDerElement element;
  WlkDerReader tagged;
  WlkDerReader list;
  WlkExtensionParts parts;
  gboolean is_settled = FALSE;

  if (!wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT_CONSTRUCTED (3)))
    return TRUE;

  if (!wlk_der_reader_next (reader, &element, error))
    return FALSE;
  self->spans[WLK_CERTIFICATE_EXTENSIONS] = element.span;
  if (!wlk_der_reader_init_content (&tagged, &element, error) ||
      !wlk_der_reader_enter (&tagged, WLK_DER_SEQUENCE, "extensions", &list, error) ||
      !wlk_der_reader_finish (&tagged, "extensions", error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&list))
    {
      if (!wlk_extension_next (&list, &parts, error))
        return FALSE;
      if (++self->n_extensions > WLK_CERTIFICATE_MAX_EXTENSIONS)
        {
          g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                       _("Byte %u: The certificate has more than %d extensions."),
                       parts.span.offset, WLK_CERTIFICATE_MAX_EXTENSIONS);
          return FALSE;
        }
      if (!is_settled && is_basic_constraints (&parts.oid))
        {
          self->is_ca = read_is_ca (&parts.value);
          is_settled = TRUE;
        }
    }

  return TRUE;
}

static gboolean
read_optional (WlkCertificateLayout *self,
               WlkDerReader         *reader,
               guint32               tag,
               const char           *what,
               WlkCertificateField   field,
               GError              **error)
{
  return !wlk_der_reader_has_tag (reader, tag) ||
         LAYOUT_EXPECT (reader, tag, what, field);
}

static gboolean
read_tbs (WlkCertificateLayout *self,
          WlkDerReader         *reader,
          GError              **error)
{
  WlkSpan *spans = self->spans;

  return read_version (self, reader, error) &&
         LAYOUT_EXPECT (reader, WLK_DER_INTEGER, "serialNumber",
                        WLK_CERTIFICATE_SERIAL_NUMBER) &&
         read_algorithm (reader, "signature", &spans[WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM],
                         error) &&
         read_name (reader, "issuer", &spans[WLK_CERTIFICATE_ISSUER], error) &&
         read_validity (self, reader, error) &&
         read_name (reader, "subject", &spans[WLK_CERTIFICATE_SUBJECT], error) &&
         read_public_key (self, reader, error) &&
         read_optional (self, reader, WLK_DER_CONTEXT (1), "issuerUniqueID",
                        WLK_CERTIFICATE_ISSUER_UNIQUE_ID, error) &&
         read_optional (self, reader, WLK_DER_CONTEXT (2), "subjectUniqueID",
                        WLK_CERTIFICATE_SUBJECT_UNIQUE_ID, error) &&
         read_extensions (self, reader, error) &&
         wlk_der_reader_finish (reader, "tbsCertificate", error);
}

/**
 * wlk_certificate_layout_init:
 * @self: (out caller-allocates): the layout
 * @der: (array length=length): what should be one certificate
 * @length: how many bytes
 * @error: return location; %WLK_ERROR_PARSE with reason and offset, or %WLK_ERROR_LIMIT if the
 *   certificate is larger or deeper than any real one
 *
 * Walks over a certificate and records the positions of its parts.
 *
 * Source: RFC 5280 §4.1.
 *
 * Returns: %TRUE when @self is filled
 */
gboolean
wlk_certificate_layout_init (WlkCertificateLayout *self,
                             const guint8         *der,
                             gsize                 length,
                             GError              **error)
{
  WlkDerReader reader;
  WlkDerReader certificate;
  WlkDerReader tbs;
  WlkDerElement element;

  *self = (WlkCertificateLayout) { 0 };
  if (length > WLK_CERTIFICATE_MAX_LENGTH)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   _("The certificate is larger than %d bytes."), WLK_CERTIFICATE_MAX_LENGTH);
      return FALSE;
    }

  wlk_der_reader_init (&reader, der, length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "Certificate", &certificate, error) ||
      !wlk_der_reader_finish (&reader, "Certificate", error) ||
      !wlk_der_reader_expect (&certificate, WLK_DER_SEQUENCE, "tbsCertificate", &element, error))
    return FALSE;

  self->spans[WLK_CERTIFICATE_TBS] = element.span;
  return wlk_der_reader_init_content (&tbs, &element, error) &&
         read_tbs (self, &tbs, error) &&
         read_algorithm (&certificate, "signatureAlgorithm",
                         &self->spans[WLK_CERTIFICATE_SIGNATURE_ALGORITHM], error) &&
         LAYOUT_EXPECT (&certificate, WLK_DER_BIT_STRING, "signatureValue",
                        WLK_CERTIFICATE_SIGNATURE_VALUE) &&
         wlk_der_reader_finish (&certificate, "Certificate", error);
}

/**
 * wlk_certificate_layout_begin_extensions:
 * @self: the layout of @der
 * @der: the certificate
 * @reader: (out caller-allocates): a reader before the first Extension
 *
 * Starts iterating over the extensions; without any, @reader is at its end.
 */
void
wlk_certificate_layout_begin_extensions (const WlkCertificateLayout *self,
                                         const guint8               *der,
                                         WlkDerReader               *reader)
{
  WlkSpan span = self->spans[WLK_CERTIFICATE_EXTENSIONS];
  WlkDerReader outer;
  WlkDerReader tagged;

  wlk_der_reader_init (&outer, der + span.offset, span.length, span.offset);
  if (!wlk_der_reader_enter (&outer, WLK_DER_CONTEXT_CONSTRUCTED (3), "", &tagged, NULL) ||
      !wlk_der_reader_enter (&tagged, WLK_DER_SEQUENCE, "", reader, NULL))
    wlk_der_reader_init (reader, der, 0, span.offset);
}
