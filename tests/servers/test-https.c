/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"
#include "wlk-test-pki.h"

/* nginx, as the web server of virtual hosts, and as one with faults. */

#define NGINX_BEGIN \
  "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\n" \
  "events { worker_connections 256; }\n" \
  "http {\n" \
  "  access_log off;\n" \
  "  client_body_temp_path temp;\n  proxy_temp_path temp;\n  fastcgi_temp_path temp;\n" \
  "  uwsgi_temp_path temp;\n  scgi_temp_path temp;\n" \
  "  ssl_certificate chain.pem;\n  ssl_certificate_key key.pem;\n"
#define NGINX_END "}\n"
#define LISTEN "listen 127.0.0.1:@PORT@ ssl; "

static const char * const arguments[] = { "-p", "@FOLDER@", "-c", "nginx.conf", "-e", "stderr",
                                          NULL };

/* Starts nginx with these “server” blocks. */
static WlkTestDaemon *
start (const char *servers)
{
  g_autofree char *text = g_strconcat (NGINX_BEGIN, servers, NGINX_END, NULL);
  const WlkTestFile files[] = { { "nginx.conf", text }, { NULL, NULL } };
  const WlkTestDaemonRecipe recipe = { "nginx", files, .arguments = arguments };

  return wlk_test_daemon_start (&recipe);
}

static void
test_trusted (void)
{
  g_autoptr(WlkTestDaemon) daemon = start ("server { " LISTEN "}\n");
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL)
    return;
  answer = wlk_test_ask_daemon (daemon, 0, NULL);
  wlk_test_answer_assert_trusted (answer, "CN=localhost");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/servers/nginx/chain-trusted", test_trusted);

  return g_test_run ();
}
