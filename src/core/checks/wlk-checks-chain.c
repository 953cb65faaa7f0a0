/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/*
 * The chain as sent or as loaded from files. Its defects do not affect verifiers that build paths
 * themselves, so nothing here fails: they are warnings in a server's chain, which all kinds of
 * clients receive, and notes in files, whose content is arbitrary.
 */

#define MAX_CHAIN 100 /* certificates; more are a collection, not a chain */

static gboolean
is_fetched (const WlkCheckContext *context,
            guint                  index)
{
  return wlk_bundle_get_origin (context->received, index)->kind == WLK_ORIGIN_FETCH;
}

/* Fetched certificates follow the received ones. */
static guint
count_fetched (const WlkCheckContext *context,
               guint                  n_received)
{
  guint n_fetched = 0;

  while (n_fetched < n_received && is_fetched (context, n_received - n_fetched - 1))
    n_fetched++;

  return n_fetched;
}

/* The number of certificates in the chain; 0 if there is no chain. */
static guint
count_chain (const WlkCheckContext *context)
{
  guint n_received = context->received != NULL ? context->received->certificates->len : 0;
  guint n_sent = 0;

  if (!context->is_live)
    {
      n_received -= count_fetched (context, n_received);
      return n_received <= MAX_CHAIN ? n_received : 0;
    }

  while (n_sent < MIN (n_received, MAX_CHAIN) &&
         wlk_bundle_get_origin (context->received, n_sent)->kind ==
         WLK_ORIGIN_CONNECTION)
    n_sent++;

  return n_sent;
}

static WlkCertificate *
get_sent (const WlkCheckContext *context,
          guint                  index)
{
  return wlk_bundle_get_certificate (context->received, index);
}

static gboolean
find_sent (const WlkCheckContext *context,
           guint                  n_sent,
           WlkCertificate        *certificate,
           guint                 *index)
{
  for (guint i = 0; i < n_sent; i++)
    if (wlk_certificate_equal (get_sent (context, i), certificate))
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}

static void
skip_chain (WlkDraft *draft)
{
  wlk_draft_skip (draft, N_("There is no chain of certificates to check."));
}

static void
report (const WlkCheckContext *context,
        WlkDraft              *draft,
        const char            *cause,
        const char            *summary)
{
  if (context->is_live)
    wlk_draft_warn (draft, cause, summary);
  else
    wlk_draft_note (draft, summary);
}

static void
add_place (WlkDraft       *draft,
           WlkCertificate *certificate,
           guint           index)
{
  wlk_draft_text (draft, N_("Certificate"), wlk_certificate_get_title (certificate));
  wlk_draft_number (draft, N_("Place in the chain"), index + 1);
}

/**
 * wlk_check_chain_order:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The end entity comes first, and each certificate before its issuer.
 */
void
wlk_check_chain_order (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  guint n_sent = count_chain (context);
  guint n_found = 0;
  guint last = 0;

  if (n_sent == 0)
    {
      skip_chain (draft);
      return;
    }

  for (guint position = context->length; position-- > 0;)
    {
      WlkCertificate *certificate = wlk_path_get_certificate (context->path, position);
      guint index;

      if (!find_sent (context, n_sent, certificate, &index))
        continue;
      if (n_found > 0 ? index < last : index > 0)
        {
          add_place (draft, certificate, index);
          wlk_draft_expect_number (draft, n_found > 0 ? last + 2 : 1);
          report (context, draft, "chain_order",
                  N_("The chain is out of order: “{1}” is in place {2} and belongs in place "
                     "{2-expected}."));
          return;
        }
      last = index;
      n_found++;
    }

  wlk_draft_number (draft, N_("Certificates"), n_sent);
  wlk_draft_pass (draft, N_("Each certificate comes before its issuer."));
}

/**
 * wlk_check_chain_duplicates:
 * @context: the check context
 * @draft: the finding to fill
 *
 * No certificate of the chain is repeated.
 */
