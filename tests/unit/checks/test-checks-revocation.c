/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"
#include "wlk-test-revocation.h"

#include <string.h>

/*
 * CRLs on a path of four. Each CA has a CRL that is good and empty; a case changes the one of the
 * leaf's issuer, or that of another depth, and the report must point at the certificate whose
 * status is not known, and at the step at which its CRL failed.
 */

#define LEAF 3

typedef struct
{
  WlkCheckFixture fixture;
  WlkTestCrl      crls[LEAF + 1]; /* by the position of the CA that issues them */
  gboolean        has_crl[LEAF + 1];
} Revocation;

typedef void (*ChangeFunc) (Revocation *self,
                            guint       issuer);

static void
set_up (Revocation *self)
{
  wlk_check_fixture_init (&self->fixture, LEAF + 1);
  self->fixture.chain.profile = WLK_PROFILE_PATH;
  self->fixture.chain.revocation = WLK_REVOCATION_REQUIRE;
  for (guint i = 0; i < LEAF; i++)
    self->fixture.chain.recipes[i].key_usage |= WLK_KEY_USAGE_CRL_SIGN;
}

static void
make_crls (Revocation *self)
{
  wlk_check_fixture_issue (&self->fixture);
  for (guint i = 0; i < LEAF; i++)
    {
      self->crls[i] = wlk_test_crl (self->fixture.chain.certificates->pdata[i],
                                    self->fixture.chain.recipes[i].key);
      self->has_crl[i] = TRUE;
    }
}

static void
add_crl (Revocation       *self,
         const WlkTestCrl *recipe)
{
  g_autoptr(GBytes) der = wlk_test_crl_make (recipe);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkCrl) crl = wlk_crl_new (der, &error);

  g_assert_no_error (error);
  wlk_bundle_add_crl (self->fixture.received, crl);
}

static void
validate (Revocation *self)
{
  if (self->fixture.received == NULL)
    self->fixture.received = wlk_test_bundle (self->fixture.chain.certificates, 1);
  for (guint i = 0; i < LEAF; i++)
    if (self->has_crl[i])
      add_crl (self, &self->crls[i]);
  wlk_check_fixture_run (&self->fixture);
}

static void
change_nothing (Revocation *self,
                guint       issuer)
{
}

static void
revoke_below (Revocation *self,
              guint       issuer)
{
  static WlkTestEntry entries[] = { { 0x7777, 0, NULL }, { 0, 1, NULL }, { 0, 0, NULL } };

  entries[1].serial = self->fixture.chain.recipes[issuer + 1].serial;
  self->crls[issuer].entries = entries;
}

static void
revoke_other (Revocation *self,
              guint       issuer)
{
  static const WlkTestEntry entries[] = { { 0x7777, 1, NULL }, { 0, 0, NULL } };

  self->crls[issuer].entries = entries;
}

static void
omit (Revocation *self,
      guint       issuer)
{
  self->has_crl[issuer] = FALSE;
}

static void
expire (Revocation *self,
        guint       issuer)
{
  self->crls[issuer].next_update = WLK_TEST_TIME - 1;
}

static void
expire_now (Revocation *self,
            guint       issuer)
{
  self->crls[issuer].next_update = WLK_TEST_TIME;
}

static void
postpone (Revocation *self,
          guint       issuer)
{
  self->crls[issuer].this_update = WLK_TEST_TIME + 301;
}

static void
begin_now (Revocation *self,
           guint       issuer)
{
  self->crls[issuer].this_update = WLK_TEST_TIME + 300;
}

static void
never_update (Revocation *self,
              guint       issuer)
{
  self->crls[issuer].next_update = 0;
}

static void
grow_old (Revocation *self,
          guint       issuer)
{
  self->crls[issuer].this_update = WLK_TEST_TIME - WLK_QUERY_MAX_STATUS_AGE;
  self->crls[issuer].next_update = 0;
}

