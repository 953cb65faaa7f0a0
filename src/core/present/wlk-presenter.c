/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-presenter.h"

#include "net/wlk-connection-facts.h"
#include "net/wlk-endpoints.h"
#include "path/wlk-role.h"
#include "present/wlk-connection-details.h"
#include "present/wlk-path-presenter.h"
#include "report/wlk-cause.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * An inspection as a document, the same for the command line, the window and all file formats. The
 * answer comes first: verdict, weak link, decisive step, found and expected values, advice; then
 * the path, the messages of other programs, and the steps.
 */

#define MAX_PROGRAMS 4   /* other programs in a short answer, besides the alert */
#define MAX_ITEMS    5   /* other paths and unused certificates in a short document */
#define MAX_ALL      100 /* the same in a long one; the JSON has all */

static WlkBlock *
add_heading (WlkDocument *document,
             const char  *text)
{
  return wlk_document_add (document, WLK_BLOCK_HEADING, text);
}

static void
add_fact (WlkBlock   *block,
          const char *label,
          const char *value)
{
  if (value != NULL && *value != '\0')
    wlk_block_add_fact (block, WLK_FACT_PLAIN, label, value);
}

static guint
count_refused (WlkReport *report)
{
  guint n_refused = 0;

  for (guint i = 0; i < report->findings->len; i++)
    n_refused += wlk_report_is_refused_elsewhere (report, i) ? 1 : 0;

  return n_refused;
}

/**
 * wlk_present_dup_verdict:
 * @inspection: (nullable): an inspection, or %NULL if it failed
 *
 * The warnings of a trusted path that other programs refuse are part of the verdict.
 *
 * Returns: (transfer full): the verdict as a title, translated
 */
char *
wlk_present_dup_verdict (WlkInspection *inspection)
{
  WlkVerdict verdict = inspection != NULL ? wlk_inspection_get_verdict (inspection)
                                          : WLK_VERDICT_NOT_INSPECTED;
  guint n_refused = verdict == WLK_VERDICT_TRUSTED
                    ? count_refused (wlk_inspection_get_report (inspection, 0)) : 0;

  if (n_refused == 0)
    return g_strdup (wlk_verdict_get_title (verdict));

  return g_strdup_printf (ngettext ("Trusted, with %u warning that other programs refuse",
                                    "Trusted, with %u warnings that other programs refuse",
                                    n_refused), n_refused);
}

static void
add_title (WlkDocument   *document,
           const char    *target,
           WlkInspection *inspection)
{
  WlkBlock *title = wlk_document_add (document, WLK_BLOCK_TITLE, target);
  g_autofree char *headline = NULL;

  if (inspection == NULL)
    {
      title->outcome = WLK_OUTCOME_UNKNOWN;
      title->word = wlk_present_dup_verdict (NULL);
      return;
    }
  title->outcome = wlk_verdict_get_outcome (wlk_inspection_get_verdict (inspection));
  title->word = wlk_present_dup_verdict (inspection);
  headline = wlk_inspection_dup_headline (inspection);
  wlk_document_add (document, WLK_BLOCK_HEADLINE, headline)->outcome = title->outcome;
}

/* Shows A-labels, too: they distinguish an internationalized name from similar-looking ones. */
static void
add_session (WlkBlock            *facts,
             const WlkConnection *connection)
{
  const WlkTarget *target = connection->target;
  const WlkTlsSession *session = &connection->session;
  const char *parts[4] = { session->protocol };
  guint n_parts = 1;
  g_autofree char *text = NULL;

  if (target != NULL && strcmp (target->full_host, target->host) != 0)
    add_fact (facts, _("Host"), target->full_host);
  if (session->protocol == NULL)
    return;

  if (session->cipher_suite != NULL)
    parts[n_parts++] = session->cipher_suite;
  if (session->group != NULL)
    parts[n_parts++] = session->group;
  text = g_strjoinv (", ", (char **) parts);
  add_fact (facts, _("Connection"), text);
}

