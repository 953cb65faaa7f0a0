/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_CONNECTION_MAX_PROTOCOLS     8  /* application protocols in an offer of GnuTLS */
#define WLK_CONNECTION_MAX_PROTOCOL_NAME 31 /* bytes of one; GnuTLS refuses longer ones */

#define WLK_CONNECTION_NO_PROTOCOLS "none" /* typed instead of application protocols */

/* Typed text about a connection, in the form in which WlkConnectionOptions takes it. */

char *wlk_connection_input_dup_server_name (const char *typed);
char **wlk_connection_input_split_protocols (const char *typed);
char *wlk_connection_input_dup_proxy_text (const char *uri);

G_END_DECLS
