/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-report.h"

#include "base/wlk-time.h"
#include "report/wlk-cause.h"
#include "x509/wlk-idn.h"

#include <glib/gi18n-lib.h>

/*
 * All findings about one candidate path, in check order. The first one that affects the verdict is
 * decisive: a conforming validator would stop there, and later ones may be consequences.
 */

static GType
wlk_report_get_item_type (GListModel *model)
{
  return WLK_TYPE_FINDING;
}

static guint
wlk_report_get_n_items (GListModel *model)
{
  return WLK_REPORT (model)->findings->len;
}

static gpointer
wlk_report_get_item (GListModel *model,
                     guint       position)
{
  WlkReport *self = WLK_REPORT (model);

  return position < self->findings->len
         ? g_object_ref (wlk_report_get_finding (self, position))
         : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = wlk_report_get_item_type;
  iface->get_n_items = wlk_report_get_n_items;
  iface->get_item = wlk_report_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (WlkReport, wlk_report, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static int
find_first (WlkReport *self,
            WlkOutcome outcome,
            WlkPhase   first_phase)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      const WlkFindingRecord *record = wlk_finding_list_get (self->list, i);

      if (record->outcome == outcome && wlk_finding_record_matters (record) &&
          record->step->phase >= first_phase)
        return (int) i;
    }

  return -1;
}

/* The first one, or, if it is about revocation, the first about the certificate closest to the leaf
 * among those of that phase. */
static int
find_unknown (WlkReport *self,
              WlkPhase   first_phase)
{
  int nearest = find_first (self, WLK_OUTCOME_UNKNOWN, first_phase);

  for (int i = nearest; i >= 0 && i < (int) self->findings->len; i++)
    {
      const WlkFindingRecord *record = wlk_report_get_record (self, (guint) i);
      const WlkFindingRecord *best = wlk_report_get_record (self, (guint) nearest);

      if (best->step->phase == WLK_PHASE_REVOCATION &&
          record->step->phase == WLK_PHASE_REVOCATION &&
          record->outcome == WLK_OUTCOME_UNKNOWN && wlk_finding_record_matters (record) &&
          record->position > best->position)
        nearest = i;
    }

  return nearest;
}

static int
find_decisive (WlkReport *self,
               WlkPhase   first_phase)
{
  int failed = find_first (self, WLK_OUTCOME_FAILED, first_phase);

  return failed >= 0 ? failed : find_unknown (self, first_phase);
}

static void
decide (WlkReport *self)
{
  self->decisive = find_decisive (self, WLK_PHASE_CONNECTION);
  self->path_decisive = find_decisive (self, WLK_PHASE_PATH);
  if (self->decisive < 0)
    self->verdict = WLK_VERDICT_TRUSTED;
  else
    self->verdict = wlk_report_get_record (self, (guint) self->decisive)->outcome ==
                    WLK_OUTCOME_FAILED
                    ? WLK_VERDICT_NOT_TRUSTED
                    : WLK_VERDICT_UNDETERMINED;
}

static void
wlk_report_finalize (GObject *object)
{
  WlkReport *self = WLK_REPORT (object);

  g_ptr_array_unref (self->findings);
  wlk_finding_list_unref (self->list);
  g_clear_pointer (&self->path, wlk_path_unref);
  wlk_query_unref (self->query);
  g_strfreev (self->authority_policies);
  g_strfreev (self->user_policies);

  G_OBJECT_CLASS (wlk_report_parent_class)->finalize (object);
}

static void
wlk_report_class_init (WlkReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_report_finalize;
}

static void
wlk_report_init (WlkReport *self)
{
}

static void
clear_finding (gpointer data)
{
  if (data != NULL)
    g_object_unref (data);
}

/**
 * wlk_report_new:
 * @query: the query
 * @path: (nullable): the validated path; %NULL when a connection received no certificates
 * @list: the findings in check order; it must be complete
 *
 * Returns: (transfer full): the report
 */
WlkReport *
wlk_report_new (WlkQuery       *query,
                WlkPath        *path,
                WlkFindingList *list)
{
  WlkReport *self = g_object_new (WLK_TYPE_REPORT, NULL);

  self->query = wlk_query_ref (query);
  self->path = path != NULL ? wlk_path_ref (path) : NULL;
  self->list = wlk_finding_list_ref (list);
  self->findings = g_ptr_array_new_with_free_func (clear_finding);
  g_ptr_array_set_size (self->findings, (int) wlk_finding_list_get_length (list));
  decide (self);

  return self;
}

/**
 * wlk_report_take_policies:
 * @self: a report that is not shared yet
 * @authorities: (transfer full): authorities-constrained-policy-set, dotted
 * @user: (transfer full): user-constrained-policy-set, dotted
 *
 * Sets the policies under which the path is valid.
 *
 * Source: RFC 5280 §6.1.5 (g).
 */
