/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-server.h"
#include "wlk-test-tls.h"

#include "base/wlk-error.h"
#include "net/wlk-certificate-message.h"

#include <gnutls/gnutls.h>
#include <string.h>
#include <sys/socket.h>

/* Servers that say something else than a good handshake, made by hand from bytes. */

#define SHORT_TIMEOUT    1 /* seconds */
#define ATTEMPTS_TIMEOUT 6 /* seconds; time for more attempts, also on a machine that is busy */

/* A ServerHello of TLS 1.2 with TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 and no extensions. */
static const guint8 server_hello[] = {
  0x16, 0x03, 0x03, 0x00, 0x2A, 0x02, 0x00, 0x00, 0x26, 0x03, 0x03,
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10,
  0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F, 0x20,
  0x00, 0xC0, 0x2F, 0x00,
};

typedef struct
{
  const char *name;
  const char *banner;
  const char *first_line;
  const char *cause;
} Banner;

static const Banner banners[] = {
  { "http", "HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", "HTTP/1.1 400 Bad Request",
    "plaintext_http" },
  { "html", "<html><body>\n", "<html><body>", "plaintext_http" },
  { "smtp", "220 mail.example ESMTP\r\n", "220 mail.example ESMTP", "plaintext_starttls" },
  { "smtp-many-lines", "220-mail.example\r\n220 ready\r\n", "220-mail.example",
    "plaintext_starttls" },
  { "imap", "* OK [CAPABILITY IMAP4rev1] ready\r\n", "* OK [CAPABILITY IMAP4rev1] ready",
    "plaintext_starttls" },
  { "pop3", "+OK ready\r\n", "+OK ready", "plaintext_starttls" },
  { "ftp", "220 (vsFTPd 3.0.3)\r\n", "220 (vsFTPd 3.0.3)", "plaintext_starttls" },
  { "nntp", "200 news.example\r\n", "200 news.example", "plaintext_starttls" },
  { "sieve", "\"IMPLEMENTATION\" \"x\"\r\n", "\"IMPLEMENTATION\" \"x\"", "plaintext_starttls" },
  { "ssh", "SSH-2.0-OpenSSH_9.2\r\n", "SSH-2.0-OpenSSH_9.2",
    "plaintext_other" },
  { "unknown", "hello\n", "hello", "plaintext_other" },
  { "control-characters", "\033[2J\1\xff\n", "⟨U+001B⟩[2J⟨U+0001⟩⟨0xFF⟩",
    "plaintext_other" },
};

static void
say_banner (GSocket      *socket,
            gconstpointer data)
{
  const Banner *banner = data;

  wlk_test_send (socket, banner->banner, strlen (banner->banner));
  wlk_test_wait_for_end (socket);
}

static void
test_banner (gconstpointer data)
{
  const Banner *banner = data;
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, say_banner, banner);
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (server);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE, banner->cause);
  g_assert_cmpstr (connection->first_line, ==, banner->first_line);
  g_assert_cmpstr (connection->handshake_point, ==, "ClientHello");
  g_assert_cmpint (connection->alert, ==, -1);
}

typedef struct
{
  int         number;
  const char *name;
  const char *cause;
} Alert;

static const Alert alerts[] = {
  { 40, "handshake_failure", "handshake_failure" },
  { 42, "bad_certificate", "bad_certificate_alert" },
  { 43, "unsupported_certificate", "unsupported_cert_alert" },
  { 45, "certificate_expired", "unrequested_cert_alert" },
  { 46, "certificate_unknown", "certificate_unknown_alert" },
  { 47, "illegal_parameter", "illegal_parameter_alert" },
  { 48, "unknown_ca", "unrequested_cert_alert" },
  { 49, "access_denied", "access_denied_alert" },
  { 50, "decode_error", "decode_error_alert" },
  { 51, "decrypt_error", "decrypt_error_alert" },
  { 70, "protocol_version", "protocol_version" },
  { 71, "insufficient_security", "insufficient_security_alert" },
  { 80, "internal_error", "internal_error" },
  { 86, "inappropriate_fallback", "inappropriate_fallback_alert" },
  { 112, "unrecognized_name", "unrecognized_name" },
  { 116, "certificate_required", "unrequested_cert_alert" },
  { 120, "no_application_protocol", "no_alpn" },
  { 200, NULL, NULL },
};

