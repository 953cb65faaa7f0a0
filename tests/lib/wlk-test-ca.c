/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-ca.h"

#include "wlk-test-der.h"

#include "der/wlk-der-reader.h"

#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

/*
 * Certificates for tests, signed in memory by GnuTLS with keys that lie beside this file. A recipe
 * says what one is made of; what goes wrong here is a mistake in the test, so it aborts.
 */

#define MAX_PATH_RECIPES 32 /* longer than any path in the tests */

static const char *key_files[WLK_TEST_N_KEYS] = {
  [WLK_TEST_KEY_EC_0] = "ec-0.pem",
  [WLK_TEST_KEY_EC_1] = "ec-1.pem",
  [WLK_TEST_KEY_EC_2] = "ec-2.pem",
  [WLK_TEST_KEY_EC_3] = "ec-3.pem",
  [WLK_TEST_KEY_EC_4] = "ec-4.pem",
  [WLK_TEST_KEY_EC_5] = "ec-5.pem",
  [WLK_TEST_KEY_EC_6] = "ec-6.pem",
  [WLK_TEST_KEY_EC_7] = "ec-7.pem",
  [WLK_TEST_KEY_RSA_2048_0] = "rsa-2048-0.pem",
  [WLK_TEST_KEY_RSA_2048_1] = "rsa-2048-1.pem",
  [WLK_TEST_KEY_RSA_2048_2] = "rsa-2048-2.pem",
  [WLK_TEST_KEY_RSA_2048_3] = "rsa-2048-3.pem",
  [WLK_TEST_KEY_RSA_1024] = "rsa-1024.pem",
  [WLK_TEST_KEY_EC_P384] = "ec-p384.pem",
  [WLK_TEST_KEY_ED25519] = "ed25519.pem",
  [WLK_TEST_KEY_ED448] = "ed448.pem",
};

static void
assert_gnutls (int         result,
               const char *what)
{
  if (result < 0)
    g_error ("test certificate: %s: %s", what, gnutls_strerror (result));
}

/**
 * wlk_test_dup_key_pem:
 * @key: which key
 *
 * Returns: (transfer full): the private key as PKCS#8 in PEM, for a server in a test
 */
char *
wlk_test_dup_key_pem (WlkTestKey key)
{
  g_autofree char *path = g_build_filename (WLK_TEST_KEYS, key_files[key], NULL);
  g_autoptr(GError) error = NULL;
  char *pem = NULL;

  if (!g_file_get_contents (path, &pem, NULL, &error))
    g_error ("test key: %s", error->message);

  return pem;
}

static gnutls_x509_privkey_t load_key (WlkTestKey key);

/**
 * wlk_test_sign:
 * @key: which key; one of the EC keys
 * @data: what to sign
 *
 * Returns: (transfer full): the ECDSA signature with SHA-256
 */
GBytes *
wlk_test_sign (WlkTestKey key,
               GBytes    *data)
{
  gnutls_privkey_t private_key = NULL;
  gnutls_datum_t datum = { (guint8 *) g_bytes_get_data (data, NULL), g_bytes_get_size (data) };
  gnutls_datum_t signature = { NULL, 0 };
  GBytes *result;

  assert_gnutls (gnutls_privkey_init (&private_key), "key");
  assert_gnutls (gnutls_privkey_import_x509 (private_key, load_key (key), 0), "key");
  assert_gnutls (gnutls_privkey_sign_data2 (private_key, GNUTLS_SIGN_ECDSA_SHA256,
                                            GNUTLS_PRIVKEY_FLAG_REPRODUCIBLE, &datum,
                                            &signature), "signature");
  result = g_bytes_new (signature.data, signature.size);
  gnutls_free (signature.data);
  gnutls_privkey_deinit (private_key);

  return result;
}

