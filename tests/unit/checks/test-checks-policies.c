/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"

#include <string.h>

/* Policies on a path of four: the counters that go down it, and what the request asks. */

#define LEAF 3

#define ONE       "3006300406022a03"         /* 1.2.3 */
#define TWO       "3006300406022a04"         /* 1.2.4 */
#define ANY       "300830060604551d2000"
#define ONE_TWO   "300a300806022a0306022a04" /* 1.2.3 is mapped to 1.2.4 */

/**
 * Case:
 * @policies: of the certificates 1 to 3
 * @constraints: (nullable): policyConstraints of certificate 1
 * @inhibit_any: (nullable): inhibitAnyPolicy of certificate 1
 * @mappings: (nullable): of certificate 2
 * @change: (nullable): what else is different
 * @position: certificate of the decisive finding
 * @step: (nullable): its step, or %NULL when the path is trusted
 */
typedef struct
{
  const char *name;
  const char *policies[LEAF];
  const char *constraints;
  const char *inhibit_any;
  const char *mappings;
  void (*change)(WlkCheckFixture *fixture);
  int         position;
  const char *step;
} Case;

static void
require_policy (WlkCheckFixture *fixture)
{
  fixture->chain.requires_explicit_policy = TRUE;
}

static void
accept_one (WlkCheckFixture *fixture)
{
  static const char * const accepted[] = { "1.2.3", NULL };

  fixture->chain.requires_explicit_policy = TRUE;
  fixture->chain.policies = accepted;
}

static void
accept_two (WlkCheckFixture *fixture)
{
  static const char * const accepted[] = { "1.2.4", NULL };

  fixture->chain.requires_explicit_policy = TRUE;
  fixture->chain.policies = accepted;
}

static void
inhibit_mapping (WlkCheckFixture *fixture)
{
  fixture->chain.requires_explicit_policy = TRUE;
  fixture->chain.inhibits_policy_mapping = TRUE;
}

static void
inhibit_any (WlkCheckFixture *fixture)
{
  fixture->chain.requires_explicit_policy = TRUE;
  fixture->chain.inhibits_any_policy = TRUE;
}

/* Certificate 2 is issued by the name that it carries. */
static void
issue_to_self (WlkCheckFixture *fixture)
{
  fixture->chain.recipes[2].subject = fixture->chain.recipes[1].subject;
}

#define REQUIRE_0 "3003800100"
#define REQUIRE_1 "3003800101"
#define REQUIRE_2 "3003800102"
#define NO_MAPPING_0_REQUIRE_0 "3006800100810100"
#define NO_MAPPING_1_REQUIRE_0 "3006800100810101"

static const Case cases[] = {
  { "none-passes", { NULL }, NULL, NULL, NULL, NULL, 0, NULL },
  { "one-passes", { ONE, ONE, ONE }, NULL, NULL, NULL, require_policy, 0, NULL },
  { "missing-in-first-fails", { NULL, ONE, ONE }, NULL, NULL, NULL, require_policy, 1,
    "policy-valid" },
  { "missing-in-leaf-fails", { ONE, ONE, NULL }, NULL, NULL, NULL, require_policy, LEAF,
    "policy-valid" },
  { "other-in-leaf-fails", { ONE, ONE, TWO }, NULL, NULL, NULL, require_policy, LEAF,
    "policy-valid" },
  { "other-not-required-passes", { ONE, ONE, TWO }, NULL, NULL, NULL, NULL, 0, NULL },
  { "required-at-once-fails", { NULL }, REQUIRE_0, NULL, NULL, NULL, 2, "policy-valid" },
  { "required-after-one-fails", { NULL }, REQUIRE_1, NULL, NULL, NULL, LEAF, "policy-valid" },
  { "required-at-wrap-up-fails", { NULL }, REQUIRE_2, NULL, NULL, NULL, LEAF,
    "explicit-policy" },
  { "required-of-self-issued-passes-on", { NULL }, REQUIRE_1, NULL, NULL, issue_to_self, LEAF,
    "explicit-policy" },
  { "accepted-passes", { ONE, ONE, ONE }, NULL, NULL, NULL, accept_one, 0, NULL },
  { "not-accepted-fails", { ONE, ONE, ONE }, NULL, NULL, NULL, accept_two, LEAF,
    "explicit-policy" },
  { "any-is-accepted", { ANY, ANY, ANY }, NULL, NULL, NULL, accept_two, 0, NULL },
  { "any-inhibited-fails", { ANY, ANY, ANY }, NULL, NULL, NULL, inhibit_any, 1, "policy-valid" },
  { "any-inhibited-at-once-fails", { ONE, ANY, ONE }, NULL, "020100", NULL, require_policy, 2,
    "policy-valid" },
  { "any-inhibited-later-passes", { ONE, ANY, ONE }, NULL, "020101", NULL, require_policy, 0,
    NULL },
  { "any-inhibited-later-fails", { ONE, ANY, ANY }, NULL, "020101", NULL, require_policy, LEAF,
    "policy-valid" },
  { "mapped-passes", { ONE, ONE, TWO }, NULL, NULL, ONE_TWO, require_policy, 0, NULL },
  { "mapped-is-issuers-policy", { ONE, ONE, TWO }, NULL, NULL, ONE_TWO, accept_one, 0, NULL },
  { "mapped-is-not-subjects-policy", { ONE, ONE, TWO }, NULL, NULL, ONE_TWO, accept_two, LEAF,
    "explicit-policy" },
  { "mapping-inhibited-fails", { ONE, ONE, TWO }, NULL, NULL, ONE_TWO, inhibit_mapping, LEAF,
    "policy-valid" },
  { "mapping-inhibited-at-once-fails", { ONE, ONE, TWO }, NO_MAPPING_0_REQUIRE_0, NULL, ONE_TWO,
    NULL, LEAF, "policy-valid" },
  { "mapping-inhibited-below-passes", { ONE, ONE, TWO }, NO_MAPPING_1_REQUIRE_0, NULL, ONE_TWO,
    NULL, 0, NULL },
};

