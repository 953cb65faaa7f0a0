/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-profile-rule.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-distribution-points.h"
#include "x509/wlk-extension.h"
#include "x509/wlk-extensions.h"
#include "x509/wlk-oid.h"
#include "x509/wlk-policy-extensions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Encoding rules for certificates. Path validation does not depend on them, so a violation is a
 * failure under the profiles “strict” and “web” and a warning otherwise.
 */

#define MAX_SERIAL_LENGTH 20          /* octets; RFC 5280 §4.1.2.2 */
#define FIRST_GENERALIZED 2524608000u /* 2050-01-01; beyond the range of UTCTime */

typedef WlkPresence (*ReadFunc) (WlkCertificate *certificate,
                                 GError        **error);

static WlkPresence
read_basic_constraints (WlkCertificate *certificate,
                        GError        **error)
{
  WlkBasicConstraints constraints;

  return wlk_extensions_read_basic_constraints (certificate, &constraints, error);
}

/* X.690 §11.2: unused bits are zero, and the last bit of a list of named bits is set. */
static gboolean
is_bit_list_der (const WlkExtension *extension)
{
  WlkDerElement element;
  WlkDerBits bits;

  if (wlk_extension_read_element (extension, WLK_DER_BIT_STRING, "KeyUsage", &element, NULL) !=
      WLK_PRESENT || !wlk_der_read_bit_string (&element, &bits, NULL))
    return FALSE;

  return bits.length == 0 ||
         (bits.bytes[bits.length - 1] & ((2u << bits.n_unused) - 1)) == 1u << bits.n_unused;
}

static WlkPresence
read_key_usage (WlkCertificate *certificate,
                GError        **error)
{
  const WlkExtension *extension = wlk_certificate_find_extension (certificate, WLK_OID_KEY_USAGE);
  WlkKeyUsage usage;
  WlkPresence presence = wlk_extensions_read_key_usage (certificate, &usage, error);

  if (presence != WLK_PRESENT || is_bit_list_der (extension))
    return presence;

  wlk_der_fail (error, extension->value.offset,
                _("The bits after the last one that is set are not left out."));
  return WLK_MALFORMED;
}

static WlkPresence
read_extended_key_usage (WlkCertificate *certificate,
                         GError        **error)
{
  g_auto(GStrv) purposes = NULL;
  WlkPresence presence = wlk_extensions_read_extended_key_usage (certificate, &purposes, error);

  if (presence != WLK_PRESENT || purposes[0] != NULL)
    return presence;

  wlk_der_fail (error, wlk_certificate_find_extension (certificate,
                                                       WLK_OID_EXTENDED_KEY_USAGE)->value.offset,
                _("The list of purposes is empty."));
  return WLK_MALFORMED;
}

static WlkPresence
read_subject_key_id (WlkCertificate *certificate,
                     GError        **error)
{
  g_autoptr(GBytes) key_id = NULL;

  return wlk_extensions_read_subject_key_id (certificate, &key_id, error);
}

static WlkPresence
read_authority_key_id (WlkCertificate *certificate,
                       GError        **error)
{
  g_autoptr(GBytes) key_id = NULL;

  return wlk_extensions_read_authority_key_id (certificate, &key_id, error);
}

/* An iPAddress of the wrong length is malformed; “san-syntax” reports other violations. */
static gboolean
has_bad_address (GPtrArray *names,
                 GError   **error)
{
  for (guint i = 0; i < names->len; i++)
    {
      const WlkGeneralName *name = names->pdata[i];

      if (name->kind == WLK_GENERAL_NAME_IP && !name->is_well_formed)
        {
          wlk_der_fail (error, name->span.offset,
                        _("An IP address has neither 4 nor 16 bytes."));
          return TRUE;
        }
    }

  return FALSE;
}

static WlkPresence
read_names (WlkCertificate *certificate,
            const char     *oid,
            GError        **error)
{
  g_autoptr(GPtrArray) names = NULL;
  WlkPresence presence = wlk_extensions_read_list (certificate, oid, &names, error);

  if (presence != WLK_PRESENT)
    return presence;
  if (names->len == 0)
    {
      wlk_der_fail (error, wlk_certificate_find_extension (certificate, oid)->value.offset,
                    _("The list of names is empty."));
      return WLK_MALFORMED;
    }

  return has_bad_address (names, error) ? WLK_MALFORMED : WLK_PRESENT;
}

