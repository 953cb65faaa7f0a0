/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-terminal.h"

#include "base/wlk-text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEFAULT_WIDTH 80  /* columns; where there is no terminal to ask */
#define MIN_WIDTH     40  /* columns; below it the columns of the steps do not fit */
#define MAX_WIDTH     120 /* columns; longer lines of prose are hard to read */

static const char * const escapes[] = {
  [WLK_STYLE_PLAIN] = "",
  [WLK_STYLE_STRONG] = "\033[1m",
  [WLK_STYLE_DIM] = "\033[2m",
  [WLK_STYLE_GOOD] = "\033[32m",
  [WLK_STYLE_BAD] = "\033[1;31m",
  [WLK_STYLE_CAUTION] = "\033[33m",
};

static guint
find_width (void)
{
  struct winsize size;
  const char *columns = getenv ("COLUMNS");
  guint64 width = DEFAULT_WIDTH;

  if (isatty (STDOUT_FILENO) && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    width = size.ws_col;
  else if (columns != NULL)
    g_ascii_string_to_unsigned (columns, 10, MIN_WIDTH, MAX_WIDTH, &width, NULL);

  return CLAMP (width, MIN_WIDTH, MAX_WIDTH);
}

/* Source: https://no-color.org: any value that is not empty asks for no colour. */
static gboolean
wants_color (WlkColorMode mode)
{
  const char *no_color = getenv ("NO_COLOR");
  const char *term = getenv ("TERM");

  if (mode != WLK_COLOR_AUTO)
    return mode == WLK_COLOR_ALWAYS;

  return isatty (STDOUT_FILENO) &&
         (no_color == NULL || *no_color == '\0') &&
         term != NULL && strcmp (term, "dumb") != 0;
}

static guint
measure_character (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;

  return g_unichar_iswide (character) ? 2 : 1;
}

/* The columns that the first @length bytes of @text take. */
static guint
measure_bytes (const char *text,
               gsize       length)
{
  guint width = 0;

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    width += measure_character (g_utf8_get_char (at));

  return width;
}

static void
add_bytes (WlkTerminal *self,
           WlkStyle     style,
           const char  *text,
           gsize        length)
{
  gboolean is_styled = self->has_color && style != WLK_STYLE_PLAIN && length > 0;

  if (is_styled)
    g_string_append (self->text, escapes[style]);
  g_string_append_len (self->text, text, length);
  if (is_styled)
    g_string_append (self->text, "\033[0m");
}

/* How many bytes of @text make a line of at most @columns: up to a blank, or when there is none up
 * to the last character that fits; at least one, so that work ends. Where @may_be_empty, a word
 * that would fit on a line of its own waits for the next one. */
static gsize
fit_line (const char *text,
          guint       columns,
          gboolean    may_be_empty)
{
  const char *at = text;
  const char *end = NULL; /* of the last word that fits */
  guint width = 0;

  while (*at != '\0')
    {
      if (*at == ' ')
        end = at;
      width += measure_character (g_utf8_get_char (at));
      if (width > columns && *at != ' ')
        break;
      at = g_utf8_next_char (at);
    }
  if (*at == '\0')
    return at - text;
  if (end != NULL && end > text)
    return end - text;
  if (may_be_empty)
    return 0;

  return at > text ? at - text : g_utf8_next_char (text) - text;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " ")] == '\0';
}

/**
 * wlk_terminal_init:
 * @self: a terminal
 * @color: when to use colour
 *
 * Finds out what standard output can show.
 */
void
wlk_terminal_init (WlkTerminal *self,
                   WlkColorMode color)
{
  self->width = find_width ();
  self->has_color = wants_color (color);
  self->has_unicode = g_get_charset (NULL);
  self->text = g_string_sized_new (4096);
}

/**
 * wlk_terminal_clear:
 * @self: a terminal
 *
 * Frees what it holds; what was not flushed is lost.
 */
void
wlk_terminal_clear (WlkTerminal *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  self->text = NULL;
}

/**
 * wlk_terminal_measure:
 * @text: valid UTF-8 on one line
 *
 * Returns: the number of columns it takes
 */
guint
wlk_terminal_measure (const char *text)
{
  return measure_bytes (text, strlen (text));
}

/**
 * wlk_terminal_add:
 * @self: a terminal
 * @style: how it looks
 * @text: text without line feeds, also a stranger's
 *
 * Adds text where the last one ended. Whatever could steer a terminal is made visible.
 */
