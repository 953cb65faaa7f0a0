/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "checks/wlk-checks.h"
#include "net/wlk-alert.h"
#include "net/wlk-connection-facts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The result of each stage of a connection, so that an unreachable host fails at a step like any
 * other. A stage that was not reached is skipped. The probe (net/wlk-probe.c) performs and records
 * the stages; the table below describes them.
 */

#define MAX_PROBLEMS_SHOWN 5  /* unreadable certificates in the evidence */
#define MAX_ENTRIES_SHOWN  10 /* of the list as sent */
#define MAX_ISSUERS_SHOWN  20 /* accepted CAs in the evidence; the session page lists all */

/* Bytes of a Certificate message that all common clients read. Java has the lowest limit, for any
 * handshake message; OpenSSL reads lists of certificates up to 100 KiB. */
#define MAX_CERTIFICATES_SIZE (32 * 1024)

typedef void (*DescribeFunc) (const WlkConnection *connection,
                              WlkDraft            *draft);

/**
 * Stage:
 * @step: its step
 * @unneeded: (nullable): N_() summary when the stage was not needed
 * @passed: N_() summary when it succeeded
 * @cause: (nullable): the cause of its failure if the connection names none
 * @describe: adds evidence, also for a failed stage
 */
typedef struct
{
  WlkStepId    step;
  const char  *unneeded;
  const char  *passed;
  const char  *cause;
  DescribeFunc describe;
} Stage;

static void
add_text (WlkDraft   *draft,
          const char *label,
          const char *text)
{
  if (text != NULL && *text != '\0')
    wlk_draft_text (draft, label, text);
}

static void
add_lines (WlkDraft           *draft,
           const char         *label,
           const char * const *lines,
           const char         *separator)
{
  g_autofree char *joined = NULL;

  if (lines == NULL || lines[0] == NULL)
    return;
  joined = g_strjoinv (separator, (char **) lines);
  add_text (draft, label, joined);
}

static void
describe_name (const WlkConnection *connection,
               WlkDraft            *draft)
{
  const WlkTarget *target = connection->target;

  add_text (draft, N_("Host"), target->display_host);
  add_text (draft, N_("On the network"), target->host);
}

static void
describe_proxy (const WlkConnection *connection,
                WlkDraft            *draft)
{
  add_text (draft, N_("Proxy"), connection->proxy);
}

static void
describe_resolve (const WlkConnection *connection,
                  WlkDraft            *draft)
{
  const WlkTarget *target = connection->target;

  add_text (draft, N_("Host"), target->full_host);
  add_lines (draft, N_("Addresses"), connection->addresses, ", ");
}

static void
describe_connect (const WlkConnection *connection,
                  WlkDraft            *draft)
{
  const WlkTarget *target = connection->target;

  add_text (draft, N_("Host"), target->full_host);
  wlk_draft_number (draft, N_("Port"), wlk_connection_get_port (connection));
  add_text (draft, N_("Address"), connection->address);
  if (connection->failed_addresses[0] != NULL)
    wlk_draft_lines (draft, N_("Failed before"), connection->failed_addresses);
}

static void
describe_attempts (const WlkConnection *connection,
                   WlkDraft            *draft)
{
  GPtrArray *attempts = connection->attempts;
  g_autofree char *suggestion = wlk_connection_facts_dup_suggestion (connection);

  add_text (draft, N_("Works with"), suggestion);
  add_text (draft, N_("Version"), connection->version_verdict);
  for (guint i = 0; attempts != NULL && i < attempts->len; i++)
    {
      g_autofree char *text = wlk_connection_facts_dup_attempt (attempts->pdata[i]);

      add_text (draft, N_("Tried again"), text);
    }
}

