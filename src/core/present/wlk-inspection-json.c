/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-inspection-json.h"

#include "base/wlk-text.h"
#include "inspect/wlk-unused-list.h"
#include "net/wlk-connection-facts.h"
#include "net/wlk-endpoints.h"
#include "path/wlk-role.h"
#include "present/wlk-connection-details.h"
#include "present/wlk-json-writer.h"
#include "present/wlk-path-presenter.h"
#include "present/wlk-presenter.h"
#include "report/wlk-cause.h"

#include <glib/gi18n-lib.h>

/*
 * An inspection as one JSON object on one line; docs/json.md describes its members. Steps,
 * outcomes, roles and verdicts are written as stable ids; titles, summaries and labels are
 * localized. The JSON contains everything that the text does.
 */

#define FORMAT_VERSION 2 /* incremented when a member changes its meaning or is removed */

/* Short names for the functions of the writer, which this file mainly calls. */
#define begin       wlk_json_writer_begin
#define end         wlk_json_writer_end
#define add_string  wlk_json_writer_add_string
#define take_string wlk_json_writer_take_string
#define add_strings wlk_json_writer_add_strings
#define add_int     wlk_json_writer_add_int
#define add_boolean wlk_json_writer_add_boolean

static const char * const version_ids[] = { "1.0", "1.1", "1.2", "1.3" };
static const char * const client_verdict_ids[WLK_N_CLIENT_VERDICTS] = {
  "not-requested", "unknown", "accepted", "refused",
};
static const char * const key_ids[] = { "any", "rsa", "ecdsa" };
static const char * const stage_ids[WLK_N_STAGES] = {
  "name", "proxy", "resolve", "connect", "starttls", "client-hello", "server-hello",
  "certificates", "certificate-request", "client-certificate", "finished", "answer",
};

/* Source: RFC 3339. */
static void
add_time (WlkJsonWriter *writer,
          const char    *name,
          gint64         seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  take_string (writer, name, time != NULL ? g_date_time_format_iso8601 (time) : NULL);
}

static void
add_int_or_null (WlkJsonWriter *writer,
                 const char    *name,
                 gboolean       is_known,
                 gint64         value)
{
  if (is_known)
    add_int (writer, name, value);
  else
    add_string (writer, name, NULL);
}

static void
add_certificate (WlkJsonWriter  *writer,
                 WlkCertificate *certificate)
{
  add_boolean (writer, "readable", wlk_certificate_get_problem (certificate) == NULL);
  add_string (writer, "subject", wlk_name_get_text (wlk_certificate_get_subject (certificate)));
  add_string (writer, "issuer", wlk_name_get_text (wlk_certificate_get_issuer (certificate)));
  take_string (writer, "serial", wlk_certificate_dup_serial (certificate));
  take_string (writer, "sha256", wlk_certificate_dup_fingerprint (certificate, G_CHECKSUM_SHA256));
}

static void
add_received (WlkJsonWriter *writer,
              WlkInspection *inspection)
{
  WlkBundle *bundle = inspection != NULL ? inspection->bundle : NULL;
  guint n_certificates = bundle != NULL ? bundle->certificates->len : 0;

  begin (writer, "received", '[');
  for (guint i = 0; i < n_certificates; i++)
    {
      begin (writer, NULL, '{');
      add_certificate (writer, wlk_bundle_get_certificate (bundle, i));
      take_string (writer, "origin", wlk_bundle_dup_origin_text (bundle, i));
      end (writer, '}');
    }
  end (writer, ']');
}

static void
add_unused (WlkJsonWriter *writer,
            WlkInspection *inspection)
{
  GListModel *unused = inspection != NULL ? inspection->unused : NULL;
  guint n_unused = unused != NULL ? g_list_model_get_n_items (unused) : 0;

  begin (writer, "unused", '[');
  for (guint i = 0; i < n_unused; i++)
    add_int (writer, NULL, wlk_unused_list_get_bundle_index (WLK_UNUSED_LIST (unused), i));
  end (writer, ']');
}

