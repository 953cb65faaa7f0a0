/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-check-fixture.h"
#include "wlk-test-revocation.h"

/*
 * OCSP responses on a path of three, of which the leaf's matters: the intermediate has a good one
 * in every case.
 */

#define LEAF 2

typedef struct
{
  WlkCheckFixture fixture;
  WlkTestRecipe   responder;   /* a delegated one, issued by the leaf's issuer */
  WlkCertificate *certificate; /* of @responder */
  WlkTestResponse response;    /* about the leaf */
  gboolean        is_missing;
} Ocsp;

typedef void (*ChangeFunc) (Ocsp *self);

static void
change_nothing (Ocsp *self)
{
}

static void
revoke_leaf (Ocsp *self)
{
  self->response.status = WLK_OCSP_REVOKED;
}

static void
forget (Ocsp *self)
{
  self->response.status = WLK_OCSP_UNKNOWN;
}

static void
omit (Ocsp *self)
{
  self->is_missing = TRUE;
}

static void
expire (Ocsp *self)
{
  self->response.next_update = WLK_TEST_TIME - 1;
}

static void
expire_now (Ocsp *self)
{
  self->response.next_update = WLK_TEST_TIME;
}

static void
postpone (Ocsp *self)
{
  self->response.this_update = WLK_TEST_TIME + 301;
}

static void
begin_now (Ocsp *self)
{
  self->response.this_update = WLK_TEST_TIME + 300;
}

static void
never_update (Ocsp *self)
{
  self->response.next_update = 0;
}

static void
name_by_key (Ocsp *self)
{
  self->response.is_by_key = TRUE;
}

static void
sign_with_other_key (Ocsp *self)
{
  self->response.key = WLK_TEST_KEY_EC_6;
}

static void
be_about_other (Ocsp *self)
{
  self->response.certificate = self->fixture.chain.certificates->pdata[1];
}

static void
be_of_other_issuer (Ocsp *self)
{
  self->response.issuer = self->fixture.chain.certificates->pdata[0];
}

static void
answer_error (Ocsp *self)
{
  self->response.error = 6; /* unauthorized */
}

static void
add_critical (Ocsp *self)
{
  self->response.extensions = "300b06042a0304050101ff0400";
}

static void
add_critical_to_single (Ocsp *self)
{
  self->response.single_extensions = "300b06042a0304050101ff0400";
}

static void
add_nonce (Ocsp *self)
{
  self->response.extensions = "301306092b0601050507300102040604" "0401020304";
}

static void
delegate (Ocsp *self)
{
  self->certificate = wlk_test_issue (&self->responder, &self->fixture.chain.recipes[1]);
  self->response.responder = self->response.carried = self->certificate;
  self->response.key = self->responder.key;
}

static void
delegate_by_key (Ocsp *self)
{
  delegate (self);
  self->response.is_by_key = TRUE;
}

static void
delegate_without_certificate (Ocsp *self)
{
  delegate (self);
  self->response.carried = NULL;
}

static void
delegate_without_purpose (Ocsp *self)
{
  self->responder.purposes = WLK_OID_PURPOSE_SERVER;
  delegate (self);
}

static void
delegate_expired (Ocsp *self)
{
  self->responder.not_after = WLK_TEST_TIME - 1;
  delegate (self);
}

static void
delegate_by_other (Ocsp *self)
{
  self->certificate = wlk_test_issue (&self->responder, &self->fixture.chain.recipes[0]);
  self->response.responder = self->response.carried = self->certificate;
  self->response.key = self->responder.key;
}

static void
delegate_with_unknown_critical (Ocsp *self)
{
  static const WlkTestExtension extensions[] = { { "1.2.3.4", TRUE, "0500" }, { NULL } };

  self->responder.extensions = extensions;
  delegate (self);
}

static void
delegate_with_critical_no_check (Ocsp *self)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_OCSP_NO_CHECK, TRUE, "0500" }, { NULL }
  };

  self->responder.extensions = extensions;
  delegate (self);
}

