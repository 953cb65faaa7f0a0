/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "fetch/wlk-fetcher.h"
#include "wlk-test-ca.h"
#include "wlk-test-http.h"
#include "wlk-test-resolver.h"

#include <stdlib.h>
#include <string.h>

#define SHORT_TIMEOUT 300   /* ms, where the test is that it runs out */
#define LONG_TIMEOUT  60000 /* ms, where it must not */

#define BOMB_BYTES (32 << 20) /* which gzip makes 32 KiB of */

/* The limits as they were promised, whatever the program calls them. */
#define MAX_BYTES     1048576
#define MAX_FETCHES   8
#define MAX_SECONDS   10
#define LATE_SECONDS  8 /* late, and in time on a busy machine */

static void
redirect (WlkTestHttp   *server,
          GOutputStream *stream,
          const char    *location)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 302 Found\r\nLocation: %s\r\n"
                                           "Content-Length: 0\r\n\r\n", location);

  wlk_test_http_say (stream, text);
}

/* “/redirect/3” leads on three times. */
static void
redirect_times (WlkTestHttp   *server,
                GOutputStream *stream,
                guint          n_times)
{
  g_autofree char *path = n_times > 1
                          ? g_strdup_printf ("/redirect/%u", n_times - 1)
                          : g_strdup ("/good");

  redirect (server, stream, path);
}

static void
send_headers_without_end (GOutputStream *stream)
{
  g_autofree char *line = g_strnfill (65536, 'a');

  wlk_test_http_say (stream, "HTTP/1.1 200 OK\r\nX-Long: ");
  for (guint i = 0; i < 32768; i++)
    if (!wlk_test_http_write (stream, line, 65536))
      return;
}

/* Answers that announce another one, for as long as anybody reads them. */
static void
send_interim_responses (GOutputStream *stream)
{
  while (wlk_test_http_write (stream, "HTTP/1.1 102 Processing\r\n\r\n", 27))
    continue;
}

/* Zeros that are a thousand times as many once they are unpacked. */
static void
send_bomb (GOutputStream *stream)
{
  g_autoptr(GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GOutputStream) packing = g_converter_output_stream_new (packed,
                                                                    G_CONVERTER (compressor));
  g_autofree char *zeros = g_malloc0 (BOMB_BYTES);
  g_autoptr(GBytes) body = NULL;

  g_assert_true (g_output_stream_write_all (packing, zeros, BOMB_BYTES, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (packing, NULL, NULL));
  body = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (packed));
  wlk_test_http_send (stream, "application/pkix-cert\r\nContent-Encoding: gzip", body);
}

/* So many bytes, in one piece or, with an “h” at the end of the path, in chunks. */
static void
send_bytes (GOutputStream *stream,
            const char    *path)
{
  gsize length = (gsize) g_ascii_strtoull (path, NULL, 10);
  g_autofree char *zeros = g_malloc0 (length);
  g_autoptr(GBytes) body = g_bytes_new_static (zeros, length);
  g_autofree char *head = NULL;

  if (!g_str_has_suffix (path, "h"))
    {
      wlk_test_http_send (stream, "application/pkix-crl", body);
      return;
    }
  head = g_strdup_printf ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%" G_GSIZE_MODIFIER
                          "x\r\n", length);
  wlk_test_http_say (stream, head);
  wlk_test_http_write (stream, zeros, length);
  wlk_test_http_say (stream, "\r\n0\r\n\r\n");
}

