/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-path-processor.h"

#include "checks/wlk-checks.h"

#include <string.h>

/*
 * Runs the table of steps over one path. It knows no rule itself: it knows the order, to which
 * certificates a row applies, and that a row whose precondition did not pass is skipped because
 * of that one. It collects all findings and never stops early.
 */

/**
 * WlkCheckScope:
 *
 * To which certificates a row applies.
 */
typedef enum {
  WLK_SCOPE_CONNECTION,     /* once, by the probe */
  WLK_SCOPE_FETCH,          /* for each fetch, by the gatherer */
  WLK_SCOPE_SEARCH,         /* once, by the search for paths, when there is something to say */
  WLK_SCOPE_PATH,           /* once */
  WLK_SCOPE_EVERY,          /* the anchor too */
  WLK_SCOPE_BELOW_ANCHOR,   /* positions 1 to n; without an anchor also 0 */
  WLK_SCOPE_WITH_CRLS,      /* the same, when a CRL was received */
  WLK_SCOPE_WITH_RESPONSES, /* the same, when an OCSP response was received */
  WLK_SCOPE_WITH_FETCHED,   /* as “intermediates”, when certificates were fetched */
  WLK_SCOPE_STAPLED,        /* the end entity, when its server sent an OCSP response along */
  WLK_SCOPE_AUTHORITIES,    /* positions 0 to n-1, the anchor too */
  WLK_SCOPE_INTERMEDIATES,  /* positions 1 to n-1; without an anchor also 0 */
  WLK_SCOPE_LEAF,           /* position n */
} WlkCheckScope;

/**
 * WlkCheck:
 * @phase: the phase in which it runs
 * @scope: to which certificates it applies
 * @needs: the step without which this one means nothing
 * @run: the rule; it gives the draft exactly one outcome
 *
 * How a row of the table is run.
 */
typedef struct
{
  WlkPhase      phase;
  WlkCheckScope scope;
  WlkStepId     needs;
  void (*run)(WlkCheckContext *context,
              WlkDraft        *draft);
} WlkCheck;

/**
 * wlk_check_elsewhere:
 * @context: what to look at
 * @draft: what is found
 *
 * Stands for the steps that this processor does not perform.
 */
void
wlk_check_elsewhere (WlkCheckContext *context,
                     WlkDraft        *draft)
{
  g_assert_not_reached ();
}

