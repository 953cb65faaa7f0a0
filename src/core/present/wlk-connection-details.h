/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"
#include "report/wlk-report.h"
#include "x509/wlk-field.h"

G_BEGIN_DECLS

WlkField *wlk_connection_details_new (const WlkConnection *connection,
                                      WlkReport           *report);

G_END_DECLS
