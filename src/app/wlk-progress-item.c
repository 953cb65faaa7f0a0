/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-progress-item.h"

#include "wlk-outcome-appearance.h"

#include <glib/gi18n-lib.h>

struct _WlkProgressItem
{
  GObject    parent_instance;

  guint      id;
  char      *title;
  gboolean   is_running;
  WlkOutcome outcome;   /* after it has ended */
  gint64     duration;  /* microseconds, likewise */
};

enum {
  PROP_0,
  PROP_CSS_CLASSES,
  PROP_ICON_NAME,
  PROP_IS_RUNNING,
  PROP_TITLE,
  PROP_WORD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkProgressItem, wlk_progress_item, G_TYPE_OBJECT)

static char *
dup_word (WlkProgressItem * self)
{
  if (self->is_running)
    return g_strdup (_("In Progress"));
  if (self->outcome == WLK_OUTCOME_FAILED)
    return g_strdup (wlk_outcome_get_title (WLK_OUTCOME_FAILED));

  /* Translators: how long a step took, in milliseconds. */
  return g_strdup_printf (_("%.1f ms"), self->duration / 1000.0);
}

static char **
dup_css_classes (WlkProgressItem *self)
{
  const char *classes[] = { "progress-row", NULL, NULL };

  if (!self->is_running)
    classes[1] = wlk_outcome_get_id (self->outcome);

  return g_strdupv ((char **) classes);
}

static void
wlk_progress_item_finalize (GObject *object)
{
  g_free (WLK_PROGRESS_ITEM (object)->title);

  G_OBJECT_CLASS (wlk_progress_item_parent_class)->finalize (object);
}

static void
wlk_progress_item_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  WlkProgressItem *self = WLK_PROGRESS_ITEM (object);

  switch (property_id)
    {
    case PROP_CSS_CLASSES:
      g_value_take_boxed (value, dup_css_classes (self));
      break;

    case PROP_ICON_NAME:
      if (!self->is_running)
        g_value_set_string (value, wlk_outcome_appearance_get_icon (self->outcome));
      break;

    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->is_running);
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_WORD:
      g_value_take_string (value, dup_word (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_progress_item_class_init (WlkProgressItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = wlk_progress_item_finalize;
  object_class->get_property = wlk_progress_item_get_property;

  properties[PROP_CSS_CLASSES] = g_param_spec_boxed ("css-classes", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_WORD] = g_param_spec_string ("word", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_progress_item_init (WlkProgressItem *self)
{
  self->is_running = TRUE;
}

/**
 * wlk_progress_item_new:
 * @id: its identifier in its list
 * @title: its title
 *
 * Returns: (transfer full): a step that starts now
 */
WlkProgressItem *
wlk_progress_item_new (guint       id,
                       const char *title)
{
  WlkProgressItem *self = g_object_new (WLK_TYPE_PROGRESS_ITEM, NULL);

  self->id = id;
  self->title = g_strdup (title);
  return self;
}

/* Its identifier in its list. */
guint
wlk_progress_item_get_id (WlkProgressItem *self)
{
  return self->id;
}

/* Whether it is running. */
gboolean
wlk_progress_item_is_running (WlkProgressItem *self)
{
  return self->is_running;
}

/**
 * wlk_progress_item_end:
 * @self: a running step
 * @is_failed: whether it ends in failure
 * @duration: how many microseconds it took
 *
 * Ends it.
 */
void
wlk_progress_item_end (WlkProgressItem *self,
                       gboolean         is_failed,
                       gint64           duration)
{
  self->is_running = FALSE;
  self->outcome = is_failed ? WLK_OUTCOME_FAILED : WLK_OUTCOME_PASSED;
  self->duration = duration;
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/**
 * wlk_progress_item_dup_description:
 * @self: a step
 *
 * Returns: (transfer full): the texts of its row
 */
char *
wlk_progress_item_dup_description (WlkProgressItem *self)
{
  g_autofree char *word = dup_word (self);

  /* Translators: a step of a connection, and how far it is: “Connected, In Progress”. */
  return g_strdup_printf (_("%s, %s"), self->title, word);
}
