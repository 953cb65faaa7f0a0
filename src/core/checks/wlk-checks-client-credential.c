/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "report/wlk-finding.h"
#include "x509/wlk-public-key.h"

#include <glib/gi18n-lib.h>

/*
 * Whether a client would select a client certificate for the server's CertificateRequest, and if
 * not, why: its issuer or its key's signature algorithms are not accepted, it is for another
 * purpose, or it is not valid at this time. The last two come from a separate inspection for the
 * purpose “client”. Whether its path is trusted is ignored, since only the server decides that. If
 * the server requests no certificate, that is reported instead.
 */

static const char *
get_problem (WlkStepId step)
{
  static const struct
  {
    WlkStepId   step;
    const char *summary;
  } problems[] = {
    { WLK_STEP_VALIDITY_NOT_BEFORE, N_("A client would not choose “{1}”: it is not valid yet.") },
    { WLK_STEP_VALIDITY_NOT_AFTER, N_("A client would not choose “{1}”: it has expired.") },
    { WLK_STEP_KEY_USAGE, N_("A client would not choose “{1}”: its key may not sign.") },
    { WLK_STEP_EXTENDED_KEY_USAGE, N_("A client would not choose “{1}”: it is not for clients.") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
    if (problems[i].step == step)
      return problems[i].summary;

  return NULL;
}

/* The failure that its own inspection reports for the certificate itself. */
static const char *
find_own_problem (WlkReport      *report,
                  WlkCertificate *leaf)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);

      if (finding->record->outcome == WLK_OUTCOME_FAILED &&
          finding->certificate == leaf &&
          get_problem (finding->record->step->id) != NULL)
        return get_problem (finding->record->step->id);
    }

  return NULL;
}

static void
describe_certificate (WlkDraft            *draft,
                      WlkClientCredential *credential)
{
  wlk_draft_text (draft, N_("Client certificate"),
                  wlk_certificate_get_title (
                    wlk_client_credential_get_certificate (credential)));
  wlk_draft_text (draft, N_("From"), credential->name);
}

static void
describe (WlkDraft              *draft,
          WlkClientCredential   *credential,
          WlkCertificateRequest *wanted,
          WlkReport             *own)
{
  WlkCertificate *certificate = wlk_client_credential_get_certificate (credential);
  WlkPublicKey *key = wlk_certificate_get_public_key (certificate);
  g_autofree char *schemes = wlk_certificate_request_dup_schemes (wanted);
  g_autofree char *headline = NULL;

  describe_certificate (draft, credential);
  wlk_draft_name (draft, N_("Issuer"), wlk_certificate_get_issuer (certificate));
  if (!wlk_certificate_request_accepts_issuer (wanted, credential->chain))
    wlk_draft_expect_words (draft, N_("one of the CAs that the server accepts"));
  if (key != NULL)
    wlk_draft_text (draft, N_("Key"), key->text);
  if (key != NULL && schemes != NULL &&
      !wlk_certificate_request_accepts_key (wanted, certificate))
    wlk_draft_expect_text (draft, schemes);
  wlk_draft_time (draft, N_("Not after"), wlk_certificate_get_not_after (certificate));
  if (own == NULL)
    return;
  headline = wlk_report_dup_headline (own);
  wlk_draft_text (draft, N_("Its own inspection"), headline);
}

/* A failure only if the server rejected the certificate that was sent. */
static void
reject (WlkDraft            *draft,
        const WlkConnection *connection,
        WlkClientCredential *credential,
        const char          *cause,
        const char          *summary)
{
  WlkConnectionStage failed = wlk_connection_get_failed_stage (connection);
  gboolean is_sent = wlk_connection_options_get (connection->options)->credential == credential;

  if (is_sent && (failed == WLK_STAGE_CLIENT_CERTIFICATE || failed == WLK_STAGE_ANSWER))
    wlk_draft_fail (draft, cause, summary);
  else
    wlk_draft_warn (draft, cause, summary);
}

/* Compares the credential with the CertificateRequest. */
static void
check_credential (WlkDraft            *draft,
                  WlkClientCredential *credential,
                  const WlkConnection *connection,
                  WlkReport           *own)
{
  WlkCertificateRequest *wanted = connection->certificate_request;
  const char *problem = own != NULL
                        ? find_own_problem (own, wlk_client_credential_get_certificate (credential))
                        : NULL;

  describe (draft, credential, wanted, own);
  if (!wlk_certificate_request_accepts_issuer (wanted, credential->chain))
    reject (draft, connection, credential, "client_cert_issuer",
            N_("A client would not choose “{1}”: the server does not accept its issuer."));
  else if (!wlk_certificate_request_accepts_key (wanted,
                                                 wlk_client_credential_get_certificate (
                                                   credential)))
    reject (draft, connection, credential, "client_cert_key",
            N_("A client would not choose “{1}”: its key cannot sign as the server wants."));
  else if (problem != NULL)
    reject (draft, connection, credential, "client_cert_own", problem);
  else
    wlk_draft_pass (draft, N_("A client would choose “{1}” for this server."));
}

/**
 * wlk_check_client_certificate_fits:
 * @context: the check context
 * @draft: the finding to fill
 *
 * A client would select the client certificate for the server's CertificateRequest.
 *
 * Source: RFC 8446 §4.4.2.3, RFC 5246 §7.4.6.
 */
void
wlk_check_client_certificate_fits (WlkCheckContext *context,
                                   WlkDraft        *draft)
{
  WlkClientCredential *credential = context->credential->credential;

  if (context->connection->certificate_request != NULL)
    {
      check_credential (draft, credential, context->connection, context->credential->report);
      return;
    }

  describe_certificate (draft, credential);
  wlk_draft_note (draft, N_("The server did not ask for “{1}”, or for any client certificate."));
}
