/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-values.h"

G_BEGIN_DECLS

/**
 * WlkKeyParts:
 * @algorithm: the object identifier of the algorithm
 * @parameters: its parameters, if @has_parameters
 * @has_parameters: whether there are any
 * @key: the BIT STRING of the key
 *
 * The parts of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7); they borrow its bytes.
 */
typedef struct
{
  WlkDerElement algorithm;
  WlkDerElement parameters;
  gboolean      has_parameters;
  WlkDerElement key;
} WlkKeyParts;

gboolean wlk_key_parts_read (WlkKeyParts *self,
                             GBytes      *spki,
                             GError     **error);

G_END_DECLS
