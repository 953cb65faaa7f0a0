/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WLK_HOST_NAME_MAX_LENGTH 253 /* characters without the trailing dot; RFC 1034 §3.1 */

/**
 * WlkHostNameMatch:
 * @WLK_HOST_NAME_DIFFERS: another name, or not a valid name
 * @WLK_HOST_NAME_EQUAL: the same name
 * @WLK_HOST_NAME_BY_WILDCARD: matched by a wildcard
 *
 * The match of a presented identifier with the reference identifier.
 */
typedef enum {
  WLK_HOST_NAME_DIFFERS,
  WLK_HOST_NAME_EQUAL,
  WLK_HOST_NAME_BY_WILDCARD,
} WlkHostNameMatch;

char *wlk_host_name_normalize (const char *text);
WlkHostNameMatch wlk_host_name_match (const char *presented,
                                      gsize       length,
                                      const char *reference);
guint wlk_host_name_count_equal_labels (const char *presented,
                                        const char *reference);
GInetAddress *wlk_host_name_parse_address (const char *text);

G_END_DECLS
