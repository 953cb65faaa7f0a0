/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-inspector.h"

#include "base/wlk-error.h"
#include "checks/wlk-checks.h"
#include "checks/wlk-path-processor.h"
#include "inspect/wlk-connection-findings.h"
#include "inspect/wlk-leaf-choice.h"
#include "inspect/wlk-report-order.h"
#include "path/wlk-path-builder.h"
#include "path/wlk-signature-cache.h"

#include <glib/gi18n-lib.h>

/*
 * An inspection in five steps:
 *
 *  1. Put together what was received: the chain as a server sent it, then the files.
 *  2. Choose the end entity (wlk-leaf-choice.c).
 *  3. Let the builder find candidate paths to a trust anchor, and the processor judge each.
 *  4. Go on for a few more after the first that is accepted, so that the other ways are known.
 *  5. Sort the reports (wlk-report-order.c) and put what the connection taught before them.
 *
 * When no path reaches an anchor, the longest chain is judged, and fails where the anchor is
 * missing. When the search ran out of its budget, that is a finding, and not a verdict.
 */

#define MAX_SIGNATURE_CHECKS      100 /* per inspection; room for cross-signed roots */
#define MAX_PATHS                 500 /* judged per inspection; about a second at the worst */
#define MAX_CHECKS_AFTER_ACCEPTED 30  /* signatures; what other paths there are is worth less */
#define MAX_PATHS_AFTER_ACCEPTED  4   /* more would be read by nobody, and each costs its checks */
#define MAX_SECOND_OPINIONS       4   /* per inspection, and the answer’s; they cost most */
#define MAX_REPORTS               32  /* kept per inspection; as many as a person looks through */

struct _WlkInspector
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (WlkInspector, wlk_inspector, G_TYPE_OBJECT)

/**
 * Inspection:
 *
 * An inspection under way: what was given, borrowed, and what it came to, owned.
 */
typedef struct
{
  WlkRequest        *request;
  WlkRequest        *quick;       /* owned; the same, without a second opinion */
  WlkConnection     *connection;  /* nullable */
  WlkTrustStore     *trust;
  GCancellable      *cancellable; /* nullable */

  WlkBundle         *received;    /* owned */
  WlkCertificate    *leaf;        /* borrowed; nullable when nothing was received */
  char              *leaf_origin; /* owned */
  WlkSignatureCache *signatures;  /* owned */
  GPtrArray         *reports;     /* owned (element-type WlkReport) */
  gboolean           is_complete; /* whether the search came to its end, or to an accepted path */
} Inspection;

static void
inspection_clear (Inspection *self)
{
  g_clear_object (&self->quick);
  g_clear_object (&self->received);
  g_clear_pointer (&self->leaf_origin, g_free);
  g_clear_object (&self->signatures);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Inspection, inspection_clear)

static void
wlk_inspector_class_init (WlkInspectorClass *klass)
{
}

static void
wlk_inspector_init (WlkInspector *self)
{
}

/* Names what there is instead of certificates, since that is often the mistake. */
static void
set_empty_error (WlkBundle *bundle,
                 GError   **error)
{
  const char *message = N_("There is no certificate in it. Open a file that holds one.");

  if (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_PRIVATE_KEY) > 0)
    message = N_("It holds a private key and no certificate. Open the certificate beside it.");
  else if (wlk_bundle_get_n_items (bundle, WLK_BUNDLE_REQUEST) > 0)
    message = N_("It holds a certification request and no certificate. Open the certificate that "
                 "the CA has issued for it.");
  else if (wlk_bundle_get_crls (bundle)->len > 0)
    message = N_("It holds a revocation list and no certificate. Open a certificate beside it.");

  g_set_error_literal (error, WLK_ERROR, WLK_ERROR_EMPTY, _(message));
}

/* The chain as sent comes first. Places count what could not be read too, so that they say where
 * the server put a certificate. */
static WlkBundle *
collect_received (WlkBundle     *files,
                  WlkConnection *connection)
{
  g_autoptr(WlkBundle) received = NULL;
  g_autoptr(WlkOrigin) origin = NULL;
  GPtrArray *chain = NULL;
  guint position = 0;

  if (connection == NULL)
    return files != NULL ? g_object_ref (files) : wlk_bundle_new ();

  received = wlk_bundle_new ();
  origin = wlk_origin_new (WLK_ORIGIN_CONNECTION,
                           wlk_target_get_text (wlk_connection_get_target (connection)));
  chain = wlk_connection_get_chain (connection);
  for (guint i = 0; i < chain->len; i++)
    {
      while (wlk_connection_is_unreadable (connection, position))
        position++;
      wlk_bundle_add_certificate (received, chain->pdata[i], origin, ++position);
    }
  if (files != NULL)
    wlk_bundle_append (received, files);

  return g_steal_pointer (&received);
}

