/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-pki.h"

#include <stdarg.h>
#include <string.h>

/*
 * One small PKI for all servers: a root, an intermediate, a certificate for each of two hosts, a
 * client's certificate from the same intermediate, and a client's from an unknown root.
 * Servers look at their own clock when they verify a client, so these dates are wide.
 */

#define LONG_AGO   G_GINT64_CONSTANT (1577836800) /* 2020-01-01 00:00:00 UTC */
#define FAR_FUTURE G_GINT64_CONSTANT (2493072000) /* 2049-01-01 00:00:00 UTC */

#define OTHER_KEY  WLK_TEST_KEY_RSA_2048_0
#define CLIENT_KEY WLK_TEST_KEY_EC_4
#define ROOT_KEY   WLK_TEST_KEY_EC_0

static WlkTestRecipe
recipe_ca (const char *subject,
           WlkTestKey  key)
{
  WlkTestRecipe recipe = wlk_test_recipe_ca (subject, key);

  recipe.not_before = LONG_AGO;
  recipe.not_after = FAR_FUTURE;
  return recipe;
}

static WlkTestRecipe
recipe_leaf (const char *host,
             WlkTestKey  key)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf (host, key);

  recipe.serial = key + 100;
  return recipe;
}

static WlkTestRecipe
recipe_client (const char *subject)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("client.example", CLIENT_KEY);

  recipe.subject = subject;
  recipe.purposes = WLK_OID_PURPOSE_CLIENT;
  recipe.not_before = LONG_AGO;
  recipe.not_after = FAR_FUTURE;
  recipe.serial = 77;
  return recipe;
}

/* Writes certificates, ended by NULL, as PEM into one file. */
static void
write_pem (const char *folder,
           const char *name,
           ...)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  WlkCertificate *certificate = NULL;
  va_list list;

  va_start (list, name);
  while ((certificate = va_arg (list, WlkCertificate *)) != NULL)
    {
      g_autofree char *pem = wlk_certificate_dup_pem (certificate);

      g_string_append (text, pem);
      if (!g_str_has_suffix (pem, "\n"))
        g_string_append_c (text, '\n');
    }
  va_end (list);
  g_file_set_contents (path, text->str, text->len, &error);
  g_assert_no_error (error);
}

