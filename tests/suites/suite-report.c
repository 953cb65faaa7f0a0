/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "suite-report.h"

#include <errno.h>
#include <stdio.h>

/* One line for each case, in the file that WEAKLINK_SUITES_REPORT names, and the totals. */

struct _SuiteReport
{
  const char *suite;
  const char *words[2]; /* for invalid and valid */
  FILE       *file;     /* nullable */
  guint       n_agree;
  guint       n_false_accepts;
  guint       n_false_rejects;
  guint       n_skipped;
  guint       n_localized;
  guint       n_localizable;
  double      slowest; /* milliseconds */
  char       *slowest_id;
};

/**
 * suite_report_new:
 * @suite: name of the suite, static
 * @valid_word: what the suite calls a path that is accepted, static
 * @invalid_word: what it calls one that is not, static
 *
 * Suites append to the file, so that it holds all of one run.
 *
 * Returns: (transfer full): a report; free it for the totals
 */
SuiteReport *
suite_report_new (const char *suite,
                  const char *valid_word,
                  const char *invalid_word)
{
  SuiteReport *self = g_new0 (SuiteReport, 1);
  const char *name = g_getenv ("WEAKLINK_SUITES_REPORT");

  self->suite = suite;
  self->words[FALSE] = invalid_word;
  self->words[TRUE] = valid_word;
  if (name != NULL && *name != '\0')
    {
      self->file = fopen (name, "a");
      if (self->file == NULL)
        g_error ("%s cannot be written: %s", name, g_strerror (errno));
    }

  return self;
}

/**
 * suite_report_add:
 * @self: a report
 * @result: what came out of a case
 *
 * Counts it and writes its line: suite, id, expected, verdict, certificate, step, milliseconds.
 */
void
suite_report_add (SuiteReport       *self,
                  const SuiteResult *result)
{
  if (result->is_valid == result->is_expected_valid)
    self->n_agree++;
  else if (result->is_valid)
    self->n_false_accepts++;
  else
    self->n_false_rejects++;

  if (result->localization != SUITE_NOT_LOCALIZABLE)
    self->n_localizable++;
  if (result->localization == SUITE_LOCALIZED)
    self->n_localized++;

  if (result->milliseconds > self->slowest)
    {
      self->slowest = result->milliseconds;
      g_free (self->slowest_id);
      self->slowest_id = g_strdup (result->id);
    }

  if (self->file != NULL)
    fprintf (self->file, "%s\t%s\t%s\t%s\t%s\t%s\t%.3f\n", self->suite, result->id,
             self->words[!!result->is_expected_valid], self->words[!!result->is_valid],
             result->certificate, result->step, result->milliseconds);
}

/**
 * suite_report_skip:
 * @self: a report
 * @id: the case
 * @is_expected_valid: what should come out
 *
 * Counts a case that cannot be run, and writes its line.
 */
void
suite_report_skip (SuiteReport *self,
                   const char  *id,
                   gboolean     is_expected_valid)
{
  self->n_skipped++;
  if (self->file != NULL)
    fprintf (self->file, "%s\t%s\t%s\tskipped\t-\t-\t0.000\n", self->suite, id,
             self->words[!!is_expected_valid]);
}

/**
 * suite_report_free:
 * @self: a report
 *
 * Prints the totals.
 */
void
suite_report_free (SuiteReport *self)
{
  g_print ("# %s: %u agree, %u false accept, %u false reject, %u skipped, %u of %u localised\n",
           self->suite, self->n_agree, self->n_false_accepts, self->n_false_rejects,
           self->n_skipped, self->n_localized, self->n_localizable);
  if (self->slowest_id != NULL)
    g_print ("# %s: the slowest case took %.1f ms: %s\n", self->suite, self->slowest,
             self->slowest_id);
  if (self->file != NULL)
    fclose (self->file);
  g_free (self->slowest_id);
  g_free (self);
}
