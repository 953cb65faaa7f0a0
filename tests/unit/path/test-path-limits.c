/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path/wlk-path-builder.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "wlk-path-fixture.h"

static const char *
name_ca (guint index)
{
  g_autofree char *name = g_strdup_printf ("CN=Mesh %02u", index);

  return g_intern_string (name);
}

/* Every CA of the mesh signs every other. They share a few keys; their names tell them apart. */
static void
receive_mesh (Fixture *fixture,
              guint    n_cas)
{
  for (guint i = 0; i < n_cas; i++)
    for (guint j = 0; j < n_cas; j++)
      {
        WlkTestRecipe subject = make_ca (name_ca (i), WLK_TEST_KEY_EC_1 + i % 6);
        WlkTestRecipe issuer = make_ca (name_ca (j), WLK_TEST_KEY_EC_1 + j % 6);
        g_autoptr(WlkCertificate) certificate = NULL;

        if (i == j)
          continue;
        certificate = wlk_test_issue (&subject, &issuer);
        receive (fixture, certificate);
      }
}

/* 40 × 39 cross-certificates, the one by the root, and the leaf; OpenSSL, GnuTLS and Go find no
 * path in such a pool. */
static void
test_mesh (Fixture      *fixture,
           gconstpointer data)
{
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe first = make_ca (name_ca (0), WLK_TEST_KEY_EC_1);
  WlkTestRecipe last = make_ca (name_ca (39), WLK_TEST_KEY_EC_1 + 39 % 6);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) gate = wlk_test_issue (&last, &root);
  g_autoptr(WlkCertificate) leaf = wlk_test_issue (&recipe, &first);
  gint64 start;
  gint64 duration;

  receive_mesh (fixture, 40);
  receive (fixture, gate);
  receive (fixture, leaf);
  trust (fixture, anchor);

  start = g_get_monotonic_time ();
  begin (fixture, leaf);
  assert_next (fixture, "Root > Mesh 39 > Mesh 00 > leaf.example");
  duration = g_get_monotonic_time () - start;

  g_test_message ("found after %" G_GINT64_FORMAT " µs", duration);
  g_assert_cmpuint (wlk_signature_cache_get_n_checks (fixture->signatures), <=, 6);
}

static void
assert_budget_ends (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  WlkPath *path;

  do
    {
      path = wlk_path_builder_next (fixture->builder, NULL, &error);
      g_clear_pointer (&path, wlk_path_unref);
    }
  while (path != NULL);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED);
}

/* The mesh leads to the root by name, but its key signed nothing of it. */
static WlkCertificate *
prepare_dead_mesh (Fixture *fixture,
                   guint    n_cas)
{
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe other = make_ca ("CN=Root", WLK_TEST_KEY_EC_7);
  WlkTestRecipe first = make_ca (name_ca (0), WLK_TEST_KEY_EC_1);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&other, NULL);
  g_autoptr(WlkCertificate) gate = wlk_test_issue (&first, &root);
  WlkCertificate *leaf = wlk_test_issue (&recipe, &first);

  receive_mesh (fixture, n_cas);
  receive (fixture, gate);
  trust (fixture, anchor);

  return leaf;
}

static void
test_step_budget (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(WlkCertificate) leaf = prepare_dead_mesh (fixture, 11);

  g_clear_pointer (&fixture->signatures, wlk_signature_cache_unref);
  fixture->signatures = wlk_signature_cache_new (G_MAXUINT);
  begin (fixture, leaf);

  assert_budget_ends (fixture);
}

static void
test_signature_budget (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr(WlkCertificate) leaf = prepare_dead_mesh (fixture, 11);

  g_clear_pointer (&fixture->signatures, wlk_signature_cache_unref);
  fixture->signatures = wlk_signature_cache_new (10);
  begin (fixture, leaf);

  assert_budget_ends (fixture);
  g_assert_cmpuint (wlk_signature_cache_get_n_checks (fixture->signatures), ==, 10);
}

/* Issues a chain of @n_certificates below the root and looks for it. */
static void
begin_deep (Fixture *fixture,
            guint    n_certificates)
{
  WlkTestRecipe issuer = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&issuer, NULL);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) leaf = NULL;

  for (guint i = 0; i + 1 < n_certificates; i++)
    {
      WlkTestRecipe subject = make_ca (name_ca (i), WLK_TEST_KEY_EC_1 + i % 6);
      g_autoptr(WlkCertificate) certificate = wlk_test_issue (&subject, &issuer);

      receive (fixture, certificate);
      issuer = subject;
    }
  leaf = wlk_test_issue (&recipe, &issuer);
  trust (fixture, anchor);
  begin (fixture, leaf);
}

static void
test_deep (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(WlkPath) path = NULL;

  begin_deep (fixture, 128);
  path = find (fixture);

  g_assert_nonnull (path);
  g_assert_cmpuint (path->certificates->len, ==, 129);
}

