/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-revocation.h"

#include <string.h>

/* What a CRL says, and what breaks its syntax. */

typedef struct
{
  WlkTestRecipe recipes[3];
  GPtrArray    *certificates;
  WlkTestCrl    crl;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  wlk_test_make_recipes (fixture->recipes, 3);
  fixture->certificates = wlk_test_issue_path (fixture->recipes, 3);
  fixture->crl = wlk_test_crl (fixture->certificates->pdata[1], fixture->recipes[1].key);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_ptr_array_unref (fixture->certificates);
}

static WlkCrl *
make (Fixture *fixture)
{
  g_autoptr(GBytes) der = wlk_test_crl_make (&fixture->crl);
  g_autoptr(GError) error = NULL;
  WlkCrl *crl = wlk_crl_new (der, &error);

  g_assert_no_error (error);

  return crl;
}

static void
test_empty (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(WlkCrl) crl = make (fixture);
  WlkCrlEntry entry;

  g_assert_true (wlk_name_equal (crl->issuer,
                                 wlk_certificate_get_subject (fixture->certificates->pdata[1])));
  g_assert_cmpint (crl->this_update, ==, fixture->crl.this_update);
  g_assert_cmpint (crl->next_update, ==, fixture->crl.next_update);
  g_assert_null (crl->base_number);
  g_assert_null (crl->scope);
  g_assert_null (crl->unknown_critical);
  g_assert_false (wlk_crl_find (crl, fixture->certificates->pdata[2], &entry));
}

static void
test_signature (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(WlkCrl) crl = make (fixture);
  WlkCertificate *issuer = fixture->certificates->pdata[1];
  WlkCertificate *other = fixture->certificates->pdata[0];

  g_assert_true (wlk_signed_data_verify (&crl->signed_data, wlk_certificate_get_public_key (issuer),
                                         NULL));
  g_assert_false (wlk_signed_data_verify (&crl->signed_data, wlk_certificate_get_public_key (other),
                                          NULL));
}

static void
test_entry (Fixture      *fixture,
            gconstpointer data)
{
  const WlkTestEntry entries[] = {
    { 1, 4, NULL }, { fixture->recipes[2].serial, 1, NULL }, { 0, 0, NULL }
  };
  g_autoptr(WlkCrl) crl = NULL;
  WlkCrlEntry entry;

  fixture->crl.entries = entries;
  crl = make (fixture);
  g_assert_true (wlk_crl_find (crl, fixture->certificates->pdata[2], &entry));
  g_assert_cmpint (entry.reason, ==, 1);
  g_assert_cmpstr (wlk_crl_reason_get_name (entry.reason), ==, "keyCompromise");
  g_assert_cmpint (entry.date, ==, fixture->crl.this_update);
}

/* An entry of an indirect CRL is for the issuer that it names, and so are those after it. */
static void
test_certificate_issuer (Fixture      *fixture,
                         gconstpointer data)
{
  static const char of_other[] = /* certificateIssuer: CN=othr */
                                 "301f0603551d1d0101ff04153013a411"
                                 "300f310d300b060355040313046f746872";
  const WlkTestEntry entries[] = {
    { 0x99, 0, of_other }, { fixture->recipes[2].serial, 1, NULL }, { 0, 0, NULL }
  };
  g_autoptr(WlkCrl) crl = NULL;
  WlkCrlEntry entry;

  fixture->crl.entries = entries;
  crl = make (fixture);
  g_assert_null (crl->unknown_critical_of_entry);
  g_assert_false (wlk_crl_find (crl, fixture->certificates->pdata[2], &entry));
}

static void
test_number (Fixture      *fixture,
             gconstpointer data)
{
  static const guint64 numbers[] = { 1, 127, 128, 255, 256, 65536, G_MAXUINT64 };

  for (guint i = 0; i + 1 < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr(WlkCrl) lower = NULL;
      g_autoptr(WlkCrl) higher = NULL;

      fixture->crl.number = numbers[i];
      lower = make (fixture);
      fixture->crl.number = numbers[i + 1];
      higher = make (fixture);
      g_assert_cmpint (wlk_crl_number_compare (lower->number, higher->number), <, 0);
      g_assert_cmpint (wlk_crl_number_compare (higher->number, higher->number), ==, 0);
    }
}

static void
test_scope (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(WlkCrl) crl = NULL;
  const WlkCrlScope *scope;
  g_autofree char *reasons = NULL;

  fixture->crl.scope = "3014a008a0068604783a2f2f8201ff830205608401ff";
  crl = make (fixture);
  scope = crl->scope;
  g_assert_nonnull (scope);
  g_assert_cmpuint (scope->names->len, ==, 1);
  g_assert_true (scope->only_authorities && scope->is_indirect);
  g_assert_false (scope->only_user_certificates || scope->only_attribute_certificates);
  reasons = wlk_reasons_dup_text (scope->reasons);
  g_assert_cmpstr (reasons, ==, "keyCompromise, cACompromise");
}

/* A CRL that is cut off anywhere, or has a byte too many, is rejected. */
static void
test_cut_off (Fixture      *fixture,
              gconstpointer data)
{
  const WlkTestEntry entries[] = { { 7, 1, NULL }, { 0, 0, NULL } };
  g_autoptr(GBytes) der = NULL;
  g_autoptr(GBytes) longer = NULL;
  g_autofree guint8 *copy = NULL;
  gsize length;

  fixture->crl.entries = entries;
  der = wlk_test_crl_make (&fixture->crl);
  length = g_bytes_get_size (der);
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (der, 0, i);
      g_autoptr(GError) error = NULL;

      g_assert_null (wlk_crl_new (part, &error));
      g_assert_nonnull (error);
    }

  copy = g_malloc0 (length + 1);
  memcpy (copy, g_bytes_get_data (der, NULL), length);
  longer = g_bytes_new (copy, length + 1);
  g_assert_null (wlk_crl_new (longer, NULL));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void        (*run) (Fixture      *fixture,
                        gconstpointer data);
  } tests[] = {
    { "/x509/crl/empty/lists-nothing", test_empty },
    { "/x509/crl/signature/is-of-issuer", test_signature },
    { "/x509/crl/entry/is-found", test_entry },
    { "/x509/crl/certificate-issuer/holds-for-those-after", test_certificate_issuer },
    { "/x509/crl/number/is-compared-whatever-its-length", test_number },
    { "/x509/crl/scope/is-read", test_scope },
    { "/x509/crl/cut-off/is-malformed", test_cut_off },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
