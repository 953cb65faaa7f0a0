/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-chain.h"

#include "wlk-test-der.h"

#include "base/wlk-text.h"
#include "der/wlk-der-reader.h"

#include <string.h>

/*
 * Changes of a chain as text, separated by “; ”. Most are those of a recipe (wlk-test-recipe.c),
 * and change the certificate at the position that is given, or another one:
 *
 *   anchor.  above.  leaf.  2.          that certificate
 *   higher.                             each below the anchor and above the position
 *   issued.                             each below the anchor
 *   all-above.                          the anchor and each above the position
 *
 * “path-length=least” is the smallest value that lets the position be a CA. The query:
 *
 *   query.name=NAME, empty for none     query.time=TIME
 *   query.purpose=ID  query.profile=ID  query.revocation=ID
 *   query.policies=OID  query.max-path-length=NUMBER, or “length-3”
 *   query.require-explicit-policy=yes  query.inhibit-policy-mapping=yes
 *   query.inhibit-any-policy=yes  query.second-opinion=yes
 *
 * What is sent and trusted:
 *
 *   chain.omitted=above  chain.distrusted=yes|namesake
 *
 * What no recipe can make is done after the certificates are issued:
 *
 *   der.version=HEX  der.serial=HEX  der.validity=HEX  der.key=HEX  der.extensions=HEX
 *   der.inner-algorithm=HEX  der.issuer=HEX  der.subject=HEX
 *                                       the element is replaced, and signed again
 *   der.before-extensions=HEX  der.after-extensions=HEX     more elements, and signed again
 *   der.outer-algorithm=HEX             the element outside the tbsCertificate
 *   der.signature=ber                   an ECDSA signature whose first number has a zero in front
 *   der.signature=third|long|indefinite|raw      one with another element, a length in two bytes,
 *                                       an indefinite length, or without DER
 *   der.signature=forged                of RSA with the exponent 1, which needs no private key
 *   der.signature=HEX                   these bytes
 *   der.certificate=indefinite          its outer SEQUENCE has an indefinite length
 *   der.rsa-key=LENGTH FIRST EXPONENT   an RSA key of that many bytes, and its first byte
 *   der.added-extensions=HEX            these, after the other extensions
 *   der.algorithms=HEX                  both algorithms; the signature stays
 *   der.signer=KEY                      issued again, signed by a key that is not the issuer's
 *   crl.omitted=yes  crl.revoked=yes  crl.next-update=TIME  crl.signature=bad  crl.number=NUMBER
 *   crl.base-number=NUMBER  crl.scope=HEX  crl.extensions=HEX
 *   crl.key=own                         the CRL of the issuer
 *   crl.revoked=other  crl.reason=NUMBER  crl.entry-extensions=HEX      another serial number, and
 *                                       more of the entry, after “revoked”
 *   ocsp.this-update=TIME  ocsp.next-update=TIME  ocsp.key=own  ocsp.status=ID
 *   ocsp.single-extensions=HEX          a response, instead of the CRL
 *
 * HEX is that of wlk_test_der_add_hex(). “leaf.der.…” and so on is done to that certificate. What
 * cannot be read any more is in the array “unreadable”.
 */

/**
 * wlk_test_chain_init:
 * @self: (out caller-allocates): a chain
 * @length: certificates, at least 2
 *
 * Begins with a faultless chain for leaf.example, and the strict profile.
 */
void
wlk_test_chain_init (WlkTestChain *self,
                     guint         length)
{
  *self = (WlkTestChain) {
    .length = length,
    .name = "leaf.example",
    .time = WLK_TEST_TIME,
    .purpose = WLK_PURPOSE_SERVER,
    .profile = WLK_PROFILE_STRICT,
    .max_path_length = -1,
    .revocation = WLK_REVOCATION_WHEN_PRESENT,
  };
  wlk_test_make_recipes (self->recipes, length);
}

/**
 * wlk_test_chain_clear:
 * @self: a chain
 */
void
wlk_test_chain_clear (WlkTestChain *self)
{
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  for (guint i = 0; i < WLK_TEST_CHAIN_MAX; i++)
    g_clear_pointer (&self->unreadable[i], g_bytes_unref);
}

