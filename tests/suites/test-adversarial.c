/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "adversarial-cases.h"
#include "suite-case.h"
#include "suite-peers.h"

#include "wlk-test-chain.h"

#include "load/wlk-loader.h"

#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <string.h>

/*
 * Chains that were made to deceive a verifier: what Weak Link says of each under every profile, and
 * what GnuTLS and “openssl verify” say, with and without “-x509_strict”. Where one of them differs,
 * adversarial-differences.json gives the reason. A difference that is not listed fails, and so does
 * a listed one that is not there any more. Each list is for one version of the program; with
 * another version, the comparison is skipped.
 */

#define N_PROFILES 3

typedef struct
{
  const AdversarialCase *about;
  GPtrArray             *received; /* (element-type GBytes): DER, the leaf first */
  GPtrArray             *anchors;  /* (element-type GBytes): DER */
  char                  *statements; /* PEM of CRLs and of the OCSP response */
  gboolean               has_response;
  WlkQuery              *queries[N_PROFILES];
} Chain;

static Chain *chains; /* made on first use */

static GBytes *
dup_der (WlkCertificate *certificate)
{
  gsize length = 0;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);

  return g_bytes_new (der, length);
}

static void
fill (Chain        *self,
      WlkTestChain *chain)
{
  g_autoptr(WlkCertificate) anchor = wlk_test_chain_dup_anchor (chain);

  self->received = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->statements = wlk_test_chain_dup_statements (chain);
  self->has_response = chain->response.certificate != NULL;
  for (guint i = chain->length; i-- > 1;)
    if (i != chain->omitted)
      g_ptr_array_add (self->received, chain->unreadable[i] != NULL
                       ? g_bytes_ref (chain->unreadable[i])
                       : dup_der (chain->certificates->pdata[i]));
  g_ptr_array_add (self->anchors, dup_der (anchor));
  for (guint i = 0; i < N_PROFILES; i++)
    {
      chain->profile = WLK_PROFILE_PATH + i;
      self->queries[i] = wlk_test_chain_dup_query (chain);
    }
}

static void
make_chain (Chain                 *self,
            const AdversarialCase *about)
{
  g_auto(WlkTestChain) chain;

  wlk_test_chain_init (&chain, about->length);
  chain.profile = WLK_PROFILE_WEB; /* with the extensions that it requires */
  if (*about->change != '\0')
    wlk_test_chain_change (&chain, about->position, about->change);
  wlk_test_chain_issue (&chain);
  if (*about->change != '\0')
    wlk_test_chain_finish (&chain, about->position, about->change);
  self->about = about;
  fill (self, &chain);
}

static Chain *
get_chain (guint index)
{
  guint n_cases;
  const AdversarialCase *cases = adversarial_cases_get (&n_cases);

  if (chains[index].about == NULL)
    make_chain (&chains[index], &cases[index]);

  return &chains[index];
}

static void
clear_chain (Chain *self)
{
  if (self->about == NULL)
    return;
  g_ptr_array_unref (self->received);
  g_ptr_array_unref (self->anchors);
  g_free (self->statements);
  for (guint i = 0; i < N_PROFILES; i++)
    wlk_query_unref (self->queries[i]);
}

/* In PEM, from @first on. */
static char *
dup_pem (GPtrArray  *certificates,
         guint       first,
         const char *more)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = first; i < certificates->len; i++)
    wlk_test_append_pem (text, "CERTIFICATE", certificates->pdata[i]);
  g_string_append (text, more);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static WlkTrustStore *
create_trust (Chain *self)
{
  g_autofree char *pem = dup_pem (self->anchors, 0, "");
  g_autoptr(GBytes) bytes = g_bytes_new (pem, strlen (pem));
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(GError) error = NULL;
  WlkTrustStore *trust = wlk_trust_store_new ();

  wlk_loader_load_bytes (bundle, bytes, "anchors.pem", &error);
  g_assert_no_error (error);
  suite_load_into_trust (trust, bundle);

  return trust;
}

static WlkInspection *
inspect (Chain    *self,
         WlkQuery *query)
{
  g_autofree char *pem = dup_pem (self->received, 0, self->statements);
  g_autoptr(GBytes) bytes = g_bytes_new (pem, strlen (pem));
  g_autoptr(WlkSource) source = wlk_source_new_bytes (bytes, "chain.pem");
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(WlkTrustStore) trust = create_trust (self);
  g_autoptr(GError) error = NULL;
  WlkInspection *inspection = wlk_inspector_run (inspector, source, query, trust, NULL, &error);

  g_assert_no_error (error);

  return inspection;
}

