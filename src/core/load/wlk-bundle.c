/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-bundle.h"

#include <glib/gi18n-lib.h>

/*
 * Everything received, in order. A bundle may hold a hundred thousand certificates, so it keeps
 * only two words for each besides the certificate.
 */

#define MAX_PROBLEMS 1000 /* listed; further ones are counted */

/* Sources add their certificates one after the other, so it is usually the last origin. */
static WlkOrigin *
keep_origin (WlkBundle *self,
             WlkOrigin *origin)
{
  guint n_origins = self->origins->len;

  if (n_origins == 0 || g_ptr_array_index (self->origins, n_origins - 1) != origin)
    g_ptr_array_add (self->origins, wlk_origin_ref (origin));

  return origin;
}

static void
clear_item (gpointer data)
{
  WlkBundleItem *item = data;

  g_bytes_unref (item->bytes);
  g_free (item->label);
}

static void
clear_problem (gpointer data)
{
  WlkBundleProblem *problem = data;

  wlk_origin_unref (problem->origin);
  g_free (problem->message);
}

static void
bundle_clear (WlkBundle *self)
{
  g_ptr_array_unref (self->certificates);
  g_array_unref (self->places);
  g_hash_table_unref (self->settings);
  g_ptr_array_unref (self->crls);
  g_ptr_array_unref (self->responses);
  g_array_unref (self->items);
  g_array_unref (self->problems);
  g_ptr_array_unref (self->origins);
}

WLK_DEFINE_REF_COUNTED (WlkBundle, wlk_bundle, bundle_clear)

/* (transfer full): an empty bundle. */
WlkBundle *
wlk_bundle_new (void)
{
  WlkBundle *self = g_atomic_rc_box_new0 (WlkBundle);

  self->certificates = g_ptr_array_new_with_free_func (g_object_unref);
  self->places = g_array_new (FALSE, FALSE, sizeof (WlkBundlePlace));
  self->settings = g_hash_table_new_full (NULL, NULL, NULL,
                                          (GDestroyNotify) wlk_trust_settings_unref);
  self->origins = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_origin_unref);
  self->crls = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_crl_unref);
  self->responses = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_ocsp_response_unref);
  self->items = g_array_new (FALSE, FALSE, sizeof (WlkBundleItem));
  g_array_set_clear_func (self->items, clear_item);
  self->problems = g_array_new (FALSE, FALSE, sizeof (WlkBundleProblem));
  g_array_set_clear_func (self->problems, clear_problem);

  return self;
}

/**
 * wlk_bundle_add_certificate:
 * @self: a bundle that is not shared yet
 * @certificate: a certificate
 * @origin: where it came from
 * @position: its place there, as for wlk_origin_dup_text()
 *
 * Adds a certificate at the end.
 */
void
wlk_bundle_add_certificate (WlkBundle      *self,
                            WlkCertificate *certificate,
                            WlkOrigin      *origin,
                            guint           position)
{
  WlkBundlePlace place = { keep_origin (self, origin), position };

  g_return_if_fail (self != NULL);

  g_ptr_array_add (self->certificates, g_object_ref (certificate));
  g_array_append_val (self->places, place);
}

/**
 * wlk_bundle_set_trust_settings:
 * @self: a bundle that is not shared yet
 * @certificate: one of its certificates
 * @settings: the trust settings beside it
 *
 * Sets what counts if @certificate becomes a trust anchor.
 */
void
wlk_bundle_set_trust_settings (WlkBundle        *self,
                               WlkCertificate   *certificate,
                               WlkTrustSettings *settings)
{
  g_return_if_fail (self != NULL);

  g_hash_table_insert (self->settings, certificate, wlk_trust_settings_ref (settings));
}

/* (nullable): the trust settings beside one of its certificates. */
WlkTrustSettings *
wlk_bundle_get_trust_settings (WlkBundle      *self,
                               WlkCertificate *certificate)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->settings, certificate);
}

/* Adds the OCSP response that a server stapled. */
void
wlk_bundle_set_staple (WlkBundle       *self,
                       WlkOcspResponse *response)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (response != NULL);

  self->staple = response;
  wlk_bundle_add_ocsp_response (self, response);
}

/**
 * wlk_bundle_add_item:
 * @self: a bundle that is not shared yet
 * @kind: what it is
 * @bytes: the contents of its PEM block: DER, except for some encrypted keys
 * @label: (nullable): the label of its PEM block
 * @origin: where it came from
 * @position: where in it
 *
 * Adds something that is not a certificate.
 */
void
wlk_bundle_add_item (WlkBundle        *self,
                     WlkBundleItemKind kind,
                     GBytes           *bytes,
                     const char       *label,
                     WlkOrigin        *origin,
                     guint             position)
{
  WlkBundleItem item = {
    .kind = kind,
    .bytes = g_bytes_ref (bytes),
    .label = g_strdup (label),
    .place = { keep_origin (self, origin), position },
  };

  g_return_if_fail (self != NULL);

  g_array_append_val (self->items, item);
}

/**
 * wlk_bundle_add_problem:
 * @self: a bundle that is not shared yet
 * @origin: where it came from
 * @position: a line, or a byte offset
 * @is_line: which of the two
 * @message: a sentence about the problem and its remedy
 *
 * Adds a part that could not be parsed. After a thousand, problems are only counted.
 *
 * Returns: whether it is listed
 */
