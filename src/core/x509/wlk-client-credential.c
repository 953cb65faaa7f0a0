/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-client-credential.h"

#include "base/wlk-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KEY_ID_SIZE 64 /* bytes; fits any digest that GnuTLS uses for key ids */

G_DEFINE_FINAL_TYPE (WlkClientCredential, wlk_client_credential, G_TYPE_OBJECT)

static void
wlk_client_credential_finalize (GObject *object)
{
  WlkClientCredential *self = WLK_CLIENT_CREDENTIAL (object);

  for (guint i = 0; i < self->n_pcerts; i++)
    gnutls_pcert_deinit (&self->pcerts[i]);
  g_free (self->pcerts);
  gnutls_privkey_deinit (self->key);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_free (self->name);

  G_OBJECT_CLASS (wlk_client_credential_parent_class)->finalize (object);
}

static void
wlk_client_credential_class_init (WlkClientCredentialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = wlk_client_credential_finalize;
}

static void
wlk_client_credential_init (WlkClientCredential *self)
{
}

static gboolean
import_chain (WlkClientCredential *self,
              GError             **error)
{
  self->pcerts = g_new0 (gnutls_pcert_st, self->chain->len);
  for (guint i = 0; i < self->chain->len; i++)
    {
      gsize length = 0;
      const guint8 *der = wlk_certificate_get_der (self->chain->pdata[i], &length);
      const gnutls_datum_t datum = { (guint8 *) der, (unsigned) length };
      int rc = gnutls_pcert_import_x509_raw (&self->pcerts[i], &datum, GNUTLS_X509_FMT_DER, 0);

      if (rc < 0)
        {
          g_set_error (error, WLK_ERROR, WLK_ERROR_UNSUPPORTED,
                       _("The client certificate “%s” cannot be used by this GnuTLS: %s"),
                       self->name, gnutls_strerror (rc));
          return FALSE;
        }
      self->n_pcerts++;
    }

  return TRUE;
}

static gboolean
is_own_key (WlkClientCredential *self)
{
  guint8 ids[2][KEY_ID_SIZE];
  size_t lengths[2] = { KEY_ID_SIZE, KEY_ID_SIZE };
  gnutls_pubkey_t public_key = NULL;
  gboolean is_same = FALSE;

  if (gnutls_pubkey_init (&public_key) < 0)
    return FALSE;
  is_same = gnutls_pubkey_import_privkey (public_key, self->key, 0, 0) >= 0 &&
            gnutls_pubkey_get_key_id (public_key, GNUTLS_KEYID_USE_SHA256, ids[0],
                                      &lengths[0]) >= 0 &&
            gnutls_pubkey_get_key_id (self->pcerts[0].pubkey, GNUTLS_KEYID_USE_SHA256, ids[1],
                                      &lengths[1]) >= 0 &&
            lengths[0] == lengths[1] && memcmp (ids[0], ids[1], lengths[0]) == 0;
  gnutls_pubkey_deinit (public_key);

  return is_same;
}

/**
 * wlk_client_credential_new:
 * @name: its file or URI, for display
 * @chain: (element-type WlkCertificate): the client's certificate, then its issuers; not empty
 * @key: (transfer full): the private key of the first
 * @error: return location; %WLK_ERROR_UNSUPPORTED, or %WLK_ERROR_INVALID_ARGUMENT if the key does
 *   not match the certificate
 *
 * Returns: (transfer full): the client credential, or %NULL with @error
 */
WlkClientCredential *
wlk_client_credential_new (const char      *name,
                           GPtrArray       *chain,
                           gnutls_privkey_t key,
                           GError         **error)
{
  g_autoptr(WlkClientCredential) self = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (chain != NULL && chain->len > 0, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (WLK_TYPE_CLIENT_CREDENTIAL, NULL);
  self->name = g_strdup (name);
  self->chain = g_ptr_array_ref (chain);
  self->key = key;
  if (!import_chain (self, error))
    return NULL;
  if (!is_own_key (self))
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                   _("The private key does not belong to the certificate in “%s”. Give the key "
                     "that was made for it."), name);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/* The client's certificate. */
WlkCertificate *
wlk_client_credential_get_certificate (WlkClientCredential *self)
{
  g_return_val_if_fail (WLK_IS_CLIENT_CREDENTIAL (self), NULL);

  return self->chain->pdata[0];
}
