/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-checks.h"
#include "checks/wlk-path-processor.h"

#include "wlk-test-chain.h"

/* One path and one question, which a test changes where its case wants it, and then validates. */

typedef struct
{
  /* What to change */
  WlkTestChain   chain;
  guint          top;        /* where the path begins; above it the issuer is missing */
  gboolean       has_anchor; /* certificate 0 is trusted, and on the path when @top is 0 */
  gboolean       is_live;
  WlkConnection *connection; /* nullable; borrowed */

  /* What is made of it */
  WlkTrustStore *trust;      /* set it before judging for another one than the anchor */
  WlkBundle     *received;   /* the same; else all but certificate 0, leaf first */
  WlkReport     *report;
} WlkCheckFixture;

static inline void
wlk_check_fixture_init (WlkCheckFixture *self,
                        guint            length)
{
  *self = (WlkCheckFixture) { .has_anchor = TRUE };
  wlk_test_chain_init (&self->chain, length);
}

static inline void
wlk_check_fixture_clear (WlkCheckFixture *self)
{
  wlk_test_chain_clear (&self->chain);
  g_clear_pointer (&self->trust, wlk_trust_store_unref);
  g_clear_pointer (&self->received, wlk_bundle_unref);
  if (self->report != NULL)
    g_assert_finalize_object (self->report);
  self->report = NULL;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkCheckFixture, wlk_check_fixture_clear)

static inline void
wlk_check_fixture_issue (WlkCheckFixture *self)
{
  if (self->chain.certificates == NULL)
    wlk_test_chain_issue (&self->chain);
}

static inline WlkPath *
wlk_check_fixture_make_path (WlkCheckFixture *self)
{
  g_autoptr(GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) origins = g_ptr_array_new_with_free_func (g_free);

  for (guint i = self->top; i < self->chain.length; i++)
    {
      g_ptr_array_add (certificates, g_object_ref (self->chain.certificates->pdata[i]));
      g_ptr_array_add (origins, g_strdup_printf ("in place %u", i));
    }

  return wlk_path_new (certificates, origins,
                       self->has_anchor && !self->chain.is_distrusted && self->top == 0);
}

static inline void
wlk_check_fixture_run (WlkCheckFixture *self)
{
  g_autoptr(WlkSignatureCache) signatures = wlk_signature_cache_new (100);
  g_autoptr(WlkQuery) query = wlk_test_chain_dup_query (&self->chain);
  g_autoptr(WlkCertificate) anchor = NULL;
  g_autoptr(WlkPath) path = NULL;

  wlk_check_fixture_issue (self);
  path = wlk_check_fixture_make_path (self);
  anchor = wlk_test_chain_dup_anchor (&self->chain);
  if (self->trust == NULL)
    self->trust = wlk_test_trust (anchor);
  if (self->received == NULL)
    self->received = wlk_test_bundle (self->chain.certificates, MAX (self->top, 1));

  g_clear_object (&self->report);
  self->report = wlk_path_processor_run (&(WlkCheckInput) {
    .trust = self->trust, .received = self->received, .is_live = self->is_live,
    .connection = self->connection, .signatures = signatures,
  }, query, path, NULL);
}

/* Validates the chain after a change; see wlk-test-chain.c for what @change may say. */
static inline void
wlk_check_fixture_run_change (WlkCheckFixture *self,
                              guint            position,
                              const char      *change)
{
  wlk_test_chain_change (&self->chain, position, change);
  wlk_check_fixture_issue (self);
  wlk_test_chain_finish (&self->chain, position, change);
  wlk_check_fixture_run (self);
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

  if (finding->record->outcome != outcome)
    g_error ("“%s” at %d is %s, not %s: %s", step, position,
             wlk_outcome_get_id (finding->record->outcome),
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
  g_test_message ("%s at %d: %s", finding->record->step->name, finding->record->position, summary);
  g_assert_cmpstr (finding->record->step->name, ==, step);
  g_assert_cmpint (finding->record->position, ==, position);
  g_assert_cmpstr (finding->record->cause, ==, cause);
  g_assert_null (g_strrstr (summary, "{"));
}

static inline void
wlk_check_fixture_assert_trusted (WlkCheckFixture *self)
{
  WlkFinding *finding = wlk_report_get_decisive (self->report);

  if (finding != NULL)
    {
      g_autofree char *summary = wlk_finding_dup_summary (finding);

      g_error ("“%s” at %d: %s", finding->record->step->name, finding->record->position, summary);
    }
  g_assert_cmpint (self->report->verdict, ==, WLK_VERDICT_TRUSTED);
}
