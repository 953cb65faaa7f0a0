/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-issuer-search.h"

/*
 * Other possible issuers of a certificate, searched only to diagnose a failed check. The trust
 * store is searched first, since a match there is the most informative.
 */

#define MAX_CANDIDATES 16 /* signatures to verify for a diagnosis */

typedef gboolean (*AcceptFunc) (const WlkCheckContext *context,
                                WlkCertificate        *certificate,
                                WlkCertificate        *candidate);

static gboolean
has_signed (const WlkCheckContext *context,
            WlkCertificate        *certificate,
            WlkCertificate        *candidate)
{
  return wlk_signature_cache_verify (context->signatures, certificate, candidate, NULL);
}

/* An unverifiable signature proves nothing, and a self-issued certificate is not a candidate for
 * its own issuer. */
static gboolean
has_not_signed (const WlkCheckContext *context,
                WlkCertificate        *certificate,
                WlkCertificate        *candidate)
{
  g_autoptr(GError) error = NULL;

  return !wlk_certificate_equal (certificate, candidate) &&
         !wlk_signature_cache_verify (context->signatures, certificate, candidate, &error) &&
         error == NULL;
}

static gboolean
find_trusted (const WlkCheckContext *context,
              WlkCertificate        *certificate,
              AcceptFunc             accept,
              WlkIssuerMatch        *match)
{
  g_autoptr(GArray) anchors =
    wlk_trust_store_find_by_subject (context->trust, wlk_certificate_get_issuer (certificate));

  for (guint i = 0; anchors != NULL && i < MIN (anchors->len, MAX_CANDIDATES); i++)
    {
      guint index = g_array_index (anchors, guint, i);
      WlkCertificate *candidate = wlk_trust_store_get_anchor (context->trust, index);

      if (!accept (context, certificate, candidate))
        continue;
      match->certificate = g_object_ref (candidate);
      match->origin = wlk_origin_dup_text (wlk_trust_store_get_origin (context->trust, index), 0);
      match->is_trusted = TRUE;
      return TRUE;
    }

  return FALSE;
}

static gboolean
find_received (const WlkCheckContext *context,
               WlkCertificate        *certificate,
               AcceptFunc             accept,
               WlkIssuerMatch        *match)
{
  guint n_received = context->received != NULL ? context->received->certificates->len : 0;
  guint hash = wlk_certificate_hash_issuer (certificate);
  guint n_tried = 0;

  for (guint i = 0; i < n_received && n_tried < MAX_CANDIDATES; i++)
    {
      WlkCertificate *candidate = wlk_bundle_get_certificate (context->received, i);

      if (wlk_certificate_get_problem (candidate) != NULL ||
          wlk_certificate_hash_subject (candidate) != hash ||
          !wlk_name_equal (wlk_certificate_get_subject (candidate),
                           wlk_certificate_get_issuer (certificate)))
        continue;
      n_tried++;
      if (!accept (context, certificate, candidate))
        continue;
      match->certificate = g_object_ref (candidate);
      match->origin = wlk_bundle_dup_origin_text (context->received, i);
      return TRUE;
    }

  return FALSE;
}

/**
 * wlk_issuer_search_other_key:
 * @context: where to look
 * @certificate: a certificate
 * @match: (inout): zeroed; the match, if there is one
 *
 * Looks for a certificate that has the name of @certificate's issuer and another key than the one
 * that signed it, in the trust store and then among what was received.
 */
void
wlk_issuer_search_other_key (const WlkCheckContext *context,
                             WlkCertificate        *certificate,
                             WlkIssuerMatch        *match)
{
  if (!find_trusted (context, certificate, has_not_signed, match))
    find_received (context, certificate, has_not_signed, match);
}

/**
 * wlk_issuer_search_signer:
 * @context: where to look
 * @certificate: a certificate
 * @match: (inout): zeroed; the match, if there is one
 *
 * Looks for a certificate that has the name of @certificate's issuer and the key that signed it.
 */
void
wlk_issuer_search_signer (const WlkCheckContext *context,
                          WlkCertificate        *certificate,
                          WlkIssuerMatch        *match)
{
  if (!find_trusted (context, certificate, has_signed, match))
    find_received (context, certificate, has_signed, match);
}

/**
 * wlk_issuer_match_clear:
 * @self: a match, or zeroes
 *
 * Frees its members.
 */
void
wlk_issuer_match_clear (WlkIssuerMatch *self)
{
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->origin, g_free);
}