static void
set_query (WlkTestChain *self,
           const char   *field,
           const char   *value)
{
  if (g_str_equal (field, "name"))
    self->name = *value != '\0' ? g_intern_string (value) : NULL;
  else if (g_str_equal (field, "time"))
    self->time = wlk_test_parse_time (value);
  else if (g_str_equal (field, "purpose"))
    g_assert_true (wlk_purpose_parse (value, &self->purpose, NULL));
  else if (g_str_equal (field, "profile"))
    g_assert_true (wlk_profile_parse (value, &self->profile, NULL));
  else if (g_str_equal (field, "revocation"))
    g_assert_true (wlk_revocation_mode_parse (value, &self->revocation, NULL));
  else if (g_str_equal (field, "policies"))
    {
      self->policy[0] = g_intern_string (value);
      self->policies = self->policy;
    }
  else if (g_str_equal (field, "max-path-length"))
    self->max_path_length = g_str_has_prefix (value, "length")
                            ? (int) self->length + atoi (value + strlen ("length"))
                            : atoi (value);
  else if (g_str_equal (field, "require-explicit-policy"))
    self->requires_explicit_policy = wlk_test_parse_boolean (value);
  else if (g_str_equal (field, "inhibit-policy-mapping"))
    self->inhibits_policy_mapping = wlk_test_parse_boolean (value);
  else if (g_str_equal (field, "inhibit-any-policy"))
    self->inhibits_any_policy = wlk_test_parse_boolean (value);
  else if (g_str_equal (field, "second-opinion"))
    self->has_second_opinion = wlk_test_parse_boolean (value);
  else
    g_error ("a query has no field “%s”", field);
}

static void
set_sent (WlkTestChain *self,
          guint         position,
          const char   *field,
          const char   *value)
{
  if (g_str_equal (field, "omitted") && g_str_equal (value, "above"))
    self->omitted = position - 1;
  else if (g_str_equal (field, "distrusted"))
    {
      self->is_distrusted = TRUE;
      self->has_namesake = g_str_equal (value, "namesake");
    }
  else
    g_error ("a chain has no “%s”", field);
}

/* The certificates that @place is about; FALSE when it is not a place. */
static gboolean
find_place (WlkTestChain *self,
            const char   *place,
            guint         position,
            guint        *first,
            guint        *last)
{
  *first = 1;
  if (g_str_equal (place, "anchor"))
    *first = *last = 0;
  else if (g_str_equal (place, "above"))
    *first = *last = position - 1;
  else if (g_str_equal (place, "leaf"))
    *first = *last = self->length - 1;
  else if (g_ascii_isdigit (*place))
    *first = *last = (guint) atoi (place);
  else if (g_str_equal (place, "higher"))
    *last = position - 1;
  else if (g_str_equal (place, "issued"))
    *last = self->length - 1;
  else if (g_str_equal (place, "all-above"))
    {
      *first = 0;
      *last = position - 1;
    }
  else
    return FALSE;

  return TRUE;
}

/* Replaces a certificate by @certificate, which it takes. */
static void
take_certificate (WlkTestChain   *self,
                  guint           position,
                  WlkCertificate *certificate)
{
  g_object_unref (self->certificates->pdata[position]);
  self->certificates->pdata[position] = certificate;
  if (self->crls[position].issuer != NULL)
    self->crls[position].issuer = certificate;
}

/* Replaces a certificate by @der, which it takes. */
static void
take_der (WlkTestChain *self,
          guint         position,
          GBytes       *der)
{
  g_autoptr(GBytes) bytes = der;
  WlkCertificate *certificate = wlk_certificate_new (bytes, NULL);

  g_clear_pointer (&self->unreadable[position], g_bytes_unref);
  if (certificate != NULL)
    take_certificate (self, position, certificate);
  else
    self->unreadable[position] = g_steal_pointer (&bytes);
}

/**
 * wlk_test_chain_replace:
 * @self: a chain whose certificates are issued
 * @position: index of a certificate
 * @span: a whole element directly inside its tbsCertificate
 * @hex: what to put there, in hexadecimal
 *
 * Replaces an element of a certificate, and signs it again.
 */
void
wlk_test_chain_replace (WlkTestChain *self,
                        guint         position,
                        WlkSpan       span,
                        const char   *hex)
{
  WlkTestKey key = self->recipes[position > 0 ? position - 1 : 0].key;

  take_der (self, position,
            wlk_test_replace_bytes (self->certificates->pdata[position], span, hex, key));
}

static void set_der (WlkTestChain *self,
                     guint         position,
                     const char   *field,
                     const char   *value);

