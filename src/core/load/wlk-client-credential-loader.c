/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-client-credential-loader.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <gnutls/pkcs11.h>
#include <gnutls/pkcs12.h>
#include <string.h>

/*
 * Loads a client certificate and its key. Buffers that contain a key are wiped as soon as GnuTLS
 * has imported it; the password is borrowed from the caller.
 */

#define MAX_FILE_SIZE    (1024 * 1024) /* bytes; a chain with its key has some KiB */
#define MAX_CERTIFICATES 32            /* sent to a server; a chain has up to 5 */

typedef struct
{
  const char      *name;     /* to show; borrowed */
  const char      *password; /* (nullable); borrowed */
  GPtrArray       *chain;
  gnutls_privkey_t key;
} Loading;

static void
loading_clear (Loading *self)
{
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  if (self->key != NULL)
    gnutls_privkey_deinit (self->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loading, loading_clear)

static gboolean
is_uri (const char *text)
{
  return g_ascii_strncasecmp (text, "pkcs11:", strlen ("pkcs11:")) == 0;
}

static gboolean
fail (GError **error,
      Loading *self,
      int      rc)
{
  g_autofree char *visible = wlk_client_credential_loader_dup_name (self->name);

  if (rc == GNUTLS_E_DECRYPTION_FAILED || rc == GNUTLS_E_MAC_VERIFY_FAILED ||
      rc == GNUTLS_E_PKCS11_PIN_ERROR)
    g_set_error (error, WLK_ERROR, WLK_ERROR_PASSWORD,
                 self->password != NULL
                 ? _("The password for “%s” is wrong. Type it again.")
                 : _("“%s” is protected by a password. Give the password, too."), visible);
  else
    g_set_error (error, WLK_ERROR, WLK_ERROR_PARSE,
                 _("There is no client certificate with its key in “%s”: %s Give a PEM file with "
                   "both, a PKCS#12 file, or the key in a file of its own."), visible,
                 gnutls_strerror (rc));

  return FALSE;
}

static void
wipe (gnutls_datum_t *contents)
{
  if (contents->data == NULL)
    return;
  gnutls_memset (contents->data, 0, contents->size);
  gnutls_free (contents->data);
  contents->data = NULL;
}

static gboolean
fail_unreadable (GError    **error,
                 const char *visible)
{
  g_set_error (error, WLK_ERROR, WLK_ERROR_READ,
               _("“%s” cannot be read. Check that the file is there, and that you may read it."),
               visible);

  return FALSE;
}

static gboolean
read_file (const char     *path,
           gnutls_datum_t *contents,
           GError        **error)
{
  g_autoptr(GFile) file = g_vfs_get_file_for_path (g_vfs_get_local (), path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *visible = wlk_text_make_visible (path, -1);
  gsize length = 0;

  if (stream == NULL)
    return fail_unreadable (error, visible);
  contents->data = gnutls_malloc (MAX_FILE_SIZE + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), contents->data, MAX_FILE_SIZE + 1, &length,
                                NULL, NULL))
    {
      contents->size = (unsigned) length;
      wipe (contents);
      return fail_unreadable (error, visible);
    }
  if (length > MAX_FILE_SIZE)
    {
      contents->size = (unsigned) length;
      wipe (contents);
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   _("“%s” is too large for a client certificate."), visible);
      return FALSE;
    }
  contents->data[length] = '\0';
  contents->size = (unsigned) length;

  return TRUE;
}

static gboolean
take_certificate (Loading          *self,
                  gnutls_x509_crt_t crt,
                  GError          **error)
{
  gnutls_datum_t der = { NULL, 0 };
  g_autoptr(GBytes) bytes = NULL;
  WlkCertificate *certificate = NULL;
  int rc = gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &der);

  if (rc < 0)
    return fail (error, self, rc);
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  certificate = wlk_certificate_new (bytes, error);
  if (certificate == NULL)
    return FALSE;
  g_ptr_array_add (self->chain, certificate);

  return TRUE;
}

static gboolean
take_certificates (Loading           *self,
                   gnutls_x509_crt_t *list,
                   unsigned           n,
                   GError           **error)
{
  gboolean is_good = TRUE;

  for (unsigned i = 0; i < n; i++)
    {
      is_good = is_good && (i >= MAX_CERTIFICATES || take_certificate (self, list[i], error));
      gnutls_x509_crt_deinit (list[i]);
    }
  gnutls_free (list);

  return is_good;
}

