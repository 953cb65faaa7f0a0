/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-ct-log.h"

#include <string.h>

/* The id of a log is the SHA-256 of its key, so that a few keys show that the table is right. */

static const struct
{
  const char *name;
  const char *key; /* SubjectPublicKeyInfo, base64 */
} logs[] = {
  { "Cloudflare Nimbus2027",
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYjd/jE0EoAhNBbfcNhrTb7F0x10KZK8r2SDjx1GdjJ75hJrHx2OCQ+BX"
    "RjXi+czoREN1u0j9cWl8d6OoPMPogQ==" },
  { "Google Argon2027h1",
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEKHRm0H/zUaFA6Idz5cGvGO3tCPQyfGMgJmVBOPyKAP6mGM1IiNXi4CLo"
    "mOUyYj0YN74p+eGVApFMsM4h/jzCsA==" },
  { "Let’s Encrypt Sycamore2026h2",
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEwR1FtiiMbpvxR+sIeiZ5JSCIDIdTAPh7OrpdchcrCcyNVDvNUq358pqJ"
    "x2qdyrOI+EjGxZ7UiPcN3bL3Q99FqA==" },
  { "TrustAsia HETU2027",
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE14jG8D9suqIVWPtTNOL33uXKZ4mUnnOMrIwOWeZU7GtoDRCWIXfy/9/S"
    "C8lTAbtP2NOP4wjIufAk6f64sY4DWg==" },
};

static void
test_known_named (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      guint8 id[WLK_CT_LOG_ID_LENGTH];
      gsize id_length = sizeof id;
      gsize length = 0;
      g_autofree guchar *key = g_base64_decode (logs[i].key, &length);

      g_checksum_update (checksum, key, (gssize) length);
      g_checksum_get_digest (checksum, id, &id_length);
      g_assert_cmpstr (wlk_ct_log_find_name (id), ==, logs[i].name);
    }
}

static void
test_unknown_has_no_name (void)
{
  guint8 id[WLK_CT_LOG_ID_LENGTH];

  memset (id, 0xA5, sizeof id);
  g_assert_null (wlk_ct_log_find_name (id));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ct-log/known-named", test_known_named);
  g_test_add_func ("/ct-log/unknown-has-no-name", test_unknown_has_no_name);

  return g_test_run ();
}
