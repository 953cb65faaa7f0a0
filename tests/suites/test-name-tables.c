/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-ca.h"
#include "wlk-test-der.h"

#include "der/wlk-der-reader.h"
#include "inspect/wlk-inspector.h"

#include <arpa/inet.h>
#include <string.h>

/*
 * Every combination of what a certificate is called, what those above it permit and exclude, and
 * who is asked for: verdict, step, and the name, the subtree and the certificate in the evidence.
 * What must come out follows from RFC 5280 §4.2.1.10 and RFC 9525 §6, for each combination by
 * itself.
 */

#define LENGTH 4
#define LEAF   (LENGTH - 1)

/* Something that is not there, that fits the one asked for, or that does not. */
typedef enum {
  NONE,
  GOOD,
  BAD,
  N_VALUES
} Value;

typedef struct
{
  Value dns;
  Value address;
} Names;

typedef struct
{
  Names permitted;
  Names excluded;
} Constraints;

static const char * const hosts[] = { NULL, "test.localhost", "bad.example.com" };
static const char * const addresses[] = { NULL, "127.0.0.1", "1.1.1.1" };
static const char * const domains[] = { NULL, "localhost", "example.com" };
static const char * const networks[] = { NULL, "127.0.0.0", "1.1.1.0" };
static const char * const network_texts[] = {
  NULL, "127.0.0.0/255.255.255.0", "1.1.1.0/255.255.255.0",
};

/* The certificates, and whose constraints are put to the test. */
typedef struct
{
  WlkTestRecipe    recipes[LENGTH];
  WlkTestExtension extensions[LENGTH][2];
  WlkCertificate  *certificates[LENGTH];
  WlkInspector    *inspector;
} Fixture;

static void
fixture_init (Fixture      *self,
              gconstpointer data)
{
  wlk_test_make_recipes (self->recipes, LENGTH);
  for (guint i = 0; i < LENGTH; i++)
    self->certificates[i] = wlk_test_issue (&self->recipes[i],
                                            &self->recipes[i > 0 ? i - 1 : 0]);
  self->inspector = wlk_inspector_new ();
}

static void
fixture_clear (Fixture      *self,
               gconstpointer data)
{
  for (guint i = 0; i < LENGTH; i++)
    g_object_unref (self->certificates[i]);
  g_object_unref (self->inspector);
}

static void
issue (Fixture *self,
       guint    position)
{
  g_object_unref (self->certificates[position]);
  self->certificates[position] = wlk_test_issue (&self->recipes[position],
                                                 &self->recipes[position > 0 ? position - 1 : 0]);
}

/* Issues a certificate with one more extension, or without it. */
static void
issue_with (Fixture    *self,
            guint       position,
            const char *oid,
            const char *hex)
{
  self->extensions[position][0] = (WlkTestExtension) { oid, TRUE, hex };
  self->recipes[position].extensions = hex != NULL ? self->extensions[position] : NULL;
  issue (self, position);
  self->recipes[position].extensions = NULL;
}

static WlkReport *
inspect (Fixture    *self,
         const char *name,
         WlkProfile  profile)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkQuery) request = NULL;
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "test.pem");
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(WlkTrustStore) trust = wlk_test_trust (self->certificates[0]);
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(GError) error = NULL;

  fields.name = name;
  fields.time = WLK_TEST_TIME;
  fields.profile = profile;
  fields.wants_second_opinion = FALSE;
  request = wlk_query_new (&fields);
  for (guint i = LEAF; i > 0; i--)
    wlk_bundle_add_certificate (bundle, self->certificates[i], origin, 0);
  inspection = wlk_inspector_inspect (self->inspector, request, bundle, NULL, trust,
                                      self->certificates[LEAF], NULL, &error);
  g_assert_no_error (error);

  return g_object_ref (wlk_inspection_get_report (inspection, 0));
}

static void
append_subtree (GByteArray *der,
                const char *domain,
                const char *network)
{
  guint start = der->len;
  guint8 bytes[8] = { 0, 0, 0, 0, 255, 255, 255, 0 };

  if (domain != NULL)
    {
      wlk_test_der_add (der, 0x82, domain, strlen (domain));
      wlk_test_der_wrap (der, start, WLK_DER_SEQUENCE);
    }
  if (network != NULL)
    {
      g_assert_cmpint (inet_pton (AF_INET, network, bytes), ==, 1);
      start = der->len;
      wlk_test_der_add (der, 0x87, bytes, sizeof bytes);
      wlk_test_der_wrap (der, start, WLK_DER_SEQUENCE);
    }
}

static void
append_list (GByteArray *der,
             guint8      tag,
             Names       names)
{
  guint start = der->len;

  append_subtree (der, domains[names.dns], networks[names.address]);
  if (der->len > start)
    wlk_test_der_wrap (der, start, tag);
}

static char *
dup_hex (GByteArray *der)
{
  GString *hex = g_string_new (NULL);

  for (guint i = 0; i < der->len; i++)
    g_string_append_printf (hex, "%02x", der->data[i]);

  return g_string_free (hex, FALSE);
}

