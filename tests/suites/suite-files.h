/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

GPtrArray *suite_list_files (const char * const *names);
char *suite_find_file (const char *name);
JsonNode *suite_load_json (const char *path);
GPtrArray *suite_load_cases (const char *path,
                             const char *member,
                             const char *mark);
void suite_load_table (const char *path,
                       void (     *take ) (char   **columns,
                                           gpointer data),
                       gpointer    data);
const char *suite_get_string (JsonObject *object,
                              const char *member);
gint64 suite_get_integer (JsonObject *object,
                          const char *member,
                          gint64      fallback);
gboolean suite_get_boolean (JsonObject *object,
                            const char *member);
JsonObject *suite_get_object (JsonObject *object,
                              const char *member);
guint suite_get_length (JsonObject *object,
                        const char *member);
JsonNode *suite_get_element (JsonObject *object,
                             const char *member,
                             guint       index);
const char *suite_get_word (JsonObject *object,
                            const char *member,
                            guint       index);
gboolean suite_has_word (const char *words,
                         const char *word);

G_END_DECLS
