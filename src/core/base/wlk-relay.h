/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Delivers messages from any thread to the one that made the relay, in the order in which they were
 * sent, until that one closes it. */

typedef struct _WlkRelay WlkRelay;

typedef void (*WlkRelayFunc) (gconstpointer message,
                              gpointer      user_data);

WlkRelay *wlk_relay_new (WlkRelayFunc   func,
                         gpointer       user_data,
                         GDestroyNotify free_message);
WlkRelay *wlk_relay_ref (WlkRelay *self);
void wlk_relay_unref (WlkRelay *self);
void wlk_relay_send (WlkRelay *self,
                     gpointer  message);
void wlk_relay_close (WlkRelay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkRelay, wlk_relay_unref)

G_END_DECLS
