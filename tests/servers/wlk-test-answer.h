/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "wlk-test-daemon.h"

G_BEGIN_DECLS

/**
 * WlkTestAnswer:
 * @status: exit status
 * @text: what it wrote to standard output
 * @target: the object of the one target
 * @report: its first report
 *
 * What the built command line says about a server.
 */
typedef struct
{
  int         status;
  char       *text;
  JsonNode   *node;
  JsonObject *target;
  JsonObject *report;
} WlkTestAnswer;

WlkTestAnswer *wlk_test_ask (const char *first,
                             ...) G_GNUC_NULL_TERMINATED;
WlkTestAnswer *wlk_test_ask_daemon (WlkTestDaemon *daemon,
                                    const char    *host,
                                    guint          port,
                                    ...) G_GNUC_NULL_TERMINATED;
void wlk_test_answer_free (WlkTestAnswer *self);
JsonObject *wlk_test_answer_find (WlkTestAnswer *self,
                                  const char    *step);
void wlk_test_answer_assert_trusted (WlkTestAnswer *self,
                                     const char    *subject);
void wlk_test_answer_assert_decisive (WlkTestAnswer *self,
                                      const char    *step,
                                      const char    *cause);
void wlk_test_answer_assert_evidence (WlkTestAnswer *self,
                                      const char    *step,
                                      const char    *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkTestAnswer, wlk_test_answer_free)

G_END_DECLS
