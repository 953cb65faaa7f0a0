/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/wlk-ref-counted.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkTarget, wlk_target);

#define WLK_TARGET_DEFAULT_PORT 443 /* HTTPS */

/**
 * WlkTarget:
 * @text: the form to type: the host with U-labels, with the port unless it is the default.
 *   wlk_target_new_parse() parses it
 * @title: the same, with the A-labels of an internationalized name, which distinguish it from
 *   similar names
 * @host: the host in its network form: a name in lower-case A-labels without a trailing dot, or an
 *   address without brackets. It is the reference identifier for certificates
 * @display_host: the host for display, with U-labels; visible text
 * @full_host: the host for display, with U-labels and A-labels if they differ; visible text
 * @server_name: (nullable): the name to send in the ClientHello (RFC 6066 §3: no addresses, no dot
 *   at the end, A-labels)
 * @port: 1 to 65535
 * @is_address: whether the host is an IPv4 or IPv6 address instead of a name
 *
 * A host to connect to, as typed: “host”, “host:port”, “[v6]:port”, “https://…”. Immutable and
 * reference-counted; its readers have a const pointer.
 */
struct _WlkTarget
{
  char       *text;
  char       *title;
  char       *host;
  char       *display_host;
  char       *full_host;
  const char *server_name;
  guint16     port;
  gboolean    is_address;
};

WlkTarget *wlk_target_new_parse (const char *text,
                                 GError    **error);

G_END_DECLS
