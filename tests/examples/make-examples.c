/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-revocation.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/*
 * make-examples FOLDER - writes the certificates of the built-in examples.
 *
 * Each example begins as a faultless path: a root that is trusted, an issuing CA, and a leaf for
 * shop.example. A function then breaks one thing. ID.pem is what a server would send, leaf first;
 * ID.trust.pem are the anchors. Keys, dates and serial numbers are fixed, so that the files are
 * the same whenever and wherever they are made.
 */

#define MAX_RECIPES 6
#define DAY         (24 * 60 * 60)

typedef struct
{
  WlkTestRecipe recipes[MAX_RECIPES]; /* anchor first */
  guint         n_recipes;
  guint         n_omitted;            /* how many at the top are not sent; 1 is the root */
  GPtrArray    *sent;                 /* (element-type WlkCertificate), in order */
  GPtrArray    *anchors;              /* (element-type WlkCertificate) */
  GBytes       *crl;                  /* nullable: is sent, too */
} Example;

typedef void (*ChangeFunc) (Example *example);

static WlkTestRecipe *
get_leaf (Example *example)
{
  return &example->recipes[example->n_recipes - 1];
}

static WlkTestRecipe *
get_issuing_ca (Example *example)
{
  return &example->recipes[example->n_recipes - 2];
}

/* Puts another CA between the root and the issuing CA. */
static WlkTestRecipe *
insert_ca (Example *example)
{
  example->recipes[3] = example->recipes[2];
  example->recipes[2] = example->recipes[1];
  example->recipes[1] = wlk_test_recipe_ca ("CN=Example Policy CA,O=Weak Link Examples",
                                            WLK_TEST_KEY_EC_3);
  example->n_recipes = 4;

  return &example->recipes[1];
}

/* Changes of the recipes, before anything is signed */

static void
expire_leaf (Example *example)
{
  get_leaf (example)->not_after = WLK_TEST_TIME - 3 * DAY;
}

static void
expire_issuing_ca (Example *example)
{
  get_issuing_ca (example)->not_after = WLK_TEST_TIME - 12 * DAY;
}

static void
start_leaf_late (Example *example)
{
  get_leaf (example)->not_before = WLK_TEST_TIME + 2 * DAY;
}

static void
name_issuing_ca_address (Example *example)
{
  get_leaf (example)->ca_issuers = "http://ca.example/issuing-ca.der";
}

static void
use_one_self_signed_leaf (Example *example)
{
  example->recipes[0] = *get_leaf (example);
  example->n_recipes = 1;
  example->n_omitted = 0;
}

static void
rename_leaf (Example *example)
{
  get_leaf (example)->subject = "CN=www.shop.example";
  get_leaf (example)->san = "DNS:www.shop.example DNS:mail.shop.example";
}

static void
use_wildcard (Example *example)
{
  get_leaf (example)->subject = "CN=*.shop.example";
  get_leaf (example)->san = "DNS:*.shop.example";
}

static void
remove_san (Example *example)
{
  get_leaf (example)->san = NULL;
}

static void
use_addresses (Example *example)
{
  get_leaf (example)->san = "DNS:shop.example IP:192.0.2.10 IP:2001:db8::10";
}

static void
use_mailbox (Example *example)
{
  get_leaf (example)->subject = "CN=Accounts,O=Shop Example";
  get_leaf (example)->san = "EMAIL:accounts@shop.example";
  get_leaf (example)->purposes = WLK_OID_PURPOSE_EMAIL;
}

static void
tamper_with_leaf (Example *example)
{
  get_leaf (example)->has_bad_signature = TRUE;
}

static void
deny_ca (Example *example)
{
  get_issuing_ca (example)->is_ca = FALSE;
  get_issuing_ca (example)->key_usage = WLK_KEY_USAGE_DIGITAL_SIGNATURE;
}

static void
use_version_1_ca (Example *example)
{
  get_issuing_ca (example)->version = 1;
}

static void
limit_path (Example *example)
{
  insert_ca (example)->path_length = 0;
}

static void
deny_certificate_signing (Example *example)
{
  get_issuing_ca (example)->key_usage = WLK_KEY_USAGE_CRL_SIGN;
}

static void
use_client_purpose (Example *example)
{
  get_leaf (example)->purposes = WLK_OID_PURPOSE_CLIENT;
}

static void
limit_ca_to_email (Example *example)
{
  get_issuing_ca (example)->purposes = WLK_OID_PURPOSE_EMAIL;
}

