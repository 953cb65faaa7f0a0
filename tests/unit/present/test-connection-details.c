/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-connection-details.h"

#include "base/wlk-error.h"
#include "inspect/wlk-inspector.h"
#include "net/wlk-connection.h"
#include "wlk-test-revocation.h"

#include <string.h>

/* A connection that is written down by hand, and what its details say. */

/* A list with one timestamp of “Google Argon2026h1”, of 2026-06-01 12:00:00 UTC; and the extension
 * of an OCSP response that has such a list. */
#define LOG_ID "0e5794bcf3aea93e331b2c9907b3f790df9bc23d713225dd21a925ac61c54e21"
#define TIMESTAMPS "0032" "0030" "00" LOG_ID "0000019e830e1a00" "0000" "0403" "000100"
#define TIMESTAMPS_EXTENSION "3044" "060a2b06010401d679020405" "0436" "0434" TIMESTAMPS

typedef struct
{
  WlkTestRecipe   recipes[2]; /* anchor and leaf */
  WlkCertificate *root;
  WlkCertificate *leaf;
  WlkConnection  *connection;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("BÜCHER.example:8443", NULL);

  wlk_test_make_recipes (fixture->recipes, 2);
  fixture->root = wlk_test_issue (&fixture->recipes[0], NULL);
  fixture->leaf = wlk_test_issue (&fixture->recipes[1], &fixture->recipes[0]);
  fixture->connection = wlk_connection_new (target, NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->root);
  g_object_unref (fixture->leaf);
  wlk_connection_unref (fixture->connection);
}

static void
pass_stage (Fixture           *fixture,
            WlkConnectionStage stage)
{
  wlk_connection_begin_stage (fixture->connection, stage);
  wlk_connection_end_stage (fixture->connection, stage);
}

static GBytes *
make_bytes (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  for (; *hex != '\0'; hex += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]));

      g_byte_array_append (bytes, &byte, 1);
    }

  return g_byte_array_free_to_bytes (bytes);
}

static WlkField *
find (WlkField   *field,
      const char *title)
{
  GListModel *children = wlk_field_get_children (field);

  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr(WlkField) child = g_list_model_get_item (children, i);

      if (g_str_equal (child->title, title))
        return child; /* its parent holds it */
    }

  return NULL;
}

/* Asserts the value of the line at @path, titles separated by slashes; %NULL for no such line. */
static void
assert_value (Fixture    *fixture,
              const char *path,
              const char *value)
{
  g_auto(GStrv) titles = g_strsplit (path, "/", -1);
  g_autoptr(WlkField) root = wlk_connection_details_new (fixture->connection, NULL);
  WlkField *field = root;

  for (guint i = 0; titles[i] != NULL && field != NULL; i++)
    field = find (field, titles[i]);
  g_test_message ("%s", path);
  g_assert_cmpstr (field != NULL ? field->value : NULL, ==, value);
}

/* Asserts the lines of the list at @path, in order and separated by line feeds. */
static void
assert_lines (Fixture    *fixture,
              const char *section,
              const char *title,
              const char *lines)
{
  g_autoptr(WlkField) root = wlk_connection_details_new (fixture->connection, NULL);
  WlkField *list = find (find (root, section), title);
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_nonnull (list);
  for (guint i = 0; i < g_list_model_get_n_items (wlk_field_get_children (list)); i++)
    {
      g_autoptr(WlkField) line = g_list_model_get_item (wlk_field_get_children (list), i);

      g_assert_cmpstr (line->title, ==, "");
      g_string_append_printf (text, "%s\n", line->value);
    }
  g_assert_cmpstr (text->str, ==, lines);
}

static void
test_sections_in_order (Fixture      *fixture,
                        gconstpointer data)
{
  static const char * const expected[] = {
    "Session", "Connection", "Certificates as Sent", "OCSP Response", "Certificate Transparency",
    "Client Certificate", "Handshake", "Other Attempts",
  };
  g_autoptr(WlkField) root = NULL;
  GListModel *sections;

  wlk_connection_add_message (fixture->connection, "ClientHello", FALSE);
  wlk_connection_add_attempt (fixture->connection, "tls1.2", "With TLS 1.2",
                              fixture->connection);
  root = wlk_connection_details_new (fixture->connection, NULL);
  sections = wlk_field_get_children (root);
  g_assert_cmpuint (g_list_model_get_n_items (sections), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(WlkField) section = g_list_model_get_item (sections, i);

      g_assert_cmpstr (section->title, ==, expected[i]);
    }
  g_ptr_array_set_size (fixture->connection->attempts, 0);
}

