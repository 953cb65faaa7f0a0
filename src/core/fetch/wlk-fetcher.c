/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetcher.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "fetch/wlk-fetch-address.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/*
 * A fetch works in the calling thread, in a main context of its own, as a sequence of asynchronous
 * calls that each are waited for. One cancellable ends whichever is running; the caller's
 * cancellable and the clock both work through it.
 *
 * Redirects are followed here and not by libsoup, each with a session of its own, so that every
 * address passes the same rules. Nothing is kept between them: no cookies, no passwords, no cache,
 * and no connection.
 */

#define CHUNK_BYTES 65536 /* read between two looks at the limit */
#define USER_AGENT  "weaklink/" PACKAGE_VERSION

struct _WlkFetcher
{
  GObject         parent_instance;

  gboolean        allow_private;
  guint           timeout; /* milliseconds */
  guint           n_left;
  GProxyResolver *proxies;
};

G_DEFINE_FINAL_TYPE (WlkFetcher, wlk_fetcher, G_TYPE_OBJECT)

/* One fetch under way. */
typedef struct
{
  WlkFetcher      *fetcher;
  WlkFetch        *fetch;        /* borrowed: filled while it goes */
  GMainContext    *context;
  GCancellable    *running;      /* ends the call that is waited for */
  GBytes          *question;     /* (nullable): borrowed; dropped where a redirect says so */
  const char      *content_type; /* of @question */
  GUri            *uri;          /* owned: where it stands */

  /* one for each redirect */
  WlkFetchAddress *host;
  SoupSession     *session;
  SoupMessage     *message;
  GInputStream    *stream;

  gboolean         is_timed_out;
} Fetching;

static void
wlk_fetcher_finalize (GObject *object)
{
  WlkFetcher *self = WLK_FETCHER (object);

  g_clear_object (&self->proxies);

  G_OBJECT_CLASS (wlk_fetcher_parent_class)->finalize (object);
}

static void
wlk_fetcher_class_init (WlkFetcherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_fetcher_finalize;
}

static void
wlk_fetcher_init (WlkFetcher *self)
{
  self->n_left = WLK_FETCHER_MAX_FETCHES;
  self->proxies = g_object_ref (g_proxy_resolver_get_default ());
}

static void
take_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static void
wait_for (Fetching      *self,
          GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (self->context, TRUE);
}

/* Drops the connection before the stream, which would else read its answer to the end. */
static void
end_hop (Fetching *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  if (self->session != NULL)
    soup_session_abort (self->session);
  if (self->stream != NULL)
    {
      g_autoptr(GCancellable) ended = g_cancellable_new ();

      g_cancellable_cancel (ended);
      g_input_stream_close_async (self->stream, G_PRIORITY_DEFAULT, ended, take_result_cb,
                                  &result);
      wait_for (self, &result);
    }
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->host);
}

/* What HTTPS servers have to say for themselves is noted and does not matter: what is fetched is
 * signed by somebody else, and judged like everything that is received. Whether they are trusted
 * is not even asked, since GIO might then fetch their issuers, without any of our limits. */
static gboolean
accept_certificate_cb (SoupMessage         *message,
                       GTlsCertificate     *certificate,
                       GTlsCertificateFlags problems,
                       gpointer             user_data)
{
  Fetching *self = user_data;
  const char *text;

  if ((problems & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    text = _("is for another name");
  else if ((problems & G_TLS_CERTIFICATE_EXPIRED) != 0)
    text = _("has expired");
  else
    return TRUE;
  g_free (self->fetch->tls_problem);
  self->fetch->tls_problem = g_strdup (text);

  return TRUE;
}

static void
begin_hop (Fetching *self)
{
  self->host = wlk_fetch_address_new (self->uri, self->fetcher->allow_private);
  self->session = soup_session_new_with_options ("accept-language-auto", FALSE,
                                                 "proxy-resolver", self->fetcher->proxies,
                                                 "remote-connectable", self->host,
                                                 "tls-database", NULL,
                                                 "user-agent", USER_AGENT,
                                                 NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);

  self->message = soup_message_new_from_uri (self->question != NULL ? "POST" : "GET", self->uri);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_append (soup_message_get_request_headers (self->message), "Connection",
                               "close");
  if (self->question != NULL)
    soup_message_set_request_body_from_bytes (self->message, self->content_type, self->question);
  g_signal_connect (self->message, "accept-certificate", G_CALLBACK (accept_certificate_cb),
                    self);
}

static gboolean
has_proxy (Fetching *self)
{
  g_autofree char *address = g_uri_to_string (self->uri);
  g_autoptr(GAsyncResult) result = NULL;
  g_auto(GStrv) proxies = NULL;

  g_proxy_resolver_lookup_async (self->fetcher->proxies, address, self->running, take_result_cb,
                                 &result);
  wait_for (self, &result);
  proxies = g_proxy_resolver_lookup_finish (self->fetcher->proxies, result, NULL);
  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++)
    if (!g_str_has_prefix (proxies[i], "direct:"))
      return TRUE;

  return FALSE;
}

/* A name that means nothing here may mean something to the proxy. */
static gboolean
check_for_proxy (Fetching *self,
                 GError  **error)
{
  g_autoptr(GResolver) resolver = g_resolver_get_default ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autolist(GInetAddress) addresses = NULL;

  if (self->fetcher->allow_private || !has_proxy (self))
    return TRUE;

  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (self->uri), self->running,
                                   take_result_cb, &result);
  wait_for (self, &result);
  addresses = g_resolver_lookup_by_name_finish (resolver, result, NULL);

  return addresses == NULL || wlk_fetch_address_check (self->host, addresses, error);
}

