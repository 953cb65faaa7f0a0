/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetcher.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "base/wlk-worker.h"
#include "fetch/wlk-fetch-address.h"
#include "fetch/wlk-fetch-answer.h"
#include "fetch/wlk-fetch-route.h"

#include <glib/gi18n-lib.h>

/*
 * A helper program, weaklink-fetch, implements HTTP, and runs once for each exchange. All limits
 * are enforced here: addresses, time, size of the answer, and redirect targets. So every address
 * passes the same rules, and no state is kept between exchanges: no cookies, passwords, cache or
 * connections.
 *
 * A fetch runs in the calling thread, with its own main context for resolving names and proxies.
 * One cancellable ends each wait; both the caller's cancellable and the timeout cancel it. While
 * the helper runs, the worker enforces the deadline, and kills it.
 */

#define PROGRAM "weaklink-fetch"

/* HTTP status codes. Source: RFC 9110 §15. */
#define STATUS_OK                 200
#define STATUS_TEMPORARY_REDIRECT 307
#define STATUS_PERMANENT_REDIRECT 308

/* A fetch in progress. */
typedef struct
{
  WlkFetcher    *fetcher;
  WlkFetch      *fetch;        /* borrowed: filled during the fetch */
  GMainContext  *context;
  GCancellable  *running;      /* ends the blocking call */
  gint64         deadline;     /* monotonic time in microseconds */
  GBytes        *question;     /* (nullable): borrowed; dropped if a redirect changes to GET */
  const char    *content_type; /* of @question */
  char          *address;      /* owned: of the current exchange */
  GUri          *uri;          /* owned: @address */

  /* one for each exchange */
  WlkWorker     *worker;
  WlkFetchAnswer answer;

  gboolean       is_timed_out;
} Fetching;

static void
fetcher_clear (WlkFetcher *self)
{
  g_clear_object (&self->proxies);
}

WLK_DEFINE_REF_COUNTED (WlkFetcher, wlk_fetcher, fetcher_clear)

static void
end_exchange (Fetching *self)
{
  g_clear_pointer (&self->worker, wlk_worker_free);
  wlk_fetch_answer_clear (&self->answer);
}

/* TLS problems of HTTPS servers are recorded but not fatal: fetched data is signed by a CA or
 * responder, and validated like all received data. */
static const char *
get_tls_problem (WlkFetchTlsProblem problem)
{
  switch (problem)
    {
    case WLK_FETCH_TLS_PROBLEM_NAME:
      return _("is for another name");

    case WLK_FETCH_TLS_PROBLEM_EXPIRED:
      return _("has expired");

    case WLK_FETCH_TLS_PROBLEM_NONE:
    default:
      return NULL;
    }
}

/* Records the exchange so far, even if it fails later. */
static void
record_answer (Fetching *self)
{
  const WlkFetchAnswer *answer = &self->answer;

  self->fetch->status = answer->status;
  self->fetch->size = answer->body->len;
  g_free (self->fetch->peer);
  self->fetch->peer = g_strdup (answer->peer);
  if (answer->tls_problem == WLK_FETCH_TLS_PROBLEM_NONE)
    return;
  g_free (self->fetch->tls_problem);
  self->fetch->tls_problem = g_strdup (get_tls_problem (answer->tls_problem));
}

static gboolean
set_failure (Fetching *self,
             GError  **error)
{
  g_autofree char *visible = NULL;

  if (self->answer.is_refused)
    {
      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_CONNECT,
                           _("The server refused the connection."));
      return FALSE;
    }
  visible = wlk_text_make_visible (self->answer.failure, -1);
  g_set_error (error, WLK_ERROR, WLK_ERROR_READ, _("Nothing could be fetched: %s"), visible);

  return FALSE;
}

/* Reads the next frame of the helper, or sets @error. */
static gboolean
read_frame (Fetching *self,
            GError  **error)
{
  WlkFrame frame;

  if (!wlk_worker_read (self->worker, &frame, error))
    return FALSE;
  if (!wlk_fetch_answer_add (&self->answer, &frame, error))
    return FALSE;
  record_answer (self);

  return !(self->answer.is_refused || self->answer.failure != NULL) || set_failure (self, error);
}