static void
test_session_unreached_says_so (Fixture      *fixture,
                                gconstpointer data)
{
  assert_value (fixture, "Session", "The connection did not get this far.");
  assert_value (fixture, "Client Certificate", "The connection did not get this far.");
  assert_value (fixture, "Certificates as Sent", "none");
  assert_value (fixture, "Handshake", NULL);
}

static void
fill_session (Fixture *fixture)
{
  WlkTlsSession *session = &fixture->connection->session;

  session->protocol = g_strdup ("TLS 1.2");
  session->cipher_suite = g_strdup ("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");
  session->group = g_strdup ("FFDHE2048");
  session->signature = g_strdup ("RSA-SHA256");
  session->prime_bits = 2048;
  session->is_forward_secret = TRUE;
  session->is_resumption_offered = TRUE;
}

static void
test_session_finished_is_told (Fixture      *fixture,
                               gconstpointer data)
{
  fill_session (fixture);
  fixture->connection->session.alpn = g_strdup ("h2");
  pass_stage (fixture, WLK_STAGE_FINISHED);
  assert_value (fixture, "Session/Version", "TLS 1.2");
  assert_value (fixture, "Session/Cipher suite", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");
  assert_value (fixture, "Session/Key exchange group", "FFDHE2048");
  assert_value (fixture, "Session/Group size in bits", "2048");
  assert_value (fixture, "Session/Server’s signature", "RSA-SHA256");
  assert_value (fixture, "Session/Application protocol (ALPN)", "h2");
  assert_value (fixture, "Session/Forward secrecy", "yes");
  assert_value (fixture, "Session/Extended master secret", "no");
  assert_value (fixture, "Session/Secure renegotiation", "no");
  assert_value (fixture, "Session/Resumption", "offered");
}

/* A fact that only a finished handshake gives is not “no” before. */
static void
test_session_unfinished_leaves_out (Fixture      *fixture,
                                    gconstpointer data)
{
  fill_session (fixture);
  assert_value (fixture, "Session/Version", "TLS 1.2");
  assert_value (fixture, "Session/Application protocol (ALPN)", NULL);
  assert_value (fixture, "Session/Secure renegotiation", NULL);
  assert_value (fixture, "Session/Resumption", NULL);
}

static void
test_connection_host_both_ways (Fixture      *fixture,
                                gconstpointer data)
{
  wlk_connection_add_address (fixture->connection, "192.0.2.1");
  wlk_connection_add_address (fixture->connection, "2001:db8::1");
  fixture->connection->address = g_strdup ("2001:db8::1");
  assert_value (fixture, "Connection/Host", "bücher.example");
  assert_value (fixture, "Connection/On the network", "xn--bcher-kva.example");
  assert_value (fixture, "Connection/Address", "2001:db8::1");
  assert_lines (fixture, "Connection", "All addresses", "192.0.2.1\n2001:db8::1\n");
  assert_value (fixture, "Connection/Port", "8443");
  assert_value (fixture, "Connection/Proxy", NULL);
  assert_value (fixture, "Connection/Server name sent", "xn--bcher-kva.example");
  assert_value (fixture, "Connection/Versions offered", "TLS 1.0 to TLS 1.3");
}

static void
test_connection_dialogue_is_told (Fixture      *fixture,
                                  gconstpointer data)
{
  fixture->connection->starttls = wlk_starttls_find ("smtp");
  wlk_connection_add_dialogue (fixture->connection, "220 a\x1b", 6, TRUE);
  wlk_connection_add_dialogue (fixture->connection, "STARTTLS", 8, FALSE);
  assert_value (fixture, "Connection/Protocol before TLS",
                wlk_starttls_find ("smtp")->title);
  assert_lines (fixture, "Connection", "Dialogue", "← 220 a⟨U+001B⟩\n→ STARTTLS\n");
}

static void
test_certificates_in_order (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr(GBytes) der = g_bytes_new_static ("\x30\x00", 2);

  wlk_connection_add_certificate (fixture->connection, fixture->leaf);
  wlk_connection_add_problem (fixture->connection, 1, der,
                              g_error_new_literal (WLK_ERROR, WLK_ERROR_PARSE, "It is broken."));
  wlk_connection_add_certificate (fixture->connection, fixture->root);
  wlk_connection_add_problem (fixture->connection, 3, der,
                              g_error_new_literal (WLK_ERROR, WLK_ERROR_PARSE, "So is this."));
  assert_value (fixture, "Certificates as Sent", "4");
  assert_value (fixture, "Certificates as Sent/1", "leaf.example");
  assert_value (fixture, "Certificates as Sent/1/Role", "end entity");
  assert_value (fixture, "Certificates as Sent/1/Not after", "2026-12-31 23:59:59 UTC");
  assert_value (fixture, "Certificates as Sent/2", "unreadable: It is broken.");
  assert_value (fixture, "Certificates as Sent/3", wlk_certificate_get_title (fixture->root));
  assert_value (fixture, "Certificates as Sent/3/Role", "root CA");
  assert_value (fixture, "Certificates as Sent/4", "unreadable: So is this.");
}

static void
test_staple_missing_is_none (Fixture      *fixture,
                             gconstpointer data)
{
  wlk_connection_add_certificate (fixture->connection, fixture->leaf);
  assert_value (fixture, "OCSP Response", "none");
}

static void
test_staple_unreadable_says_why (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr(WlkField) root = NULL;

  fixture->connection->staple = g_bytes_new_static ("\x30\x00", 2);
  root = wlk_connection_details_new (fixture->connection, NULL);
  g_assert_true (g_str_has_prefix (find (root, "OCSP Response")->value, "unreadable: "));
}

static void
test_staple_is_told (Fixture      *fixture,
                     gconstpointer data)
{
  WlkTestResponse response = wlk_test_response (fixture->leaf, fixture->root,
                                                fixture->recipes[0].key);

  response.status = WLK_OCSP_REVOKED;
  response.this_update = WLK_TEST_TIME;
  response.next_update = 0;
  fixture->connection->staple = wlk_test_response_make (&response);
  wlk_connection_add_certificate (fixture->connection, fixture->leaf);
  assert_value (fixture, "OCSP Response/Status", "revoked");
  assert_value (fixture, "OCSP Response/This update", "2026-06-01 12:00:00 UTC");
  assert_value (fixture, "OCSP Response/Next update", "none");
  assert_value (fixture, "OCSP Response/Responder",
                wlk_name_get_text (wlk_certificate_get_subject (fixture->root)));
  assert_value (fixture, "OCSP Response/About another serial number", NULL);
}

static void
test_staple_about_another_says_so (Fixture      *fixture,
                                   gconstpointer data)
{
  WlkTestResponse response = wlk_test_response (fixture->root, fixture->root,
                                                fixture->recipes[0].key);
  g_autofree char *serial = wlk_certificate_dup_serial (fixture->root);

  fixture->connection->staple = wlk_test_response_make (&response);
  wlk_connection_add_certificate (fixture->connection, fixture->leaf);
  assert_value (fixture, "OCSP Response/Status", "good");
  assert_value (fixture, "OCSP Response/About another serial number", serial);
}

static void
test_staple_error_is_named (Fixture      *fixture,
                            gconstpointer data)
{
  WlkTestResponse response = wlk_test_response (fixture->leaf, fixture->root,
                                                fixture->recipes[0].key);

  response.error = 3;
  fixture->connection->staple = wlk_test_response_make (&response);
  assert_value (fixture, "OCSP Response/Status", "tryLater");
  assert_value (fixture, "OCSP Response/Responder", NULL);
}

static void
test_timestamps_by_place (Fixture      *fixture,
                          gconstpointer data)
{
  static const char expected[] = "Google Argon2026h1, 2026-06-01 12:00:00 UTC\n";
  WlkTestResponse response = wlk_test_response (fixture->leaf, fixture->root,
                                                fixture->recipes[0].key);

  response.single_extensions = TIMESTAMPS_EXTENSION;
  fixture->connection->staple = wlk_test_response_make (&response);
  fixture->connection->timestamps = make_bytes (TIMESTAMPS);
  wlk_connection_add_certificate (fixture->connection, fixture->leaf);
  assert_value (fixture, "Certificate Transparency/In the certificate", "none");
  assert_value (fixture, "Certificate Transparency/In the handshake", "1");
  assert_lines (fixture, "Certificate Transparency", "In the handshake", expected);
  assert_lines (fixture, "Certificate Transparency", "In the OCSP response", expected);
}

static void
test_timestamps_embedded (Fixture      *fixture,
                          gconstpointer data)
{
  static const WlkTestExtension extensions[] = {
    { "1.3.6.1.4.1.11129.2.4.2", FALSE, "0434" TIMESTAMPS }, { NULL, FALSE, NULL },
  };
  g_autoptr(WlkCertificate) leaf = NULL;

  fixture->recipes[1].extensions = extensions;
  leaf = wlk_test_issue (&fixture->recipes[1], &fixture->recipes[0]);
  wlk_connection_add_certificate (fixture->connection, leaf);
  assert_lines (fixture, "Certificate Transparency", "In the certificate",
                "Google Argon2026h1, 2026-06-01 12:00:00 UTC\n");
}

static void
test_timestamps_cut_off_are_unreadable (Fixture      *fixture,
                                        gconstpointer data)
{
  fixture->connection->timestamps = make_bytes ("0032");
  assert_value (fixture, "Certificate Transparency/In the handshake", "unreadable");
}

static void
append_vector (GByteArray   *message,
               gsize         length_size,
               const guint8 *bytes,
               gsize         length)
{
  guint8 prefix[] = { (guint8) (length >> 8), (guint8) length };

  g_byte_array_append (message, prefix + sizeof prefix - length_size, length_size);
  g_byte_array_append (message, bytes, length);
}

/* A CertificateRequest of TLS 1.2 with RSA keys, two algorithms, and some CA so many times. */
static WlkCertificateRequest *
make_request (WlkCertificate *ca,
              guint           n_issuers)
{
  g_autoptr(GByteArray) message = g_byte_array_new ();
  g_autoptr(GByteArray) issuers = g_byte_array_new ();
  gsize length = 0;
  const guint8 *der = wlk_name_get_der (wlk_certificate_get_subject (ca), &length);

  for (guint i = 0; i < n_issuers; i++)
    append_vector (issuers, 2, der, length);
  append_vector (message, 1, (const guint8 *) "\x01\x40", 2);
  append_vector (message, 2, (const guint8 *) "\x04\x01\x04\x03", 4);
  append_vector (message, 2, issuers->data, issuers->len);

  return wlk_certificate_request_read (message->data, message->len, FALSE, TRUE);
}

static void
test_client_certificate_all_accepted (Fixture      *fixture,
                                      gconstpointer data)
{
  enum { N_ISSUERS = 150 };
  g_autoptr(WlkField) root = NULL;
  WlkField *list;

  fixture->connection->certificate_request = make_request (fixture->root, N_ISSUERS);
  pass_stage (fixture, WLK_STAGE_CERTIFICATE_REQUEST);
  assert_value (fixture, "Client Certificate", "The server asks for a client certificate.");
  assert_value (fixture, "Client Certificate/Sent", "no certificate");
  assert_value (fixture, "Client Certificate/Accepted CAs", "150");
  assert_value (fixture, "Client Certificate/Key types", "RSA, ECDSA");
  assert_value (fixture, "Client Certificate/Signature algorithms",
                "rsa_pkcs1_sha256, ecdsa_secp256r1_sha256");
  root = wlk_connection_details_new (fixture->connection, NULL);
  list = find (find (root, "Client Certificate"), "Accepted CAs");
  g_assert_cmpuint (g_list_model_get_n_items (wlk_field_get_children (list)), ==, N_ISSUERS);
}

static void
test_client_certificate_any_ca (Fixture      *fixture,
                                gconstpointer data)
{
  fixture->connection->certificate_request = make_request (fixture->root, 0);
  pass_stage (fixture, WLK_STAGE_CERTIFICATE_REQUEST);
  assert_value (fixture, "Client Certificate/Accepted CAs", "any");
}

static void
test_client_certificate_unasked (Fixture      *fixture,
                                 gconstpointer data)
{
  pass_stage (fixture, WLK_STAGE_FINISHED);
  assert_value (fixture, "Client Certificate", "The server asks for no client certificate.");
}

/* The steps about each client certificate are beside the server's request. */
static void
test_client_certificate_given (Fixture      *fixture,
                               gconstpointer data)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(GPtrArray) chain = g_ptr_array_new ();
  g_autoptr(WlkClientCredential) credential = NULL;
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autoptr(WlkConnection) connection = NULL;
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(WlkQuery) query = wlk_test_query (NULL, WLK_PURPOSE_SERVER, WLK_PROFILE_PATH);
  g_autoptr(WlkTrustStore) trust = wlk_test_trust (fixture->root);
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(WlkField) root = NULL;
  WlkField *given;

  g_ptr_array_add (chain, fixture->leaf);
  credential = wlk_test_credential (chain, fixture->recipes[1].key);
  fields.credential = credential;
  options = wlk_connection_options_new (&fields);
  connection = wlk_connection_new (fixture->connection->target, options);
  connection->certificate_request = make_request (fixture->root, 1);
  wlk_connection_begin_stage (connection, WLK_STAGE_CERTIFICATE_REQUEST);
  wlk_connection_end_stage (connection, WLK_STAGE_CERTIFICATE_REQUEST);
  inspection = wlk_inspector_inspect (inspector, query, NULL, connection, trust, NULL, NULL,
                                      NULL);
  root = wlk_connection_details_new (connection, wlk_inspection_get_report (inspection, 0));
  given = find (find (root, "Client Certificate"), "Given");
  g_assert_cmpstr (given->value, ==,
                   "A client would not choose “leaf.example”: it is not for clients.");
  g_clear_pointer (&chain, g_ptr_array_unref);
}