/* Beside the verdict about the server, if a client certificate was requested or given. */
static void
add_client_verdict (WlkBlock            *facts,
                    const WlkConnection *connection)
{
  WlkConnectionOptions *options = connection->options;
  gboolean is_given = options != NULL && wlk_connection_options_get (options)->credential != NULL;
  gboolean is_sent = connection->is_credential_sent;
  const char *text = NULL;

  switch (wlk_connection_facts_get_client_verdict (connection))
    {
    case WLK_CLIENT_VERDICT_NOT_REQUESTED:
      text = is_given ? _("Not requested by the server") : NULL;
      break;

    case WLK_CLIENT_VERDICT_ACCEPTED:
      text = _("Accepted");
      break;

    case WLK_CLIENT_VERDICT_REFUSED:
      text = is_sent
             ? _("Refused by the server")
             : _("Required by the server, and none was sent");
      break;

    case WLK_CLIENT_VERDICT_UNKNOWN:
    default:
      if (wlk_connection_is_certificate_requested (connection))
        text = is_sent
               ? _("Unknown: it was sent, and the server can still refuse it above TLS")
               : is_given
               ? _("Unknown: it was requested, and the given one was not sent")
               : _("Unknown: it was requested, and none was sent");
      break;
    }
  add_fact (facts, _("Client certificate"), text);
}

static void
add_weak_link (WlkBlock  *facts,
               WlkReport *report)
{
  WlkPath *path = report->path;
  int position = wlk_report_get_weak_link (report);
  g_autofree char *text = NULL;

  if (position == WLK_WHOLE_PATH || path == NULL)
    return;

  text = g_strdup_printf (_("%s, %s"),
                          wlk_certificate_get_title (wlk_path_get_certificate (path, position)),
                          wlk_role_get_title (wlk_role_of (path, position)));
  add_fact (facts, _("Weak link"), text);
}

static void
add_step (WlkBlock   *facts,
          WlkReport  *report,
          WlkFinding *decisive)
{
  guint n_findings = report->findings->len;
  guint number = 0;
  g_autofree char *text = NULL;

  while (number < n_findings && wlk_report_get_finding (report, number) != decisive)
    number++;
  text = g_strdup_printf (_("%u of %u: %s"), number + 1, n_findings,
                          _(decisive->record->step->title));
  wlk_block_add_fact (facts, WLK_FACT_STEP, _("Step"), text);
  add_fact (facts, _("Rule"), decisive->record->step->reference);
}

static void
add_piece (WlkBlock          *block,
           WlkFactKind        kind,
           const WlkEvidence *evidence,
           const char        *summary)
{
  g_autofree char *value = wlk_evidence_dup_value (evidence);
  g_autofree char *expected = wlk_evidence_dup_expected (evidence);
  WlkFact *fact = NULL;

  /* Skip a value that repeats the summary, and in the answer one that is as expected. */
  if (g_strcmp0 (value, summary) == 0 ||
      (kind == WLK_FACT_EVIDENCE && (value == NULL || g_strcmp0 (value, expected) == 0)))
    return;

  fact = wlk_block_add_fact (block, kind, wlk_evidence_get_label (evidence), value);
  wlk_block_set_text (&fact->expected, expected);
  fact->span = evidence->span;
}

/* The found and the expected values. */
static void
add_evidence (WlkBlock   *block,
              WlkFactKind kind,
              WlkFinding *finding)
{
  guint n_evidence = 0;
  const WlkEvidence *evidence = wlk_finding_get_evidence (finding, &n_evidence);
  g_autofree char *summary = wlk_finding_dup_summary (finding);

  for (guint i = 0; i < n_evidence; i++)
    add_piece (block, kind, &evidence[i], summary);
}

static void
add_advice (WlkBlock   *facts,
            WlkFinding *finding)
{
  g_autofree char *advice = wlk_finding_dup_advice (finding);

  if (advice != NULL)
    wlk_block_add_fact (facts, WLK_FACT_ADVICE, _("What to do"), advice);
}

static void
add_option (WlkBlock            *facts,
            const WlkConnection *connection)
{
  const char *starttls = connection != NULL ? connection->suggested_starttls
                                            : NULL;
  g_autofree char *option = g_strconcat ("--starttls=", starttls, NULL);

  if (starttls != NULL)
    add_fact (facts, _("Option"), option);
}

