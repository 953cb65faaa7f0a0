/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path/wlk-signature-cache.h"

#include "base/wlk-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Cross-signed certificates of one CA share its key, and path building, validation and diagnosis
 * use the same edges, so each signature is checked once for each pair of a certificate and a key.
 * Failures are cached as well.
 */

struct _WlkSignatureCache
{
  GHashTable *edges;      /* (element-type Edge): a set */
  GHashTable *statements; /* (element-type Statement): a set */
  guint       max_checks; /* in all */
  guint       limit;      /* now; not above @max_checks */
  guint       n_checks;
};

/* A certificate, one with the key in question, and the result. */
typedef struct
{
  WlkCertificate *certificate;
  WlkCertificate *issuer;
  gboolean        is_good;
  GError         *error;       /* nullable: why it is unknown */
} Edge;

/* Hashes the last few bytes, which are random in signatures and keys. */
static guint
hash_end (WlkCertificate     *certificate,
          WlkCertificateField field)
{
  WlkSpan span = wlk_certificate_get_span (certificate, field);
  const guint8 *bytes = wlk_certificate_get_bytes (certificate, span);
  guint hash = 0;

  memcpy (&hash, bytes + span.length - MIN (span.length, sizeof hash),
          MIN (span.length, sizeof hash));

  return hash;
}

