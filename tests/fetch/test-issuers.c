/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather-fixture.h"

#include "base/wlk-wait.h"
#include "inspect/wlk-inspector.h"
#include "report/wlk-cause.h"
#include "wlk-test-resolver.h"

#include <gnutls/pkcs7.h>
#include <string.h>

#define CANCEL_TIME 100 /* ms within which cancelling acts */
#define MAX_FETCHES 8   /* for one inspection */

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
  g_assert_cmpint (finding->record->outcome, ==, WLK_OUTCOME_PASSED);
  g_assert_cmpint (finding->record->position, ==, 2);
  value = wlk_evidence_dup_value (wlk_finding_get_evidence (finding, &n_evidence));
  g_assert_cmpstr (value, ==, gather_address (fixture, "/issuer"));
  g_assert_cmpuint (n_evidence, >=, 5);

  finding = gather_find (inspection, "issuer-sent", 0);
  programs = wlk_cause_dup_other_programs (finding->record->step->name,
                                           finding->record->cause, &n_programs);
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
  path = wlk_inspection_get_report (inspection, 0)->path;
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

static void
note_activity (const WlkActivity *activity,
               gpointer           user_data)
{
  if (activity->kind == WLK_ACTIVITY_FETCH)
    g_string_append_printf (user_data, "%s ", strrchr (activity->address, '/'));
  else if (activity->kind == WLK_ACTIVITY_VALIDATE)
    g_string_append (user_data, "validate ");
}

static WlkInspection *
run (WlkInspector  *inspector,
     WlkSource     *source,
     WlkQuery      *query,
     WlkTrustStore *trust,
     GString       *reported)
{
  g_auto(WlkWait) wait = WLK_WAIT_INIT;
  WlkInspection *inspection;

  g_string_set_size (reported, 0);
  wlk_wait_begin (&wait);
  wlk_inspector_run_async (inspector, source, query, trust, note_activity, reported, NULL,
                           wlk_wait_done_cb, &wait);
  inspection = wlk_inspector_run_finish (inspector, wlk_wait_until_done (&wait), NULL);
  wlk_wait_clear (&wait);
  /* The worker thread drops its reference a moment after it has returned. */
  while (g_atomic_int_get (&G_OBJECT (inspector)->ref_count) > 1)
    g_usleep (1000);

  return inspection;
}

static WlkSource *
create_source (WlkBundle *bundle)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;

  for (guint i = 0; i < bundle->certificates->len; i++)
    {
      g_autofree char *pem = wlk_certificate_dup_pem (wlk_bundle_get_certificate (bundle, i));

      g_string_append (text, pem);
    }
  bytes = g_bytes_new (text->str, text->len);
  return wlk_source_new_bytes (bytes, "chain");
}

