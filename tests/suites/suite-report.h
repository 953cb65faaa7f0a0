/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SuiteLocalization:
 * @SUITE_NOT_LOCALIZABLE: the suite does not say where the case fails
 * @SUITE_LOCALIZED: the certificate and the step are those that the suite names
 * @SUITE_MISLOCALIZED: they are not
 */
typedef enum {
  SUITE_NOT_LOCALIZABLE,
  SUITE_LOCALIZED,
  SUITE_MISLOCALIZED,
} SuiteLocalization;

/**
 * SuiteResult:
 * @id: the case
 * @is_expected_valid: what must come out
 * @is_valid: what came out
 * @certificate: the one that the decisive finding is about, in the suite's words; “-” for none
 * @step: the step that decided; “-” for none
 * @milliseconds: of the processor, for the inspection
 * @localization: whether certificate and step are right
 *
 * What came out of one case. Nothing is owned.
 */
typedef struct
{
  const char       *id;
  gboolean          is_expected_valid;
  gboolean          is_valid;
  const char       *certificate;
  const char       *step;
  double            milliseconds;
  SuiteLocalization localization;
} SuiteResult;

typedef struct _SuiteReport SuiteReport;

SuiteReport *suite_report_new (const char *suite,
                               const char *valid_word,
                               const char *invalid_word);
void suite_report_add (SuiteReport       *self,
                       const SuiteResult *result);
void suite_report_skip (SuiteReport *self,
                        const char  *id,
                        gboolean     is_expected_valid);
void suite_report_free (SuiteReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuiteReport, suite_report_free)

G_END_DECLS
