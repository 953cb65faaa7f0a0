/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-text.h"

#include <string.h>

typedef struct
{
  const char *path;
  const char *text;
  gssize      length;
  const char *visible;
} Case;

static const Case cases[] = {
  { "empty-stays-empty", "", -1, "" },
  { "nothing-is-empty", NULL, 0, "" },
  { "letters-stay", "Let’s Encrypt – Ω 漢字", -1, "Let’s Encrypt – Ω 漢字" },
  { "combining-marks-stay", "e\xCC\x81", -1, "e\xCC\x81" },
  { "two-combining-marks-stay", "e\xCC\x82\xCC\x81", -1, "e\xCC\x82\xCC\x81" },
  { "third-combining-mark-is-shown", "e\xCC\x82\xCC\x81\xCC\x83", -1,
    "e\xCC\x82\xCC\x81⟨U+0303⟩" },
  { "repeated-combining-mark-is-shown", "e\xCC\x81\xCC\x81\xCC\x82", -1,
    "e\xCC\x81⟨U+0301⟩⟨U+0302⟩" },
  { "combining-mark-at-the-start-is-shown", "\xCC\xB8z", -1, "⟨U+0338⟩z" },
  { "combining-mark-on-a-space-is-shown", "a \xCC\xB8", -1, "a ⟨U+0338⟩" },
  { "enclosing-mark-after-others-is-shown", "e\xCC\x82\xCC\x81\xE2\x83\x9D", -1,
    "e\xCC\x82\xCC\x81⟨U+20DD⟩" },
  { "visible-text-stays", "e⟨U+0301⟩⟨0xFF⟩", -1, "e⟨U+0301⟩⟨0xFF⟩" },
  { "markup-stays-text", "<b>&amp;</b>", -1, "<b>&amp;</b>" },
  { "newline-is-shown", "a\nb", -1, "a⟨U+000A⟩b" },
  { "escape-is-shown", "\x1B[31m", -1, "⟨U+001B⟩[31m" },
  { "zero-byte-is-shown", "a\0b", 3, "a⟨U+0000⟩b" },
  { "right-to-left-override-is-shown", "\xE2\x80\xAE" "abc", -1, "⟨U+202E⟩abc" },
  { "isolate-is-shown", "\xE2\x81\xA6", -1, "⟨U+2066⟩" },
  { "zero-width-space-is-shown", "\xE2\x80\x8B", -1, "⟨U+200B⟩" },
  { "soft-hyphen-is-shown", "\xC2\xAD", -1, "⟨U+00AD⟩" },
  { "no-break-space-is-shown", "\xC2\xA0", -1, "⟨U+00A0⟩" },
  { "line-separator-is-shown", "\xE2\x80\xA8", -1, "⟨U+2028⟩" },
  { "hangul-filler-is-shown", "\xE3\x85\xA4", -1, "⟨U+3164⟩" },
  { "grapheme-joiner-is-shown", "a\xCD\x8F" "b", -1, "a⟨U+034F⟩b" },
  { "khmer-inherent-vowel-is-shown", "a\xE1\x9E\xB4", -1, "a⟨U+17B4⟩" },
  { "mongolian-selector-is-shown", "a\xE1\xA0\x8B", -1, "a⟨U+180B⟩" },
  { "variation-selector-is-shown", "a\xEF\xB8\x8F", -1, "a⟨U+FE0F⟩" },
  { "supplementary-variation-selector-is-shown", "a\xF3\xA0\x84\x80", -1, "a⟨U+E0100⟩" },
  { "blank-braille-is-shown", "a\xE2\xA0\x80z", -1, "a⟨U+2800⟩z" },
  { "other-braille-stays", "\xE2\xA0\x81", -1, "\xE2\xA0\x81" },
  { "object-replacement-is-shown", "\xEF\xBF\xBC", -1, "⟨U+FFFC⟩" },
  { "replacement-character-stays", "\xEF\xBF\xBD", -1, "\xEF\xBF\xBD" },
  { "private-use-is-shown", "\xEE\x80\x80", -1, "⟨U+E000⟩" },
  { "tag-character-is-shown", "\xF3\xA0\x81\x81", -1, "⟨U+E0041⟩" },
  { "invalid-byte-is-shown", "a\xFFz", -1, "a⟨0xFF⟩z" },
  { "truncated-sequence-is-shown", "a\xE2\x80", -1, "a⟨0xE2⟩⟨0x80⟩" },
  { "surrogate-is-shown-as-bytes", "\xED\xA0\x80", -1, "⟨0xED⟩⟨0xA0⟩⟨0x80⟩" },
  { "overlong-form-is-shown-as-bytes", "\xC0\xAF", -1, "⟨0xC0⟩⟨0xAF⟩" },
  { "length-is-a-limit", "abcdef", 3, "abc" },
};

static void
test_make_visible (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *visible = wlk_text_make_visible (test->text, test->length);

  g_assert_cmpstr (visible, ==, test->visible);
  g_assert_true (g_utf8_validate (visible, -1, NULL));
}

static void
test_hex_with_separator (void)
{
  g_autofree char *hex = wlk_text_format_hex ((const guint8 *) "\x00\x9F\xA0", 3, ":");

  g_assert_cmpstr (hex, ==, "00:9F:A0");
}

static void
test_hex_without_separator (void)
{
  g_autofree char *hex = wlk_text_format_hex ((const guint8 *) "\x01\xFE", 2, NULL);

  g_assert_cmpstr (hex, ==, "01FE");
}

static void
test_hex_of_nothing (void)
{
  g_autofree char *hex = wlk_text_format_hex (NULL, 0, ":");

  g_assert_cmpstr (hex, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/base/text/visible/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_make_visible);
    }
  g_test_add_func ("/base/text/hex/with-separator", test_hex_with_separator);
  g_test_add_func ("/base/text/hex/without-separator", test_hex_without_separator);
  g_test_add_func ("/base/text/hex/of-nothing-is-empty", test_hex_of_nothing);

  return g_test_run ();
}
