/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "der/wlk-der-reader.h"

#include "base/wlk-error.h"

#include <glib/gi18n-lib.h>
#include <libtasn1.h>

/*
 * One pass over tag, length and content, in DER only (X.690 §10.1): no indefinite length, every
 * length in its fewest octets. Each element knows its offset, so that a finding can point at its
 * bytes. The reader never copies and never reads past the bytes that it was given.
 */

#define CONSTRUCTED_BIT    0x20
#define HIGH_TAG           0x1F       /* low five bits: the number follows in further octets */
#define MAX_TAG_NUMBER     0x00FFFFFF /* so that the first octet fits above it in 32 bits */
#define LONG_LENGTH_BIT    0x80
#define INDEFINITE_LENGTH  0x80

static gboolean
fail_at (const WlkDerReader *self,
         GError            **error,
         const char         *sentence)
{
  return wlk_der_fail (error, self->base + self->position, sentence);
}

/* Reads the identifier octets at the reader's position; @size is their number. */
static gboolean
read_tag (const WlkDerReader *self,
          guint32            *tag,
          guint32            *size,
          GError            **error)
{
  const guint8 *start = self->bytes + self->position;
  unsigned char class_and_form;
  unsigned long number;
  int n_octets;

  if (asn1_get_tag_der (start, self->length - self->position,
                        &class_and_form, &n_octets, &number) != ASN1_SUCCESS)
    return fail_at (self, error, _("The data ends inside a tag, or the tag is not valid."));

  *size = n_octets;
  if ((start[0] & HIGH_TAG) != HIGH_TAG)
    {
      *tag = start[0];
      return TRUE;
    }
  if (number < HIGH_TAG || start[1] == LONG_LENGTH_BIT)
    return fail_at (self, error, _("The tag is not in its shortest form."));
  if (number > MAX_TAG_NUMBER)
    return fail_at (self, error, _("The tag number is too large."));

  *tag = (guint32) start[0] << 24 | (guint32) number;
  return TRUE;
}

/* Reads the length octets @skip bytes after the reader's position. */
static gboolean
read_length (const WlkDerReader *self,
             guint32             skip,
             guint32            *length,
             guint32            *size,
             GError            **error)
{
  const guint8 *start = self->bytes + self->position + skip;
  guint32 available = self->length - self->position - skip;
  int n_octets = 0;
  long value;

  if (available == 0)
    return fail_at (self, error, _("The data ends before the length of an element."));
  if (start[0] == INDEFINITE_LENGTH)
    return fail_at (self, error, _("The length is indefinite, which DER forbids."));

  value = asn1_get_length_der (start, available, &n_octets);
  if (value < 0 ||
      ((start[0] & LONG_LENGTH_BIT) != 0 && n_octets != 1 + (start[0] & ~LONG_LENGTH_BIT)))
    return fail_at (self, error, _("The element is longer than the data that is left."));
  if ((start[0] & LONG_LENGTH_BIT) != 0 && (start[1] == 0 || value < LONG_LENGTH_BIT))
    return fail_at (self, error, _("The length is not in its shortest form, as DER requires."));

  *length = (guint32) value;
  *size = n_octets;
  return TRUE;
}

/* Fills in the element whose header has @header octets and whose content has @length. */
static void
take_element (WlkDerReader  *self,
              WlkDerElement *element,
              guint32        header,
              guint32        length)
{
  guint32 offset = self->base + self->position;

  element->span = (WlkSpan) { offset, header + length };
  element->content = (WlkSpan) { offset + header, length };
  element->bytes = self->bytes + self->position + header;
  element->depth = self->depth;
  self->position += header + length;
}

/* Nearly every element has one octet of tag and one of length. A fast path for these makes parsing
 * a certificate a third faster; all others, and all errors, take the general path. */
static gboolean
take_short_element (WlkDerReader  *self,
                    WlkDerElement *element)
{
  const guint8 *start = self->bytes + self->position;
  guint32 available = self->length - self->position;

  if (available < 2 || (start[0] & HIGH_TAG) == HIGH_TAG ||
      start[1] >= LONG_LENGTH_BIT || start[1] > available - 2)
    return FALSE;

  element->tag = start[0];
  take_element (self, element, 2, start[1]);
  return TRUE;
}

