/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-address-rule.h"

static const struct
{
  const char *name;
  const char *address;
  gboolean    is_public;
} cases[] = {
  { "ipv4-public", "93.184.215.14", TRUE },
  { "ipv4-this-network", "0.0.0.0", FALSE },
  { "ipv4-below-private-10", "9.255.255.255", TRUE },
  { "ipv4-private-10", "10.0.0.1", FALSE },
  { "ipv4-above-private-10", "11.0.0.0", TRUE },
  { "ipv4-below-shared", "100.63.255.255", TRUE },
  { "ipv4-shared-first", "100.64.0.0", FALSE },
  { "ipv4-shared-last", "100.127.255.255", FALSE },
  { "ipv4-above-shared", "100.128.0.0", TRUE },
  { "ipv4-loopback", "127.0.0.1", FALSE },
  { "ipv4-loopback-other", "127.254.3.2", FALSE },
  { "ipv4-link-local", "169.254.169.254", FALSE },
  { "ipv4-below-private-172", "172.15.255.255", TRUE },
  { "ipv4-private-172-first", "172.16.0.0", FALSE },
  { "ipv4-private-172-last", "172.31.255.255", FALSE },
  { "ipv4-above-private-172", "172.32.0.0", TRUE },
  { "ipv4-private-192", "192.168.1.1", FALSE },
  { "ipv4-benchmark-last", "198.19.255.255", FALSE },
  { "ipv4-above-benchmark", "198.20.0.0", TRUE },
  { "ipv4-documentation", "203.0.113.9", FALSE },
  { "ipv4-last-unicast", "223.255.255.255", TRUE },
  { "ipv4-multicast", "224.0.0.251", FALSE },
  { "ipv4-broadcast", "255.255.255.255", FALSE },
  { "ipv6-public", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", TRUE },
  { "ipv6-unspecified", "::", FALSE },
  { "ipv6-loopback", "::1", FALSE },
  { "ipv6-compatible", "::93.184.215.14", FALSE },
  { "ipv6-mapped-loopback", "::ffff:127.0.0.1", FALSE },
  { "ipv6-mapped-private", "::ffff:192.168.0.1", FALSE },
  { "ipv6-mapped-public", "::ffff:93.184.215.14", TRUE },
  { "ipv6-translated-private", "64:ff9b::10.0.0.1", FALSE },
  { "ipv6-translated-public", "64:ff9b::93.184.215.14", TRUE },
  { "ipv6-6to4-private", "2002:c0a8:0101::1", FALSE },
  { "ipv6-6to4-public", "2002:5db8:d70e::1", TRUE },
  { "ipv6-teredo", "2001:0:1:2::3", FALSE },
  { "ipv6-documentation", "2001:db8::1", FALSE },
  { "ipv6-documentation-new", "3fff:fff::1", FALSE },
  { "ipv6-unique-local-fc", "fc00::1", FALSE },
  { "ipv6-unique-local-fd", "fd12:3456::1", FALSE },
  { "ipv6-link-local", "fe80::1", FALSE },
  { "ipv6-site-local", "fec0::1", FALSE },
  { "ipv6-multicast", "ff02::1", FALSE },
};

static void
test_case (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (cases[index].address);

  g_assert_nonnull (address);
  g_assert_cmpint (wlk_address_rule_is_public (address), ==, cases[index].is_public);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fetch/address-rule/%s-%s", cases[i].name,
                                               cases[i].is_public ? "passes" : "refused");

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  return g_test_run ();
}
