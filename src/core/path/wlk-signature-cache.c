/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path/wlk-signature-cache.h"

#include "base/wlk-error.h"

#include <glib/gi18n-lib.h>

/*
 * A signature is the dearest thing in an inspection, so each is verified once for each certificate
 * and key, and no more than a limit allows. What is remembered hangs on the objects' addresses;
 * the cache keeps them alive.
 */

struct _WlkSignatureCache
{
  GObject     parent_instance;

  GHashTable *results; /* Result → itself */
  guint       max_checks;
  guint       n_checks;
};

typedef struct
{
  WlkCertificate *certificate; /* owned */
  WlkCertificate *issuer;      /* owned */
  gboolean        is_good;
  GError         *error;       /* nullable: it could not be checked */
} Result;

G_DEFINE_FINAL_TYPE (WlkSignatureCache, wlk_signature_cache, G_TYPE_OBJECT)

static guint
hash_result (gconstpointer data)
{
  const Result *result = data;

  return g_direct_hash (result->certificate) * 31 + g_direct_hash (result->issuer);
}

static gboolean
equal_results (gconstpointer a,
               gconstpointer b)
{
  const Result *first = a;
  const Result *second = b;

  return first->certificate == second->certificate && first->issuer == second->issuer;
}

static void
free_result (gpointer data)
{
  Result *result = data;

  g_object_unref (result->certificate);
  g_object_unref (result->issuer);
  g_clear_error (&result->error);
  g_free (result);
}

static void
wlk_signature_cache_finalize (GObject *object)
{
  WlkSignatureCache *self = WLK_SIGNATURE_CACHE (object);

  g_hash_table_unref (self->results);

  G_OBJECT_CLASS (wlk_signature_cache_parent_class)->finalize (object);
}

static void
wlk_signature_cache_class_init (WlkSignatureCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wlk_signature_cache_finalize;
}

static void
wlk_signature_cache_init (WlkSignatureCache *self)
{
  self->results = g_hash_table_new_full (hash_result, equal_results, free_result, NULL);
}

/**
 * wlk_signature_cache_new:
 * @max_checks: how many signatures may be verified
 *
 * Returns: (transfer full): an empty cache, for one thread at a time
 */
WlkSignatureCache *
wlk_signature_cache_new (guint max_checks)
{
  WlkSignatureCache *self = g_object_new (WLK_TYPE_SIGNATURE_CACHE, NULL);

  self->max_checks = max_checks;

  return self;
}

static Result *
check (WlkSignatureCache *self,
       WlkCertificate    *certificate,
       WlkCertificate    *issuer)
{
  Result *result = g_new0 (Result, 1);

  self->n_checks++;
  result->certificate = g_object_ref (certificate);
  result->issuer = g_object_ref (issuer);
  result->is_good = wlk_certificate_verify_signature (certificate,
                                                      wlk_certificate_get_public_key (issuer),
                                                      &result->error);
  g_hash_table_add (self->results, result);

  return result;
}

/**
 * wlk_signature_cache_verify:
 * @self: a signature cache
 * @certificate: what was signed
 * @issuer: whose key should have signed it
 * @error: return location; %WLK_ERROR_UNSUPPORTED when it cannot be checked with this GnuTLS,
 *   %WLK_ERROR_BUDGET_EXCEEDED when the limit comes first
 *
 * Verifies a signature, or remembers how that came out.
 *
 * Source: RFC 5280 §6.1.3 (a)(1).
 *
 * Returns: %TRUE when @issuer's key signed @certificate; %FALSE without @error when it did not
 */
gboolean
wlk_signature_cache_verify (WlkSignatureCache *self,
                            WlkCertificate    *certificate,
                            WlkCertificate    *issuer,
                            GError           **error)
{
  const Result key = { .certificate = certificate, .issuer = issuer };
  Result *result;

  g_return_val_if_fail (WLK_IS_SIGNATURE_CACHE (self), FALSE);
  g_return_val_if_fail (WLK_IS_CERTIFICATE (certificate), FALSE);
  g_return_val_if_fail (WLK_IS_CERTIFICATE (issuer), FALSE);

  result = g_hash_table_lookup (self->results, &key);
  if (result == NULL)
    {
      if (self->n_checks == self->max_checks)
        {
          g_set_error (error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED,
                       ngettext ("More than %u signature would have to be verified.",
                                 "More than %u signatures would have to be verified.",
                                 self->max_checks),
                       self->max_checks);
          return FALSE;
        }
      result = check (self, certificate, issuer);
    }
  if (result->error != NULL)
    g_propagate_error (error, g_error_copy (result->error));

  return result->is_good;
}

/**
 * wlk_signature_cache_get_n_checks:
 * @self: a signature cache
 *
 * Returns: how many signatures were verified
 */
guint
wlk_signature_cache_get_n_checks (WlkSignatureCache *self)
{
  g_return_val_if_fail (WLK_IS_SIGNATURE_CACHE (self), 0);

  return self->n_checks;
}
