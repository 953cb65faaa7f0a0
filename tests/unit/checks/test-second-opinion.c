/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"

#include <string.h>

/* GnuTLS's verdict beside ours: where they agree, where they differ, and that ours stays. */

static const struct
{
  const char *name;
  const char *change;
  WlkVerdict  verdict;
  WlkOutcome  outcome; /* a note when both agree, a warning when they do not */
  const char *words;   /* in the summary */
} cases[] = {
  { "faultless", "", WLK_VERDICT_TRUSTED, WLK_OUTCOME_NOTE, "accepts" },
  { "address", "query.name=192.0.2.1; leaf.san=IP:192.0.2.1", WLK_VERDICT_TRUSTED, WLK_OUTCOME_NOTE,
    "accepts" },
  { "mailbox",
    "query.name=somebody@leaf.example; query.purpose=email; leaf.purposes=" WLK_OID_PURPOSE_EMAIL
    "; leaf.san=EMAIL:somebody@leaf.example", WLK_VERDICT_TRUSTED, WLK_OUTCOME_NOTE, "accepts" },
  { "expired", "leaf.not-after=-1", WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "years-later", "query.time=@2798761599", WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "damaged", "2.signature=bad", WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "no-ca", "2.ca=no", WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "other-host", "query.name=other.example", WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE,
    "refuses" },
  { "other-purpose", "query.purpose=client", WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "unknown-critical", "leaf." WLK_TEST_CRITICAL ("1.2.3.4.5", "0500"), WLK_VERDICT_NOT_TRUSTED,
    WLK_OUTCOME_NOTE, "refuses" },
  { "untrusted", "chain.distrusted=yes", WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_NOTE, "refuses" },
  { "expired-anchor", "query.profile=path; anchor.not-after=-1", WLK_VERDICT_TRUSTED,
    WLK_OUTCOME_WARNING, "dates of the trust anchor" },
  { "folded-name", "2.issuer=CN=ca  1", WLK_VERDICT_TRUSTED, WLK_OUTCOME_WARNING, "byte by byte" },
  { "other-key-id",
    "query.profile=path; leaf." WLK_TEST_EXTENSION (WLK_OID_AUTHORITY_KEY_IDENTIFIER,
                                                    "30068004deadbeef"),
    WLK_VERDICT_TRUSTED, WLK_OUTCOME_WARNING, "key identifiers" },
  { "sha1-under-path", "2.digest=SHA1; query.profile=path", WLK_VERDICT_TRUSTED,
    WLK_OUTCOME_WARNING, "weak algorithms" },
  { "short-key", "2.key=rsa-1024", WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_WARNING, "profile" },
  { "leaf-usage", "leaf.key-usage=cRLSign", WLK_VERDICT_NOT_TRUSTED, WLK_OUTCOME_WARNING,
    "Key Usage" },
};

static void
validate (WlkCheckFixture *fixture,
          gsize            i,
          gboolean         has_second_opinion)
{
  wlk_check_fixture_init (fixture, 4);
  fixture->chain.has_second_opinion = has_second_opinion;
  wlk_check_fixture_run_change (fixture, 3, cases[i].change);
}

static void
test_opinion (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *summary = NULL;

  validate (&fixture, i, TRUE);
  g_assert_cmpint (fixture.report->verdict, ==, cases[i].verdict);
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

  validate (&with, i, TRUE);
  validate (&without, i, FALSE);

  g_assert_cmpint (with.report->verdict, ==, without.report->verdict);
  g_assert_cmpuint (with.report->findings->len, ==, without.report->findings->len);
}

#define N_ROUNDS 40 /* of each thread; enough for the two to overlap many times */

static gpointer
validate_many_times (gpointer data)
{
  gboolean is_late = GPOINTER_TO_INT (data);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_auto(WlkCheckFixture) fixture = { 0 };
      g_autofree char *summary = NULL;

      wlk_check_fixture_init (&fixture, 2);
      fixture.chain.has_second_opinion = TRUE;
      if (is_late)
        wlk_test_chain_change (&fixture.chain, 1, "query.time=@2798761599");
      wlk_check_fixture_run (&fixture);
      summary = wlk_finding_dup_summary (wlk_check_fixture_find (&fixture, "second-opinion",
                                                                 WLK_WHOLE_PATH));
      g_assert_nonnull (strstr (summary, is_late ? "refuses" : "accepts"));
    }

  return NULL;
}

/* Two threads that validate at different times do not disturb each other. */
static void
test_threads_have_their_own_time (void)
{
  GThread *early = g_thread_new ("early", validate_many_times, GINT_TO_POINTER (FALSE));
  GThread *late = g_thread_new ("late", validate_many_times, GINT_TO_POINTER (TRUE));

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
