/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"
#include "x509/wlk-field.h"

G_BEGIN_DECLS

void wlk_extension_details_add (WlkField           *parent,
                                WlkCertificate     *certificate,
                                const WlkExtension *extension);

G_END_DECLS
