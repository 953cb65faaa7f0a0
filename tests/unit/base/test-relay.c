/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-relay.h"

/* Messages from another thread. */

#define N_MESSAGES 100

static GMainContext *
get_context (void)
{
  return g_main_context_get_thread_default ();
}

static void
append (gconstpointer message,
        gpointer      user_data)
{
  g_assert_true (g_main_context_is_owner (get_context ()));
  g_string_append (user_data, message);
}

static gpointer
send_thread (gpointer data)
{
  for (guint i = 0; i < N_MESSAGES; i++)
    wlk_relay_send (data, g_strdup (i + 1 == N_MESSAGES ? "b" : "a"));

  wlk_relay_unref (data);
  return NULL;
}

static void
send_from_thread (WlkRelay *relay)
{
  g_thread_join (g_thread_new ("send", send_thread, wlk_relay_ref (relay)));
}

static void
deliver_all (void)
{
  while (g_main_context_iteration (get_context (), FALSE))
    ;
}

static void
test_order (void)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  G_GNUC_UNUSED g_autoptr(GMainContextPusher) pusher = g_main_context_pusher_new (context);
  g_autoptr(GString) delivered = g_string_new (NULL);
  g_autoptr(WlkRelay) relay = wlk_relay_new (append, delivered, g_free);

  send_from_thread (relay);
  g_assert_cmpstr (delivered->str, ==, "");
  deliver_all ();
  g_assert_cmpuint (delivered->len, ==, N_MESSAGES);
  g_assert_true (g_str_has_suffix (delivered->str, "ab"));
}

static void
test_closed (void)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  G_GNUC_UNUSED g_autoptr(GMainContextPusher) pusher = g_main_context_pusher_new (context);
  g_autoptr(GString) delivered = g_string_new (NULL);
  g_autoptr(WlkRelay) relay = wlk_relay_new (append, delivered, g_free);

  send_from_thread (relay);
  wlk_relay_close (relay);
  send_from_thread (relay);
  deliver_all ();
  g_assert_cmpstr (delivered->str, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/relay/messages-come-in-order", test_order);
  g_test_add_func ("/base/relay/closed-delivers-nothing", test_closed);

  return g_test_run ();
}
