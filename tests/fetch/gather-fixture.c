/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather-fixture.h"

#include "base/wlk-text.h"
#include "wlk-test-der.h"

#include <gnutls/ocsp.h>
#include <string.h>

#define TIMEOUT 60000 /* ms; none of these answers takes long */

/* The extension with the nonce of a request, as @how says. */
static char *
dup_nonce_extension (GBytes     *query,
                     GatherNonce how)
{
  gsize length;
  const void *bytes = g_bytes_get_data (query, &length);
  const gnutls_datum_t datum = { (guint8 *) bytes, length };
  g_autoptr(GByteArray) der = g_byte_array_new ();
  gnutls_datum_t nonce = { NULL, 0 };
  gnutls_ocsp_req_t parsed;
  unsigned int critical;

  gnutls_ocsp_req_init (&parsed);
  g_assert_cmpint (gnutls_ocsp_req_import (parsed, &datum), ==, 0);
  g_assert_cmpint (gnutls_ocsp_req_get_nonce (parsed, &critical, &nonce), ==, 0);
  gnutls_ocsp_req_deinit (parsed);
  if (how == GATHER_NONCE_OTHER)
    nonce.data[0] ^= 1;

  wlk_test_der_add_oid (der, "1.3.6.1.5.5.7.48.1.2");
  length = der->len;
  wlk_test_der_add (der, WLK_DER_OCTET_STRING, nonce.data, nonce.size);
  wlk_test_der_wrap (der, length, WLK_DER_OCTET_STRING);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  gnutls_free (nonce.data);

  return wlk_text_format_hex (der->data, der->len, "");
}

static void
answer_ocsp (GatherFixture *self,
             const char    *method,
             GBytes        *body,
             GOutputStream *stream)
{
  gboolean is_get = g_str_equal (method, "GET");
  WlkTestResponse response = is_get && self->get_response != NULL ? *self->get_response
                                                                  : self->response;
  g_autofree char *extension = NULL;
  g_autoptr(GBytes) der = NULL;

  g_atomic_int_inc (is_get ? &self->n_gets : &self->n_posts);
  if (is_get && self->refuses_get)
    {
      wlk_test_http_say (stream,
                         "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n");
      return;
    }
  if (!is_get && self->nonce != GATHER_NONCE_LEFT_OUT)
    response.extensions = extension = dup_nonce_extension (body, self->nonce);
  der = wlk_test_response_make (&response);
  wlk_test_http_send (stream, "application/ocsp-response", der);
}

static void
answer (WlkTestHttp   *server,
        const char    *method,
        const char    *path,
        GBytes        *body,
        GOutputStream *stream,
        gpointer       data)
{
  GatherFixture *self = data;
  GBytes *page = g_hash_table_lookup (self->pages, path);

  if (g_str_equal (path, "/ocsp") || g_str_has_prefix (path, "/ocsp/"))
    answer_ocsp (self, method, body, stream);
  else if (g_str_equal (path, GATHER_HUGE))
    wlk_test_http_send_2_gib (stream);
  else if (g_str_equal (path, GATHER_DRIP))
    wlk_test_http_drip (stream, "\r\nContent-Length: 1000\r\n\r\n");
  else if (g_str_equal (path, GATHER_SLOW))
    wlk_test_http_drip (stream, "\r\nX-Header: ");
  else if (page != NULL)
    wlk_test_http_send (stream, "application/octet-stream", page);
  else
    wlk_test_http_say (stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
}

/**
 * gather_set_up:
 * @fixture: a fixture
 * @data: unused
 *
 * Starts the server; the path is made but not issued, so that its addresses can be put in.
 */
void
gather_set_up (GatherFixture *fixture,
               gconstpointer  data)
{
  fixture->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_bytes_unref);
  fixture->kept = g_ptr_array_new_with_free_func (g_free);
  fixture->server = wlk_test_http_new ("127.0.0.1", NULL, answer, fixture);
  fixture->n_recipes = 3;
  wlk_test_make_recipes (fixture->recipes, fixture->n_recipes);
  for (guint i = 0; i < GATHER_MAX_PATH; i++)
    fixture->recipes[i].serial = 100 + i;
  fixture->time = WLK_TEST_TIME;
  fixture->revocation = WLK_REVOCATION_WHEN_PRESENT;
  fixture->allow_private = TRUE;
  fixture->timeout = TIMEOUT;
  fixture->cache = wlk_fetch_cache_new ();
}

/**
 * gather_tear_down:
 * @fixture: a fixture
 * @data: unused
 *
 * Stops the server, and frees everything.
 */
void
gather_tear_down (GatherFixture *fixture,
                  gconstpointer  data)
{
  g_clear_pointer (&fixture->server, wlk_test_http_free);
  g_hash_table_unref (fixture->pages);
  g_ptr_array_unref (fixture->kept);
  g_clear_pointer (&fixture->path, g_ptr_array_unref);
  wlk_fetch_cache_unref (fixture->cache);
}

