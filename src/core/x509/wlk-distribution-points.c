/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-distribution-points.h"

#include "der/wlk-der-values.h"
#include "der/wlk-der-writer.h"
#include "x509/wlk-extension.h"

#include <glib/gi18n-lib.h>

/* Distribution points of certificates, and issuing distribution points of CRLs. */

#define MAX_POINTS 1000 /* in one extension; real ones have up to 5 */
#define MAX_NAMES  1000 /* of one point; real ones have up to 5 */

/* Frees it. */
void
wlk_distribution_point_free (WlkDistributionPoint *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->issuers, g_ptr_array_unref);
  g_free (self);
}

/* Frees it. */
void
wlk_crl_scope_free (WlkCrlScope *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
create_names (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_general_name_free);
}

/* GeneralNames, one or more. */
static gboolean
read_names (WlkDerReader *reader,
            guint32       tag,
            const char   *what,
            GPtrArray   **names,
            GError      **error)
{
  WlkDerReader inside;

  if (!wlk_der_reader_enter (reader, tag, what, &inside, error))
    return FALSE;
  if (wlk_der_reader_is_at_end (&inside))
    return wlk_der_fail (error, inside.base, _("A list of names is empty."));

  g_clear_pointer (names, g_ptr_array_unref);
  *names = wlk_extension_read_entries (&wlk_general_name_list, &inside, NULL, error);

  return *names != NULL && wlk_extension_check_count ((*names)->len - 1, MAX_NAMES, error);
}

/* nameRelativeToCRLIssuer is one more RDN below the issuer's name. */
static gboolean
read_relative_name (const WlkDerElement *rdn,
                    WlkName             *issuer,
                    GPtrArray          **names,
                    GError             **error)
{
  gsize length = 0;
  const guint8 *der = wlk_name_get_der (issuer, &length);
  g_autoptr(GByteArray) content = g_byte_array_new ();
  g_autoptr(GByteArray) whole = g_byte_array_new ();
  g_autoptr(WlkName) name = NULL;
  WlkDerReader reader;
  WlkDerElement sequence;

  wlk_der_reader_init (&reader, der, length, 0);
  if (rdn->content.length >= 1 << 16 || length >= 1 << 20)
    return wlk_der_fail (error, rdn->span.offset, _("A name is too long."));
  if (!wlk_der_reader_expect (&reader, WLK_DER_SEQUENCE, "Name", &sequence, error))
    return FALSE;

  g_byte_array_append (content, sequence.bytes, sequence.content.length);
  wlk_der_append_header (content, WLK_DER_SET, rdn->content.length);
  g_byte_array_append (content, rdn->bytes, rdn->content.length);
  wlk_der_append_header (whole, WLK_DER_SEQUENCE, content->len);
  g_byte_array_append (whole, content->data, content->len);
  name = wlk_name_new (whole->data, whole->len, error);
  if (name == NULL)
    return FALSE;

  *names = create_names ();
  g_ptr_array_add (*names, wlk_general_name_new_directory (name, rdn->span));

  return TRUE;
}

/* DistributionPointName, a choice of two. */
static gboolean
read_point_name (WlkDerReader *reader,
                 WlkName      *issuer,
                 GPtrArray   **names,
                 GError      **error)
{
  WlkDerReader inside;
  WlkDerElement rdn;

  if (!wlk_der_reader_enter (reader, WLK_DER_CONTEXT_CONSTRUCTED (0), "distributionPoint", &inside,
                             error))
    return FALSE;
  if (wlk_der_reader_has_tag (&inside, WLK_DER_CONTEXT_CONSTRUCTED (0)))
    return read_names (&inside, WLK_DER_CONTEXT_CONSTRUCTED (0), "fullName", names, error) &&
           wlk_der_reader_finish (&inside, "distributionPoint", error);

  return wlk_der_reader_expect (&inside, WLK_DER_CONTEXT_CONSTRUCTED (1),
                                "nameRelativeToCRLIssuer", &rdn, error) &&
         read_relative_name (&rdn, issuer, names, error) &&
         wlk_der_reader_finish (&inside, "distributionPoint", error);
}

static gboolean
read_reasons (WlkDerReader *reader,
              guint32       tag,
              guint        *reasons,
              GError      **error)
{
  WlkDerElement element;
  WlkDerBits bits;

  if (!wlk_der_reader_has_tag (reader, tag))
    return TRUE;
  if (!wlk_der_reader_next (reader, &element, error) ||
      !wlk_der_read_bit_string (&element, &bits, error))
    return FALSE;

  *reasons = 0;
  for (guint i = 0; i < 9 && i < bits.length * 8; i++)
    if (bits.bytes[i / 8] & (0x80 >> (i % 8)))
      *reasons |= 1u << i;
  *reasons &= WLK_ALL_REASONS;

  return TRUE;
}

/* A relative name is relative to cRLIssuer, if present. */
static WlkName *
find_base (WlkDistributionPoint *point,
           WlkName              *issuer)
{
  const WlkGeneralName *name;

  if (point->issuers == NULL)
    return issuer;

  name = point->issuers->pdata[0];

  return name->kind == WLK_GENERAL_NAME_DIRECTORY && name->name != NULL ? name->name : issuer;
}

