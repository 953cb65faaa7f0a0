/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include "report/wlk-evidence.h"
#include "report/wlk-outcome.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_MAX_EVIDENCE 12 /* pieces of evidence in one finding; what a person takes in */

/**
 * WlkFindingDraft:
 * @outcome: what the step says
 * @summary: an N_() template
 * @cause: (nullable): id of a row of causes; not owned
 * @because: (nullable): title of the step that this one depends on; not owned
 * @failing_certificate: (nullable): the certificate of the path to blame where it is another;
 * borrowed
 * @n_evidence: how many pieces there are; more than %WLK_MAX_EVIDENCE are dropped
 * @evidence: the pieces
 *
 * A finding while its step is still at work. It lives on the stack of the processor; the step
 * adds evidence and ends with exactly one outcome. In a summary, “{certificate}” and “{issuer}”
 * stand for names, “{because}” for the title of a step, “{1}” for the value of the first piece of
 * evidence and “{1-expected}” for what was expected of it.
 */
typedef struct
{
  WlkOutcome      outcome;
  const char     *summary;
  const char     *cause;
  const char     *because;
  WlkCertificate *failing_certificate;
  guint           n_evidence;
  WlkEvidence     evidence[WLK_MAX_EVIDENCE];
} WlkFindingDraft;

void wlk_finding_draft_init (WlkFindingDraft *self);
void wlk_finding_draft_clear (WlkFindingDraft *self);
void wlk_finding_draft_add_words (WlkFindingDraft *self,
                                  const char      *label,
                                  const char      *words,
                                  WlkSpan          span);
void wlk_finding_draft_add_text (WlkFindingDraft *self,
                                 const char      *label,
                                 const char      *text,
                                 WlkSpan          span);
void wlk_finding_draft_add_lines (WlkFindingDraft    *self,
                                  const char         *label,
                                  const char * const *lines);
void wlk_finding_draft_add_time (WlkFindingDraft *self,
                                 const char      *label,
                                 gint64           seconds,
                                 WlkSpan          span);
void wlk_finding_draft_add_interval (WlkFindingDraft *self,
                                     const char      *label,
                                     gint64           seconds,
                                     WlkSpan          span);
void wlk_finding_draft_add_number (WlkFindingDraft *self,
                                   const char      *label,
                                   gint64           number,
                                   WlkSpan          span);
void wlk_finding_draft_add_bytes (WlkFindingDraft *self,
                                  const char      *label,
                                  GBytes          *bytes,
                                  WlkSpan          span);
void wlk_finding_draft_add_name (WlkFindingDraft *self,
                                 const char      *label,
                                 WlkName         *name,
                                 WlkSpan          span);
void wlk_finding_draft_add_oid (WlkFindingDraft *self,
                                const char      *label,
                                const char      *oid,
                                WlkSpan          span);
void wlk_finding_draft_expect_words (WlkFindingDraft *self,
                                     const char      *words);
void wlk_finding_draft_expect_text (WlkFindingDraft *self,
                                    const char      *text);
void wlk_finding_draft_expect_time (WlkFindingDraft *self,
                                    gint64           seconds);
void wlk_finding_draft_expect_number (WlkFindingDraft *self,
                                      gint64           number);
void wlk_finding_draft_expect_bytes (WlkFindingDraft *self,
                                     GBytes          *bytes);
void wlk_finding_draft_expect_name (WlkFindingDraft *self,
                                    WlkName         *name);
void wlk_finding_draft_pass (WlkFindingDraft *self,
                             const char      *summary);
void wlk_finding_draft_note (WlkFindingDraft *self,
                             const char      *summary);
void wlk_finding_draft_skip (WlkFindingDraft *self,
                             const char      *summary);
void wlk_finding_draft_skip_because (WlkFindingDraft *self,
                                     const char      *because);
void wlk_finding_draft_unknown (WlkFindingDraft *self,
                                const char      *cause,
                                const char      *summary);
void wlk_finding_draft_warn (WlkFindingDraft *self,
                             const char      *cause,
                             const char      *summary);
void wlk_finding_draft_fail (WlkFindingDraft *self,
                             const char      *cause,
                             const char      *summary);

G_END_DECLS
