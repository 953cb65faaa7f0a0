/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-pem.h"

#include "base/wlk-text.h"
#include "load/wlk-base64.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Finds the blocks in a text that may hold anything between them (RFC 7468 §2 allows it) and
 * decodes each into the caller's buffer. An invalid block is reported with the line of the error,
 * and reading continues after it.
 */

#define BEGIN "-----BEGIN "
#define END   "-----END "
#define DASHES "-----"

/**
 * wlk_pem_reader_init:
 * @self: (out caller-allocates): a reader
 * @text: the text
 * @length: its length in bytes
 */
void
wlk_pem_reader_init (WlkPemReader *self,
                     guint8       *text,
                     gsize         length)
{
  *self = (WlkPemReader) { .text = text, .length = length, .line = 1 };
}

/**
 * wlk_pem_block_clear:
 * @block: a block
 *
 * Frees the problem's text.
 */
void
wlk_pem_block_clear (WlkPemBlock *block)
{
  g_clear_pointer (&block->problem, g_free);
}

static gboolean
starts_with (WlkPemReader *self,
             gsize         position,
             const char   *prefix)
{
  gsize length = strlen (prefix);

  return self->length - position >= length &&
         memcmp (self->text + position, prefix, length) == 0;
}

static gsize
find_line_end (WlkPemReader *self,
               gsize         position)
{
  const guint8 *newline = memchr (self->text + position, '\n', self->length - position);

  return newline != NULL ? (gsize) (newline - self->text) : self->length;
}

static void
skip_to (WlkPemReader *self,
         gsize         position)
{
  const guint8 *newline;

  while (self->position < position &&
         (newline = memchr (self->text + self->position, '\n',
                            position - self->position)) != NULL)
    {
      self->line++;
      self->position = newline + 1 - self->text;
    }
  self->position = position;
}

/* The next five dashes; of a longer row the last five, since BEGIN or END would follow those. Each
 * byte is examined once, however long the lines are. */
static gboolean
find_dashes (WlkPemReader *self,
             gsize         position,
             gsize        *start)
{
  const guint8 *dash;

  while (position < self->length &&
         (dash = memchr (self->text + position, '-', self->length - position)) != NULL)
    {
      gsize first = dash - self->text;

      for (position = first; position < self->length && self->text[position] == '-'; position++)
        ;
      if (position - first >= strlen (DASHES))
        {
          *start = position - strlen (DASHES);
          return TRUE;
        }
    }

  return FALSE;
}

/* “-----BEGIN X-----” on one line, which begins with @prefix: copies X. Searches no further than
 * the longest label. */
static gboolean
read_label (WlkPemReader *self,
            gsize         position,
            const char   *prefix,
            char         *label)
{
  gsize start = position + strlen (prefix);
  gsize window = MIN (self->length - start, WLK_PEM_MAX_LABEL + strlen (DASHES));
  const guint8 *dashes = memmem (self->text + start, window, DASHES, strlen (DASHES));
  gsize length;

  if (dashes == NULL)
    return FALSE;

  length = dashes - (self->text + start);
  if (memchr (self->text + start, '\n', length) != NULL)
    return FALSE;
  memcpy (label, self->text + start, length);
  label[length] = '\0';

  return TRUE;
}

/* Lines like “Proc-Type: 4,ENCRYPTED” before a blank line (RFC 1421 §4.6). */
static void
skip_headers (WlkPemReader *self)
{
  gsize position = self->position;
  gsize line_end = find_line_end (self, position);

  if (memchr (self->text + position, ':', line_end - position) == NULL)
    return;

  while (position < self->length)
    {
      line_end = find_line_end (self, position);
      if (line_end == position || (line_end == position + 1 && self->text[position] == '\r'))
        break;
      if (starts_with (self, position, DASHES))
        return;
      position = MIN (line_end + 1, self->length);
    }
  skip_to (self, position);
}