/**
 * wlk_der_reader_init:
 * @self: a reader on the stack
 * @bytes: (array length=length): what to read; it must outlive the reader and its elements
 * @length: how many bytes; those after %WLK_DER_MAX_LENGTH are ignored, so that the outermost
 *   element is reported as truncated
 * @base: the offset of @bytes in the certificate, added to every reported offset
 *
 * Starts reading at the first byte.
 */
void
wlk_der_reader_init (WlkDerReader *self,
                     const guint8 *bytes,
                     gsize         length,
                     guint32       base)
{
  self->bytes = bytes;
  self->length = (guint32) MIN (length, (gsize) WLK_DER_MAX_LENGTH);
  self->position = 0;
  self->base = base;
  self->depth = 0;
}

/**
 * wlk_der_reader_init_content:
 * @self: a reader on the stack
 * @element: a constructed element, or one whose content octets are DER again
 * @error: return location; %WLK_ERROR_LIMIT when the element is nested deeper than
 *   %WLK_DER_MAX_DEPTH
 *
 * Starts reading at the first content octet of @element.
 *
 * Returns: %TRUE if the depth allows it
 */
gboolean
wlk_der_reader_init_content (WlkDerReader        *self,
                             const WlkDerElement *element,
                             GError             **error)
{
  wlk_der_reader_init (self, element->bytes, element->content.length, element->content.offset);
  self->depth = element->depth + 1;
  if (self->depth <= WLK_DER_MAX_DEPTH)
    return TRUE;

  self->length = 0;
  g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
               _("Byte %u: The elements are nested more than %d deep."),
               element->span.offset, WLK_DER_MAX_DEPTH);
  return FALSE;
}

/* %TRUE when no element is left. */
gboolean
wlk_der_reader_is_at_end (const WlkDerReader *self)
{
  return self->position >= self->length;
}

/**
 * wlk_der_reader_has_tag:
 * @self: a reader
 * @tag: a tag whose number is below 31
 *
 * Tests the next element without consuming it, as for an OPTIONAL or DEFAULT component.
 *
 * Returns: %TRUE when there is an element and its tag is @tag
 */
gboolean
wlk_der_reader_has_tag (const WlkDerReader *self,
                        guint32             tag)
{
  return self->position < self->length && self->bytes[self->position] == tag;
}

/**
 * wlk_der_reader_next:
 * @self: a reader that is not at its end
 * @element: (out caller-allocates): the element
 * @error: return location; %WLK_ERROR_PARSE, saying at which byte
 *
 * Reads the next element and moves past it.
 *
 * Source: X.690 §8.1 and §10.1.
 *
 * Returns: %TRUE when @element was read
 */
gboolean
wlk_der_reader_next (WlkDerReader  *self,
                     WlkDerElement *element,
                     GError       **error)
{
  guint32 length = 0;
  guint32 length_size = 0;
  guint32 tag_size = 0;

  if (self->position >= self->length)
    return fail_at (self, error, _("The data ends where another element must follow."));
  if (take_short_element (self, element))
    return TRUE;
  if (!read_tag (self, &element->tag, &tag_size, error) ||
      !read_length (self, tag_size, &length, &length_size, error))
    return FALSE;

  take_element (self, element, tag_size + length_size, length);
  return TRUE;
}

/**
 * wlk_der_reader_expect:
 * @self: a reader
 * @tag: the tag that the next element must have
 * @what: the element's name in the standard, for the error
 * @element: (out caller-allocates): the element
 * @error: return location; %WLK_ERROR_PARSE, saying at which byte
 *
 * Reads the next element if its tag is @tag.
 *
 * Returns: %TRUE when @element was read
 */
