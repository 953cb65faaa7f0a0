/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "checks/wlk-check-context.h"
#include "report/wlk-draft.h"
#include "report/wlk-step.h"

G_BEGIN_DECLS

/**
 * WlkCheckFunc:
 * @context: what to look at; a step that is about the path's state may change that state
 * @draft: what it finds; the step gives it exactly one outcome
 */
typedef void (*WlkCheckFunc) (WlkCheckContext *context,
                              WlkDraft        *draft);

/**
 * WlkCheckScope:
 *
 * To which certificates a row applies.
 */
typedef enum {
  WLK_SCOPE_CONNECTION,    /* once, by the probe */
  WLK_SCOPE_FETCH,         /* for each fetch, by the gatherer */
  WLK_SCOPE_SEARCH,        /* once, by the search for paths, when there is something to say */
  WLK_SCOPE_PATH,          /* once */
  WLK_SCOPE_EVERY,         /* the anchor too */
  WLK_SCOPE_BELOW_ANCHOR,  /* positions 1 to n; without an anchor also 0 */
  WLK_SCOPE_WITH_CRLS,     /* the same, when a CRL is at hand */
  WLK_SCOPE_WITH_RESPONSES, /* the same, when an OCSP response is at hand */
  WLK_SCOPE_WITH_FETCHED,  /* as “intermediates”, when certificates were fetched */
  WLK_SCOPE_STAPLED,       /* the end entity, when its server sent an OCSP response along */
  WLK_SCOPE_AUTHORITIES,   /* positions 0 to n-1, the anchor too */
  WLK_SCOPE_INTERMEDIATES, /* positions 1 to n-1; without an anchor also 0 */
  WLK_SCOPE_LEAF,          /* position n */
} WlkCheckScope;

/**
 * WlkCheck:
 * @step: what findings say of it
 * @scope: to which certificates it applies
 * @needs: id of the step without which this one means nothing, or %NULL
 * @run: the rule; %NULL for steps that others do: the connection's and the search's
 */
typedef struct
{
  WlkStep       step;
  WlkCheckScope scope;
  const char   *needs;
  WlkCheckFunc  run;
} WlkCheck;

const WlkCheck *wlk_checks_get_table (guint *n_checks);
const WlkCheck *wlk_checks_get_needed (const WlkCheck *check);
const WlkCheck *wlk_checks_find (const char *id);

G_END_DECLS
