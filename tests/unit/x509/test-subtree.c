/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-subtree.h"

#include <string.h>

/* RFC 5280 §4.2.1.10, form by form: which names lie in which subtree. */

#define WITHIN   WLK_SUBTREE_WITHIN
#define OUTSIDE  WLK_SUBTREE_OUTSIDE
#define OVERLAPS WLK_SUBTREE_OVERLAPS

typedef struct
{
  const char        *path;
  WlkGeneralNameKind kind;
  const char        *base;
  const char        *name;
  WlkSubtreeRelation relation;
} Case;

static const Case cases[] = {
  { "dns/same", WLK_GENERAL_NAME_DNS, "a.example", "a.example", WITHIN },
  { "dns/other-case", WLK_GENERAL_NAME_DNS, "A.example", "a.EXAMPLE", WITHIN },
  { "dns/below", WLK_GENERAL_NAME_DNS, "example", "b.a.example", WITHIN },
  { "dns/above", WLK_GENERAL_NAME_DNS, "a.example", "example", OUTSIDE },
  { "dns/beside", WLK_GENERAL_NAME_DNS, "a.example", "b.example", OUTSIDE },
  { "dns/ends-alike", WLK_GENERAL_NAME_DNS, "a.example", "ba.example", OUTSIDE },
  { "dns/any", WLK_GENERAL_NAME_DNS, "", "a.example", WITHIN },
  { "dns/period-below", WLK_GENERAL_NAME_DNS, ".a.example", "b.a.example", WITHIN },
  { "dns/period-same", WLK_GENERAL_NAME_DNS, ".a.example", "a.example", OUTSIDE },
  { "dns/wildcard-below", WLK_GENERAL_NAME_DNS, "a.example", "*.a.example", WITHIN },
  { "dns/wildcard-any", WLK_GENERAL_NAME_DNS, "", "*.a.example", WITHIN },
  { "dns/wildcard-further-below", WLK_GENERAL_NAME_DNS, "example", "*.a.example", WITHIN },
  { "dns/wildcard-for-one", WLK_GENERAL_NAME_DNS, "b.a.example", "*.a.example", OVERLAPS },
  { "dns/wildcard-one-label-only", WLK_GENERAL_NAME_DNS, "c.b.a.example", "*.a.example", OUTSIDE },
  { "dns/wildcard-beside", WLK_GENERAL_NAME_DNS, "b.example", "*.a.example", OUTSIDE },
  { "dns/wildcard-ends-alike", WLK_GENERAL_NAME_DNS, "xa.example", "*.a.example", OUTSIDE },
  { "dns/wildcard-period-same", WLK_GENERAL_NAME_DNS, ".a.example", "*.a.example", WITHIN },
  { "dns/wildcard-period-below", WLK_GENERAL_NAME_DNS, ".b.a.example", "*.a.example", OUTSIDE },

  { "email/same", WLK_GENERAL_NAME_EMAIL, "me@a.example", "me@a.example", WITHIN },
  { "email/host-in-other-case", WLK_GENERAL_NAME_EMAIL, "me@A.example", "me@a.example", WITHIN },
  { "email/local-part-in-other-case", WLK_GENERAL_NAME_EMAIL, "Me@a.example", "me@a.example",
    OUTSIDE },
  { "email/asterisk-is-a-letter", WLK_GENERAL_NAME_EMAIL, "*@a.example", "me@a.example", OUTSIDE },
  { "email/same-asterisk", WLK_GENERAL_NAME_EMAIL, "*@a.example", "*@a.example", WITHIN },
  { "email/host", WLK_GENERAL_NAME_EMAIL, "a.example", "me@A.example", WITHIN },
  { "email/host-not-below", WLK_GENERAL_NAME_EMAIL, "a.example", "me@b.a.example", OUTSIDE },
  { "email/domain", WLK_GENERAL_NAME_EMAIL, ".a.example", "me@b.a.example", WITHIN },
  { "email/domain-not-same", WLK_GENERAL_NAME_EMAIL, ".a.example", "me@a.example", OUTSIDE },
  { "email/any", WLK_GENERAL_NAME_EMAIL, "", "me@a.example", WITHIN },

  { "uri/host", WLK_GENERAL_NAME_URI, "a.example", "https://a.example/x", WITHIN },
  { "uri/host-with-port", WLK_GENERAL_NAME_URI, "a.example", "https://A.example:8443", WITHIN },
  { "uri/host-with-user", WLK_GENERAL_NAME_URI, "a.example", "ftp://b.example@a.example/", WITHIN },
  { "uri/host-not-below", WLK_GENERAL_NAME_URI, "a.example", "https://b.a.example/", OUTSIDE },
  { "uri/domain", WLK_GENERAL_NAME_URI, ".a.example", "https://b.a.example/", WITHIN },
  { "uri/domain-not-same", WLK_GENERAL_NAME_URI, ".a.example", "https://a.example/", OUTSIDE },
  { "uri/path-is-no-host", WLK_GENERAL_NAME_URI, "a.example", "https://b.example/a.example",
    OUTSIDE },
  { "uri/user-is-no-host", WLK_GENERAL_NAME_URI, "a.example", "http://a.example:pw@b.example/",
    OUTSIDE },
  { "uri/at-in-path", WLK_GENERAL_NAME_URI, "a.example", "http://a.example/@b.example:x", WITHIN },
  { "uri/at-in-query", WLK_GENERAL_NAME_URI, "a.example", "http://a.example?x@b.example", WITHIN },
  { "uri/empty-port", WLK_GENERAL_NAME_URI, "a.example", "http://a.example:/%2F", WITHIN },
  { "uri/any", WLK_GENERAL_NAME_URI, "", "https://a.example/", WITHIN },
};

