/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-crl-entry.h"

#include "der/wlk-der-values.h"
#include "x509/wlk-general-name.h"

#include <glib/gi18n-lib.h>

/* An entry of a CRL, with the ASN.1 of RFC 5280 §5.1.2.6 and §5.3. */

#define OID_REASON_CODE        "2.5.29.21"
#define OID_HOLD_INSTRUCTION   "2.5.29.23"
#define OID_INVALIDITY_DATE    "2.5.29.24"
#define OID_CERTIFICATE_ISSUER "2.5.29.29"

/**
 * wlk_crl_list_entry_clear:
 * @self: an entry
 *
 * Frees the members of @self.
 */
void
wlk_crl_list_entry_clear (WlkCrlListEntry *self)
{
  g_clear_pointer (&self->issuer, wlk_name_unref);
  g_clear_pointer (&self->unknown_critical, g_free);
}

static gboolean
read_reason (const WlkDerElement *value,
             int                 *reason,
             GError             **error)
{
  WlkDerReader reader;
  WlkDerElement element;
  gint64 number = 0;

  if (!wlk_der_reader_init_content (&reader, value, error) ||
      !wlk_der_reader_expect (&reader, WLK_DER_ENUMERATED, "CRLReason", &element, error) ||
      !wlk_der_read_integer (&element, &number, error))
    return FALSE;

  *reason = (int) CLAMP (number, 0, G_MAXINT);

  return TRUE;
}

/* §5.3.3: the first directory name of certificateIssuer. */
static gboolean
read_certificate_issuer (const WlkDerElement *value,
                         WlkName            **issuer,
                         GError             **error)
{
  WlkDerReader reader;
  WlkDerReader names;
  WlkDerElement element;

  if (!wlk_der_reader_init_content (&reader, value, error) ||
      !wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "CertificateIssuer", &names, error))
    return FALSE;

  while (!wlk_der_reader_is_at_end (&names))
    {
      g_autoptr(WlkGeneralName) name = NULL;

      if (!wlk_der_reader_next (&names, &element, error))
        return FALSE;
      name = wlk_general_name_new (&element, FALSE);
      if (name->kind == WLK_GENERAL_NAME_DIRECTORY && name->name != NULL)
        {
          g_clear_pointer (issuer, wlk_name_unref);
          *issuer = wlk_name_ref (name->name);
          return TRUE;
        }
    }

  return wlk_der_fail (error, value->span.offset,
                       _("An entry names its certificate issuer in no form that is known."));
}

static gboolean
read_extension (gpointer                 object,
                const char              *oid,
                const WlkExtensionParts *parts,
                gboolean                *is_known,
                GError                 **error)
{
  WlkCrlListEntry *self = object;

  if (g_str_equal (oid, OID_REASON_CODE))
    return read_reason (&parts->value, &self->entry.reason, error);
  if (g_str_equal (oid, OID_CERTIFICATE_ISSUER))
    return read_certificate_issuer (&parts->value, &self->issuer, error);

  *is_known = g_str_equal (oid, OID_INVALIDITY_DATE) || g_str_equal (oid, OID_HOLD_INSTRUCTION);

  return TRUE;
}

/**
 * wlk_crl_list_entry_read:
 * @self: (inout): set to the entry
 * @entries: a reader before an entry of revokedCertificates
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Source: RFC 5280 §5.1.2.6, §5.3.
 *
 * Returns: %TRUE when it was read
 */
gboolean
wlk_crl_list_entry_read (WlkCrlListEntry *self,
                         WlkDerReader    *entries,
                         GError         **error)
{
  WlkDerReader inside;
  WlkDerElement date;

  return wlk_der_reader_enter (entries, WLK_DER_SEQUENCE, "revokedCertificate", &inside, error) &&
         wlk_der_reader_expect (&inside, WLK_DER_INTEGER, "userCertificate", &self->serial,
                                error) &&
         wlk_der_reader_expect_time (&inside, "revocationDate", &date, error) &&
         wlk_der_read_time (&date, &self->entry.date, error) &&
         (wlk_der_reader_is_at_end (&inside) ||
          wlk_extension_read_all (&inside, read_extension, self, &self->unknown_critical,
                                  error)) &&
         wlk_der_reader_finish (&inside, "revokedCertificate", error);
}

/**
 * wlk_crl_reason_get_name:
 * @reason: a CRLReason
 *
 * Returns: its name as in RFC 5280
 */
const char *
wlk_crl_reason_get_name (int reason)
{
  static const char *names[] = {
    "unspecified", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
    "cessationOfOperation", "certificateHold", "unused", "removeFromCRL", "privilegeWithdrawn",
    "aACompromise",
  };

  return reason >= 0 && reason < (int) G_N_ELEMENTS (names) ? names[reason] : "unknown";
}
