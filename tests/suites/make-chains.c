/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-faults.h"

#include <glib/gstdio.h>
#include <locale.h>

/*
 * make-chains FOLDER - writes the chain suite, one folder for each case:
 *
 *   request      what is asked
 *   chain.pem    what is received: the leaf first, then CRLs and OCSP responses
 *   anchors.pem  what is trusted
 *   expected     the verdict, then the decisive finding and the other failures, by step and subject
 *
 * Each fault is put at each depth of paths of 3 to 8 certificates, one depth for each length; a
 * pair of faults is expected to fail at the one that a verifier comes to first. Keys, dates and
 * serial numbers are fixed, so the files are the same whenever and wherever they are made.
 */

#define MIN_LENGTH 3

static const struct
{
  const char *first;
  guint       first_position;
  const char *second;
  guint       second_position;
  const char *decisive; /* in RFC 5280's order of checks */
} pairs[] = {
  { "expired", 2, "damaged", 4, "expired" },         /* higher certificates come first */
  { "expired", 4, "damaged", 2, "damaged" },
  { "expired", 3, "damaged", 3, "damaged" },         /* (a)(1) before (a)(2) */
  { "expired", 3, "no-ca", 3, "expired" },           /* §6.1.3 before §6.1.4 */
  { "no-ca", 3, "no-cert-sign", 3, "no-ca" },        /* (k) before (n) */
  { "no-cert-sign", 3, "unknown-critical", 3, "no-cert-sign" }, /* (n) before (o) */
  { "unknown-critical", 2, "expired", 3, "unknown-critical" },
  { "name-not-permitted", 4, "expired", 4, "expired" }, /* (a) before (b) */
  { "any-policy-mapped", 3, "constraints-malformed", 3, "any-policy-mapped" }, /* (a), (g) */
  { "other-host", 4, "expired", 4, "expired" },      /* the path before the name */
  { "other-host", 4, "sha1", 4, "other-host" },      /* the name before the profile */
  { "other-purpose", 4, "other-host", 4, "other-host" },
  { "distrusted", 0, "expired", 2, "distrusted" },   /* no path before what is on it */
  { "missing", 2, "expired", 4, "missing" },
  { "short-key", 3, "serial-zero", 2, "short-key" },
  { "revoked", 4, "other-host", 4, "other-host" },
  { "revoked", 4, "sha1", 4, "revoked" },
  { "revoked", 2, "expired", 4, "expired" },
};

static void
chain_init (Chain *self,
            guint  length)
{
  *self = (Chain) { .length = length };
  wlk_test_make_recipes (self->recipes, length);
  self->recipes[length - 1].subject = "CN=leaf.example";
  self->request = g_key_file_new ();
  self->statements = g_string_new (NULL);
  g_key_file_set_string (self->request, "request", "name", "leaf.example");
  g_key_file_set_string (self->request, "request", "time", "2026-06-01T12:00:00Z");
  g_key_file_set_string (self->request, "request", "purpose", "server");
  g_key_file_set_string (self->request, "request", "profile", "strict");
}

static void
chain_clear (Chain *self)
{
  g_key_file_unref (self->request);
  g_string_free (self->statements, TRUE);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
}

static void
issue (Chain *chain)
{
  chain->certificates = wlk_test_issue_path (chain->recipes, chain->length);
  for (guint i = 0; i + 1 < chain->length; i++)
    chain->crls[i] = wlk_test_crl (chain->certificates->pdata[i], chain->recipes[i].key);
}

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  if (!g_file_set_contents (path, text, -1, &error))
    g_error ("%s", error->message);
}

static void
append_pem (GString        *text,
            WlkCertificate *certificate)
{
  g_autofree char *pem = wlk_certificate_dup_pem (certificate);

  g_string_append (text, pem);
}

static void
write_certificates (Chain      *chain,
                    const char *folder)
{
  g_autoptr(GString) sent = g_string_new (NULL);
  g_autoptr(GString) anchors = g_string_new (NULL);

  for (guint i = chain->length; i-- > 1;)
    if (i != chain->omitted)
      append_pem (sent, chain->certificates->pdata[i]);
  g_string_append (sent, chain->statements->str);

  if (chain->is_distrusted)
    {
      WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=Other Root", WLK_TEST_KEY_EC_7);
      g_autoptr(WlkCertificate) other = wlk_test_issue (&recipe, NULL);

      append_pem (sent, chain->certificates->pdata[0]);
      append_pem (anchors, other);
    }
  else
    {
      append_pem (anchors, chain->certificates->pdata[0]);
    }

  write_file (folder, "chain.pem", sent->str);
  write_file (folder, "anchors.pem", anchors->str);
}

static void
append_expected (GString          *expected,
                 const char       *title,
                 Chain            *chain,
                 const ChainFault *fault,
                 guint             position)
{
  gboolean is_leaf = position + 1 == chain->length;
  const char *subject;
  const char *step = is_leaf && fault->leaf_step != NULL ? fault->leaf_step : fault->step;

  g_string_append_printf (expected, "%s: %s at ", title, step);
  if (fault->place == CHAIN_PATH)
    {
      g_string_append (expected, "path\n");
      return;
    }

  subject = wlk_name_get_text (wlk_certificate_get_subject (chain->certificates->pdata[position]));
  g_string_append_printf (expected, "%s\n", *subject != '\0' ? subject : "no name");
}

