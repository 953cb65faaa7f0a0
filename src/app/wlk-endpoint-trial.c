/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-endpoint-trial.h"

#include "base/wlk-text.h"
#include "net/wlk-endpoints.h"
#include "wlk-endpoint-item.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>

struct _WlkEndpointTrial
{
  GObject              parent_instance;

  const WlkConnection *connection;
  GCancellable        *cancellable; /* nullable: of the current run */
  guint                n_endpoints;

  char                *common; /* nullable */
  double               fraction; /* of the endpoints, those that are done */
  char                *invitation;
  gboolean             is_running;
  GListStore          *items; /* of WlkEndpointItem */
  char                *progress; /* nullable */
  char                *summary; /* nullable */
};

/**
 * Run:
 * @trial: whose run it is
 * @cancellable: of this run
 *
 * One run. Reports of a cancelled run are ignored.
 */
typedef struct
{
  WlkEndpointTrial *trial;
  GCancellable     *cancellable;
} Run;

G_DEFINE_FINAL_TYPE (WlkEndpointTrial, wlk_endpoint_trial, G_TYPE_OBJECT)

static char *
dup_invitation (guint n_endpoints)
{
  return g_strdup_printf (ngettext ("Connects to each address of the server, with and without a "
                                    "server name, with TLS 1.2 and TLS 1.3, for an RSA and an "
                                    "ECDSA certificate, and compares what it shows. This makes "
                                    "%u connection.",
                                    "Connects to each address of the server, with and without a "
                                    "server name, with TLS 1.2 and TLS 1.3, for an RSA and an "
                                    "ECDSA certificate, and compares what it shows. This makes "
                                    "%u connections, at most eight at a time.", n_endpoints),
                          n_endpoints);
}

static void
wlk_endpoint_trial_dispose (GObject *object)
{
  WlkEndpointTrial *self = WLK_ENDPOINT_TRIAL (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->connection, wlk_connection_unref);
  wlk_property_dispose (object);
}

static void
wlk_endpoint_trial_class_init (WlkEndpointTrialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wlk_endpoint_trial_dispose;

  wlk_property_add (object_class, "common", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointTrial, common), NULL);
  wlk_property_add (object_class, "fraction", G_TYPE_DOUBLE, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointTrial, fraction), NULL);
  wlk_property_add (object_class, "invitation", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointTrial, invitation), NULL);
  wlk_property_add (object_class, "is-running", G_TYPE_BOOLEAN, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointTrial, is_running), NULL);
  wlk_property_add (object_class, "items", G_TYPE_LIST_MODEL, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointTrial, items), NULL);
  wlk_property_add (object_class, "progress", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointTrial, progress), NULL);
  wlk_property_add (object_class, "summary", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointTrial, summary), NULL);
}

static void
wlk_endpoint_trial_init (WlkEndpointTrial *self)
{
  self->items = g_list_store_new (WLK_TYPE_ENDPOINT_ITEM);
}

static gboolean
is_current (const Run *run)
{
  return run->trial->cancellable == run->cancellable;
}

static void
run_free (Run *run)
{
  g_object_unref (run->trial);
  g_object_unref (run->cancellable);
  g_free (run);
}

static void
set_n_done (WlkEndpointTrial *self,
            guint             n_done)
{
  self->fraction = self->n_endpoints > 0 ? (double) n_done / self->n_endpoints : 0;
  g_free (self->progress);
  self->progress = g_strdup_printf (ngettext ("%u of %u endpoint", "%u of %u endpoints",
                                              self->n_endpoints), n_done, self->n_endpoints);
  g_object_notify (G_OBJECT (self), "fraction");
  g_object_notify (G_OBJECT (self), "progress");
}

static void
progress_cb (guint    n_done,
             guint    n_endpoints,
             gpointer user_data)
{
  Run *run = user_data;

  if (is_current (run))
    set_n_done (run->trial, n_done);
}

