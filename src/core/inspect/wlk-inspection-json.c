/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-inspection-json.h"

#include "base/wlk-text.h"
#include "inspect/wlk-connection-json.h"
#include "path/wlk-role.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

/*
 * An inspection as one JSON object on one line; docs/json.md describes its members. What has a
 * name that must stay (steps, outcomes, roles, verdicts) is written as its id; titles, summaries
 * and labels are for people, in their language.
 */

#define FORMAT_VERSION 1 /* counts up when a member changes its meaning or goes away */

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
take_string (JsonBuilder *builder,
             const char  *name,
             char        *value)
{
  add_string (builder, name, value);
  g_free (value);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_null (JsonBuilder *builder,
          const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_null_value (builder);
}

static void
begin_array (JsonBuilder *builder,
             const char  *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_certificate_members (JsonBuilder    *builder,
                         WlkCertificate *certificate)
{
  add_string (builder, "subject", wlk_name_get_text (wlk_certificate_get_subject (certificate)));
  add_string (builder, "issuer", wlk_name_get_text (wlk_certificate_get_issuer (certificate)));
  take_string (builder, "serial", wlk_certificate_dup_serial (certificate));
  take_string (builder, "sha256",
               wlk_certificate_dup_fingerprint (certificate, G_CHECKSUM_SHA256));
}

static void
add_received (JsonBuilder   *builder,
              WlkInspection *inspection)
{
  WlkBundle *bundle = wlk_inspection_get_bundle (inspection);

  for (guint i = 0; i < wlk_bundle_get_n_certificates (bundle); i++)
    {
      json_builder_begin_object (builder);
      add_certificate_members (builder, wlk_bundle_get_certificate (bundle, i));
      take_string (builder, "origin", wlk_bundle_dup_origin_text (bundle, i));
      json_builder_end_object (builder);
    }
}

static void
add_path (JsonBuilder *builder,
          WlkPath     *path)
{
  begin_array (builder, "path");
  for (guint i = 0; path != NULL && i < wlk_path_get_length (path); i++)
    {
      json_builder_begin_object (builder);
      add_certificate_members (builder, wlk_path_get_certificate (path, i));
      add_string (builder, "origin", wlk_path_get_origin (path, i));
      add_string (builder, "role", wlk_role_get_id (wlk_role_of (path, i)));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_evidence (JsonBuilder       *builder,
              const WlkEvidence *evidence)
{
  json_builder_begin_object (builder);
  add_string (builder, "label", wlk_evidence_get_label (evidence));
  take_string (builder, "value", wlk_evidence_dup_value (evidence));
  take_string (builder, "expected", wlk_evidence_dup_expected (evidence));
  if (evidence->span.length > 0)
    {
      add_int (builder, "offset", evidence->span.offset);
      add_int (builder, "length", evidence->span.length);
    }
  else
    {
      add_null (builder, "offset");
      add_null (builder, "length");
    }
  json_builder_end_object (builder);
}

static void
add_finding (JsonBuilder *builder,
             WlkFinding  *finding)
{
  const WlkStep *step = wlk_finding_get_step (finding);
  int position = wlk_finding_get_position (finding);
  guint n_evidence = 0;
  const WlkEvidence *evidence = wlk_finding_get_evidence (finding, &n_evidence);

  json_builder_begin_object (builder);
  add_string (builder, "step", step->name);
  add_string (builder, "title", _(step->title));
  add_string (builder, "reference", step->reference);
  add_string (builder, "phase", wlk_phase_get_id (step->phase));
  if (position == WLK_WHOLE_PATH)
    add_null (builder, "certificate");
  else
    add_int (builder, "certificate", position);
  add_string (builder, "outcome", wlk_outcome_get_id (wlk_finding_get_outcome (finding)));
  add_string (builder, "cause", wlk_finding_get_cause (finding));
  take_string (builder, "summary", wlk_finding_dup_summary (finding));
  begin_array (builder, "evidence");
  for (guint i = 0; i < n_evidence; i++)
    add_evidence (builder, &evidence[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_strings (JsonBuilder        *builder,
             const char         *name,
             const char * const *strings)
{
  begin_array (builder, name);
  for (guint i = 0; strings[i] != NULL; i++)
    json_builder_add_string_value (builder, strings[i]);
  json_builder_end_array (builder);
}

static void
add_policies (JsonBuilder *builder,
              WlkReport   *report)
{
  json_builder_set_member_name (builder, "policies");
  json_builder_begin_object (builder);
  add_strings (builder, "authorities", wlk_report_get_authority_policies (report));
  add_strings (builder, "user", wlk_report_get_user_policies (report));
  json_builder_end_object (builder);
}

static void
add_report (JsonBuilder *builder,
            WlkReport   *report)
{
  WlkFinding *decisive = wlk_report_get_decisive (report);

  json_builder_begin_object (builder);
  add_string (builder, "verdict", wlk_verdict_get_id (wlk_report_get_verdict (report)));
  add_path (builder, wlk_report_get_path (report));
  json_builder_set_member_name (builder, "decisive");
  if (decisive != NULL)
    add_finding (builder, decisive);
  else
    json_builder_add_null_value (builder);
  add_policies (builder, report);
  begin_array (builder, "findings");
  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    add_finding (builder, wlk_report_get_finding (report, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_inspection (JsonBuilder        *builder,
                const char         *target,
                WlkInspection      *inspection,
                GPtrArray          *endpoints,
                const char * const *errors)
{
  WlkVerdict verdict = inspection != NULL
                       ? wlk_inspection_get_verdict (inspection)
                       : WLK_VERDICT_UNDETERMINED;

  json_builder_begin_object (builder);
  add_int (builder, "version", FORMAT_VERSION);
  take_string (builder, "target", wlk_text_make_visible (target, -1));
  add_string (builder, "verdict", wlk_verdict_get_id (verdict));
  begin_array (builder, "received");
  if (inspection != NULL)
    add_received (builder, inspection);
  json_builder_end_array (builder);
  begin_array (builder, "errors");
  for (guint i = 0; errors != NULL && errors[i] != NULL; i++)
    {
      g_autofree char *visible = wlk_text_make_visible (errors[i], -1);

      json_builder_add_string_value (builder, visible);
    }
  json_builder_end_array (builder);
  wlk_connection_json_add (builder, inspection != NULL
                           ? wlk_inspection_get_connection (inspection) : NULL);
  wlk_connection_json_add_endpoints (builder, endpoints);
  begin_array (builder, "reports");
  for (guint i = 0; inspection != NULL && i < wlk_inspection_get_n_reports (inspection); i++)
    add_report (builder, wlk_inspection_get_report (inspection, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * wlk_inspection_json_format:
 * @target: what was inspected, as a person typed it; it need not be UTF-8
 * @inspection: (nullable): the inspection, or %NULL when there could be none
 * @endpoints: (nullable) (element-type WlkEndpoint): the endpoints of the host, when they were
 * tried
 * @errors: (nullable): sentences about what could not be read or done, ended by %NULL
 *
 * Writes an inspection as docs/json.md describes.
 *
 * Returns: (transfer full): one JSON object on one line, without a line feed
 */
char *
wlk_inspection_json_format (const char         *target,
                            WlkInspection      *inspection,
                            GPtrArray          *endpoints,
                            const char * const *errors)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr(JsonGenerator) generator = json_generator_new ();
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (target != NULL, NULL);
  g_return_val_if_fail (inspection == NULL || WLK_IS_INSPECTION (inspection), NULL);

  add_inspection (builder, target, inspection, endpoints, errors);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}
