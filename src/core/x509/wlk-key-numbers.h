/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"

G_BEGIN_DECLS

/* The numbers in RSA and DSA keys. */

guint wlk_key_numbers_count_bits (const WlkDerElement *integer);
guint wlk_key_numbers_read (const guint8 *bytes,
                            gsize         length,
                            guint        *second);
gboolean wlk_key_numbers_are_oversized (guint modulus,
                                        guint exponent,
                                        gsize length);

G_END_DECLS
