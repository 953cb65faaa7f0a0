/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspector.h"

#include "suite-files.h"
#include "suite-report.h"

G_BEGIN_DECLS

gboolean suite_load_into_bundle (WlkBundle  *bundle,
                                 JsonObject *object,
                                 const char *member,
                                 const char *folder);
void suite_load_into_trust (WlkTrustStore *trust,
                            WlkBundle     *bundle);
WlkInspection *suite_inspect (WlkQuery      *request,
                              WlkBundle     *bundle,
                              WlkTrustStore *trust,
                              SuiteResult   *result);

G_END_DECLS
