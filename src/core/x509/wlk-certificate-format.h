/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

char *wlk_certificate_dup_title (WlkCertificate *self);

G_END_DECLS
