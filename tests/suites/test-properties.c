/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-case.h"

#include "load/wlk-loader.h"
#include "wlk-test-ca.h"

#include <string.h>

/*
 * What must hold of every inspection, whatever its certificates: the order in which they arrive
 * and what else lies beside them change nothing, no trust is without an anchor, and a certificate
 * that differs in one bit from a good one is not trusted for it.
 */

#define N_SHUFFLES 4  /* of each case */
#define SEED       42 /* fixed, so that a failure is seen again */

/* Verdict and decisive finding, in one line. */
static char *
describe (WlkInspection *inspection)
{
  WlkFinding *decisive = wlk_report_get_decisive (wlk_inspection_get_report (inspection, 0));

  if (decisive == NULL)
    return g_strdup ("trusted");

  return chain_case_describe (wlk_verdict_get_id (wlk_inspection_get_verdict (inspection)),
                              decisive);
}

/* The numbers below @n, in another order when there is a @random. */
static guint *
make_order (guint  n,
            GRand *random)
{
  guint *order = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n; random != NULL && i > 1; i--)
    {
      guint other = (guint) g_rand_int_range (random, 0, (gint32) i);
      guint kept = order[i - 1];

      order[i - 1] = order[other];
      order[other] = kept;
    }

  return order;
}

/* What @bundle holds, in another order when there is a @random. */
static WlkBundle *
copy_bundle (WlkBundle *bundle,
             GRand     *random)
{
  WlkBundle *copy = wlk_bundle_new ();
  guint n_certificates = bundle->certificates->len;
  GPtrArray *crls = bundle->crls;
  GPtrArray *responses = bundle->responses;
  g_autofree guint *order = make_order (n_certificates, random);
  g_autofree guint *crl_order = make_order (crls->len, random);
  g_autofree guint *response_order = make_order (responses->len, random);

  for (guint i = 0; i < n_certificates; i++)
    wlk_bundle_add_certificate (copy, wlk_bundle_get_certificate (bundle, order[i]),
                                wlk_bundle_get_origin (bundle, order[i]), 0);
  for (guint i = 0; i < crls->len; i++)
    wlk_bundle_add_crl (copy, crls->pdata[crl_order[i]]);
  for (guint i = 0; i < responses->len; i++)
    wlk_bundle_add_ocsp_response (copy, responses->pdata[response_order[i]]);

  return copy;
}

static void
assert_same (ChainCase     *chain,
             WlkBundle     *received,
             WlkTrustStore *trust,
             const char    *expected)
{
  g_autoptr(WlkInspection) inspection = chain_case_inspect (chain, received, trust);
  g_autofree char *found = describe (inspection);

  if (!g_str_equal (found, expected))
    g_test_message ("%s: “%s”, not “%s”", chain->name, found, expected);
  g_assert_cmpstr (found, ==, expected);
}

static GRand *
create_random (void)
{
  g_test_message ("seed %u", SEED);

  return g_rand_new_with_seed (SEED);
}

static void
test_order (void)
{
  g_autoptr(GPtrArray) names = chain_cases_list ();
  g_autoptr(GRand) random = create_random ();

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr(ChainCase) chain = chain_case_load (names->pdata[i]);
      g_autoptr(WlkTrustStore) trust = chain_case_create_trust (chain);
      g_autoptr(WlkInspection) inspection = chain_case_inspect (chain, chain->received, trust);
      g_autofree char *expected = describe (inspection);

      for (guint j = 0; j < N_SHUFFLES; j++)
        {
          g_autoptr(WlkBundle) shuffled = copy_bundle (chain->received, random);

          assert_same (chain, shuffled, trust, expected);
        }
    }
}

static const char nonsense[] =
  "-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n"
  "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n"
  "-----BEGIN CERTIFICATE-----\nMIIB";

