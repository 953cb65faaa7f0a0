/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-crl-issuer.h"

#include "path/wlk-path-builder.h"
#include "x509/wlk-extensions.h"

/*
 * Finds the issuer of a CRL. Usually it is a CA of the path itself, whose own path is the part
 * above it. A CA may use another key for its CRLs, and an indirect CRL is from another CA; then a
 * separate path to the same trust anchor is built and validated.
 */

#define MAX_CANDIDATES 16 /* certificates of one name; a CA has a few */
#define MAX_PATHS      8  /* validated for one of them */

static gboolean
may_sign_crls (WlkCertificate *certificate)
{
  WlkKeyUsage usage;

  switch (wlk_extensions_read_key_usage (certificate, &usage, NULL))
    {
    case WLK_ABSENT:
      return TRUE;

    case WLK_PRESENT:
      return (usage & WLK_KEY_USAGE_CRL_SIGN) != 0;

    case WLK_MALFORMED:
    default:
      return FALSE;
    }
}

/* A certificate on the path above is validated there. */
static gboolean
is_above (WlkCheckContext *context,
          WlkCertificate  *certificate)
{
  for (guint i = 0; i < context->position; i++)
    if (wlk_certificate_equal (wlk_path_get_certificate (context->path, i), certificate))
      return TRUE;

  return FALSE;
}

static gboolean
has_same_anchor (WlkCheckContext *context,
                 WlkPath         *path)
{
  WlkCertificate *anchor = wlk_path_get_certificate (context->path, 0);
  WlkCertificate *other = wlk_path_get_certificate (path, 0);

  return path->has_anchor && wlk_certificate_has_same_key (anchor, other) &&
         wlk_name_equal (wlk_certificate_get_subject (anchor),
                         wlk_certificate_get_subject (other));
}

/* The revocation status of a CRL issuer is checked, but not by a further level of CRL issuers. */
static WlkQuery *
create_request (WlkCheckContext *context)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;

  fields.time = wlk_query_get (context->query)->time;
  fields.clock = wlk_query_get (context->query)->clock;
  fields.purpose = WLK_PURPOSE_ANY;
  fields.wants_second_opinion = FALSE;

  return wlk_query_new (&fields);
}

/* Sets @reason to the failure of its separate path, if any. */
static gboolean
is_trusted (WlkCheckContext *context,
            WlkCertificate  *certificate,
            char           **reason)
{
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkPathBuilder) builder = NULL;

  if (is_above (context, certificate))
    return TRUE;
  if (context->depth > 0 || !context->has_anchor || context->received == NULL)
    return FALSE;

  query = create_request (context);
  builder = wlk_path_builder_new (certificate, "", context->received, context->trust,
                                  context->signatures, wlk_query_get (context->query)->time);
  for (guint i = 0; i < MAX_PATHS; i++)
    {
      g_autoptr(WlkPath) path = wlk_path_builder_next (builder, NULL, NULL);
      g_autoptr(WlkReport) report = NULL;
      WlkFinding *decisive = NULL;

      if (path == NULL)
        return FALSE;
      if (!has_same_anchor (context, path))
        continue;
      report = context->validate (context, query, path);
      if (report->verdict == WLK_VERDICT_TRUSTED)
        return TRUE;
      decisive = wlk_report_get_decisive (report);
      if (*reason == NULL && decisive != NULL)
        *reason = wlk_finding_dup_summary (decisive);
    }

  return FALSE;
}

/* Different key identifiers save a signature verification. */
static gboolean
may_have_key (WlkCrl         *crl,
              WlkCertificate *certificate)
{
  GBytes *wanted = crl->authority_key_id;
  g_autoptr(GBytes) key_id = NULL;

  wlk_extensions_read_subject_key_id (certificate, &key_id, NULL);

  return wanted == NULL || key_id == NULL || g_bytes_equal (wanted, key_id);
}

