/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-version-verdict.h"

#include "base/wlk-error.h"
#include "net/wlk-connection-private.h"

#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>

/*
 * A server that answers the offer of some versions with an alert may be too old for the client, or
 * the client for the server; it may be confused by versions that it does not know; or the version
 * is not the reason at all. Which of these it is shows when each version is offered by itself.
 */

static const char * const titles[] = { "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3" };

static WlkTlsVersion
get_oldest (WlkConnection *connection)
{
  return wlk_connection_options_get_min_version (wlk_connection_get_options (connection));
}

static WlkTlsVersion
get_newest (WlkConnection *connection)
{
  return wlk_connection_options_get_max_version (wlk_connection_get_options (connection));
}

static gboolean
is_taken (WlkConnection *connection)
{
  const WlkStageRecord *record = wlk_connection_get_stage (connection, WLK_STAGE_SERVER_HELLO);

  return record->is_ended && record->error == NULL;
}

/* The newest that the server took. */
static WlkConnection *
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
get_version (WlkConnection *taken)
{
  for (WlkTlsVersion version = get_oldest (taken); version < get_newest (taken); version++)
    if (g_strcmp0 (wlk_connection_get_session (taken)->protocol, titles[version]) == 0)
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
                                     titles[version], titles[get_newest (connection)]));
  else if (version < get_oldest (connection))
    replace_reason (connection, "server_too_old",
                    g_strdup_printf (_("The server takes %s, and nothing older than %s was "
                                       "offered."),
                                     titles[version], titles[get_oldest (connection)]));
  else
    replace_reason (connection, "version_intolerant",
                    g_strdup_printf (_("The server takes %s when it is offered alone, and gives up "
                                       "when other versions are offered, too."),
                                     titles[version]));
}

static gboolean
is_refused_for_version (WlkConnection *connection)
{
  return wlk_connection_get_alert (connection) == GNUTLS_A_PROTOCOL_VERSION ||
         g_strcmp0 (wlk_connection_get_cause (connection), "protocol_version") == 0;
}

static void
sort_try (WlkConnection *connection,
          GString       *known,
          guint         *n_unknown)
{
  if (is_refused_for_version (connection))
    {
      (*n_unknown)++;
      return;
    }
  for (WlkTlsVersion version = get_newest (connection) + 1; version > get_oldest (connection);
       version--)
    {
      if (known->len > 0)
        g_string_append (known, ", ");
      g_string_append (known, titles[version - 1]);
    }
}

static gboolean
is_repeated (WlkConnection *connection,
             GPtrArray     *attempts)
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
is_single (WlkConnection *connection)
{
  return get_newest (connection) - get_oldest (connection) <= WLK_TLS_1_1 - WLK_TLS_1_0;
}

/* The first connection counts where it offered what was then not tried again. */
static void
explain_refused (WlkConnection *connection,
                 GPtrArray     *attempts)
{
  g_autoptr(GString) known = g_string_new (NULL);
  guint n_unknown = 0;

  if (is_single (connection) && !is_repeated (connection, attempts))
    sort_try (connection, known, &n_unknown);
  for (guint i = 0; i < attempts->len; i++)
    {
      const WlkConnectionAttempt *attempt = attempts->pdata[i];

      sort_try (attempt->connection, known, &n_unknown);
    }

  if (known->len == 0)
    connection->version_verdict =
      g_strdup (_("The server takes no version from TLS 1.0 to TLS 1.3. It may know nothing but "
                  "SSL, which nobody should use any more."));
  else if (n_unknown > 0)
    connection->version_verdict =
      g_strdup_printf (_("The server knows %s, and refuses for another reason than the version."),
                       known->str);
  else
    connection->version_verdict =
      g_strdup (_("The server gives up whichever version is offered, so the version is not the "
                  "reason."));
}

/**
 * wlk_version_verdict_conclude:
 * @connection: a connection that failed at %WLK_STAGE_SERVER_HELLO, and whose attempts are those
 *   of single versions
 *
 * Writes down what the attempts show: as the reason of the failure and its cause where a version
 * was taken, else beside the reason.
 */
void
wlk_version_verdict_conclude (WlkConnection *connection)
{
  GPtrArray *attempts = wlk_connection_get_attempts (connection);
  WlkConnection *taken;

  g_return_if_fail (WLK_IS_CONNECTION (connection));
  g_return_if_fail (wlk_connection_get_failed_stage (connection) == WLK_STAGE_SERVER_HELLO);

  if (attempts == NULL || attempts->len == 0)
    return;
  taken = find_taken (attempts);
  if (taken != NULL)
    explain_taken (connection, get_version (taken));
  else
    explain_refused (connection, attempts);
}
