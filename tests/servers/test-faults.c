/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"
#include "wlk-test-server.h"

#include <string.h>
#include <sys/socket.h>

/* What no real server does, seen from the command line: each fault ends in its own step. */

#define SHORT "--timeout=1" /* seconds, where the answer never comes */

#define MAX_MESSAGE 0xFFFFFF /* bytes; the length of a handshake message has three */
#define RECORD      0x4000   /* bytes; RFC 8446 §5.1 */
#define N_QUEUED    4        /* more than a backlog of 0 takes */

/* A ServerHello of TLS 1.2 with TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 and no extensions. */
static const guint8 server_hello[] = {
  0x16, 0x03, 0x03, 0x00, 0x2A, 0x02, 0x00, 0x00, 0x26, 0x03, 0x03,
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10,
  0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F, 0x20,
  0x00, 0xC0, 0x2F, 0x00,
};

static WlkTestAnswer *
ask_port (guint16     port,
          const char *option)
{
  g_autofree char *target = g_strdup_printf ("%s:%u", WLK_TEST_LOOPBACK, port);

  return wlk_test_ask (target, option, NULL);
}

static void
reset_after_client_hello (GSocket      *socket,
                          gconstpointer data)
{
  struct linger now = { .l_onoff = 1, .l_linger = 0 };

  wlk_test_receive_client_hello (socket);
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static void
stay_silent (GSocket      *socket,
             gconstpointer data)
{
  wlk_test_wait_for_end (socket);
}

static void
close_at_once (GSocket      *socket,
               gconstpointer data)
{
  wlk_test_receive_client_hello (socket);
}

static void
say_a_byte_a_second (GSocket      *socket,
                     gconstpointer data)
{
  wlk_test_receive_client_hello (socket);
  for (gsize i = 0; i < sizeof server_hello; i++)
    {
      if (g_socket_send (socket, (const char *) server_hello + i, 1, NULL, NULL) < 0)
        return;
      g_socket_condition_timed_wait (socket, G_IO_IN | G_IO_HUP, G_USEC_PER_SEC, NULL, NULL);
    }
}

static void
say_garbage_after_hello (GSocket      *socket,
                         gconstpointer data)
{
  static const guint8 garbage[256] = { 0xDE, 0xAD, 0xBE, 0xEF };

  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, server_hello, sizeof server_hello);
  wlk_test_send (socket, garbage, sizeof garbage);
  wlk_test_wait_for_end (socket);
}

/* The longest Certificate message that there can be, of certificates of a mebibyte. */
static void
say_16_mebibytes (GSocket      *socket,
                  gconstpointer data)
{
  static const guint8 head[] = { 0x0B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC, 0x0F, 0xFF, 0xF9 };
  g_autofree guint8 *message = g_malloc0 (4 + MAX_MESSAGE);

  memcpy (message, head, sizeof head);
  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, server_hello, sizeof server_hello);
  for (gsize offset = 0; offset < 4 + MAX_MESSAGE; offset += RECORD)
    {
      gsize length = MIN (RECORD, 4 + MAX_MESSAGE - offset);
      guint8 record[] = { 0x16, 0x03, 0x03, length >> 8, length };

      wlk_test_send (socket, record, sizeof record);
      wlk_test_send (socket, message + offset, length);
    }
  wlk_test_wait_for_end (socket);
}

static void
close_within_certificates (GSocket      *socket,
                           gconstpointer data)
{
  static const guint8 begin[] = { 0x16, 0x03, 0x03, 0x10, 0x00, 0x0B, 0x00, 0x20, 0x00, 0x00 };

  wlk_test_receive_client_hello (socket);
  wlk_test_send (socket, server_hello, sizeof server_hello);
  wlk_test_send (socket, begin, sizeof begin);
}

typedef struct
{
  const char    *name;
  WlkTestHandler handler;
  const char    *option;
  const char    *step;
  const char    *cause;
  const char    *says;
} Fault;

static const Fault faults[] = {
  { "reset", reset_after_client_hello, NULL, "server-hello", "reset", "ClientHello" },
  { "close", close_at_once, NULL, "server-hello", "eof", "ClientHello" },
  { "silence", stay_silent, SHORT, "server-hello", "timed_out", "ClientHello" },
  { "byte-a-second", say_a_byte_a_second, "--timeout=3", "server-hello", "timed_out",
    "ClientHello" },
  { "garbage-after-server-hello", say_garbage_after_hello, NULL, "certificates-received",
    "malformed_handshake", "is not valid" },
  { "16-mebibytes-of-certificates", say_16_mebibytes, NULL, "certificates-received",
    "handshake_too_large", "more in its handshake" },
  { "close-within-certificate", close_within_certificates, NULL, "certificates-received",
    "eof", "ServerHello" },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr(WlkTestServer) server = wlk_test_server_new (WLK_TEST_LOOPBACK, fault->handler, NULL);
  g_autoptr(WlkTestAnswer) answer = ask_port (wlk_test_server_get_port (server), fault->option);

  g_assert_cmpint (answer->status, ==, 2);
  wlk_test_answer_assert_decisive (answer, fault->step, fault->cause);
  wlk_test_answer_assert_evidence (answer, fault->step, fault->says);
}

static void
test_refused (void)
{
  g_autoptr(WlkTestAnswer) answer = ask_port (wlk_test_find_free_port (), NULL);

  g_assert_cmpint (answer->status, ==, 2);
  wlk_test_answer_assert_decisive (answer, "connect", "refused");
}

/* Linux drops a connection when the queue of those that wait is full. */
static void
test_black_hole (void)
{
  g_autoptr(GPtrArray) queued = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string (WLK_TEST_LOOPBACK, 0);
  g_autoptr(GSocketAddress) bound = NULL;
  g_autoptr(GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                              G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(WlkTestAnswer) answer = NULL;

  g_assert_true (g_socket_bind (listener, wanted, FALSE, NULL));
  g_socket_set_listen_backlog (listener, 0);
  g_assert_true (g_socket_listen (listener, NULL));
  bound = g_socket_get_local_address (listener, NULL);
  for (guint i = 0; i < N_QUEUED; i++)
    {
      GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (socket, FALSE);
      g_socket_connect (socket, bound, NULL, NULL);
      g_ptr_array_add (queued, socket);
    }
  answer = ask_port (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)), SHORT);
  g_assert_cmpint (answer->status, ==, 2);
  wlk_test_answer_assert_decisive (answer, "connect", "timed_out");
}

/* A link-local address that no interface has a way to. */
static void
test_unreachable (void)
{
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (!wlk_test_has_ipv6 ())
    {
      g_test_skip ("There is no IPv6 here");
      return;
    }
  answer = wlk_test_ask ("[fe80::1%lo]:443", SHORT, NULL);
  g_assert_cmpint (answer->status, ==, 2);
  wlk_test_answer_assert_decisive (answer, "connect", "unreachable");
  wlk_test_answer_assert_evidence (answer, "connect", "fe80::1: cannot be reached");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/servers/fault/refused-fails-at-connect", test_refused);
  g_test_add_func ("/servers/fault/unreachable-fails-at-connect", test_unreachable);
  g_test_add_func ("/servers/fault/black-hole-fails-at-connect", test_black_hole);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/fault/%s-fails-at-%s", faults[i].name,
                                               faults[i].step);

      g_test_add_data_func (path, &faults[i], test_fault);
    }

  return g_test_run ();
}
