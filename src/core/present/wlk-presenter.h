/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspection.h"
#include "present/wlk-document.h"

G_BEGIN_DECLS

/**
 * WlkPresentation:
 * @target: what was inspected, as typed
 * @inspection: (nullable): the inspection, or %NULL if it failed
 * @endpoints: (nullable) (element-type WlkEndpoint): the endpoints of the host, if tried
 * @problems: (nullable): error messages, %NULL-terminated
 * @all: whether to include passed steps, all other programs and the connection
 * @names_options: whether to mention command-line options
 *
 * The content of a document.
 */
typedef struct
{
  const char         *target;
  WlkInspection      *inspection;
  GPtrArray          *endpoints;
  const char * const *problems;
  gboolean            all;
  gboolean            names_options;
} WlkPresentation;

WlkDocument *wlk_present (const WlkPresentation *presentation);
WlkDocument *wlk_present_answer (const char    *target,
                                 WlkInspection *inspection);
WlkDocument *wlk_present_finding (WlkFinding *finding);
WlkDocument *wlk_present_path (WlkReport *report);
WlkDocument *wlk_present_steps_table (void);
GPtrArray *wlk_present_problems (WlkInspection *inspection);
char *wlk_present_dup_verdict (WlkInspection *inspection);

G_END_DECLS
