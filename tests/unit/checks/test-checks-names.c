/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"

#include <string.h>

/* Name constraints on a path of four: which name breaks whose constraint. */

#define LEAF 3

typedef struct
{
  const char *path;
  const char *permitted; /* nullable; at certificate 1 */
  const char *narrower;  /* nullable; permitted at certificate 2 */
  const char *excluded;  /* nullable; at certificate 1 */
  const char *san;
  const char *step;      /* that fails at the leaf; NULL when the path is trusted */
  const char *cause;
} Case;

#define NOT_PERMITTED  "name-permitted", "name_constraint_permitted"
#define EXCLUDED       "name-not-excluded", "name_constraint_excluded"

static const Case cases[] = {
  { "permitted-passes", "DNS:leaf.example", NULL, NULL, "DNS:leaf.example", NULL, NULL },
  { "other-fails", "DNS:other.example", NULL, NULL, "DNS:leaf.example", NOT_PERMITTED },
  { "second-name-fails", "DNS:leaf.example", NULL, NULL, "DNS:leaf.example DNS:b.example",
    NOT_PERMITTED },
  { "one-of-two-subtrees-passes", "DNS:b.example DNS:leaf.example", NULL, NULL,
    "DNS:leaf.example", NULL, NULL },
  { "other-form-passes", "EMAIL:a.example", NULL, NULL, "DNS:leaf.example", NULL, NULL },
  { "narrower-passes", "DNS:example", "DNS:leaf.example", NULL, "DNS:leaf.example", NULL, NULL },
  { "wider-below-fails", "DNS:b.example", "DNS:example", NULL, "DNS:leaf.example",
    NOT_PERMITTED },
  { "narrower-fails", "DNS:example", "DNS:b.example", NULL, "DNS:leaf.example", NOT_PERMITTED },
  { "excluded-fails", NULL, NULL, "DNS:leaf.example", "DNS:leaf.example", EXCLUDED },
  { "excluded-wins", "DNS:example", NULL, "DNS:leaf.example", "DNS:leaf.example", EXCLUDED },
  { "excluded-beside-passes", "DNS:example", NULL, "DNS:b.example", "DNS:leaf.example", NULL,
    NULL },
  { "wildcard-within-passes", "DNS:example", NULL, NULL, "DNS:leaf.example DNS:*.b.example", NULL,
    NULL },
  { "wildcard-for-one-permitted-fails", "DNS:leaf.example DNS:a.b.example", NULL, NULL,
    "DNS:leaf.example DNS:*.b.example", NOT_PERMITTED },
  { "wildcard-for-one-excluded-fails", NULL, NULL, "DNS:a.b.example",
    "DNS:leaf.example DNS:*.b.example", EXCLUDED },
  { "wildcard-of-other-depth-passes", NULL, NULL, "DNS:x.a.b.example",
    "DNS:leaf.example DNS:*.b.example", NULL, NULL },
  { "address-in-network-passes", "IP:C0000200FFFFFF00", NULL, NULL,
    "DNS:leaf.example IP:192.0.2.255", NULL, NULL },
  { "address-after-network-fails", "IP:C0000200FFFFFF00", NULL, NULL,
    "DNS:leaf.example IP:192.0.3.0", NOT_PERMITTED },
  { "ipv6-under-ipv4-fails", "IP:C0000200FFFFFF00", NULL, NULL,
    "DNS:leaf.example IP:2001:db8::1", NOT_PERMITTED },
  { "mailbox-on-host-passes", "EMAIL:a.example", NULL, NULL,
    "DNS:leaf.example EMAIL:me@a.example", NULL, NULL },
  { "mailbox-elsewhere-fails", "EMAIL:a.example", NULL, NULL,
    "DNS:leaf.example EMAIL:me@b.example", NOT_PERMITTED },
  { "uri-excluded-fails", NULL, NULL, "URI:.a.example",
    "DNS:leaf.example URI:https://b.a.example/", EXCLUDED },
  { "uri-without-host-fails", "URI:a.example", NULL, NULL, "DNS:leaf.example URI:urn:a",
    "name-permitted", "name_not_comparable" },
  { "uri-without-host-fails-excluded", NULL, NULL, "URI:a.example", "DNS:leaf.example URI:urn:a",
    "name-not-excluded", "name_not_comparable" },
  { "unknown-form-without-name-passes", "RID:2A03", NULL, NULL, "DNS:leaf.example", NULL, NULL },
};

