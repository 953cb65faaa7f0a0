/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-connection-details.h"

#include "base/wlk-text.h"
#include "base/wlk-time.h"
#include "net/wlk-connection-facts.h"
#include "path/wlk-role.h"
#include "present/wlk-path-presenter.h"
#include "x509/wlk-crl.h"
#include "x509/wlk-ocsp-response.h"
#include "x509/wlk-sct-list.h"

#include <glib/gi18n-lib.h>

/*
 * All data about a connection, as lines of text: first the negotiated parameters, then the network
 * connection, the server's messages, its certificate request, and the list of handshake messages.
 * The steps evaluate the same facts; here they are listed in full, without evaluation. Only the
 * findings about client certificates are repeated beside the certificate request.
 */

typedef void (*AddFunc) (WlkField            *root,
                         const WlkConnection *connection);

/* A line of a list has no title. */
static void
add_line (WlkField   *field,
          const char *value)
{
  wlk_field_add (field, "", value, WLK_SPAN_NONE);
}

static WlkField *
add_text (WlkField   *field,
          const char *title,
          const char *value)
{
  return wlk_field_add (field, title, value, WLK_SPAN_NONE);
}

static void
add_known (WlkField   *field,
           const char *title,
           const char *value)
{
  if (value != NULL)
    add_text (field, title, value);
}

static WlkField *
add_number (WlkField   *field,
            const char *title,
            guint       number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  return add_text (field, title, text);
}