static WlkSpan
get_validity (WlkCertificate *certificate)
{
  WlkSpan first = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_NOT_BEFORE);
  WlkSpan last = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_NOT_AFTER);

  return (WlkSpan) { first.offset - 2, last.offset + last.length - first.offset + 2 };
}

static void
append_bytes (GByteArray     *der,
              WlkCertificate *certificate,
              WlkSpan         span)
{
  g_byte_array_append (der, wlk_certificate_get_bytes (certificate, span), span.length);
}

static void
replace_extensions (WlkTestChain *self,
                    guint         position,
                    GByteArray   *der)
{
  WlkSpan span = wlk_certificate_get_span (self->certificates->pdata[position],
                                           WLK_CERTIFICATE_EXTENSIONS);
  g_autofree char *hex = wlk_text_format_hex (der->data, der->len, NULL);

  wlk_test_chain_replace (self, position, span, hex);
}

static void
add_extensions (WlkTestChain *self,
                guint         position,
                const char   *extra)
{
  WlkCertificate *certificate = self->certificates->pdata[position];
  WlkSpan first = wlk_certificate_get_extension (certificate, 0)->span;
  WlkSpan all = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_EXTENSIONS);
  g_autoptr(GByteArray) der = g_byte_array_new ();

  first.length = all.offset + all.length - first.offset;
  append_bytes (der, certificate, first);
  wlk_test_der_add_hex (der, extra);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  wlk_test_der_wrap (der, 0, WLK_DER_CONTEXT_CONSTRUCTED (3));
  replace_extensions (self, position, der);
}

/* More elements before or after the extensions. */
static void
add_elements (WlkTestChain *self,
              guint         position,
              const char   *before,
              const char   *after)
{
  WlkCertificate *certificate = self->certificates->pdata[position];
  g_autoptr(GByteArray) der = g_byte_array_new ();

  wlk_test_der_add_hex (der, before);
  append_bytes (der, certificate,
                wlk_certificate_get_span (certificate, WLK_CERTIFICATE_EXTENSIONS));
  wlk_test_der_add_hex (der, after);
  replace_extensions (self, position, der);
}

static void
set_rsa_key (WlkTestChain *self,
             guint         position,
             const char   *value)
{
  g_auto(GStrv) words = g_strsplit (value, " ", 0);
  guint n_bytes = (guint) atoi (words[0]);
  g_autofree guint8 *modulus = g_malloc (n_bytes);
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autoptr(GBytes) key = NULL;
  g_autofree char *hex = NULL;

  memset (modulus, 0x55, n_bytes);
  modulus[0] = (guint8) strtoul (words[1], NULL, 16);
  modulus[1] = 0xD5;
  wlk_test_der_add (der, WLK_DER_INTEGER, modulus, n_bytes);
  wlk_test_der_add_integer (der, WLK_DER_INTEGER, strtoul (words[2], NULL, 10));
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  key = g_bytes_new (der->data, der->len);
  g_byte_array_set_size (der, 0);
  wlk_test_der_add_hex (der, "300d06092a864886f70d0101010500"); /* rsaEncryption */
  wlk_test_der_add_signature (der, key);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  hex = wlk_text_format_hex (der->data, der->len, NULL);
  set_der (self, position, "key", hex);
}

/* Both places name another algorithm, and the signature stays. */
static void
set_algorithms (WlkTestChain *self,
                guint         position,
                const char   *hex)
{
  WlkCertificate *certificate = self->certificates->pdata[position];
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autoptr(GBytes) bytes = NULL;
  WlkSpan tbs = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_TBS);
  WlkSpan version = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_VERSION);
  WlkSpan inner = wlk_certificate_get_span (certificate,
                                            WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM);
  WlkSpan outer = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SIGNATURE_ALGORITHM);
  gsize length = 0;
  const guint8 *old = wlk_certificate_get_der (certificate, &length);

  g_byte_array_append (der, old + version.offset, inner.offset - version.offset);
  wlk_test_der_add_hex (der, hex);
  g_byte_array_append (der, old + inner.offset + inner.length,
                       tbs.offset + tbs.length - inner.offset - inner.length);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  wlk_test_der_add_hex (der, hex);
  g_byte_array_append (der, old + outer.offset + outer.length,
                       (guint) length - outer.offset - outer.length);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&der));
  take_certificate (self, position, wlk_certificate_new (bytes, NULL));
}

