/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Why a path has no anchor: each way to miss one is a finding of its own. */

static WlkTrustStore *
trust_other_root (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=Other Root", WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) root = wlk_test_issue (&recipe, NULL);

  return wlk_test_trust (root);
}

/* A root of the name of the path's own, with another key. */
static WlkTrustStore *
trust_namesake_of_root (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) root = wlk_test_issue (&recipe, NULL);

  return wlk_test_trust (root);
}

static void
init (WlkCheckFixture *fixture,
      guint            length,
      guint            top)
{
  wlk_check_fixture_init (fixture, length);
  fixture->has_anchor = FALSE;
  fixture->top = top;
  fixture->trust = trust_other_root ();
}

static gboolean
has_evidence (WlkFinding *finding,
              const char *text)
{
  guint n_evidence;
  const WlkEvidence *evidence = wlk_finding_get_evidence (finding, &n_evidence);

  for (guint i = 0; i < n_evidence; i++)
    {
      g_autofree char *value = wlk_evidence_dup_value (&evidence[i]);

      if (value != NULL && strstr (value, text) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_kind_of_evidence (WlkFinding  *finding,
                      WlkValueKind kind)
{
  guint n_evidence;
  const WlkEvidence *evidence = wlk_finding_get_evidence (finding, &n_evidence);

  for (guint i = 0; i < n_evidence; i++)
    if (evidence[i].value.kind == kind && evidence[i].span.length > 0)
      return TRUE;

  return FALSE;
}

static void
test_intermediate_not_sent (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  WlkFinding *decisive;

  init (&fixture, 3, 2);
  fixture.chain.recipes[2].ca_issuers = "http://ca.example/1.crt";
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "issuer-found", 0, "missing_intermediate");
  decisive = wlk_report_get_decisive (fixture.report);
  g_assert_true (has_evidence (decisive, "CN=CA 1"));
  g_assert_true (has_evidence (decisive, "http://ca.example/1.crt"));
  g_assert_true (has_kind_of_evidence (decisive, WLK_VALUE_BYTES));
}

static void
test_nothing_known (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 3, 2);
  fixture.chain.recipes[2].has_no_key_ids = TRUE;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "issuer-found", 0, "issuer_unknown");
}

static void
test_root_neither_sent_nor_trusted (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 4, 1);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "issuer-found", 0, "untrusted_root_not_sent");
  g_assert_true (has_evidence (wlk_report_get_decisive (fixture.report), "CN=Root"));
}

static void
test_issuer_trusted_with_other_key (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 4, 1);
  g_clear_pointer (&fixture.trust, wlk_trust_store_unref);
  fixture.trust = trust_namesake_of_root ();
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "issuer-found", 0, "root_other_key");
}

static void
test_issuer_received_with_other_key (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=CA 1", WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) namesake = wlk_test_issue (&recipe, NULL);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "namesake.pem");

  init (&fixture, 3, 2);
  wlk_check_fixture_issue (&fixture);
  fixture.received = wlk_test_bundle (fixture.chain.certificates, 2);
  wlk_bundle_add_certificate (fixture.received, namesake, origin, 1);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "issuer-found", 0, "issuer_key_mismatch");
  g_assert_true (has_evidence (wlk_report_get_decisive (fixture.report), "namesake.pem"));
}

/* Two CAs that have signed each other, and no other certificate. */
static void
test_issuer_on_path_already (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 3, 0);
  wlk_check_fixture_issue (&fixture);
  g_object_unref (fixture.chain.certificates->pdata[0]);
  fixture.chain.certificates->pdata[0] = wlk_test_issue (&fixture.chain.recipes[0],
                                                         &fixture.chain.recipes[1]);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "issuer-found", 0, "path_loop");
}

static void
test_issuer_too_far_away (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 5, 2);
  wlk_check_fixture_issue (&fixture);
  fixture.received = wlk_test_bundle (fixture.chain.certificates, 1);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "issuer-found", 0, "chain_too_long");
}

static void
test_root_sent_and_not_trusted (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 4, 0);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "anchor-reached", WLK_WHOLE_PATH,
                                     "untrusted_root");
  wlk_check_fixture_assert_outcome (&fixture, "issuer-found", 0, WLK_OUTCOME_PASSED);
}

static void
test_root_sent_and_namesake_trusted (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 4, 0);
  g_clear_pointer (&fixture.trust, wlk_trust_store_unref);
  fixture.trust = trust_namesake_of_root ();
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "anchor-reached", WLK_WHOLE_PATH,
                                     "root_other_key");
}

