/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"

G_BEGIN_DECLS

#define WLK_CERTIFICATE_MAX_LENGTH     (1 << 20) /* bytes; the largest in use have some 100 KiB */
#define WLK_CERTIFICATE_MAX_EXTENSIONS 1024      /* per certificate; real ones have about 10 */

/**
 * WlkCertificateField:
 *
 * The parts of a certificate in the order of RFC 5280 §4.1. Each span covers the whole element,
 * tag and length included.
 */
typedef enum {
  WLK_CERTIFICATE_TBS,
  WLK_CERTIFICATE_VERSION,
  WLK_CERTIFICATE_SERIAL_NUMBER,
  WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM, /* tbsCertificate.signature */
  WLK_CERTIFICATE_ISSUER,
  WLK_CERTIFICATE_NOT_BEFORE,
  WLK_CERTIFICATE_NOT_AFTER,
  WLK_CERTIFICATE_SUBJECT,
  WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO,
  WLK_CERTIFICATE_ISSUER_UNIQUE_ID,
  WLK_CERTIFICATE_SUBJECT_UNIQUE_ID,
  WLK_CERTIFICATE_EXTENSIONS,
  WLK_CERTIFICATE_SIGNATURE_ALGORITHM,
  WLK_CERTIFICATE_SIGNATURE_VALUE,
  WLK_CERTIFICATE_N_FIELDS
} WlkCertificateField;

/**
 * WlkCertificateLayout:
 * @spans: the positions of the parts
 * @not_before: seconds since 1970; %G_MAXINT64 if unreadable
 * @not_after: seconds since 1970; %G_MININT64 if unreadable
 * @version: 1 for v1; 0 if invalid
 * @n_extensions: number of extensions
 * @is_ca: cA of the first basicConstraints; %FALSE if unreadable
 *
 * The result of one walk over a certificate's DER. Compact, since 100 000 may exist at once.
 */
typedef struct
{
  WlkSpan  spans[WLK_CERTIFICATE_N_FIELDS];
  gint64   not_before;
  gint64   not_after;
  guint16  version;
  guint16  n_extensions;
  gboolean is_ca;
} WlkCertificateLayout;

gboolean wlk_certificate_layout_init (WlkCertificateLayout *self,
                                      const guint8         *der,
                                      gsize                 length,
                                      GError              **error);
void wlk_certificate_layout_begin_extensions (const WlkCertificateLayout *self,
                                              const guint8               *der,
                                              WlkDerReader               *reader);

G_END_DECLS
