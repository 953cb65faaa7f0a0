/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather-fixture.h"

#include <string.h>

/* What can go wrong with what a certificate points to: each fault ends in a step of its own, and
 * the summary says at which address. README.md has the same table for people. */

#define DOWN "http://127.0.0.1:1/down" /* connections to that port are refused */

#define LONG_TIMEOUT  60000 /* ms, where it must not run out */
#define SHORT_TIMEOUT 300   /* ms, where it does */

typedef void (*PrepareFunc) (GatherFixture *fixture);

/**
 * Fault:
 * @name: of the case
 * @oid: what the leaf names: %WLK_OID_ACCESS_CA_ISSUERS, %WLK_OID_ACCESS_OCSP or
 *   %WLK_OID_CRL_DISTRIBUTION_POINTS
 * @path: where
 * @timeout: milliseconds for a fetch
 * @prepare: (nullable): what is there, once the path is issued
 * @verdict: what comes of it
 * @step: where it ends
 * @cause: and why
 * @words: of the summary
 */
typedef struct
{
  const char *name;
  const char *oid;
  const char *path;
  guint       timeout;
  PrepareFunc prepare;
  WlkVerdict  verdict;
  const char *step;
  const char *cause;
  const char *words;
} Fault;

static void
hold_garbage (GatherFixture *fixture)
{
  g_autoptr(GBytes) body = g_bytes_new_static ("<html>moved</html>", 18);

  gather_add_page (fixture, "/page", body);
}

static void
hold_leaf (GatherFixture *fixture)
{
  gather_add_certificate (fixture, "/page", gather_get_leaf (fixture));
}

static void
hold_revocation (GatherFixture *fixture)
{
  const WlkTestEntry entries[] = { { .serial = 102 }, { 0 } };
  WlkTestCrl crl = wlk_test_crl (fixture->path->pdata[1], fixture->recipes[1].key);

  crl.entries = entries;
  gather_add_crl (fixture, "/page", &crl);
}

static void
hold_old_crl (GatherFixture *fixture)
{
  WlkTestCrl crl = wlk_test_crl (fixture->path->pdata[1], fixture->recipes[1].key);

  crl.this_update = WLK_TEST_TIME - 7200;
  crl.next_update = WLK_TEST_TIME - 3600;
  gather_add_crl (fixture, "/page", &crl);
}

static void
call_revoked (GatherFixture *fixture)
{
  fixture->response.status = WLK_OCSP_REVOKED;
}

static void
forget (GatherFixture *fixture)
{
  fixture->response.status = WLK_OCSP_UNKNOWN;
}

static void
age (GatherFixture *fixture)
{
  fixture->response.this_update = WLK_TEST_TIME - 7200;
  fixture->response.next_update = WLK_TEST_TIME - 3600;
}

static void
forge (GatherFixture *fixture)
{
  fixture->response.key = WLK_TEST_KEY_EC_7;
}

static void
fail (GatherFixture *fixture)
{
  fixture->response.error = 3; /* tryLater */
}

#define ISSUER WLK_OID_ACCESS_CA_ISSUERS
#define OCSP   WLK_OID_ACCESS_OCSP
#define CRL    WLK_OID_CRL_DISTRIBUTION_POINTS

#define NOT_TRUSTED  WLK_VERDICT_NOT_TRUSTED
#define UNDETERMINED WLK_VERDICT_UNDETERMINED

