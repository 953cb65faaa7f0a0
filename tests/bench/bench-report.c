/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"
#include "checks/wlk-path-processor.h"
#include "inspect/wlk-inspector.h"
#include "wlk-test-ca.h"

#include <gnutls/abstract.h>

/*
 * Judging a parsed chain of four certificates with the system's roots loaded: the whole inspection,
 * and the validation of the one path alone, without a second opinion. Beside them are the three
 * signatures of that chain, which no verifier can do without, and GnuTLS's verdict, which is a
 * flag.
 *
 * The objects are the same in each round, as they are when a person changes a question.
 */

#define N_CHAIN      4   /* certificates, the anchor with them */
#define N_SIGNATURES (N_CHAIN - 1)
#define N_ROUNDS     101 /* odd, for a median */
#define N_REPEATS    10  /* in one round; one is a fraction of a millisecond */
#define MAX_CHECKS   100 /* signatures, as for an inspection */
#define LEAF_NAME    "leaf.example" /* of wlk_test_make_recipes() */

/* What a public CA puts into its certificates besides: a policy, and where its CRL, its responder
 * and its certificate are. */
static const WlkTestExtension public_ca_extensions[] = {
  { "2.5.29.32", FALSE,
    "300a3008060667810c010201" },
  { "2.5.29.31", FALSE,
    "30293027a025a0238621687474703a2f2f63726c2e63612e6578616d706c652f69737375696e672e"
    "63726c" },
  { "1.3.6.1.5.5.7.1.1", FALSE,
    "304f302206082b060105050730018616687474703a2f2f6f6373702e63612e6578616d706c653029"
    "06082b06010505073002861d687474703a2f2f63612e6578616d706c652f69737375696e672e6465"
    "72" },
  { NULL }
};

typedef struct
{
  gnutls_pubkey_t         key;
  gnutls_sign_algorithm_t algorithm;
  gnutls_datum_t          data;
  gnutls_datum_t          signature; /* allocated by GLib */
} Signature;

typedef struct
{
  GPtrArray               *chain; /* (element-type WlkCertificate): anchor first */
  WlkBundle               *bundle;
  WlkTrustStore           *trust;
  WlkInspector            *inspector;
  WlkQuery                *query;
  WlkPath                 *path;

  Signature                signatures[N_SIGNATURES];
  gnutls_x509_crt_t        leaf_first[N_SIGNATURES];
  gnutls_x509_trust_list_t list;
} Case;

static void
inspect (gpointer data)
{
  Case *self = data;
  g_autoptr(WlkInspection) inspection =
    wlk_inspector_inspect (self->inspector, self->query, self->bundle, NULL, self->trust, NULL,
                           NULL, NULL);

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
}

/* The signatures are verified again each time, since the cache is a new one. */
static void
validate_path (gpointer data)
{
  Case *self = data;
  g_autoptr(WlkSignatureCache) signatures = wlk_signature_cache_new (MAX_CHECKS);
  const WlkCheckInput input = {
    .trust = self->trust, .received = self->bundle, .signatures = signatures,
  };
  g_autoptr(WlkReport) report = wlk_path_processor_run (&input, self->query, self->path, NULL);

  g_assert_cmpint (report->verdict, ==, WLK_VERDICT_TRUSTED);
}

static void
verify_signatures (gpointer data)
{
  Case *self = data;

  for (guint i = 0; i < N_SIGNATURES; i++)
    {
      Signature *signature = &self->signatures[i];

      g_assert_cmpint (gnutls_pubkey_verify_data2 (signature->key, signature->algorithm, 0,
                                                   &signature->data, &signature->signature),
                       >=, 0);
    }
}

static void
verify_with_gnutls (gpointer data)
{
  Case *self = data;
  gnutls_typed_vdata_st name = { GNUTLS_DT_DNS_HOSTNAME, (guint8 *) LEAF_NAME, 0 };
  unsigned int status = G_MAXUINT;

  g_assert_cmpint (gnutls_x509_trust_list_verify_crt2 (self->list, self->leaf_first, N_SIGNATURES,
                                                       &name, 1, 0, &status, NULL), >=, 0);
  g_assert_cmpuint (status, ==, 0);
}

static void
init_signature (Signature      *self,
                WlkCertificate *certificate,
                WlkCertificate *issuer)
{
  gnutls_x509_crt_t crt = wlk_certificate_get_gnutls (certificate, NULL);
  WlkSpan tbs = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_TBS);
  gsize size = 0;

  gnutls_pubkey_init (&self->key);
  g_assert_cmpint (gnutls_pubkey_import_x509 (self->key,
                                              wlk_certificate_get_gnutls (issuer, NULL), 0),
                   >=, 0);
  self->algorithm = gnutls_x509_crt_get_signature_algorithm (crt);
  self->data.data = (guint8 *) wlk_certificate_get_bytes (certificate, tbs);
  self->data.size = tbs.length;
  gnutls_x509_crt_get_signature (crt, NULL, &size);
  self->signature.data = g_malloc (size);
  g_assert_cmpint (gnutls_x509_crt_get_signature (crt, (char *) self->signature.data, &size),
                   ==, 0);
  self->signature.size = size;
}

