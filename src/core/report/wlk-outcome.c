/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-outcome.h"

#include <glib/gi18n-lib.h>

/* The id (JSON, never translated) and the title of each value. Outcomes also have a word for use in
 * a sentence, and marks. */

static const struct
{
  GEnumValue  value;
  const char *title;
  const char *word;
  const char *mark;
  const char *ascii_mark;
} outcomes[] = {
  { { WLK_OUTCOME_PASSED, "WLK_OUTCOME_PASSED", "passed" },
    N_("Passed"), N_("passed"), "✓", "+" },
  { { WLK_OUTCOME_NOTE, "WLK_OUTCOME_NOTE", "note" },
    N_("Note"), N_("note"), "·", "." },
  { { WLK_OUTCOME_SKIPPED, "WLK_OUTCOME_SKIPPED", "skipped" },
    N_("Skipped"), N_("skipped"), "–", "-" },
  { { WLK_OUTCOME_UNKNOWN, "WLK_OUTCOME_UNKNOWN", "unknown" },
    N_("Unknown"), N_("unknown"), "?", "?" },
  { { WLK_OUTCOME_WARNING, "WLK_OUTCOME_WARNING", "warning" },
    N_("Warning"), N_("warning"), "!", "!" },
  { { WLK_OUTCOME_FAILED, "WLK_OUTCOME_FAILED", "failed" },
    N_("Failed"), N_("failed"), "✗", "x" },
};

typedef struct
{
  const char *id;
  const char *title;
} Word;

static const Word verdicts[] = {
  [WLK_VERDICT_TRUSTED] = { "trusted", N_("Trusted") },
  [WLK_VERDICT_NOT_TRUSTED] = { "not-trusted", N_("Not trusted") },
  [WLK_VERDICT_UNDETERMINED] = { "undetermined", N_("Undetermined") },
  [WLK_VERDICT_NOT_INSPECTED] = { "not-inspected", N_("Not inspected") },
};

static const Word phases[] = {
  [WLK_PHASE_CONNECTION] = { "connection", N_("Connection") },
  [WLK_PHASE_PATH] = { "path", N_("Certification Path") },
  [WLK_PHASE_BASIC] = { "basic", N_("Basic Processing") },
  [WLK_PHASE_PREPARE] = { "prepare", N_("Preparation for the Next") },
  [WLK_PHASE_WRAP_UP] = { "wrap-up", N_("Wrap-Up") },
  [WLK_PHASE_IDENTITY] = { "identity", N_("Identity and Purpose") },
  [WLK_PHASE_REVOCATION] = { "revocation", N_("Revocation") },
  [WLK_PHASE_PROFILE] = { "profile", N_("Policy of the Profile") },
  [WLK_PHASE_SECOND_OPINION] = { "second-opinion", N_("Second Opinion") },
};

/* The enumeration’s type, for the property of a finding. */
GType
wlk_outcome_get_type (void)
{
  static GEnumValue values[G_N_ELEMENTS (outcomes) + 1]; /* ends with zeros */
  static GType type;

  if (g_once_init_enter (&type))
    {
      for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
        values[i] = outcomes[i].value;
      g_once_init_leave (&type, g_enum_register_static ("WlkOutcome", values));
    }

  return type;
}

/* Its stable name in JSON. */
const char *
wlk_outcome_get_id (WlkOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (outcomes), NULL);

  return outcomes[outcome].value.value_nick;
}

/* Its title, translated. */
const char *
wlk_outcome_get_title (WlkOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (outcomes), NULL);

  return _(outcomes[outcome].title);
}

/* Its form within a sentence or list, translated. */
const char *
wlk_outcome_get_word (WlkOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (outcomes), NULL);

  return _(outcomes[outcome].word);
}

/**
 * wlk_outcome_get_mark:
 * @outcome: an outcome
 * @is_ascii: whether the output is limited to ASCII
 *
 * Returns: one character to show beside the word
 */
const char *
wlk_outcome_get_mark (WlkOutcome outcome,
                      gboolean   is_ascii)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (outcomes), NULL);

  return is_ascii ? outcomes[outcome].ascii_mark : outcomes[outcome].mark;
}

/* The outcome with the same appearance. */
WlkOutcome
wlk_verdict_get_outcome (WlkVerdict verdict)
{
  switch (verdict)
    {
    case WLK_VERDICT_TRUSTED:
      return WLK_OUTCOME_PASSED;

    case WLK_VERDICT_NOT_TRUSTED:
      return WLK_OUTCOME_FAILED;

    case WLK_VERDICT_UNDETERMINED:
    case WLK_VERDICT_NOT_INSPECTED:
    default:
      return WLK_OUTCOME_UNKNOWN;
    }
}

/* Its stable name in JSON. */
const char *
wlk_verdict_get_id (WlkVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), NULL);

  return verdicts[verdict].id;
}

/* Its title, translated. */
const char *
wlk_verdict_get_title (WlkVerdict verdict)
{
  g_return_val_if_fail (verdict < G_N_ELEMENTS (verdicts), NULL);

  return _(verdicts[verdict].title);
}

/* Its stable name in JSON. */
const char *
wlk_phase_get_id (WlkPhase phase)
{
  g_return_val_if_fail (phase < G_N_ELEMENTS (phases), NULL);

  return phases[phase].id;
}

/* Its title, translated. */
const char *
wlk_phase_get_title (WlkPhase phase)
{
  g_return_val_if_fail (phase < G_N_ELEMENTS (phases), NULL);

  return _(phases[phase].title);
}
