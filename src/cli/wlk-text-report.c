/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-text-report.h"

#include "path/wlk-role.h"
#include "report/wlk-cause.h"
#include "wlk-text-steps.h"
#include "wlk-text-style.h"
#include "wlk-text-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * An inspection for people. The answer comes first: verdict, weak link, step, what was found and
 * expected, what to do, and the words of other programs; then the tree; then the steps.
 */

#define MARGIN       2 /* columns before the answer */
#define MAX_EVIDENCE 5 /* pieces in the answer; the steps below have all */
#define MAX_PROGRAMS 4 /* other programs in the answer, and the alert; --all has all */

/**
 * Answer:
 * @terminal: where to write
 * @label_width: columns of the widest label
 * @margin: blanks up to the column of the values
 *
 * The page on which the answer's labelled lines are written.
 */
typedef struct
{
  WlkTerminal *terminal;
  guint        label_width;
  char        *margin;
} Answer;

static const char * const labels[] = {
  N_("Weak link"),
  N_("Step"),
  N_("Found"),
  N_("Expected"),
  N_("What to do"),
  N_("Host"),
  N_("Connection"),
};

static void
answer_init (Answer      *self,
             WlkTerminal *terminal)
{
  self->terminal = terminal;
  self->label_width = 0;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    self->label_width = MAX (self->label_width, wlk_terminal_measure (_(labels[i])));
  self->margin = g_strnfill (MARGIN + self->label_width + 2, ' ');
}

static void
answer_clear (Answer *self)
{
  g_clear_pointer (&self->margin, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
write_line (Answer     *self,
            const char *label,
            WlkStyle    style,
            const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  wlk_terminal_add (self->terminal, WLK_STYLE_PLAIN, "  ");
  wlk_terminal_add_padded (self->terminal, WLK_STYLE_DIM, label, self->label_width + 2);
  wlk_terminal_add_lines (self->terminal, style, text, MARGIN + self->label_width + 2,
                          self->margin);
}

static WlkOutcome
get_outcome_of_verdict (WlkVerdict verdict)
{
  switch (verdict)
    {
    case WLK_VERDICT_TRUSTED:
      return WLK_OUTCOME_PASSED;

    case WLK_VERDICT_UNDETERMINED:
      return WLK_OUTCOME_UNKNOWN;

    case WLK_VERDICT_NOT_TRUSTED:
    default:
      return WLK_OUTCOME_FAILED;
    }
}

static void
write_verdict (WlkTerminal   *terminal,
               const char    *target,
               WlkInspection *inspection)
{
  WlkVerdict verdict = wlk_inspection_get_verdict (inspection);
  WlkOutcome outcome = get_outcome_of_verdict (verdict);
  g_autofree char *headline = wlk_inspection_dup_headline (inspection);

  wlk_terminal_add (terminal, WLK_STYLE_STRONG, target);
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, ": ");
  wlk_terminal_add (terminal, wlk_text_style_of (outcome),
                    wlk_text_style_get_mark (terminal, outcome));
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, " ");
  wlk_terminal_add (terminal, wlk_text_style_of (outcome), wlk_verdict_get_title (verdict));
  wlk_terminal_end_line (terminal);
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_STRONG, headline, MARGIN, "  ");
}

static void
write_weak_link (Answer    *self,
                 WlkReport *report)
{
  WlkPath *path = wlk_report_get_path (report);
  int position = wlk_report_get_weak_link (report);
  g_autofree char *text = NULL;

  if (position == WLK_WHOLE_PATH || path == NULL)
    return;

  text = g_strdup_printf (_("%s, %s"),
                          wlk_certificate_get_title (wlk_path_get_certificate (path, position)),
                          wlk_role_get_title (wlk_role_of (path, position)));
  write_line (self, _("Weak link"), WLK_STYLE_PLAIN, text);
}

/* What was found, and what was expected instead. A piece that is as expected explains nothing. */
static void
write_evidence (Answer     *self,
                WlkFinding *decisive)
{
  guint n_evidence = 0;
  const WlkEvidence *evidence = wlk_finding_get_evidence (decisive, &n_evidence);
  g_autofree char *summary = wlk_finding_dup_summary (decisive);
  gboolean needs_label = TRUE;
  guint n_written = 0;

  for (guint i = 0; i < n_evidence && n_written < MAX_EVIDENCE; i++)
    {
      g_autofree char *value = wlk_evidence_dup_value (&evidence[i]);
      g_autofree char *expected = wlk_evidence_dup_expected (&evidence[i]);
      g_autofree char *found = NULL;

      if (value == NULL || strcmp (value, summary) == 0 || g_strcmp0 (value, expected) == 0)
        continue;
      found = wlk_text_style_dup_pair (wlk_evidence_get_label (&evidence[i]), value);
      write_line (self, needs_label ? _("Found") : "", WLK_STYLE_PLAIN, found);
      write_line (self, _("Expected"), WLK_STYLE_PLAIN, expected);
      needs_label = expected != NULL;
      n_written++;
    }
}

