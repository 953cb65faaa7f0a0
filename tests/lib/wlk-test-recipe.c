/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-recipe.h"

#include <string.h>

/*
 * Changes of a recipe as text, so that a table of cases needs no function for each:
 *
 *   subject=NAME  issuer=NAME  san=NAMES  ca-issuers=URI     as in #WlkTestRecipe; empty for none
 *   key=ec-0…ec-7, rsa-0…rsa-3, rsa-1024, p384, ed25519 or ed448
 *   digest=SHA1  pss=yes  serial=NUMBER  version=NUMBER  path-length=NUMBER
 *   not-before=TIME  not-after=TIME     -1, +1, -3d: from WLK_TEST_TIME; first-1, last+1: from the
 *                                       dates of all recipes; @NUMBER: since 1970
 *   basic-constraints=no  ca=no  key-ids=no  signature=bad
 *   key-usage=digitalSignature…         + before a name adds it, - removes it; “none”
 *   purposes=OID OID                    empty for none
 *   extension=OID [critical] HEX        one more
 *
 * Several are separated by “; ”.
 */

static const struct { const char *name;
                      WlkTestKey  key;
} keys[] = {
  { "rsa-0", WLK_TEST_KEY_RSA_2048_0 },
  { "rsa-1", WLK_TEST_KEY_RSA_2048_1 },
  { "rsa-2", WLK_TEST_KEY_RSA_2048_2 },
  { "rsa-1024", WLK_TEST_KEY_RSA_1024 },
  { "p384", WLK_TEST_KEY_EC_P384 },
  { "ed25519", WLK_TEST_KEY_ED25519 },
  { "ed448", WLK_TEST_KEY_ED448 },
};

static const struct { const char *name;
                      WlkKeyUsage usage;
} usages[] = {
  { "none", 0 },
  { "digitalSignature", WLK_KEY_USAGE_DIGITAL_SIGNATURE },
  { "nonRepudiation", WLK_KEY_USAGE_NON_REPUDIATION },
  { "keyEncipherment", WLK_KEY_USAGE_KEY_ENCIPHERMENT },
  { "dataEncipherment", WLK_KEY_USAGE_DATA_ENCIPHERMENT },
  { "keyAgreement", WLK_KEY_USAGE_KEY_AGREEMENT },
  { "keyCertSign", WLK_KEY_USAGE_KEY_CERT_SIGN },
  { "cRLSign", WLK_KEY_USAGE_CRL_SIGN },
};

/**
 * wlk_test_parse_boolean:
 * @value: “yes” or “no”
 *
 * Returns: whether it is “yes”
 */
gboolean
wlk_test_parse_boolean (const char *value)
{
  if (!g_str_equal (value, "yes") && !g_str_equal (value, "no"))
    g_error ("“%s” is neither “yes” nor “no”", value);

  return g_str_equal (value, "yes");
}

/**
 * wlk_test_parse_key:
 * @value: name of a key, as in the list above
 *
 * Returns: the key
 */
WlkTestKey
wlk_test_parse_key (const char *value)
{
  if (g_str_has_prefix (value, "ec-"))
    return WLK_TEST_KEY_EC_0 + (guint) (value[3] - '0');
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].name, value))
      return keys[i].key;

  g_error ("“%s” is not a key", value);
}

/**
 * wlk_test_parse_time:
 * @value: a time, as in the list above
 *
 * Returns: seconds since 1970
 */
gint64
wlk_test_parse_time (const char *value)
{
  gint64 unit = g_str_has_suffix (value, "d") ? 24 * 60 * 60 : 1;
  gint64 start = WLK_TEST_TIME;

  if (*value == '@')
    return g_ascii_strtoll (value + 1, NULL, 10);
  if (g_str_has_prefix (value, "first"))
    start = WLK_TEST_NOT_BEFORE;
  else if (g_str_has_prefix (value, "last"))
    start = WLK_TEST_NOT_AFTER;
  value += strcspn (value, "+-");

  return start + unit * g_ascii_strtoll (value, NULL, 10);
}

static WlkKeyUsage
parse_usage (const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (usages); i++)
    if (g_str_equal (usages[i].name, value))
      return usages[i].usage;

  g_error ("“%s” is not a key usage", value);
}

