/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-key-parts.h"

/**
 * wlk_key_parts_read:
 * @self: (out caller-allocates): the parts
 * @spki: a SubjectPublicKeyInfo in DER
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Source: RFC 5280 §4.1.2.7.
 *
 * Returns: %TRUE if @self was filled
 */
gboolean
wlk_key_parts_read (WlkKeyParts *self,
                    GBytes      *spki,
                    GError     **error)
{
  WlkDerReader reader;
  WlkDerReader algorithm;
  WlkDerReader inside;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (spki, &length);

  wlk_der_reader_init (&reader, bytes, length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "SubjectPublicKeyInfo", &inside, error) ||
      !wlk_der_reader_finish (&reader, "SubjectPublicKeyInfo", error) ||
      !wlk_der_reader_enter (&inside, WLK_DER_SEQUENCE, "algorithm", &algorithm, error) ||
      !wlk_der_reader_expect (&algorithm, WLK_DER_OBJECT_IDENTIFIER, "algorithm",
                              &self->algorithm, error))
    return FALSE;

  self->has_parameters = !wlk_der_reader_is_at_end (&algorithm);
  if (self->has_parameters && !wlk_der_reader_next (&algorithm, &self->parameters, error))
    return FALSE;

  return wlk_der_reader_finish (&algorithm, "algorithm", error) &&
         wlk_der_reader_expect (&inside, WLK_DER_BIT_STRING, "subjectPublicKey",
                                &self->key, error) &&
         wlk_der_reader_finish (&inside, "SubjectPublicKeyInfo", error);
}