static void
add_lines (WlkField           *field,
           const char         *title,
           const char * const *lines)
{
  WlkField *list;

  if (lines == NULL || lines[0] == NULL)
    return;
  list = add_text (field, title, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    add_line (list, lines[i]);
}

/* GnuTLS knows the parameters beyond the ServerHello only after the handshake. */
static void
add_properties (WlkField            *field,
                const WlkTlsSession *session)
{
  add_text (field, _("Forward secrecy"), session->is_forward_secret ? _("yes") : _("no"));
  add_text (field, _("Extended master secret"),
            session->has_extended_master_secret ? _("yes") : _("no"));
  add_text (field, _("Secure renegotiation"),
            session->is_renegotiation_safe ? _("yes") : _("no"));
  add_text (field, _("Resumption"),
            session->is_resumption_offered ? _("offered") : _("not offered"));
}

static void
add_session (WlkField            *root,
             const WlkConnection *connection)
{
  const WlkTlsSession *session = &connection->session;
  gboolean is_finished = wlk_connection_facts_is_finished (connection);
  WlkField *field;

  if (session->protocol == NULL)
    {
      add_text (root, _("Session"), _("The connection did not get this far."));
      return;
    }
  field = add_text (root, _("Session"), NULL);
  add_text (field, _("Version"), session->protocol);
  add_known (field, _("Cipher suite"), session->cipher_suite);
  add_known (field, _("Key exchange group"), session->group);
  if (session->prime_bits > 0)
    add_number (field, _("Group size in bits"), session->prime_bits);
  add_known (field, _("Server’s signature"), session->signature);
  if (session->alpn != NULL || is_finished)
    add_text (field, _("Application protocol (ALPN)"),
              session->alpn != NULL ? session->alpn : _("none"));
  if (is_finished)
    add_properties (field, session);
}

static void
add_addresses (WlkField            *field,
               const WlkConnection *connection)
{
  const char * const *addresses = connection->addresses;
  const char *used = connection->address;

  add_known (field, _("Address"), used);
  if (addresses[0] != NULL && (addresses[1] != NULL || used == NULL))
    add_lines (field, _("All addresses"), addresses);
}

static void
add_starttls (WlkField            *field,
              const WlkConnection *connection)
{
  const WlkStarttls *protocol = connection->starttls;

  if (protocol == NULL)
    return;
  add_text (field, _("Protocol before TLS"), protocol->title);
  add_lines (field, _("Dialogue"), connection->dialogue);
}

static void
add_connection (WlkField            *root,
                const WlkConnection *connection)
{
  const WlkTarget *target = connection->target;
  const char *server_name = wlk_connection_get_server_name (connection);
  const char * const *alpn = wlk_connection_get_offered_alpn (connection);
  g_autofree char *versions = wlk_connection_facts_dup_versions (connection);
  g_autofree char *offered = alpn != NULL ? g_strjoinv (", ", (char **) alpn) : NULL;
  WlkField *field = add_text (root, _("Connection"), NULL);

  add_text (field, _("Host"), target->display_host);
  if (g_strcmp0 (target->display_host, target->host) != 0)
    add_text (field, _("On the network"), target->host);
  add_addresses (field, connection);
  add_number (field, _("Port"), wlk_connection_get_port (connection));
  add_known (field, _("Proxy"), connection->proxy);
  add_starttls (field, connection);
  add_text (field, _("Server name sent"), server_name != NULL ? server_name : _("none"));
  add_text (field, _("Versions offered"), versions);
  add_known (field, _("Application protocols offered"),
             offered != NULL && *offered != '\0' ? offered : NULL);
}

/* A list as sent is not a path, so only the first position determines a role. */
static const char *
get_role (WlkCertificate *certificate,
          guint           position)
{
  if (position == 0)
    return wlk_role_get_title (WLK_ROLE_END_ENTITY);
  if (!wlk_certificate_is_ca (certificate))
    return NULL;

  return wlk_certificate_is_self_issued (certificate) ? _("root CA")
         : wlk_role_get_title (WLK_ROLE_INTERMEDIATE);
}

static void
add_certificate (WlkField       *field,
                 WlkCertificate *certificate,
                 guint           position)
{
  g_autofree char *number = g_strdup_printf ("%u", position + 1);
  g_autofree char *until = wlk_time_format (wlk_certificate_get_not_after (certificate));
  WlkField *line = add_text (field, number, wlk_certificate_get_title (certificate));

  add_known (line, _("Role"), get_role (certificate, position));
  add_text (line, _("Issuer"), wlk_name_get_text (wlk_certificate_get_issuer (certificate)));
  add_text (line, _("Key"), wlk_present_key (certificate));
  add_text (line, _("Not after"), until);
}

static void
add_problem (WlkField                   *field,
             const WlkConnectionProblem *problem)
{
  g_autofree char *number = g_strdup_printf ("%u", problem->position + 1);
  g_autofree char *text = g_strdup_printf (_("unreadable: %s"), problem->error->message);

  add_text (field, number, text);
}

static guint
get_position (GPtrArray *problems,
              guint      index)
{
  return ((const WlkConnectionProblem *) problems->pdata[index])->position;
}

/* Both lists are in the order as sent; positions include unreadable certificates. */
static void
add_certificates (WlkField            *root,
                  const WlkConnection *connection)
{
  GPtrArray *chain = connection->chain;
  GPtrArray *problems = connection->problems;
  guint n_sent = chain->len + problems->len;
  guint n_problems = 0;
  WlkField *field;

  if (n_sent == 0)
    {
      add_text (root, _("Certificates as Sent"), _("none"));
      return;
    }
  field = add_number (root, _("Certificates as Sent"), n_sent);
  for (guint i = 0; i <= chain->len; i++)
    {
      while (n_problems < problems->len &&
             (i == chain->len || get_position (problems, n_problems) == i + n_problems))
        add_problem (field, problems->pdata[n_problems++]);
      if (i < chain->len)
        add_certificate (field, chain->pdata[i], i + n_problems);
    }
}

static void
add_time (WlkField   *field,
          const char *title,
          gint64      seconds)
{
  g_autofree char *text = wlk_time_format (seconds);

  add_text (field, title, text);
}

static void
add_responder (WlkField        *field,
               WlkOcspResponse *response)
{
  WlkName *name = response->responder_name;
  GBytes *hash = response->responder_key_hash;
  g_autofree char *hex = NULL;

  if (name != NULL)
    add_text (field, _("Responder"), wlk_name_get_text (name));
  if (hash == NULL)
    return;
  hex = wlk_text_format_hex (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash), ":");
  add_text (field, _("Responder’s key (SHA-1)"), hex);
}

static const char *
get_status (WlkOcspStatus status)
{
  switch (status)
    {
    case WLK_OCSP_GOOD:
      return _("good");

    case WLK_OCSP_REVOKED:
      return _("revoked");

    case WLK_OCSP_UNKNOWN:
    default:
      return _("unknown");
    }
}

