/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-fetch-attempt.h"

/**
 * wlk_fetch_attempt_new:
 * @step: its step
 * @certificate: the certificate that contains @address
 * @address: (nullable): the address as encoded
 *
 * Returns: (transfer full): an attempt without a result
 */
WlkFetchAttempt *
wlk_fetch_attempt_new (WlkStepId       step,
                       WlkCertificate *certificate,
                       const char     *address)
{
  WlkFetchAttempt *self = g_new0 (WlkFetchAttempt, 1);

  self->step = step;
  self->certificate = g_object_ref (certificate);
  self->address = g_strdup (address);

  return self;
}

/**
 * wlk_fetch_attempt_free:
 * @self: a try
 *
 * Frees it.
 */
void
wlk_fetch_attempt_free (WlkFetchAttempt *self)
{
  g_object_unref (self->certificate);
  g_free (self->address);
  g_clear_pointer (&self->fetch, wlk_fetch_unref);
  g_free (self->detail);
  g_free (self);
}

/**
 * wlk_fetch_attempt_conclude:
 * @self: a try
 * @outcome: the outcome of its step
 * @cause: (nullable): id of a cause
 * @detail: (nullable): untrusted text, copied
 * @summary: an N_() template
 *
 * Sets its result.
 */
void
wlk_fetch_attempt_conclude (WlkFetchAttempt *self,
                            WlkOutcome       outcome,
                            const char      *cause,
                            const char      *detail,
                            const char      *summary)
{
  self->outcome = outcome;
  self->cause = cause;
  self->summary = summary;
  g_free (self->detail);
  self->detail = g_strdup (detail);
}