/* A store that distrusts the root of the path. */
static WlkTrustStore *
distrust (WlkCertificate *root)
{
  g_autofree char *pem = wlk_certificate_dup_pem (root);
  g_autofree char *text = g_strconcat ("x-distrusted: true\n", pem, NULL);
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  int file = g_file_open_tmp ("weaklink-XXXXXX.pem", &path, &error);
  WlkTrustStore *store;

  g_assert_no_error (error);
  close (file);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  store = wlk_trust_store_load ((const char *[]) { path, NULL }, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);

  return store;
}

static void
test_distrusted_root (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autoptr(WlkCertificate) root = NULL;

  wlk_check_fixture_init (&fixture, 3);
  wlk_check_fixture_issue (&fixture);
  root = wlk_test_chain_dup_anchor (&fixture.chain);
  fixture.trust = distrust (root);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "anchor-reached", WLK_WHOLE_PATH,
                                     "explicit_distrust");
}

static void
test_self_signed_leaf (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 2, 0);
  fixture.chain.recipes[0] = fixture.chain.recipes[1];
  fixture.chain.length = 1;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "anchor-reached", WLK_WHOLE_PATH,
                                     "self_signed_leaf");
}

static void
test_damaged_self_signed_leaf (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 2, 0);
  fixture.chain.recipes[0] = fixture.chain.recipes[1];
  fixture.chain.recipes[0].has_bad_signature = TRUE;
  fixture.chain.length = 1;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "anchor-reached", WLK_WHOLE_PATH,
                                     "self_signed_leaf");
  wlk_check_fixture_assert_outcome (&fixture, "signature", 0, WLK_OUTCOME_FAILED);
}

/* A CA that has changed its key signs the new one with the old one, under one name. */
static void
test_self_issued_is_not_self_signed (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 3, 1);
  fixture.chain.recipes[1].subject = fixture.chain.recipes[0].subject;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "issuer-found", 0, "untrusted_root_not_sent");
}

static void
test_empty_store (gconstpointer data)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  init (&fixture, 4, GPOINTER_TO_UINT (data));
  g_clear_pointer (&fixture.trust, wlk_trust_store_unref);
  fixture.trust = wlk_trust_store_new ();
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "anchor-reached", WLK_WHOLE_PATH,
                                     "empty_truststore");
}

/* What depends on the missing issuer is skipped because of it, and everything else is checked. */
static void
test_dependents_skipped_because (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *summary = NULL;

  init (&fixture, 4, 1);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_outcome (&fixture, "signature", 0, WLK_OUTCOME_SKIPPED);
  wlk_check_fixture_assert_outcome (&fixture, "issuer-name", 0, WLK_OUTCOME_SKIPPED);
  wlk_check_fixture_assert_outcome (&fixture, "validity-not-after", 0, WLK_OUTCOME_PASSED);
  wlk_check_fixture_assert_outcome (&fixture, "ca-flag", 0, WLK_OUTCOME_PASSED);
  wlk_check_fixture_assert_outcome (&fixture, "signature", 1, WLK_OUTCOME_PASSED);
  summary = wlk_finding_dup_summary (wlk_check_fixture_find (&fixture, "signature", 0));
  g_assert_nonnull (strstr (summary, "Issuer Found"));
}

/* Issues a path in which the CA above the leaf is a namesake of the one that signed it. */
static void
replace_issuer (WlkCheckFixture *fixture,
                gboolean         has_key_ids)
{
  WlkTestRecipe namesake = wlk_test_recipe_ca ("CN=CA 1", WLK_TEST_KEY_EC_7);

  wlk_check_fixture_init (fixture, 3);
  fixture->chain.recipes[2].has_no_key_ids = !has_key_ids;
  wlk_check_fixture_issue (fixture);
  g_object_unref (fixture->chain.certificates->pdata[1]);
  fixture->chain.certificates->pdata[1] = wlk_test_issue (&namesake, &fixture->chain.recipes[0]);
}

static void
test_signature_of_namesake_by_key_id (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  replace_issuer (&fixture, TRUE);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "signature", 2, "issuer_key_mismatch");
}

static void
test_signature_of_namesake_by_other_candidate (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autoptr(WlkCertificate) signer = NULL;
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "signer.pem");

  replace_issuer (&fixture, FALSE);
  signer = wlk_test_issue (&fixture.chain.recipes[1], &fixture.chain.recipes[0]);
  fixture.received = wlk_test_bundle (fixture.chain.certificates, 1);
  wlk_bundle_add_certificate (fixture.received, signer, origin, 2);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "signature", 2, "issuer_key_mismatch");
  g_assert_true (has_evidence (wlk_report_get_decisive (fixture.report), "signer.pem"));
}

