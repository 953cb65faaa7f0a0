/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-window-model.h"

#include "inspect/wlk-inspection-changes.h"
#include "wlk-property.h"
#include "wlk-recent-hosts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The model behind a window: the inspection that is shown, and the job in progress. A job that
 * succeeds replaces the inspection; one that fails keeps it and sets a message.
 */

struct _WlkWindowModel
{
  GObject                parent_instance;

  WlkInspection         *inspection;   /* nullable */
  WlkSource             *source;       /* nullable: of @inspection */
  gboolean               is_now;       /* @inspection used the present time */

  WlkJobRunner          *work;
  gboolean               job_is_now;   /* of the job in progress */
  WlkSource             *asked_source; /* nullable: of that job, if it validates @source again */
  WlkQuery              *asked_query;  /* nullable: its query */
  WlkInspection         *before;       /* nullable: to compare its result with */

  WlkConnectionSettings *settings;
  WlkInspector          *inspector;    /* caches fetched data while the window exists */
  WlkTrustStore         *system_trust; /* nullable until loaded once */
  char                  *title;
  char                  *message;      /* nullable */
  char                  *news;         /* nullable */
};

G_DEFINE_FINAL_TYPE (WlkWindowModel, wlk_window_model, G_TYPE_OBJECT)

static void
set_text (WlkWindowModel *self,
          char          **member,
          const char     *property,
          const char     *text)
{
  if (g_strcmp0 (*member, text) == 0)
    return;

  g_free (*member);
  *member = g_strdup (text);
  g_object_notify (G_OBJECT (self), property);
}

static void
clear_asked (WlkWindowModel *self)
{
  g_clear_pointer (&self->asked_source, wlk_source_unref);
  g_clear_pointer (&self->asked_query, wlk_query_unref);
}

static gboolean
trusts_system (WlkSource *source)
{
  return wlk_source_get_trust (source) == NULL && !wlk_source_is_example (source);
}

static const char *
get_trust_path (WlkSource *source)
{
  const char * const *paths = wlk_source_get_trust (source);

  return paths != NULL ? paths[0] : NULL;
}

static WlkSource *
new_trusting (WlkSource  *source,
              const char *path)
{
  const char *paths[] = { path, NULL };

  return wlk_source_new_trusting (source, path != NULL ? paths : NULL, NULL);
}

static void
take_inspection (WlkWindowModel *self,
                 WlkSource      *source,
                 WlkInspection  *inspection)
{
  g_autofree char *title = wlk_source_dup_title (source);
  g_autofree char *news = self->before != NULL
                          ? wlk_inspection_dup_changes (self->before, inspection)
                          : NULL;

  if (trusts_system (source) && self->system_trust != inspection->trust)
    {
      g_clear_pointer (&self->system_trust, wlk_trust_store_unref);
      self->system_trust = wlk_trust_store_ref (inspection->trust);
    }
  g_clear_pointer (&self->source, wlk_source_unref);
  self->source = wlk_source_ref (source);
  g_set_object (&self->inspection, inspection);
  self->is_now = self->job_is_now;
  set_text (self, &self->title, "title", title);
  g_object_notify (G_OBJECT (self), "inspection");
  wlk_window_model_show_message (self, NULL);
  set_text (self, &self->news, "news", news);
}

static void
done_cb (WlkSource     *source,
         WlkInspection *inspection,
         const GError  *error,
         gpointer       user_data)
{
  WlkWindowModel *self = user_data;

  clear_asked (self);
  if (inspection != NULL)
    take_inspection (self, source, inspection);
  else
    wlk_window_model_show_message (self, error->message);
  g_clear_object (&self->before);
}

