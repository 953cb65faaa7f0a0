/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-connection.h"

#include "base/wlk-error.h"
#include "net/wlk-connection-facts.h"

static WlkConnection *
make_connection (void)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("a.example:99", NULL);

  return wlk_connection_new (target, NULL);
}

static void
test_empty_knows_nothing (void)
{
  WlkConnection *connection = make_connection ();

  g_assert_cmpstr (connection->target->text, ==,
                   "a.example:99");
  g_assert_false (wlk_connection_is_complete (connection));
  g_assert_cmpint (wlk_connection_get_failed_stage (connection), ==, WLK_N_STAGES);
  g_assert_null (connection->addresses[0]);
  g_assert_null (connection->messages[0]);
  g_assert_null (connection->address);
  g_assert_null (connection->handshake_point);
  g_assert_cmpint (connection->alert, ==, -1);
  g_assert_null (wlk_connection_get_alert_name (connection));
  g_assert_cmpuint (connection->chain->len, ==, 0);
  wlk_connection_unref (connection);
}

static void
test_end_of_handshake_completes (void)
{
  WlkConnection *connection = make_connection ();

  for (WlkConnectionStage stage = 0; stage <= WLK_STAGE_FINISHED; stage++)
    {
      g_assert_false (wlk_connection_is_complete (connection));
      wlk_connection_begin_stage (connection, stage);
      wlk_connection_end_stage (connection, stage);
    }
  g_assert_true (wlk_connection_is_complete (connection));
  wlk_connection_begin_stage (connection, WLK_STAGE_ANSWER);
  wlk_connection_fail_stage (connection, WLK_STAGE_ANSWER, NULL,
                             g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE, "refused"));
  g_assert_false (wlk_connection_is_complete (connection));
  wlk_connection_unref (connection);
}

static void
test_first_cause_stays (void)
{
  WlkConnection *connection = make_connection ();

  wlk_connection_begin_stage (connection, WLK_STAGE_CERTIFICATES);
  wlk_connection_begin_stage (connection, WLK_STAGE_FINISHED);
  wlk_connection_fail_stage (connection, WLK_STAGE_CERTIFICATES, "eof",
                             g_error_new (WLK_ERROR, WLK_ERROR_EMPTY, "empty"));
  wlk_connection_fail_stage (connection, WLK_STAGE_FINISHED, "reset",
                             g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE, "closed"));
  g_assert_cmpint (wlk_connection_get_failed_stage (connection), ==, WLK_STAGE_CERTIFICATES);
  g_assert_cmpstr (connection->cause, ==, "eof");
  wlk_connection_unref (connection);
}

static void
test_last_message_is_point (void)
{
  const char *expected[] = { "→ ClientHello", "← ServerHello", NULL };
  WlkConnection *connection = make_connection ();

  wlk_connection_add_message (connection, "ClientHello", FALSE);
  wlk_connection_add_message (connection, "ServerHello", TRUE);
  g_assert_cmpstr (connection->handshake_point, ==, "ServerHello");
  g_assert_true (g_strv_equal (connection->messages, expected));
  wlk_connection_unref (connection);
}

static void
test_long_dialogue_is_cut (void)
{
  WlkConnection *connection = make_connection ();

  for (guint i = 0; i < 1000; i++)
    wlk_connection_add_dialogue (connection, "250-A\r\n250 B\r\n", 14, TRUE);
  g_assert_cmpstr (connection->dialogue[0], ==, "← 250-A");
  g_assert_cmpstr (connection->dialogue[1], ==, "← 250 B");
  g_assert_cmpuint (g_strv_length ((char **) connection->dialogue), <, 100);
  wlk_connection_unref (connection);
}

/* What a server did with a client certificate, up to the stage that ended or failed. */
typedef struct
{
  const char        *name;
  gboolean           is_requested;
  gboolean           is_sent;
  gboolean           has_spoken;
  const char        *alpn;
  WlkConnectionStage stage;
  const char        *cause; /* NULL if the stage ended well */
  int                alert;
  WlkClientVerdict   verdict;
} ClientCase;

#define REFUSED       WLK_CLIENT_VERDICT_REFUSED
#define UNKNOWN       WLK_CLIENT_VERDICT_UNKNOWN
#define ACCEPTED      WLK_CLIENT_VERDICT_ACCEPTED
#define NOT_REQUESTED WLK_CLIENT_VERDICT_NOT_REQUESTED

