/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-distribution-points.h"
#include "x509/wlk-extensions.h"

#include "wlk-test-ca.h"

/* The distribution points of a certificate: what is read, and what breaks their syntax. */

static WlkPresence
read_hex (const char *hex,
          GPtrArray **points,
          GError    **error)
{
  const WlkTestExtension extensions[] = {
    { WLK_OID_CRL_DISTRIBUTION_POINTS, FALSE, hex }, { NULL }
  };
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=ca", WLK_TEST_KEY_EC_0);
  g_autoptr(WlkCertificate) certificate = NULL;

  if (hex != NULL)
    recipe.extensions = extensions;
  certificate = wlk_test_issue (&recipe, NULL);

  return wlk_extensions_read_list (certificate, WLK_OID_CRL_DISTRIBUTION_POINTS, points, error);
}

static void
test_absent (void)
{
  g_autoptr(GPtrArray) points = NULL;

  g_assert_cmpint (read_hex (NULL, &points, NULL), ==, WLK_ABSENT);
  g_assert_null (points);
}

static void
test_full_name (void)
{
  g_autoptr(GPtrArray) points = NULL;
  g_autoptr(GError) error = NULL;
  const WlkDistributionPoint *point;

  g_assert_cmpint (read_hex ("300c300aa008a0068604783a2f2f", &points, &error), ==, WLK_PRESENT);
  g_assert_no_error (error);
  g_assert_cmpuint (points->len, ==, 1);
  point = points->pdata[0];
  g_assert_cmpstr (((const WlkGeneralName *) point->names->pdata[0])->text, ==, "x://");
  g_assert_cmpuint (point->reasons, ==, WLK_ALL_REASONS);
  g_assert_null (point->issuers);
}

/* nameRelativeToCRLIssuer: one more RDN below the issuer, “CN=a” below “CN=ca”. */
static void
test_relative_name (void)
{
  g_autoptr(GPtrArray) points = NULL;
  g_autoptr(GError) error = NULL;
  const WlkDistributionPoint *point;
  const WlkGeneralName *name;

  g_assert_cmpint (read_hex ("3010300ea00ca10a3008060355040313" "0161", &points, &error), ==,
                   WLK_PRESENT);
  g_assert_no_error (error);
  point = points->pdata[0];
  name = point->names->pdata[0];
  g_assert_cmpint (name->kind, ==, WLK_GENERAL_NAME_DIRECTORY);
  g_assert_cmpstr (wlk_name_get_text (name->name), ==, "CN=a, CN=ca");
}

static void
test_reasons (void)
{
  g_autoptr(GPtrArray) points = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (read_hex ("3006300481020640", &points, NULL), ==, WLK_PRESENT);
  text = wlk_reasons_dup_text (((const WlkDistributionPoint *) points->pdata[0])->reasons);
  g_assert_cmpstr (text, ==, "keyCompromise");
}

static void
test_issuer (void)
{
  g_autoptr(GPtrArray) points = NULL;
  const WlkDistributionPoint *point;

  g_assert_cmpint (read_hex ("30143012a210a40e300c310a300806035504030c0178", &points, NULL), ==,
                   WLK_PRESENT);
  point = points->pdata[0];
  g_assert_null (point->names);
  g_assert_cmpuint (point->issuers->len, ==, 1);
}

static void
test_malformed (void)
{
  static const char * const bad[] = {
    "3000",                         /* no point */
    "0500",                         /* no list */
    "30040500" "0500",              /* a point of another type */
    "30063004a002a000",             /* an empty list of names */
    "30063004810206" "40" "0500",   /* something behind */
    "300430028100",                 /* reasons without their count of unused bits */
    "300630048102" "0840",          /* 8 unused bits */
    "300c300aa008a2068604783a2f2f", /* neither a full nor a relative name */
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GPtrArray) points = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_cmpint (read_hex (bad[i], &points, &error), ==, WLK_MALFORMED);
      g_assert_nonnull (error);
    }
}

static void
test_implied (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=ca", WLK_TEST_KEY_EC_0);
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipe, NULL);
  g_autoptr(WlkDistributionPoint) point = wlk_distribution_point_new_implied (certificate);

  g_assert_cmpuint (point->names->len, ==, 1);
  g_assert_cmpstr (((const WlkGeneralName *) point->names->pdata[0])->text, ==, "CN=ca");
  g_assert_true (wlk_general_names_overlap (point->names, point->names));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/x509/distribution-points/absent", test_absent);
  g_test_add_func ("/x509/distribution-points/full-name", test_full_name);
  g_test_add_func ("/x509/distribution-points/relative-name", test_relative_name);
  g_test_add_func ("/x509/distribution-points/reasons", test_reasons);
  g_test_add_func ("/x509/distribution-points/issuer", test_issuer);
  g_test_add_func ("/x509/distribution-points/malformed", test_malformed);
  g_test_add_func ("/x509/distribution-points/implied", test_implied);

  return g_test_run ();
}
