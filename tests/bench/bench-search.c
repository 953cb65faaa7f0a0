/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench-mesh.h"
#include "bench.h"
#include "inspect/wlk-inspector.h"
#include "wlk-test-ca.h"

#include <gnutls/x509.h>

/*
 * Looking for a path among the 1 560 certificates of 40 CAs that all certify each other: once
 * where one of them is certified by the anchor, and once where none is. GnuTLS is asked the same.
 * Twice as many CAs have four times as many certificates, and may take four times the memory.
 */

#define N_CAS    40
#define N_ROUNDS 15 /* odd, for a median */
#define N_WEIGHINGS 3 /* odd, for a median */

typedef struct
{
  WlkBundle               *bundle;   /* the leaf first */
  WlkTrustStore           *trust;
  WlkQuery                *query;
  WlkInspector            *inspector;
  gboolean                 has_path;

  guint                    n_certificates;
  gnutls_x509_crt_t       *certificates;
  gnutls_x509_trust_list_t list;
} Case;

static gnutls_x509_crt_t
import (WlkCertificate *certificate)
{
  gnutls_x509_crt_t crt = NULL;
  gsize length = 0;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);
  const gnutls_datum_t datum = { (guint8 *) der, (unsigned) length };

  g_assert_cmpint (gnutls_x509_crt_init (&crt), >=, 0);
  g_assert_cmpint (gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_DER), >=, 0);

  return crt;
}

/* What GnuTLS works on is made before its turn. */
static void
prepare_gnutls (Case           *self,
                WlkCertificate *anchor)
{
  gnutls_x509_crt_t root = import (anchor);

  self->n_certificates = self->bundle->certificates->len;
  self->certificates = g_new (gnutls_x509_crt_t, self->n_certificates);
  for (guint i = 0; i < self->n_certificates; i++)
    self->certificates[i] = import (wlk_bundle_get_certificate (self->bundle, i));
  g_assert_cmpint (gnutls_x509_trust_list_init (&self->list, 0), >=, 0);
  g_assert_cmpint (gnutls_x509_trust_list_add_cas (self->list, &root, 1, 0), ==, 1);
}

static void
init_case (Case    *self,
           guint    n_cas,
           gboolean has_path)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkCertificate) anchor = NULL;
  g_autoptr(GPtrArray) mesh = bench_mesh_new (n_cas, has_path, &anchor);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "mesh.pem");

  *self = (Case) { .bundle = wlk_bundle_new (), .has_path = has_path };
  for (guint i = 0; i < mesh->len; i++)
    wlk_bundle_add_certificate (self->bundle, mesh->pdata[i], origin, 0);
  self->trust = wlk_test_trust (anchor);
  self->inspector = wlk_inspector_new ();
  fields.name = "leaf.example";
  fields.time = WLK_TEST_TIME;
  fields.wants_second_opinion = FALSE;
  self->query = wlk_query_new (&fields);
  prepare_gnutls (self, anchor);
}

static void
clear_case (Case *self)
{
  for (guint i = 0; i < self->n_certificates; i++)
    gnutls_x509_crt_deinit (self->certificates[i]);
  g_free (self->certificates);
  gnutls_x509_trust_list_deinit (self->list, 1);
  wlk_query_unref (self->query);
  g_object_unref (self->inspector);
  wlk_trust_store_unref (self->trust);
  wlk_bundle_unref (self->bundle);
}

static void
inspect (gpointer data)
{
  Case *self = data;
  g_autoptr(WlkInspection) inspection =
    wlk_inspector_inspect (self->inspector, self->query, self->bundle, NULL, self->trust,
                           wlk_bundle_get_certificate (self->bundle, 0), NULL, NULL);

  g_assert_cmpint (wlk_inspection_get_verdict (inspection) == WLK_VERDICT_TRUSTED, ==,
                   self->has_path);
}

/* It looks at the first 16 certificates and finds nothing; its answer is not compared. */
static void
ask_gnutls (gpointer data)
{
  Case *self = data;
  unsigned status = 0;

  gnutls_x509_trust_list_verify_crt2 (self->list, self->certificates, self->n_certificates, NULL,
                                      0, 0, &status, NULL);
}

static void
run (const char *title,
     gboolean    has_path)
{
  Case self;
  const BenchPeer peers[] = {
    { "Weak Link, whole inspection", inspect, &self },
    { "GnuTLS, which finds none", ask_gnutls, &self },
  };

  init_case (&self, N_CAS, has_path);
  bench_compare (title, peers, G_N_ELEMENTS (peers), N_ROUNDS, 1);
  clear_case (&self);
}

/* The work on certificates that are read already; the peak of a child counts what it shares. */
static void
just_hold (gpointer data)
{
}

static void
weigh (guint n_cas)
{
  Case self;
  const BenchPeer peers[] = {
    { "Weak Link, whole inspection", inspect, &self },
    { "the certificates by themselves", just_hold, NULL },
  };
  g_autofree char *title = NULL;

  init_case (&self, n_cas, TRUE);
  title = g_strdup_printf ("Memory for %u certificates of %u CAs",
                           self.bundle->certificates->len, n_cas);
  bench_compare_in_children (title, peers, G_N_ELEMENTS (peers), N_WEIGHINGS);
  clear_case (&self);
}

int
main (int   argc,
      char *argv[])
{
  run ("Find the path among 1 562 certificates of 40 CAs", TRUE);
  run ("Find that there is no path among 1 561 of them", FALSE);
  for (guint n_cas = N_CAS; n_cas <= 4 * N_CAS; n_cas *= 2)
    weigh (n_cas);

  return 0;
}
