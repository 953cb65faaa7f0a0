/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-checks.h"
#include "checks/wlk-path-processor.h"

#include "wlk-test-ca.h"

/* One path and one question, which a test changes where its case wants it, and then judges. */

#define MAX_CERTIFICATES 8 /* as many EC keys as there are */

typedef struct
{
  /* What to change */
  WlkTestRecipe       recipes[MAX_CERTIFICATES]; /* anchor first */
  guint               length;
  guint               top;    /* where the path begins; above it the issuer is missing */
  gboolean            has_anchor; /* certificate 0 is trusted, and on the path when @top is 0 */
  gboolean            is_live;
  const char         *name;
  gint64              time;
  WlkPurpose          purpose;
  WlkProfile          profile;
  int                 max_path_length;
  const char * const *policies; /* that are accepted; NULL for any */
  gboolean            requires_explicit_policy;
  gboolean            inhibits_policy_mapping;
  gboolean            inhibits_any_policy;
  WlkRevocationMode   revocation;
  gboolean            has_second_opinion;

  /* What is made of it */
  GPtrArray          *certificates; /* (element-type WlkCertificate) */
  WlkTrustStore      *trust;  /* set it before judging for another one than the anchor */
  WlkBundle          *received; /* the same; else all but certificate 0, leaf first */
  WlkReport          *report;
} WlkCheckFixture;

static inline void
wlk_check_fixture_init (WlkCheckFixture *self,
                        guint            length)
{
  *self = (WlkCheckFixture) {
    .length = length,
    .has_anchor = TRUE,
    .name = "leaf.example",
    .time = WLK_TEST_TIME,
    .purpose = WLK_PURPOSE_SERVER,
    .profile = WLK_PROFILE_STRICT,
    .max_path_length = -1,
    .revocation = WLK_REVOCATION_WHEN_PRESENT,
  };
  wlk_test_make_recipes (self->recipes, length);
}

static inline void
wlk_check_fixture_clear (WlkCheckFixture *self)
{
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_clear_object (&self->trust);
  g_clear_object (&self->received);
  if (self->report != NULL)
    g_assert_finalize_object (self->report);
  self->report = NULL;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkCheckFixture, wlk_check_fixture_clear)

static inline void
wlk_check_fixture_issue (WlkCheckFixture *self)
{
  if (self->certificates == NULL)
    self->certificates = wlk_test_issue_path (self->recipes, self->length);
}

static inline WlkPath *
wlk_check_fixture_make_path (WlkCheckFixture *self)
{
  g_autoptr(GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) origins = g_ptr_array_new_with_free_func (g_free);

  for (guint i = self->top; i < self->length; i++)
    {
      g_ptr_array_add (certificates, g_object_ref (self->certificates->pdata[i]));
      g_ptr_array_add (origins, g_strdup_printf ("in place %u", i));
    }

  return wlk_path_new (certificates, origins, self->has_anchor && self->top == 0);
}

static inline void
wlk_check_fixture_judge (WlkCheckFixture *self)
{
  g_autoptr(WlkSignatureCache) signatures = wlk_signature_cache_new (100);
  g_autoptr(WlkPath) path = NULL;
  g_autoptr(WlkQuery) query = g_object_new (WLK_TYPE_QUERY,
                                            "name", self->name,
                                            "time", self->time,
                                            "purpose", self->purpose,
                                            "profile", self->profile,
                                            "max-path-length", self->max_path_length,
                                            "policies", self->policies,
                                            "require-explicit-policy",
                                            self->requires_explicit_policy,
                                            "inhibit-policy-mapping",
                                            self->inhibits_policy_mapping,
                                            "inhibit-any-policy", self->inhibits_any_policy,
                                            "revocation", self->revocation,
                                            "second-opinion", self->has_second_opinion,
                                            NULL);

  wlk_check_fixture_issue (self);
  path = wlk_check_fixture_make_path (self);
  if (self->trust == NULL)
    self->trust = wlk_test_trust (self->certificates->pdata[0]);
  if (self->received == NULL)
    self->received = wlk_test_bundle (self->certificates, MAX (self->top, 1));

  g_clear_object (&self->report);
  self->report = wlk_path_processor_run (query, path, self->trust, self->received,
                                         self->is_live, signatures);
}

static inline WlkFinding *
wlk_check_fixture_find (WlkCheckFixture *self,
                        const char      *step,
                        int              position)
{
  WlkFinding *finding = wlk_report_find (self->report, wlk_step_find (step)->id, position);

  if (finding == NULL)
    g_error ("no finding of “%s” at %d", step, position);

  return finding;
}

static inline void
wlk_check_fixture_assert_outcome (WlkCheckFixture *self,
                                  const char      *step,
                                  int              position,
                                  WlkOutcome       outcome)
{
  WlkFinding *finding = wlk_check_fixture_find (self, step, position);
  g_autofree char *summary = wlk_finding_dup_summary (finding);

  if (wlk_finding_get_outcome (finding) != outcome)
    g_error ("“%s” at %d is %s, not %s: %s", step, position,
             wlk_outcome_get_id (wlk_finding_get_outcome (finding)),
             wlk_outcome_get_id (outcome), summary);
}

/* The decisive finding: which step, which certificate, which cause. */
static inline void
wlk_check_fixture_assert_decisive (WlkCheckFixture *self,
                                   const char      *step,
                                   int              position,
                                   const char      *cause)
{
  WlkFinding *finding = wlk_report_get_decisive (self->report);
  g_autofree char *summary = NULL;

  if (finding == NULL)
    g_error ("nothing is decisive, but “%s” at %d should be", step, position);

  summary = wlk_finding_dup_summary (finding);
  g_test_message ("%s at %d: %s", wlk_finding_get_step (finding)->name,
                  wlk_finding_get_position (finding), summary);
  g_assert_cmpstr (wlk_finding_get_step (finding)->name, ==, step);
  g_assert_cmpint (wlk_finding_get_position (finding), ==, position);
  g_assert_cmpstr (wlk_finding_get_cause (finding), ==, cause);
  g_assert_null (g_strrstr (summary, "{"));
}

static inline void
wlk_check_fixture_assert_trusted (WlkCheckFixture *self)
{
  WlkFinding *finding = wlk_report_get_decisive (self->report);

  if (finding != NULL)
    {
      g_autofree char *summary = wlk_finding_dup_summary (finding);

      g_error ("“%s” at %d: %s", wlk_finding_get_step (finding)->name,
               wlk_finding_get_position (finding), summary);
    }
  g_assert_cmpint (wlk_report_get_verdict (self->report), ==, WLK_VERDICT_TRUSTED);
}
