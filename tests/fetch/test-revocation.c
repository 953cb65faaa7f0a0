/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather-fixture.h"

#include <string.h>

/* OCSP responders and CRLs, for a leaf whose issuer is received, too. */

static void
prepare_ocsp (GatherFixture *fixture)
{
  WlkTestExtension *extensions = g_new0 (WlkTestExtension, 2);

  g_ptr_array_add (fixture->kept, extensions);
  extensions[0] = gather_access (fixture, WLK_OID_ACCESS_OCSP, "/ocsp", NULL);
  fixture->recipes[2].extensions = extensions;
  gather_issue (fixture);
}

static void
prepare_crl (GatherFixture *fixture)
{
  WlkTestExtension *extensions = g_new0 (WlkTestExtension, 2);

  g_ptr_array_add (fixture->kept, extensions);
  extensions[0] = gather_points (fixture, WLK_OID_CRL_DISTRIBUTION_POINTS, "/crl");
  fixture->recipes[2].extensions = extensions;
  gather_issue (fixture);
}

static WlkTestCrl
make_crl (GatherFixture *fixture)
{
  return wlk_test_crl (fixture->path->pdata[1], fixture->recipes[1].key);
}

static WlkOutcome
get_outcome (WlkInspection *inspection,
             const char    *step)
{
  WlkFinding *finding = wlk_report_find (wlk_inspection_get_report (inspection, 0),
                                         wlk_step_find (step)->id, 2);

  g_assert_nonnull (finding);

  return finding->record->outcome;
}

static void
assert_good (WlkInspection *inspection)
{
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_cmpint (get_outcome (inspection, "revocation-known"), ==, WLK_OUTCOME_PASSED);
}

static void
assert_revoked (WlkInspection *inspection)
{
  WlkFinding *decisive = wlk_inspection_get_decisive (inspection);

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpstr (decisive->record->step->name, ==, "revocation");
}

static void
assert_asked (GatherFixture *fixture,
              int            n_gets,
              int            n_posts)
{
  g_assert_cmpint (g_atomic_int_get (&fixture->n_gets), ==, n_gets);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_posts), ==, n_posts);
}

static void
test_get_good (GatherFixture *fixture,
               gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_good (inspection);
  assert_asked (fixture, 1, 0);
  g_assert_cmpint (gather_find (inspection, "ocsp-fetch", 0)->record->position, ==, 2);
}

static void
test_get_revoked (GatherFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->response.status = WLK_OCSP_REVOKED;
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_revoked (inspection);
  assert_asked (fixture, 1, 0);
}

static void
test_get_unknown (GatherFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->response.status = WLK_OCSP_UNKNOWN;
  inspection = gather_inspect (fixture, 1, TRUE);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  gather_assert_warns (inspection, "ocsp-status", "does not know");
}

static void
test_get_unknown_required (GatherFixture *fixture,
                           gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->response.status = WLK_OCSP_UNKNOWN;
  fixture->revocation = WLK_REVOCATION_REQUIRE;
  inspection = gather_inspect (fixture, 1, TRUE);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_UNDETERMINED);
}

/* A cache on the way has an old answer, and the responder itself a new one. */
static void
test_get_expired (GatherFixture *fixture,
                  gconstpointer  data)
{
  WlkTestResponse old;
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  old = fixture->response;
  old.next_update = WLK_TEST_TIME - 1;
  fixture->get_response = &old;
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_good (inspection);
  assert_asked (fixture, 1, 1);
  gather_assert_warns (inspection, "ocsp-fetch", "out of date");
}

static void
test_both_expired (GatherFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->response.this_update = WLK_TEST_TIME - 7200;
  fixture->response.next_update = WLK_TEST_TIME - 1;
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_asked (fixture, 1, 1);
  gather_assert_warns (inspection, "ocsp-dates", "out of date");
}

static void
test_post (GatherFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->refuses_get = TRUE;
  fixture->response.status = GPOINTER_TO_INT (data);
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_asked (fixture, 1, 1);
  if (fixture->response.status == WLK_OCSP_GOOD)
    assert_good (inspection);
  else
    assert_revoked (inspection);
}