static gboolean
find_in_bundle (WlkBundle      *bundle,
                WlkCertificate *certificate,
                guint          *index)
{
  for (guint i = 0; i < wlk_bundle_get_n_certificates (bundle); i++)
    {
      WlkCertificate *candidate = wlk_bundle_get_certificate (bundle, i);

      if (candidate == certificate || wlk_certificate_equal (candidate, certificate))
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
choose_leaf (Inspection     *self,
             WlkCertificate *leaf)
{
  gboolean is_received = FALSE;
  guint index = 0;

  if (leaf != NULL)
    is_received = find_in_bundle (self->received, leaf, &index);
  else if (self->connection != NULL)
    is_received = wlk_connection_findings_has_leaf (self->connection);
  else
    is_received = wlk_leaf_choice_find (self->received, self->request, &index);

  self->leaf = is_received ? wlk_bundle_get_certificate (self->received, index) : leaf;
  self->leaf_origin = is_received
                      ? wlk_bundle_dup_origin_text (self->received, index)
                      : g_strdup (_("chosen"));
}

static WlkReport *
judge (Inspection *self,
       WlkPath    *path,
       gboolean    is_quick)
{
  return wlk_path_processor_run (is_quick ? self->quick : self->request, path, self->trust,
                                 self->received, self->connection != NULL, self->signatures);
}

/* The answer has a second opinion, also when it was judged after many others. */
static void
complete_first (Inspection *self)
{
  WlkReport *first = self->reports->pdata[0];

  if (wlk_report_get_request (first) != self->quick)
    return;

  self->reports->pdata[0] = judge (self, wlk_report_get_path (first), FALSE);
  g_object_unref (first);
}

static gboolean
is_accepted (WlkReport *report)
{
  return wlk_report_get_verdict (report) == WLK_VERDICT_TRUSTED;
}

/* Lets the search try others first than the certificates to blame; the end entity is on all. */
static void
learn (WlkPathBuilder *builder,
       WlkReport      *report)
{
  WlkPath *path = wlk_report_get_path (report);
  WlkCertificate *leaf = wlk_path_get_certificate (path, wlk_path_get_length (path) - 1);

  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    {
      const WlkFindingRecord *record = wlk_report_get_record (report, i);
      WlkCertificate *culprit = record->culprit != NULL ? record->culprit : record->certificate;

      if (wlk_finding_record_matters (record) && culprit != NULL && culprit != leaf)
        wlk_path_builder_put_off (builder, culprit);
    }
}

/* Judges candidate paths until there is an accepted one and a few more, or none is left. */
static gboolean
search_paths (Inspection     *self,
              WlkPathBuilder *builder,
              GError        **error)
{
  guint n_wanted = MAX_PATHS;
  gboolean is_found = FALSE;

  while (self->reports->len < n_wanted)
    {
      g_autoptr(GError) local_error = NULL;
      g_autoptr(WlkPath) path = wlk_path_builder_next (builder, self->cancellable, &local_error);
      WlkReport *report;

      if (path == NULL && local_error == NULL)
        {
          self->is_complete = TRUE;
          return TRUE;
        }
      if (path == NULL)
        {
          self->is_complete = is_found;
          if (g_error_matches (local_error, WLK_ERROR, WLK_ERROR_BUDGET_EXCEEDED))
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }

      report = judge (self, path, self->reports->len >= MAX_SECOND_OPINIONS);
      g_ptr_array_add (self->reports, report);
      if (!is_accepted (report))
        learn (builder, report);
      else if (!is_found)
        {
          is_found = TRUE;
          n_wanted = self->reports->len + MAX_PATHS_AFTER_ACCEPTED;
          wlk_signature_cache_leave (self->signatures, MAX_CHECKS_AFTER_ACCEPTED);
        }
    }

  self->is_complete = is_found;
  return TRUE;
}

/* A report with more findings at its head: what the connection or the search has to say. */
static WlkReport *
prepend_findings (WlkRequest *request,
                  WlkPath    *path,
                  GPtrArray  *first,
                  WlkReport  *rest)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < first->len; i++)
    g_ptr_array_add (findings, g_object_ref (first->pdata[i]));
  for (guint i = 0; rest != NULL && i < wlk_report_get_n_findings (rest); i++)
    g_ptr_array_add (findings, g_object_ref (wlk_report_get_finding (rest, i)));

  return wlk_report_new (request, path, findings);
}