static void
say_alert (GSocket      *socket,
           gconstpointer data)
{
  const Alert *alert = data;
  guint8 record[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, alert->number };

  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, record, sizeof record);
}

static void
test_alert (gconstpointer data)
{
  const Alert *alert = data;
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, say_alert, alert);
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (server);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE, alert->cause);
  g_assert_cmpint (connection->alert, ==, alert->number);
  g_assert_cmpstr (wlk_connection_get_alert_name (connection), ==, alert->name);
  g_assert_cmpstr (connection->handshake_point, ==, "ClientHello");
}

static void
say_alert_after_hello (GSocket      *socket,
                       gconstpointer data)
{
  guint8 record[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, GNUTLS_A_HANDSHAKE_FAILURE };

  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, server_hello, sizeof server_hello);
  wlk_test_send (socket, record, sizeof record);
}

static void
test_alert_after_hello (void)
{
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, say_alert_after_hello, NULL);
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (server);

  wlk_test_assert_failed (connection, WLK_STAGE_CERTIFICATES, WLK_ERROR_HANDSHAKE,
                          "handshake_failure");
  g_assert_cmpstr (connection->handshake_point, ==, "ServerHello");
  g_assert_cmpstr (connection->session.protocol, ==, "TLS 1.2");
  g_assert_cmpstr (connection->session.cipher_suite, ==,
                   "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
}

static void
close_after_client_hello (GSocket      *socket,
                          gconstpointer data)
{
  wlk_test_receive_client_hello (socket);
}

/* A link-local address means nothing without the name of its interface. */
static void
test_tried_again_on_the_same_interface (void)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkTestServer) server = NULL;
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autoptr(WlkConnection) connection = NULL;
  GPtrArray *attempts;

  if (!wlk_test_has_ipv6 ())
    {
      g_test_skip ("this computer has no IPv6 loopback address");
      return;
    }
  server = wlk_test_server_new ("::1", close_after_client_hello, NULL);
  fields.proxy = "none";
  fields.timeout = ATTEMPTS_TIMEOUT;
  options = wlk_connection_options_new (&fields);
  connection = wlk_test_probe_with ("::1%1", wlk_test_server_get_port (server), options);
  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE, "eof");
  attempts = connection->attempts;
  g_assert_nonnull (attempts);
  g_assert_cmpuint (attempts->len, >, 0);
  for (guint i = 0; i < attempts->len; i++)
    {
      const WlkConnectionAttempt *attempt = attempts->pdata[i];

      g_assert_cmpstr (attempt->connection->addresses[0], ==, "::1%1");
    }
}

static void
test_eof (void)
{
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, close_after_client_hello, NULL);
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (server);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE, "eof");
  g_assert_cmpstr (connection->address, ==, WLK_TEST_LOOPBACK);
  g_assert_cmpstr (connection->handshake_point, ==, "ClientHello");
  g_assert_null (connection->session.protocol);
}

static void
reset_after_client_hello (GSocket      *socket,
                          gconstpointer data)
{
  struct linger now = { .l_onoff = 1, .l_linger = 0 };

  wlk_test_receive_client_hello (socket);
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static void
test_reset (void)
{
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, reset_after_client_hello, NULL);
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (server);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE, "reset");
}

static void
stay_silent (GSocket      *socket,
             gconstpointer data)
{
  wlk_test_wait_for_end (socket);
}

static void
test_silent (void)
{
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, stay_silent, NULL);
  g_autoptr(WlkConnection) connection =
    wlk_test_probe (WLK_TEST_LOOPBACK, wlk_test_server_get_port (server), SHORT_TIMEOUT);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_TIMED_OUT, NULL);
  g_assert_cmpstr (connection->handshake_point, ==, "ClientHello");
}

static void
say_slowly (GSocket      *socket,
            gconstpointer data)
{
  wlk_test_receive_client_hello (socket);
  for (gsize i = 0; i < sizeof server_hello && g_socket_is_connected (socket); i++)
    {
      if (g_socket_send (socket, (const char *) server_hello + i, 1, NULL, NULL) < 0)
        return;
      g_usleep (G_USEC_PER_SEC / 5);
    }
}

static void
test_slow (void)
{
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, say_slowly, NULL);
  g_autoptr(WlkConnection) connection =
    wlk_test_probe (WLK_TEST_LOOPBACK, wlk_test_server_get_port (server), SHORT_TIMEOUT);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_TIMED_OUT, NULL);
}