static gboolean
has_finding (WlkReport  *report,
             WlkOutcome  outcome,
             const char *step)
{
  for (guint i = 0; i < wlk_finding_list_get_length (report->list); i++)
    {
      const WlkFindingRecord *record = wlk_report_get_record (report, i);

      if (record->outcome == outcome && (step == NULL || g_str_equal (record->step->name, step)))
        return TRUE;
    }

  return FALSE;
}

static char
get_letter (WlkInspection *inspection)
{
  WlkReport *report = wlk_inspection_get_report (inspection, 0);

  switch (wlk_inspection_get_verdict (inspection))
    {
    case WLK_VERDICT_TRUSTED:
      return has_finding (report, WLK_OUTCOME_WARNING, NULL) ? 'W' : 'T';

    case WLK_VERDICT_UNDETERMINED:
      return 'U';

    case WLK_VERDICT_NOT_TRUSTED:
    default:
      return 'N';
    }
}

static gboolean
names_step (WlkInspection *inspection,
            char           letter,
            const char    *step)
{
  WlkReport *report = wlk_inspection_get_report (inspection, 0);

  switch (letter)
    {
    case 'W':
      return has_finding (report, WLK_OUTCOME_WARNING, step);

    case 'N':
      return has_finding (report, WLK_OUTCOME_FAILED, step);

    case 'U':
      return has_finding (report, WLK_OUTCOME_UNKNOWN, step) ||
             has_finding (report, WLK_OUTCOME_FAILED, step);

    case 'T':
    default:
      return TRUE;
    }
}

static void
show_findings (WlkInspection *inspection)
{
  WlkReport *report = wlk_inspection_get_report (inspection, 0);

  for (guint i = 0; i < wlk_finding_list_get_length (report->list); i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);
      g_autofree char *summary = wlk_finding_dup_summary (finding);

      if (wlk_finding_record_matters (finding->record) ||
          finding->record->outcome == WLK_OUTCOME_WARNING)
        g_test_message ("  %s: %s", finding->record->step->name, summary);
    }
}

static void
test_case (gconstpointer data)
{
  Chain *chain = get_chain (GPOINTER_TO_UINT (data));
  const AdversarialCase *about = chain->about;

  for (guint i = 0; i < N_PROFILES; i++)
    {
      g_autoptr(WlkInspection) inspection = inspect (chain, chain->queries[i]);
      char letter = get_letter (inspection);

      if (letter == about->verdicts[i] &&
          (about->step == NULL || names_step (inspection, letter, about->step)))
        continue;
      g_test_message ("%s, %s: “%c”, not “%c” because of %s. %s", about->name,
                      wlk_profile_get_id (WLK_PROFILE_PATH + i), letter, about->verdicts[i],
                      about->step != NULL ? about->step : "nothing", about->rule);
      show_findings (inspection);
      g_test_fail ();
    }
}

/* Another program, and what it is compared with. */
typedef struct
{
  const char *name;    /* of the member of adversarial-differences.json */
  WlkProfile  profile; /* that it comes closest to */
  char *(*dup_version)(void);
  void (*ask)(WlkProfile profile,
              gboolean  *accepts);
} Peer;

static char *
dup_gnutls_version (void)
{
  return g_strdup (gnutls_check_version (NULL));
}

static void
ask_gnutls (WlkProfile profile,
            gboolean  *accepts)
{
  guint n_cases;

  adversarial_cases_get (&n_cases);
  for (guint i = 0; i < n_cases; i++)
    {
      Chain *chain = get_chain (i);

      accepts[i] = suite_is_accepted_by_gnutls (chain->received, chain->anchors,
                                                *chain->statements != '\0'
                                                ? chain->statements : NULL,
                                                wlk_query_get (chain->queries[profile]));
    }
}

static char *
run (const char * const *arguments)
{
  char *output = NULL;
  g_autoptr(GError) error = NULL;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);

  return output;
}

/* “3.0.19” of “OpenSSL 3.0.19 27 Jan 2026 …”. */
static char *
dup_openssl_version (void)
{
  static const char * const arguments[] = { "openssl", "version", NULL };
  g_autofree char *program = g_find_program_in_path ("openssl");
  g_autofree char *output = program != NULL ? run (arguments) : NULL;
  g_auto(GStrv) words = g_strsplit (output != NULL ? output : "", " ", 3);

  return g_strdup (g_strv_length (words) > 1 ? words[1] : NULL);
}

