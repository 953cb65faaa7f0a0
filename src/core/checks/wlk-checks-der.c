/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-profile-rule.h"
#include "der/wlk-der-values.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * What BER allows and DER does not, where it does not change the meaning. A parser that insists on
 * DER rejects the certificate, others accept it.
 */

/**
 * Fault:
 * @sentence: (nullable): an N_() sentence; %NULL if there is no fault
 * @span: its location
 */
typedef struct
{
  const char *sentence;
  WlkSpan     span;
} Fault;

static Fault
find_no_fault (void)
{
  return (Fault) { NULL, WLK_SPAN_NONE };
}

/* X.690 §11.6: the encodings in a SET OF are in ascending order. */
static gboolean
is_sorted (const WlkDerElement *first,
           const guint8        *first_bytes,
           const WlkDerElement *second,
           const guint8        *second_bytes)
{
  guint32 shorter = MIN (first->span.length, second->span.length);
  int order = memcmp (first_bytes, second_bytes, shorter);

  return order < 0 || (order == 0 && first->span.length <= second->span.length);
}

static Fault
examine_rdn (WlkCertificate *certificate,
             WlkDerReader   *attributes,
             WlkSpan         span)
{
  WlkDerElement previous = { 0 };
  WlkDerElement attribute;

  if (wlk_der_reader_is_at_end (attributes))
    return (Fault) { N_("A part of a name has no attribute."), span }
  ;

  while (!wlk_der_reader_is_at_end (attributes))
    {
      if (!wlk_der_reader_next (attributes, &attribute, NULL))
        return find_no_fault ();
      if (previous.span.length > 0 &&
          !is_sorted (&previous, wlk_certificate_get_bytes (certificate, previous.span),
                      &attribute, wlk_certificate_get_bytes (certificate, attribute.span)))
        return (Fault) { N_("The attributes of a part of a name are not sorted."), span }
      ;
      previous = attribute;
    }

  return find_no_fault ();
}

/* RFC 5280 §4.1.2.4: RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue. */
static Fault
examine_name (WlkCertificate     *certificate,
              WlkCertificateField field)
{
  WlkSpan span = wlk_certificate_get_span (certificate, field);
  WlkDerReader reader;
  WlkDerReader rdns;
  Fault fault = find_no_fault ();

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (certificate, span), span.length,
                       span.offset);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "Name", &rdns, NULL))
    return fault;

  while (fault.sentence == NULL && !wlk_der_reader_is_at_end (&rdns))
    {
      WlkDerElement rdn;
      WlkDerReader attributes;

      if (!wlk_der_reader_next (&rdns, &rdn, NULL) ||
          !wlk_der_reader_init_content (&attributes, &rdn, NULL))
        break;
      fault = examine_rdn (certificate, &attributes, rdn.span);
    }

  return fault;
}

/* X.690 §11.1 and §11.5: TRUE is 0xFF, and FALSE is left out, since it is the default. */
static gboolean
is_flag_der (WlkCertificate     *certificate,
             const WlkExtension *extension)
{
  WlkDerReader reader;
  WlkDerReader inside;
  WlkDerElement element;

  wlk_der_reader_init (&reader, wlk_certificate_get_bytes (certificate, extension->span),
                       extension->span.length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "Extension", &inside, NULL) ||
      !wlk_der_reader_next (&inside, &element, NULL) ||
      !wlk_der_reader_has_tag (&inside, WLK_DER_BOOLEAN) ||
      !wlk_der_reader_next (&inside, &element, NULL))
    return TRUE;

  return element.content.length == 1 && element.bytes[0] == 0xFF;
}

/* RFC 5280 §4.1: Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension. */
static Fault
examine_extensions (WlkCertificate *certificate)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_EXTENSIONS);
  guint n_extensions = wlk_certificate_get_n_extensions (certificate);

  if (span.length > 0 && n_extensions == 0)
    return (Fault) { N_("The list of extensions is empty."), span }
  ;

  for (guint i = 0; i < n_extensions; i++)
    {
      const WlkExtension *extension = wlk_certificate_get_extension (certificate, i);

      if (!is_flag_der (certificate, extension))
        return (Fault) { N_("A critical flag is neither left out nor 0xFF."), extension->span }
      ;
    }

  return find_no_fault ();
}

static Fault
examine_signature (WlkCertificate *certificate)
{
  return (Fault) {
           wlk_certificate_find_signature_fault (certificate),
           wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SIGNATURE_VALUE),
  };
}

/**
 * wlk_check_der:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Names, extensions and the signature are encoded in DER.
 *
 * Source: RFC 5280 §4.1, X.690 §10 and §11, RFC 3279 §2.2.
 */
void
wlk_check_der (WlkCheckContext *context,
               WlkDraft        *draft)
{
  Fault fault = examine_name (context->certificate, WLK_CERTIFICATE_ISSUER);

  if (fault.sentence == NULL)
    fault = examine_name (context->certificate, WLK_CERTIFICATE_SUBJECT);
  if (fault.sentence == NULL)
    fault = examine_extensions (context->certificate);
  if (fault.sentence == NULL)
    fault = examine_signature (context->certificate);
  if (fault.sentence == NULL)
    {
      wlk_draft_pass (draft, N_("“{certificate}” is encoded in DER."));
      return;
    }

  wlk_draft_words (draft, N_("What is wrong"), fault.sentence);
  wlk_draft_at (draft, fault.span);
  wlk_profile_rule_break (context, draft, WLK_PROFILE_STRICT, "encoding_rule",
                          N_("“{certificate}” is not encoded in DER: {1}"));
}
