/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fetch/wlk-address-rule.h"

#include <string.h>

/*
 * Network addresses that may be fetched from. The URIs of issuers and CRLs in a certificate are
 * untrusted; following them into the user's private network would allow a certificate to trigger
 * requests to hosts that only the user can reach (server-side request forgery).
 */

#define IPV4_LENGTH 4  /* bytes of an address */
#define IPV6_LENGTH 16

/*
 * Block:
 * @prefix: the first bytes of the addresses
 * @length: of @prefix, in bits
 */
typedef struct
{
  guint8 prefix[IPV6_LENGTH];
  guint  length;
} Block;

/* RFC 6890 §2.2.2 and the IANA registry of special-purpose addresses. */
static const Block ipv4_blocks[] = {
  { { 0 }, 8 },               /* this network */
  { { 10 }, 8 },              /* private use */
  { { 100, 64 }, 10 },        /* shared between a carrier and its customers */
  { { 127 }, 8 },             /* loopback */
  { { 169, 254 }, 16 },       /* link-local */
  { { 172, 16 }, 12 },        /* private use */
  { { 192, 0, 0 }, 24 },      /* protocol assignments */
  { { 192, 0, 2 }, 24 },      /* documentation */
  { { 192, 88, 99 }, 24 },    /* relays from IPv6, no longer in use */
  { { 192, 168 }, 16 },       /* private use */
  { { 198, 18 }, 15 },        /* benchmarks */
  { { 198, 51, 100 }, 24 },   /* documentation */
  { { 203, 0, 113 }, 24 },    /* documentation */
  { { 224 }, 3 },             /* multicast, reserved and broadcast */
};

/* RFC 6890 §2.2.3. Public addresses are all in 2000::/3. */
static const Block ipv6_blocks[] = {
  { { 0x20, 0x01, 0x00 }, 23 },             /* protocol assignments, with Teredo */
  { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },       /* documentation */
  { { 0x3f, 0xff }, 20 },                   /* documentation */
};

/* IPv6 addresses that embed an IPv4 address, which begins after @length bits. */
static const Block embedding_blocks[] = {
  { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96 },  /* mapped, RFC 4291 §2.5.5.2 */
  { { 0x00, 0x64, 0xff, 0x9b }, 96 },                    /* translated, RFC 6052 §2.1 */
  { { 0x20, 0x02 }, 16 },                                /* 6to4, RFC 3056 §2 */
};

static const Block global_unicast = { { 0x20 }, 3 };

static gboolean
is_in_block (const guint8 *bytes,
             const Block  *block)
{
  guint n_whole = block->length / 8;
  guint n_bits = block->length % 8;
  guint mask = 0xff & (0xff00 >> n_bits);

  return memcmp (bytes, block->prefix, n_whole) == 0 &&
         (n_bits == 0 || ((bytes[n_whole] ^ block->prefix[n_whole]) & mask) == 0);
}

static gboolean
is_in_any (const guint8 *bytes,
           const Block  *blocks,
           guint         n_blocks)
{
  for (guint i = 0; i < n_blocks; i++)
    if (is_in_block (bytes, &blocks[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_public_ipv4 (const guint8 *bytes)
{
  return !is_in_any (bytes, ipv4_blocks, G_N_ELEMENTS (ipv4_blocks));
}

static gboolean
is_public_ipv6 (const guint8 *bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (embedding_blocks); i++)
    if (is_in_block (bytes, &embedding_blocks[i]))
      return is_public_ipv4 (bytes + embedding_blocks[i].length / 8);

  return is_in_block (bytes, &global_unicast) &&
         !is_in_any (bytes, ipv6_blocks, G_N_ELEMENTS (ipv6_blocks));
}

/**
 * wlk_address_rule_is_public:
 * @address: an address
 *
 * Distinguishes global addresses from loopback, link-local, private and reserved ones. An IPv6
 * address that embeds an IPv4 address is treated as that address.
 *
 * Source: RFC 6890 §2.2.2 and §2.2.3, RFC 6598 §7, RFC 4193 §3.
 *
 * Returns: whether @address is globally reachable
 */
gboolean
wlk_address_rule_is_public (GInetAddress *address)
{
  const guint8 *bytes;

  g_return_val_if_fail (G_IS_INET_ADDRESS (address), FALSE);

  bytes = g_inet_address_to_bytes (address);
  switch (g_inet_address_get_family (address))
    {
    case G_SOCKET_FAMILY_IPV4:
      return is_public_ipv4 (bytes);

    case G_SOCKET_FAMILY_IPV6:
      return is_public_ipv6 (bytes);

    case G_SOCKET_FAMILY_INVALID:
    case G_SOCKET_FAMILY_UNIX:
    default:
      return FALSE;
    }
}
