/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void wlk_der_append_header (GByteArray *der,
                            guint8      tag,
                            gsize       length);

G_END_DECLS
