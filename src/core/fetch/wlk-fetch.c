/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetch.h"

/* The record of one fetch, filled by its creator and immutable afterwards. */

/**
 * wlk_fetch_new:
 * @method: “GET” or “POST”
 * @address: the requested address
 *
 * Returns: (transfer full): a record without further data
 */
WlkFetch *
wlk_fetch_new (const char *method,
               const char *address)
{
  WlkFetch *self;

  g_return_val_if_fail (method != NULL && address != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkFetch);
  self->method = g_strdup (method);
  self->address = g_strdup (address);

  return self;
}

static void
clear (gpointer data)
{
  WlkFetch *self = data;

  g_free (self->method);
  g_free (self->address);
  g_free (self->final_address);
  g_free (self->peer);
  g_free (self->tls_problem);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_error (&self->error);
}

WLK_DEFINE_REF_COUNTED (WlkFetch, wlk_fetch, clear)
