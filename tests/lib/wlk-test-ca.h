/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "load/wlk-bundle.h"
#include "report/wlk-query.h"
#include "trust/wlk-trust-store.h"
#include "x509/wlk-certificate.h"
#include "x509/wlk-client-credential.h"
#include "x509/wlk-extensions.h"

G_BEGIN_DECLS

/* The moment at which the tests validate: 2026-06-01 12:00:00 UTC. Recipes are valid around it. */
#define WLK_TEST_TIME       G_GINT64_CONSTANT (1780315200)
#define WLK_TEST_NOT_BEFORE G_GINT64_CONSTANT (1767225600) /* 2026-01-01 00:00:00 UTC */
#define WLK_TEST_NOT_AFTER  G_GINT64_CONSTANT (1798761599) /* 2026-12-31 23:59:59 UTC */

/**
 * WlkTestKey:
 *
 * Fixed keys from tests/lib/keys, so that no test waits for a generator. The numbered ones are
 * of one kind: a path of five certificates takes five of them.
 */
typedef enum {
  WLK_TEST_KEY_EC_0,
  WLK_TEST_KEY_EC_1,
  WLK_TEST_KEY_EC_2,
  WLK_TEST_KEY_EC_3,
  WLK_TEST_KEY_EC_4,
  WLK_TEST_KEY_EC_5,
  WLK_TEST_KEY_EC_6,
  WLK_TEST_KEY_EC_7,
  WLK_TEST_KEY_RSA_2048_0,
  WLK_TEST_KEY_RSA_2048_1,
  WLK_TEST_KEY_RSA_2048_2,
  WLK_TEST_KEY_RSA_2048_3,
  WLK_TEST_KEY_RSA_1024,
  WLK_TEST_KEY_EC_P384,
  WLK_TEST_KEY_ED25519,
  WLK_TEST_KEY_ED448,
  WLK_TEST_N_KEYS
} WlkTestKey;

/**
 * WlkTestExtension:
 * @oid: dotted
 * @is_critical: the critical flag
 * @hex: the DER of the extension's value, see wlk_test_der_add_hex()
 */
typedef struct
{
  const char *oid;
  gboolean    is_critical;
  const char *hex;
} WlkTestExtension;

/**
 * WlkTestRecipe:
 * @subject: an RFC 4514 string; “” for an empty name
 * @issuer: (nullable): instead of the subject of the recipe that signs
 * @key: the subject's key
 * @digest: the signature's digest, like “SHA256”; %NULL for SHA256
 * @is_pss: sign with RSA-PSS, when the issuer's key is RSA; without a salt, so that it is the
 *   same each time
 * @not_before: seconds since 1970
 * @not_after: seconds since 1970
 * @serial: serial number
 * @version: 1 or 3
 * @has_basic_constraints: whether the extension is there
 * @is_ca: its flag
 * @path_length: -1 for none
 * @key_usage: 0 for no such extension
 * @purposes: (nullable): dotted EKU OIDs, separated by blanks
 * @san: (nullable): “DNS:a.example IP:192.0.2.1 IP:2001:db8::1 EMAIL:a@b.example URI:http://…”,
 *   separated by blanks
 * @ca_issuers: (nullable): an AIA caIssuers address
 * @has_no_key_ids: leave out subject and authority key identifier
 * @extensions: (nullable): more, ended by one without an OID
 * @more_extensions: the same, after @extensions
 * @without: (nullable): dotted; an extension that the profile “web” requires, and that is left out
 * @has_bad_signature: flip a bit of the signature
 *
 * What a test certificate is made of. Start from wlk_test_recipe_ca() or
 * wlk_test_recipe_leaf() and change what the case is about.
 */
typedef struct
{
  const char             *subject;
  const char             *issuer;
  WlkTestKey              key;
  const char             *digest;
  gboolean                is_pss;
  gint64                  not_before;
  gint64                  not_after;
  guint64                 serial;
  int                     version;
  gboolean                has_basic_constraints;
  gboolean                is_ca;
  int                     path_length;
  WlkKeyUsage             key_usage;
  const char             *purposes;
  const char             *san;
  const char             *ca_issuers;
  gboolean                has_no_key_ids;
  const WlkTestExtension *extensions;
  WlkTestExtension        more_extensions[8];
  const char             *without;
  gboolean                has_bad_signature;
} WlkTestRecipe;

WlkTestRecipe wlk_test_recipe_ca (const char *subject,
                                  WlkTestKey  key);
WlkTestRecipe wlk_test_recipe_leaf (const char *host,
                                    WlkTestKey  key);
WlkCertificate *wlk_test_issue (const WlkTestRecipe *recipe,
                                const WlkTestRecipe *issuer);
GPtrArray *wlk_test_issue_path (const WlkTestRecipe *recipes,
                                guint                n_recipes);
GBytes *wlk_test_replace_bytes (WlkCertificate *certificate,
                                WlkSpan         span,
                                const char     *hex,
                                WlkTestKey      issuer_key);
WlkCertificate *wlk_test_replace (WlkCertificate *certificate,
                                  WlkSpan         span,
                                  const char     *hex,
                                  WlkTestKey      issuer_key);
void wlk_test_make_recipes (WlkTestRecipe *recipes,
                            guint          n_recipes);
WlkBundle *wlk_test_bundle (GPtrArray *certificates,
                            guint      first);
WlkQuery *wlk_test_query (const char *name,
                          WlkPurpose  purpose,
                          WlkProfile  profile);
WlkTrustStore *wlk_test_trust (WlkCertificate *anchor);
WlkClientCredential *wlk_test_credential (GPtrArray *chain,
                                          WlkTestKey key);
char *wlk_test_dup_key_pem (WlkTestKey key);
GBytes *wlk_test_sign (WlkTestKey key,
                       GBytes    *data);

G_END_DECLS
