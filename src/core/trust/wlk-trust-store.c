/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "trust/wlk-trust-store.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "load/wlk-loader.h"

#include <glib/gi18n-lib.h>
#include <gnutls/x509.h>
#include <string.h>

/*
 * The trust anchors. Loading parses each certificate once and puts the hash of its subject into an
 * index; names and keys are decoded only for anchors that a path reaches.
 */

#define MAX_FOLDER_FILES 10000 /* in one folder; /etc/ssl/certs has 300 */
#define NO_ANCHOR        G_MAXUINT

typedef struct
{
  WlkCertificate   *certificate; /* owned */
  WlkOrigin        *origin;      /* owned */
  WlkTrustSettings *settings;    /* owned; nullable */
  guint             next;        /* the next anchor with the same hash, or NO_ANCHOR */
} Anchor;

struct _WlkTrustStore
{
  GArray     *anchors;    /* (element-type Anchor) */
  GHashTable *by_subject; /* hash of the subject → index of the last anchor with it, plus 1 */
  GPtrArray  *places;     /* (element-type char): names of the sources */
};

/* The files in which distributions keep the bundle that GnuTLS trusts by default. If none exists,
 * GnuTLS itself loads it, which may involve p11-kit and takes longer. */
static const char *system_bundles[] = {
  "/etc/ssl/certs/ca-certificates.crt",                /* Debian, Arch, Alpine */
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", /* Fedora, RHEL */
  "/etc/ssl/ca-bundle.pem",                            /* openSUSE */
  "/etc/ssl/cert.pem",                                 /* BSDs */
};

static void
clear_anchor (gpointer data)
{
  Anchor *anchor = data;

  g_object_unref (anchor->certificate);
  wlk_origin_unref (anchor->origin);
  g_clear_pointer (&anchor->settings, wlk_trust_settings_unref);
}

static void
trust_store_clear (WlkTrustStore *self)
{
  g_array_unref (self->anchors);
  g_hash_table_unref (self->by_subject);
  g_ptr_array_unref (self->places);
}

WLK_DEFINE_REF_COUNTED (WlkTrustStore, wlk_trust_store, trust_store_clear)

/* (transfer full): an empty store. */
WlkTrustStore *
wlk_trust_store_new (void)
{
  WlkTrustStore *self = g_atomic_rc_box_new0 (WlkTrustStore);

  self->anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));
  g_array_set_clear_func (self->anchors, clear_anchor);
  self->by_subject = g_hash_table_new (NULL, NULL);
  self->places = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static guint
get_first (WlkTrustStore *self,
           guint          hash)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_subject,
                                                       GUINT_TO_POINTER (hash)));

  return index > 0 ? index - 1 : NO_ANCHOR;
}

static const Anchor *
get_anchor (WlkTrustStore *self,
            guint          index)
{
  return &g_array_index (self->anchors, Anchor, index);
}

static void
note_place (WlkTrustStore *self,
            WlkOrigin     *origin)
{
  const char *place = origin->place;

  if (!g_ptr_array_find_with_equal_func (self->places, place, g_str_equal, NULL))
    g_ptr_array_add (self->places, g_strdup (place));
}

/* Of two entries for one certificate, the one that distrusts it counts, or else the first. */
static void
add_settings (Anchor           *anchor,
              WlkTrustSettings *settings)
{
  if (settings == NULL || (anchor->settings != NULL && !settings->is_distrusted))
    return;

  g_clear_pointer (&anchor->settings, wlk_trust_settings_unref);
  anchor->settings = wlk_trust_settings_ref (settings);
}