void
wlk_check_chain_duplicates (WlkCheckContext *context,
                            WlkDraft        *draft)
{
  guint n_sent = count_chain (context);

  if (n_sent == 0)
    {
      skip_chain (draft);
      return;
    }

  for (guint i = 1; i < n_sent; i++)
    {
      guint first;

      if (find_sent (context, i, get_sent (context, i), &first))
        {
          add_place (draft, get_sent (context, i), i);
          wlk_draft_number (draft, N_("Already in place"), first + 1);
          report (context, draft, "chain_duplicate",
                  N_("“{1}” is in the chain twice, in places {3} and {2}."));
          return;
        }
    }

  wlk_draft_number (draft, N_("Certificates"), n_sent);
  wlk_draft_pass (draft, N_("No certificate is in the chain twice."));
}

/**
 * wlk_check_chain_root_unneeded:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The chain does not contain the root, which the peer must already have.
 */
void
wlk_check_chain_root_unneeded (WlkCheckContext *context,
                               WlkDraft        *draft)
{
  guint n_sent = count_chain (context);
  WlkCertificate *anchor = wlk_path_get_certificate (context->path, 0);
  guint index;

  if (n_sent == 0)
    skip_chain (draft);
  else if (!context->has_anchor)
    wlk_draft_skip (draft, N_("The path leads to no trusted root."));
  else if (context->length > 1 && wlk_certificate_is_self_issued (anchor) &&
           find_sent (context, n_sent, anchor, &index))
    {
      add_place (draft, anchor, index);
      wlk_draft_note (draft,
                      N_("The root “{1}” need not be sent: a client that trusts it has it "
                         "already."));
    }
  else
    {
      wlk_draft_number (draft, N_("Certificates"), n_sent);
      wlk_draft_pass (draft, N_("The chain leaves the root out, as it may."));
    }
}

static gboolean
is_cross_signed (const WlkCheckContext *context,
                 WlkCertificate        *certificate)
{
  for (guint i = 0; i < context->length; i++)
    if (wlk_certificate_has_same_key (certificate, wlk_path_get_certificate (context->path, i)))
      return TRUE;

  return FALSE;
}

/**
 * wlk_check_chain_unused:
 * @context: the check context
 * @draft: the finding to fill
 *
 * All certificates of the chain are on the path. Another certificate for a key of the path, such as
 * a cross-certificate, may be meant for other clients.
 */
void
wlk_check_chain_unused (WlkCheckContext *context,
                        WlkDraft        *draft)
{
  guint n_sent = count_chain (context);
  gboolean is_any_foreign = FALSE;
  guint n_unused = 0;

  if (n_sent == 0)
    {
      skip_chain (draft);
      return;
    }

  for (guint i = 0; i < n_sent; i++)
    {
      WlkCertificate *certificate = get_sent (context, i);

      if (wlk_path_contains (context->path, certificate) ||
          wlk_certificate_get_problem (certificate) != NULL)
        continue;
      wlk_draft_text (draft, N_("Unused certificate"), wlk_certificate_get_title (certificate));
      is_any_foreign = is_any_foreign || !is_cross_signed (context, certificate);
      n_unused++;
    }

  if (n_unused == 0)
    {
      wlk_draft_number (draft, N_("Certificates"), n_sent);
      wlk_draft_pass (draft, N_("All certificates of the chain are on the path."));
    }
  else if (is_any_foreign)
    report (context, draft, "chain_unused",
            N_("Not all certificates of the chain are on this path, for example “{1}”."));
  else
    wlk_draft_note (draft,
                    N_("“{1}” is not on this path. It certifies a key of the path "
                       "by another issuer."));
}

typedef enum {
  TWIN_NONE,
  TWIN_OUT_OF_DATE,
  TWIN_OTHER_KEY,
  TWIN_DISTINGUISHED, /* by its key identifier */
} Twin;

/* Whether the key identifiers show that a certificate is not the issuer of another. */
static gboolean
has_other_key_id (WlkCertificate *twin,
                  WlkCertificate *issued)
{
  g_autoptr(GBytes) named = NULL;
  g_autoptr(GBytes) key_id = NULL;

  wlk_extensions_read_authority_key_id (issued, &named, NULL);
  wlk_extensions_read_subject_key_id (twin, &key_id, NULL);

  return named != NULL && key_id != NULL && !g_bytes_equal (named, key_id);
}

