/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-plaintext.h"

#include "base/wlk-text.h"

#include <string.h>

#define FIRST_RECORD_TYPE 20 /* change_cipher_spec, RFC 8446 §5.1 */
#define LAST_RECORD_TYPE  24 /* heartbeat, RFC 6520 §3 */
#define MYSQL_HEADER      4    /* bytes: length in three, and the packet’s number */
#define MYSQL_PROTOCOL_10 0x0a
#define MYSQL_ERROR       0xff
#define MYSQL_ERROR_TEXT  (MYSQL_HEADER + 3) /* bytes before it: 0xff and the number in two */
#define RECORD_MAJOR      3  /* first byte of legacy_record_version since SSL 3.0 */

/* A longer prefix precedes a shorter one that it contains. SMTP and FTP have the same greeting
 * code; most servers name their protocol after it. */
static const WlkPlaintext protocols[] = {
  { "HTTP/", "HTTP", "plaintext_http", NULL },
  { "<!DOCTYPE", "HTTP", "plaintext_http", NULL },
  { "<html", "HTTP", "plaintext_http", NULL },
  { "<?xml", "XMPP", "plaintext_starttls", "xmpp-client" },
  { "<stream:", "XMPP", "plaintext_starttls", "xmpp-client" },
  { "220", "SMTP", "plaintext_starttls", "smtp", "SMTP" },
  { "220", "FTP", "plaintext_starttls", "ftp", "FTP" },
  { "220", "SMTP", "plaintext_starttls", "smtp" },
  { "421", "SMTP", "plaintext_starttls", "smtp" },
  { "554", "SMTP", "plaintext_starttls", "smtp" },
  { "* OK", "IMAP", "plaintext_starttls", "imap" },
  { "* PREAUTH", "IMAP", "plaintext_starttls", "imap" },
  { "* BYE", "IMAP", "plaintext_starttls", "imap" },
  { "+OK", "POP3", "plaintext_starttls", "pop3" },
  { "-ERR", "POP3", "plaintext_starttls", "pop3" },
  { "200 ", "NNTP", "plaintext_starttls", "nntp" },
  { "201 ", "NNTP", "plaintext_starttls", "nntp" },
  { "\"IMPLEMENTATION\"", "ManageSieve", "plaintext_starttls", "sieve" },
  { "{14}\r\nIMPLEMENTATION", "ManageSieve", "plaintext_starttls", "sieve" },
  { "SSH-", "SSH", "plaintext_other", NULL },
  { ":", "IRC", "plaintext_starttls", "irc" },
  { "NOTICE ", "IRC", "plaintext_starttls", "irc" },
  { "RFB ", "VNC", "plaintext_other", NULL },
};

/**
 * wlk_plaintext_is_tls:
 * @bytes: (array length=length): the first bytes from a server
 * @length: how many bytes
 *
 * Returns: whether they can begin a TLS record; %TRUE also when there are too few bytes
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

static const WlkPlaintext mysql = { "", "MySQL", "plaintext_starttls", "mysql" };

/* A packet with the number 0 that begins with the version of the protocol or with an error. */
static gboolean
is_mysql (const guint8 *bytes,
          gsize         length)
{
  return length > MYSQL_HEADER && bytes[2] == 0 && bytes[3] == 0 &&
         (bytes[MYSQL_HEADER] == MYSQL_PROTOCOL_10 || bytes[MYSQL_HEADER] == MYSQL_ERROR);
}

/* The version of the server, or its error text after the number. */
static char *
dup_mysql_words (const guint8 *bytes,
                 gsize         length)
{
  gsize start = bytes[MYSQL_HEADER] == MYSQL_ERROR ? MYSQL_ERROR_TEXT : MYSQL_HEADER + 1;
  gsize end = start;

  if (start >= length)
    return g_strdup ("");
  while (end < length && bytes[end] != '\0')
    end++;

  return wlk_text_make_visible ((const char *) bytes + start, (gssize) (end - start));
}

/**
 * wlk_plaintext_find:
 * @protocol: the name of a protocol
 *
 * Returns: (transfer none) (nullable): the first row with that name
 */
const WlkPlaintext *
wlk_plaintext_find (const char *protocol)
{
  g_return_val_if_fail (protocol != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (protocols); i++)
    if (strcmp (protocols[i].protocol, protocol) == 0)
      return &protocols[i];

  return strcmp (protocol, mysql.protocol) == 0 ? &mysql : NULL;
}

static gboolean
has_word (const guint8 *bytes,
          gsize         length,
          const char   *word)
{
  gsize word_length = strlen (word);

  length = MIN (length, WLK_PLAINTEXT_MAX_BYTES);
  for (gsize i = 0; i + word_length <= length && bytes[i] != '\n'; i++)
    if (g_ascii_strncasecmp ((const char *) bytes + i, word, word_length) == 0)
      return TRUE;

  return FALSE;
}

/**
 * wlk_plaintext_recognize:
 * @bytes: (array length=length): the first bytes from a server
 * @length: how many bytes
 *
 * Returns: (transfer none) (nullable): the recognized protocol
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
          g_ascii_strncasecmp ((const char *) bytes, protocols[i].prefix, prefix_length) == 0 &&
          (protocols[i].word == NULL || has_word (bytes, length, protocols[i].word)))
        return &protocols[i];
    }

  return is_mysql (bytes, length) ? &mysql : NULL;
}

/**
 * wlk_plaintext_dup_first_line:
 * @bytes: (array length=length): the first bytes from a server
 * @length: how many bytes
 *
 * Returns: (transfer full): the first line, or the text of a MySQL packet, as visible text
 */
char *
wlk_plaintext_dup_first_line (const guint8 *bytes,
                              gsize         length)
{
  gsize end = 0;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  length = MIN (length, WLK_PLAINTEXT_MAX_BYTES);
  if (is_mysql (bytes, length))
    return dup_mysql_words (bytes, length);
  while (end < length && bytes[end] != '\r' && bytes[end] != '\n')
    end++;

  return wlk_text_make_visible ((const char *) bytes, (gssize) end);
}
