/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-answer.h"

#include <gio/gio.h>
#include <stdarg.h>
#include <string.h>

#define MOMENT  "--at=2026-06-01T12:00:00Z" /* WLK_TEST_TIME */
#define TIMEOUT "--timeout=20"              /* seconds, for a machine with a lot to do */

static void
parse (WlkTestAnswer *self)
{
  g_autoptr(GError) error = NULL;
  JsonArray *reports = NULL;

  self->node = json_from_string (self->text, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->node);
  self->target = json_node_get_object (self->node);
  reports = json_object_get_array_member (self->target, "reports");
  g_assert_cmpuint (json_array_get_length (reports), >, 0);
  self->report = json_array_get_object_element (reports, 0);
}

/* For the log of a test that failed. */
static void
say_decisive (WlkTestAnswer *self,
              const char    *error_text)
{
  JsonNode *decisive = json_object_get_member (self->report, "decisive");
  g_autofree char *text = json_to_string (decisive, FALSE);

  g_test_message ("exit status %d; decisive: %s; %s", self->status, text, error_text);
}

static WlkTestAnswer *
run (GPtrArray *arguments)
{
  WlkTestAnswer *self = g_new0 (WlkTestAnswer, 1);
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *error_text = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char * const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &self->text, &error_text, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  self->status = g_subprocess_get_exit_status (process);
  parse (self);
  say_decisive (self, error_text);

  return self;
}

static GPtrArray *
begin_arguments (void)
{
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);

  g_assert_nonnull (g_getenv ("WEAKLINK_CHECK"));
  g_ptr_array_add (arguments, g_strdup (g_getenv ("WEAKLINK_CHECK")));
  g_ptr_array_add (arguments, g_strdup ("--format=json"));
  g_ptr_array_add (arguments, g_strdup (MOMENT));
  g_ptr_array_add (arguments, g_strdup (TIMEOUT));

  return arguments;
}

static void
add_arguments (GPtrArray  *arguments,
               const char *first,
               va_list     list)
{
  for (const char *argument = first; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, g_strdup (argument));
}

/**
 * wlk_test_ask:
 * @first: an argument
 * @...: more, ended by %NULL; one of them is the target
 *
 * Runs the command line on one target, at the moment of the tests.
 *
 * Returns: (transfer full): what it says
 */
WlkTestAnswer *
wlk_test_ask (const char *first,
              ...)
{
  g_autoptr(GPtrArray) arguments = begin_arguments ();
  va_list list;

  va_start (list, first);
  add_arguments (arguments, first, list);
  va_end (list);

  return run (arguments);
}

/**
 * wlk_test_ask_daemon:
 * @daemon: a server
 * @host: a name or address of loopback
 * @port: which of the server's ports
 * @...: more arguments, ended by %NULL
 *
 * Runs the command line on a server's port, with trust in the tests' root alone.
 *
 * Returns: (transfer full): what it says
 */
WlkTestAnswer *
wlk_test_ask_daemon (WlkTestDaemon *daemon,
                     const char    *host,
                     guint          port,
                     ...)
{
  g_autoptr(GPtrArray) arguments = begin_arguments ();
  g_autofree char *root = wlk_test_daemon_dup_path (daemon, "root.pem");
  const char *first = NULL;
  va_list list;

  g_ptr_array_add (arguments, g_strdup_printf ("--trust=%s", root));
  g_ptr_array_add (arguments, g_strdup_printf ("%s:%u", host,
                                               wlk_test_daemon_get_port (daemon, port)));
  va_start (list, port);
  first = va_arg (list, const char *);
  if (first != NULL)
    add_arguments (arguments, first, list);
  va_end (list);

  return run (arguments);
}

/**
 * wlk_test_answer_free:
 * @self: an answer
 */
void
wlk_test_answer_free (WlkTestAnswer *self)
{
  g_clear_pointer (&self->node, json_node_unref);
  g_free (self->text);
  g_free (self);
}

/**
 * wlk_test_answer_find:
 * @self: an answer
 * @step: id of a step
 *
 * Returns: (transfer none) (nullable): the first report's first finding of that step
 */
JsonObject *
wlk_test_answer_find (WlkTestAnswer *self,
                      const char    *step)
{
  JsonArray *findings = json_object_get_array_member (self->report, "findings");

  for (guint i = 0; i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = json_array_get_object_element (findings, i);

      if (g_str_equal (json_object_get_string_member (finding, "step"), step))
        return finding;
    }

  return NULL;
}

/**
 * wlk_test_answer_assert_trusted:
 * @self: an answer
 * @subject: of the end entity
 *
 * Asserts that the whole chain came, and is trusted up to the tests' root.
 */
void
wlk_test_answer_assert_trusted (WlkTestAnswer *self,
                                const char    *subject)
{
  JsonArray *path = json_object_get_array_member (self->report, "path");

  g_assert_cmpstr (json_object_get_string_member (self->target, "verdict"), ==, "trusted");
  g_assert_cmpint (self->status, ==, 0);
  g_assert_cmpuint (json_array_get_length (path), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (path, 2),
                                                  "subject"), ==, subject);
}

/**
 * wlk_test_answer_assert_decisive:
 * @self: an answer
 * @step: id of the step at which it ends
 * @cause: (nullable): id of the cause
 */
void
wlk_test_answer_assert_decisive (WlkTestAnswer *self,
                                 const char    *step,
                                 const char    *cause)
{
  JsonNode *node = json_object_get_member (self->report, "decisive");
  JsonObject *decisive = NULL;

  g_assert_cmpint (self->status, !=, 0);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  decisive = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (decisive, "step"), ==, step);
  g_assert_cmpstr (json_object_get_string_member_with_default (decisive, "cause", NULL), ==,
                   cause);
}

/**
 * wlk_test_answer_assert_evidence:
 * @self: an answer
 * @step: id of a step
 * @words: that a piece of its evidence has
 */
void
wlk_test_answer_assert_evidence (WlkTestAnswer *self,
                                 const char    *step,
                                 const char    *words)
{
  JsonObject *finding = wlk_test_answer_find (self, step);
  JsonArray *evidence = NULL;

  g_assert_nonnull (finding);
  evidence = json_object_get_array_member (finding, "evidence");
  for (guint i = 0; i < json_array_get_length (evidence); i++)
    {
      JsonObject *piece = json_array_get_object_element (evidence, i);
      const char *value = json_object_get_string_member_with_default (piece, "value", NULL);

      if (value != NULL && strstr (value, words) != NULL)
        return;
    }
  g_error ("No evidence of “%s” has “%s”", step, words);
}