static void
say_garbage_after_hello (GSocket      *socket,
                         gconstpointer data)
{
  static const guint8 garbage[256] = { 0xDE, 0xAD, 0xBE, 0xEF };

  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, server_hello, sizeof server_hello);
  wlk_test_send (socket, garbage, sizeof garbage);
  wlk_test_wait_for_end (socket);
}

static void
test_garbage_after_hello (void)
{
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, say_garbage_after_hello, NULL);
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (server);

  wlk_test_assert_failed (connection, WLK_STAGE_CERTIFICATES, WLK_ERROR_HANDSHAKE,
                          "malformed_handshake");
  g_assert_cmpstr (connection->handshake_point, ==, "ServerHello");
  g_assert_cmpstr (connection->session.protocol, ==, "TLS 1.2");
  g_assert_null (connection->first_line);
}

/* The same ServerHello with the extension of RFC 7301, in which the server chooses what the
 * client has not offered, and no terminal should be sent. */
static void
say_hostile_protocol (GSocket      *socket,
                      gconstpointer data)
{
  static const guint8 extensions[] = {
    0x00, 0x0B, 0x00, 0x10, 0x00, 0x07, 0x00, 0x05, 0x04, 0x1B, 0x5B, 0xFF, 0x4A,
  };
  guint8 hello[sizeof server_hello + sizeof extensions];

  memcpy (hello, server_hello, sizeof server_hello);
  memcpy (hello + sizeof server_hello, extensions, sizeof extensions);
  hello[4] += sizeof extensions;
  hello[8] += sizeof extensions;
  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, hello, sizeof hello);
}

static void
test_hostile_protocol (void)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  const char * const offered[] = { "h2", NULL };
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, say_hostile_protocol, NULL);
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autoptr(WlkConnection) connection = NULL;
  const char *alpn;

  fields.alpn = (const char * const *) offered;
  fields.is_diagnosed = FALSE;
  fields.proxy = "none";
  options = wlk_connection_options_new (&fields);
  connection =
    wlk_test_probe_with (WLK_TEST_LOOPBACK, wlk_test_server_get_port (server), options);
  alpn = connection->session.alpn;
  g_assert_true (alpn == NULL || strcmp (alpn, "⟨U+001B⟩[⟨0xFF⟩J") == 0);
  g_assert_cmpstr (connection->session.protocol, ==, "TLS 1.2");
}

static void
say_without_end (GSocket      *socket,
                 gconstpointer data)
{
  /* HelloRequests, which a client ignores while it shakes hands. */
  static const guint8 record[] = { 0x16, 0x03, 0x03, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00 };

  wlk_test_receive_client_hello (socket);
  while (g_socket_send (socket, (const char *) record, sizeof record, NULL, NULL) > 0)
    ;
}

static void
test_endless (void)
{
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, say_without_end, NULL);
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (server);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE,
                          "malformed_handshake");
}

static void
warn_without_end (GSocket      *socket,
                  gconstpointer data)
{
  static const guint8 record[] = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x01, GNUTLS_A_USER_CANCELED };

  wlk_test_receive_client_hello (socket);
  while (g_socket_send (socket, (const char *) record, sizeof record, NULL, NULL) > 0)
    ;
}

static void
test_endless_warnings (void)
{
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, warn_without_end, NULL);
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (server);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE,
                          "malformed_handshake");
  g_assert_cmpint (connection->alert, ==, GNUTLS_A_USER_CANCELED);
}

static void
send_messages (GSocket          *socket,
               const GByteArray *messages)
{
  for (gsize offset = 0; offset < messages->len; offset += 0x4000)
    {
      gsize length = MIN (0x4000, messages->len - offset);
      guint8 record[] = { 0x16, 0x03, 0x03, length >> 8, length };

      wlk_test_send (socket, record, sizeof record);
      wlk_test_send (socket, messages->data + offset, length);
    }
}

/* Sends ServerHello and a Certificate message with this body, in as many records as it takes. */
static void
say_certificates (GSocket      *socket,
                  gconstpointer data)
{
  const GByteArray *body = data;
  guint8 header[] = { 0x0B, body->len >> 16, body->len >> 8, body->len };
  g_autoptr(GByteArray) message = g_byte_array_new ();

  g_byte_array_append (message, header, sizeof header);
  g_byte_array_append (message, body->data, body->len);
  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, server_hello, sizeof server_hello);
  send_messages (socket, message);
}

