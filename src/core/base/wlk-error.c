/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"

/* The domain of the errors of this program. */
GQuark
wlk_error_quark (void)
{
  return g_quark_from_static_string ("wlk-error-quark");
}
