/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-resolver.h"
#include "wlk-test-server.h"
#include "wlk-test-tls.h"

#include "base/wlk-error.h"
#include "net/wlk-connection-facts.h"

#include <string.h>

/* Handshakes with a TLS server in this process: what is learned of a session. */

#define TIMEOUT        10  /* seconds */
#define WAY_TIME       600 /* ms to a server that is far away; the same back */
#define CHAIN_LENGTH   4   /* certificates, with the root */
#define ALL_PRIORITIES "NORMAL:+VERS-TLS1.0:+VERS-TLS1.1"

static WlkTestTls
make_config (const char *priorities)
{
  return (WlkTestTls) {
           .priorities = priorities,
           .chain = wlk_test_tls_make_chain (CHAIN_LENGTH),
           .key = WLK_TEST_KEY_EC_0 + CHAIN_LENGTH - 1,
           .request = GNUTLS_CERT_IGNORE,
  };
}

static void
clear_config (WlkTestTls *config)
{
  g_clear_pointer (&config->chain, g_ptr_array_unref);
  g_clear_pointer (&config->server_name, g_free);
}

static WlkConnection *
probe (WlkTestTls *config)
{
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, config);

  return wlk_test_probe_server (server);
}

static void
assert_chain (WlkConnection *connection,
              GPtrArray     *expected)
{
  GPtrArray *chain = connection->chain;

  g_assert_cmpuint (connection->problems->len, ==, 0);
  g_assert_cmpuint (chain->len, ==, expected->len);
  for (guint i = 0; i < chain->len; i++)
    g_assert_true (wlk_certificate_equal (g_ptr_array_index (chain, i),
                                          g_ptr_array_index (expected, i)));
}

typedef struct
{
  const char *name;
  const char *priorities;
  const char *protocol;
  const char *cipher_suite;
  const char *group;
  const char *signature;
} Version;

static const Version versions[] = {
  { "tls-1.0", "NORMAL:-VERS-ALL:+VERS-TLS1.0:-CIPHER-ALL:+AES-256-CBC:-GROUP-ALL:+GROUP-SECP256R1",
    "TLS 1.0", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "SECP256R1", NULL },
  { "tls-1.1", "NORMAL:-VERS-ALL:+VERS-TLS1.1:-CIPHER-ALL:+AES-256-CBC:-GROUP-ALL:+GROUP-SECP256R1",
    "TLS 1.1", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "SECP256R1", NULL },
  { "tls-1.2", "NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+AES-128-GCM:-GROUP-ALL:+GROUP-X25519",
    "TLS 1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "X25519", "ECDSA-SHA256" },
  { "tls-1.3",
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+CHACHA20-POLY1305:-GROUP-ALL:+GROUP-X25519",
    "TLS 1.3", "TLS_CHACHA20_POLY1305_SHA256", "X25519", "ECDSA-SECP256R1-SHA256" },
};

static void
test_version (gconstpointer data)
{
  const Version *version = data;
  WlkTestTls config = make_config (version->priorities);
  g_autoptr(WlkConnection) connection = probe (&config);
  const WlkTlsSession *session = &connection->session;

  g_assert_true (wlk_connection_is_complete (connection));
  g_assert_null (connection->cause);
  g_assert_cmpstr (session->protocol, ==, version->protocol);
  g_assert_cmpstr (session->cipher_suite, ==, version->cipher_suite);
  g_assert_cmpstr (session->group, ==, version->group);
  g_assert_cmpstr (session->signature, ==, version->signature);
  g_assert_cmpstr (connection->handshake_point, ==, "Finished");
  assert_chain (connection, config.chain);
  clear_config (&config);
}

static void
test_stages_timed (void)
{
  static const WlkConnectionStage left_out[] = {
    WLK_STAGE_STARTTLS, WLK_STAGE_CERTIFICATE_REQUEST, WLK_STAGE_CLIENT_CERTIFICATE,
  };
  WlkTestTls config = make_config (ALL_PRIORITIES);
  g_autoptr(WlkConnection) connection = probe (&config);
  gint64 last = 0;
  guint n_reached = 0;

  for (WlkConnectionStage stage = 0; stage < WLK_N_STAGES; stage++)
    {
      const WlkStageRecord *record = &connection->stages[stage];

      if (!record->is_reached)
        continue;
      n_reached++;
      g_assert_true (record->is_ended);
      g_assert_no_error (record->error);
      g_assert_cmpint (record->started, >=, last);
      g_assert_cmpint (record->duration, >=, 0);
      last = record->started;
    }
  g_assert_cmpuint (n_reached, ==, WLK_N_STAGES - G_N_ELEMENTS (left_out));
  for (gsize i = 0; i < G_N_ELEMENTS (left_out); i++)
    g_assert_false (connection->stages[left_out[i]].is_reached);
  clear_config (&config);
}

static void
test_messages_traced (void)
{
  const char *expected[] = { "→ ClientHello", "← ServerHello", "← EncryptedExtensions",
                             "← Certificate", "← CertificateVerify", "← Finished", "→ Finished",
                             NULL };
  WlkTestTls config = make_config ("NORMAL:-VERS-ALL:+VERS-TLS1.3");
  g_autoptr(WlkConnection) connection = probe (&config);

  g_assert_true (g_strv_equal (connection->messages, expected));
  clear_config (&config);
}

static void
test_server_name_sent (void)
{
  const char *addresses[] = { WLK_TEST_LOOPBACK, NULL };
  WlkTestTls config = make_config (ALL_PRIORITIES);
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, &config);
  g_autoptr(GResolver) resolver = wlk_test_resolver_new_addresses (addresses);
  g_autoptr(WlkConnection) connection = NULL;

  g_resolver_set_default (resolver);
  connection = wlk_test_probe ("BÜCHER.example.", wlk_test_server_get_port (server), TIMEOUT);
  g_clear_pointer (&server, wlk_test_server_free);
  g_assert_cmpstr (config.server_name, ==, "xn--bcher-kva.example");
  g_assert_cmpstr (wlk_connection_get_server_name (connection), ==, "xn--bcher-kva.example");
  clear_config (&config);
}

