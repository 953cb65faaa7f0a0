/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WLK_CAUSE_ALERT "TLS" /* in place of a program: the alert that clients send */

/**
 * WlkOtherProgram:
 * @program: its name, “OpenSSL”; not translated
 * @words: its message for this cause
 */
typedef struct
{
  const char *program;
  const char *words;
} WlkOtherProgram;

const char **wlk_cause_get_ids (void);
const char *wlk_cause_get_advice (const char *cause);
WlkOtherProgram *wlk_cause_dup_other_programs (const char *step,
                                               const char *cause,
                                               guint      *n_programs);
gboolean wlk_cause_is_refused (const char *step,
                               const char *cause);

G_END_DECLS
