/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-session.h"

#include "wlk-job.h"

#include <glib/gi18n-lib.h>

/*
 * The model behind a window: the inspection that is shown, and the job in progress. A job that
 * succeeds replaces the inspection; one that fails leaves it and says why. At most one job counts:
 * a new one cancels the one before it.
 */

struct _WlkSession
{
  GObject        parent_instance;

  WlkInspection *inspection;   /* nullable */
  WlkJob        *done;         /* nullable: the job that made @inspection */
  gboolean       is_now;       /* @inspection was judged at the time of the day */

  WlkJob        *job;          /* nullable: in progress */
  gboolean       job_is_now;
  gulong         activity_id;
  GCancellable  *cancellable;  /* of @job */

  WlkInspector  *inspector;    /* keeps what was fetched for as long as the window */
  WlkTrustStore *system_trust; /* nullable until loaded once */
  char          *title;
  char          *message;      /* nullable */
};

enum {
  PROP_0,
  PROP_ACTIVITY,
  PROP_INSPECTION,
  PROP_IS_BUSY,
  PROP_MESSAGE,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkSession, wlk_session, G_TYPE_OBJECT)

static void
activity_cb (WlkSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVITY]);
}

static void
forget_job (WlkSession *self)
{
  if (self->job != NULL)
    g_clear_signal_handler (&self->activity_id, self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->cancellable);
}

static void
notify_job (WlkSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVITY]);
}

static void
take_inspection (WlkSession    *self,
                 WlkJob        *job,
                 WlkInspection *inspection)
{
  gboolean is_system = wlk_job_get_trust_path (job) == NULL && !wlk_job_is_example (job);

  if (is_system)
    g_set_object (&self->system_trust, wlk_inspection_get_trust (inspection));
  g_set_object (&self->done, job);
  g_set_object (&self->inspection, inspection);
  self->is_now = self->job_is_now;
  g_free (self->title);
  self->title = wlk_job_dup_title (job);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(WlkSession) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkInspection) inspection = NULL;
  WlkJob *job = WLK_JOB (source);

  inspection = wlk_job_run_finish (job, result, &error);
  if (job != self->job)
    return; /* Another one took its place, or it was cancelled. */

  if (inspection != NULL)
    take_inspection (self, job, inspection);
  forget_job (self);
  if (inspection != NULL)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INSPECTION]);
      wlk_session_dismiss_message (self);
    }
  else
    {
      wlk_session_show_message (self, error->message);
    }
  notify_job (self);
}

static void
start_job (WlkSession *self,
           WlkJob     *job,
           gboolean    is_now)
{
  wlk_session_cancel (self);
  if (wlk_job_get_trust_path (job) == NULL && !wlk_job_is_example (job))
    wlk_job_set_trust (job, self->system_trust);

  wlk_job_set_inspector (job, self->inspector);
  self->job = g_object_ref (job);
  self->job_is_now = is_now;
  self->cancellable = g_cancellable_new ();
  self->activity_id = g_signal_connect_object (job, "notify::activity", G_CALLBACK (activity_cb),
                                               self, G_CONNECT_SWAPPED);
  wlk_job_run_async (job, self->cancellable, run_cb, g_object_ref (self));
  notify_job (self);
}

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* What is asked of something that nobody has asked anything of yet. */
static WlkJob *
new_job (const char *name)
{
  g_autoptr(WlkRequest) request = wlk_request_new (name, get_now (), WLK_PURPOSE_SERVER,
                                                   WLK_PROFILE_PATH);

  return wlk_job_new (request);
}

