/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-inspection-changes.h"

#include "base/wlk-time.h"
#include "net/wlk-connection-facts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The differences between two inspections of the same source: first the verdict, then its possible
 * reasons, and finally new and resolved warnings. Facts known to only one of the two inspections
 * are not changes.
 */

#define MAX_WARNINGS_REPORTED 4 /* sentences about warnings */

typedef void (*CompareFunc) (GPtrArray     *changes,
                             WlkInspection *before,
                             WlkInspection *after);

G_GNUC_PRINTF (2, 3)
static void
add (GPtrArray  *changes,
     const char *format,
     ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (changes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static const char *
get_step_title (WlkFinding *finding)
{
  return _(finding->record->step->title);
}

/* Whether two findings of one step have the same reason. Summaries are not compared for a
 * certificate, since they may count days. */
static gboolean
is_same_reason (WlkFinding *old_finding,
                WlkFinding *new_finding)
{
  g_autofree char *old_summary = wlk_finding_dup_summary (old_finding);
  g_autofree char *new_summary = wlk_finding_dup_summary (new_finding);

  if (new_finding->record->step->phase == WLK_PHASE_CONNECTION)
    return strcmp (old_summary, new_summary) == 0;

  return g_strcmp0 (old_finding->record->cause,
                    new_finding->record->cause) == 0 &&
         old_finding->record->position == new_finding->record->position;
}

static void
compare_decisive (GPtrArray  *changes,
                  WlkFinding *old_finding,
                  WlkFinding *new_finding)
{
  g_autofree char *summary = NULL;

  if (old_finding->record->step != new_finding->record->step)
    {
      add (changes, _("Trust broke at the step “%s”, and breaks now at “%s”."),
           get_step_title (old_finding), get_step_title (new_finding));
      return;
    }
  if (is_same_reason (old_finding, new_finding))
    return;

  summary = wlk_finding_dup_summary (new_finding);
  add (changes, _("Trust still breaks at the step “%s”, but otherwise than before: %s"),
       get_step_title (new_finding), summary);
}

static void
compare_verdicts (GPtrArray     *changes,
                  WlkInspection *before,
                  WlkInspection *after)
{
  WlkVerdict old_verdict = wlk_inspection_get_verdict (before);
  WlkVerdict new_verdict = wlk_inspection_get_verdict (after);
  WlkFinding *old_decisive = wlk_inspection_get_decisive (before);
  WlkFinding *new_decisive = wlk_inspection_get_decisive (after);

  if (old_verdict != new_verdict)
    add (changes, _("The verdict was “%s”, and is now “%s”."),
         wlk_verdict_get_title (old_verdict), wlk_verdict_get_title (new_verdict));
  else if (old_decisive != NULL && new_decisive != NULL)
    compare_decisive (changes, old_decisive, new_decisive);
}

static void
compare_leaves (GPtrArray     *changes,
                WlkInspection *before,
                WlkInspection *after)
{
  WlkCertificate *old_leaf = before->leaf;
  WlkCertificate *new_leaf = after->leaf;
  g_autofree char *old_end = NULL;
  g_autofree char *new_end = NULL;

  if (old_leaf == NULL || new_leaf == NULL)
    {
      if (old_leaf != NULL)
        add (changes, _("There is no certificate any more."));
      else if (new_leaf != NULL)
        add (changes, _("There is a certificate now: “%s”."),
             wlk_certificate_get_title (new_leaf));
      return;
    }
  if (wlk_certificate_equal (old_leaf, new_leaf))
    return;

  old_end = wlk_time_format (wlk_certificate_get_not_after (old_leaf));
  new_end = wlk_time_format (wlk_certificate_get_not_after (new_leaf));
  add (changes, _("The certificate of “%s” is another one. It ends on %s; the one before ended "
                  "on %s."), wlk_certificate_get_title (new_leaf), new_end, old_end);
}

static gboolean
has_same_issuers (GPtrArray *old_chain,
                  GPtrArray *new_chain)
{
  for (guint i = 1; i < old_chain->len; i++)
    if (!wlk_certificate_equal (old_chain->pdata[i], new_chain->pdata[i]))
      return FALSE;

  return TRUE;
}

static void
compare_chains (GPtrArray *changes,
                GPtrArray *old_chain,
                GPtrArray *new_chain)
{
  if (old_chain->len == 0 || new_chain->len == 0)
    return;

  if (old_chain->len != new_chain->len)
    add (changes, _("Certificates that the server sends along: %u now, %u before."),
         new_chain->len - 1, old_chain->len - 1);
  else if (!has_same_issuers (old_chain, new_chain))
    add (changes, _("The server sends other certificates along than before."));
}

static gboolean
differ (const char *old_text,
        const char *new_text)
{
  return old_text != NULL && new_text != NULL && strcmp (old_text, new_text) != 0;
}

/* Without ALPN, “none” once the handshake is complete, else unknown. */
static const char *
get_application_protocol (const WlkConnection *connection)
{
  const char *protocol = connection->session.alpn;

  if (protocol == NULL && wlk_connection_facts_is_finished (connection))
    return _("none");

  return protocol;
}

static void
compare_sessions (GPtrArray           *changes,
                  const WlkConnection *old_one,
                  const WlkConnection *new_one)
{
  const WlkTlsSession *old_session = &old_one->session;
  const WlkTlsSession *new_session = &new_one->session;
  const char *old_protocol = get_application_protocol (old_one);
  const char *new_protocol = get_application_protocol (new_one);

  if (differ (old_session->protocol, new_session->protocol))
    add (changes, _("%s is in use, and before it was %s."), new_session->protocol,
         old_session->protocol);
  if (differ (old_session->cipher_suite, new_session->cipher_suite))
    add (changes, _("The cipher suite is %s, and before it was %s."), new_session->cipher_suite,
         old_session->cipher_suite);
  if (differ (old_session->group, new_session->group))
    add (changes, _("The key exchange group is %s, and before it was %s."), new_session->group,
         old_session->group);
  if (differ (old_session->signature, new_session->signature))
    add (changes, _("The server’s signature is %s, and before it was %s."),
         new_session->signature, old_session->signature);
  if (differ (old_protocol, new_protocol))
    add (changes, _("The application protocol is %s, and before it was %s."), new_protocol,
         old_protocol);
}

/* Reports that something appeared or disappeared. */
static void
compare_presence (GPtrArray  *changes,
                  gboolean    was_there,
                  gboolean    is_there,
                  const char *came,
                  const char *went)
{
  if (is_there && !was_there)
    add (changes, "%s", came);
  else if (was_there && !is_there)
    add (changes, "%s", went);
}

/* Data that a server sends besides its certificates, and its CertificateRequest; absence is
 * meaningful only if that stage was reached. */
static void
compare_extras (GPtrArray           *changes,
                const WlkConnection *old_one,
                const WlkConnection *new_one)
{
  if (!old_one->stages[WLK_STAGE_FINISHED].is_reached ||
      !new_one->stages[WLK_STAGE_FINISHED].is_reached)
    return;

  compare_presence (changes, old_one->staple != NULL,
                    new_one->staple != NULL,
                    _("The server sends an OCSP response along now."),
                    _("The server sends no OCSP response along any more."));
  compare_presence (changes, wlk_connection_is_certificate_requested (old_one),
                    wlk_connection_is_certificate_requested (new_one),
                    _("The server asks for a client certificate now."),
                    _("The server asks for no client certificate any more."));
}

static void
compare_connections (GPtrArray     *changes,
                     WlkInspection *before,
                     WlkInspection *after)
{
  const WlkConnection *old_one = before->connection;
  const WlkConnection *new_one = after->connection;

  if (old_one == NULL || new_one == NULL)
    return;

  compare_chains (changes, old_one->chain, new_one->chain);
  if (differ (old_one->address, new_one->address))
    add (changes, _("The server answered at the address %s, and before at %s."),
         new_one->address, old_one->address);
  compare_sessions (changes, old_one, new_one);
  compare_extras (changes, old_one, new_one);
}

static void
compare_trust (GPtrArray     *changes,
               WlkInspection *before,
               WlkInspection *after)
{
  guint n_before = wlk_trust_store_get_n_anchors (before->trust);
  guint n_after = wlk_trust_store_get_n_anchors (after->trust);

  if (n_before != n_after)
    add (changes, _("Certificates in the trust store: %u now, %u before."), n_after, n_before);
}

/* The position counted from the end entity, which is unchanged when a path gets longer. */
static int
get_depth (WlkReport *report,
           int        position)
{
  return position == WLK_WHOLE_PATH
         ? WLK_WHOLE_PATH
         : (int) report->path->certificates->len - 1 - position;
}

/* Whether a step warns or fails at a position; failures are reported elsewhere. */
static gboolean
has_problem (WlkReport     *report,
             const WlkStep *step,
             int            depth)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      const WlkFindingRecord *record = wlk_report_get_record (report, i);

      if (record->outcome >= WLK_OUTCOME_WARNING && record->step == step &&
          get_depth (report, record->position) == depth)
        return TRUE;
    }

  return FALSE;
}

