/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-certificate-message.h"

#include "base/wlk-error.h"
#include "net/wlk-connection.h"
#include "wlk-test-ca.h"

static WlkConnection *
make_connection (void)
{
  g_autoptr(WlkTarget) target = wlk_target_new_parse ("a.example", NULL);

  return wlk_connection_new (target, NULL);
}

static void
append_length (GByteArray *bytes,
               gsize       length)
{
  guint8 field[] = { length >> 16, length >> 8, length };

  g_byte_array_append (bytes, field, sizeof field);
}

/* A message with the same certificate @n_entries times. */
static GByteArray *
make_message (WlkCertificate *certificate,
              guint           n_entries,
              gboolean        has_extensions)
{
  static const guint8 zeros[2] = { 0 };
  GByteArray *message = g_byte_array_new ();
  gsize length;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);

  if (has_extensions)
    g_byte_array_append (message, zeros, 1);
  append_length (message, n_entries * (3 + length + (has_extensions ? sizeof zeros : 0)));
  for (guint i = 0; i < n_entries; i++)
    {
      append_length (message, length);
      g_byte_array_append (message, der, length);
      if (has_extensions)
        g_byte_array_append (message, zeros, sizeof zeros);
    }

  return message;
}

static WlkCertificate *
issue_leaf (void)
{
  WlkTestRecipe recipe = wlk_test_recipe_leaf ("a.example", WLK_TEST_KEY_EC_0);

  return wlk_test_issue (&recipe, NULL);
}

static void
assert_read (guint    n_entries,
             gboolean has_extensions)
{
  g_autoptr(WlkCertificate) leaf = issue_leaf ();
  g_autoptr(GByteArray) message = make_message (leaf, n_entries, has_extensions);
  g_autoptr(GError) error = NULL;
  WlkConnection *connection = make_connection ();
  GPtrArray *chain = connection->chain;

  g_assert_true (wlk_certificate_message_read (connection, message->data, message->len,
                                               has_extensions, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (chain->len, ==, n_entries);
  g_assert_true (wlk_certificate_equal (g_ptr_array_index (chain, n_entries - 1), leaf));
  wlk_connection_unref (connection);
}

static void
test_tls12_read (void)
{
  assert_read (2, FALSE);
}

static void
test_tls13_read (void)
{
  assert_read (2, TRUE);
}

static void
test_most_entries_read (void)
{
  assert_read (WLK_CERTIFICATE_MESSAGE_MAX_ENTRIES, TRUE);
}

static void
test_one_more_refused (void)
{
  g_autoptr(WlkCertificate) leaf = issue_leaf ();
  g_autoptr(GByteArray) message =
    make_message (leaf, WLK_CERTIFICATE_MESSAGE_MAX_ENTRIES + 1, FALSE);
  g_autoptr(WlkConnection) connection = make_connection ();
  g_autoptr(GError) error = NULL;

  g_assert_false (wlk_certificate_message_read (connection, message->data, message->len, FALSE,
                                                &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_LIMIT);
  g_assert_cmpuint (connection->chain->len, ==, WLK_CERTIFICATE_MESSAGE_MAX_ENTRIES);
}

static void
test_cut_anywhere_refused (void)
{
  g_autoptr(WlkCertificate) leaf = issue_leaf ();
  g_autoptr(GByteArray) message = make_message (leaf, 1, TRUE);

  for (guint length = 0; length < message->len; length++)
    {
      g_autoptr(WlkConnection) connection = make_connection ();
      g_autoptr(GError) error = NULL;

      g_assert_false (wlk_certificate_message_read (connection, message->data, length, TRUE,
                                                    &error));
      g_assert_error (error, WLK_ERROR, WLK_ERROR_PARSE);
    }
}

static void
test_too_long_refused (void)
{
  g_autofree guint8 *message = g_malloc0 (WLK_CERTIFICATE_MESSAGE_MAX_BYTES + 1);
  g_autoptr(WlkConnection) connection = make_connection ();
  g_autoptr(GError) error = NULL;

  g_assert_false (wlk_certificate_message_read (connection, message,
                                                WLK_CERTIFICATE_MESSAGE_MAX_BYTES + 1, FALSE,
                                                &error));
  g_assert_error (error, WLK_ERROR, WLK_ERROR_LIMIT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/net/certificate-message/tls-1.2-read", test_tls12_read);
  g_test_add_func ("/net/certificate-message/tls-1.3-read", test_tls13_read);
  g_test_add_func ("/net/certificate-message/most-entries-read", test_most_entries_read);
  g_test_add_func ("/net/certificate-message/one-more-refused", test_one_more_refused);
  g_test_add_func ("/net/certificate-message/cut-anywhere-refused", test_cut_anywhere_refused);
  g_test_add_func ("/net/certificate-message/too-long-refused", test_too_long_refused);

  return g_test_run ();
}