/* A short document has the first programs, and the alert, which appears in server logs. */
static void
add_quotes (WlkDocument *document,
            WlkFinding  *finding,
            gboolean     all)
{
  const char *cause = finding->record->cause;
  guint n_programs = 0;
  g_autofree WlkOtherProgram *programs = NULL;
  WlkBlock *quotes = NULL;

  if (cause != NULL)
    programs = wlk_cause_dup_other_programs (finding->record->step->name, cause, &n_programs);
  if (n_programs == 0)
    return;

  quotes = wlk_document_add (document, WLK_BLOCK_QUOTES, NULL);
  for (guint i = 0; i < n_programs; i++)
    if (all || i < MAX_PROGRAMS || g_str_equal (programs[i].program, WLK_CAUSE_ALERT))
      wlk_block_add_fact (quotes, WLK_FACT_PLAIN, programs[i].program, programs[i].words);
}

static gboolean
has_quotes (WlkFinding *finding)
{
  const char *cause = finding->record->cause;
  guint n_programs = 0;
  g_autofree WlkOtherProgram *programs = NULL;

  if (cause != NULL)
    programs = wlk_cause_dup_other_programs (finding->record->step->name, cause, &n_programs);

  return n_programs > 0;
}

/* Whether an earlier warning in the answer has the same step and cause. */
static gboolean
is_repeated (WlkReport *report,
             guint      index)
{
  const WlkFindingRecord *record = wlk_report_get_record (report, index);

  for (guint i = 0; i < index; i++)
    {
      const WlkFindingRecord *other = wlk_report_get_record (report, i);

      if (other->step == record->step && g_strcmp0 (other->cause, record->cause) == 0 &&
          wlk_report_is_refused_elsewhere (report, i))
        return TRUE;
    }

  return FALSE;
}

/* Of the decisive finding, or else of the warnings of a trusted path. */
static void
add_other_programs (WlkDocument *document,
                    WlkReport   *report,
                    gboolean     all)
{
  WlkFinding *decisive = wlk_report_get_decisive (report);

  if (decisive != NULL && has_quotes (decisive))
    {
      add_heading (document, _("In Other Programs"));
      add_quotes (document, decisive, all);
    }
  for (guint i = 0; decisive == NULL && i < report->findings->len; i++)
    if (wlk_report_is_refused_elsewhere (report, i) && !is_repeated (report, i))
      {
        WlkFinding *warning = wlk_report_get_finding (report, i);
        g_autofree char *heading = g_strdup_printf (_("In Other Programs: %s"),
                                                    _(warning->record->step->title));

        add_heading (document, heading);
        add_quotes (document, warning, all);
      }
}

/* The warnings of a trusted path that other programs refuse, and what to do about each. */
static void
add_warnings (WlkBlock  *facts,
              WlkReport *report)
{
  for (guint i = 0; i < report->findings->len; i++)
    if (wlk_report_is_refused_elsewhere (report, i))
      {
        WlkFinding *warning = wlk_report_get_finding (report, i);
        g_autofree char *summary = wlk_finding_dup_summary (warning);

        wlk_block_add_fact (facts, WLK_FACT_WARNING, _("Warning"), summary);
        if (!is_repeated (report, i))
          add_advice (facts, warning);
      }
}

static void
add_answer (WlkDocument           *document,
            const WlkPresentation *presentation)
{
  WlkReport *report = wlk_inspection_get_report (presentation->inspection, 0);
  const WlkConnection *connection = presentation->inspection->connection;
  WlkFinding *decisive = wlk_report_get_decisive (report);
  WlkBlock *facts = wlk_document_add (document, WLK_BLOCK_FACTS, NULL);

  if (connection != NULL)
    {
      add_session (facts, connection);
      add_client_verdict (facts, connection);
    }
  if (decisive == NULL)
    {
      add_warnings (facts, report);
      return;
    }

  add_weak_link (facts, report);
  add_step (facts, report, decisive);
  add_evidence (facts, WLK_FACT_EVIDENCE, decisive);
  add_advice (facts, decisive);
  if (presentation->names_options)
    add_option (facts, connection);
}

static void
add_problems (WlkDocument        *document,
              const char * const *problems)
{
  if (problems == NULL || problems[0] == NULL)
    return;

  add_heading (document, _("Problems"));
  for (guint i = 0; problems[i] != NULL; i++)
    wlk_document_add (document, WLK_BLOCK_ITEM, problems[i])->outcome = WLK_OUTCOME_WARNING;
}

