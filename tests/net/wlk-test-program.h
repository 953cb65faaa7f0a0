/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "wlk-test-ca.h"

G_BEGIN_DECLS

/* A TLS server program on loopback, started for one test and stopped by its own process. In its
 * arguments @PORT@, @LEAF@, @ISSUERS@, @CHAIN@ and @KEY@ are replaced by the port and by the PEM
 * files
 * of the leaf, of its issuers, of both, and of its key. */

typedef struct _WlkTestProgram WlkTestProgram;

WlkTestProgram *wlk_test_program_start (const char * const *arguments,
                                        GPtrArray          *chain,
                                        WlkTestKey          key);
void wlk_test_program_stop (WlkTestProgram *self);
guint16 wlk_test_program_get_port (WlkTestProgram *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkTestProgram, wlk_test_program_stop)

G_END_DECLS
