/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-connection-findings.h"

#include "base/wlk-error.h"
#include "checks/wlk-checks.h"
#include "report/wlk-finding.h"

#include <glib/gi18n-lib.h>

/*
 * What a connection taught, as findings of the phase “connection”: one for each stage, so that a
 * host that cannot be reached fails at a step like any other. A stage that was never reached is
 * skipped because of the one that failed.
 */

#define MAX_PROBLEMS_SHOWN 5 /* unreadable certificates in the evidence, which has room for few */

typedef void (*DescribeFunc) (WlkConnection   *connection,
                              WlkFindingDraft *draft);

/**
 * Stage:
 * @stage: which record of the connection
 * @step: id of its row in the table of steps
 * @passed: N_() summary when it went well
 * @cause: (nullable): what its failure mostly means, when the connection names no better cause
 * @describe: adds what was learned, also by a stage that failed
 */
typedef struct
{
  WlkConnectionStage stage;
  const char        *step;
  const char        *passed;
  const char        *cause;
  DescribeFunc       describe;
} Stage;

static void
add_text (WlkFindingDraft *draft,
          const char      *label,
          const char      *text)
{
  if (text != NULL && *text != '\0')
    wlk_finding_draft_add_text (draft, label, text, WLK_SPAN_NONE);
}

static void
describe_resolve (WlkConnection   *connection,
                  WlkFindingDraft *draft)
{
  WlkTarget *target = wlk_connection_get_target (connection);
  const char * const *addresses = wlk_connection_get_addresses (connection);

  add_text (draft, N_("Host"), wlk_target_get_host (target));
  if (addresses != NULL && addresses[0] != NULL)
    {
      g_autofree char *joined = g_strjoinv (", ", (char **) addresses);

      add_text (draft, N_("Addresses"), joined);
    }
}

static void
describe_connect (WlkConnection   *connection,
                  WlkFindingDraft *draft)
{
  WlkTarget *target = wlk_connection_get_target (connection);

  add_text (draft, N_("Host"), wlk_target_get_host (target));
  wlk_finding_draft_add_number (draft, N_("Port"), wlk_target_get_port (target), WLK_SPAN_NONE);
  add_text (draft, N_("Address"), wlk_connection_get_address (connection));
}

static void
describe_handshake (WlkConnection   *connection,
                    WlkFindingDraft *draft)
{
  add_text (draft, N_("Protocol"), wlk_connection_get_protocol (connection));
  add_text (draft, N_("Cipher suite"), wlk_connection_get_cipher_suite (connection));
  add_text (draft, N_("Key exchange group"), wlk_connection_get_group (connection));
  add_text (draft, N_("Server’s signature"), wlk_connection_get_signature (connection));
  add_text (draft, N_("Server name sent"), wlk_connection_get_server_name (connection));
  add_text (draft, N_("Reached"), wlk_connection_get_handshake_point (connection));
  add_text (draft, N_("Alert"), wlk_connection_get_alert_name (connection));
  add_text (draft, N_("The server said"), wlk_connection_get_first_line (connection));
  if (wlk_connection_is_certificate_requested (connection))
    wlk_finding_draft_add_words (draft, N_("Client certificate"), N_("asked for, none was sent"),
                                 WLK_SPAN_NONE);
}

static void
describe_certificates (WlkConnection   *connection,
                       WlkFindingDraft *draft)
{
  GPtrArray *chain = wlk_connection_get_chain (connection);
  GPtrArray *problems = wlk_connection_get_problems (connection);

  wlk_finding_draft_add_number (draft, N_("Certificates"), chain->len, WLK_SPAN_NONE);
  for (guint i = 0; i < MIN (problems->len, MAX_PROBLEMS_SHOWN); i++)
    {
      const WlkConnectionProblem *problem = problems->pdata[i];
      g_autofree char *text = g_strdup_printf (_("number %u: %s"), problem->position + 1,
                                               problem->error->message);

      wlk_finding_draft_add_text (draft, N_("Unreadable"), text, WLK_SPAN_NONE);
    }
}

