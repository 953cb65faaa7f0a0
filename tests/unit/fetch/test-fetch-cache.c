/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetch-cache.h"

#define NOW 1000 /* seconds since 1970 */

static WlkFetch *
make (gsize size)
{
  WlkFetch *fetch = wlk_fetch_new ("GET", "http://ca.example/");

  fetch->body = g_bytes_new_take (g_malloc0 (size), size);

  return fetch;
}

static void
add (WlkFetchCache *cache,
     const char    *key,
     gsize          size,
     gint64         expires)
{
  g_autoptr(WlkFetch) fetch = make (size);

  wlk_fetch_cache_add (cache, key, fetch, expires, NOW);
}

static gboolean
has (WlkFetchCache *cache,
     const char    *key,
     gint64         now)
{
  g_autoptr(WlkFetch) fetch = wlk_fetch_cache_find (cache, key, now);

  return fetch != NULL;
}

static void
test_before_expiry (void)
{
  g_autoptr(WlkFetchCache) cache = wlk_fetch_cache_new ();

  add (cache, "key", 10, NOW + 5);
  g_assert_true (has (cache, "key", NOW + 4));
}

static void
test_at_expiry (void)
{
  WlkFetchCache *cache = wlk_fetch_cache_new ();

  add (cache, "key", 10, NOW + 5);
  g_assert_false (has (cache, "key", NOW + 5));
  g_assert_cmpuint (wlk_fetch_cache_get_n_entries (cache), ==, 0);
  wlk_fetch_cache_unref (cache);
}

static void
test_expired_already (void)
{
  g_autoptr(WlkFetchCache) cache = wlk_fetch_cache_new ();

  add (cache, "key", 10, NOW);
  g_assert_cmpuint (wlk_fetch_cache_get_n_entries (cache), ==, 0);
}

static void
test_other_key (void)
{
  g_autoptr(WlkFetchCache) cache = wlk_fetch_cache_new ();

  add (cache, "key", 10, NOW + 5);
  g_assert_false (has (cache, "other", NOW));
}

static void
test_replaced (void)
{
  g_autoptr(WlkFetchCache) cache = wlk_fetch_cache_new ();
  g_autoptr(WlkFetch) found = NULL;

  add (cache, "key", 10, NOW + 5);
  add (cache, "key", 20, NOW + 9);
  found = wlk_fetch_cache_find (cache, "key", NOW + 6);
  g_assert_cmpuint (g_bytes_get_size (found->body), ==, 20);
  g_assert_cmpuint (wlk_fetch_cache_get_n_entries (cache), ==, 1);
}

static void
test_too_many (void)
{
  g_autoptr(WlkFetchCache) cache = wlk_fetch_cache_new ();

  for (guint i = 0; i <= WLK_FETCH_CACHE_MAX_ENTRIES; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      add (cache, key, 1, NOW + 5);
    }
  g_assert_cmpuint (wlk_fetch_cache_get_n_entries (cache), ==, WLK_FETCH_CACHE_MAX_ENTRIES);
  g_assert_false (has (cache, "0", NOW));
  g_assert_true (has (cache, "1", NOW));
}

static void
test_too_large (void)
{
  g_autoptr(WlkFetchCache) cache = wlk_fetch_cache_new ();

  add (cache, "first", WLK_FETCH_CACHE_MAX_BYTES / 2, NOW + 5);
  add (cache, "second", WLK_FETCH_CACHE_MAX_BYTES / 2, NOW + 5);
  g_assert_true (has (cache, "first", NOW));
  add (cache, "third", 1, NOW + 5);
  g_assert_false (has (cache, "first", NOW));
  g_assert_true (has (cache, "second", NOW));
  g_assert_true (has (cache, "third", NOW));
}

static void
test_key_of_body (void)
{
  g_autoptr(GBytes) body = g_bytes_new_static ("a", 1);
  g_autoptr(GBytes) other = g_bytes_new_static ("b", 1);
  g_autofree char *without = wlk_fetch_cache_make_key ("POST", "http://x/", NULL);
  g_autofree char *with = wlk_fetch_cache_make_key ("POST", "http://x/", body);
  g_autofree char *with_other = wlk_fetch_cache_make_key ("POST", "http://x/", other);

  g_assert_cmpstr (with, !=, without);
  g_assert_cmpstr (with, !=, with_other);
}

/* What was to be kept for half a minute at the most goes; what says how long it is good stays. */
static void
test_drop_brief (void)
{
  g_autoptr(WlkFetchCache) cache = wlk_fetch_cache_new ();

  add (cache, "failure", 10, NOW + WLK_FETCH_CACHE_FAILURE_SECONDS);
  add (cache, "answer", 10, NOW + WLK_FETCH_CACHE_FAILURE_SECONDS + 1);
  add (cache, "other-failure", 10, NOW + 1);
  wlk_fetch_cache_drop_brief (cache);
  g_assert_false (has (cache, "failure", NOW));
  g_assert_true (has (cache, "answer", NOW));
  g_assert_false (has (cache, "other-failure", NOW));
  g_assert_cmpuint (wlk_fetch_cache_get_n_entries (cache), ==, 1);
}

static gpointer
use_cache (gpointer data)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i % 300);

      add (data, key, 100, NOW + 5);
      has (data, key, NOW + i % 10);
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr(WlkFetchCache) cache = wlk_fetch_cache_new ();
  GThread *first = g_thread_new ("first", use_cache, cache);
  GThread *second = g_thread_new ("second", use_cache, cache);

  g_thread_join (first);
  g_thread_join (second);
  g_assert_cmpuint (wlk_fetch_cache_get_n_entries (cache), <=, WLK_FETCH_CACHE_MAX_ENTRIES);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fetch/fetch-cache/before-expiry-found", test_before_expiry);
  g_test_add_func ("/fetch/fetch-cache/at-expiry-dropped", test_at_expiry);
  g_test_add_func ("/fetch/fetch-cache/expired-already-not-kept", test_expired_already);
  g_test_add_func ("/fetch/fetch-cache/other-key-not-found", test_other_key);
  g_test_add_func ("/fetch/fetch-cache/same-key-replaced", test_replaced);
  g_test_add_func ("/fetch/fetch-cache/too-many-oldest-dropped", test_too_many);
  g_test_add_func ("/fetch/fetch-cache/too-large-oldest-dropped", test_too_large);
  g_test_add_func ("/fetch/fetch-cache/asked-anew-failures-dropped", test_drop_brief);
  g_test_add_func ("/fetch/fetch-cache/body-counts", test_key_of_body);
  g_test_add_func ("/fetch/fetch-cache/two-threads-survive", test_threads);

  return g_test_run ();
}
