/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-finding-draft.h"

#include <glib/gi18n-lib.h>

/* A path of four certificates makes about a hundred findings, so nothing here formats anything,
 * and the array of evidence is not cleared before it is used. */

/**
 * wlk_finding_draft_init:
 * @self: (out caller-allocates): a draft
 *
 * Begins a finding that has passed and says nothing yet.
 */
void
wlk_finding_draft_init (WlkFindingDraft *self)
{
  self->outcome = WLK_OUTCOME_PASSED;
  self->summary = NULL;
  self->cause = NULL;
  self->because = NULL;
  self->failing_certificate = NULL;
  self->n_evidence = 0;
}

/**
 * wlk_finding_draft_clear:
 * @self: a draft
 *
 * Frees its evidence.
 */
void
wlk_finding_draft_clear (WlkFindingDraft *self)
{
  for (guint i = 0; i < self->n_evidence; i++)
    wlk_evidence_clear (&self->evidence[i]);
  self->n_evidence = 0;
}

static void
add (WlkFindingDraft *self,
     const char      *label,
     WlkValue         value,
     WlkSpan          span)
{
  if (self->n_evidence == WLK_MAX_EVIDENCE)
    {
      wlk_value_clear (&value);
      return;
    }

  self->evidence[self->n_evidence++] = (WlkEvidence) {
    .label = label,
    .value = value,
    .expected = { .kind = WLK_VALUE_NONE },
    .span = span,
  };
}

/* Of the last piece of evidence, which must be there. */
static void
expect (WlkFindingDraft *self,
        WlkValue         expected)
{
  g_return_if_fail (self->n_evidence > 0);

  wlk_value_clear (&self->evidence[self->n_evidence - 1].expected);
  self->evidence[self->n_evidence - 1].expected = expected;
}

static WlkValue
make_number (WlkValueKind kind,
             gint64       number)
{
  return (WlkValue) { .kind = kind, .number = number };
}

static WlkValue
make_words (const char *words)
{
  return (WlkValue) { .kind = WLK_VALUE_WORDS, .words = words };
}

static WlkValue
make_text (WlkValueKind kind,
           const char  *text)
{
  return (WlkValue) { .kind = kind, .text = g_strdup (text != NULL ? text : "") };
}

static WlkValue
make_bytes (GBytes *bytes)
{
  return (WlkValue) { .kind = WLK_VALUE_BYTES, .bytes = g_bytes_ref (bytes) };
}

static WlkValue
make_name (WlkName *name)
{
  return (WlkValue) { .kind = WLK_VALUE_NAME, .name = wlk_name_ref (name) };
}

/**
 * wlk_finding_draft_add_words:
 * @self: a draft
 * @label: an N_() string
 * @words: an N_() string
 * @span: where it stands
 *
 * Adds evidence in our own words.
 */
void
wlk_finding_draft_add_words (WlkFindingDraft *self,
                             const char      *label,
                             const char      *words,
                             WlkSpan          span)
{
  add (self, label, make_words (words), span);
}

/**
 * wlk_finding_draft_add_text:
 * @self: a draft
 * @label: an N_() string
 * @text: (nullable): a stranger's text, copied
 * @span: where it stands
 *
 * Adds evidence in a stranger's words.
 */
void
wlk_finding_draft_add_text (WlkFindingDraft *self,
                            const char      *label,
                            const char      *text,
                            WlkSpan          span)
{
  add (self, label, make_text (WLK_VALUE_TEXT, text), span);
}

/**
 * wlk_finding_draft_add_lines:
 * @self: a draft
 * @label: an N_() string
 * @lines: strangers' texts, copied
 *
 * Adds evidence that is a list, like a dialogue.
 */
void
wlk_finding_draft_add_lines (WlkFindingDraft    *self,
                             const char         *label,
                             const char * const *lines)
{
  WlkValue value = { .kind = WLK_VALUE_LINES };

  value.lines = g_strdupv ((char **) lines);
  add (self, label, value, WLK_SPAN_NONE);
}

/**
 * wlk_finding_draft_add_time:
 * @self: a draft
 * @label: an N_() string
 * @seconds: since 1970
 * @span: where it stands
 *
 * Adds a moment.
 */
void
wlk_finding_draft_add_time (WlkFindingDraft *self,
                            const char      *label,
                            gint64           seconds,
                            WlkSpan          span)
{
  add (self, label, make_number (WLK_VALUE_TIME, seconds), span);
}

/**
 * wlk_finding_draft_add_interval:
 * @self: a draft
 * @label: an N_() string
 * @seconds: how long
 * @span: where it stands
 *
 * Adds a length of time.
 */
void
wlk_finding_draft_add_interval (WlkFindingDraft *self,
                                const char      *label,
                                gint64           seconds,
                                WlkSpan          span)
{
  add (self, label, make_number (WLK_VALUE_INTERVAL, seconds), span);
}

/**
 * wlk_finding_draft_add_number:
 * @self: a draft
 * @label: an N_() string
 * @number: the number
 * @span: where it stands
 *
 * Adds a number.
 */
void
wlk_finding_draft_add_number (WlkFindingDraft *self,
                              const char      *label,
                              gint64           number,
                              WlkSpan          span)
{
  add (self, label, make_number (WLK_VALUE_NUMBER, number), span);
}

/**
 * wlk_finding_draft_add_bytes:
 * @self: a draft
 * @label: an N_() string
 * @bytes: the bytes
 * @span: where they stand
 *
 * Adds bytes.
 */
void
wlk_finding_draft_add_bytes (WlkFindingDraft *self,
                             const char      *label,
                             GBytes          *bytes,
                             WlkSpan          span)
{
  add (self, label, make_bytes (bytes), span);
}