/* The CRL is out of date, so that it says nothing of the leaf. Who was revoked stays revoked. */
static void
add_crl_with_responder (Ocsp *self)
{
  const WlkTestEntry entries[] = { { self->responder.serial, 1, NULL }, { 0, 0, NULL } };
  WlkTestCrl recipe = wlk_test_crl (self->fixture.chain.certificates->pdata[1],
                                    self->fixture.chain.recipes[1].key);
  g_autoptr(GBytes) der = NULL;
  g_autoptr(WlkCrl) crl = NULL;

  recipe.next_update = WLK_TEST_TIME - 1;
  recipe.entries = entries;
  der = wlk_test_crl_make (&recipe);
  crl = wlk_crl_new (der, NULL);
  wlk_bundle_add_crl (self->fixture.received, crl);
}

static void
delegate_revoked (Ocsp *self)
{
  self->responder.serial = 0x5151;
  delegate (self);
  add_crl_with_responder (self);
}

static void
delegate_revoked_without_check (Ocsp *self)
{
  self->responder.serial = 0x5151;
  delegate_with_critical_no_check (self);
  add_crl_with_responder (self);
}

static void
delegate_with_usage (Ocsp       *self,
                     WlkKeyUsage usage)
{
  self->responder.key_usage = usage;
  delegate (self);
}

static void
delegate_that_signs (Ocsp *self)
{
  delegate_with_usage (self, WLK_KEY_USAGE_DIGITAL_SIGNATURE);
}

static void
delegate_that_encrypts (Ocsp *self)
{
  delegate_with_usage (self, WLK_KEY_USAGE_KEY_ENCIPHERMENT);
}

static void
delegate_without_usage (Ocsp *self)
{
  delegate_with_usage (self, 0);
}

static void
grow_old (Ocsp *self)
{
  self->response.this_update = WLK_TEST_TIME - WLK_QUERY_MAX_STATUS_AGE;
  self->response.next_update = 0;
}

static void
grow_too_old (Ocsp *self)
{
  self->response.this_update = WLK_TEST_TIME - WLK_QUERY_MAX_STATUS_AGE - 1;
  self->response.next_update = 0;
}

static void
revoke_and_expire (Ocsp *self)
{
  revoke_leaf (self);
  expire (self);
}

static void
hold_and_expire (Ocsp *self)
{
  revoke_and_expire (self);
  self->response.reason = WLK_CRL_REASON_CERTIFICATE_HOLD;
}

static void
revoke_and_postpone (Ocsp *self)
{
  revoke_leaf (self);
  postpone (self);
}

/* The delegate was valid when it signed. */
static void
revoke_by_expired_delegate (Ocsp *self)
{
  revoke_leaf (self);
  self->response.this_update = WLK_TEST_TIME - 1;
  delegate_expired (self);
}

/* Two statuses of one certificate, in one response. */
static void
say_both (Ocsp         *self,
          WlkOcspStatus first,
          WlkOcspStatus second)
{
  static WlkTestResponse other;

  other = self->response;
  other.status = first;
  self->response.status = second;
  self->response.also = &other;
}

static void
say_good_and_revoked (Ocsp *self)
{
  say_both (self, WLK_OCSP_GOOD, WLK_OCSP_REVOKED);
}

static void
say_revoked_and_good (Ocsp *self)
{
  say_both (self, WLK_OCSP_REVOKED, WLK_OCSP_GOOD);
}

static void
say_revoked_and_later_good (Ocsp *self)
{
  self->response.this_update--;
  say_revoked_and_good (self);
  self->response.this_update++;
}

static void
say_held_and_later_good (Ocsp *self)
{
  self->response.this_update--;
  self->response.reason = WLK_CRL_REASON_CERTIFICATE_HOLD;
  say_revoked_and_good (self);
  self->response.this_update++;
}

