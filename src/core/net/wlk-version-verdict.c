/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-version-verdict.h"

#include "base/wlk-error.h"
#include "net/wlk-alert.h"
#include "net/wlk-connection.h"

#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>

/*
 * A server that rejects an offer of several versions may be too old for the client, or the client
 * for the server; it may be intolerant of unknown versions; or the version is not the reason.
 * Offering each version separately distinguishes these cases.
 */

/* The results of the single versions. */
typedef struct
{
  GString *known;        /* those rejected with an alert that is not about the version */
  guint    n_unknown;    /* refused for the version */
  guint    n_given_up;   /* ended without an alert */
  guint    n_unanswered; /* no connection, or no response */
} Tally;

static WlkTlsVersion
get_oldest (const WlkConnection *connection)
{
  return wlk_connection_options_get (connection->options)->min_version;
}

static WlkTlsVersion
get_newest (const WlkConnection *connection)
{
  return wlk_connection_options_get (connection->options)->max_version;
}

static gboolean
is_taken (const WlkConnection *connection)
{
  const WlkStageRecord *record = &connection->stages[WLK_STAGE_SERVER_HELLO];

  return record->is_ended && record->error == NULL;
}

/* The newest version that the server accepted. */
static const WlkConnection *
find_taken (GPtrArray *attempts)
{
  for (guint i = 0; i < attempts->len; i++)
    {
      const WlkConnectionAttempt *attempt = attempts->pdata[i];

      if (is_taken (attempt->connection))
        return attempt->connection;
    }

  return NULL;
}

static void
replace_reason (WlkConnection *connection,
                const char    *cause,
                char          *text)
{
  WlkStageRecord *record = &connection->stages[WLK_STAGE_SERVER_HELLO];

  g_clear_error (&record->error);
  record->error = g_error_new_literal (WLK_ERROR, WLK_ERROR_HANDSHAKE, text);
  connection->cause = cause;
  g_free (text);
}

static WlkTlsVersion
get_version (const WlkConnection *taken)
{
  for (WlkTlsVersion version = get_oldest (taken); version < get_newest (taken); version++)
    if (g_strcmp0 (taken->session.protocol, wlk_tls_version_get_title (version)) == 0)
      return version;

  return get_newest (taken);
}

static void
explain_taken (WlkConnection *connection,
               WlkTlsVersion  version)
{
  if (version > get_newest (connection))
    replace_reason (connection, "client_too_old",
                    g_strdup_printf (_("The server takes %s, and nothing newer than %s was "
                                       "offered."),
                                     wlk_tls_version_get_title (version),
                                     wlk_tls_version_get_title (get_newest (connection))));
  else if (version < get_oldest (connection))
    replace_reason (connection, "server_too_old",
                    g_strdup_printf (_("The server takes %s, and nothing older than %s was "
                                       "offered."),
                                     wlk_tls_version_get_title (version),
                                     wlk_tls_version_get_title (get_oldest (connection))));
  else
    replace_reason (connection, "version_intolerant",
                    g_strdup_printf (_("The server takes %s when it is offered alone, and gives up "
                                       "when other versions are offered, too."),
                                     wlk_tls_version_get_title (version)));
}

static gboolean
is_refused_for_version (const WlkConnection *connection)
{
  return connection->alert == GNUTLS_A_PROTOCOL_VERSION ||
         g_strcmp0 (connection->cause, "protocol_version") == 0;
}

/* An attempt without a connection or a response proves nothing about the server's versions. */
static gboolean
is_answered (const WlkConnection *connection)
{
  const WlkStageRecord *record = &connection->stages[WLK_STAGE_SERVER_HELLO];

  return record->is_ended && !g_error_matches (record->error, WLK_ERROR, WLK_ERROR_TIMED_OUT);
}

static void
add_known (Tally               *tally,
           const WlkConnection *connection)
{
  for (WlkTlsVersion version = get_newest (connection) + 1; version > get_oldest (connection);
       version--)
    {
      if (tally->known->len > 0)
        g_string_append (tally->known, ", ");
      g_string_append (tally->known, wlk_tls_version_get_title (version - 1));
    }
}

static void
sort_try (Tally               *tally,
          const WlkConnection *connection)
{
  if (!is_answered (connection))
    tally->n_unanswered++;
  else if (is_refused_for_version (connection))
    tally->n_unknown++;
  else if (connection->alert != WLK_ALERT_NONE)
    add_known (tally, connection);
  else
    tally->n_given_up++;
}

static gboolean
is_repeated (const WlkConnection *connection,
             GPtrArray           *attempts)
{
  for (guint i = 0; i < attempts->len; i++)
    {
      const WlkConnectionAttempt *attempt = attempts->pdata[i];

      if (get_oldest (attempt->connection) <= get_oldest (connection) &&
          get_newest (attempt->connection) >= get_newest (connection))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_single (const WlkConnection *connection)
{
  return get_newest (connection) - get_oldest (connection) <= WLK_TLS_1_1 - WLK_TLS_1_0;
}

/* The conclusion from the attempts, or NULL. */
static char *
dup_verdict (const Tally *tally)
{
  gboolean is_none_known = tally->known->len == 0;

  if (tally->n_unknown == 0 && tally->n_unanswered == 0)
    return g_strdup (_("The server gives up whichever version is offered, so the version is not "
                       "the reason."));
  if (tally->n_unknown > 0 && !is_none_known)
    return g_strdup_printf (_("The server knows %s, and refuses for another reason than the "
                              "version."), tally->known->str);
  if (tally->n_unknown > 0 && tally->n_unanswered == 0 && tally->n_given_up == 0)
    return g_strdup (_("The server takes no version from TLS 1.0 to TLS 1.3. It may know nothing "
                       "but SSL, which is obsolete and insecure."));

  return NULL;
}

/* The first connection counts if it offered a single version that no attempt repeats. */
static void
explain_refused (WlkConnection *connection,
                 GPtrArray     *attempts)
{
  g_autoptr(GString) known = g_string_new (NULL);
  Tally tally = { .known = known };

  if (is_single (connection) && !is_repeated (connection, attempts))
    sort_try (&tally, connection);
  for (guint i = 0; i < attempts->len; i++)
    {
      const WlkConnectionAttempt *attempt = attempts->pdata[i];

      sort_try (&tally, attempt->connection);
    }
  connection->version_verdict = dup_verdict (&tally);
}

/**
 * wlk_version_verdict_conclude:
 * @connection: a connection that failed at %WLK_STAGE_SERVER_HELLO, and whose attempts are those
 *   of single versions
 *
 * Records the conclusion from the attempts: as the reason of the failure and its cause if a version
 * was accepted, else in addition to the reason.
 */
void
wlk_version_verdict_conclude (WlkConnection *connection)
{
  GPtrArray *attempts = connection->attempts;
  const WlkConnection *taken;

  g_return_if_fail (connection != NULL);
  g_return_if_fail (wlk_connection_get_failed_stage (connection) == WLK_STAGE_SERVER_HELLO);

  if (attempts == NULL || attempts->len == 0)
    return;
  taken = find_taken (attempts);
  if (taken != NULL)
    explain_taken (connection, get_version (taken));
  else
    explain_refused (connection, attempts);
}
