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
#define MAX_EDITS 2 /* between a mistyped option and the one that was meant */

static const char summary[] =
  N_("Inspects the certification path of each target, and names the certificate and\n"
     "the step at which trust breaks. A target is a file with certificates, “-” for\n"
     "standard input, or a host: HOST, HOST:PORT, [IPv6]:PORT or https://…");

static const char description[] =
  N_("Exit status: 0 if every target is trusted; 1 if one is not trusted or is\n"
     "undetermined; 2 if one was not inspected, whatever the others are, or if the\n"
     "command line is invalid.\n"
     "\n"
     "Examples:\n"
     "  weaklink-check chain.pem --name=www.example.org\n"
     "  weaklink-check example.org:8443 --trust=company-root.pem\n"
     "  weaklink-check mail.example.org:587 --starttls=smtp\n"
     "  weaklink-check --example=expired-intermediate --all");

/* Options of other programs, without hyphens, and the option that does the same here, or NULL for
 * one whose value is a target here. */
static const struct
{
  const char *foreign;
  const char *own;
} foreign_options[] = {
  { "anchor", "--trust" },
  { "attime", "--at" },
  { "ca", "--trust" },
  { "ca-bundle", "--trust" },
  { "ca-certificate", "--trust" },
  { "ca-directory", "--trust" },
  { "ca-file", "--trust" },
  { "ca-path", "--trust" },
  { "cacert", "--trust" },
  { "cafile", "--trust" },
  { "capath", "--trust" },
  { "castore", "--trust" },
  { "cert", "--client-certificate" },
  { "cert-status", "--fetch" },
  { "cert_chain", "--with" },
  { "certificate", "--client-certificate" },
  { "chain", "--with" },
  { "chaincafile", "--with" },
  { "checkemail", "--name" },
  { "checkend", "--at" },
  { "checkhost", "--name" },
  { "checkip", "--name" },
  { "clientcert", "--client-certificate" },
  { "connect", NULL },
  { "connect-timeout", "--timeout" },
  { "connect-to", "--address" },
  { "crl", "--with" },
  { "crl_check", "--revocation=require" },
  { "crl_check_all", "--revocation=require" },
  { "crl_download", "--fetch" },
  { "crlfile", "--with" },
  { "date", "--at" },
  { "debug", "--all" },
  { "email", "--all" },
  { "enddate", "--all" },
  { "explicit_policy", "--require-explicit-policy" },
  { "ext", "--all" },
  { "file", NULL },
  { "fingerprint", "--all" },
  { "host", NULL },
  { "hostname", "--name" },
  { "html", "--format=html" },
  { "in", NULL },
  { "infile", NULL },
  { "inhibit_any", "--inhibit-any-policy" },
  { "inhibit_map", "--inhibit-policy-mapping" },
  { "intermediate", "--with" },
  { "intermediates", "--with" },
  { "json", "--format=json" },
  { "key", "--client-key" },
  { "load-ca-certificate", "--trust" },
  { "load-certificate", NULL },
  { "markdown", "--format=markdown" },
  { "max-time", "--timeout" },
  { "noservername", "--no-sni" },
  { "ocsp", "--fetch" },
  { "partial_chain", "--trust" },
  { "pass", "--password-file" },
  { "passin", "--password-file" },
  { "policy_check", "--require-explicit-policy" },
  { "policy_print", "--all" },
  { "private-key", "--client-key" },
  { "resolve", "--address" },
  { "root", "--trust" },
  { "roots", "--trust" },
  { "serial", "--all" },
  { "server-name", "--sni" },
  { "servername", "--sni" },
  { "showcerts", "--all" },
  { "sni-hostname", "--sni" },
  { "startdate", "--all" },
  { "starttls-proto", "--starttls" },
  { "state", "--all" },
  { "status", "--fetch" },
  { "subject", "--all" },
  { "text", "--all" },
  { "time", "--at" },
  { "tls1", "--tls=1.0" },
  { "tls1_1", "--tls=1.1" },
  { "tls1_2", "--tls=1.2" },
  { "tls1_3", "--tls=1.3" },
  { "tlsextdebug", "--all" },
  { "tlsv1.0", "--tls=1.0" },
  { "tlsv1.1", "--tls=1.1" },
  { "tlsv1.2", "--tls=1.2" },
  { "tlsv1.3", "--tls=1.3" },
  { "trace", "--all" },
  { "trusted", "--trust" },
  { "trusted_certs", "--trust" },
  { "trustout", "--trust" },
  { "untrusted", "--with" },
  { "url", NULL },
  { "verbose", "--all" },
  { "verify-hostname", "--name" },
  { "verify_email", "--name" },
  { "verify_hostname", "--name" },
  { "verify_ip", "--name" },
  { "verify_name", "--purpose" },
  { "verifycafile", "--trust" },
  { "verifycapath", "--trust" },
  { "x509_strict", "--profile=strict" },
  { "x509cafile", "--trust" },
  { "x509certfile", "--client-certificate" },
  { "x509crlfile", "--with" },
  { "x509keyfile", "--client-key" },
};

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
    { "help", 'h', 0, G_OPTION_ARG_NONE, &self->help, N_("Show this help"), NULL },
    { "name", 'n', 0, G_OPTION_ARG_STRING, &self->name,
      N_("Name that the certificate must be for"), N_("NAME") },
    { "at", 0, 0, G_OPTION_ARG_CALLBACK, parse_time_cb,
      N_("Validate at this time: 2026-11-23T09:30:00Z"), N_("TIME") },
    { "purpose", 'p', 0, G_OPTION_ARG_CALLBACK, parse_purpose_cb,
      N_("server, client, email, code or any"), N_("PURPOSE") },
    { "profile", 0, 0, G_OPTION_ARG_CALLBACK, parse_profile_cb,
      N_("Rules that must hold: path, strict or web"), N_("PROFILE") },
    { "policy", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->policies,
      N_("Accept this certificate policy; repeatable"), N_("OID") },
    { "require-explicit-policy", 0, 0, G_OPTION_ARG_NONE, &self->require_explicit_policy,
      N_("Require an accepted policy of the path"), NULL },
    { "inhibit-policy-mapping", 0, 0, G_OPTION_ARG_NONE, &self->inhibit_policy_mapping,
      N_("Do not let policies be mapped"), NULL },
    { "inhibit-any-policy", 0, 0, G_OPTION_ARG_NONE, &self->inhibit_any_policy,
      N_("Do not accept anyPolicy for other policies"), NULL },
    { "revocation", 0, 0, G_OPTION_ARG_CALLBACK, parse_revocation_cb,
      N_("off, when-present or require"), N_("MODE") },
    { "max-status-age", 0, 0, G_OPTION_ARG_CALLBACK, parse_age_cb,
      N_("Accept undated revocation data so long"), N_("DAYS") },
    { "fetch", 0, 0, G_OPTION_ARG_NONE, &self->fetch,
      N_("Fetch missing issuers and revocation data"), NULL },
    { "trust", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->trust,
      N_("Trust a file, folder or “system”; repeatable"), N_("SOURCE") },
    { "with", 'w', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->with,
      N_("More certificates, CRLs and keys; repeatable"), N_("FILE") },
    { "example", 'e', 0, G_OPTION_ARG_STRING_ARRAY, &self->examples,
      N_("Inspect an example; “list” names them"), N_("NAME") },
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
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->targets, NULL, NULL },
    { NULL }
  };
  GOptionContext *context = g_option_context_new (_("TARGET…"));
  GOptionGroup *group = g_option_group_new (NULL, NULL, NULL, self, NULL);

  g_option_group_add_entries (group, entries);
  wlk_connect_options_add_entries (&self->connect, group);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
  g_option_context_set_help_enabled (context, FALSE);
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
  if (self->help || self->version || self->list_steps || self->list_examples)
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