static const ClientCase client_cases[] = {
  { "not-requested", FALSE, FALSE, FALSE, NULL, WLK_STAGE_FINISHED, NULL, -1, NOT_REQUESTED },
  { "not-requested-though-it-speaks", FALSE, FALSE, TRUE, NULL, WLK_STAGE_FINISHED, NULL, -1,
    NOT_REQUESTED },
  { "not-reached", FALSE, FALSE, FALSE, NULL, WLK_STAGE_SERVER_HELLO, "handshake_failure", 40,
    UNKNOWN },
  { "requested-and-none-sent", TRUE, FALSE, TRUE, NULL, WLK_STAGE_ANSWER, NULL, -1, UNKNOWN },
  { "sent", TRUE, TRUE, FALSE, NULL, WLK_STAGE_ANSWER, NULL, -1, UNKNOWN },
  { "sent-and-server-speaks", TRUE, TRUE, TRUE, NULL, WLK_STAGE_ANSWER, NULL, -1, ACCEPTED },
  { "sent-and-other-protocol-speaks", TRUE, TRUE, TRUE, "imap", WLK_STAGE_ANSWER, NULL, -1,
    ACCEPTED },
  { "sent-and-http-2-speaks", TRUE, TRUE, TRUE, "h2", WLK_STAGE_ANSWER, NULL, -1, UNKNOWN },
  { "sent-and-http-1-speaks", TRUE, TRUE, TRUE, "http/1.1", WLK_STAGE_ANSWER, NULL, -1, UNKNOWN },
  { "required-in-1.2", TRUE, FALSE, FALSE, NULL, WLK_STAGE_CLIENT_CERTIFICATE,
    "client_cert_required_12", 40, REFUSED },
  { "required-in-1.3", TRUE, FALSE, FALSE, NULL, WLK_STAGE_ANSWER, "client_cert_required_13", 116,
    REFUSED },
  { "rejected", TRUE, TRUE, FALSE, NULL, WLK_STAGE_ANSWER, "client_cert_rejected", 48, REFUSED },
  { "expired", TRUE, TRUE, FALSE, NULL, WLK_STAGE_ANSWER, "bad_certificate_alert",
    GNUTLS_A_CERTIFICATE_EXPIRED, REFUSED },
  { "own-key-unusable", TRUE, FALSE, FALSE, NULL, WLK_STAGE_CLIENT_CERTIFICATE, "client_cert_key",
    -1, UNKNOWN },
};

static void
test_client_verdict (gconstpointer data)
{
  const ClientCase *row = data;
  g_autoptr(WlkConnection) connection = make_connection ();

  for (WlkConnectionStage stage = 0; stage <= row->stage; stage++)
    {
      if (stage == WLK_STAGE_CERTIFICATE_REQUEST && !row->is_requested)
        continue;
      wlk_connection_begin_stage (connection, stage);
      if (stage < row->stage || row->cause == NULL)
        wlk_connection_end_stage (connection, stage);
      else
        wlk_connection_fail_stage (connection, stage, row->cause,
                                   g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE, "refused"));
    }
  connection->alert = row->alert;
  connection->is_credential_sent = row->is_sent;
  connection->session.has_spoken = row->has_spoken;
  connection->session.alpn = g_strdup (row->alpn);
  g_assert_cmpint (wlk_connection_facts_get_client_verdict (connection), ==, row->verdict);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/connection/empty-knows-nothing", test_empty_knows_nothing);
  g_test_add_func ("/net/connection/end-of-handshake-completes",
                   test_end_of_handshake_completes);
  g_test_add_func ("/net/connection/first-cause-stays", test_first_cause_stays);
  g_test_add_func ("/net/connection/last-message-is-point", test_last_message_is_point);
  g_test_add_func ("/net/connection/long-dialogue-is-cut", test_long_dialogue_is_cut);
  for (gsize i = 0; i < G_N_ELEMENTS (client_cases); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/net/connection/client-verdict/%s", client_cases[i].name);

      g_test_add_data_func (path, &client_cases[i], test_client_verdict);
    }

  return g_test_run ();
}
