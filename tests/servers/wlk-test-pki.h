/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-test-ca.h"

G_BEGIN_DECLS

/* The names in the server's certificates. */
#define WLK_TEST_HOST  "localhost"
#define WLK_TEST_OTHER "other.localhost" /* GLib knows that this is loopback */

#define WLK_TEST_PKI_LEAF_KEY   WLK_TEST_KEY_EC_2
#define WLK_TEST_PKI_ISSUER_KEY WLK_TEST_KEY_EC_1

/* A SignedCertificateTimestampList in hexadecimal, 59 bytes: one of the given log, made at
 * 2026-05-01 12:00 UTC, with a signature that is none. */
#define WLK_TEST_PKI_TIMESTAMPS(log) \
  "00390037" "00" log "0000019de368f600" "0000" "0403" "0008" "3006020101020101"

/* Ids of logs, RFC 6962 §3.2. */
#define WLK_TEST_PKI_ARGON_2027  "d6d58da9d01753f36a4aa0c7574902afebc7dc2cd38cd9f764c80c89191e9f02"
#define WLK_TEST_PKI_HETU_2027   "eddaeb815c63213449b47be5077905abd0d93147c27ac5146b3bc58e43e9b6c7"
#define WLK_TEST_PKI_NIMBUS_2027 "4c63dc98e59c1dab88f61e8a3ddeae8fab44a3377b5f9b94c3fba19cfcc1be26"

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
