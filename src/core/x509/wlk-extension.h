/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"
#include "x509/wlk-name.h"

G_BEGIN_DECLS

#define WLK_OID_SUBJECT_KEY_IDENTIFIER   "2.5.29.14"
#define WLK_OID_KEY_USAGE                "2.5.29.15"
#define WLK_OID_SUBJECT_ALT_NAME         "2.5.29.17"
#define WLK_OID_ISSUER_ALT_NAME          "2.5.29.18"
#define WLK_OID_BASIC_CONSTRAINTS        "2.5.29.19"
#define WLK_OID_NAME_CONSTRAINTS         "2.5.29.30"
#define WLK_OID_CRL_DISTRIBUTION_POINTS  "2.5.29.31"
#define WLK_OID_CERTIFICATE_POLICIES     "2.5.29.32"
#define WLK_OID_ANY_POLICY               "2.5.29.32.0"
#define WLK_OID_POLICY_MAPPINGS          "2.5.29.33"
#define WLK_OID_AUTHORITY_KEY_IDENTIFIER "2.5.29.35"
#define WLK_OID_POLICY_CONSTRAINTS       "2.5.29.36"
#define WLK_OID_EXTENDED_KEY_USAGE       "2.5.29.37"
#define WLK_OID_ANY_EXTENDED_KEY_USAGE   "2.5.29.37.0"
#define WLK_OID_FRESHEST_CRL             "2.5.29.46"
#define WLK_OID_INHIBIT_ANY_POLICY       "2.5.29.54"
#define WLK_OID_AUTHORITY_INFO_ACCESS    "1.3.6.1.5.5.7.1.1"
#define WLK_OID_SUBJECT_INFO_ACCESS      "1.3.6.1.5.5.7.1.11"
#define WLK_OID_TLS_FEATURE              "1.3.6.1.5.5.7.1.24"
#define WLK_OID_SCT_LIST                 "1.3.6.1.4.1.11129.2.4.2"
#define WLK_OID_CT_POISON                "1.3.6.1.4.1.11129.2.4.3"
#define WLK_OID_OCSP_NO_CHECK            "1.3.6.1.5.5.7.48.1.5"

/**
 * WlkPresence:
 * @WLK_ABSENT: there is no such extension
 * @WLK_PRESENT: the extension was decoded
 * @WLK_MALFORMED: the extension's value violates its syntax; the reader's error has the reason
 */
typedef enum {
  WLK_ABSENT,
  WLK_PRESENT,
  WLK_MALFORMED,
} WlkPresence;

/**
 * WlkExtension:
 * @oid: the dotted extnID
 * @is_critical: the critical flag
 * @span: the whole Extension
 * @value: the content of extnValue's OCTET STRING, that is, the DER of the extension itself
 * @bytes: the bytes of @value; borrowed from the certificate
 */
typedef struct
{
  char         *oid;
  gboolean      is_critical;
  WlkSpan       span;
  WlkSpan       value;
  const guint8 *bytes;
} WlkExtension;

/**
 * WlkExtensionParts:
 * @oid: the extnID
 * @is_critical: the critical flag
 * @span: the whole Extension
 * @value: the OCTET STRING
 *
 * An extension while it is parsed; nothing is copied.
 */
typedef struct
{
  WlkDerElement oid;
  gboolean      is_critical;
  WlkSpan       span;
  WlkDerElement value;
} WlkExtensionParts;

/**
 * WlkExtensionFunc:
 * @object: what the extension belongs to
 * @oid: the dotted extnID
 * @parts: the extension
 * @is_known: (out): whether the extension is recognized; initially %TRUE
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Reads one extension of a CRL, a CRL entry or an OCSP response.
 *
 * Returns: %FALSE if it is malformed in a relevant way
 */
typedef gboolean (*WlkExtensionFunc) (gpointer                 object,
                                      const char              *oid,
                                      const WlkExtensionParts *parts,
                                      gboolean                *is_known,
                                      GError                 **error);

/**
 * WlkExtensionList:
 * @what: its ASN.1 type, for an error
 * @limit: how many entries it may have
 * @empty: (nullable): the error for a list without entries, an N_() string; %NULL if it is allowed
 * @read: reads an entry; @issuer is the issuer of the certificate, for names relative to it
 * @check: (nullable): checks the whole list
 * @free_entry: frees an entry
 *
 * A kind of extension whose value is a SEQUENCE OF.
 */
typedef struct
{
  const char    *what;
  guint          limit;
  const char    *empty;
  gpointer (*read)(WlkDerReader *inside,
                   WlkName      *issuer,
                   GError      **error);
  gboolean (*check)(GPtrArray *entries,
                    GError   **error);
  GDestroyNotify free_entry;
} WlkExtensionList;

gboolean wlk_extension_next (WlkDerReader      *reader,
                             WlkExtensionParts *parts,
                             GError           **error);
gboolean wlk_extension_read_all (WlkDerReader    *reader,
                                 WlkExtensionFunc read,
                                 gpointer         object,
                                 char           **unknown_critical,
                                 GError         **error);
WlkPresence wlk_extension_enter (const WlkExtension *self,
                                 const char         *what,
                                 WlkDerReader       *inside,
                                 GError            **error);
WlkPresence wlk_extension_read_element (const WlkExtension *self,
                                        guint32             tag,
                                        const char         *what,
                                        WlkDerElement      *element,
                                        GError            **error);
gboolean wlk_extension_read_number_of_certificates (const WlkDerElement *element,
                                                    int                 *number,
                                                    GError             **error);
GPtrArray *wlk_extension_read_entries (const WlkExtensionList *list,
                                       WlkDerReader           *inside,
                                       WlkName                *issuer,
                                       GError                **error);
gboolean wlk_extension_check_count (guint    count,
                                    guint    limit,
                                    GError **error);

G_END_DECLS
