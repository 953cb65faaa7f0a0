/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-key-fault.h"

#include "x509/wlk-key-parts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Validation of public keys (NIST SP 800-56A §5.6.2.3, RFC 8017 §3.1, RFC 8410 §3, RFC 5480 §2).
 * Signatures by an invalid key prove nothing: with the exponent 1, the padded digest is its own
 * signature, and an EdDSA key of small order accepts signatures made without its private key.
 */

/* Keeps the gravest fault, and the first of these. */
static void
note (WlkKeyFault *worst,
      const char **description,
      WlkKeyFault  fault,
      const char  *sentence)
{
  if (fault <= *worst)
    return;

  *worst = fault;
  *description = sentence;
}

#define NOTE(fault, sentence) note (worst, description, WLK_KEY_FAULT_ ## fault, (sentence))

/* A positive INTEGER, without the zero octets in front. */
typedef struct
{
  const guint8 *bytes;
  guint32       length;
  gboolean      is_negative;
  gboolean      is_minimal;
} Number;

static gboolean
read_number (WlkDerReader *reader,
             Number       *number)
{
  WlkDerElement element;

  if (!wlk_der_reader_expect (reader, WLK_DER_INTEGER, "number", &element, NULL) ||
      element.content.length == 0)
    return FALSE;

  *number = (Number) {
    .bytes = element.bytes,
    .length = element.content.length,
    .is_negative = (element.bytes[0] & 0x80) != 0,
    .is_minimal = wlk_der_integer_is_minimal (&element),
  };
  while (number->length > 0 && number->bytes[0] == 0)
    {
      number->bytes++;
      number->length--;
    }

  return TRUE;
}

static gboolean
is_odd (const Number *number)
{
  return number->length > 0 && (number->bytes[number->length - 1] & 1) != 0;
}

static gboolean
is_below (const Number *number,
          const Number *limit)
{
  if (number->length != limit->length)
    return number->length < limit->length;

  return memcmp (number->bytes, limit->bytes, limit->length) < 0;
}

static gboolean
is_at_most (const Number *number,
            guint8        limit)
{
  return number->length == 0 || (number->length == 1 && number->bytes[0] <= limit);
}

/* RFC 8017 §3.1: n is a product of odd primes, and e is from 3 to n - 1 and relatively prime to an
 * even number. RFC 3279 §2.3.1: parameters are NULL; those of RSA-PSS may be absent. */
static void
examine_rsa (const WlkKeyParts *parts,
             const WlkDerBits  *bits,
             gboolean           is_plain,
             WlkKeyFault       *worst,
             const char       **description)
{
  WlkDerReader reader;
  WlkDerReader inside;
  Number modulus;
  Number exponent;

  wlk_der_reader_init (&reader, bits->bytes, bits->length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "RSAPublicKey", &inside, NULL) ||
      !read_number (&inside, &modulus) || !read_number (&inside, &exponent))
    {
      NOTE (INVALID, N_("It is not an RSA modulus and exponent."));
      return;
    }

  if (modulus.is_negative)
    NOTE (INVALID, N_("The modulus is negative."));
  if (!is_odd (&modulus))
    NOTE (INVALID, N_("The modulus is even."));
  if (exponent.is_negative)
    NOTE (INVALID, N_("The exponent is negative."));
  if (is_at_most (&exponent, 2))
    NOTE (INVALID, N_("The exponent is less than 3."));
  if (!is_odd (&exponent))
    NOTE (INVALID, N_("The exponent is even."));
  if (!is_below (&exponent, &modulus))
    NOTE (INVALID, N_("The exponent is not less than the modulus."));
  if (!modulus.is_minimal || !exponent.is_minimal)
    NOTE (ENCODING, N_("A number is not in its shortest form."));
  if (!wlk_der_reader_is_at_end (&inside) || !wlk_der_reader_is_at_end (&reader))
    NOTE (ENCODING, N_("There is data after the exponent."));
  if (is_plain && (!parts->has_parameters || parts->parameters.tag != WLK_DER_NULL ||
                   parts->parameters.content.length > 0))
    NOTE (ENCODING, N_("The parameters of the algorithm are not NULL."));
}

