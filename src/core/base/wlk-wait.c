/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-wait.h"

/* Makes a new main context the thread-default one, until wlk_wait_clear(). */
void
wlk_wait_begin (WlkWait *self)
{
  g_return_if_fail (self->context == NULL);

  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
}

/**
 * wlk_wait_done_cb:
 * @source: (nullable): the source object of the call
 * @result: its result
 * @self: the wait
 *
 * The #GAsyncReadyCallback to give to the call.
 */
void
wlk_wait_done_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      self)
{
  g_set_object (&((WlkWait *) self)->result, result);
}

/**
 * wlk_wait_until_done:
 * @self: a wait
 *
 * Runs the thread-default main context until the call is done.
 *
 * Returns: (transfer none): its result, for its finish function; valid until the next wait
 */
GAsyncResult *
wlk_wait_until_done (WlkWait *self)
{
  while (self->result == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);

  return self->result;
}

/* Restores the main context of before. */
void
wlk_wait_clear (WlkWait *self)
{
  g_clear_object (&self->result);
  if (self->context != NULL)
    g_main_context_pop_thread_default (self->context);
  g_clear_pointer (&self->context, g_main_context_unref);
}
