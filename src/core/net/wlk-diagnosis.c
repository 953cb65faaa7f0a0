/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-diagnosis.h"

#include "base/wlk-error.h"
#include "net/wlk-connection.h"
#include "net/wlk-plaintext.h"
#include "net/wlk-probe.h"
#include "net/wlk-version-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * A server that answers a ClientHello with an alert, or not at all, does not state what it
 * supports. So each version is tried separately; without an alert, a connection waits whether the
 * server speaks first; and if it speaks another protocol, its STARTTLS is tried. Each attempt is a
 * separate connection with a short timeout, and is kept. All of them end before the timeout of the
 * connection.
 */

#define TRY_TIMEOUT    5 /* seconds for each further attempt */
#define LISTEN_TIMEOUT 2 /* seconds to wait for a server that speaks first */

typedef struct
{
  const char   *id;
  const char   *label;
  WlkTlsVersion oldest;
  WlkTlsVersion newest;
} VersionTry;

static const VersionTry versions[] = {
  { "tls1.3", N_("With TLS 1.3 alone"), WLK_TLS_1_3, WLK_TLS_1_3 },
  { "tls1.2", N_("With TLS 1.2 alone"), WLK_TLS_1_2, WLK_TLS_1_2 },
  { "tls1.1", N_("With TLS 1.1 and 1.0 alone"), WLK_TLS_1_0, WLK_TLS_1_1 },
};

static gboolean
has_certificates (WlkConnection *connection)
{
  return connection->chain->len > 0 ||
         connection->problems->len > 0;
}

/* The same address, since another server of that name may behave differently. A typed address is
 * kept, since it may have the zone of a link-local address. */
static const char *
choose_address (const WlkConnection *connection)
{
  const char *given = wlk_connection_options_get (connection->options)->address;

  if (given != NULL || connection->proxy != NULL || connection->target->is_address)
    return given;

  return connection->address;
}

/* Whole seconds of the time-out, which holds for the connection and all further attempts. */
static guint
count_seconds_left (const WlkConnection *connection)
{
  gint64 limit = wlk_connection_options_get (connection->options)->timeout * G_USEC_PER_SEC;
  gint64 left = limit - (g_get_monotonic_time () - connection->origin);

  return (guint) (MAX (left, 0) / G_USEC_PER_SEC);
}

/* The options of the connection, which the fields borrow, to the same address and for a shorter
 * time. */
static WlkConnectionOptionsFields
get_fields (const WlkConnection *connection,
            guint                max_timeout)
{
  WlkConnectionOptionsFields fields = *wlk_connection_options_get (connection->options);

  fields.timeout = MIN (max_timeout, count_seconds_left (connection));
  fields.address = choose_address (connection);

  return fields;
}

/* Makes one more attempt. Returns it (borrowed), or NULL when cancelled. */
static WlkConnection *
make_attempt (WlkConnection                    *connection,
              const char                       *id,
              const char                       *label,
              const WlkConnectionOptionsFields *fields,
              GCancellable                     *cancellable,
              GError                          **error)
{
  g_autoptr(WlkConnectionOptions) options = wlk_connection_options_new (fields);
  g_autoptr(WlkConnection) another = wlk_connection_new (connection->target, options);

  if (!wlk_probe_run (another, cancellable, error))
    return NULL;
  wlk_connection_add_attempt (connection, id, label, another);
  if (has_certificates (another) && !has_certificates (connection))
    wlk_connection_adopt (connection, another);

  return another;
}

/* An attempt may get a reason instead of the alert “handshake_failure”. */
static void
take_cause (WlkConnection *connection)
{
  GPtrArray *attempts = connection->attempts;

  if (g_strcmp0 (connection->cause, "handshake_failure") != 0 || attempts == NULL)
    return;
  for (guint i = 0; i < attempts->len; i++)
    {
      const WlkConnectionAttempt *attempt = attempts->pdata[i];
      const char *cause = attempt->connection->cause;

      if (g_strcmp0 (cause, "no_shared_cipher") == 0 ||
          g_strcmp0 (cause, "insufficient_security_alert") == 0)
        connection->cause = cause;
    }
}