static void
append_length (GByteArray *bytes,
               gsize       length)
{
  guint8 field[] = { length >> 16, length >> 8, length };

  g_byte_array_append (bytes, field, sizeof field);
}

static GByteArray *
make_entries (guint n_entries,
              gsize entry_length)
{
  g_autofree guint8 *entry = g_malloc0 (MAX (entry_length, 1));
  GByteArray *body = g_byte_array_new ();

  append_length (body, n_entries * (3 + entry_length));
  for (guint i = 0; i < n_entries; i++)
    {
      append_length (body, entry_length);
      g_byte_array_append (body, entry, entry_length);
    }

  return body;
}

static WlkConnection *
probe_certificates (GByteArray *body)
{
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, say_certificates, body);

  return wlk_test_probe_server (server);
}

/* The server closes after its list: it is kept, in its odd order, around what is unreadable. */
static void
test_chain_kept (void)
{
  g_autoptr(GPtrArray) chain = wlk_test_tls_make_chain (3);
  const guint order[] = { 0, 2, 1, 0 };
  g_autoptr(GByteArray) body = make_entries (1, 20);
  g_autoptr(WlkConnection) connection = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      gsize length;
      const guint8 *der =
        wlk_certificate_get_der (g_ptr_array_index (chain, order[i]), &length);

      append_length (body, length);
      g_byte_array_append (body, der, length);
    }
  body->data[1] = (body->len - 3) >> 8;
  body->data[2] = body->len - 3;
  connection = probe_certificates (body);

  g_assert_cmpint (wlk_connection_get_failed_stage (connection), ==, WLK_STAGE_FINISHED);
  g_assert_cmpuint (connection->problems->len, ==, 1);
  g_assert_cmpuint (connection->chain->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_true (
      wlk_certificate_equal (g_ptr_array_index (connection->chain, i),
                             g_ptr_array_index (chain, order[i])));
}

static void
test_unreadable_certificate (void)
{
  g_autoptr(GByteArray) body = make_entries (1, 20);
  g_autoptr(WlkConnection) connection = probe_certificates (body);
  GPtrArray *problems = connection->problems;
  const WlkConnectionProblem *problem;

  wlk_test_assert_failed (connection, WLK_STAGE_FINISHED, WLK_ERROR_HANDSHAKE,
                          "malformed_handshake");
  g_assert_cmpstr (connection->handshake_point, ==, "Certificate");
  g_assert_cmpuint (connection->chain->len, ==, 0);
  g_assert_cmpuint (problems->len, ==, 1);
  problem = g_ptr_array_index (problems, 0);
  g_assert_cmpuint (problem->position, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (problem->der), ==, 20);
  g_assert_error (problem->error, WLK_ERROR, WLK_ERROR_PARSE);
}

static void
test_too_many_certificates (void)
{
  g_autoptr(GByteArray) body = make_entries (WLK_CERTIFICATE_MESSAGE_MAX_ENTRIES + 1, 1);
  g_autoptr(WlkConnection) connection = probe_certificates (body);

  wlk_test_assert_failed (connection, WLK_STAGE_CERTIFICATES, WLK_ERROR_LIMIT,
                          "handshake_too_large");
  g_assert_cmpuint (connection->problems->len, ==, WLK_CERTIFICATE_MESSAGE_MAX_ENTRIES);
}

/* A key of 32768 bits in a certificate that is else as good as any. */
static WlkCertificate *
make_certificate_with_huge_key (void)
{
  g_autoptr(GPtrArray) chain = wlk_test_tls_make_chain (3);
  WlkSpan span = wlk_certificate_get_span (chain->pdata[0],
                                           WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
  g_autofree char *modulus = g_strnfill (32768 / 4, 'F');
  g_autofree char *hex = g_strconcat ("30821022300D06092A864886F70D01010105000382100F00"
                                      "3082100A0282100100", modulus, "0203010001", NULL);

  return wlk_test_replace (chain->pdata[0], span, hex, WLK_TEST_KEY_EC_1);
}

/* GnuTLS would compute with it, and nothing could break that off. */
static void
test_huge_key (void)
{
  g_autoptr(WlkCertificate) certificate = make_certificate_with_huge_key ();
  g_autoptr(GByteArray) body = make_entries (0, 0);
  g_autoptr(WlkConnection) connection = NULL;
  gsize length;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);

  append_length (body, length);
  g_byte_array_append (body, der, length);
  body->data[1] = (body->len - 3) >> 8;
  body->data[2] = body->len - 3;
  connection = probe_certificates (body);
  wlk_test_assert_failed (connection, WLK_STAGE_FINISHED, WLK_ERROR_LIMIT, "handshake_too_large");
  wlk_test_assert_says (connection, WLK_STAGE_FINISHED, "so large");
  g_assert_cmpuint (connection->chain->len, ==, 1);
}

