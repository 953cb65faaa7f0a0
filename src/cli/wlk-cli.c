/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-cli.h"

#include "base/wlk-text.h"
#include "inspect/wlk-example.h"
#include "load/wlk-loader.h"
#include "present/wlk-document-html.h"
#include "present/wlk-document-markdown.h"
#include "present/wlk-inspection-json.h"
#include "present/wlk-presenter.h"
#include "wlk-cli-options.h"
#include "wlk-cli-run.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/*
 * Results go to standard output, in the order of the targets; errors go to standard error, and in
 * JSON also into the object of the target. The exit status is the highest of all targets.
 */

#define PROGRAM            "weaklink-check"
#define MAX_PROBLEMS_SHOWN 20 /* lines on standard error per target; JSON has all */

typedef enum {
  STATUS_TRUSTED = 0,
  STATUS_NOT_TRUSTED = 1,
  STATUS_NOT_INSPECTED = 2,
} Status;

/**
 * Run:
 * @options: the command line
 * @session: data shared by the inspections
 * @status: the exit status so far
 * @n_written: number of targets written
 * @is_broken: whether writing to standard output failed
 * @documents: (element-type WlkDocument): the content of the HTML page
 *
 * One run of the program.
 */
typedef struct
{
  const WlkCliOptions *options;
  WlkCliRun            session;
  Status               status;
  guint                n_written;
  gboolean             is_broken;
  GPtrArray           *documents;
} Run;

