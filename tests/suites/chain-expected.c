/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "chain-expected.h"

/*
 * What must be found in a chain, and in which order. The order is written here from the standards,
 * and not taken from the program's table of steps.
 */

/*
 * Stage:
 * A part of the validation. The path is there first. RFC 5280 §6.1 then goes down certificate by
 * certificate; so does the search for revocation. Of the rest, each rule is applied to all
 * certificates before the next rule.
 */
typedef enum {
  STAGE_PATH,
  STAGE_PROCESS,
  STAGE_IDENTITY,
  STAGE_REVOCATION,
  STAGE_PROFILE,
} Stage;

static const struct
{
  const char *step;
  Stage       stage;
} order[] = {
  { "empty-issuer", STAGE_PATH },
  { "issuer-found", STAGE_PATH },
  { "depth-limit", STAGE_PATH },
  { "anchor-reached", STAGE_PATH },

  { "signature", STAGE_PROCESS },               /* RFC 5280 §6.1.3 (a)(1) */
  { "validity-not-before", STAGE_PROCESS },     /* (a)(2) */
  { "validity-not-after", STAGE_PROCESS },
  { "extension-malformed", STAGE_PROCESS },     /* before what is read from extensions */
  { "name-permitted", STAGE_PROCESS },          /* (b) */
  { "name-not-excluded", STAGE_PROCESS },       /* (c) */
  { "certificate-policies", STAGE_PROCESS },    /* (d), (e) */
  { "policy-valid", STAGE_PROCESS },            /* (f) */
  { "policy-mappings", STAGE_PROCESS },         /* §6.1.4 (a), (b) */
  { "name-constraints-update", STAGE_PROCESS }, /* (g) */
  { "policy-constraints", STAGE_PROCESS },      /* (h) to (j) */
  { "ca-flag", STAGE_PROCESS },                 /* (k) */
  { "path-length", STAGE_PROCESS },             /* (l) */
  { "key-cert-sign", STAGE_PROCESS },           /* (n) */
  { "critical-extensions", STAGE_PROCESS },     /* (o) */
  { "explicit-policy", STAGE_PROCESS },         /* §6.1.5 (a), (b), (g) */
  { "critical-extensions-end", STAGE_PROCESS }, /* (f) */

  { "host-name", STAGE_IDENTITY },
  { "ip-address", STAGE_IDENTITY },
  { "email-address", STAGE_IDENTITY },
  { "leaf-not-ca", STAGE_IDENTITY },            /* a reason for the next */
  { "key-usage", STAGE_IDENTITY },
  { "extended-key-usage", STAGE_IDENTITY },

  { "ocsp-responder", STAGE_REVOCATION },       /* RFC 6960 §3.2: 3 and 4, */
  { "ocsp-dates", STAGE_REVOCATION },           /* then 5 and 6 */
  { "ocsp-status", STAGE_REVOCATION },
  { "crl-issuer", STAGE_REVOCATION },           /* RFC 5280 §6.3.3 (b)(1) */
  { "crl-scope", STAGE_REVOCATION },            /* (b)(2) */
  { "crl-delta", STAGE_REVOCATION },            /* (c) */
  { "crl-dates", STAGE_REVOCATION },
  { "crl-extensions", STAGE_REVOCATION },
  { "crl-signature", STAGE_REVOCATION },        /* (g) */
  { "crl-issuer-key-usage", STAGE_REVOCATION },
  { "revocation-known", STAGE_REVOCATION },
  { "revocation", STAGE_REVOCATION },           /* (i), (j) */
  { "crl-number", STAGE_REVOCATION },           /* §5.2.3, not of §6.3.3 */

  { "signature-algorithm", STAGE_PROFILE },     /* algorithms and keys before the encoding */
  { "key-strength", STAGE_PROFILE },
  { "public-key", STAGE_PROFILE },
  { "version", STAGE_PROFILE },                 /* RFC 5280 §4.1.2.1 and after it */
  { "serial-number", STAGE_PROFILE },
  { "algorithms-equal", STAGE_PROFILE },
  { "time-encoding", STAGE_PROFILE },
  { "validity-period", STAGE_PROFILE },
  { "empty-subject", STAGE_PROFILE },
  { "extension-duplicate", STAGE_PROFILE },     /* §4.2 and after it */
  { "extension-missing", STAGE_PROFILE },
  { "extension-criticality", STAGE_PROFILE },
  { "authority-key-identifier", STAGE_PROFILE },
  { "basic-constraints", STAGE_PROFILE },
  { "san-syntax", STAGE_PROFILE },
  { "common-name", STAGE_PROFILE },
};

