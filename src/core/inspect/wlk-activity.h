/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/wlk-connection.h"

G_BEGIN_DECLS

/**
 * WlkActivityKind:
 * @WLK_ACTIVITY_LOAD: reading files, bytes or an example
 * @WLK_ACTIVITY_LOAD_TRUST: loading the trust anchors
 * @WLK_ACTIVITY_CONNECT: connecting to a host
 * @WLK_ACTIVITY_STAGE: a stage of the connection begins or ends
 * @WLK_ACTIVITY_VALIDATE: building and validating paths; also after each fetch
 * @WLK_ACTIVITY_FETCH: fetching what a path lacks
 *
 * An activity of an inspection.
 */
typedef enum {
  WLK_ACTIVITY_LOAD,
  WLK_ACTIVITY_LOAD_TRUST,
  WLK_ACTIVITY_CONNECT,
  WLK_ACTIVITY_STAGE,
  WLK_ACTIVITY_VALIDATE,
  WLK_ACTIVITY_FETCH,
} WlkActivityKind;

/**
 * WlkActivity:
 * @kind: the activity
 * @stage: the stage, for %WLK_ACTIVITY_STAGE
 * @state: whether it begins or ends
 * @duration: microseconds that it took, 0 when it begins
 * @address: (nullable): the fetched address, for %WLK_ACTIVITY_FETCH; untrusted text
 *
 * Progress of wlk_inspector_run_async().
 */
typedef struct
{
  WlkActivityKind    kind;
  WlkConnectionStage stage;
  WlkStageState      state;
  gint64             duration;
  const char        *address;
} WlkActivity;

typedef void (*WlkActivityFunc) (const WlkActivity *activity,
                                 gpointer           user_data);

G_END_DECLS
