/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-server.h"
#include "wlk-test-tls.h"

#include "base/wlk-error.h"

#include <string.h>

/* A handshake that fails is tried with each version by itself: too old for each other, or not? */

#define TIMEOUT       10 /* seconds */
#define ALERT(number) { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, number }

typedef struct
{
  const char   *name;
  const char   *priorities;  /* of the server */
  WlkTlsVersion oldest;      /* that is offered */
  WlkTlsVersion newest;
  const char   *cause;
  const char   *says;
} Version;

static const Version versions[] = {
  { "server-of-1.2-too-old", "NORMAL:-VERS-ALL:+VERS-TLS1.2", WLK_TLS_1_3, WLK_TLS_1_3,
    "server_too_old", "The server takes TLS 1.2, and nothing older than TLS 1.3" },
  { "server-of-1.0-too-old", "NORMAL:-VERS-ALL:+VERS-TLS1.0", WLK_TLS_1_1, WLK_TLS_1_1,
    "server_too_old", "The server takes TLS 1.0, and nothing older than TLS 1.1" },
  { "client-of-1.1-too-old", "NORMAL:-VERS-ALL:+VERS-TLS1.2", WLK_TLS_1_0, WLK_TLS_1_1,
    "client_too_old", "The server takes TLS 1.2, and nothing newer than TLS 1.1" },
  { "client-of-1.2-too-old", "NORMAL:-VERS-ALL:+VERS-TLS1.3", WLK_TLS_1_2, WLK_TLS_1_2,
    "client_too_old", "The server takes TLS 1.3, and nothing newer than TLS 1.2" },
};

static WlkConnection *
probe (WlkTestServer *server,
       WlkTlsVersion  oldest,
       WlkTlsVersion  newest)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkConnectionOptions) options = NULL;

  fields.min_version = oldest;
  fields.max_version = newest;
  fields.proxy = "none";
  fields.timeout = TIMEOUT;
  options = wlk_connection_options_new (&fields);
  return wlk_test_probe_with (WLK_TEST_LOOPBACK, wlk_test_server_get_port (server), options);
}

static void
test_version (gconstpointer data)
{
  const Version *version = data;
  WlkTestTls config = {
    .priorities = version->priorities,
    .chain = wlk_test_tls_make_chain (3),
    .key = WLK_TEST_KEY_EC_2,
    .request = GNUTLS_CERT_IGNORE,
  };
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, wlk_test_tls_serve, &config);
  g_autoptr(WlkConnection) connection = probe (server, version->oldest, version->newest);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE, version->cause);
  wlk_test_assert_says (connection, WLK_STAGE_SERVER_HELLO, version->says);
  g_assert_cmpuint (connection->chain->len, ==, 3);
  g_assert_null (connection->version_verdict);
  g_clear_pointer (&server, wlk_test_server_free);
  g_ptr_array_unref (config.chain);
  g_free (config.server_name);
}

/* The extension supported_versions with TLS 1.3 in it, as the ClientHello has it. */
static gboolean
offers_tls13 (GSocket *socket)
{
  static const guint8 extension[] = { 0x00, 0x2b, 0x00 };

  return wlk_test_peek_client_hello (socket, extension, sizeof extension);
}

static void
give_up_at_tls13 (GSocket      *socket,
                  gconstpointer data)
{
  static const guint8 alert[] = ALERT (40);

  if (!offers_tls13 (socket))
    {
      wlk_test_tls_serve (socket, data);
      return;
    }
  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, alert, sizeof alert);
}

static void
test_intolerant (void)
{
  WlkTestTls config = {
    .priorities = "NORMAL:-VERS-ALL:+VERS-TLS1.1",
    .chain = wlk_test_tls_make_chain (3),
    .key = WLK_TEST_KEY_EC_2,
    .request = GNUTLS_CERT_IGNORE,
  };
  g_autoptr(WlkTestServer) server =
    wlk_test_server_new (WLK_TEST_LOOPBACK, give_up_at_tls13, &config);
  g_autoptr(WlkConnection) connection = probe (server, WLK_TLS_1_0, WLK_TLS_1_3);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE,
                          "version_intolerant");
  wlk_test_assert_says (connection, WLK_STAGE_SERVER_HELLO, "takes TLS 1.1 when it is offered");
  g_clear_pointer (&server, wlk_test_server_free);
  g_ptr_array_unref (config.chain);
  g_free (config.server_name);
}

