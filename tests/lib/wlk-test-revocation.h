/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-test-ca.h"

G_BEGIN_DECLS

/**
 * WlkTestEntry:
 * @serial: of a revoked certificate; 0 ends a list
 * @reason: CRLReason; 0 for none
 * @extensions: (nullable): more entry extensions, in hexadecimal
 *
 * An entry of a test CRL.
 */
typedef struct
{
  guint64     serial;
  guint       reason;
  const char *extensions;
} WlkTestEntry;

/**
 * WlkTestCrl:
 * @issuer: whose name it has
 * @key: that signs it
 * @this_update: seconds since 1970
 * @next_update: seconds since 1970; 0 for none
 * @number: 0 for none
 * @base_number: 0 for a complete CRL
 * @scope: (nullable): the value of the issuing distribution point, in hexadecimal
 * @extensions: (nullable): more extensions, in hexadecimal
 * @entries: (nullable): ended by one with serial 0
 * @has_bad_signature: flip a bit of it
 *
 * What a test CRL is made of; start from wlk_test_crl().
 */
typedef struct
{
  WlkCertificate     *issuer;
  WlkTestKey          key;
  gint64              this_update;
  gint64              next_update;
  guint64             number;
  guint64             base_number;
  const char         *scope;
  const char         *extensions;
  const WlkTestEntry *entries;
  gboolean            has_bad_signature;
} WlkTestCrl;

/**
 * WlkTestResponse:
 * @certificate: that it is about
 * @issuer: of @certificate, as the response names it
 * @responder: who answers
 * @key: that signs it
 * @is_by_key: name the responder by its key
 * @carried: (nullable): a certificate to put in
 * @also_carried: (nullable): another one, after @carried
 * @status: what it says
 * @reason: CRLReason, if it is revoked; 0 for none
 * @also: (nullable): of whose SingleResponse it has another one, before its own
 * @this_update: seconds since 1970
 * @next_update: seconds since 1970; 0 for none
 * @error: responseStatus; 0 for an answer
 * @extensions: (nullable): responseExtensions, in hexadecimal
 * @single_extensions: (nullable): singleExtensions, in hexadecimal
 *
 * What a test response is made of; start from wlk_test_response().
 */
typedef struct _WlkTestResponse
{
  WlkCertificate                *certificate;
  WlkCertificate                *issuer;
  WlkCertificate                *responder;
  WlkTestKey                     key;
  gboolean                       is_by_key;
  WlkCertificate                *carried;
  WlkCertificate                *also_carried;
  WlkOcspStatus                  status;
  guint                          reason;
  const struct _WlkTestResponse *also;
  gint64                         this_update;
  gint64                         next_update;
  guint                          error;
  const char                    *extensions;
  const char                    *single_extensions;
} WlkTestResponse;

WlkTestCrl wlk_test_crl (WlkCertificate *issuer,
                         WlkTestKey      key);
GBytes *wlk_test_crl_make (const WlkTestCrl *self);
WlkTestResponse wlk_test_response (WlkCertificate *certificate,
                                   WlkCertificate *issuer,
                                   WlkTestKey      key);
void wlk_test_append_pem (GString    *text,
                          const char *label,
                          GBytes     *der);
GBytes *wlk_test_response_make (const WlkTestResponse *self);

G_END_DECLS
