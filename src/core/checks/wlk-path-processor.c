/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-path-processor.h"

#include "checks/wlk-checks.h"
#include "net/wlk-connection-facts.h"

#include <string.h>

/*
 * Runs the table of steps (report/wlk-steps.def): the connection once for all paths of an
 * inspection, then the path. It determines only the order, the certificates to which a row applies,
 * and that a row is skipped if its prerequisite did not pass. It collects all findings and never
 * stops early.
 */

/**
 * WlkCheckScope:
 *
 * The certificates to which a row applies.
 */
typedef enum {
  WLK_SCOPE_CONNECTION,     /* once, with a connection */
  WLK_SCOPE_CREDENTIAL,     /* for each client certificate, once the server could request one */
  WLK_SCOPE_FETCH,          /* for each attempt to fetch, about the certificate that names it */
  WLK_SCOPE_SEARCH,         /* once, when the search for paths reached a limit */
  WLK_SCOPE_UNREADABLE,     /* the end entity, when it cannot be parsed; instead of all others */
  WLK_SCOPE_PATH,           /* once */
  WLK_SCOPE_EVERY,          /* the anchor too */
  WLK_SCOPE_BELOW_ANCHOR,   /* positions 1 to n; without an anchor also 0 */
  WLK_SCOPE_WITH_CRLS,      /* the same, when a CRL was received */
  WLK_SCOPE_WITH_RESPONSES, /* the same, when an OCSP response was received */
  WLK_SCOPE_WITH_FETCHED,   /* as “intermediates”, when certificates were fetched */
  WLK_SCOPE_STAPLED,        /* the end entity, when its server stapled an OCSP response */
  WLK_SCOPE_AUTHORITIES,    /* positions 0 to n-1, the anchor too */
  WLK_SCOPE_INTERMEDIATES,  /* positions 1 to n-1; without an anchor also 0 */
  WLK_SCOPE_LEAF,           /* position n */
} WlkCheckScope;

/**
 * WlkCheck:
 * @phase: the phase in which it runs
 * @scope: to which certificates it applies
 * @needs: the prerequisite step
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

static const WlkCheck checks[WLK_N_STEPS] = {
#define WLK_STEP(id, name, title, reference, phase, scope, needs, run, paragraph) \
  [WLK_STEP_ ## id] = { WLK_PHASE_ ## phase, WLK_SCOPE_ ## scope, WLK_STEP_ ## needs, run },
#include "report/wlk-steps.def"
#undef WLK_STEP
};

#define NOT_RUN 0xFF /* in the table of outcomes: the step did not apply */

/**
 * Run:
 * @context: the context of the steps
 * @attempts: (nullable) (element-type WlkFetchAttempt): the attempts to fetch
 * @findings: the findings so far
 * @outcomes: for each step, the outcome for the whole path and then for each certificate
 * @n_columns: how many outcomes a row has
 */
