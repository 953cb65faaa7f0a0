/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/wlk-document.h"

G_BEGIN_DECLS

char *wlk_documents_to_html (GPtrArray *documents);

G_END_DECLS
