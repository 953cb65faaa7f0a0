/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-revocation-crls.h"

#include "checks/wlk-crl-issuer.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/*
 * RFC 5280 §6.3.3, with the available CRLs as the cache: for each distribution point of the
 * certificate, and finally for the implied one, each CRL is checked for scope and usability, and
 * then searched. The reason why a CRL is unusable is recorded if it passed more steps than those
 * before.
 */

#define MAX_POINTS 32 /* distribution points processed; real certificates have up to 5 */
#define MAX_CRLS   64 /* whose issuer is searched; a CA has a few partitioned CRLs */

/* One certificate and the available CRLs. */
typedef struct
{
  WlkCheckContext *context;
  WlkRevocation   *result;
  GPtrArray       *crls; /* (element-type WlkCrl), the latest first */
  gint64           time;
  guint            n_examined; /* CRLs whose issuer was searched */
  gboolean         is_implied; /* the certificate names other distribution points than this one */
} Question;

static int
compare_updates (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = (*(WlkCrl * const *) a)->this_update;
  gint64 second = (*(WlkCrl * const *) b)->this_update;

  return first < second ? 1 : first > second ? -1 : 0;
}

static void
reject (Question   *self,
        WlkStepId   step,
        WlkCrl     *crl,
        const char *cause,
        char       *detail,
        const char *summary)
{
  const WlkRevocationFailure failure = {
    .step = step, .cause = cause, .summary = summary, .crl = crl, .detail = detail,
  };

  wlk_revocation_keep_failure (&self->result->crl_failure, &failure);
}

/* (b)(1). A CRL of another issuer is ignored, not reported. */
static gboolean
is_from_issuer (Question                   *self,
                WlkCrl                     *crl,
                const WlkDistributionPoint *point)
{
  WlkName *issuer = crl->issuer;

  if (point->issuers == NULL)
    return wlk_name_equal (issuer, wlk_certificate_get_issuer (self->context->certificate));

  for (guint i = 0; i < point->issuers->len; i++)
    {
      const WlkGeneralName *name = point->issuers->pdata[i];

      if (name->kind == WLK_GENERAL_NAME_DIRECTORY && name->name != NULL &&
          wlk_name_equal (name->name, issuer))
        return TRUE;
    }

  return FALSE;
}

static char *
dup_first_name (GPtrArray *names)
{
  return g_strdup (((const WlkGeneralName *) names->pdata[0])->text);
}

/* (b)(2)(i) */
static gboolean
is_for_point (Question                   *self,
              WlkCrl                     *crl,
              const WlkDistributionPoint *point)
{
  const WlkCrlScope *scope = crl->scope;
  GPtrArray *names = point->names != NULL ? point->names : point->issuers;

  if (scope == NULL || scope->names == NULL ||
      (names != NULL && wlk_general_names_overlap (scope->names, names)))
    return TRUE;

  if (!self->is_implied)
    reject (self, WLK_STEP_CRL_SCOPE, crl, "crl_scope", dup_first_name (scope->names),
            N_("The CRL of “{1}” is for another distribution point than “{certificate}” "
               "names."));
  return FALSE;
}

/* (b)(1) and (b)(2)(ii) to (iv) */
static gboolean
is_in_scope (Question                   *self,
             WlkCrl                     *crl,
             const WlkDistributionPoint *point)
{
  const WlkCrlScope *scope = crl->scope;
  gboolean is_ca = wlk_certificate_is_ca (self->context->certificate);
  const char *summary = NULL;

  if (point->issuers != NULL && (scope == NULL || !scope->is_indirect))
    {
      reject (self, WLK_STEP_CRL_ISSUER, crl, "crl_unavailable", NULL,
              N_("“{certificate}” names “{1}” as the issuer of its CRL, but the CRL of that one "
                 "is only for the certificates that it issues itself."));
      return FALSE;
    }
  if (!is_for_point (self, crl, point))
    return FALSE;

  if (scope != NULL && scope->only_attribute_certificates)
    summary = N_("The CRL of “{1}” is only for attribute certificates.");
  else if (scope != NULL && scope->only_user_certificates && is_ca)
    summary = N_("The CRL of “{1}” is only for end entities, and “{certificate}” is a CA.");
  else if (scope != NULL && scope->only_authorities && !is_ca)
    summary = N_("The CRL of “{1}” is only for CAs, and “{certificate}” is an end entity.");
  if (summary != NULL)
    reject (self, WLK_STEP_CRL_SCOPE, crl, "crl_scope", NULL, summary);

  return summary == NULL;
}

static gboolean
is_from_future (Question *self,
                WlkCrl   *crl)
{
  return crl->this_update > self->time + WLK_REVOCATION_CLOCK_SKEW;
}

