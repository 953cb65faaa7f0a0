/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-cipher-suite.h"

#include <string.h>

typedef struct
{
  guint       number;
  const char *name;
} Suite;

/* Source: the registry “TLS Cipher Suites”; one of each manner of naming. */
static const Suite suites[] = {
  { 0x1301, "TLS_AES_128_GCM_SHA256" },
  { 0x1303, "TLS_CHACHA20_POLY1305_SHA256" },
  { 0xC02B, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" },
  { 0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256" },
  { 0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256" },
  { 0xC014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA" },
  { 0x009F, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384" },
  { 0x003C, "TLS_RSA_WITH_AES_128_CBC_SHA256" },
  { 0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA" },
  { 0xC09C, "TLS_RSA_WITH_AES_128_CCM" },
  { 0x1A2B, "0x1A2B" },
};

static void
test_name (gconstpointer data)
{
  const Suite *suite = data;
  g_autofree char *name = wlk_cipher_suite_dup_name (suite->number);

  g_assert_cmpstr (name, ==, suite->name);
}

static void
test_server_hello_read (void)
{
  guint8 message[2 + 32 + 1 + 32 + 2 + 1] = { 3, 3 };
  guint number = 0;

  message[34] = 32;
  message[67] = 0x13;
  message[68] = 0x01;
  g_assert_true (wlk_cipher_suite_read_server_hello (message, sizeof message, &number));
  g_assert_cmphex (number, ==, 0x1301);
}

static void
test_short_server_hello_refused (void)
{
  guint8 message[2 + 32 + 1 + 32 + 2] = { 3, 3 };
  guint number = 0;

  message[34] = 32;
  for (gsize length = 0; length < sizeof message; length++)
    g_assert_false (wlk_cipher_suite_read_server_hello (message, length, &number));
  g_assert_true (wlk_cipher_suite_read_server_hello (message, sizeof message, &number));
}

static void
test_key_usage (void)
{
  static const struct { const char *name;
                        WlkKeyUsage usage;
  } rows[] = {
    { "TLS_AES_256_GCM_SHA384", WLK_KEY_USAGE_DIGITAL_SIGNATURE },
    { "TLS_CHACHA20_POLY1305_SHA256", WLK_KEY_USAGE_DIGITAL_SIGNATURE },
    { "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", WLK_KEY_USAGE_DIGITAL_SIGNATURE },
    { "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", WLK_KEY_USAGE_DIGITAL_SIGNATURE },
    { "TLS_RSA_WITH_AES_128_CBC_SHA256", WLK_KEY_USAGE_KEY_ENCIPHERMENT },
    { "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", WLK_KEY_USAGE_KEY_AGREEMENT },
    { "TLS_DH_RSA_WITH_AES_128_CBC_SHA", WLK_KEY_USAGE_KEY_AGREEMENT },
    { "TLS_DH_anon_WITH_AES_128_CBC_SHA", 0 },
    { "0x1A2B", 0 },
    { NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (wlk_cipher_suite_get_key_usage (rows[i].name), ==, rows[i].usage);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (suites); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/cipher-suite/0x%04X-named", suites[i].number);

      g_test_add_data_func (path, &suites[i], test_name);
    }
  g_test_add_func ("/net/cipher-suite/key-usage-needed", test_key_usage);
  g_test_add_func ("/net/cipher-suite/server-hello-read", test_server_hello_read);
  g_test_add_func ("/net/cipher-suite/short-server-hello-refused",
                   test_short_server_hello_refused);

  return g_test_run ();
}
