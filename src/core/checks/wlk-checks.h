/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"
#include "report/wlk-step.h"

G_BEGIN_DECLS

/* The functions of the table of steps. Each reads the context, adds evidence to the draft and gives
 * it exactly one outcome. Steps of path validation may update the state of RFC 5280 §6.1.2. */
#define WLK_STEP(id, name, title, reference, phase, scope, needs, run, paragraph) \
  void run (WlkCheckContext * context, WlkDraft * draft);
#include "report/wlk-steps.def"
#undef WLK_STEP

const WlkExtension *wlk_checks_extensions_find_unknown (WlkCertificate *certificate,
                                                        const char     *also_known);

/* A reference identity: a host name, an IP address or an email address, normalized. */
typedef struct _WlkReferenceIdentity WlkReferenceIdentity;

WlkReferenceIdentity *wlk_reference_identity_new (const char *name);
void wlk_reference_identity_free (WlkReferenceIdentity *self);
gboolean wlk_reference_identity_matches (const WlkReferenceIdentity *self,
                                         WlkCertificate             *certificate);

const WlkStep *wlk_checks_get_stage_step (WlkConnectionStage stage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkReferenceIdentity, wlk_reference_identity_free)

G_END_DECLS