static gboolean
start_helper (Fetching *self,
              GError  **error)
{
  g_auto(WlkFetchRequest) request = { 0 };
  g_autoptr(GBytes) packed = NULL;
  GProxyResolver *proxies = self->fetcher->proxies;

  request.address = g_strdup (self->address);
  request.timeout = self->fetcher->timeout;
  if (self->question != NULL)
    {
      request.content_type = g_strdup (self->content_type);
      request.body = g_bytes_ref (self->question);
    }
  if (!wlk_fetch_route_find (&request, self->uri,
                             proxies != NULL ? proxies : g_proxy_resolver_get_default (),
                             self->fetcher->allow_private, self->running, error))
    return FALSE;
  packed = wlk_fetch_request_pack (&request);
  self->worker = wlk_worker_new (PROGRAM, packed, self->deadline, self->running, error);

  return self->worker != NULL;
}

/* One exchange, up to the status and the headers. */
static gboolean
send_request (Fetching *self,
              GError  **error)
{
  end_exchange (self);
  wlk_fetch_answer_init (&self->answer);
  record_answer (self);
  if (!start_helper (self, error))
    return FALSE;

  while (self->answer.status == 0)
    if (!read_frame (self, error))
      return FALSE;

  return TRUE;
}

static const char *
get_location (Fetching *self)
{
  return self->answer.status / 100 == 3 ? self->answer.location : NULL;
}

static gboolean
set_address (Fetching *self,
             char     *address,
             GError  **error)
{
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self->address);
  self->address = address;
  self->uri = wlk_fetch_address_parse (address, error);

  return self->uri != NULL;
}

/* Follows a redirect. Source: RFC 9110 §15.4. */
static gboolean
follow (Fetching   *self,
        const char *location,
        GError    **error)
{
  char *address;

  if (++self->fetch->n_redirects > WLK_FETCHER_MAX_REDIRECTS)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   ngettext ("The address leads on to another more than %d time.",
                             "The address leads on to another more than %d times.",
                             WLK_FETCHER_MAX_REDIRECTS), WLK_FETCHER_MAX_REDIRECTS);
      return FALSE;
    }
  if (self->answer.status != STATUS_TEMPORARY_REDIRECT &&
      self->answer.status != STATUS_PERMANENT_REDIRECT)
    self->question = NULL;
  address = wlk_fetch_address_resolve (self->uri, location);
  g_free (self->fetch->final_address);
  self->fetch->final_address = wlk_text_make_visible (address, -1);

  return set_address (self, address, error);
}

static gboolean
check_length (Fetching *self,
              GError  **error)
{
  if (self->answer.announced <= WLK_FETCHER_MAX_BYTES &&
      self->answer.body->len <= WLK_FETCHER_MAX_BYTES)
    return TRUE;

  g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
               _("The answer is larger than %d KiB, which is more than Weak Link fetches."),
               WLK_FETCHER_MAX_BYTES >> 10);
  return FALSE;
}

/* Reads at most one frame beyond the limit, whatever the server announces or sends. */
static gboolean
read_body (Fetching *self,
           GError  **error)
{
  if (!check_length (self, error))
    return FALSE;
  while (!wlk_fetch_answer_is_complete (&self->answer))
    if (!read_frame (self, error) || !check_length (self, error))
      return FALSE;

  if (self->answer.body->len < self->answer.announced)
    {
      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_READ,
                           _("The connection ended before the whole answer was there."));
      return FALSE;
    }

  self->fetch->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->answer.body));
  return TRUE;
}

static gboolean
run (Fetching *self,
     GError  **error)
{
  const char *location;

  if (!set_address (self, g_strdup (self->fetch->address), error))
    return FALSE;

  do
    {
      if (!send_request (self, error))
        return FALSE;
      location = get_location (self);
      if (location != NULL && !follow (self, location, error))
        return FALSE;
    }
  while (location != NULL);

  if (self->answer.status != STATUS_OK)
    {
      const char *phrase = self->answer.phrase != NULL ? self->answer.phrase : "";
      g_autofree char *visible = wlk_text_make_visible (phrase, -1);

      g_set_error (error, WLK_ERROR, WLK_ERROR_READ,
                   _("The server answered with the HTTP status %u, “%s”."), self->answer.status,
                   visible);
      return FALSE;
    }

  return read_body (self, error);
}

