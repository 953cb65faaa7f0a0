/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path/wlk-certificate-pool.h"

/*
 * The input of path building: the received CA certificates, indexed by subject and by issuer, and
 * the anchors. Before the search, a breadth-first walk from the anchors over the graph of names
 * gives each name its distance: 0 for the name of an anchor, and n + 1 for the subject of a
 * certificate whose issuer is at distance n. A name without a distance reaches no anchor. The pool
 * compares names only by their hash; the caller that uses an edge compares the names themselves.
 */

typedef struct
{
  guint next_of_subject; /* index of the next certificate with that hash, or NONE */
  guint next_of_issuer;
} Links;

#define NONE G_MAXUINT

struct _WlkCertificatePool
{
  WlkBundle     *bundle;
  WlkTrustStore *trust;
  GArray        *links;      /* (element-type Links), beside the bundle's certificates */
  GHashTable    *by_subject; /* hash of a name → index plus 1 of the first certificate */
  GHashTable    *by_issuer;
  GHashTable    *distances;  /* hash of a name → its distance plus 1 */
};

static void
certificate_pool_clear (WlkCertificatePool *self)
{
  g_hash_table_unref (self->distances);
  g_hash_table_unref (self->by_issuer);
  g_hash_table_unref (self->by_subject);
  g_array_unref (self->links);
  wlk_trust_store_unref (self->trust);
  wlk_bundle_unref (self->bundle);
}

WLK_DEFINE_REF_COUNTED (WlkCertificatePool, wlk_certificate_pool, certificate_pool_clear)

static guint
get_first (GHashTable *table,
           guint       hash)
{
  guint value = GPOINTER_TO_UINT (g_hash_table_lookup (table, GUINT_TO_POINTER (hash)));

  return value > 0 ? value - 1 : NONE;
}

/* Puts @index before the certificates of the same hash; returns the previous first one. */
static guint
link_first (GHashTable *table,
            guint       hash,
            guint       index)
{
  guint first = get_first (table, hash);

  g_hash_table_insert (table, GUINT_TO_POINTER (hash), GUINT_TO_POINTER (index + 1));

  return first;
}

/* The hashes of the names that issued something: only their certificates can be above the end
 * entity on a path. Among 100 000 certificates they are mostly a handful. */
static GHashTable *
collect_issuers (WlkCertificatePool *self,
                 WlkCertificate     *leaf)
{
  GHashTable *issuers = g_hash_table_new (NULL, NULL);
  guint last = wlk_certificate_hash_issuer (leaf);

  g_hash_table_add (issuers, GUINT_TO_POINTER (last));
  for (guint i = 0; i < self->bundle->certificates->len; i++)
    {
      guint issuer = wlk_certificate_hash_issuer (wlk_bundle_get_certificate (self->bundle, i));

      if (issuer != last)
        g_hash_table_add (issuers, GUINT_TO_POINTER (issuer));
      last = issuer;
    }

  return issuers;
}

/* The indices of those certificates, each once. */
static GArray *
find_cas (WlkCertificatePool *self,
          GHashTable         *issuers)
{
  g_autoptr(GHashTable) seen = g_hash_table_new ((GHashFunc) wlk_certificate_hash,
                                                 (GEqualFunc) wlk_certificate_equal);
  GArray *cas = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->bundle->certificates->len; i++)
    {
      WlkCertificate *certificate = wlk_bundle_get_certificate (self->bundle, i);
      guint subject = wlk_certificate_hash_subject (certificate);

      if (g_hash_table_contains (issuers, GUINT_TO_POINTER (subject)) &&
          wlk_certificate_get_problem (certificate) == NULL && g_hash_table_add (seen, certificate))
        g_array_append_val (cas, i);
    }

  return cas;
}

/* From the last to the first, so that the lists are in the order of reception. */
static void
index_bundle (WlkCertificatePool *self,
              GHashTable         *issuers)
{
  g_autoptr(GArray) cas = find_cas (self, issuers);

  g_array_set_size (self->links, self->bundle->certificates->len);
  for (guint i = cas->len; i > 0; i--)
    {
      guint index = g_array_index (cas, guint, i - 1);
      WlkCertificate *certificate = wlk_bundle_get_certificate (self->bundle, index);
      Links *links = &g_array_index (self->links, Links, index);

      links->next_of_subject = link_first (self->by_subject,
                                           wlk_certificate_hash_subject (certificate), index);
      links->next_of_issuer = link_first (self->by_issuer,
                                          wlk_certificate_hash_issuer (certificate), index);
    }
}

static guint
get_distance (WlkCertificatePool *self,
              guint               hash)
{
  guint value = GPOINTER_TO_UINT (g_hash_table_lookup (self->distances, GUINT_TO_POINTER (hash)));

  return value > 0 ? value - 1 : WLK_UNREACHABLE;
}

static void
reach (WlkCertificatePool *self,
       guint               hash,
       guint               distance,
       GArray             *queue)
{
  if (get_distance (self, hash) != WLK_UNREACHABLE)
    return;

  g_hash_table_insert (self->distances, GUINT_TO_POINTER (hash), GUINT_TO_POINTER (distance + 1));
  g_array_append_val (queue, hash);
}