static gpointer
read_point (WlkDerReader *points,
            WlkName      *issuer,
            GError      **error)
{
  g_autoptr(WlkDistributionPoint) point = g_new0 (WlkDistributionPoint, 1);
  WlkDerReader reader;
  WlkDerReader at_name;
  WlkDerElement skipped;
  gboolean has_name;

  point->reasons = WLK_ALL_REASONS;
  if (!wlk_der_reader_enter (points, WLK_DER_SEQUENCE, "DistributionPoint", &reader, error))
    return NULL;

  at_name = reader;
  has_name = wlk_der_reader_has_tag (&reader, WLK_DER_CONTEXT_CONSTRUCTED (0));
  if ((has_name && !wlk_der_reader_next (&reader, &skipped, error)) ||
      !read_reasons (&reader, WLK_DER_CONTEXT (1), &point->reasons, error) ||
      (wlk_der_reader_has_tag (&reader, WLK_DER_CONTEXT_CONSTRUCTED (2)) &&
       !read_names (&reader, WLK_DER_CONTEXT_CONSTRUCTED (2), "cRLIssuer", &point->issuers,
                    error)) ||
      !wlk_der_reader_finish (&reader, "DistributionPoint", error))
    return NULL;
  if (has_name &&
      !read_point_name (&at_name, find_base (point, issuer), &point->names, error))
    return NULL;

  return g_steal_pointer (&point);
}

/* RFC 5280 §4.2.1.13, §4.2.1.15, and §5.2.6 for that of a CRL */
const WlkExtensionList wlk_distribution_point_list = {
  "CRLDistributionPoints", MAX_POINTS, N_("The list of distribution points is empty."), read_point,
  NULL, (GDestroyNotify) wlk_distribution_point_free,
};

/**
 * wlk_distribution_point_new_implied:
 * @certificate: a certificate
 *
 * Creates the implied distribution point of every certificate: its issuer's name, for all reasons.
 *
 * Source: RFC 5280 §6.3.3, the paragraph after step (l).
 *
 * Returns: (transfer full): the distribution point
 */
WlkDistributionPoint *
wlk_distribution_point_new_implied (WlkCertificate *certificate)
{
  WlkDistributionPoint *self = g_new0 (WlkDistributionPoint, 1);

  self->reasons = WLK_ALL_REASONS;
  self->names = create_names ();
  g_ptr_array_add (self->names,
                   wlk_general_name_new_directory (
                     wlk_certificate_get_issuer (certificate),
                     wlk_certificate_get_span (certificate, WLK_CERTIFICATE_ISSUER)));

  return self;
}

static gboolean
read_flag (WlkDerReader *reader,
           guint         number,
           gboolean     *flag,
           GError      **error)
{
  WlkDerElement element;

  if (!wlk_der_reader_has_tag (reader, WLK_DER_CONTEXT (number)))
    return TRUE;

  return wlk_der_reader_next (reader, &element, error) &&
         wlk_der_read_boolean (&element, flag, error);
}

/**
 * wlk_crl_scope_new:
 * @reader: a reader before the value of an issuing distribution point
 * @issuer: the issuer of the CRL
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Source: RFC 5280 §5.2.5.
 *
 * Returns: (transfer full) (nullable): the scope; %NULL when it is malformed
 */
WlkCrlScope *
wlk_crl_scope_new (WlkDerReader *reader,
                   WlkName      *issuer,
                   GError      **error)
{
  g_autoptr(WlkCrlScope) self = g_new0 (WlkCrlScope, 1);
  WlkDerReader inside;

  self->reasons = WLK_ALL_REASONS;
  if (!wlk_der_reader_enter (reader, WLK_DER_SEQUENCE, "IssuingDistributionPoint", &inside, error))
    return NULL;
  if (wlk_der_reader_has_tag (&inside, WLK_DER_CONTEXT_CONSTRUCTED (0)) &&
      !read_point_name (&inside, issuer, &self->names, error))
    return NULL;
  if (!read_flag (&inside, 1, &self->only_user_certificates, error) ||
      !read_flag (&inside, 2, &self->only_authorities, error) ||
      !read_reasons (&inside, WLK_DER_CONTEXT (3), &self->reasons, error) ||
      !read_flag (&inside, 4, &self->is_indirect, error) ||
      !read_flag (&inside, 5, &self->only_attribute_certificates, error) ||
      !wlk_der_reader_finish (&inside, "IssuingDistributionPoint", error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
equal_names (const WlkGeneralName *first,
             const WlkGeneralName *second)
{
  if (first->kind != second->kind)
    return FALSE;
  if (first->kind == WLK_GENERAL_NAME_DIRECTORY && first->name != NULL && second->name != NULL)
    return wlk_name_equal (first->name, second->name);

  return g_bytes_equal (first->bytes, second->bytes);
}

/**
 * wlk_general_names_overlap:
 * @first: (element-type WlkGeneralName): names
 * @second: (element-type WlkGeneralName): other names
 *
 * Returns: whether one name is in both lists
 */
gboolean
wlk_general_names_overlap (GPtrArray *first,
                           GPtrArray *second)
{
  for (guint i = 0; i < first->len; i++)
    for (guint j = 0; j < second->len; j++)
      if (equal_names (first->pdata[i], second->pdata[j]))
        return TRUE;

  return FALSE;
}

/**
 * wlk_reasons_dup_text:
 * @reasons: bits of ReasonFlags
 *
 * Returns: (transfer full): their names as in RFC 5280, separated by commas
 */
char *
wlk_reasons_dup_text (guint reasons)
{
  static const char *names[] = {
    "unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
    "cessationOfOperation", "certificateHold", "privilegeWithdrawn", "aACompromise",
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (reasons & (1u << i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", names[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