/* One of another CA, one that is there twice, and some that cannot be read. */
static void
add_unrelated (WlkBundle *bundle,
               WlkBundle *received)
{
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Unrelated", WLK_TEST_KEY_RSA_2048_0);
  g_autoptr(WlkCertificate) of_other_name = wlk_test_issue (&other, NULL);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "unrelated.pem");
  g_autoptr(GBytes) bytes = g_bytes_new_static (nonsense, strlen (nonsense));

  wlk_bundle_add_certificate (bundle, of_other_name, origin, 0);
  wlk_bundle_add_certificate (bundle, wlk_bundle_get_certificate (received, 0), origin, 0);
  g_assert_false (wlk_loader_load_bytes (bundle, bytes, "nonsense.pem", NULL));
}

static void
test_unrelated (void)
{
  g_autoptr(GPtrArray) names = chain_cases_list ();

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr(ChainCase) chain = chain_case_load (names->pdata[i]);
      g_autoptr(WlkTrustStore) trust = chain_case_create_trust (chain);
      g_autoptr(WlkInspection) inspection = chain_case_inspect (chain, chain->received, trust);
      g_autofree char *expected = describe (inspection);
      g_autoptr(WlkBundle) more = copy_bundle (chain->received, NULL);

      add_unrelated (more, chain->received);
      assert_same (chain, more, trust, expected);
    }
}

/* A CA of a name that is on the path, with another key: it may be what is wrong, when something is,
 * but it makes nothing good and nothing bad. */
static void
test_twin (void)
{
  g_autoptr(GPtrArray) names = chain_cases_list ();
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Unrelated", WLK_TEST_KEY_RSA_2048_0);
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=CA 1", WLK_TEST_KEY_RSA_2048_1);
  g_autoptr(WlkCertificate) twin = wlk_test_issue (&recipe, &other);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "twin.pem");

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr(ChainCase) chain = chain_case_load (names->pdata[i]);
      g_autoptr(WlkTrustStore) trust = chain_case_create_trust (chain);
      g_autoptr(WlkInspection) inspection = chain_case_inspect (chain, chain->received, trust);
      g_autoptr(WlkBundle) more = copy_bundle (chain->received, NULL);
      g_autoptr(WlkInspection) with_twin = NULL;

      wlk_bundle_add_certificate (more, twin, origin, 0);
      with_twin = chain_case_inspect (chain, more, trust);
      g_assert_cmpint (wlk_inspection_get_verdict (with_twin), ==,
                       wlk_inspection_get_verdict (inspection));
    }
}

static gboolean
is_on_path (WlkInspection  *inspection,
            WlkCertificate *certificate)
{
  WlkPath *path = wlk_inspection_get_report (inspection, 0)->path;

  for (guint i = 0; path != NULL && i < path->certificates->len; i++)
    if (wlk_certificate_equal (wlk_path_get_certificate (path, i), certificate))
      return TRUE;

  return FALSE;
}

/* Certificates of a CA that a verifier cannot use, while another one of that CA is good. */
static const struct
{
  const char      *name;
  WlkTestExtension extensions[2];
} bad_twins[] = {
  { "expired", { { NULL } } },
  { "other-key", { { NULL } } },
  { "other-key-identifier", { { WLK_OID_SUBJECT_KEY_IDENTIFIER, FALSE, "0404deadbeef" } } },
  { "no-ca", { { NULL } } },
  { "no-cert-sign", { { NULL } } },
  { "for-clients", { { NULL } } },
  { "other-names", { { WLK_OID_NAME_CONSTRAINTS, TRUE,
                       "3014a0123010a40e300c310a300806035504030c0178" } } },
  { "unknown-critical", { { "1.2.3.4.5", TRUE, "0500" } } },
  { "requires-policy", { { WLK_OID_POLICY_CONSTRAINTS, TRUE, "3003800100" } } },
  { "path-length", { { NULL } } },
  { "untrusted-issuer", { { NULL } } },
  { "sha1", { { NULL } } },
  { "no-key-ids", { { NULL } } },
};

