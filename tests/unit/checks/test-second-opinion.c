/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"

#include <string.h>

/* GnuTLS's verdict beside ours: where they agree, where they differ, and that ours stays. */

typedef void (*ChangeFunc) (WlkCheckFixture *fixture);

static const WlkTestExtension unknown_critical[] = {
  { "1.2.3.4.5", TRUE, "0500" }, { NULL }
};

static void
change_nothing (WlkCheckFixture *fixture)
{
}

static void
expire_leaf (WlkCheckFixture *fixture)
{
  fixture->recipes[3].not_after = WLK_TEST_TIME - 1;
}

static void
judge_years_later (WlkCheckFixture *fixture)
{
  fixture->time = WLK_TEST_NOT_AFTER + G_GINT64_CONSTANT (1000000000);
}

static void
damage_ca (WlkCheckFixture *fixture)
{
  fixture->recipes[2].has_bad_signature = TRUE;
}

static void
deny_ca (WlkCheckFixture *fixture)
{
  fixture->recipes[2].is_ca = FALSE;
}

static void
ask_other_host (WlkCheckFixture *fixture)
{
  fixture->name = "other.example";
}

static void
ask_address (WlkCheckFixture *fixture)
{
  fixture->name = "192.0.2.1";
  fixture->recipes[3].san = "IP:192.0.2.1";
}

static void
ask_mailbox (WlkCheckFixture *fixture)
{
  fixture->name = "somebody@leaf.example";
  fixture->purpose = WLK_PURPOSE_EMAIL;
  fixture->recipes[3].purposes = WLK_OID_PURPOSE_EMAIL;
  fixture->recipes[3].san = "EMAIL:somebody@leaf.example";
}

static void
ask_client (WlkCheckFixture *fixture)
{
  fixture->purpose = WLK_PURPOSE_CLIENT;
}

static void
add_unknown_critical (WlkCheckFixture *fixture)
{
  fixture->recipes[3].extensions = unknown_critical;
}

static void
expire_anchor (WlkCheckFixture *fixture)
{
  fixture->profile = WLK_PROFILE_PATH;
  fixture->recipes[0].not_after = WLK_TEST_TIME - 1;
}

static void
fold_issuer_name (WlkCheckFixture *fixture)
{
  fixture->recipes[2].issuer = "CN=ca  1";
}

static void
use_sha1_under_path (WlkCheckFixture *fixture)
{
  fixture->recipes[2].digest = "SHA1";
  fixture->profile = WLK_PROFILE_PATH;
}

static void
use_short_key (WlkCheckFixture *fixture)
{
  fixture->recipes[2].key = WLK_TEST_KEY_RSA_1024;
}

static void
limit_leaf_usage (WlkCheckFixture *fixture)
{
  fixture->recipes[3].key_usage = WLK_KEY_USAGE_CRL_SIGN;
}

static void
distrust (WlkCheckFixture *fixture)
{
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Other Root", WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) root = wlk_test_issue (&other, NULL);

  fixture->has_anchor = FALSE;
  fixture->trust = wlk_test_trust (root);
}

static const struct
{
  const char *name;
  ChangeFunc  change;
  WlkVerdict  verdict;
  WlkOutcome  outcome; /* a note when both agree, a warning when they do not */
  const char *words;   /* in the summary */
} cases[] = {
  { "faultless", change_nothing, WLK_VERDICT_TRUSTED, WLK_OUTCOME_NOTE, "accepts" },
  { "address", ask_address, WLK_VERDICT_TRUSTED, WLK_OUTCOME_NOTE, "accepts" },
  { "mailbox", ask_mailbox, WLK_VERDICT_TRUSTED, WLK_OUTCOME_NOTE, "accepts" },
  { "expired", expire_leaf, WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "years-later", judge_years_later, WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "damaged", damage_ca, WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "no-ca", deny_ca, WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "other-host", ask_other_host, WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "other-purpose", ask_client, WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "unknown-critical", add_unknown_critical, WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE,
    "refuses" },
  { "untrusted", distrust, WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "expired-anchor", expire_anchor, WLK_VERDICT_TRUSTED, WLK_OUTCOME_WARNING,
    "dates of the trust anchor" },
  { "folded-name", fold_issuer_name, WLK_VERDICT_TRUSTED, WLK_OUTCOME_WARNING, "byte by byte" },
  { "sha1-under-path", use_sha1_under_path, WLK_VERDICT_TRUSTED, WLK_OUTCOME_WARNING,
    "weak algorithms" },
  { "short-key", use_short_key, WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_WARNING, "profile" },
  { "leaf-usage", limit_leaf_usage, WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_WARNING, "Key Usage" },
};