static void
deny_server_key_usage (Example *example)
{
  get_leaf (example)->key_usage = WLK_KEY_USAGE_DATA_ENCIPHERMENT;
}

static void
add_unknown_critical_extension (Example *example)
{
  static const WlkTestExtension extensions[] = {
    { "1.3.6.1.4.1.99999.1", TRUE, "0C0568656C6C6F" },
    { NULL },
  };

  get_leaf (example)->extensions = extensions;
}

static void
sign_with_sha1 (Example *example)
{
  get_leaf (example)->digest = "SHA1";
}

static void
use_short_leaf_key (Example *example)
{
  get_leaf (example)->key = WLK_TEST_KEY_RSA_1024;
  get_leaf (example)->key_usage |= WLK_KEY_USAGE_KEY_ENCIPHERMENT;
}

static void
use_short_ca_key (Example *example)
{
  get_issuing_ca (example)->key = WLK_TEST_KEY_RSA_1024;
}

static void
use_rsa (Example *example)
{
  example->recipes[0].key = WLK_TEST_KEY_RSA_2048_0;
  example->recipes[1].key = WLK_TEST_KEY_RSA_2048_1;
  example->recipes[2].key = WLK_TEST_KEY_RSA_2048_2;
  example->recipes[2].key_usage |= WLK_KEY_USAGE_KEY_ENCIPHERMENT;
}

static void
use_strange_names (Example *example)
{
  get_leaf (example)->subject =
    "CN=shop.example \xE2\x80\xAEgpj.elpmaxe\xE2\x80\xAC <b>bold</b>,O=%s%n";
}

/* permitted: bank.example */
static void
constrain_names (Example *example)
{
  static const WlkTestExtension extensions[] = {
    { WLK_OID_NAME_CONSTRAINTS, TRUE, "3012a010300e820c62616e6b2e6578616d706c65" }, { NULL },
  };

  get_issuing_ca (example)->extensions = extensions;
}

static void
require_policy (Example *example)
{
  static const WlkTestExtension of_ca[] = {
    { WLK_OID_CERTIFICATE_POLICIES, FALSE, "300a3008060667810c010202" },
    { WLK_OID_POLICY_CONSTRAINTS, TRUE, "3003800100" }, { NULL },
  };
  static const WlkTestExtension of_leaf[] = {
    { WLK_OID_CERTIFICATE_POLICIES, FALSE, "300a3008060667810c010201" }, { NULL },
  };

  get_issuing_ca (example)->extensions = of_ca;
  get_leaf (example)->extensions = of_leaf;
}

static void
allow_crls (Example *example)
{
  static const WlkTestExtension extensions[] = { /* http://crl.example/ca.crl */
    { WLK_OID_CRL_DISTRIBUTION_POINTS, FALSE,
      "3021301fa01da01b8619"
      "687474703a2f2f63726c2e6578616d706c652f63612e63726c" }, { NULL },
  };

  get_issuing_ca (example)->key_usage |= WLK_KEY_USAGE_CRL_SIGN;
  get_leaf (example)->extensions = extensions;
}

/* Changes of what is sent and trusted, after signing */

static void
send_crl (Example            *example,
          const WlkTestEntry *entries,
          gint64              next_update)
{
  WlkTestCrl crl = wlk_test_crl (example->sent->pdata[1], get_issuing_ca (example)->key);

  crl.this_update = next_update - 7 * DAY;
  crl.next_update = next_update;
  crl.entries = entries;
  example->crl = wlk_test_crl_make (&crl);
}

static void
revoke_leaf (Example *example)
{
  WlkTestEntry entries[] = { { get_leaf (example)->serial, 1, NULL }, { 0, 0, NULL } };

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
  g_ptr_array_add (example->sent, wlk_test_issue (&example->recipes[0], NULL));
  distrust_root (example);
}

static void
trust_renewed_root (Example *example)
{
  WlkTestRecipe renewed = example->recipes[0];

  renewed.key = WLK_TEST_KEY_EC_7;
  renewed.serial++;
  g_ptr_array_set_size (example->anchors, 0);
  g_ptr_array_add (example->anchors, wlk_test_issue (&renewed, NULL));
}

static void
send_impostor_ca (Example *example)
{
  WlkTestRecipe impostor = *get_issuing_ca (example);

  impostor.key = WLK_TEST_KEY_EC_7;
  impostor.serial++;
  g_ptr_array_remove_index (example->sent, 1);
  g_ptr_array_add (example->sent, wlk_test_issue (&impostor, &example->recipes[0]));
}

