/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path/wlk-path-builder.h"

#include "base/wlk-error.h"
#include "path/wlk-certificate-pool.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/*
 * Searches paths from the leaf to an anchor (RFC 4158), depth first, with full backtracking, and
 * yields them one at a time. It makes two passes: first along edges whose signature verifies, then,
 * to explain why no path is valid, along edges of which only the names match, but never from a
 * self-signed certificate to another key of its name. It does not apply the rules of validation;
 * they only order the candidates, so that the path that a verifier accepts usually comes first.
 *
 * The caller can deprioritise a certificate that caused a failure. Paths through it then come after
 * all others, those through two such certificates after those through one, and so on: a good path
 * is found early, however many bad twins its certificates have, and no path is lost.
 *
 * Budgets bound the search in a hostile pool of certificates.
 */

/* Certificates below the anchor. Real paths have up to 6, but OpenSSL accepts 99 intermediates, and
 * GnuTLS and Java 101. */
#define MAX_DEPTH       128
#define MAX_STEPS       200000 /* edges examined; a meshed pool of 40 CAs needs some thousands */
#define MAX_COMPARISONS 250000 /* names compared; the same */

typedef enum {
  PASS_VERIFIED,  /* every signature verifies, or cannot be checked */
  PASS_NAME_ONLY, /* at least one does not */
  PASS_DONE,
} Pass;

/*
 * Frame:
 * One certificate of the path that is being built, and the candidates for its issuer.
 */
typedef struct
{
  WlkIssuerCandidate self;
  gboolean           is_verified;  /* its signature on the one below it */
  GArray            *candidates;   /* (element-type WlkIssuerCandidate), best first */
  guint              next;
} Frame;

struct _WlkPathBuilder
{
  WlkCertificate     *leaf;
  char               *leaf_origin;
  WlkTrustStore      *trust;
  WlkSignatureCache  *signatures;
  WlkCertificatePool *pool;
  gint64              time;

  GArray             *frames;        /* (element-type Frame), leaf first */
  GHashTable         *deprioritise;       /* (element-type WlkCertificate): a set; borrowed */
  GHashTable         *yielded;       /* (element-type GBytes): a set: verified paths */
  guint               n_allowed;     /* certificates on a path that are deprioritised */
  gboolean            is_deprioritise;    /* a path had more of them */
  Pass                pass;
  gboolean            is_begun;      /* the leaf is, or was, on @frames for this pass */
  guint               n_steps;
  guint               n_comparisons;
  gboolean            is_pruned;     /* a path exceeded the limit of depth */
};

static void
clear_frame (gpointer data)
{
  Frame *frame = data;

  g_clear_pointer (&frame->candidates, g_array_unref);
}

static void
path_builder_clear (WlkPathBuilder *self)
{
  g_array_unref (self->frames);
  g_hash_table_unref (self->deprioritise);
  g_hash_table_unref (self->yielded);
  wlk_certificate_pool_unref (self->pool);
  wlk_signature_cache_unref (self->signatures);
  wlk_trust_store_unref (self->trust);
  g_object_unref (self->leaf);
  g_free (self->leaf_origin);
}

WLK_DEFINE_REF_COUNTED (WlkPathBuilder, wlk_path_builder, path_builder_clear)

/**
 * wlk_path_builder_new:
 * @leaf: the end entity
 * @leaf_origin: its origin as text
 * @bundle: the certificates that may be intermediates
 * @trust: the anchors
 * @signatures: verifies and caches signatures; shared with the processor
 * @time: the validation time in seconds since 1970; it orders candidates
 *
 * Returns: (transfer full): a new builder
 */
WlkPathBuilder *
wlk_path_builder_new (WlkCertificate    * leaf,
                      const char *leaf_origin,
                      WlkBundle         * bundle,
                      WlkTrustStore     * trust,
                      WlkSignatureCache * signatures,
                      gint64 time)
{
  WlkPathBuilder *self;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (leaf), NULL);
  g_return_val_if_fail (signatures != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkPathBuilder);
  self->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_array_set_clear_func (self->frames, clear_frame);
  self->deprioritise = g_hash_table_new (NULL, NULL);
  self->yielded = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                         (GDestroyNotify) g_bytes_unref, NULL);
  self->leaf = g_object_ref (leaf);
  self->leaf_origin = g_strdup (leaf_origin);
  self->trust = wlk_trust_store_ref (trust);
  self->signatures = wlk_signature_cache_ref (signatures);
  self->pool = wlk_certificate_pool_new (leaf, bundle, trust);
  self->time = time;

  return self;
}

