/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-staple-details.h"

#include "base/wlk-text.h"
#include "base/wlk-time.h"
#include "x509/wlk-crl.h"
#include "x509/wlk-ocsp-response.h"

#include <glib/gi18n-lib.h>

/* The stapled OCSP response, as lines of text. */

static void
add_time (WlkField   *field,
          const char *title,
          gint64      seconds)
{
  g_autofree char *text = wlk_time_format (seconds);

  wlk_field_add (field, title, text, WLK_SPAN_NONE);
}

static void
add_responder (WlkField        *field,
               WlkOcspResponse *response)
{
  WlkName *name = response->responder_name;
  GBytes *hash = response->responder_key_hash;
  g_autofree char *hex = NULL;

  if (name != NULL)
    wlk_field_add (field, _("Responder"), wlk_name_get_text (name), WLK_SPAN_NONE);
  if (hash == NULL)
    return;
  hex = wlk_text_format_hex (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash), ":");
  wlk_field_add (field, _("Responder’s key (SHA-1)"), hex, WLK_SPAN_NONE);
}

static const char *
get_status (WlkOcspStatus status)
{
  switch (status)
    {
    case WLK_OCSP_GOOD:
      return _("good");

    case WLK_OCSP_REVOKED:
      return _("revoked");

    case WLK_OCSP_UNKNOWN:
    default:
      return _("unknown");
    }
}

/* As wlk_certificate_dup_serial() writes it: without the leading zero octet of a positive one. */
static char *
dup_serial (GBytes *serial)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (serial, &length);
  gsize start = length > 1 && bytes[0] == 0 ? 1 : 0;
  g_autofree char *hex = wlk_text_format_hex (bytes + start, length - start, ":");

  return g_ascii_strdown (hex, -1);
}

static void
add_single (WlkField            *field,
            const WlkOcspSingle *single,
            WlkCertificate      *leaf)
{
  g_autofree char *serial = dup_serial (single->serial);
  g_autofree char *leaf_serial = leaf != NULL ? wlk_certificate_dup_serial (leaf) : NULL;

  wlk_field_add (field, _("Status"), get_status (single->status), WLK_SPAN_NONE);
  if (single->status == WLK_OCSP_REVOKED)
    {
      add_time (field, _("Revoked"), single->revocation_date);
      wlk_field_add (field, _("Reason"), wlk_crl_reason_get_name (single->reason), WLK_SPAN_NONE);
    }
  if (g_strcmp0 (serial, leaf_serial) != 0)
    wlk_field_add (field, _("About another serial number"), serial, WLK_SPAN_NONE);
  add_time (field, _("This update"), single->this_update);
  if (single->next_update != G_MAXINT64)
    add_time (field, _("Next update"), single->next_update);
  else
    wlk_field_add (field, _("Next update"), _("none"), WLK_SPAN_NONE);
}

static void
add_response (WlkField        *field,
              WlkOcspResponse *response,
              WlkCertificate  *leaf)
{
  int status = response->status;
  GPtrArray *singles = response->singles;

  if (status != 0)
    {
      wlk_field_add (field, _("Status"), wlk_ocsp_status_get_name (status), WLK_SPAN_NONE);
      return;
    }
  for (guint i = 0; i < singles->len; i++)
    add_single (field, singles->pdata[i], leaf);
  add_responder (field, response);
  add_time (field, _("Produced"), response->produced_at);
}

/**
 * wlk_staple_details_add:
 * @root: the line below which to write
 * @staple: (nullable): an OCSPResponse, DER
 * @leaf: (nullable): the server's certificate
 *
 * Writes the content of the response, or that there is none.
 */
void
wlk_staple_details_add (WlkField       *root,
                        GBytes         *staple,
                        WlkCertificate *leaf)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkOcspResponse) response = NULL;
  g_autofree char *reason = NULL;

  if (staple == NULL)
    {
      wlk_field_add (root, _("OCSP Response"), _("none"), WLK_SPAN_NONE);
      return;
    }
  response = wlk_ocsp_response_new (staple, &error);
  if (response == NULL)
    {
      reason = g_strdup_printf (_("unreadable: %s"), error->message);
      wlk_field_add (root, _("OCSP Response"), reason, WLK_SPAN_NONE);
      return;
    }
  add_response (wlk_field_add (root, _("OCSP Response"), NULL, WLK_SPAN_NONE), response, leaf);
}
