/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-query.h"
#include "wlk-connect-options.h"
#include "wlk-terminal.h"

G_BEGIN_DECLS

/**
 * WlkCliFormat:
 * @WLK_CLI_FORMAT_TEXT: for a terminal
 * @WLK_CLI_FORMAT_MARKDOWN: for issues and chats
 * @WLK_CLI_FORMAT_HTML: one page for all targets, for archiving or printing
 * @WLK_CLI_FORMAT_JSON: for programs, one object a line
 *
 * The output format.
 */
typedef enum {
  WLK_CLI_FORMAT_TEXT,
  WLK_CLI_FORMAT_MARKDOWN,
  WLK_CLI_FORMAT_HTML,
  WLK_CLI_FORMAT_JSON,
} WlkCliFormat;

/**
 * WlkCliOptions:
 * @name: (nullable): the name to check, or %NULL for the host of a connection
 * @time: the validation time, in seconds since 1970
 * @has_time: whether --at was given
 * @purpose: the purpose to validate for
 * @has_purpose: whether --purpose was given
 * @profile: the set of rules to apply
 * @has_profile: whether --profile was given
 * @policies: (nullable): user-initial-policy-set; %NULL for any-policy
 * @require_explicit_policy: initial-explicit-policy
 * @inhibit_policy_mapping: initial-policy-mapping-inhibit
 * @inhibit_any_policy: initial-any-policy-inhibit
 * @revocation: the revocation mode
 * @max_status_age: seconds that a CRL or response without a next update counts as current
 * @fetch: whether missing issuers and revocation data are fetched
 * @trust: (nullable): sources of trust anchors, or %NULL for the system's
 * @with: (nullable): files with more certificates
 * @examples: (nullable): ids of built-in examples to inspect
 * @targets: (nullable): files, “-” and hosts to inspect
 * @format: the output format
 * @color: when to use colour
 * @connect: the connection options
 * @all: whether to show also steps that passed or were skipped
 * @help: whether to only print the help
 * @help_text: (nullable): the help, if @help
 * @list_steps: whether to only list the steps
 * @list_examples: whether to only list the examples
 * @version: whether to only print the version
 *
 * The options and arguments of the command line.
 */
typedef struct
{
  char             *name;
  gint64            time;
  gboolean          has_time;
  WlkPurpose        purpose;
  gboolean          has_purpose;
  WlkProfile        profile;
  gboolean          has_profile;
  GStrv             policies;
  gboolean          require_explicit_policy;
  gboolean          inhibit_policy_mapping;
  gboolean          inhibit_any_policy;
  WlkRevocationMode revocation;
  gint64            max_status_age;
  gboolean          fetch;
  GStrv             trust;
  GStrv             with;
  GStrv             examples;
  GStrv             targets;
  WlkCliFormat      format;
  WlkColorMode      color;
  WlkConnectOptions connect;
  gboolean          all;
  gboolean          help;
  char             *help_text;
  gboolean          list_steps;
  gboolean          list_examples;
  gboolean          version;
} WlkCliOptions;

gboolean wlk_cli_options_parse (WlkCliOptions *self,
                                GStrv         *arguments,
                                GError       **error);
void wlk_cli_options_clear (WlkCliOptions *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WlkCliOptions, wlk_cli_options_clear)

G_END_DECLS
