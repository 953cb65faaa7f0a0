/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-name-syntax.h"
#include "wlk-check-fixture.h"

#include <string.h>

/* The rule that a subject alternative name violates, and why a name that looks like a match does
 * not match. */

#define DNS   WLK_DER_CONTEXT (WLK_GENERAL_NAME_DNS)
#define EMAIL WLK_DER_CONTEXT (WLK_GENERAL_NAME_EMAIL)
#define URI   WLK_DER_CONTEXT (WLK_GENERAL_NAME_URI)
#define IP    WLK_DER_CONTEXT (WLK_GENERAL_NAME_IP)

#define LABEL_63 "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg"
#define NAME_253 LABEL_63 "." LABEL_63 "." LABEL_63 "." \
  "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffg"

static const struct
{
  const char *name;
  guint8      tag;
  const char *content;
  const char *part; /* of the summary; NULL for a valid name */
} cases[] = {
  { "host", DNS, "www.example.org", NULL },
  { "single-label", DNS, "localhost", NULL },
  { "wildcard", DNS, "*.example.org", NULL },
  { "a-label", DNS, "xn--bcher-kva.example", NULL },
  { "two-hyphens", DNS, "a--b.example", NULL },
  { "digits", DNS, "127.0.0.1.example", NULL },
  { "label-of-63", DNS, LABEL_63 ".example", NULL },
  { "label-of-64", DNS, LABEL_63 "a.example", "more than 63" },
  { "name-of-253", DNS, NAME_253, NULL },
  { "name-of-254", DNS, NAME_253 "g", "longer than 253" },
  { "empty", DNS, "", "empty DNS name" },
  { "u-label", DNS, "bücher.example", "A-labels" },
  { "control-character", DNS, "www\n.example.org", "control" },
  { "url", DNS, "https://www.example.org/", "is a URL" },
  { "ipv4-address", DNS, "127.0.0.1", "iPAddress" },
  { "ipv6-address", DNS, "2001:db8::1", "iPAddress" },
  { "bracketed-address", DNS, "[::1]", "iPAddress" },
  { "network", DNS, "192.0.2.0/24", "slash" },
  { "path", DNS, "www.example.org/a", "slash" },
  { "prefix", DNS, "DNS:www.example.org", "name of a type" },
  { "numbered-prefix", DNS, "DNS.1=www.example.org", "name of a type" },
  { "address-prefix", DNS, "IP Address:192.0.2.1", "name of a type" },
  { "mailbox", DNS, "me@example.org", "rfc822Name" },
  { "port", DNS, "www.example.org:443", "port" },
  { "list", DNS, "a.example,b.example", "comma" },
  { "blank", DNS, "www.example.org ", "blank" },
  { "bare-wildcard", DNS, "*", "bare wildcard" },
  { "partial-wildcard", DNS, "w*.example.org", "partial wildcard" },
  { "double-star", DNS, "**.example.org", "partial wildcard" },
  { "inner-wildcard", DNS, "www.*.example.org", "not the leftmost" },
  { "two-wildcards", DNS, "*.*.example.org", "not the leftmost" },
  { "trailing-dot", DNS, "www.example.org.", "ends with a dot" },
  { "leading-dot", DNS, ".example.org", "empty label" },
  { "two-dots", DNS, "www..example.org", "empty label" },
  { "leading-hyphen", DNS, "www.-example.org", "hyphen" },
  { "trailing-hyphen", DNS, "www-.example.org", "hyphen" },
  { "other-character", DNS, "www!.example.org", "character" },
  { "bad-punycode", DNS, "xn--99999999999.example", "invalid A-label" },
  { "a-label-of-ascii", DNS, "xn--abc-.example", "hyphen" },
  { "underscore", DNS, "a_b.example.org", "underscore" },
  { "email", EMAIL, "me@example.org", NULL },
  { "email-empty", EMAIL, "", "empty email" },
  { "email-u-label", EMAIL, "me@bücher.example", "SmtpUTF8Mailbox" },
  { "email-display-name", EMAIL, "Me <me@example.org>", "display name" },
  { "email-mailto", EMAIL, "mailto:me@example.org", "prefix" },
  { "email-host", EMAIL, "example.org", "before an “@”" },
  { "email-without-domain", EMAIL, "me@", "one domain" },
  { "email-two-ats", EMAIL, "me@a@example.org", "one domain" },
  { "uri", URI, "https://example.org/a?b#c", NULL },
  { "urn", URI, "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", NULL },
  { "uri-empty", URI, "", "empty URI" },
  { "uri-relative", URI, "//example.org/", "no scheme" },
  { "uri-host", URI, "www.example.org", "no scheme" },
  { "uri-scheme-only", URI, "https:", "nothing else" },
  { "uri-blank", URI, "https://example.org/a b", "blank" },
  { "uri-u-label", URI, "https://bücher.example/", "ASCII" },
  { "address", IP, "\x7f\x01\x01\x01", NULL },
  { "address-of-5", IP, "\x7f\x01\x01\x01\x01", "wrong length" },
  { "address-with-mask", IP, "\x7f\x01\x01\x01\xff\xff\xff\xff", "mask" },
  { "address-as-text", IP, "192.0.2.1", "as text" },
};