static void
test_address_not_sent (void)
{
  WlkTestTls config = make_config (ALL_PRIORITIES);
  g_autoptr(WlkConnection) connection = probe (&config);

  g_assert_true (wlk_connection_is_complete (connection));
  g_assert_null (config.server_name);
  g_assert_null (wlk_connection_get_server_name (connection));
  clear_config (&config);
}

static void
test_ipv6 (void)
{
  WlkTestTls config = make_config (ALL_PRIORITIES);
  g_autoptr(WlkTestServer) server = NULL;
  g_autoptr(WlkConnection) connection = NULL;

  if (wlk_test_has_ipv6 ())
    {
      server = wlk_test_server_new ("::1", wlk_test_tls_serve, &config);
      connection = wlk_test_probe ("::1", wlk_test_server_get_port (server), TIMEOUT);
      g_assert_true (wlk_connection_is_complete (connection));
      g_assert_cmpstr (connection->address, ==, "::1");
    }
  else
    {
      g_test_skip ("this computer has no IPv6 loopback address");
    }
  g_clear_pointer (&server, wlk_test_server_free);
  clear_config (&config);
}

static void
test_warning_passes (void)
{
  WlkTestTls config = make_config ("NORMAL:-VERS-ALL:+VERS-TLS1.2");
  g_autoptr(WlkConnection) connection = NULL;

  config.warning = GNUTLS_A_UNRECOGNIZED_NAME;
  connection = probe (&config);
  g_assert_true (wlk_connection_is_complete (connection));
  g_assert_cmpint (connection->alert, ==, GNUTLS_A_UNRECOGNIZED_NAME);
  g_assert_true (connection->session.is_name_unrecognized);
  g_assert_null (connection->cause);
  clear_config (&config);
}

