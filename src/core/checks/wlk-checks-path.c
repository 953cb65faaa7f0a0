/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-issuer-search.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/*
 * Whether the path leads from the end entity to a trust anchor. If not, the finding distinguishes:
 *
 *  - the issuer's certificate is missing: an intermediate (missing_intermediate), the root
 *    (untrusted_root_not_sent), or unknown which (issuer_unknown);
 *  - a certificate with the issuer's name has another key: in the trust store (root_other_key) or
 *    among the received certificates (issuer_key_mismatch);
 *  - the issuer is already on the path (path_loop) or the path is too long (chain_too_long);
 *  - the path ends with an untrusted root (untrusted_root), or the end entity is self-signed
 *    (self_signed_leaf);
 *  - the trust store is empty (empty_truststore), or has the anchor for other purposes only
 *    (explicit_distrust).
 */

/**
 * wlk_check_certificate_readable:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The end entity's certificate cannot be parsed.
 *
 * Source: RFC 5280 §4.1.
 */
void
wlk_check_certificate_readable (WlkCheckContext *context,
                                WlkDraft        *draft)
{
  gsize length;

  wlk_certificate_get_der (context->certificate, &length);
  wlk_draft_text (draft, N_("Problem"), wlk_certificate_get_problem (context->certificate));
  wlk_draft_text (draft, N_("Found"), wlk_path_get_origin (context->path, context->position));
  if (length > 0)
    wlk_draft_number (draft, N_("Bytes"), (gint64) length);
  wlk_draft_unknown (draft, "certificate_malformed",
                     N_("The end entity’s certificate cannot be read: {1}"));
}

static void
add_key_id (WlkDraft   *draft,
            const char *label,
            GBytes     *key_id,
            WlkSpan     span)
{
  if (key_id != NULL)
    {
      wlk_draft_bytes (draft, label, key_id);
      wlk_draft_at (draft, span);
    }
}

/* The first address of the issuer's certificate. */
static const WlkGeneralName *
find_issuer_address (GPtrArray *descriptions)
{
  for (guint i = 0; descriptions != NULL && i < descriptions->len; i++)
    {
      const WlkAccessDescription *description = g_ptr_array_index (descriptions, i);

      if (g_str_equal (description->method, WLK_OID_ACCESS_CA_ISSUERS) &&
          description->location->kind == WLK_GENERAL_NAME_URI)
        return description->location;
    }

  return NULL;
}

/* Describes the missing issuer. Returns whether more than its name is known. */
static gboolean
describe_missing (const WlkCheckContext *context,
                  WlkDraft              *draft)
{
  WlkCertificate *certificate = context->certificate;
  g_autoptr(GBytes) key_id = NULL;
  g_autoptr(GPtrArray) descriptions = NULL;
  const WlkGeneralName *address;

  wlk_extensions_read_authority_key_id (certificate, &key_id, NULL);
  wlk_extensions_read_list (certificate, WLK_OID_AUTHORITY_INFO_ACCESS, &descriptions, NULL);
  address = find_issuer_address (descriptions);

  wlk_draft_name (draft, N_("Missing certificate"), wlk_certificate_get_issuer (certificate));
  wlk_draft_at (draft, wlk_certificate_get_span (certificate, WLK_CERTIFICATE_ISSUER));
  add_key_id (draft, N_("Its key identifier"), key_id,
              wlk_check_context_get_span (context, WLK_OID_AUTHORITY_KEY_IDENTIFIER));
  if (address != NULL)
    {
      wlk_draft_text (draft, N_("Its address"), address->text);
      wlk_draft_at (draft, address->span);
    }

  return key_id != NULL || address != NULL;
}

static void
describe_other_key (WlkDraft       *draft,
                    WlkIssuerMatch *match)
{
  g_autoptr(GBytes) key_id = NULL;

  wlk_draft_text (draft, N_("Certificate of this name"), match->origin);
  wlk_extensions_read_subject_key_id (match->certificate, &key_id, NULL);
  add_key_id (draft, N_("Key identifier of that one"), key_id, WLK_SPAN_NONE);
  wlk_draft_text (draft, N_("Key of that one"),
                  wlk_certificate_get_public_key (match->certificate)->text);
}

