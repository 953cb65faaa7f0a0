/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-daemons.h"

#include <gio/gio.h>
#include <signal.h>
#include <stdarg.h>

/*
 * How to run the servers whose protocols change to TLS on the way. Each configuration is the
 * smallest with which the server comes to the handshake; no login is possible.
 */

/* postfix wants to be root, and its queue to belong to its own users. It and dovecot take a second
 * to end in order. */
static const WlkTestFile postfix_files[] = {
  { "main.cf",
    "compatibility_level = 3.6\n"
    "myhostname = localhost\n"
    "queue_directory = @FOLDER@/queue\n"
    "data_directory = @FOLDER@/data\n"
    "inet_interfaces = 127.0.0.1\n"
    "inet_protocols = ipv4\n"
    "maillog_file = /dev/stdout\n"
    "mydestination =\n"
    "alias_maps =\n"
    "local_recipient_maps =\n"
    "local_transport = error:none\n"
    "@TLS@smtpd_tls_security_level = may\n"
    "@TLS@smtpd_tls_chain_files = @FOLDER@/key.pem, @FOLDER@/chain.pem\n" },
  { "master.cf",
    "127.0.0.1:@PORT@ inet n - n - - smtpd\n"
    "anvil unix - - n - 1 anvil\n"
    "@TLS@tlsmgr unix - - n 1000? 1 tlsmgr\n"
    "rewrite unix - - n - - trivial-rewrite\n"
    "postlog unix-dgram n - n - 1 postlogd\n" },
  { NULL, NULL }
};

static const char * const postfix_prepare[] = {
  "sh", "-c",
  "chmod 755 . && mkdir data queue queue/pid && chown postfix data && cd queue && "
  "for name in active bounce corrupt defer deferred flush hold incoming maildrop private public "
  "saved trace; do mkdir $name && chown postfix $name || exit 1; done && chgrp postdrop public",
  NULL
};

static const char * const postfix_arguments[] = { "-c", "@FOLDER@", "-d", NULL };

const WlkTestDaemonRecipe wlk_test_postfix = {
  .program = "/usr/lib/postfix/sbin/master",
  .files = postfix_files,
  .prepare = postfix_prepare,
  .arguments = postfix_arguments,
  .wants_root = TRUE,
  .stop_signal = SIGKILL,
};

/* dovecot 2.4 has other names for the same things. */
#define DOVECOT_COMMON \
  "base_dir = @FOLDER@/run\n" \
  "state_dir = @FOLDER@/state\n" \
  "log_path = /dev/stderr\n" \
  "default_internal_user = @USER@\n" \
  "default_internal_group = @GROUP@\n" \
  "default_login_user = @USER@\n" \
  "protocols = imap pop3 sieve lmtp\n" \
  "listen = 127.0.0.1\n" \
  "@TLS@ssl = required\n@PLAIN@ssl = no\n" \
  "service anvil {\n  chroot =\n}\n" \
  "service imap-login {\n  chroot =\n" \
  "  inet_listener imap {\n    port = @PORT@\n  }\n" \
  "  inet_listener imaps {\n    port = 0\n  }\n}\n" \
  "service pop3-login {\n  chroot =\n" \
  "  inet_listener pop3 {\n    port = @PORT1@\n  }\n" \
  "  inet_listener pop3s {\n    port = 0\n  }\n}\n" \
  "service managesieve-login {\n  chroot =\n" \
  "  inet_listener sieve {\n    port = @PORT2@\n  }\n}\n" \
  "service lmtp {\n" \
  "  inet_listener lmtp {\n    port = @PORT3@\n  }\n}\n"

static const WlkTestFile dovecot_files[] = {
  { "dovecot.conf",
    DOVECOT_COMMON
    "@TLS@ssl_cert = <@FOLDER@/chain.pem\n"
    "@TLS@ssl_key = <@FOLDER@/key.pem\n"
    "passdb {\n  driver = static\n  args = password=none\n}\n"
    "userdb {\n  driver = static\n  args = uid=@USER@ gid=@GROUP@ home=@FOLDER@\n}\n" },
  { NULL, NULL }
};

static const WlkTestFile dovecot_2_4_files[] = {
  { "dovecot.conf",
    "dovecot_config_version = 2.4.0\n"
    "dovecot_storage_version = 2.4.0\n"
    DOVECOT_COMMON
    "@TLS@ssl_server_cert_file = @FOLDER@/chain.pem\n"
    "@TLS@ssl_server_key_file = @FOLDER@/key.pem\n"
    "passdb static {\n  password = none\n}\n" },
  { NULL, NULL }
};

