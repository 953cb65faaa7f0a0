/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-connection-json.h"

/* The members “connection” and “endpoints” of an inspection in JSON; docs/json.md describes them.
 * */

static const char * const version_ids[] = { "1.0", "1.1", "1.2", "1.3" };
static const char * const key_ids[] = { "any", "rsa", "ecdsa" };
static const char * const stage_ids[WLK_N_STAGES] = {
  "name", "proxy", "resolve", "connect", "starttls", "client-hello", "server-hello",
  "certificates", "certificate-request", "client-certificate", "finished", "answer",
};

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
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder,
             const char  *name,
             gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_strings (JsonBuilder        *builder,
             const char         *name,
             const char * const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

static void
add_stages (JsonBuilder   *builder,
            WlkConnection *connection)
{
  json_builder_set_member_name (builder, "stages");
  json_builder_begin_array (builder);
  for (WlkConnectionStage stage = 0; stage < WLK_N_STAGES; stage++)
    {
      const WlkStageRecord *record = wlk_connection_get_stage (connection, stage);

      if (!record->is_reached)
        continue;
      json_builder_begin_object (builder);
      add_string (builder, "stage", stage_ids[stage]);
      add_int (builder, "started", record->started);
      add_int (builder, "duration", record->duration);
      add_string (builder, "error", record->error != NULL ? record->error->message : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_session (JsonBuilder   *builder,
             WlkConnection *connection)
{
  const WlkTlsSession *session = wlk_connection_get_session (connection);

  add_string (builder, "protocol", session->protocol);
  add_string (builder, "cipher-suite", session->cipher_suite);
  add_string (builder, "group", session->group);
  add_string (builder, "signature", session->signature);
  add_string (builder, "alpn", session->alpn);
  add_boolean (builder, "resumption", session->is_resumption_offered);
}

static void
add_request (JsonBuilder   *builder,
             WlkConnection *connection)
{
  WlkCertificateRequest *request = wlk_connection_get_certificate_request (connection);

  json_builder_set_member_name (builder, "certificate-request");
  if (request == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "issuers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < request->issuers->len; i++)
    json_builder_add_string_value (builder, wlk_name_get_text (request->issuers->pdata[i]));
  json_builder_end_array (builder);
  {
    g_autofree char *schemes = wlk_certificate_request_dup_schemes (request);
    g_auto(GStrv) list = schemes != NULL ? g_strsplit (schemes, ", ", -1) : NULL;

    add_strings (builder, "signature-algorithms", (const char * const *) list);
  }
  json_builder_end_object (builder);
}

static void
add_attempts (JsonBuilder   *builder,
              WlkConnection *connection)
{
  GPtrArray *attempts = wlk_connection_get_attempts (connection);

  json_builder_set_member_name (builder, "attempts");
  json_builder_begin_array (builder);
  for (guint i = 0; attempts != NULL && i < attempts->len; i++)
    {
      const WlkConnectionAttempt *attempt = attempts->pdata[i];
      WlkConnectionStage failed = wlk_connection_get_failed_stage (attempt->connection);

      json_builder_begin_object (builder);
      add_string (builder, "attempt", attempt->id);
      add_string (builder, "failed-stage", failed < WLK_N_STAGES ? stage_ids[failed] : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * wlk_connection_json_add:
 * @builder: stands in an object
 * @connection: (nullable): a connection
 *
 * Adds the member “connection”, `null` without one.
 */
void
wlk_connection_json_add (JsonBuilder   *builder,
                         WlkConnection *connection)
{
  const WlkStarttls *starttls;

  json_builder_set_member_name (builder, "connection");
  if (connection == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  starttls = wlk_connection_get_starttls (connection);
  json_builder_begin_object (builder);
  add_string (builder, "host", wlk_target_get_host (wlk_connection_get_target (connection)));
  add_string (builder, "host-unicode",
              wlk_target_get_display_host (wlk_connection_get_target (connection)));
  add_int (builder, "port", wlk_connection_get_port (connection));
  add_string (builder, "proxy", wlk_connection_get_proxy (connection));
  add_strings (builder, "addresses", wlk_connection_get_addresses (connection));
  add_string (builder, "address", wlk_connection_get_address (connection));
  add_string (builder, "server-name", wlk_connection_get_server_name (connection));
  add_string (builder, "starttls", starttls != NULL ? starttls->id : NULL);
  add_strings (builder, "dialogue", wlk_connection_get_dialogue (connection));
  add_session (builder, connection);
  add_strings (builder, "messages", wlk_connection_get_messages (connection));
  add_string (builder, "alert", wlk_connection_get_alert_name (connection));
  add_string (builder, "speaks", wlk_connection_get_plaintext_protocol (connection));
  add_string (builder, "suggested-starttls", wlk_connection_get_suggested_starttls (connection));
  add_boolean (builder, "stapled", wlk_connection_get_staple (connection) != NULL);
  add_request (builder, connection);
  add_boolean (builder, "client-certificate-sent", wlk_connection_is_credential_sent (connection));
  add_stages (builder, connection);
  add_attempts (builder, connection);
  json_builder_end_object (builder);
}

/**
 * wlk_connection_json_add_endpoints:
 * @builder: stands in an object
 * @endpoints: (nullable) (element-type WlkEndpoint): the endpoints that were tried
 *
 * Adds the member “endpoints”, an empty array without any.
 */
void
wlk_connection_json_add_endpoints (JsonBuilder *builder,
                                   GPtrArray   *endpoints)
{
  guint main_chain = endpoints != NULL ? wlk_endpoints_get_main_chain (endpoints) : 0;

  json_builder_set_member_name (builder, "endpoints");
  json_builder_begin_array (builder);
  for (guint i = 0; endpoints != NULL && i < endpoints->len; i++)
    {
      const WlkEndpoint *endpoint = endpoints->pdata[i];
      g_autofree char *result = wlk_endpoint_dup_result (endpoint, main_chain);

      json_builder_begin_object (builder);
      add_string (builder, "address", endpoint->address);
      add_string (builder, "server-name", endpoint->has_server_name
                  ? wlk_connection_get_server_name (endpoint->connection) : NULL);
      add_string (builder, "version", version_ids[endpoint->version]);
      add_string (builder, "key", key_ids[endpoint->key]);
      add_int (builder, "chain", endpoint->chain);
      add_string (builder, "alert", wlk_connection_get_alert_name (endpoint->connection));
      add_string (builder, "result", result);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}
