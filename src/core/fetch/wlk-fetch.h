/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * WlkFetch:
 * @method: “GET” or “POST”
 * @address: what was asked for, as a certificate names it
 * @final_address: (nullable): where redirects led; %NULL without any
 * @peer: (nullable): the network address that answered; the proxy's when there is one
 * @n_redirects: how many were followed
 * @status: of HTTP; 0 when there was no answer
 * @tls_problem: (nullable): what is wrong with the certificate of an HTTPS server, a half sentence
 * @started: when, in seconds since 1970
 * @duration: microseconds, from the question to the last byte
 * @size: bytes of the answer that were read, also of one that was broken off
 * @body: (nullable): the answer; %NULL when the fetch failed
 * @error: (nullable): why it failed, a whole sentence in the domain %WLK_ERROR
 *
 * What became of one fetch. Immutable once wlk_fetcher_fetch() has returned it, and counted by
 * reference from any thread.
 */
typedef struct
{
  char   *method;
  char   *address;
  char   *final_address;
  char   *peer;
  guint   n_redirects;
  guint   status;
  char   *tls_problem;
  gint64  started;
  gint64  duration;
  gsize   size;
  GBytes *body;
  GError *error;
} WlkFetch;

/**
 * WlkFetchFunc:
 * @address: (nullable): what is asked for now; %NULL when it has answered, or has not
 * @user_data: what was given
 *
 * Tells that a fetch begins or has ended.
 */
typedef void (*WlkFetchFunc) (const char *address,
                              gpointer    user_data);

WlkFetch *wlk_fetch_new (const char *method,
                         const char *address);
WlkFetch *wlk_fetch_ref (WlkFetch *self);
void wlk_fetch_unref (WlkFetch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkFetch, wlk_fetch_unref)

G_END_DECLS
