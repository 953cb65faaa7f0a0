/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-certificate-summary.h"

#include "base/wlk-time.h"

#include <glib/gi18n-lib.h>

/**
 * wlk_certificate_summary_dup_validity:
 * @certificate: a certificate
 * @time: when it is checked, in seconds since 1970
 *
 * Returns: (transfer full): its expiry date, or that it is not valid
 */
char *
wlk_certificate_summary_dup_validity (WlkCertificate *certificate,
                                      gint64          time)
{
  gint64 not_before = wlk_certificate_get_not_before (certificate);
  gint64 not_after = wlk_certificate_get_not_after (certificate);
  g_autofree char *from = wlk_time_format_date (not_before);
  g_autofree char *until = wlk_time_format_date (not_after);

  if (wlk_certificate_get_problem (certificate) != NULL)
    return g_strdup (_("cannot be read"));
  if (time < not_before)
    return g_strdup_printf (_("not valid before %s"), from);
  if (time > not_after)
    return g_strdup_printf (_("expired %s"), until);

  return g_strdup_printf (_("until %s"), until);
}

/* Its key algorithm and size, “RSA 4096”. */
const char *
wlk_certificate_summary_get_key (WlkCertificate *certificate)
{
  WlkPublicKey *key = wlk_certificate_get_problem (certificate) == NULL
                      ? wlk_certificate_get_public_key (certificate)
                      : NULL;

  return key != NULL ? wlk_public_key_get_text (key) : _("unreadable key");
}

/**
 * wlk_certificate_summary_dup_certificate:
 * @certificate: a certificate
 * @time: when it is checked, in seconds since 1970
 * @end: the text at the end
 *
 * Returns: (transfer full): its key and validity, “RSA 4096 · until 2035-06-04 · RSA with SHA-256”
 */
char *
wlk_certificate_summary_dup_certificate (WlkCertificate *certificate,
                                         gint64          time,
                                         const char     *end)
{
  g_autofree char *validity = wlk_certificate_summary_dup_validity (certificate, time);

  return g_strjoin (" · ", wlk_certificate_summary_get_key (certificate), validity, end, NULL);
}

/**
 * wlk_certificate_summary_dup_signature:
 * @report: the report on a path
 * @position: index of a certificate in it
 *
 * Returns: (transfer full): the result of its signature or, for the anchor, its origin
 */
char *
wlk_certificate_summary_dup_signature (WlkReport *report,
                                       guint      position)
{
  WlkPath *path = wlk_report_get_path (report);
  WlkCertificate *certificate = wlk_path_get_certificate (path, position);
  WlkFinding *signature = wlk_report_find (report, WLK_STEP_SIGNATURE, position);
  const char *algorithm = wlk_certificate_get_signature_text (certificate);
  WlkOutcome outcome = signature != NULL
                       ? wlk_finding_get_outcome (signature)
                       : WLK_OUTCOME_SKIPPED;

  if (wlk_certificate_get_problem (certificate) != NULL)
    return g_strdup (_("signature not checked"));
  if (position == 0 && wlk_path_has_anchor (path))
    return g_strdup (wlk_path_get_origin (path, position));
  if (outcome == WLK_OUTCOME_FAILED)
    return g_strdup_printf (_("bad signature, %s"), algorithm);
  if (outcome == WLK_OUTCOME_PASSED)
    return g_strdup_printf (_("good signature, %s"), algorithm);

  return g_strdup_printf (_("signature not checked, %s"), algorithm);
}

/**
 * wlk_certificate_summary_dup_link:
 * @report: the report on a path
 * @position: index of a certificate in it
 *
 * Returns: (transfer full): its key and validity, and the result of its signature or, for the
 *   anchor, its origin
 */
char *
wlk_certificate_summary_dup_link (WlkReport *report,
                                  guint      position)
{
  WlkCertificate *certificate =
    wlk_path_get_certificate (wlk_report_get_path (report), position);
  gint64 time = wlk_query_get (wlk_report_get_query (report))->time;
  g_autofree char *signature = wlk_certificate_summary_dup_signature (report, position);

  return wlk_certificate_summary_dup_certificate (certificate, time, signature);
}
