/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-host-name.h"

#include <string.h>

/* The presented name, the reference name, and whether they match. */
typedef struct
{
  const char      *name;
  const char      *presented;
  const char      *typed;
  WlkHostNameMatch match;
} Match;

static const Match matches[] = {
  { "same", "www.example.org", "www.example.org", WLK_HOST_NAME_EQUAL },
  { "case", "WWW.Example.ORG", "www.eXample.org", WLK_HOST_NAME_EQUAL },
  { "trailing-dot-typed", "www.example.org", "www.example.org.", WLK_HOST_NAME_EQUAL },
  { "trailing-dot-presented", "www.example.org.", "www.example.org", WLK_HOST_NAME_DIFFERS },
  { "single-label", "localhost", "localhost", WLK_HOST_NAME_EQUAL },
  { "underscore", "_sip.example.org", "_sip.example.org", WLK_HOST_NAME_EQUAL },
  { "other-host", "www.example.org", "mail.example.org", WLK_HOST_NAME_DIFFERS },
  { "parent", "example.org", "www.example.org", WLK_HOST_NAME_DIFFERS },
  { "child", "www.example.org", "example.org", WLK_HOST_NAME_DIFFERS },
  { "suffix-without-dot", "example.org", "anexample.org", WLK_HOST_NAME_DIFFERS },
  { "prefix", "www.example.or", "www.example.org", WLK_HOST_NAME_DIFFERS },
  { "empty-presented", "", "www.example.org", WLK_HOST_NAME_DIFFERS },
  { "leading-dot-presented", ".example.org", "www.example.org", WLK_HOST_NAME_DIFFERS },
  { "u-label-typed", "xn--bcher-kva.example", "bücher.example", WLK_HOST_NAME_EQUAL },
  { "u-label-upper-case", "xn--bcher-kva.example", "BÜCHER.example", WLK_HOST_NAME_EQUAL },
  { "a-label-typed", "xn--bcher-kva.example", "XN--BCHER-KVA.example", WLK_HOST_NAME_EQUAL },
  { "u-label-presented", "bücher.example", "bücher.example", WLK_HOST_NAME_DIFFERS },
  { "wildcard", "*.example.org", "www.example.org", WLK_HOST_NAME_BY_WILDCARD },
  { "wildcard-case", "*.EXAMPLE.org", "www.example.ORG", WLK_HOST_NAME_BY_WILDCARD },
  { "wildcard-a-label", "*.example.org", "bücher.example.org", WLK_HOST_NAME_BY_WILDCARD },
  { "wildcard-parent", "*.example.org", "example.org", WLK_HOST_NAME_DIFFERS },
  { "wildcard-two-labels", "*.example.org", "a.b.example.org", WLK_HOST_NAME_DIFFERS },
  { "wildcard-alone", "*", "localhost", WLK_HOST_NAME_DIFFERS },
  { "wildcard-dot", "*.", "localhost", WLK_HOST_NAME_DIFFERS },
  { "wildcard-top-level", "*.org", "example.org", WLK_HOST_NAME_DIFFERS },
  { "wildcard-partial-prefix", "w*.example.org", "www.example.org", WLK_HOST_NAME_DIFFERS },
  { "wildcard-partial-suffix", "*w.example.org", "www.example.org", WLK_HOST_NAME_DIFFERS },
  { "wildcard-in-a-label", "xn--*.example.org", "xn--bcher-kva.example.org",
    WLK_HOST_NAME_DIFFERS },
  { "wildcard-not-leftmost", "www.*.org", "www.example.org", WLK_HOST_NAME_DIFFERS },
  { "wildcard-twice", "*.*.example.org", "a.b.example.org", WLK_HOST_NAME_DIFFERS },
  { "wildcard-double-star", "**.example.org", "www.example.org", WLK_HOST_NAME_DIFFERS },
  { "space-presented", "www .example.org", "www.example.org", WLK_HOST_NAME_DIFFERS },
};