static gnutls_x509_privkey_t
load_key (WlkTestKey key)
{
  static gnutls_x509_privkey_t keys[WLK_TEST_N_KEYS];
  static GMutex mutex;

  g_mutex_lock (&mutex);
  if (keys[key] == NULL)
    {
      g_autofree char *pem = wlk_test_dup_key_pem (key);
      gnutls_datum_t datum = { (guint8 *) pem, strlen (pem) };

      assert_gnutls (gnutls_x509_privkey_init (&keys[key]), "key");
      assert_gnutls (gnutls_x509_privkey_import_pkcs8 (keys[key], &datum, GNUTLS_X509_FMT_PEM,
                                                       NULL, GNUTLS_PKCS_PLAIN),
                     key_files[key]);
    }
  g_mutex_unlock (&mutex);

  return keys[key];
}

static void
set_basics (gnutls_x509_crt_t    certificate,
            const WlkTestRecipe *recipe)
{
  guint64 serial = GUINT64_TO_BE (recipe->serial);

  assert_gnutls (gnutls_x509_crt_set_version (certificate, recipe->version), "version");
  assert_gnutls (gnutls_x509_crt_set_serial (certificate, &serial, sizeof serial), "serial");
  assert_gnutls (gnutls_x509_crt_set_activation_time (certificate, recipe->not_before),
                 "not before");
  assert_gnutls (gnutls_x509_crt_set_expiration_time (certificate, recipe->not_after),
                 "not after");
  assert_gnutls (gnutls_x509_crt_set_key (certificate, load_key (recipe->key)), "key");
  if (*recipe->subject != '\0')
    assert_gnutls (gnutls_x509_crt_set_dn (certificate, recipe->subject, NULL), recipe->subject);
}

static void
add_san_entry (gnutls_x509_crt_t certificate,
               const char       *entry)
{
  guint8 address[16];
  const char *value = strchr (entry, ':') + 1;
  gnutls_x509_subject_alt_name_t kind = GNUTLS_SAN_URI;
  const void *data = value;
  gsize length = strlen (value);

  if (g_str_has_prefix (entry, "DNS:"))
    kind = GNUTLS_SAN_DNSNAME;
  else if (g_str_has_prefix (entry, "EMAIL:"))
    kind = GNUTLS_SAN_RFC822NAME;
  else if (g_str_has_prefix (entry, "IP:"))
    {
      gboolean is_ipv6 = strchr (value, ':') != NULL;

      kind = GNUTLS_SAN_IPADDRESS;
      g_assert_cmpint (inet_pton (is_ipv6 ? AF_INET6 : AF_INET, value, address), ==, 1);
      data = address;
      length = is_ipv6 ? 16 : 4;
    }

  assert_gnutls (gnutls_x509_crt_set_subject_alt_name (certificate, kind, data, length,
                                                       GNUTLS_FSAN_APPEND),
                 entry);
}

static guint
convert_key_usage (WlkKeyUsage usage)
{
  static const struct { WlkKeyUsage ours;
                        guint       theirs;
  } bits[] = {
    { WLK_KEY_USAGE_DIGITAL_SIGNATURE, GNUTLS_KEY_DIGITAL_SIGNATURE },
    { WLK_KEY_USAGE_NON_REPUDIATION, GNUTLS_KEY_NON_REPUDIATION },
    { WLK_KEY_USAGE_KEY_ENCIPHERMENT, GNUTLS_KEY_KEY_ENCIPHERMENT },
    { WLK_KEY_USAGE_DATA_ENCIPHERMENT, GNUTLS_KEY_DATA_ENCIPHERMENT },
    { WLK_KEY_USAGE_KEY_AGREEMENT, GNUTLS_KEY_KEY_AGREEMENT },
    { WLK_KEY_USAGE_KEY_CERT_SIGN, GNUTLS_KEY_KEY_CERT_SIGN },
    { WLK_KEY_USAGE_CRL_SIGN, GNUTLS_KEY_CRL_SIGN },
    { WLK_KEY_USAGE_ENCIPHER_ONLY, GNUTLS_KEY_ENCIPHER_ONLY },
    { WLK_KEY_USAGE_DECIPHER_ONLY, GNUTLS_KEY_DECIPHER_ONLY },
  };
  guint result = 0;

  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    if (usage & bits[i].ours)
      result |= bits[i].theirs;

  return result;
}