static void
constrain (Fixture    *self,
           guint       position,
           Constraints constraints)
{
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autofree char *hex = NULL;

  append_list (der, WLK_DER_CONTEXT_CONSTRUCTED (0), constraints.permitted);
  append_list (der, WLK_DER_CONTEXT_CONSTRUCTED (1), constraints.excluded);
  if (der->len > 0)
    {
      wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
      hex = dup_hex (der);
    }
  issue_with (self, position, WLK_OID_NAME_CONSTRAINTS, hex);
}

static void
call (Fixture    *self,
      const char *common_name,
      Names       names)
{
  g_autofree char *subject = common_name != NULL ? g_strconcat ("CN=", common_name, NULL)
                                                 : g_strdup ("O=Leaf");
  g_autoptr(GString) san = g_string_new (NULL);

  if (names.dns != NONE)
    g_string_append_printf (san, "DNS:%s", hosts[names.dns]);
  if (names.address != NONE)
    g_string_append_printf (san, "%sIP:%s", san->len > 0 ? " " : "", addresses[names.address]);
  self->recipes[LEAF].subject = subject;
  self->recipes[LEAF].san = san->len > 0 ? san->str : NULL;
  issue (self, LEAF);
  self->recipes[LEAF].subject = "CN=Leaf";
  self->recipes[LEAF].san = NULL;
}

/* What must come out. */
typedef struct
{
  const char *step; /* NULL when all is well */
  const char *name;
  const char *subtree;
} Expected;

static gboolean
is_outside (Value tree,
            Value name)
{
  return tree != NONE && name != NONE && tree != name;
}

static gboolean
is_inside (Value tree,
           Value name)
{
  return tree != NONE && tree == name;
}

/* All names must be permitted, then none excluded, then one must be the name that is asked for. The
 * common name is not a name. */
static Expected
expect (Constraints constraints,
        Names       names,
        gboolean    is_for_address)
{
  if (is_outside (constraints.permitted.dns, names.dns))
    return (Expected) { "name-permitted", hosts[names.dns], domains[constraints.permitted.dns] }
  ;
  if (is_outside (constraints.permitted.address, names.address))
    return (Expected) { "name-permitted", addresses[names.address],
                        network_texts[constraints.permitted.address] }
  ;
  if (is_inside (constraints.excluded.dns, names.dns))
    return (Expected) { "name-not-excluded", hosts[names.dns],
                        domains[constraints.excluded.dns] }
  ;
  if (is_inside (constraints.excluded.address, names.address))
    return (Expected) { "name-not-excluded", addresses[names.address],
                        network_texts[constraints.excluded.address] }
  ;
  if (is_for_address)
    return (Expected) { names.address == GOOD ? NULL : "ip-address" }
  ;

  return (Expected) { names.dns == GOOD ? NULL : "host-name" };
}

static void
assert_evidence (WlkFinding *finding,
                 guint       index,
                 const char *label,
                 const char *value)
{
  guint n_evidence = 0;
  const WlkEvidence *evidence = wlk_finding_get_evidence (finding, &n_evidence);
  g_autofree char *text = NULL;

  g_assert_cmpuint (index, <, n_evidence);
  text = wlk_evidence_dup_value (&evidence[index]);
  g_assert_cmpstr (evidence[index].label, ==, label);
  g_assert_cmpstr (text, ==, value);
}

static void
assert_expected (Fixture        *self,
                 WlkReport      *report,
                 guint           imposing,
                 const Expected *expected)
{
  WlkFinding *decisive = wlk_report_get_decisive (report);

  if (expected->step == NULL)
    {
      g_assert_null (decisive);
      g_assert_cmpint (report->verdict, ==, WLK_VERDICT_TRUSTED);
      return;
    }

  g_assert_cmpint (report->verdict, ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpstr (decisive->record->step->name, ==, expected->step);
  g_assert_cmpint (decisive->record->position, ==, LEAF);
  if (expected->subtree == NULL)
    return;
  assert_evidence (decisive, 0, "Name", expected->name);
  assert_evidence (decisive, 1,
                   g_str_equal (expected->step, "name-permitted") ? "Permitted" : "Excluded",
                   expected->subtree);
  assert_evidence (decisive, 2, "Imposed by",
                   wlk_certificate_get_title (self->certificates[imposing]));
}

static void
test_names (Fixture    *self,
            guint       imposing,
            Constraints constraints)
{
  for (guint i = 0; i < N_VALUES * N_VALUES; i++)
    for (guint j = 0; j < 2 * N_VALUES; j++)
      {
        Names names = { i % N_VALUES, i / N_VALUES };
        const char *common_name = j < N_VALUES ? hosts[j] : addresses[j - N_VALUES];

        call (self, common_name, names);
        for (guint is_for_address = 0; is_for_address <= 1; is_for_address++)
          {
            Expected expected = expect (constraints, names, is_for_address != 0);
            g_autoptr(WlkReport) report = inspect (self, is_for_address
                                                   ? addresses[GOOD] : hosts[GOOD],
                                                   WLK_PROFILE_STRICT);

            assert_expected (self, report, imposing, &expected);
          }
      }
}

/* Which certificate constrains goes round, so that each does with each name. */
static void
test_every_combination (Fixture      *self,
                        gconstpointer data)
{
  guint first = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < N_VALUES * N_VALUES * N_VALUES; i++)
    {
      guint imposing = i % LEAF;
      Constraints constraints = {
        .permitted = { first, i % N_VALUES },
        .excluded = { i / N_VALUES % N_VALUES, i / (N_VALUES * N_VALUES) },
      };

      constrain (self, imposing, constraints);
      test_names (self, imposing, constraints);
      constrain (self, imposing, (Constraints) { 0 });
    }
}

