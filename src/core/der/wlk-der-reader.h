/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/wlk-span.h"

G_BEGIN_DECLS

/* The tag of an element is its identifier octet (X.690 §8.1.2) while the tag number is below 31;
* for larger numbers it is the first identifier octet in the top byte and the number below it. */
#define WLK_DER_BOOLEAN                0x01
#define WLK_DER_INTEGER                0x02
#define WLK_DER_BIT_STRING             0x03
#define WLK_DER_OCTET_STRING           0x04
#define WLK_DER_NULL                   0x05
#define WLK_DER_OBJECT_IDENTIFIER      0x06
#define WLK_DER_ENUMERATED             0x0A
#define WLK_DER_UTF8_STRING            0x0C
#define WLK_DER_NUMERIC_STRING         0x12
#define WLK_DER_PRINTABLE_STRING       0x13
#define WLK_DER_TELETEX_STRING         0x14
#define WLK_DER_IA5_STRING             0x16
#define WLK_DER_UTC_TIME               0x17
#define WLK_DER_GENERALIZED_TIME       0x18
#define WLK_DER_VISIBLE_STRING         0x1A
#define WLK_DER_UNIVERSAL_STRING       0x1C
#define WLK_DER_BMP_STRING             0x1E
#define WLK_DER_SEQUENCE               0x30
#define WLK_DER_SET                    0x31
#define WLK_DER_CONTEXT(n)             (0x80 | (n)) /* [n] IMPLICIT of a primitive type */
#define WLK_DER_CONTEXT_CONSTRUCTED(n) (0xA0 | (n)) /* [n] EXPLICIT, or IMPLICIT of a SEQUENCE */

#define WLK_DER_MAX_DEPTH  32         /* levels; real certificates need about 10 */
#define WLK_DER_MAX_LENGTH (64 << 20) /* bytes of one input; offsets stay far inside 32 bits */

/**
 * WlkDerReader:
 * @bytes: the input; borrowed
 * @length: how many bytes
 * @position: index in @bytes of the next element
 * @base: what to add to an index to get an offset in the certificate
 * @depth: how many elements enclose these bytes
 *
 * Reads elements one after the other. It lives on the stack and owns nothing.
 */
typedef struct
{
  const guint8 *bytes;
  guint32       length;
  guint32       position;
  guint32       base;
  guint32       depth;
} WlkDerReader;

/**
 * WlkDerElement:
 * @tag: its tag, one of the constants above or made like them
 * @span: the whole element, counted from the start of the certificate
 * @content: its content octets, counted the same way
 * @bytes: the content octets; borrowed
 * @depth: how many elements enclose it
 */
typedef struct
{
  guint32       tag;
  WlkSpan       span;
  WlkSpan       content;
  const guint8 *bytes;
  guint32       depth;
} WlkDerElement;

void wlk_der_reader_init (WlkDerReader *self,
                          const guint8 *bytes,
                          gsize         length,
                          guint32       base);
gboolean wlk_der_reader_init_content (WlkDerReader        *self,
                                      const WlkDerElement *element,
                                      GError             **error);
gboolean wlk_der_reader_is_at_end (const WlkDerReader *self);
gboolean wlk_der_reader_has_tag (const WlkDerReader *self,
                                 guint32             tag);
gboolean wlk_der_reader_next (WlkDerReader  *self,
                              WlkDerElement *element,
                              GError       **error);
gboolean wlk_der_reader_expect (WlkDerReader  *self,
                                guint32        tag,
                                const char    *what,
                                WlkDerElement *element,
                                GError       **error);
gboolean wlk_der_reader_expect_time (WlkDerReader  *self,
                                     const char    *what,
                                     WlkDerElement *element,
                                     GError       **error);
gboolean wlk_der_reader_enter (WlkDerReader *self,
                               guint32       tag,
                               const char   *what,
                               WlkDerReader *inside,
                               GError      **error);
gboolean wlk_der_reader_finish (const WlkDerReader *self,
                                const char         *what,
                                GError            **error);
gboolean wlk_der_fail (GError    **error,
                       guint32     offset,
                       const char *sentence);
gboolean wlk_der_element_is_constructed (const WlkDerElement *element);

G_END_DECLS