static void
answer (WlkTestHttp   *server,
        const char    *method,
        const char    *path,
        GBytes        *body,
        GOutputStream *stream,
        gpointer       data)
{
  g_autoptr(GBytes) good = g_bytes_new_static ("good", 4);

  if (g_str_equal (path, "/good"))
    wlk_test_http_send (stream, "application/pkix-cert", good);
  else if (g_str_equal (path, "/echo"))
    wlk_test_http_send (stream, "application/octet-stream", body);
  else if (g_str_has_prefix (path, "/bytes/"))
    send_bytes (stream, path + strlen ("/bytes/"));
  else if (g_str_has_prefix (path, "/redirect/"))
    redirect_times (server, stream, atoi (path + strlen ("/redirect/")));
  else if (g_str_equal (path, "/to-file"))
    redirect (server, stream, "file:///etc/passwd");
  else if (g_str_equal (path, "/cookie"))
    redirect (server, stream, "/good\r\nSet-Cookie: a=b; Path=/");
  else if (g_str_equal (path, "/login"))
    wlk_test_http_say (stream, "HTTP/1.1 401 Unauthorized\r\n"
                       "WWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
  else if (g_str_equal (path, "/bomb"))
    send_bomb (stream);
  else if (g_str_equal (path, "/to-user"))
    redirect (server, stream, "http://me:secret@example.org/");
  else if (g_str_equal (path, "/announced"))
    wlk_test_http_say (stream, "HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\nx");
  else if (g_str_equal (path, "/chunked"))
    wlk_test_http_send_2_gib (stream);
  else if (g_str_equal (path, "/headers"))
    send_headers_without_end (stream);
  else if (g_str_equal (path, "/1xx"))
    send_interim_responses (stream);
  else if (g_str_equal (path, "/late"))
    {
      g_usleep (LATE_SECONDS * G_USEC_PER_SEC);
      wlk_test_http_send (stream, "application/pkix-cert", good);
    }
  else if (g_str_equal (path, "/drip"))
    wlk_test_http_drip (stream, "\r\nContent-Length: 1000\r\n\r\n");
  else if (g_str_equal (path, "/cut"))
    wlk_test_http_say (stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  else
    wlk_test_http_say (stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
}

static WlkFetch *
fetch_with (const char *address,
            gboolean    allow_private,
            guint       timeout)
{
  g_autoptr(WlkFetcher) fetcher = wlk_fetcher_new (allow_private, timeout);
  g_autoptr(GError) error = NULL;
  WlkFetch *fetch = wlk_fetcher_fetch (fetcher, address, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (fetch);
  g_assert_cmpstr (fetch->address, ==, address);
  g_assert_true ((fetch->body != NULL) == (fetch->error == NULL));

  return fetch;
}

static WlkFetch *
fetch_path (WlkTestHttp *server,
            const char  *path,
            guint        timeout)
{
  g_autofree char *address = wlk_test_http_dup_address (server, path);

  return fetch_with (address, TRUE, timeout);
}

static void
assert_good (WlkFetch *fetch)
{
  g_assert_no_error (fetch->error);
  g_assert_cmpmem (g_bytes_get_data (fetch->body, NULL), g_bytes_get_size (fetch->body), "good", 4);
  g_assert_cmpuint (fetch->status, ==, 200);
  g_assert_cmpuint (fetch->size, ==, 4);
  g_assert_cmpint (fetch->duration, >, 0);
}

static void
test_good (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autoptr(WlkFetch) fetch = fetch_path (server, "/good", LONG_TIMEOUT);
  const char *headers = wlk_test_http_get_last_headers (server);

  assert_good (fetch);
  g_assert_cmpstr (fetch->peer, ==, "127.0.0.1");
  g_assert_null (fetch->final_address);
  g_assert_nonnull (strstr (headers, "User-Agent: weaklink/" PACKAGE_VERSION "\r\n"));
  g_assert_null (strstr (headers, "Accept-Encoding"));
  g_assert_null (strstr (headers, "Cookie"));
}

/* A server learns nothing of who asks, nor of whom else was asked. */
static void
test_nothing_told (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autoptr(WlkFetch) fetch = fetch_path (server, "/cookie", LONG_TIMEOUT);
  const char *headers = wlk_test_http_get_last_headers (server);

  assert_good (fetch);
  g_assert_cmpuint (fetch->n_redirects, ==, 1);
  g_assert_null (strstr (headers, "Cookie"));
  g_assert_null (strstr (headers, "Referer"));
  g_assert_null (strstr (headers, "Authorization"));
  g_assert_null (strstr (headers, "Accept-Language"));
}

static void
test_login (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autoptr(WlkFetch) fetch = fetch_path (server, "/login", LONG_TIMEOUT);

  g_assert_error (fetch->error, WLK_ERROR, WLK_ERROR_READ);
  g_assert_cmpuint (fetch->status, ==, 401);
  g_assert_cmpuint (wlk_test_http_get_n_requests (server), ==, 1);
}

static void
test_bomb (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autoptr(WlkFetch) fetch = fetch_path (server, "/bomb", LONG_TIMEOUT);

  g_assert_no_error (fetch->error);
  g_assert_cmpuint (fetch->size, <, BOMB_BYTES / 100);
  g_assert_cmpuint (g_bytes_get_size (fetch->body), ==, fetch->size);
}

/* The content of a certificate cannot become a header of the request. */
static void
test_line_break (gconstpointer data)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autoptr(WlkFetch) fetch = fetch_path (server, data, LONG_TIMEOUT);

  g_assert_cmpuint (wlk_test_http_get_n_requests (server), ==, 1);
  g_assert_cmpuint (fetch->status, ==, 404);
  g_assert_null (strstr (wlk_test_http_get_last_headers (server), "\nX-Header"));
}

static void
test_ipv6 (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("::1", NULL, answer, NULL);
  g_autoptr(WlkFetch) fetch = NULL;

  if (server == NULL)
    {
      g_test_skip ("no IPv6 loopback here");
      return;
    }
  fetch = fetch_path (server, "/good", LONG_TIMEOUT);
  assert_good (fetch);
  g_assert_cmpstr (fetch->peer, ==, "::1");
}

/* The issuer of an HTTPS server is not looked for. Newer GIO modules would: in any network, of any
 * length. */
static void
test_https (void)
{
  g_autoptr(WlkTestHttp) other = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autofree char *issuer_address = wlk_test_http_dup_address (other, "/good");
  WlkTestRecipe issuer = wlk_test_recipe_ca ("CN=CA", WLK_TEST_KEY_EC_1);
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("www.example.org", WLK_TEST_KEY_EC_0);
  g_autoptr(WlkCertificate) certificate = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *key = wlk_test_dup_key_pem (WLK_TEST_KEY_EC_0);
  g_autofree char *both = NULL;
  g_autoptr(GTlsCertificate) identity = NULL;
  g_autoptr(WlkTestHttp) server = NULL;
  g_autoptr(WlkFetch) fetch = NULL;

  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("GLib has no TLS here");
      return;
    }
  recipe.ca_issuers = issuer_address;
  certificate = wlk_test_issue (&recipe, &issuer);
  pem = wlk_certificate_dup_pem (certificate);
  both = g_strconcat (pem, key, NULL);
  identity = g_tls_certificate_new_from_pem (both, -1, NULL);
  g_assert_nonnull (identity);
  server = wlk_test_http_new ("127.0.0.1", identity, answer, NULL);
  fetch = fetch_path (server, "/good", LONG_TIMEOUT);
  assert_good (fetch);
  g_assert_cmpstr (fetch->tls_problem, ==, "is for another name");
  g_assert_cmpuint (wlk_test_http_get_n_requests (other), ==, 0);
}

static void
test_post (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autofree char *address = wlk_test_http_dup_address (server, "/echo");
  g_autoptr(WlkFetcher) fetcher = wlk_fetcher_new (TRUE, LONG_TIMEOUT);
  g_autoptr(GBytes) question = g_bytes_new_static ("question", 8);
  g_autoptr(WlkFetch) fetch = wlk_fetcher_fetch (fetcher, address, question,
                                                 "application/ocsp-request", NULL, NULL);

  g_assert_no_error (fetch->error);
  g_assert_cmpstr (fetch->method, ==, "POST");
  g_assert_true (g_bytes_equal (fetch->body, question));
  g_assert_nonnull (strstr (wlk_test_http_get_last_headers (server),
                            "Content-Type: application/ocsp-request\r\n"));
}

static void
test_not_found (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autoptr(WlkFetch) fetch = fetch_path (server, "/nothing", LONG_TIMEOUT);

  g_assert_error (fetch->error, WLK_ERROR, WLK_ERROR_READ);
  g_assert_cmpuint (fetch->status, ==, 404);
}

/* What fails, by the path that is asked for. */
typedef struct
{
  const char *path;
  guint       timeout;
  WlkError    code;
} Failure;

static const Failure announced = { "/announced", LONG_TIMEOUT, WLK_ERROR_LIMIT };
static const Failure chunked = { "/chunked", LONG_TIMEOUT, WLK_ERROR_LIMIT };
static const Failure one_too_many = { "/bytes/1048577", LONG_TIMEOUT, WLK_ERROR_LIMIT };
static const Failure one_too_many_chunked = { "/bytes/1048577h", LONG_TIMEOUT, WLK_ERROR_LIMIT };
static const Failure headers = { "/headers", LONG_TIMEOUT, WLK_ERROR_READ };
static const Failure dripping = { "/drip", SHORT_TIMEOUT, WLK_ERROR_TIMED_OUT };
static const Failure interim = { "/1xx", SHORT_TIMEOUT, WLK_ERROR_TIMED_OUT };
static const Failure cut = { "/cut", LONG_TIMEOUT, WLK_ERROR_READ };
static const Failure redirect_6 = { "/redirect/6", LONG_TIMEOUT, WLK_ERROR_LIMIT };
static const Failure to_file = { "/to-file", LONG_TIMEOUT, WLK_ERROR_INVALID_ARGUMENT };
static const Failure to_user = { "/to-user", LONG_TIMEOUT, WLK_ERROR_INVALID_ARGUMENT };

static void
test_failure (gconstpointer data)
{
  const Failure *failure = data;
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autoptr(WlkFetch) fetch = fetch_path (server, failure->path, failure->timeout);

  g_assert_error (fetch->error, WLK_ERROR, (int) failure->code);
  g_assert_true (g_str_has_suffix (fetch->error->message, ".") ||
                 failure->code == WLK_ERROR_READ);
}

static void
test_largest (gconstpointer data)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autoptr(WlkFetch) fetch = fetch_path (server, data, LONG_TIMEOUT);

  g_assert_no_error (fetch->error);
  g_assert_cmpuint (fetch->size, ==, MAX_BYTES);
  g_assert_cmpuint (g_bytes_get_size (fetch->body), ==, MAX_BYTES);
}

static gpointer
fetch_late (gpointer data)
{
  return fetch_path (data, "/late", 0);
}

/* The usual time-out, which is too long for each test: what comes in time is taken, and
 * what drips on is not. */
static void
test_usual_timeout (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  GThread *thread = g_thread_new ("late", fetch_late, server);
  g_autoptr(WlkFetch) dripping_on = fetch_path (server, "/drip", 0);
  g_autoptr(WlkFetch) late = g_thread_join (thread);

  assert_good (late);
  g_assert_cmpint (late->duration, >=, LATE_SECONDS * G_USEC_PER_SEC);
  g_assert_error (dripping_on->error, WLK_ERROR, WLK_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (dripping_on->error->message, "within 10 seconds"));
  g_assert_cmpint (dripping_on->duration, >=, MAX_SECONDS * G_USEC_PER_SEC);
  g_assert_cmpint (dripping_on->duration, <, (MAX_SECONDS + 2) * G_USEC_PER_SEC);
}

static void
test_redirect_5 (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autoptr(WlkFetch) fetch = fetch_path (server, "/redirect/5", LONG_TIMEOUT);

  assert_good (fetch);
  g_assert_cmpuint (fetch->n_redirects, ==, 5);
  g_assert_true (g_str_has_suffix (fetch->final_address, "/good"));
  g_assert_cmpuint (wlk_test_http_get_n_requests (server), ==, 6);
}

/* Loopback, this host, the link, private networks and their other spellings. Loopback in the old
 * spellings means nothing to GLib, which must stay so, or else be refused. */
static const char * const private_hosts[] = {
  "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "169.254.169.254",
  "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "[::1]", "[::]", "[::ffff:127.0.0.1]",
  "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fe80::1%25lo]", "[fc00::1]",
};

/* What a name server may say. */
static const char * const private_addresses[] = { "10.0.0.1", "::1", "::ffff:10.0.0.1" };

/* Nothing is sent to an address that is refused. */
static void
test_private_refused (gconstpointer data)
{
  const char *host = data;
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autofree char *there = wlk_test_http_dup_address (server, "/good");
  g_autofree char *address = g_strconcat ("http://", host, strrchr (there, ':'), NULL);
  g_autoptr(WlkFetch) fetch = fetch_with (address, FALSE, LONG_TIMEOUT);

  if (!g_error_matches (fetch->error, WLK_ERROR, WLK_ERROR_RESOLVE))
    {
      g_assert_error (fetch->error, WLK_ERROR, WLK_ERROR_CONNECT);
      g_assert_nonnull (strstr (fetch->error->message, "must not"));
    }
  g_assert_cmpuint (wlk_test_http_get_n_requests (server), ==, 0);
}

static void
test_name_of_private_refused (gconstpointer data)
{
  const char *addresses[] = { data, NULL };
  g_autoptr(GResolver) usual = g_resolver_get_default ();
  g_autoptr(GResolver) resolver = wlk_test_resolver_new_addresses (addresses);
  g_autoptr(WlkFetch) fetch = NULL;

  g_resolver_set_default (resolver);
  fetch = fetch_with ("http://ca.example/", FALSE, LONG_TIMEOUT);
  g_resolver_set_default (usual);
  g_assert_error (fetch->error, WLK_ERROR, WLK_ERROR_CONNECT);
  g_assert_nonnull (strstr (fetch->error->message, "“ca.example” is in a private network"));
  g_assert_null (fetch->peer);
}

static void
test_scheme_refused (gconstpointer data)
{
  g_autoptr(WlkFetch) fetch = fetch_with (data, TRUE, LONG_TIMEOUT);

  g_assert_error (fetch->error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT);
  g_assert_false (wlk_fetcher_is_fetchable (data));
}

/* The server as an open proxy: requests have whole addresses. */
static void
answer_as_proxy (WlkTestHttp   *server,
                 const char    *method,
                 const char    *path,
                 GBytes        *body,
                 GOutputStream *stream,
                 gpointer       data)
{
  g_autoptr(GBytes) good = g_bytes_new_static ("good", 4);

  if (g_str_equal (path, "http://93.184.215.14/good"))
    wlk_test_http_send (stream, "application/pkix-cert", good);
  else if (g_str_equal (path, "http://93.184.215.14/to-private"))
    redirect (server, stream, "http://127.0.0.1/good");
  else if (g_str_equal (path, "http://93.184.215.14/to-link-local"))
    redirect (server, stream, "http://[fe80::1]/good");
  else
    wlk_test_http_say (stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
}

static WlkFetch *
fetch_by_proxy (WlkTestHttp *server,
                const char  *address)
{
  g_autofree char *proxy = wlk_test_http_dup_address (server, "/");
  g_autoptr(GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy, NULL);
  g_autoptr(WlkFetcher) fetcher = wlk_fetcher_new (FALSE, LONG_TIMEOUT);
  g_autoptr(GError) error = NULL;
  WlkFetch *fetch;

  g_set_object (&fetcher->proxies, resolver);
  fetch = wlk_fetcher_fetch (fetcher, address, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return fetch;
}

static void
test_proxy (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer_as_proxy, NULL);
  g_autoptr(WlkFetch) fetch = fetch_by_proxy (server, "http://93.184.215.14/good");

  assert_good (fetch);
  g_assert_cmpuint (wlk_test_http_get_n_requests (server), ==, 1);
}

static void
test_proxy_private (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer_as_proxy, NULL);
  g_autoptr(WlkFetch) fetch = fetch_by_proxy (server, "http://192.168.0.1/good");

  g_assert_error (fetch->error, WLK_ERROR, WLK_ERROR_CONNECT);
  g_assert_cmpuint (wlk_test_http_get_n_requests (server), ==, 0);
}

static const char * const private_first[] = { "192.168.0.1", "93.184.215.14", NULL };
static const char * const private_last[] = { "93.184.215.14", "192.168.0.1", NULL };

/* Which of them a proxy would take is unknown. */
static void
test_proxy_partly_private (gconstpointer data)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer_as_proxy, NULL);
  g_autoptr(GResolver) usual = g_resolver_get_default ();
  g_autoptr(GResolver) resolver = wlk_test_resolver_new_addresses (data);
  g_autoptr(WlkFetch) fetch = NULL;

  g_resolver_set_default (resolver);
  fetch = fetch_by_proxy (server, "http://ca.example/good");
  g_resolver_set_default (usual);
  g_assert_error (fetch->error, WLK_ERROR, WLK_ERROR_CONNECT);
  g_assert_cmpuint (wlk_test_http_get_n_requests (server), ==, 0);
}