static gboolean
is_current (Question *self,
            WlkCrl   *crl)
{
  return !is_from_future (self, crl) &&
         self->time <= wlk_revocation_get_end (self->context, crl->this_update, crl->next_update);
}

/* (a), and the critical extensions of §5.2 and §5.3 */
static gboolean
is_usable (Question *self,
           WlkCrl   *crl)
{
  const char *of_crl = crl->unknown_critical;
  const char *of_entry = crl->unknown_critical_of_entry;

  if (crl->next_update < self->time)
    reject (self, WLK_STEP_CRL_DATES, crl, "crl_expired", NULL,
            N_("The CRL of “{1}” is out of date: a newer one should be there."));
  else if (is_from_future (self, crl))
    reject (self, WLK_STEP_CRL_DATES, crl, "status_from_future", NULL,
            N_("The CRL of “{1}” is from the future."));
  else if (!is_current (self, crl))
    reject (self, WLK_STEP_CRL_DATES, crl, "crl_expired", NULL,
            N_("The CRL of “{1}” does not say when the next one is due, and is too old."));
  else if (of_crl != NULL)
    reject (self, WLK_STEP_CRL_EXTENSIONS, crl, "crl_unavailable", g_strdup (of_crl),
            N_("The CRL of “{1}” has a critical extension that is not known here, so it must "
               "not be used."));
  else if (of_entry != NULL)
    reject (self, WLK_STEP_CRL_EXTENSIONS, crl, "crl_unavailable", g_strdup (of_entry),
            N_("An entry of the CRL of “{1}” has a critical extension that is not known here, "
               "so the CRL must not be used."));
  else if (crl->has_stray_issuer)
    reject (self, WLK_STEP_CRL_EXTENSIONS, crl, "crl_unavailable", NULL,
            N_("An entry of the CRL of “{1}” names the issuer of its certificate, but the CRL is "
               "not marked as covering other CAs’ certificates, so it must not be used."));
  else
    return TRUE;

  return FALSE;
}

/* (f) and (g) */
static WlkCertificate *
find_signer (Question *self,
             WlkCrl   *crl)
{
  WlkRevocationFailure failure = { .crl = crl, .cause = "crl_unavailable" };

  switch (wlk_crl_issuer_find (self->context, crl, &failure.signer, &failure.detail))
    {
    case WLK_CRL_ISSUER_GOOD:
      return failure.signer;

    case WLK_CRL_ISSUER_NO_CRL_SIGN:
      failure.step = WLK_STEP_CRL_ISSUER_KEY_USAGE;
      failure.summary = N_("The key usage of “{1}” does not allow it to sign CRLs, so its CRL "
                           "does not count for “{certificate}”.");
      break;

    case WLK_CRL_ISSUER_UNTRUSTED:
      failure.step = WLK_STEP_CRL_SIGNATURE;
      failure.summary = N_("“{1}”, which signed the CRL, has no trusted path to the trust anchor "
                           "of “{certificate}”.");
      break;

    case WLK_CRL_ISSUER_UNKNOWN:
    default:
      failure.step = WLK_STEP_CRL_SIGNATURE;
      failure.summary = N_("No certificate of “{1}” that was received has the key that signed its "
                           "CRL.");
      break;
    }

  wlk_revocation_keep_failure (&self->result->crl_failure, &failure);
  return NULL;
}

/* (c) and (h): whether a delta CRL applies to a complete one. */
static gboolean
continues (Question       *self,
           WlkCrl         *delta,
           WlkCrl         *complete,
           WlkCertificate *signer)
{
  GBytes *base = delta->base_number;
  GBytes *number = delta->number;
  GBytes *complete_number = complete->number;

  return base != NULL && number != NULL && complete_number != NULL &&
         wlk_crl_has_same_scope (delta, complete) &&
         wlk_crl_number_compare (base, complete_number) <= 0 &&
         wlk_crl_number_compare (number, complete_number) > 0 &&
         is_current (self, delta) &&
         delta->unknown_critical == NULL &&
         delta->unknown_critical_of_entry == NULL &&
         wlk_signature_cache_verify_data (self->context->signatures, &delta->signed_data, signer);
}

static WlkCrl *
find_delta (Question       *self,
            WlkCrl         *complete,
            WlkCertificate *signer)
{
  WlkCrl *best = NULL;

  for (guint i = 0; i < self->crls->len; i++)
    {
      WlkCrl *delta = self->crls->pdata[i];

      if (continues (self, delta, complete, signer) &&
          (best == NULL || wlk_crl_number_compare (delta->number, best->number) > 0))
        best = delta;
    }

  return best;
}

static void
take_revocation (Question          *self,
                 WlkCrl            *crl,
                 const WlkCrlEntry *entry)
{
  if (self->result->is_revoked)
    return;

  self->result->is_revoked = TRUE;
  self->result->crl = crl;
  self->result->entry = *entry;
}

