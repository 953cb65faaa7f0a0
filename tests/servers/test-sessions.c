/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"
#include "wlk-test-daemons.h"
#include "wlk-test-der.h"
#include "wlk-test-pki.h"
#include "wlk-test-revocation.h"

/* What is to be said of a session that works: GnuTLS's server with what is out of date, and
 * openssl's with timestamps of public logs in each of the three places. */

static void
assert_finding (WlkTestAnswer *answer,
                const char    *step,
                const char    *outcome,
                const char    *cause)
{
  JsonObject *finding = wlk_test_answer_find (answer, step);

  g_assert_nonnull (finding);
  g_assert_cmpstr (json_object_get_string_member (finding, "outcome"), ==, outcome);
  g_assert_cmpstr (json_object_get_string_member_with_default (finding, "cause", NULL), ==, cause);
}

typedef struct
{
  const char *name;
  const char *priorities;
  const char *step;
  const char *outcome;
  const char *cause;
  const char *says; /* in the evidence of that step */
} Session;

#define TLS_1_2 "NORMAL:-VERS-ALL:+VERS-TLS1.2"

static const Session sessions[] = {
  { "tls-1.3-passes", "NORMAL", "protocol-version", "passed", NULL, "TLS 1.3" },
  { "tls-1.1-warns", "NORMAL:-VERS-ALL:+VERS-TLS1.1", "protocol-version", "warning",
    "old_version", "TLS 1.1" },
  { "strong-cipher-passes", TLS_1_2, "cipher-strength", "passed", NULL,
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384" },
  { "triple-des-warns", TLS_1_2 ":-CIPHER-ALL:+3DES-CBC", "cipher-strength",
    "warning", "weak_cipher", "3DES" },
  { "secure-renegotiation-passes", TLS_1_2, "secure-renegotiation", "passed", NULL,
    "TLS 1.2" },
  { "no-secure-renegotiation-warns", TLS_1_2 ":%DISABLE_SAFE_RENEGOTIATION",
    "secure-renegotiation", "warning", "legacy_renegotiation", "TLS 1.2" },
  { "sha256-signature-passes", TLS_1_2 ":-SIGN-ALL:+SIGN-ECDSA-SHA256", "handshake-finished",
    "passed", NULL, "ECDSA-SHA256" },
  { "sha1-signature-warns", TLS_1_2 ":-SIGN-ALL:+SIGN-ECDSA-SHA1", "handshake-finished",
    "warning", "sha1_handshake", "ECDSA-SHA1" },
};

static void
test_session (gconstpointer data)
{
  const Session *session = data;
  const char *arguments[] = {
    "--quiet", "--port", "@PORT@", "--disable-client-cert", "--priority", session->priorities,
    "--x509certfile", "chain.pem", "--x509keyfile", "key.pem", NULL
  };
  const WlkTestDaemonRecipe recipe = { "gnutls-serv", .arguments = arguments };
  g_autoptr(WlkTestDaemon) daemon = wlk_test_daemon_start (&recipe);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, NULL);
  wlk_test_answer_assert_trusted (answer, "CN=localhost");
  assert_finding (answer, session->step, session->outcome, session->cause);
  wlk_test_answer_assert_evidence (answer, session->step, session->says);
}

/* GnuTLS’s server keeps a key that may only sign from deciphering; openssl’s does not, so that the
 * key usage does not allow the key exchange. */
static void
test_no_forward_secrecy (void)
{
  const char *arguments[] = {
    "s_server", "-quiet", "-accept", "127.0.0.1:@PORT@", "-cert", "other.pem", "-cert_chain",
    "issuers.pem", "-key", "other.key", "-tls1_2", "-cipher", "AES128-GCM-SHA256", NULL
  };
  const WlkTestDaemonRecipe recipe = { "openssl", .arguments = arguments };
  g_autoptr(WlkTestDaemon) daemon = wlk_test_daemon_start (&recipe);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_OTHER, 0, NULL);
  wlk_test_answer_assert_decisive (answer, "key-usage", "ku_leaf");
  assert_finding (answer, "cipher-strength", "warning", "no_forward_secrecy");
  wlk_test_answer_assert_evidence (answer, "cipher-strength", "TLS_RSA_WITH_AES_128");
}

/* The list in a handshake, for TLS 1.2 and TLS 1.3, as openssl wants to have it: a context, the
 * extension’s number 18, and its length. */
static char *
dup_server_info (void)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *text = NULL;

  wlk_test_der_add_hex (bytes, "000011c0" "0012" "003b"
                        WLK_TEST_PKI_TIMESTAMPS (WLK_TEST_PKI_NIMBUS_2027));
  text = g_base64_encode (bytes->data, bytes->len);

  return g_strdup_printf ("-----BEGIN SERVERINFOV2 FOR timestamps-----\n%s\n"
                          "-----END SERVERINFOV2 FOR timestamps-----\n", text);
}

static GBytes *
make_staple (void)
{
  g_autoptr(WlkTestPki) pki = wlk_test_pki_new ();
  WlkTestResponse response = wlk_test_response (pki->leaf, pki->issuer, WLK_TEST_PKI_ISSUER_KEY);

  response.this_update = WLK_TEST_TIME - 60;
  response.next_update = WLK_TEST_TIME + 60;
  response.single_extensions = "304b" "060a2b06010401d679020405" "043d" "043b"
                               WLK_TEST_PKI_TIMESTAMPS (WLK_TEST_PKI_HETU_2027);

  return wlk_test_response_make (&response);
}

/* The certificate itself has the first, the handshake and the stapled response one more each. */
static void
test_timestamps (gconstpointer data)
{
  g_autofree char *info = dup_server_info ();
  g_autoptr(GBytes) staple = make_staple ();
  const WlkTestFile files[] = {
    { "info.pem", info, NULL }, { "staple.der", NULL, staple }, { NULL, NULL, NULL }
  };
  const char *arguments[] = {
    "s_server", "-quiet", "-accept", "127.0.0.1:@PORT@", "-cert", "logged.pem", "-cert_chain",
    "issuers.pem", "-key", "key.pem", "-serverinfo", "info.pem", "-status_file", "staple.der",
    data, NULL
  };
  const WlkTestDaemonRecipe recipe = { "openssl", files, .arguments = arguments };
  g_autoptr(WlkTestDaemon) daemon = wlk_test_daemon_start (&recipe);
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, NULL);
  assert_finding (answer, "handshake-finished", "passed", NULL);
  assert_finding (answer, "timestamps-received", "passed", NULL);
  wlk_test_answer_assert_evidence (answer, "timestamps-received", "Google Argon2027h1, 2026-");
  wlk_test_answer_assert_evidence (answer, "timestamps-received", "Cloudflare Nimbus2027, 2026-");
  wlk_test_answer_assert_evidence (answer, "timestamps-received", "TrustAsia HETU2027, 2026-");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sessions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/session/%s", sessions[i].name);

      g_test_add_data_func (path, &sessions[i], test_session);
    }
  g_test_add_func ("/servers/session/no-forward-secrecy-warns", test_no_forward_secrecy);
  g_test_add_data_func ("/servers/session/timestamps-in-tls-1.2-shown", "-tls1_2",
                        test_timestamps);
  g_test_add_data_func ("/servers/session/timestamps-in-tls-1.3-shown", "-tls1_3",
                        test_timestamps);

  return g_test_run ();
}
