/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/wlk-ref-counted.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkFetch, wlk_fetch);

/**
 * WlkFetch:
 * @method: “GET” or “POST”
 * @address: the requested address, as in the certificate
 * @final_address: (nullable): the address after redirects; %NULL without any
 * @peer: (nullable): the network address that answered; the proxy's if one was used
 * @n_redirects: number of redirects followed
 * @status: HTTP status; 0 without an answer
 * @tls_problem: (nullable): problem of the certificate of an HTTPS server, a clause
 * @started: start time, in seconds since 1970
 * @duration: microseconds, from the request to the last byte
 * @size: bytes of the answer that were read, even if it is incomplete
 * @body: (nullable): the answer; %NULL if the fetch failed
 * @error: (nullable): why it failed, a whole sentence in the domain %WLK_ERROR
 *
 * The result of one fetch. Immutable once wlk_fetcher_fetch() has returned it, and reference
 * counted from any thread.
 */
struct _WlkFetch
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
};

/**
 * WlkFetchFunc:
 * @address: (nullable): the requested address; %NULL when the fetch has ended
 * @user_data: data of the caller
 *
 * Reports that a fetch begins or has ended.
 */
typedef void (*WlkFetchFunc) (const char *address,
                              gpointer    user_data);

WlkFetch *wlk_fetch_new (const char *method,
                         const char *address);

G_END_DECLS
