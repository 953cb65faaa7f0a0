/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "net/wlk-connection-facts.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-ocsp-response.h"
#include "x509/wlk-sct-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Properties of the TLS session: the version, the cipher, renegotiation, and the data sent with the
 * certificates. None concerns the path, and a client aborts only for a required staple that is
 * missing or unusable.
 */

#define MIN_PRIME_BITS 2048 /* bits of a Diffie-Hellman group, RFC 9325 §4.1 */
#define MAX_TIMESTAMPS 3    /* shown per source; a certificate has two or three */

static void
add_text (WlkDraft   *draft,
          const char *label,
          const char *text)
{
  if (text != NULL)
    wlk_draft_text (draft, label, text);
}

/* A session is checked once the server has selected its parameters. */
static gboolean
is_chosen (WlkCheckContext *context,
           WlkDraft        *draft)
{
  if (context->connection->session.protocol != NULL)
    return TRUE;

  wlk_draft_skip (draft, N_("The connection did not get this far."));
  return FALSE;
}

/* An unfinished handshake may lack data that is sent with the certificates. */
static gboolean
is_finished (WlkCheckContext *context,
             WlkDraft        *draft)
{
  if (wlk_connection_facts_is_finished (context->connection) &&
      wlk_connection_facts_get_leaf (context->connection) != NULL)
    return TRUE;

  wlk_draft_skip (draft, N_("The connection did not get this far."));
  return FALSE;
}

/**
 * wlk_check_protocol_version:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The version is not deprecated.
 *
 * Source: RFC 8996, RFC 9325 §3.1.
 */
void
wlk_check_protocol_version (WlkCheckContext *context,
                            WlkDraft        *draft)
{
  const char *protocol = context->connection->session.protocol;

  if (!is_chosen (context, draft))
    return;

  wlk_draft_text (draft, N_("Version"), protocol);
  if (strcmp (protocol, "TLS 1.3") == 0 || strcmp (protocol, "TLS 1.2") == 0)
    {
      wlk_draft_pass (draft, N_("{1} is in use."));
      return;
    }
  wlk_draft_expect_words (draft, N_("TLS 1.2 or TLS 1.3"));
  wlk_draft_warn (draft, "old_version",
                  N_("{1} has been deprecated since 2021. Most programs reject it."));
}

/* The part of a cipher suite's name against which RFC 9325 §4.1 and §4.2 advise. */
static const char *
find_weakness (const char *cipher_suite)
{
  static const char * const weak[] = {
    "_NULL_", "_anon_", "_EXPORT_", "_RC4_", "_DES_", "_3DES_", "_RC2_", "_IDEA_", "_MD5",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++)
    if (strstr (cipher_suite, weak[i]) != NULL)
      return weak[i];

  return NULL;
}

/**
 * wlk_check_cipher_strength:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The cipher suite and the group of the key exchange are strong.
 *
 * Source: RFC 9325 §4.
 */
void
wlk_check_cipher_strength (WlkCheckContext *context,
                           WlkDraft        *draft)
{
  const WlkTlsSession *session = &context->connection->session;
  const char *cipher_suite = session->cipher_suite != NULL ? session->cipher_suite : "";

  if (!is_chosen (context, draft))
    return;

  wlk_draft_text (draft, N_("Cipher suite"), cipher_suite);
  add_text (draft, N_("Key exchange group"), session->group);
  if (session->prime_bits > 0)
    wlk_draft_number (draft, N_("Group size in bits"), session->prime_bits);
  if (find_weakness (cipher_suite) != NULL)
    {
      wlk_draft_warn (draft, "weak_cipher", N_("The cipher suite {1} can be broken."));
    }
  else if (session->prime_bits > 0 && session->prime_bits < MIN_PRIME_BITS)
    {
      wlk_draft_expect_number (draft, MIN_PRIME_BITS);
      wlk_draft_warn (draft, "weak_cipher", N_("The group of the key exchange is too small."));
    }
  else if (!session->is_forward_secret)
    {
      wlk_draft_warn (draft, "no_forward_secrecy",
                      N_("A recorded session can be decrypted if the server’s key becomes known."));
    }
  else
    {
      wlk_draft_pass (draft, N_("The cipher suite {1} is strong."));
    }
}