/* A CRL that is out of date, or a delta CRL alone, cannot show that a certificate is good, but a
 * revocation that it lists is permanent, unless it is a hold (§3.3, §5.3.1). */
static void
look_up_permanent (Question *self,
                   WlkCrl   *crl)
{
  WlkCertificate *signer = NULL;
  g_autofree char *detail = NULL;
  WlkCrlEntry entry = { 0 };

  if (is_from_future (self, crl) || crl->has_stray_issuer ||
      crl->unknown_critical != NULL ||
      crl->unknown_critical_of_entry != NULL ||
      !wlk_crl_find (crl, self->context->certificate, &entry) ||
      !wlk_revocation_is_permanent (entry.reason) || self->n_examined++ >= MAX_CRLS)
    return;

  if (wlk_crl_issuer_find (self->context, crl, &signer, &detail) == WLK_CRL_ISSUER_GOOD)
    take_revocation (self, crl, &entry);
}

/* (i) to (k): the delta takes precedence, and may remove a certificate from the CRL. In a complete
 * CRL, removeFromCRL has no effect (§5.3.1). */
static void
look_up (Question       *self,
         WlkCrl         *complete,
         WlkCertificate *signer)
{
  WlkCertificate *certificate = self->context->certificate;
  WlkCrl *delta = find_delta (self, complete, signer);
  WlkCrl *source = complete;
  WlkCrlEntry entry = { 0 };
  gboolean is_listed = FALSE;

  if (delta != NULL && wlk_crl_find (delta, certificate, &entry))
    {
      source = delta;
      is_listed = TRUE;
    }
  else if (wlk_crl_find (complete, certificate, &entry))
    {
      is_listed = TRUE;
    }
  if (source == delta && entry.reason == WLK_CRL_REASON_REMOVE_FROM_CRL)
    is_listed = FALSE;

  if (is_listed)
    take_revocation (self, source, &entry);
  if (self->result->crl == NULL)
    self->result->crl = source;
}

static void
ask (Question                   *self,
     WlkCrl                     *crl,
     const WlkDistributionPoint *point)
{
  const WlkCrlScope *scope = crl->scope;
  guint reasons = point->reasons & (scope != NULL ? scope->reasons : WLK_ALL_REASONS);
  WlkCertificate *signer;

  if (!is_from_issuer (self, crl, point))
    return;

  self->result->n_crls++;
  if (!is_in_scope (self, crl, point) || (reasons & ~self->result->covered) == 0)
    return;
  if (crl->base_number != NULL)
    {
      reject (self, WLK_STEP_CRL_DELTA, crl, "crl_unavailable", NULL,
              N_("The CRL of “{1}” is a delta CRL, which only lists changes since a complete "
                 "one. That one was not received."));
      look_up_permanent (self, crl);
      return;
    }
  if (!is_usable (self, crl))
    {
      look_up_permanent (self, crl);
      return;
    }
  if (self->n_examined++ >= MAX_CRLS)
    return;
  signer = find_signer (self, crl);
  if (signer == NULL)
    return;

  if (crl->number == NULL || crl->is_number_critical)
    self->result->misnumbered = crl;
  look_up (self, crl, signer);
  self->result->covered |= reasons;
}

static void
ask_all (Question                   *self,
         const WlkDistributionPoint *point)
{
  for (guint i = 0; i < self->crls->len; i++)
    ask (self, self->crls->pdata[i], point);
}

/**
 * wlk_revocation_ask_crls:
 * @self: a result
 * @context: a context, moved to a certificate
 *
 * Determines the status from the available CRLs.
 *
 * Source: RFC 5280 §6.3.3.
 */
void
wlk_revocation_ask_crls (WlkRevocation   *self,
                         WlkCheckContext *context)
{
  g_autoptr(GPtrArray) points = NULL;
  g_autoptr(WlkDistributionPoint) implied = NULL;
  Question question = { context, self, context->received->crls,
                        wlk_query_get (context->query)->time, 0, FALSE };
  g_autoptr(GPtrArray) sorted = NULL;

  if (question.crls->len == 0)
    return;

  question.crls = sorted = g_ptr_array_copy (question.crls, NULL, NULL);
  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_updates);
  wlk_extensions_read_list (context->certificate, WLK_OID_CRL_DISTRIBUTION_POINTS, &points, NULL);
  for (guint i = 0; points != NULL && i < MIN (points->len, MAX_POINTS); i++)
    ask_all (&question, points->pdata[i]);
  if (self->covered != WLK_ALL_REASONS && !self->is_revoked)
    {
      question.is_implied = points != NULL;
      implied = wlk_distribution_point_new_implied (context->certificate);
      ask_all (&question, implied);
    }

  if (self->is_revoked || self->covered == WLK_ALL_REASONS)
    self->is_known = TRUE;
}