static void
reverse_order (Example *example)
{
  GPtrArray *sent = example->sent;
  gpointer first = g_ptr_array_steal_index (sent, 1);

  g_ptr_array_add (sent, first);
  g_ptr_array_add (sent, wlk_test_issue (&example->recipes[0], NULL));
}

/* An older root has certified the issuing CA, too, but that certificate has expired. It is sent
 * before the good one. */
static void
cross_sign_issuing_ca (Example *example)
{
  WlkTestRecipe old_root = wlk_test_recipe_ca ("CN=Old Root,O=Weak Link Examples",
                                               WLK_TEST_KEY_RSA_2048_3);
  WlkTestRecipe cross = *get_issuing_ca (example);

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

static const struct
{
  const char *id;
  ChangeFunc  change_recipes;
  ChangeFunc  change_result;
} examples[] = {
  { "good", NULL, NULL },
  { "good-cross-signed", use_rsa, cross_sign_issuing_ca },
  { "expired-leaf", expire_leaf, NULL },
  { "expired-intermediate", expire_issuing_ca, NULL },
  { "not-yet-valid", start_leaf_late, NULL },
  { "missing-intermediate", name_issuing_ca_address, omit_issuing_ca },
  { "untrusted-root", NULL, send_and_distrust_root },
  { "unknown-root", NULL, distrust_root },
  { "renewed-root", NULL, trust_renewed_root },
  { "nothing-trusted", NULL, trust_nothing },
  { "self-signed", use_one_self_signed_leaf, distrust_root },
  { "tampered", tamper_with_leaf, NULL },
  { "impostor-issuer", NULL, send_impostor_ca },
  { "wrong-host", rename_leaf, NULL },
  { "wildcard-too-deep", use_wildcard, NULL },
  { "name-only-in-subject", remove_san, NULL },
  { "wrong-address", use_addresses, NULL },
  { "wrong-mailbox", use_mailbox, NULL },
  { "not-a-ca", deny_ca, NULL },
  { "version-1-ca", use_version_1_ca, NULL },
  { "path-too-long", limit_path, NULL },
  { "may-not-sign", deny_certificate_signing, NULL },
  { "client-only", use_client_purpose, NULL },
  { "ca-for-email-only", limit_ca_to_email, NULL },
  { "wrong-key-usage", deny_server_key_usage, NULL },
  { "unknown-critical", add_unknown_critical_extension, NULL },
  { "name-not-permitted", constrain_names, NULL },
  { "policy-required", require_policy, NULL },
  { "revoked", allow_crls, revoke_leaf },
  { "old-revocation-list", allow_crls, send_old_crl },
  { "sha1-signature", sign_with_sha1, NULL },
  { "short-key", use_short_leaf_key, NULL },
  { "short-ca-key", use_short_ca_key, NULL },
  { "wrong-order", NULL, reverse_order },
  { "strange-names", use_strange_names, NULL },
};

static void
init_example (Example *example)
{
  example->recipes[0] = wlk_test_recipe_ca ("CN=Example Root,O=Weak Link Examples",
                                            WLK_TEST_KEY_EC_0);
  example->recipes[1] = wlk_test_recipe_ca ("CN=Example Issuing CA,O=Weak Link Examples",
                                            WLK_TEST_KEY_EC_1);
  example->recipes[2] = wlk_test_recipe_leaf ("shop.example", WLK_TEST_KEY_EC_2);
  example->n_recipes = 3;
  example->n_omitted = 1;
}

/* Roots live for twenty years and their CAs for ten, as outside of tests; the fault of an
 * example is set after this. */
static void
set_validity (Example *example)
{
  example->recipes[0].not_before = WLK_TEST_NOT_BEFORE - 10 * 365 * DAY;
  example->recipes[0].not_after = WLK_TEST_NOT_AFTER + 9 * 365 * DAY;
  example->recipes[1].not_before = WLK_TEST_NOT_BEFORE - 4 * 365 * DAY;
  example->recipes[1].not_after = WLK_TEST_NOT_AFTER + 5 * 365 * DAY;
}

static void
sign_example (Example *example)
{
  g_autoptr(GPtrArray) path = wlk_test_issue_path (example->recipes, example->n_recipes);

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
  set_validity (&example);
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
