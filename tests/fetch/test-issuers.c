/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetcher.h"
#include "gather-fixture.h"
#include "report/wlk-cause.h"

#include <gnutls/pkcs7.h>
#include <string.h>

/* Missing issuers by caIssuers. In each fixture the path is anchor, issuer, leaf. */

static void
assert_verdict (WlkInspection *inspection,
                WlkVerdict     verdict)
{
  g_autofree char *headline = wlk_inspection_dup_headline (inspection);

  g_test_message ("%s", headline);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, verdict);
}

/* Trusted, with the warning that the issuer is not sent. */
static void
assert_fetched (WlkInspection *inspection,
                guint          n_issuers)
{
  assert_verdict (inspection, WLK_VERDICT_TRUSTED);
  gather_assert_warns (inspection, "issuer-sent", "not in what was opened");
  g_assert_cmpuint (gather_count (inspection, "issuer-sent"), ==, n_issuers);
}

static void
prepare (GatherFixture *fixture)
{
  fixture->recipes[fixture->n_recipes - 1].ca_issuers = gather_address (fixture, "/issuer");
  gather_issue (fixture);
}

static void
test_der (GatherFixture *fixture,
          gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *finding;
  guint n_evidence;
  g_autofree char *value = NULL;
  g_autofree WlkOtherProgram *programs = NULL;
  guint n_programs;

  prepare (fixture);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_fetched (inspection, 1);
  finding = gather_find (inspection, "issuer-fetch", 0);
  g_assert_cmpint (wlk_finding_get_outcome (finding), ==, WLK_OUTCOME_PASSED);
  g_assert_cmpint (wlk_finding_get_position (finding), ==, 2);
  value = wlk_evidence_dup_value (wlk_finding_get_evidence (finding, &n_evidence));
  g_assert_cmpstr (value, ==, gather_address (fixture, "/issuer"));
  g_assert_cmpuint (n_evidence, >=, 5);

  finding = gather_find (inspection, "issuer-sent", 0);
  programs = wlk_cause_dup_other_programs (wlk_finding_get_cause (finding), &n_programs);
  g_assert_cmpuint (n_programs, >, 0);
  g_assert_cmpstr (programs[0].program, ==, "OpenSSL");
}

static void
test_origin (GatherFixture *fixture,
             gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkPath *path;

  prepare (fixture);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  inspection = gather_inspect (fixture, 2, TRUE);
  path = wlk_report_get_path (wlk_inspection_get_report (inspection, 0));
  g_assert_true (g_str_has_prefix (wlk_path_get_origin (path, 1), "fetched from http://"));
}

static void
test_pem (GatherFixture *fixture,
          gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(GBytes) body = NULL;
  char *pem;

  prepare (fixture);
  pem = wlk_certificate_dup_pem (fixture->path->pdata[1]);
  body = g_bytes_new_take (pem, strlen (pem));
  gather_add_page (fixture, "/issuer", body);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_fetched (inspection, 1);
}

static GBytes *
make_pkcs7 (GPtrArray *certificates,
            guint      n_certificates)
{
  gnutls_pkcs7_t pkcs7;
  gnutls_datum_t der = { NULL, 0 };
  GBytes *bytes;

  gnutls_pkcs7_init (&pkcs7);
  for (guint i = 0; i < n_certificates; i++)
    g_assert_cmpint (gnutls_pkcs7_set_crt (pkcs7,
                                           wlk_certificate_get_gnutls (certificates->pdata[i],
                                                                       NULL)), ==, 0);
  g_assert_cmpint (gnutls_pkcs7_export2 (pkcs7, GNUTLS_X509_FMT_DER, &der), ==, 0);
  gnutls_pkcs7_deinit (pkcs7);
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);

  return bytes;
}

static void
test_pkcs7 (GatherFixture *fixture,
            gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(GBytes) body = NULL;

  prepare (fixture);
  body = make_pkcs7 (fixture->path, 2);
  gather_add_page (fixture, "/issuer", body);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_fetched (inspection, 1);
}

/* One hop after the other, each from the certificate that the last one brought. */
static void
test_hops (GatherFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->n_recipes = 5;
  wlk_test_make_recipes (fixture->recipes, 5);
  fixture->recipes[4].ca_issuers = gather_address (fixture, "/3");
  fixture->recipes[3].ca_issuers = gather_address (fixture, "/2");
  fixture->recipes[2].ca_issuers = gather_address (fixture, "/1");
  gather_issue (fixture);
  gather_add_certificate (fixture, "/3", fixture->path->pdata[3]);
  gather_add_certificate (fixture, "/2", fixture->path->pdata[2]);
  gather_add_certificate (fixture, "/1", fixture->path->pdata[1]);
  inspection = gather_inspect (fixture, 4, TRUE);
  assert_fetched (inspection, 3);
  g_assert_cmpuint (gather_count (inspection, "issuer-fetch"), ==, 3);
}

