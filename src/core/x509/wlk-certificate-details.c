/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-certificate-details.h"

#include "base/wlk-time.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-extension-details.h"
#include "x509/wlk-field-writer.h"
#include "x509/wlk-name-walk.h"
#include "x509/wlk-oid.h"

#include <glib/gi18n-lib.h>

/* The content of a certificate, as a tree of lines ordered by importance to a reader. */

static void
add_attribute (WlkField    *group,
               WlkNameWalk *walk)
{
  g_autofree char *oid = wlk_der_dup_oid (&walk->type, NULL);
  g_autofree char *value = NULL;
  const char *title = oid != NULL ? wlk_oid_get_title (oid) : NULL;

  if (wlk_der_is_string_type (walk->value.tag))
    value = wlk_der_dup_string (&walk->value, walk->value.tag, NULL, NULL);
  if (title == NULL)
    title = oid != NULL ? oid : _("Unknown attribute");

  if (value != NULL)
    wlk_field_add (group, title, value, walk->value.span);
  else
    wlk_field_writer_add_octets (group, title, &walk->value);
}

static void
add_name (WlkField           *root,
          WlkCertificate     *certificate,
          const char         *title,
          WlkCertificateField field)
{
  WlkSpan span = wlk_certificate_get_span (certificate, field);
  const guint8 *der = wlk_certificate_get_bytes (certificate, span);
  WlkField *group = wlk_field_add (root, title, NULL, span);
  WlkNameWalk walk;

  if (!wlk_name_walk_init (&walk, der, span.length, span.offset, NULL))
    return;
  while (wlk_name_walk_next (&walk, NULL))
    add_attribute (group, &walk);
  if (wlk_field_get_children (group) == NULL)
    wlk_field_add (group, _("Empty name"), NULL, WLK_SPAN_NONE);
}

static void
add_validity (WlkField       *root,
              WlkCertificate *certificate)
{
  WlkField *group = wlk_field_add (root, _("Validity"), NULL, WLK_SPAN_NONE);
  g_autofree char *not_before = wlk_time_format (wlk_certificate_get_not_before (certificate));
  g_autofree char *not_after = wlk_time_format (wlk_certificate_get_not_after (certificate));

  wlk_field_add (group, _("Not before"), not_before,
                 wlk_certificate_get_span (certificate, WLK_CERTIFICATE_NOT_BEFORE));
  wlk_field_add (group, _("Not after"), not_after,
                 wlk_certificate_get_span (certificate, WLK_CERTIFICATE_NOT_AFTER));
}

static void
add_serial (WlkField       *root,
            WlkCertificate *certificate)
{
  g_autofree char *serial = wlk_certificate_dup_serial (certificate);
  g_autofree char *version = g_strdup_printf ("%u", wlk_certificate_get_version (certificate));
  WlkField *group = wlk_field_add (root, _("Certificate"), NULL,
                                   wlk_certificate_get_span (certificate, WLK_CERTIFICATE_TBS));

  wlk_field_add (group, _("Version"), version,
                 wlk_certificate_get_span (certificate, WLK_CERTIFICATE_VERSION));
  wlk_field_add (group, _("Serial number"), serial,
                 wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SERIAL_NUMBER));
}

static void
add_public_key (WlkField       *root,
                WlkCertificate *certificate)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO);
  WlkField *group = wlk_field_add (root, _("Public Key"), NULL, span);
  WlkPublicKey *key = wlk_certificate_get_public_key (certificate);
  g_autofree char *pin = wlk_certificate_dup_key_pin (certificate);
  const char *curve = key->curve;

  wlk_field_add (group, _("Algorithm"), key->text, span);
  if (key->bits > 0)
    {
      g_autofree char *size =
        g_strdup_printf (ngettext ("%u bit", "%u bits", key->bits), key->bits);

      wlk_field_add (group, _("Size"), size, span);
    }
  if (curve != NULL)
    wlk_field_add (group, _("Curve"), curve, span);
  wlk_field_add (group, _("Pin (SHA-256)"), pin, WLK_SPAN_NONE);
  wlk_field_writer_add_bytes (group, _("Key information"),
                              wlk_certificate_get_bytes (certificate, span), span.length, span);
}

static void
add_signature (WlkField       *root,
               WlkCertificate *certificate)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SIGNATURE_VALUE);
  WlkField *group = wlk_field_add (root, _("Signature"), NULL, span);

  wlk_field_add (group, _("Algorithm"), wlk_certificate_get_signature_text (certificate),
                 wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SIGNATURE_ALGORITHM));
  wlk_field_writer_add_bytes (group, _("Value"), wlk_certificate_get_bytes (certificate, span),
                              span.length, span);
}

static void
add_fingerprints (WlkField       *root,
                  WlkCertificate *certificate)
{
  WlkField *group = wlk_field_add (root, _("Fingerprints"), NULL, WLK_SPAN_NONE);
  g_autofree char *sha256 = wlk_certificate_dup_fingerprint (certificate, G_CHECKSUM_SHA256);
  g_autofree char *sha1 = wlk_certificate_dup_fingerprint (certificate, G_CHECKSUM_SHA1);

  wlk_field_add (group, "SHA-256", sha256, WLK_SPAN_NONE);
  wlk_field_add (group, "SHA-1", sha1, WLK_SPAN_NONE);
}

static void
add_extensions (WlkField       *root,
                WlkCertificate *certificate)
{
  guint n_extensions = wlk_certificate_get_n_extensions (certificate);
  WlkField *group;

  if (n_extensions == 0)
    return;

  group = wlk_field_add (root, _("Extensions"), NULL,
                         wlk_certificate_get_span (certificate, WLK_CERTIFICATE_EXTENSIONS));
  for (guint i = 0; i < n_extensions; i++)
    wlk_extension_details_add (group, certificate,
                               wlk_certificate_get_extension (certificate, i));
}

/**
 * wlk_certificate_details_new:
 * @certificate: a certificate
 *
 * Describes the content of a certificate.
 *
 * Source: RFC 5280 §4.1 and §4.2.
 *
 * Returns: (transfer full): the tree; its root is titled like the certificate
 */
WlkField *
wlk_certificate_details_new (WlkCertificate *certificate)
{
  WlkField *root;

  g_return_val_if_fail (WLK_IS_CERTIFICATE (certificate), NULL);

  root = wlk_field_new (wlk_certificate_get_title (certificate), NULL, WLK_SPAN_NONE);
  if (wlk_certificate_get_problem (certificate) != NULL)
    {
      wlk_field_add (root, _("Problem"), wlk_certificate_get_problem (certificate),
                     WLK_SPAN_NONE);
      return root;
    }
  add_name (root, certificate, _("Subject"), WLK_CERTIFICATE_SUBJECT);
  add_name (root, certificate, _("Issuer"), WLK_CERTIFICATE_ISSUER);
  add_validity (root, certificate);
  add_serial (root, certificate);
  add_public_key (root, certificate);
  add_extensions (root, certificate);
  add_signature (root, certificate);
  add_fingerprints (root, certificate);

  return root;
}