/* Ordering */

static gboolean
has_other_key_id (WlkCertificate *certificate,
                  WlkCertificate *issuer)
{
  g_autoptr(GBytes) wanted = NULL;
  g_autoptr(GBytes) found = NULL;

  return wlk_extensions_read_authority_key_id (certificate, &wanted, NULL) == WLK_PRESENT &&
         wanted != NULL &&
         wlk_extensions_read_subject_key_id (issuer, &found, NULL) == WLK_PRESENT &&
         !g_bytes_equal (wanted, found);
}

static gboolean
may_sign (WlkCertificate *issuer)
{
  WlkKeyUsage usage = 0;

  return wlk_extensions_read_key_usage (issuer, &usage, NULL) != WLK_PRESENT ||
         (usage & WLK_KEY_USAGE_KEY_CERT_SIGN) != 0;
}

/* Less is better. Key identifiers, dates and flags order candidates, and exclude none. */
static guint
get_penalty (WlkPathBuilder           *self,
             WlkCertificate           *certificate,
             const WlkIssuerCandidate *candidate)
{
  WlkCertificate *issuer = candidate->certificate;
  guint penalty = MIN (candidate->distance, 0xFFFF);

  if (has_other_key_id (certificate, issuer))
    penalty |= 1 << 18;
  if (self->time < wlk_certificate_get_not_before (issuer) ||
      self->time > wlk_certificate_get_not_after (issuer))
    penalty |= 1 << 17;
  if (!candidate->is_anchor && (!wlk_certificate_is_ca (issuer) || !may_sign (issuer)))
    penalty |= 1 << 16;

  return penalty;
}

typedef struct
{
  guint penalty;
  guint order;
} Rank;

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const Rank *first = a;
  const Rank *second = b;

  if (first->penalty != second->penalty)
    return first->penalty < second->penalty ? -1 : 1;

  return first->order < second->order ? -1 : first->order > second->order;
}

static GArray *
sort_candidates (WlkPathBuilder *self,
                 WlkCertificate *certificate,
                 GArray         *candidates)
{
  g_autofree Rank *ranks = g_new (Rank, candidates->len);
  GArray *sorted;

  for (guint i = 0; i < candidates->len; i++)
    ranks[i] = (Rank) {
      .penalty = get_penalty (self, certificate,
                              &g_array_index (candidates, WlkIssuerCandidate, i)),
      .order = i,
    }
  ;
  qsort (ranks, candidates->len, sizeof *ranks, compare_ranks);

  sorted = g_array_sized_new (FALSE, FALSE, sizeof (WlkIssuerCandidate), candidates->len);
  for (guint i = 0; i < candidates->len; i++)
    g_array_append_val (sorted, g_array_index (candidates, WlkIssuerCandidate, ranks[i].order));

  return sorted;
}

static GArray *
find_issuers (WlkPathBuilder *self,
              WlkCertificate *certificate)
{
  g_autoptr(GArray) candidates =
    wlk_certificate_pool_find_issuers (self->pool, certificate, &self->n_comparisons);

  if (candidates->len < 2)
    return g_steal_pointer (&candidates);

  return sort_candidates (self, certificate, candidates);
}

/* The path that is being built */

static const Frame *
get_frame (WlkPathBuilder *self,
           guint           index)
{
  return &g_array_index (self->frames, Frame, index);
}

/* Source: RFC 4158 §5.2: a name with its key must not be repeated. */
static gboolean
would_loop (WlkPathBuilder *self,
            WlkCertificate *certificate)
{
  for (guint i = 0; i < self->frames->len; i++)
    {
      WlkCertificate *earlier = get_frame (self, i)->self.certificate;

      if (earlier == certificate ||
          (wlk_certificate_has_same_key (earlier, certificate) &&
           wlk_name_equal (wlk_certificate_get_subject (earlier),
                           wlk_certificate_get_subject (certificate))))
        return TRUE;
    }

  return FALSE;
}

static void
push (WlkPathBuilder    *self,
      WlkIssuerCandidate candidate,
      gboolean           is_verified)
{
  Frame frame = {
    .self = candidate,
    .is_verified = is_verified,
    .candidates = candidate.is_anchor ? NULL : find_issuers (self, candidate.certificate),
  };

  g_array_append_val (self->frames, frame);
}

static void
pop (WlkPathBuilder *self)
{
  g_array_set_size (self->frames, self->frames->len - 1);
}

