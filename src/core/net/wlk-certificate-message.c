/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-certificate-message.h"

#include "base/wlk-error.h"
#include "net/wlk-connection.h"

#include <glib/gi18n-lib.h>

#define EXTENSION_STATUS_REQUEST 5  /* RFC 6066 §8 */
#define EXTENSION_TIMESTAMPS     18 /* RFC 6962 §3.3.1 */
#define STATUS_OCSP              1  /* RFC 6066 §8 */

/*
 * The Certificate message is parsed here, since GnuTLS drops the whole list if it cannot parse one
 * certificate.
 */

static void
add_entry (WlkConnection      *connection,
           guint               position,
           const WlkTlsReader *entry)
{
  g_autoptr(GBytes) der = g_bytes_new (entry->bytes, entry->length);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkCertificate) certificate = wlk_certificate_new (der, &error);

  if (certificate != NULL)
    wlk_connection_add_certificate (connection, certificate);
  else
    wlk_connection_add_problem (connection, position, der, g_steal_pointer (&error));
}

/**
 * wlk_certificate_message_read_extensions:
 * @connection: the record to write into
 * @extensions: the extensions of the end entity's CertificateEntry, or of a ServerHello
 *
 * Records the stapled OCSP response and the timestamps. Malformed ones are ignored.
 *
 * Source: RFC 8446 §4.4.2.1, RFC 6962 §3.3.1.
 */
void
wlk_certificate_message_read_extensions (WlkConnection *connection,
                                         WlkTlsReader   extensions)
{
  WlkTlsReader content;
  guint type = 0;

  g_return_if_fail (connection != NULL);

  while (wlk_tls_reader_take_extension (&extensions, &type, &content))
    {
      if (type == EXTENSION_STATUS_REQUEST)
        wlk_certificate_message_read_status (connection, content.bytes, content.length);
      else if (type == EXTENSION_TIMESTAMPS && connection->timestamps == NULL)
        connection->timestamps = g_bytes_new (content.bytes, content.length);
    }
}

/**
 * wlk_certificate_message_read_status:
 * @connection: the record to write into
 * @message: (array length=length): a CertificateStatus
 * @length: how many bytes
 *
 * Records its OCSP response.
 *
 * Source: RFC 6066 §8.
 */
void
wlk_certificate_message_read_status (WlkConnection *connection,
                                     const guint8  *message,
                                     gsize          length)
{
  WlkTlsReader reader = { message, length };
  WlkTlsReader response;
  guint type = 0;

  g_return_if_fail (connection != NULL);

  if (connection->staple == NULL && wlk_tls_reader_take_number (&reader, 1, &type) &&
      type == STATUS_OCSP && wlk_tls_reader_take_vector (&reader, 3, &response) &&
      response.length > 0)
    connection->staple = g_bytes_new (response.bytes, response.length);
}

static gboolean
read_entries (WlkConnection *connection,
              WlkTlsReader   list,
              gboolean       has_extensions,
              GError       **error)
{
  for (guint position = 0; list.length > 0; position++)
    {
      WlkTlsReader entry, extensions;

      if (position == WLK_CERTIFICATE_MESSAGE_MAX_ENTRIES)
        {
          g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                       _("The server sends more than %u certificates, which is more than this "
                         "program reads. Check which certificates the server is told to send."),
                       WLK_CERTIFICATE_MESSAGE_MAX_ENTRIES);
          return FALSE;
        }
      if (!wlk_tls_reader_take_vector (&list, 3, &entry) ||
          (has_extensions && !wlk_tls_reader_take_vector (&list, 2, &extensions)))
        {
          g_set_error (error, WLK_ERROR, WLK_ERROR_PARSE,
                       _("The server’s list of certificates is malformed at entry %u. "
                         "This is a fault of the server’s TLS software."), position + 1);
          return FALSE;
        }
      add_entry (connection, position, &entry);
      if (has_extensions && position == 0)
        wlk_certificate_message_read_extensions (connection, extensions);
    }

  return TRUE;
}

/**
 * wlk_certificate_message_read:
 * @connection: the record to write into
 * @message: (array length=length): the body of a Certificate message
 * @length: how many bytes
 * @has_extensions: whether each entry has extensions, as in TLS 1.3
 * @error: return location; `WLK_ERROR_PARSE`, `WLK_ERROR_LIMIT` or `WLK_ERROR_EMPTY`
 *
 * Records the certificates in order, and each unreadable entry as a problem. Entries before a
 * failure are kept.
 *
 * Source: RFC 5246 §7.4.2, RFC 8446 §4.4.2.
 *
 * Returns: whether the list was read to its end and is not empty
 */
gboolean
wlk_certificate_message_read (WlkConnection *connection,
                              const guint8  *message,
                              gsize          length,
                              gboolean       has_extensions,
                              GError       **error)
{
  WlkTlsReader reader = { message, length };
  WlkTlsReader context, list;

  g_return_val_if_fail (connection != NULL, FALSE);
  g_return_val_if_fail (message != NULL || length == 0, FALSE);

  connection->certificates_size = length;
  if (length > WLK_CERTIFICATE_MESSAGE_MAX_BYTES)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   _("The server’s list of certificates has %u bytes, which is more than this "
                     "program reads."), (guint) length);
      return FALSE;
    }
  if ((has_extensions && !wlk_tls_reader_take_vector (&reader, 1, &context)) ||
      !wlk_tls_reader_take_vector (&reader, 3, &list) || reader.length > 0)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_PARSE,
                   _("The server’s list of certificates has a wrong length. "
                     "This is a fault of the server’s TLS software."));
      return FALSE;
    }
  if (list.length == 0)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_EMPTY,
                   _("The server sends an empty list of certificates. "
                     "Check that a certificate is set up on the server."));
      return FALSE;
    }

  return read_entries (connection, list, has_extensions, error);
}