static WlkGeneralName *
create_name (WlkGeneralNameKind kind,
             const char        *bytes,
             gsize              length,
             gboolean           is_subtree)
{
  WlkDerElement element = {
    .tag = WLK_DER_CONTEXT (kind),
    .content = { 0, (guint32) length },
    .bytes = (const guint8 *) bytes,
  };

  return wlk_general_name_new (&element, is_subtree);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr(WlkGeneralName) base = create_name (row->kind, row->base, strlen (row->base), TRUE);
  g_autoptr(WlkGeneralName) name = create_name (row->kind, row->name, strlen (row->name), FALSE);

  g_assert_true (wlk_subtree_is_base (base));
  g_assert_true (wlk_subtree_is_name (name));
  g_assert_cmpint (wlk_subtree_compare (base, name), ==, row->relation);
}

#define NETWORK "\xC0\x00\x02\x00\xFF\xFF\xFF\x00"

static void
test_address (void)
{
  g_autoptr(WlkGeneralName) base = create_name (WLK_GENERAL_NAME_IP, NETWORK, 8, TRUE);
  g_autoptr(WlkGeneralName) last =
    create_name (WLK_GENERAL_NAME_IP, "\xC0\x00\x02\xFF", 4, FALSE);
  g_autoptr(WlkGeneralName) next =
    create_name (WLK_GENERAL_NAME_IP, "\xC0\x00\x03\x00", 4, FALSE);
  g_autoptr(WlkGeneralName) ipv6 =
    create_name (WLK_GENERAL_NAME_IP, "\xC0\x00\x02\x01\0\0\0\0\0\0\0\0\0\0\0\0", 16, FALSE);

  g_assert_true (wlk_subtree_is_base (base));
  g_assert_cmpint (wlk_subtree_compare (base, last), ==, WITHIN);
  g_assert_cmpint (wlk_subtree_compare (base, next), ==, OUTSIDE);
  g_assert_cmpint (wlk_subtree_compare (base, ipv6), ==, OUTSIDE);
}

