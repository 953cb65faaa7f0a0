/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* HTTP and HTTPS URIs from certificates and redirects. */

GUri *wlk_fetch_address_parse (const char *address,
                               GError    **error);
char *wlk_fetch_address_resolve (GUri       *uri,
                                 const char *location);

G_END_DECLS