void
wlk_report_take_policies (WlkReport *self,
                          GStrv      authorities,
                          GStrv      user)
{
  g_return_if_fail (WLK_IS_REPORT (self));
  g_return_if_fail (self->authority_policies == NULL && self->user_policies == NULL);

  self->authority_policies = authorities;
  self->user_policies = user;
}

static const char * const *
get_list (GStrv policies)
{
  static const char * const none[] = { NULL };

  return policies != NULL ? (const char * const *) policies : none;
}

/* The authorities-constrained-policy-set, dotted and sorted; empty when the path has none. */
const char * const *
wlk_report_get_authority_policies (WlkReport *self)
{
  g_return_val_if_fail (WLK_IS_REPORT (self), NULL);

  return get_list (self->authority_policies);
}

/* The user-constrained-policy-set, dotted and sorted; empty when the path has none of the query's
 * policies. */
const char * const *
wlk_report_get_user_policies (WlkReport *self)
{
  g_return_val_if_fail (WLK_IS_REPORT (self), NULL);

  return get_list (self->user_policies);
}

/* (nullable): the finding at which a conforming validator would stop; %NULL when the path is
 * trusted. */
WlkFinding *
wlk_report_get_decisive (WlkReport *self)
{
  g_return_val_if_fail (WLK_IS_REPORT (self), NULL);

  return self->decisive >= 0 ? wlk_report_get_finding (self, (guint) self->decisive) : NULL;
}

/**
 * wlk_report_get_path_decisive:
 * @self: a report
 *
 * Ignores the phase “connection”, which is the same for all paths, to compare paths.
 *
 * Returns: (transfer none) (nullable): the finding about the path at which a conforming validator
 *   would stop; %NULL when the path is accepted
 */
const WlkFindingRecord *
wlk_report_get_path_decisive (WlkReport *self)
{
  g_return_val_if_fail (WLK_IS_REPORT (self), NULL);

  return self->path_decisive >= 0
         ? wlk_finding_list_get (self->list, (guint) self->path_decisive)
         : NULL;
}

/* For the present time. */
static char *
dup_trusted_now (const char *title,
                 const char *name)
{
  if (name == NULL)
    /* Translators: the placeholder is what a certificate is called. */
    return g_strdup_printf (_("“%s” is trusted. No name was given to compare it with."), title);
  if (g_str_equal (title, name))
    return g_strdup_printf (_("“%s” is trusted."), title);

  /* Translators: what a certificate is called, and the name of a server or a mailbox. */
  return g_strdup_printf (_("“%s” is trusted for “%s”."), title, name);
}

static char *
dup_trusted_headline (WlkReport *self)
{
  const WlkQueryFields *query = wlk_query_get (self->query);
  g_autofree char *name = query->name != NULL ? wlk_idn_dup_both (query->name) : NULL;
  g_autofree char *time = wlk_time_format (query->time);
  const char *title = _("The certificate");

  if (self->path != NULL)
    title = wlk_certificate_get_title (wlk_path_get_leaf (self->path));
  if (query->clock == 0)
    return dup_trusted_now (title, name);
  if (name == NULL)
    /* Translators: what a certificate is called, and a time. */
    return g_strdup_printf (_("“%s” is trusted at %s. No name was given to compare it with."),
                            title, time);
  if (g_str_equal (title, name))
    return g_strdup_printf (_("“%s” is trusted at %s."), title, time);

  /* Translators: what a certificate is called, the name of a server or a mailbox, and a time. */
  return g_strdup_printf (_("“%s” is trusted for “%s” at %s."), title, name, time);
}

/* (transfer full): the verdict as a sentence, translated. */
char *
wlk_report_dup_headline (WlkReport *self)
{
  g_return_val_if_fail (WLK_IS_REPORT (self), NULL);

  if (self->decisive >= 0)
    return wlk_finding_dup_summary (wlk_report_get_decisive (self));

  return dup_trusted_headline (self);
}

/**
 * wlk_report_get_finding:
 * @self: a report
 * @index: less than the number of findings
 *
 * Created on first use; thread-safe.
 *
 * Returns: (transfer none): a finding, in check order
 */
WlkFinding *
wlk_report_get_finding (WlkReport *self,
                        guint      index)
{
  gpointer *slot;
  WlkFinding *finding;

  g_return_val_if_fail (WLK_IS_REPORT (self), NULL);
  g_return_val_if_fail (index < self->findings->len, NULL);

  slot = &g_ptr_array_index (self->findings, index);
  finding = g_atomic_pointer_get (slot);
  if (finding != NULL)
    return finding;

  finding = wlk_finding_new (self->list, index);
  if (g_atomic_pointer_compare_and_exchange (slot, NULL, finding))
    return finding;

  g_object_unref (finding);

  return g_atomic_pointer_get (slot);
}