typedef struct
{
  const char *name;
  guint8      with_tls13;    /* the alert when TLS 1.3 is offered */
  guint8      without_tls13;
  const char *cause;
  const char *verdict;
} Refusal;

static const Refusal refusals[] = {
  { "no-version-taken", 70, 70, "protocol_version", "no version from TLS 1.0 to TLS 1.3" },
  { "version-known-but-refused", 70, 40, "protocol_version", "The server knows TLS 1.2, TLS 1.1" },
  { "version-not-the-reason", 40, 40, "handshake_failure", "whichever version is offered" },
  { "reason-of-an-attempt", 40, 71, "insufficient_security_alert",
    "whichever version is offered" },
};

static void
refuse (GSocket      *socket,
        gconstpointer data)
{
  const Refusal *refusal = data;
  guint8 alert[] = ALERT (refusal->without_tls13);

  if (offers_tls13 (socket))
    alert[6] = refusal->with_tls13;
  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, alert, sizeof alert);
}

static void
test_refusal (gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, refuse, refusal);
  g_autoptr(WlkConnection) connection = probe (server, WLK_TLS_1_0, WLK_TLS_1_3);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE, refusal->cause);
  g_assert_nonnull (strstr (connection->version_verdict, refusal->verdict));
  g_assert_cmpuint (connection->attempts->len, ==, 3);
}

static void
answer_with_ssl3 (GSocket      *socket,
                  gconstpointer data)
{
  static const guint8 server_hello[] = {
    0x16, 0x03, 0x00, 0x00, 0x2A, 0x02, 0x00, 0x00, 0x26, 0x03, 0x00,
    0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10,
    0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F, 0x20,
    0x00, 0x00, 0x2F, 0x00,
  };

  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, server_hello, sizeof server_hello);
  wlk_test_wait_for_end (socket);
}

static void
test_ssl3_named (void)
{
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, answer_with_ssl3, NULL);
  g_autoptr(WlkConnection) connection = probe (server, WLK_TLS_1_0, WLK_TLS_1_3);

  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_HANDSHAKE,
                          "protocol_version");
  wlk_test_assert_says (connection, WLK_STAGE_SERVER_HELLO, "SSL 3.0, which was not offered");
  g_assert_nonnull (connection->version_verdict);
}

static void
stay_silent (GSocket      *socket,
             gconstpointer data)
{
  wlk_test_wait_for_end (socket);
}

/* The time-out holds for the connection with all its further attempts. */
static void
test_short_timeout (void)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, stay_silent, NULL);
  g_autoptr(WlkConnectionOptions) options = NULL;
  g_autoptr(WlkConnection) connection = NULL;
  gint64 begin = g_get_monotonic_time ();

  fields.proxy = "none";
  fields.timeout = 1;
  options = wlk_connection_options_new (&fields);
  connection = wlk_test_probe_with (WLK_TEST_LOOPBACK, wlk_test_server_get_port (server), options);
  wlk_test_assert_failed (connection, WLK_STAGE_SERVER_HELLO, WLK_ERROR_TIMED_OUT, NULL);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 2 * G_USEC_PER_SEC);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/version/%s", versions[i].name);

      g_test_add_data_func (path, &versions[i], test_version);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/version/%s", refusals[i].name);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  g_test_add_func ("/net/version/intolerance-named", test_intolerant);
  g_test_add_func ("/net/version/ssl-3.0-named", test_ssl3_named);
  g_test_add_func ("/net/diagnosis/time-out-holds", test_short_timeout);

  return g_test_run ();
}
