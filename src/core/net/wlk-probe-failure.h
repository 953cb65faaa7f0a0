/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

GError *wlk_probe_failure_new_timeout (WlkConnection     *connection,
                                       WlkConnectionStage stage);
GError *wlk_probe_failure_new_connect (WlkConnection *connection,
                                       const GError  *error,
                                       const char   **cause);
char *wlk_probe_failure_dup_words (const GError *error);
GError *wlk_probe_failure_new_resolve (WlkConnection *connection,
                                       const GError  *error);
GError *wlk_probe_failure_new_family (WlkConnection *connection);

G_END_DECLS
