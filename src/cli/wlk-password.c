/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-password.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "load/wlk-client-credential-loader.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_LENGTH 1024   /* bytes; typed passwords are shorter */
#define INTERRUPT  '\x03' /* Ctrl+C */

/* Reads up to the end of the line, or to an interrupt. Returns NULL if nothing could be read. */
static char *
read_line (int fd)
{
  char *line = g_malloc0 (MAX_LENGTH);
  gsize length = 0;

  while (length < MAX_LENGTH - 1 && read (fd, line + length, 1) == 1 && line[length] != '\n' &&
         line[length] != INTERRUPT)
    length++;
  if (line[length] == '\n')
    line[length] = '\0';
  else if (length == 0 && line[0] != INTERRUPT)
    g_clear_pointer (&line, g_free);

  return line;
}

/* Prompts without echo. An interrupt ends the line instead of the program, so that the terminal
 * settings are restored before the program exits. */
static char *
ask_silently (int                   fd,
              const char           *prompt,
              const struct termios *before)
{
  struct termios silent = *before;
  char *password;

  silent.c_lflag &= ~(tcflag_t) (ECHO | ISIG);
  silent.c_cc[VEOL] = INTERRUPT;
  tcsetattr (fd, TCSAFLUSH, &silent);
  dprintf (fd, "%s", prompt);
  password = read_line (fd);
  tcsetattr (fd, TCSAFLUSH, before);
  dprintf (fd, "\n");

  return password;
}

/**
 * wlk_password_ask:
 * @what: the file or the PKCS#11 URI that the password is for
 *
 * Asks on the terminal, without echo.
 *
 * Returns: (transfer full) (nullable): the password, for wlk_password_free(); %NULL without a
 *   terminal
 */
char *
wlk_password_ask (const char *what)
{
  g_autofree char *visible = wlk_client_credential_loader_dup_name (what);
  g_autofree char *prompt = g_strdup_printf (_("Password for “%s”: "), visible);
  struct termios before;
  char *password = NULL;
  int fd = open ("/dev/tty", O_RDWR | O_CLOEXEC);

  if (fd < 0)
    return NULL;
  if (tcgetattr (fd, &before) == 0)
    password = ask_silently (fd, prompt, &before);
  close (fd);
  if (password != NULL && strchr (password, INTERRUPT) != NULL)
    {
      wlk_password_free (g_steal_pointer (&password));
      raise (SIGINT);
    }

  return password;
}

/**
 * wlk_password_read_file:
 * @path: a file
 * @error: return location; %WLK_ERROR_READ
 *
 * Returns: (transfer full): its first line, for wlk_password_free(), or %NULL with @error
 */
char *
wlk_password_read_file (const char *path,
                        GError    **error)
{
  char *password = NULL;
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd >= 0)
    {
      password = read_line (fd);
      close (fd);
    }
  if (password == NULL)
    {
      g_autofree char *visible = wlk_text_make_visible (path, -1);

      g_set_error (error, WLK_ERROR, WLK_ERROR_READ,
                   _("There is no password to read in “%s”. Check that the file is there, and "
                     "that you may read it."), visible);
    }

  return password;
}

/**
 * wlk_password_free:
 * @password: (nullable) (transfer full): a password
 *
 * Wipes and frees it.
 */
void
wlk_password_free (char *password)
{
  if (password == NULL)
    return;
  gnutls_memset (password, 0, MAX_LENGTH);
  g_free (password);
}
