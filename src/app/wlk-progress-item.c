/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-progress-item.h"

#include "wlk-outcome-appearance.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>

struct _WlkProgressItem
{
  GObject  parent_instance;

  guint    id;
  GStrv    css_classes;
  char    *icon_name;   /* nullable: while it is running */
  gboolean is_running;
  char    *title;
  char    *word;
};

G_DEFINE_FINAL_TYPE (WlkProgressItem, wlk_progress_item, G_TYPE_OBJECT)

static void
wlk_progress_item_class_init (WlkProgressItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  wlk_property_add (object_class, "css-classes", G_TYPE_STRV, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkProgressItem, css_classes), NULL);
  wlk_property_add (object_class, "icon-name", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkProgressItem, icon_name), NULL);
  wlk_property_add (object_class, "is-running", G_TYPE_BOOLEAN, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkProgressItem, is_running), NULL);
  wlk_property_add (object_class, "title", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkProgressItem, title), NULL);
  wlk_property_add (object_class, "word", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkProgressItem, word), NULL);
}

static void
wlk_progress_item_init (WlkProgressItem *self)
{
  const char *classes[] = { "progress-row", NULL };

  self->css_classes = g_strdupv ((char **) classes);
  self->is_running = TRUE;
  self->word = g_strdup (_("In Progress"));
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
  WlkOutcome outcome = is_failed ? WLK_OUTCOME_FAILED : WLK_OUTCOME_PASSED;
  const char *classes[] = { "progress-row", wlk_outcome_get_id (outcome), NULL };

  g_strfreev (self->css_classes);
  g_free (self->icon_name);
  g_free (self->word);
  self->is_running = FALSE;
  self->css_classes = g_strdupv ((char **) classes);
  self->icon_name = g_strdup (wlk_outcome_appearance_get_icon (outcome));
  /* Translators: how long a step took, in milliseconds. */
  self->word = is_failed ? g_strdup (wlk_outcome_get_title (outcome))
                         : g_strdup_printf (_("%.1f ms"), duration / 1000.0);
  g_object_notify (G_OBJECT (self), "css-classes");
  g_object_notify (G_OBJECT (self), "icon-name");
  g_object_notify (G_OBJECT (self), "is-running");
  g_object_notify (G_OBJECT (self), "word");
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
  /* Translators: a step of a connection, and how far it is: “Connected, In Progress”. */
  return g_strdup_printf (_("%s, %s"), self->title, self->word);
}