static void
record_peer (Fetching *self)
{
  GSocketAddress *address = soup_message_get_remote_address (self->message);
  GInetAddress *inet;

  g_clear_pointer (&self->fetch->peer, g_free);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return;
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  self->fetch->peer = g_inet_address_to_string (inet);
}

static gboolean
send_question (Fetching *self,
               GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  begin_hop (self);
  if (!check_for_proxy (self, error))
    return FALSE;

  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->running,
                           take_result_cb, &result);
  wait_for (self, &result);
  self->stream = soup_session_send_finish (self->session, result, error);
  self->fetch->status = soup_message_get_status (self->message);
  record_peer (self);

  return self->stream != NULL;
}

static const char *
get_location (Fetching *self)
{
  if (!SOUP_STATUS_IS_REDIRECTION (self->fetch->status))
    return NULL;

  return soup_message_headers_get_one (soup_message_get_response_headers (self->message),
                                       "Location");
}

/* Goes on to where an answer points. Source: RFC 9110 §15.4. */
static gboolean
follow (Fetching   *self,
        const char *location,
        GError    **error)
{
  g_autofree char *here = g_uri_to_string (self->uri);
  g_autofree char *address = g_uri_resolve_relative (here, location, SOUP_HTTP_URI_FLAGS, NULL);
  GUri *next;

  if (++self->fetch->n_redirects > WLK_FETCHER_MAX_REDIRECTS)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   ngettext ("The address leads on to another more than %d time.",
                             "The address leads on to another more than %d times.",
                             WLK_FETCHER_MAX_REDIRECTS), WLK_FETCHER_MAX_REDIRECTS);
      return FALSE;
    }
  g_free (self->fetch->final_address);
  self->fetch->final_address = wlk_text_make_visible (address != NULL ? address : location, -1);
  next = wlk_fetch_address_parse (address != NULL ? address : location, error);
  if (next == NULL)
    return FALSE;

  g_uri_unref (self->uri);
  self->uri = next;
  if (self->fetch->status != SOUP_STATUS_TEMPORARY_REDIRECT &&
      self->fetch->status != SOUP_STATUS_PERMANENT_REDIRECT)
    self->question = NULL;
  end_hop (self);
  return TRUE;
}

static gboolean
set_too_large (GError **error)
{
  g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
               _("The answer is larger than %d KiB, which is more than Weak Link fetches."),
               WLK_FETCHER_MAX_BYTES >> 10);

  return FALSE;
}

/* What Content-Length says, or -1. */
static goffset
get_announced_length (Fetching *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
         ? soup_message_headers_get_content_length (headers)
         : -1;
}

/* Reads no more than one chunk beyond the limit, whatever the other side announces or sends. */
static gboolean
read_answer (Fetching *self,
             GError  **error)
{
  goffset announced = get_announced_length (self);
  g_autoptr(GByteArray) answer = g_byte_array_new ();

  if (announced > WLK_FETCHER_MAX_BYTES)
    return set_too_large (error);

  while (TRUE)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GBytes) chunk = NULL;

      g_input_stream_read_bytes_async (self->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                       self->running, take_result_cb, &result);
      wait_for (self, &result);
      chunk = g_input_stream_read_bytes_finish (self->stream, result, error);
      if (chunk == NULL)
        return FALSE;
      if (g_bytes_get_size (chunk) == 0)
        break;
      g_byte_array_append (answer, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
      self->fetch->size = answer->len;
      if (answer->len > WLK_FETCHER_MAX_BYTES)
        return set_too_large (error);
    }

  if (announced >= 0 && answer->len < announced)
    {
      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_READ,
                           _("The connection ended before the whole answer was there."));
      return FALSE;
    }

  self->fetch->body = g_byte_array_free_to_bytes (g_steal_pointer (&answer));
  return TRUE;
}

