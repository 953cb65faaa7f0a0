/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-program.h"
#include "wlk-test-server.h"

#include "base/wlk-error.h"

/* The TLS servers that people have, from the packages gnutls-bin and openssl. */

#define TIMEOUT 10 /* seconds */

#define GNUTLS_PROGRAM "gnutls-serv", "--quiet", "--port", "@PORT@", \
  "--x509certfile", "@CHAIN@", "--x509keyfile", "@KEY@"
#define OPENSSL_PROGRAM "openssl", "s_server", "-quiet", "-accept", "127.0.0.1:@PORT@", \
  "-cert", "@LEAF@", "-cert_chain", "@ISSUERS@", "-key", "@KEY@"

typedef struct
{
  const char        *name;
  const char        *arguments[20];
  const char        *protocol;
  const char        *cause; /* NULL when it completes */
  int                alert; /* -1 for none */
  guint              n_chain; /* 0 when nothing is sent */

  WlkConnectionStage stage; /* which fails */
} Server;

static const Server servers[] = {
  { "gnutls-serv-completes", { GNUTLS_PROGRAM, "--disable-client-cert", NULL },
    "TLS 1.3", NULL, -1, 3 },
  { "gnutls-serv-tls-1.2-completes",
    { GNUTLS_PROGRAM, "--disable-client-cert", "--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.2",
      NULL },
    "TLS 1.2", NULL, -1, 3 },
  { "gnutls-serv-optional-certificate-completes", { GNUTLS_PROGRAM, NULL },
    "TLS 1.3", NULL, -1, 3 },
  { "gnutls-serv-required-certificate-fails", { GNUTLS_PROGRAM, "--require-client-cert", NULL },
    "TLS 1.3", "client_cert_required_13", 116, 3, WLK_STAGE_ANSWER },
  { "openssl-completes", { OPENSSL_PROGRAM, NULL }, "TLS 1.3", NULL, -1, 3 },
  { "openssl-tls-1.2-completes", { OPENSSL_PROGRAM, "-tls1_2", NULL }, "TLS 1.2", NULL, -1, 3 },
  { "openssl-tls-1.0-completes",
    { OPENSSL_PROGRAM, "-tls1", "-cipher", "ALL:@SECLEVEL=0", NULL }, "TLS 1.0", NULL, -1, 3 },
  { "openssl-optional-certificate-completes", { OPENSSL_PROGRAM, "-verify", "1", NULL },
    "TLS 1.3", NULL, -1, 3 },
  { "openssl-tls-1.3-required-certificate-fails", { OPENSSL_PROGRAM, "-Verify", "1", NULL },
    "TLS 1.3", "client_cert_required_13", 116, 3, WLK_STAGE_ANSWER },
  { "openssl-tls-1.2-required-certificate-fails",
    { OPENSSL_PROGRAM, "-tls1_2", "-Verify", "1", NULL },
    "TLS 1.2", "client_cert_required_12", 40, 3, WLK_STAGE_CLIENT_CERTIFICATE },
  { "openssl-no-shared-cipher-fails",
    { OPENSSL_PROGRAM, "-tls1_2", "-cipher", "ECDHE-ECDSA-ARIA128-GCM-SHA256", NULL },
    NULL, "handshake_failure", 40, 0, WLK_STAGE_SERVER_HELLO },
};

static GPtrArray *
make_chain (const WlkTestRecipe *leaf)
{
  WlkTestRecipe recipes[3];
  g_autoptr(GPtrArray) path = NULL;
  GPtrArray *chain = g_ptr_array_new_with_free_func (g_object_unref);

  wlk_test_make_recipes (recipes, G_N_ELEMENTS (recipes));
  recipes[2] = *leaf;
  path = wlk_test_issue_path (recipes, G_N_ELEMENTS (recipes));
  for (guint i = path->len; i > 0; i--)
    g_ptr_array_add (chain, g_object_ref (g_ptr_array_index (path, i - 1)));

  return chain;
}

static void
assert_chain (WlkConnection *connection,
              GPtrArray     *chain,
              guint          n_sent)
{
  GPtrArray *received = connection->chain;

  g_assert_cmpuint (received->len, ==, n_sent);
  for (guint i = 0; i < n_sent; i++)
    g_assert_true (wlk_certificate_equal (g_ptr_array_index (received, i),
                                          g_ptr_array_index (chain, i)));
}

static void
test_server (gconstpointer data)
{
  const Server *server = data;
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_2);
  g_autoptr(GPtrArray) chain = make_chain (&leaf);
  g_autoptr(WlkTestProgram) program =
    wlk_test_program_start (server->arguments, chain, leaf.key);
  g_autoptr(WlkConnection) connection = NULL;

  if (program == NULL)
    return;
  connection = wlk_test_probe (WLK_TEST_LOOPBACK, wlk_test_program_get_port (program), TIMEOUT);
  if (server->cause != NULL)
    wlk_test_assert_failed (connection, server->stage, WLK_ERROR_HANDSHAKE, server->cause);
  else
    g_assert_true (wlk_connection_is_complete (connection));
  g_assert_cmpint (connection->alert, ==, server->alert);
  g_assert_cmpstr (connection->session.protocol, ==, server->protocol);
  assert_chain (connection, chain, server->n_chain);
}

/* GnuTLS as a client would refuse this key usage before a step could name it. */
static void
test_wrong_key_usage (void)
{
  const char *arguments[] = { OPENSSL_PROGRAM, NULL };
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_RSA_2048_0);
  g_autoptr(GPtrArray) chain = NULL;
  g_autoptr(WlkTestProgram) program = NULL;
  g_autoptr(WlkConnection) connection = NULL;

  leaf.key_usage = WLK_KEY_USAGE_KEY_CERT_SIGN;
  chain = make_chain (&leaf);
  program = wlk_test_program_start (arguments, chain, leaf.key);
  if (program == NULL)
    return;
  connection = wlk_test_probe (WLK_TEST_LOOPBACK, wlk_test_program_get_port (program), TIMEOUT);
  g_assert_true (wlk_connection_is_complete (connection));
  assert_chain (connection, chain, chain->len);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/server/%s", servers[i].name);

      g_test_add_data_func (path, &servers[i], test_server);
    }
  g_test_add_func ("/net/server/openssl-wrong-key-usage-completes", test_wrong_key_usage);

  return g_test_run ();
}
