/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-fetch-findings.h"

#include <glib/gi18n-lib.h>

/*
 * What was fetched and what could not be, as findings: one for each try.
 *
 * A try that brought nothing matters for a path that cannot do without: one that ends below the
 * certificate whose issuer could not be had, or one of which the request wants to know whether it
 * is revoked, and nothing else says so. Elsewhere it is a warning.
 */

/**
 * wlk_fetch_attempt_new:
 * @step: its step
 * @certificate: which names the address
 * @address: (nullable): as it does
 *
 * Returns: (transfer full): a try of which nothing is known yet
 */
WlkFetchAttempt *
wlk_fetch_attempt_new (WlkStepId       step,
                       WlkCertificate *certificate,
                       const char     *address)
{
  WlkFetchAttempt *self = g_new0 (WlkFetchAttempt, 1);

  self->step = step;
  self->certificate = g_object_ref (certificate);
  self->address = g_strdup (address);

  return self;
}

/**
 * wlk_fetch_attempt_free:
 * @self: a try
 *
 * Frees it.
 */
void
wlk_fetch_attempt_free (WlkFetchAttempt *self)
{
  g_object_unref (self->certificate);
  g_free (self->address);
  g_clear_pointer (&self->fetch, wlk_fetch_unref);
  g_free (self->detail);
  g_free (self);
}

/**
 * wlk_fetch_attempt_conclude:
 * @self: a try
 * @outcome: what its step says
 * @cause: (nullable): id of a cause
 * @detail: (nullable): a stranger's text, copied
 * @summary: an N_() template
 *
 * Says what it came to.
 */
void
wlk_fetch_attempt_conclude (WlkFetchAttempt *self,
                            WlkOutcome       outcome,
                            const char      *cause,
                            const char      *detail,
                            const char      *summary)
{
  self->outcome = outcome;
  self->cause = cause;
  self->summary = summary;
  g_free (self->detail);
  self->detail = g_strdup (detail);
}

static void
add_answer (WlkDraft       *draft,
            const WlkFetch *fetch)
{
  g_autofree char *status = g_strdup_printf ("%u", fetch->status);
  g_autofree char *duration = g_strdup_printf (_("%.1f ms"), fetch->duration / 1000.0);

  wlk_draft_text (draft, N_("Method"), fetch->method);
  if (fetch->status != 0)
    wlk_draft_text (draft, N_("HTTP status"), status);
  wlk_draft_number (draft, N_("Bytes"), fetch->size);
  wlk_draft_time (draft, N_("Asked at"), fetch->started);
  wlk_draft_text (draft, N_("Took"), duration);
  if (fetch->peer != NULL)
    wlk_draft_text (draft, N_("Network address"), fetch->peer);
  if (fetch->n_redirects > 0)
    wlk_draft_number (draft, N_("Redirects"), fetch->n_redirects);
  if (fetch->final_address != NULL)
    wlk_draft_text (draft, N_("Led to"), fetch->final_address);
  if (fetch->tls_problem != NULL)
    wlk_draft_text (draft, N_("Certificate of that server"), fetch->tls_problem);
}

static void
describe (WlkDraft              *draft,
          const WlkFetchAttempt *attempt)
{
  if (attempt->address != NULL)
    wlk_draft_text (draft, N_("Address"), attempt->address);
  if (attempt->detail != NULL)
    wlk_draft_text (draft, N_("Reason"), attempt->detail);
  if (attempt->fetch != NULL)
    add_answer (draft, attempt->fetch);
  if (attempt->is_cached)
    wlk_draft_words (draft, N_("Fetched"), N_("a while ago, and kept since"));
}

static int
find_position (WlkPath        *path,
               WlkCertificate *certificate)
{
  for (guint i = 0; i < wlk_path_get_length (path); i++)
    if (wlk_certificate_equal (wlk_path_get_certificate (path, i), certificate))
      return (int) i;

  return WLK_WHOLE_PATH;
}

/**
 * wlk_fetch_findings_know_status:
 * @report: a report
 * @position: index of a certificate in its path
 *
 * Returns: whether it is known of that certificate if it is revoked, so that nobody need be asked
 */
gboolean
wlk_fetch_findings_know_status (WlkReport *report,
                                int        position)
{
  WlkFinding *finding = wlk_report_find (report, WLK_STEP_REVOCATION_KNOWN, position);

  return finding != NULL && wlk_finding_get_outcome (finding) == WLK_OUTCOME_PASSED;
}

/* What a try that brought nothing is for this path. */
static WlkOutcome
weigh (const WlkFetchAttempt *attempt,
       WlkQuery              *query,
       WlkReport             *report,
       int                    position)
{
  gboolean is_about_issuer = attempt->step == WLK_STEP_ISSUER_FETCH;

  if (attempt->outcome != WLK_OUTCOME_WARNING || attempt->cause == NULL)
    return attempt->outcome;
  if (is_about_issuer && position == 0 && !wlk_path_has_anchor (wlk_report_get_path (report)))
    return WLK_OUTCOME_FAILED;
  if (!is_about_issuer && position > 0 && !wlk_fetch_findings_know_status (report, position) &&
      wlk_query_get_revocation (query) == WLK_REVOCATION_REQUIRE)
    return WLK_OUTCOME_UNKNOWN;

  return WLK_OUTCOME_WARNING;
}

static WlkFinding *
find_attempt (const WlkFetchAttempt *attempt,
              WlkQuery              *query,
              WlkReport             *report)
{
  int position = find_position (wlk_report_get_path (report), attempt->certificate);
  WlkDraft draft;
  WlkFinding *finding;

  wlk_draft_init (&draft);
  describe (&draft, attempt);
  draft.outcome = weigh (attempt, query, report, position);
  draft.cause = attempt->cause;
  draft.summary = attempt->summary;
  finding = wlk_finding_new (wlk_step_get (attempt->step), position, attempt->certificate, &draft);
  wlk_draft_clear (&draft);

  return finding;
}

/* Revocation goes by certificates, from the anchor down. */
static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  WlkFinding *first = *(WlkFinding * const *) a;
  WlkFinding *second = *(WlkFinding * const *) b;
  WlkPhase phase = wlk_finding_get_step (first)->phase;
  int order = (int) phase - (int) wlk_finding_get_step (second)->phase;

  if (order == 0 && phase == WLK_PHASE_REVOCATION)
    order = wlk_finding_get_position (first) - wlk_finding_get_position (second);

  return order;
}

/**
 * wlk_fetch_findings_new:
 * @attempts: (element-type WlkFetchAttempt): what was tried
 * @query: what is asked
 * @report: the one that the findings are for
 *
 * Returns: (transfer full) (element-type WlkFinding): a finding for each try, those about issuers
 *   first, as wlk_report_insert_findings() wants them
 */
GPtrArray *
wlk_fetch_findings_new (GPtrArray *attempts,
                        WlkQuery  *query,
                        WlkReport *report)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (attempts != NULL && WLK_IS_QUERY (query), findings);
  g_return_val_if_fail (WLK_IS_REPORT (report) && wlk_report_get_path (report) != NULL, findings);

  for (guint i = 0; i < attempts->len; i++)
    g_ptr_array_add (findings, find_attempt (attempts->pdata[i], query, report));
  g_ptr_array_sort (findings, compare_places); /* a stable sort */

  return findings;
}
