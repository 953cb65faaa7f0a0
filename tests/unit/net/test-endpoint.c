/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-endpoints.h"

#include "base/wlk-error.h"
#include "net/wlk-connection.h"
#include "wlk-test-ca.h"

/* Endpoints in words. How they are tried is a test of the network. */

#define N_CERTIFICATES 3

typedef struct
{
  WlkTestRecipe recipes[N_CERTIFICATES]; /* anchor first */
  GPtrArray    *path;                    /* (element-type WlkCertificate), anchor first */
  GPtrArray    *endpoints;                   /* (element-type WlkEndpoint) */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  wlk_test_make_recipes (fixture->recipes, N_CERTIFICATES);
  fixture->path = wlk_test_issue_path (fixture->recipes, N_CERTIFICATES);
  fixture->endpoints = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_endpoint_free);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_ptr_array_unref (fixture->path);
  g_ptr_array_unref (fixture->endpoints);
}

static WlkConnection *
create_connection (void)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("leaf.example", NULL);

  return wlk_connection_new (target, NULL);
}

static WlkEndpoint *
add_endpoint (Fixture *fixture,
              guint    chain)
{
  WlkEndpoint *endpoint = wlk_endpoint_new ("192.0.2.1", TRUE, WLK_TLS_1_3, WLK_SERVER_KEY_RSA);

  endpoint->connection = create_connection ();
  endpoint->chain = chain;
  g_ptr_array_add (fixture->endpoints, endpoint);

  return endpoint;
}

/* The records of the fixture are still being written. */
static WlkConnection *
get_record (WlkEndpoint *endpoint)
{
  return (WlkConnection *) endpoint->connection;
}

static void
refuse (WlkEndpoint *endpoint)
{
  wlk_connection_begin_stage (get_record (endpoint), WLK_STAGE_SERVER_HELLO);
  wlk_connection_fail_stage (get_record (endpoint), WLK_STAGE_SERVER_HELLO, NULL,
                             g_error_new_literal (WLK_ERROR, WLK_ERROR_HANDSHAKE, "Not you."));
}

/* An endpoint that shows the leaf and what is above it, up to @n_certificates. */
static WlkEndpoint *
add_chain (Fixture *fixture,
           guint    chain,
           guint    n_certificates)
{
  WlkEndpoint *endpoint = add_endpoint (fixture, chain);

  for (guint i = 0; i < n_certificates; i++)
    wlk_connection_add_certificate (get_record (endpoint),
                                    fixture->path->pdata[N_CERTIFICATES - 1 - i]);

  return endpoint;
}

static void
assert_details (Fixture     *fixture,
                WlkEndpoint *endpoint,
                const char  *expected)
{
  g_autofree char *details = wlk_endpoint_dup_details (endpoint,
                                                       wlk_endpoints_get_main (fixture->endpoints));

  g_assert_cmpstr (details, ==, expected);
}

static void
assert_summary (Fixture    *fixture,
                const char *expected)
{
  g_autofree char *summary = wlk_endpoints_dup_summary (fixture->endpoints);

  g_assert_cmpstr (summary, ==, expected);
}

static void
test_details_of_same_chain_are_none (Fixture      *fixture,
                                     gconstpointer data)
{
  WlkEndpoint *endpoint = add_chain (fixture, 1, 2);
  g_autofree char *leaf = wlk_endpoint_dup_leaf (endpoint);

  assert_details (fixture, endpoint, NULL);
  g_assert_cmpint (wlk_endpoint_get_result (endpoint, 1), ==, WLK_ENDPOINT_SAME_CHAIN);
  g_assert_cmpstr (leaf, ==, "“leaf.example”, until 2026-12-31, EC P-256");
}

static void
test_details_of_other_leaf_name_it (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr(WlkCertificate) other = NULL;
  WlkEndpoint *endpoint;

  fixture->recipes[2].subject = "CN=other.example";
  fixture->recipes[2].not_after = WLK_TEST_TIME;
  other = wlk_test_issue (&fixture->recipes[2], &fixture->recipes[1]);
  add_chain (fixture, 1, 2);
  endpoint = add_endpoint (fixture, 2);
  wlk_connection_add_certificate (get_record (endpoint), other);

  g_assert_cmpint (wlk_endpoint_get_result (endpoint, 1), ==, WLK_ENDPOINT_OTHER_CHAIN);
  assert_details (fixture, endpoint, "“other.example”, until 2026-06-01, EC P-256");
}