static void
add_extension (WlkTestExtension *extensions,
               guint            *n,
               const char       *oid,
               const char       *hex)
{
  if (hex != NULL)
    extensions[(*n)++] = (WlkTestExtension) { oid, FALSE, hex }
  ;
}

static void
test_case (gconstpointer data)
{
  const Case *row = data;
  g_auto(WlkCheckFixture) fixture = { 0 };
  WlkTestExtension extensions[LEAF + 1][4] = { 0 };

  wlk_check_fixture_init (&fixture, LEAF + 1);
  fixture.chain.profile = WLK_PROFILE_PATH;
  for (guint i = 1; i <= LEAF; i++)
    {
      guint n = 0;

      add_extension (extensions[i], &n, WLK_OID_CERTIFICATE_POLICIES, row->policies[i - 1]);
      if (i == 1)
        {
          add_extension (extensions[i], &n, WLK_OID_POLICY_CONSTRAINTS, row->constraints);
          add_extension (extensions[i], &n, WLK_OID_INHIBIT_ANY_POLICY, row->inhibit_any);
        }
      if (i == 2)
        add_extension (extensions[i], &n, WLK_OID_POLICY_MAPPINGS, row->mappings);
      fixture.chain.recipes[i].extensions = extensions[i];
    }
  if (row->change != NULL)
    row->change (&fixture);
  wlk_check_fixture_run (&fixture);

  if (row->step != NULL)
    wlk_check_fixture_assert_decisive (&fixture, row->step, row->position, "policy");
  else
    wlk_check_fixture_assert_trusted (&fixture);
}

static void
test_report (void)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_CERTIFICATE_POLICIES, FALSE, "300c300406022a03300406022a04" }, { NULL }
  };
  g_auto(WlkCheckFixture) fixture = { 0 };
  g_autofree char *authorities = NULL;
  g_autofree char *user = NULL;

  wlk_check_fixture_init (&fixture, LEAF + 1);
  for (guint i = 1; i <= LEAF; i++)
    fixture.chain.recipes[i].extensions = extensions;
  accept_two (&fixture);
  wlk_check_fixture_run (&fixture);

  authorities = g_strjoinv (" ", (GStrv) wlk_report_get_authority_policies (fixture.report));
  user = g_strjoinv (" ", (GStrv) wlk_report_get_user_policies (fixture.report));
  g_assert_cmpstr (authorities, ==, "1.2.3 1.2.4");
  g_assert_cmpstr (user, ==, "1.2.4");
}

/* The evidence begins with the source of the requirement, then come the certificate's policies. */
static void
test_evidence (void)
{
  static const WlkTestExtension requiring[] = {
    { WLK_OID_POLICY_CONSTRAINTS, TRUE, REQUIRE_0 },
    { WLK_OID_CERTIFICATE_POLICIES, FALSE, ONE }, { NULL }
  };
  static const WlkTestExtension other[] = {
    { WLK_OID_CERTIFICATE_POLICIES, FALSE, TWO }, { NULL }
  };
  g_auto(WlkCheckFixture) fixture = { 0 };
  const WlkEvidence *evidence;
  guint n_evidence = 0;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  wlk_check_fixture_init (&fixture, LEAF + 1);
  fixture.chain.recipes[1].extensions = requiring;
  fixture.chain.recipes[2].extensions = other;
  wlk_check_fixture_run (&fixture);

  wlk_check_fixture_assert_decisive (&fixture, "policy-valid", 2, "policy");
  evidence = wlk_finding_get_evidence (wlk_report_get_decisive (fixture.report), &n_evidence);
  g_assert_cmpuint (n_evidence, ==, 2);
  first = wlk_evidence_dup_value (&evidence[0]);
  second = wlk_evidence_dup_value (&evidence[1]);
  g_assert_cmpstr (first, ==, wlk_certificate_get_title (fixture.chain.certificates->pdata[1]));
  g_assert_nonnull (strstr (second, "1.2.4"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checks/policies/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/checks/policies/report", test_report);
  g_test_add_func ("/checks/policies/evidence", test_evidence);

  return g_test_run ();
}
