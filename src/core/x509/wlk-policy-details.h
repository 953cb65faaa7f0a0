/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "der/wlk-der-reader.h"
#include "x509/wlk-field.h"

G_BEGIN_DECLS

gboolean wlk_policy_details_write_policies (WlkField     *field,
                                            WlkDerReader *reader,
                                            GError      **error);
gboolean wlk_policy_details_write_mappings (WlkField     *field,
                                            WlkDerReader *reader,
                                            GError      **error);
gboolean wlk_policy_details_write_constraints (WlkField     *field,
                                               WlkDerReader *reader,
                                               GError      **error);
gboolean wlk_policy_details_write_inhibit_any (WlkField     *field,
                                               WlkDerReader *reader,
                                               GError      **error);

G_END_DECLS
