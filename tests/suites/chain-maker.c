/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-maker.h"

#include "chain-expected.h"

/*
 * Makes the cases of the chain suite. Keys, dates and serial numbers are fixed, so they are the
 * same whenever and wherever they are made.
 */

typedef struct
{
  WlkTestChain chain;
  GArray      *findings; /* (element-type ChainFinding): what must be found */
} Case;

static void
case_init (Case *self,
           guint length)
{
  wlk_test_chain_init (&self->chain, length);
  self->chain.recipes[length - 1].subject = "CN=leaf.example";
  self->findings = g_array_new (FALSE, FALSE, sizeof (ChainFinding));
}

static void
case_clear (Case *self)
{
  g_array_unref (self->findings);
  wlk_test_chain_clear (&self->chain);
}

static void
append_pem (GString        *text,
            WlkCertificate *certificate)
{
  g_autofree char *pem = wlk_certificate_dup_pem (certificate);

  g_string_append (text, pem);
}

static char *
dup_received (WlkTestChain *chain)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *statements = wlk_test_chain_dup_statements (chain);

  for (guint i = chain->length; i-- > 1;)
    if (i != chain->omitted)
      append_pem (text, chain->certificates->pdata[i]);
  g_string_append (text, statements);
  if (chain->is_distrusted)
    append_pem (text, chain->certificates->pdata[0]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_anchors (WlkTestChain *chain)
{
  g_autoptr(WlkCertificate) anchor = wlk_test_chain_dup_anchor (chain);

  return wlk_certificate_dup_pem (anchor);
}

static char *
dup_request (WlkTestChain *chain)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (chain->time);
  g_autofree char *time = g_date_time_format_iso8601 (moment);

  if (chain->name != NULL)
    g_key_file_set_string (file, "request", "name", chain->name);
  g_key_file_set_string (file, "request", "time", time);
  g_key_file_set_string (file, "request", "purpose", wlk_purpose_get_id (chain->purpose));
  g_key_file_set_string (file, "request", "profile", wlk_profile_get_id (chain->profile));
  if (chain->requires_explicit_policy)
    g_key_file_set_boolean (file, "request", "require-explicit-policy", TRUE);
  if (chain->policies != NULL)
    g_key_file_set_string (file, "request", "policies", chain->policies[0]);
  if (chain->revocation == WLK_REVOCATION_REQUIRE)
    g_key_file_set_string (file, "request", "revocation", "require");
  if (chain->max_path_length >= 0)
    g_key_file_set_integer (file, "request", "max-path-length", chain->max_path_length);

  return g_key_file_to_data (file, NULL, NULL);
}

static const char *
get_verdict_id (const ChainFinding *decisive)
{
  if (decisive == NULL)
    return "trusted";

  return decisive->outcome == WLK_OUTCOME_FAILED ? "not-trusted" : "undetermined";
}

static void
append_finding (GString            *text,
                const char         *title,
                WlkTestChain       *chain,
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
dup_expected (Case *self)
{
  const ChainFinding *decisive = chain_expected_sort (self->findings);
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "verdict: %s\n", get_verdict_id (decisive));
  if (decisive != NULL)
    append_finding (text, "decisive", &self->chain, decisive);
  for (guint i = 0; i < self->findings->len; i++)
    {
      const ChainFinding *finding = &g_array_index (self->findings, ChainFinding, i);

      if (finding != decisive)
        append_finding (text, finding->outcome == WLK_OUTCOME_WARNING ? "warning" : "also",
                        &self->chain, finding);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Takes @name, and clears @self. */
static ChainText *
finish_case (Case *self,
             char *name)
{
  ChainText *text = g_new0 (ChainText, 1);

  text->name = name;
  text->request = dup_request (&self->chain);
  text->received = dup_received (&self->chain);
  text->anchors = dup_anchors (&self->chain);
  text->expected = dup_expected (self);
  case_clear (self);

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

/**
 * chain_maker_make_fault:
 * @fault: what is wrong
 * @length: certificates of the path
 * @position: index of a certificate, the anchor first
 *
 * Returns: (transfer full): a case with one fault
 */
ChainText *
chain_maker_make_fault (const WlkTestFault *fault,
                        guint               length,
                        guint               position)
{
  Case self;

  case_init (&self, length);
  wlk_test_chain_change (&self.chain, position, fault->change);
  wlk_test_chain_issue (&self.chain);
  wlk_test_chain_finish (&self.chain, position, fault->change);
  chain_expected_add_fault (self.findings, &self.chain, fault, position);

  return finish_case (&self, g_strdup_printf ("%s-%u-of-%u", fault->name, position, length));
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
chain_maker_make_pair (const WlkTestFault *first,
                       guint               first_position,
                       const WlkTestFault *second,
                       guint               second_position)
{
  Case self;

  case_init (&self, CHAIN_PAIR_LENGTH);
  wlk_test_chain_change (&self.chain, first_position, first->change);
  wlk_test_chain_change (&self.chain, second_position, second->change);
  wlk_test_chain_issue (&self.chain);
  wlk_test_chain_finish (&self.chain, first_position, first->change);
  wlk_test_chain_finish (&self.chain, second_position, second->change);
  chain_expected_add_fault (self.findings, &self.chain, first, first_position);
  chain_expected_add_fault (self.findings, &self.chain, second, second_position);

  return finish_case (&self, g_strdup_printf ("two-%s-%u-and-%s-%u",
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
  Case self;

  case_init (&self, length);
  g_assert_true (wlk_profile_parse (profile, &self.chain.profile, NULL));
  wlk_test_chain_issue (&self.chain);

  return finish_case (&self, g_strdup_printf ("good-%s-of-%u", profile, length));
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
  Case self;

  if (index >= G_N_ELEMENTS (algorithms))
    return NULL;

  case_init (&self, length);
  for (guint i = 0; i < length; i++)
    {
      self.chain.recipes[i].key = algorithms[index].key;
      self.chain.recipes[i].is_pss = algorithms[index].is_pss;
      if (!algorithms[index].is_of_web)
        chain_expected_add (self.findings, "public-key", (int) i, WLK_OUTCOME_WARNING);
    }
  wlk_test_chain_issue (&self.chain);

  return finish_case (&self, g_strdup_printf ("good-%s-of-%u", algorithms[index].algorithm,
                                              length));
}
