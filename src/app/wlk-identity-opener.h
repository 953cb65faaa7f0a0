/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "x509/wlk-identity.h"

G_BEGIN_DECLS

#define WLK_TYPE_IDENTITY_OPENER (wlk_identity_opener_get_type ())
G_DECLARE_FINAL_TYPE (WlkIdentityOpener, wlk_identity_opener, WLK, IDENTITY_OPENER, GObject)

/* Lets a person choose a client certificate, and asks for the password of its key when there is
 * one. It is used once. */

WlkIdentityOpener *wlk_identity_opener_new (GtkWindow * parent);
void wlk_identity_opener_open_async (WlkIdentityOpener  *self,
                                     gboolean            is_on_token,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
void wlk_identity_opener_load_async (WlkIdentityOpener  *self,
                                     const char         *certificate,
                                     const char         *key,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
WlkIdentity *wlk_identity_opener_open_finish (WlkIdentityOpener *self,
                                              GAsyncResult      *result,
                                              GError           **error);

G_END_DECLS