static void
start_job (WlkWindowModel *self,
           WlkSource      *source,
           WlkQuery       *query,
           WlkTrustStore  *trust,
           gboolean        is_now)
{
  g_clear_object (&self->before);
  if (source != self->asked_source)
    clear_asked (self);
  self->job_is_now = is_now;
  wlk_job_runner_run (self->work, self->inspector, source, query,
                      trusts_system (source) ? self->system_trust : trust);
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* A copy of @query, with the present time if @is_now. */
static WlkQuery *
dup_timed (WlkQuery *query,
           gboolean  is_now)
{
  WlkQueryFields fields = *wlk_query_get (query);

  if (is_now)
    fields.time = get_now ();

  return wlk_query_new (&fields);
}

/* Opens a new source, with the default query. */
static void
open_source (WlkWindowModel *self,
             WlkSource      *source,
             const char     *name)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkQuery) query = NULL;

  fields.name = name;
  fields.time = get_now ();
  query = wlk_query_new (&fields);
  wlk_inspector_ask_anew (self->inspector);
  start_job (self, source, query, NULL, TRUE);
}

static void
wlk_window_model_dispose (GObject *object)
{
  WlkWindowModel *self = WLK_WINDOW_MODEL (object);

  if (self->work != NULL)
    g_object_run_dispose (G_OBJECT (self->work));
  clear_asked (self);
  g_clear_object (&self->before);
  g_clear_pointer (&self->source, wlk_source_unref);
  g_clear_object (&self->inspector);
  g_clear_pointer (&self->system_trust, wlk_trust_store_unref);

  wlk_property_dispose (object);
}

static void
wlk_window_model_class_init (WlkWindowModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wlk_window_model_dispose;

  wlk_property_add (object_class, "inspection", WLK_TYPE_INSPECTION, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkWindowModel, inspection), NULL);
  wlk_property_add (object_class, "message", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkWindowModel, message), NULL);
  wlk_property_add (object_class, "news", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkWindowModel, news), NULL);
  wlk_property_add (object_class, "settings", WLK_TYPE_CONNECTION_SETTINGS, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkWindowModel, settings), NULL);
  wlk_property_add (object_class, "title", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkWindowModel, title), NULL);
  wlk_property_add (object_class, "work", WLK_TYPE_JOB_RUNNER, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkWindowModel, work), NULL);
}

static void
wlk_window_model_init (WlkWindowModel *self)
{
  self->work = wlk_job_runner_new (done_cb, self);
  self->settings = wlk_connection_settings_new ();
  self->inspector = wlk_inspector_new ();
}

/**
 * wlk_window_model_new:
 *
 * Returns: (transfer full): a model without an inspection
 */
WlkWindowModel *
wlk_window_model_new (void)
{
  return g_object_new (WLK_TYPE_WINDOW_MODEL, NULL);
}

/**
 * wlk_window_model_open_files:
 * @self: a model
 * @files: an immutable list of #GFile
 *
 * Opens files together, as one inspection.
 */
void
wlk_window_model_open_files (WlkWindowModel *self,
                             GListModel     *files)
{
  g_autoptr(WlkSource) source = wlk_source_new_files (files);

  g_return_if_fail (WLK_IS_WINDOW_MODEL (self));

  open_source (self, source, NULL);
}

/**
 * wlk_window_model_open_text:
 * @self: a model
 * @text: text with certificates in PEM
 *
 * Opens pasted or dropped text.
 */
void
wlk_window_model_open_text (WlkWindowModel *self,
                            const char     *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(WlkSource) source = wlk_source_new_bytes (bytes, _("clipboard"));

  g_return_if_fail (WLK_IS_WINDOW_MODEL (self));

  open_source (self, source, NULL);
}

/**
 * wlk_window_model_open_host:
 * @self: a model
 * @host: a host as typed
 *
 * Connects to a host, or shows a message if its syntax is invalid.
 */
void
wlk_window_model_open_host (WlkWindowModel *self,
                            const char     *host)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTarget) target = NULL;
  g_autoptr(WlkSource) source = NULL;

  g_return_if_fail (WLK_IS_WINDOW_MODEL (self));

  target = wlk_target_new_parse (host, &error);
  if (target == NULL)
    {
      wlk_window_model_show_message (self, error->message);
      return;
    }

  source = wlk_source_new_host (target, wlk_connection_settings_use_for (self->settings, target));
  wlk_recent_hosts_add (wlk_recent_hosts_get_default (), target->text);
  open_source (self, source, target->host);
}

