/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-path-search.h"

#include "base/wlk-error.h"
#include "checks/wlk-path-processor.h"
#include "inspect/wlk-report-order.h"
#include "path/wlk-path-builder.h"

/*
 * The builder finds candidate paths to a trust anchor, and the processor validates each. After the
 * first accepted path the search continues briefly, to report alternatives.
 *
 * If no path reaches an anchor, the longest chain is validated, and fails where the anchor is
 * missing. A search that exceeds its budget is a finding, not a verdict.
 */

#define MAX_PATHS                 500 /* validated per inspection; about a second at worst */
#define MAX_CHECKS_AFTER_ACCEPTED 30  /* signatures, for alternative paths */
#define MAX_PATHS_AFTER_ACCEPTED  4   /* alternative paths */
#define MAX_SECOND_OPINIONS       4   /* per inspection, beside the first report’s; they are slow */

/* A running search: its input is borrowed, its results are owned. */
typedef struct
{
  const WlkCheckInput *input;
  WlkQuery            *query;
  WlkQuery            *quick;       /* owned; the same, without a second opinion; NULL until used */
  GCancellable        *cancellable; /* nullable */
  GPtrArray           *reports;     /* owned (element-type WlkReport) */
  gboolean             is_complete; /* whether it was exhaustive, or found an accepted path */
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->quick, wlk_query_unref);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static WlkQuery *
get_quick (Search * self)
{
  if (self->quick == NULL)
    {
      WlkQueryFields fields = *wlk_query_get (self->query);

      fields.wants_second_opinion = FALSE;
      self->quick = wlk_query_new (&fields);
    }

  return self->quick;
}

static WlkReport *
validate (Search  *self,
          WlkPath *path,
          gboolean is_quick)
{
  WlkQuery *query = is_quick ? get_quick (self) : self->query;

  return wlk_path_processor_run (self->input, query, path, NULL);
}

/* The first report has a second opinion, even if it was validated after many others. */
static void
complete_first (Search *self)
{
  WlkReport *first = self->reports->pdata[0];

  if (first->query != self->quick)
    return;

  self->reports->pdata[0] = validate (self, first->path, FALSE);
  g_object_unref (first);
}

static gboolean
is_accepted (WlkReport *report)
{
  return wlk_report_get_path_decisive (report) == NULL;
}

/* Makes the search prefer other certificates than the failing ones; the end entity is on all
 * paths. */
static void
deprioritise_failing (WlkPathBuilder *builder,
                      WlkReport      *report)
{
  WlkPath *path = report->path;
  WlkCertificate *leaf = wlk_path_get_certificate (path, path->certificates->len - 1);

  for (guint i = 0; i < report->findings->len; i++)
    {
      const WlkFindingRecord *record = wlk_report_get_record (report, i);
      WlkCertificate *failing_certificate = record->failing_certificate;

      if (failing_certificate == NULL)
        failing_certificate = record->certificate;
      if (record->step->phase > WLK_PHASE_CONNECTION && wlk_finding_record_matters (record) &&
          failing_certificate != NULL &&
          failing_certificate != leaf)
        wlk_path_builder_deprioritise (builder, failing_certificate);
    }
}

/* Validates candidate paths until one is accepted, and a few more, or none is left. */
static gboolean
search_paths (Search         *self,
              WlkPathBuilder *builder,
              GError        **error)
{
  guint n_wanted = MAX_PATHS;
  gboolean is_found = FALSE;

  while (self->reports->len < n_wanted)
    {
      g_autoptr(GError) local_error = NULL;
      g_autoptr(WlkPath) path = wlk_path_builder_next (builder, self->cancellable, &local_error);
      WlkReport *report;

      if (path == NULL && local_error == NULL)
        {
          self->is_complete = TRUE;
          return TRUE;
        }
      if (path == NULL)
        {
          self->is_complete = is_found;
          if (g_error_matches (local_error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED))
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }

      report = validate (self, path, self->reports->len >= MAX_SECOND_OPINIONS);
      g_ptr_array_add (self->reports, report);
      if (!is_accepted (report))
        deprioritise_failing (builder, report);
      else if (!is_found)
        {
          is_found = TRUE;
          n_wanted = self->reports->len + MAX_PATHS_AFTER_ACCEPTED;
          wlk_signature_cache_leave (self->input->signatures, MAX_CHECKS_AFTER_ACCEPTED);
        }
    }

  self->is_complete = is_found;
  return TRUE;
}