static void
spoil (WlkTestRecipe *recipe,
       guint          i)
{
  const char *name = bad_twins[i].name;

  recipe->serial = 0x6666;
  if (bad_twins[i].extensions[0].oid != NULL)
    recipe->extensions = bad_twins[i].extensions;
  if (g_str_equal (name, "expired"))
    recipe->not_after = WLK_TEST_TIME - 1;
  else if (g_str_equal (name, "other-key"))
    recipe->key = WLK_TEST_KEY_EC_7;
  else if (g_str_equal (name, "no-ca"))
    recipe->is_ca = FALSE;
  else if (g_str_equal (name, "no-cert-sign"))
    recipe->key_usage = WLK_KEY_USAGE_DIGITAL_SIGNATURE;
  else if (g_str_equal (name, "for-clients"))
    recipe->purposes = WLK_OID_PURPOSE_CLIENT;
  else if (g_str_equal (name, "path-length"))
    recipe->path_length = 0;
  else if (g_str_equal (name, "sha1"))
    recipe->digest = "SHA1";
  else if (g_str_equal (name, "no-key-ids"))
    recipe->has_no_key_ids = TRUE;
}

/* A path of five, and beside the CA at @position a bad one, before or behind it. */
static void
check_twin (guint    i,
            guint    position,
            gboolean is_first)
{
  WlkTestRecipe recipes[5];
  WlkTestRecipe untrusted = wlk_test_recipe_ca ("CN=Untrusted", WLK_TEST_KEY_EC_6);
  WlkTestRecipe bad;
  g_autoptr(GPtrArray) certificates = NULL;
  g_autoptr(WlkCertificate) twin = NULL;
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "twin.pem");
  g_autoptr(WlkBundle) received = wlk_bundle_new ();
  g_autoptr(WlkBundle) good = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(WlkQuery) request = wlk_test_query ("leaf.example", WLK_PURPOSE_SERVER,
                                                WLK_PROFILE_STRICT);

  wlk_test_make_recipes (recipes, G_N_ELEMENTS (recipes));
  certificates = wlk_test_issue_path (recipes, G_N_ELEMENTS (recipes));
  trust = wlk_test_trust (certificates->pdata[0]);
  good = wlk_test_bundle (certificates, 1);
  bad = recipes[position];
  spoil (&bad, i);
  twin = wlk_test_issue (&bad, g_str_equal (bad_twins[i].name, "untrusted-issuer")
                         ? &untrusted : &recipes[position - 1]);

  if (is_first)
    wlk_bundle_add_certificate (received, twin, origin, 0);
  wlk_bundle_append (received, good);
  if (!is_first)
    wlk_bundle_add_certificate (received, twin, origin, 0);
  inspection = wlk_inspector_inspect (inspector, request, received, NULL, trust,
                                      certificates->pdata[4], NULL, NULL);

  g_assert_nonnull (inspection);
  g_test_message ("“%s” at %u, %s", bad_twins[i].name, position, is_first ? "first" : "last");
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  g_assert_false (is_on_path (inspection, twin));
}

/* With a length limit of 0, only the last CA may have a certificate below it. */
static guint
get_last_position (guint i)
{
  return g_str_equal (bad_twins[i].name, "path-length") ? 2 : 3;
}

static void
test_bad_twin (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  for (guint position = 1; position <= get_last_position (i); position++)
    {
      check_twin (i, position, TRUE);
      check_twin (i, position, FALSE);
    }
}

#define CROWD 12 /* bad twins of each CA: more than 2 000 paths, of which one is good */

#define ANY_KIND G_N_ELEMENTS (bad_twins)

