/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-fetch-cache.h"

/*
 * A table of answers, and a queue in the order in which they were added. Beyond the limits, entries
 * are removed from the queue's head, the oldest first; expired entries are removed on lookup.
 */

typedef struct
{
  char     *key;     /* owned */
  WlkFetch *fetch;   /* owned */
  gint64    expires; /* seconds since 1970 */
  gsize     size;    /* bytes, for the limit */
  gboolean  is_brief; /* cached for a short time only; see wlk_fetch_cache_drop_brief() */
  GList     link;    /* in the queue */
} Entry;

struct _WlkFetchCache
{
  GMutex      mutex;
  GHashTable *entries; /* (element-type char Entry): by key */
  GQueue      queue;   /* of Entry, the oldest first */
  gsize       n_bytes;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  wlk_fetch_unref (entry->fetch);
  g_free (entry);
}

static void
fetch_cache_clear (WlkFetchCache *self)
{
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->mutex);
}

WLK_DEFINE_REF_COUNTED (WlkFetchCache, wlk_fetch_cache, fetch_cache_clear)

/* (transfer full): an empty cache. */
WlkFetchCache *
wlk_fetch_cache_new (void)
{
  WlkFetchCache *self = g_atomic_rc_box_new0 (WlkFetchCache);

  g_mutex_init (&self->mutex);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_queue_init (&self->queue);

  return self;
}

/**
 * wlk_fetch_cache_make_key:
 * @method: “GET” or “POST”
 * @address: the requested address
 * @body: (nullable): the request's body, without its nonce
 *
 * Returns: (transfer full): the key of the answer
 */
char *
wlk_fetch_cache_make_key (const char *method,
                          const char *address,
                          GBytes     *body)
{
  g_autofree char *hash = NULL;

  g_return_val_if_fail (method != NULL && address != NULL, NULL);

  if (body != NULL)
    hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);

  return g_strconcat (method, " ", hash != NULL ? hash : "", " ", address, NULL);
}

static void
drop (WlkFetchCache *self,
      Entry         *entry)
{
  g_queue_unlink (&self->queue, &entry->link);
  self->n_bytes -= entry->size;
  g_hash_table_remove (self->entries, entry->key);
}

/**
 * wlk_fetch_cache_find:
 * @self: a cache
 * @key: from wlk_fetch_cache_make_key()
 * @now: seconds since 1970
 *
 * Returns: (transfer full) (nullable): the cached fetch, unless it has expired
 */
WlkFetch *
wlk_fetch_cache_find (WlkFetchCache *self,
                      const char    *key,
                      gint64         now)
{
  WlkFetch *fetch = NULL;
  Entry *entry;

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  g_mutex_lock (&self->mutex);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry != NULL && entry->expires <= now)
    drop (self, entry);
  else if (entry != NULL)
    fetch = wlk_fetch_ref (entry->fetch);
  g_mutex_unlock (&self->mutex);

  return fetch;
}

static Entry *
entry_new (const char *key,
           WlkFetch   *fetch,
           gint64      expires,
           gint64      now)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->key = g_strdup (key);
  entry->fetch = wlk_fetch_ref (fetch);
  entry->expires = expires;
  entry->is_brief = expires - now <= WLK_FETCH_CACHE_FAILURE_SECONDS;
  entry->size = fetch->body != NULL ? g_bytes_get_size (fetch->body) : 0;
  entry->link.data = entry;

  return entry;
}

/**
 * wlk_fetch_cache_add:
 * @self: a cache
 * @key: from wlk_fetch_cache_make_key()
 * @fetch: a fetch, which may have failed
 * @expires: expiry time, in seconds since 1970
 * @now: seconds since 1970
 *
 * Caches @fetch, replacing the entry of @key.
 */
void
wlk_fetch_cache_add (WlkFetchCache *self,
                     const char    *key,
                     WlkFetch      *fetch,
                     gint64         expires,
                     gint64         now)
{
  Entry *entry;

  g_return_if_fail (self != NULL && key != NULL && fetch != NULL);

  if (expires <= now)
    return;

  g_mutex_lock (&self->mutex);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry != NULL)
    drop (self, entry);
  entry = entry_new (key, fetch, expires, now);
  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_tail_link (&self->queue, &entry->link);
  self->n_bytes += entry->size;
  while (self->n_bytes > WLK_FETCH_CACHE_MAX_BYTES ||
         self->queue.length > WLK_FETCH_CACHE_MAX_ENTRIES)
    drop (self, self->queue.head->data);
  g_mutex_unlock (&self->mutex);
}

/* Removes entries cached for no longer than %WLK_FETCH_CACHE_FAILURE_SECONDS: failures, and
 * answers without an expiry time. A reload should report their current state. */
void
wlk_fetch_cache_drop_brief (WlkFetchCache *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  for (GList *link = self->queue.head; link != NULL;)
    {
      Entry *entry = link->data;

      link = link->next;
      if (entry->is_brief)
        drop (self, entry);
    }
  g_mutex_unlock (&self->mutex);
}

/* The number of cached answers, including expired ones. */
guint
wlk_fetch_cache_get_n_entries (WlkFetchCache *self)
{
  guint n_entries;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->mutex);
  n_entries = self->queue.length;
  g_mutex_unlock (&self->mutex);

  return n_entries;
}