static const struct
{
  const char *name;
  ChangeFunc  change;
  const char *step;
  const char *cause;
} cases[] = {
  { "good", change_nothing, NULL, NULL },
  { "revoked", revoke_leaf, "revocation", "revoked_ocsp" },
  { "unknown", forget, "ocsp-status", "ocsp_unknown" },
  { "missing", omit, "revocation-known", "crl_unavailable" },
  { "expired", expire, "ocsp-dates", "ocsp_expired" },
  { "expires-now", expire_now, NULL, NULL },
  { "from-the-future", postpone, "ocsp-dates", "status_from_future" },
  { "issued-now", begin_now, NULL, NULL },
  { "no-next-update", never_update, NULL, NULL },
  { "no-next-update-and-old", grow_old, NULL, NULL },
  { "no-next-update-and-too-old", grow_too_old, "ocsp-dates", "ocsp_expired" },
  { "revoked-by-expired", revoke_and_expire, "revocation", "revoked_ocsp" },
  { "held-by-expired", hold_and_expire, "ocsp-dates", "ocsp_expired" },
  { "revoked-by-future", revoke_and_postpone, "ocsp-dates", "status_from_future" },
  { "revoked-by-expired-delegate", revoke_by_expired_delegate, "revocation", "revoked_ocsp" },
  { "good-and-revoked", say_good_and_revoked, "revocation", "revoked_ocsp" },
  { "revoked-and-good", say_revoked_and_good, "revocation", "revoked_ocsp" },
  { "revoked-and-later-good", say_revoked_and_later_good, "revocation", "revoked_ocsp" },
  { "held-and-later-good", say_held_and_later_good, NULL, NULL },
  { "delegated-with-signature", delegate_that_signs, NULL, NULL },
  { "delegated-with-encipherment", delegate_that_encrypts, "ocsp-responder",
    "ocsp_not_authorized" },
  { "delegated-without-usage", delegate_without_usage, NULL, NULL },
  { "responder-by-key", name_by_key, NULL, NULL },
  { "other-key", sign_with_other_key, "ocsp-responder", "ocsp_not_authorized" },
  { "other-certificate", be_about_other, "revocation-known", "ocsp_other_certificate" },
  { "other-issuer", be_of_other_issuer, "revocation-known", "crl_unavailable" },
  { "error", answer_error, "ocsp-responder", "ocsp_unknown" },
  { "critical-extension", add_critical, "ocsp-status", "ocsp_unknown" },
  { "critical-single-extension", add_critical_to_single, "ocsp-status", "ocsp_unknown" },
  { "nonce", add_nonce, NULL, NULL },
  { "delegated", delegate, NULL, NULL },
  { "delegated-by-key", delegate_by_key, NULL, NULL },
  { "delegated-without-certificate", delegate_without_certificate, "ocsp-responder",
    "ocsp_not_authorized" },
  { "delegated-without-purpose", delegate_without_purpose, "ocsp-responder",
    "ocsp_not_authorized" },
  { "delegated-expired", delegate_expired, "ocsp-responder", "ocsp_not_authorized" },
  { "delegated-by-other", delegate_by_other, "ocsp-responder", "ocsp_not_authorized" },
  { "delegated-unknown-critical", delegate_with_unknown_critical, "ocsp-responder",
    "ocsp_not_authorized" },
  { "delegated-critical-no-check", delegate_with_critical_no_check, NULL, NULL },
  { "delegated-revoked", delegate_revoked, "ocsp-responder", "ocsp_not_authorized" },
  { "delegated-revoked-without-check", delegate_revoked_without_check, NULL, NULL },
};

static void
add_response (Ocsp                  *self,
              const WlkTestResponse *recipe)
{
  g_autoptr(GBytes) der = wlk_test_response_make (recipe);
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkOcspResponse) response = wlk_ocsp_response_new (der, &error);

  g_assert_no_error (error);
  wlk_bundle_add_ocsp_response (self->fixture.received, response);
}

/* The path may have been changed before. */
static void
prepare (Ocsp *self)
{
  GPtrArray *certificates;

  self->fixture.chain.profile = WLK_PROFILE_PATH;
  self->fixture.chain.revocation = WLK_REVOCATION_REQUIRE;
  self->responder = wlk_test_recipe_leaf ("ocsp.example", WLK_TEST_KEY_EC_7);
  self->responder.purposes = WLK_OID_PURPOSE_OCSP_SIGNING;
  wlk_check_fixture_issue (&self->fixture);
  certificates = self->fixture.chain.certificates;
  self->response = wlk_test_response (certificates->pdata[LEAF], certificates->pdata[1],
                                      self->fixture.chain.recipes[1].key);
  self->fixture.received = wlk_test_bundle (certificates, 1);
}