static void
add_tree (WlkDocument *document,
          WlkReport   *report)
{
  WlkPath *path = report->path;
  WlkBlock *tree = wlk_document_add (document, WLK_BLOCK_TREE, NULL);

  tree->time = wlk_query_get (report->query)->time;
  if (!path->has_anchor)
    wlk_block_take_node (tree, wlk_present_missing_anchor (report, FALSE));
  for (guint i = 0; i < path->certificates->len; i++)
    wlk_block_take_node (tree, wlk_present_link (report, i, FALSE));
}

static void
add_other_path (WlkDocument   *document,
                WlkInspection *inspection,
                guint          index)
{
  g_autoptr(WlkNode) node = wlk_present_other_path (inspection, index);
  WlkBlock *item = wlk_document_add (document, WLK_BLOCK_ITEM, node->name);

  item->outcome = node->outcome;
  wlk_block_set_text (&item->details, node->link);
}

static void
add_rest (WlkDocument *document,
          guint        n_rest)
{
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n_rest), n_rest);

  if (n_rest > 0)
    wlk_document_add (document, WLK_BLOCK_ITEM, text);
}

static void
add_other_paths (WlkDocument   *document,
                 WlkInspection *inspection,
                 guint          max_items)
{
  guint n_others = wlk_inspection_get_n_reports (inspection) - 1;
  guint n_shown = MIN (n_others, max_items);
  g_autofree char *heading = wlk_present_dup_other_paths_title (n_others);

  if (n_others == 0)
    return;

  add_heading (document, heading);
  for (guint i = 1; i <= n_shown; i++)
    add_other_path (document, inspection, i);
  add_rest (document, n_others - n_shown);
}

static void
add_unused (WlkDocument   *document,
            WlkInspection *inspection,
            guint          max_items)
{
  GListModel *unused = inspection->unused;
  guint n_unused = g_list_model_get_n_items (unused);
  guint n_shown = MIN (n_unused, max_items);
  g_autofree char *heading = wlk_present_dup_unused_title (n_unused);

  if (n_unused == 0)
    return;

  add_heading (document, heading);
  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr(WlkCertificate) certificate = g_list_model_get_item (unused, i);

      wlk_document_add (document, WLK_BLOCK_ITEM,
                        wlk_certificate_get_title (certificate))->outcome = WLK_OUTCOME_SKIPPED;
    }
  add_rest (document, n_unused - n_shown);
}

static char *
describe_count (WlkOutcome outcome,
                guint      count)
{
  switch (outcome)
    {
    case WLK_OUTCOME_PASSED:
      return g_strdup_printf (ngettext ("%u passed", "%u passed", count), count);

    case WLK_OUTCOME_NOTE:
      return g_strdup_printf (ngettext ("%u note", "%u notes", count), count);

    case WLK_OUTCOME_SKIPPED:
      return g_strdup_printf (ngettext ("%u skipped", "%u skipped", count), count);

    case WLK_OUTCOME_UNKNOWN:
      return g_strdup_printf (ngettext ("%u unknown", "%u unknown", count), count);

    case WLK_OUTCOME_WARNING:
      return g_strdup_printf (ngettext ("%u warning", "%u warnings", count), count);

    case WLK_OUTCOME_FAILED:
    default:
      return g_strdup_printf (ngettext ("%u failed", "%u failed", count), count);
    }
}

/* “Steps: 1 failed, 2 warnings, 31 passed”, the most severe first. */
static void
add_steps_heading (WlkDocument *document,
                   WlkReport   *report)
{
  WlkBlock *heading = add_heading (document, _("Steps"));
  guint counts[WLK_OUTCOME_FAILED + 1] = { 0 };

  for (guint i = 0; i < report->findings->len; i++)
    counts[wlk_report_get_record (report, i)->outcome]++;
  for (int i = WLK_OUTCOME_FAILED; i >= WLK_OUTCOME_PASSED; i--)
    {
      g_autofree char *text = describe_count (i, counts[i]);

      if (counts[i] > 0)
        wlk_block_add_row (heading, i, (const char *[]) { text, NULL });
    }
}

/* Whether the step only reports that revocation was not checked. */
static gboolean
is_unchecked_revocation (const WlkFindingRecord *record)
{
  return record->step->id == WLK_STEP_REVOCATION_KNOWN &&
         record->outcome == WLK_OUTCOME_UNKNOWN && record->cause == NULL;
}