/* From a public address, which only a proxy lets a test have, into the private network. */
static void
test_redirect_to_private (gconstpointer data)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer_as_proxy, NULL);
  g_autofree char *address = g_strconcat ("http://93.184.215.14", (const char *) data, NULL);
  g_autoptr(WlkFetch) fetch = fetch_by_proxy (server, address);

  g_assert_error (fetch->error, WLK_ERROR, WLK_ERROR_CONNECT);
  g_assert_nonnull (strstr (fetch->error->message, "must not"));
  g_assert_cmpuint (fetch->n_redirects, ==, 1);
  g_assert_cmpuint (wlk_test_http_get_n_requests (server), ==, 1);
}

static void
test_down (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autofree char *address = wlk_test_http_dup_address (server, "/good");
  g_autoptr(WlkFetch) fetch = NULL;

  g_clear_pointer (&server, wlk_test_http_free);
  fetch = fetch_with (address, TRUE, LONG_TIMEOUT);
  g_assert_error (fetch->error, WLK_ERROR, WLK_ERROR_CONNECT);
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (G_USEC_PER_SEC / 20);
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autofree char *address = wlk_test_http_dup_address (server, "/drip");
  g_autoptr(WlkFetcher) fetcher = wlk_fetcher_new (TRUE, LONG_TIMEOUT);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
  WlkFetch *fetch = wlk_fetcher_fetch (fetcher, address, NULL, NULL, cancellable, &error);

  g_thread_join (thread);
  g_assert_null (fetch);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_count (void)
{
  g_autoptr(WlkTestHttp) server = wlk_test_http_new ("127.0.0.1", NULL, answer, NULL);
  g_autofree char *address = wlk_test_http_dup_address (server, "/good");
  WlkFetcher *fetcher = wlk_fetcher_new (TRUE, LONG_TIMEOUT);

  for (guint i = MAX_FETCHES; i > 0; i--)
    {
      g_autoptr(WlkFetch) fetch = NULL;

      g_assert_cmpuint (fetcher->n_left, ==, i);
      fetch = wlk_fetcher_fetch (fetcher, address, NULL, NULL, NULL, NULL);
      assert_good (fetch);
    }
  g_assert_cmpuint (fetcher->n_left, ==, 0);
  wlk_fetcher_unref (fetcher);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fetch/fetcher/good-arrives", test_good);
  g_test_add_func ("/fetch/fetcher/nothing-told", test_nothing_told);
  g_test_add_func ("/fetch/fetcher/login-fails", test_login);
  g_test_add_func ("/fetch/fetcher/bomb-stays-packed", test_bomb);
  g_test_add_func ("/fetch/fetcher/ipv6-arrives", test_ipv6);
  g_test_add_func ("/fetch/fetcher/https-untrusted-arrives-noted", test_https);
  g_test_add_func ("/fetch/fetcher/post-arrives", test_post);
  g_test_add_func ("/fetch/fetcher/not-found-fails", test_not_found);
  g_test_add_data_func ("/fetch/fetcher/2-gib-announced-fails", &announced, test_failure);
  g_test_add_data_func ("/fetch/fetcher/2-gib-chunked-fails", &chunked, test_failure);
  g_test_add_data_func ("/fetch/fetcher/1-mib-arrives", "/bytes/1048576", test_largest);
  g_test_add_data_func ("/fetch/fetcher/1-mib-chunked-arrives", "/bytes/1048576h", test_largest);
  g_test_add_data_func ("/fetch/fetcher/1-mib-and-a-byte-fails", &one_too_many, test_failure);
  g_test_add_data_func ("/fetch/fetcher/1-mib-and-a-byte-chunked-fails", &one_too_many_chunked,
                        test_failure);
  g_test_add_data_func ("/fetch/fetcher/2-gib-of-headers-fails", &headers, test_failure);
  g_test_add_data_func ("/fetch/fetcher/drip-times-out", &dripping, test_failure);
  g_test_add_data_func ("/fetch/fetcher/1xx-without-end-times-out", &interim, test_failure);
  g_test_add_data_func ("/fetch/fetcher/cut-short-fails", &cut, test_failure);
  g_test_add_func ("/fetch/fetcher/10-seconds-are-the-limit", test_usual_timeout);
  g_test_add_func ("/fetch/fetcher/5-redirects-arrive", test_redirect_5);
  g_test_add_data_func ("/fetch/fetcher/6-redirects-fail", &redirect_6, test_failure);
  g_test_add_data_func ("/fetch/fetcher/redirect-to-file-fails", &to_file, test_failure);
  g_test_add_data_func ("/fetch/fetcher/redirect-to-user-fails", &to_user, test_failure);
  for (gsize i = 0; i < G_N_ELEMENTS (private_hosts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fetch/fetcher/refused/%s", private_hosts[i]);

      g_test_add_data_func (path, private_hosts[i], test_private_refused);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (private_addresses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fetch/fetcher/name-refused/%s",
                                               private_addresses[i]);

      g_test_add_data_func (path, private_addresses[i], test_name_of_private_refused);
    }
  g_test_add_data_func ("/fetch/fetcher/file-refused", "file:///etc/passwd", test_scheme_refused);
  g_test_add_data_func ("/fetch/fetcher/ldap-refused", "ldap://example.org/cn=CA",
                        test_scheme_refused);
  g_test_add_data_func ("/fetch/fetcher/no-host-refused", "http:///ca.crt", test_scheme_refused);
  g_test_add_data_func ("/fetch/fetcher/line-break-in-host-refused",
                        "http://127.0.0.1\r\nX-Header: y/", test_scheme_refused);
  g_test_add_data_func ("/fetch/fetcher/escaped-line-break-in-host-refused",
                        "http://a%0d%0aX-Header/", test_scheme_refused);
  g_test_add_data_func ("/fetch/fetcher/blank-in-host-refused", "http://127.0.0.1 /",
                        test_scheme_refused);
  g_test_add_data_func ("/fetch/fetcher/port-0-refused", "http://127.0.0.1:0/",
                        test_scheme_refused);
  g_test_add_data_func ("/fetch/fetcher/line-break-in-path-escaped", "/a\r\nX-Header: y",
                        test_line_break);
  g_test_add_data_func ("/fetch/fetcher/line-break-in-query-escaped", "/a?b\r\nX-Header: y",
                        test_line_break);
  g_test_add_data_func ("/fetch/fetcher/words-refused", "no address", test_scheme_refused);
  g_test_add_func ("/fetch/fetcher/proxy-arrives", test_proxy);
  g_test_add_func ("/fetch/fetcher/proxy-private-refused", test_proxy_private);
  g_test_add_data_func ("/fetch/fetcher/proxy-private-first-refused", private_first,
                        test_proxy_partly_private);
  g_test_add_data_func ("/fetch/fetcher/proxy-private-last-refused", private_last,
                        test_proxy_partly_private);
  g_test_add_data_func ("/fetch/fetcher/redirect-to-loopback-refused", "/to-private",
                        test_redirect_to_private);
  g_test_add_data_func ("/fetch/fetcher/redirect-to-link-local-refused", "/to-link-local",
                        test_redirect_to_private);
  g_test_add_func ("/fetch/fetcher/server-down-fails", test_down);
  g_test_add_func ("/fetch/fetcher/cancel-ends", test_cancel);
  g_test_add_func ("/fetch/fetcher/count-runs-out", test_count);

  return g_test_run ();
}