/* What can be no host name. */
static const struct
{
  const char *name;
  const char *typed;
} impossible[] = {
  { "empty", "" },
  { "dot", "." },
  { "two-dots", "a..example" },
  { "leading-dot", ".example.org" },
  { "two-trailing-dots", "example.org.." },
  { "wildcard", "*.example.org" },
  { "space", "exam ple.org" },
  { "hyphen-first", "-a.example" },
  { "hyphen-last", "a-.example" },
  { "slash", "example.org/" },
  { "not-utf8", "\377\376" },
  { "label-of-64", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example" },
};

static void
test_match (gconstpointer data)
{
  const Match *row = data;
  g_autofree char *reference = wlk_host_name_normalize (row->typed);

  g_assert_nonnull (reference);
  g_assert_cmpint (wlk_host_name_match (row->presented, strlen (row->presented), reference), ==,
                   row->match);
}

static void
test_impossible (gconstpointer data)
{
  g_assert_null (wlk_host_name_normalize (data));
}

static void
test_longest_label_matches (void)
{
  g_autofree char *label = g_strnfill (63, 'a');
  g_autofree char *name = g_strconcat (label, ".example", NULL);
  g_autofree char *reference = wlk_host_name_normalize (name);

  g_assert_nonnull (reference);
  g_assert_cmpint (wlk_host_name_match (name, strlen (name), reference), ==, WLK_HOST_NAME_EQUAL);
}

static char *
dup_name_of_letters (guint n_labels)
{
  g_autoptr(GString) name = g_string_new ("a");

  for (guint i = 1; i < n_labels; i++)
    g_string_append (name, ".a");

  return g_strdup (name->str);
}

static void
test_longest_name_possible (void)
{
  g_autofree char *name = dup_name_of_letters (127); /* 253 characters */
  g_autofree char *reference = wlk_host_name_normalize (name);

  g_assert_cmpstr (reference, ==, name);
}

static void
test_too_long_name_impossible (void)
{
  g_autofree char *name = dup_name_of_letters (128); /* 255 characters */

  g_assert_null (wlk_host_name_normalize (name));
}

static void
test_pasted_document_impossible (void)
{
  g_autofree char *text = g_strnfill (1000 * 1000, 'a');

  g_assert_null (wlk_host_name_normalize (text));
}

static void
test_zero_byte_differs (void)
{
  static const char presented[] = "www.example.org\0.evil.example";

  g_assert_cmpint (wlk_host_name_match (presented, sizeof presented - 1, "www.example.org"), ==,
                   WLK_HOST_NAME_DIFFERS);
}

static const struct
{
  const char *presented;
  const char *reference;
  guint       n_equal;
} labels[] = {
  { "www.example.org", "www.example.org", 3 },
  { "www.example.org", "mail.example.org", 2 },
  { "*.example.org", "example.org", 2 },
  { "example.org", "www.example.org", 2 },
  { "anexample.org", "example.org", 1 },
  { "example.net", "example.org", 0 },
  { "mexample.org", "nexample.org", 1 },
  { "", "example.org", 0 },
};

static void
test_equal_labels_counted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    g_assert_cmpuint (wlk_host_name_count_equal_labels (labels[i].presented, labels[i].reference),
                      ==, labels[i].n_equal);
}

static void
test_address_in_brackets_understood (void)
{
  g_autoptr(GInetAddress) address = wlk_host_name_parse_address ("[2001:db8::1]");

  g_assert_nonnull (address);
  g_assert_cmpint (g_inet_address_get_family (address), ==, G_SOCKET_FAMILY_IPV6);
}

/* RFC 4007 §11: the zone is not a part of the 16 octets. */
static void
test_zone_is_ignored (void)
{
  static const char * const zones[] = {
    "fe80::1%eth0", "FE80:0::1%1", "[fe80::1%25lo]", "[fe80::1%lo]", "fe80::1%a%b",
  };
  g_autoptr(GInetAddress) expected = g_inet_address_new_from_string ("fe80::1");

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr(GInetAddress) address = wlk_host_name_parse_address (zones[i]);

      g_assert_nonnull (address);
      g_assert_true (g_inet_address_equal (address, expected));
    }
}

static void
test_zone_without_ipv6_is_no_address (void)
{
  g_assert_null (wlk_host_name_parse_address ("192.0.2.1%eth0"));
  g_assert_null (wlk_host_name_parse_address ("fe80::1%"));
  g_assert_null (wlk_host_name_parse_address ("%eth0"));
  g_assert_null (wlk_host_name_parse_address ("host%eth0"));
}

static void
test_short_ipv4_is_no_address (void)
{
  g_assert_null (wlk_host_name_parse_address ("192.0.2"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (matches); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/checks/host-name/%s-%s", matches[i].name,
                         matches[i].match != WLK_HOST_NAME_DIFFERS ? "matches" : "differs");

      g_test_add_data_func (path, &matches[i], test_match);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (impossible); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checks/host-name/%s-impossible",
                                               impossible[i].name);

      g_test_add_data_func (path, impossible[i].typed, test_impossible);
    }
  g_test_add_func ("/checks/host-name/longest-label-matches", test_longest_label_matches);
  g_test_add_func ("/checks/host-name/longest-name-possible", test_longest_name_possible);
  g_test_add_func ("/checks/host-name/too-long-name-impossible", test_too_long_name_impossible);
  g_test_add_func ("/checks/host-name/pasted-document-impossible",
                   test_pasted_document_impossible);
  g_test_add_func ("/checks/host-name/zero-byte-differs", test_zero_byte_differs);
  g_test_add_func ("/checks/host-name/equal-labels-counted", test_equal_labels_counted);
  g_test_add_func ("/checks/host-name/address-in-brackets-understood",
                   test_address_in_brackets_understood);
  g_test_add_func ("/checks/host-name/zone-is-ignored", test_zone_is_ignored);
  g_test_add_func ("/checks/host-name/zone-without-ipv6-is-no-address",
                   test_zone_without_ipv6_is_no_address);
  g_test_add_func ("/checks/host-name/short-ipv4-is-no-address", test_short_ipv4_is_no_address);

  return g_test_run ();
}
