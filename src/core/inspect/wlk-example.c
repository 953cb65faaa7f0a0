/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-example.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "load/wlk-loader.h"

#include "wlk-example-resources.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/*
 * The built-in examples: two valid paths, and one invalid path for each kind of failure. The
 * certificates are created by tests/examples/make-examples.c; their queries are defined here.
 */

#define RESOURCE_FOLDER "/io/github/weaklink/WeakLink/examples/"
#define EXAMPLE_TIME    G_GINT64_CONSTANT (1780315200) /* 2026-06-01 12:00:00 UTC */

static const WlkExample examples[] = {
  { "good", N_("A Good Chain"),
    N_("Every step passes."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, NULL },
  { "good-cross-signed", N_("A Good Chain With a Detour"),
    N_("One of two paths leads through an expired certificate; the other one is good."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, NULL },
  { "expired-leaf", N_("Expired Certificate"),
    N_("The server’s own certificate expired three days ago."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "validity-not-after" },
  { "expired-intermediate", N_("Expired Intermediate"),
    N_("The server’s certificate is fine, but the CA that signed it has expired."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "validity-not-after" },
  { "not-yet-valid", N_("Not Yet Valid"),
    N_("The certificate starts in two days, or the clock is wrong."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "validity-not-before" },
  { "missing-intermediate", N_("Missing Intermediate"),
    N_("Works in the browser, fails elsewhere: the server leaves out a certificate."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "issuer-found" },
  { "untrusted-root", N_("Untrusted Root"),
    N_("The chain is complete, but its root is not in the trust store."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "anchor-reached" },
  { "unknown-root", N_("Unknown Root"),
    N_("The chain leads to a root that was neither sent nor trusted."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "issuer-found" },
  { "renewed-root", N_("Root With Another Key"),
    N_("The trust store has a root of that name, but with another key."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "signature" },
  { "nothing-trusted", N_("Empty Trust Store"),
    N_("The validating program has no trust anchors."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "anchor-reached" },
  { "self-signed", N_("Self-Signed Certificate"),
    N_("The certificate is signed with its own key, and is not a trust anchor."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "anchor-reached" },
  { "tampered", N_("Broken Signature"),
    N_("The certificate was changed after it was signed."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "signature" },
  { "impostor-issuer", N_("Issuer With Another Key"),
    N_("A CA with the right name is there, but its key did not sign."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "signature" },
  { "wrong-host", N_("Wrong Host Name"),
    N_("The certificate is for other names than the requested one."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "host-name" },
  { "wildcard-too-deep", N_("Wildcard Too Short"),
    N_("A wildcard matches one label, not two."),
    "api.eu.shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "host-name" },
  { "name-only-in-subject", N_("Name Only in the Subject"),
    N_("The host name is only in the common name, which is not compared."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "host-name" },
  { "wrong-address", N_("Wrong IP Address"),
    N_("The certificate lists addresses, but not this one."),
    "192.0.2.11", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "ip-address" },
  { "wrong-mailbox", N_("Wrong Email Address"),
    N_("A certificate for mail, but for another mailbox."),
    "sales@shop.example", WLK_PURPOSE_EMAIL, WLK_PROFILE_PATH, "email-address" },
  { "not-a-ca", N_("Issuer Is Not a CA"),
    N_("An ordinary certificate was used to sign another one."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "ca-flag" },
  { "version-1-ca", N_("Version 1 Issuer"),
    N_("The issuer’s certificate is of version 1, which cannot mark a CA."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "ca-flag" },
  { "path-too-long", N_("Path Too Long"),
    N_("A CA whose path length limit is 0 has issued to another CA."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "path-length" },
  { "may-not-sign", N_("Issuer May Not Sign"),
    N_("The CA’s key usage does not include the signing of certificates."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "key-cert-sign" },
  { "client-only", N_("For Clients Only"),
    N_("A client’s certificate on a server."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "extended-key-usage" },
  { "ca-for-email-only", N_("CA for Email Only"),
    N_("The server’s certificate is for servers, but its CA is for mail only."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "extended-key-usage" },
  { "wrong-key-usage", N_("Key for Something Else"),
    N_("The key may encrypt data, but not take part in a handshake."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "key-usage" },
  { "unknown-critical", N_("Unknown Critical Extension"),
    N_("A critical extension is not known to any program."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "critical-extensions-end" },
  { "name-not-permitted", N_("Name Outside a Constraint"),
    N_("The CA may issue for another name only."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "name-permitted" },
  { "policy-required", N_("Policy Required"),
    N_("The CA requires a policy that the certificate does not have."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "policy-valid" },
  { "revoked", N_("Revoked Certificate"),
    N_("The CA has withdrawn the certificate, and its revocation list says so."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, "revocation" },
  { "old-revocation-list", N_("Old Revocation List"),
    N_("Trusted, but the revocation list beside it is out of date."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, NULL },
  { "sha1-signature", N_("Signed With SHA-1"),
    N_("The signature uses a digest that can be forged."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_WEB, "signature-algorithm" },
  { "short-key", N_("Key Too Short"),
    N_("The server’s RSA key has 1024 bits."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_WEB, "key-strength" },
  { "short-ca-key", N_("CA’s Key Too Short"),
    N_("The server’s key is strong, but its CA’s key has 1024 bits."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_WEB, "key-strength" },
  { "wrong-order", N_("Wrong Order"),
    N_("Trusted, but the server sends its certificates out of order, with the root."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, NULL },
  { "strange-names", N_("Strange Names"),
    N_("Trusted, but its name tries to reverse the text and to pass as markup."),
    "shop.example", WLK_PURPOSE_SERVER, WLK_PROFILE_PATH, NULL },
};

/**
 * wlk_example_list:
 * @n_examples: (out): how many
 *
 * Returns: (array length=n_examples): the examples in the order of the gallery
 */
const WlkExample *
wlk_example_list (guint *n_examples)
{
  *n_examples = G_N_ELEMENTS (examples);

  return examples;
}

/**
 * wlk_example_find:
 * @id: its id
 * @error: return location; %WLK_ERROR_INVALID_ARGUMENT when there is no such example
 *
 * Returns: (transfer none) (nullable): the example
 */
const WlkExample *
wlk_example_find (const char *id,
                  GError    **error)
{
  g_autofree char *visible = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    if (g_str_equal (examples[i].id, id))
      return &examples[i];

  visible = wlk_text_make_visible (id, -1);
  g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
               _("There is no example “%s”. “weaklink-check --list-examples” names them all."),
               visible);

  return NULL;
}

/* (transfer full): its query, at its own fixed time. */
WlkQuery *
wlk_example_dup_request (const WlkExample *self)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;

  fields.name = self->name;
  fields.time = EXAMPLE_TIME;
  fields.purpose = self->purpose;
  fields.profile = self->profile;

  return wlk_query_new (&fields);
}

static GResource *
get_resource (void)
{
  static gsize is_registered;

  if (g_once_init_enter (&is_registered))
    {
      wlk_example_register_resource ();
      g_once_init_leave (&is_registered, 1);
    }

  return wlk_example_get_resource ();
}

static WlkBundle *
load_resource (const WlkExample *self,
               const char       *suffix,
               GError          **error)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, self->id, suffix, NULL);
  g_autofree char *place = g_strconcat (self->id, suffix, NULL);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(GBytes) bytes = NULL;

  bytes = g_resource_lookup_data (get_resource (), path,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) > 0 && !wlk_loader_load_bytes (bundle, bytes, place, error))
    return NULL;

  return g_steal_pointer (&bundle);
}

/**
 * wlk_example_load_bundle:
 * @self: an example
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the certificates that its server sends
 */
WlkBundle *
wlk_example_load_bundle (const WlkExample *self,
                         GError          **error)
{
  return load_resource (self, ".pem", error);
}

/**
 * wlk_example_load_trust:
 * @self: an example
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its trust anchors
 */
WlkTrustStore *
wlk_example_load_trust (const WlkExample *self,
                        GError          **error)
{
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();
  g_autoptr(WlkOrigin) origin = NULL;
  g_autoptr(WlkBundle) bundle = NULL;

  bundle = load_resource (self, ".trust.pem", error);
  if (bundle == NULL)
    return NULL;

  origin = wlk_origin_new (WLK_ORIGIN_TRUST, _("the example’s trust store"));
  for (guint i = 0; i < bundle->certificates->len; i++)
    wlk_trust_store_add_certificate (trust, wlk_bundle_get_certificate (bundle, i), origin);

  return g_steal_pointer (&trust);
}