static gboolean
read_certificates (Loading              *self,
                   const gnutls_datum_t *contents,
                   GError              **error)
{
  gnutls_x509_crt_t *list = NULL;
  unsigned n = 0;
  int rc = gnutls_x509_crt_list_import2 (&list, &n, contents, GNUTLS_X509_FMT_PEM, 0);

  if (rc < 0)
    rc = gnutls_x509_crt_list_import2 (&list, &n, contents, GNUTLS_X509_FMT_DER, 0);

  return rc < 0 ? fail (error, self, rc) : take_certificates (self, list, n, error);
}

static gboolean
read_key (Loading              *self,
          const gnutls_datum_t *contents,
          GError              **error)
{
  unsigned flags = self->password == NULL ? GNUTLS_PKCS_PLAIN : 0;
  int rc = gnutls_privkey_init (&self->key);

  if (rc < 0)
    return fail (error, self, rc);
  rc = gnutls_privkey_import_x509_raw (self->key, contents, GNUTLS_X509_FMT_PEM, self->password,
                                       flags);
  if (rc == GNUTLS_E_BASE64_DECODING_ERROR || rc == GNUTLS_E_BASE64_UNEXPECTED_HEADER_ERROR)
    rc = gnutls_privkey_import_x509_raw (self->key, contents, GNUTLS_X509_FMT_DER, self->password,
                                         flags);

  return rc < 0 ? fail (error, self, rc) : TRUE;
}

static gboolean
take_pkcs12 (Loading        *self,
             gnutls_pkcs12_t bag,
             GError        **error)
{
  gnutls_x509_privkey_t key = NULL;
  gnutls_x509_crt_t *chain = NULL;
  unsigned n = 0;
  const char *password = self->password != NULL ? self->password : "";
  int rc = gnutls_pkcs12_simple_parse (bag, password, &key, &chain, &n, NULL, NULL, NULL, 0);

  /* One wrong password in some hundreds decrypts to valid DER, so the MAC decides. */
  if (rc < 0 && gnutls_pkcs12_verify_mac (bag, password) == GNUTLS_E_MAC_VERIFY_FAILED)
    rc = GNUTLS_E_MAC_VERIFY_FAILED;
  if (rc < 0)
    return fail (error, self, rc);
  if (!take_certificates (self, chain, n, error))
    {
      gnutls_x509_privkey_deinit (key);
      return FALSE;
    }
  rc = gnutls_privkey_init (&self->key);
  if (rc >= 0)
    rc = gnutls_privkey_import_x509 (self->key, key, GNUTLS_PRIVKEY_IMPORT_COPY);
  gnutls_x509_privkey_deinit (key);

  return rc < 0 ? fail (error, self, rc) : TRUE;
}

/* Returns FALSE without an error when it is not PKCS#12. */
static gboolean
read_pkcs12 (Loading              *self,
             const gnutls_datum_t *contents,
             GError              **error)
{
  gnutls_pkcs12_t bag = NULL;
  gboolean is_read = FALSE;

  if (gnutls_pkcs12_init (&bag) < 0)
    return FALSE;
  if (gnutls_pkcs12_import (bag, contents, GNUTLS_X509_FMT_DER, 0) >= 0)
    is_read = take_pkcs12 (self, bag, error);
  gnutls_pkcs12_deinit (bag);

  return is_read;
}

static int
give_pin (void       *data,
          int         attempt,
          const char *token_url,
          const char *token_label,
          unsigned    flags,
          char       *pin,
          size_t      size)
{
  Loading *self = data;

  if (self->password == NULL || attempt > 0 || g_strlcpy (pin, self->password, size) >= size)
    return -1;

  return 0;
}

static gboolean
read_token_certificate (Loading    *self,
                        const char *uri,
                        GError    **error)
{
  gnutls_x509_crt_t crt = NULL;
  gboolean is_good = FALSE;
  int rc = gnutls_x509_crt_init (&crt);

  if (rc < 0)
    return fail (error, self, rc);
  gnutls_x509_crt_set_pin_function (crt, give_pin, self);
  rc = gnutls_x509_crt_import_url (crt, uri, 0);
  is_good = rc < 0 ? fail (error, self, rc) : take_certificate (self, crt, error);
  gnutls_x509_crt_deinit (crt);

  return is_good;
}

static gboolean
read_token_key (Loading    *self,
                const char *uri,
                GError    **error)
{
  int rc = gnutls_privkey_init (&self->key);

  if (rc >= 0)
    {
      gnutls_privkey_set_pin_function (self->key, give_pin, self);
      rc = gnutls_privkey_import_url (self->key, uri, 0);
      gnutls_privkey_set_pin_function (self->key, NULL, NULL);
    }

  return rc < 0 ? fail (error, self, rc) : TRUE;
}

