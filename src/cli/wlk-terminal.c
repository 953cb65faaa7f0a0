/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Standard output: its capabilities, and one write for each result. */

#define MIN_WIDTH 40  /* columns; below it the columns of the steps do not fit */
#define MAX_WIDTH 120 /* columns; longer lines of prose are hard to read */

static guint
find_width (void)
{
  struct winsize size;
  const char *columns = getenv ("COLUMNS");
  guint64 width = WLK_TEXT_DEFAULT_WIDTH;

  if (isatty (STDOUT_FILENO) && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    width = size.ws_col;
  else if (columns != NULL)
    g_ascii_string_to_unsigned (columns, 10, 1, G_MAXUINT16, &width, NULL);

  return CLAMP (width, MIN_WIDTH, MAX_WIDTH);
}

/* Source: https://no-color.org: any non-empty value disables colour. */
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

/* The capabilities of standard output. */
WlkTextStyle
wlk_terminal_get_style (WlkColorMode color)
{
  return (WlkTextStyle) {
           .width = find_width (),
           .has_color = wants_color (color),
           .has_unicode = g_get_charset (NULL),
  };
}

/**
 * wlk_terminal_write:
 * @text: bytes to write
 *
 * Writes @text to standard output, with a single write() if possible, so that the results of
 * concurrent programs are not interleaved.
 *
 * Returns: whether all of it was written; %FALSE also if the reading end of a pipe is closed
 */
gboolean
wlk_terminal_write (const char *text)
{
  gsize length = strlen (text);

  while (length > 0)
    {
      gssize n_written = write (STDOUT_FILENO, text, length);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written <= 0)
        return FALSE;
      text += n_written;
      length -= n_written;
    }

  return TRUE;
}

/**
 * wlk_terminal_dup_in_locale:
 * @text: valid UTF-8
 *
 * Converts text to the locale's encoding. Quotes and dashes that it lacks are replaced by those of
 * ASCII, and any other character by a question mark.
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
