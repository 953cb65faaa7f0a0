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
 * @WLK_CLI_FORMAT_HTML: one page for all targets, to be kept or printed
 * @WLK_CLI_FORMAT_JSON: for programs, one object a line
 *
 * How inspections are written.
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
 * @time: the moment to judge at, in seconds since 1970
 * @has_time: whether --at was given
 * @purpose: what the key is to be used for
 * @has_purpose: whether --purpose was given
 * @profile: which rules count
 * @has_profile: whether --profile was given
 * @policies: (nullable): policies of which the path must have one; %NULL for any
 * @require_explicit_policy: whether the path must have a policy at all
 * @inhibit_policy_mapping: whether policies must not be mapped
 * @inhibit_any_policy: whether anyPolicy does not count
 * @revocation: what is done about revocation
 * @fetch: whether missing issuers and revocation data are fetched
 * @trust: (nullable): sources of trust anchors, or %NULL for the system's
 * @with: (nullable): files with more certificates
 * @examples: (nullable): ids of built-in examples to inspect
 * @targets: (nullable): files, “-” and hosts to inspect
 * @format: how to write
 * @color: when to use colour
 * @connect: how to connect to hosts
 * @all: whether to show the steps that passed and were skipped, too
 * @list_steps: whether to list the steps, and do nothing else
 * @list_examples: whether to list the examples, and do nothing else
 * @version: whether to say the version, and do nothing else
 *
 * What the command line asks for.
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
  gboolean          fetch;
  GStrv             trust;
  GStrv             with;
  GStrv             examples;
  GStrv             targets;
  WlkCliFormat      format;
  WlkColorMode      color;
  WlkConnectOptions connect;
  gboolean          all;
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
