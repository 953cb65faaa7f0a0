/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-revocation.h"

#include "checks/wlk-revocation-crls.h"
#include "checks/wlk-revocation-ocsp.h"

/*
 * Determines the revocation status once for each certificate of a path. Both CRLs and OCSP
 * responses are used: “revoked” in either takes precedence; otherwise “good” in one is sufficient.
 */

/**
 * wlk_revocation_get:
 * @context: a context, moved to a certificate below the trust anchor
 *
 * Source: RFC 5280 §6.3.3, RFC 6960 §3.2.
 *
 * Returns: its revocation status; kept by @context
 */
const WlkRevocation *
wlk_revocation_get (WlkCheckContext *context)
{
  WlkRevocation *self;

  if (context->revocations == NULL)
    {
      context->revocations = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_revocation_free);
      g_ptr_array_set_size (context->revocations, (int) context->length);
    }
  if (context->revocations->pdata[context->position] != NULL)
    return context->revocations->pdata[context->position];

  self = g_new0 (WlkRevocation, 1);
  context->revocations->pdata[context->position] = self;
  if (context->received != NULL)
    {
      wlk_revocation_ask_responders (self, context);
      wlk_revocation_ask_crls (self, context);
    }

  return self;
}
