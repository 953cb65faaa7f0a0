/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-plaintext.h"

#include "base/wlk-text.h"

#include <string.h>

#define FIRST_RECORD_TYPE 20 /* change_cipher_spec, RFC 8446 §5.1 */
#define LAST_RECORD_TYPE  24 /* heartbeat, RFC 6520 §3 */
#define RECORD_MAJOR      3  /* first byte of legacy_record_version since SSL 3.0 */

/* The longer of two prefixes that begin alike comes first. SMTP and FTP greet alike; what follows
 * the number tells them apart in most cases. */
static const WlkPlaintext protocols[] = {
  { "HTTP/", "HTTP", "plaintext_http" },
  { "<!DOCTYPE", "HTTP", "plaintext_http" },
  { "<html", "HTTP", "plaintext_http" },
  { "<?xml", "XMPP", "plaintext_starttls" },
  { "<stream:", "XMPP", "plaintext_starttls" },
  { "220 (vsFTPd", "FTP", "plaintext_starttls" },
  { "220 ProFTPD", "FTP", "plaintext_starttls" },
  { "220", "SMTP", "plaintext_starttls" },
  { "421", "SMTP", "plaintext_starttls" },
  { "554", "SMTP", "plaintext_starttls" },
  { "* OK", "IMAP", "plaintext_starttls" },
  { "* PREAUTH", "IMAP", "plaintext_starttls" },
  { "* BYE", "IMAP", "plaintext_starttls" },
  { "+OK", "POP3", "plaintext_starttls" },
  { "-ERR", "POP3", "plaintext_starttls" },
  { "200 ", "NNTP", "plaintext_starttls" },
  { "201 ", "NNTP", "plaintext_starttls" },
  { "\"IMPLEMENTATION\"", "ManageSieve", "plaintext_starttls" },
  { "SSH-", "SSH", NULL },
  { "RFB ", "VNC", NULL },
};

/**
 * wlk_plaintext_is_tls:
 * @bytes: (array length=length): what a server said first
 * @length: how many bytes
 *
 * Returns: whether they can be the beginning of a TLS record; also when there are too few to tell
 */
gboolean
wlk_plaintext_is_tls (const guint8 *bytes,
                      gsize         length)
{
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  if (length > 0 && (bytes[0] < FIRST_RECORD_TYPE || bytes[0] > LAST_RECORD_TYPE))
    return FALSE;

  return length < 2 || bytes[1] == RECORD_MAJOR;
}

/**
 * wlk_plaintext_recognize:
 * @bytes: (array length=length): what a server said first
 * @length: how many bytes
 *
 * Returns: (transfer none) (nullable): the protocol that begins like this
 */
const WlkPlaintext *
wlk_plaintext_recognize (const guint8 *bytes,
                         gsize         length)
{
  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      gsize prefix_length = strlen (protocols[i].prefix);

      if (length >= prefix_length &&
          g_ascii_strncasecmp ((const char *) bytes, protocols[i].prefix, prefix_length) == 0)
        return &protocols[i];
    }

  return NULL;
}

/**
 * wlk_plaintext_dup_first_line:
 * @bytes: (array length=length): what a server said first
 * @length: how many bytes
 *
 * Returns: (transfer full): the first line, as visible text
 */
char *
wlk_plaintext_dup_first_line (const guint8 *bytes,
                              gsize         length)
{
  gsize end = 0;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  length = MIN (length, WLK_PLAINTEXT_MAX_BYTES);
  while (end < length && bytes[end] != '\r' && bytes[end] != '\n')
    end++;

  return wlk_text_make_visible ((const char *) bytes, (gssize) end);
}