/* A DSA key of the path may have inherited parameters. */
static gboolean
has_signed (WlkCheckContext *context,
            WlkCrl          *crl,
            WlkCertificate  *certificate)
{
  if (certificate == context->issuer && context->inherited_key != NULL)
    return wlk_signed_data_verify (&crl->signed_data, context->inherited_key, NULL);

  return wlk_signature_cache_verify_data (context->signatures, &crl->signed_data, certificate);
}

static WlkCrlIssuer
examine (WlkCheckContext *context,
         WlkCrl          *crl,
         WlkCertificate  *certificate,
         char           **reason)
{
  if (!may_have_key (crl, certificate) ||
      !has_signed (context, crl, certificate))
    return WLK_CRL_ISSUER_UNKNOWN;
  if (!is_trusted (context, certificate, reason))
    return WLK_CRL_ISSUER_UNTRUSTED;

  return may_sign_crls (certificate) ? WLK_CRL_ISSUER_GOOD : WLK_CRL_ISSUER_NO_CRL_SIGN;
}

/* Certificates of the CRL's issuer: those of the path first, then all other available ones. */
static GPtrArray *
collect_candidates (WlkCheckContext *context,
                    WlkName         *name)
{
  GPtrArray *candidates = g_ptr_array_new ();
  guint hash = wlk_name_hash (name);
  guint n_received = context->received != NULL ? context->received->certificates->len : 0;

  for (guint i = context->position; i-- > 0;)
    if (wlk_name_equal (wlk_certificate_get_subject (wlk_path_get_certificate (context->path, i)),
                        name))
      g_ptr_array_add (candidates, wlk_path_get_certificate (context->path, i));
  for (guint i = 0; i < n_received && candidates->len < MAX_CANDIDATES; i++)
    {
      WlkCertificate *certificate = wlk_bundle_get_certificate (context->received, i);

      if (wlk_certificate_get_problem (certificate) == NULL &&
          wlk_certificate_hash_subject (certificate) == hash &&
          wlk_name_equal (wlk_certificate_get_subject (certificate), name) &&
          !is_above (context, certificate))
        g_ptr_array_add (candidates, certificate);
    }

  return candidates;
}

/* Cached, since the CRLs of a certificate are usually from one issuer. */
static GPtrArray *
get_candidates (WlkCheckContext *context,
                WlkName         *name)
{
  if (context->crl_issuer_name != NULL && wlk_name_equal (context->crl_issuer_name, name))
    return context->crl_issuers;

  g_clear_pointer (&context->crl_issuer_name, wlk_name_unref);
  g_clear_pointer (&context->crl_issuers, g_ptr_array_unref);
  context->crl_issuer_name = wlk_name_ref (name);
  context->crl_issuers = collect_candidates (context, name);

  return context->crl_issuers;
}

/**
 * wlk_crl_issuer_find:
 * @context: a context, moved to the certificate to look up in the CRL
 * @crl: a CRL
 * @issuer: (out) (transfer none) (nullable): the certificate with the key that signed it
 * @reason: (out) (transfer full) (nullable): why that certificate is not trusted
 *
 * Source: RFC 5280 §6.3.3 (f) and (g).
 *
 * Returns: the result
 */
WlkCrlIssuer
wlk_crl_issuer_find (WlkCheckContext *context,
                     WlkCrl          *crl,
                     WlkCertificate **issuer,
                     char           **reason)
{
  GPtrArray *candidates = get_candidates (context, crl->issuer);
  WlkCrlIssuer best = WLK_CRL_ISSUER_UNKNOWN;

  *issuer = NULL;
  *reason = NULL;
  for (guint i = 0; i < candidates->len && best != WLK_CRL_ISSUER_GOOD; i++)
    {
      WlkCrlIssuer result = examine (context, crl, candidates->pdata[i], reason);

      if (result > best)
        {
          best = result;
          *issuer = candidates->pdata[i];
        }
    }
  if (best != WLK_CRL_ISSUER_UNTRUSTED)
    g_clear_pointer (reason, g_free);

  return best;
}
