/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-chain.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/*
 * make-examples FOLDER - writes the certificates of the built-in examples.
 *
 * Each example begins as a faultless path: a root that is trusted, an issuing CA, and a leaf for
 * shop.example. A change then breaks one thing. ID.pem is what a server would send, leaf first;
 * ID.trust.pem are the anchors. Keys, dates and serial numbers are fixed, so that the files are
 * the same whenever and wherever they are made.
 */

#define DAY         (24 * 60 * 60)
#define ISSUING_CA  1
#define LEAF        2

typedef struct
{
  WlkTestChain chain;
  guint        n_omitted; /* how many at the top are not sent; 1 is the root */
  GPtrArray   *sent;      /* (element-type WlkCertificate), in order */
  GPtrArray   *anchors;   /* (element-type WlkCertificate) */
  GBytes      *crl;       /* nullable: is sent, too */
} Example;

typedef void (*ChangeFunc) (Example *example);

/* Changes before anything is signed, for which there are no words */

static void
use_one_self_signed_leaf (Example *example)
{
  example->chain.recipes[0] = example->chain.recipes[LEAF];
  example->chain.length = 1;
  example->n_omitted = 0;
}

/* Puts a CA that allows no other CA below it between the root and the issuing CA. */
static void
insert_limited_ca (Example *example)
{
  WlkTestRecipe *recipes = example->chain.recipes;

  recipes[3] = recipes[2];
  recipes[2] = recipes[1];
  recipes[1] = wlk_test_recipe_ca ("CN=Example Policy CA,O=Weak Link Examples", WLK_TEST_KEY_EC_3);
  recipes[1].path_length = 0;
  example->chain.length = 4;
}

/* Changes of what is sent and trusted, after signing */

static void
send_crl (Example            *example,
          const WlkTestEntry *entries,
          gint64              next_update)
{
  WlkTestCrl crl = wlk_test_crl (example->sent->pdata[1], WLK_TEST_KEY_EC_1);

  crl.this_update = next_update - 7 * DAY;
  crl.next_update = next_update;
  crl.entries = entries;
  example->crl = wlk_test_crl_make (&crl);
}

static void
revoke_leaf (Example *example)
{
  WlkTestEntry entries[] = { { example->chain.recipes[LEAF].serial, 1, NULL }, { 0, 0, NULL } };

  send_crl (example, entries, WLK_TEST_TIME + 3 * DAY);
}

static void
send_old_crl (Example *example)
{
  send_crl (example, NULL, WLK_TEST_TIME - 2 * DAY);
}

static void
omit_issuing_ca (Example *example)
{
  g_ptr_array_remove_index (example->sent, 1);
}

static void
distrust_root (Example *example)
{
  WlkTestRecipe other = wlk_test_recipe_ca ("CN=Another Root,O=Weak Link Examples",
                                            WLK_TEST_KEY_EC_7);

  g_ptr_array_set_size (example->anchors, 0);
  g_ptr_array_add (example->anchors, wlk_test_issue (&other, NULL));
}

static void
send_and_distrust_root (Example *example)
{
  g_ptr_array_add (example->sent, wlk_test_issue (&example->chain.recipes[0], NULL));
  distrust_root (example);
}

static void
trust_renewed_root (Example *example)
{
  WlkTestRecipe renewed = example->chain.recipes[0];

  renewed.key = WLK_TEST_KEY_EC_7;
  renewed.serial++;
  g_ptr_array_set_size (example->anchors, 0);
  g_ptr_array_add (example->anchors, wlk_test_issue (&renewed, NULL));
}

static void
send_impostor_ca (Example *example)
{
  WlkTestRecipe impostor = example->chain.recipes[ISSUING_CA];

  impostor.key = WLK_TEST_KEY_EC_7;
  impostor.serial++;
  g_ptr_array_remove_index (example->sent, 1);
  g_ptr_array_add (example->sent, wlk_test_issue (&impostor, &example->chain.recipes[0]));
}