static const guint8 tags[] = { 0x82, 0x81, 0x86, 0x87, 0x88 };
static const char *prefixes[] = { "DNS:", "EMAIL:", "URI:", "IP:", "RID:" };

static void
append_element (GString    *hex,
                guint       tag,
                const char *content)
{
  gsize length = strlen (content) / 2;

  g_assert_cmpuint (length, <, 128);
  g_string_append_printf (hex, "%02x%02x%s", tag, (guint) length, content);
}

static void
append_subtree (GString    *hex,
                const char *word)
{
  g_autoptr(GString) name = g_string_new (NULL);
  g_autoptr(GString) content = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (word, prefixes[i]))
      {
        const char *text = word + strlen (prefixes[i]);

        if (tags[i] >= 0x87)
          g_string_append (content, text);
        else
          for (; *text != '\0'; text++)
            g_string_append_printf (content, "%02x", (guint8) *text);
        append_element (name, tags[i], content->str);
      }

  g_assert_cmpuint (name->len, >, 0);
  append_element (hex, 0x30, name->str);
}

static void
append_list (GString    *hex,
             guint       tag,
             const char *words)
{
  g_autoptr(GString) list = g_string_new (NULL);
  g_auto(GStrv) subtrees = words != NULL ? g_strsplit (words, " ", -1) : NULL;

  if (words == NULL)
    return;
  for (guint i = 0; subtrees[i] != NULL; i++)
    append_subtree (list, subtrees[i]);
  append_element (hex, tag, list->str);
}

static char *
dup_constraints (const char *permitted,
                 const char *excluded)
{
  g_autoptr(GString) lists = g_string_new (NULL);
  g_autoptr(GString) hex = g_string_new (NULL);

  append_list (lists, 0xA0, permitted);
  append_list (lists, 0xA1, excluded);
  append_element (hex, 0x30, lists->str);

  return g_string_free (g_steal_pointer (&hex), FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *upper = dup_constraints (row->permitted, row->excluded);
  g_autofree char *lower = dup_constraints (row->narrower, NULL);
  const WlkTestExtension upper_extensions[] = {
    { WLK_OID_NAME_CONSTRAINTS, TRUE, upper }, { NULL }
  };
  const WlkTestExtension lower_extensions[] = {
    { WLK_OID_NAME_CONSTRAINTS, TRUE, lower }, { NULL }
  };

  wlk_check_fixture_init (&fixture, LEAF + 1);
  fixture.chain.profile = WLK_PROFILE_PATH;
  fixture.chain.recipes[1].extensions = upper_extensions;
  if (row->narrower != NULL)
    fixture.chain.recipes[2].extensions = lower_extensions;
  fixture.chain.recipes[LEAF].san = row->san;
  wlk_check_fixture_run (&fixture);

  if (row->step != NULL)
    wlk_check_fixture_assert_decisive (&fixture, row->step, LEAF, row->cause);
  else
    wlk_check_fixture_assert_trusted (&fixture);
}

/* The evidence of a broken constraint: the name, the subtree that decided, and whose it is. */
static void
test_evidence (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *hex = dup_constraints ("DNS:a.example DNS:b.example", NULL);
  const WlkTestExtension extensions[] = { { WLK_OID_NAME_CONSTRAINTS, TRUE, hex }, { NULL } };
  g_autofree char *name = NULL;
  g_autofree char *bases = NULL;
  g_autofree char *imposing = NULL;
  const WlkEvidence *evidence;
  guint n_evidence;

  wlk_check_fixture_init (&fixture, LEAF + 1);
  fixture.chain.recipes[1].extensions = extensions;
  wlk_check_fixture_run (&fixture);

  evidence = wlk_finding_get_evidence (wlk_report_get_decisive (fixture.report), &n_evidence);
  g_assert_cmpuint (n_evidence, ==, 3);
  name = wlk_evidence_dup_value (&evidence[0]);
  bases = wlk_evidence_dup_value (&evidence[1]);
  imposing = wlk_evidence_dup_value (&evidence[2]);
  g_assert_cmpstr (name, ==, "leaf.example");
  g_assert_cmpstr (bases, ==, "a.example, b.example");
  g_assert_cmpstr (imposing, ==, wlk_certificate_get_title (fixture.chain.certificates->pdata[1]));
  g_assert_cmpuint (evidence[0].span.length, >, 0);
}

static void
validate_leading_period (WlkCheckFixture *fixture,
                         WlkProfile       profile)
{
  g_autofree char *hex = dup_constraints ("DNS:.example", NULL);
  const WlkTestExtension extensions[] = { { WLK_OID_NAME_CONSTRAINTS, TRUE, hex }, { NULL } };

  wlk_check_fixture_init (fixture, LEAF + 1);
  fixture->chain.profile = profile;
  fixture->chain.recipes[2].extensions = extensions;
  wlk_check_fixture_run (fixture);
}

static void
test_leading_period_of_path (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  validate_leading_period (&fixture, WLK_PROFILE_PATH);

  wlk_check_fixture_assert_trusted (&fixture);
}

static void
test_leading_period_of_strict (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  validate_leading_period (&fixture, WLK_PROFILE_STRICT);

  wlk_check_fixture_assert_decisive (&fixture, "name-constraints-update", 2,
                                     "extension_malformed");
}

/* Without a subject alternative name, the email address of the subject counts. */
static void
test_email_of_subject (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *hex = dup_constraints ("EMAIL:a.example", NULL);
  const WlkTestExtension extensions[] = { { WLK_OID_NAME_CONSTRAINTS, TRUE, hex }, { NULL } };

  wlk_check_fixture_init (&fixture, LEAF + 1);
  fixture.chain.name = NULL;
  fixture.chain.recipes[1].extensions = extensions;
  fixture.chain.recipes[LEAF].subject = "EMAIL=me@b.example,CN=leaf";
  fixture.chain.recipes[LEAF].san = NULL;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "name-permitted", LEAF,
                                     "name_constraint_permitted");
}

