/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-version-verdict.h"

#include "base/wlk-error.h"
#include "net/wlk-connection.h"

#include <string.h>

/* What the tries of single versions prove, also where some of them came to nothing. */

typedef enum {
  KNOWN,    /* another alert than “protocol_version” */
  UNKNOWN,  /* the alert “protocol_version” */
  CLOSED,   /* no word, but an end */
  SILENT,   /* no word, and no end */
  UNREACHED /* no connection at all */
} Answer;

#define N_TRIES 3

typedef struct
{
  const char *name;
  Answer      answers[N_TRIES]; /* to TLS 1.3, 1.2, and 1.1 with 1.0 */
  const char *verdict;          /* NULL where nothing is proven */
} Case;

static const Case cases[] = {
  { "none-known", { UNKNOWN, UNKNOWN, UNKNOWN }, "takes no version" },
  { "one-known", { UNKNOWN, KNOWN, UNKNOWN }, "knows TLS 1.2, and" },
  { "one-unknown", { KNOWN, KNOWN, UNKNOWN }, "knows TLS 1.3, TLS 1.2, and" },
  { "all-known", { KNOWN, KNOWN, KNOWN }, "whichever version" },
  { "all-closed", { CLOSED, CLOSED, CLOSED }, "whichever version" },
  { "known-and-closed", { KNOWN, CLOSED, CLOSED }, "whichever version" },
  { "one-refused-and-others-closed", { UNKNOWN, CLOSED, CLOSED }, NULL },
  { "one-refused-one-known-one-closed", { UNKNOWN, CLOSED, KNOWN }, "knows TLS 1.1, TLS 1.0, and" },
  { "none-reached", { UNREACHED, UNREACHED, UNREACHED }, NULL },
  { "all-silent", { SILENT, SILENT, SILENT }, NULL },
  { "one-refused-and-others-unreached", { UNKNOWN, UNREACHED, UNREACHED }, NULL },
  { "one-refused-and-others-silent", { UNKNOWN, SILENT, SILENT }, NULL },
  { "one-known-and-others-unreached", { KNOWN, UNREACHED, UNREACHED }, NULL },
  { "known-and-unknown-and-unreached", { UNKNOWN, KNOWN, UNREACHED }, "knows TLS 1.2, and" },
};

static WlkConnection *
make_connection (WlkTlsVersion oldest,
                 WlkTlsVersion newest,
                 Answer        answer)
{
  WlkConnectionOptionsFields fields = WLK_CONNECTION_OPTIONS_FIELDS_INIT;
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("a.example:99", NULL);
  g_autoptr(WlkConnectionOptions) options = NULL;
  WlkConnection *connection;
  WlkConnectionStage stage = answer == UNREACHED ? WLK_STAGE_CONNECT : WLK_STAGE_SERVER_HELLO;
  WlkError code = answer == SILENT ? WLK_ERROR_TIMED_OUT : WLK_ERROR_HANDSHAKE;

  fields.min_version = oldest;
  fields.max_version = newest;
  options = wlk_connection_options_new (&fields);
  connection = wlk_connection_new (target, options);
  if (answer == KNOWN || answer == UNKNOWN)
    connection->alert = answer == KNOWN ? 40 : 70;
  wlk_connection_begin_stage (connection, stage);
  wlk_connection_fail_stage (connection, stage, NULL, g_error_new (WLK_ERROR, code, "It failed."));

  return connection;
}

static void
add_attempt (WlkConnection *connection,
             WlkTlsVersion  oldest,
             WlkTlsVersion  newest,
             Answer         answer)
{
  g_autoptr(WlkConnection) another = make_connection (oldest, newest, answer);

  wlk_connection_add_attempt (connection, "a", "A try", another);
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_autoptr(WlkConnection) connection = make_connection (WLK_TLS_1_0, WLK_TLS_1_3, KNOWN);
  const char *verdict;

  add_attempt (connection, WLK_TLS_1_3, WLK_TLS_1_3, row->answers[0]);
  add_attempt (connection, WLK_TLS_1_2, WLK_TLS_1_2, row->answers[1]);
  add_attempt (connection, WLK_TLS_1_0, WLK_TLS_1_1, row->answers[2]);
  wlk_version_verdict_conclude (connection);
  verdict = connection->version_verdict;
  if (row->verdict == NULL)
    g_assert_null (verdict);
  else
    g_assert_nonnull (strstr (verdict, row->verdict));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/version-verdict/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
