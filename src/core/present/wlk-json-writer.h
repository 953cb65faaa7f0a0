/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WlkJsonWriter:
 * @text: the output so far
 *
 * Writes JSON (RFC 8259) on one line. Within an object each value has a name; within an array the
 * name is %NULL.
 */
typedef struct
{
  GString *text;
} WlkJsonWriter;

void wlk_json_writer_begin (WlkJsonWriter *self,
                            const char    *name,
                            char           bracket);
void wlk_json_writer_end (WlkJsonWriter *self,
                          char           bracket);
void wlk_json_writer_add_string (WlkJsonWriter *self,
                                 const char    *name,
                                 const char    *value);
void wlk_json_writer_take_string (WlkJsonWriter *self,
                                  const char    *name,
                                  char          *value);
void wlk_json_writer_add_strings (WlkJsonWriter      *self,
                                  const char         *name,
                                  const char * const *values);
void wlk_json_writer_add_int (WlkJsonWriter *self,
                              const char    *name,
                              gint64         value);
void wlk_json_writer_add_boolean (WlkJsonWriter *self,
                                  const char    *name,
                                  gboolean       value);

G_END_DECLS
