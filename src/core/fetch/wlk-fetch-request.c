/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetch-request.h"

/* The request is sent to the helper as a GVariant. Strings from a certificate need not be UTF-8. */

#define PACKED_TYPE "(aymsmayaayaayu)"

/* (transfer full): its bytes. */
GBytes *
wlk_fetch_request_pack (const WlkFetchRequest *self)
{
  GVariant *body = self->body != NULL
                   ? g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, self->body, TRUE)
                   : NULL;
  g_autoptr(GVariant) variant = NULL;

  variant = g_variant_new ("(^ayms@may^aay^aayu)", self->address, self->content_type,
                           g_variant_new_maybe (G_VARIANT_TYPE_BYTESTRING, body),
                           self->addresses, self->proxies, self->timeout);
  g_variant_ref_sink (variant);

  return g_variant_get_data_as_bytes (variant);
}

/**
 * wlk_fetch_request_unpack:
 * @self: (out): the request, for wlk_fetch_request_clear()
 * @packed: the result of wlk_fetch_request_pack()
 *
 * Returns: whether @packed is a valid request
 */
gboolean
wlk_fetch_request_unpack (WlkFetchRequest *self,
                          GBytes          *packed)
{
  g_autoptr(GVariant) variant = g_variant_new_from_bytes (G_VARIANT_TYPE (PACKED_TYPE), packed,
                                                          FALSE);
  g_autoptr(GVariant) body = NULL;

  g_variant_ref_sink (variant);
  if (g_bytes_get_size (packed) > WLK_FETCH_REQUEST_MAX_BYTES ||
      !g_variant_is_normal_form (variant))
    return FALSE;

  g_variant_get (variant, "(^ayms@may^aay^aayu)", &self->address, &self->content_type, NULL,
                 &self->addresses, &self->proxies, &self->timeout);
  g_variant_get_child (variant, 2, "m@ay", &body);
  self->body = body != NULL ? g_variant_get_data_as_bytes (body) : NULL;

  return TRUE;
}

/* Frees its fields. */
void
wlk_fetch_request_clear (WlkFetchRequest *self)
{
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->addresses, g_strfreev);
  g_clear_pointer (&self->proxies, g_strfreev);
}
