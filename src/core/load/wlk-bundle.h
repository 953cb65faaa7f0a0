/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/wlk-origin.h"
#include "x509/wlk-certificate.h"
#include "x509/wlk-crl.h"
#include "x509/wlk-ocsp-response.h"

G_BEGIN_DECLS

#define WLK_TYPE_BUNDLE (wlk_bundle_get_type ())
G_DECLARE_FINAL_TYPE (WlkBundle, wlk_bundle, WLK, BUNDLE, GObject)

/**
 * WlkBundleItemKind:
 *
 * What a source may contain besides certificates; kept as bytes.
 */
typedef enum {
  WLK_BUNDLE_CSR,      /* a PKCS#10 certification request */
  WLK_BUNDLE_PRIVATE_KEY,
  WLK_BUNDLE_PUBLIC_KEY,
  WLK_BUNDLE_OTHER,        /* a PEM block with an unknown label */
} WlkBundleItemKind;

/**
 * WlkBundleProblem:
 * @origin: the file or connection
 * @position: line (PEM) or byte offset (DER), as @is_line says
 * @is_line: how to read @position
 * @message: a sentence about the problem and its remedy
 *
 * A part that could not be parsed. The other parts are unaffected.
 */
typedef struct
{
  WlkOrigin *origin;
  gsize      position;
  gboolean   is_line;
  char      *message;
} WlkBundleProblem;

/* Everything received, in order: certificates, other items and problems. Duplicates are kept.
 * Filled by the loader, immutable afterwards. */

WlkBundle *wlk_bundle_new (void);
void wlk_bundle_add_certificate (WlkBundle      *self,
                                 WlkCertificate *certificate,
                                 WlkOrigin      *origin,
                                 guint           position);
void wlk_bundle_add_crl (WlkBundle *self,
                         WlkCrl    *crl);
void wlk_bundle_add_ocsp_response (WlkBundle       *self,
                                   WlkOcspResponse *response);
void wlk_bundle_set_staple (WlkBundle       *self,
                            WlkOcspResponse *response);
void wlk_bundle_add_item (WlkBundle        *self,
                          WlkBundleItemKind kind,
                          GBytes           *bytes,
                          const char       *label,
                          WlkOrigin        *origin,
                          guint             position);
gboolean wlk_bundle_add_problem (WlkBundle  *self,
                                 WlkOrigin  *origin,
                                 gsize       position,
                                 gboolean    is_line,
                                 const char *message);
void wlk_bundle_append (WlkBundle *self,
                        WlkBundle *other);
guint wlk_bundle_get_n_certificates (WlkBundle *self);
WlkCertificate *wlk_bundle_get_certificate (WlkBundle *self,
                                            guint      index);
WlkOrigin *wlk_bundle_get_origin (WlkBundle *self,
                                  guint      index);
char *wlk_bundle_dup_origin_text (WlkBundle *self,
                                  guint      index);
GPtrArray *wlk_bundle_get_crls (WlkBundle *self);
GPtrArray *wlk_bundle_get_ocsp_responses (WlkBundle *self);
WlkOcspResponse *wlk_bundle_get_staple (WlkBundle *self);
guint wlk_bundle_get_n_items (WlkBundle        *self,
                              WlkBundleItemKind kind);
GBytes *wlk_bundle_get_item (WlkBundle        *self,
                             WlkBundleItemKind kind,
                             guint             index);
guint wlk_bundle_get_n_problems (WlkBundle *self);
guint wlk_bundle_get_n_more_problems (WlkBundle *self);
const WlkBundleProblem *wlk_bundle_get_problem (WlkBundle *self,
                                                guint      index);
char *wlk_bundle_problem_dup_text (const WlkBundleProblem *problem);

G_END_DECLS
