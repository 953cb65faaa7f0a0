/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path/wlk-path.h"

/* A candidate certification path: built by the path builder, validated by the processor. */

struct _WlkPath
{
  GObject    parent_instance;

  GPtrArray *certificates; /* (element-type WlkCertificate), anchor first */
  GPtrArray *origins;      /* (element-type utf8), beside @certificates */
  gboolean   has_anchor;
};

G_DEFINE_FINAL_TYPE (WlkPath, wlk_path, G_TYPE_OBJECT)

static void
wlk_path_finalize (GObject *object)
{
  WlkPath *self = WLK_PATH (object);

  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_clear_pointer (&self->origins, g_ptr_array_unref);

  G_OBJECT_CLASS (wlk_path_parent_class)->finalize (object);
}

static void
wlk_path_class_init (WlkPathClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_path_finalize;
}

static void
wlk_path_init (WlkPath *self)
{
}

/**
 * wlk_path_new:
 * @certificates: (element-type WlkCertificate): anchor first, end entity last; at least one
 * @origins: (element-type utf8): the origin of each as text; as many
 * @has_anchor: whether the first one is a trust anchor
 *
 * The path keeps references to both arrays, which must not change afterwards.
 *
 * Returns: (transfer full): the path
 */
WlkPath *
wlk_path_new (GPtrArray *certificates,
              GPtrArray *origins,
              gboolean   has_anchor)
{
  WlkPath *self;

  g_return_val_if_fail (certificates != NULL && certificates->len > 0, NULL);
  g_return_val_if_fail (origins != NULL && origins->len == certificates->len, NULL);

  self = g_object_new (WLK_TYPE_PATH, NULL);
  self->certificates = g_ptr_array_ref (certificates);
  self->origins = g_ptr_array_ref (origins);
  self->has_anchor = has_anchor;

  return self;
}

/* How many certificates it has, anchor and end entity included; at least 1. */
guint
wlk_path_get_length (WlkPath *self)
{
  g_return_val_if_fail (WLK_IS_PATH (self), 0);

  return self->certificates->len;
}

/**
 * wlk_path_get_certificate:
 * @self: a path
 * @index: less than wlk_path_get_length(); 0 is the top
 *
 * Returns: (transfer none): a certificate
 */
WlkCertificate *
wlk_path_get_certificate (WlkPath *self,
                          guint    index)
{
  g_return_val_if_fail (WLK_IS_PATH (self), NULL);
  g_return_val_if_fail (index < self->certificates->len, NULL);

  return g_ptr_array_index (self->certificates, index);
}

/**
 * wlk_path_get_origin:
 * @self: a path
 * @index: less than wlk_path_get_length(); 0 is the top
 *
 * Returns: the certificate's origin as text, translated
 */
const char *
wlk_path_get_origin (WlkPath *self,
                     guint    index)
{
  g_return_val_if_fail (WLK_IS_PATH (self), NULL);
  g_return_val_if_fail (index < self->origins->len, NULL);

  return g_ptr_array_index (self->origins, index);
}

/* The end entity. */
WlkCertificate *
wlk_path_get_leaf (WlkPath *self)
{
  g_return_val_if_fail (WLK_IS_PATH (self), NULL);

  return g_ptr_array_index (self->certificates, self->certificates->len - 1);
}

/* Whether the first certificate is a trust anchor. */
gboolean
wlk_path_has_anchor (WlkPath *self)
{
  g_return_val_if_fail (WLK_IS_PATH (self), FALSE);

  return self->has_anchor;
}

/**
 * wlk_path_contains:
 * @self: a path
 * @certificate: a certificate
 *
 * Returns: whether @certificate is on the path, byte by byte
 */
gboolean
wlk_path_contains (WlkPath        *self,
                   WlkCertificate *certificate)
{
  g_return_val_if_fail (WLK_IS_PATH (self), FALSE);
  g_return_val_if_fail (WLK_IS_CERTIFICATE (certificate), FALSE);

  for (guint i = 0; i < self->certificates->len; i++)
    if (wlk_certificate_equal (g_ptr_array_index (self->certificates, i), certificate))
      return TRUE;

  return FALSE;
}