static void
test_details_of_longer_chain_name_the_next (Fixture      *fixture,
                                            gconstpointer data)
{
  g_autofree char *expected =
    g_strdup_printf ("certificate 3: “%s”, until 2026-12-31, EC P-256",
                     wlk_certificate_get_title (fixture->path->pdata[0]));

  add_chain (fixture, 1, 2);
  assert_details (fixture, add_chain (fixture, 2, 3), expected);
}

static void
test_details_of_shorter_chain_count (Fixture      *fixture,
                                     gconstpointer data)
{
  add_chain (fixture, 1, 3);
  assert_details (fixture, add_chain (fixture, 2, 2), "only the first 2 certificates of it");
  assert_details (fixture, add_chain (fixture, 3, 1), "only the first certificate of it");
}

static void
test_details_of_refusal_say_why (Fixture      *fixture,
                                 gconstpointer data)
{
  WlkEndpoint *endpoint = add_endpoint (fixture, 0);

  refuse (endpoint);
  g_assert_cmpint (wlk_endpoint_get_result (endpoint, 1), ==, WLK_ENDPOINT_REFUSED);
  assert_details (fixture, endpoint, "Not you.");
  get_record (endpoint)->alert = 40;
  assert_details (fixture, endpoint, "handshake_failure");
  g_assert_cmpstr (wlk_endpoint_get_reason (endpoint), ==, "Not you.");
}

/* A client certificate that is missing ends the handshake after the chain was shown. */
static void
test_result_of_late_failure_is_its_chain (Fixture      *fixture,
                                          gconstpointer data)
{
  WlkEndpoint *endpoint = add_chain (fixture, 1, 2);

  refuse (endpoint);
  g_assert_cmpint (wlk_endpoint_get_result (endpoint, 1), ==, WLK_ENDPOINT_SAME_CHAIN);
}

static void
test_summary_counts (Fixture      *fixture,
                     gconstpointer data)
{
  add_chain (fixture, 1, 2);
  add_chain (fixture, 1, 2);
  assert_summary (fixture, "All 2 endpoints show the same chain.");
  add_chain (fixture, 2, 1);
  refuse (add_endpoint (fixture, 0));
  refuse (add_endpoint (fixture, 0));
  add_endpoint (fixture, 0);
  assert_summary (fixture, "2 endpoints show the same chain. 1 shows another one. "
                  "1 shows no certificate. 2 refuse.");
}

static void
test_summary_of_refusals (Fixture      *fixture,
                          gconstpointer data)
{
  refuse (add_endpoint (fixture, 0));
  g_assert_null (wlk_endpoints_get_main (fixture->endpoints));
  assert_summary (fixture, "No endpoint shows a chain. 1 refuses.");
}

static void
test_count_multiplies (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr(WlkConnection) connection = create_connection ();

  g_assert_cmpuint (wlk_endpoints_count (connection), ==, 0);
  wlk_connection_add_address (connection, "192.0.2.1");
  wlk_connection_add_address (connection, "2001:db8::1");
  g_assert_cmpuint (wlk_endpoints_count (connection), ==, 2 * 2 * 2 * 2);
  for (guint i = 0; i < WLK_ENDPOINTS_MAX; i++)
    wlk_connection_add_address (connection, "192.0.2.2");
  g_assert_cmpuint (wlk_endpoints_count (connection), ==, WLK_ENDPOINTS_MAX);
}

/* An address is not a server name, so there is no endpoint with one. */
static void
test_count_of_address_has_no_name (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("192.0.2.1", NULL);
  g_autoptr(WlkConnection) connection = wlk_connection_new (target, NULL);

  wlk_connection_add_address (connection, "192.0.2.1");
  g_assert_cmpuint (wlk_endpoints_count (connection), ==, 2 * 2);
}

static void
add_test (const char *path,
          void ( *test ) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("/endpoint/details/of-same-chain-are-none", test_details_of_same_chain_are_none);
  add_test ("/endpoint/details/of-other-leaf-name-it", test_details_of_other_leaf_name_it);
  add_test ("/endpoint/details/of-longer-chain-name-the-next",
            test_details_of_longer_chain_name_the_next);
  add_test ("/endpoint/details/of-shorter-chain-count", test_details_of_shorter_chain_count);
  add_test ("/endpoint/details/of-refusal-say-why", test_details_of_refusal_say_why);
  add_test ("/endpoint/result/of-late-failure-is-its-chain",
            test_result_of_late_failure_is_its_chain);
  add_test ("/endpoint/summary/counts", test_summary_counts);
  add_test ("/endpoint/summary/of-refusals", test_summary_of_refusals);
  add_test ("/endpoint/count/multiplies", test_count_multiplies);
  add_test ("/endpoint/count/of-address-has-no-name", test_count_of_address_has_no_name);

  return g_test_run ();
}