/* As wlk_certificate_dup_serial() writes it: without the leading zero octet of a positive one. */
static char *
dup_serial (GBytes *serial)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (serial, &length);
  gsize start = length > 1 && bytes[0] == 0 ? 1 : 0;
  g_autofree char *hex = wlk_text_format_hex (bytes + start, length - start, ":");

  return g_ascii_strdown (hex, -1);
}

static void
add_single (WlkField            *field,
            const WlkOcspSingle *single,
            WlkCertificate      *leaf)
{
  g_autofree char *serial = dup_serial (single->serial);
  g_autofree char *leaf_serial = leaf != NULL ? wlk_certificate_dup_serial (leaf) : NULL;

  add_text (field, _("Status"), get_status (single->status));
  if (single->status == WLK_OCSP_REVOKED)
    {
      add_time (field, _("Revoked"), single->revocation_date);
      add_text (field, _("Reason"), wlk_crl_reason_get_name (single->reason));
    }
  if (g_strcmp0 (serial, leaf_serial) != 0)
    add_text (field, _("About another serial number"), serial);
  add_time (field, _("This update"), single->this_update);
  if (single->next_update != G_MAXINT64)
    add_time (field, _("Next update"), single->next_update);
  else
    add_text (field, _("Next update"), _("none"));
}

static void
add_response (WlkField        *field,
              WlkOcspResponse *response,
              WlkCertificate  *leaf)
{
  int status = response->status;
  GPtrArray *singles = response->singles;

  if (status != 0)
    {
      add_text (field, _("Status"), wlk_ocsp_status_get_name (status));
      return;
    }
  for (guint i = 0; i < singles->len; i++)
    add_single (field, singles->pdata[i], leaf);
  add_responder (field, response);
  add_time (field, _("Produced"), response->produced_at);
}

/* The stapled OCSP response. */
static void
add_staple (WlkField            *root,
            const WlkConnection *connection)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkOcspResponse) response = NULL;
  g_autofree char *problem = NULL;

  if (connection->staple == NULL)
    {
      add_text (root, _("OCSP Response"), _("none"));
      return;
    }
  response = wlk_ocsp_response_new (connection->staple, &error);
  if (response == NULL)
    {
      problem = g_strdup_printf (_("unreadable: %s"), error->message);
      add_text (root, _("OCSP Response"), problem);
      return;
    }
  add_response (add_text (root, _("OCSP Response"), NULL), response,
                wlk_connection_facts_get_leaf (connection));
}

static void
add_timestamps (WlkField            *root,
                const WlkConnection *connection)
{
  WlkField *field = add_text (root, _("Certificate Transparency"), NULL);

  for (WlkTimestampPlace place = 0; place < WLK_N_TIMESTAMP_PLACES; place++)
    {
      const char *label = _(wlk_timestamp_place_get_label (place));
      g_autoptr(GBytes) list = wlk_connection_facts_dup_timestamps (connection, place);
      g_autoptr(GArray) timestamps = list != NULL ? wlk_sct_list_read (list) : NULL;
      WlkField *line;

      if (timestamps == NULL || timestamps->len == 0)
        {
          add_text (field, label, timestamps == NULL ? _("none") : _("unreadable"));
          continue;
        }
      line = add_number (field, label, timestamps->len);
      for (guint i = 0; i < timestamps->len; i++)
        {
          g_autofree char *text = wlk_sct_dup_text (&g_array_index (timestamps, WlkSct, i));

          add_line (line, text);
        }
    }
}

