/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-cipher-suite.h"

#include <gnutls/gnutls.h>
#include <string.h>

/*
 * GnuTLS reports the cipher suite only after the handshake. It is read from the ServerHello, so
 * that it is known after a failure.
 */

#define SESSION_ID_OFFSET (2 + 32) /* bytes: legacy_version and random, RFC 8446 §4.1.3 */

/* GnuTLS's names differ from the registry's: they omit “WITH” after the key exchange and the hash
 * after CHACHA20, and use “SHA1” for “SHA”. */
static char *
dup_registry_name (const char           *name,
                   gnutls_kx_algorithm_t key_exchange)
{
  g_autofree char *prefix = g_strdup_printf ("TLS_%s_", gnutls_kx_get_name (key_exchange));
  gsize length = strlen (name);
  const char *suffix = "";

  g_strdelimit (prefix, "-", '_');
  if (!g_str_has_prefix (name, prefix))
    return g_strdup (name);

  if (g_str_has_suffix (name, "_SHA1"))
    length--;
  else if (g_str_has_suffix (name, "POLY1305"))
    suffix = "_SHA256";

  return g_strdup_printf ("%sWITH_%.*s%s", prefix, (int) (length - strlen (prefix)),
                          name + strlen (prefix), suffix);
}

/**
 * wlk_cipher_suite_dup_name:
 * @number: the two bytes of a cipher suite, as one number
 *
 * Returns: (transfer full): its name in the TLS registry, or the number as “0x1A2B” when GnuTLS
 *   does not know it
 */
char *
wlk_cipher_suite_dup_name (guint number)
{
  gnutls_kx_algorithm_t key_exchange;
  unsigned char bytes[2];
  const char *name;

  for (gsize i = 0;; i++)
    {
      name = gnutls_cipher_suite_info (i, bytes, &key_exchange, NULL, NULL, NULL);
      if (name == NULL)
        return g_strdup_printf ("0x%04X", number);
      if (number == (guint) (bytes[0] << 8 | bytes[1]))
        break;
    }
  if (key_exchange == GNUTLS_KX_UNKNOWN)
    return g_strdup (name);

  return dup_registry_name (name, key_exchange);
}

/**
 * wlk_cipher_suite_read_server_hello:
 * @message: (array length=length): the body of a ServerHello
 * @length: how many bytes
 * @number: (out): the cipher suite in it
 *
 * Source: RFC 8446 §4.1.3, RFC 5246 §7.4.1.3.
 *
 * Returns: whether the message is long enough
 */
gboolean
wlk_cipher_suite_read_server_hello (const guint8 *message,
                                    gsize         length,
                                    guint        *number)
{
  gsize offset = SESSION_ID_OFFSET;

  g_return_val_if_fail (message != NULL || length == 0, FALSE);
  g_return_val_if_fail (number != NULL, FALSE);

  if (length <= offset)
    return FALSE;
  offset += 1 + message[offset];
  if (length < offset + 2)
    return FALSE;
  *number = message[offset] << 8 | message[offset + 1];

  return TRUE;
}

/**
 * wlk_cipher_suite_get_key_usage:
 * @name: (nullable): a cipher suite by its name in the TLS registry
 *
 * Source: RFC 8446 §4.4.2.2, RFC 5246 §7.4.2, RFC 8422 §2: the server signs an ephemeral key, or
 * the whole handshake in TLS 1.3, decrypts the client's secret, or agrees on a secret with the key
 * in its certificate.
 *
 * Returns: the key usage that the certificate of a server needs; 0 when it is not known
 */
WlkKeyUsage
wlk_cipher_suite_get_key_usage (const char *name)
{
  static const struct { const char *prefix;
                        WlkKeyUsage usage;
  } exchanges[] = {
    { "TLS_ECDHE_", WLK_KEY_USAGE_DIGITAL_SIGNATURE },
    { "TLS_DHE_", WLK_KEY_USAGE_DIGITAL_SIGNATURE },
    { "TLS_AES_", WLK_KEY_USAGE_DIGITAL_SIGNATURE }, /* TLS 1.3 names no key exchange */
    { "TLS_CHACHA20_", WLK_KEY_USAGE_DIGITAL_SIGNATURE },
    { "TLS_RSA_", WLK_KEY_USAGE_KEY_ENCIPHERMENT },
    { "TLS_ECDH_", WLK_KEY_USAGE_KEY_AGREEMENT },
    { "TLS_DH_", WLK_KEY_USAGE_KEY_AGREEMENT },
  };

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (exchanges); i++)
    if (g_str_has_prefix (name, exchanges[i].prefix) && strstr (name, "_anon_") == NULL)
      return exchanges[i].usage;

  return 0;
}