static void
write_case (Chain      *chain,
            const char *folder,
            const char *name,
            const char *expected)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *request = g_key_file_to_data (chain->request, NULL, NULL);

  if (g_mkdir_with_parents (path, 0755) != 0)
    g_error ("%s cannot be made", path);
  write_file (path, "request", request);
  write_file (path, "expected", expected);
  write_certificates (chain, path);
}

static void
apply (Chain            *chain,
       const ChainFault *fault,
       guint             position)
{
  if (fault->change != NULL)
    fault->change (chain, position);
}

static void
finish (Chain            *chain,
        const ChainFault *fault,
        guint             position)
{
  if (fault->finish != NULL)
    fault->finish (chain, position);
}

static void
make_fault (const char       *folder,
            const ChainFault *fault,
            guint             length,
            guint             position)
{
  Chain chain;
  g_autofree char *name = g_strdup_printf ("%s-%u-of-%u", fault->name, position, length);
  g_autoptr(GString) expected = g_string_new (NULL);

  chain_init (&chain, length);
  apply (&chain, fault, position);
  issue (&chain);
  finish (&chain, fault, position);
  g_string_append_printf (expected, "verdict: %s\n", fault->verdict);
  append_expected (expected, "decisive", &chain, fault, position);
  write_case (&chain, folder, name, expected->str);
  chain_clear (&chain);
}

static void
make_pair (const char *folder,
           guint       index)
{
  const ChainFault *first = chain_faults_find (pairs[index].first);
  const ChainFault *second = chain_faults_find (pairs[index].second);
  gboolean is_first = g_str_equal (pairs[index].decisive, first->name);
  Chain chain;
  g_autofree char *name = g_strdup_printf ("two-%s-%u-and-%s-%u", first->name,
                                           pairs[index].first_position, second->name,
                                           pairs[index].second_position);
  g_autoptr(GString) expected = g_string_new (NULL);

  chain_init (&chain, 5);
  apply (&chain, first, pairs[index].first_position);
  apply (&chain, second, pairs[index].second_position);
  issue (&chain);
  finish (&chain, first, pairs[index].first_position);
  finish (&chain, second, pairs[index].second_position);
  g_string_append_printf (expected, "verdict: %s\n", is_first ? first->verdict : second->verdict);
  append_expected (expected, "decisive", &chain, is_first ? first : second,
                   is_first ? pairs[index].first_position : pairs[index].second_position);
  append_expected (expected, "also", &chain, is_first ? second : first,
                   is_first ? pairs[index].second_position : pairs[index].first_position);
  write_case (&chain, folder, name, expected->str);
  chain_clear (&chain);
}

static void
make_good (const char *folder,
           guint       length,
           const char *profile)
{
  Chain chain;
  g_autofree char *name = g_strdup_printf ("good-%s-of-%u", profile, length);

  chain_init (&chain, length);
  g_key_file_set_string (chain.request, "request", "profile", profile);
  issue (&chain);
  write_case (&chain, folder, name, "verdict: trusted\n");
  chain_clear (&chain);
}

/* One depth for each length, so that over all lengths each depth has its turn; then the leaf. */
static void
make_depths (const char       *folder,
             const ChainFault *fault)
{
  for (guint length = MIN_LENGTH; length <= CHAIN_MAX_LENGTH; length++)
    {
      guint first = fault->place == CHAIN_BELOW_FIRST ? 2 : 1;
      guint last = fault->place == CHAIN_INTERMEDIATES ? length - 2 : length - 1;

      make_fault (folder, fault, length, first + (length - MIN_LENGTH) % (last - first + 1));
    }
  if (fault->place == CHAIN_INTERMEDIATES)
    return;

  make_fault (folder, fault, 4, 3);
  make_fault (folder, fault, CHAIN_MAX_LENGTH, CHAIN_MAX_LENGTH - 1);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const profiles[] = { "path", "strict", "web" };
  guint n_faults;
  const ChainFault *faults = chain_faults_get (&n_faults);

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 2)
    g_error ("usage: make-chains FOLDER");

  for (guint i = 0; i < n_faults; i++)
    switch (faults[i].place)
      {
      case CHAIN_LEAF:
        make_fault (argv[1], &faults[i], MIN_LENGTH, MIN_LENGTH - 1);
        make_fault (argv[1], &faults[i], 6, 5);
        break;

      case CHAIN_ANCHOR:
      case CHAIN_PATH:
        make_fault (argv[1], &faults[i], MIN_LENGTH, 0);
        make_fault (argv[1], &faults[i], 6, 0);
        break;

      case CHAIN_BELOW_ANCHOR:
      case CHAIN_BELOW_FIRST:
      case CHAIN_INTERMEDIATES:
      default:
        make_depths (argv[1], &faults[i]);
      }
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    make_pair (argv[1], i);
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      make_good (argv[1], MIN_LENGTH, profiles[i]);
      make_good (argv[1], CHAIN_MAX_LENGTH, profiles[i]);
    }

  return 0;
}
