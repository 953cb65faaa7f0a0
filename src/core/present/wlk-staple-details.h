/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"
#include "x509/wlk-field.h"

G_BEGIN_DECLS

void wlk_staple_details_add (WlkField       *root,
                             GBytes         *staple,
                             WlkCertificate *leaf);

G_END_DECLS