/* Whether a path fails by what its end entity says of itself, as every other path would. */
static gboolean
is_fault_of_leaf (WlkReport *report)
{
  WlkFinding *decisive = wlk_report_get_decisive (report);
  WlkPath *path = wlk_report_get_path (report);
  const WlkStep *step = decisive != NULL ? wlk_finding_get_step (decisive) : NULL;

  return step != NULL &&
         wlk_finding_get_position (decisive) == (int) wlk_path_get_length (path) - 1 &&
         (step->phase == WLK_PHASE_IDENTITY || g_str_has_prefix (step->id, "validity-"));
}

static WlkFinding *
find_incomplete_search (Inspection *self,
                        const char *cause)
{
  const WlkCheck *check = wlk_checks_find ("search-complete");
  WlkFindingDraft draft;
  WlkFinding *finding = NULL;

  g_assert (check != NULL);

  wlk_finding_draft_init (&draft);
  wlk_finding_draft_add_number (&draft, N_("Paths judged"), self->reports->len, WLK_SPAN_NONE);
  wlk_finding_draft_add_number (&draft, N_("Signatures checked"),
                                wlk_signature_cache_get_n_checks (self->signatures),
                                WLK_SPAN_NONE);
  wlk_finding_draft_unknown (&draft, cause,
                             N_("The search for a path stopped at its limit, after {1} paths. "
                                "One that it did not come to may be good."));
  finding = wlk_finding_new (&check->step, WLK_WHOLE_PATH, NULL, &draft);
  wlk_finding_draft_clear (&draft);
  return finding;
}

/* The search came to its limit before it found an accepted path. One that it did not come to may
 * be good, so the first report says that nothing is decided, on the longest chain; except where
 * the end entity by itself is refused, whatever the path. */
static void
report_incomplete_search (Inspection     *self,
                          WlkPathBuilder *builder)
{
  WlkReport *best = self->reports->len > 0 ? self->reports->pdata[0] : NULL;
  gboolean is_decided = best != NULL && is_fault_of_leaf (best);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WlkPath) longest = NULL;

  g_ptr_array_add (findings, find_incomplete_search (self, is_decided ? NULL : "budget"));
  if (is_decided)
    {
      self->reports->pdata[0] = prepend_findings (self->request, wlk_report_get_path (best),
                                                  findings, best);
      g_object_unref (best);
      return;
    }

  longest = wlk_path_builder_dup_longest (builder);
  g_ptr_array_insert (self->reports, 0, wlk_report_new (self->request, longest, findings));
}

static gboolean
judge_paths (Inspection *self,
             GError    **error)
{
  g_autoptr(WlkPathBuilder) builder = NULL;

  builder = wlk_path_builder_new (self->leaf, self->leaf_origin, self->received, self->trust,
                                  self->signatures, wlk_request_get_time (self->request));
  if (!search_paths (self, builder, error))
    return FALSE;

  if (self->reports->len > 0)
    {
      wlk_report_order_sort (self->reports);
      complete_first (self);
    }
  if (!self->is_complete)
    {
      report_incomplete_search (self, builder);
    }
  else if (self->reports->len == 0)
    {
      g_autoptr(WlkPath) longest = wlk_path_builder_dup_longest (builder);

      g_ptr_array_add (self->reports, judge (self, longest, FALSE));
    }

  return TRUE;
}

static void
add_connection_findings (Inspection *self)
{
  g_autoptr(GPtrArray) findings = wlk_connection_findings_new (self->connection);

  if (self->reports->len == 0)
    g_ptr_array_add (self->reports, wlk_report_new (self->request, NULL, findings));
  else
    for (guint i = 0; i < self->reports->len; i++)
      {
        WlkReport *report = self->reports->pdata[i];

        self->reports->pdata[i] = prepend_findings (self->request, wlk_report_get_path (report),
                                                    findings, report);
        g_object_unref (report);
      }
}

/**
 * wlk_inspector_new:
 *
 * Returns: (transfer full): an inspector
 */
WlkInspector *
wlk_inspector_new (void)
{
  return g_object_new (WLK_TYPE_INSPECTOR, NULL);
}

/**
 * wlk_inspector_inspect:
 * @self: an inspector
 * @request: what is asked: name, time, purpose, profile
 * @bundle: (nullable): certificates from files; beside @connection they are more candidates
 * @connection: (nullable): a connection, whose first certificate is the end entity
 * @trust: the trust anchors
 * @leaf: (nullable): the end entity, or %NULL to choose it by the rules in wlk-leaf-choice.c
 * @cancellable: (nullable): stops the search
 * @error: return location; %WLK_ERROR_EMPTY when there is neither a certificate nor a connection,
 *   %G_IO_ERROR_CANCELLED
 *
 * Builds candidate paths from the end entity to the trust anchors and judges each of them. It
 * works in the calling thread; wlk_inspector_inspect_async() does the same in another one.
 *
 * Returns: (transfer full): the inspection, or %NULL with @error
 */