/* Writes a file of @folder, and returns its path. */
static char *
write_file (const char *folder,
            guint       index,
            const char *suffix,
            const char *text)
{
  g_autofree char *name = g_strdup_printf ("%u-%s.pem", index, suffix);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

/* Everything that a call of “openssl verify” says besides the leaf: cases of which that is the same
 * share a call, since a call takes longer than its work. */
static char *
dup_call (Chain     *chain,
          WlkProfile profile,
          GStrv     *arguments)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *anchors = dup_pem (chain->anchors, 0, "");
  g_autofree char *untrusted = dup_pem (chain->received, 1, chain->statements);
  g_autofree char *joined = NULL;

  suite_add_openssl_arguments (builder, wlk_query_get (chain->queries[profile]));
  *arguments = g_strv_builder_end (builder);
  joined = g_strjoinv (" ", *arguments);

  return g_strconcat (joined, anchors, "untrusted", untrusted, NULL);
}

typedef struct
{
  GPtrArray *arguments; /* (element-type utf8): of the call, ended by the leaves */
  GArray    *indices;   /* (element-type guint): of the cases */
} Call;

static void
call_free (Call *self)
{
  g_ptr_array_unref (self->arguments);
  g_array_unref (self->indices);
  g_free (self);
}

static Call *
call_new (Chain      *chain,
          guint       index,
          const char *folder,
          GStrv       arguments)
{
  Call *self = g_new0 (Call, 1);
  g_autofree char *anchors = dup_pem (chain->anchors, 0, "");
  g_autofree char *untrusted = dup_pem (chain->received, 1, "");

  self->arguments = g_ptr_array_new_with_free_func (g_free);
  self->indices = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (self->arguments, g_strdup (arguments[i]));
  g_ptr_array_add (self->arguments, g_strdup ("-CAfile"));
  g_ptr_array_add (self->arguments, write_file (folder, index, "anchors", anchors));
  if (*untrusted != '\0')
    {
      g_ptr_array_add (self->arguments, g_strdup ("-untrusted"));
      g_ptr_array_add (self->arguments, write_file (folder, index, "untrusted", untrusted));
    }
  if (*chain->statements != '\0')
    {
      g_ptr_array_add (self->arguments, g_strdup ("-CRLfile"));
      g_ptr_array_add (self->arguments, write_file (folder, index, "crls", chain->statements));
    }

  return self;
}

static void
run_call (Call     *self,
          gboolean *accepts)
{
  guint first = self->arguments->len - self->indices->len;
  g_autofree char *output = NULL;

  g_ptr_array_add (self->arguments, NULL);
  output = run ((const char * const *) self->arguments->pdata);
  for (guint i = 0; i < self->indices->len; i++)
    {
      g_autofree char *line = g_strdup_printf ("%s: OK\n",
                                               (char *) self->arguments->pdata[first + i]);

      accepts[g_array_index (self->indices, guint, i)] = strstr (output, line) != NULL;
    }
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static void
ask_openssl (WlkProfile profile,
             gboolean  *accepts)
{
  g_autoptr(GHashTable) calls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) call_free);
  g_autofree char *folder = g_dir_make_tmp ("weaklink-adversarial-XXXXXX", NULL);
  GHashTableIter iter;
  gpointer each;
  guint n_cases;

  adversarial_cases_get (&n_cases);
  for (guint i = 0; i < n_cases; i++)
    {
      Chain *chain = get_chain (i);
      g_autoptr(GPtrArray) leaf = g_ptr_array_new ();
      g_auto(GStrv) arguments = NULL;
      g_autofree char *key = dup_call (chain, profile, &arguments);
      g_autofree char *pem = NULL;
      Call *call = g_hash_table_lookup (calls, key);

      if (call == NULL)
        {
          call = call_new (chain, i, folder, arguments);
          g_hash_table_insert (calls, g_steal_pointer (&key), call);
        }
      g_ptr_array_add (leaf, chain->received->pdata[0]);
      pem = dup_pem (leaf, 0, "");
      g_array_append_val (call->indices, i);
      g_ptr_array_add (call->arguments, write_file (folder, i, "leaf", pem));
    }
  g_hash_table_iter_init (&iter, calls);
  while (g_hash_table_iter_next (&iter, NULL, &each))
    run_call (each, accepts);
  remove_folder (folder);
}