/* The anchor and the roots belong to the certificates; the list has copies of the roots. */
static void
init_gnutls (Case *self)
{
  gnutls_x509_crt_t anchor = wlk_certificate_get_gnutls (self->chain->pdata[0], NULL);

  for (guint i = 0; i < N_SIGNATURES; i++)
    {
      init_signature (&self->signatures[i], self->chain->pdata[i + 1], self->chain->pdata[i]);
      self->leaf_first[i] = wlk_certificate_get_gnutls (self->chain->pdata[N_CHAIN - 1 - i], NULL);
    }
  gnutls_x509_trust_list_init (&self->list, 0);
  gnutls_x509_trust_list_add_system_trust (self->list, 0, 0);
  g_assert_cmpint (gnutls_x509_trust_list_add_cas (self->list, &anchor, 1, 0), ==, 1);
}

/* The chain is valid now, since the clock of GnuTLS's trust list is the system's. */
static void
case_init (Case                   *self,
           WlkTestKey              first_key,
           const WlkTestExtension *extensions)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_TRUST, "bench");
  WlkTestRecipe recipes[N_CHAIN];
  g_autoptr(WlkInspection) inspection = NULL;

  wlk_test_make_recipes (recipes, N_CHAIN);
  for (guint i = 0; i < N_CHAIN; i++)
    {
      recipes[i].key = first_key + i;
      recipes[i].not_after = now + 86400;
      recipes[i].extensions = extensions;
    }
  self->chain = wlk_test_issue_path (recipes, N_CHAIN);
  self->bundle = wlk_test_bundle (self->chain, 1);
  self->trust = wlk_trust_store_new ();
  wlk_trust_store_add_system (self->trust, NULL);
  wlk_trust_store_add_certificate (self->trust, self->chain->pdata[0], origin);
  self->inspector = wlk_inspector_new ();
  fields.name = LEAF_NAME;
  fields.time = now;
  fields.wants_second_opinion = FALSE;
  self->query = wlk_query_new (&fields);
  inspection = wlk_inspector_inspect (self->inspector, self->query, self->bundle, NULL,
                                      self->trust, NULL, NULL, NULL);
  g_assert_cmpuint (wlk_inspection_get_n_reports (inspection), ==, 1);
  self->path = wlk_path_ref (wlk_inspection_get_report (inspection, 0)->path);
  g_assert_cmpuint (self->path->certificates->len, ==, N_CHAIN);
  init_gnutls (self);
}

static void
case_clear (Case *self)
{
  for (guint i = 0; i < N_SIGNATURES; i++)
    {
      gnutls_pubkey_deinit (self->signatures[i].key);
      g_free (self->signatures[i].signature.data);
    }
  gnutls_x509_trust_list_deinit (self->list, 0);
  wlk_path_unref (self->path);
  wlk_query_unref (self->query);
  g_object_unref (self->inspector);
  wlk_trust_store_unref (self->trust);
  wlk_bundle_unref (self->bundle);
  g_ptr_array_unref (self->chain);
}

static void
compare (const char             *kind,
         WlkTestKey              first_key,
         const WlkTestExtension *extensions)
{
  Case self = { 0 };
  const BenchPeer inspectors[] = {
    { "Weak Link, whole inspection", inspect, &self },
    { "the chain's 3 signatures", verify_signatures, &self },
    { "GnuTLS's verdict", verify_with_gnutls, &self },
  };
  const BenchPeer peers[] = {
    { "Weak Link, one path", validate_path, &self },
    { "the chain's 3 signatures", verify_signatures, &self },
    { "GnuTLS's verdict", verify_with_gnutls, &self },
  };
  g_autofree char *title = NULL;

  case_init (&self, first_key, extensions);
  title = g_strdup_printf ("Validate a parsed chain of %d certificates, %s, with %u roots", N_CHAIN,
                           kind, wlk_trust_store_get_n_anchors (self.trust));
  bench_compare (title, inspectors, G_N_ELEMENTS (inspectors), N_ROUNDS, N_REPEATS);
  bench_compare (title, peers, G_N_ELEMENTS (peers), N_ROUNDS, N_REPEATS);
  case_clear (&self);
}

int
main (int   argc,
      char *argv[])
{
  compare ("RSA 2048", WLK_TEST_KEY_RSA_2048_0, NULL);
  compare ("RSA 2048, like a public CA's", WLK_TEST_KEY_RSA_2048_0, public_ca_extensions);
  compare ("EC P-256", WLK_TEST_KEY_EC_0, NULL);

  return 0;
}
