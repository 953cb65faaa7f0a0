/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-origin.h"

#include "base/wlk-text.h"

#include <glib/gi18n-lib.h>

/* Where certificates came from. All certificates of one source share its origin; the line or the
 * number of each is kept beside it. */

struct _WlkOrigin
{
  GObject       parent_instance;

  WlkOriginKind kind;
  char         *place; /* visible text */
};

G_DEFINE_FINAL_TYPE (WlkOrigin, wlk_origin, G_TYPE_OBJECT)

static void
wlk_origin_finalize (GObject *object)
{
  WlkOrigin *self = WLK_ORIGIN (object);

  g_free (self->place);

  G_OBJECT_CLASS (wlk_origin_parent_class)->finalize (object);
}

static void
wlk_origin_class_init (WlkOriginClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_origin_finalize;
}

static void
wlk_origin_init (WlkOrigin *self)
{
}

/**
 * wlk_origin_new:
 * @kind: what kind of source
 * @place: the file's name, the host, the address, or what the trust store is called
 *
 * Returns: (transfer full): the origin
 */
WlkOrigin *
wlk_origin_new (WlkOriginKind kind,
                const char   *place)
{
  WlkOrigin *self;

  g_return_val_if_fail (place != NULL, NULL);

  self = g_object_new (WLK_TYPE_ORIGIN, NULL);
  self->kind = kind;
  self->place = wlk_text_make_visible (place, -1);

  return self;
}

/* What kind of source it is. */
WlkOriginKind
wlk_origin_get_kind (WlkOrigin *self)
{
  g_return_val_if_fail (WLK_IS_ORIGIN (self), WLK_ORIGIN_FILE);

  return self->kind;
}

/* The file's name, the host, the address, or what the trust store is called; visible text. */
const char *
wlk_origin_get_place (WlkOrigin *self)
{
  g_return_val_if_fail (WLK_IS_ORIGIN (self), NULL);

  return self->place;
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
  g_return_val_if_fail (WLK_IS_ORIGIN (self), NULL);

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
