/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-property.h"

/*
 * Properties whose values are fields of the instance, for final types that need no more than that:
 * they are read, written, notified and cleared here. A property that only the type itself changes
 * is readable only; the type sets the field and notifies.
 */

typedef struct
{
  gsize           offset;
  WlkPropertyFunc changed; /* nullable */
} Field;

static G_DEFINE_QUARK (WlkPropertyField, field)
static G_DEFINE_QUARK (WlkPropertyList, list)

static gpointer
get_location (GObject    *object,
              GParamSpec *pspec)
{
  const Field *field = g_param_spec_get_qdata (pspec, field_quark ());

  return G_STRUCT_MEMBER_P (object, field->offset);
}

static void
get_property (GObject    *object,
              guint       property_id,
              GValue     *value,
              GParamSpec *pspec)
{
  gpointer location = get_location (object, pspec);

  switch (G_TYPE_FUNDAMENTAL (G_PARAM_SPEC_VALUE_TYPE (pspec)))
    {
    case G_TYPE_BOOLEAN:
      g_value_set_boolean (value, *(gboolean *) location);
      break;

    case G_TYPE_BOXED:
      g_value_set_boxed (value, *(gpointer *) location);
      break;

    case G_TYPE_DOUBLE:
      g_value_set_double (value, *(double *) location);
      break;

    case G_TYPE_STRING:
      g_value_set_string (value, *(char **) location);
      break;

    case G_TYPE_UINT:
      g_value_set_uint (value, *(guint *) location);
      break;

    case G_TYPE_INTERFACE:
    case G_TYPE_OBJECT:
      g_value_set_object (value, *(GObject **) location);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
changed (GObject    *object,
         GParamSpec *pspec,
         gpointer    previous)
{
  const Field *field = g_param_spec_get_qdata (pspec, field_quark ());

  if (field->changed != NULL)
    field->changed (object, previous);
  g_object_notify_by_pspec (object, pspec);
}

static void
release (GType    type,
         gpointer value)
{
  if (value == NULL)
    return;
  if (G_TYPE_IS_BOXED (type))
    g_boxed_free (type, value);
  else
    g_object_unref (value);
}

/* Sets an object or a boxed value, whose copy is another reference. */
static void
set_reference (GObject    *object,
               GParamSpec *pspec,
               gpointer    value)
{
  GType type = G_PARAM_SPEC_VALUE_TYPE (pspec);
  gpointer *location = get_location (object, pspec);
  gpointer previous = *location;

  if (previous == value)
    return;

  if (value != NULL)
    *location = G_TYPE_IS_BOXED (type) ? g_boxed_copy (type, value) : g_object_ref (value);
  else
    *location = NULL;
  changed (object, pspec, previous);
  release (type, previous);
}

static void
set_string (GObject    *object,
            GParamSpec *pspec,
            const char *value)
{
  char **location = get_location (object, pspec);

  if (g_strcmp0 (*location, value) == 0)
    return;

  g_free (*location);
  *location = g_strdup (value);
  changed (object, pspec, NULL);
}

/* A combo row without a selection has GTK_INVALID_LIST_POSITION, which is not a number to set. */
static void
set_number (GObject    *object,
            GParamSpec *pspec,
            guint       value)
{
  guint *location = get_location (object, pspec);

  if (*location == value || value == GTK_INVALID_LIST_POSITION)
    return;

  *location = value;
  changed (object, pspec, NULL);
}

static void
set_property (GObject      *object,
              guint         property_id,
              const GValue *value,
              GParamSpec   *pspec)
{
  if (G_VALUE_HOLDS_STRING (value))
    set_string (object, pspec, g_value_get_string (value));
  else if (G_VALUE_HOLDS_UINT (value))
    set_number (object, pspec, g_value_get_uint (value));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    set_number (object, pspec, g_value_get_boolean (value));
  else
    set_reference (object, pspec, g_value_peek_pointer (value));
}

static void
clear_property (GObject    *object,
                GParamSpec *pspec)
{
  gpointer *location = get_location (object, pspec);

  switch (G_TYPE_FUNDAMENTAL (G_PARAM_SPEC_VALUE_TYPE (pspec)))
    {
    case G_TYPE_STRING:
      g_clear_pointer (location, g_free);
      break;

    case G_TYPE_BOXED:

    case G_TYPE_INTERFACE:
    case G_TYPE_OBJECT:
      if ((pspec->flags & G_PARAM_WRITABLE) != 0)
        set_reference (object, pspec, NULL);
      else
        release (G_PARAM_SPEC_VALUE_TYPE (pspec), g_steal_pointer (location));
      break;

    default:
      break;
    }
}

/**
 * wlk_property_dispose:
 * @object: an object of a type with properties of wlk_property_add()
 *
 * Clears these properties and, of a widget, removes the children; then chains up to the parent
 * class. A type with a `dispose` of its own ends it with this instead of chaining up.
 */
void
wlk_property_dispose (GObject *object)
{
  GPtrArray *list = g_type_get_qdata (G_OBJECT_TYPE (object), list_quark ());
  GtkWidget *child = NULL;

  for (guint i = 0; i < list->len; i++)
    clear_property (object, list->pdata[i]);
  while (GTK_IS_WIDGET (object) && !GTK_IS_WINDOW (object) &&
         (child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (g_type_class_peek_parent (G_OBJECT_GET_CLASS (object)))->dispose (object);
}

static GParamSpec *
new_pspec (const char *name,
           GType       type,
           GParamFlags flags)
{
  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_BOOLEAN:
      return g_param_spec_boolean (name, NULL, NULL, FALSE, flags);

    case G_TYPE_BOXED:
      return g_param_spec_boxed (name, NULL, NULL, type, flags);

    case G_TYPE_DOUBLE:
      return g_param_spec_double (name, NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);

    case G_TYPE_STRING:
      return g_param_spec_string (name, NULL, NULL, NULL, flags);

    case G_TYPE_UINT:
      return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, flags);

    default:
      return g_param_spec_object (name, NULL, NULL, type, flags);
    }
}

/**
 * wlk_property_add:
 * @klass: the class of a final type, in its `class_init`
 * @name: the name of the property
 * @type: a boolean, an unsigned integer, a string, an object, a boxed type, whose copy is a
 *   reference if it is writable, or a double if it is only readable
 * @flags: %G_PARAM_READABLE or %G_PARAM_READWRITE
 * @offset: of the field that has the value, from G_STRUCT_OFFSET()
 * @changed_func: (nullable): called when a writable property has changed
 *
 * Adds a property, and sets the functions of the class that read, write and dispose.
 */
void
wlk_property_add (GObjectClass   *klass,
                  const char     *name,
                  GType           type,
                  GParamFlags     flags,
                  gsize           offset,
                  WlkPropertyFunc changed_func)
{
  GPtrArray *list = g_type_get_qdata (G_OBJECT_CLASS_TYPE (klass), list_quark ());
  GParamSpec *pspec =
    new_pspec (name, type, flags | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  Field *field = g_new0 (Field, 1);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_type_set_qdata (G_OBJECT_CLASS_TYPE (klass), list_quark (), list);
      klass->get_property = get_property;
      klass->set_property = set_property;
      if (klass->dispose == G_OBJECT_CLASS (g_type_class_peek_parent (klass))->dispose)
        klass->dispose = wlk_property_dispose;
    }
  field->offset = offset;
  field->changed = changed_func;
  g_param_spec_set_qdata_full (pspec, field_quark (), field, g_free);
  g_ptr_array_add (list, pspec);
  g_object_class_install_property (klass, list->len, pspec);
}
