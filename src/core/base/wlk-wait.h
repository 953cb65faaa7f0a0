/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WlkWait:
 *
 * Waits for an asynchronous call, in a main context of its own, so that nothing else of this thread
 * runs meanwhile:
 * |[
 *   g_auto(WlkWait) wait = WLK_WAIT_INIT;
 *
 *   wlk_wait_begin (&wait);
 *   thing_load_async (thing, cancellable, wlk_wait_done_cb, &wait);
 *   return thing_load_finish (thing, wlk_wait_until_done (&wait), error);
 * ]|
 * Without wlk_wait_begin() it runs the main context that is the thread-default one already.
 */
typedef struct
{
  GMainContext *context; /* nullable: before wlk_wait_begin() */
  GAsyncResult *result;  /* nullable: until the call is done */
} WlkWait;

#define WLK_WAIT_INIT { NULL, NULL }

void wlk_wait_begin (WlkWait *self);
void wlk_wait_done_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      self);
GAsyncResult *wlk_wait_until_done (WlkWait *self);
void wlk_wait_clear (WlkWait *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkWait, wlk_wait_clear)

G_END_DECLS
