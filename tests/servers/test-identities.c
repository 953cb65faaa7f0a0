/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/wlk-error.h"
#include "load/wlk-client-credential-loader.h"
#include "wlk-test-answer.h"
#include "wlk-test-daemons.h"
#include "wlk-test-pki.h"

#include <gio/gio.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Every form in which people have their client certificate, shown to a server that requires it. */

#define PASSWORD "a secret"
#define PIN      "1234"
#define TOKEN    "pkcs11:token=weaklink;object=client"
#define N_WRONG_PASSWORDS 500 /* three of as many were seen to decrypt */
#define TERMINAL_TIME (20 * G_USEC_PER_SEC) /* for the program to ask, and to end */

static WlkTestDaemon *
start_server (void)
{
  return wlk_test_openssl_start ("-Verify", "2", "-verify_return_error", "-CAfile",
                                 "clients-ca.pem", NULL);
}

/* Runs a shell command in the server's folder. Returns FALSE when it fails. */
static gboolean
run_there (WlkTestDaemon *daemon,
           const char    *command)
{
  g_autofree char *folder = wlk_test_daemon_dup_path (daemon, ".");
  const char *arguments[] = { "sh", "-ec", command, NULL };
  int status = 0;

  return g_spawn_sync (folder, (char **) arguments, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                       &status, NULL) && g_spawn_check_wait_status (status, NULL);
}

static char *
dup_option (WlkTestDaemon *daemon,
            const char    *option,
            const char    *file)
{
  g_autofree char *path = NULL;

  if (file == NULL)
    return NULL;
  path = strstr (file, ":") != NULL ? g_strdup (file) : wlk_test_daemon_dup_path (daemon, file);

  return g_strconcat (option, "=", path, NULL);
}

typedef struct
{
  const char *name;
  const char *command;     /* makes the files */
  const char *certificate;
  const char *key;
  const char *password;    /* a file */
  const char *says;        /* among the errors, where it cannot be used */
} Form;

#define MAKE_PKCS12 "openssl pkcs12 -export -in client.pem -inkey client.key -out client.p12 " \
  "-passout 'pass:" PASSWORD "'; echo '" PASSWORD "' >password; echo wrong >wrong"
#define MAKE_SEALED "openssl pkcs8 -topk8 -in client.key -out sealed.key " \
  "-passout 'pass:" PASSWORD "'; echo '" PASSWORD "' >password"

static const Form forms[] = {
  { "pem-of-two-files-accepted", "true", "client.pem", "client.key", NULL, NULL },
  { "pem-of-one-file-accepted", "cat client.pem client.key >both.pem", "both.pem", NULL, NULL,
    NULL },
  { "sealed-key-accepted", MAKE_SEALED, "client.pem", "sealed.key", "password", NULL },
  { "sealed-key-without-password-refused", MAKE_SEALED, "client.pem", "sealed.key", NULL,
    "protected by a password" },
  { "pkcs12-accepted", MAKE_PKCS12, "client.p12", NULL, "password", NULL },
  { "pkcs12-with-wrong-password-refused", MAKE_PKCS12, "client.p12", NULL, "wrong",
    "is wrong" },
  { "other-key-refused", "true", "client.pem", "other.key", NULL, "does not belong" },
  { "certificate-without-key-refused", "true", "client.pem", NULL, NULL,
    "client.pem” holds a certificate and not its key" },
  { "der-certificate-without-key-refused",
    "openssl x509 -in client.pem -outform DER -out client.der", "client.der", NULL, NULL,
    "client.der” holds a certificate and not its key" },
  { "key-without-certificate-refused", "true", "client.key", NULL, NULL,
    "There is no client certificate" },
};

/* The program says what is wrong before it goes anywhere. */
static void
assert_says (const char    *says,
             const char    *certificate,
             const char    *key,
             const char    *password,
             WlkTestDaemon *daemon)
{
  g_autofree char *target = g_strdup_printf ("%s:%u", WLK_TEST_HOST,
                                             wlk_test_daemon_get_port (daemon, 0));
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (arguments, (gpointer) "setsid"); /* no terminal to ask at */
  g_ptr_array_add (arguments, (gpointer) "-w");
  g_ptr_array_add (arguments, (gpointer) g_getenv ("WEAKLINK_CHECK"));
  g_ptr_array_add (arguments, target);
  g_ptr_array_add (arguments, (gpointer) certificate);
  if (key != NULL)
    g_ptr_array_add (arguments, (gpointer) key);
  if (password != NULL)
    g_ptr_array_add (arguments, (gpointer) password);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char * const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL);
  g_assert_nonnull (process);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &text, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  if (strstr (text, says) == NULL)
    g_error ("“%s” does not say “%s”", text, says);
  g_assert_null (strstr (text, ".."));
}