G_GNUC_PRINTF (3, 4)
static void
fail (WlkPemBlock *block,
      guint        line,
      const char  *format,
      ...)
{
  va_list arguments;

  if (block->problem != NULL)
    return;

  block->problem_line = line;
  va_start (arguments, format);
  block->problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

static void
check_end (WlkPemReader *self,
           WlkPemBlock  *block)
{
  g_autofree char *visible_begin = wlk_text_make_visible (block->label, -1);
  char label[WLK_PEM_MAX_LABEL + 1];
  g_autofree char *visible_end = NULL;

  if (!read_label (self, self->position, END, label))
    {
      fail (block, self->line, _("The END line is cut off. Copy the block again, to its end."));
      return;
    }

  visible_end = wlk_text_make_visible (label, -1);
  if (strcmp (label, block->label) != 0)
    fail (block, self->line,
          _("The block begins as “%s” and ends as “%s”. Two blocks have probably been mixed up."),
          visible_begin, visible_end);
  skip_to (self, find_line_end (self, self->position));
}

/* The current character, made visible; for invalid UTF-8, the byte. */
static char *
dup_character (WlkPemReader *self)
{
  const char *text = (const char *) self->text + self->position;
  gsize n_left = self->length - self->position;
  gunichar character = *text != '\0' ? g_utf8_get_char_validated (text, n_left) : 0;
  gboolean is_valid = character < 0x80000000;

  return wlk_text_make_visible (text, is_valid ? g_utf8_next_char (text) - text : 1);
}

/* Base64 must be followed by the END line; anything else is reported. */
static void
finish_block (WlkPemReader    *self,
              const WlkBase64 *base64,
              WlkPemBlock     *block)
{
  g_autofree char *character = NULL;

  self->position = base64->position;
  self->line = base64->line;
  if (self->position == self->length)
    {
      fail (block, block->line,
            _("The block that begins here has no END line. It is probably cut off."));
      return;
    }
  if (starts_with (self, self->position, BEGIN))
    {
      fail (block, block->line,
            _("The block that begins here has no END line before the next one begins."));
      return;
    }
  if (starts_with (self, self->position, END))
    {
      check_end (self, block);
      if (!wlk_base64_is_complete (base64))
        fail (block, self->line,
              _("The base64 is not a multiple of four characters. "
                "A part of it is missing."));
      return;
    }

  character = dup_character (self);
  fail (block, self->line, _("The character “%s” is not part of base64."), character);
}

/* After an error: skips to the END line or the next BEGIN. */
static void
skip_rest (WlkPemReader *self)
{
  while (self->position < self->length)
    {
      if (starts_with (self, self->position, BEGIN))
        return;
      if (starts_with (self, self->position, END))
        {
          skip_to (self, find_line_end (self, self->position));
          return;
        }
      skip_to (self, MIN (find_line_end (self, self->position) + 1, self->length));
    }
}

static void
read_block (WlkPemReader *self,
            guint8       *output,
            WlkPemBlock  *block)
{
  WlkBase64 base64;

  skip_to (self, MIN (find_line_end (self, self->position) + 1, self->length));
  skip_headers (self);
  wlk_base64_init (&base64, self->text, self->length, self->position, self->line);
  block->bytes = output;
  block->n_bytes = wlk_base64_decode (&base64, output);
  finish_block (self, &base64, block);
  if (block->problem != NULL && !starts_with (self, self->position, BEGIN))
    skip_rest (self);
  block->end = self->position;
}

/**
 * wlk_pem_reader_next:
 * @self: a reader
 * @output: where to write the decoded bytes; at or before the reader's position in the text, or
 *   outside it, with room for three bytes for each remaining four
 * @block: (out caller-allocates): the block; clear it with wlk_pem_block_clear()
 *
 * Reads the next block. An END line without a BEGIN is a block with a problem.
 *
 * Returns: %FALSE at the end
 */
gboolean
wlk_pem_reader_next (WlkPemReader *self,
                     guint8       *output,
                     WlkPemBlock  *block)
{
  gsize start;

  *block = (WlkPemBlock) { .bytes = output };

  while (find_dashes (self, self->position, &start))
    {
      skip_to (self, start);
      block->start = start;
      block->line = self->line;
      if (starts_with (self, start, BEGIN) && read_label (self, start, BEGIN, block->label))
        {
          read_block (self, output, block);
          return TRUE;
        }
      if (starts_with (self, start, END) && read_label (self, start, END, block->label))
        {
          fail (block, self->line,
                _("There is an END line here without a BEGIN line. The block’s beginning is "
                  "missing."));
          skip_to (self, find_line_end (self, start));
          block->end = self->position;
          return TRUE;
        }
      self->position = start + strlen (DASHES);
    }
  self->position = self->length;

  return FALSE;
}