static void
test_handshake_in_order (Fixture      *fixture,
                         gconstpointer data)
{
  wlk_connection_add_message (fixture->connection, "ClientHello", FALSE);
  wlk_connection_add_message (fixture->connection, "ServerHello", TRUE);
  fixture->connection->alert = 40;
  assert_value (fixture, "Handshake/Alert", "handshake_failure");
  assert_lines (fixture, "Handshake", "Messages", "→ ClientHello\n← ServerHello\n");
}

static void
add_test (const char *path,
          void ( *test ) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/connection-details/sections/in-order", test_sections_in_order);
  add_test ("/connection-details/session/unreached-says-so", test_session_unreached_says_so);
  add_test ("/connection-details/session/finished-is-told", test_session_finished_is_told);
  add_test ("/connection-details/session/unfinished-leaves-out",
            test_session_unfinished_leaves_out);
  add_test ("/connection-details/connection/host-both-ways", test_connection_host_both_ways);
  add_test ("/connection-details/connection/dialogue-is-told", test_connection_dialogue_is_told);
  add_test ("/connection-details/certificates/in-order", test_certificates_in_order);
  add_test ("/connection-details/staple/missing-is-none", test_staple_missing_is_none);
  add_test ("/connection-details/staple/unreadable-says-why", test_staple_unreadable_says_why);
  add_test ("/connection-details/staple/is-told", test_staple_is_told);
  add_test ("/connection-details/staple/about-another-says-so", test_staple_about_another_says_so);
  add_test ("/connection-details/staple/error-is-named", test_staple_error_is_named);
  add_test ("/connection-details/timestamps/by-place", test_timestamps_by_place);
  add_test ("/connection-details/timestamps/embedded", test_timestamps_embedded);
  add_test ("/connection-details/timestamps/cut-off-are-unreadable",
            test_timestamps_cut_off_are_unreadable);
  add_test ("/connection-details/client-certificate/all-accepted",
            test_client_certificate_all_accepted);
  add_test ("/connection-details/client-certificate/given", test_client_certificate_given);
  add_test ("/connection-details/client-certificate/any-ca", test_client_certificate_any_ca);
  add_test ("/connection-details/client-certificate/unasked", test_client_certificate_unasked);
  add_test ("/connection-details/handshake/in-order", test_handshake_in_order);

  return g_test_run ();
}