static gboolean
try_versions (WlkConnection *connection,
              GCancellable  *cancellable,
              GError       **error)
{
  const WlkConnectionOptionsFields *given = wlk_connection_options_get (connection->options);

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      WlkConnectionOptionsFields fields = get_fields (connection, TRY_TIMEOUT);

      if (versions[i].oldest == given->min_version && versions[i].newest == given->max_version)
        continue;
      if (fields.timeout == 0)
        break;
      fields.min_version = versions[i].oldest;
      fields.max_version = versions[i].newest;
      if (make_attempt (connection, versions[i].id, _(versions[i].label), &fields, cancellable,
                        error) == NULL)
        return FALSE;
    }
  wlk_version_verdict_conclude (connection);
  take_cause (connection);

  return TRUE;
}

/* Tries the STARTTLS of the recognized protocol, or implicit TLS. */
static gboolean
try_starttls (WlkConnection *connection,
              const char    *id,
              guint          timeout,
              GCancellable  *cancellable,
              GError       **error)
{
  WlkConnectionOptionsFields fields = get_fields (connection, timeout);
  const WlkStarttls *protocol = wlk_starttls_find (id);
  g_autofree char *label = NULL;
  WlkConnection *another = NULL;

  fields.starttls = id;
  label = protocol != NULL ? g_strdup_printf (_("With STARTTLS for %s"), protocol->title)
          : g_strdup (_("Without STARTTLS"));
  another = make_attempt (connection, id, label, &fields, cancellable, error);
  if (another == NULL)
    return FALSE;
  if (has_certificates (another))
    connection->suggested_starttls = id;

  return TRUE;
}

/* The recognized protocol replaces the less specific reason of the failure. */
static void
name_protocol (WlkConnection *connection,
               const char    *protocol,
               const char    *first_line,
               const char    *cause)
{
  WlkStageRecord *record = &connection->stages[wlk_connection_get_failed_stage (connection)];

  connection->plaintext_protocol = protocol;
  connection->cause = cause;
  g_clear_error (&record->error);
  if (first_line != NULL)
    {
      g_free (connection->first_line);
      connection->first_line = g_strdup (first_line);
      record->error = g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE,
                                   _("The server speaks %s without TLS on this port. It says "
                                     "“%s”."), protocol, first_line);
    }
  else
    {
      record->error = g_error_new (WLK_ERROR, WLK_ERROR_HANDSHAKE,
                                   _("The server speaks %s on this port, where TLS begins after "
                                     "a few words in plain text."), protocol);
    }
}

/* A server that waits for the client may be PostgreSQL. */
static gboolean
ask_postgres (WlkConnection *connection,
              GCancellable  *cancellable,
              GError       **error)
{
  const WlkConnectionAttempt *last = NULL;

  if (count_seconds_left (connection) == 0)
    return TRUE;
  if (!try_starttls (connection, "postgres", LISTEN_TIMEOUT, cancellable, error))
    return FALSE;
  last = connection->attempts->pdata[connection->attempts->len - 1];
  if (last->connection->stages[WLK_STAGE_STARTTLS].is_ended &&
      last->connection->stages[WLK_STAGE_STARTTLS].error == NULL)
    name_protocol (connection, wlk_starttls_find ("postgres")->title, NULL, "plaintext_starttls");
  else
    g_ptr_array_remove_index (connection->attempts, connection->attempts->len - 1);

  return TRUE;
}