static const char * const dovecot_arguments[] = { "-F", "-c", "@FOLDER@/dovecot.conf", NULL };

static const WlkTestDaemonRecipe dovecot = {
  .program = "dovecot",
  .files = dovecot_files,
  .arguments = dovecot_arguments,
  .n_ports = WLK_TEST_DOVECOT_N_PORTS,
  .stop_signal = SIGKILL,
};

static const WlkTestDaemonRecipe dovecot_2_4 = {
  .program = "dovecot",
  .files = dovecot_2_4_files,
  .arguments = dovecot_arguments,
  .n_ports = WLK_TEST_DOVECOT_N_PORTS,
  .stop_signal = SIGKILL,
};

static const WlkTestFile slapd_files[] = {
  { "slapd.conf",
    "include /etc/ldap/schema/core.schema\n"
    "pidfile @FOLDER@/slapd.pid\n"
    "@TLS@TLSCertificateFile @FOLDER@/chain.pem\n"
    "@TLS@TLSCertificateKeyFile @FOLDER@/key.pem\n"
    "@TLS@TLSVerifyClient never\n"
    "database config\n" },
  { NULL, NULL }
};

static const char * const slapd_arguments[] = {
  "-d", "0", "-f", "@FOLDER@/slapd.conf", "-h", "ldap://127.0.0.1:@PORT@", NULL
};

const WlkTestDaemonRecipe wlk_test_slapd = {
  .program = "slapd",
  .files = slapd_files,
  .arguments = slapd_arguments,
};

static const char * const postgres_prepare[] = {
  "initdb", "-D", "@FOLDER@/data", "-A", "trust", "-U", "weaklink", "--locale=C", "--no-sync", NULL
};

static const WlkTestFile postgres_files[] = {
  { "postgres.conf",
    "data_directory = '@FOLDER@/data'\n"
    "hba_file = '@FOLDER@/data/pg_hba.conf'\n"
    "ident_file = '@FOLDER@/data/pg_ident.conf'\n"
    "listen_addresses = '127.0.0.1'\n"
    "port = @PORT@\n"
    "unix_socket_directories = ''\n"
    "dynamic_shared_memory_type = mmap\n"
    "shared_buffers = 1MB\n"
    "fsync = off\n"
    "@TLS@ssl = on\n"
    "ssl_cert_file = '@FOLDER@/chain.pem'\n"
    "ssl_key_file = '@FOLDER@/key.pem'\n" },
  { NULL, NULL }
};

/* Its processes leave the group, and SIGQUIT makes all of them stop at once. */
static const char * const postgres_arguments[] = { "--config-file=@FOLDER@/postgres.conf", NULL };

const WlkTestDaemonRecipe wlk_test_postgres = {
  .program = "postgres",
  .files = postgres_files,
  .prepare = postgres_prepare,
  .arguments = postgres_arguments,
  .stop_signal = SIGQUIT,
};

static const char * const mariadb_folders[] = { "data", NULL };

static const WlkTestFile mariadb_files[] = {
  { "mariadb.cnf",
    "[mariadbd]\n"
    "datadir = @FOLDER@/data\n"
    "socket = @FOLDER@/socket\n"
    "pid-file = @FOLDER@/pid\n"
    "bind-address = 127.0.0.1\n"
    "port = @PORT@\n"
    "skip-grant-tables\n"
    "skip-networking = 0\n"
    "innodb = OFF\n"
    "default-storage-engine = Aria\n"
    "@TLS@ssl-cert = @FOLDER@/chain.pem\n"
    "@TLS@ssl-key = @FOLDER@/key.pem\n"
    "@PLAIN@skip-ssl\n" },
  { NULL, NULL }
};

/* Without tables of its own it starts at once; it is one process, and has nothing to save. */
static const char * const mariadb_arguments[] = { "--defaults-file=@FOLDER@/mariadb.cnf", NULL };

const WlkTestDaemonRecipe wlk_test_mariadb = {
  .program = "mariadbd",
  .files = mariadb_files,
  .folders = mariadb_folders,
  .arguments = mariadb_arguments,
  .stop_signal = SIGKILL,
};