static void
describe_starttls (const WlkConnection *connection,
                   WlkDraft            *draft)
{
  const WlkStarttls *protocol = connection->starttls;

  if (protocol == NULL)
    return;
  add_text (draft, N_("Protocol"), protocol->title);
  if (connection->dialogue[0] != NULL)
    wlk_draft_lines (draft, N_("Dialogue"), connection->dialogue);
  else
    wlk_draft_words (draft, N_("Dialogue"), N_("no data was exchanged"));
  describe_attempts (connection, draft);
}

static void
describe_client_hello (const WlkConnection *connection,
                       WlkDraft            *draft)
{
  g_autofree char *range = wlk_connection_facts_dup_versions (connection);
  const char * const *protocols = wlk_connection_get_offered_alpn (connection);

  add_text (draft, N_("Versions offered"), range);
  if (wlk_connection_get_server_name (connection) != NULL)
    add_text (draft, N_("Server name sent"), wlk_connection_get_server_name (connection));
  else
    wlk_draft_words (draft, N_("Server name sent"), N_("none"));
  if (protocols != NULL && protocols[0] != NULL)
    add_lines (draft, N_("Application protocols offered"), protocols, ", ");
  else
    wlk_draft_words (draft, N_("Application protocols offered"), N_("none"));
}

static void
describe_end (const WlkConnection *connection,
              WlkDraft            *draft)
{
  g_autofree char *alert = wlk_connection_facts_dup_alert (connection);

  add_text (draft, N_("Reached"), connection->handshake_point);
  add_text (draft, N_("Alert"), alert);
  add_text (draft, N_("Meaning"),
            wlk_alert_get_meaning (connection->alert));
  add_text (draft, N_("The server said"), connection->first_line);
}

static void
describe_server_hello (const WlkConnection *connection,
                       WlkDraft            *draft)
{
  const WlkTlsSession *session = &connection->session;
  gboolean has_failed = wlk_connection_get_failed_stage (connection) == WLK_STAGE_SERVER_HELLO;

  if (has_failed)
    {
      describe_end (connection, draft);
      describe_attempts (connection, draft);
    }
  if (has_failed && connection->chain->len > 0)
    return; /* the session is that of another attempt */
  add_text (draft, N_("Protocol"), session->protocol);
  add_text (draft, N_("Cipher suite"), session->cipher_suite);
  add_text (draft, N_("Key exchange group"), session->group);
  add_text (draft, N_("Application protocol"), session->alpn);
  if (session->is_name_unrecognized)
    {
      add_text (draft, N_("Server name sent"), wlk_connection_get_server_name (connection));
      wlk_draft_words (draft, N_("Alert"), N_("unrecognized_name (112), as a warning"));
    }
}

/* The list in the order received, including unreadable entries. */
static void
describe_list (const WlkConnection *connection,
               WlkDraft            *draft)
{
  GPtrArray *chain = connection->chain;
  guint n_entries = chain->len + connection->problems->len;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0, next = 0; i < MIN (n_entries, MAX_ENTRIES_SHOWN); i++)
    {
      const char *name = wlk_connection_is_unreadable (connection, i) || next >= chain->len
                         ? _("cannot be read")
                         : wlk_name_get_text (wlk_certificate_get_subject (chain->pdata[next++]));

      g_ptr_array_add (lines, g_strdup_printf ("%u. %s", i + 1, name));
    }
  g_ptr_array_add (lines, NULL);
  if (n_entries > 0)
    wlk_draft_lines (draft, N_("As sent"), (const char * const *) lines->pdata);
}

static void
describe_certificates (const WlkConnection *connection,
                       WlkDraft            *draft)
{
  GPtrArray *chain = connection->chain;
  GPtrArray *problems = connection->problems;

  wlk_draft_number (draft, N_("Certificates"), chain->len);
  describe_list (connection, draft);
  for (guint i = 0; i < MIN (problems->len, MAX_PROBLEMS_SHOWN); i++)
    {
      const WlkConnectionProblem *problem = problems->pdata[i];
      g_autofree char *text = g_strdup_printf (_("number %u: %s"), problem->position + 1,
                                               problem->error->message);

      wlk_draft_text (draft, N_("Unreadable"), text);
    }
  if (wlk_connection_get_failed_stage (connection) == WLK_STAGE_CERTIFICATES)
    describe_end (connection, draft);
}