WlkInspection *
wlk_inspector_inspect (WlkInspector   *self,
                       WlkRequest     *request,
                       WlkBundle      *bundle,
                       WlkConnection  *connection,
                       WlkTrustStore  *trust,
                       WlkCertificate *leaf,
                       GCancellable   *cancellable,
                       GError        **error)
{
  g_auto(Inspection) inspection = { 0 };

  g_return_val_if_fail (WLK_IS_INSPECTOR (self), NULL);
  g_return_val_if_fail (WLK_IS_REQUEST (request), NULL);
  g_return_val_if_fail (bundle == NULL || WLK_IS_BUNDLE (bundle), NULL);
  g_return_val_if_fail (connection == NULL || WLK_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (WLK_IS_TRUST_STORE (trust), NULL);

  inspection.request = request;
  inspection.quick = wlk_request_new_quick (request);
  inspection.connection = connection;
  inspection.trust = trust;
  inspection.cancellable = cancellable;
  inspection.received = collect_received (bundle, connection);
  inspection.signatures = wlk_signature_cache_new (MAX_SIGNATURE_CHECKS);
  inspection.reports = g_ptr_array_new_with_free_func (g_object_unref);

  choose_leaf (&inspection, leaf);
  if (inspection.leaf == NULL && connection == NULL)
    {
      set_empty_error (inspection.received, error);
      return NULL;
    }
  if (inspection.leaf != NULL && !judge_paths (&inspection, error))
    return NULL;
  if (inspection.reports->len > MAX_REPORTS)
    g_ptr_array_set_size (inspection.reports, MAX_REPORTS);
  if (connection != NULL)
    add_connection_findings (&inspection);

  return wlk_inspection_new (request, inspection.received, connection, trust, inspection.leaf,
                             inspection.reports);
}

/**
 * Question:
 *
 * What an inspection in another thread is given.
 */
typedef struct
{
  WlkRequest     *request;
  WlkBundle      *bundle;
  WlkConnection  *connection;
  WlkTrustStore  *trust;
  WlkCertificate *leaf;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_clear_object (&self->request);
  g_clear_object (&self->bundle);
  g_clear_object (&self->connection);
  g_clear_object (&self->trust);
  g_clear_object (&self->leaf);
  g_free (self);
}

static void
inspect_in_thread (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Question *question = task_data;
  GError *error = NULL;
  WlkInspection *inspection = NULL;

  inspection = wlk_inspector_inspect (source_object, question->request, question->bundle,
                                      question->connection, question->trust, question->leaf,
                                      cancellable, &error);
  if (inspection != NULL)
    g_task_return_pointer (task, inspection, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * wlk_inspector_inspect_async:
 * @self: an inspector
 * @request: what is asked: name, time, purpose, profile
 * @bundle: (nullable): certificates from files
 * @connection: (nullable): a connection
 * @trust: the trust anchors
 * @leaf: (nullable): the end entity, or %NULL to choose it
 * @cancellable: (nullable): stops the search
 * @callback: called in the thread-default main context when the inspection is done
 * @user_data: for @callback
 *
 * Does in another thread what wlk_inspector_inspect() does.
 */
void
wlk_inspector_inspect_async (WlkInspector       *self,
                             WlkRequest         *request,
                             WlkBundle          *bundle,
                             WlkConnection      *connection,
                             WlkTrustStore      *trust,
                             WlkCertificate     *leaf,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr(GTask) task = NULL;
  Question *question = NULL;

  g_return_if_fail (WLK_IS_INSPECTOR (self));
  g_return_if_fail (WLK_IS_REQUEST (request));
  g_return_if_fail (WLK_IS_TRUST_STORE (trust));

  question = g_new0 (Question, 1);
  question->request = g_object_ref (request);
  g_set_object (&question->bundle, bundle);
  g_set_object (&question->connection, connection);
  question->trust = g_object_ref (trust);
  g_set_object (&question->leaf, leaf);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, wlk_inspector_inspect_async);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, inspect_in_thread);
}

/**
 * wlk_inspector_inspect_finish:
 * @self: an inspector
 * @result: what the callback was given
 * @error: return location, as for wlk_inspector_inspect()
 *
 * Returns: (transfer full): the inspection, or %NULL with @error
 */
WlkInspection *
wlk_inspector_inspect_finish (WlkInspector *self,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
