/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-name-walk.h"

#include "base/wlk-error.h"
#include "x509/wlk-name-fold.h"

#include <glib/gi18n-lib.h>

#define MAX_PARTS 4096 /* RDNs, and attributes, per name; real ones have 10, test suites 2 048 */

/* The parameters of the 32-bit FNV-1a hash. */
#define FNV_BASIS 0x811C9DC5u
#define FNV_PRIME 0x01000193u

static guint
hash_bytes (guint         hash,
            const guint8 *bytes,
            gsize         length)
{
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ bytes[i]) * FNV_PRIME;

  return hash;
}

static guint
hash_attribute (const WlkDerElement *type,
                const WlkDerElement *value)
{
  g_auto(WlkNameFold) fold;
  guint hash;

  wlk_name_fold_init (&fold, value);
  hash = hash_bytes (FNV_BASIS, type->bytes, type->content.length);
  hash = (hash ^ fold.type) * FNV_PRIME;
  hash = hash_bytes (hash, fold.bytes, fold.length);
  return hash ^ hash >> 15;
}

static void
append_number (GByteArray *bytes,
               guint32     number)
{
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
}

static GBytes *
make_canonical_attribute (const WlkNameWalk *self)
{
  g_auto(WlkNameFold) fold;
  GByteArray *result = g_byte_array_new ();

  wlk_name_fold_init (&fold, &self->value);
  append_number (result, self->type.content.length);
  g_byte_array_append (result, self->type.bytes, self->type.content.length);
  append_number (result, fold.type);
  append_number (result, (guint32) fold.length);
  g_byte_array_append (result, fold.bytes, (guint) fold.length);
  return g_byte_array_free_to_bytes (result);
}

static int
compare_bytes (gconstpointer a,
               gconstpointer b)
{
  return g_bytes_compare (*(GBytes * const *) a, *(GBytes * const *) b);
}

/* Appends the collected attributes of one RDN, sorted, and starts the next one. */
static void
append_set (GByteArray *result,
            GPtrArray  *set)
{
  g_ptr_array_sort (set, compare_bytes);
  append_number (result, set->len);
  for (guint i = 0; i < set->len; i++)
    g_byte_array_append (result,
                         g_bytes_get_data (set->pdata[i], NULL),
                         (guint) g_bytes_get_size (set->pdata[i]));
  g_ptr_array_set_size (set, 0);
}

/**
 * wlk_name_walk_init:
 * @self: a walk on the stack
 * @der: (array length=length): what should be one Name, tag and length included
 * @length: how many bytes
 * @base: the offset of @der in the certificate
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Starts before the first attribute.
 *
 * Returns: %TRUE when @der is one SEQUENCE and nothing else
 */
gboolean
wlk_name_walk_init (WlkNameWalk  *self,
                    const guint8 *der,
                    gsize         length,
                    guint32       base,
                    GError      **error)
{
  WlkDerReader reader;

  wlk_der_reader_init (&reader, der, length, base);
  wlk_der_reader_init (&self->rdn, der, 0, base);
  self->n_rdns = 0;
  self->n_attributes = 0;
  return wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "Name", &self->rdns, error) &&
         wlk_der_reader_finish (&reader, "Name", error);
}

/**
 * wlk_name_walk_next:
 * @self: a walk
 * @error: return location; %WLK_ERROR_PARSE, or %WLK_ERROR_LIMIT for too many parts
 *
 * Advances to the next attribute. An RDN without attributes violates its size constraint, but is
 * harmless, so it is counted and skipped.
 *
 * Returns: %TRUE when there is one; %FALSE without @error at the end
 */
gboolean
wlk_name_walk_next (WlkNameWalk *self,
                    GError     **error)
{
  WlkDerReader inside;

  while (wlk_der_reader_is_at_end (&self->rdn))
    {
      if (wlk_der_reader_is_at_end (&self->rdns))
        return FALSE;
      if (!wlk_der_reader_enter (&self->rdns, WLK_DER_SET, "RelativeDistinguishedName",
                                 &self->rdn, error))
        return FALSE;
      self->n_rdns++;
    }
  if (self->n_rdns > MAX_PARTS || ++self->n_attributes > MAX_PARTS)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   _("Byte %u: The name has more than %d parts."), self->rdns.base, MAX_PARTS);
      return FALSE;
    }

  return wlk_der_reader_enter (&self->rdn, WLK_DER_SEQUENCE, "AttributeTypeAndValue",
                               &inside, error) &&
         wlk_der_reader_expect (&inside, WLK_DER_OBJECT_IDENTIFIER, "AttributeType",
                                &self->type, error) &&
         wlk_der_reader_next (&inside, &self->value, error) &&
         wlk_der_reader_finish (&inside, "AttributeTypeAndValue", error);
}

/**
 * wlk_name_walk_check:
 * @der: (array length=length): what should be one Name
 * @length: how many bytes
 * @base: the offset of @der in the certificate, for @error
 * @error: return location; %WLK_ERROR_PARSE, or %WLK_ERROR_LIMIT for too many parts
 *
 * Checks the syntax of a name without creating an object.
 *
 * Returns: %TRUE when wlk_name_new() will succeed
 */
gboolean
wlk_name_walk_check (const guint8 *der,
                     gsize         length,
                     guint32       base,
                     GError      **error)
{
  g_autoptr(GError) local_error = NULL;
  WlkNameWalk walk;

  if (!wlk_name_walk_init (&walk, der, length, base, error))
    return FALSE;
  while (wlk_name_walk_next (&walk, &local_error))
    continue;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/**
 * wlk_name_walk_hash:
 * @der: (array length=length): a Name that wlk_name_walk_check() took
 * @length: how many bytes
 *
 * Hashes a name without creating an object, for indexes of many certificates.
 *
 * Returns: the result of wlk_name_hash() for this name
 */
guint
wlk_name_walk_hash (const guint8 *der,
                    gsize         length)
{
  WlkNameWalk walk;
  guint hash = FNV_BASIS;
  guint rdn = 0;
  guint sum = 0;

  if (!wlk_name_walk_init (&walk, der, length, 0, NULL))
    return 0;
  while (wlk_name_walk_next (&walk, NULL))
    {
      if (walk.n_rdns != rdn)
        {
          hash = (hash ^ sum) * FNV_PRIME;
          rdn = walk.n_rdns;
          sum = 0;
        }
      sum += hash_attribute (&walk.type, &walk.value); /* an RDN is a set, so order is irrelevant */
    }

  return (hash ^ sum) * FNV_PRIME;
}

/**
 * wlk_name_walk_canonicalize:
 * @der: (array length=length): a Name that wlk_name_walk_check() took
 * @length: how many bytes
 *
 * Creates bytes that are the same for names that match by RFC 5280 §7.1. Every count precedes its
 * items, so that the bytes of one name are a prefix of another's if and only if its RDNs are.
 *
 * Returns: (transfer full): the bytes, which have no other meaning
 */
GByteArray *
wlk_name_walk_canonicalize (const guint8 *der,
                            gsize         length)
{
  g_autoptr(GPtrArray) set = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GByteArray *result = g_byte_array_new ();
  WlkNameWalk walk;
  guint n_written = 0;

  if (!wlk_name_walk_init (&walk, der, length, 0, NULL))
    return result;
  while (wlk_name_walk_next (&walk, NULL))
    {
      for (; n_written + 1 < walk.n_rdns; n_written++)
        append_set (result, set);
      g_ptr_array_add (set, make_canonical_attribute (&walk));
    }
  for (; n_written < walk.n_rdns; n_written++)
    append_set (result, set);

  return result;
}