gboolean
wlk_bundle_add_problem (WlkBundle  *self,
                        WlkOrigin  *origin,
                        gsize       position,
                        gboolean    is_line,
                        const char *message)
{
  WlkBundleProblem problem = { origin, position, is_line, NULL };

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->problems->len == MAX_PROBLEMS)
    {
      self->n_more_problems++;
      return FALSE;
    }

  wlk_origin_ref (origin);
  problem.message = g_strdup (message);
  g_array_append_val (self->problems, problem);

  return TRUE;
}

/* Adds a CRL at the end. */
void
wlk_bundle_add_crl (WlkBundle *self,
                    WlkCrl    *crl)
{
  g_return_if_fail (self != NULL && crl != NULL);

  g_ptr_array_add (self->crls, wlk_crl_ref (crl));
}

/* Adds an OCSP response at the end. */
void
wlk_bundle_add_ocsp_response (WlkBundle       *self,
                              WlkOcspResponse *response)
{
  g_return_if_fail (self != NULL && response != NULL);

  g_ptr_array_add (self->responses, wlk_ocsp_response_ref (response));
}

/* Adds the contents of @other at the end. */
void
wlk_bundle_append (WlkBundle *self,
                   WlkBundle *other)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (other != NULL);

  for (guint i = 0; i < other->certificates->len; i++)
    {
      WlkBundlePlace *place = &g_array_index (other->places, WlkBundlePlace, i);

      wlk_bundle_add_certificate (self, g_ptr_array_index (other->certificates, i),
                                  place->origin, place->position);
    }
  for (guint i = 0; i < other->crls->len; i++)
    wlk_bundle_add_crl (self, other->crls->pdata[i]);
  for (guint i = 0; i < other->responses->len; i++)
    wlk_bundle_add_ocsp_response (self, other->responses->pdata[i]);
  for (guint i = 0; i < other->items->len; i++)
    {
      WlkBundleItem *item = &g_array_index (other->items, WlkBundleItem, i);

      wlk_bundle_add_item (self, item->kind, item->bytes, item->label, item->place.origin,
                           item->place.position);
    }
  for (guint i = 0; i < other->problems->len; i++)
    {
      WlkBundleProblem *problem = &g_array_index (other->problems, WlkBundleProblem, i);

      wlk_bundle_add_problem (self, problem->origin, problem->position, problem->is_line,
                              problem->message);
    }
  self->n_more_problems += other->n_more_problems;
  if (self->staple == NULL)
    self->staple = other->staple;
}

/* (transfer none): a certificate; @index is less than their number. */
WlkCertificate *
wlk_bundle_get_certificate (WlkBundle *self,
                            guint      index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->certificates->len, NULL);

  return g_ptr_array_index (self->certificates, index);
}

/* (transfer none): where the certificate at @index came from. */
WlkOrigin *
wlk_bundle_get_origin (WlkBundle *self,
                       guint      index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->places->len, NULL);

  return g_array_index (self->places, WlkBundlePlace, index).origin;
}

/* (transfer full): the same as text. */
char *
wlk_bundle_dup_origin_text (WlkBundle *self,
                            guint      index)
{
  WlkBundlePlace *place;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->places->len, NULL);

  place = &g_array_index (self->places, WlkBundlePlace, index);

  return wlk_origin_dup_text (place->origin, place->position);
}

/* How many items of that kind there are. */
guint
wlk_bundle_get_n_items (WlkBundle        *self,
                        WlkBundleItemKind kind)
{
  guint n_items = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (self->items, WlkBundleItem, i).kind == kind)
      n_items++;

  return n_items;
}

/**
 * wlk_bundle_get_item:
 * @self: a bundle
 * @kind: a kind of item
 * @index: less than wlk_bundle_get_n_items() of that kind
 *
 * Returns: (transfer none) (nullable): the item's bytes
 */
GBytes *
wlk_bundle_get_item (WlkBundle        *self,
                     WlkBundleItemKind kind,
                     guint             index)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      WlkBundleItem *item = &g_array_index (self->items, WlkBundleItem, i);

      if (item->kind == kind && index-- == 0)
        return item->bytes;
    }

  return NULL;
}

/* (transfer none): a problem; @index is less than their number. */
const WlkBundleProblem *
wlk_bundle_get_problem (WlkBundle *self,
                        guint      index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->problems->len, NULL);

  return &g_array_index (self->problems, WlkBundleProblem, index);
}

/* (transfer full): the place and the problem as text. */
char *
wlk_bundle_problem_dup_text (const WlkBundleProblem *problem)
{
  const char *place = problem->origin->place;
  g_autofree char *same_offset = g_strdup_printf (_("Byte %u: %s"), (guint) problem->position, "");
  const char *message = problem->message;

  if (problem->is_line)
    /* Translators: a file's name, a line in it, and a sentence. */
    return g_strdup_printf (_("%s, line %u: %s"), place, (guint) problem->position,
                            problem->message);
  if (problem->position == 0)
    /* Translators: a file's name and a sentence. */
    return g_strdup_printf (_("%s: %s"), place, problem->message);

  /* Translators: a file's name, an offset in it, and a sentence. */
  if (g_str_has_prefix (message, same_offset))
    message += strlen (same_offset);
  return g_strdup_printf (_("%s, byte %u: %s"), place, (guint) problem->position, message);
}
