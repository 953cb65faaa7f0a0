/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/wlk-origin.h"
#include "base/wlk-ref-counted.h"
#include "load/wlk-trust-settings.h"
#include "x509/wlk-certificate.h"
#include "x509/wlk-crl.h"
#include "x509/wlk-ocsp-response.h"

G_BEGIN_DECLS

WLK_DECLARE_REF_COUNTED (WlkBundle, wlk_bundle);

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

/* Where something came from: an origin, owned by the bundle, and its place there. */
typedef struct
{
  WlkOrigin *origin;
  guint      position;
} WlkBundlePlace;

/* Something that is not a certificate. */
typedef struct
{
  WlkBundleItemKind kind;
  GBytes           *bytes;
  char             *label;
  WlkBundlePlace    place;
} WlkBundleItem;

/**
 * WlkBundle:
 * @certificates: (element-type WlkCertificate): the certificates
 * @places: (element-type WlkBundlePlace): where each came from
 * @origins: (element-type WlkOrigin): the origins
 * @settings: (element-type WlkCertificate WlkTrustSettings): the trust settings beside the few
 *   certificates that have some
 * @crls: (element-type WlkCrl): the CRLs
 * @responses: (element-type WlkOcspResponse): the OCSP responses
 * @staple: (nullable): the stapled response, one of @responses
 * @items: (element-type WlkBundleItem): the other items
 * @problems: (element-type WlkBundleProblem): the parts that could not be parsed
 * @n_more_problems: how many problems are not listed
 *
 * Everything received, in order: certificates, other items and problems. Duplicates are kept.
 * Filled by the loader, immutable afterwards.
 */
struct _WlkBundle
{
  GPtrArray       *certificates;
  GArray          *places;
  GPtrArray       *origins;
  GHashTable      *settings;
  GPtrArray       *crls;
  GPtrArray       *responses;
  WlkOcspResponse *staple;
  GArray          *items;
  GArray          *problems;
  guint            n_more_problems;
};

WlkBundle *wlk_bundle_new (void);
void wlk_bundle_add_certificate (WlkBundle      *self,
                                 WlkCertificate *certificate,
                                 WlkOrigin      *origin,
                                 guint           position);
void wlk_bundle_set_trust_settings (WlkBundle        *self,
                                    WlkCertificate   *certificate,
                                    WlkTrustSettings *settings);
WlkTrustSettings *wlk_bundle_get_trust_settings (WlkBundle      *self,
                                                 WlkCertificate *certificate);
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
WlkCertificate *wlk_bundle_get_certificate (WlkBundle *self,
                                            guint      index);
WlkOrigin *wlk_bundle_get_origin (WlkBundle *self,
                                  guint      index);
char *wlk_bundle_dup_origin_text (WlkBundle *self,
                                  guint      index);
guint wlk_bundle_get_n_items (WlkBundle        *self,
                              WlkBundleItemKind kind);
GBytes *wlk_bundle_get_item (WlkBundle        *self,
                             WlkBundleItemKind kind,
                             guint             index);
const WlkBundleProblem *wlk_bundle_get_problem (WlkBundle *self,
                                                guint      index);
char *wlk_bundle_problem_dup_text (const WlkBundleProblem *problem);

G_END_DECLS