/* The number of edits between two names, which are short. */
static guint
count_edits (const char *one,
             const char *other)
{
  gsize length = strlen (other);
  g_autofree guint *row = g_new (guint, length + 1);

  for (gsize j = 0; j <= length; j++)
    row[j] = (guint) j;
  for (gsize i = 0; one[i] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i + 1;
      for (gsize j = 0; j < length; j++)
        {
          guint above = row[j + 1];

          row[j + 1] = MIN (MIN (above, row[j]) + 1, diagonal + (one[i] != other[j] ? 1 : 0));
          diagonal = above;
        }
    }

  return row[length];
}

/* The name of an option on the command line, in lower case; NULL for another argument. */
static char *
dup_option_name (const char *argument)
{
  gsize n_hyphens = strspn (argument, "-");

  if (n_hyphens < 1 || n_hyphens > 2 || strlen (argument) < n_hyphens + 2)
    return NULL;

  return g_ascii_strdown (argument + n_hyphens, (gssize) strcspn (argument + n_hyphens, "="));
}

/* Whether @name is an option of other programs, with the one to use instead. */
static gboolean
find_foreign (const char  *name,
              const char **own)
{
  for (guint i = 0; i < G_N_ELEMENTS (foreign_options); i++)
    if (g_str_equal (foreign_options[i].foreign, name))
      {
        *own = foreign_options[i].own;
        return TRUE;
      }

  return FALSE;
}