/**
 * gather_keep:
 * @fixture: a fixture
 * @text: (transfer full): a string
 *
 * Returns: @text, for as long as the fixture lives
 */
const char *
gather_keep (GatherFixture *fixture,
             char          *text)
{
  g_ptr_array_add (fixture->kept, text);

  return text;
}

/**
 * gather_address:
 * @fixture: a fixture
 * @path: with a slash; or a whole address, which stays as it is
 *
 * Returns: an address of the server
 */
const char *
gather_address (GatherFixture *fixture,
                const char    *path)
{
  return *path == '/' ? gather_keep (fixture, wlk_test_http_dup_address (fixture->server, path))
                      : path;
}

/**
 * gather_add_page:
 * @fixture: a fixture
 * @path: with a slash
 * @body: what is there
 *
 * Has something at an address.
 */
void
gather_add_page (GatherFixture *fixture,
                 const char    *path,
                 GBytes        *body)
{
  g_hash_table_insert (fixture->pages, g_strdup (path), g_bytes_ref (body));
}

/**
 * gather_add_certificate:
 * @fixture: a fixture
 * @path: with a slash
 * @certificate: what is there, as DER
 *
 * Has a certificate at an address.
 */
void
gather_add_certificate (GatherFixture  *fixture,
                        const char     *path,
                        WlkCertificate *certificate)
{
  gsize length;
  const guint8 *der = wlk_certificate_get_der (certificate, &length);
  g_autoptr(GBytes) bytes = g_bytes_new (der, length);

  gather_add_page (fixture, path, bytes);
}

/**
 * gather_add_crl:
 * @fixture: a fixture
 * @path: with a slash
 * @crl: what is there, as DER
 *
 * Has a CRL at an address.
 */
void
gather_add_crl (GatherFixture    *fixture,
                const char       *path,
                const WlkTestCrl *crl)
{
  g_autoptr(GBytes) bytes = wlk_test_crl_make (crl);

  gather_add_page (fixture, path, bytes);
}

static void
add_access (GatherFixture *fixture,
            GByteArray    *der,
            const char    *oid,
            const char    *path)
{
  const char *address = gather_address (fixture, path);
  guint start = der->len;

  wlk_test_der_add_oid (der, oid);
  wlk_test_der_add (der, WLK_DER_CONTEXT (6), address, strlen (address));
  wlk_test_der_wrap (der, start, WLK_DER_SEQUENCE);
}

/**
 * gather_access:
 * @fixture: a fixture
 * @oid: %WLK_OID_ACCESS_OCSP or %WLK_OID_ACCESS_CA_ISSUERS
 * @path: of the server
 * @other_path: (nullable): one more, after the first
 *
 * Returns: the authority information access with these addresses
 */
WlkTestExtension
gather_access (GatherFixture *fixture,
               const char    *oid,
               const char    *path,
               const char    *other_path)
{
  g_autoptr(GByteArray) der = g_byte_array_new ();

  add_access (fixture, der, oid, path);
  if (other_path != NULL)
    add_access (fixture, der, oid, other_path);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);

  return (WlkTestExtension) {
           WLK_OID_AUTHORITY_INFO_ACCESS, FALSE,
           gather_keep (fixture, wlk_text_format_hex (der->data, der->len, "")),
  };
}

/**
 * gather_points:
 * @fixture: a fixture
 * @oid: %WLK_OID_CRL_DISTRIBUTION_POINTS or %WLK_OID_FRESHEST_CRL
 * @path: of the server
 *
 * Returns: the list of distribution points with one of one address
 */
WlkTestExtension
gather_points (GatherFixture *fixture,
               const char    *oid,
               const char    *path)
{
  const char *address = gather_address (fixture, path);
  g_autoptr(GByteArray) der = g_byte_array_new ();

  wlk_test_der_add (der, WLK_DER_CONTEXT (6), address, strlen (address));
  wlk_test_der_wrap (der, 0, WLK_DER_CONTEXT_CONSTRUCTED (0));
  wlk_test_der_wrap (der, 0, WLK_DER_CONTEXT_CONSTRUCTED (0));
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);
  wlk_test_der_wrap (der, 0, WLK_DER_SEQUENCE);

  return (WlkTestExtension) {
           oid, FALSE, gather_keep (fixture, wlk_text_format_hex (der->data, der->len, "")),
  };
}

/**
 * gather_issue:
 * @fixture: a fixture
 *
 * Issues the path from its recipes, and lets the responder call the leaf good.
 */