static void
add_raw_extensions (gnutls_x509_crt_t       certificate,
                    const WlkTestExtension *extensions)
{
  for (; extensions != NULL && extensions->oid != NULL; extensions++)
    {
      g_autoptr(GByteArray) bytes = g_byte_array_new ();

      wlk_test_der_add_hex (bytes, extensions->hex);
      assert_gnutls (gnutls_x509_crt_set_extension_by_oid (certificate, extensions->oid,
                                                           bytes->data, bytes->len,
                                                           extensions->is_critical),
                     extensions->oid);
    }
}

static void
add_key_ids (gnutls_x509_crt_t certificate,
             WlkTestKey        issuer_key)
{
  guint8 id[64];
  gsize length = sizeof id;

  assert_gnutls (gnutls_x509_crt_get_key_id (certificate, 0, id, &length), "key id");
  assert_gnutls (gnutls_x509_crt_set_subject_key_id (certificate, id, length), "subject key id");
  length = sizeof id;
  assert_gnutls (gnutls_x509_privkey_get_key_id (load_key (issuer_key), 0, id, &length),
                 "issuer's key id");
  assert_gnutls (gnutls_x509_crt_set_authority_key_id (certificate, id, length),
                 "authority key id");
}

static void
add_extensions (gnutls_x509_crt_t    certificate,
                const WlkTestRecipe *recipe,
                WlkTestKey           issuer_key)
{
  g_auto(GStrv) purposes = g_strsplit (recipe->purposes != NULL ? recipe->purposes : "", " ", 0);
  g_auto(GStrv) names = g_strsplit (recipe->san != NULL ? recipe->san : "", " ", 0);

  if (recipe->has_basic_constraints)
    assert_gnutls (gnutls_x509_crt_set_basic_constraints (certificate, recipe->is_ca,
                                                          recipe->path_length),
                   "basic constraints");
  if (recipe->key_usage != 0)
    assert_gnutls (gnutls_x509_crt_set_key_usage (certificate,
                                                  convert_key_usage (recipe->key_usage)),
                   "key usage");
  for (guint i = 0; purposes[i] != NULL; i++)
    assert_gnutls (gnutls_x509_crt_set_key_purpose_oid (certificate, purposes[i], 0), "purpose");
  for (guint i = 0; names[i] != NULL; i++)
    add_san_entry (certificate, names[i]);
  if (recipe->ca_issuers != NULL)
    {
      gnutls_datum_t uri = { (guint8 *) recipe->ca_issuers, strlen (recipe->ca_issuers) };

      assert_gnutls (gnutls_x509_crt_set_authority_info_access (certificate,
                                                                GNUTLS_IA_CAISSUERS_URI, &uri),
                     "authority access");
    }
  if (!recipe->has_no_key_ids)
    add_key_ids (certificate, issuer_key);
  add_raw_extensions (certificate, recipe->extensions);
  add_raw_extensions (certificate, recipe->more_extensions);
}

/* GnuTLS takes the issuer's name and the parameters of its key from a certificate, so they get one
 * to be taken from. */
static void
sign (gnutls_x509_crt_t    certificate,
      const WlkTestRecipe *recipe,
      const char          *issuer_name,
      WlkTestKey           issuer_key)
{
  const char *digest = recipe->digest != NULL ? recipe->digest : "SHA256";
  gnutls_digest_algorithm_t algorithm = gnutls_digest_get_id (digest);
  unsigned flags = GNUTLS_PRIVKEY_FLAG_REPRODUCIBLE;
  gnutls_x509_crt_t issuer;
  gnutls_privkey_t key;

  assert_gnutls (gnutls_x509_crt_init (&issuer), "issuer");
  if (*issuer_name != '\0')
    assert_gnutls (gnutls_x509_crt_set_dn (issuer, issuer_name, NULL), issuer_name);
  assert_gnutls (gnutls_x509_crt_set_key (issuer, load_key (issuer_key)), "issuer's key");
  assert_gnutls (gnutls_privkey_init (&key), "signer");
  assert_gnutls (gnutls_privkey_import_x509 (key, load_key (issuer_key), 0), "signer");
  if (recipe->is_pss)
    flags |= GNUTLS_PRIVKEY_SIGN_FLAG_RSA_PSS;
  if (issuer_key == WLK_TEST_KEY_ED25519)
    algorithm = GNUTLS_DIG_SHA512;
  else if (issuer_key == WLK_TEST_KEY_ED448)
    algorithm = GNUTLS_DIG_SHAKE_256;

  assert_gnutls (gnutls_x509_crt_privkey_sign (certificate, issuer, key, algorithm, flags),
                 "signature");

  gnutls_privkey_deinit (key);
  gnutls_x509_crt_deinit (issuer);
}

