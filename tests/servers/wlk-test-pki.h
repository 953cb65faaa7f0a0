/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-test-ca.h"

G_BEGIN_DECLS

/* The names in the server's certificates. */
#define WLK_TEST_HOST  "localhost"
#define WLK_TEST_OTHER "other.localhost" /* GLib knows that this is loopback */

#define WLK_TEST_PKI_LEAF_KEY   WLK_TEST_KEY_EC_2
#define WLK_TEST_PKI_ISSUER_KEY WLK_TEST_KEY_EC_1

/**
 * WlkTestPki:
 * @root: the anchor
 * @issuer: the intermediate
 * @leaf: for “localhost”, with an EC key
 *
 * The certificates that servers show.
 */
typedef struct
{
  WlkCertificate *root;
  WlkCertificate *issuer;
  WlkCertificate *leaf;
} WlkTestPki;

WlkTestPki *wlk_test_pki_new (void);
void wlk_test_pki_free (WlkTestPki *self);
void wlk_test_pki_write (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkTestPki, wlk_test_pki_free)

G_END_DECLS
