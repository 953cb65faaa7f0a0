/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-text-tree.h"

#include "path/wlk-role.h"
#include "report/wlk-certificate-summary.h"
#include "wlk-text-style.h"

#include <glib/gi18n-lib.h>

/*
 * The path from the anchor down, two lines to a certificate:
 *
 *   ✓ Example Root — trust anchor, passed
 *   │ RSA 4096 · until 2040-01-01 · system trust store
 *   └─✗ Example CA — intermediate CA, failed  ← weak link
 *     │ EC P-256 · expired 2026-05-31 · good signature, RSA with SHA-256
 *     └─– www.example.org — end entity, not reached
 *         EC P-256 · until 2026-12-31 · good signature, ECDSA with SHA-256
 */

#define MARGIN        2  /* columns before the top of the tree */
#define INDENT        2  /* columns to a level */
#define MAX_INDENTED  12 /* levels; deeper ones stand below each other, so that text has room */
#define ROLE_WIDTH    44 /* columns; room for role, outcome and “weak link” beside the name */
#define MAX_UNUSED    5  /* certificates named; more are only counted */
#define MAX_OTHERS    5  /* other paths named; --format=json has all of them */

/* The column at which a certificate's name begins; its mark stands two columns before. */
static guint
get_column (guint position)
{
  return MARGIN + INDENT * (MIN (position, MAX_INDENTED) + 1);
}

/* What one certificate comes to; below the weak link it is “not reached”. */
static const char *
describe_outcome (WlkReport  *report,
                  guint       position,
                  WlkOutcome *outcome)
{
  if (!wlk_report_is_reached (report, position))
    {
      *outcome = WLK_OUTCOME_SKIPPED;
      return _("not reached");
    }

  *outcome = wlk_report_get_outcome_at (report, position);
  return wlk_text_style_get_word (*outcome);
}

/* What the lines below a certificate's name begin with: the line that leads to the next one. */
static char *
make_margin (WlkTerminal *terminal,
             WlkPath     *path,
             guint        position)
{
  gboolean is_last = position + 1 == wlk_path_get_length (path);
  const char *line = is_last ? "  " : terminal->has_unicode ? "│ " : "| ";
  g_autofree char *blanks = g_strnfill (get_column (position) - INDENT, ' ');

  return g_strconcat (blanks, line, NULL);
}

static void
write_role (WlkTerminal *terminal,
            WlkReport   *report,
            guint        position)
{
  WlkOutcome outcome;
  const char *word = describe_outcome (report, position, &outcome);
  WlkRole role = wlk_role_of (wlk_report_get_path (report), position);

  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, wlk_role_get_title (role));
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, ", ");
  wlk_terminal_add (terminal, wlk_text_style_of (outcome), word);
  if (wlk_report_get_weak_link (report) == (int) position)
    {
      wlk_terminal_add (terminal, WLK_STYLE_BAD, terminal->has_unicode ? "  ← " : "  <- ");
      wlk_terminal_add (terminal, WLK_STYLE_BAD, _("weak link"));
    }
  wlk_terminal_end_line (terminal);
}

static void
write_name_line (WlkTerminal *terminal,
                 WlkReport   *report,
                 guint        position)
{
  WlkPath *path = wlk_report_get_path (report);
  const char *title = wlk_certificate_get_title (wlk_path_get_certificate (path, position));
  guint column = get_column (position);
  g_autofree char *blanks = g_strnfill (column - INDENT * (position > 0 ? 2 : 1), ' ');
  g_autofree char *margin = make_margin (terminal, path, position);
  WlkOutcome outcome;

  describe_outcome (report, position, &outcome);
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, blanks);
  if (position > 0)
    wlk_terminal_add (terminal, WLK_STYLE_DIM, terminal->has_unicode ? "└─" : "`-");
  wlk_terminal_add (terminal, wlk_text_style_of (outcome),
                    wlk_text_style_get_mark (terminal, outcome));
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, " ");
  if (column + wlk_terminal_measure (title) + ROLE_WIDTH <= terminal->width)
    {
      wlk_terminal_add (terminal, WLK_STYLE_STRONG, title);
      wlk_terminal_add (terminal, WLK_STYLE_PLAIN, terminal->has_unicode ? " — " : " - ");
    }
  else
    {
      wlk_terminal_add_wrapped (terminal, WLK_STYLE_STRONG, title, column, margin);
      wlk_terminal_add (terminal, WLK_STYLE_DIM, margin);
    }
  write_role (terminal, report, position);
}

/* Adds pieces of text with dots between them, and begins a new line rather than break one. */
static void
add_pieces (WlkTerminal        *terminal,
            const char * const *pieces,
            guint               column,
            const char         *margin)
{
  const char *dot = terminal->has_unicode ? " · " : ", ";
  guint at = column;

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      guint width = wlk_terminal_measure (pieces[i]);
      gboolean is_last = pieces[i + 1] == NULL;

      if (i > 0 && at + wlk_terminal_measure (dot) + width <= terminal->width)
        {
          wlk_terminal_add (terminal, WLK_STYLE_DIM, dot);
          at += wlk_terminal_measure (dot);
        }
      else if (i > 0)
        {
          wlk_terminal_end_line (terminal);
          wlk_terminal_add (terminal, WLK_STYLE_DIM, margin);
          at = column;
        }
      if (is_last)
        wlk_terminal_add_wrapped (terminal, WLK_STYLE_DIM, pieces[i], at, margin);
      else
        wlk_terminal_add (terminal, WLK_STYLE_DIM, pieces[i]);
      at += width;
    }
}

