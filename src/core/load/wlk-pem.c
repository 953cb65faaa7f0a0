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
 * and reading continues after it. A boundary with another number of dashes than five is read, and
 * reported, since other programs ignore it.
 */

#define BEGIN      "BEGIN "
#define END        "END "
#define MIN_DASHES 3 /* of a boundary with missing dashes */

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

/* Frees the problem's text. */
void
wlk_pem_block_clear (WlkPemBlock *block)
{
  g_clear_pointer (&block->problem, g_free);
}

static gsize
count_dashes (WlkPemReader *self,
              gsize         position)
{
  gsize n_dashes = 0;

  while (position + n_dashes < self->length && self->text[position + n_dashes] == '-')
    n_dashes++;

  return n_dashes;
}

/* Whether a row of dashes and then @word begin at @position. */
static gboolean
starts_with (WlkPemReader *self,
             gsize         position,
             const char   *word)
{
  gsize n_dashes = count_dashes (self, position);
  gsize length = strlen (word);

  position += n_dashes;

  return n_dashes >= MIN_DASHES && self->length - position >= length &&
         memcmp (self->text + position, word, length) == 0;
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

/* The start of the next row of dashes, or the end; of a long row the last five, since BEGIN or END
 * would follow those. Each byte is examined once, however long the lines are. */
static gsize
find_dashes (WlkPemReader *self)
{
  gsize position = self->position;
  const guint8 *dash;

  if (self->next_dashes > position)
    return self->next_dashes;

  self->next_dashes = self->length;
  while (position < self->length &&
         (dash = memchr (self->text + position, '-', self->length - position)) != NULL)
    {
      gsize first = dash - self->text;

      position = first + count_dashes (self, first);
      if (position - first >= MIN_DASHES)
        {
          self->next_dashes = position - MIN (position - first, WLK_PEM_DASHES);
          break;
        }
    }

  return self->next_dashes;
}

/* “-----BEGIN X-----” on one line, which begins with dashes and @word: copies X, and finds the end
 * of the dashes. Searches no further than the longest label. */
static gboolean
read_label (WlkPemReader *self,
            gsize         position,
            const char   *word,
            char         *label,
            gsize        *end)
{
  gsize start = position + count_dashes (self, position) + strlen (word);
  gsize window = MIN (self->length - start, WLK_PEM_MAX_LABEL + MIN_DASHES);
  const guint8 *dashes = memmem (self->text + start, window, "---", MIN_DASHES);
  gsize length;

  if (dashes == NULL)
    return FALSE;

  length = dashes - (self->text + start);
  if (memchr (self->text + start, '\n', length) != NULL)
    return FALSE;
  memcpy (label, self->text + start, length);
  label[length] = '\0';
  *end = start + length + MIN (count_dashes (self, start + length), WLK_PEM_DASHES);

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
      if (count_dashes (self, position) >= MIN_DASHES)
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
  gsize end;

  if (!read_label (self, self->position, END, label, &end))
    {
      fail (block, self->line, _("The END line is cut off. Copy the block again, to its end."));
      return;
    }

  visible_end = wlk_text_make_visible (label, -1);
  if (strcmp (label, block->label) != 0)
    fail (block, self->line,
          _("The block begins as “%s” and ends as “%s”. Two blocks have probably been mixed up."),
          visible_begin, visible_end);
  skip_to (self, end);
}

/* As in mail: “=3D” for “=”, and “=” before a line break that is not there. */
static gboolean
is_quoted_printable (WlkPemReader *self)
{
  gsize i = self->position;

  if (i > 0 && self->text[i - 1] == '\n')
    i -= i > 1 && self->text[i - 2] == '\r' ? 2 : 1;
  else if (self->text[i] != '3')
    return FALSE;

  return i > 0 && self->text[i - 1] == '=';
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

  if (is_quoted_printable (self))
    {
      fail (block, self->line,
            _("The base64 is encoded once more, as quoted-printable, for mail. Save the message as "
              "text with a mail program, and open that."));
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

/* Whether @length bytes have no ASCII letter or digit, such as dashes of another script. */
static gboolean
is_decoration (const guint8 *text,
               gsize         length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalnum (text[i]))
      return FALSE;

  return TRUE;
}

/* A line with “BEGIN CERTIFICATE” before @limit that is not a boundary, since a word processor has
 * replaced its dashes. */
static gboolean
find_undashed (WlkPemReader *self,
               gsize         limit,
               gsize        *start)
{
  static const char words[] = BEGIN "CERTIFICATE";
  const gsize length = strlen (words);
  const guint8 *found;

  while (self->position < limit &&
         (found = memmem (self->text + self->position, limit - self->position, words,
                          length)) != NULL)
    {
      const guint8 *newline = memrchr (self->text + self->position, '\n',
                                       found - self->text - self->position);
      const guint8 *line = newline != NULL ? newline + 1 : self->text + self->position;
      gsize end = found - self->text + length;

      *start = line - self->text;
      if (is_decoration (line, found - line) &&
          is_decoration (self->text + end, find_line_end (self, end) - end))
        return TRUE;
      skip_to (self, end);
    }

  return FALSE;
}

static void
fail_undashed (WlkPemReader *self,
               gsize         start,
               WlkPemBlock  *block)
{
  skip_to (self, start);
  block->start = start;
  block->line = self->line;
  g_strlcpy (block->label, "CERTIFICATE", sizeof block->label);
  fail (block, self->line,
        _("The BEGIN line must have five hyphens before and five after. A word processor has "
          "probably replaced them by other dashes."));
  skip_to (self, find_line_end (self, start));
  block->end = self->position;
}

/* Whether the attributes of p11-kit before a certificate distrust it. */
static gboolean
has_distrust (WlkPemReader *self,
              gsize         start,
              gsize         end)
{
  static const char distrust[] = "x-distrusted: true";
  const guint8 *found = memmem (self->text + start, end - start, distrust, strlen (distrust));

  return found != NULL && (found == self->text + start || found[-1] == '\n');
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
  gsize first = self->position;
  gsize end;

  *block = (WlkPemBlock) { .bytes = output };

  while (self->position < self->length)
    {
      gsize dashes = find_dashes (self);
      gsize undashed;

      if (find_undashed (self, dashes, &undashed))
        {
          fail_undashed (self, undashed, block);
          return TRUE;
        }
      skip_to (self, dashes);
      block->start = dashes;
      block->line = self->line;
      if (starts_with (self, dashes, BEGIN) &&
          read_label (self, dashes, BEGIN, block->label, &end))
        {
          block->n_dashes = (guint) count_dashes (self, dashes);
          block->is_distrusted = has_distrust (self, first, dashes);
          read_block (self, output, block);
          return TRUE;
        }
      if (starts_with (self, dashes, END) && read_label (self, dashes, END, block->label, &end))
        {
          fail (block, self->line,
                _("There is an END line here without a BEGIN line. The block’s beginning is "
                  "missing."));
          skip_to (self, end);
          block->end = self->position;
          return TRUE;
        }
      self->position = dashes + count_dashes (self, dashes);
    }

  return FALSE;
}
