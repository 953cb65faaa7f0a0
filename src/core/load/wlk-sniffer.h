/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WlkDerKind:
 *
 * The kinds of DER that a file may begin with.
 */
typedef enum {
  WLK_DER_KIND_UNKNOWN,
  WLK_DER_KIND_CERTIFICATE,
  WLK_DER_KIND_PKCS7,
  WLK_DER_KIND_PKCS12,
  WLK_DER_KIND_CRL,
  WLK_DER_KIND_REQUEST,
  WLK_DER_KIND_PRIVATE_KEY,
  WLK_DER_KIND_PUBLIC_KEY,
  WLK_DER_KIND_OCSP_RESPONSE,
} WlkDerKind;

WlkDerKind wlk_sniffer_get_der_kind (const guint8 *der,
                                     gsize         length);
WlkDerKind wlk_sniffer_get_label_kind (const char *label);
char *wlk_sniffer_dup_problem (const guint8 *bytes,
                               gsize         length);

G_END_DECLS