/* Indices of the warnings of @report that have no equivalent in @other. */
static GArray *
list_warnings (WlkReport *report,
               WlkReport *other)
{
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < report->findings->len; i++)
    {
      const WlkFindingRecord *record = wlk_report_get_record (report, i);

      if (record->outcome == WLK_OUTCOME_WARNING &&
          !has_problem (other, record->step, get_depth (report, record->position)))
        g_array_append_val (indices, i);
    }

  return indices;
}

/* If one of the two has no path, its warnings are missing because no checks ran. */
static void
compare_warnings (GPtrArray     *changes,
                  WlkInspection *before,
                  WlkInspection *after)
{
  WlkReport *old_report = wlk_inspection_get_report (before, 0);
  WlkReport *new_report = wlk_inspection_get_report (after, 0);
  g_autoptr(GArray) new_warnings = NULL;
  g_autoptr(GArray) old_warnings = NULL;

  if (old_report->path == NULL || new_report->path == NULL)
    return;

  new_warnings = list_warnings (new_report, old_report);
  old_warnings = list_warnings (old_report, new_report);
  for (guint i = 0; i < MIN (new_warnings->len, MAX_WARNINGS_REPORTED); i++)
    {
      guint index = g_array_index (new_warnings, guint, i);
      g_autofree char *summary =
        wlk_finding_dup_summary (wlk_report_get_finding (new_report, index));

      add (changes, _("There is a warning that was not there before: %s"), summary);
    }
  for (guint i = 0; i < MIN (old_warnings->len, MAX_WARNINGS_REPORTED); i++)
    {
      guint index = g_array_index (old_warnings, guint, i);

      add (changes, _("There is no warning any more at the step “%s”."),
           _(wlk_report_get_record (old_report, index)->step->title));
    }
}

static const CompareFunc comparisons[] = {
  compare_verdicts, compare_leaves, compare_connections, compare_trust, compare_warnings,
};

/* (transfer full): what has changed, a sentence on each line; one that says so when nothing has. */
char *
wlk_inspection_dup_changes (WlkInspection *before,
                            WlkInspection *after)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (WLK_IS_INSPECTION (before), NULL);
  g_return_val_if_fail (WLK_IS_INSPECTION (after), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (comparisons); i++)
    comparisons[i] (changes, before, after);
  if (changes->len == 0)
    g_ptr_array_add (changes, g_strdup (_("Nothing has changed since the last time.")));

  g_ptr_array_add (changes, NULL);
  return g_strjoinv ("\n", (char **) changes->pdata);
}
