/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-relay.h"

struct _WlkRelay
{
  GMainContext  *context;   /* of the thread that made it */
  WlkRelayFunc   func;
  gpointer       user_data;
  GDestroyNotify free_message;
  gboolean       is_closed; /* only that thread reads and writes it */
};

typedef struct
{
  WlkRelay *relay;
  gpointer  message;
} Parcel;

static void
relay_clear (gpointer data)
{
  g_main_context_unref (((WlkRelay *) data)->context);
}

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  parcel->relay->free_message (parcel->message);
  wlk_relay_unref (parcel->relay);
  g_free (parcel);
}

static gboolean
deliver_cb (gpointer data)
{
  const Parcel *parcel = data;

  if (!parcel->relay->is_closed)
    parcel->relay->func (parcel->message, parcel->relay->user_data);

  return G_SOURCE_REMOVE;
}

/**
 * wlk_relay_new:
 * @func: called with each message in the thread-default main context of this thread
 * @user_data: for @func
 * @free_message: frees a message, in any thread
 *
 * Returns: (transfer full): a relay to this thread
 */
WlkRelay *
wlk_relay_new (WlkRelayFunc   func,
               gpointer       user_data,
               GDestroyNotify free_message)
{
  WlkRelay *self;

  g_return_val_if_fail (func != NULL && free_message != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkRelay);
  self->context = g_main_context_ref_thread_default ();
  self->func = func;
  self->user_data = user_data;
  self->free_message = free_message;

  return self;
}

/* (transfer full): @self. */
WlkRelay *
wlk_relay_ref (WlkRelay *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* Releases a reference; the last one frees it. */
void
wlk_relay_unref (WlkRelay *self)
{
  g_atomic_rc_box_release_full (self, relay_clear);
}

/**
 * wlk_relay_send:
 * @self: a relay
 * @message: (transfer full): a message
 *
 * Sends a message; any thread may.
 */
void
wlk_relay_send (WlkRelay *self,
                gpointer  message)
{
  g_autoptr(GSource) source = g_idle_source_new ();
  Parcel *parcel = g_new0 (Parcel, 1);

  parcel->relay = wlk_relay_ref (self);
  parcel->message = message;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, parcel, parcel_free);
  g_source_attach (source, self->context);
}

/* Drops the messages under way and later ones. Only the thread that made the relay may call it. */
void
wlk_relay_close (WlkRelay *self)
{
  self->is_closed = TRUE;
}
