/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-property.h"

/* Properties that are fields: reading, writing, notification, and clearing. */

#define TEST_TYPE_ITEM (test_item_get_type ())
G_DECLARE_FINAL_TYPE (TestItem, test_item, TEST, ITEM, GObject)

struct _TestItem
{
  GObject  parent_instance;

  gboolean is_open;
  guint    number;
  double   share;
  char    *title;
  GStrv    words;
  GObject *target;

  guint    n_changes;
  gpointer previous; /* what the last change replaced; only compared */
};

G_DEFINE_FINAL_TYPE (TestItem, test_item, G_TYPE_OBJECT)

static void
changed_cb (gpointer object,
            gpointer previous)
{
  TestItem *self = object;

  self->n_changes++;
  self->previous = previous;
}

static void
test_item_class_init (TestItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  wlk_property_add (object_class, "is-open", G_TYPE_BOOLEAN, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (TestItem, is_open), changed_cb);
  wlk_property_add (object_class, "number", G_TYPE_UINT, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (TestItem, number), NULL);
  wlk_property_add (object_class, "share", G_TYPE_DOUBLE, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (TestItem, share), NULL);
  wlk_property_add (object_class, "target", G_TYPE_OBJECT, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (TestItem, target), changed_cb);
  wlk_property_add (object_class, "title", G_TYPE_STRING, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (TestItem, title), changed_cb);
  wlk_property_add (object_class, "words", G_TYPE_STRV, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (TestItem, words), NULL);
}

static void
test_item_init (TestItem *self)
{
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_fields_are_read (void)
{
  g_autoptr(TestItem) item = g_object_new (TEST_TYPE_ITEM, NULL);
  g_autofree char *title = NULL;
  g_auto(GStrv) words = NULL;
  guint number = 0;
  double share = 0;
  gboolean is_open = FALSE;

  item->is_open = TRUE;
  item->number = 7;
  item->share = 0.5;
  item->title = g_strdup ("title");
  item->words = g_strsplit ("a b", " ", -1);
  g_object_get (item, "is-open", &is_open, "number", &number, "share", &share, "title", &title,
                "words", &words, NULL);
  g_assert_true (is_open);
  g_assert_cmpuint (number, ==, 7);
  g_assert_cmpfloat (share, ==, 0.5);
  g_assert_cmpstr (title, ==, "title");
  g_assert_cmpstr (words[1], ==, "b");
}

static void
test_change_is_notified_once (void)
{
  g_autoptr(TestItem) item = g_object_new (TEST_TYPE_ITEM, NULL);
  g_autoptr(GObject) target = g_object_new (G_TYPE_OBJECT, NULL);
  guint n_notified = 0;

  g_signal_connect_swapped (item, "notify::target", G_CALLBACK (count_cb), &n_notified);
  g_object_set (item, "target", target, NULL);
  g_object_set (item, "target", target, NULL);
  g_assert_true (item->target == target);
  g_assert_null (item->previous);
  g_assert_cmpuint (item->n_changes, ==, 1);
  g_assert_cmpuint (n_notified, ==, 1);

  g_object_set (item, "target", NULL, NULL);
  g_assert_true (item->previous == target);
  g_assert_cmpuint (n_notified, ==, 2);

  g_object_set (item, "is-open", TRUE, NULL);
  g_object_set (item, "is-open", TRUE, NULL);
  g_object_set (item, "title", "title", NULL);
  g_assert_cmpuint (item->n_changes, ==, 4);
}

static void
test_dispose_clears_fields (void)
{
  TestItem *item = g_object_new (TEST_TYPE_ITEM, NULL);
  GObject *target = g_object_new (G_TYPE_OBJECT, NULL);

  item->words = g_strsplit ("a b", " ", -1);
  g_object_set (item, "target", target, "title", "title", NULL);
  g_object_run_dispose (G_OBJECT (item));
  g_assert_null (item->target);
  g_assert_null (item->title);
  g_assert_null (item->words);
  g_assert_finalize_object (item);
  g_assert_finalize_object (target);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/property/fields/are-read", test_fields_are_read);
  g_test_add_func ("/property/change/is-notified-once", test_change_is_notified_once);
  g_test_add_func ("/property/dispose/clears-fields", test_dispose_clears_fields);

  return g_test_run ();
}
