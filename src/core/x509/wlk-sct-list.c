/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-sct-list.h"

#include "base/wlk-text.h"
#include "base/wlk-time.h"

#include <glib/gi18n-lib.h>

/*
 * Signed certificate timestamps, which are not DER but TLS's own notation (RFC 6962 §3.2, §3.3):
 * numbers in network order, and vectors after their length in two bytes.
 */

#define LOG_ID_LENGTH 32

typedef struct
{
  const guint8 *bytes;
  gsize         length;
  guint32       offset; /* in the certificate */
} Slice;

/* Cuts @length bytes off the beginning. */
static gboolean
take (Slice   *slice,
      gsize    length,
      Slice   *taken,
      GError **error)
{
  if (length > slice->length)
    return wlk_der_fail (error, slice->offset, _("The list of timestamps is cut off."));

  *taken = (Slice) { slice->bytes, length, slice->offset };
  slice->bytes += length;
  slice->length -= length;
  slice->offset += length;

  return TRUE;
}

static gboolean
take_number (Slice   *slice,
             gsize    length,
             guint64 *number,
             GError **error)
{
  Slice bytes = { 0 };

  if (!take (slice, length, &bytes, error))
    return FALSE;

  *number = 0;
  for (gsize i = 0; i < length; i++)
    *number = *number << 8 | bytes.bytes[i];

  return TRUE;
}

static gboolean
take_vector (Slice   *slice,
             Slice   *vector,
             GError **error)
{
  guint64 length = 0;

  return take_number (slice, 2, &length, error) && take (slice, length, vector, error);
}

static WlkSpan
get_span (const Slice *slice)
{
  return (WlkSpan) { slice->offset, slice->length };
}

/* TLS 1.2's HashAlgorithm and SignatureAlgorithm (RFC 5246 §7.4.1.4.1). */
static char *
dup_signature_text (guint64 algorithm)
{
  if (algorithm == 0x0403)
    return g_strdup ("ECDSA with SHA-256");
  if (algorithm == 0x0401)
    return g_strdup ("RSA with SHA-256");

  return g_strdup_printf ("0x%04X", (guint) algorithm);
}

static gboolean
describe_one (WlkField *field,
              Slice     sct,
              GError  **error)
{
  WlkField *line = wlk_field_add (field, _("Timestamp"), NULL, get_span (&sct));
  Slice log_id = { 0 };
  Slice extensions = { 0 };
  guint64 version = 0;
  guint64 milliseconds = 0;
  guint64 algorithm = 0;
  g_autofree char *id_text = NULL;
  g_autofree char *time_text = NULL;
  g_autofree char *signature_text = NULL;

  if (!take_number (&sct, 1, &version, error))
    return FALSE;
  if (version != 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", (guint) version + 1);

      wlk_field_add (line, _("Version"), text, WLK_SPAN_NONE);
      return TRUE;
    }
  if (!take (&sct, LOG_ID_LENGTH, &log_id, error) ||
      !take_number (&sct, 8, &milliseconds, error) ||
      !take_vector (&sct, &extensions, error) ||
      !take_number (&sct, 2, &algorithm, error))
    return FALSE;

  id_text = wlk_text_format_hex (log_id.bytes, log_id.length, ":");
  time_text = wlk_time_format (milliseconds / 1000);
  signature_text = dup_signature_text (algorithm);
  wlk_field_add (line, _("Log"), id_text, get_span (&log_id));
  wlk_field_add (line, _("Time"), time_text, WLK_SPAN_NONE);
  wlk_field_add (line, _("Signature"), signature_text, get_span (&sct));

  return TRUE;
}

/**
 * wlk_sct_list_describe:
 * @field: the line below which to write
 * @list: the OCTET STRING around a SignedCertificateTimestampList
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Writes the signed certificate timestamps of a certificate.
 *
 * Source: RFC 6962 §3.3.
 *
 * Returns: %TRUE when it was read to its end
 */
gboolean
wlk_sct_list_describe (WlkField            *field,
                       const WlkDerElement *list,
                       GError             **error)
{
  Slice rest = { list->bytes, list->content.length, list->content.offset };
  Slice scts = { 0 };

  if (!take_vector (&rest, &scts, error))
    return FALSE;

  while (scts.length > 0)
    {
      Slice sct = { 0 };

      if (!take_vector (&scts, &sct, error) || !describe_one (field, sct, error))
        return FALSE;
    }

  return TRUE;
}
