/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-ct-log.h"

#include "base/wlk-text.h"

#include <string.h>

/* Public logs of certificates by their ids, which are the SHA-256 of their keys (RFC 6962 §3.2).
 * Logs come and go by the half-year; one that is not here is shown by its id. */

static const struct
{
  const char *id;
  const char *name;
} logs[] = {
  { "cb38f715897c84a1445f5bc1ddfbc96ef29a59cd470a690585b0cb14c31458e7",
    "Cloudflare Nimbus2026" },
  { "499c9b69de1d7cecfc36decd8764a6b85baf0a878019d15552fbe9eb29ddf8c3",
    "DigiCert Sphinx2026h1" },
  { "944e4387faecc1ef81f3192426a8186501c7d35f3802013f72677d55372e19d8",
    "DigiCert Sphinx2026h2" },
  { "6411c46ca412eca7891ca2022e00bcab4f2807d41e3527abeafed503c97dcdf0",
    "DigiCert Wyvern2026h1" },
  { "c2317e574519a345ee7f38deb29041ebc7c2215a22bf7fd5b5ad769ad90e52cd",
    "DigiCert Wyvern2026h2" },
  { "0e5794bcf3aea93e331b2c9907b3f790df9bc23d713225dd21a925ac61c54e21",
    "Google Argon2026h1" },
  { "d76d7d10d1a7f577c2c7e95fd700bff982c9335a65e1d0b3017317c0c8c56977",
    "Google Argon2026h2" },
  { "969764bf555897adf743876837084277e9f03ad5f6a4f3366e46a43f0fcaa9c6",
    "Google Xenon2026h1" },
  { "d809553b944f7affc816196f944f85abb0f8fc5e8755260f15d12e72bb454b14",
    "Google Xenon2026h2" },
  { "1986d4c728aa6ffeba036f782a4d0191aace2d72310faece5d70412d254cc7d4",
    "Let’s Encrypt Oak2026h1" },
  { "acab30706cebec8431f413d2f4915f111e422443b1f2a68c4f3c2b3ba71e02c3",
    "Let’s Encrypt Oak2026h2" },
  { "252f94c22b29e96e9f411a72072b695c5b52ff97a90d2540bbfcdc51ec4dee0b",
    "Sectigo Mammoth2026h1" },
  { "94b1c18ab0d057c47be0ac040e1f2cbc8dc375727bc951f20a526126863ba73c",
    "Sectigo Mammoth2026h2" },
  { "566cd5a376be83dfe342b675c49c232498a769bac382cbab49a3877d9ab32d01",
    "Sectigo Sabre2026h1" },
  { "1f56d1ab94704a41dd3feafdf4699355302c1431bfe61346089fffae795dcc2f",
    "Sectigo Sabre2026h2" },
  { "74db9d58f7d47e9dfd787a162a991c18cf698da7c729918c9a18b0450dba44bc",
    "TrustAsia log2026a" },
  { "25b7efdea1130193ed93079770aa322a26620de35ac8aa7c75197de0b1a9e065",
    "TrustAsia log2026b" },
};

/**
 * wlk_ct_log_find_name:
 * @id: (array fixed-size=32): the id of a log
 *
 * Returns: (nullable): the name of its operator and its own
 */
const char *
wlk_ct_log_find_name (const guint8 *id)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  text = wlk_text_format_hex (id, WLK_CT_LOG_ID_LENGTH, "");
  for (gsize i = 0; i < G_N_ELEMENTS (logs); i++)
    if (g_ascii_strcasecmp (logs[i].id, text) == 0)
      return logs[i].name;

  return NULL;
}