static void
test_post_without_nonce (GatherFixture *fixture,
                         gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->refuses_get = TRUE;
  fixture->nonce = GATHER_NONCE_LEFT_OUT;
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_good (inspection);
}

static void
test_post_other_nonce (GatherFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;
  WlkFinding *finding;

  prepare_ocsp (fixture);
  fixture->refuses_get = TRUE;
  fixture->nonce = GATHER_NONCE_OTHER;
  inspection = gather_inspect (fixture, 1, TRUE);
  finding = gather_find (inspection, "ocsp-fetch", 1);
  g_assert_cmpstr (finding->record->cause, ==, "ocsp_nonce");
  g_assert_cmpint (get_outcome (inspection, "revocation-known"), ==, WLK_OUTCOME_UNKNOWN);
}

/* A long address leaves no room for the question. */
static void
test_long_address (GatherFixture *fixture,
                   gconstpointer  data)
{
  g_autofree char *padding = g_strnfill (200, 'x');
  g_autofree char *path = g_strconcat ("/ocsp/", padding, NULL);
  const WlkTestExtension extensions[] = {
    gather_access (fixture, WLK_OID_ACCESS_OCSP, path, NULL), { NULL },
  };
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[2].extensions = extensions;
  gather_issue (fixture);
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_good (inspection);
  assert_asked (fixture, 0, 1);
}

static void
test_error_status (GatherFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->response.error = 3;
  inspection = gather_inspect (fixture, 1, TRUE);
  gather_assert_warns (inspection, "ocsp-fetch", "tryLater");
}

static void
test_about_another (GatherFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->response.certificate = fixture->path->pdata[1];
  inspection = gather_inspect (fixture, 1, TRUE);
  gather_assert_warns (inspection, "ocsp-fetch", "not about");
}

static void
test_responder_down (GatherFixture *fixture,
                     gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  g_clear_pointer (&fixture->server, wlk_test_http_free);
  inspection = gather_inspect (fixture, 1, TRUE);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  gather_assert_warns (inspection, "ocsp-fetch", "refused the connection");
  g_assert_cmpuint (gather_count (inspection, "ocsp-fetch"), ==, 1);
}

/* The issuer's status is not known either, but the request about the leaf was refused. */
static void
test_failed_request_first (GatherFixture *fixture,
                           gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->revocation = WLK_REVOCATION_REQUIRE;
  g_clear_pointer (&fixture->server, wlk_test_http_free);
  inspection = gather_inspect (fixture, 1, TRUE);
  gather_assert_decisive (inspection, "ocsp-fetch", "ocsp_unreachable", "“leaf.example”");
}

/* A responder that knows only POST is as good as any. */
static void
test_post_is_no_fault (GatherFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->refuses_get = TRUE;
  inspection = gather_inspect (fixture, 1, TRUE);
  g_assert_cmpint (gather_find (inspection, "ocsp-fetch", 0)->record->outcome, ==,
                   WLK_OUTCOME_NOTE);
  g_assert_cmpint (gather_find (inspection, "ocsp-fetch", 1)->record->outcome, ==,
                   WLK_OUTCOME_PASSED);
}

/* A cache must not know better than the responder: what it keeps ends with its nextUpdate. */
static void
test_cached (GatherFixture *fixture,
             gconstpointer  data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean is_long = GPOINTER_TO_INT (data);
  g_autoptr(WlkInspection) first = NULL;
  g_autoptr(WlkInspection) second = NULL;

  fixture->time = now;
  for (guint i = 0; i < fixture->n_recipes; i++)
    {
      fixture->recipes[i].not_before = now - 86400;
      fixture->recipes[i].not_after = now + 86400;
    }
  prepare_ocsp (fixture);
  fixture->response.this_update = now - 60;
  fixture->response.next_update = now + (is_long ? 3600 : 2);
  first = gather_inspect (fixture, 1, TRUE);
  assert_good (first);
  g_usleep (is_long ? 0 : 3 * G_USEC_PER_SEC);
  second = gather_inspect (fixture, 1, TRUE);
  assert_good (second);
  assert_asked (fixture, is_long ? 1 : 2, 0);
}