static WlkPresence
read_subject_alt_name (WlkCertificate *certificate,
                       GError        **error)
{
  return read_names (certificate, WLK_OID_SUBJECT_ALT_NAME, error);
}

static WlkPresence
read_issuer_alt_name (WlkCertificate *certificate,
                      GError        **error)
{
  return read_names (certificate, WLK_OID_ISSUER_ALT_NAME, error);
}

static WlkPresence
read_access (WlkCertificate *certificate,
             const char     *oid,
             GError        **error)
{
  g_autoptr(GPtrArray) descriptions = NULL;
  WlkPresence presence = wlk_extensions_read_list (certificate, oid, &descriptions, error);

  if (presence != WLK_PRESENT || descriptions->len > 0)
    return presence;

  wlk_der_fail (error, wlk_certificate_find_extension (certificate, oid)->value.offset,
                _("The list of access descriptions is empty."));

  return WLK_MALFORMED;
}

static WlkPresence
read_authority_access (WlkCertificate *certificate,
                       GError        **error)
{
  return read_access (certificate, WLK_OID_AUTHORITY_INFO_ACCESS, error);
}

static WlkPresence
read_subject_access (WlkCertificate *certificate,
                     GError        **error)
{
  return read_access (certificate, WLK_OID_SUBJECT_INFO_ACCESS, error);
}

static WlkPresence
read_policies (WlkCertificate *certificate,
               GError        **error)
{
  g_autoptr(GPtrArray) policies = NULL;
  WlkPresence presence = wlk_extensions_read_list (certificate, WLK_OID_CERTIFICATE_POLICIES,
                                                   &policies, error);

  for (guint i = 0; presence == WLK_PRESENT && i < policies->len; i++)
    {
      const WlkPolicy *policy = policies->pdata[i];

      if (!policy->has_bad_qualifiers)
        continue;
      wlk_der_fail (error, policy->span.offset,
                    _("The qualifiers of a policy are empty or malformed."));
      return WLK_MALFORMED;
    }

  return presence;
}

static WlkPresence
read_mappings (WlkCertificate *certificate,
               GError        **error)
{
  g_autoptr(GPtrArray) mappings = NULL;

  return wlk_extensions_read_list (certificate, WLK_OID_POLICY_MAPPINGS, &mappings, error);
}

static WlkPresence
read_policy_constraints (WlkCertificate *certificate,
                         GError        **error)
{
  WlkPolicyConstraints constraints;

  return wlk_policy_extensions_read_constraints (certificate, &constraints, error);
}

static WlkPresence
read_inhibit_any (WlkCertificate *certificate,
                  GError        **error)
{
  int skip;

  return wlk_policy_extensions_read_inhibit_any (certificate, &skip, error);
}

static WlkPresence
read_points (WlkCertificate *certificate,
             GError        **error)
{
  g_autoptr(GPtrArray) points = NULL;

  return wlk_extensions_read_list (certificate, WLK_OID_CRL_DISTRIBUTION_POINTS, &points, error);
}

static WlkPresence
read_freshest (WlkCertificate *certificate,
               GError        **error)
{
  g_autoptr(GPtrArray) points = NULL;

  return wlk_extensions_read_list (certificate, WLK_OID_FRESHEST_CRL, &points, error);
}

/* Name constraints have a step of their own, which fails under every profile. */
static const struct
{
  const char *oid;
  ReadFunc    read;
} readers[] = {
  { WLK_OID_BASIC_CONSTRAINTS, read_basic_constraints },
  { WLK_OID_KEY_USAGE, read_key_usage },
  { WLK_OID_EXTENDED_KEY_USAGE, read_extended_key_usage },
  { WLK_OID_SUBJECT_ALT_NAME, read_subject_alt_name },
  { WLK_OID_ISSUER_ALT_NAME, read_issuer_alt_name },
  { WLK_OID_SUBJECT_KEY_IDENTIFIER, read_subject_key_id },
  { WLK_OID_AUTHORITY_KEY_IDENTIFIER, read_authority_key_id },
  { WLK_OID_AUTHORITY_INFO_ACCESS, read_authority_access },
  { WLK_OID_SUBJECT_INFO_ACCESS, read_subject_access },
  { WLK_OID_CERTIFICATE_POLICIES, read_policies },
  { WLK_OID_POLICY_MAPPINGS, read_mappings },
  { WLK_OID_POLICY_CONSTRAINTS, read_policy_constraints },
  { WLK_OID_INHIBIT_ANY_POLICY, read_inhibit_any },
  { WLK_OID_CRL_DISTRIBUTION_POINTS, read_points },
  { WLK_OID_FRESHEST_CRL, read_freshest },
};

