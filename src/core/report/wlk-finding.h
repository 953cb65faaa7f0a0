/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "report/wlk-finding-list.h"

G_BEGIN_DECLS

#define WLK_TYPE_FINDING (wlk_finding_get_type ())
G_DECLARE_FINAL_TYPE (WlkFinding, wlk_finding, WLK, FINDING, GObject)

/**
 * WlkFinding:
 * @record: its values, in @list
 * @certificate: (nullable): its certificate
 * @list: the findings of all steps
 * @index: its index in @list
 *
 * The finding of one step, immutable; a reference to its record. Readable properties for templates:
 * “title”, “outcome”, “summary”.
 */
struct _WlkFinding
{
  GObject                 parent_instance;

  const WlkFindingRecord *record;
  WlkCertificate         *certificate;
  WlkFindingList         *list;
  guint                   index;
};

WlkFinding *wlk_finding_new (WlkFindingList *list,
                             guint           index);
gboolean wlk_finding_is (WlkFinding *self,
                         WlkStepId   step);
char *wlk_finding_dup_summary (WlkFinding *self);
char *wlk_finding_dup_advice (WlkFinding *self);
const WlkEvidence *wlk_finding_get_evidence (WlkFinding *self,
                                             guint      *n_evidence);

G_END_DECLS
