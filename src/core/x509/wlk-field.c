/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-field.h"

#include "base/wlk-text.h"

#include <glib/gi18n-lib.h>

/*
 * A line of a certificate's details: a title, optionally a value and child lines. An untrusted
 * certificate may contain very many names, so the number of children is limited.
 */

#define MAX_CHILDREN 20000 /* lines below one; more than anyone reads */
#define INDENTATION  2    /* columns per level of the text */

enum {
  PROP_0,
  PROP_TITLE,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkField, wlk_field, G_TYPE_OBJECT)

static void
wlk_field_finalize (GObject *object)
{
  WlkField *self = WLK_FIELD (object);

  g_clear_object (&self->children);
  g_clear_object (&self->left_out);
  g_free (self->title);
  g_free (self->value);

  G_OBJECT_CLASS (wlk_field_parent_class)->finalize (object);
}

static void
wlk_field_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  WlkField *self = WLK_FIELD (object);

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_field_class_init (WlkFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = wlk_field_finalize;
  object_class->get_property = wlk_field_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_field_init (WlkField *self)
{
}

/**
 * wlk_field_new:
 * @title: its title, or “” for a line of a list; untrusted text is made visible
 * @value: (nullable): its value, likewise
 * @span: its position in the certificate, or none
 *
 * Returns: (transfer full): a line without lines below it
 */
WlkField *
wlk_field_new (const char *title,
               const char *value,
               WlkSpan     span)
{
  WlkField *self = g_object_new (WLK_TYPE_FIELD, NULL);

  self->title = wlk_text_make_visible (title, -1);
  self->value = value != NULL ? wlk_text_make_visible (value, -1) : NULL;
  self->span = span;

  return self;
}

/* Adds the line that replaces the omitted ones, and a hidden parent for these. */
static WlkField *
add_left_out (WlkField *self)
{
  g_autoptr(WlkField) closing = wlk_field_new (_("More are not shown"), NULL, WLK_SPAN_NONE);

  g_list_store_append (self->children, closing);
  self->left_out = wlk_field_new ("", NULL, WLK_SPAN_NONE);

  return self->left_out;
}

/**
 * wlk_field_add:
 * @self: a line that is not yet displayed
 * @title: its title
 * @value: (nullable): its value
 * @span: its position in the certificate, or none
 *
 * Adds a line below @self. After %MAX_CHILDREN lines, a single one replaces all further ones.
 *
 * Returns: (transfer none): the line
 */
WlkField *
wlk_field_add (WlkField   *self,
               const char *title,
               const char *value,
               WlkSpan     span)
{
  g_autoptr(WlkField) child = NULL;
  guint n_children;

  g_return_val_if_fail (WLK_IS_FIELD (self), NULL);

  if (self->children == NULL)
    self->children = g_list_store_new (WLK_TYPE_FIELD);
  n_children = g_list_model_get_n_items (G_LIST_MODEL (self->children));
  if (n_children == MAX_CHILDREN)
    return add_left_out (self);
  if (n_children > MAX_CHILDREN)
    return self->left_out;

  child = wlk_field_new (title, value, span);
  g_list_store_append (self->children, child);

  return child;
}

/* (nullable): the lines below it, a #GListModel of #WlkField. */
GListModel *
wlk_field_get_children (WlkField *self)
{
  g_return_val_if_fail (WLK_IS_FIELD (self), NULL);

  return G_LIST_MODEL (self->children);
}

static void
append_text (WlkField *self,
             guint     level,
             GString  *text)
{
  g_string_append_printf (text, "%*s%s", (int) (level * INDENTATION), "", self->title);
  if (self->value != NULL)
    g_string_append_printf (text, "%s%s", *self->title != '\0' ? ": " : "", self->value);
  g_string_append_c (text, '\n');

  for (guint i = 0; self->children != NULL &&
       i < g_list_model_get_n_items (G_LIST_MODEL (self->children)); i++)
    {
      g_autoptr(WlkField) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);

      append_text (child, level + 1, text);
    }
}

/* (transfer full): the line and all below it as text, indented. */
char *
wlk_field_dup_text (WlkField *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (WLK_IS_FIELD (self), NULL);

  append_text (self, 0, text);

  return g_string_free (text, FALSE);
}
