/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-credential-reports.h"

#include "inspect/wlk-path-search.h"

static void
clear_report (gpointer data)
{
  WlkClientReport *self = data;

  g_clear_object (&self->credential);
  g_clear_object (&self->report);
}

/* A separate inspection with a separate signature budget, which neither the server's chain nor
 * another credential can exhaust. */
static WlkReport *
validate (WlkClientCredential *credential,
          WlkQuery            *query,
          WlkTrustStore       *trust)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  GPtrArray *chain = credential->chain;
  const char *name = credential->name;
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, name);
  g_autoptr(WlkSignatureCache) signatures = wlk_signature_cache_new (WLK_MAX_SIGNATURE_CHECKS);
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(WlkQuery) question = NULL;
  const WlkCheckInput input = { .trust = trust, .received = bundle, .signatures = signatures };
  WlkSearchLimit limit;

  fields.time = wlk_query_get (query)->time;
  fields.purpose = WLK_PURPOSE_CLIENT;
  fields.wants_second_opinion = FALSE;
  question = wlk_query_new (&fields);
  for (guint i = 0; i < chain->len; i++)
    wlk_bundle_add_certificate (bundle, chain->pdata[i], origin, i + 1);
  reports = wlk_path_search_run (&input, question, chain->pdata[0], name, &limit, NULL, NULL);

  return reports != NULL ? g_object_ref (reports->pdata[0]) : NULL;
}

/**
 * wlk_credential_reports_new:
 * @connection: a connection
 * @query: the query, used for its time
 * @trust: the trust anchors
 *
 * Inspects each client certificate given, if the server requested one.
 *
 * Returns: (transfer full) (element-type WlkClientReport): the reports, that of the sent credential
 *   first
 */
GArray *
wlk_credential_reports_new (const WlkConnection *connection,
                            WlkQuery            *query,
                            WlkTrustStore       *trust)
{
  GArray *reports = g_array_new (FALSE, FALSE, sizeof (WlkClientReport));
  WlkConnectionOptions *options = connection->options;
  WlkClientCredential *sent = wlk_connection_options_get (options)->credential;
  GPtrArray *others = wlk_connection_options_get (options)->other_credentials;
  gboolean is_asked = connection->certificate_request != NULL;
  guint n_others = others != NULL ? others->len : 0;

  g_array_set_clear_func (reports, clear_report);
  for (guint i = sent != NULL ? 0 : 1; i <= n_others; i++)
    {
      WlkClientCredential *credential = i == 0 ? sent : others->pdata[i - 1];
      const WlkClientReport report = {
        .credential = g_object_ref (credential),
        .report = is_asked ? validate (credential, query, trust) : NULL,
      };

      g_array_append_val (reports, report);
    }

  return reports;
}
