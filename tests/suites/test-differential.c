/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-case.h"

#include "suite-case.h"

#include <gnutls/x509.h>
#include <string.h>

/*
 * The chain suite through GnuTLS and, where it is installed, “openssl verify”, asked for as much
 * as they can do. Where one of them comes to another answer than what the standards say,
 * differential-exceptions.json says why, for each fault once, or for a case by its own name. A
 * difference that is not listed fails, and so does a listed case on which they agree.
 */

typedef gboolean (*AcceptFunc) (ChainCase *chain);

typedef struct
{
  const char *name;    /* of the member of differential-exceptions.json */
  AcceptFunc  accepts;
} Peer;

static gint64 judging_time; /* what GnuTLS takes for the time */

static time_t
get_judging_time (time_t *result)
{
  if (result != NULL)
    *result = (time_t) judging_time;

  return (time_t) judging_time;
}

static gnutls_x509_crt_t
import (WlkCertificate *certificate)
{
  gnutls_x509_crt_t crt = NULL;
  gsize length = 0;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);
  const gnutls_datum_t datum = { (guint8 *) der, (unsigned) length };

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
create_list (ChainCase *chain)
{
  gnutls_x509_trust_list_t list = NULL;

  g_assert_cmpint (gnutls_x509_trust_list_init (&list, 0), >=, 0);
  for (guint i = 0; i < chain->anchors->certificates->len; i++)
    {
      gnutls_x509_crt_t anchor = import (wlk_bundle_get_certificate (chain->anchors, i));

      g_assert_nonnull (anchor);
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
          ChainCase               *chain)
{
  g_autofree char *path = g_build_filename (SUITES_DIR "/chains", chain->name, "chain.pem", NULL);
  g_autofree char *text = NULL;
  gnutls_datum_t datum = { NULL, 0 };
  gnutls_x509_crl_t *crls = NULL;
  unsigned n_crls = 0;

  if (chain->received->crls->len == 0)
    return;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  datum.data = (guint8 *) text;
  datum.size = (unsigned) strlen (text);
  g_assert_cmpint (gnutls_x509_crl_list_import2 (&crls, &n_crls, &datum, GNUTLS_X509_FMT_PEM, 0),
                   >=, 0);
  for (unsigned i = 0; i < n_crls; i++)
    if (gnutls_x509_trust_list_add_crls (list, &crls[i], 1, GNUTLS_TL_VERIFY_CRL, 0) < 1)
      gnutls_x509_crl_deinit (crls[i]);
  gnutls_free (crls);
}

/* What the profiles “strict” and “web” ask of keys and digests. */
static unsigned
get_gnutls_flags (ChainCase *chain)
{
  if (wlk_query_get (chain->request)->profile == WLK_PROFILE_PATH)
    return 0;

  return GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_MEDIUM);
}

static gboolean
is_accepted_by_gnutls (ChainCase *chain)
{
  gnutls_x509_trust_list_t list = create_list (chain);
  guint n = chain->received->certificates->len;
  g_autofree gnutls_x509_crt_t *certificates = g_new0 (gnutls_x509_crt_t, n);
  const char *name = wlk_query_get (chain->request)->name;
  gnutls_typed_vdata_st data[] = {
    { GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *) GNUTLS_KP_TLS_WWW_SERVER, 0 },
    { GNUTLS_DT_DNS_HOSTNAME, (unsigned char *) name, 0 },
  };
  unsigned status = 1;
  gboolean is_readable = TRUE;

  if (name != NULL && strchr (name, '@') != NULL)
    data[1].type = GNUTLS_DT_RFC822NAME;
  add_crls (list, chain);
  judging_time = wlk_query_get (chain->request)->time;
  for (guint i = 0; i < n; i++)
    {
      certificates[i] = import (wlk_bundle_get_certificate (chain->received, i));
      is_readable = is_readable && certificates[i] != NULL;
    }
  if (is_readable &&
      gnutls_x509_trust_list_verify_crt2 (list, certificates, n, data, name != NULL ? 2 : 1,
                                          get_gnutls_flags (chain), &status, NULL) < 0)
    status = 1;

  for (guint i = 0; i < n; i++)
    if (certificates[i] != NULL)
      gnutls_x509_crt_deinit (certificates[i]);
  gnutls_x509_trust_list_deinit (list, 1);

  return status == 0;
}

static void
add_name_arguments (ChainCase    *chain,
                    GStrvBuilder *arguments)
{
  const char *name = wlk_query_get (chain->request)->name;

  if (name == NULL)
    return;
  g_strv_builder_add (arguments, strchr (name, '@') != NULL ? "-verify_email"
                      : g_hostname_is_ip_address (name) ? "-verify_ip" : "-verify_hostname");
  g_strv_builder_add (arguments, name);
}

static void
add_request_arguments (ChainCase    *chain,
                       GStrvBuilder *arguments)
{
  const char * const *policies = wlk_query_get (chain->request)->policies;
  int depth = wlk_query_get (chain->request)->max_path_length;
  g_autofree char *depth_text = g_strdup_printf ("%d", depth);

  g_strv_builder_add (arguments, "-policy_check");

  for (guint i = 0; policies != NULL && policies[i] != NULL; i++)
    {
      g_strv_builder_add (arguments, "-policy");
      g_strv_builder_add (arguments, policies[i]);
    }
  if (wlk_query_get (chain->request)->requires_explicit_policy)
    g_strv_builder_add (arguments, "-explicit_policy");
  if (depth >= 0)
    g_strv_builder_add_many (arguments, "-verify_depth", depth_text, NULL);
  if (wlk_query_get (chain->request)->profile != WLK_PROFILE_PATH)
    g_strv_builder_add_many (arguments, "-x509_strict", "-auth_level", "2", NULL);
  if (wlk_query_get (chain->request)->revocation == WLK_REVOCATION_REQUIRE)
    g_strv_builder_add_many (arguments, "-crl_check_all", "-extended_crl", NULL);
}

