/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "der/wlk-der-values.h"

static void
read_values (const WlkDerElement *element)
{
  g_autofree char *oid = wlk_der_dup_oid (element, NULL);
  g_autofree char *text = NULL;
  gboolean boolean;
  gint64 number;
  gsize length;
  WlkDerBits bits;

  g_assert ((oid != NULL) == wlk_der_check_oid (element, NULL));
  wlk_der_read_boolean (element, &boolean, NULL);
  wlk_der_read_integer (element, &number, NULL);
  wlk_der_read_time (element, &number, NULL);
  wlk_der_read_bit_string (element, &bits, NULL);
  text = wlk_der_dup_string (element, element->tag, &length, NULL);
  g_assert (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
read_all (WlkDerReader *reader)
{
  WlkDerElement element;
  WlkDerReader inside;

  while (!wlk_der_reader_is_at_end (reader))
    {
      g_autoptr(GError) error = NULL;

      if (!wlk_der_reader_next (reader, &element, &error))
        {
          g_assert_nonnull (error);
          return;
        }
      g_assert_cmpuint (element.content.offset + element.content.length, ==,
                        element.span.offset + element.span.length);
      read_values (&element);
      if (wlk_der_element_is_constructed (&element) &&
          wlk_der_reader_init_content (&inside, &element, NULL))
        read_all (&inside);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  WlkDerReader reader;

  wlk_der_reader_init (&reader, data, size, 0);
  read_all (&reader);
  return 0;
}
