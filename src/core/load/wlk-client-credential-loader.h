/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-client-credential.h"

G_BEGIN_DECLS

/* Reads a client certificate with its key: PEM files, PKCS#12 with a password, PKCS#11 objects. */

WlkClientCredential *wlk_client_credential_loader_load (const char *certificate,
                                                        const char *key,
                                                        const char *password,
                                                        GError    **error);
char *wlk_client_credential_loader_dup_name (const char *source);

G_END_DECLS