static const WlkCheck checks[WLK_N_STEPS] = {
#define WLK_STEP(id, name, title, reference, phase, scope, needs, run, paragraph) \
  [WLK_STEP_ ## id] = { WLK_PHASE_ ## phase, WLK_SCOPE_ ## scope, WLK_STEP_ ## needs, run },
#include "report/wlk-steps.def"
#undef WLK_STEP
};

#define NOT_RUN 0xFF /* in the table of outcomes: the step did not apply */

/**
 * Run:
 * @context: what the steps look at
 * @findings: what was found so far
 * @outcomes: for each step, the outcome for the whole path and then for each certificate
 * @n_columns: how many outcomes a row has
 */
typedef struct
{
  WlkCheckContext context;
  WlkFindingList *findings;
  guint8         *outcomes;
  guint           n_columns;
} Run;

static guint8 *
get_outcomes (Run      *run,
              WlkStepId id)
{
  return run->outcomes + (gsize) id * run->n_columns;
}

static gboolean
is_obstacle (guint8 outcome)
{
  return outcome == WLK_OUTCOME_FAILED || outcome == WLK_OUTCOME_SKIPPED ||
         outcome == WLK_OUTCOME_UNKNOWN;
}

/* A step of a certificate depends on that certificate and on the path, one of the path on all. */
static gboolean
has_obstacle (Run      *run,
              WlkStepId needed,
              int       position)
{
  const guint8 *outcomes = get_outcomes (run, needed);

  for (guint i = 0; i < run->n_columns; i++)
    if ((position == WLK_WHOLE_PATH || i == 0 || i == (guint) position + 1) &&
        is_obstacle (outcomes[i]))
      return TRUE;

  return FALSE;
}

static void
remember_outcome (Run            *run,
                  WlkStepId       id,
                  int             position,
                  const WlkDraft *draft)
{
  get_outcomes (run, id)[position + 1] = (guint8) draft->outcome;
  if (draft->outcome == WLK_OUTCOME_FAILED && run->context.first_failed == NULL)
    run->context.first_failed = wlk_step_get (id);
  if (draft->outcome == WLK_OUTCOME_UNKNOWN && draft->cause != NULL)
    run->context.is_undetermined = TRUE;
}

static void
run_check (Run      *run,
           WlkStepId id,
           int       position)
{
  const WlkCheck *check = &checks[id];
  WlkCertificate *certificate = position != WLK_WHOLE_PATH ? run->context.certificate : NULL;
  WlkDraft draft;

  wlk_draft_init (&draft);
  if (check->needs != WLK_STEP_NONE && has_obstacle (run, check->needs, position))
    wlk_draft_skip_because (&draft, wlk_step_get (check->needs)->title);
  else
    check->run (&run->context, &draft);

  g_assert (draft.summary != NULL);
  remember_outcome (run, id, position, &draft);
  wlk_finding_list_add (run->findings, wlk_step_get (id), position, certificate, &draft);
  wlk_draft_clear (&draft);
}

static gboolean
has_revocation_data (const WlkCheckContext *context)
{
  return context->received != NULL &&
         wlk_query_get_revocation (context->query) != WLK_REVOCATION_OFF;
}

/* What was fetched comes after all that was received. */
static gboolean
has_fetched (const WlkCheckContext *context)
{
  guint n_certificates = context->received != NULL
                         ? wlk_bundle_get_n_certificates (context->received)
                         : 0;

  return n_certificates > 0 &&
         wlk_origin_get_kind (wlk_bundle_get_origin (context->received, n_certificates - 1)) ==
         WLK_ORIGIN_FETCH;
}

static gboolean
applies_to (const WlkCheckContext *context,
            WlkCheckScope          scope)
{
  gboolean is_anchor = wlk_check_context_is_anchor (context);
  gboolean is_leaf = wlk_check_context_is_leaf (context);

  switch (scope)
    {
    case WLK_SCOPE_EVERY:
      return TRUE;

    case WLK_SCOPE_BELOW_ANCHOR:
      return !is_anchor;

    case WLK_SCOPE_AUTHORITIES:
      return !is_leaf;

    case WLK_SCOPE_INTERMEDIATES:
      return !is_anchor && !is_leaf;

    case WLK_SCOPE_LEAF:
      return is_leaf;

    case WLK_SCOPE_WITH_CRLS:
      return !is_anchor && has_revocation_data (context) &&
             wlk_bundle_get_crls (context->received)->len > 0;

    case WLK_SCOPE_WITH_RESPONSES:
      return !is_anchor && has_revocation_data (context) &&
             wlk_bundle_get_ocsp_responses (context->received)->len > 0;

    case WLK_SCOPE_WITH_FETCHED:
      return !is_anchor && !is_leaf && has_fetched (context);

    case WLK_SCOPE_STAPLED:
      return is_leaf && !is_anchor && has_revocation_data (context) &&
             wlk_bundle_get_staple (context->received) != NULL;

    case WLK_SCOPE_CONNECTION:
    case WLK_SCOPE_FETCH:
    case WLK_SCOPE_SEARCH:
    case WLK_SCOPE_PATH:
    default:
      return FALSE;
    }
}

/* Step by step: each row for all certificates before the next row. */
static void
run_phases_by_step (Run     *run,
                    WlkPhase first,
                    WlkPhase last)
{
  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    {
      const WlkCheck *check = &checks[id];

      if (check->phase < first || check->phase > last)
        continue;
      if (check->scope == WLK_SCOPE_PATH)
        {
          run_check (run, id, WLK_WHOLE_PATH);
          continue;
        }

      for (guint position = 0; position < run->context.length; position++)
        {
          wlk_check_context_move_to (&run->context, position);
          if (applies_to (&run->context, check->scope))
            run_check (run, id, (int) position);
        }
    }
}

/* Certificate by certificate, from the anchor down: all rows for one before the next. */
static void
run_phases_by_certificate (Run     *run,
                           WlkPhase first,
                           WlkPhase last)
{
  for (guint position = 0; position < run->context.length; position++)
    {
      wlk_check_context_move_to (&run->context, position);
      for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
        {
          const WlkCheck *check = &checks[id];

          if (check->phase >= first && check->phase <= last &&
              applies_to (&run->context, check->scope))
            run_check (run, id, (int) position);
        }
    }
}

/* Runs the table with a context that is at its beginning, and clears it. */
static WlkReport *
run_table (Run *run)
{
  WlkCheckContext *context = &run->context;
  g_autoptr(WlkFindingList) findings = NULL;
  g_autofree guint8 *outcomes = NULL;
  WlkReport *report;

  run->n_columns = context->length + 1;
  outcomes = g_malloc ((gsize) WLK_N_STEPS * run->n_columns);
  memset (outcomes, NOT_RUN, (gsize) WLK_N_STEPS * run->n_columns);
  run->outcomes = outcomes;
  findings = wlk_finding_list_new (WLK_N_STEPS * context->length);
  run->findings = findings;

  run_phases_by_step (run, WLK_PHASE_PATH, WLK_PHASE_PATH);
  run_phases_by_certificate (run, WLK_PHASE_BASIC, WLK_PHASE_WRAP_UP);
  run_phases_by_step (run, WLK_PHASE_IDENTITY, WLK_PHASE_IDENTITY);
  run_phases_by_certificate (run, WLK_PHASE_REVOCATION, WLK_PHASE_REVOCATION);
  run_phases_by_step (run, WLK_PHASE_PROFILE, WLK_PHASE_SECOND_OPINION);

  report = wlk_report_new_from_list (context->query, context->path, findings);
  wlk_report_take_policies (report, g_steal_pointer (&context->authority_policies),
                            g_steal_pointer (&context->user_policies));
  wlk_check_context_clear (context);

  return report;
}

/* Judges the path of a CRL issuer, with what is at hand for the other path. RFC 5280 §6.3.3 (f). */
static WlkReport *
run_within (WlkCheckContext *outer,
            WlkQuery        *query,
            WlkPath         *path)
{
  Run run = { 0 };

  wlk_check_context_init (&run.context, query, path, outer->trust, outer->received, FALSE,
                          outer->signatures);
  run.context.judge = run_within;
  run.context.depth = outer->depth + 1;

  return run_table (&run);
}

/**
 * wlk_path_processor_run:
 * @query: what is asked
 * @path: the path to judge
 * @trust: the trust anchors, from which the diagnosis of a missing one is made
 * @received: (nullable): everything received
 * @is_live: whether @received begins with a chain as a server sent it
 * @signatures: the signatures that were verified already
 *
 * Judges one path by all rules of the table.
 *
 * Source: RFC 5280 §6.1.
 *
 * Returns: (transfer full): all findings, and what they come to
 */
WlkReport *
wlk_path_processor_run (WlkQuery          *query,
                        WlkPath           *path,
                        WlkTrustStore     *trust,
                        WlkBundle         *received,
                        gboolean           is_live,
                        WlkSignatureCache *signatures)
{
  Run run = { 0 };

  g_return_val_if_fail (WLK_IS_QUERY (query) && WLK_IS_PATH (path), NULL);
  g_return_val_if_fail (WLK_IS_TRUST_STORE (trust), NULL);
  g_return_val_if_fail (WLK_IS_SIGNATURE_CACHE (signatures), NULL);

  wlk_check_context_init (&run.context, query, path, trust, received, is_live, signatures);
  run.context.judge = run_within;

  return run_table (&run);
}
