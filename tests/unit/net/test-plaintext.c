/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-plaintext.h"

#include <string.h>

/* What a server says first where TLS was expected, and what it is taken for. */

typedef struct
{
  const char *name;
  const char *bytes;
  gsize       length;   /* 0 for that of the string */
  const char *protocol; /* NULL when it is not known */
  const char *starttls; /* NULL when it does not change to TLS */
  const char *line;
} Greeting;

static const Greeting greetings[] = {
  { "http", "HTTP/1.1 400 Bad Request\r\n", 0, "HTTP", NULL, "HTTP/1.1 400 Bad Request" },
  { "postfix", "220 mail.example ESMTP Postfix\r\n", 0, "SMTP", "smtp",
    "220 mail.example ESMTP Postfix" },
  { "smtp-of-ftp-host", "220 ftp.example ESMTP\r\n", 0, "SMTP", "smtp", "220 ftp.example ESMTP" },
  { "smtp-without-a-name", "220 mail.example\r\n", 0, "SMTP", "smtp", "220 mail.example" },
  { "vsftpd", "220 (vsFTPd 3.0.3)\r\n", 0, "FTP", "ftp", "220 (vsFTPd 3.0.3)" },
  { "pure-ftpd", "220---------- Welcome to Pure-FTPd\r\n220 x\r\n", 0, "FTP", "ftp",
    "220---------- Welcome to Pure-FTPd" },
  { "smtp-whose-second-line-has-ftp", "220-mail.example\r\n220 no FTP\r\n", 0, "SMTP", "smtp",
    "220-mail.example" },
  { "imap", "* OK ready\r\n", 0, "IMAP", "imap", "* OK ready" },
  { "pop3", "+OK ready\r\n", 0, "POP3", "pop3", "+OK ready" },
  { "sieve", "\"IMPLEMENTATION\" \"x\"\r\n", 0, "ManageSieve", "sieve",
    "\"IMPLEMENTATION\" \"x\"" },
  { "nntp", "200 news.example\r\n", 0, "NNTP", "nntp", "200 news.example" },
  { "irc", ":irc.example NOTICE * :hello\r\n", 0, "IRC", "irc", ":irc.example NOTICE * :hello" },
  { "xmpp", "<?xml version='1.0'?>", 0, "XMPP", "xmpp-client", "<?xml version='1.0'?>" },
  { "ssh", "SSH-2.0-OpenSSH_9.2\r\n", 0, "SSH", NULL, "SSH-2.0-OpenSSH_9.2" },
  { "mysql", "\x0c\0\0\0\x0a" "8.0.34\0\x01\0\0\0", 16, "MySQL", "mysql", "8.0.34" },
  { "mysql-error", "\x10\0\0\0\xff\x6a\x04Not allowed", 18, "MySQL", "mysql", "Not allowed" },
  { "mysql-cut-off", "\x0c\0\0\0\x0a", 5, "MySQL", "mysql", "" },
  { "words", "hello\n", 0, NULL, NULL, "hello" },
  { "nothing", "", 0, NULL, NULL, "" },
};

static void
test_greeting (gconstpointer data)
{
  const Greeting *greeting = data;
  gsize length = greeting->length > 0 ? greeting->length : strlen (greeting->bytes);
  const guint8 *bytes = (const guint8 *) greeting->bytes;
  const WlkPlaintext *protocol = wlk_plaintext_recognize (bytes, length);
  g_autofree char *line = wlk_plaintext_dup_first_line (bytes, length);

  g_assert_cmpstr (protocol != NULL ? protocol->protocol : NULL, ==, greeting->protocol);
  g_assert_cmpstr (protocol != NULL ? protocol->starttls : NULL, ==, greeting->starttls);
  g_assert_cmpstr (line, ==, greeting->line);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (greetings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/plaintext/%s-recognized", greetings[i].name);

      g_test_add_data_func (path, &greetings[i], test_greeting);
    }

  return g_test_run ();
}