static guint
hash_edge (gconstpointer key)
{
  const Edge *edge = key;

  return hash_end (edge->certificate, WLK_CERTIFICATE_SIGNATURE_VALUE) * 31 +
         hash_end (edge->issuer, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
}

static gboolean
equal_edges (gconstpointer a,
             gconstpointer b)
{
  const Edge *first = a;
  const Edge *second = b;

  return wlk_certificate_equal (first->certificate, second->certificate) &&
         wlk_certificate_has_same_key (first->issuer, second->issuer);
}

static void
free_edge (gpointer data)
{
  Edge *edge = data;

  g_object_unref (edge->certificate);
  g_object_unref (edge->issuer);
  g_clear_error (&edge->error);
  g_free (edge);
}

/* A CRL or OCSP response, and a certificate with the key in question. */
typedef struct
{
  GBytes         *der;    /* owned, compared by address */
  WlkCertificate *issuer; /* owned */
  gboolean        is_good;
} Statement;

static guint
hash_statement (gconstpointer key)
{
  const Statement *statement = key;

  return g_direct_hash (statement->der) * 31 +
         hash_end (statement->issuer, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
}

static gboolean
equal_statements (gconstpointer a,
                  gconstpointer b)
{
  const Statement *first = a;
  const Statement *second = b;

  return first->der == second->der &&
         wlk_certificate_has_same_key (first->issuer, second->issuer);
}

static void
free_statement (gpointer data)
{
  Statement *statement = data;

  g_bytes_unref (statement->der);
  g_object_unref (statement->issuer);
  g_free (statement);
}

static void
signature_cache_clear (WlkSignatureCache *self)
{
  g_clear_pointer (&self->edges, g_hash_table_unref);
  g_clear_pointer (&self->statements, g_hash_table_unref);
}

WLK_DEFINE_REF_COUNTED (WlkSignatureCache, wlk_signature_cache, signature_cache_clear)

/**
 * wlk_signature_cache_new:
 * @max_checks: how many signatures may be checked
 *
 * A cache belongs to one inspection and is used by one thread at a time.
 *
 * Returns: (transfer full): an empty cache
 */
WlkSignatureCache *
wlk_signature_cache_new (guint max_checks)
{
  WlkSignatureCache *self = g_atomic_rc_box_new0 (WlkSignatureCache);

  self->edges = g_hash_table_new_full (hash_edge, equal_edges, free_edge, NULL);
  self->statements = g_hash_table_new_full (hash_statement, equal_statements, free_statement,
                                            NULL);
  self->max_checks = max_checks;
  self->limit = max_checks;

  return self;
}

static gboolean
check_budget (WlkSignatureCache *self,
              GError           **error)
{
  if (self->n_checks < self->limit)
    return TRUE;

  g_set_error (error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED,
               ngettext ("The search stopped after %u signature.",
                         "The search stopped after %u signatures.", self->limit),
               self->limit);

  return FALSE;
}

static Edge *
check_edge (WlkSignatureCache *self,
            WlkCertificate    *certificate,
            WlkCertificate    *issuer)
{
  Edge *edge = g_new0 (Edge, 1);

  edge->certificate = g_object_ref (certificate);
  edge->issuer = g_object_ref (issuer);
  edge->is_good = wlk_certificate_verify_signature (certificate,
                                                    wlk_certificate_get_public_key (issuer),
                                                    &edge->error);
  self->n_checks++;
  g_hash_table_add (self->edges, edge);

  return edge;
}

/**
 * wlk_signature_cache_verify:
 * @self: a cache
 * @certificate: a certificate
 * @issuer: one with the key that may have signed it
 * @error: return location; %WLK_ERROR_BUDGET_EXCEEDED when no more signatures may be checked, or
 *   an error of wlk_certificate_verify_signature()
 *
 * Returns: %TRUE when the key of @issuer signed @certificate; %FALSE and no @error when it did not;
 *   %FALSE with @error when that is unknown
 */
gboolean
wlk_signature_cache_verify (WlkSignatureCache *self,
                            WlkCertificate    *certificate,
                            WlkCertificate    *issuer,
                            GError           **error)
{
  const Edge key = { .certificate = certificate, .issuer = issuer };
  Edge *edge;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (WLK_IS_CERTIFICATE (certificate) && WLK_IS_CERTIFICATE (issuer), FALSE);

  edge = g_hash_table_lookup (self->edges, &key);
  if (edge == NULL &&
      !wlk_signature_algorithm_fits_key (wlk_certificate_get_signature_oid (certificate),
                                         wlk_certificate_get_public_key (issuer)))
    return FALSE;
  if (edge == NULL && !check_budget (self, error))
    return FALSE;

  if (edge == NULL)
    edge = check_edge (self, certificate, issuer);
  if (edge->error != NULL && error != NULL)
    *error = g_error_copy (edge->error);

  return edge->is_good;
}

/**
 * wlk_signature_cache_verify_data:
 * @self: a cache
 * @data: the signed data of a CRL or an OCSP response
 * @issuer: a certificate with the key that should have signed it
 *
 * Returns: whether the key of @issuer signed @data; %FALSE if that is unknown, or no more
 *   signatures may be checked
 */
gboolean
wlk_signature_cache_verify_data (WlkSignatureCache   *self,
                                 const WlkSignedData *data,
                                 WlkCertificate      *issuer)
{
  const Statement key = { .der = data->der, .issuer = issuer };
  Statement *statement;

  g_return_val_if_fail (self != NULL && WLK_IS_CERTIFICATE (issuer), FALSE);

  statement = g_hash_table_lookup (self->statements, &key);
  if (statement != NULL)
    return statement->is_good;
  if (data->der == NULL || !check_budget (self, NULL))
    return FALSE;

  statement = g_new0 (Statement, 1);
  statement->der = g_bytes_ref (data->der);
  statement->issuer = g_object_ref (issuer);
  statement->is_good = wlk_signed_data_verify (data, wlk_certificate_get_public_key (issuer), NULL);
  g_hash_table_add (self->statements, statement);
  self->n_checks++;

  return statement->is_good;
}

/**
 * wlk_signature_cache_leave:
 * @self: a cache
 * @n_checks: how many more signatures may be checked, if as many are left
 *
 * Lowers the limit until wlk_signature_cache_leave_all(), for work of less value than that already
 * done.
 */
void
wlk_signature_cache_leave (WlkSignatureCache *self,
                           guint              n_checks)
{
  g_return_if_fail (self != NULL);

  if (self->limit > self->n_checks && self->limit - self->n_checks > n_checks)
    self->limit = self->n_checks + n_checks;
}

/* Restores the limit that it was made with, for another search of the same inspection. */
void
wlk_signature_cache_leave_all (WlkSignatureCache *self)
{
  g_return_if_fail (self != NULL);

  self->limit = self->max_checks;
}

/* How many signatures were checked. */
guint
wlk_signature_cache_get_n_checks (WlkSignatureCache *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_checks;
}
