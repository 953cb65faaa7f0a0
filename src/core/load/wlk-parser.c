/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-parser.h"

#include "base/wlk-error.h"
#include "der/wlk-der-reader.h"
#include "load/wlk-base64.h"
#include "load/wlk-pem.h"
#include "load/wlk-pkcs7.h"
#include "load/wlk-sniffer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * A source is read into one buffer, and PEM is decoded in place into that same buffer, so that all
 * certificates of a source share its memory and none is copied. Decoded bytes come before the text
 * that is still to be read.
 */

#define MAX_CERTIFICATES     1000000 /* of one source */
#define MAX_ITEMS            10000   /* of one source; keys and CRLs come by the dozen */
#define BLOCKS_BEFORE_CANCEL 1024    /* decoded between two checks of the cancellable */

/*
 * Load:
 * @owner: keeps @buffer alive for the certificates
 * @buffer: the source; decoded bytes, then text that is still to be read
 * @output: where the next decoded bytes go
 */
typedef struct
{
  WlkBundle    *bundle;
  WlkOrigin    *origin;
  GCancellable *cancellable;
  GBytes       *owner;
  guint8       *buffer;
  gsize         length;
  guint8       *output;
  guint         n_found;
  guint         n_items; /* how many of those found are not certificates */
} Load;

static void
add_problem (Load       *self,
             gsize       position,
             gboolean    is_line,
             const char *message)
{
  wlk_bundle_add_problem (self->bundle, self->origin, position, is_line, message);
}

/* A certificate that cannot be parsed keeps its place, so that the next one does not take it. */
static void
add_unreadable (Load         *self,
                const guint8 *bytes,
                gsize         length,
                gsize         position,
                gboolean      is_line,
                const char   *message)
{
  g_autoptr(GBytes) copy = g_bytes_new (bytes, MIN (length, WLK_CERTIFICATE_MAX_LENGTH));
  g_autoptr(WlkCertificate) certificate = wlk_certificate_new_unreadable (copy, message);

  if (wlk_bundle_add_problem (self->bundle, self->origin, position, is_line, message))
    wlk_bundle_add_certificate (self->bundle, certificate, self->origin,
                                is_line ? (guint) position : 0);
}

/* Private keys are removed from the shared buffer at once, as text and as bytes, and wiped after
 * their last use. */

typedef struct
{
  guint8 *bytes;
  gsize   length;
} Secret;

static void
free_secret (gpointer data)
{
  Secret *secret = data;

  explicit_bzero (secret->bytes, secret->length);
  g_free (secret->bytes);
  g_free (secret);
}

static GBytes *
move_secret (guint8 *bytes,
             gsize   length)
{
  Secret *secret = g_new (Secret, 1);

  secret->bytes = g_memdup2 (bytes, length);
  secret->length = length;
  explicit_bzero (bytes, length);

  return g_bytes_new_with_free_func (secret->bytes, length, free_secret, secret);
}

/* Called before adding something that is not a certificate. */
static gboolean
count_item (Load    *self,
            GError **error)
{
  if (self->n_items == MAX_ITEMS)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   _("There are more than %d parts that are not certificates. The rest is "
                     "ignored."), MAX_ITEMS);
      return FALSE;
    }

  self->n_items++;

  return TRUE;
}

static gboolean
add_item (Load             *self,
          WlkBundleItemKind kind,
          guint8           *bytes,
          gsize             length,
          const char       *label,
          guint             position,
          GError          **error)
{
  g_autoptr(GBytes) item = NULL;

  if (!count_item (self, error))
    return FALSE;

  item = kind == WLK_BUNDLE_PRIVATE_KEY
         ? move_secret (bytes, length)
         : g_bytes_new (bytes, length);
  wlk_bundle_add_item (self->bundle, kind, item, label, self->origin, position);
  self->n_found++;

  return TRUE;
}

static gboolean
add_crl (Load         *self,
         const guint8 *bytes,
         gsize         length,
         GError      **error)
{
  g_autoptr(GBytes) der = NULL;
  g_autoptr(WlkCrl) crl = NULL;

  if (!count_item (self, error))
    return FALSE;

  der = g_bytes_new (bytes, length);
  crl = wlk_crl_new (der, error);
  if (crl == NULL)
    return FALSE;

  wlk_bundle_add_crl (self->bundle, crl);
  self->n_found++;

  return TRUE;
}