/* Whether a short document includes a step; always so for a given client certificate. */
static gboolean
needs_attention (WlkFinding *finding)
{
  if (is_unchecked_revocation (finding->record))
    return FALSE;

  switch (finding->record->outcome)
    {
    case WLK_OUTCOME_FAILED:
    case WLK_OUTCOME_WARNING:
    case WLK_OUTCOME_UNKNOWN:
      return TRUE;

    case WLK_OUTCOME_PASSED:
    case WLK_OUTCOME_NOTE:
    case WLK_OUTCOME_SKIPPED:
    default:
      return wlk_finding_is (finding, WLK_STEP_CLIENT_CERTIFICATE_FITS);
    }
}

/* The number of consecutive findings from @first that are equal except for their certificate: same
 * step, outcome and summary, without evidence. They are described once. */
static guint
count_same (WlkReport *report,
            guint      first)
{
  WlkFinding *finding = wlk_report_get_finding (report, first);
  g_autofree char *summary = wlk_finding_dup_summary (finding);
  guint n_same = 1;

  while (first + n_same < report->findings->len)
    {
      WlkFinding *next = wlk_report_get_finding (report, first + n_same);
      g_autofree char *next_summary = wlk_finding_dup_summary (next);
      guint n_evidence = 0;

      wlk_finding_get_evidence (next, &n_evidence);
      if (next->record->step != finding->record->step || n_evidence > 0 ||
          next->record->outcome != finding->record->outcome ||
          strcmp (next_summary, summary) != 0)
        break;
      n_same++;
    }

  return n_same;
}

/* “Example CA, www.example.org”: the certificates that equal findings are about. */
static char *
dup_location (WlkReport *report,
              guint      first,
              guint      n_same)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = first; i < first + n_same; i++)
    {
      WlkCertificate *certificate = wlk_report_get_finding (report, i)->certificate;

      if (certificate != NULL)
        g_ptr_array_add (names, (char *) wlk_certificate_get_title (certificate));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

static void
add_finding (WlkDocument *document,
             WlkReport   *report,
             guint        first,
             guint        n_same)
{
  WlkFinding *finding = wlk_report_get_finding (report, first);
  const WlkStep *step = finding->record->step;
  WlkBlock *block = wlk_document_add (document, WLK_BLOCK_STEP, _(step->title));
  g_autofree char *location = dup_location (report, first, n_same);
  g_autofree char *summary = wlk_finding_dup_summary (finding);

  block->outcome = finding->record->outcome;
  block->word = g_strdup (wlk_outcome_get_word (block->outcome));
  block->reference = g_strdup (step->reference);
  wlk_block_set_text (&block->place, location);
  wlk_block_set_text (&block->details, summary);
  add_evidence (block, WLK_FACT_PLAIN, finding);
}

/* One line instead of a step for each certificate. */
static void
add_unchecked_revocation (WlkDocument           *document,
                          WlkReport             *report,
                          const WlkPresentation *presentation)
{
  gboolean wants_fetch = wlk_query_get (report->query)->wants_fetch;

  for (guint i = 0; i < report->findings->len; i++)
    if (is_unchecked_revocation (wlk_report_get_record (report, i)))
      {
        wlk_document_add (document, WLK_BLOCK_NOTE,
                          wants_fetch ? _("The revocation status is not known.")
                          : presentation->names_options
                          ? _("Revocation was not checked; --fetch asks.")
                          : _("Revocation was not checked."));
        return;
      }
}

/* A short document has the decisive step in its answer only. */
static void
add_steps (WlkDocument           *document,
           WlkReport             *report,
           const WlkPresentation *presentation)
{
  WlkFinding *decisive = wlk_report_get_decisive (report);
  guint n_hidden = 0;
  guint n_same = 1;
  g_autofree char *text = NULL;

  add_steps_heading (document, report);
  for (guint i = 0; i < report->findings->len; i += n_same)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);

      n_same = finding == decisive ? 1 : count_same (report, i);
      if (presentation->all || (finding != decisive && needs_attention (finding)))
        add_finding (document, report, i, n_same);
      else if (finding != decisive)
        n_hidden += n_same;
    }
  if (!presentation->all)
    add_unchecked_revocation (document, report, presentation);
  if (n_hidden == 0)
    return;

  text = g_strdup_printf (presentation->names_options
                          ? ngettext ("%u step is not shown; --all shows it.",
                                      "%u steps are not shown; --all shows them.", n_hidden)
                          : ngettext ("%u step is not shown.", "%u steps are not shown.", n_hidden),
                          n_hidden);
  wlk_document_add (document, WLK_BLOCK_NOTE, text);
}

