/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-identity.h"

G_BEGIN_DECLS

/* Reads a client certificate with its key: PEM files, PKCS#12 with a password, PKCS#11 objects. */

WlkIdentity *wlk_identity_loader_load (const char *certificate,
                                       const char *key,
                                       const char *password,
                                       GError    **error);
char *wlk_identity_loader_dup_name (const char *source);

G_END_DECLS