static void
grow_too_old (Revocation *self,
              guint       issuer)
{
  self->crls[issuer].this_update = WLK_TEST_TIME - WLK_QUERY_MAX_STATUS_AGE - 1;
  self->crls[issuer].next_update = 0;
}

static void
revoke_for (Revocation *self,
            guint       issuer,
            guint       reason)
{
  static WlkTestEntry entries[] = { { 0, 0, NULL }, { 0, 0, NULL } };

  entries[0].serial = self->fixture.chain.recipes[issuer + 1].serial;
  entries[0].reason = reason;
  self->crls[issuer].entries = entries;
}

static void
revoke_and_expire (Revocation *self,
                   guint       issuer)
{
  revoke_for (self, issuer, 1);
  expire (self, issuer);
}

static void
revoke_and_grow_old (Revocation *self,
                     guint       issuer)
{
  revoke_for (self, issuer, 0);
  grow_too_old (self, issuer);
}

static void
hold (Revocation *self,
      guint       issuer)
{
  revoke_for (self, issuer, WLK_CRL_REASON_CERTIFICATE_HOLD);
}

static void
hold_and_expire (Revocation *self,
                 guint       issuer)
{
  hold (self, issuer);
  expire (self, issuer);
}

static void
revoke_and_postpone (Revocation *self,
                     guint       issuer)
{
  revoke_for (self, issuer, 1);
  self->crls[issuer].this_update = WLK_TEST_TIME + 301;
}

static void
revoke_expire_and_damage (Revocation *self,
                          guint       issuer)
{
  revoke_and_expire (self, issuer);
  self->crls[issuer].has_bad_signature = TRUE;
}

static void
remove_in_complete (Revocation *self,
                    guint       issuer)
{
  revoke_for (self, issuer, WLK_CRL_REASON_REMOVE_FROM_CRL);
}

/* certificateIssuer, CN=x. */
static void
name_issuer (Revocation *self,
             guint       issuer)
{
  static const WlkTestEntry entries[] = {
    { 0x7777, 1, "301c0603551d1d0101ff04123010a40e300c310a300806035504030c0178" }, { 0, 0, NULL }
  };

  self->crls[issuer].entries = entries;
}

static void
name_issuer_indirectly (Revocation *self,
                        guint       issuer)
{
  name_issuer (self, issuer);
  self->crls[issuer].scope = "30038401ff";
}

static void
damage (Revocation *self,
        guint       issuer)
{
  self->crls[issuer].has_bad_signature = TRUE;
}

static void
sign_with_other_key (Revocation *self,
                     guint       issuer)
{
  self->crls[issuer].key = WLK_TEST_KEY_EC_7;
}

static void
add_unknown_critical (Revocation *self,
                      guint       issuer)
{
  self->crls[issuer].extensions = "300b06042a0304050101ff0400";
}

static void
add_unknown_noncritical (Revocation *self,
                         guint       issuer)
{
  self->crls[issuer].extensions = "300806042a0304050400";
}

static void
add_unknown_critical_entry (Revocation *self,
                            guint       issuer)
{
  static const WlkTestEntry entries[] = {
    { 0x7777, 1, "300b06042a0304050101ff0400" }, { 0, 0, NULL }
  };

  self->crls[issuer].entries = entries;
}

static void
limit_to_users (Revocation *self,
                guint       issuer)
{
  self->crls[issuer].scope = "30038101ff";
}

static void
limit_to_authorities (Revocation *self,
                      guint       issuer)
{
  self->crls[issuer].scope = "30038201ff";
}

static void
limit_to_attributes (Revocation *self,
                     guint       issuer)
{
  self->crls[issuer].scope = "30038501ff";
}

static void
limit_to_point (Revocation *self,
                guint       issuer)
{
  self->crls[issuer].scope = "300aa008a0068604783a2f2f"; /* x:// */
}

