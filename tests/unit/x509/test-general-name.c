/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-general-name.h"

/* The forms of GeneralName, and what becomes of those that break the rules of theirs. */

typedef struct
{
  const char        *path;
  const char        *der;
  gsize              length;
  gboolean           is_subtree;
  WlkGeneralNameKind kind;
  const char        *text;
  gboolean           is_well_formed;
} Case;

#define DER(literal) literal, sizeof literal - 1

static const Case cases[] = {
  { "dns", DER ("\x82\x05" "a.com"), FALSE, WLK_GENERAL_NAME_DNS, "a.com", TRUE },
  { "dns-empty", DER ("\x82\x00"), FALSE, WLK_GENERAL_NAME_DNS, "", FALSE },
  { "dns-empty-subtree", DER ("\x82\x00"), TRUE, WLK_GENERAL_NAME_DNS, "", TRUE },
  { "dns-with-zero-byte", DER ("\x82\x03" "a\0b"), FALSE, WLK_GENERAL_NAME_DNS, "a⟨U+0000⟩b",
    FALSE },
  { "dns-not-ascii", DER ("\x82\x02\xC3\xA4"), FALSE, WLK_GENERAL_NAME_DNS, "ä", FALSE },
  { "dns-constructed-is-unknown", DER ("\xA2\x05" "a.com"), FALSE, WLK_GENERAL_NAME_UNKNOWN,
    "61:2E:63:6F:6D", FALSE },
  { "email", DER ("\x81\x03" "a@b"), FALSE, WLK_GENERAL_NAME_EMAIL, "a@b", TRUE },
  { "uri", DER ("\x86\x06" "ldap:/"), FALSE, WLK_GENERAL_NAME_URI, "ldap:/", TRUE },
  { "ipv4", DER ("\x87\x04\xC0\x00\x02\x01"), FALSE, WLK_GENERAL_NAME_IP, "192.0.2.1", TRUE },
  { "ipv4-constructed-is-unknown", DER ("\xA7\x04\x7F\x00\x00\x01"), FALSE,
    WLK_GENERAL_NAME_UNKNOWN, "7F:00:00:01", FALSE },
  { "ipv6", DER ("\x87\x10\x20\x01\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\x01"), FALSE,
    WLK_GENERAL_NAME_IP, "2001:db8::1", TRUE },
  { "ip-of-five-bytes", DER ("\x87\x05\x01\x02\x03\x04\x05"), FALSE, WLK_GENERAL_NAME_IP,
    "01:02:03:04:05", FALSE },
  { "ip-with-mask-outside-of-subtree", DER ("\x87\x08\x0A\0\0\0\xFF\0\0\0"), FALSE,
    WLK_GENERAL_NAME_IP, "0A:00:00:00:FF:00:00:00", FALSE },
  { "ip-with-mask", DER ("\x87\x08\x0A\0\0\0\xFF\0\0\0"), TRUE, WLK_GENERAL_NAME_IP,
    "10.0.0.0/255.0.0.0", TRUE },
  { "ip-without-mask-in-subtree", DER ("\x87\x04\x0A\0\0\0"), TRUE, WLK_GENERAL_NAME_IP,
    "0A:00:00:00", FALSE },
  { "ip-empty", DER ("\x87\x00"), FALSE, WLK_GENERAL_NAME_IP, "", FALSE },
  { "directory",
    DER ("\xA4\x0F\x30\x0D\x31\x0B\x30\x09\x06\x03\x55\x04\x03\x0C\x02\x68\x69"), FALSE,
    WLK_GENERAL_NAME_DIRECTORY, "CN=hi", TRUE },
  { "directory-broken", DER ("\xA4\x02\x30\x05"), FALSE, WLK_GENERAL_NAME_DIRECTORY, "30:05",
    FALSE },
  { "directory-primitive-is-unknown", DER ("\x84\x02\x30\x00"), FALSE, WLK_GENERAL_NAME_UNKNOWN,
    "30:00", FALSE },
  { "registered-id", DER ("\x88\x03\x55\x04\x03"), FALSE, WLK_GENERAL_NAME_REGISTERED_ID,
    "2.5.4.3", TRUE },
  { "registered-id-broken", DER ("\x88\x01\x80"), FALSE, WLK_GENERAL_NAME_REGISTERED_ID, "80",
    FALSE },
  { "other-name", DER ("\xA0\x02\x06\x00"), FALSE, WLK_GENERAL_NAME_OTHER, "06:00", TRUE },
  { "unknown-tag", DER ("\x89\x01\x61"), FALSE, WLK_GENERAL_NAME_UNKNOWN, "61", FALSE },
  { "universal-tag", DER ("\x0C\x01\x61"), FALSE, WLK_GENERAL_NAME_UNKNOWN, "61", FALSE },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(WlkGeneralName) name = NULL;
  WlkDerElement element;
  WlkDerReader reader;

  wlk_der_reader_init (&reader, (const guint8 *) test->der, test->length, 100);
  g_assert_true (wlk_der_reader_next (&reader, &element, NULL));
  name = wlk_general_name_new (&element, test->is_subtree);

  g_assert_cmpint (name->kind, ==, test->kind);
  g_assert_cmpstr (name->text, ==, test->text);
  g_assert_cmpint (name->is_well_formed, ==, test->is_well_formed);
  g_assert_cmpuint (name->span.offset, ==, 100);
  g_assert_cmpuint (name->span.length, ==, test->length);
}

static void
test_copy (void)
{
  const char *der = "\xA4\x0F\x30\x0D\x31\x0B\x30\x09\x06\x03\x55\x04\x03\x0C\x02\x68\x69";
  g_autoptr(WlkGeneralName) copy = NULL;
  WlkGeneralName *name;
  WlkDerElement element;
  WlkDerReader reader;

  wlk_der_reader_init (&reader, (const guint8 *) der, 17, 0);
  g_assert_true (wlk_der_reader_next (&reader, &element, NULL));
  name = wlk_general_name_new (&element, FALSE);
  copy = g_boxed_copy (WLK_TYPE_GENERAL_NAME, name);
  wlk_general_name_free (name);

  g_assert_cmpstr (copy->text, ==, "CN=hi");
  g_assert_cmpstr (wlk_name_get_text (copy->name), ==, "CN=hi");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/x509/general-name/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/x509/general-name/copy-is-deep", test_copy);

  return g_test_run ();
}
