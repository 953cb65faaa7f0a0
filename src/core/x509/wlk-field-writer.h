/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"
#include "x509/wlk-field.h"

G_BEGIN_DECLS

WlkField *wlk_field_writer_add_bytes (WlkField     *field,
                                      const char   *title,
                                      const guint8 *bytes,
                                      gsize         length,
                                      WlkSpan       span);
void wlk_field_writer_add_octets (WlkField            *field,
                                  const char          *title,
                                  const WlkDerElement *element);
gboolean wlk_field_writer_add_next_oid (WlkField     *field,
                                        const char   *title,
                                        WlkDerReader *reader,
                                        WlkField    **added,
                                        GError      **error);
void wlk_field_writer_add_general_name (WlkField            *field,
                                        const WlkDerElement *element,
                                        gboolean             is_subtree);
gboolean wlk_field_writer_add_flags (WlkField            *field,
                                     const char          *title,
                                     const WlkDerElement *element,
                                     const char * const  *names,
                                     guint                n_names,
                                     GError             **error);
gboolean wlk_field_writer_add_number (WlkField            *field,
                                      const char          *title,
                                      const WlkDerElement *element,
                                      GError             **error);

G_END_DECLS
