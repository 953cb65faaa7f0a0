/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-certificate-lazy.h"

#include "base/wlk-error.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-certificate-format.h"

#include <glib/gi18n-lib.h>

struct _WlkCertificateLazy
{
  GBytes                     *owner;  /* borrowed, like the two that follow */
  const guint8               *der;
  const WlkCertificateLayout *layout;
  gsize                       length;

  WlkName                    *subject;
  WlkName                    *issuer;
  WlkPublicKey               *public_key;
  GArray                     *extensions; /* (element-type WlkExtension), in DER order */
  WlkSignatureAlgorithm      *signature_algorithm;
  gnutls_x509_crt_t           gnutls;
  char                       *title;
};

/* Sets @slot to @value unless another thread was faster; gives what is there then. */
static gpointer
publish (gpointer      *slot,
         gpointer       value,
         GDestroyNotify destroy)
{
  if (g_atomic_pointer_compare_and_exchange (slot, NULL, value))
    return value;

  destroy (value);
  return g_atomic_pointer_get (slot);
}

#define PUBLISH(slot, value, destroy) \
  publish ((gpointer *) (slot), (value), (GDestroyNotify) (destroy))

static void
signature_algorithm_free (WlkSignatureAlgorithm *algorithm)
{
  wlk_signature_algorithm_clear (algorithm);
  g_free (algorithm);
}

static void
extension_clear (WlkExtension *extension)
{
  g_clear_pointer ((GPtrArray **) &extension->list, g_ptr_array_unref);
  g_free (extension->oid);
}

static WlkName *
get_name (WlkCertificateLazy *self,
          WlkCertificateField field,
          WlkName           **slot)
{
  WlkSpan span = self->layout->spans[field];
  WlkName *name = g_atomic_pointer_get (slot);

  if (name != NULL)
    return name;

  name = wlk_name_new (self->der + span.offset, span.length, NULL); /* the walk has checked it */
  g_assert (name != NULL);
  return PUBLISH (slot, name, wlk_name_unref);
}

static GArray *
make_extensions (WlkCertificateLazy *self)
{
  GArray *extensions = g_array_sized_new (FALSE, FALSE, sizeof (WlkExtension),
                                          self->layout->n_extensions);
  WlkDerReader reader;
  WlkExtensionParts parts;

  g_array_set_clear_func (extensions, (GDestroyNotify) extension_clear);
  wlk_certificate_layout_begin_extensions (self->layout, self->der, &reader);
  while (!wlk_der_reader_is_at_end (&reader) &&
         wlk_certificate_layout_next_extension (&reader, &parts, NULL))
    {
      WlkExtension extension = {
        .oid = wlk_der_dup_oid (&parts.oid, NULL),
        .is_critical = parts.is_critical,
        .span = parts.span,
        .value = parts.value.content,
      };

      g_array_append_val (extensions, extension);
    }

  return extensions;
}

/**
 * wlk_certificate_lazy_new:
 * @owner: the bytes in which the certificate stands
 * @der: the certificate, inside @owner
 * @length: how many bytes
 * @layout: its layout
 *
 * All arguments are borrowed and must outlive the result.
 *
 * Returns: (transfer full): nothing made yet
 */
WlkCertificateLazy *
wlk_certificate_lazy_new (GBytes                     *owner,
                          const guint8               *der,
                          gsize                       length,
                          const WlkCertificateLayout *layout)
{
  WlkCertificateLazy *self = g_new0 (WlkCertificateLazy, 1);

  self->owner = owner;
  self->der = der;
  self->length = length;
  self->layout = layout;
  return self;
}

/**
 * wlk_certificate_lazy_free:
 * @self: (transfer full): what was made
 *
 * Frees all of it.
 */
void
wlk_certificate_lazy_free (WlkCertificateLazy *self)
{
  g_clear_pointer (&self->subject, wlk_name_unref);
  g_clear_pointer (&self->issuer, wlk_name_unref);
  g_clear_object (&self->public_key);
  g_clear_pointer (&self->extensions, g_array_unref);
  g_clear_pointer (&self->signature_algorithm, signature_algorithm_free);
  g_clear_pointer (&self->gnutls, gnutls_x509_crt_deinit);
  g_clear_pointer (&self->title, g_free);
  g_free (self);
}

/**
 * wlk_certificate_lazy_get_subject:
 * @self: what was made
 *
 * Returns: (transfer none): the subject
 */