/* Converts any error to a whole sentence in the domain of this program. */
static GError *
describe_error (Fetching     *self,
                const GError *error)
{
  g_autofree char *visible = NULL;

  if (self->is_timed_out || g_error_matches (error, WLK_ERROR, WLK_ERROR_TIMED_OUT))
    return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                        ngettext ("There was no whole answer within %u second.",
                                  "There was no whole answer within %u seconds.",
                                  (self->fetcher->timeout + 999) / 1000),
                        (self->fetcher->timeout + 999) / 1000);
  if (error->domain == WLK_ERROR)
    return g_error_copy (error);
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    return g_error_new (WLK_ERROR, WLK_ERROR_RESOLVE,
                        _("There is no network address for the name “%s”."),
                        g_uri_get_host (self->uri));

  visible = wlk_text_make_visible (error->message, -1);
  return g_error_new (WLK_ERROR, WLK_ERROR_READ, _("Nothing could be fetched: %s"), visible);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Fetching *self = user_data;

  self->is_timed_out = TRUE;
  g_cancellable_cancel (self->running);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static GSource *
start_clock (Fetching *self)
{
  GSource *source = g_timeout_source_new (self->fetcher->timeout);

  g_source_set_callback (source, timeout_cb, self, NULL);
  g_source_attach (source, self->context);

  return source;
}

/* Runs until the fetch ends, in its own main context. */
static void
run_bounded (Fetching     *self,
             GCancellable *cancellable)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GCancellable) running = g_cancellable_new ();
  g_autoptr(GSource) clock = NULL;
  g_autoptr(GError) error = NULL;
  gint64 started = g_get_monotonic_time ();
  gulong cancelled_id = 0;

  self->fetch->started = g_get_real_time () / G_USEC_PER_SEC;
  self->deadline = started + (gint64) self->fetcher->timeout * 1000;
  self->context = context;
  self->running = running;
  g_main_context_push_thread_default (context);
  clock = start_clock (self);
  if (cancellable != NULL)
    cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                          g_object_ref (running), g_object_unref);
  if (!run (self, &error))
    self->fetch->error = describe_error (self, error);
  self->fetch->duration = g_get_monotonic_time () - started;

  end_exchange (self);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_pointer (&self->address, g_free);
  g_cancellable_disconnect (cancellable, cancelled_id);
  g_source_destroy (clock);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
}

/**
 * wlk_fetcher_new:
 * @allow_private: whether private and loopback addresses may be connected to, as when the inspected
 *   host itself has such an address
 * @timeout: milliseconds for each fetch, or 0 for %WLK_FETCHER_TIMEOUT
 *
 * Returns: (transfer full): a fetcher for one inspection
 */
WlkFetcher *
wlk_fetcher_new (gboolean allow_private,
                 guint    timeout)
{
  WlkFetcher *self = g_atomic_rc_box_new0 (WlkFetcher);

  self->n_left = WLK_FETCHER_MAX_FETCHES;
  self->allow_private = allow_private;
  self->timeout = timeout != 0 ? timeout : WLK_FETCHER_TIMEOUT;

  return self;
}

/* Whether its scheme is HTTP or HTTPS, as in most certificates; some use LDAP. */
gboolean
wlk_fetcher_is_fetchable (const char *address)
{
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (address != NULL, FALSE);

  uri = wlk_fetch_address_parse (address, NULL);

  return uri != NULL;
}

/**
 * wlk_fetcher_fetch:
 * @self: a fetcher with fetches left
 * @address: the address to fetch, as in the certificate
 * @body: (nullable): what to send by POST; %NULL to use GET
 * @content_type: (nullable): of @body
 * @cancellable: (nullable): ends it at once
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Fetches within the limits above. Blocks until the fetch has succeeded or failed.
 *
 * Returns: (transfer full) (nullable): the result; %NULL only if it was cancelled
 */
WlkFetch *
wlk_fetcher_fetch (WlkFetcher   *self,
                   const char   *address,
                   GBytes       *body,
                   const char   *content_type,
                   GCancellable *cancellable,
                   GError      **error)
{
  g_autoptr(WlkFetch) fetch = NULL;
  Fetching fetching = { 0 };

  g_return_val_if_fail (self != NULL && address != NULL, NULL);
  g_return_val_if_fail (self->n_left > 0, NULL);
  g_return_val_if_fail (body == NULL || content_type != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  self->n_left--;
  fetch = wlk_fetch_new (body != NULL ? "POST" : "GET", address);
  fetching.fetcher = self;
  fetching.fetch = fetch;
  fetching.question = body;
  fetching.content_type = content_type;
  run_bounded (&fetching, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_steal_pointer (&fetch);
}
