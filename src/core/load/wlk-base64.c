/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-base64.h"

/*
 * Decodes in place: the output may overwrite the input, since it is shorter and never overtakes
 * it. A file of a hundred thousand certificates is 167 MB of base64, of which GLib decodes
 * about 300 MB a second and this about three times as much; it also stops at the first
 * character that base64 does not have, and counts lines, in the same pass.
 */

#define NONE    0x80 /* not in the alphabet */
#define BLANK   0x81
#define NEWLINE 0x82
#define PADDING 0x83

/* The value of each character, or one of the marks above, all of which have the top bit set. */
static const guint8 *
get_table (void)
{
  static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static guint8 table[256];
  static gsize is_ready;

  if (g_once_init_enter (&is_ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (table); i++)
        table[i] = NONE;
      for (guint i = 0; i < 64; i++)
        table[(guint8) alphabet[i]] = i;
      table[' '] = table['\t'] = table['\r'] = BLANK;
      table['\n'] = NEWLINE;
      table['='] = PADDING;
      g_once_init_leave (&is_ready, 1);
    }

  return table;
}

/**
 * wlk_base64_init:
 * @self: (out caller-allocates): a decoder
 * @text: the text
 * @length: its length in bytes
 * @position: where to begin
 * @line: the line of that place
 */
void
wlk_base64_init (WlkBase64    *self,
                 const guint8 *text,
                 gsize         length,
                 gsize         position,
                 guint         line)
{
  *self = (WlkBase64) {
    .text = text,
    .length = length,
    .position = position,
    .line = line,
  };
}

static gsize
write_rest (guint32 bits,
            guint   n_rest,
            guint8 *output)
{
  if (n_rest < 2)
    return 0;

  bits <<= 6 * (4 - n_rest);
  output[0] = bits >> 16;
  if (n_rest == 3)
    output[1] = bits >> 8;

  return n_rest - 1;
}

/* Groups of four adjacent characters, which are nearly all of a line. */
static guint8 *
decode_groups (WlkBase64 *self,
               guint8    *output)
{
  const guint8 *table = get_table ();
  const guint8 *text = self->text;
  gsize i = self->position;

  for (; i + 4 <= self->length; i += 4)
    {
      guint8 a = table[text[i]], b = table[text[i + 1]];
      guint8 c = table[text[i + 2]], d = table[text[i + 3]];

      if ((a | b | c | d) & 0x80)
        break;
      *output++ = a << 2 | b >> 4;
      *output++ = b << 4 | c >> 2;
      *output++ = c << 6 | d;
    }
  self->n_characters += i - self->position;
  self->position = i;

  return output;
}

/**
 * wlk_base64_decode:
 * @self: a decoder
 * @output: at least three bytes for each four that are left; it may be at or before the text's
 *   own position
 *
 * Decodes up to the end, or to the first character that is neither base64 nor white space, which
 * is then @self's position.
 *
 * Returns: how many bytes were written
 */
gsize
wlk_base64_decode (WlkBase64 *self,
                   guint8    *output)
{
  const guint8 *table = get_table ();
  guint8 *start = output;
  guint32 bits = 0;
  guint n_rest = 0;

  while (self->position < self->length)
    {
      guint8 value;

      if (n_rest == 0 && self->n_padding == 0)
        output = decode_groups (self, output);
      if (self->position == self->length)
        break;

      value = table[self->text[self->position]];
      if (value == NONE || (value < 64 && self->n_padding > 0))
        break;
      if (value == NEWLINE)
        self->line++;
      else if (value == PADDING)
        self->n_padding++;
      else if (value < 64)
        {
          bits = bits << 6 | value;
          self->n_characters++;
          n_rest++;
        }
      if (n_rest == 4)
        {
          *output++ = bits >> 16;
          *output++ = bits >> 8;
          *output++ = bits;
          n_rest = 0;
        }
      self->position++;
    }
  output += write_rest (bits, n_rest, output);

  return output - start;
}

/* Whether characters and padding form whole groups of four. Omitted padding is accepted, since
 * some tools omit it. */
gboolean
wlk_base64_is_complete (const WlkBase64 *self)
{
  guint n_rest = self->n_characters % 4;

  if (n_rest == 1 || self->n_padding > 2)
    return FALSE;

  return self->n_padding == 0 || n_rest + self->n_padding == 4;
}