/* Without a certificate of that name, the position in the path determines what is missing. */
static void
fail_missing (const WlkCheckContext *context,
              WlkDraft              *draft,
              gboolean               is_anything_known)
{
  if (!wlk_check_context_is_leaf (context))
    wlk_draft_fail (draft, "untrusted_root_not_sent",
                    N_("“{certificate}” was issued by “{issuer}”, which is neither in "
                       "the trust store nor among the certificates received."));
  else if (is_anything_known)
    wlk_draft_fail (draft, "missing_intermediate",
                    N_("The certificate of “{issuer}”, which issued “{certificate}”, is "
                       "missing. It was not sent and is not in the trust store."));
  else
    wlk_draft_fail (draft, "issuer_unknown",
                    N_("“{issuer}”, which issued “{certificate}”, is missing: it was not sent, and "
                       "is not in the trust store."));
}

static gboolean
is_on_path (const WlkCheckContext *context,
            WlkCertificate        *certificate)
{
  for (guint i = 0; i < context->length; i++)
    {
      WlkCertificate *other = wlk_path_get_certificate (context->path, i);

      if (wlk_certificate_has_same_key (certificate, other) &&
          wlk_name_equal (wlk_certificate_get_subject (certificate),
                          wlk_certificate_get_subject (other)))
        return TRUE;
    }

  return FALSE;
}

/* The issuer is available, but cannot be added to the path. */
static void
fail_unreachable (const WlkCheckContext *context,
                  WlkDraft              *draft,
                  WlkIssuerMatch        *signer)
{
  wlk_draft_text (draft, N_("Found"), signer->origin);
  wlk_draft_number (draft, N_("Certificates on the path"), context->length);
  if (is_on_path (context, signer->certificate))
    wlk_draft_fail (draft, "path_loop",
                    N_("The path loops: “{issuer}”, which issued “{certificate}”, is on it "
                       "already."));
  else
    wlk_draft_fail (draft, "chain_too_long",
                    N_("“{issuer}”, which issued “{certificate}”, is there, but the path "
                       "does not go on to it: it is too long, or leads to no anchor."));
}

static void
diagnose_missing_issuer (WlkCheckContext *context,
                         WlkDraft        *draft)
{
  gboolean is_anything_known = describe_missing (context, draft);
  g_auto(WlkIssuerMatch) match = { 0 };
  g_auto(WlkIssuerMatch) signer = { 0 };

  wlk_issuer_search_signer (context, context->certificate, &signer);
  if (signer.certificate != NULL)
    {
      fail_unreachable (context, draft, &signer);
      return;
    }

  wlk_issuer_search_other_key (context, context->certificate, &match);
  if (match.certificate == NULL)
    {
      fail_missing (context, draft, is_anything_known);
      return;
    }

  describe_other_key (draft, &match);
  if (match.is_trusted)
    wlk_draft_fail (draft, "root_other_key",
                    N_("The trust store has a certificate of the name “{issuer}”, but "
                       "its key did not sign “{certificate}”."));
  else
    wlk_draft_fail (draft, "issuer_key_mismatch",
                    N_("A certificate of the name “{issuer}” was received, but its key "
                       "did not sign “{certificate}”."));
}

static void
add_found_issuer (const WlkCheckContext *context,
                  WlkDraft              *draft)
{
  wlk_draft_name (draft, N_("Issuer"), context->working_issuer_name);
  wlk_draft_at (draft, wlk_certificate_get_span (context->certificate, WLK_CERTIFICATE_ISSUER));
  wlk_draft_text (draft, N_("Found"),
                  wlk_path_get_origin (context->path,
                                       MAX (context->position, 1) - 1));
}

