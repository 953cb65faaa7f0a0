/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-key-fault.h"

#include "der/wlk-der-reader.h"
#include "wlk-test-der.h"

/* Public keys that their standards exclude, and the ones next to them that are valid. */

#define NONE     WLK_KEY_FAULT_NONE
#define ENCODING WLK_KEY_FAULT_ENCODING
#define INVALID  WLK_KEY_FAULT_INVALID

#define RSA     "300d06092a864886f70d0101010500"
#define P256    "301306072a8648ce3d020106082a8648ce3d030107"
#define ED25519 "300506032b6570"
#define ED448   "300506032b6571"

#define BASE_X "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
#define BASE_Y "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
#define ZERO_7 "00000000000000"

typedef struct
{
  const char *name;
  const char *algorithm;
  const char *key;    /* content of the BIT STRING, with the number of unused bits */
  WlkKeyFault fault;
} Row;

static const Row rows[] = {
  { "rsa", RSA, "003009020400800001020103", NONE },
  { "rsa-exponent-0", RSA, "003009020400800001020100", INVALID },
  { "rsa-exponent-1", RSA, "003009020400800001020101", INVALID },
  { "rsa-exponent-2", RSA, "003009020400800001020102", INVALID },
  { "rsa-exponent-4", RSA, "003009020400800001020104", INVALID },
  { "rsa-exponent-negative", RSA, "0030090204008000010201ff", INVALID },
  { "rsa-exponent-below-modulus", RSA, "00300b02040080000102037fffff", NONE },
  { "rsa-exponent-is-modulus", RSA, "00300c020400800001020400800001", INVALID },
  { "rsa-modulus-0", RSA, "003006020100020103", INVALID },
  { "rsa-modulus-even", RSA, "003009020400800002020103", INVALID },
  { "rsa-modulus-negative", RSA, "0030080203800001020103", INVALID },
  { "rsa-modulus-not-minimal", RSA, "00300a02050000800001020103", ENCODING },
  { "rsa-exponent-not-minimal", RSA, "00300a02040080000102020003", ENCODING },
  { "rsa-trailing-number", RSA, "00300c020400800001020103020100", ENCODING },
  { "rsa-trailing-bytes", RSA, "0030090204008000010201030500", ENCODING },
  { "rsa-unused-bits", RSA, "013009020400800001020103", ENCODING },
  { "rsa-without-parameters", "300b06092a864886f70d010101", "003009020400800001020103", ENCODING },
  { "rsa-pss-without-parameters", "300b06092a864886f70d01010a", "003009020400800001020103", NONE },
  { "rsa-of-nonsense", RSA, "0001020304", INVALID },
  { "dsa", "300906072a8648ce380401", "00020102", NONE },
  { "dsa-1", "300906072a8648ce380401", "00020101", INVALID },
  { "dsa-trailing-bytes", "300906072a8648ce380401", "000201020500", ENCODING },
  { "p-256", P256, "0004" BASE_X BASE_Y, NONE },
  { "p-256-compressed", P256, "0003" BASE_X, NONE },
  { "p-256-hybrid", P256, "0007" BASE_X BASE_Y, ENCODING },
  { "p-256-off-curve", P256, "0004" BASE_Y BASE_X, INVALID },
  { "p-256-zero", P256, "0004" ZERO_7 ZERO_7 ZERO_7 ZERO_7 "00000000" ZERO_7 ZERO_7 ZERO_7 ZERO_7
    "00000000", INVALID },
  { "p-256-infinity", P256, "0000", INVALID },
  { "p-256-short", P256, "0004" BASE_X, INVALID },
  { "p-256-empty", P256, "00", INVALID },
  { "p-384-with-point-of-p-256", "301006072a8648ce3d020106052b81040022", "0004" BASE_X BASE_Y,
    INVALID },
  { "unknown-curve", "300d06072a8648ce3d020106022a03", "000401", NONE },
  { "no-curve", "300906072a8648ce3d0201", "0004" BASE_X BASE_Y, INVALID },
  { "inherited-curve", "300b06072a8648ce3d02010500", "0004" BASE_X BASE_Y, INVALID },
  /* RFC 8032 §7.1, test 1. */
  { "ed25519", ED25519,
    "00d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", NONE },
  { "ed25519-parameters", "300706032b65700500",
    "00d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", ENCODING },
  { "ed25519-long", ED25519,
    "00d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a00", INVALID },
  { "ed25519-identity", ED25519,
    "0001" ZERO_7 ZERO_7 ZERO_7 ZERO_7 "000000", INVALID },
  { "ed25519-order-4", ED25519, "0000" ZERO_7 ZERO_7 ZERO_7 ZERO_7 "000080", INVALID },
  { "ed25519-order-8", ED25519,
    "00c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", INVALID },
  { "ed25519-two", ED25519, "0002" ZERO_7 ZERO_7 ZERO_7 ZERO_7 "000000", NONE },
  { "ed448-identity", ED448,
    "0001" ZERO_7 ZERO_7 ZERO_7 ZERO_7 ZERO_7 ZERO_7 ZERO_7 ZERO_7, INVALID },
  { "ed448-short", ED448, "0001", INVALID },
  { "x25519-short", "300506032b656e", "0001", INVALID },
  { "unknown-algorithm", "300406022a03", "0301", NONE },
  { "no-bits", RSA, "", INVALID },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(GByteArray) der = g_byte_array_new ();
  g_autoptr(GByteArray) bits = g_byte_array_new ();
  g_autoptr(GBytes) spki = NULL;
  g_autoptr(WlkPublicKey) key = NULL;
  g_autoptr(GError) error = NULL;
  const char *description = NULL;

  wlk_test_der_add_hex (bits, row->key);
  wlk_test_der_add_hex (der, row->algorithm);
  wlk_test_der_add (der, WLK_DER_BIT_STRING, bits->data, bits->len);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  spki = g_bytes_new (der->data, der->len);
  key = wlk_public_key_new (spki, &error);
  g_assert_no_error (error);

  g_assert_cmpint (wlk_key_fault_find (key, &description), ==, row->fault);
  g_assert_true ((description == NULL) == (row->fault == NONE));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/x509/key-fault/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }

  return g_test_run ();
}
