/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-endpoint-trial.h"

#include "base/wlk-text.h"
#include "net/wlk-endpoints.h"
#include "wlk-endpoint-item.h"

#include <glib/gi18n-lib.h>

struct _WlkEndpointTrial
{
  GObject        parent_instance;

  WlkConnection *connection;
  GCancellable  *cancellable; /* nullable: of the current run */
  GListStore    *items;       /* of WlkEndpointItem */
  guint          n_done;
  guint          n_endpoints;
  char          *summary;     /* nullable */
  char          *common;      /* nullable */
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

enum {
  PROP_0,
  PROP_COMMON,
  PROP_CONNECTION,
  PROP_FRACTION,
  PROP_INVITATION,
  PROP_IS_RUNNING,
  PROP_ITEMS,
  PROP_PROGRESS,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkEndpointTrial, wlk_endpoint_trial, G_TYPE_OBJECT)

static char *
dup_invitation (WlkEndpointTrial * self)
{
  return g_strdup_printf (ngettext ("Connects to each address of the server, with and without a "
                                    "server name, with TLS 1.2 and TLS 1.3, for an RSA and an "
                                    "ECDSA certificate, and compares what it shows. This makes "
                                    "%u connection.",
                                    "Connects to each address of the server, with and without a "
                                    "server name, with TLS 1.2 and TLS 1.3, for an RSA and an "
                                    "ECDSA certificate, and compares what it shows. This makes "
                                    "%u connections, at most eight at a time.", self->n_endpoints),
                          self->n_endpoints);
}

static char *
dup_progress (WlkEndpointTrial *self)
{
  return g_strdup_printf (ngettext ("%u of %u endpoint", "%u of %u endpoints", self->n_endpoints),
                          self->n_done, self->n_endpoints);
}

static void
wlk_endpoint_trial_constructed (GObject *object)
{
  WlkEndpointTrial *self = WLK_ENDPOINT_TRIAL (object);

  G_OBJECT_CLASS (wlk_endpoint_trial_parent_class)->constructed (object);
  self->n_endpoints = wlk_endpoints_count (self->connection);
}

static void
wlk_endpoint_trial_finalize (GObject *object)
{
  WlkEndpointTrial *self = WLK_ENDPOINT_TRIAL (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->connection);
  g_clear_object (&self->items);
  g_free (self->summary);
  g_free (self->common);

  G_OBJECT_CLASS (wlk_endpoint_trial_parent_class)->finalize (object);
}

static void
wlk_endpoint_trial_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  WlkEndpointTrial *self = WLK_ENDPOINT_TRIAL (object);

  switch (property_id)
    {
    case PROP_COMMON:
      g_value_set_string (value, self->common);
      break;

    case PROP_CONNECTION:
      g_value_set_object (value, self->connection);
      break;

    case PROP_FRACTION:
      g_value_set_double (value,
                          self->n_endpoints > 0 ? (double) self->n_done / self->n_endpoints : 0);
      break;

    case PROP_INVITATION:
      g_value_take_string (value, dup_invitation (self));
      break;

    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;

    case PROP_ITEMS:
      g_value_set_object (value, self->items);
      break;

    case PROP_PROGRESS:
      g_value_take_string (value, dup_progress (self));
      break;

    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_endpoint_trial_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  if (property_id == PROP_CONNECTION)
    WLK_ENDPOINT_TRIAL (object)->connection = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
wlk_endpoint_trial_class_init (WlkEndpointTrialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = wlk_endpoint_trial_constructed;
  object_class->finalize = wlk_endpoint_trial_finalize;
  object_class->get_property = wlk_endpoint_trial_get_property;
  object_class->set_property = wlk_endpoint_trial_set_property;

  properties[PROP_COMMON] = g_param_spec_string ("common", NULL, NULL, NULL, flags);
  properties[PROP_CONNECTION] =
    g_param_spec_object ("connection", NULL, NULL, WLK_TYPE_CONNECTION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_INVITATION] = g_param_spec_string ("invitation", NULL, NULL, NULL, flags);
  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", NULL, NULL, FALSE, flags);
  properties[PROP_ITEMS] = g_param_spec_object ("items", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_PROGRESS] = g_param_spec_string ("progress", NULL, NULL, NULL, flags);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
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
  self->n_done = n_done;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMMON]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
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
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
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
wlk_endpoint_trial_new (WlkConnection *connection)
{
  g_return_val_if_fail (WLK_IS_CONNECTION (connection), NULL);

  return g_object_new (WLK_TYPE_ENDPOINT_TRIAL, "connection", connection, NULL);
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
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
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
  g_cancellable_cancel (cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
}

/* Whether it is connecting. */
gboolean
wlk_endpoint_trial_is_running (WlkEndpointTrial *self)
{
  g_return_val_if_fail (WLK_IS_ENDPOINT_TRIAL (self), FALSE);

  return self->cancellable != NULL;
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
