/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-host-name.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <time.h>

/*
 * GnuTLS's verdict on the same path, time, name and purpose. It is given only the anchors with a
 * name of this path, the only ones it would use of the trust store. The path is ordered, so GnuTLS
 * does not sort it.
 *
 * GnuTLS has one process-wide time function. Ours returns the validation time in a thread that runs
 * a second opinion, and the clock in all others.
 */

#define MAX_DATA 2 /* a name and a purpose */

static _Thread_local gint64 validation_time;
static _Thread_local gboolean is_validating;

static time_t
answer_time (time_t *result)
{
  time_t now = is_validating ? (time_t) validation_time : time (NULL);

  if (result != NULL)
    *result = now;

  return now;
}

static void
install_clock (void)
{
  static gsize is_installed;

  if (g_once_init_enter (&is_installed))
    {
      gnutls_global_set_time_function (answer_time);
      g_once_init_leave (&is_installed, 1);
    }
}

/**
 * Question:
 * @list: the anchors
 * @chain: (element-type gnutls_x509_crt_t): end entity first, borrowed
 * @data: name and purpose
 * @n_data: number of items in @data
 * @name: the name that @data points to
 */
typedef struct
{
  gnutls_x509_trust_list_t list;
  GPtrArray               *chain;
  gnutls_typed_vdata_st    data[MAX_DATA];
  guint                    n_data;
  char                    *name;
  GInetAddress            *address;
} Question;

static void
question_clear (Question *self)
{
  if (self->list != NULL)
    gnutls_x509_trust_list_deinit (self->list, 0);
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->address);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

/* GnuTLS has no limit on the key size, and so on the time to verify. */
static gnutls_x509_crt_t
get_gnutls (WlkCertificate *certificate,
            GError        **error)
{
  WlkPublicKey *key = wlk_certificate_get_public_key (certificate);

  if (key != NULL && key->is_oversized)
    {
      wlk_public_key_get_gnutls (key, error);
      return NULL;
    }

  return wlk_certificate_get_gnutls (certificate, error);
}

static gboolean
add_anchors (Question              *self,
             const WlkCheckContext *context,
             WlkName               *subject,
             GError               **error)
{
  g_autoptr(GArray) anchors = wlk_trust_store_find_by_subject (context->trust, subject);

  for (guint i = 0; anchors != NULL && i < anchors->len; i++)
    {
      WlkCertificate *anchor =
        wlk_trust_store_get_anchor (context->trust, g_array_index (anchors, guint, i));
      gnutls_x509_crt_t crt = get_gnutls (anchor, error);

      if (crt == NULL)
        return FALSE;
      gnutls_x509_trust_list_add_cas (self->list, &crt, 1, 0);
    }

  return TRUE;
}

static gboolean
add_chain (Question              *self,
           const WlkCheckContext *context,
           GError               **error)
{
  self->chain = g_ptr_array_sized_new (context->length);
  for (guint i = context->length; i-- > 0;)
    {
      WlkCertificate *certificate = wlk_path_get_certificate (context->path, i);
      gnutls_x509_crt_t crt = get_gnutls (certificate, error);

      if (crt == NULL ||
          !add_anchors (self, context, wlk_certificate_get_issuer (certificate), error))
        return FALSE;
      g_ptr_array_add (self->chain, crt);
    }

  /* An end entity that is itself trusted may have another issuer. */
  return context->length > 1 ||
         wlk_certificate_is_self_issued (wlk_path_get_leaf (context->path)) ||
         add_anchors (self, context,
                      wlk_certificate_get_subject (wlk_path_get_leaf (context->path)), error);
}

static void
add_datum (Question            *self,
           gnutls_vdata_types_t type,
           gconstpointer        bytes,
           gsize                length)
{
  self->data[self->n_data].type = type;
  self->data[self->n_data].data = (guint8 *) bytes;
  self->data[self->n_data].size = length;
  self->n_data++;
}

static void
add_name (Question   *self,
          const char *name)
{
  if (name == NULL || *name == '\0')
    return;

  self->address = wlk_host_name_parse_address (name);
  if (self->address != NULL)
    {
      add_datum (self, GNUTLS_DT_IP_ADDRESS, g_inet_address_to_bytes (self->address),
                 g_inet_address_get_native_size (self->address));
      return;
    }

  self->name = strchr (name, '@') == NULL ? wlk_host_name_normalize (name) : g_strdup (name);
  if (self->name != NULL)
    add_datum (self, strchr (name, '@') == NULL ? GNUTLS_DT_DNS_HOSTNAME : GNUTLS_DT_RFC822NAME,
               self->name, strlen (self->name));
}