/* RFC 3279 §2.3.2. The parameters may be inherited. */
static void
examine_dsa (const WlkDerBits *bits,
             WlkKeyFault      *worst,
             const char      **description)
{
  WlkDerReader reader;
  Number number;

  wlk_der_reader_init (&reader, bits->bytes, bits->length, 0);
  if (!read_number (&reader, &number) || number.is_negative || is_at_most (&number, 1))
    {
      NOTE (INVALID, N_("It is not a number greater than 1."));
      return;
    }

  if (!number.is_minimal)
    NOTE (ENCODING, N_("A number is not in its shortest form."));
  if (!wlk_der_reader_is_at_end (&reader))
    NOTE (ENCODING, N_("There is data after the number."));
}

/* GnuTLS checks the equation of the curves that it supports. It does not read compressed points,
 * which have no second coordinate that could be wrong. */
static gboolean
is_off_curve (WlkPublicKey *key)
{
  gnutls_pubkey_t gnutls = wlk_public_key_get_gnutls (key, NULL);

  return gnutls != NULL && gnutls_pubkey_verify_params (gnutls) == GNUTLS_E_PK_INVALID_PUBKEY;
}

/* SEC 1 §2.3.4: the first octet of a point is its form. RFC 5480 §2.2 excludes the hybrid one. */
static void
examine_point (WlkPublicKey     *key,
               const WlkDerBits *bits,
               WlkKeyFault      *worst,
               const char      **description)
{
  guint32 size = (key->bits + 7) / 8;
  guint8 form = bits->length > 0 ? bits->bytes[0] : 0xFF;
  gboolean is_compressed = form == 2 || form == 3;
  gboolean is_hybrid = form == 6 || form == 7;

  if (form == 0 && bits->length == 1)
    NOTE (INVALID, N_("It is the point at infinity."));
  else if (form != 4 && !is_compressed && !is_hybrid)
    NOTE (INVALID, N_("It is not a point of a curve."));
  else if (size > 0 && bits->length != 1 + (is_compressed ? size : 2 * size))
    NOTE (INVALID, N_("The length of the point does not fit its curve."));
  else if (form == 4 && is_off_curve (key))
    NOTE (INVALID, N_("The point is not on its curve."));
  else if (is_hybrid)
    NOTE (ENCODING, N_("The point is in hybrid form."));
}

/* RFC 5480 §2.1.1. Another step rejects curves that are described instead of named. */
static void
examine_ec (WlkPublicKey      *key,
            const WlkKeyParts *parts,
            const WlkDerBits  *bits,
            WlkKeyFault       *worst,
            const char       **description)
{
  if (key->has_explicit_curve)
    return;
  if (!parts->has_parameters || parts->parameters.tag != WLK_DER_OBJECT_IDENTIFIER)
    NOTE (INVALID, N_("It names no curve."));
  else
    examine_point (key, bits, worst, description);
}

/* The y coordinates of the eight points of small order, and those of them that have a second form
 * of p and more. The sign of x is the highest bit. */
static const char * const small_of_ed25519[] = {
  "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
  "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
  "\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
  "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
  "\x26\xe8\x95\x8f\xc2\xb2\x27\xb0\x45\xc3\xf4\x89\xf2\xef\x98\xf0"
  "\xd5\xdf\xac\x05\xd3\xc6\x33\x39\xb1\x38\x02\x88\x6d\x53\xfc\x05",
  "\xc7\x17\x6a\x70\x3d\x4d\xd8\x4f\xba\x3c\x0b\x76\x0d\x10\x67\x0f"
  "\x2a\x20\x53\xfa\x2c\x39\xcc\xc6\x4e\xc7\xfd\x77\x92\xac\x03\x7a",
  "\xec\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
  "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
  "\xed\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
  "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
  "\xee\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
  "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
};