static void
write_detail_line (WlkTerminal *terminal,
                   WlkReport   *report,
                   guint        position)
{
  WlkPath *path = wlk_report_get_path (report);
  WlkCertificate *certificate = wlk_path_get_certificate (path, position);
  gint64 time = wlk_query_get (wlk_report_get_query (report))->time;
  g_autofree char *margin = make_margin (terminal, path, position);
  g_autofree char *validity = wlk_certificate_summary_dup_validity (certificate, time);
  g_autofree char *signature = wlk_certificate_summary_dup_signature (report, position);
  const char *pieces[] = {
    wlk_certificate_summary_get_key (certificate), validity, signature, NULL
  };

  wlk_terminal_add (terminal, WLK_STYLE_DIM, margin);
  add_pieces (terminal, pieces, get_column (position), margin);
}

static void
write_path (WlkTerminal *terminal,
            WlkReport   *report)
{
  WlkPath *path = wlk_report_get_path (report);

  wlk_text_style_add_heading (terminal, _("Path"));
  if (!wlk_path_has_anchor (path))
    {
      wlk_terminal_add (terminal, WLK_STYLE_BAD, terminal->has_unicode ? "  ⋮ " : "  : ");
      wlk_terminal_add (terminal, WLK_STYLE_DIM, _("no trust anchor"));
      wlk_terminal_end_line (terminal);
    }
  for (guint i = 0; i < wlk_path_get_length (path); i++)
    {
      write_name_line (terminal, report, i);
      write_detail_line (terminal, report, i);
    }
}

static void
write_other_path (WlkTerminal *terminal,
                  WlkReport   *report)
{
  WlkPath *path = wlk_report_get_path (report);
  WlkVerdict verdict = wlk_report_get_verdict (report);
  WlkOutcome outcome = verdict == WLK_VERDICT_TRUSTED ? WLK_OUTCOME_PASSED
                       : verdict == WLK_VERDICT_NOT_TRUSTED ? WLK_OUTCOME_FAILED
                       : WLK_OUTCOME_UNKNOWN;
  g_autoptr(GString) names = g_string_new (NULL);
  g_autofree char *headline = wlk_report_dup_headline (report);

  for (guint i = 0; i < wlk_path_get_length (path); i++)
    {
      if (i > 0)
        g_string_append (names, terminal->has_unicode ? " → " : " > ");
      g_string_append (names, wlk_certificate_get_title (wlk_path_get_certificate (path, i)));
    }

  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
  wlk_terminal_add (terminal, wlk_text_style_of (outcome),
                    wlk_text_style_get_mark (terminal, outcome));
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, " ");
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_PLAIN, names->str, 4, "    ");
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "    ");
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_DIM, headline, 4, "    ");
}

static void
write_rest (WlkTerminal *terminal,
            guint        n_rest)
{
  g_autofree char *text = NULL;

  if (n_rest == 0)
    return;

  text = g_strdup_printf (ngettext ("and %u more", "and %u more", n_rest), n_rest);
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "    ");
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_DIM, text, 4, "    ");
}

static void
write_other_paths (WlkTerminal   *terminal,
                   WlkInspection *inspection)
{
  guint n_others = wlk_inspection_get_n_reports (inspection) - 1;
  guint n_shown = MIN (n_others, MAX_OTHERS);
  g_autofree char *heading = NULL;

  if (n_others == 0)
    return;

  heading = g_strdup_printf (_("Other paths (%u)"), n_others);
  wlk_text_style_add_heading (terminal, heading);
  for (guint i = 1; i <= n_shown; i++)
    write_other_path (terminal, wlk_inspection_get_report (inspection, i));
  write_rest (terminal, n_others - n_shown);
}

static void
write_unused (WlkTerminal   *terminal,
              WlkInspection *inspection)
{
  GListModel *unused = wlk_inspection_get_unused (inspection);
  guint n_unused = g_list_model_get_n_items (unused);
  guint n_shown = MIN (n_unused, MAX_UNUSED);
  g_autofree char *heading = NULL;

  if (n_unused == 0)
    return;

  heading = g_strdup_printf (_("Not used (%u)"), n_unused);
  wlk_text_style_add_heading (terminal, heading);
  for (guint i = 0; i < n_shown; i++)
    {
      g_autoptr(WlkCertificate) certificate = g_list_model_get_item (unused, i);

      wlk_terminal_add (terminal, WLK_STYLE_DIM, terminal->has_unicode ? "  – " : "  - ");
      wlk_terminal_add_wrapped (terminal, WLK_STYLE_PLAIN,
                                wlk_certificate_get_title (certificate), 4, "    ");
    }
  write_rest (terminal, n_unused - n_shown);
}

/**
 * wlk_text_tree_write:
 * @terminal: where to write
 * @inspection: an inspection
 *
 * Draws the first report's path from the anchor down, and names the other paths and what was
 * received and not used.
 */
void
wlk_text_tree_write (WlkTerminal   *terminal,
                     WlkInspection *inspection)
{
  WlkReport *report = wlk_inspection_get_report (inspection, 0);

  if (wlk_report_get_path (report) == NULL)
    return;

  write_path (terminal, report);
  write_other_paths (terminal, inspection);
  write_unused (terminal, inspection);
}