WlkName *
wlk_certificate_lazy_get_subject (WlkCertificateLazy *self)
{
  return get_name (self, WLK_CERTIFICATE_SUBJECT, &self->subject);
}

/**
 * wlk_certificate_lazy_get_issuer:
 * @self: what was made
 *
 * Returns: (transfer none): the issuer
 */
WlkName *
wlk_certificate_lazy_get_issuer (WlkCertificateLazy *self)
{
  return get_name (self, WLK_CERTIFICATE_ISSUER, &self->issuer);
}

/**
 * wlk_certificate_lazy_get_public_key:
 * @self: what was made
 *
 * Returns: (transfer none): the subject's public key
 */
WlkPublicKey *
wlk_certificate_lazy_get_public_key (WlkCertificateLazy *self)
{
  g_autoptr(GBytes) spki = NULL;
  WlkPublicKey *key = g_atomic_pointer_get (&self->public_key);
  WlkSpan span = self->layout->spans[WLK_CERTIFICATE_SUBJECT_PUBLIC_KEY_INFO];

  if (key != NULL)
    return key;

  spki = g_bytes_new_with_free_func (self->der + span.offset, span.length,
                                     (GDestroyNotify) g_bytes_unref, g_bytes_ref (self->owner));
  key = wlk_public_key_new (spki, NULL); /* the walk has checked it */
  g_assert (key != NULL);
  return PUBLISH (&self->public_key, key, g_object_unref);
}

/**
 * wlk_certificate_lazy_get_extensions:
 * @self: what was made
 *
 * Returns: (transfer none) (element-type WlkExtension): the extensions, in the order of the DER
 */
GArray *
wlk_certificate_lazy_get_extensions (WlkCertificateLazy *self)
{
  GArray *extensions = g_atomic_pointer_get (&self->extensions);

  return extensions != NULL
         ? extensions
         : PUBLISH (&self->extensions, make_extensions (self), g_array_unref);
}

/**
 * wlk_certificate_lazy_get_signature:
 * @self: what was made
 *
 * Returns: (transfer none): the outer signatureAlgorithm
 */
const WlkSignatureAlgorithm *
wlk_certificate_lazy_get_signature (WlkCertificateLazy *self)
{
  WlkSpan span = self->layout->spans[WLK_CERTIFICATE_SIGNATURE_ALGORITHM];
  WlkSignatureAlgorithm *algorithm = g_atomic_pointer_get (&self->signature_algorithm);
  gboolean is_read;

  if (algorithm != NULL)
    return algorithm;

  algorithm = g_new0 (WlkSignatureAlgorithm, 1);
  is_read = wlk_signature_algorithm_init (algorithm, self->der + span.offset, span.length, NULL);
  g_assert (is_read); /* the walk has checked it */
  return PUBLISH (&self->signature_algorithm, algorithm, signature_algorithm_free);
}

/**
 * wlk_certificate_lazy_get_gnutls:
 * @self: what was made
 * @error: return location; %WLK_ERROR_PARSE when GnuTLS cannot read it
 *
 * Returns: (transfer none) (nullable): what GnuTLS makes of the certificate
 */
gnutls_x509_crt_t
wlk_certificate_lazy_get_gnutls (WlkCertificateLazy *self,
                                 GError            **error)
{
  gnutls_x509_crt_t crt = g_atomic_pointer_get (&self->gnutls);
  gnutls_datum_t datum = { (guint8 *) self->der, (unsigned int) self->length };
  int rc;

  if (crt != NULL)
    return crt;

  rc = gnutls_x509_crt_init (&crt);
  if (rc >= 0)
    rc = gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_DER);
  if (rc < 0)
    {
      g_clear_pointer (&crt, gnutls_x509_crt_deinit);
      g_set_error (error, WLK_ERROR, WLK_ERROR_PARSE,
                   _("GnuTLS could not read the certificate: %s"), gnutls_strerror (rc));
      return NULL;
    }

  return PUBLISH (&self->gnutls, crt, gnutls_x509_crt_deinit);
}

/**
 * wlk_certificate_lazy_get_title:
 * @self: what was made
 * @certificate: the certificate that it was made of
 *
 * Returns: (transfer none): what people call the certificate
 */
const char *
wlk_certificate_lazy_get_title (WlkCertificateLazy *self,
                                WlkCertificate     *certificate)
{
  char *title = g_atomic_pointer_get (&self->title);

  return title != NULL
         ? title
         : PUBLISH (&self->title, wlk_certificate_dup_title (certificate), g_free);
}