/* The issuer's name, and a key that is not the issuer's. */
static void
set_signer (WlkTestChain *self,
            guint         position,
            const char   *key)
{
  WlkTestRecipe other = self->recipes[position - 1];

  other.key = wlk_test_parse_key (key);
  take_certificate (self, position, wlk_test_issue (&self->recipes[position], &other));
}

/* What follows the tbsCertificate is replaced. */
static void
replace_end (WlkTestChain *self,
             guint         position,
             const char   *algorithm,
             GBytes       *signature)
{
  WlkCertificate *certificate = self->certificates->pdata[position];
  g_autoptr(GByteArray) der = g_byte_array_new ();

  append_bytes (der, certificate, wlk_certificate_get_span (certificate, WLK_CERTIFICATE_TBS));
  if (algorithm != NULL)
    wlk_test_der_add_hex (der, algorithm);
  else
    append_bytes (der, certificate,
                  wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SIGNATURE_ALGORITHM));
  if (signature != NULL)
    wlk_test_der_add_signature (der, signature);
  else
    append_bytes (der, certificate,
                  wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SIGNATURE_VALUE));
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  take_der (self, position, g_byte_array_free_to_bytes (g_steal_pointer (&der)));
}

/* The numbers of an ECDSA signature in @old, in 32 bytes each. */
static void
append_raw (GByteArray   *der,
            const guint8 *old,
            gsize         length)
{
  for (gsize i = 2; i < length; i += 2 + old[i + 1])
    {
      guint n = old[i + 1];
      guint skipped = n > 32 ? n - 32 : 0;
      static const guint8 zeros[32];

      if (n < 32)
        g_byte_array_append (der, zeros, 32 - n);
      g_byte_array_append (der, old + i + 2 + skipped, n - skipped);
    }
}

/* Writes the ECDSA signature @old in another way. */
static gboolean
append_signature (GByteArray   *der,
                  const guint8 *old,
                  gsize         length,
                  const char   *way)
{
  if (g_str_equal (way, "raw"))
    {
      append_raw (der, old, length);
      return TRUE;
    }
  if (g_str_equal (way, "long"))
    {
      const guint8 header[] = { WLK_DER_SEQUENCE, 0x81, old[1] };

      g_byte_array_append (der, header, sizeof header);
      g_byte_array_append (der, old + 2, length - 2);
      return TRUE;
    }
  if (g_str_equal (way, "indefinite"))
    {
      wlk_test_der_add_hex (der, "3080");
      g_byte_array_append (der, old + 2, length - 2);
      wlk_test_der_add_hex (der, "0000");
      return TRUE;
    }
  if (g_str_equal (way, "third"))
    {
      g_byte_array_append (der, old + 2, length - 2);
      wlk_test_der_add_hex (der, "020101");
    }
  else if (g_str_equal (way, "ber"))
    {
      const guint8 header[] = { WLK_DER_INTEGER, (guint8) (old[3] + 1), 0 };

      g_byte_array_append (der, header, sizeof header);
      g_byte_array_append (der, old + 4, length - 4);
    }
  else
    {
      return FALSE;
    }

  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);

  return TRUE;
}

/* EMSA-PKCS1-v1_5 of RFC 8017 §9.2, for a key of 256 bytes. */
static void
append_padded_hash (GByteArray     *der,
                    WlkCertificate *certificate)
{
  WlkSpan tbs = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_TBS);
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                                       wlk_certificate_get_bytes (certificate, tbs),
                                                       tbs.length);

  wlk_test_der_add_hex (der, "0001");
  g_byte_array_set_size (der, 256 - 52);
  memset (der->data + 2, 0xFF, 256 - 52 - 2);
  wlk_test_der_add_hex (der, "003031300d060960864801650304020105000420");
  wlk_test_der_add_hex (der, hash);
}

static void
set_signature (WlkTestChain *self,
               guint         position,
               const char   *way)
{
  WlkCertificate *certificate = self->certificates->pdata[position];
  WlkDerElement old = wlk_certificate_get_element (certificate, WLK_CERTIFICATE_SIGNATURE_VALUE);
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autoptr(GBytes) signature = NULL;

  if (g_str_equal (way, "forged"))
    append_padded_hash (der, certificate);
  else if (!append_signature (der, old.bytes + 1, old.content.length - 1, way))
    wlk_test_der_add_hex (der, way);
  signature = g_byte_array_free_to_bytes (g_steal_pointer (&der));
  replace_end (self, position, NULL, signature);
}