static void
test_form (gconstpointer data)
{
  const Form *form = data;
  g_autoptr(WlkTestDaemon) daemon = start_server ();
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  g_autofree char *password = NULL;
  g_autoptr(WlkTestAnswer) answer = NULL;
  const char *first, *second;

  if (daemon == NULL)
    return;
  g_assert_true (run_there (daemon, form->command));
  certificate = dup_option (daemon, "--client-certificate", form->certificate);
  key = dup_option (daemon, "--client-key", form->key);
  password = dup_option (daemon, "--password-file", form->password);
  if (form->says != NULL)
    {
      assert_says (form->says, certificate, key, password, daemon);
      return;
    }
  first = key != NULL ? key : password;
  second = key != NULL ? password : NULL;
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, certificate, first, second, NULL);
  wlk_test_answer_assert_trusted (answer, "CN=localhost");
  wlk_test_answer_assert_evidence (answer, "client-certificate", "CN=Client");
}

/* A token of softhsm2 with the client's certificate and key, in the server's folder. */
static gboolean
make_token (WlkTestDaemon *daemon)
{
  g_autofree char *configuration = wlk_test_daemon_dup_path (daemon, "softhsm2.conf");
  g_autofree char *softhsm = g_find_program_in_path ("softhsm2-util");
  g_autofree char *p11tool = g_find_program_in_path ("p11tool");

  if (softhsm == NULL || p11tool == NULL)
    {
      g_test_skip ("softhsm2-util or p11tool is not installed");
      return FALSE;
    }
  g_setenv ("SOFTHSM2_CONF", configuration, TRUE);
  g_setenv ("GNUTLS_PIN", PIN, TRUE);
  g_assert_true (run_there (daemon,
                            "mkdir tokens; echo \"directories.tokendir = $PWD/tokens\" "
                            ">softhsm2.conf; echo " PIN " >password; echo 0000 >wrong;"
                            "softhsm2-util --init-token --free --label weaklink --pin " PIN
                            " --so-pin 5678; openssl pkcs8 -topk8 -nocrypt -in client.key "
                            "-out client.p8; softhsm2-util --import client.p8 --token weaklink "
                            "--label client --id 01 --pin " PIN "; p11tool --login --write "
                            "--load-certificate=client.pem --label=client --id=01 "
                            "pkcs11:token=weaklink"));
  g_unsetenv ("GNUTLS_PIN");

  return TRUE;
}

static void
test_token (void)
{
  g_autoptr(WlkTestDaemon) daemon = start_server ();
  g_autofree char *password = NULL;
  g_autoptr(WlkTestAnswer) answer = NULL;
  g_autoptr(WlkTestAnswer) again = NULL;

  if (daemon == NULL || !make_token (daemon))
    return;
  password = dup_option (daemon, "--password-file", "password");
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, "--client-certificate=" TOKEN, password,
                                NULL);
  wlk_test_answer_assert_trusted (answer, "CN=localhost");
  wlk_test_answer_assert_evidence (answer, "client-certificate-fits", TOKEN);

  /* The PIN may be in the URI, and must not be shown then. */
  again = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0,
                               "--client-certificate=" TOKEN "?pin-value=" PIN, NULL);
  wlk_test_answer_assert_trusted (again, "CN=localhost");
  g_assert_null (strstr (again->text, "pin-value"));
}

/* The certificate is not secret, and often lies in a file beside the token with its key. */
static void
test_token_with_key_alone (void)
{
  g_autoptr(WlkTestDaemon) daemon = start_server ();
  g_autofree char *certificate = NULL;
  g_autofree char *password = NULL;
  g_autoptr(WlkTestAnswer) answer = NULL;

  if (daemon == NULL || !make_token (daemon))
    return;
  certificate = dup_option (daemon, "--client-certificate", "client.pem");
  password = dup_option (daemon, "--password-file", "password");
  answer = wlk_test_ask_daemon (daemon, WLK_TEST_HOST, 0, certificate, "--client-key=" TOKEN,
                                password, NULL);
  wlk_test_answer_assert_trusted (answer, "CN=localhost");
  wlk_test_answer_assert_evidence (answer, "client-certificate", "CN=Client");
}

static void
test_token_with_wrong_pin (void)
{
  g_autoptr(WlkTestDaemon) daemon = start_server ();
  g_autofree char *password = NULL;

  if (daemon == NULL || !make_token (daemon))
    return;
  password = dup_option (daemon, "--password-file", "wrong");
  assert_says ("is wrong", "--client-certificate=" TOKEN, password, NULL, daemon);
}