/* A server that lists no CA accepts any. */
static void
describe_accepted (const WlkConnection *connection,
                   WlkDraft            *draft)
{
  WlkCertificateRequest *request = connection->certificate_request;
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  if (request == NULL)
    return;
  if (request->issuers->len == 0)
    {
      wlk_draft_words (draft, N_("Accepted CAs"), N_("none named, so any may do"));
      return;
    }
  wlk_draft_number (draft, N_("Accepted CAs"), request->issuers->len);
  for (guint i = 0; i < MIN (request->issuers->len, MAX_ISSUERS_SHOWN); i++)
    g_ptr_array_add (names, (gpointer) wlk_name_get_text (request->issuers->pdata[i]));
  g_ptr_array_add (names, NULL);
  wlk_draft_lines (draft, N_("Names"), (const char * const *) names->pdata);
}

static void
describe_request (const WlkConnection *connection,
                  WlkDraft            *draft)
{
  WlkCertificateRequest *request = connection->certificate_request;
  g_autofree char *schemes = NULL;

  if (request == NULL)
    return;
  describe_accepted (connection, draft);
  schemes = wlk_certificate_request_dup_schemes (request);
  add_text (draft, N_("Signature algorithms"), schemes);
}

static void
describe_sent (const WlkConnection *connection,
               WlkDraft            *draft)
{
  WlkClientCredential *credential = wlk_connection_options_get (connection->options)->credential;

  if (connection->is_credential_sent && credential != NULL)
    wlk_draft_name (draft, N_("Sent"),
                    wlk_certificate_get_subject (
                      wlk_client_credential_get_certificate (
                        credential)));
  else
    wlk_draft_words (draft, N_("Sent"), N_("no certificate"));
}

/* After a rejection, the accepted CAs are evidence. */
static void
describe_refusal (const WlkConnection *connection,
                  WlkDraft            *draft)
{
  describe_end (connection, draft);
  describe_accepted (connection, draft);
}

static void
describe_client_certificate (const WlkConnection *connection,
                             WlkDraft            *draft)
{
  describe_sent (connection, draft);
  if (wlk_connection_get_failed_stage (connection) == WLK_STAGE_CLIENT_CERTIFICATE)
    describe_refusal (connection, draft);
}

static void
describe_finished (const WlkConnection *connection,
                   WlkDraft            *draft)
{
  const WlkTlsSession *session = &connection->session;

  add_text (draft, N_("Protocol"), session->protocol);
  add_text (draft, N_("Server’s signature"), session->signature);
  add_lines (draft, N_("Messages"), connection->messages, " ");
  if (wlk_connection_get_failed_stage (connection) == WLK_STAGE_FINISHED)
    describe_end (connection, draft);
}

static void
describe_answer (const WlkConnection *connection,
                 WlkDraft            *draft)
{
  if (connection->session.is_resumption_offered)
    wlk_draft_words (draft, N_("The server said"), N_("a ticket to resume the session"));
  if (wlk_connection_get_failed_stage (connection) != WLK_STAGE_ANSWER)
    return;
  if (connection->certificate_request != NULL)
    describe_sent (connection, draft);
  describe_refusal (connection, draft);
}