/* The own option with the most similar name, if it differs by at most @max_edits. */
static char *
dup_similar (GOptionContext *context,
             const char     *name,
             guint           max_edits)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);
  g_auto(GStrv) words = g_strsplit_set (help, " \n=[", -1);
  const char *nearest = NULL;
  guint n_least = max_edits + 1;

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], "--") && count_edits (words[i] + 2, name) < n_least)
      {
        nearest = words[i];
        n_least = count_edits (nearest + 2, name);
      }

  return g_strdup (nearest);
}

static gboolean
suggest (const char *argument,
         const char *own,
         GError    **error)
{
  g_autofree char *visible = wlk_text_make_visible (argument, -1);

  g_clear_error (error);
  if (own != NULL)
    g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                 _("Unknown option %s. The option for this is %s."), visible, own);
  else
    g_set_error (error, WLK_ERROR, WLK_ERROR_INVALID_ARGUMENT,
                 _("Unknown option %s. Give the file or host without an option."), visible);
  return FALSE;
}

/* A long option with one hyphen, as in other programs, would be read as short options, and its
 * value as that of the first: “-state FILE” as “-s FILE -t …”. */
static gboolean
reject_foreign (GOptionContext *context,
                GStrv           arguments,
                GError        **error)
{
  for (guint i = 1; arguments[i] != NULL && strcmp (arguments[i], "--") != 0; i++)
    {
      g_autofree char *name = dup_option_name (arguments[i]);
      gboolean has_one_hyphen = name != NULL && arguments[i][1] != '-';
      g_autofree char *similar = has_one_hyphen ? dup_similar (context, name, 0) : NULL;
      const char *own = similar;

      if (own != NULL || (name != NULL && find_foreign (name, &own)))
        return suggest (arguments[i], own, error);
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

/* The message of an unknown option names the similar one. */
static void
explain_option (GOptionContext *context,
                GStrv           arguments,
                GError        **error)
{
  gboolean is_unknown = g_error_matches (*error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION);

  for (guint i = 1; is_unknown && arguments[i] != NULL; i++)
    {
      g_autofree char *name = dup_option_name (arguments[i]);
      g_autofree char *similar = NULL;

      if (name != NULL && strstr ((*error)->message, arguments[i]) != NULL)
        similar = dup_similar (context, name, MAX_EDITS);
      if (similar != NULL)
        {
          suggest (arguments[i], similar, error);
          return;
        }
    }

  finish_sentence (error);
}

/**
 * wlk_cli_options_parse:
 * @self: (out caller-allocates): the options
 * @arguments: (inout): the command line with the program's name, in the encoding of file names
 * @error: return location; %WLK_ERROR_INVALID_ARGUMENT
 *
 * Reads the command line.
 *
 * Returns: %TRUE if the command line is valid
 */
gboolean
wlk_cli_options_parse (WlkCliOptions *self,
                       GStrv         *arguments,
                       GError       **error)
{
  g_autoptr(GOptionContext) context = NULL;
  g_auto(GStrv) given = NULL;

  memset (self, 0, sizeof *self);
  wlk_connect_options_init (&self->connect);
  self->purpose = WLK_PURPOSE_SERVER;
  self->profile = WLK_PROFILE_PATH;
  self->revocation = WLK_REVOCATION_WHEN_PRESENT;
  self->max_status_age = WLK_QUERY_MAX_STATUS_AGE;
  self->time = g_get_real_time () / G_USEC_PER_SEC;

  given = g_strdupv (*arguments);
  context = create_context (self);
  if (!reject_foreign (context, given, error))
    return FALSE;
  if (!g_option_context_parse_strv (context, arguments, error))
    {
      explain_option (context, given, error);
      return FALSE;
    }
  if (self->help)
    self->help_text = g_option_context_get_help (context, TRUE, NULL);

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
  g_clear_pointer (&self->help_text, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->policies, g_strfreev);
  g_clear_pointer (&self->trust, g_strfreev);
  g_clear_pointer (&self->with, g_strfreev);
  g_clear_pointer (&self->examples, g_strfreev);
  g_clear_pointer (&self->targets, g_strfreev);
  wlk_connect_options_clear (&self->connect);
}