static void
test_no_reason_given (void)
{
  WlkTestTls config = make_config ("NORMAL:-VERS-ALL:+VERS-TLS1.2:-CIPHER-ALL:+CAMELLIA-256-GCM");
  g_autoptr(WlkConnection) connection = probe (&config);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE,
                          "handshake_failure");
  g_assert_cmpuint (connection->chain->len, ==, 0);
  clear_config (&config);
}

typedef struct
{
  const char                  *name;
  const char                  *priorities;
  gnutls_certificate_request_t request;
  const char                  *cause; /* NULL when it completes */
  WlkConnectionStage           stage; /* which fails, when it does not complete */
} ClientCertificate;

static const ClientCertificate client_certificates[] = {
  { "tls-1.2-optional-completes", "NORMAL:-VERS-ALL:+VERS-TLS1.2", GNUTLS_CERT_REQUEST, NULL },
  { "tls-1.2-required-fails", "NORMAL:-VERS-ALL:+VERS-TLS1.2", GNUTLS_CERT_REQUIRE,
    "client_cert_required_12", WLK_STAGE_CLIENT_CERTIFICATE },
  { "tls-1.3-optional-completes", "NORMAL:-VERS-ALL:+VERS-TLS1.3", GNUTLS_CERT_REQUEST, NULL },
  { "tls-1.3-required-fails", "NORMAL:-VERS-ALL:+VERS-TLS1.3", GNUTLS_CERT_REQUIRE,
    "client_cert_required_13", WLK_STAGE_ANSWER },
};

static void
test_client_certificate (gconstpointer data)
{
  const ClientCertificate *row = data;
  WlkTestTls config = make_config (row->priorities);
  g_autoptr(WlkConnection) connection = NULL;

  config.request = row->request;
  config.accepted = g_ptr_array_index (config.chain, CHAIN_LENGTH - 1);
  connection = probe (&config);
  g_assert_true (wlk_connection_is_certificate_requested (connection));
  g_assert_cmpuint (connection->certificate_request->issuers->len, ==, 1);
  if (row->cause != NULL)
    wlk_test_assert_failed (connection, row->stage, WLK_ERROR_HANDSHAKE, row->cause);
  else
    g_assert_true (wlk_connection_is_complete (connection));
  g_assert_cmpint (wlk_connection_facts_get_client_verdict (connection), ==,
                   row->cause != NULL ? WLK_CLIENT_VERDICT_REFUSED : WLK_CLIENT_VERDICT_UNKNOWN);
  assert_chain (connection, config.chain);
  clear_config (&config);
}

/* A long way: what goes in at one end comes out at the other a while later. */
typedef struct
{
  GSocket *from;
  GSocket *to;
} Way;

static gpointer
carry (gpointer data)
{
  const Way *way = data;
  char buffer[0x4000];
  gssize length;

  while ((length = g_socket_receive (way->from, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      g_usleep (WAY_TIME * 1000);
      wlk_test_send (way->to, buffer, (gsize) length);
    }
  g_socket_shutdown (way->to, FALSE, TRUE, NULL);

  return NULL;
}

static void
relay (GSocket      *socket,
       gconstpointer data)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection =
    g_socket_client_connect_to_host (client, WLK_TEST_LOOPBACK,
                                     wlk_test_server_get_port ((WlkTestServer *) data), NULL, NULL);
  GSocket *server = g_socket_connection_get_socket (connection);
  Way there = { socket, server };
  Way back = { server, socket };
  GThread *thread = g_thread_new ("way-back", carry, &back);

  carry (&there);
  g_thread_join (thread);
}

/* The alert of a server that is far away takes as long as its ServerHello did. */
static void
test_far_server_refuses (void)
{
  WlkTestTls config = make_config ("NORMAL:-VERS-ALL:+VERS-TLS1.3");
  g_autoptr(WlkTestServer) server = NULL;
  g_autoptr(WlkTestServer) far = NULL;
  g_autoptr(WlkConnection) connection = NULL;

  config.request = GNUTLS_CERT_REQUIRE;
  server = wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, &config);
  far = wlk_test_server_new (WLK_TEST_LOOPBACK, relay, server);
  connection = wlk_test_probe_server (far);
  wlk_test_assert_failed (connection, WLK_STAGE_ANSWER, WLK_ERROR_HANDSHAKE,
                          "client_cert_required_13");
  g_clear_pointer (&far, wlk_test_server_free);
  g_clear_pointer (&server, wlk_test_server_free);
  clear_config (&config);
}

