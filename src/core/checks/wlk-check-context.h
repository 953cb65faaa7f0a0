/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "path/wlk-path.h"
#include "path/wlk-signature-cache.h"
#include "load/wlk-bundle.h"
#include "report/wlk-request.h"
#include "trust/wlk-trust-store.h"

G_BEGIN_DECLS

/**
 * WlkCheckContext:
 *
 * What a step may look at, and the state of RFC 5280 §6.1.2 that goes down the path with it.
 */
typedef struct
{
  /* The question */
  WlkRequest        *request;
  WlkPath           *path;
  WlkTrustStore     *trust;
  WlkBundle         *received;      /* everything received; in the order sent for a connection */
  gboolean           is_live;       /* @received is a chain as a server sent it */
  WlkSignatureCache *signatures;

  /* Where the processor stands: i in RFC 5280's words, 0 for the anchor, n for the leaf */
  guint              position;
  WlkCertificate    *certificate;
  WlkCertificate    *issuer;        /* NULL at position 0 */

  /* RFC 5280 §6.1.2 */
  int                max_path_length;
  WlkName           *working_issuer_name;
  WlkPublicKey      *working_public_key;
} WlkCheckContext;

G_END_DECLS