/* Each fetch is reported before it begins, and what follows it. */
static void
test_reported (GatherFixture *fixture,
               gconstpointer  data)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkInspector) inspector = gather_new_inspector (TRUE, fixture->cache);
  g_autoptr(GString) reported = g_string_new (NULL);
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkBundle) bundle = NULL;
  g_autoptr(WlkSource) source = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;
  g_autoptr(WlkInspection) first = NULL;
  g_autoptr(WlkInspection) second = NULL;

  fields.wants_fetch = TRUE;
  fields.revocation = WLK_REVOCATION_OFF;
  fields.time = WLK_TEST_TIME;
  query = wlk_query_new (&fields);
  fixture->n_recipes = 4;
  wlk_test_make_recipes (fixture->recipes, 4);
  fixture->recipes[3].ca_issuers = gather_address (fixture, "/2");
  fixture->recipes[2].ca_issuers = gather_address (fixture, "/1");
  gather_issue (fixture);
  gather_add_certificate (fixture, "/2", fixture->path->pdata[2]);
  bundle = wlk_test_bundle (fixture->path, 3);
  source = create_source (bundle);
  trust = wlk_test_trust (fixture->path->pdata[0]);
  first = run (inspector, source, query, trust, reported);
  g_assert_nonnull (first);
  g_assert_cmpstr (reported->str, ==, "validate /2 validate /1 validate ");

  /* What is in the cache is not fetched. */
  second = run (inspector, source, query, trust, reported);
  g_assert_nonnull (second);
  g_assert_cmpstr (reported->str, ==, "validate ");
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
  assert_verdict (inspection, WLK_VERDICT_NOT_TRUSTED);
  gather_assert_decisive (inspection, "issuer-fetch", "issuer_fetch_loop", "form a loop");
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
  gather_assert_decisive (inspection, "issuer-fetch", "issuer_not_fetched", "not the issuer");
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
  gather_assert_decisive (inspection, "issuer-fetch", "issuer_not_fetched", "404");
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
  g_assert_cmpint (gather_find (inspection, "issuer-fetch", 1)->record->outcome, ==,
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
  g_assert_cmpint (gather_find (inspection, "issuer-fetch", 0)->record->outcome, ==,
                   WLK_OUTCOME_NOTE);
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

/* A failure is kept while the query changes, and forgotten by a reload. */
static void
test_failure_cached (GatherFixture *fixture,
                     gconstpointer  data)
{
  g_autoptr(WlkInspector) inspector = gather_new_inspector (FALSE, fixture->cache);
  g_autoptr(WlkInspection) first = NULL;
  g_autoptr(WlkInspection) second = NULL;
  g_autoptr(WlkInspection) third = NULL;

  prepare (fixture);
  first = gather_inspect (fixture, 2, TRUE);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  second = gather_inspect (fixture, 2, TRUE);
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 1);
  wlk_inspector_ask_anew (inspector);
  third = gather_inspect (fixture, 2, TRUE);
  assert_verdict (first, WLK_VERDICT_NOT_TRUSTED);
  assert_verdict (second, WLK_VERDICT_NOT_TRUSTED);
  assert_fetched (third, 1);
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
  gather_assert_decisive (inspection, "issuer-fetch", "issuer_not_fetched", "private network");
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 0);
}

/* Certificates of one CA after the other, each of which names the address of the one above it. */
static void
add_ladder (GatherFixture *fixture,
            guint          n_rungs)
{
  for (guint i = 0; i < n_rungs; i++)
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
}

/* What issued the last of them is trusted. */
static WlkInspection *
climb (GatherFixture *fixture,
       guint          n_rungs)
{
  g_autofree char *subject = g_strdup_printf ("CN=CA %u", n_rungs + 1);
  WlkTestRecipe top = wlk_test_recipe_ca (subject, WLK_TEST_KEY_EC_1);
  g_autoptr(WlkCertificate) trusted = wlk_test_issue (&top, NULL);
  WlkInspection *inspection;

  prepare (fixture);
  add_ladder (fixture, n_rungs);
  fixture->trusted = trusted;
  inspection = gather_inspect (fixture, 2, TRUE);
  fixture->trusted = NULL;
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, MAX_FETCHES);

  return inspection;
}

static void
test_most (GatherFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = climb (fixture, MAX_FETCHES);

  assert_fetched (inspection, MAX_FETCHES);
}

/* One more than may be fetched. */
static void
test_endless (GatherFixture *fixture,
              gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = climb (fixture, MAX_FETCHES + 1);

  assert_verdict (inspection, WLK_VERDICT_NOT_TRUSTED);
  gather_assert_decisive (inspection, "issuer-fetch", "fetch_budget", "as often as it may");
}

/* Another CA of the same name. */
static void
test_other_key (GatherFixture *fixture,
                gconstpointer  data)
{
  WlkTestRecipe other = fixture->recipes[1];
  g_autoptr(WlkCertificate) certificate = NULL;
  g_autoptr(WlkInspection) inspection = NULL;

  prepare (fixture);
  other.key = WLK_TEST_KEY_EC_7;
  certificate = wlk_test_issue (&other, &fixture->recipes[0]);
  gather_add_certificate (fixture, "/issuer", certificate);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_verdict (inspection, WLK_VERDICT_NOT_TRUSTED);
  gather_assert_decisive (inspection, "issuer-fetch", "issuer_not_fetched", "not the key");
}