static void
add_crowd (WlkBundle     *bundle,
           guint          kind,
           WlkTestRecipe *recipes,
           guint          position)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "crowd.pem");
  WlkTestRecipe untrusted = wlk_test_recipe_ca ("CN=Untrusted", WLK_TEST_KEY_EC_6);

  for (guint i = 0; i < CROWD; i++)
    {
      guint actual = kind == ANY_KIND ? i % ANY_KIND : kind;
      gboolean is_untrusted = g_str_equal (bad_twins[actual].name, "untrusted-issuer");
      WlkTestRecipe bad = recipes[position];
      g_autoptr(WlkCertificate) twin = NULL;

      if (position > get_last_position (actual))
        continue;
      spoil (&bad, actual);
      bad.serial += i;
      twin = wlk_test_issue (&bad, is_untrusted ? &untrusted : &recipes[position - 1]);
      wlk_bundle_add_certificate (bundle, twin, origin, 0);
    }
}

/* The good path, and beside each of its CAs many bad certificates, in any order. */
static WlkBundle *
make_crowd (guint          kind,
            WlkTestRecipe *recipes,
            GPtrArray     *certificates,
            GRand         *random)
{
  g_autoptr(WlkBundle) ordered = wlk_test_bundle (certificates, 1);

  for (guint position = 1; position <= 3; position++)
    add_crowd (ordered, kind, recipes, position);

  return copy_bundle (ordered, random);
}

static void
test_crowd (gconstpointer data)
{
  guint kind = GPOINTER_TO_UINT (data);
  WlkTestRecipe recipes[5];
  g_autoptr(GRand) random = create_random ();
  g_autoptr(WlkQuery) request = wlk_test_query ("leaf.example", WLK_PURPOSE_SERVER,
                                                WLK_PROFILE_STRICT);
  g_autoptr(GPtrArray) certificates = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;

  wlk_test_make_recipes (recipes, G_N_ELEMENTS (recipes));
  certificates = wlk_test_issue_path (recipes, G_N_ELEMENTS (recipes));
  trust = wlk_test_trust (certificates->pdata[0]);

  for (guint i = 0; i < N_SHUFFLES; i++)
    {
      g_autoptr(WlkBundle) received = make_crowd (kind, recipes, certificates, random);
      g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
      g_autoptr(WlkInspection) inspection = NULL;
      gint64 start = g_get_monotonic_time ();

      inspection = wlk_inspector_inspect (inspector, request, received, NULL, trust,
                                          certificates->pdata[4], NULL, NULL);
      g_test_message ("%u certificates: %" G_GINT64_FORMAT " ms",
                      received->certificates->len,
                      (g_get_monotonic_time () - start) / 1000);
      g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
    }
}

/* Below a CA that requires policies, each CA has a crowd that names none. */
static void
test_crowd_without_policies (void)
{
  static const WlkTestExtension requiring[] = {
    { WLK_OID_POLICY_CONSTRAINTS, TRUE, "3003800100" },
    { WLK_OID_CERTIFICATE_POLICIES, FALSE, "300830060604551d2000" },
    { NULL },
  };
  static const WlkTestExtension naming[] = {
    { WLK_OID_CERTIFICATE_POLICIES, FALSE, "300830060604551d2000" }, { NULL }
  };
  WlkTestRecipe recipes[6];
  g_autoptr(GPtrArray) certificates = NULL;
  g_autoptr(GRand) random = create_random ();
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "crowd.pem");
  g_autoptr(WlkBundle) ordered = NULL;
  g_autoptr(WlkTrustStore) trust = NULL;

  wlk_test_make_recipes (recipes, G_N_ELEMENTS (recipes));
  for (guint i = 1; i < G_N_ELEMENTS (recipes); i++)
    recipes[i].extensions = i == 1 ? requiring : naming;
  certificates = wlk_test_issue_path (recipes, G_N_ELEMENTS (recipes));
  trust = wlk_test_trust (certificates->pdata[0]);
  ordered = wlk_test_bundle (certificates, 1);
  for (guint i = 0; i < 3 * CROWD; i++)
    {
      WlkTestRecipe bad = recipes[2 + i % 3];
      g_autoptr(WlkCertificate) twin = NULL;

      bad.extensions = NULL;
      bad.serial = 0x6666 + i;
      twin = wlk_test_issue (&bad, &recipes[1 + i % 3]);
      wlk_bundle_add_certificate (ordered, twin, origin, 0);
    }

  for (guint i = 0; i < N_SHUFFLES; i++)
    {
      g_autoptr(WlkBundle) received = copy_bundle (ordered, random);
      g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
      g_autoptr(WlkQuery) request = wlk_test_query ("leaf.example", WLK_PURPOSE_SERVER,
                                                    WLK_PROFILE_STRICT);
      g_autoptr(WlkInspection) inspection = NULL;

      inspection = wlk_inspector_inspect (inspector, request, received, NULL, trust,
                                          certificates->pdata[5], NULL, NULL);
      g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
    }
}

