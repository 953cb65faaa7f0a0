/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-trust-settings.h"

#include "der/wlk-der-reader.h"
#include "der/wlk-der-values.h"
#include "x509/wlk-extensions.h"

/*
 * The trust settings that follow the certificate in OpenSSL’s TRUSTED CERTIFICATE, and the distrust
 * of p11-kit. OpenSSL does not describe its structure outside of its source:
 *
 *   CertAux ::= SEQUENCE {
 *     trust   SEQUENCE OF OBJECT IDENTIFIER OPTIONAL,
 *     reject  [0] IMPLICIT SEQUENCE OF OBJECT IDENTIFIER OPTIONAL,
 *     alias   UTF8String OPTIONAL,
 *     keyid   OCTET STRING OPTIONAL,
 *     other   [1] IMPLICIT SEQUENCE OF AlgorithmIdentifier OPTIONAL }
 */

#define MAX_PURPOSES 100 /* in one list; there are about ten */

static void
trust_settings_clear (WlkTrustSettings *self)
{
  g_strfreev (self->trusted);
  g_strfreev (self->rejected);
}

WLK_DEFINE_REF_COUNTED (WlkTrustSettings, wlk_trust_settings, trust_settings_clear)

/* Reads an optional list. */
static gboolean
read_purposes (WlkDerReader *reader,
               guint32       tag,
               GStrv        *purposes,
               GError      **error)
{
  g_autoptr(GStrvBuilder) builder = NULL;
  WlkDerReader inside;
  WlkDerElement element;

  if (!wlk_der_reader_has_tag (reader, tag))
    return TRUE;
  if (!wlk_der_reader_enter (reader, tag, "trust settings", &inside, error))
    return FALSE;

  builder = g_strv_builder_new ();
  for (guint i = 0; i < MAX_PURPOSES && !wlk_der_reader_is_at_end (&inside); i++)
    {
      g_autofree char *oid = NULL;

      if (!wlk_der_reader_expect (&inside, WLK_DER_OBJECT_IDENTIFIER, "purpose", &element, error))
        return FALSE;
      oid = wlk_der_dup_oid (&element, error);
      if (oid == NULL)
        return FALSE;
      g_strv_builder_add (builder, oid);
    }
  if (!wlk_der_reader_finish (&inside, "trust settings", error))
    return FALSE;

  *purposes = g_strv_builder_end (builder);
  return TRUE;
}

/* (transfer full): the settings of a certificate that must not be trusted. */
WlkTrustSettings *
wlk_trust_settings_new_distrusted (void)
{
  WlkTrustSettings *self = g_atomic_rc_box_new0 (WlkTrustSettings);

  self->is_distrusted = TRUE;

  return self;
}

/**
 * wlk_trust_settings_new_openssl:
 * @der: (array length=length): a CertAux
 * @length: its length in bytes
 * @error: return location; %WLK_ERROR_PARSE
 *
 * Returns: (transfer full) (nullable): the settings
 */
WlkTrustSettings *
wlk_trust_settings_new_openssl (const guint8 *der,
                                gsize         length,
                                GError      **error)
{
  g_autoptr(WlkTrustSettings) self = g_atomic_rc_box_new0 (WlkTrustSettings);
  WlkDerReader reader;
  WlkDerReader inside;

  wlk_der_reader_init (&reader, der, length, 0);
  if (!wlk_der_reader_enter (&reader, WLK_DER_SEQUENCE, "trust settings", &inside, error) ||
      !wlk_der_reader_finish (&reader, "trust settings", error) ||
      !read_purposes (&inside, WLK_DER_SEQUENCE, &self->trusted, error) ||
      !read_purposes (&inside, WLK_DER_CONTEXT_CONSTRUCTED (0), &self->rejected, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
includes (GStrv       purposes,
          const char *purpose)
{
  return g_strv_contains ((const char * const *) purposes, WLK_OID_ANY_EXTENDED_KEY_USAGE) ||
         (purpose != NULL && g_strv_contains ((const char * const *) purposes, purpose));
}

/**
 * wlk_trust_settings_allow:
 * @self: (nullable): the settings; %NULL for none
 * @purpose: (nullable): the dotted OID of a purpose, or %NULL for no particular one
 *
 * As OpenSSL does, rejects a certificate with a list of trusted purposes for all others.
 *
 * Returns: whether the certificate may be a trust anchor for @purpose
 */
gboolean
wlk_trust_settings_allow (const WlkTrustSettings *self,
                          const char             *purpose)
{
  if (self == NULL)
    return TRUE;
  if (self->is_distrusted || (self->rejected != NULL && includes (self->rejected, purpose)))
    return FALSE;

  return self->trusted == NULL || purpose == NULL || includes (self->trusted, purpose);
}