static void
test_signature_without_hint (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  replace_issuer (&fixture, FALSE);
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "signature", 2, "bad_signature");
}

static void
test_signature_out_of_budget (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autoptr(WlkSignatureCache) signatures = wlk_signature_cache_new (1);
  g_autoptr(WlkQuery) request = wlk_test_query (NULL, WLK_PURPOSE_ANY,
                                                WLK_PROFILE_PATH);
  g_autoptr(WlkPath) path = NULL;
  WlkCheckInput input = { .signatures = signatures };

  wlk_check_fixture_init (&fixture, 4);
  wlk_check_fixture_issue (&fixture);
  path = wlk_check_fixture_make_path (&fixture);
  fixture.trust = wlk_test_trust (fixture.chain.certificates->pdata[0]);
  input.trust = fixture.trust;
  fixture.report = wlk_path_processor_run (&input, request, path, NULL);

  wlk_check_fixture_assert_decisive (&fixture, "signature", 2, "budget");
  g_assert_cmpint (fixture.report->verdict, ==, WLK_VERDICT_UNDETERMINED);
}

/* The certificate with another last byte in the OID of its signature algorithm, inside and out. */
static WlkCertificate *
change_algorithm (WlkCertificate *certificate)
{
  static const guint8 ecdsa_with_sha256[] = { 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02 };
  gsize length;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);
  guint8 *changed = g_memdup2 (der, length);
  g_autoptr(GBytes) bytes = g_bytes_new_take (changed, length);
  g_autoptr(GError) error = NULL;
  WlkCertificate *result;

  for (gsize i = 0; i + sizeof ecdsa_with_sha256 <= length; i++)
    if (memcmp (changed + i, ecdsa_with_sha256, sizeof ecdsa_with_sha256) == 0)
      changed[i + sizeof ecdsa_with_sha256 - 1] = 0x7F;
  result = wlk_certificate_new (bytes, &error);
  g_assert_no_error (error);

  return result;
}

static void
test_signature_unsupported (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  WlkCertificate *changed;

  wlk_check_fixture_init (&fixture, 3);
  wlk_check_fixture_issue (&fixture);
  changed = change_algorithm (fixture.chain.certificates->pdata[2]);
  g_object_unref (fixture.chain.certificates->pdata[2]);
  fixture.chain.certificates->pdata[2] = changed;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "signature", 2, "algorithm_unsupported");
  g_assert_cmpint (fixture.report->verdict, ==, WLK_VERDICT_UNDETERMINED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add_func ("/checks/anchor-diagnosis/" name, function)
  ADD ("intermediate-not-sent", test_intermediate_not_sent);
  ADD ("nothing-known", test_nothing_known);
  ADD ("root-neither-sent-nor-trusted", test_root_neither_sent_nor_trusted);
  ADD ("issuer-trusted-with-other-key", test_issuer_trusted_with_other_key);
  ADD ("issuer-received-with-other-key", test_issuer_received_with_other_key);
  ADD ("issuer-on-path-already", test_issuer_on_path_already);
  ADD ("issuer-too-far-away", test_issuer_too_far_away);
  ADD ("root-sent-and-not-trusted", test_root_sent_and_not_trusted);
  ADD ("root-sent-and-namesake-trusted", test_root_sent_and_namesake_trusted);
  ADD ("distrusted-root", test_distrusted_root);
  ADD ("self-signed-leaf", test_self_signed_leaf);
  ADD ("damaged-self-signed-leaf", test_damaged_self_signed_leaf);
  ADD ("self-issued-is-not-self-signed", test_self_issued_is_not_self_signed);
  g_test_add_data_func ("/checks/anchor-diagnosis/empty-store-with-root", GUINT_TO_POINTER (0),
                        test_empty_store);
  g_test_add_data_func ("/checks/anchor-diagnosis/empty-store-with-leaf-alone",
                        GUINT_TO_POINTER (3), test_empty_store);
  ADD ("dependents-skipped-because", test_dependents_skipped_because);
#undef ADD

#define ADD(name, function) g_test_add_func ("/checks/signature-diagnosis/" name, function)
  ADD ("namesake-by-key-id", test_signature_of_namesake_by_key_id);
  ADD ("namesake-by-other-candidate", test_signature_of_namesake_by_other_candidate);
  ADD ("without-hint", test_signature_without_hint);
  ADD ("unsupported-algorithm", test_signature_unsupported);
  ADD ("out-of-budget", test_signature_out_of_budget);
#undef ADD

  return g_test_run ();
}