static gboolean
run (Fetching *self,
     GError  **error)
{
  const char *location;

  self->uri = wlk_fetch_address_parse (self->fetch->address, error);
  if (self->uri == NULL)
    return FALSE;

  do
    {
      if (!send_question (self, error))
        return FALSE;
      location = get_location (self);
      if (location != NULL && !follow (self, location, error))
        return FALSE;
    }
  while (location != NULL);

  if (self->fetch->status != SOUP_STATUS_OK)
    {
      g_autofree char *phrase = wlk_text_make_visible (soup_status_get_phrase (self->fetch->status),
                                                       -1);

      g_set_error (error, WLK_ERROR, WLK_ERROR_READ,
                   _("The server answered with the HTTP status %u, “%s”."), self->fetch->status,
                   phrase);
      return FALSE;
    }

  return read_answer (self, error);
}

/* A whole sentence in the domain of this program, whatever it was. */
static GError *
describe_error (Fetching     *self,
                const GError *error)
{
  g_autofree char *visible = NULL;

  if (self->is_timed_out)
    return g_error_new (WLK_ERROR, WLK_ERROR_TIMED_OUT,
                        ngettext ("There was no whole answer within %u second.",
                                  "There was no whole answer within %u seconds.",
                                  (self->fetcher->timeout + 999) / 1000),
                        (self->fetcher->timeout + 999) / 1000);
  if (error->domain == WLK_ERROR)
    return g_error_copy (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new_literal (WLK_ERROR, WLK_ERROR_CONNECT,
                                _("The server refused the connection."));
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

/* Runs to the end, in a main context of its own. */
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

  end_hop (self);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_cancellable_disconnect (cancellable, cancelled_id);
  g_source_destroy (clock);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
}

/**
 * wlk_fetcher_new:
 * @allow_private: whether addresses of private networks and of this computer may be asked, which
 *   is so when what is inspected is at such an address itself
 * @timeout: milliseconds for each fetch, or 0 for %WLK_FETCHER_TIMEOUT
 *
 * Returns: (transfer full): a fetcher for one inspection
 */
WlkFetcher *
wlk_fetcher_new (gboolean allow_private,
                 guint    timeout)
{
  WlkFetcher *self = g_object_new (WLK_TYPE_FETCHER, NULL);

  self->allow_private = allow_private;
  self->timeout = timeout != 0 ? timeout : WLK_FETCHER_TIMEOUT;

  return self;
}

/**
 * wlk_fetcher_set_proxy_resolver:
 * @self: a fetcher that has fetched nothing yet
 * @resolver: which proxies there are
 *
 * Uses these proxies in place of those of the desktop.
 */
void
wlk_fetcher_set_proxy_resolver (WlkFetcher     *self,
                                GProxyResolver *resolver)
{
  g_return_if_fail (WLK_IS_FETCHER (self) && G_IS_PROXY_RESOLVER (resolver));

  g_set_object (&self->proxies, resolver);
}

/**
 * wlk_fetcher_allows_private:
 * @self: a fetcher
 *
 * Returns: whether it may ask addresses of private networks and of this computer
 */
gboolean
wlk_fetcher_allows_private (WlkFetcher *self)
{
  g_return_val_if_fail (WLK_IS_FETCHER (self), FALSE);

  return self->allow_private;
}

/**
 * wlk_fetcher_get_n_left:
 * @self: a fetcher
 *
 * Returns: how many more fetches there may be
 */
guint
wlk_fetcher_get_n_left (WlkFetcher *self)
{
  g_return_val_if_fail (WLK_IS_FETCHER (self), 0);

  return self->n_left;
}

/**
 * wlk_fetcher_is_fetchable:
 * @address: an address from a certificate
 *
 * Returns: whether it is one of HTTP or HTTPS, as most are; LDAP is the other one in use
 */
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
 * @address: what to fetch, as a certificate names it
 * @body: (nullable): what to send by POST; %NULL to use GET
 * @content_type: (nullable): of @body
 * @cancellable: (nullable): ends it at once
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Fetches within the limits above, in this thread, and returns when it has ended, be it in success
 * or in failure.
 *
 * Returns: (transfer full) (nullable): what became of it; %NULL only when it was cancelled
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

  g_return_val_if_fail (WLK_IS_FETCHER (self) && address != NULL, NULL);
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