static void
reverse_order (Example *example)
{
  GPtrArray *sent = example->sent;
  gpointer first = g_ptr_array_steal_index (sent, 1);

  g_ptr_array_add (sent, first);
  g_ptr_array_add (sent, wlk_test_issue (&example->chain.recipes[0], NULL));
}

/* An older root has certified the issuing CA, too, but that certificate has expired. It is sent
 * before the good one. */
static void
cross_sign_issuing_ca (Example *example)
{
  WlkTestRecipe old_root = wlk_test_recipe_ca ("CN=Old Root,O=Weak Link Examples",
                                               WLK_TEST_KEY_RSA_2048_3);
  WlkTestRecipe cross = example->chain.recipes[ISSUING_CA];

  cross.not_after = WLK_TEST_TIME - 30 * DAY;
  cross.serial++;
  g_ptr_array_insert (example->sent, 1, wlk_test_issue (&cross, &old_root));
  g_ptr_array_add (example->anchors, wlk_test_issue (&old_root, NULL));
}

static void
trust_nothing (Example *example)
{
  g_ptr_array_set_size (example->anchors, 0);
}

#define LISTS_CRL /* http://crl.example/ca.crl */ \
  WLK_TEST_EXTENSION (WLK_OID_CRL_DISTRIBUTION_POINTS, \
                      "3021301fa01da01b8619" \
                      "687474703a2f2f63726c2e6578616d706c652f63612e63726c")

static const struct
{
  const char *id;
  const char *change;         /* of the recipes; see tests/lib/wlk-test-chain.c */
  ChangeFunc  change_result;
  ChangeFunc  change_recipes;
} examples[] = {
  { "good", "" },
  { "good-cross-signed",
    "anchor.key=rsa-0; above.key=rsa-1; key=rsa-2; key-usage=+keyEncipherment",
    cross_sign_issuing_ca },
  { "expired-leaf", "not-after=-3d" },
  { "expired-intermediate", "above.not-after=-12d" },
  { "not-yet-valid", "not-before=+2d" },
  { "missing-intermediate", "ca-issuers=http://ca.example/issuing-ca.der", omit_issuing_ca },
  { "untrusted-root", "", send_and_distrust_root },
  { "unknown-root", "", distrust_root },
  { "renewed-root", "", trust_renewed_root },
  { "nothing-trusted", "", trust_nothing },
  { "self-signed", "", distrust_root, use_one_self_signed_leaf },
  { "tampered", "signature=bad" },
  { "impostor-issuer", "", send_impostor_ca },
  { "wrong-host", "subject=CN=www.shop.example; san=DNS:www.shop.example DNS:mail.shop.example" },
  { "wildcard-too-deep", "subject=CN=*.shop.example; san=DNS:*.shop.example" },
  { "name-only-in-subject", "san=" },
  { "wrong-address", "san=DNS:shop.example IP:192.0.2.10 IP:2001:db8::10" },
  { "wrong-mailbox",
    "subject=CN=Accounts,O=Shop Example; san=EMAIL:accounts@shop.example; "
    "purposes=" WLK_OID_PURPOSE_EMAIL },
  { "not-a-ca", "above.ca=no; above.key-usage=digitalSignature" },
  { "version-1-ca", "above.version=1" },
  { "path-too-long", "", NULL, insert_limited_ca },
  { "may-not-sign", "above.key-usage=cRLSign" },
  { "client-only", "purposes=" WLK_OID_PURPOSE_CLIENT },
  { "ca-for-email-only", "above.purposes=" WLK_OID_PURPOSE_EMAIL },
  { "wrong-key-usage", "key-usage=dataEncipherment" },
  { "unknown-critical", WLK_TEST_CRITICAL ("1.3.6.1.4.1.99999.1", "0C0568656C6C6F") },
  /* Permitted is bank.example. */
  { "name-not-permitted",
    "above." WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS,
                                "3012a010300e820c62616e6b2e6578616d706c65") },
  { "policy-required",
    "above." WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "300a3008060667810c010202")
    "; above." WLK_TEST_CRITICAL (WLK_OID_POLICY_CONSTRAINTS, "3003800100")
    "; " WLK_TEST_EXTENSION (WLK_OID_CERTIFICATE_POLICIES, "300a3008060667810c010201") },
  { "revoked", LISTS_CRL, revoke_leaf },
  { "old-revocation-list", LISTS_CRL, send_old_crl },
  { "sha1-signature", "query.profile=web; digest=SHA1" },
  { "short-key", "query.profile=web; key=rsa-1024; key-usage=+keyEncipherment" },
  { "short-ca-key", "query.profile=web; above.key=rsa-1024" },
  { "wrong-order", "", reverse_order },
  { "strange-names",
    "subject=CN=shop.example \xE2\x80\xAEgpj.elpmaxe\xE2\x80\xAC <b>bold</b>,O=%s%n" },
};

