/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"
#include "x509/wlk-ocsp-response.h"

G_BEGIN_DECLS

/**
 * WlkOcspExtensionFunc:
 * @oid: an extension
 * @is_critical: its critical flag
 * @value: its value
 * @data: what was given
 *
 * Looks at one extension of a response.
 *
 * Returns: whether it is known
 */
typedef gboolean (*WlkOcspExtensionFunc) (const char          *oid,
                                          gboolean             is_critical,
                                          const WlkDerElement *value,
                                          gpointer             data);

WlkOcspSingle *wlk_ocsp_single_new (WlkDerReader *responses,
                                    GError      **error);
void wlk_ocsp_single_free (WlkOcspSingle *self);
gboolean wlk_ocsp_single_is_for (const WlkOcspSingle *self,
                                 WlkCertificate      *certificate,
                                 WlkCertificate      *issuer);
gboolean wlk_ocsp_read_extensions (WlkDerReader        *reader,
                                   WlkOcspExtensionFunc look,
                                   gpointer             data,
                                   char               **unknown_critical,
                                   GError             **error);
GBytes *wlk_ocsp_hash_key (WlkCertificate           *certificate,
                           gnutls_digest_algorithm_t digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkOcspSingle, wlk_ocsp_single_free)

G_END_DECLS
