/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes DER for tests, inside out: each call wraps what was written since @start. */

void wlk_test_der_wrap (GByteArray *der,
                        guint       start,
                        guint8      tag);
void wlk_test_der_add (GByteArray   *der,
                       guint8        tag,
                       gconstpointer bytes,
                       gsize         length);
void wlk_test_der_add_hex (GByteArray *der,
                           const char *hex);
void wlk_test_der_add_integer (GByteArray *der,
                               guint8      tag,
                               guint64     number);
void wlk_test_der_add_oid (GByteArray *der,
                           const char *oid);
void wlk_test_der_add_time (GByteArray *der,
                            gint64      seconds);
void wlk_test_der_add_signature (GByteArray *der,
                                 GBytes     *signature);

G_END_DECLS
