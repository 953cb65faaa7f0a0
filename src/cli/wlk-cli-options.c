/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-cli-options.h"

#include "base/wlk-error.h"
#include "base/wlk-text.h"
#include "base/wlk-time.h"
#include "x509/wlk-oid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_STATUS_AGE 36500 /* days; a hundred years is longer than any CRL is used */

static const char summary[] =
  N_("Inspects the certification path of each target, and names the certificate and the step\n"
     "at which trust breaks. A target is a file with certificates, “-” for standard input, or\n"
     "a host to connect to: HOST, HOST:PORT, [IPv6]:PORT or https://…");

static const char description[] =
  N_("Exit status: 0 when every target is trusted, 1 when one is not, 2 when one could not be\n"
     "inspected or the command line makes no sense.\n"
     "\n"
     "Examples:\n"
     "  weaklink-check chain.pem --name=www.example.org\n"
     "  weaklink-check example.org:8443 --trust=company-root.pem\n"
     "  weaklink-check mail.example.org:587 --starttls=smtp\n"
     "  weaklink-check --example=expired-intermediate --all");

static gboolean
parse_choice (const char         *option,
              const char         *value,
              const char * const *choices,
              int                *index,
              GError            **error)
{
  g_autofree char *visible = NULL;
  g_autofree char *joined = NULL;

  for (int i = 0; choices[i] != NULL; i++)
    {
      if (strcmp (value, choices[i]) == 0)
        {
          *index = i;
          return TRUE;
        }
    }

  visible = wlk_text_make_visible (value, -1);
  joined = g_strjoinv (", ", (GStrv) choices);
  g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
               _("%s cannot be “%s”. It is one of: %s."), option, visible, joined);
  return FALSE;
}

static gboolean
parse_time_cb (const char *option,
               const char *value,
               gpointer    data,
               GError    **error)
{
  WlkCliOptions *self = data;

  self->has_time = TRUE;
  return wlk_time_parse (value, &self->time, error);
}

static gboolean
parse_purpose_cb (const char *option,
                  const char *value,
                  gpointer    data,
                  GError    **error)
{
  WlkCliOptions *self = data;

  self->has_purpose = TRUE;
  return wlk_purpose_parse (value, &self->purpose, error);
}

static gboolean
parse_profile_cb (const char *option,
                  const char *value,
                  gpointer    data,
                  GError    **error)
{
  WlkCliOptions *self = data;

  self->has_profile = TRUE;
  return wlk_profile_parse (value, &self->profile, error);
}

static gboolean
parse_revocation_cb (const char *option,
                     const char *value,
                     gpointer    data,
                     GError    **error)
{
  WlkCliOptions *self = data;

  return wlk_revocation_mode_parse (value, &self->revocation, error);
}

static gboolean
parse_age_cb (const char *option,
              const char *value,
              gpointer    data,
              GError    **error)
{
  WlkCliOptions *self = data;

  gint64 days = 0;

  if (g_ascii_string_to_signed (value, 10, 0, MAX_STATUS_AGE, &days, NULL))
    {
      self->max_status_age = days * (G_TIME_SPAN_DAY / G_TIME_SPAN_SECOND);
      return TRUE;
    }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("“%s” is not a number of days from 0 to %d"), value, MAX_STATUS_AGE);
  return FALSE;
}

static gboolean
parse_format_cb (const char *option,
                 const char *value,
                 gpointer    data,
                 GError    **error)
{
  static const char * const choices[] = { "text", "markdown", "html", "json", NULL };
  WlkCliOptions *self = data;
  int index = 0;

  if (!parse_choice (option, value, choices, &index, error))
    return FALSE;

  self->format = index;
  return TRUE;
}

static gboolean
parse_color_cb (const char *option,
                const char *value,
                gpointer    data,
                GError    **error)
{
  static const char * const choices[] = { "auto", "always", "never", NULL };
  WlkCliOptions *self = data;
  int index = WLK_COLOR_ALWAYS;

  if (value != NULL && !parse_choice (option, value, choices, &index, error))
    return FALSE;

  self->color = index;
  return TRUE;
}

