/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-origin.h"

#include "base/wlk-text.h"

#include <glib/gi18n-lib.h>

/* Where certificates came from. All certificates of one source share its origin; the line or the
 * number of each is kept beside it. */

static void
origin_clear (WlkOrigin *self)
{
  g_free (self->place);
}

WLK_DEFINE_REF_COUNTED (WlkOrigin, wlk_origin, origin_clear)

/**
 * wlk_origin_new:
 * @kind: what kind of source
 * @place: the file's name, the host, the address, or what the trust store is called
 *
 * Returns: (transfer full): the origin
 */
WlkOrigin *
wlk_origin_new (WlkOriginKind kind,
                const char *place)
{
  WlkOrigin *self;

  g_return_val_if_fail (place != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkOrigin);
  self->kind = kind;
  self->place = wlk_text_make_visible (place, -1);

  return self;
}

/**
 * wlk_origin_dup_text:
 * @self: an origin
 * @position: the line in a file of text, the number of a certificate as it was sent, or 0 for none
 *
 * Returns: (transfer full): where something came from in words, translated
 */
char *
wlk_origin_dup_text (WlkOrigin *self,
                     guint      position)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->kind == WLK_ORIGIN_FETCH)
    /* Translators: an address like “http://…”. */
    return g_strdup_printf (_("fetched from %s"), self->place);
  if (position == 0 || self->kind == WLK_ORIGIN_TRUST)
    return g_strdup (self->place);
  if (self->kind == WLK_ORIGIN_CONNECTION)
    /* Translators: a host, and the number of a certificate in the order in which it was sent. */
    return g_strdup_printf (_("sent by %s, number %u"), self->place, position);

  /* Translators: a file's name and a line in it. */
  return g_strdup_printf (_("%s, line %u"), self->place, position);
}
