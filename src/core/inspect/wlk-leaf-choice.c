/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-leaf-choice.h"

#include "checks/wlk-checks.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>
#include <string.h>

/*
 * A file does not mark the end entity, and may hold certificates in any order. The candidates, most
 * likely first:
 *
 *  1. one that is not a CA and issued none of the others, and belongs to a private key in the file;
 *  2. an unreadable certificate in the place of the end entity: the first one, or the last one
 *     after a root;
 *  3. the first that is not a CA, issued none of the others, and is valid for the name given;
 *  4. the first that is not a CA and issued none of the others;
 *  5. the first that is not a CA;
 *  6. the first that issued none of the others: the lower end of a chain of CAs;
 *  7. the first.
 *
 * Among CAs, a private key decides only between those of one kind, so that the key of a CA never
 * makes it the end entity of a chain that it issued.
 *
 * For a connection, the first certificate is the end entity (RFC 8446 §4.4.2).
 */

typedef enum {
  UNREADABLE,
  ISSUING_CA,
  LAST_CA,
  ISSUER_WITHOUT_FLAG,
  END_ENTITY,
  END_ENTITY_WITH_NAME,
  END_ENTITY_WITH_KEY,
} Likelihood;

#define MAX_PRIVATE_KEYS 16 /* per bundle; importing them is slow */

/* The subjectPublicKeyInfo of a private key, or NULL when it is unreadable, for example because it
 * is encrypted. */
static GBytes *
derive_public_key (GBytes *private_key)
{
  g_autoptr(GBytes) spki = NULL;
  gnutls_x509_privkey_t x509_key = NULL;
  gnutls_privkey_t key = NULL;
  gnutls_pubkey_t public_key = NULL;
  gnutls_datum_t out = { NULL, 0 };
  gsize size = 0;
  gnutls_datum_t in;

  in.data = (unsigned char *) g_bytes_get_data (private_key, &size);
  in.size = size;
  if (gnutls_x509_privkey_init (&x509_key) < 0 ||
      gnutls_privkey_init (&key) < 0 ||
      gnutls_pubkey_init (&public_key) < 0)
    g_error ("GnuTLS is out of memory"); /* as GLib would do */

  if (gnutls_x509_privkey_import2 (x509_key, &in, GNUTLS_X509_FMT_DER, NULL,
                                   GNUTLS_PKCS_PLAIN) >= 0 &&
      gnutls_privkey_import_x509 (key, x509_key, 0) >= 0 &&
      gnutls_pubkey_import_privkey (public_key, key, 0, 0) >= 0 &&
      gnutls_pubkey_export2 (public_key, GNUTLS_X509_FMT_DER, &out) >= 0)
    spki = g_bytes_new (out.data, out.size);

  gnutls_free (out.data);
  gnutls_pubkey_deinit (public_key);
  gnutls_privkey_deinit (key);
  gnutls_x509_privkey_deinit (x509_key);
  return g_steal_pointer (&spki);
}

static gboolean
has_public_key (WlkCertificate *certificate,
                GBytes         *spki)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
  gsize length = 0;
  const void *bytes = g_bytes_get_data (spki, &length);

  return span.length == length &&
         memcmp (wlk_certificate_get_bytes (certificate, span), bytes, length) == 0;
}

/* (transfer full): the public keys of the private keys in a bundle. */
static GPtrArray *
list_keys (WlkBundle *bundle)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  guint n_keys = wlk_bundle_get_n_items (bundle, WLK_BUNDLE_PRIVATE_KEY);

  for (guint i = 0; i < MIN (n_keys, MAX_PRIVATE_KEYS); i++)
    {
      GBytes *spki = derive_public_key (wlk_bundle_get_item (bundle, WLK_BUNDLE_PRIVATE_KEY, i));

      if (spki != NULL)
        g_ptr_array_add (keys, spki);
    }

  return keys;
}

static gboolean
has_private_key (WlkCertificate *certificate,
                 GPtrArray      *keys)
{
  for (guint i = 0; i < keys->len; i++)
    if (has_public_key (certificate, keys->pdata[i]))
      return TRUE;

  return FALSE;
}

