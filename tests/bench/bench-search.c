/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"
#include "inspect/wlk-inspector.h"
#include "wlk-test-ca.h"

#include <gnutls/x509.h>

/*
 * Looking for a path among the 1 560 certificates of 40 CAs that all certify each other: once
 * where one of them is certified by the anchor, and once where none is. GnuTLS is asked the same.
 */

#define N_CAS    40
#define N_ROUNDS 15 /* odd, for a median */

typedef struct
{
  WlkBundle               *bundle;   /* the leaf first */
  WlkTrustStore           *trust;
  WlkRequest              *request;
  WlkInspector            *inspector;
  gboolean                 has_path;

  guint                    n_certificates;
  gnutls_x509_crt_t       *certificates;
  gnutls_x509_trust_list_t list;
} Case;

static WlkTestRecipe
make_ca (guint index)
{
  g_autofree char *name = g_strdup_printf ("CN=Mesh %02u", index);

  return wlk_test_recipe_ca (g_intern_string (name), WLK_TEST_KEY_EC_1 + index % 6);
}

static void
add (Case                *self,
     const WlkTestRecipe *subject,
     const WlkTestRecipe *issuer)
{
  g_autoptr(WlkCertificate) certificate = wlk_test_issue (subject, issuer);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "mesh.pem");

  wlk_bundle_add_certificate (self->bundle, certificate, origin, 0);
}

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

  self->n_certificates = wlk_bundle_get_n_certificates (self->bundle);
  self->certificates = g_new (gnutls_x509_crt_t, self->n_certificates);
  for (guint i = 0; i < self->n_certificates; i++)
    self->certificates[i] = import (wlk_bundle_get_certificate (self->bundle, i));
  g_assert_cmpint (gnutls_x509_trust_list_init (&self->list, 0), >=, 0);
  g_assert_cmpint (gnutls_x509_trust_list_add_cas (self->list, &root, 1, 0), ==, 1);
}

static void
init_case (Case    *self,
           gboolean has_path)
{
  WlkTestRecipe root = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_7);
  WlkTestRecipe first = make_ca (0);
  WlkTestRecipe last = make_ca (N_CAS - 1);
  g_autoptr(WlkCertificate) anchor = wlk_test_issue (&root, NULL);

  *self = (Case) { .bundle = wlk_bundle_new (), .has_path = has_path };
  add (self, &leaf, &first);
  for (guint i = 0; i < N_CAS; i++)
    for (guint j = 0; j < N_CAS; j++)
      {
        WlkTestRecipe subject = make_ca (i);
        WlkTestRecipe issuer = make_ca (j);

        if (i != j)
          add (self, &subject, &issuer);
      }
  if (has_path)
    add (self, &last, &root);
  self->trust = wlk_test_trust (anchor);
  self->inspector = wlk_inspector_new ();
  self->request = g_object_new (WLK_TYPE_REQUEST,
                                "name", "leaf.example",
                                "time", WLK_TEST_TIME,
                                "purpose", WLK_PURPOSE_SERVER,
                                "profile", WLK_PROFILE_PATH,
                                "second-opinion", FALSE,
                                NULL);
  prepare_gnutls (self, anchor);
}

static void
clear_case (Case *self)
{
  for (guint i = 0; i < self->n_certificates; i++)
    gnutls_x509_crt_deinit (self->certificates[i]);
  g_free (self->certificates);
  gnutls_x509_trust_list_deinit (self->list, 1);
  g_object_unref (self->request);
  g_object_unref (self->inspector);
  g_object_unref (self->trust);
  g_object_unref (self->bundle);
}

static void
inspect (gpointer data)
{
  Case *self = data;
  g_autoptr(WlkInspection) inspection =
    wlk_inspector_inspect (self->inspector, self->request, self->bundle, NULL, self->trust,
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

  init_case (&self, has_path);
  bench_compare (title, peers, G_N_ELEMENTS (peers), N_ROUNDS, 1);
  clear_case (&self);
}

int
main (int   argc,
      char *argv[])
{
  run ("Find the path among 1 562 certificates of 40 CAs", TRUE);
  run ("Find that there is no path among 1 561 of them", FALSE);

  return 0;
}
