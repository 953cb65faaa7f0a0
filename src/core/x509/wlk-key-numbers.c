/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-key-numbers.h"

/*
 * The numbers in a certificate's key are untrusted. Computing with a number of 64 KiB takes minutes
 * or hours, cannot be cancelled, and is repeated for each signature. The limits are those of
 * OpenSSL for RSA, far above all keys in use.
 */

#define MAX_MODULUS_BITS       16384
#define MAX_MODULUS_FREE_BITS  3072 /* up to this size, any exponent is accepted */
#define MAX_EXPONENT_BITS      64   /* with a longer modulus */
#define MAX_KEY_LENGTH         5000 /* bytes; a DSA key of 8192 bits has about 3200 */

/* Its size, without the zero bits in front of it. */
guint
wlk_key_numbers_count_bits (const WlkDerElement *integer)
{
  guint32 length = integer->content.length;
  const guint8 *bytes = integer->bytes;

  while (length > 0 && bytes[0] == 0)
    {
      bytes++;
      length--;
    }

  return length == 0 ? 0 : length * 8 - (guint) __builtin_clz (bytes[0]) + 24;
}

/**
 * wlk_key_numbers_read:
 * @bytes: (array length=length): an RSA key, or the parameters of a DSA key: a SEQUENCE of numbers
 * @length: how many bytes
 * @second: (out) (nullable): bits of the second, an RSA key’s exponent; unchanged without one
 *
 * Source: RFC 3279 §2.3.1, §2.3.2.
 *
 * Returns: bits of the first, which gives the size of the key; 0 when it cannot be read
 */
guint
wlk_key_numbers_read (const guint8 *bytes,
                      gsize         length,
                      guint        *second)
{
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerElement number;
  guint first;

  wlk_der_reader_init (&reader, bytes, length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "key", &inside, NULL) ||
      !wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "number", &number, NULL))
    return 0;

  first = wlk_key_numbers_count_bits (&number);
  if (second != NULL && wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "number", &number, NULL))
    *second = wlk_key_numbers_count_bits (&number);

  return first;
}

/**
 * wlk_key_numbers_are_oversized:
 * @modulus: bits of the first number; 0 when it could not be read
 * @exponent: bits of an RSA key’s exponent, or 0
 * @length: bytes of the whole key, including parts that could not be parsed here
 *
 * Returns: whether it would take too long to compute with them
 */
gboolean
wlk_key_numbers_are_oversized (guint modulus,
                               guint exponent,
                               gsize length)
{
  return length > MAX_KEY_LENGTH || modulus > MAX_MODULUS_BITS ||
         (modulus > MAX_MODULUS_FREE_BITS && exponent > MAX_EXPONENT_BITS);
}
