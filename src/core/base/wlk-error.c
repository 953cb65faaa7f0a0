/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"

G_DEFINE_QUARK (wlk-error-quark, wlk_error)