static GOptionContext *
create_context (WlkCliOptions *self)
{
  const GOptionEntry entries[] = {
    { "name", 'n', 0, G_OPTION_ARG_STRING, &self->name,
      N_("Name that the certificate must be for"), N_("NAME") },
    { "at", 0, 0, G_OPTION_ARG_CALLBACK, parse_time_cb,
      N_("Judge at this time, like 2026-11-23T09:30:00Z"), N_("TIME") },
    { "purpose", 'p', 0, G_OPTION_ARG_CALLBACK, parse_purpose_cb,
      N_("server, client, email, code or any"), N_("PURPOSE") },
    { "profile", 0, 0, G_OPTION_ARG_CALLBACK, parse_profile_cb,
      N_("Rules that must hold: path, strict or web"), N_("PROFILE") },
    { "policy", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->policies,
      N_("Accept this certificate policy, like 2.23.140.1.2.1; repeatable"), N_("OID") },
    { "require-explicit-policy", 0, 0, G_OPTION_ARG_NONE, &self->require_explicit_policy,
      N_("Require an accepted policy of the path"), NULL },
    { "inhibit-policy-mapping", 0, 0, G_OPTION_ARG_NONE, &self->inhibit_policy_mapping,
      N_("Do not let policies be mapped"), NULL },
    { "inhibit-any-policy", 0, 0, G_OPTION_ARG_NONE, &self->inhibit_any_policy,
      N_("Do not let anyPolicy stand for other policies"), NULL },
    { "revocation", 0, 0, G_OPTION_ARG_CALLBACK, parse_revocation_cb,
      N_("Check revocation off, when-present or require"), N_("MODE") },
    { "max-status-age", 0, 0, G_OPTION_ARG_CALLBACK, parse_age_cb,
      N_("Accept CRLs and responses without next update so long"), N_("DAYS") },
    { "fetch", 0, 0, G_OPTION_ARG_NONE, &self->fetch,
      N_("Fetch missing issuers, and ask about revocation"), NULL },
    { "trust", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->trust,
      N_("Trust a file, a folder or “system”; repeatable"), N_("SOURCE") },
    { "with", 'w', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->with,
      N_("More certificates, CRLs and keys; repeatable"), N_("FILE") },
    { "example", 'e', 0, G_OPTION_ARG_STRING_ARRAY, &self->examples,
      N_("Inspect a built-in example; “list” names them"), N_("NAME") },
    { "format", 'f', 0, G_OPTION_ARG_CALLBACK, parse_format_cb,
      N_("Write text, markdown, html or json"), N_("FORMAT") },
    { "all", 'a', 0, G_OPTION_ARG_NONE, &self->all,
      N_("Show passed and skipped steps, too"), NULL },
    { "color", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, parse_color_cb,
      N_("Use colour auto, always or never"), N_("WHEN") },
    { "list-steps", 0, 0, G_OPTION_ARG_NONE, &self->list_steps,
      N_("List the steps that decide trust"), NULL },
    { "list-examples", 0, 0, G_OPTION_ARG_NONE, &self->list_examples,
      N_("List the built-in examples"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_("Say the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->targets, NULL, NULL },
    { NULL }
  };
  GOptionContext *context = g_option_context_new (_("TARGET…"));
  GOptionGroup *group = g_option_group_new (NULL, NULL, NULL, self, NULL);

  g_option_group_add_entries (group, entries);
  wlk_connect_options_add_entries (&self->connect, group);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  g_option_context_set_summary (context, _(summary));
  g_option_context_set_description (context, _(description));
  return context;
}

static gboolean
validate_policies (WlkCliOptions *self,
                   GError       **error)
{
  for (guint i = 0; self->policies != NULL && self->policies[i] != NULL; i++)
    if (!wlk_oid_is_dotted (self->policies[i]))
      {
        g_autofree char *visible = wlk_text_make_visible (self->policies[i], -1);

        g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                     _("--policy cannot be “%s”. It is an object identifier like "
                       "2.23.140.1.2.1."), visible);
        return FALSE;
      }

  return TRUE;
}

static gboolean
validate (WlkCliOptions *self,
          GError       **error)
{
  if (!wlk_connect_options_validate (&self->connect, error))
    return FALSE;
  if (self->examples != NULL && g_strv_contains ((const char * const *) self->examples, "list"))
    self->list_examples = TRUE;
  if (self->version || self->list_steps || self->list_examples)
    return TRUE;
  if (!validate_policies (self, error))
    return FALSE;
  if (self->targets == NULL && self->examples == NULL)
    {
      g_set_error_literal (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                           _("There is nothing to inspect. Give a file, “-” or a host."));
      return FALSE;
    }

  return TRUE;
}

/* GOption's messages, such as “Unknown option --foo”, are not whole sentences. */
static void
finish_sentence (GError **error)
{
  g_autofree char *visible = wlk_text_make_visible ((*error)->message, -1);
  const char *end = g_str_has_suffix (visible, ".") ? "" : ".";

  if ((*error)->domain != G_OPTION_ERROR)
    return;

  g_clear_error (error);
  g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT, "%s%s", visible, end);
}

/**
 * wlk_cli_options_parse:
 * @self: (out caller-allocates): the options
 * @arguments: (inout): the command line with the program's name, in the encoding of file names
 * @error: return location; %WLK_ERROR_INVALID_ARGUMENT
 *
 * Reads the command line. `--help` writes the help and ends the program.
 *
 * Returns: %TRUE if the command line is valid
 */
gboolean
wlk_cli_options_parse (WlkCliOptions *self,
                       GStrv         *arguments,
                       GError       **error)
{
  g_autoptr(GOptionContext) context = NULL;

  memset (self, 0, sizeof *self);
  wlk_connect_options_init (&self->connect);
  self->purpose = WLK_PURPOSE_SERVER;
  self->profile = WLK_PROFILE_PATH;
  self->revocation = WLK_REVOCATION_WHEN_PRESENT;
  self->max_status_age = WLK_QUERY_MAX_STATUS_AGE;
  self->time = g_get_real_time () / G_USEC_PER_SEC;

  context = create_context (self);
  if (!g_option_context_parse_strv (context, arguments, error))
    {
      finish_sentence (error);
      return FALSE;
    }

  return validate (self, error);
}

/**
 * wlk_cli_options_clear:
 * @self: the options
 *
 * Frees the members of @self.
 */
void
wlk_cli_options_clear (WlkCliOptions *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->policies, g_strfreev);
  g_clear_pointer (&self->trust, g_strfreev);
  g_clear_pointer (&self->with, g_strfreev);
  g_clear_pointer (&self->examples, g_strfreev);
  g_clear_pointer (&self->targets, g_strfreev);
  wlk_connect_options_clear (&self->connect);
}