/* Two CAs that have certified each other, and name each other's addresses. */
static void
test_loop (GatherFixture *fixture,
           gconstpointer  data)
{
  WlkTestRecipe first = wlk_test_recipe_ca ("CN=CA 1", WLK_TEST_KEY_EC_1);
  WlkTestRecipe second = wlk_test_recipe_ca ("CN=CA 2", WLK_TEST_KEY_EC_5);
  g_autoptr(WlkCertificate) by_second = NULL;
  g_autoptr(WlkCertificate) by_first = NULL;
  g_autoptr(WlkInspection) inspection = NULL;

  prepare (fixture);
  first.ca_issuers = gather_address (fixture, "/second");
  second.ca_issuers = gather_address (fixture, "/issuer");
  by_second = wlk_test_issue (&first, &second);
  by_first = wlk_test_issue (&second, &first);
  gather_add_certificate (fixture, "/issuer", by_second);
  gather_add_certificate (fixture, "/second", by_first);
  inspection = gather_inspect (fixture, 2, TRUE);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), !=, WLK_VERDICT_TRUSTED);
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 2);
}

/* A certificate whose issuer is said to be at an address that holds itself. */
static void
test_itself (GatherFixture *fixture,
             gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare (fixture);
  gather_add_certificate (fixture, "/issuer", gather_get_leaf (fixture));
  inspection = gather_inspect (fixture, 2, TRUE);
  gather_assert_warns (inspection, "issuer-fetch", "not the issuer");
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 1);
}

static void
test_not_found (GatherFixture *fixture,
                gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare (fixture);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_verdict (inspection, WLK_VERDICT_NOT_TRUSTED);
  gather_assert_warns (inspection, "issuer-fetch", "404");
  g_assert_cmpuint (gather_count (inspection, "issuer-sent"), ==, 0);
}

static void
test_second_address (GatherFixture *fixture,
                     gconstpointer  data)
{
  const WlkTestExtension extensions[] = {
    gather_access (fixture, WLK_OID_ACCESS_CA_ISSUERS, "/nothing", "/issuer"),
    { NULL },
  };
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[2].extensions = extensions;
  gather_issue (fixture);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_fetched (inspection, 1);
  gather_assert_warns (inspection, "issuer-fetch", "404");
  g_assert_cmpint (wlk_finding_get_outcome (gather_find (inspection, "issuer-fetch", 1)), ==,
                   WLK_OUTCOME_PASSED);
}

static void
test_ldap_first (GatherFixture *fixture,
                 gconstpointer  data)
{
  const WlkTestExtension extensions[] = {
    gather_access (fixture, WLK_OID_ACCESS_CA_ISSUERS, "ldap://ca.example/cn=CA", "/issuer"),
    { NULL },
  };
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[2].extensions = extensions;
  gather_issue (fixture);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_fetched (inspection, 1);
  g_assert_cmpint (wlk_finding_get_outcome (gather_find (inspection, "issuer-fetch", 0)), ==,
                   WLK_OUTCOME_NOTE);
}

static void
test_garbage (GatherFixture *fixture,
              gconstpointer  data)
{
  g_autoptr(GBytes) body = g_bytes_new_static ("<html>moved</html>", 18);
  g_autoptr(WlkInspection) inspection = NULL;

  prepare (fixture);
  gather_add_page (fixture, "/issuer", body);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_verdict (inspection, WLK_VERDICT_NOT_TRUSTED);
  gather_assert_warns (inspection, "issuer-fetch", "is no certificate");
}

/* The CA has renewed its certificate, and the old one is sent. */
static void
test_renewed (GatherFixture *fixture,
              gconstpointer  data)
{
  WlkTestRecipe renewed = fixture->recipes[1];
  g_autoptr(WlkCertificate) certificate = NULL;
  g_autoptr(WlkInspection) inspection = NULL;

  renewed.serial++;
  fixture->recipes[1].not_after = WLK_TEST_TIME - 1;
  prepare (fixture);
  certificate = wlk_test_issue (&renewed, &fixture->recipes[0]);
  gather_add_certificate (fixture, "/issuer", certificate);
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_fetched (inspection, 1);
}

static void
test_off (GatherFixture *fixture,
          gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare (fixture);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  inspection = gather_inspect (fixture, 2, FALSE);
  assert_verdict (inspection, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 0);
}

static void
test_nothing_missing (GatherFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare (fixture);
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_verdict (inspection, WLK_VERDICT_TRUSTED);
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 0);
}

