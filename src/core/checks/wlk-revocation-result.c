/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-revocation-result.h"

/**
 * wlk_revocation_free:
 * @self: (nullable): a result
 *
 * Frees it.
 */
void
wlk_revocation_free (WlkRevocation *self)
{
  if (self == NULL)
    return;

  g_free (self->crl_failure.detail);
  g_free (self->ocsp_failure.detail);
  g_free (self->staple_failure.detail);
  g_free (self);
}

/**
 * wlk_revocation_get_end:
 * @context: the check context
 * @this_update: thisUpdate of a CRL or a response
 * @next_update: its nextUpdate; %G_MAXINT64 for none
 *
 * Without nextUpdate, newer data is available all the time (RFC 6960 §4.2.2.1), so old data counts
 * only for as long as the query allows.
 *
 * Returns: the last second at which it is current
 */
gint64
wlk_revocation_get_end (const WlkCheckContext *context,
                        gint64                 this_update,
                        gint64                 next_update)
{
  return next_update != G_MAXINT64
         ? next_update
         : this_update + wlk_query_get (context->query)->max_status_age;
}

/**
 * wlk_revocation_is_permanent:
 * @reason: a CRLReason
 *
 * Source: RFC 5280 §3.3 and §5.3.1: only certificateHold can be lifted.
 *
 * Returns: whether a certificate that was revoked for @reason stays so, also according to data that
 *   is out of date
 */
gboolean
wlk_revocation_is_permanent (int reason)
{
  return reason != WLK_CRL_REASON_CERTIFICATE_HOLD && reason != WLK_CRL_REASON_REMOVE_FROM_CRL;
}

/**
 * wlk_revocation_keep_failure:
 * @self: the failure recorded so far
 * @other: (transfer full): another failure
 *
 * Keeps the one at the later step.
 */
void
wlk_revocation_keep_failure (WlkRevocationFailure       *self,
                             const WlkRevocationFailure *other)
{
  if (other->step <= self->step)
    {
      g_free (other->detail);
      return;
    }

  g_free (self->detail);
  *self = *other;
}
