/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "x509/wlk-certificate.h"

G_BEGIN_DECLS

GPtrArray *bench_mesh_new (guint            n_cas,
                           gboolean         has_path,
                           WlkCertificate **anchor);

G_END_DECLS