static WlkKeyUsage
change_usage (WlkKeyUsage usage,
              const char *value)
{
  g_auto(GStrv) names = g_strsplit (value, " ", 0);

  if (*value == '+')
    return usage | parse_usage (value + 1);
  if (*value == '-')
    return usage & ~parse_usage (value + 1);

  usage = 0;
  for (guint i = 0; names[i] != NULL; i++)
    usage |= parse_usage (names[i]);

  return usage;
}

static void
add_extension (WlkTestRecipe *self,
               const char    *value)
{
  g_auto(GStrv) words = g_strsplit (value, " ", 0);
  gboolean is_critical = g_str_equal (words[1], "critical");
  guint n = 0;

  while (self->more_extensions[n].oid != NULL)
    n++;
  g_assert_cmpuint (n + 1, <, G_N_ELEMENTS (self->more_extensions));
  self->more_extensions[n] = (WlkTestExtension) {
    g_intern_string (words[0]), is_critical, g_intern_string (words[is_critical ? 2 : 1])
  };
}

static gboolean
set_text (WlkTestRecipe *self,
          const char    *field,
          const char    *value)
{
  const char *text = *value != '\0' ? g_intern_string (value) : NULL;

  if (g_str_equal (field, "subject"))
    self->subject = text != NULL ? text : "";
  else if (g_str_equal (field, "issuer"))
    self->issuer = text != NULL ? text : "";
  else if (g_str_equal (field, "digest"))
    self->digest = text;
  else if (g_str_equal (field, "purposes"))
    self->purposes = text;
  else if (g_str_equal (field, "san"))
    self->san = text;
  else if (g_str_equal (field, "ca-issuers"))
    self->ca_issuers = text;
  else if (g_str_equal (field, "without"))
    self->without = text;
  else
    return FALSE;

  return TRUE;
}

static gboolean
set_number (WlkTestRecipe *self,
            const char    *field,
            const char    *value)
{
  if (g_str_equal (field, "not-before"))
    self->not_before = wlk_test_parse_time (value);
  else if (g_str_equal (field, "not-after"))
    self->not_after = wlk_test_parse_time (value);
  else if (g_str_equal (field, "serial"))
    self->serial = g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (field, "version"))
    self->version = atoi (value);
  else if (g_str_equal (field, "path-length"))
    self->path_length = atoi (value);
  else
    return FALSE;

  return TRUE;
}

static gboolean
set_boolean (WlkTestRecipe *self,
             const char    *field,
             const char    *value)
{
  if (g_str_equal (field, "pss"))
    self->is_pss = wlk_test_parse_boolean (value);
  else if (g_str_equal (field, "basic-constraints"))
    self->has_basic_constraints = wlk_test_parse_boolean (value);
  else if (g_str_equal (field, "ca"))
    self->is_ca = wlk_test_parse_boolean (value);
  else if (g_str_equal (field, "key-ids"))
    self->has_no_key_ids = !wlk_test_parse_boolean (value);
  else if (g_str_equal (field, "signature"))
    self->has_bad_signature = g_str_equal (value, "bad");
  else
    return FALSE;

  return TRUE;
}

/**
 * wlk_test_recipe_set:
 * @self: a recipe
 * @field: name of a field, as in the list above
 * @value: its value
 *
 * Changes one field.
 */
void
wlk_test_recipe_set (WlkTestRecipe *self,
                     const char    *field,
                     const char    *value)
{
  if (g_str_equal (field, "key"))
    self->key = wlk_test_parse_key (value);
  else if (g_str_equal (field, "key-usage"))
    self->key_usage = change_usage (self->key_usage, value);
  else if (g_str_equal (field, "extension"))
    add_extension (self, value);
  else if (!set_text (self, field, value) && !set_number (self, field, value) &&
           !set_boolean (self, field, value))
    g_error ("a recipe has no field “%s”", field);
}

/**
 * wlk_test_recipe_change:
 * @self: a recipe
 * @change: changes, separated by “; ”
 *
 * Changes several fields.
 */
void
wlk_test_recipe_change (WlkTestRecipe *self,
                        const char    *change)
{
  g_auto(GStrv) changes = g_strsplit (change, "; ", 0);

  for (guint i = 0; changes[i] != NULL; i++)
    {
      char *value = strchr (changes[i], '=');

      g_assert_nonnull (value);
      *value = '\0';
      wlk_test_recipe_set (self, changes[i], value + 1);
    }
}