static GBytes *
export_der (gnutls_x509_crt_t certificate,
            gboolean          has_bad_signature)
{
  gnutls_datum_t der;
  GBytes *bytes;

  assert_gnutls (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_DER, &der), "export");
  if (has_bad_signature)
    der.data[der.size - 1] ^= 0x01;
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);

  return bytes;
}

/**
 * wlk_test_issue:
 * @recipe: what it is made of
 * @issuer: (nullable): who signs; %NULL for a self-signed one
 *
 * Returns: (transfer full): the certificate
 */
WlkCertificate *
wlk_test_issue (const WlkTestRecipe *recipe,
                const WlkTestRecipe *issuer)
{
  const WlkTestRecipe *signer = issuer != NULL ? issuer : recipe;
  const char *issuer_name = recipe->issuer != NULL ? recipe->issuer : signer->subject;
  g_autoptr(GBytes) der = NULL;
  g_autoptr(GError) error = NULL;
  gnutls_x509_crt_t crt;
  WlkCertificate *certificate;

  assert_gnutls (gnutls_x509_crt_init (&crt), "certificate");
  set_basics (crt, recipe);
  if (recipe->version == 3)
    add_extensions (crt, recipe, signer->key);
  sign (crt, recipe, issuer_name, signer->key);
  der = export_der (crt, recipe->has_bad_signature);
  gnutls_x509_crt_deinit (crt);

  certificate = wlk_certificate_new (der, &error);
  if (certificate == NULL)
    g_error ("test certificate “%s”: %s", recipe->subject, error->message);

  return certificate;
}

static WlkTestRecipe
make_recipe (const char *subject,
             WlkTestKey  key)
{
  return (WlkTestRecipe) {
           .subject = subject,
           .key = key,
           .not_before = WLK_TEST_NOT_BEFORE,
           .not_after = WLK_TEST_NOT_AFTER,
           .serial = 0x4D0000 + key,
           .version = 3,
           .path_length = -1,
  };
}

/**
 * wlk_test_recipe_ca:
 * @subject: an RFC 4514 string with static life, for example “CN=Root”
 * @key: its key
 *
 * Returns: a faultless certification authority
 */
WlkTestRecipe
wlk_test_recipe_ca (const char *subject,
                    WlkTestKey  key)
{
  WlkTestRecipe recipe = make_recipe (subject, key);

  recipe.has_basic_constraints = TRUE;
  recipe.is_ca = TRUE;
  recipe.key_usage = WLK_KEY_USAGE_KEY_CERT_SIGN | WLK_KEY_USAGE_CRL_SIGN;

  return recipe;
}

/**
 * wlk_test_recipe_leaf:
 * @host: a DNS name with static life
 * @key: its key
 *
 * Returns: a faultless end entity of a TLS server, its name in both subject and SAN
 */
WlkTestRecipe
wlk_test_recipe_leaf (const char *host,
                      WlkTestKey  key)
{
  g_autofree char *subject = g_strconcat ("CN=", host, NULL);
  g_autofree char *san = g_strconcat ("DNS:", host, NULL);
  WlkTestRecipe recipe = make_recipe (g_intern_string (subject), key);

  recipe.has_basic_constraints = TRUE;
  recipe.key_usage = WLK_KEY_USAGE_DIGITAL_SIGNATURE;
  recipe.purposes = WLK_OID_PURPOSE_SERVER;
  recipe.san = g_intern_string (san);

  return recipe;
}

/**
 * wlk_test_replace_bytes:
 * @certificate: a certificate
 * @span: a whole element directly inside its tbsCertificate
 * @hex: what to put there, see wlk_test_der_add_hex()
 * @issuer_key: the key that signs anew; one of the EC keys
 *
 * Makes what no recipe can make: a certificate with another element in one place. It need not be
 * readable.
 *
 * Returns: (transfer full): the DER of the new certificate
 */