/* Whether a path fails by its end entity alone, as every other path would. */
static gboolean
is_fault_of_leaf (WlkReport *report)
{
  const WlkFindingRecord *decisive = wlk_report_get_path_decisive (report);
  WlkPath *path = report->path;

  return decisive != NULL && decisive->position == (int) path->certificates->len - 1 &&
         (decisive->step->phase == WLK_PHASE_IDENTITY ||
          decisive->step->id == WLK_STEP_VALIDITY_NOT_BEFORE ||
          decisive->step->id == WLK_STEP_VALIDITY_NOT_AFTER);
}

/* The search reached its limit before it found an accepted path. An untried one may be valid, so
 * the first report, on the longest chain, is undetermined, unless the end entity is rejected
 * regardless of the path. */
static void
report_limit (Search         *self,
              WlkPathBuilder *builder,
              WlkSearchLimit *limit)
{
  WlkReport *best = self->reports->len > 0 ? self->reports->pdata[0] : NULL;
  g_autoptr(WlkPath) path = NULL;

  limit->is_reached = TRUE;
  limit->n_paths = self->reports->len;
  limit->n_signatures = wlk_signature_cache_get_n_checks (self->input->signatures);
  limit->is_fault_of_leaf = best != NULL && is_fault_of_leaf (best);
  if (limit->is_fault_of_leaf)
    {
      path = wlk_path_ref (best->path);
      g_ptr_array_remove_index (self->reports, 0);
    }
  else
    {
      path = wlk_path_builder_dup_longest (builder);
    }
  g_ptr_array_insert (self->reports, 0,
                      wlk_path_processor_run (self->input, self->query, path, limit));
}

/* Sorts the reports, and adds one if no path was found. */
static void
finish (Search         *self,
        WlkPathBuilder *builder,
        WlkSearchLimit *limit)
{
  if (self->reports->len > 0)
    {
      wlk_report_order_sort (self->reports);
      complete_first (self);
    }
  if (!self->is_complete)
    {
      report_limit (self, builder, limit);
    }
  else if (self->reports->len == 0)
    {
      g_autoptr(WlkPath) longest = wlk_path_builder_dup_longest (builder);

      g_ptr_array_add (self->reports, validate (self, longest, FALSE));
    }
}

/* An unreadable end entity names no issuer, so there is nothing to search. */
static WlkReport *
validate_unreadable (Search         *self,
                     WlkCertificate *leaf,
                     const char     *origin)
{
  g_autoptr(GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) origins = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(WlkPath) path = NULL;

  g_ptr_array_add (certificates, g_object_ref (leaf));
  g_ptr_array_add (origins, g_strdup (origin));
  path = wlk_path_new (certificates, origins, FALSE);

  return validate (self, path, TRUE);
}

/**
 * wlk_path_search_run:
 * @input: the input of the reports
 * @query: the query
 * @leaf: the end entity
 * @leaf_origin: a description of its source
 * @limit: (out caller-allocates): whether the search stopped at a limit
 * @cancellable: (nullable): stops the search
 * @error: return location; `G_IO_ERROR_CANCELLED`
 *
 * Finds paths from the end entity to the trust anchors, and validates them.
 *
 * Returns: (transfer full) (nullable) (element-type WlkReport): a report for each path, the
 *   accepted or most plausible one first; there is at least one
 */
GPtrArray *
wlk_path_search_run (const WlkCheckInput *input,
                     WlkQuery            *query,
                     WlkCertificate      *leaf,
                     const char          *leaf_origin,
                     WlkSearchLimit      *limit,
                     GCancellable        *cancellable,
                     GError             **error)
{
  g_autoptr(WlkPathBuilder) builder = NULL;
  g_auto(Search) search = { 0 };

  search.input = input;
  search.query = query;
  search.cancellable = cancellable;
  search.reports = g_ptr_array_new_with_free_func (g_object_unref);
  *limit = (WlkSearchLimit) { 0 };
  wlk_signature_cache_leave_all (input->signatures);
  if (wlk_certificate_get_problem (leaf) != NULL)
    {
      g_ptr_array_add (search.reports, validate_unreadable (&search, leaf, leaf_origin));
      return g_steal_pointer (&search.reports);
    }

  builder = wlk_path_builder_new (leaf, leaf_origin, input->received, input->trust,
                                  input->signatures, wlk_query_get (query)->time);
  if (!search_paths (&search, builder, error))
    return NULL;

  finish (&search, builder, limit);
  return g_steal_pointer (&search.reports);
}