static void
test_no_anchor (void)
{
  g_autoptr(GPtrArray) names = chain_cases_list ();

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr(ChainCase) chain = chain_case_load (names->pdata[i]);
      g_autoptr(WlkTrustStore) nothing = wlk_trust_store_new ();
      g_autoptr(WlkBundle) with_anchor = copy_bundle (chain->received, NULL);
      g_autoptr(WlkInspection) inspection = NULL;

      wlk_bundle_append (with_anchor, chain->anchors);
      inspection = chain_case_inspect (chain, with_anchor, nothing);
      g_assert_cmpint (wlk_inspection_get_verdict (inspection), !=, WLK_VERDICT_TRUSTED);
    }
}

/* Returns NULL where the bit makes it no certificate at all. */
static WlkCertificate *
flip_bit (WlkCertificate *original,
          gsize           byte,
          guint           bit)
{
  gsize length = 0;
  const guint8 *der = wlk_certificate_get_der (original, &length);
  guint8 *copy = g_memdup2 (der, length);
  g_autoptr(GBytes) bytes = g_bytes_new_take (copy, length);

  copy[byte] ^= (guint8) (1u << bit);

  return wlk_certificate_new (bytes, NULL);
}

/* The leaf may be the flipped one, or not. */
static WlkInspection *
inspect_flipped (ChainCase     *chain,
                 WlkTrustStore *trust,
                 WlkBundle     *received)
{
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(GError) error = NULL;
  WlkInspection *inspection;

  inspection = wlk_inspector_inspect (inspector, chain->request, received, NULL, trust,
                                      wlk_bundle_get_certificate (received, 0), NULL, &error);
  g_assert_no_error (error);

  return inspection;
}

static void
assert_not_trusted_by (WlkInspection  *inspection,
                       WlkCertificate *flipped,
                       guint           index,
                       gsize           byte,
                       guint           bit)
{
  if (wlk_inspection_get_verdict (inspection) != WLK_VERDICT_TRUSTED ||
      !is_on_path (inspection, flipped))
    return;

  g_test_message ("certificate %u, byte %u, bit %u", index, (guint) byte, bit);
  g_test_fail ();
}

/* In place of the good one. */
static void
flip_instead (ChainCase     *chain,
              WlkTrustStore *trust,
              guint          index,
              gsize          byte,
              guint          bit)
{
  WlkCertificate *original = wlk_bundle_get_certificate (chain->received, index);
  g_autoptr(WlkCertificate) flipped = flip_bit (original, byte, bit);
  g_autoptr(WlkBundle) received = wlk_bundle_new ();
  g_autoptr(WlkInspection) inspection = NULL;

  if (flipped == NULL)
    return;
  for (guint i = 0; i < chain->received->certificates->len; i++)
    wlk_bundle_add_certificate (received,
                                i == index ? flipped
                                : wlk_bundle_get_certificate (chain->received, i),
                                wlk_bundle_get_origin (chain->received, i), 0);

  inspection = inspect_flipped (chain, trust, received);
  assert_not_trusted_by (inspection, flipped, index, byte, bit);
}

