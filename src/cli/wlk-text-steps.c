/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-text-steps.h"

#include "wlk-text-style.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The steps of one path. Without --all those that need a person's attention: failed, warning,
 * unknown, and what was asked for. With it every step, and its evidence, by phase and certificate.
 */

#define MARGIN 2 /* columns before a mark */

/* Who gives client certificates asks about each of them. */
static gboolean
is_asked_for (WlkFinding *finding)
{
  return wlk_finding_is (finding, WLK_STEP_CLIENT_CERTIFICATE_FITS);
}

static gboolean
is_shown (WlkFinding *finding,
          gboolean    all)
{
  switch (wlk_finding_get_outcome (finding))
    {
    case WLK_OUTCOME_FAILED:
    case WLK_OUTCOME_WARNING:
    case WLK_OUTCOME_UNKNOWN:
      return TRUE;

    case WLK_OUTCOME_PASSED:
    case WLK_OUTCOME_NOTE:
    case WLK_OUTCOME_SKIPPED:
    default:
      return all || is_asked_for (finding);
    }
}

/* The width of the longest outcome word, so that titles stand below each other. */
static guint
measure_words (void)
{
  guint width = 0;

  for (int i = WLK_OUTCOME_PASSED; i <= WLK_OUTCOME_FAILED; i++)
    width = MAX (width, wlk_terminal_measure (wlk_text_style_get_word (i)));

  return width;
}

/* A piece that only repeats the summary is left out. */
static void
write_evidence (WlkTerminal       *terminal,
                const WlkEvidence *evidence,
                const char        *summary,
                guint              column,
                const char        *margin)
{
  const char *label = wlk_evidence_get_label (evidence);
  g_autofree char *value = wlk_evidence_dup_value (evidence);
  g_autofree char *expected = wlk_evidence_dup_expected (evidence);
  g_autofree char *text = NULL;

  if (g_strcmp0 (value, summary) == 0)
    return;
  if (expected != NULL)
    text = g_strdup_printf (_("%s: %s (expected: %s)"), label, value != NULL ? value : "",
                            expected);
  else
    text = wlk_text_style_dup_pair (label, value != NULL ? value : "");

  wlk_terminal_add (terminal, WLK_STYLE_DIM, margin);
  wlk_terminal_add_lines (terminal, WLK_STYLE_DIM, text, column, margin);
}

/* How many findings from @first on say the same of one certificate after the other: those of one
 * step, in the same words and without evidence. They are written once. */
static guint
count_same (WlkReport *report,
            guint      first)
{
  WlkFinding *finding = wlk_report_get_finding (report, first);
  g_autofree char *summary = wlk_finding_dup_summary (finding);
  guint n_same = 1;

  while (first + n_same < wlk_report_get_n_findings (report))
    {
      WlkFinding *next = wlk_report_get_finding (report, first + n_same);
      g_autofree char *next_summary = wlk_finding_dup_summary (next);
      guint n_evidence = 0;

      wlk_finding_get_evidence (next, &n_evidence);
      if (wlk_finding_get_step (next) != wlk_finding_get_step (finding) || n_evidence > 0 ||
          wlk_finding_get_outcome (next) != wlk_finding_get_outcome (finding) ||
          strcmp (next_summary, summary) != 0)
        break;
      n_same++;
    }

  return n_same;
}

/* “ · Example CA, www.example.org · RFC 5280 §4”: the certificates and the source of a step. */
static char *
describe_place (WlkReport *report,
                guint      first,
                guint      n_same)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < first + n_same; i++)
    {
      WlkCertificate *certificate =
        wlk_finding_get_certificate (wlk_report_get_finding (report, i));

      if (certificate == NULL)
        continue;
      g_string_append (text, i == first ? " · " : ", ");
      g_string_append (text, wlk_certificate_get_title (certificate));
    }
  g_string_append (text, " · ");
  g_string_append (text,
                   wlk_finding_get_step (wlk_report_get_finding (report, first))->reference);

  return g_string_free (text, FALSE);
}

static void
write_findings (WlkTerminal *terminal,
                WlkReport   *report,
                guint        first,
                guint        n_same,
                guint        word_width)
{
  WlkFinding *finding = wlk_report_get_finding (report, first);
  const char *title = _(wlk_finding_get_step (finding)->title);
  WlkOutcome outcome = wlk_finding_get_outcome (finding);
  guint column = MARGIN + 2 + word_width + 2;
  g_autofree char *margin = g_strnfill (column, ' ');
  g_autofree char *summary = wlk_finding_dup_summary (finding);
  g_autofree char *place = describe_place (report, first, n_same);
  guint n_evidence = 0;
  const WlkEvidence *evidence = wlk_finding_get_evidence (finding, &n_evidence);

  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
  wlk_terminal_add_padded (terminal, wlk_text_style_of (outcome),
                           wlk_text_style_get_mark (terminal, outcome), 2);
  wlk_terminal_add_padded (terminal, wlk_text_style_of (outcome),
                           wlk_text_style_get_word (outcome), word_width + 2);
  wlk_terminal_add (terminal, WLK_STYLE_STRONG, title);
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_DIM, place,
                            column + wlk_terminal_measure (title), margin);
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, margin);
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_PLAIN, summary, column, margin);
  for (guint i = 0; i < n_evidence; i++)
    write_evidence (terminal, &evidence[i], summary, column, margin);
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