static const Stage stages[WLK_N_STAGES] = {
  [WLK_STAGE_NAME] = {
    WLK_STEP_HOST_A_LABEL, NULL,
    N_("The host is looked up as “{2}”."), NULL, describe_name
  },
  [WLK_STAGE_PROXY] = {
    WLK_STEP_PROXY, NULL,
    N_("No proxy is on the way."), "proxy", describe_proxy
  },
  [WLK_STAGE_RESOLVE] = {
    WLK_STEP_RESOLVE, N_("The proxy looks up the name."),
    N_("The name “{1}” has an address."), "host_not_found", describe_resolve
  },
  [WLK_STAGE_CONNECT] = {
    WLK_STEP_CONNECT, NULL,
    N_("“{1}” accepts connections on port {2}."), "unreachable", describe_connect
  },
  [WLK_STAGE_STARTTLS] = {
    WLK_STEP_STARTTLS, N_("TLS begins with the first byte."),
    N_("The server agreed, in {1}, to change to TLS."), "starttls_other_protocol",
    describe_starttls
  },
  [WLK_STAGE_CLIENT_HELLO] = {
    WLK_STEP_CLIENT_HELLO, NULL,
    N_("{1} was offered to the server."), NULL, describe_client_hello
  },
  [WLK_STAGE_SERVER_HELLO] = {
    WLK_STEP_SERVER_HELLO, NULL,
    N_("The server chose {1} with {2}."), "handshake_failure", describe_server_hello
  },
  [WLK_STAGE_CERTIFICATES] = {
    WLK_STEP_CERTIFICATES_RECEIVED, NULL,
    N_("The server sent its certificates."), NULL, describe_certificates
  },
  [WLK_STAGE_CERTIFICATE_REQUEST] = {
    WLK_STEP_CERTIFICATE_REQUEST, N_("The server asks for no client certificate."),
    N_("The server asks for a client certificate."), NULL, describe_request
  },
  [WLK_STAGE_CLIENT_CERTIFICATE] = {
    WLK_STEP_CLIENT_CERTIFICATE, N_("No client certificate was asked for."),
    N_("The client answered with {1}."), "client_cert_rejected", describe_client_certificate
  },
  [WLK_STAGE_FINISHED] = {
    WLK_STEP_HANDSHAKE_FINISHED, NULL,
    N_("The handshake completed, with {1}."), "handshake_failure", describe_finished
  },
  [WLK_STAGE_ANSWER] = {
    WLK_STEP_FIRST_ANSWER, N_("Only TLS 1.3 can refuse a client after the handshake."),
    N_("The server did not refuse the client after the handshake."), "handshake_failure",
    describe_answer
  },
};

static void
add_duration (WlkDraft             *draft,
              const WlkStageRecord *record)
{
  g_autofree char *text = g_strdup_printf (_("%.1f ms"), record->duration / 1000.0);

  wlk_draft_text (draft, N_("Took"), text);
}

static void
fail_stage (WlkDraft            *draft,
            const Stage         *stage,
            const WlkConnection *connection,
            const GError        *reason)
{
  const char *cause = connection->cause;

  if (cause == NULL && g_error_matches (reason, WLK_ERROR, WLK_ERROR_TIMED_OUT))
    cause = "timed_out";

  /* The reason comes first, since the summary shows it. */
  wlk_draft_text (draft, N_("Reason"), reason->message);
  stage->describe (connection, draft);
  wlk_draft_fail (draft, cause != NULL ? cause : stage->cause, N_("{1}"));
}

static gboolean
is_chain_readable (const WlkConnection *connection)
{
  return connection->chain->len > 0 &&
         connection->problems->len == 0;
}

/* An unreadable certificate is a failure only if it is the end entity. */
static void
check_certificates (WlkDraft            *draft,
                    const WlkConnection *connection)
{
  GPtrArray *problems = connection->problems;

  if (wlk_connection_facts_get_leaf (connection) != NULL)
    wlk_draft_warn (draft, NULL, N_("The server sent certificates that cannot be read."));
  else if (problems->len > 0)
    wlk_draft_fail (draft, "server_cert_unreadable",
                    N_("The server’s own certificate cannot be read."));
  else
    wlk_draft_fail (draft, "server_cert_missing", N_("The server sent no certificate."));
}