static void
wlk_session_dispose (GObject *object)
{
  WlkSession *self = WLK_SESSION (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  forget_job (self);
  g_clear_object (&self->inspection);
  g_clear_object (&self->done);
  g_clear_object (&self->inspector);
  g_clear_object (&self->system_trust);

  G_OBJECT_CLASS (wlk_session_parent_class)->dispose (object);
}

static void
wlk_session_finalize (GObject *object)
{
  WlkSession *self = WLK_SESSION (object);

  g_free (self->title);
  g_free (self->message);

  G_OBJECT_CLASS (wlk_session_parent_class)->finalize (object);
}

static void
wlk_session_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  WlkSession *self = WLK_SESSION (object);

  switch (property_id)
    {
    case PROP_ACTIVITY:
      g_value_set_string (value, wlk_session_get_activity (self));
      break;

    case PROP_INSPECTION:
      g_value_set_object (value, self->inspection);
      break;

    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->job != NULL);
      break;

    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_session_class_init (WlkSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = wlk_session_dispose;
  object_class->finalize = wlk_session_finalize;
  object_class->get_property = wlk_session_get_property;

  properties[PROP_ACTIVITY] = g_param_spec_string ("activity", NULL, NULL, NULL, flags);
  properties[PROP_INSPECTION] = g_param_spec_object ("inspection", NULL, NULL,
                                                     WLK_TYPE_INSPECTION, flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_session_init (WlkSession *self)
{
  self->inspector = wlk_inspector_new ();
}

/**
 * wlk_session_new:
 *
 * Returns: (transfer full): a session in which nothing is open
 */
WlkSession *
wlk_session_new (void)
{
  return g_object_new (WLK_TYPE_SESSION, NULL);
}

/**
 * wlk_session_open_files:
 * @self: a session
 * @files: a list of #GFile that does not change any more
 *
 * Opens files together, as one inspection.
 */
void
wlk_session_open_files (WlkSession *self,
                        GListModel *files)
{
  g_autoptr(WlkJob) job = new_job (NULL);

  g_return_if_fail (WLK_IS_SESSION (self));

  wlk_job_set_files (job, files);
  start_job (self, job, TRUE);
}

/**
 * wlk_session_open_text:
 * @self: a session
 * @text: text with certificates in PEM
 *
 * Opens what was pasted or dropped.
 */
void
wlk_session_open_text (WlkSession *self,
                       const char *text)
{
  g_autoptr(WlkJob) job = new_job (NULL);

  g_return_if_fail (WLK_IS_SESSION (self));

  wlk_job_set_text (job, text);
  start_job (self, job, TRUE);
}

/**
 * wlk_session_open_host:
 * @self: a session
 * @host: a host as typed
 *
 * Connects to a host, or says what is wrong with how it is written.
 */
void
wlk_session_open_host (WlkSession *self,
                       const char *host)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTarget) target = NULL;
  g_autoptr(WlkJob) job = NULL;

  g_return_if_fail (WLK_IS_SESSION (self));

  target = wlk_target_new_parse (host, &error);
  if (target == NULL)
    {
      wlk_session_show_message (self, error->message);
      return;
    }

  job = new_job (wlk_target_get_host (target));
  wlk_job_set_target (job, target);
  start_job (self, job, TRUE);
}

/**
 * wlk_session_open_example_id:
 * @self: a session
 * @id: id of a built-in example
 *
 * Opens an example, or says that there is none of that name.
 */
void
wlk_session_open_example_id (WlkSession *self,
                             const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkExample) example = NULL;
  g_autoptr(WlkRequest) request = NULL;
  g_autoptr(WlkJob) job = NULL;

  g_return_if_fail (WLK_IS_SESSION (self));

  example = wlk_example_find (id, &error);
  if (example == NULL)
    {
      wlk_session_show_message (self, error->message);
      return;
    }

  request = wlk_example_dup_request (example);
  job = wlk_job_new (request);
  wlk_job_set_example (job, example);
  start_job (self, job, FALSE);
}

/**
 * wlk_session_reload:
 * @self: a session
 *
 * Reads the source again and asks the same of it, at the present time if that was asked.
 */
void
wlk_session_reload (WlkSession *self)
{
  g_autoptr(WlkRequest) request = NULL;
  g_autoptr(WlkJob) job = NULL;

  g_return_if_fail (WLK_IS_SESSION (self));

  if (self->done == NULL)
    return;

  request = self->is_now
            ? wlk_request_new_at (wlk_job_get_request (self->done), get_now ())
            : g_object_ref (wlk_job_get_request (self->done));
  job = wlk_job_new (request);
  wlk_job_set_source (job, self->done);
  wlk_job_set_trust_path (job, wlk_job_get_trust_path (self->done));
  g_clear_object (&self->system_trust);
  start_job (self, job, self->is_now);
}

/**
 * wlk_session_ask:
 * @self: a session
 * @request: what is asked
 * @is_now: judge at the present time rather than at that of the request
 * @trust_path: (nullable): “system”, a file or a folder; %NULL for the example's or the system's
 *
 * Judges again what was received. The old result stays in place until the new one is there.
 */