typedef struct
{
  WlkCheckContext context;
  GPtrArray      *attempts;
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
is_unmet (guint8 outcome)
{
  return outcome == WLK_OUTCOME_FAILED || outcome == WLK_OUTCOME_SKIPPED ||
         outcome == WLK_OUTCOME_UNKNOWN;
}

/* A step of a certificate depends on that certificate and on the path, one of the path on all. */
static gboolean
has_unmet_prerequisite (Run      *run,
                        WlkStepId needed,
                        int       position)
{
  const guint8 *outcomes = get_outcomes (run, needed);

  for (guint i = 0; i < run->n_columns; i++)
    if ((position == WLK_WHOLE_PATH || i == 0 || i == (guint) position + 1) &&
        is_unmet (outcomes[i]))
      return TRUE;

  return FALSE;
}

static void
record_outcome (Run            *run,
                WlkStepId       id,
                int             position,
                const WlkDraft *draft)
{
  get_outcomes (run, id)[position + 1] = (guint8) draft->outcome;
  if (checks[id].phase == WLK_PHASE_CONNECTION)
    return; /* the second opinion is about the path */
  if (draft->outcome == WLK_OUTCOME_FAILED && run->context.first_failed == NULL)
    run->context.first_failed = wlk_step_get (id);
  if (draft->outcome == WLK_OUTCOME_UNKNOWN && draft->cause != NULL)
    run->context.is_undetermined = TRUE;
}

static void
run_check (Run            *run,
           WlkStepId       id,
           int             place,
           WlkCertificate *certificate)
{
  const WlkCheck *check = &checks[id];
  WlkDraft draft;

  run->context.step = id;
  run->context.place = place;
  wlk_draft_init (&draft);
  if (check->needs != WLK_STEP_NONE && has_unmet_prerequisite (run, check->needs, place))
    wlk_draft_skip_because (&draft, wlk_step_get (check->needs)->title);
  else
    check->run (&run->context, &draft);

  g_assert (draft.summary != NULL);
  record_outcome (run, id, place, &draft);
  wlk_finding_list_add (run->findings, id, place, certificate, &draft);
  wlk_draft_clear (&draft);
}

static gboolean
has_revocation_data (const WlkCheckContext *context)
{
  return context->received != NULL &&
         wlk_query_get (context->query)->revocation != WLK_REVOCATION_OFF;
}

/* Fetched certificates follow the received ones. */
static gboolean
has_fetched (const WlkCheckContext *context)
{
  guint n_certificates = context->received != NULL ? context->received->certificates->len : 0;

  return n_certificates > 0 &&
         wlk_bundle_get_origin (context->received, n_certificates - 1)->kind ==
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
      return !is_anchor && has_revocation_data (context) && context->received->crls->len > 0;

    case WLK_SCOPE_WITH_RESPONSES:
      return !is_anchor && has_revocation_data (context) && context->received->responses->len > 0;

    case WLK_SCOPE_WITH_FETCHED:
      return !is_anchor && !is_leaf && has_fetched (context);

    case WLK_SCOPE_STAPLED:
      return is_leaf && !is_anchor && has_revocation_data (context) &&
             context->received->staple != NULL;

    case WLK_SCOPE_CONNECTION:
    case WLK_SCOPE_CREDENTIAL:
    case WLK_SCOPE_FETCH:
    case WLK_SCOPE_SEARCH:
    case WLK_SCOPE_UNREADABLE:
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
  WlkCheckContext *context = &run->context;

  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    {
      const WlkCheck *check = &checks[id];

      if (check->phase < first || check->phase > last)
        continue;
      if (check->scope == WLK_SCOPE_PATH ||
          (check->scope == WLK_SCOPE_SEARCH && context->search_limit != NULL))
        {
          run_check (run, id, WLK_WHOLE_PATH, NULL);
          continue;
        }

      for (guint position = 0; position < context->length; position++)
        {
          wlk_check_context_move_to (context, position);
          if (applies_to (context, check->scope))
            run_check (run, id, (int) position, context->certificate);
        }
    }
}

static int
find_position (WlkPath        *path,
               WlkCertificate *certificate)
{
  for (guint i = 0; i < path->certificates->len; i++)
    if (wlk_certificate_equal (wlk_path_get_certificate (path, i), certificate))
      return (int) i;

  return WLK_WHOLE_PATH;
}

/* The attempts to fetch, in the order in which they were made: all of the phase “connection”, those
 * of the phase “revocation” before all other steps for the certificate with the address. */
static void
run_attempts (Run     *run,
              WlkPhase phase,
              int      position)
{
  for (guint i = 0; run->attempts != NULL && i < run->attempts->len; i++)
    {
      WlkFetchAttempt *attempt = run->attempts->pdata[i];
      int place = find_position (run->context.path, attempt->certificate);

      if (checks[attempt->step].phase != phase ||
          (phase == WLK_PHASE_REVOCATION && place != position))
        continue;
      if (place != WLK_WHOLE_PATH)
        wlk_check_context_move_to (&run->context, (guint) place);
      run->context.attempt = attempt;
      run_check (run, attempt->step, place, attempt->certificate);
    }
}

/* Certificate by certificate, from the anchor down: all rows for one before the next. */
static void
run_phases_by_certificate (Run     *run,
                           WlkPhase first,
                           WlkPhase last)
{
  WlkCheckContext *context = &run->context;

  for (guint position = 0; position < context->length; position++)
    {
      if (first == WLK_PHASE_REVOCATION)
        run_attempts (run, first, (int) position);
      wlk_check_context_move_to (context, position);
      for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
        if (checks[id].phase >= first && checks[id].phase <= last &&
            applies_to (context, checks[id].scope))
          run_check (run, id, (int) position, context->certificate);
    }
}

static void
run_path_phases (Run *run)
{
  run_attempts (run, WLK_PHASE_CONNECTION, WLK_WHOLE_PATH);
  run_phases_by_step (run, WLK_PHASE_PATH, WLK_PHASE_PATH);
  run_phases_by_certificate (run, WLK_PHASE_BASIC, WLK_PHASE_WRAP_UP);
  run_phases_by_step (run, WLK_PHASE_IDENTITY, WLK_PHASE_IDENTITY);
  run_attempts (run, WLK_PHASE_REVOCATION, WLK_WHOLE_PATH);
  run_phases_by_certificate (run, WLK_PHASE_REVOCATION, WLK_PHASE_REVOCATION);
  run_phases_by_step (run, WLK_PHASE_PROFILE, WLK_PHASE_SECOND_OPINION);
}

/* A search that reached its limit validates no path: one that was not tried may be valid. */
static void
run_undecided (Run *run)
{
  run_attempts (run, WLK_PHASE_CONNECTION, WLK_WHOLE_PATH);
  run_check (run, WLK_STEP_SEARCH_COMPLETE, WLK_WHOLE_PATH, NULL);
  for (int place = WLK_WHOLE_PATH; place < (int) run->context.length; place++)
    run_attempts (run, WLK_PHASE_REVOCATION, place);
}

/* Nothing else can be checked of an unreadable end entity. */
static void
run_unreadable (Run *run)
{
  wlk_check_context_move_to (&run->context, run->context.length - 1);
  run_check (run, WLK_STEP_CERTIFICATE_READABLE, (int) run->context.position,
             run->context.certificate);
}

/* Runs the table with an initialised context, and clears it. */
static WlkReport *
run_table (Run            *run,
           WlkFindingList *prefix)
{
  WlkCheckContext *context = &run->context;
  g_autoptr(WlkFindingList) findings = NULL;
  g_autofree guint8 *outcomes = NULL;
  WlkReport *report;

  run->n_columns = context->length + 1;
  outcomes = g_malloc ((gsize) WLK_N_STEPS * run->n_columns);
  memset (outcomes, NOT_RUN, (gsize) WLK_N_STEPS * run->n_columns);
  run->outcomes = outcomes;
  findings = wlk_finding_list_new (prefix, WLK_N_STEPS * context->length);
  run->findings = findings;

  if (wlk_certificate_get_problem (wlk_path_get_leaf (context->path)) != NULL)
    run_unreadable (run);
  else if (context->search_limit != NULL && !context->search_limit->is_fault_of_leaf)
    run_undecided (run);
  else
    run_path_phases (run);

  report = wlk_report_new (context->query, context->path, findings);
  wlk_report_take_policies (report, g_steal_pointer (&context->authority_policies),
                            g_steal_pointer (&context->user_policies));
  wlk_check_context_clear (context);

  return report;
}

/* RFC 5280 §6.3.3 (f): validates the path of a CRL issuer, with the input of the outer path. */
static WlkReport *
run_within (WlkCheckContext *outer,
            WlkQuery        *query,
            WlkPath         *path)
{
  const WlkCheckInput input = {
    .trust = outer->trust, .received = outer->received, .signatures = outer->signatures,
  };
  Run run = { 0 };

  wlk_check_context_init (&run.context, &input, query, path);
  run.context.validate = run_within;
  run.context.depth = outer->depth + 1;

  return run_table (&run, NULL);
}

/* Only once the connection has determined whether a client certificate is requested. */
static void
run_credentials (Run          *run,
                 WlkStepId     id,
                 const GArray *credentials)
{
  const WlkConnection *connection = run->context.connection;

  if (connection->certificate_request == NULL &&
      !wlk_connection_facts_is_left_out (connection, WLK_STAGE_CERTIFICATE_REQUEST))
    return;

  for (guint i = 0; credentials != NULL && i < credentials->len; i++)
    {
      run->context.credential = &g_array_index (credentials, WlkClientReport, i);
      run_check (run, id, WLK_WHOLE_PATH, NULL);
    }
}

/**
 * wlk_path_processor_check_connection:
 * @input: the input of the reports, with a connection
 *
 * Runs the phase “connection” of the table, which is the same for all paths.
 *
 * Returns: (transfer full): the findings with which the reports begin
 */
WlkFindingList *
wlk_path_processor_check_connection (const WlkCheckInput *input)
{
  guint8 outcomes[WLK_N_STEPS];
  Run run = { .outcomes = outcomes, .n_columns = 1 };

  g_return_val_if_fail (input->connection != NULL, NULL);

  memset (outcomes, NOT_RUN, sizeof outcomes);
  run.context.connection = input->connection;
  run.findings = wlk_finding_list_new (NULL, WLK_N_STEPS);
  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    if (checks[id].scope == WLK_SCOPE_CONNECTION)
      run_check (&run, id, WLK_WHOLE_PATH, NULL);
    else if (checks[id].scope == WLK_SCOPE_CREDENTIAL)
      run_credentials (&run, id, input->credentials);

  return run.findings;
}

/**
 * wlk_path_processor_run:
 * @input: the input of the report
 * @query: the query
 * @path: the path to validate
 * @search_limit: (nullable): the limit that ended the search for paths
 *
 * Validates one path by all rules of the table, after the findings about the connection. If the
 * search reached a limit and the verdict is undetermined, the path is not validated.
 *
 * Source: RFC 5280 §6.1.
 *
 * Returns: (transfer full): all findings, and their verdict
 */
WlkReport *
wlk_path_processor_run (const WlkCheckInput *input,
                        WlkQuery            *query,
                        WlkPath             *path,
                        WlkSearchLimit      *search_limit)
{
  Run run = { .attempts = input->attempts };

  g_return_val_if_fail (query != NULL && path != NULL, NULL);
  g_return_val_if_fail (input->trust != NULL, NULL);
  g_return_val_if_fail (input->signatures != NULL, NULL);

  wlk_check_context_init (&run.context, input, query, path);
  run.context.validate = run_within;
  run.context.search_limit = search_limit;

  return run_table (&run, input->connection_findings);
}
