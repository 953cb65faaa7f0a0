/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "inspect/wlk-inspector.h"
#include "load/wlk-loader.h"

/*
 * A whole inspection of what was loaded: the last certificate is trusted, the first one is asked
 * for. Every finding of every report is made to say all that it has to say.
 */

#define NOW G_GINT64_CONSTANT (1780315200) /* 2026-06-01 12:00:00 UTC */

static void
look_at_report (WlkReport *report)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);
      g_autofree char *summary = wlk_finding_dup_summary (finding);
      g_autofree char *advice = wlk_finding_dup_advice (finding);

      g_assert (g_utf8_validate (summary, -1, NULL));
      g_assert (advice == NULL || g_utf8_validate (advice, -1, NULL));
    }

  g_assert ((report->verdict == WLK_VERDICT_TRUSTED) == (wlk_report_get_decisive (report) == NULL));
}

static void
inspect (WlkBundle     *bundle,
         WlkTrustStore *trust,
         WlkProfile     profile)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkInspector) inspector = wlk_inspector_new ();
  g_autoptr(WlkInspection) inspection = NULL;
  g_autoptr(WlkQuery) query = NULL;

  fields.name = "www.example.com";
  fields.time = NOW;
  fields.profile = profile;
  fields.requires_explicit_policy = profile == WLK_PROFILE_STRICT;
  query = wlk_query_new (&fields);
  inspection = wlk_inspector_inspect (inspector, query, bundle, NULL, trust, NULL, NULL, NULL);
  if (inspection == NULL)
    return;

  for (guint i = 0; i < wlk_inspection_get_n_reports (inspection); i++)
    look_at_report (wlk_inspection_get_report (inspection, i));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();
  guint n_certificates;

  if (!wlk_loader_load_bytes (bundle, bytes, "input", NULL))
    return 0;
  n_certificates = bundle->certificates->len;
  if (n_certificates == 0)
    return 0;

  wlk_trust_store_add_certificate (trust, wlk_bundle_get_certificate (bundle, n_certificates - 1),
                                   wlk_bundle_get_origin (bundle, n_certificates - 1));
  inspect (bundle, trust, WLK_PROFILE_STRICT);
  inspect (bundle, trust, WLK_PROFILE_WEB);

  return 0;
}
