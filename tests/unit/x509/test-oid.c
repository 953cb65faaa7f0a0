/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-extensions.h"
#include "x509/wlk-oid.h"

/* The table is searched by halves, so a row out of its place is not found: these are spread all
 * over
 * it, the first and the last among them. */
static const char *known[] = {
  "0.9.2342.19200300.100.1.1", "1.2.840.10040.4.1", "1.2.840.10045.4.3.2",
  "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.5",
  "1.2.840.113549.1.9.1", "1.3.101.112", "1.3.132.0.34", "1.3.6.1.4.1.311.60.2.1.3",
  "2.16.840.1.113730.1.13", "2.23.140.1.1", "2.23.140.1.2.2", "2.5.29.9", "2.5.4.10", "2.5.4.3",
  "2.5.4.97",
  WLK_OID_SUBJECT_KEY_IDENTIFIER, WLK_OID_KEY_USAGE, WLK_OID_SUBJECT_ALT_NAME,
  WLK_OID_ISSUER_ALT_NAME, WLK_OID_BASIC_CONSTRAINTS, WLK_OID_NAME_CONSTRAINTS,
  WLK_OID_CRL_DISTRIBUTION_POINTS, WLK_OID_CERTIFICATE_POLICIES, WLK_OID_ANY_POLICY,
  WLK_OID_POLICY_MAPPINGS, WLK_OID_AUTHORITY_KEY_IDENTIFIER, WLK_OID_POLICY_CONSTRAINTS,
  WLK_OID_EXTENDED_KEY_USAGE, WLK_OID_ANY_EXTENDED_KEY_USAGE, WLK_OID_FRESHEST_CRL,
  WLK_OID_INHIBIT_ANY_POLICY, WLK_OID_AUTHORITY_INFO_ACCESS, WLK_OID_SUBJECT_INFO_ACCESS,
  WLK_OID_TLS_FEATURE, WLK_OID_SCT_LIST, WLK_OID_CT_POISON, WLK_OID_OCSP_NO_CHECK,
  WLK_OID_PURPOSE_SERVER, WLK_OID_PURPOSE_CLIENT, WLK_OID_PURPOSE_CODE, WLK_OID_PURPOSE_EMAIL,
  WLK_OID_PURPOSE_TIME_STAMPING, WLK_OID_PURPOSE_OCSP_SIGNING, WLK_OID_ACCESS_OCSP,
  WLK_OID_ACCESS_CA_ISSUERS,
};

static void
test_known (gconstpointer data)
{
  const char *title = wlk_oid_get_title (data);

  g_assert_nonnull (title);
  g_assert_cmpstr (title, !=, data);
}

static void
test_unknown (void)
{
  g_assert_null (wlk_oid_get_title (""));
  g_assert_null (wlk_oid_get_title ("2.5.4"));
  g_assert_null (wlk_oid_get_title ("2.5.4.30"));
  g_assert_null (wlk_oid_get_title ("9"));
}

static void
test_dotted (void)
{
  static const char * const good[] = { "1.2", "2.5.29.32.0", "0.39", "2.100.3", "1.2.840.113549" };
  static const char * const bad[] = {
    "", "1", "3.1", "1.", ".1", "1..2", "1.2x", "1.02", "1.40", "0.100", "1.2 ", "-1.2", "10.1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (wlk_oid_is_dotted (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (wlk_oid_is_dotted (bad[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *path = g_strconcat ("/x509/oid/known/", known[i], NULL);

      g_test_add_data_func (path, known[i], test_known);
    }
  g_test_add_func ("/x509/oid/unknown-has-no-title", test_unknown);

  g_test_add_func ("/x509/oid/dotted", test_dotted);

  return g_test_run ();
}
