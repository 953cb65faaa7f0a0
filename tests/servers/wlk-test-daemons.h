/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wlk-test-daemon.h"

G_BEGIN_DECLS

/* Which port of dovecot and of prosody speaks what. */
enum {
  WLK_TEST_DOVECOT_IMAP,
  WLK_TEST_DOVECOT_POP3,
  WLK_TEST_DOVECOT_SIEVE,
  WLK_TEST_DOVECOT_LMTP,
  WLK_TEST_DOVECOT_N_PORTS
};

enum {
  WLK_TEST_PROSODY_CLIENT,
  WLK_TEST_PROSODY_SERVER,
  WLK_TEST_PROSODY_N_PORTS
};

extern const WlkTestDaemonRecipe wlk_test_mariadb;
extern const WlkTestDaemonRecipe wlk_test_postfix;
extern const WlkTestDaemonRecipe wlk_test_postgres;
extern const WlkTestDaemonRecipe wlk_test_prosody;
extern const WlkTestDaemonRecipe wlk_test_slapd;
extern const WlkTestDaemonRecipe wlk_test_vsftpd;

const WlkTestDaemonRecipe *wlk_test_daemons_get_dovecot (void);

WlkTestDaemon *wlk_test_openssl_start (const char *first,
                                       ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