static void
add_errors (WlkJsonWriter      *writer,
            const char * const *errors)
{
  begin (writer, "errors", '[');
  for (guint i = 0; errors != NULL && errors[i] != NULL; i++)
    take_string (writer, NULL, wlk_text_make_visible (errors[i], -1));
  end (writer, ']');
}

static void
add_path (WlkJsonWriter *writer,
          WlkReport     *report)
{
  WlkPath *path = report->path;

  begin (writer, "path", '[');
  for (guint i = 0; path != NULL && i < path->certificates->len; i++)
    {
      WlkCertificate *certificate = wlk_path_get_certificate (path, i);
      g_autoptr(WlkNode) node = wlk_present_link (report, i, FALSE);

      begin (writer, NULL, '{');
      add_certificate (writer, certificate);
      add_string (writer, "origin", wlk_path_get_origin (path, i));
      add_string (writer, "role", wlk_role_get_id (wlk_role_of (path, i)));
      add_string (writer, "title", node->name);
      add_string (writer, "key", node->key);
      add_time (writer, "not-before", node->not_before);
      add_time (writer, "not-after", node->not_after);
      add_string (writer, "link", node->link);
      add_boolean (writer, "reached", node->is_reached);
      add_string (writer, "outcome", wlk_outcome_get_id (wlk_report_get_outcome_at (report, i)));
      end (writer, '}');
    }
  end (writer, ']');
}

static void
add_evidence (WlkJsonWriter     *writer,
              const WlkEvidence *evidence)
{
  gboolean has_place = evidence->span.length > 0;

  begin (writer, NULL, '{');
  add_string (writer, "label", wlk_evidence_get_label (evidence));
  take_string (writer, "value", wlk_evidence_dup_value (evidence));
  take_string (writer, "expected", wlk_evidence_dup_expected (evidence));
  add_int_or_null (writer, "offset", has_place, evidence->span.offset);
  add_int_or_null (writer, "length", has_place, evidence->span.length);
  end (writer, '}');
}

static void
add_other_programs (WlkJsonWriter *writer,
                    WlkFinding    *finding)
{
  const char *cause = finding->record->cause;
  const char *step = finding->record->step->name;
  guint n_programs = 0;
  g_autofree WlkOtherProgram *programs =
    cause != NULL ? wlk_cause_dup_other_programs (step, cause, &n_programs) : NULL;

  begin (writer, "other-programs", '[');
  for (guint i = 0; i < n_programs; i++)
    {
      begin (writer, NULL, '{');
      add_string (writer, "program", programs[i].program);
      add_string (writer, "message", programs[i].words);
      end (writer, '}');
    }
  end (writer, ']');
}

static void
add_finding (WlkJsonWriter *writer,
             const char    *name,
             WlkFinding    *finding)
{
  const WlkStep *step = finding->record->step;
  int position = finding->record->position;
  guint n_evidence = 0;
  const WlkEvidence *evidence = wlk_finding_get_evidence (finding, &n_evidence);

  begin (writer, name, '{');
  add_string (writer, "step", step->name);
  add_string (writer, "title", _(step->title));
  add_string (writer, "reference", step->reference);
  add_string (writer, "phase", wlk_phase_get_id (step->phase));
  add_int_or_null (writer, "certificate", position != WLK_WHOLE_PATH, position);
  add_string (writer, "outcome", wlk_outcome_get_id (finding->record->outcome));
  add_string (writer, "cause", finding->record->cause);
  take_string (writer, "summary", wlk_finding_dup_summary (finding));
  begin (writer, "evidence", '[');
  for (guint i = 0; i < n_evidence; i++)
    add_evidence (writer, &evidence[i]);
  end (writer, ']');
  take_string (writer, "advice", wlk_finding_dup_advice (finding));
  add_other_programs (writer, finding);
  end (writer, '}');
}

