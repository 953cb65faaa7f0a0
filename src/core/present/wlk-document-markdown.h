/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/wlk-document.h"

G_BEGIN_DECLS

char *wlk_document_to_markdown (const WlkDocument *self);

G_END_DECLS