/**
 * wlk_check_issuer_found:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The issuer of each certificate below the anchor was found.
 *
 * Source: RFC 5280 §6.1 (a).
 */
void
wlk_check_issuer_found (WlkCheckContext *context,
                        WlkDraft        *draft)
{
  if (wlk_check_context_is_anchor (context))
    {
      wlk_draft_text (draft, N_("Found"), wlk_path_get_origin (context->path, 0));
      wlk_draft_pass (draft, N_("“{certificate}” is a trust anchor and needs no issuer."));
    }
  else if (context->issuer == context->certificate)
    {
      add_found_issuer (context, draft);
      wlk_draft_pass (draft, N_("“{certificate}” is its own issuer."));
    }
  else if (context->issuer != NULL)
    {
      add_found_issuer (context, draft);
      wlk_draft_pass (draft, N_("“{issuer}”, which issued “{certificate}”, is there."));
    }
  else if (wlk_trust_store_get_n_anchors (context->trust) == 0)
    {
      describe_missing (context, draft);
      wlk_draft_skip (draft,
                      N_("The issuer “{issuer}” is missing, and there are no trust anchors among "
                         "which it could be."));
    }
  else
    {
      diagnose_missing_issuer (context, draft);
    }
}

/**
 * wlk_check_no_loop:
 * @context: the check context
 * @draft: the finding to fill
 *
 * No CA occurs twice in the path. A CA is identified by its name and key.
 *
 * Source: RFC 4158 §5.2.
 */
void
wlk_check_no_loop (WlkCheckContext *context,
                   WlkDraft        *draft)
{
  for (guint i = 1; i < context->length; i++)
    {
      WlkCertificate *certificate = wlk_path_get_certificate (context->path, i);

      for (guint j = 0; j < i; j++)
        {
          WlkCertificate *other = wlk_path_get_certificate (context->path, j);

          if (!wlk_certificate_has_same_key (certificate, other) ||
              !wlk_name_equal (wlk_certificate_get_subject (certificate),
                               wlk_certificate_get_subject (other)))
            continue;
          wlk_draft_name (draft, N_("Name"), wlk_certificate_get_subject (other));
          wlk_draft_at (draft, wlk_certificate_get_span (other, WLK_CERTIFICATE_SUBJECT));
          wlk_draft_number (draft, N_("First place on the path"), j);
          wlk_draft_number (draft, N_("Second place on the path"), i);
          wlk_draft_fail (draft, "path_loop",
                          N_("The path loops: it contains “{1}” twice, with the same key."));
          return;
        }
    }

  wlk_draft_number (draft, N_("Certificates on the path"), context->length);
  wlk_draft_pass (draft, N_("No certificate subject and key occurs twice in the path."));
}

static void
fail_self_signed (WlkDraft             *draft,
                  const WlkIssuerMatch *other)
{
  if (other->certificate == NULL)
    wlk_draft_fail (draft, "self_signed_leaf",
                    N_("“{1}” signed itself, and is not in the trust store."));
  else if (other->is_trusted)
    wlk_draft_fail (draft, "self_signed_leaf",
                    N_("“{1}” signed itself, and is not in the trust store, which has a "
                       "certificate of the same name with another key."));
  else
    wlk_draft_fail (draft, "self_signed_leaf",
                    N_("“{1}” signed itself, and is not in the trust store. A certificate of the "
                       "same name with another key was received, too."));
}

