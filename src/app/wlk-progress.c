/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-progress.h"

#include "checks/wlk-checks.h"
#include "wlk-progress-item.h"

#include <glib/gi18n-lib.h>

/* Steps after the stages of the connection. */
#define STEP_REASON (WLK_N_STAGES)
#define STEP_VALIDATE  (WLK_N_STAGES + 1)

struct _WlkProgress
{
  GObject     parent_instance;

  GListStore *items;      /* (element-type WlkProgressItem) */
  gint64      failed;     /* monotonic time, microseconds: when a stage failed, or 0 */
  gboolean    is_validating; /* the connection has ended */
};

G_DEFINE_FINAL_TYPE (WlkProgress, wlk_progress, G_TYPE_OBJECT)

static void
begin (WlkProgress *self,
       guint        id,
       const char  *title)
{
  g_autoptr(WlkProgressItem) item = wlk_progress_item_new (id, title);

  g_list_store_append (self->items, item);
}

static void
end (WlkProgress *self,
     guint        id,
     gboolean     is_failed,
     gint64       duration)
{
  GListModel *items = G_LIST_MODEL (self->items);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(WlkProgressItem) item = g_list_model_get_item (items, i);

      if (wlk_progress_item_get_id (item) == id && wlk_progress_item_is_running (item))
        wlk_progress_item_end (item, is_failed, duration);
    }
}

static void
wlk_progress_dispose (GObject *object)
{
  g_clear_object (&WLK_PROGRESS (object)->items);

  G_OBJECT_CLASS (wlk_progress_parent_class)->dispose (object);
}

static void
wlk_progress_class_init (WlkProgressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wlk_progress_dispose;
}

static void
wlk_progress_init (WlkProgress *self)
{
  self->items = g_list_store_new (WLK_TYPE_PROGRESS_ITEM);
}

/**
 * wlk_progress_new:
 *
 * Returns: (transfer full): progress without steps
 */
WlkProgress *
wlk_progress_new (void)
{
  return g_object_new (WLK_TYPE_PROGRESS, NULL);
}

/* The steps so far, a list of #WlkProgressItem. */
GListModel *
wlk_progress_get_items (WlkProgress *self)
{
  g_return_val_if_fail (WLK_IS_PROGRESS (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * wlk_progress_note_stage:
 * @self: progress
 * @stage: a stage of the connection
 * @state: whether it begins or ends
 * @duration: how many microseconds it took
 *
 * Adds or ends the step of a stage. After a failure the server is tried with other parameters to
 * find the reason; the stages of these attempts are not reported.
 */
void
wlk_progress_note_stage (WlkProgress       *self,
                         WlkConnectionStage stage,
                         WlkStageState      state,
                         gint64             duration)
{
  g_return_if_fail (WLK_IS_PROGRESS (self));

  if (state == WLK_STAGE_BEGUN)
    begin (self, stage, _(wlk_checks_get_stage_step (stage)->title));
  else
    end (self, stage, state == WLK_STAGE_FAILED, duration);
  if (state == WLK_STAGE_FAILED && self->failed == 0)
    {
      self->failed = g_get_monotonic_time ();
      begin (self, STEP_REASON, _("Reason Looked For"));
    }
}

/**
 * wlk_progress_begin_validation:
 * @self: progress
 *
 * Adds the step of the validation, unless it exists. The connection has ended.
 */
void
wlk_progress_begin_validation (WlkProgress *self)
{
  g_return_if_fail (WLK_IS_PROGRESS (self));

  if (self->is_validating)
    return;

  self->is_validating = TRUE;
  if (self->failed != 0)
    end (self, STEP_REASON, FALSE, g_get_monotonic_time () - self->failed);
  begin (self, STEP_VALIDATE, _("Certificates Validated"));
}