/* The same for the four points of Ed448: 0, 1 and -1. */
static const char * const small_of_ed448[] = {
  "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
  "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
  "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
  "\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
  "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
  "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
  "\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
  "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff"
  "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00",
};

static gboolean
is_small (const WlkDerBits   *bits,
          const char * const *points,
          gsize               n_points)
{
  for (gsize i = 0; i < n_points; i++)
    {
      const guint8 *point = (const guint8 *) points[i];
      guint32 last = bits->length - 1;

      if (memcmp (bits->bytes, point, last) == 0 && (bits->bytes[last] & 0x7F) == point[last])
        return TRUE;
    }

  return FALSE;
}

/* RFC 8410 §3 and §4: the key is the bits themselves, and there are no parameters. */
static void
examine_edwards (WlkPublicKey      *key,
                 const WlkKeyParts *parts,
                 const WlkDerBits  *bits,
                 WlkKeyFault       *worst,
                 const char       **description)
{
  WlkKeyAlgorithm algorithm = key->algorithm;

  if (bits->length != (key->bits + 7) / 8)
    NOTE (INVALID, N_("The length of the key does not fit its algorithm."));
  else if ((algorithm == WLK_KEY_ALGORITHM_ED25519 &&
            is_small (bits, small_of_ed25519, G_N_ELEMENTS (small_of_ed25519))) ||
           (algorithm == WLK_KEY_ALGORITHM_ED448 &&
            is_small (bits, small_of_ed448, G_N_ELEMENTS (small_of_ed448))))
    NOTE (INVALID, N_("It is a point of small order."));
  if (parts->has_parameters)
    NOTE (ENCODING, N_("The algorithm has parameters, and must have none."));
}

static void
examine (WlkPublicKey      *key,
         const WlkKeyParts *parts,
         const WlkDerBits  *bits,
         WlkKeyFault       *worst,
         const char       **description)
{
  WlkKeyAlgorithm algorithm = key->algorithm;

  switch (algorithm)
    {
    case WLK_KEY_ALGORITHM_RSA:
    case WLK_KEY_ALGORITHM_RSA_PSS:
      examine_rsa (parts, bits, algorithm == WLK_KEY_ALGORITHM_RSA, worst, description);
      break;

    case WLK_KEY_ALGORITHM_DSA:
      examine_dsa (bits, worst, description);
      break;

    case WLK_KEY_ALGORITHM_EC:
      examine_ec (key, parts, bits, worst, description);
      break;

    case WLK_KEY_ALGORITHM_ED25519:
    case WLK_KEY_ALGORITHM_ED448:
    case WLK_KEY_ALGORITHM_X25519:
    case WLK_KEY_ALGORITHM_X448:
      examine_edwards (key, parts, bits, worst, description);
      break;

    case WLK_KEY_ALGORITHM_UNKNOWN:
    default:
      break;
    }
}

/**
 * wlk_key_fault_find:
 * @key: a public key
 * @description: (out): an N_() sentence about the gravest fault; %NULL if there is none
 *
 * Validates a key as far as possible without its private key.
 *
 * Source: RFC 8017 §3.1, RFC 5480 §2, RFC 8410 §3, RFC 3279 §2.3.
 *
 * Returns: the gravest fault
 */
WlkKeyFault
wlk_key_fault_find (WlkPublicKey *key,
                    const char  **description)
{
  WlkKeyFault worst = WLK_KEY_FAULT_NONE;
  WlkKeyParts parts;
  WlkDerBits bits;

  *description = NULL;
  if (!wlk_key_parts_read (&parts, key->spki, NULL) ||
      !wlk_der_read_bit_string (&parts.key, &bits, NULL))
    {
      note (&worst, description, WLK_KEY_FAULT_INVALID, N_("It is not a string of bits."));
      return worst;
    }

  examine (key, &parts, &bits, &worst, description);
  if (bits.n_unused > 0 && key->algorithm != WLK_KEY_ALGORITHM_UNKNOWN)
    note (&worst, description, WLK_KEY_FAULT_ENCODING, N_("The last octet has unused bits."));

  return worst;
}
