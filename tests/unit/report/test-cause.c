/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-cause.h"

#include <string.h>

#define N_THREADS 4

static void
test_advice (void)
{
  g_autofree const char **ids = wlk_cause_get_ids ();

  g_assert_nonnull (ids[0]);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *advice = wlk_cause_get_advice (ids[i]);

      g_assert_nonnull (advice);
      g_assert_true (g_str_has_suffix (advice, "."));
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (ids[i], !=, ids[j]);
    }
}

static void
test_unknown (void)
{
  guint n_programs = 1;

  g_assert_null (wlk_cause_get_advice ("no-such-cause"));
  g_assert_null (wlk_cause_dup_other_programs ("signature", "no-such-cause", &n_programs));
  g_assert_cmpuint (n_programs, ==, 0);
}

static void
test_words (void)
{
  guint n_programs;
  g_autofree WlkOtherProgram *programs = wlk_cause_dup_other_programs ("validity-not-after",
                                                                       "expired_leaf", &n_programs);

  g_assert_cmpuint (n_programs, >=, 12);
  g_assert_cmpstr (programs[0].program, ==, "OpenSSL");
  g_assert_cmpstr (programs[0].words, ==,
                   "X509_V_ERR_CERT_HAS_EXPIRED (10): certificate has expired");
}

/* What is not known of a program is left out, so nothing empty is ever shown. */
static void
test_no_empty_words (void)
{
  g_autofree const char **ids = wlk_cause_get_ids ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      guint n_programs;
      g_autofree WlkOtherProgram *programs = wlk_cause_dup_other_programs ("", ids[i], &n_programs);

      for (guint j = 0; j < n_programs; j++)
        {
          g_assert_nonnull (programs[j].words);
          g_assert_cmpstr (programs[j].words, !=, "");
          g_assert_cmpstr (programs[j].words, !=, "null");
          g_assert_false (g_str_has_prefix (programs[j].words, "as ")); /* a note to ourselves */
          g_assert_null (strstr (programs[j].words, " lab "));
        }
    }
}

static void
test_shared_words (void)
{
  guint n_own;
  guint n_shared;
  g_autofree WlkOtherProgram *own =
    wlk_cause_dup_other_programs ("", "missing_intermediate", &n_own);
  g_autofree WlkOtherProgram *shared =
    wlk_cause_dup_other_programs ("", "issuer_unknown", &n_shared);

  g_assert_cmpuint (n_own, >, 0);
  g_assert_cmpuint (n_own, ==, n_shared);
  g_assert_true (own[0].words == shared[0].words);
}

/* Programs that reject a server without RFC 5746. */
static void
test_renegotiation_words (void)
{
  static const char * const names[] = { "OpenSSL", "curl", "Python", "Node.js" };
  guint n_programs;
  g_autofree WlkOtherProgram *programs =
    wlk_cause_dup_other_programs ("secure-renegotiation", "legacy_renegotiation", &n_programs);

  g_assert_cmpuint (n_programs, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < n_programs; i++)
    g_assert_cmpstr (programs[i].program, ==, names[i]);
  g_assert_true (wlk_cause_is_refused ("secure-renegotiation", "legacy_renegotiation"));
}

static void
test_refused (void)
{
  g_assert_true (wlk_cause_is_refused ("validity-not-after", "expired_root"));
  g_assert_false (wlk_cause_is_refused ("validity-not-after", "no-such-cause"));
  g_assert_false (wlk_cause_is_refused ("common-name", "encoding_rule"));
}

static gpointer
look_up (gpointer data)
{
  guint n_programs;
  g_autofree WlkOtherProgram *programs = wlk_cause_dup_other_programs ("", data, &n_programs);

  return (gpointer) programs[0].words;
}

static void
test_threads (void)
{
  static char cause[] = "bad_signature";
  GThread *threads[N_THREADS];
  gpointer words[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("look-up", look_up, cause);
  for (guint i = 0; i < N_THREADS; i++)
    words[i] = g_thread_join (threads[i]);
  for (guint i = 0; i < N_THREADS; i++)
    g_assert_true (words[i] == look_up (cause));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/report/cause/threads-share-the-words", test_threads);
  g_test_add_func ("/report/cause/refusal-is-known", test_refused);
  g_test_add_func ("/report/cause/legacy-renegotiation-names-programs", test_renegotiation_words);
  g_test_add_func ("/report/cause/each-has-advice", test_advice);
  g_test_add_func ("/report/cause/unknown-has-nothing", test_unknown);
  g_test_add_func ("/report/cause/words-are-those-of-programs", test_words);
  g_test_add_func ("/report/cause/words-are-never-empty", test_no_empty_words);
  g_test_add_func ("/report/cause/words-may-be-those-of-another", test_shared_words);

  return g_test_run ();
}
