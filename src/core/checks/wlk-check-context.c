/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-check-context.h"

#include "x509/wlk-extensions.h"

/* A self-issued certificate is self-signed when its key verifies its signature. If the signature is
 * damaged, equal key identifiers decide. */
static gboolean
is_self_signed (WlkCertificate    *certificate,
                WlkSignatureCache *signatures)
{
  g_autoptr(GBytes) subject_key_id = NULL;
  g_autoptr(GBytes) authority_key_id = NULL;

  if (!wlk_certificate_is_self_issued (certificate))
    return FALSE;
  if (wlk_signature_cache_verify (signatures, certificate, certificate, NULL))
    return TRUE;

  return wlk_extensions_read_subject_key_id (certificate, &subject_key_id, NULL) == WLK_PRESENT &&
         wlk_extensions_read_authority_key_id (certificate, &authority_key_id, NULL) ==
         WLK_PRESENT &&
         subject_key_id != NULL && authority_key_id != NULL &&
         g_bytes_equal (subject_key_id, authority_key_id);
}

/* RFC 5280 §6.1.2 (d) to (f): counters start at n + 1, which a path never counts down to zero. */
static void
init_policy_counters (WlkCheckContext *self)
{
  guint never = (self->has_anchor ? self->length - 1 : self->length) + 1;

  self->explicit_policy = wlk_query_get (self->query)->requires_explicit_policy ? 0 : never;
  self->policy_mapping = wlk_query_get (self->query)->inhibits_policy_mapping ? 0 : never;
  self->inhibit_any_policy = wlk_query_get (self->query)->inhibits_any_policy ? 0 : never;
}

/**
 * wlk_check_context_init:
 * @self: (out caller-allocates): a context
 * @input: the input of the report
 * @query: the query
 * @path: the path to validate
 *
 * Starts at the first certificate of the path, with the initial state of RFC 5280 §6.1.2.
 */
void
wlk_check_context_init (WlkCheckContext     *self,
                        const WlkCheckInput *input,
                        WlkQuery            *query,
                        WlkPath             *path)
{
  *self = (WlkCheckContext) {
    .query = query,
    .path = path,
    .trust = input->trust,
    .received = input->received,
    .is_live = input->is_live,
    .connection = input->connection,
    .signatures = input->signatures,
    .length = path->certificates->len,
    .has_anchor = path->has_anchor,
    .limiting_position = -1,
    .requiring_position = -1,
    .policyless_position = -1,
    .policy_graph = wlk_policy_graph_new (),
    .authority_policies = g_new0 (char *, 1),
    .user_policies = g_new0 (char *, 1),
  };
  self->max_path_length = (int) self->length;
  if (self->has_anchor)
    self->max_path_length--;
  else
    self->is_top_self_signed = is_self_signed (wlk_path_get_certificate (path, 0),
                                               input->signatures);

  init_policy_counters (self);
  wlk_check_context_move_to (self, 0);
}

/**
 * wlk_check_context_clear:
 * @self: a context
 *
 * Frees the state of the path validation.
 */
void
wlk_check_context_clear (WlkCheckContext *self)
{
  g_clear_pointer (&self->name_constraints, g_ptr_array_unref);
  g_clear_pointer (&self->revocations, g_ptr_array_unref);
  g_clear_pointer (&self->crl_issuer_name, wlk_name_unref);
  g_clear_pointer (&self->crl_issuers, g_ptr_array_unref);
  g_clear_pointer (&self->inherited_key, wlk_public_key_unref);
  g_clear_pointer (&self->policy_graph, wlk_policy_graph_free);
  g_clear_pointer (&self->authority_policies, g_strfreev);
  g_clear_pointer (&self->user_policies, g_strfreev);
  *self = (WlkCheckContext) { 0 };
}

/* RFC 5280 §6.1.4 (e): working_public_key_parameters are inherited from the nearest DSA key above
 * that has parameters, if all keys between are DSA keys. */
static void
inherit_parameters (WlkCheckContext *self)
{
  if (!wlk_public_key_lacks_parameters (self->working_public_key))
    return;

  for (guint i = self->position > 0 ? self->position - 1 : 0; i-- > 0;)
    {
      WlkCertificate *above = wlk_path_get_certificate (self->path, i);
      WlkPublicKey *key = wlk_certificate_get_public_key (above);

      if (key->algorithm != WLK_KEY_ALGORITHM_DSA)
        return;
      if (wlk_public_key_lacks_parameters (key))
        continue;
      self->inherited_key = wlk_public_key_new_inheriting (self->working_public_key, key);
      if (self->inherited_key != NULL)
        self->working_public_key = self->inherited_key;
      return;
    }
}

/**
 * wlk_check_context_move_to:
 * @self: a context
 * @position: index of a certificate of the path, 0 for the anchor
 *
 * Moves to a certificate, with the working issuer name and public key of RFC 5280 §6.1.4 (c) to
 * (f).
 */
void
wlk_check_context_move_to (WlkCheckContext *self,
                           guint            position)
{
  self->position = position;
  self->certificate = wlk_path_get_certificate (self->path, position);
  self->issuer = NULL;
  if (position > 0)
    self->issuer = wlk_path_get_certificate (self->path, position - 1);
  else if (self->is_top_self_signed)
    self->issuer = self->certificate;

  g_clear_pointer (&self->inherited_key, wlk_public_key_unref);
  g_clear_pointer (&self->crl_issuer_name, wlk_name_unref);
  self->working_issuer_name = NULL;
  self->working_public_key = NULL;
  if (self->issuer != NULL)
    {
      self->working_issuer_name = wlk_certificate_get_subject (self->issuer);
      self->working_public_key = wlk_certificate_get_public_key (self->issuer);
      inherit_parameters (self);
    }
}

/* Whether the current certificate is the trust anchor of the path. */
gboolean
wlk_check_context_is_anchor (const WlkCheckContext *self)
{
  return self->has_anchor && self->position == 0;
}

/* Whether the current certificate is the end entity of the path. */
gboolean
wlk_check_context_is_leaf (const WlkCheckContext *self)
{
  return self->position + 1 == self->length;
}

/* (nullable): the OID of the purpose of the query; %NULL for any. */
const char *
wlk_check_context_get_purpose (const WlkCheckContext *self)
{
  switch (wlk_query_get (self->query)->purpose)
    {
    case WLK_PURPOSE_SERVER:
      return WLK_OID_PURPOSE_SERVER;

    case WLK_PURPOSE_CLIENT:
      return WLK_OID_PURPOSE_CLIENT;

    case WLK_PURPOSE_EMAIL:
      return WLK_OID_PURPOSE_EMAIL;

    case WLK_PURPOSE_CODE:
      return WLK_OID_PURPOSE_CODE;

    case WLK_PURPOSE_ANY:
    default:
      return NULL;
    }
}

/**
 * wlk_check_context_get_span:
 * @self: a context
 * @oid: the type of an extension
 *
 * Returns: the location of that extension in the current certificate, or %WLK_SPAN_NONE
 */
WlkSpan
wlk_check_context_get_span (const WlkCheckContext *self,
                            const char            *oid)
{
  const WlkExtension *extension = wlk_certificate_find_extension (self->certificate, oid);

  return extension != NULL ? extension->span : WLK_SPAN_NONE;
}