static void
set_up (Ocsp *self)
{
  wlk_check_fixture_init (&self->fixture, LEAF + 1);
  prepare (self);
}

static void
validate (Ocsp *self)
{
  GPtrArray *certificates = self->fixture.chain.certificates;
  WlkTestResponse of_intermediate = wlk_test_response (certificates->pdata[1],
                                                       certificates->pdata[0],
                                                       self->fixture.chain.recipes[0].key);

  add_response (self, &of_intermediate);
  if (!self->is_missing)
    add_response (self, &self->response);
  wlk_check_fixture_run (&self->fixture);
}

static void
clear (Ocsp *self)
{
  wlk_check_fixture_clear (&self->fixture);
  g_clear_object (&self->certificate);
}

/* A responder that gives no answer is about every certificate. */
static gboolean
has_answer (const Ocsp *self)
{
  return self->response.error == 0;
}

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  Ocsp self = { 0 };

  set_up (&self);
  cases[i].change (&self);
  validate (&self);
  if (cases[i].step != NULL)
    wlk_check_fixture_assert_decisive (&self.fixture, cases[i].step, LEAF, cases[i].cause);
  else
    wlk_check_fixture_assert_trusted (&self.fixture);
  if (!has_answer (&self))
    wlk_check_fixture_assert_outcome (&self.fixture, "ocsp-responder", 1, WLK_OUTCOME_NOTE);
  clear (&self);
}

static WlkOutcome
check_delegate (const WlkTestExtension *extensions)
{
  Ocsp self = { 0 };
  WlkOutcome outcome;

  set_up (&self);
  self.responder.extensions = extensions;
  delegate (&self);
  validate (&self);
  wlk_check_fixture_assert_trusted (&self.fixture);
  outcome = wlk_check_fixture_find (&self.fixture, "ocsp-responder", LEAF)->record->outcome;
  clear (&self);

  return outcome;
}

static void
test_no_check (void)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_OCSP_NO_CHECK, FALSE, "0500" }, { NULL }
  };

  g_assert_cmpint (check_delegate (NULL), ==, WLK_OUTCOME_NOTE);
  g_assert_cmpint (check_delegate (extensions), ==, WLK_OUTCOME_PASSED);
}

/* “Revoked” counts, whatever a CRL says. */
static void
test_revoked_beside_good_crl (void)
{
  Ocsp self = { 0 };
  WlkTestCrl recipe;
  g_autoptr(GBytes) der = NULL;
  g_autoptr(WlkCrl) crl = NULL;

  set_up (&self);
  recipe = wlk_test_crl (self.fixture.chain.certificates->pdata[1],
                         self.fixture.chain.recipes[1].key);
  der = wlk_test_crl_make (&recipe);
  crl = wlk_crl_new (der, NULL);
  g_assert_nonnull (crl);
  wlk_bundle_add_crl (self.fixture.received, crl);
  revoke_leaf (&self);
  validate (&self);

  wlk_check_fixture_assert_decisive (&self.fixture, "revocation", LEAF, "revoked_ocsp");
  clear (&self);
}

static WlkOcspResponse *
make_response (const WlkTestResponse *recipe)
{
  g_autoptr(GBytes) der = wlk_test_response_make (recipe);
  g_autoptr(GError) error = NULL;
  WlkOcspResponse *response = wlk_ocsp_response_new (der, &error);

  g_assert_no_error (error);

  return response;
}

/* Other responses do not make a bad staple any better. */
static void
check_staple (Ocsp                  *self,
              const WlkTestResponse *recipe)
{
  g_autoptr(WlkOcspResponse) staple = make_response (recipe);

  self->fixture.is_live = TRUE;
  self->fixture.chain.revocation = WLK_REVOCATION_WHEN_PRESENT;
  wlk_bundle_set_staple (self->fixture.received, staple);
  validate (self);
}