static void
test_directory (void)
{
  g_autoptr(WlkGeneralName) base = NULL;
  g_autoptr(WlkGeneralName) below = NULL;
  g_autoptr(WlkGeneralName) beside = NULL;
  static const guint8 a[] = "\x30\x0C\x31\x0A\x30\x08\x06\x03\x55\x04\x03\x0C\x01" "a";
  static const guint8 ab[] = "\x30\x18\x31\x0A\x30\x08\x06\x03\x55\x04\x03\x13\x01" "A"
                             "\x31\x0A\x30\x08\x06\x03\x55\x04\x03\x0C\x01" "b";
  static const guint8 b[] = "\x30\x0C\x31\x0A\x30\x08\x06\x03\x55\x04\x03\x0C\x01" "b";
  g_autoptr(WlkName) name_a = wlk_name_new (a, sizeof a - 1, NULL);
  g_autoptr(WlkName) name_ab = wlk_name_new (ab, sizeof ab - 1, NULL);
  g_autoptr(WlkName) name_b = wlk_name_new (b, sizeof b - 1, NULL);

  base = wlk_general_name_new_directory (name_a, WLK_SPAN_NONE);
  below = wlk_general_name_new_directory (name_ab, WLK_SPAN_NONE);
  beside = wlk_general_name_new_directory (name_b, WLK_SPAN_NONE);

  g_assert_cmpint (wlk_subtree_compare (base, base), ==, WITHIN);
  g_assert_cmpint (wlk_subtree_compare (base, below), ==, WITHIN);
  g_assert_cmpint (wlk_subtree_compare (base, beside), ==, OUTSIDE);
  g_assert_cmpint (wlk_subtree_compare (below, base), ==, OUTSIDE);
}

/* What is not a base, and what is not a name. */
static const struct
{
  const char        *path;
  WlkGeneralNameKind kind;
  gboolean           is_subtree;
  const char        *text;
} malformed[] = {
  { "base/dns-wildcard", WLK_GENERAL_NAME_DNS, TRUE, "*.a.example" },
  { "base/dns-two-periods", WLK_GENERAL_NAME_DNS, TRUE, "a..example" },
  { "base/dns-period-alone", WLK_GENERAL_NAME_DNS, TRUE, "." },
  { "base/dns-period-last", WLK_GENERAL_NAME_DNS, TRUE, "a.example." },
  { "base/email-two-ats", WLK_GENERAL_NAME_EMAIL, TRUE, "a@b@a.example" },
  { "base/email-no-host", WLK_GENERAL_NAME_EMAIL, TRUE, "a@" },
  { "base/uri-with-scheme", WLK_GENERAL_NAME_URI, TRUE, "https://a.example" },
  { "name/dns-period-first", WLK_GENERAL_NAME_DNS, FALSE, ".a.example" },
  { "name/dns-asterisk-alone", WLK_GENERAL_NAME_DNS, FALSE, "*" },
  { "name/dns-wildcard-inside", WLK_GENERAL_NAME_DNS, FALSE, "a.*.example" },
  { "name/dns-blank", WLK_GENERAL_NAME_DNS, FALSE, " " },
  { "name/email-two-ats", WLK_GENERAL_NAME_EMAIL, FALSE, "a@b@a.example" },
  { "name/email-no-at", WLK_GENERAL_NAME_EMAIL, FALSE, "a.example" },
  { "name/email-no-local-part", WLK_GENERAL_NAME_EMAIL, FALSE, "@a.example" },
  { "name/uri-without-authority", WLK_GENERAL_NAME_URI, FALSE, "urn:a.example" },
  { "name/uri-with-ipv4-address", WLK_GENERAL_NAME_URI, FALSE, "https://192.0.2.1/" },
  { "name/uri-with-ipv6-address", WLK_GENERAL_NAME_URI, FALSE, "https://[2001:db8::1]/" },
  { "name/uri-without-scheme", WLK_GENERAL_NAME_URI, FALSE, "a.example" },
  { "name/uri-with-backslash", WLK_GENERAL_NAME_URI, FALSE, "http://a.example\\@b.example/" },
  { "name/uri-with-backslash-in-path", WLK_GENERAL_NAME_URI, FALSE, "http://b.example/\\a" },
  { "name/uri-with-two-users", WLK_GENERAL_NAME_URI, FALSE, "http://a.example@x@b.example/" },
  { "name/uri-with-two-ports", WLK_GENERAL_NAME_URI, FALSE, "http://b.example:80:90/" },
  { "name/uri-with-port-of-letters", WLK_GENERAL_NAME_URI, FALSE, "http://b.example:http/" },
  { "name/uri-with-encoded-host", WLK_GENERAL_NAME_URI, FALSE, "http://%62.example/" },
  { "name/uri-with-incomplete-encoding", WLK_GENERAL_NAME_URI, FALSE, "http://b.example/%6" },
  { "name/uri-with-blank", WLK_GENERAL_NAME_URI, FALSE, "http://b.example/a b" },
  { "name/uri-with-line-break", WLK_GENERAL_NAME_URI, FALSE, "http://b.example\n/" },
  { "name/uri-with-scheme-of-digits", WLK_GENERAL_NAME_URI, FALSE, "1://b.example/" },
  { "name/uri-without-host", WLK_GENERAL_NAME_URI, FALSE, "http://user@:80/" },
};

