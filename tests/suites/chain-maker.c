/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-maker.h"

/*
 * Makes the cases of the chain suite. Keys, dates and serial numbers are fixed, so they are the
 * same whenever and wherever they are made.
 */

static void
chain_init (Chain *self,
            guint  length)
{
  *self = (Chain) { .length = length };
  wlk_test_make_recipes (self->recipes, length);
  self->recipes[length - 1].subject = "CN=leaf.example";
  self->request = g_key_file_new ();
  self->statements = g_string_new (NULL);
  self->findings = g_array_new (FALSE, FALSE, sizeof (ChainFinding));
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
  g_array_unref (self->findings);
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
append_pem (GString        *text,
            WlkCertificate *certificate)
{
  g_autofree char *pem = wlk_certificate_dup_pem (certificate);

  g_string_append (text, pem);
}

static char *
dup_received (Chain *chain)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = chain->length; i-- > 1;)
    if (i != chain->omitted)
      append_pem (text, chain->certificates->pdata[i]);
  g_string_append (text, chain->statements->str);
  if (chain->is_distrusted)
    append_pem (text, chain->certificates->pdata[0]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_anchors (Chain *chain)
{
  WlkTestRecipe recipe = wlk_test_recipe_ca ("CN=Other Root", WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) other = NULL;

  if (!chain->is_distrusted)
    return wlk_certificate_dup_pem (chain->certificates->pdata[0]);

  other = wlk_test_issue (&recipe, NULL);
  return wlk_certificate_dup_pem (other);
}

static const char *
get_verdict_id (const ChainFinding *decisive)
{
  if (decisive == NULL)
    return "trusted";

  return decisive->outcome == CHAIN_FAILS ? "not-trusted" : "undetermined";
}

static void
append_finding (GString            *text,
                const char         *title,
                Chain              *chain,
                const ChainFinding *finding)
{
  const char *subject = "path";

  if (finding->position != CHAIN_WHOLE_PATH)
    subject = wlk_name_get_text (wlk_certificate_get_subject
                                   (chain->certificates->pdata[finding->position]));

  g_string_append_printf (text, "%s: %s at %s\n", title, finding->step,
                          *subject != '\0' ? subject : "no name");
}

static char *
dup_expected (Chain *chain)
{
  const ChainFinding *decisive = chain_expected_sort (chain->findings);
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "verdict: %s\n", get_verdict_id (decisive));
  if (decisive != NULL)
    append_finding (text, "decisive", chain, decisive);
  for (guint i = 0; i < chain->findings->len; i++)
    {
      const ChainFinding *finding = &g_array_index (chain->findings, ChainFinding, i);

      if (finding != decisive)
        append_finding (text, finding->outcome == CHAIN_WARNS ? "warning" : "also", chain,
                        finding);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Takes @name, and clears @chain. */
static ChainText *
finish_case (Chain *chain,
             char  *name)
{
  ChainText *text = g_new0 (ChainText, 1);

  text->name = name;
  text->request = g_key_file_to_data (chain->request, NULL, NULL);
  text->received = dup_received (chain);
  text->anchors = dup_anchors (chain);
  text->expected = dup_expected (chain);
  chain_clear (chain);

  return text;
}

/**
 * chain_text_free:
 * @self: a case
 *
 * Frees it.
 */
void
chain_text_free (ChainText *self)
{
  g_free (self->name);
  g_free (self->request);
  g_free (self->received);
  g_free (self->anchors);
  g_free (self->expected);
  g_free (self);
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

/**
 * chain_maker_get_first:
 * @fault: a fault
 * @length: certificates of a path
 *
 * Returns: the highest place at which the fault can be
 */
guint
chain_maker_get_first (const ChainFault *fault,
                       guint             length)
{
  switch (fault->place)
    {
    case CHAIN_ANCHOR:
    case CHAIN_PATH:
      return 0;

    case CHAIN_LEAF:
      return length - 1;

    case CHAIN_BELOW_FIRST:
      return 2;

    case CHAIN_BELOW_ANCHOR:
    case CHAIN_INTERMEDIATES:
    default:
      return 1;
    }
}

/**
 * chain_maker_get_last:
 * @fault: a fault
 * @length: certificates of a path
 *
 * Returns: the lowest place at which the fault can be
 */
guint
chain_maker_get_last (const ChainFault *fault,
                      guint             length)
{
  switch (fault->place)
    {
    case CHAIN_ANCHOR:
    case CHAIN_PATH:
      return 0;

    case CHAIN_INTERMEDIATES:
      return length - 2;

    case CHAIN_BELOW_ANCHOR:
    case CHAIN_BELOW_FIRST:
    case CHAIN_LEAF:
    default:
      return length - 1;
    }
}

/**
 * chain_maker_make_fault:
 * @fault: what is wrong
 * @length: certificates of the path
 * @position: index of a certificate, the anchor first
 *
 * Returns: (transfer full): a case with one fault
 */
ChainText *
chain_maker_make_fault (const ChainFault *fault,
                        guint             length,
                        guint             position)
{
  Chain chain;

  chain_init (&chain, length);
  apply (&chain, fault, position);
  issue (&chain);
  finish (&chain, fault, position);
  chain_fault_expect (fault, &chain, position);

  return finish_case (&chain, g_strdup_printf ("%s-%u-of-%u", fault->name, position, length));
}

/**
 * chain_maker_make_pair:
 * @first: what is wrong
 * @first_position: index of a certificate, the anchor first
 * @second: what else is wrong
 * @second_position: index of a certificate
 *
 * Returns: (transfer full): a case with two faults
 */
ChainText *
chain_maker_make_pair (const ChainFault *first,
                       guint             first_position,
                       const ChainFault *second,
                       guint             second_position)
{
  Chain chain;

  chain_init (&chain, CHAIN_PAIR_LENGTH);
  apply (&chain, first, first_position);
  apply (&chain, second, second_position);
  issue (&chain);
  finish (&chain, first, first_position);
  finish (&chain, second, second_position);
  chain_fault_expect (first, &chain, first_position);
  chain_fault_expect (second, &chain, second_position);

  return finish_case (&chain, g_strdup_printf ("two-%s-%u-and-%s-%u",
                                               first->name, first_position,
                                               second->name, second_position));
}

/**
 * chain_maker_make_good:
 * @length: certificates of the path
 * @profile: id of a profile
 *
 * Returns: (transfer full): a case without a fault
 */
ChainText *
chain_maker_make_good (guint       length,
                       const char *profile)
{
  Chain chain;

  chain_init (&chain, length);
  g_key_file_set_string (chain.request, "request", "profile", profile);
  issue (&chain);

  return finish_case (&chain, g_strdup_printf ("good-%s-of-%u", profile, length));
}

/* Every certificate has the same key, and a name of its own. On the web only RSA and EC keys are
 * accepted (CA/Browser Forum BR §6.1.5). */
static const struct
{
  const char *algorithm;
  WlkTestKey  key;
  gboolean    is_pss;
  gboolean    is_of_web;
} algorithms[] = {
  { "rsa", WLK_TEST_KEY_RSA_2048_0, FALSE, TRUE },
  { "rsa-pss", WLK_TEST_KEY_RSA_2048_0, TRUE, TRUE },
  { "p384", WLK_TEST_KEY_EC_P384, FALSE, TRUE },
  { "ed25519", WLK_TEST_KEY_ED25519, FALSE, FALSE },
  { "ed448", WLK_TEST_KEY_ED448, FALSE, FALSE },
};

/**
 * chain_maker_make_signed:
 * @length: certificates of the path
 * @index: of an algorithm
 *
 * Returns: (transfer full) (nullable): a case without a fault, in which all signatures are made
 *   by that algorithm; %NULL when there are fewer
 */
ChainText *
chain_maker_make_signed (guint length,
                         guint index)
{
  Chain chain;

  if (index >= G_N_ELEMENTS (algorithms))
    return NULL;

  chain_init (&chain, length);
  for (guint i = 0; i < length; i++)
    {
      chain.recipes[i].key = algorithms[index].key;
      chain.recipes[i].is_pss = algorithms[index].is_pss;
      if (!algorithms[index].is_of_web)
        chain_expected_add (chain.findings, "public-key", (int) i, CHAIN_WARNS);
    }
  issue (&chain);

  return finish_case (&chain, g_strdup_printf ("good-%s-of-%u", algorithms[index].algorithm,
                                               length));
}