static void
test_syntax (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  WlkDerElement element = { .tag = cases[index].tag };
  g_autoptr(WlkGeneralName) name = NULL;
  const WlkNameFault *fault;

  element.bytes = (const guint8 *) cases[index].content;
  element.content.length = strlen (cases[index].content);
  name = wlk_general_name_new (&element, FALSE);
  fault = wlk_name_syntax_find_fault (name);

  if (cases[index].part == NULL)
    {
      g_assert_null (fault);
      return;
    }
  g_assert_nonnull (fault);
  g_test_message ("%s", fault->summary);
  g_assert_nonnull (strstr (fault->summary, cases[index].part));
}

/* Every invalid name is evidence, those of the severest rules first. */
static void
test_all_listed (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  const WlkEvidence *evidence;
  guint n_evidence;

  wlk_check_fixture_init (&fixture, 2);
  fixture.chain.profile = WLK_PROFILE_PATH;
  fixture.chain.recipes[1].san = "DNS:a_b.example DNS:leaf.example DNS:a:1 DNS:*";
  wlk_check_fixture_run (&fixture);

  evidence = wlk_finding_get_evidence (wlk_check_fixture_find (&fixture, "san-syntax", 1),
                                       &n_evidence);
  g_assert_cmpuint (n_evidence, ==, 3);
  g_assert_cmpstr (evidence[0].value.text, ==, "a:1");
  g_assert_cmpstr (evidence[1].value.text, ==, "*");
  g_assert_cmpstr (evidence[2].value.text, ==, "a_b.example");
  wlk_check_fixture_assert_outcome (&fixture, "san-syntax", 1, WLK_OUTCOME_WARNING);
}

