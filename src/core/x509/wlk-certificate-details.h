/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"
#include "x509/wlk-field.h"

G_BEGIN_DECLS

WlkField *wlk_certificate_details_new (WlkCertificate *certificate);

G_END_DECLS
