/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-path-presenter.h"

#include "base/wlk-time.h"
#include "path/wlk-role.h"
#include "report/wlk-cause.h"

#include <glib/gi18n-lib.h>

/* Its key algorithm and size, “RSA 4096”. */
const char *
wlk_present_key (WlkCertificate *certificate)
{
  WlkPublicKey *key = wlk_certificate_get_problem (certificate) == NULL
                      ? wlk_certificate_get_public_key (certificate)
                      : NULL;

  return key != NULL ? key->text : _("unreadable key");
}

/* A date that has passed at the time of validation may still lie ahead now. */
static char *
dup_validity (WlkCertificate *certificate,
              WlkQuery       *query)
{
  const WlkQueryFields *fields = wlk_query_get (query);
  gint64 not_before = wlk_certificate_get_not_before (certificate);
  gint64 not_after = wlk_certificate_get_not_after (certificate);
  g_autofree char *from = wlk_time_format_date (not_before);
  g_autofree char *until = wlk_time_format_date (not_after);

  if (wlk_certificate_get_problem (certificate) != NULL)
    return g_strdup (_("cannot be read"));
  if (not_before == G_MAXINT64 || not_after == G_MININT64)
    return g_strdup (_("unreadable dates"));
  if (fields->time < not_before)
    return g_strdup_printf (_("not valid before %s"), from);
  if (fields->time > not_after && (fields->clock == 0 || fields->clock > not_after))
    return g_strdup_printf (_("expired %s"), until);
  if (fields->time > not_after)
    return g_strdup_printf (_("expires %s"), until);

  return g_strdup_printf (_("until %s"), until);
}

/* The result of its signature or, for the anchor, its origin. */
static char *
dup_signature (WlkReport *report,
               guint      position)
{
  WlkPath *path = report->path;
  WlkCertificate *certificate = wlk_path_get_certificate (path, position);
  WlkFinding *signature = wlk_report_find (report, WLK_STEP_SIGNATURE, position);
  const char *algorithm = wlk_certificate_get_signature_text (certificate);
  WlkOutcome outcome = signature != NULL ? signature->record->outcome : WLK_OUTCOME_SKIPPED;

  if (wlk_certificate_get_problem (certificate) != NULL)
    return g_strdup (_("signature not checked"));
  if (position == 0 && path->has_anchor)
    return g_strdup (wlk_path_get_origin (path, position));
  if (outcome == WLK_OUTCOME_FAILED)
    return g_strdup_printf (_("bad signature, %s"), algorithm);
  if (outcome == WLK_OUTCOME_PASSED)
    return g_strdup_printf (_("good signature, %s"), algorithm);

  return g_strdup_printf (_("signature not checked, %s"), algorithm);
}

static WlkNode *
new_certificate (WlkCertificate *certificate,
                 const char     *role,
                 WlkQuery       *query,
                 const char     *signature)
{
  WlkNode *node = wlk_node_new (wlk_certificate_get_title (certificate), role);

  node->not_before = wlk_certificate_get_not_before (certificate);
  node->not_after = wlk_certificate_get_not_after (certificate);
  node->validity = dup_validity (certificate, query);
  wlk_block_set_text (&node->key, wlk_present_key (certificate));
  wlk_block_set_text (&node->link, signature);
  return node;
}

static void
set_outcome (WlkNode    *node,
             WlkOutcome  outcome,
             const char *word,
             const char *badge)
{
  node->outcome = outcome;
  node->word = g_strdup (word);
  node->badge = g_strdup (badge);
}

static gboolean
is_decisive_at (WlkReport *report,
                int        position)
{
  WlkFinding *decisive = wlk_report_get_decisive (report);

  return decisive != NULL && decisive->record->position == position;
}

static gboolean
is_of_connection (WlkFinding *finding)
{
  return finding->record->step->phase == WLK_PHASE_CONNECTION;
}