/* A certificate of an intermediate’s name that is not accepted in its place. */
static Twin
check_twin (const WlkCheckContext *context,
            WlkCertificate        *twin,
            guint                  position)
{
  WlkCertificate *used = wlk_path_get_certificate (context->path, position);
  WlkCertificate *issued = wlk_path_get_certificate (context->path, position + 1);
  gint64 time = wlk_query_get (context->query)->time;

  if (wlk_certificate_get_problem (twin) != NULL || wlk_path_contains (context->path, twin) ||
      !wlk_name_equal (wlk_certificate_get_subject (twin), wlk_certificate_get_subject (used)))
    return TWIN_NONE;
  if (!wlk_certificate_has_same_key (twin, used))
    return has_other_key_id (twin, issued) ? TWIN_DISTINGUISHED : TWIN_OTHER_KEY;

  return time < wlk_certificate_get_not_before (twin) ||
         time > wlk_certificate_get_not_after (twin)
         ? TWIN_OUT_OF_DATE
         : TWIN_NONE;
}

/* The gravest twin that comes before the intermediate in whose place it is not accepted. */
static Twin
find_twin (const WlkCheckContext *context,
           guint                  n_sent,
           guint                 *index)
{
  Twin found = TWIN_NONE;

  for (guint position = context->has_anchor ? 1 : 0; position + 1 < context->length; position++)
    {
      WlkCertificate *used = wlk_path_get_certificate (context->path, position);
      guint place = n_sent;

      find_sent (context, n_sent, used, &place);
      for (guint i = 0; i < place && (found == TWIN_NONE || found == TWIN_DISTINGUISHED); i++)
        {
          Twin twin = check_twin (context, get_sent (context, i), position);

          if (twin == TWIN_NONE)
            continue;
          found = twin;
          *index = i;
        }
    }

  return found;
}

/**
 * wlk_check_chain_twins:
 * @context: the check context
 * @draft: the finding to fill
 *
 * No certificate of the same name comes before an issuer that is expired or has another key.
 * Programs that follow the first certificate of a name, and do not try another, reject the chain.
 *
 * Source: RFC 4158 §2.3, §3.5.
 */
void
wlk_check_chain_twins (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  guint n_sent = count_chain (context);
  guint index = 0;
  Twin twin = find_twin (context, n_sent, &index);

  if (n_sent == 0)
    {
      skip_chain (draft);
      return;
    }
  if (twin == TWIN_NONE)
    {
      wlk_draft_number (draft, N_("Certificates"), n_sent);
      wlk_draft_pass (draft, N_("No rejected certificate has the name of an issuer and comes "
                                "before it."));
      return;
    }

  add_place (draft, get_sent (context, index), index);
  draft->failing_certificate = get_sent (context, index);
  if (twin == TWIN_DISTINGUISHED)
    wlk_draft_note (draft, N_("“{1}” in place {2} has another key than the issuer of the same "
                              "name. The key identifiers distinguish them."));
  else if (twin == TWIN_OTHER_KEY)
    wlk_draft_warn (draft, "twin_other_key",
                    N_("“{1}” in place {2} has another key than the issuer of the same name, and "
                       "comes before it. Some programs follow it."));
  else
    wlk_draft_warn (draft, "twin_out_of_date",
                    N_("“{1}” in place {2} is out of date, and comes before the valid certificate "
                       "of the same name and key. Some programs follow it."));
}

/**
 * wlk_check_issuer_sent:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The certificate was received, not fetched.
 *
 * Source: RFC 5246 §7.4.2, RFC 8446 §4.4.2.
 */
void
wlk_check_issuer_sent (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  guint n_received = context->received->certificates->len;
  guint n_fetched = count_fetched (context, n_received);

  for (guint i = n_received - n_fetched; i < n_received; i++)
    if (wlk_certificate_equal (wlk_bundle_get_certificate (context->received, i),
                               context->certificate))
      {
        WlkOrigin *origin = wlk_bundle_get_origin (context->received, i);

        wlk_draft_text (draft, N_("Address"), origin->place);
        wlk_draft_warn (draft, "issuer_not_sent",
                        context->is_live
                        ? N_("The server does not send “{certificate}”, which had to be fetched "
                             "from “{1}”.")
                        : N_("“{certificate}” is not in what was opened, and had to be fetched "
                             "from “{1}”."));
        return;
      }

  wlk_draft_pass (draft, N_("“{certificate}” did not have to be fetched."));
}
