/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"
#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

/**
 * WlkCertificateLayout:
 * @spans: where the parts stand
 * @not_before: seconds since 1970; %G_MAXINT64 when it cannot be read
 * @not_after: seconds since 1970; %G_MININT64 when it cannot be read
 * @version: 1 for v1; 0 when it cannot be a version
 * @n_extensions: how many
 * @is_ca: what the first basicConstraints says; %FALSE when it cannot be read
 *
 * What one walk over a certificate's DER finds. 100 000 of them live at once.
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

/**
 * WlkExtensionParts:
 * @oid: the extnID
 * @is_critical: the critical flag
 * @span: the whole Extension
 * @value: the OCTET STRING
 */
typedef struct
{
  WlkDerElement oid;
  gboolean      is_critical;
  WlkSpan       span;
  WlkDerElement value;
} WlkExtensionParts;

gboolean wlk_certificate_layout_init (WlkCertificateLayout *self,
                                      const guint8         *der,
                                      gsize                 length,
                                      GError              **error);
void wlk_certificate_layout_begin_extensions (const WlkCertificateLayout *self,
                                              const guint8               *der,
                                              WlkDerReader               *reader);
gboolean wlk_certificate_layout_next_extension (WlkDerReader      *reader,
                                                WlkExtensionParts *parts,
                                                GError           **error);

G_END_DECLS