static gboolean
add_ocsp_response (Load         *self,
                   const guint8 *bytes,
                   gsize         length,
                   GError      **error)
{
  g_autoptr(GBytes) der = NULL;
  g_autoptr(WlkOcspResponse) response = NULL;

  if (!count_item (self, error))
    return FALSE;

  der = g_bytes_new (bytes, length);
  response = wlk_ocsp_response_new (der, error);
  if (response == NULL)
    return FALSE;

  wlk_bundle_add_ocsp_response (self->bundle, response);
  self->n_found++;

  return TRUE;
}

static gboolean
add_certificate (Load    *self,
                 guint8  *bytes,
                 gsize    length,
                 guint    position,
                 GError **error)
{
  g_autoptr(WlkCertificate) certificate = NULL;

  if (self->n_found == MAX_CERTIFICATES)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_LIMIT,
                   _("There are more than %d certificates. The rest is ignored."),
                   MAX_CERTIFICATES);
      return FALSE;
    }

  certificate = wlk_certificate_new_from_slice (self->owner, bytes - self->buffer, length, error);
  if (certificate == NULL)
    return FALSE;

  wlk_bundle_add_certificate (self->bundle, certificate, self->origin, position);
  self->n_found++;

  return TRUE;
}

/* Where a member is: a line of text, or else an offset in the DER. */
static gsize
get_place (Load         *self,
           const guint8 *member,
           guint         line)
{
  return line > 0 ? line : (gsize) (member - self->buffer);
}

/* Everything found before an error is kept. */
static gboolean
add_pkcs7 (Load    *self,
           guint8  *bytes,
           gsize    length,
           guint    position,
           GError **error)
{
  g_autoptr(GArray) certificates = g_array_new (FALSE, FALSE, sizeof (WlkSpan));
  g_autoptr(GArray) crls = g_array_new (FALSE, FALSE, sizeof (WlkSpan));
  gboolean is_complete = wlk_pkcs7_find_members (bytes, length, certificates, crls, error);

  for (guint i = 0; i < certificates->len; i++)
    {
      WlkSpan span = g_array_index (certificates, WlkSpan, i);
      g_autoptr(GError) member_error = NULL;

      if (!add_certificate (self, bytes + span.offset, span.length, position, &member_error))
        add_unreadable (self, bytes + span.offset, span.length,
                        get_place (self, bytes + span.offset, position), position > 0,
                        member_error->message);
    }
  for (guint i = 0; i < crls->len; i++)
    {
      WlkSpan span = g_array_index (crls, WlkSpan, i);
      g_autoptr(GError) member_error = NULL;

      if (!add_crl (self, bytes + span.offset, span.length, &member_error))
        add_problem (self, get_place (self, bytes + span.offset, position), position > 0,
                     member_error->message);
    }
  if (is_complete && certificates->len == 0 && crls->len == 0)
    {
      g_set_error (error, WLK_ERROR, WLK_ERROR_EMPTY,
                   _("This PKCS#7 file holds no certificates."));
      return FALSE;
    }

  return is_complete;
}

/* PEM */

/* In a TRUSTED CERTIFICATE, OpenSSL's trust settings follow the certificate. */
static gsize
get_trusted_length (const WlkPemBlock *block)
{
  WlkDerReader reader;
  WlkDerElement certificate;

  wlk_der_reader_init (&reader, block->bytes, block->n_bytes, 0);
  if (g_str_equal (block->label, "TRUSTED CERTIFICATE") &&
      wlk_der_reader_next (&reader, &certificate, NULL))
    return certificate.span.length;

  return block->n_bytes;
}

/* A certificate with unreadable settings is distrusted, since it may be a rejected one. */
static void
add_trust_settings (Load        *self,
                    WlkPemBlock *block,
                    gsize        length)
{
  guint last = self->bundle->certificates->len - 1;
  g_autoptr(WlkTrustSettings) settings = NULL;
  g_autoptr(GError) error = NULL;

  if (!block->is_distrusted && length < block->n_bytes)
    settings = wlk_trust_settings_new_openssl (block->bytes + length, block->n_bytes - length,
                                               &error);
  if (error != NULL)
    add_problem (self, block->line, TRUE, error->message);
  if (block->is_distrusted || error != NULL)
    settings = wlk_trust_settings_new_distrusted ();
  if (settings != NULL)
    wlk_bundle_set_trust_settings (self->bundle,
                                   wlk_bundle_get_certificate (self->bundle, last), settings);
}