/**
 * wlk_finding_draft_add_name:
 * @self: a draft
 * @label: an N_() string
 * @name: a distinguished name
 * @span: where it stands
 *
 * Adds a name.
 */
void
wlk_finding_draft_add_name (WlkFindingDraft *self,
                            const char      *label,
                            WlkName         *name,
                            WlkSpan          span)
{
  add (self, label, make_name (name), span);
}

/**
 * wlk_finding_draft_add_oid:
 * @self: a draft
 * @label: an N_() string
 * @oid: dotted, copied
 * @span: where it stands
 *
 * Adds an object identifier, which is shown with its title.
 */
void
wlk_finding_draft_add_oid (WlkFindingDraft *self,
                           const char      *label,
                           const char      *oid,
                           WlkSpan          span)
{
  add (self, label, make_text (WLK_VALUE_OID, oid), span);
}

/**
 * wlk_finding_draft_expect_words:
 * @self: a draft
 * @words: an N_() string
 *
 * Says what the last piece of evidence should be.
 */
void
wlk_finding_draft_expect_words (WlkFindingDraft *self,
                                const char      *words)
{
  expect (self, make_words (words));
}

/**
 * wlk_finding_draft_expect_text:
 * @self: a draft
 * @text: a stranger's text, copied
 *
 * Says what the last piece of evidence should be.
 */
void
wlk_finding_draft_expect_text (WlkFindingDraft *self,
                               const char      *text)
{
  expect (self, make_text (WLK_VALUE_TEXT, text));
}

/**
 * wlk_finding_draft_expect_time:
 * @self: a draft
 * @seconds: since 1970
 *
 * Says what the last piece of evidence should be, or what it was compared with.
 */
void
wlk_finding_draft_expect_time (WlkFindingDraft *self,
                               gint64           seconds)
{
  expect (self, make_number (WLK_VALUE_TIME, seconds));
}

/**
 * wlk_finding_draft_expect_number:
 * @self: a draft
 * @number: the number
 *
 * Says what the last piece of evidence should be.
 */
void
wlk_finding_draft_expect_number (WlkFindingDraft *self,
                                 gint64           number)
{
  expect (self, make_number (WLK_VALUE_NUMBER, number));
}

/**
 * wlk_finding_draft_expect_bytes:
 * @self: a draft
 * @bytes: the bytes
 *
 * Says what the last piece of evidence should be.
 */
void
wlk_finding_draft_expect_bytes (WlkFindingDraft *self,
                                GBytes          *bytes)
{
  expect (self, make_bytes (bytes));
}

/**
 * wlk_finding_draft_expect_name:
 * @self: a draft
 * @name: a distinguished name
 *
 * Says what the last piece of evidence should be.
 */
void
wlk_finding_draft_expect_name (WlkFindingDraft *self,
                               WlkName         *name)
{
  expect (self, make_name (name));
}

static void
conclude (WlkFindingDraft *self,
          WlkOutcome       outcome,
          const char      *cause,
          const char      *summary)
{
  self->outcome = outcome;
  self->cause = cause;
  self->summary = summary;
}

/**
 * wlk_finding_draft_pass:
 * @self: a draft
 * @summary: an N_() template
 *
 * The rule holds.
 */
void
wlk_finding_draft_pass (WlkFindingDraft *self,
                        const char      *summary)
{
  conclude (self, WLK_OUTCOME_PASSED, NULL, summary);
}

/**
 * wlk_finding_draft_note:
 * @self: a draft
 * @summary: an N_() template
 *
 * There is something worth knowing.
 */
void
wlk_finding_draft_note (WlkFindingDraft *self,
                        const char      *summary)
{
  conclude (self, WLK_OUTCOME_NOTE, NULL, summary);
}

/**
 * wlk_finding_draft_skip:
 * @self: a draft
 * @summary: an N_() template that says because of what
 *
 * The rule was not looked at.
 */
void
wlk_finding_draft_skip (WlkFindingDraft *self,
                        const char      *summary)
{
  conclude (self, WLK_OUTCOME_SKIPPED, NULL, summary);
}

/**
 * wlk_finding_draft_skip_because:
 * @self: a draft
 * @because: title of the step without which this one means nothing, an N_() string
 *
 * The rule was not looked at, since it depends on another that did not pass.
 */
void
wlk_finding_draft_skip_because (WlkFindingDraft *self,
                                const char      *because)
{
  self->because = because;
  conclude (self, WLK_OUTCOME_SKIPPED, NULL,
            N_("Not checked, because the step “{because}” did not pass."));
}

/**
 * wlk_finding_draft_unknown:
 * @self: a draft
 * @cause: (nullable): id of a cause when the verdict depends on it; %NULL when it does not matter
 * @summary: an N_() template that says what is missing
 *
 * It cannot be told whether the rule holds.
 */
void
wlk_finding_draft_unknown (WlkFindingDraft *self,
                           const char      *cause,
                           const char      *summary)
{
  conclude (self, WLK_OUTCOME_UNKNOWN, cause, summary);
}

/**
 * wlk_finding_draft_warn:
 * @self: a draft
 * @cause: (nullable): id of a cause
 * @summary: an N_() template
 *
 * The rule is broken, but that is no reason to refuse here.
 */
void
wlk_finding_draft_warn (WlkFindingDraft *self,
                        const char      *cause,
                        const char      *summary)
{
  conclude (self, WLK_OUTCOME_WARNING, cause, summary);
}

/**
 * wlk_finding_draft_fail:
 * @self: a draft
 * @cause: (nullable): id of a cause
 * @summary: an N_() template
 *
 * The rule is broken.
 */
void
wlk_finding_draft_fail (WlkFindingDraft *self,
                        const char      *cause,
                        const char      *summary)
{
  conclude (self, WLK_OUTCOME_FAILED, cause, summary);
}