void
wlk_terminal_add (WlkTerminal *self,
                  WlkStyle     style,
                  const char  *text)
{
  g_autofree char *visible = wlk_text_make_visible (text, -1);

  add_bytes (self, style, visible, strlen (visible));
}

/**
 * wlk_terminal_end_line:
 * @self: a terminal
 *
 * Goes to the beginning of the next line.
 */
void
wlk_terminal_end_line (WlkTerminal *self)
{
  g_string_append_c (self->text, '\n');
}

/**
 * wlk_terminal_add_padded:
 * @self: a terminal
 * @style: how it looks
 * @text: valid UTF-8 on one line
 * @columns: how many columns it takes at least; blanks fill the rest
 *
 * Adds a cell of a table.
 */
void
wlk_terminal_add_padded (WlkTerminal *self,
                         WlkStyle     style,
                         const char  *text,
                         guint        columns)
{
  wlk_terminal_add (self, style, text);
  for (guint width = wlk_terminal_measure (text); width < columns; width++)
    g_string_append_c (self->text, ' ');
}

/**
 * wlk_terminal_add_wrapped:
 * @self: a terminal
 * @style: how it looks
 * @text: text without line feeds, also a stranger's
 * @column: the column at which the cursor stands
 * @margin: what every further line begins with
 *
 * Adds a paragraph and ends its line. Lines break at blanks, or within a word that is longer
 * than a line.
 */
void
wlk_terminal_add_wrapped (WlkTerminal *self,
                          WlkStyle     style,
                          const char  *text,
                          guint        column,
                          const char  *margin)
{
  g_autofree char *visible = wlk_text_make_visible (text, -1);
  const char *rest = visible;

  for (;;)
    {
      gsize length = fit_line (rest, self->width > column ? self->width - column : 1,
                               column > wlk_terminal_measure (margin));

      add_bytes (self, style, rest, length);
      rest += length;
      rest += strspn (rest, " ");
      wlk_terminal_end_line (self);
      if (*rest == '\0')
        return;
      wlk_terminal_add (self, is_blank (margin) ? WLK_STYLE_PLAIN : WLK_STYLE_DIM, margin);
      column = wlk_terminal_measure (margin);
    }
}

/**
 * wlk_terminal_add_lines:
 * @self: a terminal
 * @style: how it looks
 * @text: text whose line feeds are ours
 * @column: the column at which the cursor stands
 * @margin: what every further line begins with
 *
 * Adds a paragraph for each line, as wlk_terminal_add_wrapped() does.
 */
void
wlk_terminal_add_lines (WlkTerminal *self,
                        WlkStyle     style,
                        const char  *text,
                        guint        column,
                        const char  *margin)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        wlk_terminal_add (self, is_blank (margin) ? WLK_STYLE_PLAIN : WLK_STYLE_DIM, margin);
      wlk_terminal_add_wrapped (self, style, lines[i],
                                i == 0 ? column : wlk_terminal_measure (margin), margin);
    }
}

/**
 * wlk_terminal_dup_in_locale:
 * @text: valid UTF-8
 *
 * Converts text to the locale's encoding. Quotes and dashes that it does not have become those of
 * ASCII, and any other character a question mark.
 *
 * Returns: (transfer full): the text in the locale's encoding
 */
char *
wlk_terminal_dup_in_locale (const char *text)
{
  g_autoptr(GString) plain = NULL;
  g_autofree char *encoding = NULL;
  const char *charset = NULL;
  char *converted = NULL;

  if (g_get_charset (&charset))
    return g_strdup (text);

  plain = g_string_new (text);
  g_string_replace (plain, "§", "", 0);
  g_string_replace (plain, "·", "-", 0);
  encoding = g_strconcat (charset, "//TRANSLIT", NULL);
  converted = g_convert_with_fallback (plain->str, plain->len, encoding, "UTF-8", "?", NULL, NULL,
                                       NULL);
  return converted != NULL ? converted : g_str_to_ascii (plain->str, "C");
}

/**
 * wlk_terminal_flush:
 * @self: a terminal
 *
 * Writes what was added to standard output.
 */
void
wlk_terminal_flush (WlkTerminal *self)
{
  g_autofree char *converted = wlk_terminal_dup_in_locale (self->text->str);

  fputs (converted, stdout);
  fflush (stdout);
  g_string_truncate (self->text, 0);
}