/* Nor can it be kept from it where the certificate cannot be read here. */
static void
test_huge_unreadable_certificate (void)
{
  g_autoptr(GByteArray) body = make_entries (1, 5000);
  g_autoptr(WlkConnection) connection = probe_certificates (body);

  wlk_test_assert_failed (connection, WLK_STAGE_FINISHED, WLK_ERROR_LIMIT, "handshake_too_large");
}

typedef struct
{
  const char *name;
  gsize       n_names; /* bytes of the list of CAs */
  const char *cause;
} Request;

static const Request requests[] = {
  { "cas-fit", 1000, NULL },
  { "cas-too-long", 0x10000, "ca_list_too_large" },
};

/* Sends a CertificateRequest whose list of CAs has a length cut to two bytes. */
static void
say_request (GSocket      *socket,
             gconstpointer data)
{
  const Request *request = data;
  g_autofree guint8 *names = g_malloc0 (request->n_names);
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_RSA_2048_0);
  g_autoptr(WlkCertificate) leaf = wlk_test_issue (&recipe, NULL);
  g_autoptr(GByteArray) messages = g_byte_array_new ();
  guint8 hello[sizeof server_hello];
  guint8 fields[] = { 0x01, 0x01, 0x00, 0x02, 0x04, 0x01, request->n_names >> 8,
                      request->n_names };
  gsize length;
  const guint8 *der = wlk_certificate_get_der (leaf, &length);

  memcpy (hello, server_hello, sizeof hello);
  hello[44] = 0x00; /* TLS_RSA_WITH_AES_128_GCM_SHA256, without ServerKeyExchange */
  hello[45] = 0x9C;
  g_byte_array_append (messages, (const guint8 *) "\x0B", 1);
  append_length (messages, length + 6);
  append_length (messages, length + 3);
  append_length (messages, length);
  g_byte_array_append (messages, der, length);
  g_byte_array_append (messages, (const guint8 *) "\x0D", 1);
  append_length (messages, sizeof fields + request->n_names);
  g_byte_array_append (messages, fields, sizeof fields);
  g_byte_array_append (messages, names, request->n_names);

  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, hello, sizeof hello);
  send_messages (socket, messages);
}

static void
test_request (gconstpointer data)
{
  const Request *request = data;
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, say_request, request);
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (server);

  g_assert_cmpuint (connection->chain->len, ==, 1);
  if (request->cause != NULL)
    wlk_test_assert_failed (connection, WLK_STAGE_CERTIFICATE_REQUEST, WLK_ERROR_HANDSHAKE,
                            request->cause);
  else
    g_assert_null (connection->stages[WLK_STAGE_CERTIFICATE_REQUEST].error);
}

static void
test_empty_list (void)
{
  g_autoptr(GByteArray) body = make_entries (0, 0);
  g_autoptr(WlkConnection) connection = probe_certificates (body);

  wlk_test_assert_failed (connection, WLK_STAGE_CERTIFICATES, WLK_ERROR_EMPTY,
                          "server_cert_missing");
}

static void
test_cut_list (void)
{
  g_autoptr(GByteArray) body = make_entries (2, 20);
  g_autoptr(WlkConnection) connection = NULL;

  body->data[2] -= 5; /* the list's length */
  g_byte_array_set_size (body, body->len - 5);
  connection = probe_certificates (body);
  wlk_test_assert_failed (connection, WLK_STAGE_CERTIFICATES, WLK_ERROR_PARSE,
                          "malformed_handshake");
  g_assert_cmpuint (connection->problems->len, ==, 1);
}

static void
test_huge_list (void)
{
  g_autoptr(GByteArray) body = make_entries (15, 1024 * 1024); /* 16 MiB do not fit the length */
  g_autoptr(WlkConnection) connection = probe_certificates (body);

  wlk_test_assert_failed (connection, WLK_STAGE_CERTIFICATES, WLK_ERROR_LIMIT,
                          "handshake_too_large");
  g_assert_cmpstr (connection->handshake_point, ==, "ServerHello");
  g_assert_cmpuint (connection->problems->len, ==, 0);
}