static const Stage stages[] = {
  {
    WLK_STAGE_RESOLVE, "resolve",
    N_("The name “{1}” has an address."), "host_not_found", describe_resolve
  },
  {
    WLK_STAGE_CONNECT, "connect",
    N_("“{1}” accepts connections on port {2}."), "unreachable", describe_connect
  },
  {
    WLK_STAGE_HANDSHAKE, "handshake",
    N_("The handshake came to its end, with {1}."), "handshake_failure", describe_handshake
  },
  {
    WLK_STAGE_CERTIFICATES, "certificates-received",
    N_("The server sent its certificates."), NULL, describe_certificates
  },
};

static void
add_duration (WlkFindingDraft      *draft,
              const WlkStageRecord *record)
{
  g_autofree char *text = g_strdup_printf (_("%.1f ms"), record->duration / 1000.0);

  wlk_finding_draft_add_text (draft, N_("Took"), text, WLK_SPAN_NONE);
}

static void
fail_stage (WlkFindingDraft *draft,
            const Stage     *stage,
            WlkConnection   *connection,
            const GError    *reason)
{
  const char *cause = wlk_connection_get_cause (connection);

  if (cause == NULL && g_error_matches (reason, WLK_ERROR, WLK_ERROR_TIMED_OUT))
    cause = "timed_out";

  /* The reason comes first, since the summary shows it. */
  wlk_finding_draft_add_text (draft, N_("Reason"), reason->message, WLK_SPAN_NONE);
  stage->describe (connection, draft);
  wlk_finding_draft_fail (draft, cause != NULL ? cause : stage->cause, N_("{1}"));
}

static gboolean
is_chain_readable (WlkConnection *connection)
{
  return wlk_connection_get_chain (connection)->len > 0 &&
         wlk_connection_get_problems (connection)->len == 0;
}

/* A certificate that cannot be read is no reason to refuse, unless it is the end entity. */
static void
judge_certificates (WlkFindingDraft *draft,
                    WlkConnection   *connection)
{
  GPtrArray *problems = wlk_connection_get_problems (connection);

  if (wlk_connection_findings_has_leaf (connection))
    wlk_finding_draft_warn (draft, NULL, N_("The server sent certificates that cannot be read."));
  else if (problems->len > 0)
    wlk_finding_draft_fail (draft, NULL, N_("The server’s own certificate cannot be read."));
  else
    wlk_finding_draft_fail (draft, NULL, N_("The server sent no certificate."));
}

static WlkFinding *
find_stage (const Stage   *stage,
            WlkConnection *connection)
{
  const WlkCheck *check = wlk_checks_find (stage->step);
  const WlkStageRecord *record = wlk_connection_get_stage (connection, stage->stage);
  WlkFindingDraft draft;
  WlkFinding *finding = NULL;

  g_assert (check != NULL);

  wlk_finding_draft_init (&draft);
  if (!record->is_reached)
    {
      wlk_finding_draft_skip (&draft, N_("The connection did not get this far."));
    }
  else if (record->error != NULL)
    {
      fail_stage (&draft, stage, connection, record->error);
      add_duration (&draft, record);
    }
  else
    {
      stage->describe (connection, &draft);
      if (stage->stage == WLK_STAGE_CERTIFICATES && !is_chain_readable (connection))
        judge_certificates (&draft, connection);
      else
        wlk_finding_draft_pass (&draft, stage->passed);
      add_duration (&draft, record);
    }

  finding = wlk_finding_new (&check->step, WLK_WHOLE_PATH, NULL, &draft);
  wlk_finding_draft_clear (&draft);
  return finding;
}

/**
 * wlk_connection_findings_new:
 * @connection: a connection, also one that failed
 *
 * Says of each stage of a connection how it went.
 *
 * Returns: (transfer full) (element-type WlkFinding): one finding for each stage, in order
 */
GPtrArray *
wlk_connection_findings_new (WlkConnection *connection)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (WLK_IS_CONNECTION (connection), findings);

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    g_ptr_array_add (findings, find_stage (&stages[i], connection));

  return findings;
}

/**
 * wlk_connection_findings_has_leaf:
 * @connection: a connection
 *
 * Returns: whether the server sent its own certificate, the first one, and it could be read
 */
gboolean
wlk_connection_findings_has_leaf (WlkConnection *connection)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (connection), FALSE);

  return !wlk_connection_is_unreadable (connection, 0) &&
         wlk_connection_get_chain (connection)->len > 0;
}
