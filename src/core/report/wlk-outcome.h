/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define WLK_TYPE_OUTCOME (wlk_outcome_get_type ())

/**
 * WlkOutcome:
 * @WLK_OUTCOME_PASSED: the rule holds
 * @WLK_OUTCOME_NOTE: information without effect on the verdict
 * @WLK_OUTCOME_SKIPPED: not checked; the summary says why
 * @WLK_OUTCOME_UNKNOWN: could not be checked; the summary says what is missing
 * @WLK_OUTCOME_WARNING: not rejected here, but by other software or soon
 * @WLK_OUTCOME_FAILED: the rule is violated
 */
typedef enum {
  WLK_OUTCOME_PASSED,
  WLK_OUTCOME_NOTE,
  WLK_OUTCOME_SKIPPED,
  WLK_OUTCOME_UNKNOWN,
  WLK_OUTCOME_WARNING,
  WLK_OUTCOME_FAILED,
} WlkOutcome;

/**
 * WlkVerdict:
 * @WLK_VERDICT_TRUSTED: every required rule holds
 * @WLK_VERDICT_NOT_TRUSTED: a rule is violated
 * @WLK_VERDICT_UNDETERMINED: no rule is violated, but a required one could not be checked
 * @WLK_VERDICT_NOT_INSPECTED: there was no certificate to validate; of an inspection only
 */
typedef enum {
  WLK_VERDICT_TRUSTED,
  WLK_VERDICT_NOT_TRUSTED,
  WLK_VERDICT_UNDETERMINED,
  WLK_VERDICT_NOT_INSPECTED,
} WlkVerdict;

/**
 * WlkPhase:
 *
 * The parts of an inspection, in order.
 */
typedef enum {
  WLK_PHASE_CONNECTION,
  WLK_PHASE_PATH,
  WLK_PHASE_BASIC,           /* RFC 5280 §6.1.3 */
  WLK_PHASE_PREPARE,         /* RFC 5280 §6.1.4 */
  WLK_PHASE_WRAP_UP,         /* RFC 5280 §6.1.5 */
  WLK_PHASE_IDENTITY,
  WLK_PHASE_REVOCATION,
  WLK_PHASE_PROFILE,
  WLK_PHASE_SECOND_OPINION,
} WlkPhase;

GType wlk_outcome_get_type (void) G_GNUC_CONST;
const char *wlk_outcome_get_id (WlkOutcome outcome);
const char *wlk_outcome_get_title (WlkOutcome outcome);
const char *wlk_outcome_get_word (WlkOutcome outcome);
const char *wlk_outcome_get_mark (WlkOutcome outcome,
                                  gboolean   is_ascii);
WlkOutcome wlk_verdict_get_outcome (WlkVerdict verdict);
const char *wlk_verdict_get_id (WlkVerdict verdict);
const char *wlk_verdict_get_title (WlkVerdict verdict);
const char *wlk_phase_get_id (WlkPhase phase);
const char *wlk_phase_get_title (WlkPhase phase);

G_END_DECLS
