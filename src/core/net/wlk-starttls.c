/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-starttls.h"

#include <string.h>

/*
 * The table of STARTTLS protocols: one row for each, with its requests and its positive and
 * negative replies.
 */

/* *INDENT-OFF* */
#define SMTP_EXCHANGES(hello) \
  { .read = wlk_starttls_reply_lines, .yes = "220", .no = "4|5", .skip = "220-" }, \
  { .send = hello " localhost\r\n", .read = wlk_starttls_reply_lines, .yes = "250", .no = "4|5", \
    .skip = "250-", .offer = "STARTTLS" }, \
  { .send = "STARTTLS\r\n", .read = wlk_starttls_reply_lines, .yes = "220", .no = "4|5", \
    .skip = "220-" }

static const WlkExchange smtp[] = { SMTP_EXCHANGES ("EHLO") };

static const WlkExchange lmtp[] = { SMTP_EXCHANGES ("LHLO") };

static const WlkExchange imap[] = {
  { .read = wlk_starttls_reply_lines, .yes = "* OK", .no = "* BYE|* PREAUTH" },
  { .send = "a CAPABILITY\r\n", .read = wlk_starttls_reply_lines, .yes = "a OK", .no = "a |* BYE",
    .skip = "* ", .offer = "STARTTLS" },
  { .send = "b STARTTLS\r\n", .read = wlk_starttls_reply_lines, .yes = "b OK", .no = "b |* BYE",
    .skip = "* " },
};

static const WlkExchange pop3[] = {
  { .read = wlk_starttls_reply_lines, .yes = "+OK", .no = "-ERR" },
  { .send = "STLS\r\n", .read = wlk_starttls_reply_lines, .yes = "+OK", .no = "-ERR" },
};

static const WlkExchange sieve[] = {
  { .read = wlk_starttls_reply_sieve, .yes = "OK", .no = "NO|BYE", .skip = "\"|{",
    .offer = "\"STARTTLS\"|{8}\r\nSTARTTLS" },
  { .send = "STARTTLS\r\n", .read = wlk_starttls_reply_sieve, .yes = "OK", .no = "NO|BYE" },
};

static const WlkExchange ftp[] = {
  { .read = wlk_starttls_reply_lines, .yes = "220 |220\r", .no = "4|5", .skip = "220-| |120" },
  { .send = "AUTH TLS\r\n", .read = wlk_starttls_reply_lines, .yes = "234", .no = "4|5",
    .skip = "234-" },
};

static const WlkExchange nntp[] = {
  { .read = wlk_starttls_reply_lines, .yes = "200|201", .no = "4|5" },
  { .send = "STARTTLS\r\n", .read = wlk_starttls_reply_lines, .yes = "382", .no = "4|5" },
};

#define XMPP_HEADER "<?xml version='1.0'?><stream:stream to='{host}' version='1.0' "
#define XMPP_STREAM "xmlns:stream='http://etherx.jabber.org/streams'>"
#define XMPP_TLS    "urn:ietf:params:xml:ns:xmpp-tls"
#define XMPP_EXCHANGES(space) \
  { .send = XMPP_HEADER "xmlns='" space "' " XMPP_STREAM, .read = wlk_starttls_reply_xml, \
    .yes = "</stream:features|<stream:features/", .no = "<stream:error|</stream:stream", \
    .offer = XMPP_TLS }, \
  { .send = "<starttls xmlns='" XMPP_TLS "'/>", .read = wlk_starttls_reply_xml, \
    .yes = "<proceed", .no = "<failure|<stream:error|</stream:stream" }

static const WlkExchange xmpp_client[] = { XMPP_EXCHANGES ("jabber:client") };

static const WlkExchange xmpp_server[] = { XMPP_EXCHANGES ("jabber:server") };

/* An ExtendedRequest with the OID 1.3.6.1.4.1.1466.20037, as message 1. */
static const WlkExchange ldap[] = {
  { .send = "\x30\x1d\x02\x01\x01\x77\x18\x80\x16" "1.3.6.1.4.1.1466.20037", .send_length = 31,
    .shown = "ExtendedRequest StartTLS", .read = wlk_starttls_reply_ldap },
};