/* The decisive finding in full, and its index among all findings. */
static void
add_decisive (WlkJsonWriter *writer,
              WlkReport     *report)
{
  WlkFinding *decisive = wlk_report_get_decisive (report);
  guint index = 0;

  while (decisive != NULL && index < report->findings->len &&
         wlk_report_get_finding (report, index) != decisive)
    index++;
  if (decisive != NULL)
    add_finding (writer, "decisive", decisive);
  else
    add_string (writer, "decisive", NULL);
  add_int_or_null (writer, "decisive-index", decisive != NULL, index);
}

static void
add_policies (WlkJsonWriter *writer,
              WlkReport     *report)
{
  begin (writer, "policies", '{');
  add_strings (writer, "authorities", wlk_report_get_authority_policies (report));
  add_strings (writer, "user", wlk_report_get_user_policies (report));
  end (writer, '}');
}

/* The indices of the warnings that other programs refuse. */
static void
add_warnings (WlkJsonWriter *writer,
              WlkReport     *report)
{
  begin (writer, "warnings", '[');
  for (guint i = 0; i < report->findings->len; i++)
    if (wlk_report_is_refused_elsewhere (report, i))
      add_int (writer, NULL, i);
  end (writer, ']');
}

static void
add_report (WlkJsonWriter *writer,
            WlkInspection *inspection,
            guint          index)
{
  WlkReport *report = wlk_inspection_get_report (inspection, index);
  g_auto(GStrv) followers = wlk_present_list_followers (inspection, index);
  int weak_link = wlk_report_get_weak_link (report);

  begin (writer, NULL, '{');
  add_string (writer, "verdict", wlk_verdict_get_id (report->verdict));
  take_string (writer, "headline", wlk_report_dup_headline (report));
  add_path (writer, report);
  add_strings (writer, "followed-by", (const char * const *) followers);
  add_int_or_null (writer, "weak-link", weak_link != WLK_WHOLE_PATH, weak_link);
  add_decisive (writer, report);
  add_policies (writer, report);
  add_warnings (writer, report);
  begin (writer, "findings", '[');
  for (guint i = 0; i < report->findings->len; i++)
    add_finding (writer, NULL, wlk_report_get_finding (report, i));
  end (writer, ']');
  end (writer, '}');
}

static void
add_stages (WlkJsonWriter       *writer,
            const WlkConnection *connection)
{
  begin (writer, "stages", '[');
  for (WlkConnectionStage stage = 0; stage < WLK_N_STAGES; stage++)
    {
      const WlkStageRecord *record = &connection->stages[stage];

      if (!record->is_reached)
        continue;
      begin (writer, NULL, '{');
      add_string (writer, "stage", stage_ids[stage]);
      add_int (writer, "started", record->started);
      add_int (writer, "duration", record->duration);
      add_string (writer, "error", record->error != NULL ? record->error->message : NULL);
      end (writer, '}');
    }
  end (writer, ']');
}

static void
add_session (WlkJsonWriter       *writer,
             const WlkConnection *connection)
{
  const WlkTlsSession *session = &connection->session;

  add_string (writer, "protocol", session->protocol);
  add_string (writer, "cipher-suite", session->cipher_suite);
  add_string (writer, "group", session->group);
  add_int_or_null (writer, "group-bits", session->prime_bits > 0, session->prime_bits);
  add_string (writer, "signature", session->signature);
  add_string (writer, "alpn", session->alpn);
  add_boolean (writer, "forward-secrecy", session->is_forward_secret);
  add_boolean (writer, "extended-master-secret", session->has_extended_master_secret);
  add_boolean (writer, "secure-renegotiation", session->is_renegotiation_safe);
  add_boolean (writer, "resumption", session->is_resumption_offered);
}