static void
add_anchor (WlkTrustStore    *self,
            WlkCertificate   *certificate,
            WlkOrigin        *origin,
            WlkTrustSettings *settings)
{
  guint hash = wlk_certificate_hash_subject (certificate);
  Anchor anchor = { .next = get_first (self, hash) };

  for (guint i = anchor.next; i != NO_ANCHOR; i = get_anchor (self, i)->next)
    if (wlk_certificate_equal (get_anchor (self, i)->certificate, certificate))
      {
        add_settings (&g_array_index (self->anchors, Anchor, i), settings);
        return;
      }

  anchor.certificate = g_object_ref (certificate);
  anchor.origin = wlk_origin_ref (origin);
  add_settings (&anchor, settings);
  g_array_append_val (self->anchors, anchor);
  g_hash_table_insert (self->by_subject, GUINT_TO_POINTER (hash),
                       GUINT_TO_POINTER (self->anchors->len));
  note_place (self, origin);
}

/**
 * wlk_trust_store_add_certificate:
 * @self: a store that is not shared yet
 * @certificate: a trust anchor
 * @origin: where it came from
 *
 * Adds an anchor, unless the store has it already.
 */
void
wlk_trust_store_add_certificate (WlkTrustStore  *self,
                                 WlkCertificate *certificate,
                                 WlkOrigin      *origin)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (WLK_IS_CERTIFICATE (certificate));

  add_anchor (self, certificate, origin, NULL);
}

/* Returns whether there is a readable certificate. */
static gboolean
add_bundle (WlkTrustStore *self,
            WlkBundle     *bundle,
            const char    *place)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_TRUST, place);
  gboolean is_any_readable = FALSE;

  for (guint i = 0; i < bundle->certificates->len; i++)
    {
      WlkCertificate *certificate = wlk_bundle_get_certificate (bundle, i);

      if (wlk_certificate_get_problem (certificate) != NULL)
        continue;
      add_anchor (self, certificate, origin, wlk_bundle_get_trust_settings (bundle, certificate));
      is_any_readable = TRUE;
    }

  return is_any_readable;
}

static gboolean
add_file (WlkTrustStore *self,
          const char    *path,
          const char    *place,
          GError       **error)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(GFile) file = g_vfs_get_file_for_path (g_vfs_get_local (), path);

  if (!wlk_loader_load_file (bundle, file, NULL, error))
    return FALSE;
  if (add_bundle (self, bundle, place))
    return TRUE;

  g_set_error (error, WLK_ERROR, WLK_ERROR_EMPTY,
               _("“%s” holds no certificates to trust."), place);
  return FALSE;
}

/* Reads GnuTLS's default trust list. */
static gboolean
add_from_gnutls (WlkTrustStore *self,
                 const char    *place)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  gnutls_x509_trust_list_t list;
  gnutls_x509_trust_list_iter_t iterator = NULL;
  gnutls_x509_crt_t certificate;

  if (gnutls_x509_trust_list_init (&list, 0) < 0)
    return FALSE;

  if (gnutls_x509_trust_list_add_system_trust (list, 0, 0) > 0)
    while (gnutls_x509_trust_list_iter_get_ca (list, &iterator, &certificate) == 0)
      {
        gnutls_datum_t pem = { NULL, 0 };

        if (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &pem) == 0)
          {
            g_autoptr(GBytes) bytes = g_bytes_new (pem.data, pem.size);

            wlk_loader_load_bytes (bundle, bytes, place, NULL);
            gnutls_free (pem.data);
          }
        gnutls_x509_crt_deinit (certificate);
      }
  gnutls_x509_trust_list_iter_deinit (iterator);
  gnutls_x509_trust_list_deinit (list, 1);

  return add_bundle (self, bundle, place);
}

/**
 * wlk_trust_store_add_system:
 * @self: a store that is not shared yet
 * @error: return location; %WLK_ERROR_EMPTY
 *
 * Adds the certificates that GnuTLS trusts by default on this system.
 *
 * Returns: %TRUE if there were any
 */
