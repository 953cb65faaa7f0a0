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
 *  1. the certificate of a private key in the file;
 *  2. the first that is not a CA, issued none of the others, and is valid for the name given;
 *  3. the first that is not a CA and issued none of the others;
 *  4. the first that is not a CA;
 *  5. the first that issued none of the others: the lower end of a chain of CAs;
 *  6. the first.
 *
 * For a connection, the first certificate is the end entity (RFC 8446 §4.4.2).
 */

typedef enum {
  ISSUING_CA,
  LAST_CA,
  ISSUER_WITHOUT_FLAG,
  END_ENTITY,
  END_ENTITY_WITH_NAME,
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

static gboolean
find_by_private_key (WlkBundle *bundle,
                     guint     *index)
{
  guint n_keys = wlk_bundle_get_n_items (bundle, WLK_BUNDLE_PRIVATE_KEY);

  for (guint i = 0; i < MIN (n_keys, MAX_PRIVATE_KEYS); i++)
    {
      GBytes *private_key = wlk_bundle_get_item (bundle, WLK_BUNDLE_PRIVATE_KEY, i);
      g_autoptr(GBytes) spki = derive_public_key (private_key);

      for (guint j = 0; spki != NULL && j < wlk_bundle_get_n_certificates (bundle); j++)
        {
          if (has_public_key (wlk_bundle_get_certificate (bundle, j), spki))
            {
              *index = j;
              return TRUE;
            }
        }
    }

  return FALSE;
}

/* The hashes of all issuer names, except those of self-issued certificates. */
static GHashTable *
collect_issuers (WlkBundle *bundle)
{
  GHashTable *issuers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < wlk_bundle_get_n_certificates (bundle); i++)
    {
      WlkCertificate *certificate = wlk_bundle_get_certificate (bundle, i);
      guint issuer = wlk_certificate_hash_issuer (certificate);

      if (issuer != wlk_certificate_hash_subject (certificate))
        g_hash_table_add (issuers, GUINT_TO_POINTER (issuer));
    }

  return issuers;
}

static Likelihood
judge (WlkCertificate             *certificate,
       GHashTable                 *issuers,
       const WlkReferenceIdentity *name)
{
  guint subject = wlk_certificate_hash_subject (certificate);
  gboolean is_issuer = g_hash_table_contains (issuers, GUINT_TO_POINTER (subject));

  if (wlk_certificate_is_ca (certificate))
    return is_issuer ? ISSUING_CA : LAST_CA;

  if (is_issuer)
    return ISSUER_WITHOUT_FLAG;
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
  guint n_certificates = wlk_bundle_get_n_certificates (bundle);
  g_autoptr(GHashTable) issuers = NULL;
  g_autoptr(WlkReferenceIdentity) name = NULL;
  Likelihood best = ISSUING_CA;
  Likelihood likeliest = END_ENTITY;

  *index = 0;
  if (n_certificates < 2)
    return n_certificates == 1;
  if (find_by_private_key (bundle, index))
    return TRUE;

  name = wlk_reference_identity_new (wlk_query_get (query)->name);
  if (name != NULL)
    likeliest = END_ENTITY_WITH_NAME;
  issuers = collect_issuers (bundle);
  for (guint i = 0; i < n_certificates && best < likeliest; i++)
    {
      WlkCertificate *certificate = wlk_bundle_get_certificate (bundle, i);
      Likelihood likelihood = judge (certificate, issuers, name);

      if (likelihood > best)
        {
          best = likelihood;
          *index = i;
        }
    }

  return TRUE;
}
