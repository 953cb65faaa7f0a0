/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * WlkPropertyFunc:
 * @self: an object
 * @previous: (nullable): the previous value of a property that holds an object, else %NULL
 *
 * Called when a property has got another value, before it is notified.
 */
typedef void (*WlkPropertyFunc) (gpointer self,
                                 gpointer previous);

void wlk_property_add (GObjectClass   *klass,
                       const char     *name,
                       GType           type,
                       GParamFlags     flags,
                       gsize           offset,
                       WlkPropertyFunc changed_func);
void wlk_property_dispose (GObject *object);

G_END_DECLS
