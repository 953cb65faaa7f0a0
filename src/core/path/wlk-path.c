/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path/wlk-path.h"

/* A candidate certification path: built by the path builder, validated by the processor. */

static void
path_clear (WlkPath *self)
{
  g_ptr_array_unref (self->certificates);
  g_ptr_array_unref (self->origins);
}

WLK_DEFINE_REF_COUNTED (WlkPath, wlk_path, path_clear)

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
wlk_path_new (GPtrArray * certificates,
              GPtrArray * origins,
              gboolean has_anchor)
{
  WlkPath *self;

  g_return_val_if_fail (certificates != NULL && certificates->len > 0, NULL);
  g_return_val_if_fail (origins != NULL && origins->len == certificates->len, NULL);

  self = g_atomic_rc_box_new0 (WlkPath);
  self->certificates = g_ptr_array_ref (certificates);
  self->origins = g_ptr_array_ref (origins);
  self->has_anchor = has_anchor;

  return self;
}

/**
 * wlk_path_get_certificate:
 * @self: a path
 * @index: less than the number of certificates; 0 is the top
 *
 * Returns: (transfer none): a certificate
 */
WlkCertificate *
wlk_path_get_certificate (WlkPath *self,
                          guint    index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->certificates->len, NULL);

  return g_ptr_array_index (self->certificates, index);
}

/**
 * wlk_path_get_origin:
 * @self: a path
 * @index: less than the number of certificates; 0 is the top
 *
 * Returns: the certificate's origin as text, translated
 */
const char *
wlk_path_get_origin (WlkPath *self,
                     guint    index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->origins->len, NULL);

  return g_ptr_array_index (self->origins, index);
}

/* The end entity. */
WlkCertificate *
wlk_path_get_leaf (WlkPath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_ptr_array_index (self->certificates, self->certificates->len - 1);
}

/* Whether @certificate is on the path, byte by byte. */
gboolean
wlk_path_contains (WlkPath        *self,
                   WlkCertificate *certificate)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (WLK_IS_CERTIFICATE (certificate), FALSE);

  for (guint i = 0; i < self->certificates->len; i++)
    if (wlk_certificate_equal (g_ptr_array_index (self->certificates, i), certificate))
      return TRUE;

  return FALSE;
}