static gboolean
is_malformed (WlkCertificate *certificate,
              const char     *oid,
              GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].oid, oid))
      return readers[i].read (certificate, error) == WLK_MALFORMED;

  return FALSE;
}

/**
 * wlk_check_extension_malformed:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Every known extension conforms to its ASN.1 definition. A malformed extension also fails the step
 * that needs it, under any profile.
 *
 * Source: RFC 5280 §4.2.1, §4.2.2.
 */
void
wlk_check_extension_malformed (WlkCheckContext *context,
                               WlkDraft        *draft)
{
  guint n_extensions = wlk_certificate_get_n_extensions (context->certificate);
  guint n_malformed = 0;

  for (guint i = 0; i < n_extensions; i++)
    {
      const WlkExtension *extension = wlk_certificate_get_extension (context->certificate, i);
      g_autoptr(GError) error = NULL;

      if (wlk_certificate_is_known_readable (context->certificate, i))
        continue;
      if (!is_malformed (context->certificate, extension->oid, &error))
        {
          wlk_certificate_note_readable (context->certificate, i);
          continue;
        }
      if (!wlk_profile_rule_list (draft, N_("Extension"), extension, &n_malformed))
        continue;
      wlk_draft_text (draft, N_("What is wrong"), error != NULL ? error->message : NULL);
      wlk_draft_at (draft, extension->value);
    }

  wlk_profile_rule_count_rest (draft, n_malformed);
  if (n_malformed > 0)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "extension_malformed",
                            N_("The extension “{1}” of “{certificate}” cannot be read: {2}"));
  else
    wlk_draft_pass (draft, N_("All known extensions of “{certificate}” can be read."));
}

static gboolean
has_unique_id (WlkCertificate *certificate)
{
  return wlk_certificate_get_span (certificate, WLK_CERTIFICATE_ISSUER_UNIQUE_ID).length > 0 ||
         wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SUBJECT_UNIQUE_ID).length > 0;
}

/* X.690 §8.3.2, and §11.5: the default, version 1, is left out. */
static gboolean
is_version_der (WlkCertificate *certificate)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_VERSION);
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerElement number;

  if (span.length == 0)
    return TRUE;

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (certificate, span), span.length, 0);

  return wlk_certificate_get_version (certificate) > 1 &&
         wlk_der_reader_enter (&reader, WLK_DER_CONTEXT_CONSTRUCTED (0), "", &inside, NULL) &&
         wlk_der_reader_next (&inside, &number, NULL) && wlk_der_integer_is_minimal (&number);
}

/**
 * wlk_check_version:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Only version 3 has extensions, and only versions 2 and 3 have unique identifiers; the profile
 * “web” requires version 3.
 *
 * Source: RFC 5280 §4.1.2.1, CA/Browser Forum BR §7.1.1.
 */
void
wlk_check_version (WlkCheckContext *context,
                   WlkDraft        *draft)
{
  guint version = wlk_certificate_get_version (context->certificate);
  guint n_extensions = wlk_certificate_get_n_extensions (context->certificate);

  wlk_draft_number (draft, N_("Version"), version);
  wlk_draft_at (draft, wlk_certificate_get_span (context->certificate, WLK_CERTIFICATE_VERSION));
  wlk_draft_expect_number (draft, 3);
  if (version < 1 || version > 3)
    wlk_profile_rule_reject (context, draft, "ambiguous_certificate",
                             N_("“{certificate}” has a version that X.509 does not have."));
  else if (version < 3 && n_extensions > 0)
    wlk_profile_rule_reject (context, draft, "ambiguous_certificate",
                             N_("“{certificate}” has extensions and is of version {1}, which has "
                                "none."));
  else if (version < 2 && has_unique_id (context->certificate))
    wlk_profile_rule_reject (context, draft, "ambiguous_certificate",
                             N_("“{certificate}” has unique identifiers and is of version {1}, "
                                "which has none."));
  else if (!is_version_der (context->certificate))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The version of “{certificate}” is not encoded in DER: version 1 "
                               "is left out, and other numbers have their shortest form."));
  else if (version < 3 && !wlk_check_context_is_anchor (context))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_WEB, "encoding_rule",
                            N_("“{certificate}” is of version {1}, and the web wants version 3."));
  else
    wlk_draft_pass (draft, N_("“{certificate}” is of version {1}."));
}