void
gather_issue (GatherFixture *fixture)
{
  guint leaf = fixture->n_recipes - 1;

  fixture->path = wlk_test_issue_path (fixture->recipes, fixture->n_recipes);
  fixture->response = wlk_test_response (fixture->path->pdata[leaf],
                                         fixture->path->pdata[leaf - 1],
                                         fixture->recipes[leaf - 1].key);
}

/**
 * gather_get_leaf:
 * @fixture: a fixture whose path is issued
 *
 * Returns: the end entity
 */
WlkCertificate *
gather_get_leaf (GatherFixture *fixture)
{
  return fixture->path->pdata[fixture->n_recipes - 1];
}

/* (transfer full): an inspector with a given cache, or its own. */
WlkInspector *
gather_new_inspector (gboolean       allow_private,
                      WlkFetchCache *cache)
{
  WlkInspector *inspector = wlk_inspector_new ();

  inspector->allow_private = allow_private;
  if (cache != NULL)
    {
      wlk_fetch_cache_unref (inspector->cache);
      inspector->cache = wlk_fetch_cache_ref (cache);
    }

  return inspector;
}

/**
 * gather_inspect:
 * @fixture: a fixture whose path is issued
 * @first: index in the path of the first certificate that is received; all below it are, too
 * @is_fetching: whether the request wants it
 *
 * Returns: (transfer full): the inspection
 */
WlkInspection *
gather_inspect (GatherFixture *fixture,
                guint          first,
                gboolean       is_fetching)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkInspector) inspector = gather_new_inspector (fixture->allow_private, fixture->cache);
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkBundle) bundle = wlk_test_bundle (fixture->path, first);
  g_autoptr(WlkTrustStore) trust = wlk_test_trust (fixture->trusted != NULL
                                                   ? fixture->trusted : fixture->path->pdata[0]);
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "more.pem");
  g_autoptr(GError) error = NULL;
  WlkInspection *inspection;

  inspector->fetch_timeout = fixture->timeout;
  fields.wants_fetch = is_fetching;
  fields.name = "leaf.example";
  fields.revocation = fixture->revocation;
  fields.time = fixture->time;
  query = wlk_query_new (&fields);
  if (fixture->also_received != NULL)
    wlk_bundle_add_certificate (bundle, fixture->also_received, origin, 0);
  inspection = wlk_inspector_inspect (inspector, query, bundle, NULL, trust,
                                      gather_get_leaf (fixture), NULL, &error);
  g_assert_no_error (error);

  return inspection;
}

/**
 * gather_find:
 * @inspection: an inspection
 * @step: id of a step
 * @index: which of its findings, from 0
 *
 * Returns: (nullable): the finding in the first report
 */
WlkFinding *
gather_find (WlkInspection *inspection,
             const char    *step,
             guint          index)
{
  WlkReport *report = wlk_inspection_get_report (inspection, 0);

  for (guint i = 0; i < report->findings->len; i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);

      if (g_str_equal (finding->record->step->name, step) && index-- == 0)
        return finding;
    }

  return NULL;
}

/**
 * gather_count:
 * @inspection: an inspection
 * @step: id of a step
 *
 * Returns: how many findings of it the first report has
 */
guint
gather_count (WlkInspection *inspection,
              const char    *step)
{
  guint n_found = 0;

  while (gather_find (inspection, step, n_found) != NULL)
    n_found++;

  return n_found;
}

/**
 * gather_assert_warns:
 * @inspection: an inspection
 * @step: id of a step
 * @words: of its summary
 *
 * Makes sure that one of the findings of a step is a warning that says so.
 */
void
gather_assert_warns (WlkInspection *inspection,
                     const char    *step,
                     const char    *words)
{
  gboolean is_said = FALSE;

  for (guint i = 0; gather_find (inspection, step, i) != NULL; i++)
    {
      WlkFinding *finding = gather_find (inspection, step, i);
      g_autofree char *summary = wlk_finding_dup_summary (finding);

      g_test_message ("%s", summary);
      if (finding->record->outcome == WLK_OUTCOME_WARNING && strstr (summary, words) != NULL)
        is_said = TRUE;
    }

  g_assert_true (is_said);
}

/**
 * gather_assert_decisive:
 * @inspection: an inspection
 * @step: id of a step
 * @cause: (nullable): id of a cause
 * @words: of its summary
 *
 * Makes sure that the inspection ends there.
 */
void
gather_assert_decisive (WlkInspection *inspection,
                        const char    *step,
                        const char    *cause,
                        const char    *words)
{
  WlkFinding *decisive = wlk_inspection_get_decisive (inspection);
  g_autofree char *summary = NULL;

  g_assert_nonnull (decisive);
  summary = wlk_finding_dup_summary (decisive);
  g_test_message ("%s: %s", decisive->record->step->name, summary);
  g_assert_cmpstr (decisive->record->step->name, ==, step);
  g_assert_cmpstr (decisive->record->cause, ==, cause);
  g_assert_nonnull (strstr (summary, words));
}
