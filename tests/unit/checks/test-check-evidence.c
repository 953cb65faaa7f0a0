/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-time.h"
#include "wlk-check-fixture.h"

/* What a report says beyond its outcomes: how an anchor is validated, what the evidence holds, and
 * that no sentence has a gap. */

#define LEAF 4

/* RFC 5280 §6 does not look at the dates of an anchor, so without more rules than those they alone
 * never refuse a path. */
static void
test_expired_anchor_trusted (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, 5);
  fixture.chain.profile = WLK_PROFILE_PATH;
  fixture.chain.recipes[0].not_after = WLK_TEST_TIME - 1;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_trusted (&fixture);
  g_assert_cmpstr (wlk_check_fixture_find (&fixture, "validity-not-after", 0)->record->cause, ==,
                   "expired_root");
}

/* An end entity that is itself trusted is validated as an end entity. */
static void
test_expired_trusted_leaf_refused (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, 2);
  fixture.chain.recipes[0] = fixture.chain.recipes[1];
  fixture.chain.length = 1;
  fixture.chain.recipes[0].not_after = WLK_TEST_TIME - 1;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "validity-not-after", 0, "expired_leaf");
}

static void
test_trusted_leaf_for_other_purpose_refused (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, 2);
  fixture.chain.recipes[0] = fixture.chain.recipes[1];
  fixture.chain.length = 1;
  fixture.chain.purpose = WLK_PURPOSE_CLIENT;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "extended-key-usage", 0, "eku_leaf");
}

/* The evidence of a step: its values point into the certificate. */
static void
test_expiry_has_date_and_span (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  const WlkEvidence *evidence;
  WlkSpan span;
  guint n_evidence;

  wlk_check_fixture_init (&fixture, 5);
  fixture.chain.time = WLK_TEST_NOT_AFTER + 60;
  wlk_check_fixture_run (&fixture);

  evidence = wlk_finding_get_evidence (wlk_check_fixture_find (&fixture, "validity-not-after",
                                                               LEAF), &n_evidence);
  span = wlk_certificate_get_span (fixture.chain.certificates->pdata[LEAF],
                                   WLK_CERTIFICATE_NOT_AFTER);
  g_assert_cmpuint (n_evidence, ==, 3);
  g_assert_cmpint (evidence[0].value.number, ==, WLK_TEST_NOT_AFTER);
  g_assert_cmpuint (evidence[0].span.offset, ==, span.offset);
  g_assert_cmpint (evidence[1].value.number, ==, fixture.chain.time);
  g_assert_cmpint (evidence[2].value.number, ==, 60);
}

static const struct
{
  gint64      time;
  gint64      clock;
  const char *summary;
} tenses[] = {
  { WLK_TEST_NOT_AFTER + 300, 0, "“leaf.example” expired 5 minutes ago." },
  { WLK_TEST_NOT_AFTER + 300, WLK_TEST_NOT_AFTER,
    "“leaf.example” expired on {1}, 5 minutes before the time of this check." },
  { WLK_TEST_NOT_AFTER + 300, WLK_TEST_NOT_AFTER - 1,
    "“leaf.example” expires on {1}, 5 minutes before the time of this check." },
};

/* An expiry between the present and the time of the check is still to come. */
static void
test_expiry_has_tense (void)
{
  g_autofree char *date = wlk_time_format (WLK_TEST_NOT_AFTER);

  for (guint i = 0; i < G_N_ELEMENTS (tenses); i++)
    {
      g_auto(WlkCheckFixture) fixture = { 0 };
      g_autofree char *summary = NULL;
      g_auto(GStrv) parts = g_strsplit (tenses[i].summary, "{1}", -1);
      g_autofree char *expected = g_strjoinv (date, parts);

      wlk_check_fixture_init (&fixture, 2);
      fixture.chain.recipes[0].not_after = WLK_TEST_NOT_AFTER + 1000;
      fixture.chain.time = tenses[i].time;
      fixture.chain.clock = tenses[i].clock;
      wlk_check_fixture_run (&fixture);

      summary = wlk_finding_dup_summary (wlk_check_fixture_find (&fixture, "validity-not-after",
                                                                 1));
      g_assert_cmpstr (summary, ==, expected);
    }
}