/**
 * wlk_check_serial_number:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The serial number is greater than zero and has up to 20 octets.
 *
 * Source: RFC 5280 §4.1.2.2.
 */
void
wlk_check_serial_number (WlkCheckContext *context,
                         WlkDraft        *draft)
{
  WlkSpan span = wlk_certificate_get_span (context->certificate, WLK_CERTIFICATE_SERIAL_NUMBER);
  g_autofree char *text = wlk_certificate_dup_serial (context->certificate);
  WlkDerElement serial = { 0 };
  WlkDerReader reader;
  guint32 n_zeros = 0;

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (context->certificate, span),
                       span.length, span.offset);
  if (!wlk_der_reader_next (&reader, &serial, NULL))
    serial.content.length = 0;
  while (n_zeros < serial.content.length && serial.bytes[n_zeros] == 0)
    n_zeros++;

  wlk_draft_text (draft, N_("Serial number"), text);
  wlk_draft_at (draft, span);
  if (n_zeros == serial.content.length)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The serial number of “{certificate}” is zero."));
  else if (serial.bytes[0] & 0x80)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The serial number of “{certificate}” is negative."));
  else if (serial.content.length > MAX_SERIAL_LENGTH)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The serial number of “{certificate}” is longer than 20 bytes."));
  else if (!wlk_der_integer_is_minimal (&serial))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The serial number of “{certificate}” is not in its shortest form, "
                               "as DER requires."));
  else
    wlk_draft_pass (draft, N_("The serial number of “{certificate}” is as it should be."));
}

/* The object identifier at the start of an AlgorithmIdentifier, and its parameters in words. */
static char *
dup_algorithm_oid (WlkCertificate *certificate,
                   WlkSpan         span,
                   const char    **parameters)
{
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerElement oid;

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (certificate, span), span.length, 0);

  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "", &inside, NULL) ||
      !wlk_der_reader_next (&inside, &oid, NULL))
    return NULL;

  *parameters = wlk_der_reader_is_at_end (&inside)             ? N_("absent")
              : wlk_der_reader_has_tag (&inside, WLK_DER_NULL) ? "NULL"
                                                               : N_("present");
  return wlk_der_dup_oid (&oid, NULL);
}

static void
reject_algorithms (WlkCheckContext *context,
                   WlkDraft        *draft,
                   WlkSpan          inner,
                   WlkSpan          outer)
{
  const char *inner_parameters = N_("absent");
  const char *outer_parameters = N_("absent");
  g_autofree char *inner_oid = dup_algorithm_oid (context->certificate, inner, &inner_parameters);
  g_autofree char *outer_oid = dup_algorithm_oid (context->certificate, outer, &outer_parameters);

  wlk_draft_oid (draft, N_("Signed algorithm"), inner_oid);
  wlk_draft_at (draft, inner);
  if (g_strcmp0 (inner_oid, outer_oid) == 0)
    {
      wlk_draft_words (draft, N_("Signed parameters"), inner_parameters);
      wlk_draft_at (draft, inner);
      wlk_draft_expect_words (draft, outer_parameters);
      wlk_profile_rule_reject (context, draft, "ambiguous_certificate",
                               N_("“{certificate}” names the algorithm of its signature twice, "
                                  "with different parameters."));
    }
  else
    wlk_profile_rule_reject (context, draft, "ambiguous_certificate",
                             N_("“{certificate}” names the algorithm of its signature twice, and "
                                "the one that is signed is not {1}, but {2}."));
}

/**
 * wlk_check_algorithms_equal:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The signature and signatureAlgorithm fields are identical, with the parameters that the algorithm
 * requires.
 *
 * Source: RFC 5280 §4.1.1.2, §4.1.2.3, RFC 4055 §5, RFC 5758 §3, RFC 8410 §3.
 */