/* RFC 9155 §5 forbids it. Before TLS 1.2 there is no choice of a hash function. */
static gboolean
is_signed_with_sha1 (const WlkTlsSession *session)
{
  return g_strcmp0 (session->protocol, "TLS 1.2") == 0 && session->signature != NULL &&
         g_str_has_suffix (session->signature, "-SHA1");
}

static void
warn_of_size (WlkDraft            *draft,
              const WlkConnection *connection)
{
  wlk_draft_number (draft, N_("Bytes"), (gint64) connection->certificates_size);
  wlk_draft_expect_number (draft, MAX_CERTIFICATES_SIZE);
  wlk_draft_warn (draft, "large_certificate_message",
                  N_("The server’s Certificate message is so large that some clients reject it."));
}

static void
pass_stage (WlkDraft            *draft,
            WlkConnectionStage   stage,
            const WlkConnection *connection)
{
  if (stage == WLK_STAGE_CERTIFICATES && !is_chain_readable (connection))
    check_certificates (draft, connection);
  else if (stage == WLK_STAGE_CERTIFICATES &&
           connection->certificates_size > MAX_CERTIFICATES_SIZE)
    warn_of_size (draft, connection);
  else if (stage == WLK_STAGE_SERVER_HELLO && connection->session.is_name_unrecognized)
    wlk_draft_warn (draft, "unrecognized_name_warning",
                    N_("The server does not know the name that was sent to it, and continues as "
                       "another host."));
  else if (stage == WLK_STAGE_FINISHED && is_signed_with_sha1 (&connection->session))
    wlk_draft_warn (draft, "sha1_handshake",
                    N_("The server signs the key exchange with SHA-1, which TLS 1.2 no longer "
                       "permits."));
  else if (stage == WLK_STAGE_PROXY && connection->proxy != NULL)
    wlk_draft_note (draft, N_("The connection goes through the proxy “{1}”."));
  else if (stage == WLK_STAGE_STARTTLS && connection->has_surplus)
    wlk_draft_warn (draft, "starttls_surplus",
                    N_("The server sent more plain text after it agreed to TLS. An attacker in the "
                       "middle may have added it."));
  else
    wlk_draft_pass (draft, stages[stage].passed);
}

static WlkConnectionStage
new_stage_finding (WlkStepId step)
{
  WlkConnectionStage stage = 0;

  while (stages[stage].step != step)
    stage++;

  return stage;
}

/**
 * wlk_check_stage:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The stage of the running step, per the table in this file, was not needed, was not reached,
 * failed or succeeded.
 */
void
wlk_check_stage (WlkCheckContext *context,
                 WlkDraft        *draft)
{
  const WlkConnection *connection = context->connection;
  WlkConnectionStage number = new_stage_finding (context->step);
  const Stage *stage = &stages[number];
  const WlkStageRecord *record = &connection->stages[number];

  if (!record->is_reached && stage->unneeded != NULL &&
      wlk_connection_facts_is_left_out (connection, number))
    {
      wlk_draft_note (draft, stage->unneeded);
      return;
    }
  if (!record->is_ended)
    {
      /* It may have begun, if the server rejected the client certificate during it. */
      wlk_draft_skip (draft, N_("The connection did not get this far."));
      return;
    }

  if (record->error != NULL)
    {
      fail_stage (draft, stage, connection, record->error);
    }
  else
    {
      stage->describe (connection, draft);
      pass_stage (draft, number, connection);
    }
  add_duration (draft, record);
}

/**
 * wlk_checks_get_stage_step:
 * @stage: a stage of a connection
 *
 * Returns: (transfer none): the step that reports it
 */
const WlkStep *
wlk_checks_get_stage_step (WlkConnectionStage stage)
{
  g_return_val_if_fail (stage < WLK_N_STAGES, NULL);

  return wlk_step_get (stages[stage].step);
}