static void
test_too_deep (Fixture      *fixture,
               gconstpointer data)
{
  begin_deep (fixture, 129);

  assert_budget_ends (fixture);
}

static void
test_many_keys (Fixture      *fixture,
                gconstpointer data)
{
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe signer = make_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) good = NULL;
  g_autoptr(WlkCertificate) leaf = NULL;

  for (guint i = 0; i < 50; i++)
    {
      WlkTestRecipe twin = make_ca ("CN=CA", WLK_TEST_KEY_EC_2 + i % 5);
      g_autoptr(WlkCertificate) certificate = NULL;

      twin.serial += i << 8;
      twin.has_no_key_ids = TRUE;
      certificate = wlk_test_issue (&twin, &root);
      receive (fixture, certificate);
    }
  signer.has_no_key_ids = TRUE;
  recipe.has_no_key_ids = TRUE;
  good = wlk_test_issue (&signer, &root);
  leaf = wlk_test_issue (&recipe, &signer);
  receive (fixture, good);
  trust (fixture, anchor);
  begin (fixture, leaf);

  assert_next_top (fixture, 1, good);
  g_assert_cmpuint (wlk_signature_cache_get_n_checks (fixture->signatures), <=, 7);
}

/* A certificate of another key of that kind, whose private key does not exist. */
static WlkCertificate *
change_key (WlkCertificate *certificate,
            guint           number)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
  g_autofree guint8 *key = g_memdup2 (wlk_certificate_get_bytes (certificate, span), span.length);
  g_autofree char *hex = NULL;

  key[span.length / 2] ^= (guint8) number;
  key[span.length / 2 + 1] ^= (guint8) (number >> 8);
  hex = wlk_text_format_hex (key, span.length, NULL);

  return wlk_test_replace (certificate, span, hex, WLK_TEST_KEY_EC_0);
}

/* An RSA key makes no ECDSA signature, so nothing need be computed to know that. */
static void
test_keys_of_other_kind (Fixture      *fixture,
                         gconstpointer data)
{
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe signer = make_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe other = make_ca ("CN=CA", WLK_TEST_KEY_RSA_2048_0);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) first = NULL;
  g_autoptr(WlkCertificate) good = NULL;
  g_autoptr(WlkCertificate) leaf = NULL;

  other.has_no_key_ids = TRUE;
  signer.has_no_key_ids = TRUE;
  first = wlk_test_issue (&other, &root);
  for (guint i = 1; i <= 2 * MAX_CHECKS; i++)
    {
      g_autoptr(WlkCertificate) certificate = change_key (first, i);

      receive (fixture, certificate);
    }
  good = wlk_test_issue (&signer, &root);
  leaf = wlk_test_issue (&recipe, &signer);
  receive (fixture, good);
  trust (fixture, anchor);
  begin (fixture, leaf);

  assert_next_top (fixture, 1, good);
  g_assert_cmpuint (wlk_signature_cache_get_n_checks (fixture->signatures), ==, 2);
}

/* Of many certificates with the right key, those that may sign come first. */
static void
test_many_without_cert_sign (Fixture      *fixture,
                             gconstpointer data)
{
  WlkTestRecipe root = make_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe signer = make_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe recipe = make_leaf ();
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);
  g_autoptr(WlkCertificate) good = wlk_test_issue (&signer, &root);
  g_autoptr(WlkCertificate) leaf = wlk_test_issue (&recipe, &signer);

  signer.key_usage = WLK_KEY_USAGE_CRL_SIGN;
  for (guint i = 0; i < 2 * MAX_CHECKS; i++)
    {
      g_autoptr(WlkCertificate) certificate = NULL;

      signer.serial = 1000 + i;
      certificate = wlk_test_issue (&signer, &root);
      receive (fixture, certificate);
    }
  receive (fixture, good);
  trust (fixture, anchor);
  begin (fixture, leaf);

  assert_next_top (fixture, 1, good);
  g_assert_cmpuint (wlk_signature_cache_get_n_checks (fixture->signatures), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/path/limits/mesh-is-found", NULL, test_mesh);
  add ("/path/limits/steps-run-out", NULL, test_step_budget);
  add ("/path/limits/signatures-run-out", NULL, test_signature_budget);
  add ("/path/limits/depth-at-limit-is-found", NULL, test_deep);
  add ("/path/limits/depth-runs-out", NULL, test_too_deep);
  add ("/path/limits/many-keys-are-tried-once", NULL, test_many_keys);
  add ("/path/limits/keys-of-other-kind-cost-nothing", NULL, test_keys_of_other_kind);
  add ("/path/limits/many-without-cert-sign-come-later", NULL, test_many_without_cert_sign);

  return g_test_run ();
}