/* A date without seconds is shown as it is in the certificate. */
static void
test_malformed_date_shown (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  const WlkEvidence *evidence;
  guint n_evidence;

  wlk_check_fixture_init (&fixture, 2);
  wlk_check_fixture_run_change (&fixture, 1,
                                "der.validity=301a170b323630313031303030305a"
                                "170b323630313031303030305a");

  wlk_check_fixture_assert_decisive (&fixture, "validity-not-before", 1, "date_malformed");
  evidence = wlk_finding_get_evidence (wlk_check_fixture_find (&fixture, "validity-not-before", 1),
                                       &n_evidence);
  g_assert_cmpuint (n_evidence, ==, 2);
  g_assert_cmpstr (evidence[0].value.text, ==, "2601010000Z");
  g_assert_cmpstr (evidence[0].expected.text, ==, "YYMMDDhhmmssZ");
  g_assert_cmpuint (evidence[0].span.length, >, 0);
}

static void
test_host_name_compares_labels (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };
  const WlkEvidence *evidence;
  guint n_evidence;

  wlk_check_fixture_init (&fixture, 3);
  fixture.chain.recipes[2].san = "DNS:other.test DNS:www.leaf.example";
  fixture.chain.name = "mail.leaf.example";
  wlk_check_fixture_run (&fixture);

  evidence = wlk_finding_get_evidence (wlk_check_fixture_find (&fixture, "host-name", 2),
                                       &n_evidence);
  g_assert_cmpuint (n_evidence, ==, 6);
  g_assert_cmpstr (evidence[1].value.text, ==, "www");
  g_assert_cmpstr (evidence[1].expected.text, ==, "mail");
  g_assert_cmpstr (evidence[2].value.text, ==, "leaf");
  g_assert_cmpstr (evidence[2].expected.text, ==, "leaf");
  g_assert_cmpstr (evidence[4].value.text, ==, "other.test");
  g_assert_cmpstr (evidence[5].value.text, ==, "www.leaf.example");
}

static void
test_many_names_fit (void)
{
  g_autoptr(GString) names = g_string_new ("DNS:a0.b.c.d.e.f.example");
  g_auto(WlkCheckFixture) fixture = { 0 };
  const WlkEvidence *evidence;
  guint n_evidence;

  for (guint i = 1; i < 100; i++)
    g_string_append_printf (names, " DNS:a%u.b.c.d.e.f.example", i);
  wlk_check_fixture_init (&fixture, 2);
  fixture.chain.recipes[1].subject = "CN=Leaf";
  fixture.chain.recipes[1].san = names->str;
  wlk_check_fixture_run (&fixture);

  evidence = wlk_finding_get_evidence (wlk_check_fixture_find (&fixture, "host-name", 1),
                                       &n_evidence);
  g_assert_cmpuint (n_evidence, ==, WLK_MAX_EVIDENCE);
  g_assert_cmpint (evidence[n_evidence - 1].value.number, ==, 94);
}

/* Every finding of a path, good or bad, has a summary without a gap in it. */
static void
test_all_summaries_complete (void)
{
  g_auto(WlkCheckFixture) fixture = { 0 };

  wlk_check_fixture_init (&fixture, 5);
  fixture.chain.has_second_opinion = TRUE;
  wlk_check_fixture_run (&fixture);

  for (guint i = 0; i < fixture.report->findings->len; i++)
    {
      WlkFinding *finding = wlk_report_get_finding (fixture.report, i);
      g_autofree char *summary = wlk_finding_dup_summary (finding);

      g_test_message ("%s at %d: %s", finding->record->step->name,
                      finding->record->position, summary);
      g_assert_null (g_strrstr (summary, "{"));
      g_assert_null (g_strrstr (summary, "“”"));
      g_assert_true (g_str_has_suffix (summary, "."));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/checks/anchor/expired-trusted", test_expired_anchor_trusted);
  g_test_add_func ("/checks/anchor/expired-leaf-refused", test_expired_trusted_leaf_refused);
  g_test_add_func ("/checks/anchor/leaf-for-other-purpose-refused",
                   test_trusted_leaf_for_other_purpose_refused);
  g_test_add_func ("/checks/evidence/expiry-has-date-and-span", test_expiry_has_date_and_span);
  g_test_add_func ("/checks/evidence/expiry-has-tense", test_expiry_has_tense);
  g_test_add_func ("/checks/evidence/malformed-date-is-shown", test_malformed_date_shown);
  g_test_add_func ("/checks/evidence/host-name-compares-labels", test_host_name_compares_labels);
  g_test_add_func ("/checks/evidence/many-names-fit", test_many_names_fit);
  g_test_add_func ("/checks/summary/all-complete", test_all_summaries_complete);

  return g_test_run ();
}
