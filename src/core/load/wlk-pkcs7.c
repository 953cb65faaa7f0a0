/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-pkcs7.h"

#include "base/wlk-error.h"
#include "der/wlk-der-reader.h"
#include "der/wlk-der-values.h"

#include <glib/gi18n-lib.h>

/*
 * The certificates and CRLs in a SignedData (RFC 5652 §5.1), the contents of .p7b files. The
 * signatures are ignored: it is only a container.
 */

#define OID_SIGNED_DATA "1.2.840.113549.1.7.2"

static gboolean
enter_signed_data (WlkDerReader *reader,
                   WlkDerReader *signed_data,
                   GError      **error)
{
  WlkDerReader content_info;
  WlkDerReader content;
  WlkDerElement type;
  g_autofree char *oid = NULL;

  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "ContentInfo", &content_info, error) ||
      !wlk_der_reader_expect (&content_info, WLK_DER_OBJECT_IDENTIFIER, "contentType", &type,
                              error))
    return FALSE;

  oid = wlk_der_dup_oid (&type, error);
  if (oid == NULL)
    return FALSE;
  if (!g_str_equal (oid, OID_SIGNED_DATA))
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED,
                   _("This PKCS#7 file contains no signed data, and so no certificates that could "
                     "be read without a key."));
      return FALSE;
    }

  return wlk_der_reader_enter (&content_info, WLK_DER_CONTEXT_CONSTRUCTED (0), "content",
                               &content, error) &&
         wlk_der_reader_enter (&content, WLK_DER_SEQUENCE, "SignedData", signed_data, error);
}

static gboolean
collect (WlkDerReader *signed_data,
         guint32       tag,
         const char   *what,
         GArray       *spans,
         GError      **error)
{
  WlkDerReader members;
  WlkDerElement member;

  if (!wlk_der_reader_has_tag (signed_data, tag))
    return TRUE;
  if (!wlk_der_reader_enter (signed_data, tag, what, &members, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&members))
    {
      if (spans->len == WLK_PKCS7_MAX_MEMBERS)
        {
          g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                       _("This PKCS#7 file holds more than %d certificates."),
                       WLK_PKCS7_MAX_MEMBERS);
          return FALSE;
        }
      if (!wlk_der_reader_next (&members, &member, error))
        return FALSE;
      g_array_append_val (spans, member.span);
    }

  return TRUE;
}

/**
 * wlk_pkcs7_find_members:
 * @der: a ContentInfo
 * @length: its length in bytes
 * @certificates: (element-type WlkSpan): receives the span of each certificate
 * @crls: (element-type WlkSpan): receives the span of each CRL
 * @error: return location; %WLK_ERROR_PARSE, %WLK_ERROR_LIMIT or %WLK_ERROR_UNSUPPORTED
 *
 * Finds the members of a PKCS#7 container. Those found before an error stay in the arrays.
 *
 * Source: RFC 5652 §5.1.
 *
 * Returns: %TRUE when it was read to its end
 */
gboolean
wlk_pkcs7_find_members (const guint8 *der,
                        gsize         length,
                        GArray       *certificates,
                        GArray       *crls,
                        GError      **error)
{
  WlkDerReader reader;
  WlkDerReader signed_data;
  WlkDerElement skipped;

  wlk_der_reader_init (&reader, der, length, 0);
  if (!enter_signed_data (&reader, &signed_data, error))
    return FALSE;

  return wlk_der_reader_expect (&signed_data, WLK_DER_INTEGER, "version", &skipped, error) &&
         wlk_der_reader_expect (&signed_data, WLK_DER_SET, "digestAlgorithms", &skipped, error) &&
         wlk_der_reader_expect (&signed_data, WLK_DER_SEQUENCE, "encapContentInfo", &skipped,
                                error) &&
         collect (&signed_data, WLK_DER_CONTEXT_CONSTRUCTED (0), "certificates", certificates,
                  error) &&
         collect (&signed_data, WLK_DER_CONTEXT_CONSTRUCTED (1), "crls", crls, error);
}
