/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Addresses of HTTP and HTTPS, as certificates and redirects name them. */

GUri *wlk_fetch_address_parse (const char *address,
                               GError    **error);
char *wlk_fetch_address_resolve (GUri       *uri,
                                 const char *location);

G_END_DECLS