/* Whether an unreadable certificate is in the place of the end entity. */
static gboolean
find_unreadable (WlkBundle *bundle,
                 guint     *index)
{
  WlkCertificate *first = wlk_bundle_get_certificate (bundle, 0);
  guint last = bundle->certificates->len - 1;

  *index = 0;
  if (wlk_certificate_get_problem (first) != NULL)
    return TRUE;

  while (last > 0 && wlk_bundle_get_origin (bundle, last) != wlk_bundle_get_origin (bundle, 0))
    last--;
  *index = last;

  return wlk_certificate_is_ca (first) && wlk_certificate_is_self_issued (first) &&
         wlk_certificate_get_problem (wlk_bundle_get_certificate (bundle, last)) != NULL;
}

/* The hashes of all issuer names, except those of self-issued certificates. */
static GHashTable *
collect_issuers (WlkBundle *bundle)
{
  GHashTable *issuers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < bundle->certificates->len; i++)
    {
      WlkCertificate *certificate = wlk_bundle_get_certificate (bundle, i);
      guint issuer = wlk_certificate_hash_issuer (certificate);

      if (wlk_certificate_get_problem (certificate) == NULL &&
          issuer != wlk_certificate_hash_subject (certificate))
        g_hash_table_add (issuers, GUINT_TO_POINTER (issuer));
    }

  return issuers;
}

static Likelihood
get_likelihood (WlkCertificate             *certificate,
                GHashTable                 *issuers,
                const WlkReferenceIdentity *name,
                gboolean                    has_key)
{
  guint subject = wlk_certificate_hash_subject (certificate);
  gboolean is_issuer = g_hash_table_contains (issuers, GUINT_TO_POINTER (subject));

  if (wlk_certificate_get_problem (certificate) != NULL)
    return UNREADABLE;
  if (wlk_certificate_is_ca (certificate))
    return is_issuer ? ISSUING_CA : LAST_CA;

  if (is_issuer)
    return ISSUER_WITHOUT_FLAG;
  if (has_key)
    return END_ENTITY_WITH_KEY;
  if (name != NULL && wlk_reference_identity_matches (name, certificate))
    return END_ENTITY_WITH_NAME;

  return END_ENTITY;
}

/**
 * wlk_leaf_choice_find:
 * @bundle: certificates in any order
 * @query: the query; its name helps to choose
 * @index: (out): index of the end entity in @bundle
 *
 * Chooses the end entity of an unordered bundle, by the rules at the top of this file.
 *
 * Returns: %TRUE unless @bundle has no certificate
 */
gboolean
wlk_leaf_choice_find (WlkBundle *bundle,
                      WlkQuery  *query,
                      guint     *index)
{
  guint n_certificates = bundle->certificates->len;
  g_autoptr(GHashTable) issuers = NULL;
  g_autoptr(WlkReferenceIdentity) name = NULL;
  g_autoptr(GPtrArray) keys = NULL;
  Likelihood best = UNREADABLE;
  Likelihood likeliest = END_ENTITY;
  gboolean has_best_key = FALSE;
  guint unreadable;

  *index = 0;
  if (n_certificates < 2)
    return n_certificates == 1;

  name = wlk_reference_identity_new (wlk_query_get (query)->name);
  keys = list_keys (bundle);
  if (keys->len > 0)
    likeliest = END_ENTITY_WITH_KEY;
  else if (name != NULL)
    likeliest = END_ENTITY_WITH_NAME;
  issuers = collect_issuers (bundle);
  for (guint i = 0; i < n_certificates && best < likeliest; i++)
    {
      WlkCertificate *certificate = wlk_bundle_get_certificate (bundle, i);
      gboolean has_key = has_private_key (certificate, keys);
      Likelihood likelihood = get_likelihood (certificate, issuers, name, has_key);

      if (likelihood > best || (likelihood == best && has_key && !has_best_key))
        {
          best = likelihood;
          has_best_key = has_key;
          *index = i;
        }
    }
  if (best < END_ENTITY_WITH_KEY && find_unreadable (bundle, &unreadable))
    *index = unreadable;

  return TRUE;
}