static void
add_certificate_request (WlkJsonWriter         *writer,
                         WlkCertificateRequest *request)
{
  g_autofree char *schemes = NULL;
  g_auto(GStrv) list = NULL;

  if (request == NULL)
    {
      add_string (writer, "certificate-request", NULL);
      return;
    }

  schemes = wlk_certificate_request_dup_schemes (request);
  list = schemes != NULL ? g_strsplit (schemes, ", ", -1) : NULL;
  begin (writer, "certificate-request", '{');
  begin (writer, "issuers", '[');
  for (guint i = 0; i < request->issuers->len; i++)
    add_string (writer, NULL, wlk_name_get_text (request->issuers->pdata[i]));
  end (writer, ']');
  add_strings (writer, "signature-algorithms", (const char * const *) list);
  end (writer, '}');
}

static void
add_attempts (WlkJsonWriter *writer,
              GPtrArray     *attempts)
{
  begin (writer, "attempts", '[');
  for (guint i = 0; attempts != NULL && i < attempts->len; i++)
    {
      const WlkConnectionAttempt *attempt = attempts->pdata[i];
      WlkConnectionStage failed = wlk_connection_get_failed_stage (attempt->connection);

      begin (writer, NULL, '{');
      add_string (writer, "attempt", attempt->id);
      add_string (writer, "failed-stage", failed < WLK_N_STAGES ? stage_ids[failed] : NULL);
      take_string (writer, "summary", wlk_connection_facts_dup_attempt (attempt));
      end (writer, '}');
    }
  end (writer, ']');
}

static void
add_details (WlkJsonWriter *writer,
             WlkField      *field)
{
  GListModel *children = wlk_field_get_children (field);
  guint n_children = children != NULL ? g_list_model_get_n_items (children) : 0;

  begin (writer, "details", '[');
  for (guint i = 0; i < n_children; i++)
    {
      g_autoptr(WlkField) child = g_list_model_get_item (children, i);

      begin (writer, NULL, '{');
      add_string (writer, "label", child->title);
      add_string (writer, "value", child->value);
      add_details (writer, child);
      end (writer, '}');
    }
  end (writer, ']');
}

static void
add_server (WlkJsonWriter       *writer,
            const WlkConnection *connection)
{
  const WlkStarttls *starttls = connection->starttls;
  const WlkTarget *target = connection->target;

  add_string (writer, "host", target->host);
  add_string (writer, "host-unicode", target->display_host);
  add_int (writer, "port", wlk_connection_get_port (connection));
  add_string (writer, "proxy", connection->proxy);
  add_strings (writer, "addresses", connection->addresses);
  add_string (writer, "address", connection->address);
  add_string (writer, "server-name", wlk_connection_get_server_name (connection));
  add_string (writer, "starttls", starttls != NULL ? starttls->id : NULL);
  add_strings (writer, "dialogue", connection->dialogue);
}

static void
add_connection (WlkJsonWriter *writer,
                WlkInspection *inspection)
{
  const WlkConnection *connection = inspection != NULL ? inspection->connection : NULL;
  g_autoptr(WlkField) details = NULL;

  if (connection == NULL)
    {
      add_string (writer, "connection", NULL);
      return;
    }

  begin (writer, "connection", '{');
  add_server (writer, connection);
  add_session (writer, connection);
  add_strings (writer, "messages", connection->messages);
  add_string (writer, "alert", wlk_connection_get_alert_name (connection));
  add_string (writer, "speaks", connection->plaintext_protocol);
  add_string (writer, "suggested-starttls", connection->suggested_starttls);
  add_boolean (writer, "stapled", connection->staple != NULL);
  add_certificate_request (writer, connection->certificate_request);
  add_boolean (writer, "client-certificate-sent", connection->is_credential_sent);
  add_stages (writer, connection);
  add_attempts (writer, connection->attempts);
  details = wlk_connection_details_new (connection, wlk_inspection_get_report (inspection, 0));
  add_details (writer, details);
  end (writer, '}');
}