static void
add_purpose (Question  *self,
             WlkPurpose purpose)
{
  static const char * const oids[] = {
    [WLK_PURPOSE_SERVER] = GNUTLS_KP_TLS_WWW_SERVER,
    [WLK_PURPOSE_CLIENT] = GNUTLS_KP_TLS_WWW_CLIENT,
    [WLK_PURPOSE_EMAIL] = GNUTLS_KP_EMAIL_PROTECTION,
    [WLK_PURPOSE_CODE] = GNUTLS_KP_CODE_SIGNING,
    [WLK_PURPOSE_ANY] = NULL,
  };

  if (oids[purpose] != NULL)
    add_datum (self, GNUTLS_DT_KEY_PURPOSE_OID, oids[purpose], strlen (oids[purpose]));
}

static int
ask (Question              *self,
     const WlkCheckContext *context,
     guint                 *status)
{
  int rc;

  install_clock ();
  validation_time = wlk_query_get (context->query)->time;
  is_validating = TRUE;
  rc = gnutls_x509_trust_list_verify_crt2 (self->list, (gnutls_x509_crt_t *) self->chain->pdata,
                                           self->chain->len, self->data, self->n_data,
                                           GNUTLS_VERIFY_DO_NOT_ALLOW_UNSORTED_CHAIN, status,
                                           NULL);
  is_validating = FALSE;

  return rc;
}

static gboolean
is_anchor_out_of_date (const WlkCheckContext *context)
{
  WlkCertificate *anchor = wlk_path_get_certificate (context->path, 0);
  gint64 time = wlk_query_get (context->query)->time;

  return time < wlk_certificate_get_not_before (anchor) ||
         time > wlk_certificate_get_not_after (anchor);
}

