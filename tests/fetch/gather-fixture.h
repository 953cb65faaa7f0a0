/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "inspect/wlk-inspector.h"
#include "wlk-test-http.h"
#include "wlk-test-revocation.h"

G_BEGIN_DECLS

#define GATHER_MAX_PATH 5 /* certificates */

/* Where the server does not answer as it should: 2 GiB, a byte now and then of the body, and of a
 * header. */
#define GATHER_HUGE   "/2-gib"
#define GATHER_DRIP   "/drip"
#define GATHER_SLOW   "/slow"

/**
 * GatherNonce:
 *
 * What the responder does with a nonce.
 */
typedef enum {
  GATHER_NONCE_REPEATED,
  GATHER_NONCE_LEFT_OUT,
  GATHER_NONCE_OTHER,
} GatherNonce;

/**
 * GatherFixture:
 * @server: where everything is to be had
 * @pages: (element-type char GBytes): what there is, by path
 * @kept: strings that recipes borrow
 * @recipes: a faultless path, anchor first, to spoil before it is issued
 * @n_recipes: how many
 * @path: (element-type WlkCertificate): issued from @recipes
 * @trusted: (nullable): the anchor, when that is not the first of @path
 * @also_received: (nullable): a certificate besides those of @path
 * @response: what the responder at “/ocsp” says by GET and POST
 * @get_response: (nullable): what it says by GET, when that is something else
 * @refuses_get: whether it knows only POST
 * @nonce: what it does with a nonce
 * @n_gets: how often it was asked by GET
 * @n_posts: how often by POST
 * @time: when the request validates
 * @revocation: what the request says of revocation
 * @allow_private: whether loopback may be asked, as all of the tests here need
 * @timeout: milliseconds for a fetch
 * @cache: what the inspections share
 *
 * An inspection of files whose certificates name addresses of a server of ours.
 */
typedef struct
{
  WlkTestHttp      *server;
  GHashTable       *pages;
  GPtrArray        *kept;
  WlkTestRecipe     recipes[GATHER_MAX_PATH];
  guint             n_recipes;
  GPtrArray        *path;
  WlkCertificate   *trusted;
  WlkCertificate   *also_received;
  WlkTestResponse   response;
  WlkTestResponse  *get_response;
  gboolean          refuses_get;
  GatherNonce       nonce;
  gint              n_gets;
  gint              n_posts;
  gint64            time;
  WlkRevocationMode revocation;
  gboolean          allow_private;
  guint             timeout;
  WlkFetchCache    *cache;
} GatherFixture;

void gather_set_up (GatherFixture *fixture,
                    gconstpointer  data);
void gather_tear_down (GatherFixture *fixture,
                       gconstpointer  data);
const char *gather_keep (GatherFixture *fixture,
                         char          *text);
const char *gather_address (GatherFixture *fixture,
                            const char    *path);
void gather_add_page (GatherFixture *fixture,
                      const char    *path,
                      GBytes        *body);
void gather_add_certificate (GatherFixture  *fixture,
                             const char     *path,
                             WlkCertificate *certificate);
void gather_add_crl (GatherFixture    *fixture,
                     const char       *path,
                     const WlkTestCrl *crl);
WlkTestExtension gather_access (GatherFixture *fixture,
                                const char    *oid,
                                const char    *path,
                                const char    *other_path);
WlkTestExtension gather_points (GatherFixture *fixture,
                                const char    *oid,
                                const char    *path);
void gather_issue (GatherFixture *fixture);
WlkCertificate *gather_get_leaf (GatherFixture *fixture);
WlkInspector *gather_new_inspector (gboolean       allow_private,
                                    WlkFetchCache *cache);
WlkInspection *gather_inspect (GatherFixture *fixture,
                               guint          first,
                               gboolean       is_fetching);
WlkFinding *gather_find (WlkInspection *inspection,
                         const char    *step,
                         guint          index);
guint gather_count (WlkInspection *inspection,
                    const char    *step);
void gather_assert_warns (WlkInspection *inspection,
                          const char    *step,
                          const char    *words);
void gather_assert_decisive (WlkInspection *inspection,
                             const char    *step,
                             const char    *cause,
                             const char    *words);

G_END_DECLS