static void
limit_to_reasons (Revocation *self,
                  guint       issuer)
{
  self->crls[issuer].scope = "300483020640"; /* keyCompromise */
}

static void
make_delta (Revocation *self,
            guint       issuer)
{
  self->crls[issuer].number = 2;
  self->crls[issuer].base_number = 1;
}

/**
 * Case:
 * @first: the highest CA whose CRL can have the fault
 * @last: the lowest
 * @step: (nullable): at which the certificate below that CA fails; %NULL when all is good
 */
typedef struct
{
  const char *name;
  ChangeFunc  change;
  guint       first;
  guint       last;
  const char *step;
  const char *cause;
} Case;

static const Case cases[] = {
  { "good", change_nothing, 0, 2, NULL, NULL },
  { "revoked", revoke_below, 0, 2, "revocation", "revoked_crl" },
  { "other-revoked", revoke_other, 0, 2, NULL, NULL },
  { "missing", omit, 0, 2, "revocation-known", "crl_unavailable" },
  { "expired", expire, 0, 2, "crl-dates", "crl_expired" },
  { "expires-now", expire_now, 0, 2, NULL, NULL },
  { "from-the-future", postpone, 0, 2, "crl-dates", "status_from_future" },
  { "issued-now", begin_now, 0, 2, NULL, NULL },
  { "no-next-update-and-old", grow_old, 0, 2, NULL, NULL },
  { "no-next-update-and-too-old", grow_too_old, 0, 2, "crl-dates", "crl_expired" },
  /* RFC 5280 §3.3: an entry stays on the list until its certificate has expired. */
  { "revoked-by-expired", revoke_and_expire, 0, 2, "revocation", "revoked_crl" },
  { "revoked-by-old", revoke_and_grow_old, 0, 2, "revocation", "revoked_crl" },
  { "held", hold, 0, 2, "revocation", "revoked_crl" },
  { "held-by-expired", hold_and_expire, 0, 2, "crl-dates", "crl_expired" },
  { "revoked-by-future", revoke_and_postpone, 0, 2, "crl-dates", "status_from_future" },
  { "revoked-by-expired-and-damaged", revoke_expire_and_damage, 0, 2, "crl-dates", "crl_expired" },
  /* RFC 5280 §5.3.1: only delta CRLs remove. */
  { "removed-by-complete", remove_in_complete, 0, 2, "revocation", "revoked_crl" },
  { "issuer-of-entry", name_issuer, 0, 2, "crl-extensions", "crl_unavailable" },
  { "issuer-of-entry-of-indirect", name_issuer_indirectly, 0, 2, NULL, NULL },
  { "no-next-update", never_update, 0, 2, NULL, NULL },
  { "damaged", damage, 0, 2, "crl-signature", "crl_unavailable" },
  { "other-key", sign_with_other_key, 0, 2, "crl-signature", "crl_unavailable" },
  { "unknown-critical", add_unknown_critical, 0, 2, "crl-extensions", "crl_unavailable" },
  { "unknown-noncritical", add_unknown_noncritical, 0, 2, NULL, NULL },
  { "unknown-critical-entry", add_unknown_critical_entry, 0, 2, "crl-extensions",
    "crl_unavailable" },
  { "users-only-for-ca", limit_to_users, 0, 1, "crl-scope", "crl_scope" },
  { "users-only-for-leaf", limit_to_users, 2, 2, NULL, NULL },
  { "authorities-only-for-leaf", limit_to_authorities, 2, 2, "crl-scope", "crl_scope" },
  { "authorities-only-for-ca", limit_to_authorities, 0, 1, NULL, NULL },
  { "attributes-only", limit_to_attributes, 0, 2, "crl-scope", "crl_scope" },
  { "other-point", limit_to_point, 0, 2, "crl-scope", "crl_scope" },
  { "some-reasons", limit_to_reasons, 0, 2, "revocation-known", "crl_reasons" },
  { "delta-alone", make_delta, 0, 2, "crl-delta", "crl_unavailable" },
};

