/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-finding-list.h"

/*
 * A path makes a hundred findings and more, of which a person looks at some. Two arrays hold what
 * they say; an object is made of one only when somebody asks for it (wlk-report.c).
 */

#define EVIDENCE_PER_FINDING 2 /* about; what is reserved */

struct _WlkFindingList
{
  gatomicrefcount ref_count;

  WlkFindingList *prefix;   /* nullable: findings that several lists begin with */
  guint           n_prefix;
  GArray         *records;  /* (element-type WlkFindingRecord) */
  GArray         *evidence; /* (element-type WlkEvidence) */
};

/**
 * wlk_finding_list_new:
 * @prefix: (nullable): the list with which this one begins; it must not change any more
 * @n_expected: how many findings will be added, about
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

/**
 * wlk_finding_list_ref:
 * @self: a list
 *
 * Returns: (transfer full): @self
 */
WlkFindingList *
wlk_finding_list_ref (WlkFindingList *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * wlk_finding_list_unref:
 * @self: (transfer full): a list
 *
 * Frees it with the last reference.
 */
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
 * @self: a list that nobody else uses yet
 * @step: the rule
 * @position: index of the certificate in its path, 0 for the anchor, or %WLK_WHOLE_PATH
 * @certificate: (nullable): the certificate that it is about, which the path keeps alive;
 *   with %WLK_WHOLE_PATH the list does
 * @draft: what the step found; its evidence moves into the list
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

/* How many findings there are. */
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
 * Returns: (transfer none): what one step found
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
 * @self: what a step found
 *
 * Returns: whether the verdict is another without it: a failure, or an unknown with a cause
 */
gboolean
wlk_finding_record_matters (const WlkFindingRecord *self)
{
  return self->outcome == WLK_OUTCOME_FAILED ||
         (self->outcome == WLK_OUTCOME_UNKNOWN && self->cause != NULL);
}
