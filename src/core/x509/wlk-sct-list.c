/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-sct-list.h"

#include "base/wlk-text.h"
#include "base/wlk-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Signed certificate timestamps, in the presentation language of TLS instead of DER (RFC 6962
 * §3.2, §3.3): numbers in network byte order, and vectors prefixed by a two-byte length.
 */

#define MAX_TIMESTAMPS 64 /* in one list; certificates have up to five */

typedef struct
{
  const guint8 *bytes;
  gsize         length;
  guint32       offset; /* in the certificate */
} Slice;

/* Removes @length bytes from the beginning. */
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

/* Only version 1 is supported; for others only the version is read. */
static gboolean
read_one (Slice    slice,
          WlkSct  *sct,
          GError **error)
{
  Slice log_id = { 0 };
  Slice extensions = { 0 };
  guint64 version = 0;
  guint64 algorithm = 0;

  if (!take_number (&slice, 1, &version, error))
    return FALSE;
  *sct = (WlkSct) { .version = (guint) version + 1 };
  if (version != 0)
    return TRUE;
  if (!take (&slice, WLK_CT_LOG_ID_LENGTH, &log_id, error) ||
      !take_number (&slice, 8, &sct->milliseconds, error) ||
      !take_vector (&slice, &extensions, error) || !take_number (&slice, 2, &algorithm, error))
    return FALSE;
  memcpy (sct->log_id, log_id.bytes, log_id.length);
  sct->log_id_span = get_span (&log_id);
  sct->algorithm = (guint) algorithm;
  sct->signature_span = get_span (&slice);

  return TRUE;
}

static char *
dup_log_text (const WlkSct *sct)
{
  const char *name = wlk_ct_log_find_name (sct->log_id);

  return name != NULL ? g_strdup (name)
         : wlk_text_format_hex (sct->log_id, WLK_CT_LOG_ID_LENGTH, ":");
}

static void
describe_one (WlkField     *field,
              const WlkSct *sct,
              WlkSpan       span)
{
  WlkField *line = wlk_field_add (field, _("Timestamp"), NULL, span);
  g_autofree char *log_text = NULL;
  g_autofree char *time_text = NULL;
  g_autofree char *signature_text = NULL;

  if (sct->version != 1)
    {
      g_autofree char *text = g_strdup_printf ("%u", sct->version);

      wlk_field_add (line, _("Version"), text, WLK_SPAN_NONE);
      return;
    }
  log_text = dup_log_text (sct);
  time_text = wlk_time_format (sct->milliseconds / 1000);
  signature_text = dup_signature_text (sct->algorithm);
  wlk_field_add (line, _("Log"), log_text, sct->log_id_span);
  wlk_field_add (line, _("Time"), time_text, WLK_SPAN_NONE);
  wlk_field_add (line, _("Signature"), signature_text, sct->signature_span);
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
 * Returns: %TRUE if it was read completely
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
      Slice slice = { 0 };
      WlkSct sct;

      if (!take_vector (&scts, &slice, error) || !read_one (slice, &sct, error))
        return FALSE;
      describe_one (field, &sct, get_span (&slice));
    }

  return TRUE;
}

/* (transfer full) (element-type WlkSct): the timestamps before the first malformed one (RFC 6962
 * §3.3). */
GArray *
wlk_sct_list_read (GBytes *list)
{
  GArray *timestamps = g_array_new (FALSE, FALSE, sizeof (WlkSct));
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (list, &length);
  Slice rest = { bytes, length, 0 };
  Slice scts = { 0 };
  Slice slice = { 0 };
  WlkSct sct;

  if (!take_vector (&rest, &scts, NULL))
    return timestamps;
  while (scts.length > 0 && timestamps->len < MAX_TIMESTAMPS &&
         take_vector (&scts, &slice, NULL) && read_one (slice, &sct, NULL))
    g_array_append_val (timestamps, sct);

  return timestamps;
}

/* (transfer full): the log and the time, for display. */
char *
wlk_sct_dup_text (const WlkSct *self)
{
  g_autofree char *log = NULL;
  g_autofree char *time = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->version != 1)
    return g_strdup_printf (_("a timestamp of version %u"), self->version);
  log = dup_log_text (self);
  time = wlk_time_format (self->milliseconds / 1000);

  return g_strdup_printf (_("%s, %s"), log, time);
}
