/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "x509/wlk-client-credential.h"

G_BEGIN_DECLS

#define WLK_TYPE_CLIENT_CREDENTIAL_OPENER (wlk_client_credential_opener_get_type ())
G_DECLARE_FINAL_TYPE (WlkClientCredentialOpener, wlk_client_credential_opener, WLK,
                      CLIENT_CREDENTIAL_OPENER, GObject)

/* Shows a dialog to choose a client certificate, and asks for the password if its key is
 * encrypted. It is used once. */

WlkClientCredentialOpener *wlk_client_credential_opener_new (GtkWindow * parent);
void wlk_client_credential_opener_open_async (WlkClientCredentialOpener *self,
                                              gboolean                   is_on_token,
                                              GAsyncReadyCallback        callback,
                                              gpointer                   user_data);
void wlk_client_credential_opener_load_async (WlkClientCredentialOpener *self,
                                              const char                *certificate,
                                              const char                *key,
                                              GAsyncReadyCallback        callback,
                                              gpointer                   user_data);
WlkClientCredential *wlk_client_credential_opener_open_finish (WlkClientCredentialOpener *self,
                                                               GAsyncResult              *result,
                                                               GError                   **error);

G_END_DECLS