static gboolean
is_accepted_by_openssl (ChainCase *chain)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *received = g_build_filename (SUITES_DIR "/chains", chain->name, "chain.pem",
                                                NULL);
  g_autofree char *anchors = g_build_filename (SUITES_DIR "/chains", chain->name, "anchors.pem",
                                               NULL);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT,
                                           wlk_query_get (chain->request)->time);
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  int status = -1;

  g_strv_builder_add_many (builder, "openssl", "verify", "-attime", time, "-purpose", "sslserver",
                           "-no-CApath", "-no-CAstore", "-CAfile", anchors, "-untrusted",
                           received, NULL);
  if (chain->received->crls->len > 0)
    g_strv_builder_add_many (builder, "-CRLfile", received, NULL);
  add_name_arguments (chain, builder);
  add_request_arguments (chain, builder);
  g_strv_builder_add (builder, received);
  arguments = g_strv_builder_end (builder);
  g_spawn_sync (NULL, arguments, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);

  return g_spawn_check_wait_status (status, NULL);
}

/* “expired-2-of-5” is a case of the fault “expired”, and “good-rsa-of-3” one of “good-rsa”. */
static char *
dup_fault (const char *name)
{
  static GRegex *regex;

  if (regex == NULL)
    regex = g_regex_new ("(-[0-9]+)?-of-[0-9]+$", 0, 0, NULL);

  return g_regex_replace_literal (regex, name, -1, 0, "", 0, NULL);
}

/* What the list says about a case: under its own name, or under that of its fault. */
static const char *
find_reason (JsonObject *reasons,
             const char *name)
{
  g_autofree char *fault = dup_fault (name);

  if (json_object_has_member (reasons, name))
    return name;

  return json_object_has_member (reasons, fault) ? g_intern_string (fault) : NULL;
}

/* What a peer does in some of its versions, it may do or not. */
static gboolean
depends_on_version (const Peer *peer,
                    JsonObject *lists,
                    const char *name)
{
  g_autofree char *list = g_strconcat (peer->name, "-some-versions", NULL);

  return find_reason (json_object_get_object_member (lists, list), name) != NULL;
}

/* Returns whether the peer differs, and fails where the list says otherwise. */
static gboolean
ask_peer (const Peer *peer,
          JsonObject *lists,
          ChainCase  *chain,
          GHashTable *seen)
{
  JsonObject *reasons = json_object_get_object_member (lists, peer->name);
  const char *reason = find_reason (reasons, chain->name);
  gboolean is_accepted = peer->accepts (chain);
  gboolean differs = is_accepted != chain_case_expects_trust (chain);

  if (differs && reason == NULL && !depends_on_version (peer, lists, chain->name))
    {
      g_test_message ("%s %s %s", peer->name, is_accepted ? "accepts" : "refuses", chain->name);
      g_test_fail ();
    }
  if (!differs && reason != NULL)
    {
      g_test_message ("%s agrees on %s, which is listed", peer->name, chain->name);
      g_test_fail ();
    }
  if (reason != NULL)
    g_hash_table_add (seen, (gpointer) g_intern_string (reason));

  return differs;
}

static void
test_peer (gconstpointer data)
{
  const Peer *peer = data;
  g_autoptr(GPtrArray) names = chain_cases_list ();
  g_autoptr(JsonNode) root = suite_load_json (SUITES_DIR "/differential-exceptions.json");
  JsonObject *lists = json_node_get_object (root);
  JsonObject *reasons = json_object_get_object_member (lists, peer->name);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GList) listed = json_object_get_members (reasons);
  guint n_differ = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr(ChainCase) chain = chain_case_load (names->pdata[i]);

      if (ask_peer (peer, lists, chain, seen))
        n_differ++;
    }

  g_test_message ("%s differs in %u of %u cases", peer->name, n_differ, names->len);
  for (GList *l = listed; l != NULL; l = l->next)
    if (!g_hash_table_contains (seen, l->data))
      {
        g_test_message ("no case is called “%s”, which is listed", (char *) l->data);
        g_test_fail ();
      }
}

static void
test_not_installed (void)
{
  g_test_skip ("skipped: openssl is not installed");
}

int
main (int   argc,
      char *argv[])
{
  static const Peer gnutls = { "gnutls", is_accepted_by_gnutls };
  static const Peer openssl = { "openssl", is_accepted_by_openssl };
  g_autofree char *program = g_find_program_in_path ("openssl");

  g_test_init (&argc, &argv, NULL);
  gnutls_global_set_time_function (get_judging_time);

  g_test_add_data_func ("/differential/gnutls", &gnutls, test_peer);
  if (program != NULL)
    g_test_add_data_func ("/differential/openssl", &openssl, test_peer);
  else
    g_test_add_func ("/differential/openssl", test_not_installed);

  return g_test_run ();
}