static void
test_off (GatherFixture *fixture,
          gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_ocsp (fixture);
  fixture->revocation = WLK_REVOCATION_OFF;
  inspection = gather_inspect (fixture, 1, TRUE);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 0);
}

static void
test_crl_good (GatherFixture *fixture,
               gconstpointer  data)
{
  WlkTestCrl crl;
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_crl (fixture);
  crl = make_crl (fixture);
  gather_add_crl (fixture, "/crl", &crl);
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_good (inspection);
  g_assert_cmpint (get_outcome (inspection, "crl-fetch"), ==, WLK_OUTCOME_PASSED);
}

static void
test_crl_revoked (GatherFixture *fixture,
                  gconstpointer  data)
{
  const WlkTestEntry entries[] = { { .serial = 102 }, { 0 } };
  WlkTestCrl crl;
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_crl (fixture);
  crl = make_crl (fixture);
  crl.entries = entries;
  gather_add_crl (fixture, "/crl", &crl);
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_revoked (inspection);
}

static void
test_crl_not_found (GatherFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_crl (fixture);
  inspection = gather_inspect (fixture, 1, TRUE);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  gather_assert_warns (inspection, "crl-fetch", "404");
}

static void
test_crl_garbage (GatherFixture *fixture,
                  gconstpointer  data)
{
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_crl (fixture);
  gather_add_certificate (fixture, "/crl", fixture->path->pdata[0]);
  inspection = gather_inspect (fixture, 1, TRUE);
  gather_assert_warns (inspection, "crl-fetch", "is no CRL");
}

static void
test_crl_after_responder (GatherFixture *fixture,
                          gconstpointer  data)
{
  const WlkTestExtension extensions[] = {
    gather_access (fixture, WLK_OID_ACCESS_OCSP, "/nobody", NULL),
    gather_points (fixture, WLK_OID_CRL_DISTRIBUTION_POINTS, "/crl"), { NULL },
  };
  WlkTestCrl crl;
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[2].extensions = extensions;
  gather_issue (fixture);
  crl = make_crl (fixture);
  gather_add_crl (fixture, "/crl", &crl);
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_good (inspection);
  gather_assert_warns (inspection, "ocsp-fetch", "404");
}

/* The delta revokes what the complete CRL does not know of yet. */
static void
add_crl_and_delta (GatherFixture *fixture,
                   const char    *extensions_of_crl)
{
  const WlkTestEntry entries[] = { { .serial = 102 }, { 0 } };
  WlkTestCrl crl = make_crl (fixture);
  WlkTestCrl delta = make_crl (fixture);

  crl.number = 5;
  crl.extensions = extensions_of_crl;
  delta.number = 6;
  delta.base_number = 5;
  delta.entries = entries;
  gather_add_crl (fixture, "/crl", &crl);
  gather_add_crl (fixture, "/delta", &delta);
}

static void
test_delta_of_certificate (GatherFixture *fixture,
                           gconstpointer  data)
{
  const WlkTestExtension extensions[] = {
    gather_points (fixture, WLK_OID_CRL_DISTRIBUTION_POINTS, "/crl"),
    gather_points (fixture, WLK_OID_FRESHEST_CRL, "/delta"), { NULL },
  };
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->recipes[2].extensions = extensions;
  gather_issue (fixture);
  add_crl_and_delta (fixture, NULL);
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_revoked (inspection);
  g_assert_cmpuint (gather_count (inspection, "crl-fetch"), ==, 2);
}

/* An extension of a CRL, from that of a certificate. */
static char *
dup_extension_hex (const WlkTestExtension *extension,
                   const char             *oid_hex)
{
  guint length = strlen (extension->hex) / 2;

  g_assert_cmpuint (length, <, 0x70);

  return g_strdup_printf ("30%02x%s04%02x%s", 5 + 2 + length, oid_hex, length, extension->hex);
}

static void
test_delta_of_crl (GatherFixture *fixture,
                   gconstpointer  data)
{
  const WlkTestExtension freshest = gather_points (fixture, WLK_OID_FRESHEST_CRL, "/delta");
  g_autofree char *hex = dup_extension_hex (&freshest, "0603551d2e");
  g_autoptr(WlkInspection) inspection = NULL;

  prepare_crl (fixture);
  add_crl_and_delta (fixture, hex);
  inspection = gather_inspect (fixture, 1, TRUE);
  assert_revoked (inspection);
  g_assert_cmpuint (gather_count (inspection, "crl-fetch"), ==, 2);
}