gboolean
wlk_trust_store_add_system (WlkTrustStore *self,
                            GError       **error)
{
  const char *place = _("system trust store");

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (system_bundles); i++)
    if (g_file_test (system_bundles[i], G_FILE_TEST_IS_REGULAR) &&
        add_file (self, system_bundles[i], place, NULL))
      return TRUE;
  if (add_from_gnutls (self, place))
    return TRUE;

  g_set_error (error, WLK_ERROR, WLK_ERROR_EMPTY,
               _("This system has no trust store. Install the package “ca-certificates”, or name a "
                 "file with the certificates to trust."));
  return FALSE;
}

/* OpenSSL's “4f316efb.0”, a link to a file with a meaningful name. */
static gboolean
is_hash_link (const char *name)
{
  gsize n_digits = 0;

  while (g_ascii_isxdigit (name[n_digits]))
    n_digits++;
  if (n_digits != 8 || name[n_digits] != '.' || name[n_digits + 1] == '\0')
    return FALSE;

  return strspn (name + n_digits + 1, "0123456789") == strlen (name + n_digits + 1);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const char *first = *(const char * const *) a;
  const char *second = *(const char * const *) b;
  int difference = is_hash_link (first) - is_hash_link (second);

  return difference != 0 ? difference : strcmp (first, second);
}

/* The names in a folder, sorted, so that an anchor always comes from the same file. */
static GPtrArray *
list_names (const char *path,
            const char *visible,
            GError    **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(GDir) folder = g_dir_open (path, 0, &reason);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (folder == NULL)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_READ, _("The folder “%s” could not be read: %s"),
                   visible, reason->message);
      return NULL;
    }

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      if (names->len == MAX_FOLDER_FILES)
        {
          g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                       _("The folder “%s” holds more than %d files. Name one with nothing but "
                         "the certificates to trust."), visible, MAX_FOLDER_FILES);
          return NULL;
        }
      g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);

  return g_steal_pointer (&names);
}

/* Every file of a folder; those without certificates, such as a README, are ignored. */
static gboolean
add_folder (WlkTrustStore *self,
            const char    *path,
            GError       **error)
{
  g_autofree char *visible = wlk_text_make_visible (path, -1);
  g_autoptr(GPtrArray) names = list_names (path, visible, error);
  guint n_before = self->anchors->len;

  if (names == NULL)
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *place = g_build_filename (visible, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
        add_file (self, file, place, NULL);
    }
  if (self->anchors->len == n_before)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_EMPTY,
                   _("The folder “%s” holds no certificates to trust."), visible);
      return FALSE;
    }

  return TRUE;
}

/* Adds the certificates of a file, or of all files of a folder. */
static gboolean
add_path (WlkTrustStore *self,
          const char    *path,
          GError       **error)
{
  g_autofree char *visible = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return add_folder (self, path, error);

  visible = wlk_text_make_visible (path, -1);

  return add_file (self, path, visible, error);
}

/**
 * wlk_trust_store_load:
 * @sources: (nullable) (array zero-terminated=1): “system”, or paths of files and folders; %NULL
 *   is the system's
 * @option: (nullable): the option of the command line that names @sources, for errors
 * @cancellable: (nullable): cancels the work
 * @error: return location; a #WlkError, or %G_IO_ERROR_CANCELLED
 *
 * Loads a trust store. It blocks.
 *
 * Returns: (transfer full) (nullable): the store
 */