/* Roots live for twenty years and their CAs for ten, as outside of tests; the fault of an
 * example is set after this. */
static void
init_example (Example *example)
{
  WlkTestRecipe *recipes = example->chain.recipes;

  wlk_test_chain_init (&example->chain, 3);
  recipes[0] = wlk_test_recipe_ca ("CN=Example Root,O=Weak Link Examples", WLK_TEST_KEY_EC_0);
  recipes[0].not_before = WLK_TEST_NOT_BEFORE - 10 * 365 * DAY;
  recipes[0].not_after = WLK_TEST_NOT_AFTER + 9 * 365 * DAY;
  recipes[ISSUING_CA] = wlk_test_recipe_ca ("CN=Example Issuing CA,O=Weak Link Examples",
                                            WLK_TEST_KEY_EC_1);
  recipes[ISSUING_CA].not_before = WLK_TEST_NOT_BEFORE - 4 * 365 * DAY;
  recipes[ISSUING_CA].not_after = WLK_TEST_NOT_AFTER + 5 * 365 * DAY;
  recipes[LEAF] = wlk_test_recipe_leaf ("shop.example", WLK_TEST_KEY_EC_2);
  example->n_omitted = 1;
}

static void
sign_example (Example *example)
{
  GPtrArray *path;

  wlk_test_chain_issue (&example->chain);
  path = example->chain.certificates;
  example->sent = g_ptr_array_new_with_free_func (g_object_unref);
  example->anchors = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = path->len; i > example->n_omitted; i--)
    g_ptr_array_add (example->sent, g_object_ref (g_ptr_array_index (path, i - 1)));
  g_ptr_array_add (example->anchors, g_object_ref (g_ptr_array_index (path, 0)));
}

static void
write_certificates (const char *folder,
                    const char *id,
                    const char *suffix,
                    GPtrArray  *certificates,
                    GBytes     *crl)
{
  g_autofree char *name = g_strconcat (id, suffix, NULL);
  g_autofree char *file = g_build_filename (folder, name, NULL);
  g_autoptr(GString) pem = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < certificates->len; i++)
    {
      g_autofree char *block = wlk_certificate_dup_pem (g_ptr_array_index (certificates, i));

      g_string_append (pem, block);
    }
  if (crl != NULL)
    wlk_test_append_pem (pem, "X509 CRL", crl);
  if (!g_file_set_contents (file, pem->str, pem->len, &error))
    g_error ("%s", error->message);
}

static void
make_example (const char *folder,
              guint       index)
{
  Example example = { 0 };

  init_example (&example);
  wlk_test_chain_change (&example.chain, LEAF, examples[index].change);
  if (examples[index].change_recipes != NULL)
    examples[index].change_recipes (&example);
  sign_example (&example);
  if (examples[index].change_result != NULL)
    examples[index].change_result (&example);

  write_certificates (folder, examples[index].id, ".pem", example.sent, example.crl);
  write_certificates (folder, examples[index].id, ".trust.pem", example.anchors, NULL);
  g_clear_pointer (&example.crl, g_bytes_unref);
  g_ptr_array_unref (example.sent);
  g_ptr_array_unref (example.anchors);
  wlk_test_chain_clear (&example.chain);
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  if (argc != 2)
    {
      g_printerr ("Usage: make-examples FOLDER\n");
      return 2;
    }

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    make_example (argv[1], i);

  return 0;
}
