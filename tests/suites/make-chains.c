/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-maker.h"

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
 * Each fault is put at each depth of paths of 3 to 8 certificates, one depth for each length, and
 * some are put together by two. Every depth of every length, and every two faults together, are
 * too many to keep: test-every-chain makes those, and forgets them.
 */

static const struct
{
  const char *first;
  guint       first_position;
  const char *second;
  guint       second_position;
} pairs[] = {
  { "expired", 2, "damaged", 4 }, /* higher certificates come first */
  { "expired", 4, "damaged", 2 },
  { "expired", 3, "damaged", 3 }, /* (a)(1) before (a)(2) */
  { "expired", 3, "no-ca", 3 }, /* §6.1.3 before §6.1.4 */
  { "no-ca", 3, "no-cert-sign", 3 }, /* (k) before (n) */
  { "no-cert-sign", 3, "unknown-critical", 3 }, /* (n) before (o) */
  { "unknown-critical", 2, "expired", 3 },
  { "name-not-permitted", 4, "expired", 4 }, /* (a) before (b) */
  { "any-policy-mapped", 3, "constraints-malformed", 3 }, /* (a), (g) */
  { "other-host", 4, "expired", 4 }, /* the path before the name */
  { "other-host", 4, "sha1", 4 }, /* the name before the profile */
  { "other-purpose", 4, "other-host", 4 },
  { "distrusted", 0, "expired", 2 }, /* no path before what is on it */
  { "missing", 2, "expired", 4 },
  { "short-key", 3, "serial-zero", 2 },
  { "revoked", 4, "other-host", 4 },
  { "revoked", 4, "sha1", 4 },
  { "revoked", 2, "expired", 4 },
};

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_remove (path); /* what is written without guarantees leaves the end of a longer file */
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0644, &error))
    g_error ("%s", error->message);
}

/* Takes @text. */
static void
write_case (const char *folder,
            ChainText  *text)
{
  g_autofree char *path = g_build_filename (folder, text->name, NULL);

  if (g_mkdir_with_parents (path, 0755) != 0)
    g_error ("%s cannot be made", path);
  write_file (path, "request", text->request);
  write_file (path, "chain.pem", text->received);
  write_file (path, "anchors.pem", text->anchors);
  write_file (path, "expected", text->expected);
  chain_text_free (text);
}

/* One depth for each length, so that over all lengths each depth has its turn; then the leaf. */
static void
make_some_depths (const char         *folder,
                  const WlkTestFault *fault)
{
  const guint first = wlk_test_fault_get_first (fault, CHAIN_MIN_LENGTH);

  if (fault->place == WLK_TEST_LEAF || fault->place == WLK_TEST_ANCHOR ||
      fault->place == WLK_TEST_PATH)
    {
      write_case (folder, chain_maker_make_fault (fault, CHAIN_MIN_LENGTH, first));
      write_case (folder, chain_maker_make_fault (fault, 6, wlk_test_fault_get_first (fault, 6)));
      return;
    }

  for (guint length = CHAIN_MIN_LENGTH; length <= WLK_TEST_CHAIN_MAX; length++)
    {
      guint last = wlk_test_fault_get_last (fault, length);
      guint position = first + (length - CHAIN_MIN_LENGTH) % (last - first + 1);

      write_case (folder, chain_maker_make_fault (fault, length, position));
    }
  if (fault->place == WLK_TEST_INTERMEDIATES)
    return;

  write_case (folder, chain_maker_make_fault (fault, 4, 3));
  write_case (folder, chain_maker_make_fault (fault, WLK_TEST_CHAIN_MAX, WLK_TEST_CHAIN_MAX - 1));
}

/* By each algorithm. */
static void
make_signed (const char *folder,
             guint       length)
{
  ChainText *text;

  for (guint i = 0; (text = chain_maker_make_signed (length, i)) != NULL; i++)
    write_case (folder, text);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const profiles[] = { "path", "strict", "web" };
  guint n_faults;
  const WlkTestFault *faults = wlk_test_faults_get (&n_faults);

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 2)
    g_error ("usage: make-chains FOLDER");

  for (guint i = 0; i < n_faults; i++)
    make_some_depths (argv[1], &faults[i]);
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    write_case (argv[1], chain_maker_make_pair (wlk_test_faults_find (pairs[i].first),
                                                pairs[i].first_position,
                                                wlk_test_faults_find (pairs[i].second),
                                                pairs[i].second_position));
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      write_case (argv[1], chain_maker_make_good (CHAIN_MIN_LENGTH, profiles[i]));
      write_case (argv[1], chain_maker_make_good (WLK_TEST_CHAIN_MAX, profiles[i]));
    }

  for (guint length = CHAIN_MIN_LENGTH; length <= WLK_TEST_CHAIN_MAX; length++)
    make_signed (argv[1], length);

  return 0;
}