static void
test_case (gconstpointer data)
{
  const Case *row = data;

  for (guint issuer = row->first; issuer <= row->last; issuer++)
    {
      Revocation self = { 0 };

      set_up (&self);
      make_crls (&self);
      row->change (&self, issuer);
      validate (&self);
      if (row->step != NULL)
        wlk_check_fixture_assert_decisive (&self.fixture, row->step, (int) issuer + 1,
                                           row->cause);
      else
        wlk_check_fixture_assert_trusted (&self.fixture);
      wlk_check_fixture_clear (&self.fixture);
    }
}

static void
test_no_crl_sign (void)
{
  for (guint issuer = 1; issuer < LEAF; issuer++)
    {
      Revocation self = { 0 };

      set_up (&self);
      self.fixture.chain.recipes[issuer].key_usage &= ~WLK_KEY_USAGE_CRL_SIGN;
      make_crls (&self);
      validate (&self);
      wlk_check_fixture_assert_decisive (&self.fixture, "crl-issuer-key-usage", (int) issuer + 1,
                                         "crl_unavailable");
      wlk_check_fixture_clear (&self.fixture);
    }
}

/* Unless it must be known, a status that is not known is a warning, and “revoked” still fails. */
static void
test_when_present (void)
{
  Revocation self = { 0 };

  set_up (&self);
  self.fixture.chain.revocation = WLK_REVOCATION_WHEN_PRESENT;
  make_crls (&self);
  expire (&self, 2);
  validate (&self);
  wlk_check_fixture_assert_trusted (&self.fixture);
  wlk_check_fixture_assert_outcome (&self.fixture, "crl-dates", LEAF, WLK_OUTCOME_WARNING);
  wlk_check_fixture_clear (&self.fixture);

  self = (Revocation) { 0 };
  set_up (&self);
  self.fixture.chain.revocation = WLK_REVOCATION_WHEN_PRESENT;
  make_crls (&self);
  revoke_below (&self, 2);
  validate (&self);
  wlk_check_fixture_assert_decisive (&self.fixture, "revocation", LEAF, "revoked_crl");
  wlk_check_fixture_clear (&self.fixture);
}

static void
test_off (void)
{
  Revocation self = { 0 };

  set_up (&self);
  self.fixture.chain.revocation = WLK_REVOCATION_OFF;
  make_crls (&self);
  revoke_below (&self, 2);
  validate (&self);

  wlk_check_fixture_assert_trusted (&self.fixture);
  g_assert_null (wlk_report_find (self.fixture.report, WLK_STEP_CRL_DATES, LEAF));
  wlk_check_fixture_assert_outcome (&self.fixture, "revocation", LEAF, WLK_OUTCOME_SKIPPED);
  wlk_check_fixture_clear (&self.fixture);
}

static void
omit_number (Revocation *self,
             guint       issuer)
{
  self->crls[issuer].number = 0;
}

static void
number_critically (Revocation *self,
                   guint       issuer)
{
  self->crls[issuer].number = 0;
  self->crls[issuer].extensions = "300d0603551d140101ff0403020101";
}

/* RFC 5280 §5.2.3 is a rule for those who issue CRLs. What such a CRL says counts nevertheless. */
static void
test_number (void)
{
  static const ChangeFunc changes[] = { omit_number, number_critically };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    for (guint issuer = 0; issuer < LEAF; issuer++)
      for (WlkProfile profile = WLK_PROFILE_PATH; profile <= WLK_PROFILE_STRICT; profile++)
        {
          Revocation self = { 0 };

          set_up (&self);
          self.fixture.chain.profile = profile;
          make_crls (&self);
          changes[i] (&self, issuer);
          validate (&self);
          if (profile == WLK_PROFILE_STRICT)
            wlk_check_fixture_assert_decisive (&self.fixture, "crl-number", (int) issuer + 1,
                                               "encoding_rule");
          else
            wlk_check_fixture_assert_trusted (&self.fixture);
          wlk_check_fixture_assert_outcome (&self.fixture, "crl-number", (int) issuer + 1,
                                            profile == WLK_PROFILE_STRICT ? WLK_OUTCOME_FAILED
                                            : WLK_OUTCOME_WARNING);
          wlk_check_fixture_clear (&self.fixture);
        }
}

