/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetch-request.h"

static const char * const addresses[] = { "192.0.2.1", "2001:db8::1", NULL };
static const char * const proxies[] = { "http://proxy.example:8080", "direct://", NULL };

static GBytes *
pack (GBytes *body)
{
  const WlkFetchRequest request = {
    .address = (char *) "http://ca.example/\xff",
    .content_type = body != NULL ? (char *) "application/ocsp-request" : NULL,
    .body = body,
    .addresses = (GStrv) addresses,
    .proxies = (GStrv) proxies,
    .timeout = 10000,
  };

  return wlk_fetch_request_pack (&request);
}

static void
test_round_trip (gconstpointer data)
{
  g_autoptr(GBytes) body = data != NULL ? g_bytes_new (data, 3) : NULL;
  g_autoptr(GBytes) packed = pack (body);
  g_auto(WlkFetchRequest) request = { 0 };

  g_assert_true (wlk_fetch_request_unpack (&request, packed));
  g_assert_cmpstr (request.address, ==, "http://ca.example/\xff");
  g_assert_cmpstr (request.content_type, ==, body != NULL ? "application/ocsp-request" : NULL);
  g_assert_true (body != NULL ? request.body != NULL && g_bytes_equal (body, request.body)
                              : request.body == NULL);
  g_assert_cmpstrv (request.addresses, addresses);
  g_assert_cmpstrv (request.proxies, proxies);
  g_assert_cmpuint (request.timeout, ==, 10000);
}

static void
test_cut_fails (void)
{
  g_autoptr(GBytes) packed = pack (NULL);

  for (gsize i = 0; i < g_bytes_get_size (packed); i++)
    {
      g_autoptr(GBytes) cut = g_bytes_new (g_bytes_get_data (packed, NULL), i);
      g_auto(WlkFetchRequest) request = { 0 };

      g_assert_false (wlk_fetch_request_unpack (&request, cut));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/fetch/fetch-request/get-passes", NULL, test_round_trip);
  g_test_add_data_func ("/fetch/fetch-request/post-passes", "a\0b", test_round_trip);
  g_test_add_func ("/fetch/fetch-request/cut-fails", test_cut_fails);

  return g_test_run ();
}
