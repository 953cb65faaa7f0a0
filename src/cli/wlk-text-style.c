/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-text-style.h"

#include <glib/gi18n-lib.h>

/*
 * How outcomes look, the same in the answer, the tree and the steps. The mark and the colour are
 * for the eye that skims; the word is always there too.
 */

typedef struct
{
  const char *mark;
  const char *plain_mark; /* where only ASCII can be shown */
  const char *word;       /* N_() */
  WlkStyle    style;
} OutcomeLook;

static const OutcomeLook looks[] = {
  [WLK_OUTCOME_PASSED] = { "✓", "+", N_("passed"), WLK_STYLE_GOOD },
  [WLK_OUTCOME_NOTE] = { "·", ".", N_("note"), WLK_STYLE_PLAIN },
  [WLK_OUTCOME_SKIPPED] = { "–", "-", N_("skipped"), WLK_STYLE_DIM },
  [WLK_OUTCOME_UNKNOWN] = { "?", "?", N_("unknown"), WLK_STYLE_CAUTION },
  [WLK_OUTCOME_WARNING] = { "!", "!", N_("warning"), WLK_STYLE_CAUTION },
  [WLK_OUTCOME_FAILED] = { "✗", "x", N_("failed"), WLK_STYLE_BAD },
};

/**
 * wlk_text_style_get_mark:
 * @terminal: where it is shown
 * @outcome: an outcome
 *
 * Returns: (transfer none): a mark one column wide
 */
const char *
wlk_text_style_get_mark (const WlkTerminal *terminal,
                         WlkOutcome         outcome)
{
  return terminal->has_unicode ? looks[outcome].mark : looks[outcome].plain_mark;
}

/**
 * wlk_text_style_get_word:
 * @outcome: an outcome
 *
 * Returns: (transfer none): its word, translated, in small letters
 */
const char *
wlk_text_style_get_word (WlkOutcome outcome)
{
  return _(looks[outcome].word);
}

/**
 * wlk_text_style_of:
 * @outcome: an outcome
 *
 * Returns: how its mark and word look
 */
WlkStyle
wlk_text_style_of (WlkOutcome outcome)
{
  return looks[outcome].style;
}

/**
 * wlk_text_style_dup_pair:
 * @label: what it is about, translated
 * @value: a value, perhaps of several lines
 *
 * Returns: (transfer full): both in one line, or the lines of @value below @label
 */
char *
wlk_text_style_dup_pair (const char *label,
                         const char *value)
{
  g_auto(GStrv) lines = g_strsplit (value, "\n", -1);
  g_autofree char *list = NULL;

  if (g_strv_length (lines) <= 1)
    return g_strdup_printf (_("%s: %s"), label, value);

  list = g_strjoinv ("\n  ", lines);
  return g_strdup_printf (_("%s:\n  %s"), label, list);
}

/**
 * wlk_text_style_add_heading:
 * @terminal: where to write
 * @text: a heading, translated
 *
 * Begins a section: an empty line, and the heading.
 */
void
wlk_text_style_add_heading (WlkTerminal *terminal,
                            const char  *text)
{
  wlk_terminal_end_line (terminal);
  wlk_terminal_add (terminal, WLK_STYLE_STRONG, text);
  wlk_terminal_end_line (terminal);
}