static void
run_clear (Run *self)
{
  wlk_cli_run_clear (&self->session);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* Writes to standard error in the locale's encoding, with untrusted text made visible. */
static void
print_error (const char *target,
             const char *message)
{
  g_autofree char *text = target != NULL
                          ? wlk_loader_dup_message (target, message)
                          : g_strdup (message);
  g_autofree char *visible = wlk_text_make_visible (text, -1);
  g_autofree char *converted = wlk_terminal_dup_in_locale (visible);

  fprintf (stderr, PROGRAM ": %s\n", converted);
}

static void
raise_exit_status (Run   *self,
                   Status status)
{
  self->status = MAX (self->status, status);
}

static Status
get_status (WlkInspection *inspection)
{
  if (inspection == NULL || inspection->leaf == NULL)
    return STATUS_NOT_INSPECTED;

  return wlk_inspection_get_verdict (inspection) == WLK_VERDICT_TRUSTED
         ? STATUS_TRUSTED
         : STATUS_NOT_TRUSTED;
}

static void
take_error (GPtrArray *errors,
            char      *message)
{
  if (g_ptr_array_find_with_equal_func (errors, message, g_str_equal, NULL))
    g_free (message);
  else
    g_ptr_array_add (errors, message);
}

/* Collects errors about unreadable input, whether or not the rest could be inspected. */
static GPtrArray *
collect_errors (WlkInspection *inspection,
                WlkBundle     *received,
                const GError  *error)
{
  GPtrArray *errors = g_ptr_array_new_with_free_func (g_free);

  if (error != NULL)
    g_ptr_array_add (errors, g_strdup (error->message));
  for (guint i = 0; received != NULL && i < received->problems->len; i++)
    take_error (errors, wlk_bundle_problem_dup_text (wlk_bundle_get_problem (received, i)));
  if (inspection != NULL && inspection->leaf == NULL)
    take_error (errors, wlk_inspection_dup_headline (inspection));

  return errors;
}

static void
print_errors (const char *target,
              GPtrArray  *errors)
{
  guint n_shown = MIN (errors->len, MAX_PROBLEMS_SHOWN);
  guint n_rest = errors->len - n_shown;
  g_autofree char *rest = NULL;

  for (guint i = 0; i < n_shown; i++)
    print_error (target, errors->pdata[i]);
  if (n_rest == 0)
    return;

  rest = g_strdup_printf (ngettext ("%u more problem is not shown; --format=json lists it.",
                                    "%u more problems are not shown; --format=json lists them.",
                                    n_rest), n_rest);
  print_error (target, rest);
}

/* A result that cannot be written makes the run fail. */
static void
write_text (Run        *self,
            const char *text)
{
  if (self->is_broken || wlk_terminal_write (text))
    return;

  self->is_broken = TRUE;
  print_error (NULL, _("The result could not be written. Check whether there is space left."));
  raise_exit_status (self, STATUS_NOT_INSPECTED);
}

static void
write_document (Run         *self,
                WlkDocument *document)
{
  WlkTextStyle style = wlk_terminal_get_style (self->options->color);
  g_autofree char *text = NULL;
  g_autofree char *converted = NULL;

  style.has_locations = self->options->all;
  text = wlk_document_to_text (document, &style);
  converted = wlk_terminal_dup_in_locale (text);
  write_text (self, converted);
}

static void
write_json (Run                *self,
            const char         *target,
            WlkInspection      *inspection,
            GPtrArray          *endpoints,
            const char * const *errors)
{
  g_autofree char *line = wlk_inspection_json_format (target, inspection, endpoints, errors);

  write_text (self, line);
}

/* HTML is written after all targets, since it is a single page. */
static void
take_document (Run         *self,
               WlkDocument *document)
{
  if (self->options->format == WLK_CLI_FORMAT_HTML)
    {
      g_ptr_array_add (self->documents, document);
      return;
    }

  if (self->n_written++ > 0)
    write_text (self, "\n");
  if (self->options->format == WLK_CLI_FORMAT_MARKDOWN)
    {
      g_autofree char *markdown = wlk_document_to_markdown (document);

      write_text (self, markdown);
    }
  else
    {
      write_document (self, document);
    }
  wlk_document_free (document);
}

/* Problems go to standard error; formats meant to be shared include them, too. */
static void
write_result (Run           *self,
              const char    *target,
              const char    *title,
              WlkInspection *inspection,
              GPtrArray     *endpoints,
              GPtrArray     *errors)
{
  gboolean is_text = self->options->format == WLK_CLI_FORMAT_TEXT;
  gboolean is_html = self->options->format == WLK_CLI_FORMAT_HTML;
  const char * const *problems;

  g_ptr_array_add (errors, NULL);
  problems = (const char * const *) errors->pdata;
  if (self->options->format == WLK_CLI_FORMAT_JSON)
    write_json (self, target, inspection, endpoints, problems);
  else if (inspection != NULL || !is_text)
    take_document (self, wlk_present (&(WlkPresentation) {
      .target = title,
      .inspection = inspection,
      .endpoints = endpoints,
      .problems = is_text ? NULL : problems,
      .all = self->options->all || is_html,
      .names_options = !is_html,
    }));
}

static void
write_html (Run *self)
{
  g_autofree char *html = wlk_documents_to_html (self->documents);

  write_text (self, html);
}

/* Tries every endpoint, if requested and the target is a host. */
static GPtrArray *
try_endpoints (Run           *self,
               WlkInspection *inspection,
               GPtrArray     *errors)
{
  const WlkConnection *connection = inspection != NULL ? inspection->connection : NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *endpoints = NULL;

  if (!self->options->connect.every_endpoint || connection == NULL)
    return NULL;
  endpoints = wlk_cli_run_try_endpoints (connection, &error);
  if (endpoints == NULL)
    g_ptr_array_add (errors, g_strdup (error->message));

  return endpoints;
}

static void
finish_target (Run           *self,
               const char    *target,
               const char    *title,
               WlkInspection *inspection,
               WlkBundle     *received,
               const GError  *error)
{
  g_autoptr(GPtrArray) errors = collect_errors (inspection, received, error);
  g_autoptr(GPtrArray) endpoints = try_endpoints (self, inspection, errors);

  print_errors (target, errors);
  write_result (self, target, title, inspection, endpoints, errors);
  raise_exit_status (self, get_status (inspection));
}

/* Says what the target was read as: a file can have the name of a host. */
static char *
dup_title (const char *target)
{
  if (g_str_equal (target, "-"))
    return g_strdup (_("Standard input"));
  if (wlk_cli_run_is_file (target))
    return g_strdup_printf (_("File %s"), target);

  return g_strdup_printf (_("Host %s"), target);
}

static void
run_target (Run        *self,
            const char *target)
{
  g_autofree char *title = dup_title (target);
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(WlkBundle) received = NULL;
  g_autoptr(GError) error = NULL;

  inspection = wlk_cli_run_inspect (&self->session, target, &received, &error);
  finish_target (self, target, title, inspection, received, error);
}

static void
run_example (Run        *self,
             const char *id)
{
  g_autofree char *target = g_strconcat ("example:", id, NULL);
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(WlkBundle) received = NULL;
  g_autoptr(GError) error = NULL;

  inspection = wlk_cli_run_inspect_example (&self->session, id, &received, &error);
  finish_target (self, target, target, inspection, received, error);
}

static WlkDocument *
list_examples (void)
{
  guint n_examples = 0;
  const WlkExample *examples = wlk_example_list (&n_examples);
  WlkDocument *document = wlk_document_new ();
  WlkBlock *table = wlk_document_add (document, WLK_BLOCK_TABLE, NULL);

  for (guint i = 0; i < n_examples; i++)
    {
      const WlkExample *example = &examples[i];

      wlk_block_add_row (table, WLK_OUTCOME_NOTE,
                         (const char *[]) { example->id,
                                            _(example->description), NULL });
    }

  return document;
}

/* Handles --help, --version, --list-steps and --list-examples. Returns TRUE if one was given. */
static gboolean
run_lists (Run *self)
{
  const WlkCliOptions *options = self->options;
  g_autoptr(WlkDocument) document = NULL;

  if (options->help)
    {
      g_autofree char *help = wlk_terminal_dup_in_locale (options->help_text);

      write_text (self, help);
      return TRUE;
    }
  if (options->version)
    {
      write_text (self, PROGRAM " " PACKAGE_VERSION "\n");
      return TRUE;
    }
  if (options->list_steps)
    document = wlk_present_steps_table ();
  else if (options->list_examples)
    document = list_examples ();
  else
    return FALSE;

  write_document (self, document);
  return TRUE;
}

/**
 * wlk_cli_main:
 * @arguments: (inout): the command line with the program's name, in the encoding of file names
 *
 * Runs weaklink-check.
 *
 * Returns: the exit status: 2 if a target was not inspected or the command line is invalid; else 1
 *   if one is not trusted or undetermined; else 0
 */
int
wlk_cli_main (GStrv *arguments)
{
  g_auto(WlkCliOptions) options = { 0 };
  g_auto(Run) run = { 0 };
  g_autoptr(GError) error = NULL;

  if (!wlk_cli_options_parse (&options, arguments, &error))
    {
      print_error (NULL, error->message);
      print_error (NULL, _("Run “weaklink-check --help” to see what can be given."));
      return STATUS_NOT_INSPECTED;
    }

  run.options = &options;
  run.documents = g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_document_free);
  wlk_cli_run_init (&run.session, &options);
  if (run_lists (&run))
    return run.status;

  for (guint i = 0; options.examples != NULL && options.examples[i] != NULL; i++)
    run_example (&run, options.examples[i]);
  for (guint i = 0; options.targets != NULL && options.targets[i] != NULL; i++)
    run_target (&run, options.targets[i]);
  if (options.format == WLK_CLI_FORMAT_HTML)
    write_html (&run);

  return run.status;
}
