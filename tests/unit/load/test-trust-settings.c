/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-trust-settings.h"
#include "x509/wlk-extensions.h"

#include <string.h>

/* OpenSSL’s settings of a root, and for which purposes it is an anchor then. */

#define SERVER  WLK_OID_PURPOSE_SERVER
#define EMAIL   WLK_OID_PURPOSE_EMAIL
#define OIDS(n) "\x06\x08\x2B\x06\x01\x05\x05\x07\x03" n
#define ANY     "\x06\x04\x55\x1D\x25\x00"

typedef struct
{
  const char *path;
  const char *der;
  gsize       length;
  const char *purpose;
  gboolean    is_allowed;
} Case;

#define DER(bytes) bytes, sizeof (bytes) - 1

static const Case cases[] = {
  { "nothing/server", DER ("\x30\x00"), SERVER, TRUE },
  { "alias/server", DER ("\x30\x03\x0C\x01" "a"), SERVER, TRUE },
  { "trusted/same", DER ("\x30\x0C\x30\x0A" OIDS ("\x01")), SERVER, TRUE },
  { "trusted/other", DER ("\x30\x0C\x30\x0A" OIDS ("\x04")), SERVER, FALSE },
  { "trusted/no-purpose", DER ("\x30\x0C\x30\x0A" OIDS ("\x04")), NULL, TRUE },
  { "trusted/any", DER ("\x30\x08\x30\x06" ANY), SERVER, TRUE },
  { "trusted/none", DER ("\x30\x02\x30\x00"), SERVER, FALSE },
  { "trusted/two", DER ("\x30\x16\x30\x14" OIDS ("\x04") OIDS ("\x01")), SERVER, TRUE },
  { "rejected/same", DER ("\x30\x0C\xA0\x0A" OIDS ("\x01")), SERVER, FALSE },
  { "rejected/other", DER ("\x30\x0C\xA0\x0A" OIDS ("\x01")), EMAIL, TRUE },
  { "rejected/any", DER ("\x30\x08\xA0\x06" ANY), EMAIL, FALSE },
  { "rejected/any-and-no-purpose", DER ("\x30\x08\xA0\x06" ANY), NULL, FALSE },
  { "both/rejection-counts",
    DER ("\x30\x18\x30\x0A" OIDS ("\x01") "\xA0\x0A" OIDS ("\x01")), SERVER, FALSE },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustSettings) settings =
    wlk_trust_settings_new_openssl ((const guint8 *) row->der, row->length, &error);

  g_assert_no_error (error);
  g_assert_cmpint (wlk_trust_settings_allow (settings, row->purpose), ==, row->is_allowed);
}

static void
test_malformed (void)
{
  static const struct
  {
    const char *der;
    gsize       length;
  } rows[] = {
    { DER ("") }, { DER ("\x30\x05") }, { DER ("\x31\x00") }, { DER ("\x30\x00\x00") },
    { DER ("\x30\x05\x30\x03\x02\x01\x00") }, { DER ("\x30\x04\xA0\x02\x06\x00") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (wlk_trust_settings_new_openssl ((const guint8 *) rows[i].der, rows[i].length,
                                                     &error));
      g_assert_nonnull (error);
    }
}

static void
test_distrust (void)
{
  g_autoptr(WlkTrustSettings) settings = wlk_trust_settings_new_distrusted ();

  g_assert_false (wlk_trust_settings_allow (settings, SERVER));
  g_assert_false (wlk_trust_settings_allow (settings, NULL));
  g_assert_true (wlk_trust_settings_allow (NULL, SERVER));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/load/trust-settings/%s", cases[i].path);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/load/trust-settings/malformed-is-an-error", test_malformed);
  g_test_add_func ("/load/trust-settings/distrust-allows-nothing", test_distrust);

  return g_test_run ();
}