/* The subject is compared as well, and does not become an alternative name by it. */
static void
test_names_stay (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autoptr(GPtrArray) names = NULL;
  g_autofree char *hex = dup_constraints ("DNS:leaf.example", NULL);
  const WlkTestExtension extensions[] = { { WLK_OID_NAME_CONSTRAINTS, TRUE, hex }, { NULL } };

  wlk_check_fixture_init (&fixture, LEAF + 1);
  fixture.chain.recipes[1].extensions = extensions;
  fixture.chain.recipes[LEAF].san = "DNS:leaf.example";
  wlk_check_fixture_run (&fixture);

  wlk_extensions_read_list (fixture.chain.certificates->pdata[LEAF], WLK_OID_SUBJECT_ALT_NAME,
                            &names, NULL);
  g_assert_cmpuint (names->len, ==, 1);
}

/* More comparisons than the budget has: not known, and so not trusted. */
static void
test_budget (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autoptr(GString) san = g_string_new ("DNS:leaf.example");
  g_autoptr(GString) list = g_string_new (NULL);
  g_autoptr(GString) hex = g_string_new (NULL);
  WlkTestExtension extensions[] = { { WLK_OID_NAME_CONSTRAINTS, TRUE, NULL }, { NULL } };

  for (guint i = 0; i < 600; i++)
    {
      g_string_append_printf (san, " DNS:n%u.example", i);
      g_string_append_printf (list, "3008820678%02x%02x%02x2e61", 'a' + i / 256, 'a' + i / 16 % 16,
                              'a' + i % 16);
    }
  g_string_append_printf (hex, "3082%04xa182%04x%s", 6004, 6000, list->str);
  extensions[0].hex = hex->str;

  wlk_check_fixture_init (&fixture, LEAF + 1);
  fixture.chain.profile = WLK_PROFILE_PATH;
  fixture.chain.recipes[1].extensions = extensions;
  fixture.chain.recipes[LEAF].san = san->str;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "name-not-excluded", LEAF, "budget");
  g_assert_cmpint (fixture.report->verdict, ==, WLK_VERDICT_UNDETERMINED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checks/names/%s", cases[i].path);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/checks/names/evidence", test_evidence);
  g_test_add_func ("/checks/names/leading-period-under-path-passes", test_leading_period_of_path);
  g_test_add_func ("/checks/names/leading-period-under-strict-fails",
                   test_leading_period_of_strict);
  g_test_add_func ("/checks/names/email-of-subject-fails", test_email_of_subject);
  g_test_add_func ("/checks/names/alternative-names-stay", test_names_stay);
  g_test_add_func ("/checks/names/budget-unknown", test_budget);

  return g_test_run ();
}