static gboolean
refuse_pkcs12 (GError **error)
{
  g_set_error (error, WLK_ERROR, WLK_ERROR_PASSWORD,
               _("This is a PKCS#12 file, which is protected by a password. Take the certificates "
                 "out with “openssl pkcs12 -nokeys -in FILE -out chain.pem”, and open those."));

  return FALSE;
}

/* One decoded structure of a known kind. */
static gboolean
add_structure (Load       *self,
               WlkDerKind  kind,
               guint8     *bytes,
               gsize       length,
               const char *label,
               guint       position,
               GError    **error)
{
  WlkBundleItemKind item_kind = WLK_BUNDLE_OTHER;

  switch (kind)
    {
    case WLK_DER_KIND_CERTIFICATE:
      return add_certificate (self, bytes, length, position, error);

    case WLK_DER_KIND_PKCS7:
      return add_pkcs7 (self, bytes, length, position, error);

    case WLK_DER_KIND_PKCS12:
      return refuse_pkcs12 (error);

    case WLK_DER_KIND_CRL:
      return add_crl (self, bytes, length, error);

    case WLK_DER_KIND_REQUEST:
      item_kind = WLK_BUNDLE_CSR;
      break;

    case WLK_DER_KIND_PRIVATE_KEY:
      item_kind = WLK_BUNDLE_PRIVATE_KEY;
      break;

    case WLK_DER_KIND_PUBLIC_KEY:
      item_kind = WLK_BUNDLE_PUBLIC_KEY;
      break;

    case WLK_DER_KIND_OCSP_RESPONSE:
      return add_ocsp_response (self, bytes, length, error);

    case WLK_DER_KIND_UNKNOWN:
    default:
      break;
    }

  return add_item (self, item_kind, bytes, length, label, position, error);
}

/* The kind by the label; by the contents if the label is unknown. */
static WlkDerKind
get_block_kind (WlkPemBlock *block)
{
  WlkDerKind kind = wlk_sniffer_get_label_kind (block->label);

  if (kind == WLK_DER_KIND_UNKNOWN &&
      wlk_sniffer_get_der_kind (block->bytes, block->n_bytes) == WLK_DER_KIND_CERTIFICATE)
    return WLK_DER_KIND_CERTIFICATE;

  return kind;
}

/* Another kind that an unreadable block may be: some programs write a wrong label. */
static WlkDerKind
get_second_kind (WlkPemBlock *block)
{
  WlkDerKind labelled = wlk_sniffer_get_label_kind (block->label);
  WlkDerKind sniffed;

  if (labelled != WLK_DER_KIND_CERTIFICATE)
    return labelled;

  sniffed = wlk_sniffer_get_der_kind (block->bytes, block->n_bytes);
  return sniffed == WLK_DER_KIND_PKCS7 || sniffed == WLK_DER_KIND_PRIVATE_KEY ? sniffed : labelled;
}

static void
add_damaged_block (Load        *self,
                   WlkPemBlock *block)
{
  WlkDerKind kind = wlk_sniffer_get_label_kind (block->label);

  if (kind == WLK_DER_KIND_CERTIFICATE ||
      (kind == WLK_DER_KIND_UNKNOWN && strstr (block->label, "CERT") != NULL))
    add_unreadable (self, NULL, 0, block->problem_line, TRUE, block->problem);
  else
    add_problem (self, block->problem_line, TRUE, block->problem);
}

static void
add_block (Load        *self,
           WlkPemBlock *block)
{
  WlkDerKind kind = get_block_kind (block);
  gsize length = get_trusted_length (block);
  g_autoptr(GError) error = NULL;
  gboolean is_added;

  if (block->n_dashes < WLK_PEM_DASHES)
    add_problem (self, block->line, TRUE,
                 _("The BEGIN line has too few dashes: it must have five before and five after. "
                   "Other programs do not find this block."));
  is_added = add_structure (self, kind, block->bytes, length, block->label, block->line, &error);
  if (!is_added && get_second_kind (block) != kind)
    {
      kind = get_second_kind (block);
      g_clear_error (&error);
      is_added = add_structure (self, kind, block->bytes, length, block->label, block->line,
                                &error);
    }
  if (is_added && kind == WLK_DER_KIND_CERTIFICATE)
    add_trust_settings (self, block, length);
  if (!is_added && kind == WLK_DER_KIND_CERTIFICATE)
    add_unreadable (self, block->bytes, length, block->line, TRUE, error->message);
  else if (!is_added)
    add_problem (self, block->line, TRUE, error->message);
  if (kind == WLK_DER_KIND_PRIVATE_KEY)
    explicit_bzero (self->buffer + block->start, block->end - block->start);
  if (kind == WLK_DER_KIND_CERTIFICATE || kind == WLK_DER_KIND_PKCS7)
    self->output = block->bytes + block->n_bytes;
}

