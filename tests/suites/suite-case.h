/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspector.h"

#include "suite-report.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *suite_find_file (const char *name);
JsonNode *suite_load_json (const char *path);
GPtrArray *suite_load_cases (const char *path,
                             const char *member);
void suite_load_table (const char *path,
                       void (     *take ) (char   **columns,
                                           gpointer data),
                       gpointer    data);
const char *suite_get_string (JsonObject *object,
                              const char *member);
void suite_load_into_bundle (WlkBundle  *bundle,
                             JsonObject *object,
                             const char *member,
                             const char *folder);
void suite_load_into_trust (WlkTrustStore *trust,
                            WlkBundle     *bundle);
WlkInspection *suite_inspect (WlkRequest    *request,
                              WlkBundle     *bundle,
                              WlkTrustStore *trust,
                              SuiteResult   *result);
gboolean suite_has_word (const char *words,
                         const char *word);

G_END_DECLS