static void
test_malformed (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(WlkGeneralName) name = create_name (malformed[i].kind, malformed[i].text,
                                                strlen (malformed[i].text),
                                                malformed[i].is_subtree);

  if (malformed[i].is_subtree)
    g_assert_false (wlk_subtree_is_base (name));
  else
    g_assert_false (wlk_subtree_is_name (name));
}

/* The longest host and the longest label, and one character more. */
static void
test_limits (void)
{
  g_autofree char *label = g_strnfill (63, 'a');
  g_autofree char *long_label = g_strnfill (64, 'a');
  g_autofree char *host = g_strconcat (label, ".", label, ".", label, ".", label + 2, NULL);
  g_autofree char *long_host = g_strconcat (label, ".", label, ".", label, ".", label + 1, NULL);
  g_autoptr(WlkGeneralName) name = create_name (WLK_GENERAL_NAME_DNS, host, strlen (host), FALSE);
  g_autoptr(WlkGeneralName) long_name =
    create_name (WLK_GENERAL_NAME_DNS, long_host, strlen (long_host), FALSE);
  g_autoptr(WlkGeneralName) bad_name =
    create_name (WLK_GENERAL_NAME_DNS, long_label, strlen (long_label), FALSE);

  g_assert_cmpuint (strlen (host), ==, 253);
  g_assert_true (wlk_subtree_is_name (name));
  g_assert_false (wlk_subtree_is_name (long_name));
  g_assert_false (wlk_subtree_is_name (bad_name));
}

static void
test_mask_with_hole (void)
{
  g_autoptr(WlkGeneralName) hole =
    create_name (WLK_GENERAL_NAME_IP, "\x0A\0\0\0\xFF\x00\xFF\x00", 8, TRUE);
  g_autoptr(WlkGeneralName) all = create_name (WLK_GENERAL_NAME_IP, "\0\0\0\0\0\0\0\0", 8, TRUE);
  g_autoptr(WlkGeneralName) one =
    create_name (WLK_GENERAL_NAME_IP, "\x0A\0\0\x01\xFF\xFF\xFF\xFF", 8, TRUE);

  g_assert_false (wlk_subtree_is_base (hole));
  g_assert_true (wlk_subtree_is_base (all));
  g_assert_true (wlk_subtree_is_base (one));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/subtree/%s", cases[i].path);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/subtree/malformed-%s", malformed[i].path);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_malformed);
    }
  g_test_add_func ("/x509/subtree/ip/address", test_address);
  g_test_add_func ("/x509/subtree/directory/name", test_directory);
  g_test_add_func ("/x509/subtree/dns/limits", test_limits);
  g_test_add_func ("/x509/subtree/ip/mask-with-hole", test_mask_with_hole);

  return g_test_run ();
}
