/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-evidence.h"

#include "base/wlk-text.h"
#include "base/wlk-time.h"
#include "x509/wlk-oid.h"

#include <glib/gi18n-lib.h>

/* Bytes shown of a value; the rest is elided. */
#define MAX_SHOWN_BYTES 256

static char *
format_bytes (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autofree char *hex = wlk_text_format_hex (data, MIN (length, MAX_SHOWN_BYTES), ":");

  return length > MAX_SHOWN_BYTES ? g_strconcat (hex, "…", NULL) : g_steal_pointer (&hex);
}

static char *
format_oid (const char *oid)
{
  const char *title = wlk_oid_get_title (oid);

  return title != NULL ? g_strdup_printf ("%s (%s)", title, oid) : g_strdup (oid);
}

/* Line feeds occur only between the lines. */
static char *
format_lines (const char * const *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *visible = wlk_text_make_visible (lines[i], -1);

      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, visible);
    }

  return g_string_free (text, FALSE);
}

/* The value as visible text, translated, with line feeds only for %WLK_VALUE_LINES; NULL for
 * none. */
static char *
value_dup_text (const WlkValue *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  switch (value->kind)
    {
    case WLK_VALUE_WORDS:
      return g_strdup (_(value->words));

    case WLK_VALUE_TEXT:
      return wlk_text_make_visible (value->text, -1);

    case WLK_VALUE_LINES:
      return format_lines ((const char * const *) value->lines);

    case WLK_VALUE_TIME:
      return wlk_time_format (value->number);

    case WLK_VALUE_INTERVAL:
      return wlk_time_format_interval (value->number);

    case WLK_VALUE_NUMBER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);

    case WLK_VALUE_BYTES:
      return format_bytes (value->bytes);

    case WLK_VALUE_NAME:
      return wlk_name_is_empty (value->name)
             ? g_strdup (_("an empty name"))
             : g_strdup (wlk_name_get_text (value->name));

    case WLK_VALUE_OID:
      return format_oid (value->text);

    case WLK_VALUE_NONE:
    default:
      return NULL;
    }
}

/* Frees the contents of @value and sets it to %WLK_VALUE_NONE. */
void
wlk_value_clear (WlkValue *value)
{
  switch (value->kind)
    {
    case WLK_VALUE_TEXT:
    case WLK_VALUE_OID:
      g_free (value->text);
      break;

    case WLK_VALUE_LINES:
      g_strfreev (value->lines);
      break;

    case WLK_VALUE_BYTES:
      g_bytes_unref (value->bytes);
      break;

    case WLK_VALUE_NAME:
      wlk_name_unref (value->name);
      break;

    case WLK_VALUE_NONE:
    case WLK_VALUE_WORDS:
    case WLK_VALUE_TIME:
    case WLK_VALUE_INTERVAL:
    case WLK_VALUE_NUMBER:
    default:
      break;
    }
  value->kind = WLK_VALUE_NONE;
}

/* Its label, translated. */
const char *
wlk_evidence_get_label (const WlkEvidence *self)
{
  return _(self->label);
}

/* (transfer full) (nullable): what was found, as text. */
char *
wlk_evidence_dup_value (const WlkEvidence *self)
{
  return value_dup_text (&self->value);
}

/* (transfer full) (nullable): the expected value, as text. */
char *
wlk_evidence_dup_expected (const WlkEvidence *self)
{
  return value_dup_text (&self->expected);
}

/* Frees its contents. */
void
wlk_evidence_clear (WlkEvidence *self)
{
  wlk_value_clear (&self->value);
  wlk_value_clear (&self->expected);
}