static int
find_place (const char *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (g_str_equal (order[i].step, step))
      return (int) i;

  g_error ("the order does not contain “%s”", step);
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const ChainFinding *first = a;
  const ChainFinding *second = b;
  int first_place = find_place (first->step);
  int second_place = find_place (second->step);
  Stage first_stage = order[first_place].stage;
  Stage second_stage = order[second_place].stage;

  if (first_stage != second_stage)
    return first_stage < second_stage ? -1 : 1;
  if (first->position != second->position &&
      (first_place == second_place || first_stage == STAGE_PROCESS ||
       first_stage == STAGE_REVOCATION))
    return first->position < second->position ? -1 : 1;

  return first_place - second_place;
}

/**
 * chain_expected_add:
 * @findings: (element-type ChainFinding): what must be found
 * @step: id of a step, with static life
 * @position: index of a certificate, the anchor first, or %CHAIN_WHOLE_PATH
 * @outcome: failed, unknown or warning
 *
 * Adds one more, if it is not there.
 */
void
chain_expected_add (GArray     *findings,
                    const char *step,
                    int         position,
                    WlkOutcome  outcome)
{
  const ChainFinding finding = { step, position, outcome };

  for (guint i = 0; i < findings->len; i++)
    if (compare_findings (&g_array_index (findings, ChainFinding, i), &finding) == 0)
      return;

  g_array_append_val (findings, finding);
}

/* The certificates at which the consequence of a fault is found; @end is the one after the last. */
static void
find_reach (const WlkTestChain *chain,
            WlkTestReach        reach,
            guint               position,
            guint              *first,
            guint              *end)
{
  switch (reach)
    {
    case WLK_TEST_AT_ISSUER:
      *first = position - 1;
      *end = position;
      break;

    case WLK_TEST_AT_ISSUED:
      *first = position + 1;
      *end = MIN (position + 2, chain->length);
      break;

    case WLK_TEST_AT_LEAF:
      *first = chain->length - 1;
      *end = chain->length;
      break;

    case WLK_TEST_ALL_BELOW:
    case WLK_TEST_CAS_BELOW:
      *first = position + 1;
      *end = reach == WLK_TEST_ALL_BELOW ? chain->length : chain->length - 1;
      break;

    case WLK_TEST_AT_SIGNER:
      *first = position;
      *end = (chain->recipes[position].key_usage & WLK_KEY_USAGE_KEY_CERT_SIGN) != 0
             ? position + 1 : position;
      break;

    case WLK_TEST_AT:
    default:
      *first = position;
      *end = position + 1;
      break;
    }
}

/**
 * chain_expected_add_fault:
 * @findings: (element-type ChainFinding): what must be found
 * @chain: a chain that has the fault
 * @fault: the fault
 * @position: where
 *
 * Adds the findings that the fault leads to.
 */
void
chain_expected_add_fault (GArray             *findings,
                          const WlkTestChain *chain,
                          const WlkTestFault *fault,
                          guint               position)
{
  const char *step = wlk_test_fault_get_step (fault, position + 1 == chain->length);
  guint first;
  guint end;

  if (step != NULL)
    chain_expected_add (findings, step,
                        fault->place == WLK_TEST_PATH ? CHAIN_WHOLE_PATH : (int) position,
                        fault->outcome);
  if (fault->consequence == NULL)
    return;

  find_reach (chain, fault->reach, position, &first, &end);
  for (guint i = first; i < end; i++)
    chain_expected_add (findings, fault->consequence, (int) i, fault->consequence_outcome);
}

/**
 * chain_expected_sort:
 * @findings: (element-type ChainFinding): what must be found
 *
 * Puts @findings in the order in which a verifier comes to them. The first failure is decisive;
 * where there is none, the first step that it cannot tell.
 *
 * Returns: (transfer none) (nullable): the decisive one
 */
const ChainFinding *
chain_expected_sort (GArray *findings)
{
  static const WlkOutcome outcomes[] = { WLK_OUTCOME_FAILED, WLK_OUTCOME_UNKNOWN };

  g_array_sort (findings, compare_findings);
  for (guint outcome = 0; outcome < G_N_ELEMENTS (outcomes); outcome++)
    for (guint i = 0; i < findings->len; i++)
      if (g_array_index (findings, ChainFinding, i).outcome == outcomes[outcome])
        return &g_array_index (findings, ChainFinding, i);

  return NULL;
}
