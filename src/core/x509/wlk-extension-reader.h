/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"
#include "x509/wlk-extensions.h"

G_BEGIN_DECLS

WlkPresence wlk_extension_enter (WlkCertificate *certificate,
                                 const char     *oid,
                                 const char     *what,
                                 WlkDerReader   *inside,
                                 GError        **error);
WlkPresence wlk_extension_read_element (WlkCertificate *certificate,
                                        const char     *oid,
                                        guint32         tag,
                                        const char     *what,
                                        WlkDerElement  *element,
                                        GError        **error);
GPtrArray *wlk_extension_recall_list (WlkCertificate *certificate,
                                      const char     *oid);
GPtrArray *wlk_extension_remember_list (WlkCertificate *certificate,
                                        const char     *oid,
                                        GPtrArray      *list);
gboolean wlk_extension_is_known_readable (const WlkExtension *extension);
void wlk_extension_note_readable (const WlkExtension *extension);
gboolean wlk_extension_read_number_of_certificates (const WlkDerElement *element,
                                                    int                 *number,
                                                    GError             **error);
gboolean wlk_extension_check_count (guint    count,
                                    guint    limit,
                                    GError **error);

G_END_DECLS