/* An issuer that is fetched is asked about like one that was sent. */
static void
test_all_together (GatherFixture *fixture,
                   gconstpointer  data)
{
  const WlkTestExtension of_issuer[] = {
    gather_points (fixture, WLK_OID_CRL_DISTRIBUTION_POINTS, "/root-crl"), { NULL },
  };
  const WlkTestExtension of_leaf[] = {
    gather_access (fixture, WLK_OID_ACCESS_CA_ISSUERS, "/issuer", NULL),
    gather_points (fixture, WLK_OID_CRL_DISTRIBUTION_POINTS, "/crl"), { NULL },
  };
  WlkTestCrl crl;
  WlkTestCrl root_crl;
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->revocation = WLK_REVOCATION_REQUIRE;
  fixture->recipes[1].extensions = of_issuer;
  fixture->recipes[2].extensions = of_leaf;
  gather_issue (fixture);
  crl = make_crl (fixture);
  root_crl = wlk_test_crl (fixture->path->pdata[0], fixture->recipes[0].key);
  gather_add_certificate (fixture, "/issuer", fixture->path->pdata[1]);
  gather_add_crl (fixture, "/crl", &crl);
  gather_add_crl (fixture, "/root-crl", &root_crl);
  inspection = gather_inspect (fixture, 2, TRUE);
  assert_good (inspection);
  gather_assert_warns (inspection, "issuer-sent", "had to be fetched");
  g_assert_cmpuint (wlk_test_http_get_n_requests (fixture->server), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, test) \
  g_test_add ("/fetch/revocation/" path, GatherFixture, GINT_TO_POINTER (data), gather_set_up, \
              test, gather_tear_down)

  ADD ("ocsp-get-good-trusted", 0, test_get_good);
  ADD ("ocsp-get-revoked-fails", 0, test_get_revoked);
  ADD ("ocsp-get-unknown-warns", 0, test_get_unknown);
  ADD ("ocsp-get-unknown-required-undetermined", 0, test_get_unknown_required);
  ADD ("ocsp-get-expired-asked-by-post", 0, test_get_expired);
  ADD ("ocsp-both-expired-warns", 0, test_both_expired);
  ADD ("ocsp-post-good-trusted", WLK_OCSP_GOOD, test_post);
  ADD ("ocsp-post-revoked-fails", WLK_OCSP_REVOKED, test_post);
  ADD ("ocsp-post-without-nonce-trusted", 0, test_post_without_nonce);
  ADD ("ocsp-post-other-nonce-warns", 0, test_post_other_nonce);
  ADD ("ocsp-long-address-asked-by-post", 0, test_long_address);
  ADD ("ocsp-error-status-warns", 0, test_error_status);
  ADD ("ocsp-about-another-warns", 0, test_about_another);
  ADD ("ocsp-responder-down-warns", 0, test_responder_down);
  ADD ("off-sends-nothing", 0, test_off);
  ADD ("crl-good-trusted", 0, test_crl_good);
  ADD ("crl-revoked-fails", 0, test_crl_revoked);
  ADD ("crl-not-found-warns", 0, test_crl_not_found);
  ADD ("crl-garbage-warns", 0, test_crl_garbage);
  ADD ("crl-after-responder-trusted", 0, test_crl_after_responder);
  ADD ("delta-of-certificate-revoked-fails", 0, test_delta_of_certificate);
  ADD ("delta-of-crl-revoked-fails", 0, test_delta_of_crl);
  ADD ("issuer-and-crls-trusted", 0, test_all_together);

  ADD ("required-of-leaf-first", 0, test_failed_request_first);
  ADD ("ocsp-post-is-no-fault", 0, test_post_is_no_fault);
  ADD ("ocsp-second-time-from-cache", TRUE, test_cached);
  ADD ("ocsp-after-next-update-asked-again", FALSE, test_cached);

#undef ADD

  return g_test_run ();
}