static void
set_indefinite (WlkTestChain *self,
                guint         position)
{
  WlkCertificate *certificate = self->certificates->pdata[position];
  WlkSpan tbs = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_TBS);
  gsize length = 0;
  const guint8 *all = wlk_certificate_get_der (certificate, &length);
  g_autoptr(GByteArray) der = g_byte_array_new ();

  wlk_test_der_add_hex (der, "3080");
  g_byte_array_append (der, all + tbs.offset, (guint) length - tbs.offset);
  wlk_test_der_add_hex (der, "0000");
  take_der (self, position, g_byte_array_free_to_bytes (g_steal_pointer (&der)));
}

static void
set_der (WlkTestChain *self,
         guint         position,
         const char   *field,
         const char   *value)
{
  static const struct { const char         *name;
                        WlkCertificateField field;
  } fields[] = {
    { "version", WLK_CERTIFICATE_VERSION },
    { "serial", WLK_CERTIFICATE_SERIAL_NUMBER },
    { "inner-algorithm", WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM },
    { "issuer", WLK_CERTIFICATE_ISSUER },
    { "subject", WLK_CERTIFICATE_SUBJECT },
    { "key", WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO },
    { "extensions", WLK_CERTIFICATE_EXTENSIONS },
  };
  WlkCertificate *certificate = self->certificates->pdata[position];

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, field))
      {
        wlk_test_chain_replace (self, position,
                                wlk_certificate_get_span (certificate, fields[i].field), value);
        return;
      }

  if (g_str_equal (field, "validity"))
    wlk_test_chain_replace (self, position, get_validity (certificate), value);
  else if (g_str_equal (field, "rsa-key"))
    set_rsa_key (self, position, value);
  else if (g_str_equal (field, "added-extensions"))
    add_extensions (self, position, value);
  else if (g_str_equal (field, "algorithms"))
    set_algorithms (self, position, value);
  else if (g_str_equal (field, "before-extensions"))
    add_elements (self, position, value, "");
  else if (g_str_equal (field, "after-extensions"))
    add_elements (self, position, "", value);
  else if (g_str_equal (field, "outer-algorithm"))
    replace_end (self, position, value, NULL);
  else if (g_str_equal (field, "signature"))
    set_signature (self, position, value);
  else if (g_str_equal (field, "certificate") && g_str_equal (value, "indefinite"))
    set_indefinite (self, position);
  else if (g_str_equal (field, "signer"))
    set_signer (self, position, value);
  else
    g_error ("a certificate has no “%s”", field);
}

/* The one entry of the CRL that is changed. */
static WlkTestEntry entries[] = { { 0, 1, NULL }, { 0, 0, NULL } };

static void
revoke_serial (WlkTestCrl *crl,
               guint64     serial)
{
  entries[0] = (WlkTestEntry) { serial, 1, NULL };
  crl->entries = entries;
}

static void
set_crl (WlkTestChain *self,
         guint         position,
         const char   *field,
         const char   *value)
{
  WlkTestCrl *crl = &self->crls[position - 1];

  if (g_str_equal (field, "omitted"))
    crl->issuer = NULL;
  else if (g_str_equal (field, "revoked"))
    revoke_serial (crl, self->recipes[position].serial + (g_str_equal (value, "other") ? 1 : 0));
  else if (g_str_equal (field, "reason"))
    entries[0].reason = (guint) atoi (value);
  else if (g_str_equal (field, "entry-extensions"))
    entries[0].extensions = g_intern_string (value);
  else if (g_str_equal (field, "key"))
    crl->key = self->recipes[position].key;
  else if (g_str_equal (field, "next-update"))
    crl->next_update = wlk_test_parse_time (value);
  else if (g_str_equal (field, "signature"))
    crl->has_bad_signature = g_str_equal (value, "bad");
  else if (g_str_equal (field, "number"))
    crl->number = g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (field, "base-number"))
    crl->base_number = g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (field, "scope"))
    crl->scope = g_intern_string (value);
  else if (g_str_equal (field, "extensions"))
    crl->extensions = g_intern_string (value);
  else
    g_error ("a CRL has no field “%s”", field);
}