static gboolean
listen_first (WlkConnection *connection,
              GCancellable  *cancellable,
              GError       **error)
{
  WlkConnectionOptionsFields fields = get_fields (connection, LISTEN_TIMEOUT);
  WlkConnection *another;

  fields.starttls = WLK_STARTTLS_LISTEN;
  another = make_attempt (connection, WLK_STARTTLS_LISTEN,
                          _("Waiting for the server to speak first"), &fields, cancellable,
                          error);
  if (another == NULL)
    return FALSE;
  if (another->plaintext_protocol == NULL)
    return ask_postgres (connection, cancellable, error);
  name_protocol (connection, another->plaintext_protocol,
                 another->first_line,
                 wlk_plaintext_find (another->plaintext_protocol)->cause);

  return TRUE;
}

/* After a plain-text protocol was recognized, tries its STARTTLS or implicit TLS. */
static gboolean
try_suggestion (WlkConnection *connection,
                GCancellable  *cancellable,
                GError       **error)
{
  const char *name = connection->plaintext_protocol;
  const WlkPlaintext *protocol = name != NULL ? wlk_plaintext_find (name) : NULL;
  const WlkStarttls *spoken = connection->starttls;

  if (protocol == NULL || protocol->starttls == NULL || count_seconds_left (connection) == 0 ||
      (spoken != NULL && strcmp (spoken->id, protocol->starttls) == 0))
    return TRUE;

  return try_starttls (connection, protocol->starttls, TRY_TIMEOUT, cancellable, error);
}

static gboolean
has_received_nothing (WlkConnection *connection)
{
  return connection->alert < 0 &&
         connection->first_line == NULL &&
         connection->session.cipher_suite == NULL;
}

static gboolean
has_timed_out (WlkConnection *connection)
{
  const WlkStageRecord *record = &connection->stages[WLK_STAGE_SERVER_HELLO];

  return g_error_matches (record->error, WLK_ERROR, WLK_ERROR_TIMED_OUT);
}

static gboolean
diagnose_handshake (WlkConnection *connection,
                    GCancellable  *cancellable,
                    GError       **error)
{
  gboolean is_silent = has_received_nothing (connection);

  if (connection->first_line == NULL && !has_timed_out (connection) &&
      !try_versions (connection, cancellable, error))
    return FALSE;
  if (is_silent && !has_certificates (connection) && count_seconds_left (connection) > 0 &&
      connection->starttls == NULL &&
      !listen_first (connection, cancellable, error))
    return FALSE;

  return try_suggestion (connection, cancellable, error);
}

/* If STARTTLS was chosen by the port, the server may expect implicit TLS. */
static gboolean
diagnose_dialogue (WlkConnection *connection,
                   GCancellable  *cancellable,
                   GError       **error)
{
  if (connection->plaintext_protocol != NULL)
    return try_suggestion (connection, cancellable, error);
  if (g_strcmp0 (connection->cause, "starttls_refused") == 0 ||
      g_strcmp0 (connection->cause, "starttls_not_offered") == 0 ||
      count_seconds_left (connection) == 0)
    return TRUE;

  return try_starttls (connection, WLK_STARTTLS_NONE, TRY_TIMEOUT, cancellable, error);
}

/**
 * wlk_diagnosis_run:
 * @connection: a connection that has ended
 * @cancellable: (nullable): cancels it
 * @error: return location; only `G_IO_ERROR_CANCELLED`
 *
 * Diagnoses a failure before the first certificate: the version that the server accepts, and the
 * protocol that it speaks instead of TLS. Does nothing for other connections. Certificates received
 * by the attempts are copied.
 *
 * Returns: whether it was not cancelled
 */
gboolean
wlk_diagnosis_run (WlkConnection *connection,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_return_val_if_fail (connection != NULL, FALSE);

  switch (wlk_connection_get_failed_stage (connection))
    {
    case WLK_STAGE_SERVER_HELLO:
      return diagnose_handshake (connection, cancellable, error);

    case WLK_STAGE_STARTTLS:
      return diagnose_dialogue (connection, cancellable, error);

    default:
      return TRUE;
    }
}
