/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"
#include "x509/wlk-field.h"

G_BEGIN_DECLS

gboolean wlk_sct_list_describe (WlkField            *field,
                                const WlkDerElement *list,
                                GError             **error);

G_END_DECLS
