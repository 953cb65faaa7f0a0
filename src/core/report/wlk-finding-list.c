/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-finding-list.h"

/*
 * A path has a hundred findings or more, of which few are viewed. Two arrays hold their data; a
 * finding's object is created only on request (wlk-report.c).
 */

#define EVIDENCE_PER_FINDING 2 /* estimate, for the reserved size */

struct _WlkFindingList
{
  gatomicrefcount ref_count;

  WlkFindingList *prefix;   /* nullable: shared first findings of several lists */
  guint           n_prefix;
  GArray         *records;  /* (element-type WlkFindingRecord) */
  GArray         *evidence; /* (element-type WlkEvidence) */
};

/**
 * wlk_finding_list_new:
 * @prefix: (nullable): the list with which this one begins; it must be complete
 * @n_expected: estimate of how many findings will be added
 *
 * Returns: (transfer full): a list to fill
 */
WlkFindingList *
wlk_finding_list_new (WlkFindingList *prefix,
                      guint           n_expected)
{
  WlkFindingList *self = g_new0 (WlkFindingList, 1);

  g_atomic_ref_count_init (&self->ref_count);
  if (prefix != NULL)
    {
      self->prefix = wlk_finding_list_ref (prefix);
      self->n_prefix = wlk_finding_list_get_length (prefix);
    }
  self->records = g_array_sized_new (FALSE, FALSE, sizeof (WlkFindingRecord), n_expected);
  self->evidence = g_array_sized_new (FALSE, FALSE, sizeof (WlkEvidence),
                                      n_expected * EVIDENCE_PER_FINDING);

  return self;
}

/* (transfer full): @self. */
WlkFindingList *
wlk_finding_list_ref (WlkFindingList *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/* Frees it with the last reference. */
void
wlk_finding_list_unref (WlkFindingList *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->evidence->len; i++)
    wlk_evidence_clear (&g_array_index (self->evidence, WlkEvidence, i));
  for (guint i = 0; i < self->records->len; i++)
    {
      WlkFindingRecord *record = &g_array_index (self->records, WlkFindingRecord, i);

      if (record->position == WLK_WHOLE_PATH)
        g_clear_object (&record->certificate);
    }
  g_array_unref (self->evidence);
  g_array_unref (self->records);
  g_clear_pointer (&self->prefix, wlk_finding_list_unref);
  g_free (self);
}

/**
 * wlk_finding_list_add:
 * @self: a list that is not shared yet
 * @step: the rule
 * @position: index of the certificate in its path, 0 for the anchor, or %WLK_WHOLE_PATH
 * @certificate: (nullable): its certificate, owned by the path, or, with %WLK_WHOLE_PATH, by the
 *   list
 * @draft: the finding; its evidence moves into the list
 *
 * Adds a finding at the end.
 */
void
wlk_finding_list_add (WlkFindingList *self,
                      WlkStepId       step,
                      int             position,
                      WlkCertificate *certificate,
                      WlkDraft       *draft)
{
  const WlkFindingRecord record = {
    .step = wlk_step_get (step),
    .certificate = certificate,
    .position = position,
    .outcome = draft->outcome,
    .summary = draft->summary,
    .cause = draft->cause,
    .because = draft->because,
    .failing_certificate = draft->failing_certificate,
    .first_evidence = self->evidence->len,
    .n_evidence = draft->n_evidence,
  };

  if (position == WLK_WHOLE_PATH && certificate != NULL)
    g_object_ref (certificate);
  g_array_append_val (self->records, record);
  g_array_append_vals (self->evidence, draft->evidence, draft->n_evidence);
  draft->n_evidence = 0;
}

/* The number of findings. */
guint
wlk_finding_list_get_length (const WlkFindingList *self)
{
  return self->n_prefix + self->records->len;
}

/**
 * wlk_finding_list_get:
 * @self: a list
 * @index: less than wlk_finding_list_get_length()
 *
 * Returns: (transfer none): the record of one finding
 */
const WlkFindingRecord *
wlk_finding_list_get (const WlkFindingList *self,
                      guint                 index)
{
  return index < self->n_prefix
         ? wlk_finding_list_get (self->prefix, index)
         : &g_array_index (self->records, WlkFindingRecord, index - self->n_prefix);
}

/**
 * wlk_finding_list_get_evidence:
 * @self: a list
 * @index: less than wlk_finding_list_get_length()
 *
 * Returns: (transfer none): the first piece of evidence of that finding
 */
const WlkEvidence *
wlk_finding_list_get_evidence (const WlkFindingList *self,
                               guint                 index)
{
  return index < self->n_prefix
         ? wlk_finding_list_get_evidence (self->prefix, index)
         : &g_array_index (self->evidence, WlkEvidence,
                           wlk_finding_list_get (self, index)->first_evidence);
}

/**
 * wlk_finding_record_matters:
 * @self: a finding's record
 *
 * Returns: whether it affects the verdict: a failure, or an unknown with a cause
 */
gboolean
wlk_finding_record_matters (const WlkFindingRecord *self)
{
  return self->outcome == WLK_OUTCOME_FAILED ||
         (self->outcome == WLK_OUTCOME_UNKNOWN && self->cause != NULL);
}