/* Keeps the first programs, and the alert that a client would have sent, which stands in the log of
 * the server. Returns how many are left. */
static guint
drop_programs (WlkOtherProgram *programs,
               guint            n_programs)
{
  guint n_left = 0;

  for (guint i = 0; i < n_programs; i++)
    if (i < MAX_PROGRAMS || g_str_equal (programs[i].program, WLK_CAUSE_ALERT))
      programs[n_left++] = programs[i];

  return n_left;
}

static void
write_other_programs (Answer     *self,
                      WlkFinding *decisive,
                      gboolean    all)
{
  const char *cause = wlk_finding_get_cause (decisive);
  guint n_programs = 0;
  g_autofree WlkOtherProgram *programs = NULL;
  guint width = 0;
  g_autofree char *margin = NULL;

  if (cause != NULL)
    programs = wlk_cause_dup_other_programs (cause, &n_programs);
  if (!all)
    n_programs = drop_programs (programs, n_programs);
  if (n_programs == 0)
    return;

  for (guint i = 0; i < n_programs; i++)
    width = MAX (width, wlk_terminal_measure (programs[i].program));
  margin = g_strnfill (MARGIN + width + 2, ' ');

  wlk_text_style_add_heading (self->terminal, _("In Other Programs"));
  for (guint i = 0; i < n_programs; i++)
    {
      wlk_terminal_add (self->terminal, WLK_STYLE_PLAIN, "  ");
      wlk_terminal_add_padded (self->terminal, WLK_STYLE_DIM, programs[i].program, width + 2);
      wlk_terminal_add_wrapped (self->terminal, WLK_STYLE_PLAIN, programs[i].words,
                                MARGIN + width + 2, margin);
    }
}

static void
write_decisive (Answer    *self,
                WlkReport *report,
                gboolean   all)
{
  WlkFinding *decisive = wlk_report_get_decisive (report);
  const WlkStep *step = NULL;
  g_autofree char *step_text = NULL;
  g_autofree char *advice = NULL;

  if (decisive == NULL)
    return;

  step = wlk_finding_get_step (decisive);
  step_text = g_strdup_printf (_("%s, %s"), _(step->title), step->reference);
  advice = wlk_finding_dup_advice (decisive);
  write_weak_link (self, report);
  write_line (self, _("Step"), WLK_STYLE_PLAIN, step_text);
  write_evidence (self, decisive);
  write_line (self, _("What to do"), WLK_STYLE_PLAIN, advice);
  write_other_programs (self, decisive, all);
}

/* Only with its A-labels is an internationalized name told from those that look alike. */
static gboolean
is_international (WlkConnection *connection)
{
  WlkTarget *target = connection != NULL ? wlk_connection_get_target (connection) : NULL;

  return target != NULL &&
         strcmp (wlk_target_get_full_host (target), wlk_target_get_host (target)) != 0;
}

static gboolean
has_session (WlkConnection *connection)
{
  return connection != NULL && wlk_connection_get_session (connection)->protocol != NULL;
}

static void
write_session (Answer        *self,
               WlkConnection *connection)
{
  const char *parts[4] = { NULL };
  guint n_parts = 0;
  g_autofree char *text = NULL;

  parts[n_parts++] = wlk_connection_get_session (connection)->protocol;
  if (wlk_connection_get_session (connection)->cipher_suite != NULL)
    parts[n_parts++] = wlk_connection_get_session (connection)->cipher_suite;
  if (wlk_connection_get_session (connection)->group != NULL)
    parts[n_parts++] = wlk_connection_get_session (connection)->group;
  text = g_strjoinv (", ", (char **) parts);
  write_line (self, _("Connection"), WLK_STYLE_PLAIN, text);
}

static void
write_connection (Answer        *self,
                  WlkConnection *connection)
{
  if (is_international (connection))
    write_line (self, _("Host"), WLK_STYLE_PLAIN,
                wlk_target_get_full_host (wlk_connection_get_target (connection)));
  if (has_session (connection))
    write_session (self, connection);
}

/**
 * wlk_text_report_write:
 * @terminal: where to write
 * @target: what was inspected, as a person typed it
 * @inspection: the inspection
 * @all: whether to show every step
 *
 * Writes an inspection for people.
 */
void
wlk_text_report_write (WlkTerminal   *terminal,
                       const char    *target,
                       WlkInspection *inspection,
                       gboolean       all)
{
  g_auto(Answer) answer = { 0 };
  WlkReport *report = wlk_inspection_get_report (inspection, 0);
  WlkConnection *connection = wlk_inspection_get_connection (inspection);

  answer_init (&answer, terminal);
  write_verdict (terminal, target, inspection);
  if (wlk_report_get_decisive (report) != NULL || has_session (connection) ||
      is_international (connection))
    wlk_terminal_end_line (terminal);
  write_connection (&answer, connection);
  write_decisive (&answer, report, all);
  wlk_text_tree_write (terminal, inspection);
  wlk_text_steps_write (terminal, report, all);
}