static const WlkTestFile vsftpd_files[] = {
  { "vsftpd.conf",
    "listen=YES\n"
    "listen_ipv6=NO\n"
    "listen_address=127.0.0.1\n"
    "listen_port=@PORT@\n"
    "background=NO\n"
    "run_as_launching_user=YES\n"
    "anonymous_enable=NO\n"
    "local_enable=YES\n"
    "secure_chroot_dir=@FOLDER@/empty\n"
    "@TLS@ssl_enable=YES\n"
    "@TLS@ssl_ciphers=HIGH\n"
    "@TLS@rsa_cert_file=@FOLDER@/chain.pem\n"
    "@TLS@rsa_private_key_file=@FOLDER@/key.pem\n"
    "vsftpd_log_file=@FOLDER@/vsftpd.log\n" },
  { NULL, NULL }
};

static const char * const vsftpd_folders[] = { "empty", NULL };
static const char * const vsftpd_arguments[] = { "@FOLDER@/vsftpd.conf", NULL };

const WlkTestDaemonRecipe wlk_test_vsftpd = {
  .program = "vsftpd",
  .files = vsftpd_files,
  .folders = vsftpd_folders,
  .arguments = vsftpd_arguments,
};

static const WlkTestFile prosody_files[] = {
  { "prosody.cfg.lua",
    "pidfile = \"@FOLDER@/prosody.pid\"\n"
    "data_path = \"@FOLDER@/data\"\n"
    "certificates = \"@FOLDER@/certs\"\n"
    "interfaces = { \"127.0.0.1\" }\n"
    "c2s_ports = { @PORT@ }\n"
    "s2s_ports = { @PORT1@ }\n"
    "c2s_direct_tls_ports = {}\n"
    "s2s_direct_tls_ports = {}\n"
    "http_ports = {}\n"
    "https_ports = {}\n"
    "@TLS@modules_enabled = { \"tls\", \"saslauth\", \"dialback\" }\n"
    "@PLAIN@modules_enabled = { \"saslauth\", \"dialback\" }\n"
    "@PLAIN@modules_disabled = { \"tls\" }\n"
    "@PLAIN@c2s_require_encryption = false\n"
    "@PLAIN@s2s_require_encryption = false\n"
    "authentication = \"internal_hashed\"\n"
    "log = { { levels = { min = \"info\" }, to = \"console\" } }\n"
    "@TLS@c2s_require_encryption = true\n"
    "@TLS@s2s_require_encryption = true\n"
    "ssl = { certificate = \"@FOLDER@/chain.pem\", key = \"@FOLDER@/key.pem\" }\n"
    "VirtualHost \"localhost\"\n" },
  { NULL, NULL }
};

static const char * const prosody_folders[] = { "certs", "data", NULL };
static const char * const prosody_arguments[] = {
  "-F", "--config", "@FOLDER@/prosody.cfg.lua", NULL
};

const WlkTestDaemonRecipe wlk_test_prosody = {
  .program = "prosody",
  .files = prosody_files,
  .folders = prosody_folders,
  .arguments = prosody_arguments,
  .n_ports = WLK_TEST_PROSODY_N_PORTS,
};

/**
 * wlk_test_daemons_get_dovecot:
 *
 * Returns: (transfer none): how to run the version of dovecot that is installed
 */
const WlkTestDaemonRecipe *
wlk_test_daemons_get_dovecot (void)
{
  g_autofree char *program = wlk_test_daemon_find_program ("dovecot");
  g_autofree char *version = NULL;
  const char *arguments[] = { program, "--version", NULL };

  if (program == NULL ||
      !g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                     &version, NULL, NULL, NULL))
    return &dovecot;

  return g_str_has_prefix (version, "2.3.") ? &dovecot : &dovecot_2_4;
}

/**
 * wlk_test_openssl_start:
 * @first: an option of `openssl s_server`
 * @...: more, ended by %NULL
 *
 * Starts the server of openssl, with the chain of “localhost”.
 *
 * Returns: (transfer full) (nullable): the server; see wlk_test_daemon_start()
 */
WlkTestDaemon *
wlk_test_openssl_start (const char *first,
                        ...)
{
  static const char * const common[] = {
    "s_server", "-quiet", "-accept", "127.0.0.1:@PORT@", "-cert", "leaf.pem",
    "-cert_chain", "issuers.pem", "-key", "key.pem",
  };
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();
  WlkTestDaemonRecipe recipe = { "openssl" };
  va_list list;

  for (gsize i = 0; i < G_N_ELEMENTS (common); i++)
    g_ptr_array_add (arguments, (gpointer) common[i]);
  va_start (list, first);
  for (const char *option = first; option != NULL; option = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) option);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  recipe.arguments = (const char * const *) arguments->pdata;

  return wlk_test_daemon_start (&recipe);
}