gboolean
wlk_der_reader_expect (WlkDerReader  *self,
                       guint32        tag,
                       const char    *what,
                       WlkDerElement *element,
                       GError       **error)
{
  guint32 offset = self->base + self->position;

  if (wlk_der_reader_is_at_end (self))
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_PARSE,
                   _("Byte %u: The data ends where “%s” must follow."), offset, what);
      return FALSE;
    }
  if (!wlk_der_reader_next (self, element, error))
    return FALSE;
  if (element->tag != tag)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_PARSE,
                   _("Byte %u: “%s” must have the tag 0x%02X here, not 0x%02X."),
                   offset, what, tag, element->tag);
      return FALSE;
    }

  return TRUE;
}

/**
 * wlk_der_reader_expect_time:
 * @self: a reader
 * @what: the name of the element in the standard, for the error
 * @element: (out caller-allocates): the element
 * @error: return location; %WLK_ERROR_PARSE, with the offset
 *
 * Reads the next element if it is a Time: a UTCTime or a GeneralizedTime (RFC 5280 §4.1.2.5).
 *
 * Returns: %TRUE when @element was read
 */
gboolean
wlk_der_reader_expect_time (WlkDerReader  *self,
                            const char    *what,
                            WlkDerElement *element,
                            GError       **error)
{
  guint32 tag = wlk_der_reader_has_tag (self, WLK_DER_GENERALIZED_TIME)
                ? WLK_DER_GENERALIZED_TIME
                : WLK_DER_UTC_TIME;

  return wlk_der_reader_expect (self, tag, what, element, error);
}

/**
 * wlk_der_reader_enter:
 * @self: a reader
 * @tag: the tag that the next element must have
 * @what: the element's name in the standard, for the error
 * @inside: (out caller-allocates): a reader of its content
 * @error: return location; %WLK_ERROR_PARSE, or %WLK_ERROR_LIMIT when it is nested too deep
 *
 * Reads the next element if its tag is @tag, and starts reading inside it.
 *
 * Returns: %TRUE when @inside is ready
 */
gboolean
wlk_der_reader_enter (WlkDerReader *self,
                      guint32       tag,
                      const char   *what,
                      WlkDerReader *inside,
                      GError      **error)
{
  WlkDerElement element;

  return wlk_der_reader_expect (self, tag, what, &element, error) &&
         wlk_der_reader_init_content (inside, &element, error);
}

/**
 * wlk_der_reader_finish:
 * @self: a reader
 * @what: the name in the standard of the element around these bytes, for the error
 * @error: return location; %WLK_ERROR_PARSE when something is left
 *
 * Checks that nothing follows.
 *
 * Returns: %TRUE when the reader is at its end
 */
gboolean
wlk_der_reader_finish (const WlkDerReader *self,
                       const char         *what,
                       GError            **error)
{
  if (wlk_der_reader_is_at_end (self))
    return TRUE;

  g_set_error (error, WLK_ERROR, WLK_ERROR_PARSE,
               ngettext ("Byte %u: “%s” has %u byte too many at its end.",
                         "Byte %u: “%s” has %u bytes too many at its end.",
                         self->length - self->position),
               self->base + self->position, what, self->length - self->position);
  return FALSE;
}

/**
 * wlk_der_fail:
 * @error: return location for a %WLK_ERROR_PARSE
 * @offset: the byte in question, counted from the start of the certificate
 * @sentence: a translated sentence about the error
 *
 * Sets @error like the reader does, so that all errors about DER have the same form.
 *
 * Returns: %FALSE, to be returned in turn
 */
gboolean
wlk_der_fail (GError    **error,
              guint32     offset,
              const char *sentence)
{
  /* Translators: %u is the position of a byte, %s a sentence about the error there. */
  g_set_error (error, WLK_ERROR, WLK_ERROR_PARSE, _("Byte %u: %s"), offset, sentence);
  return FALSE;
}

/* %TRUE when its content is elements rather than a value. */
gboolean
wlk_der_element_is_constructed (const WlkDerElement *element)
{
  guint32 first_octet = element->tag > 0xFF ? element->tag >> 24 : element->tag;

  return (first_octet & CONSTRUCTED_BIT) != 0;
}