/* The key in the same file. Often there is none, which is a better message than GnuTLS's. */
static gboolean
read_key_beside (Loading              *self,
                 const gnutls_datum_t *contents,
                 GError              **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *visible = NULL;

  if (read_key (self, contents, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, WLK_ERROR, WLK_ERROR_PARSE))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  visible = wlk_client_credential_loader_dup_name (self->name);
  g_set_error (error, WLK_ERROR, WLK_ERROR_PARSE,
               _("“%s” holds a certificate and not its key. Give a file with both, or the key in a "
                 "file of its own."), visible);
  return FALSE;
}

/* Without a separate key file, the key is searched for in the certificate's file. */
static gboolean
read_certificate_file (Loading    *self,
                       const char *path,
                       gboolean    has_own_key,
                       GError    **error)
{
  gnutls_datum_t contents = { NULL, 0 };
  gboolean is_good = FALSE;
  g_autoptr(GError) local_error = NULL;

  if (!read_file (path, &contents, error))
    return FALSE;
  if (!has_own_key && read_pkcs12 (self, &contents, &local_error))
    is_good = TRUE;
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    is_good = read_certificates (self, &contents, error) &&
              (has_own_key || read_key_beside (self, &contents, error));
  wipe (&contents);

  return is_good;
}

static gboolean
read_key_file (Loading    *self,
               const char *path,
               GError    **error)
{
  gnutls_datum_t contents = { NULL, 0 };
  gboolean is_good = read_file (path, &contents, error) && read_key (self, &contents, error);

  wipe (&contents);

  return is_good;
}

/* Each of the two may be in a file or on a token: often only the key, which is secret, is on a
 * token. */
static gboolean
read_credential (Loading    *self,
                 const char *certificate,
                 const char *key,
                 GError    **error)
{
  gboolean is_good = is_uri (certificate)
                     ? read_token_certificate (self, certificate, error)
                     : read_certificate_file (self, certificate, key != NULL, error);

  if (!is_good || self->key != NULL)
    return is_good;

  self->name = key != NULL ? key : certificate;

  return is_uri (self->name) ? read_token_key (self, self->name, error)
                             : read_key_file (self, self->name, error);
}

/**
 * wlk_client_credential_loader_load:
 * @certificate: a file with the certificate and its issuers, PEM, DER or PKCS#12, or a PKCS#11 URI
 * @key: (nullable): a file or URI with the private key, if it is not in @certificate
 * @password: (nullable): the password of the file, or the PIN of the token
 * @error: return location; %WLK_ERROR_READ, %WLK_ERROR_PARSE, %WLK_ERROR_LIMIT,
 *   %WLK_ERROR_INVALID_ARGUMENT, or %WLK_ERROR_PASSWORD when one is needed or is wrong
 *
 * Source: RFC 7468, RFC 5958, RFC 7292, RFC 7512.
 *
 * Returns: (transfer full): the client credential, or %NULL with @error
 */
WlkClientCredential *
wlk_client_credential_loader_load (const char *certificate,
                                   const char *key,
                                   const char *password,
                                   GError    **error)
{
  g_auto(Loading) loading = { .name = certificate, .password = password };
  g_autofree char *visible = NULL;

  g_return_val_if_fail (certificate != NULL, NULL);

  loading.chain = g_ptr_array_new_with_free_func (g_object_unref);
  if (!read_credential (&loading, certificate, key, error))
    return NULL;

  visible = wlk_client_credential_loader_dup_name (certificate);
  return wlk_client_credential_new (visible, loading.chain, g_steal_pointer (&loading.key), error);
}

/**
 * wlk_client_credential_loader_dup_name:
 * @source: a file, or a PKCS#11 URI
 *
 * Parts of a URI that may contain a PIN are omitted: its query, and the attribute “pin-value”,
 * which PKCS#11 libraries also accept in the path.
 *
 * Source: RFC 7512 §2.4.
 *
 * Returns: (transfer full): its name to show, as visible text
 */
char *
wlk_client_credential_loader_dup_name (const char *source)
{
  gsize length;
  const char *pin;

  g_return_val_if_fail (source != NULL, NULL);

  if (!is_uri (source))
    return wlk_text_make_visible (source, -1);

  length = strcspn (source, "?");
  pin = g_strstr_len (source, (gssize) length, "pin-value");
  if (pin != NULL)
    length = (gsize) (pin - source);
  while (length > 0 && source[length - 1] == ';')
    length--;

  return wlk_text_make_visible (source, (gssize) length);
}