WlkTrustStore *
wlk_trust_store_load (const char * const *sources,
                      const char         *option,
                      GCancellable       *cancellable,
                      GError            **error)
{
  static const char * const system_only[] = { "system", NULL };
  g_autoptr(WlkTrustStore) self = wlk_trust_store_new ();

  if (sources == NULL || sources[0] == NULL)
    {
      sources = system_only;
      option = NULL;
    }

  for (guint i = 0; sources[i] != NULL; i++)
    {
      gboolean is_loaded = g_str_equal (sources[i], "system")
                           ? wlk_trust_store_add_system (self, error)
                           : add_path (self, sources[i], error);

      if (!is_loaded)
        {
          wlk_loader_name_option (error, option, sources[i]);
          return NULL;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

/* How many anchors there are. */
guint
wlk_trust_store_get_n_anchors (WlkTrustStore *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->anchors->len;
}

/**
 * wlk_trust_store_get_anchor:
 * @self: a trust store
 * @index: less than wlk_trust_store_get_n_anchors()
 *
 * Returns: (transfer none): an anchor
 */
WlkCertificate *
wlk_trust_store_get_anchor (WlkTrustStore *self,
                            guint          index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->anchors->len, NULL);

  return get_anchor (self, index)->certificate;
}

/**
 * wlk_trust_store_get_origin:
 * @self: a trust store
 * @index: less than wlk_trust_store_get_n_anchors()
 *
 * Returns: (transfer none): the anchor's origin
 */
WlkOrigin *
wlk_trust_store_get_origin (WlkTrustStore *self,
                            guint          index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->anchors->len, NULL);

  return get_anchor (self, index)->origin;
}

/* (transfer full): the names of the store's sources, translated. */
char *
wlk_trust_store_dup_text (WlkTrustStore *self)
{
  guint n_anchors;

  g_return_val_if_fail (self != NULL, NULL);

  n_anchors = self->anchors->len;
  if (self->places->len == 0)
    return g_strdup (_("an empty trust store"));
  if (self->places->len > 1)
    return g_strdup_printf (ngettext ("%u certificate from several places",
                                      "%u certificates from several places", n_anchors),
                            n_anchors);

  /* Translators: the name of a trust store, and how much it holds. */
  return g_strdup_printf (ngettext ("%s, %u certificate", "%s, %u certificates", n_anchors),
                          (char *) g_ptr_array_index (self->places, 0), n_anchors);
}

/* (nullable): the trust settings of an anchor. */
WlkTrustSettings *
wlk_trust_store_get_settings (WlkTrustStore *self,
                              guint          index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->anchors->len, NULL);

  return get_anchor (self, index)->settings;
}

/**
 * wlk_trust_store_find:
 * @self: a trust store
 * @certificate: a certificate
 * @index: (out) (optional): the anchor
 *
 * Finds an anchor with the same name and key. An anchor is a name and a key (RFC 5280 §6.1.1 (d)),
 * so a cross-signed or renewed certificate with both is that anchor.
 *
 * Returns: %TRUE when there is one; one with the same bytes comes first
 */
gboolean
wlk_trust_store_find (WlkTrustStore  *self,
                      WlkCertificate *certificate,
                      guint          *index)
{
  guint found = NO_ANCHOR;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (WLK_IS_CERTIFICATE (certificate), FALSE);

  for (guint i = get_first (self, wlk_certificate_hash_subject (certificate)); i != NO_ANCHOR;
       i = get_anchor (self, i)->next)
    {
      WlkCertificate *anchor = get_anchor (self, i)->certificate;

      if (wlk_certificate_equal (anchor, certificate))
        {
          found = i;
          break;
        }
      if (wlk_certificate_has_same_key (anchor, certificate) &&
          wlk_name_equal (wlk_certificate_get_subject (anchor),
                          wlk_certificate_get_subject (certificate)))
        found = i;
    }
  if (found != NO_ANCHOR && index != NULL)
    *index = found;

  return found != NO_ANCHOR;
}

/* %TRUE when there may be an anchor of that name. */
gboolean
wlk_trust_store_has_subject_hash (WlkTrustStore *self,
                                  guint          hash)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return get_first (self, hash) != NO_ANCHOR;
}

/* (transfer full) (element-type guint): the anchors of that name. */
GArray *
wlk_trust_store_find_by_subject (WlkTrustStore *self,
                                 WlkName       *subject)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_val_if_fail (self != NULL, found);

  for (guint i = get_first (self, wlk_name_hash (subject)); i != NO_ANCHOR;
       i = get_anchor (self, i)->next)
    if (wlk_name_equal (wlk_certificate_get_subject (get_anchor (self, i)->certificate), subject))
      g_array_append_val (found, i);

  return found;
}
