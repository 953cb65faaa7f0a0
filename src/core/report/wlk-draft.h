/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "report/wlk-evidence.h"
#include "report/wlk-outcome.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_MAX_EVIDENCE 12 /* pieces of evidence in one finding */

/**
 * WlkDraft:
 * @outcome: the outcome of the step
 * @summary: an N_() template
 * @cause: (nullable): id of a row of causes; not owned
 * @because: (nullable): title of the step that this one depends on; not owned
 * @failing_certificate: (nullable): the certificate of the path that causes the failure, if
 *   another; borrowed
 * @n_evidence: how many pieces there are; more than %WLK_MAX_EVIDENCE are dropped
 * @last: (nullable): the piece added last, in @evidence; %NULL when it was dropped
 * @evidence: the pieces
 *
 * A finding under construction, on the stack of the processor. The step adds evidence and sets
 * exactly one outcome. In a summary, “{certificate}” and “{issuer}” are replaced by names,
 * “{because}” by the title of a step, “{1}” by the value of the first piece of evidence and
 * “{1-expected}” by its expected value.
 */
typedef struct
{
  WlkOutcome      outcome;
  const char     *summary;
  const char     *cause;
  const char     *because;
  WlkCertificate *failing_certificate;
  guint           n_evidence;
  WlkEvidence    *last;
  WlkEvidence     evidence[WLK_MAX_EVIDENCE];
} WlkDraft;

void wlk_draft_init (WlkDraft *self);
void wlk_draft_clear (WlkDraft *self);
void wlk_draft_at (WlkDraft *self,
                   WlkSpan   span);
void wlk_draft_words (WlkDraft   *self,
                      const char *label,
                      const char *words);
void wlk_draft_text (WlkDraft   *self,
                     const char *label,
                     const char *text);
void wlk_draft_lines (WlkDraft           *self,
                      const char         *label,
                      const char * const *lines);
void wlk_draft_time (WlkDraft   *self,
                     const char *label,
                     gint64      seconds);
void wlk_draft_interval (WlkDraft   *self,
                         const char *label,
                         gint64      seconds);
void wlk_draft_number (WlkDraft   *self,
                       const char *label,
                       gint64      number);
void wlk_draft_bytes (WlkDraft   *self,
                      const char *label,
                      GBytes     *bytes);
void wlk_draft_name (WlkDraft   *self,
                     const char *label,
                     WlkName    *name);
void wlk_draft_oid (WlkDraft   *self,
                    const char *label,
                    const char *oid);
void wlk_draft_expect_words (WlkDraft   *self,
                             const char *words);
void wlk_draft_expect_text (WlkDraft   *self,
                            const char *text);
void wlk_draft_expect_number (WlkDraft *self,
                              gint64    number);
void wlk_draft_expect_bytes (WlkDraft *self,
                             GBytes   *bytes);
void wlk_draft_expect_name (WlkDraft *self,
                            WlkName  *name);
void wlk_draft_pass (WlkDraft   *self,
                     const char *summary);
void wlk_draft_note (WlkDraft   *self,
                     const char *summary);
void wlk_draft_skip (WlkDraft   *self,
                     const char *summary);
void wlk_draft_skip_because (WlkDraft   *self,
                             const char *because);
void wlk_draft_unknown (WlkDraft   *self,
                        const char *cause,
                        const char *summary);
void wlk_draft_warn (WlkDraft   *self,
                     const char *cause,
                     const char *summary);
void wlk_draft_fail (WlkDraft   *self,
                     const char *cause,
                     const char *summary);

G_END_DECLS