static void
set_response (WlkTestChain *self,
              guint         position,
              const char   *field,
              const char   *value)
{
  self->crls[position - 1].issuer = NULL;
  if (self->response.certificate == NULL)
    self->response = wlk_test_response (self->certificates->pdata[position],
                                        self->certificates->pdata[position - 1],
                                        self->recipes[position - 1].key);
  if (g_str_equal (field, "this-update"))
    self->response.this_update = wlk_test_parse_time (value);
  else if (g_str_equal (field, "next-update"))
    self->response.next_update = wlk_test_parse_time (value);
  else if (g_str_equal (field, "key"))
    self->response.key = self->recipes[position].key;
  else if (g_str_equal (field, "status"))
    self->response.status = g_str_equal (value, "good") ? WLK_OCSP_GOOD
                            : g_str_equal (value, "revoked") ? WLK_OCSP_REVOKED : WLK_OCSP_UNKNOWN;
  else if (g_str_equal (field, "single-extensions"))
    self->response.single_extensions = g_intern_string (value);
  else
    g_error ("a response has no field “%s”", field);
}

/* What is done after the certificates are issued; FALSE where @field is done before. */
static gboolean
set_finished (WlkTestChain *self,
              guint         position,
              const char   *field,
              const char   *value,
              gboolean      is_issued)
{
  static const struct { const char *prefix;
                        void        (     *set) (WlkTestChain *self,
                                                 guint         position,
                                                 const char   *field,
                                                 const char   *value);
  } parts[] = {
    { "der.", set_der },
    { "crl.", set_crl },
    { "ocsp.", set_response },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_has_prefix (field, parts[i].prefix))
      {
        if (is_issued)
          parts[i].set (self, position, field + strlen (parts[i].prefix), value);
        return TRUE;
      }

  return FALSE;
}

static void
set_recipe (WlkTestChain *self,
            guint         index,
            guint         position,
            const char   *field,
            const char   *value)
{
  if (g_str_equal (field, "path-length") && g_str_equal (value, "least"))
    self->recipes[index].path_length = (int) (position - 1 - index);
  else
    wlk_test_recipe_set (&self->recipes[index], field, value);
}

static void
set_field (WlkTestChain *self,
           guint         position,
           char         *field,
           const char   *value,
           gboolean      is_issued)
{
  char *dot = strchr (field, '.');
  guint first = position;
  guint last = position;

  if (set_finished (self, position, field, value, is_issued))
    return;

  if (dot != NULL)
    *dot = '\0';
  if (dot == NULL)
    {
      if (!is_issued)
        set_recipe (self, position, position, field, value);
    }
  else if (g_str_equal (field, "query"))
    set_query (self, dot + 1, value);
  else if (g_str_equal (field, "chain"))
    set_sent (self, position, dot + 1, value);
  else if (find_place (self, field, position, &first, &last))
    {
      for (guint i = first; i <= last; i++)
        if (!set_finished (self, i, dot + 1, value, is_issued) && !is_issued)
          set_recipe (self, i, position, dot + 1, value);
    }
  else
    {
      g_error ("a chain has no “%s”", field);
    }
}

static void
set_fields (WlkTestChain *self,
            guint         position,
            const char   *change,
            gboolean      is_issued)
{
  g_auto(GStrv) changes = g_strsplit (change, "; ", 0);

  for (guint i = 0; changes[i] != NULL; i++)
    {
      char *value = strchr (changes[i], '=');

      g_assert_nonnull (value);
      *value = '\0';
      set_field (self, position, changes[i], value + 1, is_issued);
    }
}

/**
 * wlk_test_chain_change:
 * @self: a chain
 * @position: index of a certificate
 * @change: changes, as in the list above
 *
 * Does the changes that come before the certificates are issued.
 */
void
wlk_test_chain_change (WlkTestChain *self,
                       guint         position,
                       const char   *change)
{
  set_fields (self, position, change, FALSE);
}

static gboolean
has_extension (const WlkTestRecipe *recipe,
               const char          *oid)
{
  for (const WlkTestExtension *i = recipe->extensions; i != NULL && i->oid != NULL; i++)
    if (g_str_equal (i->oid, oid))
      return TRUE;
  for (const WlkTestExtension *i = recipe->more_extensions; i->oid != NULL; i++)
    if (g_str_equal (i->oid, oid))
      return TRUE;

  return recipe->ca_issuers != NULL && g_str_equal (oid, WLK_OID_AUTHORITY_INFO_ACCESS);
}