static void
test_revoked_without_number (void)
{
  Revocation self = { 0 };

  set_up (&self);
  self.fixture.chain.profile = WLK_PROFILE_STRICT;
  make_crls (&self);
  revoke_below (&self, 2);
  omit_number (&self, 2);
  validate (&self);

  wlk_check_fixture_assert_decisive (&self.fixture, "revocation", LEAF, "revoked_crl");
  wlk_check_fixture_clear (&self.fixture);
}

/* Two CRLs for different reasons are as good as one for all. */
static void
test_reasons_add_up (void)
{
  Revocation self = { 0 };
  WlkTestCrl others;

  set_up (&self);
  make_crls (&self);
  limit_to_reasons (&self, 2);
  others = self.crls[2];
  others.scope = "30058303073f80"; /* all but keyCompromise */
  self.fixture.received = wlk_test_bundle (self.fixture.chain.certificates, 1);
  add_crl (&self, &others);
  validate (&self);

  wlk_check_fixture_assert_trusted (&self.fixture);
  wlk_check_fixture_clear (&self.fixture);
}

/* A complete CRL without the leaf, and a delta CRL that says something else of it. */
static void
check_delta (Revocation         *self,
             const WlkTestEntry *complete,
             const WlkTestEntry *changes,
             guint64             base,
             guint64             number)
{
  WlkTestCrl delta;

  set_up (self);
  make_crls (self);
  self->crls[2].number = 5;
  self->crls[2].entries = complete;
  delta = self->crls[2];
  delta.number = number;
  delta.base_number = base;
  delta.entries = changes;
  self->fixture.received = wlk_test_bundle (self->fixture.chain.certificates, 1);
  add_crl (self, &delta);
  validate (self);
}

static void
test_delta (void)
{
  static const WlkTestEntry none[] = { { 0, 0, NULL } };
  WlkTestEntry on_hold[] = { { 0, 6, NULL }, { 0, 0, NULL } };
  WlkTestEntry removed[] = { { 0, 8, NULL }, { 0, 0, NULL } };
  const struct
  {
    const WlkTestEntry *complete;
    const WlkTestEntry *changes;
    guint64             base;
    guint64             number;
    gboolean            is_revoked;
  } rows[] = {
    { none, on_hold, 5, 6, TRUE },
    { none, on_hold, 4, 6, TRUE },   /* begins before the complete one */
    { none, on_hold, 6, 7, FALSE },  /* continues a newer one */
    { none, on_hold, 4, 5, FALSE },  /* not newer than the complete one */
    { on_hold, removed, 5, 6, FALSE },
    { on_hold, none, 5, 6, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Revocation self = { 0 };
      WlkCheckFixture numbered;

      wlk_check_fixture_init (&numbered, LEAF + 1);
      on_hold[0].serial = removed[0].serial = numbered.chain.recipes[LEAF].serial;
      check_delta (&self, rows[i].complete, rows[i].changes, rows[i].base, rows[i].number);
      if (rows[i].is_revoked)
        wlk_check_fixture_assert_decisive (&self.fixture, "revocation", LEAF, "revoked_crl");
      else
        wlk_check_fixture_assert_trusted (&self.fixture);
      wlk_check_fixture_clear (&self.fixture);
    }
}

/* Another certificate of the CA, with a key of its own for CRLs, issued by the CA above it. */
static void
validate_separate_key (Revocation *self,
                       gint64      not_after)
{
  WlkTestRecipe signer;
  g_autoptr(WlkCertificate) certificate = NULL;
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "signer.pem");

  set_up (self);
  make_crls (self);
  signer = wlk_test_recipe_ca (self->fixture.chain.recipes[2].subject, WLK_TEST_KEY_EC_7);
  signer.key_usage = WLK_KEY_USAGE_CRL_SIGN;
  signer.has_basic_constraints = FALSE;
  signer.not_after = not_after;
  signer.serial = 0x5151;
  certificate = wlk_test_issue (&signer, &self->fixture.chain.recipes[1]);
  self->fixture.received = wlk_test_bundle (self->fixture.chain.certificates, 1);
  wlk_bundle_add_certificate (self->fixture.received, certificate, origin, 0);
  self->crls[2].key = WLK_TEST_KEY_EC_7;
  validate (self);
}