/* Whether the decisive finding is about the whole path or, if @is_connection, the connection. */
static gboolean
is_decided_by_whole (WlkReport *report,
                     gboolean   is_connection)
{
  return is_decisive_at (report, WLK_WHOLE_PATH) &&
         is_of_connection (wlk_report_get_decisive (report)) == is_connection;
}

/**
 * wlk_present_link:
 * @report: the report on a path
 * @position: index of a certificate in it
 * @has_whole: whether the whole path has a node of its own, which is then the weak link if a
 *   finding about the whole path is decisive
 *
 * Returns: (transfer full): the certificate and its outcome
 */
WlkNode *
wlk_present_link (WlkReport *report,
                  guint      position,
                  gboolean   has_whole)
{
  WlkPath *path = report->path;
  WlkOutcome outcome = wlk_report_get_outcome_at (report, position);
  g_autofree char *signature = dup_signature (report, position);
  WlkNode *node = new_certificate (wlk_path_get_certificate (path, position),
                                   wlk_role_get_title (wlk_role_of (path, position)),
                                   report->query, signature);

  node->is_weak = has_whole ? is_decisive_at (report, (int) position)
                            : wlk_report_get_weak_link (report) == (int) position;
  node->is_reached = wlk_report_is_reached (report, position);
  if (node->is_reached)
    set_outcome (node, outcome, wlk_outcome_get_word (outcome), wlk_outcome_get_title (outcome));
  else
    set_outcome (node, WLK_OUTCOME_SKIPPED, _("not reached"), _("Not Reached"));

  return node;
}

/**
 * wlk_present_missing_anchor:
 * @report: the report on a path without a trust anchor
 * @has_whole: as for wlk_present_link()
 *
 * Returns: (transfer full): the place of the trust anchor
 */
WlkNode *
wlk_present_missing_anchor (WlkReport *report,
                            gboolean   has_whole)
{
  WlkNode *node = wlk_node_new (NULL, _("No trust anchor"));

  node->is_weak = has_whole && is_decided_by_whole (report, FALSE);
  set_outcome (node, !has_whole || node->is_weak ? WLK_OUTCOME_FAILED : WLK_OUTCOME_UNKNOWN,
               NULL, _("Missing"));
  return node;
}

/* The most severe outcome of the findings about the whole path; FALSE if there are none. */
static gboolean
get_whole_outcome (WlkReport  *report,
                   gboolean    is_connection,
                   WlkOutcome *outcome)
{
  gboolean is_any = FALSE;

  *outcome = WLK_OUTCOME_PASSED;
  for (guint i = 0; i < report->findings->len; i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);

      if (finding->record->position != WLK_WHOLE_PATH ||
          is_of_connection (finding) != is_connection)
        continue;
      is_any = TRUE;
      if (wlk_finding_record_matters (finding->record) ||
          finding->record->outcome == WLK_OUTCOME_WARNING)
        *outcome = MAX (*outcome, finding->record->outcome);
    }

  return is_any;
}

/**
 * wlk_present_whole:
 * @report: a report
 * @is_connection: for the connection rather than the whole path
 *
 * Returns: (transfer full) (nullable): the outcome of its findings, or %NULL if there are none
 */
WlkNode *
wlk_present_whole (WlkReport *report,
                   gboolean   is_connection)
{
  WlkPath *path = report->path;
  gboolean has_missing = path != NULL && !path->has_anchor;
  WlkNode *node = NULL;
  WlkOutcome outcome;

  if (!get_whole_outcome (report, is_connection, &outcome))
    return NULL;

  node = wlk_node_new (is_connection ? _("Connection") : _("Path as a Whole"), NULL);
  node->is_weak = is_decided_by_whole (report, is_connection) && (is_connection || !has_missing);
  set_outcome (node, outcome, wlk_outcome_get_word (outcome), wlk_outcome_get_title (outcome));
  return node;
}

