/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-revocation.h"

#include <glib/gi18n-lib.h>

/* One finding for each attempt to fetch, successful or not. */

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

static gboolean
is_status_known (WlkCheckContext *context)
{
  return wlk_query_get (context->query)->revocation != WLK_REVOCATION_OFF &&
         wlk_revocation_get (context)->is_known;
}

/* The outcome of a failed attempt for this path. */
static WlkOutcome
get_failure_outcome (WlkCheckContext *context)
{
  const WlkFetchAttempt *attempt = context->attempt;
  gboolean is_about_issuer = attempt->step == WLK_STEP_ISSUER_FETCH;

  if (attempt->outcome != WLK_OUTCOME_WARNING || attempt->cause == NULL)
    return attempt->outcome;
  if (is_about_issuer && context->place == 0 && !context->has_anchor)
    return WLK_OUTCOME_FAILED;
  if (!is_about_issuer && context->place > 0 && !is_status_known (context) &&
      wlk_query_get (context->query)->revocation == WLK_REVOCATION_REQUIRE)
    return WLK_OUTCOME_UNKNOWN;

  return WLK_OUTCOME_WARNING;
}

/**
 * wlk_check_fetch:
 * @context: the check context
 * @draft: the finding to fill
 *
 * An issuer, an OCSP response or a CRL was fetched, or could not be. A failed fetch is decisive
 * only for a path that needs its result: one that ends below the certificate whose issuer is
 * missing, or one with a certificate whose required revocation status is unknown. Otherwise it is a
 * warning.
 *
 * Source: RFC 5280 §4.2.2.1, §4.2.1.13; RFC 6960 §4.1, §A.1.
 */
void
wlk_check_fetch (WlkCheckContext *context,
                 WlkDraft        *draft)
{
  describe (draft, context->attempt);
  draft->outcome = get_failure_outcome (context);
  draft->cause = context->attempt->cause;
  draft->summary = context->attempt->summary;
}