/**
 * wlk_check_secure_renegotiation:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The server binds a renegotiation to its session.
 *
 * Source: RFC 5746 §4.1.
 */
void
wlk_check_secure_renegotiation (WlkCheckContext *context,
                                WlkDraft        *draft)
{
  const WlkTlsSession *session = &context->connection->session;

  if (!is_chosen (context, draft))
    return;

  wlk_draft_text (draft, N_("Version"), session->protocol);
  if (session->is_renegotiation_safe)
    wlk_draft_pass (draft, N_("A session cannot be taken over by renegotiation."));
  else
    wlk_draft_warn (draft, "legacy_renegotiation",
                    N_("The server does not support secure renegotiation."));
}

/**
 * wlk_check_staple_received:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The server stapled an OCSP response if the certificate requires it.
 *
 * Source: RFC 6066 §8, RFC 7633 §4.2.3.
 */
void
wlk_check_staple_received (WlkCheckContext *context,
                           WlkDraft        *draft)
{
  GBytes *staple = context->connection->staple;
  WlkCertificate *leaf = wlk_connection_facts_get_leaf (context->connection);
  gboolean is_demanded = leaf != NULL && wlk_extensions_demands_staple (leaf);
  g_autoptr(WlkOcspResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  if (!is_finished (context, draft))
    return;
  if (staple == NULL && is_demanded)
    {
      wlk_draft_words (draft, N_("OCSP response"), N_("none"));
      wlk_draft_expect_words (draft, N_("one, as the certificate demands (TLS feature)"));
      wlk_draft_fail (draft, "must_staple",
                      N_("The certificate demands that the server sends an OCSP response "
                         "along, and it sent none."));
      return;
    }
  if (staple == NULL)
    {
      wlk_draft_note (draft, N_("The server sent no OCSP response along."));
      return;
    }

  wlk_draft_number (draft, N_("Bytes"), (gint64) g_bytes_get_size (staple));
  response = wlk_ocsp_response_new (staple, &error);
  if (response == NULL)
    {
      wlk_draft_text (draft, N_("Reason"), error->message);
      wlk_draft_fail (draft, "ocsp_unknown",
                      N_("The server sent an OCSP response along that cannot be read."));
      return;
    }
  wlk_draft_pass (draft, N_("The server sent an OCSP response along."));
}

static guint
add_timestamps (WlkDraft   *draft,
                const char *label,
                GBytes     *list)
{
  g_autoptr(GArray) timestamps = list != NULL ? wlk_sct_list_read (list) : NULL;

  for (guint i = 0; timestamps != NULL && i < MIN (timestamps->len, MAX_TIMESTAMPS); i++)
    {
      g_autofree char *text =
        wlk_sct_dup_text (&g_array_index (timestamps, WlkSct, i));

      wlk_draft_text (draft, label, text);
    }

  return timestamps != NULL ? timestamps->len : 0;
}

/**
 * wlk_check_timestamps_received:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Signed certificate timestamps came in the certificate, in the handshake or in the stapled OCSP
 * response.
 *
 * Source: RFC 6962 §3.3.
 */
void
wlk_check_timestamps_received (WlkCheckContext *context,
                               WlkDraft        *draft)
{
  guint n = 0;

  if (!is_finished (context, draft))
    return;

  for (WlkTimestampPlace place = 0; place < WLK_N_TIMESTAMP_PLACES; place++)
    {
      g_autoptr(GBytes) list = wlk_connection_facts_dup_timestamps (context->connection, place);

      n += add_timestamps (draft, wlk_timestamp_place_get_label (place), list);
    }
  if (n > 0)
    wlk_draft_pass (draft, N_("The certificate is in public logs: {1}."));
  else
    wlk_draft_note (draft,
                    N_("No timestamps of public logs came with the certificate. "
                       "Browsers demand them of public CAs."));
}