/* A list of lines without labels, such as the dialogue before TLS, is one value of many lines. */
static char *
dup_lines (GListModel *children)
{
  guint n_children = children != NULL ? g_list_model_get_n_items (children) : 0;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_children; i++)
    {
      g_autoptr(WlkField) child = g_list_model_get_item (children, i);

      if (*child->title != '\0')
        return NULL;
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", child->value);
    }

  return n_children > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
add_fields (WlkBlock *block,
            WlkField *field,
            guint     level)
{
  GListModel *children = wlk_field_get_children (field);
  guint n_children = children != NULL ? g_list_model_get_n_items (children) : 0;

  for (guint i = 0; i < n_children; i++)
    {
      g_autoptr(WlkField) child = g_list_model_get_item (children, i);
      g_autofree char *lines = dup_lines (wlk_field_get_children (child));

      if (lines != NULL && child->value != NULL)
        {
          g_autofree char *list = g_steal_pointer (&lines);

          lines = g_strconcat (child->value, "\n", list, NULL);
        }
      wlk_block_add_fact (block, WLK_FACT_PLAIN, child->title,
                          lines != NULL ? lines : child->value)->level = level;
      if (lines == NULL)
        add_fields (block, child, level + 1);
    }
}

static void
add_connection (WlkDocument   *document,
                WlkInspection *inspection)
{
  const WlkConnection *connection = inspection->connection;
  g_autoptr(WlkField) root = NULL;

  if (connection == NULL)
    return;

  root = wlk_connection_details_new (connection, wlk_inspection_get_report (inspection, 0));
  add_heading (document, _("Connection"));
  add_fields (wlk_document_add (document, WLK_BLOCK_FACTS, NULL), root, 0);
}

/* A different chain is described; a refusal already has a short name. */
static char *
dup_endpoint_result (const WlkEndpoint *endpoint,
                     const WlkEndpoint *main_endpoint)
{
  guint main_chain = main_endpoint != NULL ? main_endpoint->chain : 0;
  g_autofree char *result = wlk_endpoint_dup_result (endpoint, main_chain);
  g_autofree char *details = NULL;

  if (wlk_endpoint_get_result (endpoint, main_chain) != WLK_ENDPOINT_OTHER_CHAIN)
    return g_steal_pointer (&result);

  details = wlk_endpoint_dup_details (endpoint, main_endpoint);
  return g_strdup_printf (_("%s: %s"), result, details);
}

/* Endpoints that differ from most are marked. */
static void
add_endpoints (WlkDocument *document,
               GPtrArray   *endpoints)
{
  const char *columns[] = {
    _("Address"), _("Server name"), _("Version"), _("Key"), _("Result"), NULL
  };
  g_autofree char *summary = wlk_endpoints_dup_summary (endpoints);
  WlkBlock *table = NULL;

  add_heading (document, _("Every Endpoint"));
  wlk_document_add (document, WLK_BLOCK_PARAGRAPH, summary);
  table = wlk_document_add (document, WLK_BLOCK_TABLE, NULL);
  wlk_block_set_columns (table, columns);
  for (guint i = 0; i < endpoints->len; i++)
    {
      const WlkEndpoint *endpoint = endpoints->pdata[i];
      g_autofree char *result = dup_endpoint_result (endpoint, wlk_endpoints_get_main (endpoints));
      const char *cells[] = {
        wlk_endpoint_get_address_text (endpoint), wlk_endpoint_get_name_text (endpoint),
        wlk_tls_version_get_title (endpoint->version), wlk_endpoint_get_key_text (endpoint),
        result, NULL
      };

      wlk_block_add_row (table, wlk_endpoints_stands_out (endpoints, i) ? WLK_OUTCOME_WARNING
                         : endpoint->chain != 0 ? WLK_OUTCOME_PASSED : WLK_OUTCOME_SKIPPED, cells);
    }
}