/* A subtree that breaks the rules of its form fails where it is imposed, in either list. */
static void
test_malformed (Fixture      *self,
                gconstpointer data)
{
  static const char * const bases[] = {
    "820d2a2e6578616d706c652e636f6d", /* *.example.com */
    "820c6578616d706c652e636f6d2e",   /* example.com. */
    "82046120622e",                   /* a b. */
    "8204612e2e62",                   /* a..b */
    "8203c3a961",                     /* an é in UTF-8 */
    "87047f000001",                   /* no mask */
    "87087f000001ff00ff00",           /* not of CIDR */
    "87057f00000100",
    "872000000000000000000000000000000000ffff00ffffffffffffffffffffffffff",
    "8103614062", /* a@b, which is one; the next is not */
    "810461404062",
    "8105406578616d",                 /* @exam */
    "8608687474703a2f2f61",           /* http://a */
    "30003000",                       /* no GeneralName at all */
    "8b026162",                       /* an unknown tag */
  };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    for (guint list = 0; list <= 1; list++)
      for (guint position = 0; position < LEAF; position++)
        {
          g_autoptr(GByteArray) der = g_byte_array_new ();
          g_autofree char *hex = NULL;
          g_autoptr(WlkReport) report = NULL;
          WlkFinding *decisive = NULL;

          wlk_test_der_add_hex (der, bases[i]);
          wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
          wlk_test_der_wrap (der, 0, WLK_DER_CONTEXT_CONSTRUCTED (list));
          wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
          hex = dup_hex (der);
          issue_with (self, position, WLK_OID_NAME_CONSTRAINTS, hex);
          report = inspect (self, NULL, WLK_PROFILE_PATH);
          decisive = wlk_report_get_decisive (report);
          g_test_message ("%s in list %u at %u", bases[i], list, position);
          if (g_str_has_prefix (bases[i], "8103"))
            {
              g_assert_null (decisive);
            }
          else
            {
              g_assert_nonnull (decisive);
              g_assert_cmpstr (decisive->record->step->name, ==, "name-constraints-update");
              g_assert_cmpint (decisive->record->position, ==, (int) position);
            }
          issue_with (self, position, WLK_OID_NAME_CONSTRAINTS, NULL);
        }
}

/* Other entries of the subject alternative name, under any tag, are not the name. */
static void
test_other_tags (Fixture      *self,
                 gconstpointer data)
{
  static const char * const values[] = {
    "test.localhost", "127.0.0.1", "\x7f\x01\x01\x01", "bad.example.com, test.localhost",
    "bad.example.com;DNS:test.localhost", "https://test.localhost/",
    "bad.example.com\ntest.localhost",
  };

  for (guint8 tag = 0x80; tag <= 0x8F; tag++)
    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      {
        g_autoptr(GByteArray) der = g_byte_array_new ();
        g_autofree char *hex = NULL;

        wlk_test_der_add (der, 0x82, hosts[BAD], strlen (hosts[BAD]));
        wlk_test_der_add (der, 0x87, "\x01\x01\x01\x01", 4);
        wlk_test_der_add (der, tag, values[i], strlen (values[i]));
        wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
        hex = dup_hex (der);
        issue_with (self, LEAF, WLK_OID_SUBJECT_ALT_NAME, hex);
        for (guint j = 0; j <= 1; j++)
          {
            g_autoptr(WlkReport) report = inspect (self, j == 0 ? hosts[GOOD] : addresses[GOOD],
                                                   WLK_PROFILE_PATH);
            gboolean is_name = tag == 0x82 && i == 0 && j == 0;

            g_test_message ("tag %02x, “%s”, for %s", tag, values[i], j == 0 ? "host" : "address");
            g_assert_cmpint (report->verdict, ==,
                             is_name ? WLK_VERDICT_TRUSTED : WLK_VERDICT_NOT_TRUSTED);
          }
      }
}

int
main (int   argc,
      char *argv[])
{
  static const char * const paths[] = {
    "/name-tables/every-combination/no-domain-permitted",
    "/name-tables/every-combination/domain-permitted",
    "/name-tables/every-combination/other-domain-permitted",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_test_add (paths[i], Fixture, GUINT_TO_POINTER (i), fixture_init, test_every_combination,
                fixture_clear);
  g_test_add ("/name-tables/malformed/fails-where-imposed", Fixture, NULL, fixture_init,
              test_malformed, fixture_clear);
  g_test_add ("/name-tables/other-tags/are-no-names", Fixture, NULL, fixture_init,
              test_other_tags, fixture_clear);

  return g_test_run ();
}