static void
diagnose_untrusted_root (WlkCheckContext *context,
                         WlkCertificate  *root,
                         WlkDraft        *draft)
{
  g_auto(WlkIssuerMatch) match = { 0 };
  g_autoptr(GBytes) key_id = NULL;

  wlk_draft_text (draft, N_("Root"), wlk_certificate_get_title (root));
  wlk_draft_at (draft, wlk_certificate_get_span (root, WLK_CERTIFICATE_SUBJECT));
  wlk_draft_text (draft, N_("Found"), wlk_path_get_origin (context->path, 0));
  wlk_extensions_read_subject_key_id (root, &key_id, NULL);
  add_key_id (draft, N_("Its key identifier"), key_id, WLK_SPAN_NONE);

  wlk_issuer_search_other_key (context, root, &match);
  if (match.certificate != NULL && (match.is_trusted || context->length == 1))
    describe_other_key (draft, &match);
  if (context->length == 1)
    fail_self_signed (draft, &match);
  else if (match.certificate != NULL && match.is_trusted)
    wlk_draft_fail (draft, "root_other_key",
                    N_("The root “{1}” is not trusted. The trust store has one of the "
                       "same name, with another key."));
  else
    wlk_draft_fail (draft, "untrusted_root",
                    N_("The path ends with the root “{1}”, which is not in the trust store."));
}

/* How many intermediates, and certificates in all, some programs accept at most;
 * other-programs.json names them. */
#define FEW_INTERMEDIATES  6
#define SOME_INTERMEDIATES 8
#define MANY_CERTIFICATES  10

/* Whether the path begins with a trust anchor, or with a root that is not trusted. */
static gboolean
has_root (const WlkCheckContext *context)
{
  return context->has_anchor || context->is_top_self_signed;
}

/* How many certificates a server sent. */
static guint
count_sent (const WlkCheckContext *context)
{
  guint n_sent = 0;

  while (context->is_live && n_sent < context->received->certificates->len &&
         wlk_bundle_get_origin (context->received, n_sent)->kind == WLK_ORIGIN_CONNECTION)
    n_sent++;

  return n_sent;
}

/* RFC 4158 §2.4.2 leaves limits to implementations. */
static void
check_length (const WlkCheckContext *context,
              WlkDraft              *draft,
              guint                  n_intermediates,
              const char            *pass)
{
  guint n_below_root = context->length - (has_root (context) ? 1 : 0);
  guint n_sent = count_sent (context);

  if (n_below_root > MANY_CERTIFICATES)
    wlk_draft_warn (draft, "chain_over_10",
                    N_("The path has {2} intermediates, more than many programs accept."));
  else if (n_intermediates > SOME_INTERMEDIATES)
    wlk_draft_warn (draft, "chain_over_8",
                    N_("The path has {2} intermediates, more than several programs accept."));
  else if (n_intermediates > FEW_INTERMEDIATES)
    wlk_draft_warn (draft, "chain_over_6",
                    N_("The path has {2} intermediates, more than some programs accept."));
  else if (n_sent > MANY_CERTIFICATES)
    {
      wlk_draft_number (draft, N_("Certificates sent"), n_sent);
      wlk_draft_warn (draft, "chain_over_10_sent",
                      N_("The server sends more certificates than some programs accept."));
    }
  else
    wlk_draft_pass (draft, pass);
}

/**
 * wlk_check_depth_limit:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The path has no more intermediates than the query allows; self-issued ones are not counted, as in
 * a path length constraint. A path that is longer than common programs accept is a warning.
 *
 * Source: RFC 4158 §2.4.2; RFC 5280 §6.1.4 (l) for counting.
 */
void
wlk_check_depth_limit (WlkCheckContext *context,
                       WlkDraft        *draft)
{
  int limit = wlk_query_get (context->query)->max_path_length;
  guint first = has_root (context) ? 1 : 0;
  guint n_intermediates = MAX (context->length, first + 1) - first - 1;
  guint n_counted = 0;

  for (guint i = first; i + 1 < context->length; i++)
    if (!wlk_certificate_is_self_issued (wlk_path_get_certificate (context->path, i)))
      n_counted++;

  wlk_draft_number (draft, N_("Certificates on the path"), context->length);
  wlk_draft_number (draft, N_("Intermediates"), limit < 0 ? n_intermediates : n_counted);
  if (limit >= 0)
    wlk_draft_expect_number (draft, limit);
  if (limit >= 0 && n_counted > (guint) limit)
    wlk_draft_fail (draft, "chain_too_long",
                    N_("The path has {2} intermediates; {2-expected} are allowed."));
  else
    check_length (context, draft, n_intermediates,
                  limit < 0
                  ? N_("The path is not longer than common programs accept.")
                  : N_("The path is not deeper than requested."));
}

