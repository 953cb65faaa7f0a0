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

  g_free (self->crl_obstacle.detail);
  g_free (self->ocsp_obstacle.detail);
  g_free (self->staple_obstacle.detail);
  g_free (self);
}

/**
 * wlk_revocation_obstruct:
 * @self: the failure recorded so far
 * @other: (transfer full): another failure
 *
 * Keeps the one at the later step.
 */
void
wlk_revocation_obstruct (WlkRevocationObstacle       *self,
                         const WlkRevocationObstacle *other)
{
  if (other->step <= self->step)
    {
      g_free (other->detail);
      return;
    }

  g_free (self->detail);
  *self = *other;
}