/* The decisive finding says why the one who signed is not trusted. */
static void
assert_found (Revocation *self,
              const char *words)
{
  guint n_evidence = 0;
  const WlkEvidence *evidence =
    wlk_finding_get_evidence (wlk_report_get_decisive (self->fixture.report), &n_evidence);

  for (guint i = 0; i < n_evidence; i++)
    if (g_str_equal (evidence[i].label, "Found"))
      {
        g_autofree char *text = wlk_evidence_dup_value (&evidence[i]);

        g_assert_nonnull (strstr (text, words));
        return;
      }

  g_error ("nothing says what was found");
}

static void
test_separate_key (void)
{
  Revocation self = { 0 };

  validate_separate_key (&self, WLK_TEST_NOT_AFTER);
  wlk_check_fixture_assert_trusted (&self.fixture);
  wlk_check_fixture_clear (&self.fixture);

  self = (Revocation) { 0 };
  validate_separate_key (&self, WLK_TEST_TIME - 1);
  wlk_check_fixture_assert_decisive (&self.fixture, "crl-signature", LEAF, "crl_unavailable");
  assert_found (&self, "expired");
  wlk_check_fixture_clear (&self.fixture);
}

/* Of very many CRLs of another signer, some are checked, and the answer is the same. */
static void
test_many (void)
{
  Revocation self = { 0 };

  set_up (&self);
  make_crls (&self);
  self.crls[2].key = WLK_TEST_KEY_EC_7;
  self.fixture.received = wlk_test_bundle (self.fixture.chain.certificates, 1);
  for (guint i = 0; i < 300; i++)
    {
      self.crls[2].number = i + 1;
      add_crl (&self, &self.crls[2]);
    }
  validate (&self);

  wlk_check_fixture_assert_decisive (&self.fixture, "crl-signature", LEAF, "crl_unavailable");
  wlk_check_fixture_clear (&self.fixture);
}

/* What is missing is said with its address. */
static void
test_missing_names_address (void)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_CRL_DISTRIBUTION_POINTS, FALSE,
      "3010300ea00ca00a8608687474703a2f2f78" }, /* http://x */
    { NULL }
  };
  Revocation self = { 0 };
  const WlkEvidence *evidence;
  guint n_evidence = 0;
  g_autofree char *address = NULL;

  set_up (&self);
  self.fixture.chain.recipes[LEAF].extensions = extensions;
  make_crls (&self);
  omit (&self, 2);
  validate (&self);

  wlk_check_fixture_assert_decisive (&self.fixture, "revocation-known", LEAF, "crl_unavailable");
  evidence = wlk_finding_get_evidence (wlk_report_get_decisive (self.fixture.report),
                                       &n_evidence);
  g_assert_cmpuint (n_evidence, ==, 1);
  address = wlk_evidence_dup_value (&evidence[0]);
  g_assert_cmpstr (address, ==, "http://x");
  wlk_check_fixture_clear (&self.fixture);
}

