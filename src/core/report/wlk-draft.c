/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-draft.h"

#include <glib/gi18n-lib.h>

/*
 * A path of four certificates makes about a hundred findings, so nothing here formats anything, and
 * the array of evidence is not cleared before it is used. Labels, words and summaries are N_()
 * strings; summaries are templates. Other values are copied. A cause is the id of one in
 * wlk-cause.c, or %NULL.
 */

/* Initialises @self as a passed finding without a summary or evidence. */
void
wlk_draft_init (WlkDraft *self)
{
  self->outcome = WLK_OUTCOME_PASSED;
  self->summary = NULL;
  self->cause = NULL;
  self->because = NULL;
  self->failing_certificate = NULL;
  self->n_evidence = 0;
  self->last = NULL;
}

/* Frees its evidence. */
void
wlk_draft_clear (WlkDraft *self)
{
  for (guint i = 0; i < self->n_evidence; i++)
    wlk_evidence_clear (&self->evidence[i]);
  self->n_evidence = 0;
  self->last = NULL;
}

static void
add (WlkDraft   *self,
     const char *label,
     WlkValue    value)
{
  self->last = NULL;
  if (self->n_evidence == WLK_MAX_EVIDENCE)
    {
      wlk_value_clear (&value);
      return;
    }

  self->last = &self->evidence[self->n_evidence++];
  *self->last = (WlkEvidence) {
    .label = label,
    .value = value,
    .expected = { .kind = WLK_VALUE_NONE },
    .span = WLK_SPAN_NONE,
  };
}

/* The expected value of a dropped piece is dropped too. */
static void
expect (WlkDraft *self,
        WlkValue  expected)
{
  if (self->last == NULL)
    {
      wlk_value_clear (&expected);
      return;
    }

  wlk_value_clear (&self->last->expected);
  self->last->expected = expected;
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

/* Locates the last piece of evidence in the DER of the certificate. */
void
wlk_draft_at (WlkDraft *self,
              WlkSpan   span)
{
  if (self->last != NULL)
    self->last->span = span;
}

/* Adds a translatable value. */
void
wlk_draft_words (WlkDraft   *self,
                 const char *label,
                 const char *words)
{
  add (self, label, make_words (words));
}

/* Adds untrusted text; %NULL counts as empty. */
void
wlk_draft_text (WlkDraft   *self,
                const char *label,
                const char *text)
{
  add (self, label, make_text (WLK_VALUE_TEXT, text));
}

/* Adds evidence that is a list of untrusted texts, like a dialogue. */
void
wlk_draft_lines (WlkDraft           *self,
                 const char         *label,
                 const char * const *lines)
{
  WlkValue value = { .kind = WLK_VALUE_LINES };

  value.lines = g_strdupv ((char **) lines);
  add (self, label, value);
}

/* Adds a time, in seconds since 1970. */
void
wlk_draft_time (WlkDraft   *self,
                const char *label,
                gint64      seconds)
{
  add (self, label, make_number (WLK_VALUE_TIME, seconds));
}

/* Adds a duration, in seconds. */
void
wlk_draft_interval (WlkDraft   *self,
                    const char *label,
                    gint64      seconds)
{
  add (self, label, make_number (WLK_VALUE_INTERVAL, seconds));
}

/* Adds a number. */
void
wlk_draft_number (WlkDraft   *self,
                  const char *label,
                  gint64      number)
{
  add (self, label, make_number (WLK_VALUE_NUMBER, number));
}

/* Adds bytes. */
void
wlk_draft_bytes (WlkDraft   *self,
                 const char *label,
                 GBytes     *bytes)
{
  add (self, label, make_bytes (bytes));
}

/* Adds a distinguished name. */
void
wlk_draft_name (WlkDraft   *self,
                const char *label,
                WlkName    *name)
{
  add (self, label, make_name (name));
}

/* Adds a dotted object identifier, which is shown with its title. */
void
wlk_draft_oid (WlkDraft   *self,
               const char *label,
               const char *oid)
{
  add (self, label, make_text (WLK_VALUE_OID, oid));
}

/* Sets the expected value of the last piece of evidence, like those that follow. */
void
wlk_draft_expect_words (WlkDraft   *self,
                        const char *words)
{
  expect (self, make_words (words));
}

/* The same for untrusted text. */
void
wlk_draft_expect_text (WlkDraft   *self,
                       const char *text)
{
  expect (self, make_text (WLK_VALUE_TEXT, text));
}

/* The same for a number. */
void
wlk_draft_expect_number (WlkDraft *self,
                         gint64    number)
{
  expect (self, make_number (WLK_VALUE_NUMBER, number));
}

/* The same for bytes. */
void
wlk_draft_expect_bytes (WlkDraft *self,
                        GBytes   *bytes)
{
  expect (self, make_bytes (bytes));
}

/* The same for a distinguished name. */
void
wlk_draft_expect_name (WlkDraft *self,
                       WlkName  *name)
{
  expect (self, make_name (name));
}

static void
conclude (WlkDraft   *self,
          WlkOutcome  outcome,
          const char *cause,
          const char *summary)
{
  self->outcome = outcome;
  self->cause = cause;
  self->summary = summary;
}

/* The rule holds. */
void
wlk_draft_pass (WlkDraft   *self,
                const char *summary)
{
  conclude (self, WLK_OUTCOME_PASSED, NULL, summary);
}

/* Reports information without effect on the verdict. */
void
wlk_draft_note (WlkDraft   *self,
                const char *summary)
{
  conclude (self, WLK_OUTCOME_NOTE, NULL, summary);
}

/* The rule was not checked, for the reason in @summary. */
void
wlk_draft_skip (WlkDraft   *self,
                const char *summary)
{
  conclude (self, WLK_OUTCOME_SKIPPED, NULL, summary);
}

/* The rule was not checked, since its prerequisite, with the title @because, did not pass. */
void
wlk_draft_skip_because (WlkDraft   *self,
                        const char *because)
{
  self->because = because;
  conclude (self, WLK_OUTCOME_SKIPPED, NULL,
            N_("Not checked, because the step “{because}” did not pass."));
}

/* The rule could not be checked. @cause is %NULL unless the verdict depends on it. */
void
wlk_draft_unknown (WlkDraft   *self,
                   const char *cause,
                   const char *summary)
{
  conclude (self, WLK_OUTCOME_UNKNOWN, cause, summary);
}

/* The rule is violated, but the certificate is not rejected for it. */
void
wlk_draft_warn (WlkDraft   *self,
                const char *cause,
                const char *summary)
{
  conclude (self, WLK_OUTCOME_WARNING, cause, summary);
}

/* The rule is violated. */
void
wlk_draft_fail (WlkDraft   *self,
                const char *cause,
                const char *summary)
{
  conclude (self, WLK_OUTCOME_FAILED, cause, summary);
}