static void
show_endpoints (WlkEndpointTrial *self,
                GPtrArray        *endpoints)
{
  const WlkEndpoint *main_endpoint = wlk_endpoints_get_main (endpoints);
  g_autofree char *leaf = main_endpoint != NULL ? wlk_endpoint_dup_leaf (main_endpoint) : NULL;

  g_list_store_remove_all (self->items);
  for (guint i = 0; i < endpoints->len; i++)
    {
      g_autoptr(WlkEndpointItem) item = wlk_endpoint_item_new (endpoints->pdata[i], main_endpoint);

      g_list_store_append (self->items, item);
    }
  g_free (self->summary);
  self->summary = wlk_endpoints_dup_summary (endpoints);
  g_free (self->common);
  self->common = leaf != NULL ? wlk_text_make_visible (leaf, -1) : NULL;
  g_object_notify (G_OBJECT (self), "common");
  g_object_notify (G_OBJECT (self), "summary");
}

static void
endpoints_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Run *run = user_data;
  WlkEndpointTrial *self = run->trial;
  g_autoptr(GPtrArray) endpoints = wlk_endpoints_try_finish (result, NULL);

  if (is_current (run))
    {
      if (endpoints != NULL)
        show_endpoints (self, endpoints);
      g_clear_object (&self->cancellable);
      self->is_running = FALSE;
      g_object_notify (G_OBJECT (self), "is-running");
    }
  run_free (run);
}

/**
 * wlk_endpoint_trial_new:
 * @connection: a connection
 *
 * Returns: (transfer full): a trial of the endpoints of its server, not started
 */
WlkEndpointTrial *
wlk_endpoint_trial_new (const WlkConnection *connection)
{
  WlkEndpointTrial *self = NULL;

  g_return_val_if_fail (connection != NULL, NULL);

  self = g_object_new (WLK_TYPE_ENDPOINT_TRIAL, NULL);
  self->connection = wlk_connection_ref (connection);
  self->n_endpoints = wlk_endpoints_count (connection);
  self->invitation = dup_invitation (self->n_endpoints);
  set_n_done (self, 0);
  return self;
}

/**
 * wlk_endpoint_trial_start:
 * @self: a trial
 *
 * Starts connecting, unless it is running. The previous result is kept until the run ends.
 */
void
wlk_endpoint_trial_start (WlkEndpointTrial *self)
{
  Run *run;

  g_return_if_fail (WLK_IS_ENDPOINT_TRIAL (self));

  if (self->cancellable != NULL || self->n_endpoints == 0)
    return;

  self->cancellable = g_cancellable_new ();
  run = g_new0 (Run, 1);
  run->trial = g_object_ref (self);
  run->cancellable = g_object_ref (self->cancellable);
  set_n_done (self, 0);
  self->is_running = TRUE;
  g_object_notify (G_OBJECT (self), "is-running");
  wlk_endpoints_try_async (self->connection, self->cancellable, progress_cb, run, endpoints_cb,
                           run);
}

/**
 * wlk_endpoint_trial_cancel:
 * @self: a trial
 *
 * Ends all connections, if it is running. The previous result is kept.
 */
void
wlk_endpoint_trial_cancel (WlkEndpointTrial *self)
{
  g_autoptr(GCancellable) cancellable = NULL;

  g_return_if_fail (WLK_IS_ENDPOINT_TRIAL (self));

  if (self->cancellable == NULL)
    return;

  cancellable = g_steal_pointer (&self->cancellable);
  self->is_running = FALSE;
  g_cancellable_cancel (cancellable);
  g_object_notify (G_OBJECT (self), "is-running");
}

/* Whether it is connecting. */
gboolean
wlk_endpoint_trial_is_running (WlkEndpointTrial *self)
{
  g_return_val_if_fail (WLK_IS_ENDPOINT_TRIAL (self), FALSE);

  return self->is_running;
}

/* The endpoints, a list of #WlkEndpointItem. */
GListModel *
wlk_endpoint_trial_get_items (WlkEndpointTrial *self)
{
  g_return_val_if_fail (WLK_IS_ENDPOINT_TRIAL (self), NULL);

  return G_LIST_MODEL (self->items);
}

/* (nullable): a summary of all endpoints; %NULL until they are tried. */
const char *
wlk_endpoint_trial_get_summary (WlkEndpointTrial *self)
{
  g_return_val_if_fail (WLK_IS_ENDPOINT_TRIAL (self), NULL);

  return self->summary;
}