/* A server that asked who we are, and resets the connection when it knows, refuses. */
static void
test_reset_refuses (void)
{
  WlkTestTls config = make_config ("NORMAL:-VERS-ALL:+VERS-TLS1.3");
  g_autoptr(WlkConnection) connection = NULL;

  config.request = GNUTLS_CERT_REQUEST;
  config.resets = TRUE;
  connection = probe (&config);
  wlk_test_assert_failed (connection, WLK_STAGE_ANSWER, WLK_ERROR_HANDSHAKE,
                          "client_cert_required_13");
  assert_chain (connection, config.chain);
  clear_config (&config);
}

/* Without a question, how a server closes a connection of no use says nothing. */
static void
test_reset_completes (void)
{
  WlkTestTls config = make_config ("NORMAL:-VERS-ALL:+VERS-TLS1.3");
  g_autoptr(WlkConnection) connection = NULL;

  config.resets = TRUE;
  connection = probe (&config);
  g_assert_true (wlk_connection_is_complete (connection));
  clear_config (&config);
}

/* Leaves that a verifying client would refuse must not end this one's handshake. */
static void
assert_completes_with (const WlkTestRecipe *recipe)
{
  WlkTestTls config = { .priorities = ALL_PRIORITIES, .key = recipe->key };
  g_autoptr(WlkConnection) connection = NULL;

  config.chain = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (config.chain, wlk_test_issue (recipe, NULL));
  connection = probe (&config);
  g_assert_true (wlk_connection_is_complete (connection));
  assert_chain (connection, config.chain);
  clear_config (&config);
}

static void
test_expired_completes (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_0);

  recipe.not_before = 0;
  recipe.not_after = 1;
  assert_completes_with (&recipe);
}

static void
test_weak_key_completes (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_RSA_1024);

  assert_completes_with (&recipe);
}

static void
test_bad_signature_completes (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_0);

  recipe.has_bad_signature = TRUE;
  assert_completes_with (&recipe);
}

static void
test_connection_is_freed (void)
{
  WlkTestTls config = make_config (ALL_PRIORITIES);
  WlkConnection *connection = probe (&config);

  while (g_main_context_iteration (NULL, FALSE))
    ;
  wlk_connection_unref (connection);
  clear_config (&config);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/session/%s-recorded", versions[i].name);

      g_test_add_data_func (path, &versions[i], test_version);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (client_certificates); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/net/client-certificate/%s", client_certificates[i].name);

      g_test_add_data_func (path, &client_certificates[i], test_client_certificate);
    }
  g_test_add_func ("/net/client-certificate/far-server-required-fails", test_far_server_refuses);
  g_test_add_func ("/net/client-certificate/reset-after-request-fails", test_reset_refuses);
  g_test_add_func ("/net/session/reset-after-handshake-completes", test_reset_completes);
  g_test_add_func ("/net/session/stages-timed", test_stages_timed);
  g_test_add_func ("/net/session/messages-traced", test_messages_traced);
  g_test_add_func ("/net/session/server-name-sent", test_server_name_sent);
  g_test_add_func ("/net/session/address-not-sent-as-name", test_address_not_sent);
  g_test_add_func ("/net/session/ipv6-completes", test_ipv6);
  g_test_add_func ("/net/session/warning-alert-passes", test_warning_passes);
  g_test_add_func ("/net/session/no-shared-cipher-fails-without-reason", test_no_reason_given);
  g_test_add_func ("/net/session/expired-certificate-completes", test_expired_completes);
  g_test_add_func ("/net/session/weak-key-completes", test_weak_key_completes);
  g_test_add_func ("/net/session/bad-signature-completes", test_bad_signature_completes);
  g_test_add_func ("/net/session/connection-is-freed", test_connection_is_freed);

  return g_test_run ();
}