void
wlk_check_algorithms_equal (WlkCheckContext *context,
                            WlkDraft        *draft)
{
  WlkCertificate *certificate = context->certificate;
  WlkSpan inner = wlk_certificate_get_span (certificate,
                                            WLK_CERTIFICATE_INNER_SIGNATURE_ALGORITHM);
  WlkSpan outer = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SIGNATURE_ALGORITHM);

  wlk_draft_text (draft, N_("Signature algorithm"),
                  wlk_certificate_get_signature_text (certificate));
  wlk_draft_at (draft, outer);
  if (inner.length != outer.length ||
      memcmp (wlk_certificate_get_bytes (certificate, inner),
              wlk_certificate_get_bytes (certificate, outer), inner.length) != 0)
    reject_algorithms (context, draft, inner, outer);
  else if (!wlk_check_context_is_anchor (context) &&
           wlk_certificate_has_wrong_signature_parameters (certificate))
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The parameters of the signature algorithm of “{certificate}” are "
                               "not those that {1} requires."));
  else
    wlk_draft_pass (draft,
                    N_("“{certificate}” names the algorithm of its signature "
                       "twice, and both times it is {1}."));
}

/* Whether a time has the required type and form. */
static gboolean
is_well_encoded (WlkCertificate     *certificate,
                 WlkCertificateField field,
                 gint64              seconds)
{
  WlkSpan span = wlk_certificate_get_span (certificate, field);
  WlkDerReader reader;
  WlkDerElement time;

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (certificate, span), span.length, 0);
  if (!wlk_der_reader_next (&reader, &time, NULL))
    return FALSE;

  return time.tag == (seconds < FIRST_GENERALIZED ? WLK_DER_UTC_TIME : WLK_DER_GENERALIZED_TIME) &&
         time.content.length == (time.tag == WLK_DER_UTC_TIME ? 13 : 15) &&
         time.bytes[time.content.length - 1] == 'Z';
}

/**
 * wlk_check_time_encoding:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Dates are UTCTime until 2049 and GeneralizedTime after, in seconds and UTC.
 *
 * Source: RFC 5280 §4.1.2.5.
 */
void
wlk_check_time_encoding (WlkCheckContext *context,
                         WlkDraft        *draft)
{
  static const struct
  {
    WlkCertificateField field;
    const char         *label;
  } dates[] = {
    { WLK_CERTIFICATE_NOT_BEFORE, N_("Not before") },
    { WLK_CERTIFICATE_NOT_AFTER, N_("Not after") },
  };
  gboolean is_any_wrong = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      WlkSpan span = wlk_certificate_get_span (context->certificate, dates[i].field);
      gint64 seconds = i == 0
                       ? wlk_certificate_get_not_before (context->certificate)
                       : wlk_certificate_get_not_after (context->certificate);

      if (is_well_encoded (context->certificate, dates[i].field, seconds))
        continue;
      wlk_draft_words (draft, N_("Date"), dates[i].label);
      wlk_draft_at (draft, span);
      is_any_wrong = TRUE;
    }

  if (is_any_wrong)
    wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                            N_("The date “{1}” of “{certificate}” is not written as it must be: "
                               "as UTCTime until 2049 and as GeneralizedTime after, in seconds "
                               "and UTC."));
  else
    wlk_draft_pass (draft, N_("The dates of “{certificate}” are written as they must be."));
}

/**
 * wlk_check_extension_duplicate:
 * @context: the check context
 * @draft: the finding to fill
 *
 * No extension is repeated.
 *
 * Source: RFC 5280 §4.2.
 */
void
wlk_check_extension_duplicate (WlkCheckContext *context,
                               WlkDraft        *draft)
{
  guint n_extensions = wlk_certificate_get_n_extensions (context->certificate);
  guint n_repeated = 0;

  for (guint i = 0; i < n_extensions; i++)
    {
      const WlkExtension *extension = wlk_certificate_get_extension (context->certificate, i);

      if (wlk_certificate_find_extension (context->certificate, extension->oid) != extension)
        wlk_profile_rule_list (draft, N_("Extension"), extension, &n_repeated);
    }

  wlk_profile_rule_count_rest (draft, n_repeated);
  if (n_repeated > 0)
    wlk_profile_rule_reject (context, draft, "ambiguous_certificate",
                             N_("“{certificate}” has the extension “{1}” more than once, so it "
                                "is ambiguous which one counts."));
  else
    wlk_draft_pass (draft, N_("No extension of “{certificate}” is repeated."));
}