/* The programs that refuse a path for the reason of a finding. */
static GStrv
list_rejecting (const WlkFindingRecord *record)
{
  guint n_programs = 0;
  g_autofree WlkOtherProgram *programs =
    wlk_cause_dup_other_programs (record->step->name, record->cause, &n_programs);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < n_programs; i++)
    if (!g_str_has_prefix (programs[i].words, "accepted") &&
        !g_str_equal (programs[i].program, WLK_CAUSE_ALERT))
      g_strv_builder_add (names, programs[i].program);

  return g_strv_builder_end (names);
}

/**
 * wlk_present_list_followers:
 * @inspection: an inspection
 * @index: a report other than the first
 *
 * If the first path is accepted, but a rejected certificate of an issuer’s name is on this path,
 * programs that do not backtrack follow it.
 *
 * Returns: (transfer full): their names; empty for none
 */
GStrv
wlk_present_list_followers (WlkInspection *inspection,
                            guint          index)
{
  WlkReport *first = wlk_inspection_get_report (inspection, 0);
  WlkReport *other = wlk_inspection_get_report (inspection, index);
  WlkFinding *twins = wlk_report_find (first, WLK_STEP_CHAIN_TWINS, WLK_WHOLE_PATH);
  const WlkFindingRecord *record = twins != NULL ? twins->record : NULL;

  if (index == 0 || record == NULL || record->cause == NULL || other->path == NULL ||
      record->failing_certificate == NULL ||
      !wlk_path_contains (other->path, record->failing_certificate))
    return g_new0 (char *, 1);

  return list_rejecting (record);
}

/**
 * wlk_present_other_path:
 * @inspection: an inspection
 * @index: a report other than the first
 *
 * Returns: (transfer full): the names of its certificates from the top, its verdict, headline and
 *   the programs that follow it
 */
WlkNode *
wlk_present_other_path (WlkInspection *inspection,
                        guint          index)
{
  WlkReport *report = wlk_inspection_get_report (inspection, index);
  WlkPath *path = report->path;
  WlkOutcome outcome = wlk_verdict_get_outcome (report->verdict);
  g_autofree char *headline = wlk_report_dup_headline (report);
  g_auto(GStrv) followers = wlk_present_list_followers (inspection, index);
  g_autofree char *programs = g_strjoinv (", ", followers);
  g_autoptr(GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;
  WlkNode *node = NULL;

  for (guint i = 0; i < path->certificates->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " → " : "",
                            wlk_certificate_get_title (wlk_path_get_certificate (path, i)));

  node = wlk_node_new (names->str, NULL);
  if (followers[0] != NULL)
    /* Translators: why a path is rejected, and names of programs. */
    text = g_strdup_printf (_("%s Programs that do not search further follow this path: %s."),
                            headline, programs);
  wlk_block_set_text (&node->link, text != NULL ? text : headline);
  set_outcome (node, outcome, wlk_outcome_get_word (outcome), wlk_outcome_get_title (outcome));
  return node;
}

/**
 * wlk_present_unused:
 * @certificate: a certificate on no path
 * @query: the query of the inspection
 *
 * Returns: (transfer full): the certificate, without an outcome
 */
WlkNode *
wlk_present_unused (WlkCertificate *certificate,
                    WlkQuery       *query)
{
  WlkNode *node = new_certificate (certificate, _("not on any path"), query,
                                   wlk_certificate_get_signature_text (certificate));

  node->outcome = WLK_OUTCOME_SKIPPED;
  return node;
}

/* The heading of the other paths. */
char *
wlk_present_dup_other_paths_title (guint n_paths)
{
  return g_strdup_printf (_("Other Paths (%u)"), n_paths);
}

/* The heading of the certificates on no path. */
char *
wlk_present_dup_unused_title (guint n_unused)
{
  return g_strdup_printf (_("Not Used (%u)"), n_unused);
}