static void
spread_from_anchors (WlkCertificatePool *self,
                     GHashTable         *issuers)
{
  g_autoptr(GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));
  GHashTableIter iter;
  gpointer issuer_hash;

  /* The distance of an anchor that issued none of the certificates is never used. */
  g_hash_table_iter_init (&iter, issuers);
  while (g_hash_table_iter_next (&iter, &issuer_hash, NULL))
    if (wlk_trust_store_has_subject_hash (self->trust, GPOINTER_TO_UINT (issuer_hash)))
      reach (self, GPOINTER_TO_UINT (issuer_hash), 0, queue);

  for (guint next = 0; next < queue->len; next++)
    {
      guint issuer = g_array_index (queue, guint, next);
      guint distance = get_distance (self, issuer);

      for (guint i = get_first (self->by_issuer, issuer); i != NONE;
           i = g_array_index (self->links, Links, i).next_of_issuer)
        reach (self,
               wlk_certificate_hash_subject (wlk_bundle_get_certificate (self->bundle, i)),
               distance + 1, queue);
    }
}

/**
 * wlk_certificate_pool_new:
 * @leaf: the end entity of the paths
 * @bundle: the received certificates
 * @trust: the anchors
 *
 * Returns: (transfer full): a pool of both
 */
WlkCertificatePool *
wlk_certificate_pool_new (WlkCertificate *leaf,
                          WlkBundle      *bundle,
                          WlkTrustStore  *trust)
{
  g_autoptr(GHashTable) issuers = NULL;
  WlkCertificatePool *self;

  g_return_val_if_fail (bundle != NULL, NULL);
  g_return_val_if_fail (trust != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkCertificatePool);
  self->links = g_array_new (FALSE, FALSE, sizeof (Links));
  self->by_subject = g_hash_table_new (NULL, NULL);
  self->by_issuer = g_hash_table_new (NULL, NULL);
  self->distances = g_hash_table_new (NULL, NULL);
  self->bundle = wlk_bundle_ref (bundle);
  self->trust = wlk_trust_store_ref (trust);
  issuers = collect_issuers (self, leaf);
  index_bundle (self, issuers);
  spread_from_anchors (self, issuers);

  return self;
}

static void
add_anchors (WlkCertificatePool *self,
             WlkName            *name,
             GArray             *candidates)
{
  g_autoptr(GArray) anchors = wlk_trust_store_find_by_subject (self->trust, name);

  for (guint i = 0; i < anchors->len; i++)
    {
      guint index = g_array_index (anchors, guint, i);
      WlkIssuerCandidate candidate = {
        .certificate = wlk_trust_store_get_anchor (self->trust, index),
        .is_anchor = TRUE,
        .index = index,
        .distance = 0,
      };

      g_array_append_val (candidates, candidate);
    }
}

static guint
get_distance_of_certificate (WlkCertificatePool *self,
                             WlkCertificate     *certificate)
{
  guint distance = get_distance (self, wlk_certificate_hash_issuer (certificate));

  return distance == WLK_UNREACHABLE ? WLK_UNREACHABLE : distance + 1;
}

/* An anchor that was also received is in the list already, as an anchor. */
static void
add_received (WlkCertificatePool *self,
              WlkName            *name,
              GArray             *candidates,
              guint              *n_comparisons)
{
  for (guint i = get_first (self->by_subject, wlk_name_hash (name)); i != NONE;
       i = g_array_index (self->links, Links, i).next_of_subject)
    {
      WlkIssuerCandidate candidate = {
        .certificate = wlk_bundle_get_certificate (self->bundle, i),
        .index = i,
      };

      ++*n_comparisons;
      if (!wlk_name_equal (wlk_certificate_get_subject (candidate.certificate), name) ||
          wlk_trust_store_find (self->trust, candidate.certificate, NULL))
        continue;

      candidate.distance = get_distance_of_certificate (self, candidate.certificate);
      g_array_append_val (candidates, candidate);
    }
}

/**
 * wlk_certificate_pool_find_issuers:
 * @self: a pool
 * @certificate: a certificate
 * @n_comparisons: (inout): incremented by the number of names compared
 *
 * Finds the certificates whose subject is the issuer of @certificate, each once, the anchors
 * first.
 *
 * Returns: (transfer full) (element-type WlkIssuerCandidate): the candidates
 */
GArray *
wlk_certificate_pool_find_issuers (WlkCertificatePool *self,
                                   WlkCertificate     *certificate,
                                   guint              *n_comparisons)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (WlkIssuerCandidate));
  WlkName *issuer;

  g_return_val_if_fail (self != NULL, candidates);

  issuer = wlk_certificate_get_issuer (certificate);
  add_anchors (self, issuer, candidates);
  *n_comparisons += candidates->len;
  add_received (self, issuer, candidates, n_comparisons);

  return candidates;
}

/**
 * wlk_certificate_pool_dup_origin:
 * @self: a pool
 * @candidate: one of its candidates
 *
 * Returns: (transfer full): its origin as text
 */
char *
wlk_certificate_pool_dup_origin (WlkCertificatePool       *self,
                                 const WlkIssuerCandidate *candidate)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (candidate->is_anchor)
    return wlk_origin_dup_text (wlk_trust_store_get_origin (self->trust, candidate->index), 0);

  return wlk_bundle_dup_origin_text (self->bundle, candidate->index);
}
