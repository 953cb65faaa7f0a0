/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_ERROR (wlk_error_quark ())

/**
 * WlkError:
 * @WLK_ERROR_READ: the bytes could not be read: no such file, no permission, a folder
 * @WLK_ERROR_PARSE: the bytes are not what they claim to be
 * @WLK_ERROR_EMPTY: there is nothing to inspect in them
 * @WLK_ERROR_LIMIT: they exceed a limit of size or depth
 * @WLK_ERROR_UNSUPPORTED: GnuTLS does not support an algorithm or curve
 * @WLK_ERROR_BUDGET_EXCEEDED: a search or a count reached its limit
 * @WLK_ERROR_INVALID_ARGUMENT: the user's input is invalid
 * @WLK_ERROR_PASSWORD: a password is needed, or is wrong
 * @WLK_ERROR_RESOLVE: the host name has no address
 * @WLK_ERROR_CONNECT: no connection to the address
 * @WLK_ERROR_HANDSHAKE: the TLS handshake failed
 * @WLK_ERROR_TIMED_OUT: the other side did not answer in time
 *
 * Why work could not be done. What the work found is a #WlkFinding, never an error.
 */
typedef enum {
  WLK_ERROR_READ,
  WLK_ERROR_PARSE,
  WLK_ERROR_EMPTY,
  WLK_ERROR_LIMIT,
  WLK_ERROR_UNSUPPORTED,
  WLK_ERROR_BUDGET_EXCEEDED,
  WLK_ERROR_INVALID_ARGUMENT,
  WLK_ERROR_PASSWORD,
  WLK_ERROR_RESOLVE,
  WLK_ERROR_CONNECT,
  WLK_ERROR_HANDSHAKE,
  WLK_ERROR_TIMED_OUT,
} WlkError;

GQuark wlk_error_quark (void);

G_END_DECLS
