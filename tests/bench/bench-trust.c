/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench.h"
#include "trust/wlk-trust-store.h"

#include <gnutls/x509.h>
#include <libtasn1.h>

/*
 * Loading the system's trust store: beside GnuTLS, and beside a bare walk over the DER of the same
 * roots, which lie in memory for it.
 */

#define N_ROUNDS    51 /* odd, for a median; one is a few milliseconds at most */
#define CONSTRUCTED 0x20

static void
load_roots (gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_load (NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wlk_trust_store_get_n_anchors (trust), >, 0);
}

static void
load_roots_with_gnutls (gpointer data)
{
  gnutls_x509_trust_list_t list;

  g_assert_cmpint (gnutls_x509_trust_list_init (&list, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_trust_list_add_system_trust (list, 0, 0), >, 0);
  gnutls_x509_trust_list_deinit (list, 1);
}

/* Returns how many elements there are, those inside of others counted, too. */
static guint
walk (const guint8 *der,
      int           length)
{
  guint n_elements = 0;

  while (length > 0)
    {
      unsigned char tag_class;
      int n_tag, n_length;
      unsigned long tag;
      long n_content;

      g_assert_cmpint (asn1_get_tag_der (der, length, &tag_class, &n_tag, &tag), ==, ASN1_SUCCESS);
      n_content = asn1_get_length_der (der + n_tag, length - n_tag, &n_length);
      g_assert_cmpint (n_content, >=, 0);
      n_elements++;
      der += n_tag + n_length;
      length -= n_tag + n_length;
      if ((tag_class & CONSTRUCTED) != 0)
        n_elements += walk (der, (int) n_content);
      der += n_content;
      length -= (int) n_content;
    }

  return n_elements;
}

static void
walk_roots (gpointer data)
{
  WlkTrustStore *trust = data;

  for (guint i = 0; i < wlk_trust_store_get_n_anchors (trust); i++)
    {
      gsize length;
      const guint8 *der = wlk_certificate_get_der (wlk_trust_store_get_anchor (trust, i), &length);

      g_assert_cmpuint (walk (der, (int) length), >, WLK_CERTIFICATE_N_FIELDS);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_load (NULL, NULL, NULL, NULL);
  g_autofree char *title = NULL;
  const BenchPeer peers[] = {
    { "Weak Link", load_roots, NULL },
    { "bare walk of the DER", walk_roots, trust },
    { "GnuTLS's trust list", load_roots_with_gnutls, NULL },
  };

  if (trust == NULL || wlk_trust_store_get_n_anchors (trust) == 0)
    {
      g_print ("There is no trust store on this system\n");
      return 77; /* skipped */
    }

  title = g_strdup_printf ("Load the system's trust store, %u roots",
                           wlk_trust_store_get_n_anchors (trust));
  bench_compare (title, peers, G_N_ELEMENTS (peers), N_ROUNDS, 1);

  return 0;
}
