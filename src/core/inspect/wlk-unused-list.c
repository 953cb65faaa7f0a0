/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-unused-list.h"

#include "report/wlk-report.h"

#include <string.h>

/*
 * A bundle may hold 100 000 certificates, of which its paths use few. So the list keeps the sorted
 * indices of the used ones and skips them: certificate number “position” of the list is number
 * “position + k” of the bundle, where k of the used ones come before it.
 */

struct _WlkUnusedList
{
  GObject     parent_instance;

  WlkBundle  *bundle;
  GHashTable *on_paths;     /* (element-type WlkCertificate): certificates of the reports' paths */
  GArray     *used;         /* (element-type guint): indices in the bundle, ascending */
  gsize       is_indexed;   /* for g_once_init_enter */
};

static void wlk_unused_list_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WlkUnusedList, wlk_unused_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      wlk_unused_list_list_model_init))

/* Hashes the last bytes of a certificate, which are part of its signature and effectively
 * random. */
static guint
hash_tail (gconstpointer key)
{
  gsize length = 0;
  const guint8 *der = wlk_certificate_get_der ((WlkCertificate *) key, &length);
  guint32 tail = 0;

  if (length >= sizeof tail)
    memcpy (&tail, der + length - sizeof tail, sizeof tail);

  return tail ^ (guint) length;
}

static gboolean
equal_certificates (gconstpointer first,
                    gconstpointer second)
{
  return first == second ||
         wlk_certificate_equal ((WlkCertificate *) first, (WlkCertificate *) second);
}

static void
index_used (WlkUnusedList *self)
{
  guint n_certificates;

  if (!g_once_init_enter (&self->is_indexed))
    return;

  n_certificates = self->bundle->certificates->len;
  for (guint i = 0; i < n_certificates; i++)
    {
      if (g_hash_table_contains (self->on_paths, wlk_bundle_get_certificate (self->bundle, i)))
        g_array_append_val (self->used, i);
    }

  g_once_init_leave (&self->is_indexed, 1);
}

static GType
wlk_unused_list_get_item_type (GListModel *model)
{
  return WLK_TYPE_CERTIFICATE;
}

static guint
wlk_unused_list_get_n_items (GListModel *model)
{
  WlkUnusedList *self = WLK_UNUSED_LIST (model);

  index_used (self);
  return self->bundle->certificates->len - self->used->len;
}

static gpointer
wlk_unused_list_get_item (GListModel *model,
                          guint       position)
{
  WlkUnusedList *self = WLK_UNUSED_LIST (model);

  if (position >= wlk_unused_list_get_n_items (model))
    return NULL;

  return g_object_ref (wlk_bundle_get_certificate (self->bundle,
                                                   wlk_unused_list_get_bundle_index (self,
                                                                                     position)));
}

static void
wlk_unused_list_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = wlk_unused_list_get_item_type;
  interface->get_n_items = wlk_unused_list_get_n_items;
  interface->get_item = wlk_unused_list_get_item;
}

static void
wlk_unused_list_finalize (GObject *object)
{
  WlkUnusedList *self = WLK_UNUSED_LIST (object);

  g_clear_pointer (&self->bundle, wlk_bundle_unref);
  g_clear_pointer (&self->on_paths, g_hash_table_unref);
  g_clear_pointer (&self->used, g_array_unref);

  G_OBJECT_CLASS (wlk_unused_list_parent_class)->finalize (object);
}

static void
wlk_unused_list_class_init (WlkUnusedListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_unused_list_finalize;
}

static void
wlk_unused_list_init (WlkUnusedList *self)
{
  self->on_paths = g_hash_table_new_full (hash_tail, equal_certificates, g_object_unref, NULL);
  self->used = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
add_path (WlkUnusedList *self,
          WlkPath       *path)
{
  for (guint i = 0; i < path->certificates->len; i++)
    g_hash_table_add (self->on_paths, g_object_ref (wlk_path_get_certificate (path, i)));
}

/**
 * wlk_unused_list_new:
 * @bundle: what was received
 * @reports: (element-type WlkReport): the reports, whose paths' certificates are in use
 *
 * Returns: (transfer full): the certificates that are in none of the paths
 */
GListModel *
wlk_unused_list_new (WlkBundle *bundle,
                     GPtrArray *reports)
{
  WlkUnusedList *self = NULL;

  g_return_val_if_fail (bundle != NULL, NULL);
  g_return_val_if_fail (reports != NULL, NULL);

  self = g_object_new (WLK_TYPE_UNUSED_LIST, NULL);
  self->bundle = wlk_bundle_ref (bundle);
  for (guint i = 0; i < reports->len; i++)
    {
      WlkPath *path = ((WlkReport *) reports->pdata[i])->path;

      if (path != NULL)
        add_path (self, path);
    }

  return G_LIST_MODEL (self);
}

/**
 * wlk_unused_list_get_bundle_index:
 * @self: a list of unused certificates
 * @position: less than the list's length
 *
 * Returns: the index in the bundle of the certificate at @position
 */
guint
wlk_unused_list_get_bundle_index (WlkUnusedList *self,
                                  guint          position)
{
  guint index = position;

  g_return_val_if_fail (WLK_IS_UNUSED_LIST (self), 0);

  index_used (self);
  for (guint i = 0; i < self->used->len; i++)
    {
      if (g_array_index (self->used, guint, i) > index)
        break;
      index++;
    }

  return index;
}