static void
test_expired_staple_beside (gconstpointer data)
{
  Ocsp self = { 0 };
  WlkTestResponse staple;

  set_up (&self);
  staple = self.response;
  staple.next_update = WLK_TEST_TIME - 1;
  self.response.status = GPOINTER_TO_INT (data);
  check_staple (&self, &staple);
  wlk_check_fixture_assert_decisive (&self.fixture, "staple-good", LEAF, "ocsp_expired");
  clear (&self);
}

static void
test_good_staple_beside_expired (void)
{
  Ocsp self = { 0 };
  WlkTestResponse staple;

  set_up (&self);
  staple = self.response;
  self.response.next_update = WLK_TEST_TIME - 1;
  check_staple (&self, &staple);
  wlk_check_fixture_assert_outcome (&self.fixture, "staple-good", LEAF, WLK_OUTCOME_PASSED);
  wlk_check_fixture_assert_trusted (&self.fixture);
  clear (&self);
}

/* A renewed responder may send its old certificate along, too, which has the same key. */
static void
test_staple_of_renewed_responder (void)
{
  Ocsp self = { 0 };
  WlkTestRecipe old;
  g_autoptr(WlkCertificate) old_certificate = NULL;
  WlkTestResponse staple;

  set_up (&self);
  delegate (&self);
  old = self.responder;
  old.not_after = WLK_TEST_TIME - 1;
  old_certificate = wlk_test_issue (&old, &self.fixture.chain.recipes[1]);
  staple = self.response;
  staple.carried = old_certificate;
  staple.also_carried = self.certificate;
  check_staple (&self, &staple);
  wlk_check_fixture_assert_outcome (&self.fixture, "staple-good", LEAF, WLK_OUTCOME_PASSED);
  wlk_check_fixture_assert_outcome (&self.fixture, "ocsp-responder", LEAF, WLK_OUTCOME_NOTE);
  clear (&self);
}

/* Who demands a staple demands one that says something. */
static void
test_staple_without_answer (gconstpointer data)
{
  const WlkTestExtension must_staple[] = {
    { WLK_OID_TLS_FEATURE, FALSE, "3003020105" }, { NULL }
  };
  gboolean is_demanded = GPOINTER_TO_INT (data);
  Ocsp self = { 0 };
  WlkTestResponse staple;

  wlk_check_fixture_init (&self.fixture, LEAF + 1);
  if (is_demanded)
    self.fixture.chain.recipes[LEAF].extensions = must_staple;
  prepare (&self);
  staple = self.response;
  staple.error = 3; /* tryLater */
  self.is_missing = TRUE;
  check_staple (&self, &staple);
  if (is_demanded)
    wlk_check_fixture_assert_decisive (&self.fixture, "staple-good", LEAF, "must_staple");
  else
    wlk_check_fixture_assert_outcome (&self.fixture, "staple-good", LEAF, WLK_OUTCOME_WARNING);
  clear (&self);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/checks/ocsp/%s", cases[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/checks/ocsp/no-check-of-responder", test_no_check);
  g_test_add_func ("/checks/ocsp/revoked-beside-good-crl", test_revoked_beside_good_crl);
  g_test_add_data_func ("/checks/ocsp/expired-staple-beside-good",
                        GINT_TO_POINTER (WLK_OCSP_GOOD), test_expired_staple_beside);
  g_test_add_data_func ("/checks/ocsp/expired-staple-beside-unknown",
                        GINT_TO_POINTER (WLK_OCSP_UNKNOWN), test_expired_staple_beside);
  g_test_add_func ("/checks/ocsp/good-staple-beside-expired", test_good_staple_beside_expired);
  g_test_add_func ("/checks/ocsp/staple-of-renewed-responder", test_staple_of_renewed_responder);
  g_test_add_data_func ("/checks/ocsp/staple-without-answer", GINT_TO_POINTER (FALSE),
                        test_staple_without_answer);
  g_test_add_data_func ("/checks/ocsp/demanded-staple-without-answer", GINT_TO_POINTER (TRUE),
                        test_staple_without_answer);

  return g_test_run ();
}