/* “Steps  1 failed, 2 warnings, 31 passed”, the gravest first. */
static void
write_heading (WlkTerminal *terminal,
               WlkReport   *report)
{
  guint counts[WLK_OUTCOME_FAILED + 1] = { 0 };
  gboolean is_first = TRUE;

  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    counts[wlk_finding_get_outcome (wlk_report_get_finding (report, i))]++;

  wlk_terminal_end_line (terminal);
  wlk_terminal_add (terminal, WLK_STYLE_STRONG, _("Steps"));
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, ": ");
  for (int i = WLK_OUTCOME_FAILED; i >= WLK_OUTCOME_PASSED; i--)
    {
      g_autofree char *text = describe_count (i, counts[i]);

      if (counts[i] == 0)
        continue;
      if (!is_first)
        wlk_terminal_add (terminal, WLK_STYLE_PLAIN, ", ");
      wlk_terminal_add (terminal, wlk_text_style_of (i), text);
      is_first = FALSE;
    }
  wlk_terminal_end_line (terminal);
}

/**
 * wlk_text_steps_write:
 * @terminal: where to write
 * @report: a report
 * @all: whether to show what passed, what is worth a note and what was skipped, too
 *
 * Writes the steps in the order in which a verifier takes them.
 */
void
wlk_text_steps_write (WlkTerminal *terminal,
                      WlkReport   *report,
                      gboolean     all)
{
  guint word_width = measure_words ();
  guint n_hidden = 0;
  guint n_same = 1;

  write_heading (terminal, report);
  for (guint i = 0; i < wlk_report_get_n_findings (report); i += n_same)
    {
      n_same = count_same (report, i);
      if (is_shown (wlk_report_get_finding (report, i), all))
        write_findings (terminal, report, i, n_same, word_width);
      else
        n_hidden += n_same;
    }
  if (n_hidden > 0)
    {
      g_autofree char *text = NULL;

      text = g_strdup_printf (ngettext ("%u step is not shown; --all shows it.",
                                        "%u steps are not shown; --all shows them.", n_hidden),
                              n_hidden);
      wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
      wlk_terminal_add_wrapped (terminal, WLK_STYLE_DIM, text, MARGIN, "  ");
    }
}

/* Where the sources of a rule need several lines, each has one of its own, so that none is torn. */
static void
write_reference (WlkTerminal *terminal,
                 const char  *reference,
                 const char  *margin)
{
  guint column = strlen (margin);
  g_auto(GStrv) sources = NULL;

  if (column + wlk_terminal_measure (reference) <= terminal->width)
    {
      wlk_terminal_add_wrapped (terminal, WLK_STYLE_DIM, reference, column, margin);
      return;
    }

  sources = g_strsplit (reference, ", ", 0);
  for (guint i = 0; sources[i] != NULL; i++)
    {
      g_autofree char *line = g_strconcat (sources[i], sources[i + 1] != NULL ? "," : NULL, NULL);

      if (i > 0)
        wlk_terminal_add (terminal, WLK_STYLE_PLAIN, margin);
      wlk_terminal_add_wrapped (terminal, WLK_STYLE_DIM, line, column, margin);
    }
}

/**
 * wlk_text_steps_write_list:
 * @terminal: where to write
 *
 * Writes the table of steps, by phase: what --list-steps shows.
 */
void
wlk_text_steps_write_list (WlkTerminal *terminal)
{
  const WlkStep *previous = NULL;
  guint name_width = 0;
  guint title_width = 0;
  g_autofree char *margin = NULL;

  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    {
      const WlkStep *step = wlk_step_get (id);

      name_width = MAX (name_width, wlk_terminal_measure (step->name));
      title_width = MAX (title_width, wlk_terminal_measure (_(step->title)));
    }
  margin = g_strnfill (MARGIN + name_width + 2 + title_width + 2, ' ');
  for (WlkStepId id = WLK_STEP_NONE + 1; id < WLK_N_STEPS; id++)
    {
      const WlkStep *step = wlk_step_get (id);

      if (previous != NULL && step->phase != previous->phase)
        wlk_terminal_end_line (terminal);
      if (previous == NULL || step->phase != previous->phase)
        {
          wlk_terminal_add (terminal, WLK_STYLE_STRONG, wlk_phase_get_title (step->phase));
          wlk_terminal_end_line (terminal);
        }
      wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
      wlk_terminal_add_padded (terminal, WLK_STYLE_PLAIN, step->name, name_width + 2);
      wlk_terminal_add_padded (terminal, WLK_STYLE_PLAIN, _(step->title), title_width + 2);
      write_reference (terminal, step->reference, margin);
      previous = step;
    }
}
