/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "present/wlk-json-writer.h"

#include "base/wlk-text.h"

#include <string.h>

/* Appends a JSON string; @value is valid UTF-8. */
static void
append_quoted (GString    *text,
               const char *value)
{
  g_string_append_c (text, '"');
  for (const char *at = value; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_printf (text, "\\%c", *at);
      else if (*at == '\n')
        g_string_append (text, "\\n");
      else if ((guchar) *at < 0x20 || *at == 0x7F)
        g_string_append_printf (text, "\\u%04x", (guchar) *at);
      else
        g_string_append_c (text, *at);
    }
  g_string_append_c (text, '"');
}

static void
append_name (WlkJsonWriter *self,
             const char    *name)
{
  gsize length = self->text->len;

  if (length > 0 && strchr ("{[", self->text->str[length - 1]) == NULL)
    g_string_append_c (self->text, ',');
  if (name == NULL)
    return;

  append_quoted (self->text, name);
  g_string_append_c (self->text, ':');
}

/**
 * wlk_json_writer_begin:
 * @self: a writer
 * @name: (nullable): the member's name
 * @bracket: `{` or `[`
 *
 * Begins an object or an array.
 */
void
wlk_json_writer_begin (WlkJsonWriter *self,
                       const char    *name,
                       char           bracket)
{
  append_name (self, name);
  g_string_append_c (self->text, bracket);
}

/**
 * wlk_json_writer_end:
 * @self: a writer
 * @bracket: `}` or `]`
 *
 * Ends the innermost object or array.
 */
void
wlk_json_writer_end (WlkJsonWriter *self,
                     char           bracket)
{
  g_string_append_c (self->text, bracket);
}

/**
 * wlk_json_writer_add_string:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: (nullable): a text; invalid UTF-8 is made visible. %NULL becomes `null`
 */
void
wlk_json_writer_add_string (WlkJsonWriter *self,
                            const char    *name,
                            const char    *value)
{
  append_name (self, name);
  if (value == NULL)
    {
      g_string_append (self->text, "null");
    }
  else if (g_utf8_validate (value, -1, NULL))
    {
      append_quoted (self->text, value);
    }
  else
    {
      g_autofree char *visible = wlk_text_make_visible (value, -1);

      append_quoted (self->text, visible);
    }
}

/**
 * wlk_json_writer_take_string:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: (nullable) (transfer full): a text
 */
void
wlk_json_writer_take_string (WlkJsonWriter *self,
                             const char    *name,
                             char          *value)
{
  wlk_json_writer_add_string (self, name, value);
  g_free (value);
}

/**
 * wlk_json_writer_add_strings:
 * @self: a writer
 * @name: (nullable): the member's name
 * @values: (nullable): texts, %NULL-terminated; %NULL for an empty array
 */
void
wlk_json_writer_add_strings (WlkJsonWriter      *self,
                             const char         *name,
                             const char * const *values)
{
  wlk_json_writer_begin (self, name, '[');
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    wlk_json_writer_add_string (self, NULL, values[i]);
  wlk_json_writer_end (self, ']');
}

/**
 * wlk_json_writer_add_int:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: a number
 */
void
wlk_json_writer_add_int (WlkJsonWriter *self,
                         const char    *name,
                         gint64         value)
{
  append_name (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

/**
 * wlk_json_writer_add_boolean:
 * @self: a writer
 * @name: (nullable): the member's name
 * @value: a boolean
 */
void
wlk_json_writer_add_boolean (WlkJsonWriter *self,
                             const char    *name,
                             gboolean       value)
{
  append_name (self, name);
  g_string_append (self->text, value ? "true" : "false");
}
