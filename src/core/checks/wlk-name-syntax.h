/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/wlk-query.h"
#include "x509/wlk-general-name.h"

G_BEGIN_DECLS

/**
 * WlkNameFault:
 * @first_profile: the first profile that includes the violated rule
 * @expected: an N_() string: what the rule requires
 * @summary: an N_() template, in which “{1}” is the name
 *
 * A rule that a subject alternative name violates.
 */
typedef struct
{
  WlkProfile  first_profile;
  const char *expected;
  const char *summary;
} WlkNameFault;

const WlkNameFault *wlk_name_syntax_find_fault (const WlkGeneralName *name);

G_END_DECLS