static void
add_extension (WlkTestRecipe *recipe,
               const char    *oid,
               const char    *hex)
{
  guint n = 0;

  if (has_extension (recipe, oid) || g_strcmp0 (recipe->without, oid) == 0)
    return;
  while (recipe->more_extensions[n].oid != NULL)
    n++;
  g_assert_cmpuint (n + 1, <, G_N_ELEMENTS (recipe->more_extensions));
  recipe->more_extensions[n] = (WlkTestExtension) { oid, FALSE, hex };
}

/* The policy “domain validated” and addresses at ca.example, as the Baseline Requirements want. */
static void
add_web_extensions (WlkTestRecipe *recipe,
                    gboolean       is_leaf)
{
  add_extension (recipe, WLK_OID_CERTIFICATE_POLICIES, "300a3008060667810c010201");
  add_extension (recipe, WLK_OID_CRL_DISTRIBUTION_POINTS,
                 "301d301ba019a0178615687474703a2f2f63612e6578616d706c652f63726c");
  if (is_leaf)
    add_extension (recipe, WLK_OID_AUTHORITY_INFO_ACCESS,
                   "3024302206082b06010505073001861668747470"
                   "3a2f2f63612e6578616d706c652f6f637370");
}

/**
 * wlk_test_chain_issue:
 * @self: a chain
 *
 * Issues the certificates, and prepares a good CRL of each CA.
 */
void
wlk_test_chain_issue (WlkTestChain *self)
{
  for (guint i = 1; self->profile == WLK_PROFILE_WEB && i < self->length; i++)
    add_web_extensions (&self->recipes[i], i + 1 == self->length);
  self->certificates = wlk_test_issue_path (self->recipes, self->length);
  for (guint i = 0; i + 1 < self->length; i++)
    self->crls[i] = wlk_test_crl (self->certificates->pdata[i], self->recipes[i].key);
}

/**
 * wlk_test_chain_finish:
 * @self: a chain whose certificates are issued
 * @position: index of a certificate
 * @change: the same changes
 *
 * Does those that come after.
 */
void
wlk_test_chain_finish (WlkTestChain *self,
                       guint         position,
                       const char   *change)
{
  set_fields (self, position, change, TRUE);
}

/**
 * wlk_test_chain_dup_anchor:
 * @self: a chain whose certificates are issued
 *
 * Returns: (transfer full): what is trusted
 */
WlkCertificate *
wlk_test_chain_dup_anchor (WlkTestChain *self)
{
  const char *name = self->has_namesake ? self->recipes[0].subject : "CN=Other Root";
  WlkTestRecipe recipe = wlk_test_recipe_ca (name, WLK_TEST_KEY_EC_7);

  return self->is_distrusted ? wlk_test_issue (&recipe, NULL)
                             : g_object_ref (self->certificates->pdata[0]);
}

/**
 * wlk_test_chain_dup_query:
 * @self: a chain
 *
 * Returns: (transfer full): the query about it
 */
WlkQuery *
wlk_test_chain_dup_query (WlkTestChain *self)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  fields.name = self->name;
  fields.time = self->time;
  fields.clock = self->clock;
  fields.purpose = self->purpose;
  fields.profile = self->profile;
  fields.max_path_length = self->max_path_length;
  fields.policies = (const char * const *) self->policies;
  fields.requires_explicit_policy = self->requires_explicit_policy;
  fields.inhibits_policy_mapping = self->inhibits_policy_mapping;
  fields.inhibits_any_policy = self->inhibits_any_policy;
  fields.revocation = self->revocation;
  fields.wants_second_opinion = self->has_second_opinion;
  return wlk_query_new (&fields);
}

/**
 * wlk_test_chain_dup_statements:
 * @self: a chain whose certificates are issued
 *
 * Returns: (transfer full): PEM blocks of the CRLs and the OCSP response; empty where the query
 *   does not require them
 */
char *
wlk_test_chain_dup_statements (WlkTestChain *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (self->revocation != WLK_REVOCATION_REQUIRE)
    return g_strdup ("");

  for (guint i = 0; i + 1 < self->length; i++)
    if (self->crls[i].issuer != NULL)
      {
        g_autoptr(GBytes) der = wlk_test_crl_make (&self->crls[i]);

        wlk_test_append_pem (text, "X509 CRL", der);
      }
  if (self->response.certificate != NULL)
    {
      g_autoptr(GBytes) der = wlk_test_response_make (&self->response);

      wlk_test_append_pem (text, "OCSP RESPONSE", der);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
