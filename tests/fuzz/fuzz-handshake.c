/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "net/wlk-certificate-message.h"
#include "net/wlk-cipher-suite.h"
#include "net/wlk-connection.h"
#include "net/wlk-plaintext.h"
#include "net/wlk-tls-session.h"

/* What a server may say, read in each of the ways in which this program reads it. */

static void
read_certificates (const uint8_t *data,
                   size_t         size,
                   gboolean       has_extensions)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("a.example", NULL);
  g_autoptr(WlkConnection) connection = wlk_connection_new (target, NULL);
  g_autoptr(GError) error = NULL;
  gboolean is_read;

  is_read = wlk_certificate_message_read (connection, data, size, has_extensions, &error);
  g_assert (is_read == (error == NULL));
  g_assert_cmpuint (connection->chain->len +
                    connection->problems->len, <=,
                    WLK_CERTIFICATE_MESSAGE_MAX_ENTRIES);
}

/* The messages and extensions that say one thing each. */
static void
read_rest (const uint8_t *data,
           size_t         size)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("a.example", NULL);
  g_autoptr(WlkConnection) connection = wlk_connection_new (target, NULL);
  WlkTlsSession facts = { NULL };

  wlk_certificate_message_read_status (connection, data, size);
  wlk_certificate_message_read_extensions (connection, (WlkTlsReader) { data, size });
  wlk_tls_session_read_server_hello (&facts, data, size);
  wlk_tls_session_clear (&facts);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *line = wlk_plaintext_dup_first_line (data, size);
  guint number;

  read_certificates (data, size, FALSE);
  read_certificates (data, size, TRUE);
  read_rest (data, size);
  g_assert (g_utf8_validate (line, -1, NULL));
  wlk_plaintext_is_tls (data, size);
  wlk_plaintext_recognize (data, size);
  if (wlk_cipher_suite_read_server_hello (data, size, &number))
    g_assert_cmpuint (number, <=, 0xFFFF);
  return 0;
}
