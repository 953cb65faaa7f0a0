/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-revocation.h"
#include "x509/wlk-ocsp-request.h"

#include <gnutls/ocsp.h>
#include <string.h>

typedef struct
{
  WlkCertificate *issuer;
  WlkCertificate *leaf;
} Fixture;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  WlkTestRecipe recipes[] = {
    wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0),
    wlk_test_recipe_leaf ("www.example.org", WLK_TEST_KEY_EC_1),
  };

  recipes[1].serial = 0xABCDEF;
  fixture->issuer = wlk_test_issue (&recipes[0], NULL);
  fixture->leaf = wlk_test_issue (&recipes[1], &recipes[0]);
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_clear_object (&fixture->issuer);
  g_clear_object (&fixture->leaf);
}

/* GnuTLS's own reading of a request. */
static gnutls_ocsp_req_t
read_request (GBytes *request)
{
  gsize length;
  const void *bytes = g_bytes_get_data (request, &length);
  const gnutls_datum_t datum = { (guint8 *) bytes, length };
  gnutls_ocsp_req_t parsed;

  g_assert_cmpint (gnutls_ocsp_req_init (&parsed), ==, 0);
  g_assert_cmpint (gnutls_ocsp_req_import (parsed, &datum), ==, 0);

  return parsed;
}

/* The same request as GnuTLS makes it. */
static GBytes *
make_by_gnutls (Fixture *fixture)
{
  gnutls_ocsp_req_t request;
  gnutls_datum_t datum = { NULL, 0 };
  GBytes *bytes;

  gnutls_ocsp_req_init (&request);
  g_assert_cmpint (gnutls_ocsp_req_add_cert (request, GNUTLS_DIG_SHA1,
                                             wlk_certificate_get_gnutls (fixture->issuer, NULL),
                                             wlk_certificate_get_gnutls (fixture->leaf, NULL)),
                   ==, 0);
  g_assert_cmpint (gnutls_ocsp_req_export (request, &datum), ==, 0);
  gnutls_ocsp_req_deinit (request);
  bytes = g_bytes_new (datum.data, datum.size);
  gnutls_free (datum.data);

  return bytes;
}

static void
test_plain (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GBytes) request = wlk_ocsp_request_make (fixture->leaf, fixture->issuer, NULL);
  g_autoptr(GBytes) expected = make_by_gnutls (fixture);
  gnutls_ocsp_req_t parsed = read_request (request);
  gnutls_datum_t nonce = { NULL, 0 };

  g_assert_cmpmem (g_bytes_get_data (request, NULL), g_bytes_get_size (request),
                   g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  g_assert_cmpint (gnutls_ocsp_req_get_nonce (parsed, NULL, &nonce), <, 0);
  gnutls_ocsp_req_deinit (parsed);
}

static void
test_nonce (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(GBytes) nonce = wlk_ocsp_request_make_nonce ();
  g_autoptr(GBytes) request = wlk_ocsp_request_make (fixture->leaf, fixture->issuer, nonce);
  gnutls_ocsp_req_t parsed = read_request (request);
  gnutls_datum_t found = { NULL, 0 };
  unsigned int critical = 1;

  g_assert_cmpint (gnutls_ocsp_req_get_nonce (parsed, &critical, &found), ==, 0);
  g_assert_cmpuint (critical, ==, 0);
  g_assert_cmpmem (found.data, found.size, g_bytes_get_data (nonce, NULL),
                   g_bytes_get_size (nonce));
  gnutls_free (found.data);
  gnutls_ocsp_req_deinit (parsed);
}

static void
test_nonces_differ (void)
{
  g_autoptr(GBytes) first = wlk_ocsp_request_make_nonce ();
  g_autoptr(GBytes) second = wlk_ocsp_request_make_nonce ();

  g_assert_cmpuint (g_bytes_get_size (first), ==, 32);
  g_assert_false (g_bytes_equal (first, second));
}

