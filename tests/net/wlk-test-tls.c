/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-tls.h"

#include "wlk-test-server.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

static gssize
pull (gnutls_transport_ptr_t socket,
      void                  *buffer,
      size_t                 size)
{
  return g_socket_receive (socket, buffer, size, NULL, NULL);
}

static gssize
push (gnutls_transport_ptr_t socket,
      const void            *buffer,
      size_t                 size)
{
  return g_socket_send (socket, buffer, size, NULL, NULL);
}

static gnutls_certificate_credentials_t
make_credentials (const WlkTestTls *config)
{
  gnutls_certificate_credentials_t credentials;
  g_autoptr(GString) chain = g_string_new (NULL);
  g_autofree char *key = wlk_test_dup_key_pem (config->key);
  gnutls_datum_t chain_datum, key_datum;
  int rc;

  for (guint i = 0; i < config->chain->len; i++)
    {
      g_autofree char *pem = wlk_certificate_dup_pem (g_ptr_array_index (config->chain, i));

      g_string_append (chain, pem);
    }
  chain_datum = (gnutls_datum_t) { (guint8 *) chain->str, chain->len };
  key_datum = (gnutls_datum_t) { (guint8 *) key, strlen (key) };

  rc = gnutls_certificate_allocate_credentials (&credentials);
  g_assert_cmpint (rc, ==, 0);
  rc = gnutls_certificate_set_x509_key_mem (credentials, &chain_datum, &key_datum,
                                            GNUTLS_X509_FMT_PEM);
  g_assert_cmpint (rc, >=, 0);
  if (config->accepted != NULL)
    {
      gnutls_x509_crt_t crt = wlk_certificate_get_gnutls (config->accepted, NULL);

      rc = gnutls_certificate_set_x509_trust (credentials, &crt, 1);
      g_assert_cmpint (rc, ==, 1);
    }

  return credentials;
}

static int
hello_cb (gnutls_session_t session)
{
  WlkTestTls *config = gnutls_session_get_ptr (session);
  char name[256];
  gsize size = sizeof name;
  guint type;

  g_clear_pointer (&config->server_name, g_free);
  if (gnutls_server_name_get (session, name, &size, &type, 0) == 0)
    config->server_name = g_strndup (name, size);
  if (config->warning != 0)
    gnutls_alert_send (session, GNUTLS_AL_WARNING, config->warning);

  return 0;
}

static void
reset_at_close (GSocket *socket)
{
  struct linger now = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static void
wait_for_end (GSocket         *socket,
              gnutls_session_t session)
{
  char buffer[256];

  while (session != NULL && gnutls_record_recv (session, buffer, sizeof buffer) > 0)
    continue;
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  wlk_test_wait_for_end (socket);
}

/**
 * wlk_test_tls_serve:
 * @socket: an accepted connection
 * @data: a #WlkTestTls
 *
 * A handler for wlk_test_server_new(): one handshake, then it waits for the client to go.
 */
void
wlk_test_tls_serve (GSocket      *socket,
                    gconstpointer data)
{
  const WlkTestTls *config = data;
  gnutls_certificate_credentials_t credentials = make_credentials (config);
  gnutls_session_t session;
  int rc;

  gnutls_init (&session, GNUTLS_SERVER);
  rc = gnutls_priority_set_direct (session, config->priorities, NULL);
  g_assert_cmpint (rc, ==, 0);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_certificate_server_set_request (session, config->request);
  gnutls_session_set_ptr (session, (gpointer) config);
  gnutls_handshake_set_post_client_hello_function (session, hello_cb);
  gnutls_transport_set_ptr (session, socket);
  gnutls_transport_set_pull_function (session, pull);
  gnutls_transport_set_push_function (session, push);

  do
    rc = gnutls_handshake (session);
  while (rc < 0 && !gnutls_error_is_fatal (rc));
  if (rc < 0)
    gnutls_alert_send_appropriate (session, rc);
  if (rc == 0 && config->resets)
    reset_at_close (socket);
  else
    wait_for_end (socket, rc == 0 ? session : NULL);

  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
}

/**
 * wlk_test_tls_make_chain:
 * @n_certificates: how many, with the root
 *
 * Returns: (transfer full) (element-type WlkCertificate): the chain of “leaf.example” as a server
 *   sends it, leaf first; its key is the EC key of number @n_certificates - 1
 */
GPtrArray *
wlk_test_tls_make_chain (guint n_certificates)
{
  g_autofree WlkTestRecipe *recipes = g_new0 (WlkTestRecipe, n_certificates);
  g_autoptr(GPtrArray) path = NULL;
  GPtrArray *chain = g_ptr_array_new_with_free_func (g_object_unref);

  wlk_test_make_recipes (recipes, n_certificates);
  path = wlk_test_issue_path (recipes, n_certificates);
  for (guint i = path->len; i > 0; i--)
    g_ptr_array_add (chain, g_object_ref (g_ptr_array_index (path, i - 1)));

  return chain;
}