/**
 * wlk_report_get_record:
 * @self: a report
 * @index: less than the number of findings
 *
 * Returns: (transfer none): the record of a finding, without creating its object
 */
const WlkFindingRecord *
wlk_report_get_record (WlkReport *self,
                       guint      index)
{
  g_return_val_if_fail (WLK_IS_REPORT (self), NULL);
  g_return_val_if_fail (index < self->findings->len, NULL);

  return wlk_finding_list_get (self->list, index);
}

/**
 * wlk_report_is_refused_elsewhere:
 * @self: a report
 * @index: less than the number of findings
 *
 * Returns: whether the finding is a warning for whose reason another program refuses the path
 */
gboolean
wlk_report_is_refused_elsewhere (WlkReport *self,
                                 guint      index)
{
  const WlkFindingRecord *record = wlk_report_get_record (self, index);

  return record != NULL && record->outcome == WLK_OUTCOME_WARNING && record->cause != NULL &&
         wlk_cause_is_refused (record->step->name, record->cause);
}

/**
 * wlk_report_find:
 * @self: a report
 * @step: a step
 * @position: index of a certificate in the path, or %WLK_WHOLE_PATH
 *
 * Returns: (transfer none) (nullable): the finding of that step about that certificate
 */
WlkFinding *
wlk_report_find (WlkReport *self,
                 WlkStepId  step,
                 int        position)
{
  g_return_val_if_fail (WLK_IS_REPORT (self), NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      const WlkFindingRecord *record = wlk_report_get_record (self, i);

      if (record->position == position && record->step->id == step)
        return wlk_report_get_finding (self, i);
    }

  return NULL;
}

/**
 * wlk_report_get_weak_link:
 * @self: a report
 *
 * Finds the certificate of the decisive finding. A finding about the whole path belongs to the
 * topmost certificate, whose issuer is missing; one about the connection to none.
 *
 * Returns: index of a certificate in the path, or %WLK_WHOLE_PATH for none
 */
int
wlk_report_get_weak_link (WlkReport *self)
{
  const WlkFindingRecord *decisive;

  g_return_val_if_fail (WLK_IS_REPORT (self), WLK_WHOLE_PATH);

  if (self->decisive < 0 || self->path == NULL)
    return WLK_WHOLE_PATH;

  decisive = wlk_report_get_record (self, (guint) self->decisive);
  if (decisive->position == WLK_WHOLE_PATH && decisive->step->phase != WLK_PHASE_CONNECTION)
    return 0;

  return decisive->position;
}

/**
 * wlk_report_is_reached:
 * @self: a report
 * @position: index of a certificate in the path
 *
 * Returns: %FALSE for a certificate below the weak link, which a validator would not process
 */
gboolean
wlk_report_is_reached (WlkReport *self,
                       guint      position)
{
  int decisive;

  g_return_val_if_fail (WLK_IS_REPORT (self), FALSE);

  decisive = wlk_report_get_weak_link (self);

  return decisive == WLK_WHOLE_PATH || (int) position <= decisive;
}

static int
rank (const WlkFindingRecord *record)
{
  switch (record->outcome)
    {
    case WLK_OUTCOME_FAILED:
      return 3;

    case WLK_OUTCOME_UNKNOWN:
      return wlk_finding_record_matters (record) ? 2 : 0;

    case WLK_OUTCOME_WARNING:
      return 1;

    case WLK_OUTCOME_PASSED:
    case WLK_OUTCOME_NOTE:
    case WLK_OUTCOME_SKIPPED:
    default:
      return 0;
    }
}

/**
 * wlk_report_get_outcome_at:
 * @self: a report
 * @position: index of a certificate in the path
 *
 * Summarises the findings about one certificate: the most severe of failed, unknown if it affects
 * the verdict, and warning, else passed. The weak link takes the outcome of the decisive finding.
 *
 * Returns: the outcome of the certificate as a whole
 */
WlkOutcome
wlk_report_get_outcome_at (WlkReport *self,
                           guint      position)
{
  static const WlkOutcome outcomes[] = {
    WLK_OUTCOME_PASSED, WLK_OUTCOME_WARNING, WLK_OUTCOME_UNKNOWN, WLK_OUTCOME_FAILED
  };
  int gravest = 0;

  g_return_val_if_fail (WLK_IS_REPORT (self), WLK_OUTCOME_UNKNOWN);

  if (wlk_report_get_weak_link (self) == (int) position)
    gravest = rank (wlk_report_get_record (self, (guint) self->decisive));
  for (guint i = 0; i < self->findings->len; i++)
    {
      const WlkFindingRecord *record = wlk_report_get_record (self, i);

      if (record->position == (int) position)
        gravest = MAX (gravest, rank (record));
    }

  return outcomes[gravest];
}
