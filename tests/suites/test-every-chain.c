/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-case.h"
#include "chain-maker.h"

/*
 * Every fault at every depth of paths of 3 to 8 certificates, and every two faults that do not
 * disturb each other, wherever they are. They are made as those in the folder “chains” are,
 * validated and forgotten.
 */

static guint n_cases; /* so far */

/* Takes @text. */
static void
run_case (ChainText *text)
{
  g_autoptr(ChainText) taken = text;
  g_autoptr(ChainCase) chain = chain_case_new (taken->name, taken->request, taken->received,
                                               taken->anchors, taken->expected);
  g_autoptr(WlkTrustStore) trust = chain_case_create_trust (chain);
  g_autoptr(WlkInspection) inspection = chain_case_inspect (chain, chain->received, trust);
  g_autofree char *found = NULL;

  found = chain_case_describe_report (wlk_inspection_get_report (inspection, 0));
  if (!g_str_equal (found, chain->expected))
    g_test_message ("%s: “%s”, not “%s”", chain->name, found, chain->expected);
  g_assert_cmpstr (found, ==, chain->expected);
  n_cases++;
}

static void
test_every_depth (gconstpointer data)
{
  const WlkTestFault *fault = data;

  for (guint length = CHAIN_MIN_LENGTH; length <= WLK_TEST_CHAIN_MAX; length++)
    for (guint i = wlk_test_fault_get_first (fault, length);
         i <= wlk_test_fault_get_last (fault, length); i++)
      run_case (chain_maker_make_fault (fault, length, i));
}

/*
 * What can be put together with each other, and what of a chain each changes: two that change the
 * same would make a third fault.
 */
static const struct
{
  const char *fault;
  const char *change;
} combined[] = {
  { "damaged", "signature" },
  { "sha1", "signature" },
  { "short-key", "signature" },
  { "serial-zero", "made-anew" },
  { "other-algorithm-inside", "made-anew" },
  { "generalized-times", "made-anew" },
  { "extension-twice", "made-anew" },
  { "expired", "dates" },
  { "too-early", "dates" },
  { "name-not-permitted", "constraints" },
  { "name-excluded", "constraints" },
  { "constraints-malformed", "constraints" },
  { "any-policy-mapped", "policies" },
  { "policy-missing", "policies" },
  { "no-ca", "authority" },
  { "path-too-long", "authority" },
  { "no-cert-sign", "authority" },
  { "unknown-critical", "extension" },
  { "extension-malformed", "points" },
  { "access-critical", "access" },
  { "no-key-identifiers", "key-identifiers" },
  { "other-issuer-key-identified", "key-identifiers" },
  { "other-host", "host" },
  { "no-signing-leaf", "leaf-usage" },
  { "signing-leaf", "leaf-usage" },
  { "other-purpose", "purpose" },
  { "hyphen-in-front", "names" },
};

static gboolean
is_change (guint       index,
           const char *change)
{
  return g_str_equal (combined[index].change, change);
}

/* A certificate that is made anew gets a good signature, of an EC key, and its own dates. */
static gboolean
can_stand_beside_new (guint index)
{
  return !is_change (index, "signature") && !is_change (index, "dates");
}

static gboolean
can_combine (guint first,
             guint second)
{
  if (is_change (first, combined[second].change))
    return FALSE;

  return (!is_change (first, "made-anew") || can_stand_beside_new (second)) &&
         (!is_change (second, "made-anew") || can_stand_beside_new (first));
}

static void
run_pairs (const WlkTestFault *first,
           const WlkTestFault *second)
{
  for (guint i = wlk_test_fault_get_first (first, CHAIN_PAIR_LENGTH);
       i <= wlk_test_fault_get_last (first, CHAIN_PAIR_LENGTH); i++)
    for (guint j = wlk_test_fault_get_first (second, CHAIN_PAIR_LENGTH);
         j <= wlk_test_fault_get_last (second, CHAIN_PAIR_LENGTH); j++)
      run_case (chain_maker_make_pair (first, i, second, j));
}

/* With each fault that is listed after it; those before it were put together with it already. */
static void
test_every_pair (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);

  for (guint i = index + 1; i < G_N_ELEMENTS (combined); i++)
    if (can_combine (index, i))
      run_pairs (wlk_test_faults_find (combined[index].fault),
                 wlk_test_faults_find (combined[i].fault));
}

static void
test_good (gconstpointer data)
{
  for (guint length = CHAIN_MIN_LENGTH; length <= WLK_TEST_CHAIN_MAX; length++)
    run_case (chain_maker_make_good (length, data));
}

static void
test_every_algorithm (void)
{
  ChainText *text;

  for (guint length = CHAIN_MIN_LENGTH; length <= WLK_TEST_CHAIN_MAX; length++)
    for (guint i = 0; (text = chain_maker_make_signed (length, i)) != NULL; i++)
      run_case (text);
}

/* Comes last, when all cases were run. */
static void
test_enough (void)
{
  g_test_message ("%u cases", n_cases);
  g_assert_cmpuint (n_cases, >, 4000);
}

static void
add (const char   *path,
     const char   *name,
     gconstpointer data,
     GTestDataFunc func)
{
  g_autofree char *whole = g_strdup_printf ("/every-chain/%s/%s", path, name);

  g_test_add_data_func (whole, data, func);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const profiles[] = { "path", "strict", "web" };
  guint n_faults;
  const WlkTestFault *faults = wlk_test_faults_get (&n_faults);

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < n_faults; i++)
    add ("at-every-depth", faults[i].name, &faults[i], test_every_depth);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (combined); i++)
    add ("beside-every-other", combined[i].fault, GUINT_TO_POINTER (i), test_every_pair);
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    add ("good", profiles[i], profiles[i], test_good);
  g_test_add_func ("/every-chain/good/every-algorithm", test_every_algorithm);
  g_test_add_func ("/every-chain/cases/are-many", test_enough);

  return g_test_run ();
}