/**
 * wlk_present:
 * @presentation: what to present
 *
 * Describes an inspection as a whole.
 *
 * Returns: (transfer full): the document
 */
WlkDocument *
wlk_present (const WlkPresentation *presentation)
{
  WlkInspection *inspection = presentation->inspection;
  guint max_items = presentation->all ? MAX_ALL : MAX_ITEMS;
  WlkDocument *document = wlk_document_new ();
  WlkReport *report = NULL;

  add_title (document, presentation->target, inspection);
  if (inspection != NULL)
    add_answer (document, presentation);
  add_problems (document, presentation->problems);
  if (inspection == NULL)
    return document;

  report = wlk_inspection_get_report (inspection, 0);
  if (report->path != NULL)
    {
      add_heading (document, _("Path"));
      add_tree (document, report);
      add_other_paths (document, inspection, max_items);
      add_unused (document, inspection, max_items);
    }
  add_other_programs (document, report, presentation->all);
  add_steps (document, report, presentation);
  if (presentation->all)
    add_connection (document, inspection);
  if (presentation->endpoints != NULL)
    add_endpoints (document, presentation->endpoints);

  return document;
}

/**
 * wlk_present_answer:
 * @target: what was inspected
 * @inspection: an inspection
 *
 * Describes the verdict, the decisive finding, and the messages of all other programs.
 *
 * Returns: (transfer full): the document
 */
WlkDocument *
wlk_present_answer (const char    *target,
                    WlkInspection *inspection)
{
  const WlkPresentation presentation = { target, inspection, .all = TRUE };
  WlkDocument *document = wlk_document_new ();

  add_title (document, target, inspection);
  add_answer (document, &presentation);
  add_other_programs (document, wlk_inspection_get_report (inspection, 0), TRUE);
  return document;
}

/**
 * wlk_present_finding:
 * @finding: a finding
 *
 * Describes one finding, its rule and reason, and the messages of other programs.
 *
 * Returns: (transfer full): the document
 */
WlkDocument *
wlk_present_finding (WlkFinding *finding)
{
  const WlkStep *step = finding->record->step;
  WlkDocument *document = wlk_document_new ();
  WlkBlock *facts = wlk_document_add (document, WLK_BLOCK_FACTS, NULL);

  add_evidence (facts, WLK_FACT_PLAIN, finding);
  add_fact (facts, _("Rule"), step->reference);
  add_fact (facts, _("Why"), _(step->paragraph));
  add_advice (facts, finding);
  if (has_quotes (finding))
    {
      add_heading (document, _("In Other Programs"));
      add_quotes (document, finding, TRUE);
    }
  return document;
}

/**
 * wlk_present_path:
 * @report: a report that has a path
 *
 * Returns: (transfer full): a document with the tree only
 */
WlkDocument *
wlk_present_path (WlkReport *report)
{
  WlkDocument *document = wlk_document_new ();

  add_tree (document, report);
  return document;
}

/**
 * wlk_present_steps_table:
 *
 * Returns: (transfer full): a document with the table of steps, by phase
 */
WlkDocument *
wlk_present_steps_table (void)
{
  WlkDocument *document = wlk_document_new ();
  WlkBlock *table = wlk_document_add (document, WLK_BLOCK_TABLE, NULL);
  const WlkStep *previous = NULL;

  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    {
      const WlkStep *step = wlk_step_get (id);

      if (previous == NULL || step->phase != previous->phase)
        wlk_block_add_row (table, WLK_OUTCOME_NOTE,
                           (const char *[]) { wlk_phase_get_title (step->phase), NULL });
      wlk_block_add_row (table, WLK_OUTCOME_NOTE,
                         (const char *[]) { step->name, _(step->title), step->reference, NULL });
      previous = step;
    }

  return document;
}

/**
 * wlk_present_problems:
 * @inspection: an inspection
 *
 * Returns: (transfer full) (element-type utf8): a sentence about each unreadable part
 */
GPtrArray *
wlk_present_problems (WlkInspection *inspection)
{
  WlkBundle *bundle = inspection->bundle;
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < bundle->problems->len; i++)
    g_ptr_array_add (problems, wlk_bundle_problem_dup_text (wlk_bundle_get_problem (bundle, i)));

  return problems;
}