static const struct
{
  const char *name;
  const char *subject;
  const char *san;
  const char *wanted;
  const char *step;
  const char *cause;
  const char *part; /* of the summary */
} misses[] = {
  { "bare-wildcard", "CN=a", "DNS:*", "www.example", "host-name", "hostname_mismatch",
    "bare wildcard" },
  { "top-wildcard", "CN=a", "DNS:*.test", "www.test", "host-name", "hostname_mismatch",
    "top-level" },
  { "localhost-wildcard", "CN=a", "DNS:*.localhost", "a.b.localhost", "host-name",
    "hostname_mismatch", "top-level" },
  { "wildcard-base", "CN=a", "DNS:*.example.org", "example.org", "host-name", "hostname_mismatch",
    "below" },
  { "wildcard-depth", "CN=a", "DNS:*.example.org", "a.b.example.org", "host-name",
    "hostname_mismatch", "single label" },
  { "partial-wildcard", "CN=a", "DNS:w*.example.org", "www.example.org", "host-name",
    "hostname_mismatch", "complete leftmost" },
  { "url", "CN=a", "DNS:https://www.example.org/", "www.example.org", "host-name",
    "hostname_mismatch", "within" },
  { "port", "CN=a", "DNS:www.example.org:443", "www.example.org", "host-name",
    "hostname_mismatch", "within" },
  { "prefix", "CN=a", "DNS:DNS:www.example.org", "www.example.org", "host-name",
    "hostname_mismatch", "within" },
  { "trailing-dot", "CN=a", "DNS:www.example.org.", "www.example.org", "host-name",
    "hostname_mismatch", "within" },
  { "uri", "CN=a", "URI:https://www.example.org/", "www.example.org", "host-name",
    "hostname_mismatch", "only in the URI" },
  { "common-name", "CN=www.example.org", "DNS:other.example", "www.example.org", "host-name",
    "hostname_mismatch", "only in its subject" },
  { "common-name-alone", "CN=www.example.org", "", "www.example.org", "host-name", "no_san",
    "does not have" },
  { "title", "OU=www.example.org", "DNS:other.example", "www.example.org", "host-name",
    "hostname_mismatch", "is not among" },
  { "other-host", "CN=a", "DNS:other.example", "www.example.org", "host-name",
    "hostname_mismatch", "is not for the host name" },
  { "dns-address", "CN=a", "DNS:127.0.0.1", "127.0.0.1", "ip-address", "ip_mismatch",
    "as a DNS name" },
  { "long-dns-address", "CN=a", "DNS:2001:db8:0:0:0:0:0:1", "2001:db8::1", "ip-address",
    "ip_mismatch", "as a DNS name" },
  { "uri-address", "CN=a", "URI:https://[2001:db8::1]:443/", "2001:db8::1", "ip-address",
    "ip_mismatch", "in the URI" },
  { "common-address", "CN=192.0.2.1", "IP:192.0.2.2", "192.0.2.1", "ip-address", "ip_mismatch",
    "only in its subject" },
  { "email-case", "CN=a", "EMAIL:Me@example.org", "me@example.org", "email-address",
    "email_mismatch", "upper and lower case" },
  { "email-mailto", "CN=a", "URI:mailto:me@example.org", "me@example.org", "email-address",
    "email_mismatch", "in the URI" },
};

static void
test_near_miss (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *summary = NULL;
  g_autofree char *mismatch = g_strdup_printf ("“%s” is not for", misses[index].wanted);

  wlk_check_fixture_init (&fixture, 2);
  fixture.chain.recipes[1].subject = misses[index].subject;
  fixture.chain.recipes[1].san = misses[index].san;
  fixture.chain.name = misses[index].wanted;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, misses[index].step, 1, misses[index].cause);
  summary = wlk_finding_dup_summary (wlk_check_fixture_find (&fixture, misses[index].step, 1));
  g_test_message ("%s", summary);
  g_assert_nonnull (strstr (summary, misses[index].part));
  g_assert_null (strstr (summary, mismatch));
}

/* GnuTLS would convert the name, so that it is given in DER. */
static void
test_u_label (void)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_SUBJECT_ALT_NAME, FALSE, "3011820f62c3bc636865722e6578616d706c65" }, { NULL }
  };
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *summary = NULL;

  wlk_check_fixture_init (&fixture, 2);
  fixture.chain.recipes[1].san = NULL;
  fixture.chain.recipes[1].extensions = extensions;
  fixture.chain.name = "bücher.example";
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "host-name", 1, "hostname_mismatch");
  summary = wlk_finding_dup_summary (wlk_check_fixture_find (&fixture, "host-name", 1));
  g_assert_nonnull (strstr (summary, "only as “bücher.example”, with letters that are not ASCII"));
}

static void
add_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/checks/name-syntax/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_syntax);
    }
  for (guint i = 0; i < G_N_ELEMENTS (misses); i++)
    {
      g_autofree char *path = g_strconcat ("/checks/near-miss/", misses[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_near_miss);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ();
  g_test_add_func ("/checks/near-miss/u-label", test_u_label);
  g_test_add_func ("/checks/name-syntax/all-are-listed", test_all_listed);

  return g_test_run ();
}
