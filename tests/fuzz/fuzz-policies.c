/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "checks/wlk-policy-graph.h"
#include "x509/wlk-extensions.h"

/* A certificate's policies and mappings go down a path of copies of it. */

#define MAX_DEPTH 8

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) der = g_bytes_new_static (data, size);
  g_autoptr(WlkCertificate) certificate = wlk_certificate_new (der, NULL);
  g_autoptr(WlkPolicyGraph) graph = NULL;
  g_autoptr(GPtrArray) policies = NULL;
  g_autoptr(GPtrArray) mappings = NULL;
  g_autoptr(GError) error = NULL;
  WlkPolicyConstraints constraints;
  int skip = 0;

  if (certificate == NULL)
    return 0;

  g_assert ((wlk_extensions_read_list (certificate, WLK_OID_CERTIFICATE_POLICIES, &policies,
                                       &error) ==
             WLK_MALFORMED) == (error != NULL));
  wlk_extensions_read_list (certificate, WLK_OID_POLICY_MAPPINGS, &mappings, NULL);
  wlk_policy_extensions_read_constraints (certificate, &constraints, NULL);
  wlk_policy_extensions_read_inhibit_any (certificate, &skip, NULL);

  graph = wlk_policy_graph_new ();
  for (guint i = 0; policies != NULL && i < MAX_DEPTH; i++)
    {
      g_auto(GStrv) expected = NULL;

      wlk_policy_graph_add_level (graph, policies, i % 2 == 0);
      if (mappings != NULL)
        wlk_policy_graph_map (graph, mappings, i == MAX_DEPTH - 1);
      expected = wlk_policy_graph_dup_expected (graph);
      g_assert (wlk_policy_graph_is_null (graph) == (expected[0] == NULL));
    }
  g_strfreev (wlk_policy_graph_dup_authorities (graph));

  return 0;
}
