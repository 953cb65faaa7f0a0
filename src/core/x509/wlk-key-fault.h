/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-public-key.h"

G_BEGIN_DECLS

/**
 * WlkKeyFault:
 * @WLK_KEY_FAULT_NONE: none was found
 * @WLK_KEY_FAULT_ENCODING: the key is valid, but not encoded as its standard requires
 * @WLK_KEY_FAULT_INVALID: no key of this algorithm has this value
 *
 * The fault of a public key.
 */
typedef enum {
  WLK_KEY_FAULT_NONE,
  WLK_KEY_FAULT_ENCODING,
  WLK_KEY_FAULT_INVALID,
} WlkKeyFault;

WlkKeyFault wlk_key_fault_find (WlkPublicKey *key,
                                const char  **description);

G_END_DECLS