static void
test_cached (GatherFixture *fixture,
             gconstpointer  data)
{
  g_autoptr(WlkInspection) first = NULL;
  g_autoptr(WlkInspection) second = NULL;

  prepare (fixture);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  first = gather_inspect (fixture, 2, TRUE);
  second = gather_inspect (fixture, 2, TRUE);
  assert_fetched (first, 1);
  assert_fetched (second, 1);
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 1);
}

static void
test_private (GatherFixture *fixture,
              gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->allow_private = FALSE;
  prepare (fixture);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_verdict (inspection, WLK_VERDICT_NOT_TRUSTED);
  gather_assert_warns (inspection, "issuer-fetch", "private network");
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 0);
}

/* A CA that certifies itself anew under each address: there is always one more to fetch. */
static void
test_endless (GatherFixture *fixture,
              gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *last;
  g_autofree char *summary = NULL;

  prepare (fixture);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *subject = g_strdup_printf ("CN=CA %u", i + 1);
      g_autofree char *issuer = g_strdup_printf ("CN=CA %u", i + 2);
      g_autofree char *next = g_strdup_printf ("/%u", i + 1);
      g_autofree char *page = g_strdup_printf ("/%u", i);
      WlkTestRecipe recipe = wlk_test_recipe_ca (subject, WLK_TEST_KEY_EC_1);
      WlkTestRecipe above = wlk_test_recipe_ca (issuer, WLK_TEST_KEY_EC_1);
      g_autoptr(WlkCertificate) certificate = NULL;

      recipe.ca_issuers = gather_address (fixture, next);
      certificate = wlk_test_issue (&recipe, &above);
      gather_add_certificate (fixture, i == 0 ? "/issuer" : page, certificate);
    }
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_verdict (inspection, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==,
                    WLK_FETCHER_MAX_FETCHES);
  last = gather_find (inspection, "issuer-fetch", WLK_FETCHER_MAX_FETCHES);
  summary = wlk_finding_dup_summary (last);
  g_assert_nonnull (strstr (summary, "as often as it may"));
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (G_USEC_PER_SEC / 20);
  g_cancellable_cancel (data);

  return NULL;
}

/* Listens, and never accepts. */
static GSocket *
listen_silently (guint16 *port)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) bound = NULL;

  g_assert_true (g_socket_bind (socket, any_port, FALSE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  return socket;
}

static void
test_cancel (GatherFixture *fixture,
             gconstpointer  data)
{
  guint16 port;
  g_autoptr(GSocket) socket = listen_silently (&port);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(WlkInspector) inspector = g_object_new (WLK_TYPE_INSPECTOR, "allow-private", TRUE,
                                                    NULL);
  g_autoptr(WlkRequest) request = g_object_new (WLK_TYPE_REQUEST, "fetch", TRUE,
                                                "time", WLK_TEST_TIME, NULL);
  g_autoptr(WlkBundle) bundle = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;
  g_autoptr(GError) error = NULL;
  GThread *thread;

  fixture->recipes[2].ca_issuers = gather_keep (fixture, g_strdup_printf ("http://127.0.0.1:%u/",
                                                                          port));
  gather_issue (fixture);
  bundle = wlk_test_bundle (fixture->path, 2);
  trust = wlk_test_trust (fixture->path->pdata[0]);
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_assert_null (wlk_inspector_inspect (inspector, request, bundle, NULL, trust, NULL, cancellable,
                                        &error));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_socket_close (socket, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) \
  g_test_add ("/fetch/issuers/" path, GatherFixture, NULL, gather_set_up, test, gather_tear_down)

  ADD ("der-trusted-with-warning", test_der);
  ADD ("origin-says-address", test_origin);
  ADD ("pem-trusted-with-warning", test_pem);
  ADD ("pkcs7-trusted-with-warning", test_pkcs7);
  ADD ("three-hops-trusted-with-warnings", test_hops);
  ADD ("loop-ends", test_loop);
  ADD ("itself-ends", test_itself);
  ADD ("not-found-warns", test_not_found);
  ADD ("second-address-trusted", test_second_address);
  ADD ("ldap-first-trusted", test_ldap_first);
  ADD ("garbage-warns", test_garbage);
  ADD ("renewed-issuer-trusted", test_renewed);
  ADD ("off-asks-nobody", test_off);
  ADD ("nothing-missing-asks-nobody", test_nothing_missing);
  ADD ("second-time-from-cache", test_cached);
  ADD ("private-not-asked", test_private);
  ADD ("endless-chain-ends", test_endless);
  ADD ("cancel-ends", test_cancel);

#undef ADD

  return g_test_run ();
}