/* Without an address, what is missing is said with the name of who issues it. */
static void
test_missing_names_issuer (void)
{
  for (guint issuer = 0; issuer < LEAF; issuer++)
    {
      Revocation self = { 0 };
      const WlkEvidence *evidence;
      guint n_evidence = 0;
      g_autofree char *name = NULL;
      WlkCertificate *expected = NULL;

      set_up (&self);
      make_crls (&self);
      omit (&self, issuer);
      validate (&self);

      wlk_check_fixture_assert_decisive (&self.fixture, "revocation-known", (int) issuer + 1,
                                         "crl_unavailable");
      evidence = wlk_finding_get_evidence (wlk_report_get_decisive (self.fixture.report),
                                           &n_evidence);
      expected = self.fixture.chain.certificates->pdata[issuer];
      g_assert_cmpuint (n_evidence, ==, 1);
      name = wlk_evidence_dup_value (&evidence[0]);
      g_assert_cmpstr (evidence[0].label, ==, "CRL needed, of");
      g_assert_cmpstr (name, ==, wlk_name_get_text (wlk_certificate_get_subject (expected)));
      wlk_check_fixture_clear (&self.fixture);
    }
}

/* A distribution point that names the issuer of an indirect CRL. */
static void
check_crl_issuer (Revocation *self,
                  const char *scope)
{
  /* cRLIssuer: CN=CRL */
  static const WlkTestExtension extensions[] = {
    { WLK_OID_CRL_DISTRIBUTION_POINTS, FALSE,
      "30163014a212a410300e310c300a060355040313" "0343524c" },
    { NULL }
  };
  WlkTestRecipe issuer = wlk_test_recipe_ca ("CN=CRL", WLK_TEST_KEY_EC_7);
  g_autoptr(WlkCertificate) certificate = NULL;
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "issuer.pem");
  WlkTestCrl indirect;

  set_up (self);
  self->fixture.chain.recipes[LEAF].extensions = extensions;
  make_crls (self);
  omit (self, 2);
  issuer.key_usage |= WLK_KEY_USAGE_CRL_SIGN;
  issuer.serial = 0x5151;
  certificate = wlk_test_issue (&issuer, &self->fixture.chain.recipes[0]);
  self->fixture.received = wlk_test_bundle (self->fixture.chain.certificates, 1);
  wlk_bundle_add_certificate (self->fixture.received, certificate, origin, 0);
  indirect = wlk_test_crl (certificate, WLK_TEST_KEY_EC_7);
  indirect.scope = scope;
  add_crl (self, &indirect);
  validate (self);
}

static void
test_indirect (void)
{
  Revocation self = { 0 };

  check_crl_issuer (&self, "30038401ff");
  wlk_check_fixture_assert_trusted (&self.fixture);
  wlk_check_fixture_clear (&self.fixture);

  self = (Revocation) { 0 };
  check_crl_issuer (&self, NULL);
  wlk_check_fixture_assert_decisive (&self.fixture, "crl-issuer", LEAF, "crl_unavailable");
  wlk_check_fixture_clear (&self.fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checks/revocation/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/checks/revocation/no-crl-sign", test_no_crl_sign);
  g_test_add_func ("/checks/revocation/when-present", test_when_present);
  g_test_add_func ("/checks/revocation/off", test_off);
  g_test_add_func ("/checks/revocation/number", test_number);
  g_test_add_func ("/checks/revocation/revoked-without-number", test_revoked_without_number);
  g_test_add_func ("/checks/revocation/reasons-add-up", test_reasons_add_up);
  g_test_add_func ("/checks/revocation/delta", test_delta);
  g_test_add_func ("/checks/revocation/separate-key", test_separate_key);
  g_test_add_func ("/checks/revocation/many", test_many);
  g_test_add_func ("/checks/revocation/missing-names-address", test_missing_names_address);
  g_test_add_func ("/checks/revocation/missing-names-issuer", test_missing_names_issuer);
  g_test_add_func ("/checks/revocation/indirect", test_indirect);

  return g_test_run ();
}