static void
say_stream_error (GSocket      *socket,
                  gconstpointer data)
{
  static const char words[] = "<?xml version='1.0'?><stream:error/></stream:stream>";
  char bytes[1024];

  g_socket_receive (socket, bytes, sizeof bytes, NULL, NULL);
  wlk_test_send (socket, words, strlen (words));
}

/* XMPP has names in U-labels, unlike everything else (RFC 7622 §3.2.1). */
static void
test_xmpp_host (void)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, say_stream_error, NULL);
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autoptr(WlkConnection) connection = NULL;

  fields.address = WLK_TEST_LOOPBACK;
  fields.is_diagnosed = FALSE;
  fields.proxy = "none";
  fields.starttls = "xmpp-client";
  options = wlk_connection_options_new (&fields);
  connection =
    wlk_test_probe_with ("xn--bcher-kva.example", wlk_test_server_get_port (server), options);
  wlk_test_assert_failed (connection, WLK_STAGE_STARTTLS, WLK_ERROR_HANDSHAKE,
                          "starttls_refused");
  g_assert_nonnull (strstr (connection->dialogue[0],
                            "<stream:stream to='bücher.example'"));
}

static void
close_within_certificates (GSocket      *socket,
                           gconstpointer data)
{
  static const guint8 begin[] = { 0x16, 0x03, 0x03, 0x10, 0x00, 0x0B, 0x00, 0x20, 0x00, 0x00 };

  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, server_hello, sizeof server_hello);
  wlk_test_send (socket, begin, sizeof begin);
}

static void
test_close_within_certificates (void)
{
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, close_within_certificates, NULL);
  g_autoptr(WlkConnection) connection = wlk_test_probe_server (server);

  wlk_test_assert_failed (connection, WLK_STAGE_CERTIFICATES, WLK_ERROR_HANDSHAKE, "eof");
  g_assert_cmpstr (connection->handshake_point, ==, "ServerHello");
}

static void
add_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (banners); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/plaintext/%s-shown", banners[i].name);

      g_test_add_data_func (path, &banners[i], test_banner);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (alerts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/alert/%d-named", alerts[i].number);

      g_test_add_data_func (path, &alerts[i], test_alert);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/certificate-request/%s", requests[i].name);

      g_test_add_data_func (path, &requests[i], test_request);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_table ();
  g_test_add_func ("/net/alert/after-server-hello-fails", test_alert_after_hello);
  g_test_add_func ("/net/diagnosis/same-interface-tried-again",
                   test_tried_again_on_the_same_interface);
  g_test_add_func ("/net/handshake/close-is-eof", test_eof);
  g_test_add_func ("/net/handshake/reset-is-reset", test_reset);
  g_test_add_func ("/net/handshake/silence-times-out", test_silent);
  g_test_add_func ("/net/handshake/slow-server-times-out", test_slow);
  g_test_add_func ("/net/handshake/garbage-after-server-hello-fails", test_garbage_after_hello);
  g_test_add_func ("/net/handshake/hostile-protocol-is-visible", test_hostile_protocol);
  g_test_add_func ("/net/handshake/endless-messages-fail", test_endless);
  g_test_add_func ("/net/handshake/endless-warnings-fail", test_endless_warnings);
  g_test_add_func ("/net/starttls/xmpp-host-in-u-labels", test_xmpp_host);
  g_test_add_func ("/net/certificates/chain-kept-in-order-as-sent", test_chain_kept);
  g_test_add_func ("/net/certificates/unreadable-kept", test_unreadable_certificate);
  g_test_add_func ("/net/certificates/huge-key-fails", test_huge_key);
  g_test_add_func ("/net/certificates/huge-and-unreadable-fails",
                   test_huge_unreadable_certificate);
  g_test_add_func ("/net/certificates/too-many-refused", test_too_many_certificates);
  g_test_add_func ("/net/certificates/empty-list-fails", test_empty_list);
  g_test_add_func ("/net/certificates/cut-list-fails", test_cut_list);
  g_test_add_func ("/net/certificates/huge-list-refused", test_huge_list);
  g_test_add_func ("/net/certificates/close-within-is-eof", test_close_within_certificates);

  return g_test_run ();
}