static WlkPath *
make_path (WlkPathBuilder *self,
           gboolean        has_anchor)
{
  g_autoptr(GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) origins = g_ptr_array_new_with_free_func (g_free);

  for (guint i = self->frames->len; i > 0; i--)
    {
      const Frame *frame = get_frame (self, i - 1);

      g_ptr_array_add (certificates, g_object_ref (frame->self.certificate));
      g_ptr_array_add (origins, i == 1 && !frame->self.is_anchor
                       ? g_strdup (self->leaf_origin)
                       : wlk_certificate_pool_dup_origin (self->pool, &frame->self));
    }

  return wlk_path_new (certificates, origins, has_anchor);
}

static gboolean
is_all_verified (WlkPathBuilder *self)
{
  for (guint i = 1; i < self->frames->len; i++)
    if (!get_frame (self, i)->is_verified)
      return FALSE;

  return TRUE;
}

/* Whether the path is left for a later round. */
static gboolean
has_too_many_deprioritise (WlkPathBuilder *self)
{
  guint n_deprioritise = 0;

  if (self->pass != PASS_VERIFIED || g_hash_table_size (self->deprioritise) == 0)
    return FALSE;
  for (guint i = 1; i < self->frames->len; i++)
    if (g_hash_table_contains (self->deprioritise, get_frame (self, i)->self.certificate))
      n_deprioritise++;

  return n_deprioritise > self->n_allowed;
}

/* Records a verified path; returns whether it is new. */
static gboolean
remember_path (WlkPathBuilder *self)
{
  g_autofree gpointer *certificates = g_new (gpointer, self->frames->len);

  for (guint i = 0; i < self->frames->len; i++)
    certificates[i] = get_frame (self, i)->self.certificate;

  return g_hash_table_add (self->yielded,
                           g_bytes_new (certificates, self->frames->len * sizeof (gpointer)));
}

/* Whether the key of the candidate signed the topmost certificate. A signature that GnuTLS
 * cannot check counts as verified here; the step “signature” reports it. */