/**
 * wlk_window_model_open_example_id:
 * @self: a model
 * @id: id of a built-in example
 *
 * Opens an example, or shows a message if there is no such example.
 */
void
wlk_window_model_open_example_id (WlkWindowModel *self,
                                  const char     *id)
{
  g_autoptr(GError) error = NULL;
  const WlkExample *example = NULL;
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkSource) source = NULL;

  g_return_if_fail (WLK_IS_WINDOW_MODEL (self));

  example = wlk_example_find (id, &error);
  if (example == NULL)
    {
      wlk_window_model_show_message (self, error->message);
      return;
    }

  query = wlk_example_dup_request (example);
  source = wlk_source_new_example (example);
  start_job (self, source, query, NULL, FALSE);
}

/**
 * wlk_window_model_reload:
 * @self: a model
 *
 * Reads the source again and validates it with the same query, at the present time if the query
 * had that. Afterwards “news” describes the changes.
 */
void
wlk_window_model_reload (WlkWindowModel *self)
{
  g_autoptr(WlkQuery) query = NULL;
  g_autoptr(WlkSource) unread = NULL;
  g_autoptr(WlkSource) source = NULL;
  WlkConnectionOptions *options = NULL;
  const char *trust_path = NULL;
  gboolean is_now = FALSE;
  WlkQuery *asked;
  const WlkTarget *target;

  g_return_if_fail (WLK_IS_WINDOW_MODEL (self));

  if (self->source == NULL)
    return;

  target = wlk_source_get_target (self->source);
  asked = wlk_window_model_get_asked (self, &is_now, &trust_path);
  query = dup_timed (asked, is_now);
  if (target != NULL)
    options = wlk_connection_settings_use_again_for (self->settings, target);
  unread = wlk_source_new_unread (self->source, options);
  source = new_trusting (unread, trust_path);
  g_clear_pointer (&self->system_trust, wlk_trust_store_unref);
  wlk_inspector_ask_anew (self->inspector);
  start_job (self, source, query, NULL, is_now);
  self->before = g_object_ref (self->inspection);
}

/**
 * wlk_window_model_use_starttls:
 * @self: a model with a host
 * @id: the id of a STARTTLS row, or %WLK_STARTTLS_NONE
 *
 * Connects to the same host again, with this STARTTLS protocol.
 */
void
wlk_window_model_use_starttls (WlkWindowModel *self,
                               const char     *id)
{
  g_return_if_fail (WLK_IS_WINDOW_MODEL (self));

  wlk_connection_settings_set_starttls (self->settings, id);
  wlk_window_model_reload (self);
}

/**
 * wlk_window_model_ask:
 * @self: a model
 * @query: the query
 * @is_now: whether to validate at the present time instead of the query's
 * @trust_path: (nullable): “system”, a file or a folder; %NULL for the example's or the system's
 *
 * Validates the received data again. The old result is kept until the new one is available.
 */
void
wlk_window_model_ask (WlkWindowModel *self,
                      WlkQuery       *query,
                      gboolean        is_now,
                      const char     *trust_path)
{
  g_autoptr(WlkQuery) timed = NULL;
  g_autoptr(WlkSource) source = NULL;
  WlkTrustStore *trust = NULL;

  g_return_if_fail (WLK_IS_WINDOW_MODEL (self));
  g_return_if_fail (query != NULL);

  if (self->source == NULL)
    return;

  if (!wlk_source_is_example (self->source) && g_strcmp0 (trust_path, "system") == 0)
    trust_path = NULL;
  timed = dup_timed (query, is_now);
  source = new_trusting (self->source, trust_path);
  if (g_strcmp0 (trust_path, get_trust_path (self->source)) == 0)
    trust = self->inspection->trust;
  clear_asked (self);
  self->asked_source = wlk_source_ref (source);
  self->asked_query = wlk_query_ref (timed);
  start_job (self, source, timed, trust, is_now);
}