static void
add_endpoint (WlkJsonWriter *writer,
              GPtrArray     *endpoints,
              guint          index)
{
  const WlkEndpoint *endpoint = endpoints->pdata[index];
  const WlkEndpoint *main_endpoint = wlk_endpoints_get_main (endpoints);
  guint main_chain = wlk_endpoints_get_main_chain (endpoints);

  begin (writer, NULL, '{');
  add_string (writer, "address", endpoint->address);
  add_string (writer, "server-name", endpoint->has_server_name
              ? wlk_connection_get_server_name (endpoint->connection) : NULL);
  add_string (writer, "version", version_ids[endpoint->version]);
  add_string (writer, "key", key_ids[endpoint->key]);
  add_int (writer, "chain", endpoint->chain);
  add_string (writer, "alert", wlk_connection_get_alert_name (endpoint->connection));
  take_string (writer, "result", wlk_endpoint_dup_result (endpoint, main_chain));
  add_boolean (writer, "differs", wlk_endpoints_stands_out (endpoints, index));
  take_string (writer, "details", wlk_endpoint_dup_details (endpoint, main_endpoint));
  end (writer, '}');
}

static void
add_endpoints (WlkJsonWriter *writer,
               GPtrArray     *endpoints)
{
  take_string (writer, "endpoints-summary",
               endpoints != NULL ? wlk_endpoints_dup_summary (endpoints) : NULL);
  begin (writer, "endpoints", '[');
  for (guint i = 0; endpoints != NULL && i < endpoints->len; i++)
    add_endpoint (writer, endpoints, i);
  end (writer, ']');
}

static void
add_answer (WlkJsonWriter *writer,
            WlkInspection *inspection)
{
  WlkVerdict verdict = inspection != NULL
                       ? wlk_inspection_get_verdict (inspection)
                       : WLK_VERDICT_NOT_INSPECTED;

  add_string (writer, "verdict", wlk_verdict_get_id (verdict));
  add_string (writer, "client-certificate-verdict",
              inspection != NULL && inspection->connection != NULL
              ? client_verdict_ids[wlk_connection_facts_get_client_verdict (
                                     inspection->connection)]
              : NULL);
  take_string (writer, "title", wlk_present_dup_verdict (inspection));
  take_string (writer, "headline",
               inspection != NULL ? wlk_inspection_dup_headline (inspection) : NULL);
  if (inspection != NULL)
    add_time (writer, "time", wlk_query_get (inspection->query)->time);
  else
    add_string (writer, "time", NULL);
}

/**
 * wlk_inspection_json_format:
 * @target: what was inspected, as typed
 * @inspection: (nullable): the inspection, or %NULL if it failed
 * @endpoints: (nullable) (element-type WlkEndpoint): the endpoints of the host, if tried
 * @errors: (nullable): error messages, %NULL-terminated
 *
 * Writes an inspection as docs/json.md describes.
 *
 * Returns: (transfer full): one JSON object on one line, with a line feed at its end
 */
char *
wlk_inspection_json_format (const char         *target,
                            WlkInspection      *inspection,
                            GPtrArray          *endpoints,
                            const char * const *errors)
{
  WlkJsonWriter writer = { g_string_sized_new (64 * 1024) };

  g_return_val_if_fail (target != NULL, NULL);
  g_return_val_if_fail (inspection == NULL || WLK_IS_INSPECTION (inspection), NULL);

  begin (&writer, NULL, '{');
  add_int (&writer, "version", FORMAT_VERSION);
  take_string (&writer, "target", wlk_text_make_visible (target, -1));
  add_answer (&writer, inspection);
  add_received (&writer, inspection);
  add_unused (&writer, inspection);
  add_errors (&writer, errors);
  add_connection (&writer, inspection);
  add_endpoints (&writer, endpoints);
  begin (&writer, "reports", '[');
  for (guint i = 0; inspection != NULL && i < wlk_inspection_get_n_reports (inspection); i++)
    add_report (&writer, inspection, i);
  end (&writer, ']');
  end (&writer, '}');
  g_string_append_c (writer.text, '\n');

  return g_string_free (writer.text, FALSE);
}
