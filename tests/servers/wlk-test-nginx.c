/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-nginx.h"

/* nginx in one process, which needs nothing outside its folder. */

#define BEGIN \
  "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\n" \
  "events { worker_connections 256; }\n" \
  "http {\n" \
  "  access_log off;\n" \
  "  client_body_temp_path temp;\n  proxy_temp_path temp;\n  fastcgi_temp_path temp;\n" \
  "  uwsgi_temp_path temp;\n  scgi_temp_path temp;\n" \
  "  ssl_certificate chain.pem;\n  ssl_certificate_key key.pem;\n" \
  "  ssl_protocols TLSv1.2 TLSv1.3;\n"
#define STAPLE "  ssl_stapling on;\n  ssl_stapling_file staple.der;\n"
#define END    "}\n"

static const char * const arguments[] = { "-p", "@FOLDER@", "-c", "nginx.conf", "-e", "stderr",
                                          NULL };

/**
 * wlk_test_nginx_start:
 * @servers: “server” blocks of its configuration; the certificate of “localhost” is the default
 * @staple: (nullable): an OCSP response to send with the certificate
 *
 * Returns: (transfer full) (nullable): the server; see wlk_test_daemon_start()
 */
WlkTestDaemon *
wlk_test_nginx_start (const char *servers,
                      GBytes     *staple)
{
  g_autofree char *text = g_strconcat (BEGIN, staple != NULL ? STAPLE : "", servers, END, NULL);
  const WlkTestFile files[] = {
    { "nginx.conf", text }, { staple != NULL ? "staple.der" : NULL, NULL, staple }, { NULL }
  };
  const WlkTestDaemonRecipe recipe = { "nginx", files, .arguments = arguments };

  return wlk_test_daemon_start (&recipe);
}
