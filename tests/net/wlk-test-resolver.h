/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define WLK_TYPE_TEST_RESOLVER (wlk_test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (WlkTestResolver, wlk_test_resolver, WLK, TEST_RESOLVER, GResolver)

/* Answers every question alike: with these addresses, with this error, or never. */

GResolver *wlk_test_resolver_new_addresses (const char * const *addresses);
GResolver *wlk_test_resolver_new_error (GResolverError code);
GResolver *wlk_test_resolver_new_silent (void);
const char *wlk_test_resolver_get_question (WlkTestResolver *self);

G_END_DECLS
