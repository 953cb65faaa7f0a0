/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-case.h"

#include "report/wlk-step.h"

/*
 * The project's own chains: each comes to the verdict, the decisive finding and all the others
 * that make-chains wrote from the standards, and every step of the table fails at least twice.
 */

#define MIN_FAILURES 2 /* of each step */

/* What no file can make fail, and why. */
static const struct
{
  const char *step;
  const char *reason;
} never_decisive[] = {
  { "host-a-label", "the network's; see tests/net" },
  { "proxy", "the network's; see tests/net" },
  { "resolve", "the network's; see tests/net" },
  { "connect", "the network's; see tests/net" },
  { "starttls", "the network's; see tests/net" },
  { "client-hello", "the network's; see tests/net" },
  { "server-hello", "the network's; see tests/net" },
  { "certificates-received", "the network's; see tests/net" },
  { "certificate-request", "the network's; see tests/net" },
  { "client-certificate-fits", "the network's; see tests/net" },
  { "client-certificate", "the network's; see tests/net" },
  { "handshake-finished", "the network's; see tests/net" },
  { "first-answer", "the network's; see tests/net" },
  { "staple-received", "the network's; see tests/net" },
  { "issuer-fetch", "the network's; see tests/fetch" },
  { "issuer-sent", "a warning at the worst; see tests/fetch" },
  { "ocsp-fetch", "the network's; see tests/fetch" },
  { "crl-fetch", "the network's; see tests/fetch" },
  { "protocol-version", "a warning at the worst; see tests/net" },
  { "cipher-strength", "a warning at the worst; see tests/net" },
  { "secure-renegotiation", "a warning at the worst; see tests/net" },
  { "timestamps-received", "a warning at the worst; see tests/net" },
  { "staple-good", "only where a server staples; see test-inspector-connection.c" },
  { "issuer-fetch", "a warning at the worst; see tests/fetch" },
  { "issuer-sent", "a warning at the worst; see tests/fetch" },
  { "ocsp-fetch", "a warning at the worst; see tests/fetch" },
  { "crl-fetch", "a warning at the worst; see tests/fetch" },
  { "certificate-readable", "unknown at the worst; see test-inspector.c" },
  { "search-complete", "needs more paths than a folder should hold; see test-path-limits.c" },
  { "chain-order", "a warning at the worst" },
  { "chain-duplicates", "a warning at the worst" },
  { "chain-root-unneeded", "a note at the worst" },
  { "chain-unused", "a warning at the worst" },
  { "chain-twins", "a warning at the worst: some programs find the other path" },
  { "no-loop", "the search builds no path with a loop; see test-checks.c" },
  { "issuer-name", "the search takes no CA of another name as the issuer; see test-checks.c" },
  { "path-length-limit", "a note at the worst" },
  { "second-opinion", "never changes the verdict" },
};

static GHashTable *n_failures; /* (element-type utf8 guint): how often a step was decisive */

static void
count_failure (const char *step)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (n_failures, step));

  g_hash_table_insert (n_failures, (gpointer) step, GUINT_TO_POINTER (n + 1));
}

static void
test_case (gconstpointer data)
{
  g_autoptr(ChainCase) chain = chain_case_load (data);
  g_autoptr(WlkTrustStore) trust = chain_case_create_trust (chain);
  g_autoptr(WlkInspection) inspection = chain_case_inspect (chain, chain->received, trust);
  WlkReport *report = wlk_inspection_get_report (inspection, 0);
  WlkFinding *decisive = wlk_report_get_decisive (report);
  g_autofree char *found = chain_case_describe_report (report);

  if (decisive != NULL)
    count_failure (decisive->record->step->name);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, report->verdict);
  g_assert_cmpstr (found, ==, chain->expected);
}

static const char *
find_reason (const char *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (never_decisive); i++)
    if (g_str_equal (never_decisive[i].step, step))
      return never_decisive[i].reason;

  return NULL;
}

/* Comes last, when all cases were run. */
static void
test_every_step_fails (void)
{
  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    {
      const char *step = wlk_step_get (id)->name;
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (n_failures, step));

      if (n < MIN_FAILURES && find_reason (step) == NULL)
        g_test_message ("“%s” is decisive %u times", step, n);
      g_assert_true (n >= MIN_FAILURES || find_reason (step) != NULL);
      g_assert_true (n == 0 || find_reason (step) == NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GPtrArray) names = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  n_failures = g_hash_table_new (g_str_hash, g_str_equal);
  names = chain_cases_list ();
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat ("/chains/", names->pdata[i], NULL);

      g_test_add_data_func (path, names->pdata[i], test_case);
    }
  g_test_add_func ("/every-step/fails-twice", test_every_step_fails);
  status = g_test_run ();
  g_hash_table_unref (n_failures);

  return status;
}