void
wlk_session_ask (WlkSession *self,
                 WlkRequest *request,
                 gboolean    is_now,
                 const char *trust_path)
{
  g_autoptr(WlkRequest) asked = NULL;
  g_autoptr(WlkJob) job = NULL;

  g_return_if_fail (WLK_IS_SESSION (self));
  g_return_if_fail (WLK_IS_REQUEST (request));

  if (self->done == NULL)
    return;

  asked = is_now ? wlk_request_new_at (request, get_now ()) : g_object_ref (request);
  job = wlk_job_new (asked);
  wlk_job_set_source (job, self->done);
  wlk_job_set_contents (job, self->done);
  wlk_job_set_trust_path (job, trust_path);
  if (g_strcmp0 (trust_path, wlk_job_get_trust_path (self->done)) == 0)
    wlk_job_set_trust (job, wlk_inspection_get_trust (self->inspection));
  start_job (self, job, is_now);
}

/**
 * wlk_session_cancel:
 * @self: a session
 *
 * Stops the work in progress, if there is any; what was open stays open.
 */
void
wlk_session_cancel (WlkSession *self)
{
  g_autoptr(GCancellable) cancellable = NULL;

  g_return_if_fail (WLK_IS_SESSION (self));

  if (self->job == NULL)
    return;

  cancellable = g_object_ref (self->cancellable);
  forget_job (self);
  g_cancellable_cancel (cancellable);
  notify_job (self);
}

/**
 * wlk_session_show_message:
 * @self: a session
 * @message: a whole sentence
 *
 * Says what went wrong, until somebody dismisses it or something else is opened.
 */
void
wlk_session_show_message (WlkSession *self,
                          const char *message)
{
  g_return_if_fail (WLK_IS_SESSION (self));

  g_free (self->message);
  self->message = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

/**
 * wlk_session_dismiss_message:
 * @self: a session
 *
 * Takes the message away.
 */
void
wlk_session_dismiss_message (WlkSession *self)
{
  g_return_if_fail (WLK_IS_SESSION (self));

  if (self->message != NULL)
    wlk_session_show_message (self, NULL);
}

/**
 * wlk_session_get_inspection:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): what is shown
 */
WlkInspection *
wlk_session_get_inspection (WlkSession *self)
{
  g_return_val_if_fail (WLK_IS_SESSION (self), NULL);

  return self->inspection;
}

/**
 * wlk_session_get_title:
 * @self: a session
 *
 * Returns: (nullable): what is open, in a few words
 */
const char *
wlk_session_get_title (WlkSession *self)
{
  g_return_val_if_fail (WLK_IS_SESSION (self), NULL);

  return self->title;
}

/**
 * wlk_session_get_activity:
 * @self: a session
 *
 * Returns: (nullable): what is being done
 */
const char *
wlk_session_get_activity (WlkSession *self)
{
  g_return_val_if_fail (WLK_IS_SESSION (self), NULL);

  return self->job != NULL ? wlk_job_get_activity (self->job) : NULL;
}

/**
 * wlk_session_get_message:
 * @self: a session
 *
 * Returns: (nullable): what went wrong
 */
const char *
wlk_session_get_message (WlkSession *self)
{
  g_return_val_if_fail (WLK_IS_SESSION (self), NULL);

  return self->message;
}

/**
 * wlk_session_get_trust_path:
 * @self: a session
 *
 * Returns: (nullable): where trust comes from, %NULL for the example's own or the system's
 */
const char *
wlk_session_get_trust_path (WlkSession *self)
{
  g_return_val_if_fail (WLK_IS_SESSION (self), NULL);

  return self->done != NULL ? wlk_job_get_trust_path (self->done) : NULL;
}

/**
 * wlk_session_is_busy:
 * @self: a session
 *
 * Returns: whether work is in progress
 */
gboolean
wlk_session_is_busy (WlkSession *self)
{
  g_return_val_if_fail (WLK_IS_SESSION (self), FALSE);

  return self->job != NULL;
}

/**
 * wlk_session_is_now:
 * @self: a session
 *
 * Returns: whether what is shown was judged at the time of day
 */
gboolean
wlk_session_is_now (WlkSession *self)
{
  g_return_val_if_fail (WLK_IS_SESSION (self), FALSE);

  return self->is_now;
}

/**
 * wlk_session_is_example:
 * @self: a session
 *
 * Returns: whether what is shown is a built-in example
 */
gboolean
wlk_session_is_example (WlkSession *self)
{
  g_return_val_if_fail (WLK_IS_SESSION (self), FALSE);

  return self->done != NULL && wlk_job_is_example (self->done);
}
