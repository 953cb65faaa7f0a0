/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-case.h"

#include "suite-case.h"
#include "suite-peers.h"

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

/* The certificates of @bundle in DER. */
static GPtrArray *
list_der (WlkBundle *bundle)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < bundle->certificates->len; i++)
    {
      gsize length = 0;
      const guint8 *der = wlk_certificate_get_der (wlk_bundle_get_certificate (bundle, i), &length);

      g_ptr_array_add (list, g_bytes_new (der, length));
    }

  return list;
}

static gboolean
is_accepted_by_gnutls (ChainCase *chain)
{
  g_autofree char *path = g_build_filename (SUITES_DIR "/chains", chain->name, "chain.pem", NULL);
  g_autoptr(GPtrArray) received = list_der (chain->received);
  g_autoptr(GPtrArray) anchors = list_der (chain->anchors);
  g_autofree char *text = NULL;

  if (chain->received->crls->len > 0)
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return suite_is_accepted_by_gnutls (received, anchors, text, wlk_query_get (chain->request));
}

static gboolean
is_accepted_by_openssl (ChainCase *chain)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *received = g_build_filename (SUITES_DIR "/chains", chain->name, "chain.pem",
                                                NULL);
  g_autofree char *anchors = g_build_filename (SUITES_DIR "/chains", chain->name, "anchors.pem",
                                               NULL);
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  int status = -1;

  suite_add_openssl_arguments (builder, wlk_query_get (chain->request));
  g_strv_builder_add_many (builder, "-CAfile", anchors, "-untrusted", received, NULL);
  if (chain->received->crls->len > 0)
    g_strv_builder_add_many (builder, "-CRLfile", received, NULL);
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

  g_test_add_data_func ("/differential/gnutls", &gnutls, test_peer);
  if (program != NULL)
    g_test_add_data_func ("/differential/openssl", &openssl, test_peer);
  else
    g_test_add_func ("/differential/openssl", test_not_installed);

  return g_test_run ();
}