static const Fault faults[] = {
  { "issuer-down", ISSUER, DOWN, LONG_TIMEOUT, NULL, NOT_TRUSTED,
    "issuer-fetch", "issuer_not_fetched", "refused the connection" },
  { "issuer-404", ISSUER, "/nothing", LONG_TIMEOUT, NULL, NOT_TRUSTED,
    "issuer-fetch", "issuer_not_fetched", "404" },
  { "issuer-2-gib", ISSUER, GATHER_HUGE, LONG_TIMEOUT, NULL, NOT_TRUSTED,
    "issuer-fetch", "issuer_not_fetched", "larger than 1024 KiB" },
  { "issuer-drips", ISSUER, GATHER_DRIP, SHORT_TIMEOUT, NULL, NOT_TRUSTED,
    "issuer-fetch", "issuer_not_fetched", "no whole answer within" },
  { "issuer-slow-header", ISSUER, GATHER_SLOW, SHORT_TIMEOUT, NULL, NOT_TRUSTED,
    "issuer-fetch", "issuer_not_fetched", "no whole answer within" },
  { "issuer-garbage", ISSUER, "/page", LONG_TIMEOUT, hold_garbage, NOT_TRUSTED,
    "issuer-fetch", "issuer_not_fetched", "did not return a certificate" },
  { "issuer-other-certificate", ISSUER, "/page", LONG_TIMEOUT, hold_leaf, NOT_TRUSTED,
    "issuer-fetch", "issuer_not_fetched", "which is not the issuer" },

  { "responder-down", OCSP, DOWN, LONG_TIMEOUT, NULL, UNDETERMINED,
    "ocsp-fetch", "ocsp_unreachable", "refused the connection" },
  { "responder-404", OCSP, "/nothing", LONG_TIMEOUT, NULL, UNDETERMINED,
    "ocsp-fetch", "ocsp_unreachable", "404" },
  { "responder-2-gib", OCSP, GATHER_HUGE, LONG_TIMEOUT, NULL, UNDETERMINED,
    "ocsp-fetch", "ocsp_unreachable", "larger than 1024 KiB" },
  { "responder-drips", OCSP, GATHER_DRIP, SHORT_TIMEOUT, NULL, UNDETERMINED,
    "ocsp-fetch", "ocsp_unreachable", "no whole answer within" },
  { "responder-slow-header", OCSP, GATHER_SLOW, SHORT_TIMEOUT, NULL, UNDETERMINED,
    "ocsp-fetch", "ocsp_unreachable", "no whole answer within" },
  { "responder-garbage", OCSP, "/page", LONG_TIMEOUT, hold_garbage, UNDETERMINED,
    "ocsp-fetch", "ocsp_unreachable", "is no OCSP response" },
  { "responder-try-later", OCSP, "/ocsp", LONG_TIMEOUT, fail, UNDETERMINED,
    "ocsp-fetch", "ocsp_unreachable", "tryLater" },
  { "responder-not-authorized", OCSP, "/ocsp", LONG_TIMEOUT, forge, UNDETERMINED,
    "ocsp-responder", "ocsp_not_authorized", "signed neither by" },
  { "response-expired", OCSP, "/ocsp", LONG_TIMEOUT, age, UNDETERMINED,
    "ocsp-dates", "ocsp_expired", "out of date" },
  { "response-unknown", OCSP, "/ocsp", LONG_TIMEOUT, forget, UNDETERMINED,
    "ocsp-status", "ocsp_unknown", "does not know" },
  { "revoked-by-response", OCSP, "/ocsp", LONG_TIMEOUT, call_revoked, NOT_TRUSTED,
    "revocation", "revoked_ocsp", "was revoked on" },

  { "crl-down", CRL, DOWN, LONG_TIMEOUT, NULL, UNDETERMINED,
    "crl-fetch", "crl_not_fetched", "refused the connection" },
  { "crl-404", CRL, "/nothing", LONG_TIMEOUT, NULL, UNDETERMINED,
    "crl-fetch", "crl_not_fetched", "404" },
  { "crl-2-gib", CRL, GATHER_HUGE, LONG_TIMEOUT, NULL, UNDETERMINED,
    "crl-fetch", "crl_not_fetched", "larger than 1024 KiB" },
  { "crl-drips", CRL, GATHER_DRIP, SHORT_TIMEOUT, NULL, UNDETERMINED,
    "crl-fetch", "crl_not_fetched", "no whole answer within" },
  { "crl-garbage", CRL, "/page", LONG_TIMEOUT, hold_garbage, UNDETERMINED,
    "crl-fetch", "crl_not_fetched", "is no CRL" },
  { "crl-expired", CRL, "/page", LONG_TIMEOUT, hold_old_crl, UNDETERMINED,
    "crl-dates", "crl_expired", "out of date" },
  { "revoked-by-crl", CRL, "/page", LONG_TIMEOUT, hold_revocation, NOT_TRUSTED,
    "revocation", "revoked_crl", "was revoked on" },
};

static WlkTestExtension
name_address (GatherFixture *fixture,
              const char    *oid,
              const char    *path)
{
  return g_str_equal (oid, CRL) ? gather_points (fixture, oid, path)
                                : gather_access (fixture, oid, path, NULL);
}

/* A CRL of the root says that the issuer is good, so that no case ends there. */
static void
add_root_crl (GatherFixture *fixture)
{
  WlkTestCrl crl = wlk_test_crl (fixture->path->pdata[0], fixture->recipes[0].key);

  gather_add_crl (fixture, "/root-crl", &crl);
}

static void
test_fault (GatherFixture *fixture,
            gconstpointer  data)
{
  const Fault *fault = data;
  gboolean is_about_issuer = g_str_equal (fault->oid, ISSUER);
  const WlkTestExtension of_issuer[] = {
    gather_points (fixture, CRL, "/root-crl"), { NULL },
  };
  const WlkTestExtension of_leaf[] = {
    name_address (fixture, fault->oid, fault->path), { NULL },
  };
  g_autoptr(WlkInspection) inspection = NULL;

  fixture->timeout = fault->timeout;
  fixture->revocation = WLK_REVOCATION_REQUIRE;
  fixture->recipes[1].extensions = of_issuer;
  fixture->recipes[2].extensions = of_leaf;
  gather_issue (fixture);
  add_root_crl (fixture);
  if (fault->prepare != NULL)
    fault->prepare (fixture);
  inspection = gather_inspect (fixture, is_about_issuer ? 2 : 1, TRUE);
  gather_assert_decisive (inspection, fault->step, fault->cause, fault->words);
  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, fault->verdict);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fetch/faults/%s-ends-at-%s", faults[i].name,
                                               faults[i].step);

      g_test_add (path, GatherFixture, &faults[i], gather_set_up, test_fault, gather_tear_down);
    }

  return g_test_run ();
}