/* RFC 6960 §A.1: what is behind the last slash is the request. */
static void
test_address (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(GBytes) request = wlk_ocsp_request_make (fixture->leaf, fixture->issuer, NULL);
  g_autofree char *address = wlk_ocsp_request_dup_address (request, data);
  g_autofree char *base64 = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize length;

  g_assert_true (g_str_has_prefix (address, "http://ocsp.example/"));
  base64 = g_uri_unescape_string (address + strlen ("http://ocsp.example/"), NULL);
  bytes = g_base64_decode (base64, &length);
  g_assert_cmpmem (bytes, length, g_bytes_get_data (request, NULL), g_bytes_get_size (request));
  g_assert_null (strchr (address + strlen ("http://ocsp.example/"), '/'));
}

/* 255 bytes are allowed and 256 are not. */
static void
test_address_length (void)
{
  const char *base = "http://ocsp.example/";
  g_autoptr(GBytes) request = g_bytes_new_static ("abc", 3); /* “YWJj” */
  g_autofree char *longest = g_strnfill (255 - strlen (base) - strlen ("/YWJj"), 'x');
  g_autofree char *fits = g_strconcat (base, longest, NULL);
  g_autofree char *too_long = g_strconcat (fits, "x", NULL);
  g_autofree char *address = wlk_ocsp_request_dup_address (request, fits);

  g_assert_cmpuint (strlen (address), ==, 255);
  g_assert_null (wlk_ocsp_request_dup_address (request, too_long));
}

static void
test_address_query (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr(GBytes) request = wlk_ocsp_request_make (fixture->leaf, fixture->issuer, NULL);

  g_assert_null (wlk_ocsp_request_dup_address (request, "http://ocsp.example/?ca=1"));
}

static WlkOcspResponse *
respond (Fixture    *fixture,
         const char *extensions)
{
  WlkTestResponse recipe = wlk_test_response (fixture->leaf, fixture->issuer, WLK_TEST_KEY_EC_0);
  g_autoptr(GBytes) der = NULL;
  g_autoptr(GError) error = NULL;
  WlkOcspResponse *response;

  recipe.extensions = extensions;
  der = wlk_test_response_make (&recipe);
  response = wlk_ocsp_response_new (der, &error);
  g_assert_no_error (error);

  return response;
}

/* An extension with the nonce “AABB”. */
#define NONCE_AABB "3011" "0609" "2b0601050507300102" "0404" "0402" "AABB"

static void
test_answered (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(GBytes) nonce = g_bytes_new_static ("\xAA\xBB", 2);
  g_autoptr(WlkOcspResponse) response = respond (fixture, NONCE_AABB);

  g_assert_true (wlk_ocsp_request_is_answered (nonce, response));
}

static void
test_other_nonce (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(GBytes) nonce = g_bytes_new_static ("\xAA\xBC", 2);
  g_autoptr(WlkOcspResponse) response = respond (fixture, NONCE_AABB);

  g_assert_false (wlk_ocsp_request_is_answered (nonce, response));
}

static void
test_no_nonce (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(GBytes) nonce = g_bytes_new_static ("\xAA\xBB", 2);
  g_autoptr(WlkOcspResponse) response = respond (fixture, NULL);

  g_assert_true (wlk_ocsp_request_is_answered (nonce, response));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, test) \
  g_test_add ("/x509/ocsp-request/" path, Fixture, data, fixture_set_up, test, fixture_tear_down)

  ADD ("plain-as-gnutls-makes-it", NULL, test_plain);
  ADD ("nonce-read-by-gnutls", NULL, test_nonce);
  g_test_add_func ("/x509/ocsp-request/two-nonces-differ", test_nonces_differ);
  ADD ("address-holds-request", "http://ocsp.example", test_address);
  ADD ("address-with-slash-holds-request", "http://ocsp.example/", test_address);
  g_test_add_func ("/x509/ocsp-request/address-too-long-refused", test_address_length);
  ADD ("address-with-query-refused", NULL, test_address_query);
  ADD ("same-nonce-answers", NULL, test_answered);
  ADD ("other-nonce-does-not-answer", NULL, test_other_nonce);
  ADD ("no-nonce-may-answer", NULL, test_no_nonce);

#undef ADD

  return g_test_run ();
}
