/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define WLK_TYPE_TARGET (wlk_target_get_type ())
G_DECLARE_FINAL_TYPE (WlkTarget, wlk_target, WLK, TARGET, GObject)

#define WLK_TARGET_DEFAULT_PORT 443 /* HTTPS */

/* A host to connect to, as typed: “host”, “host:port”, “[v6]:port”, “https://…”. Immutable. */

WlkTarget * wlk_target_new_parse (const char *text,
                                  GError **error);
const char *wlk_target_get_text (WlkTarget *self);
const char *wlk_target_get_title (WlkTarget *self);
const char *wlk_target_get_host (WlkTarget *self);
const char *wlk_target_get_display_host (WlkTarget *self);
const char *wlk_target_get_full_host (WlkTarget *self);
const char *wlk_target_get_server_name (WlkTarget *self);
guint16 wlk_target_get_port (WlkTarget *self);
gboolean wlk_target_is_address (WlkTarget *self);

G_END_DECLS