/**
 * wlk_window_model_cancel:
 * @self: a model
 *
 * Stops the job in progress, if any, and keeps the inspection.
 */
void
wlk_window_model_cancel (WlkWindowModel *self)
{
  g_return_if_fail (WLK_IS_WINDOW_MODEL (self));

  clear_asked (self);
  wlk_job_runner_cancel (self->work);
}

/**
 * wlk_window_model_show_message:
 * @self: a model
 * @message: (nullable): a whole sentence, or %NULL to remove it
 *
 * Shows an error message until it is dismissed or another source is opened.
 */
void
wlk_window_model_show_message (WlkWindowModel *self,
                               const char     *message)
{
  g_return_if_fail (WLK_IS_WINDOW_MODEL (self));

  set_text (self, &self->message, "message", message);
}

/**
 * wlk_window_model_dismiss_news:
 * @self: a model
 *
 * Removes the description of changes.
 */
void
wlk_window_model_dismiss_news (WlkWindowModel *self)
{
  g_return_if_fail (WLK_IS_WINDOW_MODEL (self));

  set_text (self, &self->news, "news", NULL);
}

/* (nullable): the inspection. */
WlkInspection *
wlk_window_model_get_inspection (WlkWindowModel *self)
{
  g_return_val_if_fail (WLK_IS_WINDOW_MODEL (self), NULL);

  return self->inspection;
}

/* (nullable): a short title of the source. */
const char *
wlk_window_model_get_title (WlkWindowModel *self)
{
  g_return_val_if_fail (WLK_IS_WINDOW_MODEL (self), NULL);

  return self->title;
}

/* (nullable): the error message. */
const char *
wlk_window_model_get_message (WlkWindowModel *self)
{
  g_return_val_if_fail (WLK_IS_WINDOW_MODEL (self), NULL);

  return self->message;
}

/* (nullable): the changes since the previous inspection, a sentence on each line. */
const char *
wlk_window_model_get_news (WlkWindowModel *self)
{
  g_return_val_if_fail (WLK_IS_WINDOW_MODEL (self), NULL);

  return self->news;
}

/* The runner of its jobs. */
WlkJobRunner *
wlk_window_model_get_work (WlkWindowModel *self)
{
  g_return_val_if_fail (WLK_IS_WINDOW_MODEL (self), NULL);

  return self->work;
}

/**
 * wlk_window_model_get_asked:
 * @self: a model
 * @is_now: (out) (optional): whether it is for the present time
 * @trust_path: (out) (optional) (nullable): the trust anchors, as for wlk_window_model_ask()
 *
 * Returns: (transfer none) (nullable): the last query on the source; while its job is in progress,
 *   the shown inspection still answers the query before it
 */
WlkQuery *
wlk_window_model_get_asked (WlkWindowModel *self,
                            gboolean       *is_now,
                            const char    **trust_path)
{
  WlkSource *source = self->asked_source != NULL ? self->asked_source : self->source;

  if (is_now != NULL)
    *is_now = self->asked_source != NULL ? self->job_is_now : self->is_now;
  if (trust_path != NULL)
    *trust_path = source != NULL ? get_trust_path (source) : NULL;
  if (self->asked_query != NULL)
    return self->asked_query;

  return self->inspection != NULL ? self->inspection->query : NULL;
}

/* Whether a job is in progress. */
gboolean
wlk_window_model_is_busy (WlkWindowModel *self)
{
  g_return_val_if_fail (WLK_IS_WINDOW_MODEL (self), FALSE);

  return wlk_job_runner_is_busy (self->work);
}

/* Whether the inspection used the present time. */
gboolean
wlk_window_model_is_now (WlkWindowModel *self)
{
  g_return_val_if_fail (WLK_IS_WINDOW_MODEL (self), FALSE);

  return self->is_now;
}
