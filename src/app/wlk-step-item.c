/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-step-item.h"

#include "wlk-property.h"

struct _WlkStepItem
{
  GObject     parent_instance;

  WlkFinding *finding;
  guint       number;
  gboolean    is_expanded;
};

G_DEFINE_FINAL_TYPE (WlkStepItem, wlk_step_item, G_TYPE_OBJECT)

static void
wlk_step_item_class_init (WlkStepItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  wlk_property_add (object_class, "finding", WLK_TYPE_FINDING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkStepItem, finding), NULL);
  wlk_property_add (object_class, "is-expanded", G_TYPE_BOOLEAN, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkStepItem, is_expanded), NULL);
  wlk_property_add (object_class, "number", G_TYPE_UINT, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkStepItem, number), NULL);
}

static void
wlk_step_item_init (WlkStepItem *self)
{
}

static gboolean
is_grave (WlkFinding *finding)
{
  return wlk_finding_record_matters (finding->record) ||
         finding->record->outcome == WLK_OUTCOME_WARNING;
}

/* Failed, then unknown, then warnings, then the rest in check order. */
static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const WlkStepItem *first = a;
  const WlkStepItem *second = b;
  int first_rank = is_grave (first->finding) ? first->finding->record->outcome : 0;
  int second_rank = is_grave (second->finding) ? second->finding->record->outcome : 0;

  if (first_rank != second_rank)
    return second_rank - first_rank;

  return (int) first->number - (int) second->number;
}

/**
 * wlk_step_item_list:
 * @report: a report
 * @position: which certificate of its path, or %WLK_WHOLE_PATH
 * @is_connection: for the whole path: the steps of the connection rather than the others
 *
 * Lists the steps about one certificate: failed ones first, and expanded.
 *
 * Returns: (transfer full): a list of #WlkStepItem
 */
GListModel *
wlk_step_item_list (WlkReport *report,
                    int        position,
                    gboolean   is_connection)
{
  GListStore *list = g_list_store_new (WLK_TYPE_STEP_ITEM);

  for (guint i = 0; i < report->findings->len; i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);
      gboolean is_here = finding->record->step->phase == WLK_PHASE_CONNECTION;
      g_autoptr(WlkStepItem) item = NULL;

      if (finding->record->position != position ||
          (position == WLK_WHOLE_PATH && is_here != is_connection))
        continue;

      item = g_object_new (WLK_TYPE_STEP_ITEM, NULL);
      item->finding = g_object_ref (finding);
      item->number = i + 1;
      item->is_expanded = wlk_finding_record_matters (finding->record);
      g_list_store_insert_sorted (list, item, compare_items, NULL);
    }

  return G_LIST_MODEL (list);
}

/* The finding. */
WlkFinding *
wlk_step_item_get_finding (WlkStepItem *self)
{
  return self->finding;
}

/* Whether its evidence is shown. */
gboolean
wlk_step_item_is_expanded (WlkStepItem *self)
{
  return self->is_expanded;
}

/**
 * wlk_step_item_set_expanded:
 * @self: an item
 * @is_expanded: whether to show its evidence
 *
 * Shows or hides the evidence.
 */
void
wlk_step_item_set_expanded (WlkStepItem *self,
                            gboolean     is_expanded)
{
  if (self->is_expanded == is_expanded)
    return;

  self->is_expanded = is_expanded;
  g_object_notify (G_OBJECT (self), "is-expanded");
}

/**
 * wlk_step_item_is_worth_showing:
 * @self: an item
 *
 * Returns: %FALSE for a step without influence on trust: skipped, or unknown where it does not
 *   matter
 */
gboolean
wlk_step_item_is_worth_showing (WlkStepItem *self)
{
  switch (self->finding->record->outcome)
    {
    case WLK_OUTCOME_PASSED:
    case WLK_OUTCOME_WARNING:
    case WLK_OUTCOME_FAILED:
      return TRUE;

    case WLK_OUTCOME_UNKNOWN:
      return wlk_finding_record_matters (self->finding->record);

    case WLK_OUTCOME_NOTE:
    case WLK_OUTCOME_SKIPPED:
    default:
      return FALSE;
    }
}
