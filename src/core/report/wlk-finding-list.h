/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-draft.h"
#include "report/wlk-step.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

#define WLK_WHOLE_PATH (-1) /* the position of a finding about the path as a whole */

/**
 * WlkFindingRecord:
 * @step: the rule; static
 * @certificate: (nullable): its certificate; borrowed from the path, or, with %WLK_WHOLE_PATH,
 *   owned by the list
 * @failing_certificate: (nullable): the one that causes the outcome, if another; borrowed from the
 *   path or from what was received
 * @position: its index in the path, 0 for the anchor, or %WLK_WHOLE_PATH
 * @outcome: the outcome of the step
 * @summary: an N_() template
 * @cause: (nullable): id of a cause
 * @because: (nullable): title of the step that this one depends on
 * @first_evidence: index of the first piece of evidence
 * @n_evidence: how many pieces there are
 *
 * The finding of one step.
 */
typedef struct
{
  const WlkStep  *step;
  WlkCertificate *certificate;
  WlkCertificate *failing_certificate;
  int             position;
  WlkOutcome      outcome;
  const char     *summary;
  const char     *cause;
  const char     *because;
  guint           first_evidence;
  guint           n_evidence;
} WlkFindingRecord;

/* The findings of all steps, in check order; reference-counted, and immutable once complete. */
typedef struct _WlkFindingList WlkFindingList;

WlkFindingList *wlk_finding_list_new (WlkFindingList *prefix,
                                      guint           n_expected);
WlkFindingList *wlk_finding_list_ref (WlkFindingList *self);
void wlk_finding_list_unref (WlkFindingList *self);
void wlk_finding_list_add (WlkFindingList *self,
                           WlkStepId       step,
                           int             position,
                           WlkCertificate *certificate,
                           WlkDraft       *draft);
guint wlk_finding_list_get_length (const WlkFindingList *self);
const WlkFindingRecord *wlk_finding_list_get (const WlkFindingList *self,
                                              guint                 index);
const WlkEvidence *wlk_finding_list_get_evidence (const WlkFindingList *self,
                                                  guint                 index);
gboolean wlk_finding_record_matters (const WlkFindingRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkFindingList, wlk_finding_list_unref)

G_END_DECLS
