/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-alert.h"

#include <string.h>

/* Every alert that has a name says what the server means by it. */
static void
test_named_means_something (void)
{
  guint n_named = 0;

  for (int alert = 0; alert <= 0xFF; alert++)
    {
      const char *meaning = wlk_alert_get_meaning (alert);

      g_assert_true ((wlk_alert_get_name (alert) != NULL) == (meaning != NULL));
      if (meaning == NULL)
        continue;
      g_assert_true (g_str_has_suffix (meaning, "."));
      n_named++;
    }
  g_assert_cmpuint (n_named, ==, 35);
}

static void
test_none_means_nothing (void)
{
  g_assert_null (wlk_alert_get_meaning (WLK_ALERT_NONE));
  g_assert_null (wlk_alert_get_name (WLK_ALERT_NONE));
}

static void
test_unknown_ca_is_about_the_client (void)
{
  g_assert_nonnull (strstr (wlk_alert_get_meaning (48), "does not trust the CA"));
  g_assert_cmpstr (wlk_alert_get_cause (47), ==, "illegal_parameter_alert");
  g_assert_cmpstr (wlk_alert_get_cause (48), ==, "client_cert_rejected");
  g_assert_cmpstr (wlk_alert_get_cause (50), ==, "decode_error_alert");
  g_assert_cmpstr (wlk_alert_get_cause (71), ==, "insufficient_security_alert");
  g_assert_cmpstr (wlk_alert_get_cause (86), ==, "inappropriate_fallback_alert");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/alert/named-means-something", test_named_means_something);
  g_test_add_func ("/net/alert/none-means-nothing", test_none_means_nothing);
  g_test_add_func ("/net/alert/unknown-ca-is-about-the-client",
                   test_unknown_ca_is_about_the_client);

  return g_test_run ();
}