/* An SSLRequest: its own length, and the number 80877103. */
static const WlkExchange postgres[] = {
  { .send = "\0\0\0\x08\x04\xd2\x16\x2f", .send_length = 8, .shown = "SSLRequest",
    .read = wlk_starttls_reply_postgres },
};

/* An SSLRequest: 32 bytes, packet 1; protocol 4.1, TLS, secure authentication; packets of up to
 * 16 MiB; UTF-8; filler. */
static const WlkExchange mysql[] = {
  { .read = wlk_starttls_reply_mysql },
  { .send = "\x20\0\0\x01\0\x8a\0\0\0\0\0\x01\x21"
            "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", .send_length = 36,
    .shown = "SSLRequest" },
};

static const WlkExchange irc[] = {
  { .send = "STARTTLS\r\n", .read = wlk_starttls_reply_irc, .yes = "670",
    .no = "691|421|451|ERROR" },
};

/* Ends at the first bytes received, which are then matched with known protocols. */
static const WlkExchange nothing[] = {
  { .read = wlk_starttls_reply_lines },
};

#define EXCHANGES(name) name, G_N_ELEMENTS (name)

static const WlkStarttls rows[] = {
  { "smtp", "SMTP", "RFC 3207", { 25, 587, 2525 }, EXCHANGES (smtp) },
  { "lmtp", "LMTP", "RFC 2033, RFC 3207", { 24 }, EXCHANGES (lmtp) },
  { "imap", "IMAP", "RFC 9051 §6.2.1", { 143 }, EXCHANGES (imap) },
  { "pop3", "POP3", "RFC 2595 §4", { 110 }, EXCHANGES (pop3) },
  { "sieve", "ManageSieve", "RFC 5804 §2.2", { 4190, 2000 }, EXCHANGES (sieve) },
  { "ftp", "FTP", "RFC 4217 §4", { 21 }, EXCHANGES (ftp) },
  { "nntp", "NNTP", "RFC 4642", { 119, 433 }, EXCHANGES (nntp) },
  { "xmpp-client", "XMPP", "RFC 6120 §5", { 5222 }, EXCHANGES (xmpp_client) },
  { "xmpp-server", "XMPP between servers", "RFC 6120 §5", { 5269 }, EXCHANGES (xmpp_server) },
  { "ldap", "LDAP", "RFC 4511 §4.14", { 389, 3268 }, EXCHANGES (ldap) },
  { "postgres", "PostgreSQL", "PostgreSQL §55.2.10", { 5432 }, EXCHANGES (postgres) },
  { "mysql", "MySQL", "MySQL client/server protocol", { 3306 }, EXCHANGES (mysql) },
  { "irc", "IRC", "IRCv3 tls", { 6667, 6665, 6666, 6669 }, EXCHANGES (irc) },
};

static const WlkStarttls listener = {
  WLK_STARTTLS_LISTEN, "TLS", NULL, { 0 }, EXCHANGES (nothing)
};
/* *INDENT-ON* */

/**
 * wlk_starttls_find:
 * @id: the id of a row, or %WLK_STARTTLS_LISTEN
 *
 * Returns: (transfer none) (nullable): the row
 */
const WlkStarttls *
wlk_starttls_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].id, id) == 0)
      return &rows[i];

  return strcmp (id, listener.id) == 0 ? &listener : NULL;
}

/**
 * wlk_starttls_find_port:
 * @port: a port
 *
 * Returns: (transfer none) (nullable): the protocol expected there, or %NULL for implicit TLS
 */
const WlkStarttls *
wlk_starttls_find_port (guint16 port)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (const guint16 *expected = rows[i].ports; *expected != 0; expected++)
      if (*expected == port)
        return &rows[i];

  return NULL;
}

/* (array length=n_rows) every row. */
const WlkStarttls *
wlk_starttls_get_all (gsize *n_rows)
{
  g_return_val_if_fail (n_rows != NULL, NULL);

  *n_rows = G_N_ELEMENTS (rows);
  return rows;
}
