/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "suite-case.h"

#include "load/wlk-loader.h"

#include <string.h>
#include <time.h>

/* What the runners share: what a case is made of, and inspecting it. */

/* Whether the item could be read; it need not be a certificate. */
static gboolean
load_item (WlkBundle  *bundle,
           JsonNode   *item,
           const char *member,
           const char *folder)
{
  const char *text = JSON_NODE_HOLDS_VALUE (item) ? json_node_get_string (item) : NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *path = NULL;
  char *contents = NULL;
  gsize length = 0;

  if (text == NULL)
    return JSON_NODE_HOLDS_NULL (item);
  if (folder == NULL)
    {
      bytes = g_bytes_new (text, strlen (text));
    }
  else
    {
      path = g_build_filename (folder, text, NULL);
      if (!g_file_get_contents (path, &contents, &length, NULL))
        return FALSE;
      bytes = g_bytes_new_take (contents, length);
    }
  wlk_loader_load_bytes (bundle, bytes, member, NULL);

  return TRUE;
}

/**
 * suite_load_into_bundle:
 * @bundle: where to add
 * @object: a case
 * @member: a member: one item or an array of them; or none
 * @folder: (nullable): where the files are that the items name; %NULL when each is PEM itself
 *
 * Loads items. What is not a certificate becomes a problem of @bundle, as it does in a file.
 *
 * Returns: whether there was a file for each
 */
gboolean
suite_load_into_bundle (WlkBundle  *bundle,
                        JsonObject *object,
                        const char *member,
                        const char *folder)
{
  JsonNode *node = json_object_get_member (object, member);
  gboolean is_complete = TRUE;

  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node))
    return load_item (bundle, node, member, folder);

  for (guint i = 0; i < suite_get_length (object, member); i++)
    is_complete &= load_item (bundle, suite_get_element (object, member, i), member, folder);

  return is_complete;
}

/**
 * suite_load_into_trust:
 * @trust: where to add
 * @bundle: certificates
 *
 * Trusts all of them.
 */
void
suite_load_into_trust (WlkTrustStore *trust,
                       WlkBundle     *bundle)
{
  for (guint i = 0; i < bundle->certificates->len; i++)
    wlk_trust_store_add_certificate (trust, wlk_bundle_get_certificate (bundle, i),
                                     wlk_bundle_get_origin (bundle, i));
}

/* An inspection waits for nothing, so its time is that of the processor: others use it, too. */
static double
get_milliseconds (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1000.0 + (double) now.tv_nsec / 1000000.0;
}

/**
 * suite_inspect:
 * @request: what is asked
 * @bundle: the end entity first, then the others
 * @trust: the anchors
 * @result: where verdict, step and time go
 *
 * Inspects a case. An end entity that cannot be read is refused by “load”.
 *
 * Returns: (transfer full) (nullable): the inspection; %NULL when there is nothing to inspect
 */
WlkInspection *
suite_inspect (WlkQuery      *request,
               WlkBundle     *bundle,
               WlkTrustStore *trust,
               SuiteResult   *result)
{
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(GError) error = NULL;
  WlkCertificate *leaf = bundle->certificates->len > 0
                         ? wlk_bundle_get_certificate (bundle, 0) : NULL;
  WlkFinding *decisive = NULL;
  double start = get_milliseconds ();

  result->certificate = "-";
  result->step = "-";
  if (leaf == NULL)
    {
      result->step = "load";
      return NULL;
    }

  inspection = wlk_inspector_inspect (inspector, request, bundle, NULL, trust, leaf, NULL, &error);
  result->milliseconds += get_milliseconds () - start;
  g_assert_no_error (error);

  result->is_valid = wlk_inspection_get_verdict (inspection) == WLK_VERDICT_TRUSTED;
  decisive = result->is_valid ? NULL : wlk_inspection_get_decisive (inspection);
  if (decisive != NULL)
    result->step = decisive->record->step->name;

  return g_steal_pointer (&inspection);
}