static gboolean
load_pem (Load    *self,
          guint   *n_blocks,
          GError **error)
{
  WlkPemReader reader;
  WlkPemBlock block;

  wlk_pem_reader_init (&reader, self->buffer, self->length);
  for (*n_blocks = 0; wlk_pem_reader_next (&reader, self->output, &block); (*n_blocks)++)
    {
      if (block.problem != NULL)
        add_damaged_block (self, &block);
      else
        add_block (self, &block);
      wlk_pem_block_clear (&block);
      if (*n_blocks % BLOCKS_BEFORE_CANCEL == 0 &&
          g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* DER */

/* The length that the element at @bytes declares, with its header, or 0 if it is unreadable. */
static guint64
get_promised_length (const guint8 *bytes,
                     gsize         length)
{
  gsize n_octets = length >= 2 && bytes[1] > 0x80 ? bytes[1] & 0x7F : 0;
  guint64 promised = 0;

  if (n_octets == 0 || n_octets > sizeof (guint32) || length < 2 + n_octets)
    return 0;

  for (gsize i = 0; i < n_octets; i++)
    promised = promised << 8 | bytes[2 + i];

  return promised + 2 + n_octets;
}

static void
add_unreadable_der (Load         *self,
                    const guint8 *bytes,
                    gsize         n_left,
                    const GError *reason)
{
  guint64 promised = get_promised_length (bytes, n_left);
  g_autofree char *message = NULL;

  if (promised > n_left)
    message = g_strdup_printf (_("This declares a length of %lu bytes, but only %lu are present. "
                                 "It is probably cut off; get it again."),
                               (gulong) promised, (gulong) n_left);
  add_problem (self, bytes - self->buffer, FALSE, message != NULL ? message : reason->message);
}

/* Concatenated structures, as “cat a.der b.der” writes them. */
static void
load_der (Load         *self,
          const guint8 *der,
          gsize         length)
{
  gsize offset = 0;

  while (offset < length)
    {
      guint8 *bytes = (guint8 *) der + offset;
      WlkDerKind kind = wlk_sniffer_get_der_kind (bytes, length - offset);
      g_autoptr(GError) error = NULL;
      WlkDerElement element;
      WlkDerReader reader;

      if (kind == WLK_DER_KIND_PKCS12)
        {
          refuse_pkcs12 (&error);
          add_problem (self, offset, FALSE, error->message);
          return;
        }
      wlk_der_reader_init (&reader, bytes, length - offset, offset);
      if (!wlk_der_reader_next (&reader, &element, &error))
        {
          add_unreadable_der (self, bytes, length - offset, error);
          return;
        }
      if (kind == WLK_DER_KIND_UNKNOWN)
        {
          add_problem (self, offset, FALSE,
                       offset == 0
                        ? _("This is DER, but of a kind that Weak Link does not know.")
                        : _("The data after the first certificate is not a certificate."));
          return;
        }
      if (add_structure (self, kind, bytes, element.span.length, NULL, 0, &error))
        ;
      else if (kind == WLK_DER_KIND_CERTIFICATE)
        add_unreadable (self, bytes, element.span.length, offset, FALSE, error->message);
      else
        add_problem (self, offset, FALSE, error->message);
      offset += element.span.length;
    }
}

static gboolean
looks_like_der (const guint8 *bytes,
                gsize         length)
{
  return length >= 2 && length <= WLK_DER_MAX_LENGTH && bytes[0] == WLK_DER_SEQUENCE &&
         bytes[1] >= 0x80;
}

/* Base64 without BEGIN and END, as copied from configuration files. */
static gboolean
load_bare_base64 (Load *self)
{
  g_autofree guint8 *decoded = NULL;
  g_autoptr(GBytes) owner = NULL;
  Load inner = *self;
  WlkBase64 base64;
  gsize length;

  if (self->length > WLK_DER_MAX_LENGTH)
    return FALSE;

  decoded = g_malloc (self->length / 4 * 3 + 3);
  wlk_base64_init (&base64, self->buffer, self->length, 0, 1);
  length = wlk_base64_decode (&base64, decoded);
  if (base64.position < self->length || !looks_like_der (decoded, length))
    return FALSE;

  inner.buffer = decoded;
  owner = g_bytes_new_take (g_steal_pointer (&decoded), length);
  inner.owner = owner;
  load_der (&inner, inner.buffer, length);
  self->n_found = inner.n_found;

  return TRUE;
}

/* A source without usable parts is an error: that of its first problem. */
static gboolean
fail_if_nothing_found (Load    *self,
                       guint    first_problem,
                       GError **error)
{
  if (self->n_found > 0)
    return TRUE;

  if (self->bundle->problems->len > first_problem)
    {
      const WlkBundleProblem *problem = wlk_bundle_get_problem (self->bundle, first_problem);
      g_autofree char *text = wlk_bundle_problem_dup_text (problem);

      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_PARSE, text);
    }
  else
    {
      g_autofree char *problem = wlk_sniffer_dup_problem (self->buffer, self->length);

      g_set_error (error, WLK_ERROR, WLK_ERROR_EMPTY, _("%s: %s"), self->origin->place, problem);
    }

  return FALSE;
}

static gboolean
load_buffer (WlkBundle    *bundle,
             guint8       *buffer,
             gsize         length,
             const char   *place,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, place);
  g_autoptr(GBytes) owner = g_bytes_new_take (buffer, length);
  guint first_problem = bundle->problems->len;
  guint n_blocks = 0;
  Load load = {
    .bundle = bundle,
    .origin = origin,
    .cancellable = cancellable,
    .owner = owner,
    .buffer = buffer,
    .length = length,
    .output = buffer,
  };

  if (looks_like_der (buffer, length))
    load_der (&load, buffer, length);
  else if (!load_pem (&load, &n_blocks, error))
    return FALSE;
  else if (n_blocks == 0)
    load_bare_base64 (&load);

  return fail_if_nothing_found (&load, first_problem, error);
}

/* Converts UTF-16, which editors on Windows save as “Unicode”, to UTF-8. Returns a new buffer, or
 * the same. */
static guint8 *
convert_utf16 (guint8 *buffer,
               gsize  *length)
{
  const char *encoding = NULL;
  gsize n_written = 0;
  char *converted;

  if (*length >= 2 && buffer[0] == 0xFF && buffer[1] == 0xFE)
    encoding = "UTF-16LE";
  else if (*length >= 2 && buffer[0] == 0xFE && buffer[1] == 0xFF)
    encoding = "UTF-16BE";
  if (encoding == NULL)
    return buffer;

  converted = g_convert ((char *) buffer + 2, *length - 2, "UTF-8", encoding, NULL, &n_written,
                         NULL);
  if (converted == NULL)
    return buffer;

  g_free (buffer);
  *length = n_written;

  return (guint8 *) converted;
}

/**
 * wlk_parser_parse:
 * @bundle: a bundle that is not shared yet
 * @buffer: (transfer full): the source; it is overwritten, and freed with the last certificate
 * @length: its length in bytes
 * @place: its name
 * @cancellable: (nullable): cancels the work
 * @error: return location; %WLK_ERROR_EMPTY or %WLK_ERROR_PARSE, or %G_IO_ERROR_CANCELLED
 *
 * Finds certificates, CRLs, OCSP responses and keys in one source. Parts that cannot be parsed
 * become problems of @bundle; it is an error when there is nothing else.
 *
 * Returns: %TRUE when something was found
 */
gboolean
wlk_parser_parse (WlkBundle    *bundle,
                  guint8       *buffer,
                  gsize         length,
                  const char   *place,
                  GCancellable *cancellable,
                  GError      **error)
{
  g_return_val_if_fail (bundle != NULL, FALSE);
  g_return_val_if_fail (place != NULL, FALSE);

  buffer = convert_utf16 (buffer, &length);

  return load_buffer (bundle, buffer, length, place, cancellable, error);
}
