/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/wlk-ref-counted.h"
#include "report/wlk-query-choices.h"

G_BEGIN_DECLS

/* Seconds; the longest validity of a response of a public CA, CA/Browser Forum BR §4.9.10. */
#define WLK_QUERY_MAX_STATUS_AGE (G_GINT64_CONSTANT (10) * 24 * 60 * 60)

/**
 * WlkQueryFields:
 * @name: (nullable): a host name, an IP address or an email address, as typed
 * @time: the validation time, in seconds since 1970
 * @clock: the present time if @time is another one, else 0; for the wording of sentences only
 * @purpose: the intended use of the end entity's key
 * @profile: which rules count as failures
 * @policies: (nullable): the user-initial-policy-set, dotted OIDs; %NULL for anyPolicy; RFC 5280
 *   §6.1.1 (c)
 * @inhibits_policy_mapping: initial-policy-mapping-inhibit, RFC 5280 §6.1.1 (e)
 * @requires_explicit_policy: initial-explicit-policy, RFC 5280 §6.1.1 (f)
 * @inhibits_any_policy: initial-any-policy-inhibit, RFC 5280 §6.1.1 (g)
 * @revocation: the effect of CRLs and OCSP responses
 * @max_status_age: seconds that a CRL or OCSP response without a next update counts as current
 * @max_path_length: the limit on intermediates that are not self-issued, or -1 for no limit
 * @wants_second_opinion: whether GnuTLS validates the path too, as the last step
 * @wants_fetch: whether missing issuers and revocation data are fetched over HTTP
 *
 * The inputs of a validation besides certificates and trust anchors.
 */
typedef struct
{
  const char         *name;
  gint64              time;
  gint64              clock;
  WlkPurpose          purpose;
  WlkProfile          profile;
  const char * const *policies;
  gboolean            inhibits_policy_mapping;
  gboolean            requires_explicit_policy;
  gboolean            inhibits_any_policy;
  WlkRevocationMode   revocation;
  gint64              max_status_age;
  int                 max_path_length;
  gboolean            wants_second_opinion;
  gboolean            wants_fetch;
} WlkQueryFields;

/* Initialiser of a WlkQueryFields: a TLS server at the epoch, with the default options. */
#define WLK_QUERY_FIELDS_INIT { .purpose = WLK_PURPOSE_SERVER, \
                                .profile = WLK_PROFILE_PATH, \
                                .revocation = WLK_REVOCATION_WHEN_PRESENT, \
                                .max_status_age = WLK_QUERY_MAX_STATUS_AGE, \
                                .max_path_length = -1, \
                                .wants_second_opinion = TRUE }

/* An immutable, reference-counted copy of a WlkQueryFields. */
WLK_DECLARE_REF_COUNTED (WlkQuery, wlk_query);

WlkQuery *wlk_query_new (const WlkQueryFields *fields);
const WlkQueryFields *wlk_query_get (const WlkQuery *self);

G_END_DECLS