/* Whether an issuer and its subject's issuer field, though equal names, differ in their bytes. */
static gboolean
has_other_encoding (const WlkCheckContext *context)
{
  for (guint i = 1; i < context->length; i++)
    {
      gsize length = 0;
      gsize issuer_length = 0;
      WlkName *subject = wlk_certificate_get_subject (wlk_path_get_certificate (context->path,
                                                                                i - 1));
      WlkName *issuer = wlk_certificate_get_issuer (wlk_path_get_certificate (context->path, i));
      const guint8 *der = wlk_name_get_der (subject, &length);
      const guint8 *issuer_der = wlk_name_get_der (issuer, &issuer_length);

      if (length != issuer_length || memcmp (der, issuer_der, length) != 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_other_key_id (const WlkCheckContext *context)
{
  for (guint i = 1; i < context->length; i++)
    {
      g_autoptr(GBytes) key_id = NULL;
      g_autoptr(GBytes) named = NULL;

      wlk_extensions_read_subject_key_id (wlk_path_get_certificate (context->path, i - 1), &key_id,
                                          NULL);
      wlk_extensions_read_authority_key_id (wlk_path_get_certificate (context->path, i), &named,
                                            NULL);
      if (key_id != NULL && named != NULL && !g_bytes_equal (key_id, named))
        return TRUE;
    }

  return FALSE;
}

/* Why GnuTLS rejects a path that is accepted here; the first match. A reason that can be checked is
 * given only if it applies. */
static const struct
{
  guint       status;
  const char *explanation;
  gboolean    (*applies) (const WlkCheckContext *context);
} stricter[] = {
  { GNUTLS_CERT_EXPIRED | GNUTLS_CERT_NOT_ACTIVATED,
    N_("GnuTLS refuses this path: it also checks the dates of the trust anchor, which RFC 5280 "
       "does not."), is_anchor_out_of_date },
  { GNUTLS_CERT_INSECURE_ALGORITHM,
    N_("GnuTLS refuses this path: it never accepts weak algorithms, which are only a warning under "
       "this profile.") },
  { GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE,
    N_("GnuTLS refuses this path: it also counts self-issued certificates in the path length, and "
       "applies the name constraints to other names.") },
  { GNUTLS_CERT_PURPOSE_MISMATCH,
    N_("GnuTLS refuses this path: it compares the purpose also with certificates that RFC 5280 "
       "leaves out.") },
  { GNUTLS_CERT_UNEXPECTED_OWNER,
    N_("GnuTLS refuses this path: it compares the name in a narrower way.") },
  { GNUTLS_CERT_SIGNER_NOT_CA,
    N_("GnuTLS refuses this path: it does not accept one of the issuers as a CA.") },
  { GNUTLS_CERT_SIGNER_NOT_FOUND,
    N_("GnuTLS refuses this path: it compares the names of issuers byte by byte, and does not "
       "search for another way."), has_other_encoding },
  { GNUTLS_CERT_SIGNER_NOT_FOUND,
    N_("GnuTLS refuses this path: it finds issuers by their key identifiers, and a certificate of "
       "this path names another key than that of its issuer."), has_other_key_id },
};

static void
explain_refusal (const WlkCheckContext *context,
                 WlkDraft              *draft,
                 guint                  status)
{
  for (guint i = 0; i < G_N_ELEMENTS (stricter); i++)
    if ((status & stricter[i].status) &&
        (stricter[i].applies == NULL || stricter[i].applies (context)))
      {
        wlk_draft_warn (draft, NULL, stricter[i].explanation);
        return;
      }

  wlk_draft_warn (draft, NULL, N_("GnuTLS refuses this path: {1}"));
}

static void
explain_acceptance (const WlkCheckContext *context,
                    WlkDraft              *draft)
{
  draft->because = context->first_failed->title;
  if (context->first_failed->phase == WLK_PHASE_PROFILE &&
      wlk_query_get (context->query)->profile != WLK_PROFILE_PATH)
    wlk_draft_warn (draft, NULL,
                    N_("GnuTLS accepts this path. The step “{because}” is a rule of the "
                       "profile that was chosen, which GnuTLS does not have."));
  else
    wlk_draft_warn (draft, NULL,
                    N_("GnuTLS accepts this path: it does not apply the rule of the step "
                       "“{because}”, or not in the same way."));
}

static void
add_status (WlkDraft *draft,
            guint     status)
{
  gnutls_datum_t text = { NULL, 0 };

  if (gnutls_certificate_verification_status_print (status, GNUTLS_CRT_X509, &text, 0) < 0)
    return;

  wlk_draft_text (draft, N_("GnuTLS says"), g_strstrip ((char *) text.data));
  gnutls_free (text.data);
}

static void
compare (const WlkCheckContext *context,
         WlkDraft              *draft,
         guint                  status)
{
  gboolean is_refused = context->first_failed != NULL;

  add_status (draft, status);
  if (context->is_undetermined && !is_refused)
    wlk_draft_note (draft, status == 0
                    ? N_("GnuTLS accepts this path. Here, not all that matters could be checked.")
                    : N_("GnuTLS refuses this path. Here, not all that matters could be checked."));
  else if (is_refused && status != 0)
    wlk_draft_note (draft, N_("GnuTLS refuses this path as well."));
  else if (is_refused)
    explain_acceptance (context, draft);
  else if (status != 0)
    explain_refusal (context, draft, status);
  else
    wlk_draft_note (draft, N_("GnuTLS accepts this path as well."));
}

/**
 * wlk_check_second_opinion:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Validates the same path with GnuTLS. The result never changes the verdict: a disagreement is a
 * warning with the reason.
 */
void
wlk_check_second_opinion (WlkCheckContext *context,
                          WlkDraft        *draft)
{
  g_auto(Question) question = { 0 };
  g_autoptr(GError) error = NULL;
  guint status = 0;
  int rc;

  if (!wlk_query_get (context->query)->wants_second_opinion)
    {
      wlk_draft_skip (draft, N_("No second opinion was asked for."));
      return;
    }

  rc = gnutls_x509_trust_list_init (&question.list, 0);
  if (rc >= 0 && !add_chain (&question, context, &error))
    {
      wlk_draft_text (draft, N_("Reason"), error->message);
      wlk_draft_unknown (draft, NULL, N_("GnuTLS cannot use a certificate of this path."));
      return;
    }
  if (rc >= 0)
    {
      add_name (&question, wlk_query_get (context->query)->name);
      add_purpose (&question, wlk_query_get (context->query)->purpose);
      rc = ask (&question, context, &status);
    }

  if (rc >= 0)
    {
      compare (context, draft, status);
      return;
    }
  wlk_draft_text (draft, N_("Reason"), gnutls_strerror (rc));
  wlk_draft_unknown (draft, NULL, N_("GnuTLS could not validate this path."));
}