/* The reason for each case at which a peer differs. */
static GHashTable *
list_reasons (JsonObject *list)
{
  GHashTable *reasons = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < suite_get_length (list, "differences"); i++)
    {
      JsonObject *difference = json_node_get_object (suite_get_element (list, "differences", i));

      for (guint j = 0; j < suite_get_length (difference, "cases"); j++)
        if (!g_hash_table_insert (reasons, (gpointer) suite_get_word (difference, "cases", j),
                                  (gpointer) suite_get_string (difference, "reason")))
          {
            g_test_message ("%s is listed twice", suite_get_word (difference, "cases", j));
            g_test_fail ();
          }
    }

  return reasons;
}

/* Neither “openssl verify” nor the trust list of GnuTLS takes OCSP responses. */
static gboolean
is_comparable (guint index)
{
  return !get_chain (index)->has_response;
}

static void
compare_case (const Peer *peer,
              guint       index,
              gboolean    is_accepted,
              GHashTable *reasons)
{
  const AdversarialCase *about = get_chain (index)->about;
  char letter = about->verdicts[peer->profile];
  gboolean differs = is_accepted != (letter == 'T' || letter == 'W');
  const char *reason = g_hash_table_lookup (reasons, about->name);

  g_test_message ("%-45s %s, %s %s%s%s", about->name, about->verdicts, peer->name,
                  is_accepted ? "accepts" : "refuses", reason != NULL ? ": " : "",
                  reason != NULL ? reason : "");
  if (differs == (reason != NULL))
    return;

  g_test_message (differs ? "%s differs, and adversarial-differences.json does not say why"
                  : "%s agrees, but adversarial-differences.json lists a difference", about->name);
  g_test_fail ();
}

static void
compare_cases (const Peer *peer,
               JsonObject *list)
{
  guint n_cases;
  const AdversarialCase *cases = adversarial_cases_get (&n_cases);
  g_autofree gboolean *accepts = g_new0 (gboolean, n_cases);
  g_autoptr(GHashTable) reasons = list_reasons (list);
  guint n_found = 0;

  peer->ask (peer->profile, accepts);
  for (guint i = 0; i < n_cases; i++)
    {
      if (is_comparable (i))
        compare_case (peer, i, accepts[i], reasons);
      if (is_comparable (i) && g_hash_table_contains (reasons, cases[i].name))
        n_found++;
    }
  if (n_found != g_hash_table_size (reasons))
    {
      g_test_message ("adversarial-differences.json lists a case that does not exist");
      g_test_fail ();
    }
}

static void
test_peer (gconstpointer data)
{
  const Peer *peer = data;
  g_autoptr(JsonNode) root = suite_load_json (SUITES_DIR "/adversarial-differences.json");
  JsonObject *list = json_object_get_object_member (json_node_get_object (root), peer->name);
  const char *expected = suite_get_string (list, "version");
  g_autofree char *version = peer->dup_version ();
  g_autofree char *message = NULL;

  if (version != NULL && g_str_has_prefix (version, expected))
    {
      compare_cases (peer, list);
      return;
    }

  message = g_strdup_printf ("skipped: the list is for version %s, and %s is installed", expected,
                             version != NULL ? version : "none");
  g_test_skip (message);
}

static void
add_peers (void)
{
  static const Peer peers[] = {
    { "gnutls", WLK_PROFILE_PATH, dup_gnutls_version, ask_gnutls },
    { "openssl", WLK_PROFILE_PATH, dup_openssl_version, ask_openssl },
    { "openssl-strict", WLK_PROFILE_STRICT, dup_openssl_version, ask_openssl },
  };

  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      g_autofree char *path = g_strconcat ("/adversarial/peers/", peers[i].name, NULL);

      g_test_add_data_func (path, &peers[i], test_peer);
    }
}

int
main (int   argc,
      char *argv[])
{
  guint n_cases;
  const AdversarialCase *cases = adversarial_cases_get (&n_cases);
  int result;

  g_test_init (&argc, &argv, NULL);
  chains = g_new0 (Chain, n_cases);

  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat ("/adversarial/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  add_peers ();

  result = g_test_run ();
  for (guint i = 0; i < n_cases; i++)
    clear_chain (&chains[i]);
  g_free (chains);

  return result;
}