static gboolean
verify_edge (WlkPathBuilder           *self,
             const WlkIssuerCandidate *candidate,
             gboolean                 *is_verified,
             GError                  **error)
{
  WlkCertificate *certificate = get_frame (self, self->frames->len - 1)->self.certificate;
  g_autoptr(GError) reason = NULL;

  *is_verified = wlk_signature_cache_verify (self->signatures, certificate,
                                             candidate->certificate, &reason);
  if (g_error_matches (reason, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (reason != NULL)
    *is_verified = TRUE;

  return TRUE;
}

/* Whether the topmost certificate is signed by its own key, so that no other key of its name can be
 * that of its issuer. */
static gboolean
is_top_self_signed (WlkPathBuilder *self)
{
  WlkCertificate *certificate = get_frame (self, self->frames->len - 1)->self.certificate;

  return wlk_certificate_is_self_issued (certificate) &&
         wlk_signature_cache_verify (self->signatures, certificate, certificate, NULL);
}

static gboolean
check_budgets (WlkPathBuilder *self,
               GError        **error)
{
  if (++self->n_steps > MAX_STEPS)
    g_set_error (error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED,
                 _("The search took more than %d steps."), MAX_STEPS);
  else if (self->n_comparisons > MAX_COMPARISONS)
    g_set_error (error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED,
                 _("The search compared more than %d names."), MAX_COMPARISONS);
  else
    return TRUE;

  return FALSE;
}

/* Follows the next usable edge from the topmost certificate. */
static gboolean
take_next_edge (WlkPathBuilder *self,
                GError        **error)
{
  Frame *top = &g_array_index (self->frames, Frame, self->frames->len - 1);
  WlkIssuerCandidate candidate =
    g_array_index (top->candidates, WlkIssuerCandidate, top->next++);
  gboolean is_verified;

  if (!check_budgets (self, error))
    return FALSE;
  if (candidate.distance == WLK_UNREACHABLE || would_loop (self, candidate.certificate))
    return TRUE;
  if (self->frames->len + candidate.distance > MAX_DEPTH)
    {
      self->is_pruned = TRUE;
      return TRUE;
    }
  if (!verify_edge (self, &candidate, &is_verified, error))
    return FALSE;
  if (is_verified || (self->pass == PASS_NAME_ONLY && !is_top_self_signed (self)))
    push (self, candidate, is_verified);

  return TRUE;
}

/* Starts a pass at the leaf; a leaf that is itself an anchor is a path already. */
static void
begin_pass (WlkPathBuilder *self)
{
  WlkIssuerCandidate candidate = { .certificate = self->leaf };
  guint index;

  self->is_begun = TRUE;
  if (self->pass == PASS_VERIFIED && wlk_trust_store_find (self->trust, self->leaf, &index))
    {
      candidate.certificate = wlk_trust_store_get_anchor (self->trust, index);
      candidate.is_anchor = TRUE;
      candidate.index = index;
    }
  push (self, candidate, TRUE);
}

/* Or starts another round of it, which allows one more deprioritised certificate. */
static void
end_pass (WlkPathBuilder *self)
{
  if (self->is_deprioritise)
    self->n_allowed++;
  else
    self->pass++;
  self->is_deprioritise = FALSE;
  self->is_begun = FALSE;
}

/* Whether the path that has reached an anchor is to be yielded. */
static gboolean
is_wanted (WlkPathBuilder *self)
{
  return self->pass == PASS_VERIFIED ? remember_path (self) : !is_all_verified (self);
}

/**
 * wlk_path_builder_next:
 * @self: a path builder
 * @cancellable: (nullable): cancels the work
 * @error: return location; %WLK_ERROR_BUDGET_EXCEEDED when a limit comes first, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Builds the next candidate path. Those whose signatures all verify come first.
 *
 * Source: RFC 4158 §2.3, §5.2 for breaking loops.
 *
 * Returns: (transfer full) (nullable): the path, or %NULL without @error when none is left
 */
WlkPath *
wlk_path_builder_next (WlkPathBuilder *self,
                       GCancellable   *cancellable,
                       GError        **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  while (self->pass != PASS_DONE)
    {
      const Frame *top;

      if (!self->is_begun)
        begin_pass (self);
      if (self->frames->len == 0)
        {
          end_pass (self);
          continue;
        }

      top = get_frame (self, self->frames->len - 1);
      if (has_too_many_deprioritise (self))
        {
          self->is_deprioritise = TRUE;
          pop (self);
        }
      else if (top->self.is_anchor)
        {
          g_autoptr(WlkPath) path = is_wanted (self) ? make_path (self, TRUE) : NULL;

          pop (self);
          if (path != NULL)
            return g_steal_pointer (&path);
        }
      else if (top->next == top->candidates->len)
        pop (self);
      else if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
               !take_next_edge (self, error))
        return NULL;
    }

  if (self->is_pruned)
    g_set_error (error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED,
                 _("The search ended at a path of %d certificates, the longest allowed."),
                 MAX_DEPTH);

  return NULL;
}

/**
 * wlk_path_builder_deprioritise:
 * @self: a path builder
 * @certificate: an issuer on a path that it has built
 *
 * Moves paths through @certificate after those without it, because it caused a failure. It may
 * still be on a good path, since the rule that failed may concern another certificate there.
 */
void
wlk_path_builder_deprioritise (WlkPathBuilder *self,
                               WlkCertificate *certificate)
{
  g_return_if_fail (self != NULL);

  g_hash_table_add (self->deprioritise, certificate);
}

/* The first candidate whose key signed, else the first of all. */
static gboolean
choose_issuer (WlkPathBuilder *self)
{
  const Frame *top = get_frame (self, self->frames->len - 1);
  gboolean has_fallback = FALSE;
  WlkIssuerCandidate fallback;

  for (guint i = 0; i < top->candidates->len; i++)
    {
      WlkIssuerCandidate candidate = g_array_index (top->candidates, WlkIssuerCandidate, i);
      gboolean is_verified = FALSE;

      if (candidate.is_anchor || would_loop (self, candidate.certificate))
        continue;
      if (verify_edge (self, &candidate, &is_verified, NULL) && is_verified)
        {
          push (self, candidate, TRUE);
          return TRUE;
        }
      if (!has_fallback)
        fallback = candidate;
      has_fallback = TRUE;
    }
  if (!has_fallback || is_top_self_signed (self))
    return FALSE;

  push (self, fallback, FALSE);
  return TRUE;
}

/**
 * wlk_path_builder_dup_longest:
 * @self: a path builder
 *
 * Follows the issuers up from the leaf as far as they were received, preferring signatures that
 * verify. This path is validated when none reaches an anchor.
 *
 * Returns: (transfer full): a path without an anchor
 */
WlkPath *
wlk_path_builder_dup_longest (WlkPathBuilder *self)
{
  WlkPath *path;

  g_return_val_if_fail (self != NULL, NULL);

  g_array_set_size (self->frames, 0);
  self->pass = PASS_DONE;
  push (self, (WlkIssuerCandidate) { .certificate = self->leaf }, TRUE);
  while (self->frames->len < MAX_DEPTH && choose_issuer (self))
    continue;
  path = make_path (self, FALSE);
  g_array_set_size (self->frames, 0);

  return path;
}