static void
judge (WlkCheckFixture *fixture,
       gsize            i,
       gboolean         has_second_opinion)
{
  wlk_check_fixture_init (fixture, 4);
  fixture->has_second_opinion = has_second_opinion;
  cases[i].change (fixture);
  wlk_check_fixture_judge (fixture);
}

static void
test_opinion (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *summary = NULL;

  judge (&fixture, i, TRUE);
  g_assert_cmpint (wlk_report_get_verdict (fixture.report), ==, cases[i].verdict);
  summary = wlk_finding_dup_summary (wlk_check_fixture_find (&fixture, "second-opinion",
                                                             WLK_WHOLE_PATH));
  wlk_check_fixture_assert_outcome (&fixture, "second-opinion", WLK_WHOLE_PATH, cases[i].outcome);
  if (strstr (summary, cases[i].words) == NULL)
    g_error ("“%s” does not say “%s”", summary, cases[i].words);
}

static void
test_verdict_is_the_same_without (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto(WlkCheckFixture) with = { 0 };
  g_auto(WlkCheckFixture) without = { 0 };

  judge (&with, i, TRUE);
  judge (&without, i, FALSE);

  g_assert_cmpint (wlk_report_get_verdict (with.report), ==,
                   wlk_report_get_verdict (without.report));
  g_assert_cmpuint (wlk_report_get_n_findings (with.report), ==,
                    wlk_report_get_n_findings (without.report));
}

#define N_ROUNDS 40 /* of each thread; enough for the two to overlap many times */

static gpointer
judge_many_times (gpointer data)
{
  gboolean is_late = GPOINTER_TO_INT (data);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_auto(WlkCheckFixture) fixture = { 0 };
      g_autofree char *summary = NULL;

      wlk_check_fixture_init (&fixture, 2);
      fixture.has_second_opinion = TRUE;
      if (is_late)
        judge_years_later (&fixture);
      wlk_check_fixture_judge (&fixture);
      summary = wlk_finding_dup_summary (wlk_check_fixture_find (&fixture, "second-opinion",
                                                                 WLK_WHOLE_PATH));
      g_assert_nonnull (strstr (summary, is_late ? "refuses" : "accepts"));
    }

  return NULL;
}

/* Two threads that judge at different times do not disturb each other. */
static void
test_threads_have_their_own_time (void)
{
  GThread *early = g_thread_new ("early", judge_many_times, GINT_TO_POINTER (FALSE));
  GThread *late = g_thread_new ("late", judge_many_times, GINT_TO_POINTER (TRUE));

  g_assert_null (g_thread_join (early));
  g_assert_null (g_thread_join (late));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *opinion =
        g_strdup_printf ("/checks/second-opinion/%s-%s", cases[i].name,
                         cases[i].outcome == WLK_OUTCOME_NOTE ? "agrees" : "differs");
      g_autofree char *without =
        g_strdup_printf ("/checks/second-opinion/%s-keeps-verdict", cases[i].name);

      g_test_add_data_func (opinion, GSIZE_TO_POINTER (i), test_opinion);
      g_test_add_data_func (without, GSIZE_TO_POINTER (i), test_verdict_is_the_same_without);
    }
  g_test_add_func ("/checks/second-opinion/threads-have-their-own-time",
                   test_threads_have_their_own_time);

  return g_test_run ();
}
