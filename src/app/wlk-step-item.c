/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-step-item.h"

struct _WlkStepItem
{
  GObject     parent_instance;

  WlkFinding *finding;
  guint       number;
  gboolean    is_expanded;
};

enum {
  PROP_0,
  PROP_FINDING,
  PROP_IS_EXPANDED,
  PROP_NUMBER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkStepItem, wlk_step_item, G_TYPE_OBJECT)

static void
wlk_step_item_dispose (GObject *object)
{
  g_clear_object (&WLK_STEP_ITEM (object)->finding);

  G_OBJECT_CLASS (wlk_step_item_parent_class)->dispose (object);
}

static void
wlk_step_item_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  WlkStepItem *self = WLK_STEP_ITEM (object);

  switch (property_id)
    {
    case PROP_FINDING:
      g_value_set_object (value, self->finding);
      break;

    case PROP_IS_EXPANDED:
      g_value_set_boolean (value, self->is_expanded);
      break;

    case PROP_NUMBER:
      g_value_set_uint (value, self->number);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_step_item_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  if (property_id == PROP_IS_EXPANDED)
    wlk_step_item_set_expanded (WLK_STEP_ITEM (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_step_item_class_init (WlkStepItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = wlk_step_item_dispose;
  object_class->get_property = wlk_step_item_get_property;
  object_class->set_property = wlk_step_item_set_property;

  properties[PROP_FINDING] = g_param_spec_object ("finding", NULL, NULL, WLK_TYPE_FINDING,
                                                  G_PARAM_READABLE | flags);
  properties[PROP_IS_EXPANDED] = g_param_spec_boolean ("is-expanded", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | flags);
  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0,
                                               G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_step_item_init (WlkStepItem *self)
{
}

static gboolean
is_grave (WlkFinding *finding)
{
  return wlk_finding_matters (finding) ||
         wlk_finding_get_outcome (finding) == WLK_OUTCOME_WARNING;
}

/* Failed, then unknown, then warnings, then the rest in check order. */
static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const WlkStepItem *first = a;
  const WlkStepItem *second = b;
  int first_rank = is_grave (first->finding) ? wlk_finding_get_outcome (first->finding) : 0;
  int second_rank = is_grave (second->finding) ? wlk_finding_get_outcome (second->finding) : 0;

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

  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);
      gboolean is_here = wlk_finding_get_step (finding)->phase == WLK_PHASE_CONNECTION;
      g_autoptr(WlkStepItem) item = NULL;

      if (wlk_finding_get_position (finding) != position ||
          (position == WLK_WHOLE_PATH && is_here != is_connection))
        continue;

      item = g_object_new (WLK_TYPE_STEP_ITEM, NULL);
      item->finding = g_object_ref (finding);
      item->number = i + 1;
      item->is_expanded = wlk_finding_matters (finding);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_EXPANDED]);
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
  switch (wlk_finding_get_outcome (self->finding))
    {
    case WLK_OUTCOME_PASSED:
    case WLK_OUTCOME_WARNING:
    case WLK_OUTCOME_FAILED:
      return TRUE;

    case WLK_OUTCOME_UNKNOWN:
      return wlk_finding_matters (self->finding);

    case WLK_OUTCOME_NOTE:
    case WLK_OUTCOME_SKIPPED:
    default:
      return FALSE;
    }
}