static void
test_cut_short (GatherFixture *fixture,
                gconstpointer  data)
{
  gsize length;
  const guint8 *der;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(WlkInspection) inspection = NULL;

  prepare (fixture);
  der = wlk_certificate_get_der (fixture->path->pdata[1], &length);
  body = g_bytes_new (der, length / 2);
  gather_add_page (fixture, "/issuer", body);
  inspection = gather_inspect (fixture, 2, TRUE);
  gather_assert_decisive (inspection, "issuer-fetch", "issuer_not_fetched",
                          "did not return a certificate");
}

/* What is fetched is validated like everything else. */
static void
test_expired (GatherFixture *fixture,
              gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[1].not_after = WLK_TEST_TIME - 1;
  prepare (fixture);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_verdict (inspection, WLK_VERDICT_NOT_TRUSTED);
  gather_assert_decisive (inspection, "validity-not-after", "expired_intermediate", "CA 1");
}

/* A root is not trusted because it comes from the network. */
static void
test_root (GatherFixture *fixture,
           gconstpointer  data)
{
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Other root", WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) trusted = wlk_test_issue (&other, NULL);
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->trusted = trusted;
  fixture->recipes[1].ca_issuers = gather_address (fixture, "/root");
  prepare (fixture);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  gather_add_certificate (fixture, "/root", fixture->path->pdata[0]);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_verdict (inspection, WLK_VERDICT_NOT_TRUSTED);
  gather_assert_decisive (inspection, "anchor-reached", "untrusted_root", "");
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 2);
}

/* A new root that is sent, which is not trusted yet; its predecessor, which is, certified it. */
static void
test_cross_certificate (GatherFixture *fixture,
                        gconstpointer  data)
{
  g_autoptr(WlkCertificate) root = NULL;
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->n_recipes = 4;
  wlk_test_make_recipes (fixture->recipes, 4);
  fixture->recipes[2].ca_issuers = gather_address (fixture, "/cross");
  root = wlk_test_issue (&fixture->recipes[1], NULL);
  gather_issue (fixture);
  fixture->also_received = root;
  gather_add_certificate (fixture, "/cross", fixture->path->pdata[1]);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_verdict (inspection, WLK_VERDICT_TRUSTED);
  gather_assert_warns (inspection, "issuer-sent", "not in what was opened");
}

static void
test_no_address (GatherFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *finding;
  g_autofree char *summary = NULL;

  gather_issue (fixture);
  inspection = gather_inspect (fixture, 2, TRUE);
  finding = gather_find (inspection, "issuer-fetch", 0);
  summary = wlk_finding_dup_summary (finding);
  g_assert_cmpint (finding->record->outcome, ==, WLK_OUTCOME_NOTE);
  g_assert_nonnull (strstr (summary, "gives no address"));
  g_assert_cmpuint (gather_count (inspection, "issuer-fetch"), ==, 1);
  g_assert_cmpstr (wlk_inspection_get_decisive (inspection)->record->step->name, ==,
                   "issuer-found");
}

/* A refusal is for those who may not ask there. */
static void
test_private_later (GatherFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr(WlkInspection) first = NULL;
  g_autoptr(WlkInspection) second = NULL;
  g_autoptr(WlkInspection) third = NULL;

  fixture->allow_private = FALSE;
  prepare (fixture);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  first = gather_inspect (fixture, 2, TRUE);
  fixture->allow_private = TRUE;
  second = gather_inspect (fixture, 2, TRUE);
  fixture->allow_private = FALSE;
  third = gather_inspect (fixture, 2, TRUE);
  assert_verdict (first, WLK_VERDICT_NOT_TRUSTED);
  assert_fetched (second, 1);
  assert_verdict (third, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 1);
}