static char *
dup_key_types (guint key_types)
{
  static const struct
  {
    guint       bit;
    const char *name;
  } types[] = {
    { WLK_CLIENT_KEY_RSA, "RSA" }, { WLK_CLIENT_KEY_ECDSA, "ECDSA" }, { WLK_CLIENT_KEY_DSA, "DSA" },
  };
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if ((key_types & types[i].bit) != 0)
      g_ptr_array_add (names, (gpointer) types[i].name);
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

/* In TLS 1.3 only the signature algorithms determine which keys are accepted. */
static void
add_algorithms (WlkField              *field,
                WlkCertificateRequest *request)
{
  g_autofree char *schemes = wlk_certificate_request_dup_schemes (request);
  g_autofree char *types = dup_key_types (request->key_types);

  add_known (field, _("Signature algorithms"), schemes);
  if (!request->is_tls13)
    add_text (field, _("Key types"), *types != '\0' ? types : _("none"));
}

static void
add_accepted (WlkField              *field,
              WlkCertificateRequest *request)
{
  WlkField *list;

  if (request->issuers->len > 0)
    list = add_number (field, _("Accepted CAs"), request->issuers->len);
  else
    list = add_text (field, _("Accepted CAs"), request->n_unreadable > 0 ? NULL : _("any"));
  for (guint i = 0; i < request->issuers->len; i++)
    add_line (list, wlk_name_get_text (request->issuers->pdata[i]));
  if (request->n_unreadable > 0)
    add_number (list, _("Unreadable or too many"), request->n_unreadable);
}

static void
add_sent (WlkField            *field,
          const WlkConnection *connection)
{
  WlkClientCredential *credential = wlk_connection_options_get (connection->options)->credential;

  if (connection->is_credential_sent && credential != NULL)
    add_text (field, _("Sent"), wlk_name_get_text (wlk_certificate_get_subject (
                                                     wlk_client_credential_get_certificate (
                                                       credential))));
  else
    add_text (field, _("Sent"), _("no certificate"));
}

/* For each given client certificate, whether a client would choose it. */
static void
add_given (WlkField  *field,
           WlkReport *report)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);
      g_autofree char *summary = NULL;

      if (!wlk_finding_is (finding, WLK_STEP_CLIENT_CERTIFICATE_FITS))
        continue;
      summary = wlk_finding_dup_summary (finding);
      add_text (field, _("Given"), summary);
    }
}

static void
add_client_certificate (WlkField            *root,
                        const WlkConnection *connection,
                        WlkReport           *report)
{
  WlkCertificateRequest *request = connection->certificate_request;
  gboolean is_requested = wlk_connection_is_certificate_requested (connection);
  const char *text = _("The connection did not get this far.");
  WlkField *field;

  if (is_requested)
    text = _("The server asks for a client certificate.");
  else if (wlk_connection_facts_is_left_out (connection, WLK_STAGE_CERTIFICATE_REQUEST))
    text = _("The server asks for no client certificate.");
  field = add_text (root, _("Client Certificate"), text);
  if (is_requested)
    add_sent (field, connection);
  if (report != NULL)
    add_given (field, report);
  if (!is_requested)
    return;

  if (request == NULL)
    {
      add_text (field, _("Accepted CAs"), _("unreadable"));
      return;
    }
  add_accepted (field, request);
  add_algorithms (field, request);
}

static void
add_handshake (WlkField            *root,
               const WlkConnection *connection)
{
  const char * const *messages = connection->messages;
  WlkField *field;

  if (messages[0] == NULL && wlk_connection_get_alert_name (connection) == NULL &&
      connection->first_line == NULL)
    return;
  field = add_text (root, _("Handshake"), NULL);
  add_known (field, _("Alert"), wlk_connection_get_alert_name (connection));
  add_known (field, _("The server said"), connection->first_line);
  add_lines (field, _("Messages"), messages);
}

static void
add_attempts (WlkField            *root,
              const WlkConnection *connection)
{
  GPtrArray *attempts = connection->attempts;
  g_autofree char *suggestion = wlk_connection_facts_dup_suggestion (connection);
  WlkField *field;

  if (attempts == NULL || attempts->len == 0)
    return;
  field = add_text (root, _("Other Attempts"), NULL);
  for (guint i = 0; i < attempts->len; i++)
    {
      g_autofree char *text = wlk_connection_facts_dup_attempt (attempts->pdata[i]);

      add_line (field, text);
    }
  add_known (field, _("Works with"), suggestion);
}

/**
 * wlk_connection_details_new:
 * @connection: a connection, also one that failed
 * @report: (nullable): a report on it, for its findings about client certificates
 *
 * Lists all data about a connection.
 *
 * Returns: (transfer full): an empty line with the details as its children
 */
WlkField *
wlk_connection_details_new (const WlkConnection *connection,
                            WlkReport           *report)
{
  static const AddFunc sections[] = {
    add_session, add_connection, add_certificates, add_staple, add_timestamps,
  };
  WlkField *root = wlk_field_new ("", NULL, WLK_SPAN_NONE);

  g_return_val_if_fail (connection != NULL, root);

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    sections[i] (root, connection);
  add_client_certificate (root, connection, report);
  add_handshake (root, connection);
  add_attempts (root, connection);

  return root;
}