GBytes *
wlk_test_replace_bytes (WlkCertificate *certificate,
                        WlkSpan         span,
                        const char     *hex,
                        WlkTestKey      issuer_key)
{
  WlkSpan tbs = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_TBS);
  WlkSpan algorithm = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SIGNATURE_ALGORITHM);
  gsize length = 0;
  const guint8 *bytes = wlk_certificate_get_der (certificate, &length);
  WlkSpan version = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_VERSION);
  WlkSpan serial = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SERIAL_NUMBER);
  guint32 start = version.length > 0 ? version.offset : serial.offset;
  guint32 end = tbs.offset + tbs.length;
  GByteArray *der = g_byte_array_new ();
  g_autoptr(GBytes) signed_bytes = NULL;
  g_autoptr(GBytes) signature = NULL;

  g_byte_array_append (der, bytes + start, span.offset - start);
  wlk_test_der_add_hex (der, hex);
  g_byte_array_append (der, bytes + span.offset + span.length, end - span.offset - span.length);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  signed_bytes = g_bytes_new (der->data, der->len);
  signature = wlk_test_sign (issuer_key, signed_bytes);
  g_byte_array_append (der, bytes + algorithm.offset, algorithm.length);
  wlk_test_der_add_signature (der, signature);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);

  return g_byte_array_free_to_bytes (der);
}

/**
 * wlk_test_replace:
 * @certificate: a certificate
 * @span: a whole element directly inside its tbsCertificate
 * @hex: what to put there
 * @issuer_key: the key that signs anew; one of the EC keys
 *
 * The same as wlk_test_replace_bytes(), for what is readable.
 *
 * Returns: (transfer full): the new certificate
 */
WlkCertificate *
wlk_test_replace (WlkCertificate *certificate,
                  WlkSpan         span,
                  const char     *hex,
                  WlkTestKey      issuer_key)
{
  g_autoptr(GBytes) der = wlk_test_replace_bytes (certificate, span, hex, issuer_key);
  g_autoptr(GError) error = NULL;
  WlkCertificate *result = wlk_certificate_new (der, &error);

  g_assert_no_error (error);

  return result;
}

/**
 * wlk_test_make_recipes:
 * @recipes: (out caller-allocates) (array length=n_recipes): anchor first, leaf last
 * @n_recipes: at least 2, at most one for each EC key
 *
 * Fills in a faultless path: “CN=Root”, “CN=CA 1”, … and a leaf for leaf.example.
 */
void
wlk_test_make_recipes (WlkTestRecipe *recipes,
                       guint          n_recipes)
{
  g_assert_cmpuint (n_recipes, >=, 2);
  g_assert_cmpuint (n_recipes, <=, WLK_TEST_KEY_EC_7 - WLK_TEST_KEY_EC_0 + 1);

  recipes[0] = wlk_test_recipe_ca ("CN=Root", WLK_TEST_KEY_EC_0);
  for (guint i = 1; i + 1 < n_recipes; i++)
    {
      g_autofree char *subject = g_strdup_printf ("CN=CA %u", i);

      recipes[i] = wlk_test_recipe_ca (g_intern_string (subject), WLK_TEST_KEY_EC_0 + i);
    }
  recipes[n_recipes - 1] = wlk_test_recipe_leaf ("leaf.example",
                                                 WLK_TEST_KEY_EC_0 + n_recipes - 1);
}

/**
 * wlk_test_issue_path:
 * @recipes: (array length=n_recipes): anchor first; each signs the next, the first itself
 * @n_recipes: how many
 *
 * Returns: (transfer container) (element-type WlkCertificate): the certificates, anchor first
 */
GPtrArray *
wlk_test_issue_path (const WlkTestRecipe *recipes,
                     guint                n_recipes)
{
  GPtrArray *certificates = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_cmpuint (n_recipes, <=, MAX_PATH_RECIPES);
  for (guint i = 0; i < n_recipes; i++)
    g_ptr_array_add (certificates,
                     wlk_test_issue (&recipes[i], i > 0 ? &recipes[i - 1] : NULL));

  return certificates;
}
