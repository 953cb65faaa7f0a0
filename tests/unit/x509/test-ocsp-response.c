/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-revocation.h"

/* What an OCSP response says, and what breaks its syntax. */

typedef struct
{
  WlkTestRecipe   recipes[3];
  GPtrArray      *certificates;
  WlkTestResponse response;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  wlk_test_make_recipes (fixture->recipes, 3);
  fixture->certificates = wlk_test_issue_path (fixture->recipes, 3);
  fixture->response = wlk_test_response (fixture->certificates->pdata[2],
                                         fixture->certificates->pdata[1],
                                         fixture->recipes[1].key);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_ptr_array_unref (fixture->certificates);
}

static WlkOcspResponse *
make (Fixture *fixture)
{
  g_autoptr(GBytes) der = wlk_test_response_make (&fixture->response);
  g_autoptr(GError) error = NULL;
  WlkOcspResponse *response = wlk_ocsp_response_new (der, &error);

  g_assert_no_error (error);

  return response;
}

static void
test_good (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(WlkOcspResponse) response = make (fixture);
  WlkCertificate *leaf = fixture->certificates->pdata[2];
  WlkCertificate *issuer = fixture->certificates->pdata[1];
  const WlkOcspSingle *single = wlk_ocsp_response_find (response, leaf, issuer);

  g_assert_cmpint (response->status, ==, 0);
  g_assert_nonnull (single);
  g_assert_cmpint (single->status, ==, WLK_OCSP_GOOD);
  g_assert_cmpint (single->this_update, ==, fixture->response.this_update);
  g_assert_cmpint (single->next_update, ==, fixture->response.next_update);
  g_assert_null (wlk_ocsp_response_find (response, issuer, leaf));
  g_assert_true (wlk_ocsp_response_is_responder (response, issuer));
  g_assert_false (wlk_ocsp_response_is_responder (response, leaf));
}

static void
test_signature (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(WlkOcspResponse) response = make (fixture);
  WlkPublicKey *key = wlk_certificate_get_public_key (fixture->certificates->pdata[1]);
  WlkPublicKey *other = wlk_certificate_get_public_key (fixture->certificates->pdata[0]);

  g_assert_true (wlk_signed_data_verify (&response->signed_data, key, NULL));
  g_assert_false (wlk_signed_data_verify (&response->signed_data, other, NULL));
}

static void
test_revoked (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(WlkOcspResponse) response = NULL;
  const WlkOcspSingle *single;

  fixture->response.status = WLK_OCSP_REVOKED;
  response = make (fixture);
  single = wlk_ocsp_response_find (response, fixture->certificates->pdata[2],
                                   fixture->certificates->pdata[1]);
  g_assert_nonnull (single);
  g_assert_cmpint (single->status, ==, WLK_OCSP_REVOKED);
  g_assert_cmpint (single->revocation_date, ==, fixture->response.this_update);
}

static void
test_error (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(WlkOcspResponse) response = NULL;

  fixture->response.error = 6;
  response = make (fixture);
  g_assert_cmpint (response->status, ==, 6);
  g_assert_cmpstr (wlk_ocsp_status_get_name (6), ==, "unauthorized");
  g_assert_null (wlk_ocsp_response_find (response, fixture->certificates->pdata[2],
                                         fixture->certificates->pdata[1]));
}

static void
test_carried_certificate (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr(WlkOcspResponse) response = NULL;

  fixture->response.carried = fixture->certificates->pdata[1];
  fixture->response.is_by_key = TRUE;
  response = make (fixture);
  g_assert_null (response->responder_name);
  g_assert_nonnull (response->responder_key_hash);
  g_assert_cmpuint (response->certificates->len, ==, 1);
  g_assert_true (wlk_ocsp_response_is_responder (response, fixture->certificates->pdata[1]));
}

static void
test_cut_off (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GBytes) der = wlk_test_response_make (&fixture->response);

  for (gsize i = 0; i < g_bytes_get_size (der); i++)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (der, 0, i);
      g_autoptr(GError) error = NULL;

      g_assert_null (wlk_ocsp_response_new (part, &error));
      g_assert_nonnull (error);
    }
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
    { "/x509/ocsp-response/good/is-about-one-certificate", test_good },
    { "/x509/ocsp-response/signature/is-of-responder", test_signature },
    { "/x509/ocsp-response/revoked/has-date", test_revoked },
    { "/x509/ocsp-response/error/has-no-answer", test_error },
    { "/x509/ocsp-response/carried-certificate/is-responder", test_carried_certificate },
    { "/x509/ocsp-response/cut-off/is-malformed", test_cut_off },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