/* Reads what the program writes to its terminal, until it says so or ends. */
static void
read_terminal (int         terminal,
               GString    *text,
               const char *until)
{
  gint64 end = g_get_monotonic_time () + TERMINAL_TIME;
  char buffer[1024];
  gssize length;

  while (g_get_monotonic_time () < end && (until == NULL || strstr (text->str, until) == NULL))
    {
      length = read (terminal, buffer, sizeof buffer);
      if (length <= 0)
        return;
      g_string_append_len (text, buffer, length);
    }
}

/* Returns the status of waitpid(); @typed answers the question. */
static int
run_on_terminal (char * const *arguments,
                 const char   *typed,
                 GString      *text)
{
  struct termios echoing = { .c_lflag = ECHO | ICANON, .c_oflag = OPOST };
  int terminal = -1;
  int status = 0;
  pid_t pid = forkpty (&terminal, NULL, &echoing, NULL);

  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      execv (arguments[0], arguments);
      _exit (127);
    }
  read_terminal (terminal, text, "Password for");
  g_assert_cmpint (write (terminal, typed, strlen (typed)), >, 0);
  read_terminal (terminal, text, NULL);
  g_assert_cmpint (tcgetattr (terminal, &echoing), ==, 0);
  g_assert_cmpint (echoing.c_lflag & ECHO, !=, 0);
  close (terminal);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);

  return status;
}

static int
ask_for_password (WlkTestDaemon *daemon,
                  const char    *typed,
                  GString       *text)
{
  g_autofree char *certificate = NULL;
  g_autofree char *trust = NULL;
  g_autofree char *target = NULL;

  g_assert_true (run_there (daemon, MAKE_PKCS12));
  certificate = dup_option (daemon, "--client-certificate", "client.p12");
  trust = dup_option (daemon, "--trust", "root.pem");
  target = g_strdup_printf ("%s:%u", WLK_TEST_HOST, wlk_test_daemon_get_port (daemon, 0));
  {
    const char *arguments[] = {
      g_getenv ("WEAKLINK_CHECK"), "--at=2026-06-01T12:00:00Z", trust, certificate, target, NULL
    };

    return run_on_terminal ((char * const *) arguments, typed, text);
  }
}

static void
test_password_asked_for (void)
{
  g_autoptr(WlkTestDaemon) daemon = start_server ();
  g_autoptr(GString) text = g_string_new (NULL);
  int status;

  if (daemon == NULL)
    return;
  status = ask_for_password (daemon, PASSWORD "\n", text);

  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  g_assert_nonnull (strstr (text->str, "Trusted"));
  g_assert_null (strstr (text->str, PASSWORD)); /* it is not shown while it is typed */
}

/* The terminal shows again what is typed, as run_on_terminal() makes sure. */
static void
test_password_interrupted (gconstpointer typed)
{
  g_autoptr(WlkTestDaemon) daemon = start_server ();
  g_autoptr(GString) text = g_string_new (NULL);
  int status;

  if (daemon == NULL)
    return;
  status = ask_for_password (daemon, typed, text);

  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGINT);
}

/* Some wrong passwords decrypt a file to what looks whole. */
static void
test_many_wrong_passwords (void)
{
  g_autoptr(WlkTestDaemon) daemon = start_server ();
  g_autofree char *path = NULL;

  if (daemon == NULL)
    return;
  g_assert_true (run_there (daemon, MAKE_PKCS12));
  path = wlk_test_daemon_dup_path (daemon, "client.p12");
  for (guint i = 0; i < N_WRONG_PASSWORDS; i++)
    {
      g_autofree char *password = g_strdup_printf ("wrong %u", i);
      g_autoptr(GError) error = NULL;

      g_assert_null (wlk_client_credential_loader_load (path, NULL, password, &error));
      g_assert_error (error, WLK_ERROR, WLK_ERROR_PASSWORD);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strdup_printf ("/servers/credential/%s", forms[i].name);

      g_test_add_data_func (path, &forms[i], test_form);
    }
  g_test_add_func ("/servers/credential/password-asked-for-on-the-terminal",
                   test_password_asked_for);
  g_test_add_func ("/servers/credential/pkcs12-with-many-wrong-passwords-refused",
                   test_many_wrong_passwords);
  g_test_add_data_func ("/servers/credential/interrupted-prompt-leaves-terminal", "half\x03",
                        test_password_interrupted);
  g_test_add_data_func ("/servers/credential/prompt-interrupted-at-once-leaves-terminal", "\x03",
                        test_password_interrupted);
  g_test_add_func ("/servers/credential/token-accepted", test_token);
  g_test_add_func ("/servers/credential/token-with-key-alone-accepted", test_token_with_key_alone);
  g_test_add_func ("/servers/credential/token-with-wrong-pin-refused", test_token_with_wrong_pin);

  return g_test_run ();
}
