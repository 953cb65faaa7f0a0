/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "path/wlk-path-builder.h"
#include "wlk-test-ca.h"

#define MAX_CHECKS 160 /* signatures, as in an inspection */

/* A search: what is in the pool and trusted, and what it has come to. */
typedef struct
{
  WlkBundle         *bundle;
  WlkOrigin         *file;
  WlkOrigin         *store;
  WlkTrustStore     *trust;
  WlkSignatureCache *signatures;
  WlkPathBuilder    *builder;
} Fixture;

static inline void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->bundle = wlk_bundle_new ();
  fixture->file = wlk_origin_new (WLK_ORIGIN_FILE, "pool.pem");
  fixture->store = wlk_origin_new (WLK_ORIGIN_TRUST, "store");
  fixture->trust = wlk_trust_store_new ();
  fixture->signatures = wlk_signature_cache_new (MAX_CHECKS);
}

static inline void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  if (fixture->builder != NULL)
    wlk_path_builder_unref (fixture->builder);
  wlk_signature_cache_unref (fixture->signatures);
  wlk_trust_store_unref (fixture->trust);
  wlk_bundle_unref (fixture->bundle);
  wlk_origin_unref (fixture->file);
  wlk_origin_unref (fixture->store);
}

static inline WlkTestRecipe
make_ca (const char *subject,
         WlkTestKey  key)
{
  return wlk_test_recipe_ca (subject, key);
}

static inline WlkTestRecipe
make_leaf (void)
{
  return wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_7);
}

static inline void
receive (Fixture        *fixture,
         WlkCertificate *certificate)
{
  wlk_bundle_add_certificate (fixture->bundle, certificate, fixture->file, 0);
}

static inline void
trust (Fixture        *fixture,
       WlkCertificate *certificate)
{
  wlk_trust_store_add_certificate (fixture->trust, certificate, fixture->store);
}

static inline void
begin (Fixture        *fixture,
       WlkCertificate *leaf)
{
  g_clear_pointer (&fixture->builder, wlk_path_builder_unref);
  fixture->builder = wlk_path_builder_new (leaf, "the leaf", fixture->bundle, fixture->trust,
                                           fixture->signatures, WLK_TEST_TIME);
}

static inline WlkPath *
find (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  WlkPath *path = wlk_path_builder_next (fixture->builder, NULL, &error);

  g_assert_no_error (error);

  return path;
}

/* Titles, anchor first: “Root > CA > leaf.example”. */
static inline char *
describe (WlkPath *path)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (path == NULL)
    return g_strdup ("none");
  for (guint i = 0; i < path->certificates->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " > " : "",
                            wlk_certificate_get_title (wlk_path_get_certificate (path, i)));

  return g_strdup (text->str);
}

static inline void
assert_next (Fixture    *fixture,
             const char *expected)
{
  g_autoptr(WlkPath) path = find (fixture);
  g_autofree char *text = describe (path);

  g_assert_cmpstr (text, ==, expected);
}

static inline void
assert_next_top (Fixture        *fixture,
                 guint           index,
                 WlkCertificate *expected)
{
  g_autoptr(WlkPath) path = find (fixture);

  g_assert_nonnull (path);
  g_assert_true (wlk_certificate_equal (wlk_path_get_certificate (path, index), expected));
}

static inline void
add (const char   *path,
     gconstpointer data,
     void (       *run ) (Fixture      *fixture,
                          gconstpointer data))
{
  g_test_add (path, Fixture, data, set_up, run, tear_down);
}
