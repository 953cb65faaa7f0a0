/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-client-credential-loader.h"
#include "wlk-test-ca.h"

#include "base/wlk-error.h"

#include <glib/gstdio.h>
#include <string.h>

/* Where a client certificate and its key come from, as far as it needs no token. */

#define PIN      "98765"
#define NO_TOKEN "pkcs11:token=there-is-no-such-token;object=client"

typedef struct
{
  const char *name;
  const char *source;
  const char *visible;
} Name;

static const Name names[] = {
  { "file", "client.pem", "client.pem" },
  { "file-with-question-mark", "a?pin-value=" PIN, "a?pin-value=" PIN },
  { "uri", NO_TOKEN, NO_TOKEN },
  { "pin-in-query", NO_TOKEN "?pin-value=" PIN, NO_TOKEN },
  { "pin-source-in-query", NO_TOKEN "?pin-source=/secret", NO_TOKEN },
  { "pin-in-path", NO_TOKEN ";pin-value=" PIN, NO_TOKEN },
  { "pin-within-path", "pkcs11:token=a;pin-value=" PIN ";object=b", "pkcs11:token=a" },
  { "pin-alone", "PKCS11:pin-value=" PIN, "PKCS11:" },
  { "control-character", "a\033[31m", "a⟨U+001B⟩[31m" },
};

static void
test_name (gconstpointer data)
{
  const Name *name = data;
  g_autofree char *visible = wlk_client_credential_loader_dup_name (name->source);

  g_assert_cmpstr (visible, ==, name->visible);
}

/* A file of its own for each test. */
static char *
write_file (const char *contents,
            gsize       length)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("weaklink-identity-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));

  return g_steal_pointer (&path);
}

static char *
write_certificate (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("client.example", WLK_TEST_KEY_EC_2);
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (&recipe, &recipe);
  gsize length = 0;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);

  return write_file ((const char *) der, length);
}

static void
test_key_of_file (void)
{
  g_autofree char *certificate = write_certificate ();
  g_autofree char *pem = wlk_test_dup_key_pem (WLK_TEST_KEY_EC_2);
  g_autofree char *key = write_file (pem, strlen (pem));
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkClientCredential) credential = wlk_client_credential_loader_load (certificate, key,
                                                                                 NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (credential->name, ==, certificate);
  g_remove (certificate);
  g_remove (key);
}

/* It is looked for on a token, not in a file of that name; and its PIN is never shown. */
static void
test_key_of_token (void)
{
  g_autofree char *certificate = write_certificate ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkClientCredential) credential =
    wlk_client_credential_loader_load (certificate, NO_TOKEN "?pin-value=" PIN, NULL, &error);

  g_assert_null (credential);
  g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, NO_TOKEN));
  g_assert_null (strstr (error->message, PIN));
  g_remove (certificate);
}

static void
test_unreadable (void)
{
  g_autoptr(GError) error = NULL;

  /* It opens, and then cannot be read. */
  g_assert_null (wlk_client_credential_loader_load ("/proc/self/mem", NULL, NULL, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_READ);
}

static void
test_too_large (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (wlk_client_credential_loader_load ("/dev/zero", NULL, NULL, &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_LIMIT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strdup_printf ("/identity-loader/name/%s", names[i].name);

      g_test_add_data_func (path, &names[i], test_name);
    }
  g_test_add_func ("/identity-loader/key/of-file-taken", test_key_of_file);
  g_test_add_func ("/identity-loader/key/of-token-without-its-pin-in-the-message",
                   test_key_of_token);
  g_test_add_func ("/identity-loader/file/unreadable-refused", test_unreadable);
  g_test_add_func ("/identity-loader/file/too-large-refused", test_too_large);

  return g_test_run ();
}
