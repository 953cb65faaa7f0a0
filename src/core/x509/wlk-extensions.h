/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"
#include "x509/wlk-general-name.h"

G_BEGIN_DECLS

/*
 * The decoded forms of the certificate extensions that validation uses. Each reader returns whether
 * the extension is present; the error for a malformed one has reason and offset.
 */

#define WLK_OID_PURPOSE_SERVER           "1.3.6.1.5.5.7.3.1"
#define WLK_OID_PURPOSE_CLIENT           "1.3.6.1.5.5.7.3.2"
#define WLK_OID_PURPOSE_CODE             "1.3.6.1.5.5.7.3.3"
#define WLK_OID_PURPOSE_EMAIL            "1.3.6.1.5.5.7.3.4"
#define WLK_OID_PURPOSE_TIME_STAMPING    "1.3.6.1.5.5.7.3.8"
#define WLK_OID_PURPOSE_OCSP_SIGNING     "1.3.6.1.5.5.7.3.9"
#define WLK_OID_PURPOSE_PRECERTIFICATE   "1.3.6.1.4.1.11129.2.4.4"

#define WLK_OID_ACCESS_OCSP              "1.3.6.1.5.5.7.48.1"
#define WLK_OID_ACCESS_CA_ISSUERS        "1.3.6.1.5.5.7.48.2"

/**
 * WlkKeyUsage:
 *
 * The bits of keyUsage, named as in RFC 5280 §4.2.1.3; bit 0 of the BIT STRING is 1 << 0.
 */
typedef enum {
  WLK_KEY_USAGE_DIGITAL_SIGNATURE = 1 << 0,
  WLK_KEY_USAGE_NON_REPUDIATION = 1 << 1,
  WLK_KEY_USAGE_KEY_ENCIPHERMENT = 1 << 2,
  WLK_KEY_USAGE_DATA_ENCIPHERMENT = 1 << 3,
  WLK_KEY_USAGE_KEY_AGREEMENT = 1 << 4,
  WLK_KEY_USAGE_KEY_CERT_SIGN = 1 << 5,
  WLK_KEY_USAGE_CRL_SIGN = 1 << 6,
  WLK_KEY_USAGE_ENCIPHER_ONLY = 1 << 7,
  WLK_KEY_USAGE_DECIPHER_ONLY = 1 << 8,
} WlkKeyUsage;

/**
 * WlkBasicConstraints:
 * @is_ca: the cA flag
 * @path_length: pathLenConstraint, at most %G_MAXINT, or -1 if absent
 */
typedef struct
{
  gboolean is_ca;
  int      path_length;
} WlkBasicConstraints;

/**
 * WlkAccessDescription:
 * @method: the dotted accessMethod
 * @location: accessLocation
 */
typedef struct
{
  char           *method;
  WlkGeneralName *location;
} WlkAccessDescription;

WlkPresence wlk_extensions_read_basic_constraints (WlkCertificate      *certificate,
                                                   WlkBasicConstraints *constraints,
                                                   GError             **error);
WlkPresence wlk_extensions_read_key_usage (WlkCertificate *certificate,
                                           WlkKeyUsage    *usage,
                                           GError        **error);
WlkPresence wlk_extensions_read_extended_key_usage (WlkCertificate *certificate,
                                                    GStrv          *purposes,
                                                    GError        **error);
WlkPresence wlk_extensions_read_subject_key_id (WlkCertificate *certificate,
                                                GBytes        **key_id,
                                                GError        **error);
WlkPresence wlk_extensions_read_authority_key_id (WlkCertificate *certificate,
                                                  GBytes        **key_id,
                                                  GError        **error);
WlkPresence wlk_extensions_read_authority_certificate (WlkCertificate *certificate,
                                                       WlkName       **issuer,
                                                       GBytes        **serial);
WlkPresence wlk_extensions_read_list (WlkCertificate *certificate,
                                      const char     *oid,
                                      GPtrArray     **entries,
                                      GError        **error);
gboolean wlk_extensions_demands_staple (WlkCertificate *certificate);
GBytes *wlk_extensions_dup_timestamps (WlkCertificate *certificate);
char *wlk_extensions_format_key_usage (WlkKeyUsage usage);

G_END_DECLS