/* Beside the good one, which is found all the same. */
static void
flip_beside (ChainCase      *chain,
             WlkTrustStore  *trust,
             WlkCertificate *original,
             gsize           byte,
             guint           bit)
{
  g_autoptr(WlkCertificate) flipped = flip_bit (original, byte, bit);
  g_autoptr(WlkBundle) received = copy_bundle (chain->received, NULL);
  g_autoptr(WlkInspection) inspection = NULL;

  if (flipped == NULL)
    return;
  wlk_bundle_add_certificate (received, flipped, wlk_bundle_get_origin (chain->received, 0), 0);

  inspection = inspect_flipped (chain, trust, received);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  assert_not_trusted_by (inspection, flipped, G_MAXUINT, byte, bit);
}

static gsize
get_size (WlkCertificate *certificate)
{
  gsize size = 0;

  wlk_certificate_get_der (certificate, &size);

  return size;
}

/* Every byte of each certificate, with three bits of it, others from byte to byte. */
static void
test_flipped_bit (gconstpointer data)
{
  g_autoptr(ChainCase) chain = chain_case_load (data);
  g_autoptr(WlkTrustStore) trust = chain_case_create_trust (chain);

  for (guint i = 0; i < chain->received->certificates->len; i++)
    {
      gsize size = get_size (wlk_bundle_get_certificate (chain->received, i));

      for (gsize byte = 0; byte < size; byte++)
        for (guint j = 0; j < 8; j += 3)
          flip_instead (chain, trust, i, byte, (guint) (byte + i + j) % 8);
    }
}

/* The same of what the good path has above the leaf, the anchor with it. */
static void
test_flipped_twin (void)
{
  g_autoptr(ChainCase) chain = chain_case_load ("good-strict-of-3");
  g_autoptr(WlkTrustStore) trust = chain_case_create_trust (chain);
  WlkCertificate *authority = wlk_bundle_get_certificate (chain->received, 1);
  WlkCertificate *anchor = wlk_bundle_get_certificate (chain->anchors, 0);

  for (gsize byte = 0; byte < get_size (authority); byte++)
    flip_beside (chain, trust, authority, byte, (guint) byte % 8);
  for (gsize byte = 0; byte < get_size (anchor); byte++)
    flip_beside (chain, trust, anchor, byte, (guint) byte % 8);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const signed_cases[] = {
    "good-path-of-3", "good-strict-of-3", "good-rsa-of-3", "good-rsa-pss-of-3", "good-p384-of-3",
    "good-ed25519-of-3", "good-ed448-of-3",
  };

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  g_test_add_func ("/properties/order/changes-nothing", test_order);
  g_test_add_func ("/properties/unrelated-certificates/change-nothing", test_unrelated);
  g_test_add_func ("/properties/twin-with-other-key/changes-no-verdict", test_twin);
  for (guint i = 0; i < G_N_ELEMENTS (bad_twins); i++)
    {
      g_autofree char *path = g_strdup_printf ("/properties/bad-twin/%s-hides-nothing",
                                               bad_twins[i].name);

      g_autofree char *crowd = g_strdup_printf ("/properties/crowd/%s-hides-nothing",
                                                bad_twins[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad_twin);
      g_test_add_data_func (crowd, GUINT_TO_POINTER (i), test_crowd);
    }
  g_test_add_data_func ("/properties/crowd/of-every-kind-hides-nothing",
                        GUINT_TO_POINTER (ANY_KIND), test_crowd);
  g_test_add_func ("/properties/crowd/without-policies-hides-nothing",
                   test_crowd_without_policies);
  g_test_add_func ("/properties/no-anchor/is-not-trusted", test_no_anchor);
  for (guint i = 0; i < G_N_ELEMENTS (signed_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/properties/flipped-bit/of-%s-is-not-trusted",
                                               signed_cases[i]);

      g_test_add_data_func (path, signed_cases[i], test_flipped_bit);
    }
  g_test_add_func ("/properties/flipped-bit/beside-hides-nothing", test_flipped_twin);

  return g_test_run ();
}