static void
write_key (const char *folder,
           const char *name,
           WlkTestKey  key)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *pem = wlk_test_dup_key_pem (key);
  g_autoptr(GError) error = NULL;

  /* Some servers refuse a key that others may read. */
  g_file_set_contents_full (path, pem, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/**
 * wlk_test_pki_new:
 *
 * Returns: (transfer full): the certificates of the first host
 */
WlkTestPki *
wlk_test_pki_new (void)
{
  WlkTestPki *self = g_new0 (WlkTestPki, 1);
  WlkTestRecipe root = recipe_ca ("CN=Root", ROOT_KEY);
  WlkTestRecipe issuer = recipe_ca ("CN=CA 1", WLK_TEST_PKI_ISSUER_KEY);
  WlkTestRecipe leaf = recipe_leaf (WLK_TEST_HOST, WLK_TEST_PKI_LEAF_KEY);

  self->root = wlk_test_issue (&root, NULL);
  self->issuer = wlk_test_issue (&issuer, &root);
  self->leaf = wlk_test_issue (&leaf, &issuer);
  return self;
}

/**
 * wlk_test_pki_free:
 * @self: the certificates
 */
void
wlk_test_pki_free (WlkTestPki *self)
{
  g_object_unref (self->root);
  g_object_unref (self->issuer);
  g_object_unref (self->leaf);
  g_free (self);
}

/* A chain for “localhost” whose first certificate has one extension more. */
static void
write_extended (const char             *folder,
                const char             *name,
                const WlkTestExtension *extension)
{
  const WlkTestExtension extensions[] = { *extension, { NULL, FALSE, NULL } };
  WlkTestRecipe issuer_recipe = recipe_ca ("CN=CA 1", WLK_TEST_PKI_ISSUER_KEY);
  WlkTestRecipe recipe = recipe_leaf (WLK_TEST_HOST, WLK_TEST_PKI_LEAF_KEY);
  g_autoptr(WlkTestPki) pki = wlk_test_pki_new ();
  g_autoptr(WlkCertificate) leaf = NULL;

  recipe.extensions = extensions;
  leaf = wlk_test_issue (&recipe, &issuer_recipe);
  write_pem (folder, name, leaf, pki->issuer, NULL);
}

static void
write_clients (const char *folder)
{
  WlkTestRecipe issuer = recipe_ca ("CN=CA 1", WLK_TEST_PKI_ISSUER_KEY);
  WlkTestRecipe foreign_root = recipe_ca ("CN=Foreign Root", WLK_TEST_KEY_EC_5);
  WlkTestRecipe recipe = recipe_client ("CN=Client");
  WlkTestRecipe foreign_recipe = recipe_client ("CN=Foreign Client");
  WlkTestRecipe expired_recipe = recipe_client ("CN=Expired Client");
  WlkTestRecipe rsa_recipe = recipe_client ("CN=RSA Client");
  g_autoptr(WlkCertificate) client = wlk_test_issue (&recipe, &issuer);
  g_autoptr(WlkCertificate) foreign = wlk_test_issue (&foreign_recipe, &foreign_root);
  g_autoptr(WlkCertificate) expired = NULL;
  g_autoptr(WlkCertificate) rsa = NULL;

  expired_recipe.not_after = WLK_TEST_TIME - 1;
  expired = wlk_test_issue (&expired_recipe, &issuer);
  rsa_recipe.key = OTHER_KEY;
  rsa = wlk_test_issue (&rsa_recipe, &issuer);
  write_pem (folder, "client.pem", client, NULL);
  write_pem (folder, "expired-client.pem", expired, NULL);
  write_pem (folder, "rsa-client.pem", rsa, NULL);
  write_pem (folder, "foreign.pem", foreign, NULL);
  write_key (folder, "client.key", CLIENT_KEY);
}

/**
 * wlk_test_pki_write:
 * @folder: where to
 *
 * Writes, as PEM: `root.pem`; `chain.pem`, `leaf.pem`, `issuers.pem` and `key.pem` for “localhost”;
 * `must-staple.pem` and `logged.pem`, chains for the same key, of which one promises a staple (RFC
 * 7633) and one is in a public log; `other.pem` and `other.key` for another host, with
 * an RSA key; `clients-ca.pem`, whom a server may ask clients for; `client.pem`,
 * `expired-client.pem`, and `foreign.pem` from elsewhere, with `client.key`; `rsa-client.pem` with
 * `other.key`.
 */
void
wlk_test_pki_write (const char *folder)
{
  static const WlkTestExtension must_staple = { "1.3.6.1.5.5.7.1.24", FALSE, "3003020105" };
  static const WlkTestExtension timestamps = {
    WLK_OID_SCT_LIST, FALSE, "043b" WLK_TEST_PKI_TIMESTAMPS (WLK_TEST_PKI_ARGON_2027)
  };
  g_autoptr(WlkTestPki) pki = wlk_test_pki_new ();
  WlkTestRecipe issuer = recipe_ca ("CN=CA 1", WLK_TEST_PKI_ISSUER_KEY);
  WlkTestRecipe recipe = recipe_leaf (WLK_TEST_OTHER, OTHER_KEY);
  g_autoptr(WlkCertificate) other = wlk_test_issue (&recipe, &issuer);

  write_pem (folder, "root.pem", pki->root, NULL);
  write_pem (folder, "chain.pem", pki->leaf, pki->issuer, NULL);
  write_pem (folder, "leaf.pem", pki->leaf, NULL);
  write_pem (folder, "issuers.pem", pki->issuer, NULL);
  write_pem (folder, "clients-ca.pem", pki->issuer, pki->root, NULL);
  write_key (folder, "key.pem", WLK_TEST_PKI_LEAF_KEY);
  write_pem (folder, "other.pem", other, pki->issuer, NULL);
  write_key (folder, "other.key", OTHER_KEY);
  write_extended (folder, "must-staple.pem", &must_staple);
  write_extended (folder, "logged.pem", &timestamps);
  write_clients (folder);
}
