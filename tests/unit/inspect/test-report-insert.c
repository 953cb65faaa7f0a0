/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-report-insert.h"

#include <stdlib.h>

/* “step”, or “step@position”. */
static void
add_finding (GPtrArray  *findings,
             const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "@", 2);
  int position = parts[1] != NULL ? atoi (parts[1]) : WLK_WHOLE_PATH;
  const char *step = parts[0];
  WlkDraft draft;

  wlk_draft_init (&draft);
  wlk_draft_pass (&draft, "Good.");
  g_ptr_array_add (findings, wlk_finding_new (wlk_step_find (step), position, NULL,
                                              &draft));
  wlk_draft_clear (&draft);
}

/* Steps are separated by blanks. */
static GPtrArray *
make_findings (const char *steps)
{
  g_auto(GStrv) ids = g_strsplit (steps, " ", -1);
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids[i] != NULL; i++)
    add_finding (findings, ids[i]);

  return findings;
}

static WlkReport *
insert (const char *there,
        const char *added)
{
  g_autoptr(WlkQuery) query = wlk_query_new (NULL, 0, WLK_PURPOSE_ANY, WLK_PROFILE_PATH);
  g_autoptr(GPtrArray) findings = make_findings (there);
  g_autoptr(GPtrArray) more = make_findings (added);
  g_autoptr(WlkReport) report = wlk_report_new (query, NULL, findings);
  const char *policies[] = { "1.2.3", NULL };

  wlk_report_take_policies (report, g_strdupv ((GStrv) policies), NULL);

  return wlk_report_insert_findings (report, query, more);
}

static void
assert_steps (WlkReport  *report,
              const char *steps)
{
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            wlk_report_get_record (report, i)->step->name);
  g_assert_cmpstr (found->str, ==, steps);
}

static void
test_head_of_phase (void)
{
  g_autoptr(WlkReport) report = insert ("connect no-loop signature revocation key-strength",
                                        "issuer-fetch ocsp-fetch");

  assert_steps (report, "issuer-fetch connect no-loop signature ocsp-fetch revocation "
                "key-strength");
}

static void
test_phase_missing (void)
{
  g_autoptr(WlkReport) report = insert ("no-loop key-strength", "connect crl-fetch");

  assert_steps (report, "connect no-loop crl-fetch key-strength");
}

static void
test_last_phase (void)
{
  g_autoptr(WlkReport) report = insert ("no-loop", "crl-fetch ocsp-fetch");

  assert_steps (report, "no-loop crl-fetch ocsp-fetch");
}

static void
test_policies (void)
{
  g_autoptr(WlkReport) report = insert ("no-loop", "connect");

  g_assert_cmpstr (wlk_report_get_authority_policies (report)[0], ==, "1.2.3");
  g_assert_null (wlk_report_get_user_policies (report)[0]);
}

static void
test_certificate_of_revocation (void)
{
  g_autoptr(WlkReport) report = insert ("no-loop revocation@1 revocation@2 key-strength",
                                        "crl-fetch ocsp-fetch@1 ocsp-fetch@2 crl-fetch@2 "
                                        "crl-fetch@3");

  assert_steps (report, "no-loop crl-fetch ocsp-fetch revocation ocsp-fetch crl-fetch revocation "
                "crl-fetch key-strength");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/inspect/report-insert/head-of-phase", test_head_of_phase);
  g_test_add_func ("/inspect/report-insert/missing-phase-in-its-place", test_phase_missing);
  g_test_add_func ("/inspect/report-insert/last-phase-at-the-end", test_last_phase);
  g_test_add_func ("/inspect/report-insert/revocation-by-certificate",
                   test_certificate_of_revocation);
  g_test_add_func ("/inspect/report-insert/policies-stay", test_policies);

  return g_test_run ();
}
