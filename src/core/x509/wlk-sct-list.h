/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"
#include "x509/wlk-ct-log.h"
#include "x509/wlk-field.h"

G_BEGIN_DECLS

/**
 * WlkSct:
 * @version: the version; the other members are set only for version 1
 * @log_id: id of the log that signed it
 * @milliseconds: since 1970
 * @algorithm: TLS code point of the signature algorithm
 * @log_id_span: the position of @log_id
 * @signature_span: the position of the signature
 *
 * A signed certificate timestamp (RFC 6962 §3.2).
 */
typedef struct
{
  guint   version;
  guint8  log_id[WLK_CT_LOG_ID_LENGTH];
  guint64 milliseconds;
  guint   algorithm;
  WlkSpan log_id_span;
  WlkSpan signature_span;
} WlkSct;

gboolean wlk_sct_list_describe (WlkField            *field,
                                const WlkDerElement *list,
                                GError             **error);
GArray *wlk_sct_list_read (GBytes *list);
char *wlk_sct_dup_text (const WlkSct *self);

G_END_DECLS
