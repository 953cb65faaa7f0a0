/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-ca.h"

#include <string.h>

/* What an inspection is given, made of test certificates. It is apart from where they are made, so
 * that a test of a lower folder needs no higher one. */

/**
 * wlk_test_bundle:
 * @certificates: (element-type WlkCertificate): a path, anchor first
 * @first: how many at its beginning to leave out; 1 leaves out the anchor, as a server should
 *
 * Returns: (transfer full): a bundle of the rest as a server sends it, leaf first
 */
WlkBundle *
wlk_test_bundle (GPtrArray *certificates,
                 guint      first)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "test.pem");
  WlkBundle *bundle = wlk_bundle_new ();

  for (guint i = certificates->len; i > first; i--)
    wlk_bundle_add_certificate (bundle, g_ptr_array_index (certificates, i - 1), origin,
                                certificates->len - i + 1);

  return bundle;
}

/**
 * wlk_test_query:
 * @name: (nullable): the name to match
 * @purpose: the intended use of the end entity's key
 * @profile: which rules count as failures
 *
 * Returns: (transfer full): a query for %WLK_TEST_TIME, with defaults for all else
 */
WlkQuery *
wlk_test_query (const char *name,
                WlkPurpose  purpose,
                WlkProfile  profile)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;

  fields.name = name;
  fields.time = WLK_TEST_TIME;
  fields.purpose = purpose;
  fields.profile = profile;

  return wlk_query_new (&fields);
}

/**
 * wlk_test_trust:
 * @anchor: (nullable): the only anchor
 *
 * Returns: (transfer full): a trust store with @anchor alone, or an empty one
 */
WlkTrustStore *
wlk_test_trust (WlkCertificate *anchor)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_TRUST, "test trust store");
  WlkTrustStore *trust = wlk_trust_store_new ();

  if (anchor != NULL)
    wlk_trust_store_add_certificate (trust, anchor, origin);

  return trust;
}

/**
 * wlk_test_credential:
 * @chain: (element-type WlkCertificate): a client certificate, then its issuers
 * @key: the key of the first
 *
 * Returns: (transfer full): what a client shows to a server
 */
WlkClientCredential *
wlk_test_credential (GPtrArray *chain,
                     WlkTestKey key)
{
  g_autofree char *pem = wlk_test_dup_key_pem (key);
  gnutls_datum_t datum = { (guint8 *) pem, (unsigned) strlen (pem) };
  gnutls_privkey_t private_key = NULL;
  WlkClientCredential *credential;

  g_assert_cmpint (gnutls_privkey_init (&private_key), ==, 0);
  g_assert_cmpint (gnutls_privkey_import_x509_raw (private_key, &datum, GNUTLS_X509_FMT_PEM, NULL,
                                                   0), ==, 0);
  credential = wlk_client_credential_new ("client.pem", chain, private_key, NULL);
  g_assert_nonnull (credential);

  return credential;
}
