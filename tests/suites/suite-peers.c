/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "suite-peers.h"

#include <gnutls/x509.h>
#include <string.h>

/* Other programs that validate the chains of the suites: GnuTLS and “openssl verify”. */

static gint64 judging_time; /* what GnuTLS takes for the time */

static time_t
get_judging_time (time_t *result)
{
  if (result != NULL)
    *result = (time_t) judging_time;

  return (time_t) judging_time;
}

static gnutls_x509_crt_t
import (GBytes *der)
{
  gnutls_x509_crt_t crt = NULL;
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (der, &length);
  const gnutls_datum_t datum = { (guint8 *) bytes, (unsigned) length };

  if (gnutls_x509_crt_init (&crt) < 0)
    return NULL;
  if (gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_DER) < 0)
    {
      gnutls_x509_crt_deinit (crt);
      return NULL;
    }

  return crt;
}

static gnutls_x509_trust_list_t
create_list (GPtrArray *anchors)
{
  gnutls_x509_trust_list_t list = NULL;

  g_assert_cmpint (gnutls_x509_trust_list_init (&list, 0), >=, 0);
  for (guint i = 0; i < anchors->len; i++)
    {
      gnutls_x509_crt_t anchor = import (anchors->pdata[i]);

      if (anchor != NULL)
        gnutls_x509_trust_list_add_cas (list, &anchor, 1, 0);
    }

  return list;
}

/*
 * GnuTLS takes CRLs of whom it trusts, and checks their signatures when it is told to. One that it
 * does not take stays with the caller.
 */
static void
add_crls (gnutls_x509_trust_list_t list,
          const char              *text)
{
  gnutls_datum_t datum = { (guint8 *) text, (unsigned) strlen (text) };
  gnutls_x509_crl_t *crls = NULL;
  unsigned n_crls = 0;

  if (gnutls_x509_crl_list_import2 (&crls, &n_crls, &datum, GNUTLS_X509_FMT_PEM, 0) < 0)
    return;
  for (unsigned i = 0; i < n_crls; i++)
    if (gnutls_x509_trust_list_add_crls (list, &crls[i], 1, GNUTLS_TL_VERIFY_CRL, 0) < 1)
      gnutls_x509_crl_deinit (crls[i]);
  gnutls_free (crls);
}

/* What the profiles “strict” and “web” ask of keys and digests. */
static unsigned
get_gnutls_flags (const WlkQueryFields *query)
{
  if (query->profile == WLK_PROFILE_PATH)
    return 0;

  return GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_MEDIUM);
}

static gboolean
verify (gnutls_x509_trust_list_t list,
        gnutls_x509_crt_t       *certificates,
        guint                    n_certificates,
        const WlkQueryFields    *query)
{
  const char *name = query->name;
  gnutls_typed_vdata_st data[] = {
    { GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *) GNUTLS_KP_TLS_WWW_SERVER, 0 },
    { GNUTLS_DT_DNS_HOSTNAME, (unsigned char *) name, 0 },
  };
  unsigned status = 1;

  if (name != NULL && strchr (name, '@') != NULL)
    data[1].type = GNUTLS_DT_RFC822NAME;
  judging_time = query->time;
  gnutls_global_set_time_function (get_judging_time);
  if (gnutls_x509_trust_list_verify_crt2 (list, certificates, n_certificates, data,
                                          name != NULL ? 2 : 1, get_gnutls_flags (query),
                                          &status, NULL) < 0)
    return FALSE;

  return status == 0;
}

/**
 * suite_is_accepted_by_gnutls:
 * @received: (element-type GBytes): the DER of the certificates, the leaf first
 * @anchors: (element-type GBytes): what is trusted
 * @crls: (nullable): PEM with CRLs
 * @query: what is asked
 *
 * Returns: whether the trust list of GnuTLS accepts the chain
 */
gboolean
suite_is_accepted_by_gnutls (GPtrArray            *received,
                             GPtrArray            *anchors,
                             const char           *crls,
                             const WlkQueryFields *query)
{
  gnutls_x509_trust_list_t list = create_list (anchors);
  g_autofree gnutls_x509_crt_t *certificates = g_new0 (gnutls_x509_crt_t, received->len);
  gboolean is_accepted = TRUE;

  if (crls != NULL)
    add_crls (list, crls);
  for (guint i = 0; i < received->len; i++)
    {
      certificates[i] = import (received->pdata[i]);
      is_accepted = is_accepted && certificates[i] != NULL;
    }
  is_accepted = is_accepted && verify (list, certificates, received->len, query);

  for (guint i = 0; i < received->len; i++)
    if (certificates[i] != NULL)
      gnutls_x509_crt_deinit (certificates[i]);
  gnutls_x509_trust_list_deinit (list, 1);

  return is_accepted;
}

static void
add_name_arguments (GStrvBuilder *arguments,
                    const char   *name)
{
  if (name == NULL)
    return;
  g_strv_builder_add (arguments, strchr (name, '@') != NULL ? "-verify_email"
                      : g_hostname_is_ip_address (name) ? "-verify_ip" : "-verify_hostname");
  g_strv_builder_add (arguments, name);
}

/**
 * suite_add_openssl_arguments:
 * @arguments: where to add
 * @query: what is asked
 *
 * Adds “openssl verify” and the options that ask it the same.
 */
void
suite_add_openssl_arguments (GStrvBuilder         *arguments,
                             const WlkQueryFields *query)
{
  const char * const *policies = query->policies;
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, query->time);
  g_autofree char *depth = g_strdup_printf ("%d", query->max_path_length);

  g_strv_builder_add_many (arguments, "openssl", "verify", "-attime", time, "-purpose", "sslserver",
                           "-no-CApath", "-no-CAstore", "-policy_check", NULL);
  add_name_arguments (arguments, query->name);
  for (guint i = 0; policies != NULL && policies[i] != NULL; i++)
    g_strv_builder_add_many (arguments, "-policy", policies[i], NULL);
  if (query->requires_explicit_policy)
    g_strv_builder_add (arguments, "-explicit_policy");
  if (query->max_path_length >= 0)
    g_strv_builder_add_many (arguments, "-verify_depth", depth, NULL);
  if (query->profile != WLK_PROFILE_PATH)
    g_strv_builder_add_many (arguments, "-x509_strict", "-auth_level", "2", NULL);
  if (query->revocation == WLK_REVOCATION_REQUIRE)
    g_strv_builder_add_many (arguments, "-crl_check_all", "-extended_crl", NULL);
}