/* Cancels after a while, and notes when. */
typedef struct
{
  GCancellable *cancellable;
  gint64        moment; /* microseconds of the monotonic clock */
} Canceller;

static gpointer
cancel_thread (gpointer data)
{
  Canceller *self = data;

  g_usleep (G_USEC_PER_SEC / 5);
  self->moment = g_get_monotonic_time ();
  g_cancellable_cancel (self->cancellable);

  return NULL;
}

static void
test_cancel (GatherFixture *fixture,
             gconstpointer  data)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(WlkInspector) inspector = gather_new_inspector (TRUE, NULL);
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkBundle) bundle = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;
  g_autoptr(GError) error = NULL;
  Canceller canceller = { cancellable, 0 };
  GThread *thread;
  gint64 ended;

  fields.wants_fetch = TRUE;
  fields.time = WLK_TEST_TIME;
  query = wlk_query_new (&fields);
  fixture->recipes[2].ca_issuers = gather_address (fixture, data);
  gather_issue (fixture);
  bundle = wlk_test_bundle (fixture->path, 2);
  trust = wlk_test_trust (fixture->path->pdata[0]);
  thread = g_thread_new ("cancel", cancel_thread, &canceller);
  g_assert_null (wlk_inspector_inspect (inspector, query, bundle, NULL, trust, NULL, cancellable,
                                        &error));
  ended = g_get_monotonic_time ();
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_test_message ("%" G_GINT64_FORMAT " µs", ended - canceller.moment);
  g_assert_cmpint (ended - canceller.moment, <, CANCEL_TIME * 1000);
}

/* A name server that says nothing. */
static void
test_cancel_lookup (GatherFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr(GResolver) usual = g_resolver_get_default ();
  g_autoptr(GResolver) resolver = wlk_test_resolver_new_silent ();

  g_resolver_set_default (resolver);
  test_cancel (fixture, "http://ca.example/issuer");
  g_resolver_set_default (usual);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) ADD_WITH (path, NULL, test)
#define ADD_WITH(path, data, test) \
  g_test_add ("/fetch/issuers/" path, GatherFixture, data, gather_set_up, test, gather_tear_down)

  ADD ("der-trusted-with-warning", test_der);
  ADD ("origin-says-address", test_origin);
  ADD ("pem-trusted-with-warning", test_pem);
  ADD ("pkcs7-trusted-with-warning", test_pkcs7);
  ADD ("three-hops-trusted-with-warnings", test_hops);
  ADD ("each-fetch-reported", test_reported);
  ADD ("loop-fails", test_loop);
  ADD ("itself-fails", test_itself);
  ADD ("not-found-fails", test_not_found);
  ADD ("second-address-trusted", test_second_address);
  ADD ("ldap-first-trusted", test_ldap_first);
  ADD ("renewed-issuer-trusted", test_renewed);
  ADD ("off-sends-nothing", test_off);
  ADD ("nothing-missing-sends-nothing", test_nothing_missing);
  ADD ("second-time-from-cache", test_cached);
  ADD ("failure-from-cache-until-asked-anew", test_failure_cached);
  ADD ("private-not-asked-fails", test_private);
  ADD ("eight-hops-trusted-with-warnings", test_most);
  ADD ("nine-hops-fail-at-limit", test_endless);
  ADD ("other-key-fails", test_other_key);
  ADD ("cut-short-fails", test_cut_short);
  ADD ("expired-issuer-fails", test_expired);
  ADD ("fetched-root-not-trusted", test_root);
  ADD ("cross-certificate-trusted", test_cross_certificate);
  ADD ("no-address-noted", test_no_address);
  ADD ("private-asked-by-who-may", test_private_later);
  ADD_WITH ("cancel-in-header-ends-at-once", GATHER_SLOW, test_cancel);
  ADD_WITH ("cancel-in-drip-ends-at-once", GATHER_DRIP, test_cancel);
  ADD ("cancel-in-lookup-ends-at-once", test_cancel_lookup);

#undef ADD
#undef ADD_WITH

  return g_test_run ();
}