static void
add_purposes (WlkDraft   *draft,
              const char *label,
              GStrv       purposes)
{
  for (guint i = 0; purposes != NULL && purposes[i] != NULL; i++)
    wlk_draft_oid (draft, label, purposes[i]);
}

/* An anchor that is not self-signed ends a path in RFC 5280. OpenSSL accepts it if its settings
 * trust it explicitly. */
static gboolean
is_partial_chain (const WlkCheckContext  *context,
                  WlkCertificate         *anchor,
                  const WlkTrustSettings *settings)
{
  return !wlk_certificate_is_self_issued (anchor) &&
         (settings == NULL || settings->trusted == NULL);
}

static void
check_anchor (const WlkCheckContext *context,
              WlkDraft              *draft)
{
  WlkCertificate *anchor = wlk_path_get_certificate (context->path, 0);
  const char *purpose = wlk_check_context_get_purpose (context);
  const WlkTrustSettings *settings = NULL;
  guint index;

  if (wlk_trust_store_find (context->trust, anchor, &index))
    settings = wlk_trust_store_get_settings (context->trust, index);

  wlk_draft_text (draft, N_("Trust anchor"), wlk_certificate_get_title (anchor));
  wlk_draft_at (draft, wlk_certificate_get_span (anchor, WLK_CERTIFICATE_SUBJECT));
  wlk_draft_text (draft, N_("Found"), wlk_path_get_origin (context->path, 0));
  if (settings != NULL)
    {
      add_purposes (draft, N_("Trusted for"), settings->trusted);
      add_purposes (draft, N_("Rejected for"), settings->rejected);
    }

  if (settings != NULL && settings->is_distrusted)
    wlk_draft_fail (draft, "explicit_distrust",
                    N_("The trust store marks “{1}” as not to be trusted."));
  else if (!wlk_trust_settings_allow (settings, purpose))
    wlk_draft_fail (draft, "explicit_distrust",
                    N_("The trust store has “{1}”, but does not trust it for this purpose."));
  else if (is_partial_chain (context, anchor, settings))
    wlk_draft_warn (draft, "anchor_not_self_signed",
                    N_("The path begins with the trust anchor “{1}”, which is not self-signed. "
                       "Some programs require a root."));
  else
    wlk_draft_pass (draft, N_("The path begins with the trust anchor “{1}”."));
}

/**
 * wlk_check_anchor_reached:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The path begins with a trust anchor.
 *
 * Source: RFC 5280 §6.1 (b).
 */
void
wlk_check_anchor_reached (WlkCheckContext *context,
                          WlkDraft        *draft)
{
  WlkCertificate *top = wlk_path_get_certificate (context->path, 0);

  if (context->has_anchor)
    {
      check_anchor (context, draft);
    }
  else if (wlk_trust_store_get_n_anchors (context->trust) == 0)
    {
      g_autofree char *text = wlk_trust_store_dup_text (context->trust);

      wlk_draft_number (draft, N_("Trust anchors"), 0);
      wlk_draft_text (draft, N_("Trust store"), text);
      wlk_draft_fail (draft, "empty_truststore",
                      N_("No path can be trusted, because the trust store is empty."));
    }
  else if (context->is_top_self_signed)
    {
      diagnose_untrusted_root (context, top, draft);
    }
  else
    {
      wlk_draft_name (draft, N_("Missing certificate"), wlk_certificate_get_issuer (top));
      wlk_draft_at (draft, wlk_certificate_get_span (top, WLK_CERTIFICATE_ISSUER));
      wlk_draft_skip (draft,
                      N_("The path ends before an anchor, because an issuer is missing."));
    }
}
