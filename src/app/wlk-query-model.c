/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-query-model.h"

#include "base/wlk-text.h"
#include "base/wlk-time.h"
#include "x509/wlk-oid.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include <string.h>

/*
 * The query of a window's inspection as properties that a template binds bidirectionally. Changing
 * one property validates again, with this change alone applied to the last query, so an invalid
 * text does not block other changes. Texts are applied on demand. Setting a property to its current
 * value does nothing, and a binding does not echo the change that it propagates, so the model can
 * be updated from the inspection without a guard.
 */

enum {
  PROP_NAME = 1,
  PROP_POLICIES,
  PROP_TIME,
  N_TEXTS_END,
  PROP_POLICIES_INVALID = N_TEXTS_END,
  PROP_TIME_INVALID,
  PROP_WINDOW_MODEL,
  PROP_FIRST_NUMBER
};

/* The fields that are numbers, enumerations or booleans, each an int. */
static const struct
{
  const char *name;
  GType       type;
  gsize       offset;
} numbers[] = {
  { "fetch", G_TYPE_BOOLEAN, G_STRUCT_OFFSET (WlkQueryFields, wants_fetch) },
  { "inhibit-any-policy", G_TYPE_BOOLEAN, G_STRUCT_OFFSET (WlkQueryFields, inhibits_any_policy) },
  { "inhibit-policy-mapping", G_TYPE_BOOLEAN,
    G_STRUCT_OFFSET (WlkQueryFields, inhibits_policy_mapping) },
  { "profile", G_TYPE_UINT, G_STRUCT_OFFSET (WlkQueryFields, profile) },
  { "purpose", G_TYPE_UINT, G_STRUCT_OFFSET (WlkQueryFields, purpose) },
  { "require-explicit-policy", G_TYPE_BOOLEAN,
    G_STRUCT_OFFSET (WlkQueryFields, requires_explicit_policy) },
  { "revocation", G_TYPE_UINT, G_STRUCT_OFFSET (WlkQueryFields, revocation) },
};

#define N_NUMBERS G_N_ELEMENTS (numbers)
#define N_PROPS   (PROP_FIRST_NUMBER + N_NUMBERS)

#define N_TEXTS (N_TEXTS_END - PROP_NAME)

/* A text property: the edited text, until it is applied or replaced from the inspection. */
typedef struct
{
  char    *text;
  gboolean is_edited;
  gboolean is_invalid;
} Text;

struct _WlkQueryModel
{
  GObject              parent_instance;

  WlkWindowModel      *window_model;   /* nullable */
  WlkBundle           *bundle;         /* nullable: the inspected certificates */
  const WlkConnection *connection;           /* nullable: the inspected connection */
  guint                numbers[N_NUMBERS];
  Text                 texts[N_TEXTS];
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkQueryModel, wlk_query_model, G_TYPE_OBJECT)

static Text *
get_text (WlkQueryModel * self,
          guint property)
{
  return &self->texts[property - PROP_NAME];
}

static void
set_invalid (WlkQueryModel *self,
             guint          property,
             gboolean       is_invalid)
{
  Text *text = get_text (self, property);

  if (text->is_invalid == is_invalid)
    return;

  text->is_invalid = is_invalid;
  g_object_notify_by_pspec (G_OBJECT (self),
                            properties[property == PROP_TIME ? PROP_TIME_INVALID
                                                             : PROP_POLICIES_INVALID]);
}

static void
show_number (WlkQueryModel *self,
             guint          index,
             guint          value)
{
  if (self->numbers[index] == value)
    return;

  self->numbers[index] = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST_NUMBER + index]);
}

/* Keeps a text that was edited and not applied. */
static void
show_text (WlkQueryModel *self,
           guint          property,
           const char    *value)
{
  Text *text = get_text (self, property);

  if (text->is_edited || g_strcmp0 (text->text, value) == 0)
    return;

  g_free (text->text);
  text->text = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
forget_edits (WlkQueryModel *self)
{
  for (guint i = 0; i < N_TEXTS; i++)
    self->texts[i].is_edited = FALSE;
  set_invalid (self, PROP_POLICIES, FALSE);
  set_invalid (self, PROP_TIME, FALSE);
}

static void
show (WlkQueryModel *self,
      WlkQuery      *query,
      gboolean       is_now)
{
  const WlkQueryFields *fields = wlk_query_get (query);
  g_autofree char *policies = fields->policies != NULL
                              ? g_strjoinv (" ", (char **) fields->policies) : NULL;
  g_autofree char *time = is_now ? NULL : wlk_time_format (fields->time);

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < N_NUMBERS; i++)
    show_number (self, i, G_STRUCT_MEMBER (guint, fields, numbers[i].offset));
  show_text (self, PROP_NAME, fields->name != NULL ? fields->name : "");
  show_text (self, PROP_POLICIES, policies != NULL ? policies : "");
  show_text (self, PROP_TIME, time != NULL ? time : "");
  g_object_thaw_notify (G_OBJECT (self));
}

/* Shows the last query; after a failure or a cancellation, that of the shown inspection. */
static void
update_cb (WlkQueryModel *self)
{
  WlkInspection *inspection = wlk_window_model_get_inspection (self->window_model);
  gboolean is_now = wlk_window_model_is_now (self->window_model);
  WlkQuery *query = NULL;
  gboolean is_other;

  if (inspection == NULL)
    return;

  if (wlk_window_model_is_busy (self->window_model))
    query = wlk_window_model_get_asked (self->window_model, &is_now, NULL);
  else
    query = inspection->query;

  is_other = self->bundle != inspection->bundle;
  g_clear_pointer (&self->bundle, wlk_bundle_unref);
  self->bundle = wlk_bundle_ref (inspection->bundle);
  if (wlk_connection_replace (&self->connection, inspection->connection) || is_other)
    forget_edits (self);
  show (self, query, is_now);
}

static void
explain (WlkQueryModel *self,
         guint          property,
         const char    *problem)
{
  set_invalid (self, property, TRUE);
  wlk_window_model_show_message (self->window_model, problem);
}

/* An empty text means the present time. Returns FALSE if the text is invalid. */
static gboolean
apply_time (WlkQueryModel  *self,
            WlkQueryFields *fields,
            gboolean       *is_now)
{
  g_autofree char *text = g_strstrip (g_strdup (get_text (self, PROP_TIME)->text));
  g_autoptr(GError) error = NULL;

  if (g_str_has_suffix (text, " UTC"))
    text[strlen (text) - strlen (" UTC")] = '\0';
  *is_now = *text == '\0' || g_ascii_strcasecmp (text, "now") == 0;
  fields->clock = *is_now ? 0 : g_get_real_time () / G_USEC_PER_SEC;
  if (*is_now || wlk_time_parse (text, &fields->time, &error))
    return TRUE;

  explain (self, PROP_TIME, error->message);
  return FALSE;
}

/* Returns an empty list for any policy, or NULL if an entry is invalid. */
static char **
split_policies (WlkQueryModel *self)
{
  g_auto(GStrv) words = g_strsplit_set (get_text (self, PROP_POLICIES)->text, " ,;", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (!wlk_oid_is_dotted (words[i]))
        {
          g_autofree char *visible = wlk_text_make_visible (words[i], -1);
          g_autofree char *message =
            g_strdup_printf (_("“%s” is not an object identifier. One is written like "
                               "2.23.140.1.2.1."), visible);

          explain (self, PROP_POLICIES, message);
          return NULL;
        }
      g_strv_builder_add (builder, words[i]);
    }

  return g_strv_builder_end (builder);
}

static void
submit (WlkQueryModel        *self,
        const WlkQueryFields *fields,
        gboolean              is_now,
        const char           *trust_path)
{
  g_autoptr(WlkQuery) query = wlk_query_new (fields);

  wlk_window_model_ask (self->window_model, query, is_now, trust_path);
}

static void
apply_number (WlkQueryModel *self,
              guint          index)
{
  WlkQueryFields fields;
  const char *trust_path = NULL;
  gboolean is_now = FALSE;
  WlkQuery *asked = NULL;

  if (self->window_model != NULL)
    asked = wlk_window_model_get_asked (self->window_model, &is_now, &trust_path);
  if (asked == NULL)
    return;

  fields = *wlk_query_get (asked);
  G_STRUCT_MEMBER (guint, &fields, numbers[index].offset) = self->numbers[index];
  submit (self, &fields, is_now, trust_path);
}

static void
set_window_model (WlkQueryModel  *self,
                  WlkWindowModel *window_model)
{
  if (self->window_model != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->window_model, self);
      g_signal_handlers_disconnect_by_data (wlk_window_model_get_work (self->window_model), self);
    }
  g_set_object (&self->window_model, window_model);
  if (window_model == NULL)
    return;

  g_signal_connect_object (window_model, "notify::inspection", G_CALLBACK (update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (wlk_window_model_get_work (window_model), "notify::is-busy",
                           G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  update_cb (self);
}

static void
wlk_query_model_dispose (GObject *object)
{
  WlkQueryModel *self = WLK_QUERY_MODEL (object);

  set_window_model (self, NULL);
  g_clear_pointer (&self->bundle, wlk_bundle_unref);
  g_clear_pointer (&self->connection, wlk_connection_unref);

  G_OBJECT_CLASS (wlk_query_model_parent_class)->dispose (object);
}

static void
wlk_query_model_finalize (GObject *object)
{
  WlkQueryModel *self = WLK_QUERY_MODEL (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i].text);

  G_OBJECT_CLASS (wlk_query_model_parent_class)->finalize (object);
}

static void
wlk_query_model_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  WlkQueryModel *self = WLK_QUERY_MODEL (object);

  if (property_id == PROP_WINDOW_MODEL)
    g_value_set_object (value, self->window_model);
  else if (property_id == PROP_POLICIES_INVALID || property_id == PROP_TIME_INVALID)
    g_value_set_boolean (value, get_text (self, property_id == PROP_TIME_INVALID
                                                ? PROP_TIME : PROP_POLICIES)->is_invalid);
  else if (property_id < N_TEXTS_END)
    g_value_set_string (value, get_text (self, property_id)->text);
  else if (G_VALUE_HOLDS_UINT (value))
    g_value_set_uint (value, self->numbers[property_id - PROP_FIRST_NUMBER]);
  else
    g_value_set_boolean (value, self->numbers[property_id - PROP_FIRST_NUMBER]);
}

static void
edit_text (WlkQueryModel *self,
           guint          property,
           const char    *value)
{
  Text *text = get_text (self, property);

  if (g_strcmp0 (text->text, value) == 0)
    return;

  g_free (text->text);
  text->text = g_strdup (value);
  text->is_edited = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
wlk_query_model_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  WlkQueryModel *self = WLK_QUERY_MODEL (object);
  guint number;

  if (property_id == PROP_WINDOW_MODEL)
    {
      set_window_model (self, g_value_get_object (value));
      return;
    }
  if (property_id < N_TEXTS_END)
    {
      edit_text (self, property_id, g_value_get_string (value));
      return;
    }

  if (G_VALUE_HOLDS_UINT (value))
    number = g_value_get_uint (value);
  else
    number = g_value_get_boolean (value);
  if (number == self->numbers[property_id - PROP_FIRST_NUMBER] ||
      number == GTK_INVALID_LIST_POSITION)
    return;
  show_number (self, property_id - PROP_FIRST_NUMBER, number);
  apply_number (self, property_id - PROP_FIRST_NUMBER);
}

static void
wlk_query_model_class_init (WlkQueryModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = wlk_query_model_dispose;
  object_class->finalize = wlk_query_model_finalize;
  object_class->get_property = wlk_query_model_get_property;
  object_class->set_property = wlk_query_model_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_POLICIES] = g_param_spec_string ("policies", NULL, NULL, "", flags);
  properties[PROP_TIME] = g_param_spec_string ("time", NULL, NULL, "", flags);
  properties[PROP_POLICIES_INVALID] =
    g_param_spec_boolean ("policies-invalid", NULL, NULL, FALSE, readable);
  properties[PROP_TIME_INVALID] =
    g_param_spec_boolean ("time-invalid", NULL, NULL, FALSE, readable);
  for (guint i = 0; i < N_NUMBERS; i++)
    properties[PROP_FIRST_NUMBER + i] =
      numbers[i].type == G_TYPE_UINT
      ? g_param_spec_uint (numbers[i].name, NULL, NULL, 0, G_MAXUINT, 0, flags)
      : g_param_spec_boolean (numbers[i].name, NULL, NULL, FALSE, flags);
  properties[PROP_WINDOW_MODEL] =
    g_param_spec_object ("window-model", NULL, NULL, WLK_TYPE_WINDOW_MODEL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_query_model_init (WlkQueryModel *self)
{
  for (guint i = 0; i < N_TEXTS; i++)
    self->texts[i].text = g_strdup ("");
}

/**
 * wlk_query_model_apply:
 * @self: a model with a window model
 *
 * Validates again with the edited texts. An invalid text is marked, explained and ignored.
 */
void
wlk_query_model_apply (WlkQueryModel *self)
{
  WlkQueryFields fields;
  g_auto(GStrv) policies = NULL;
  const char *trust_path = NULL;
  gboolean is_now = FALSE;
  gboolean is_changed = get_text (self, PROP_NAME)->is_edited;
  WlkQuery *asked;

  g_return_if_fail (WLK_IS_QUERY_MODEL (self));

  asked = wlk_window_model_get_asked (self->window_model, &is_now, &trust_path);
  if (asked == NULL)
    return;

  fields = *wlk_query_get (asked);
  if (get_text (self, PROP_NAME)->is_edited)
    fields.name = get_text (self, PROP_NAME)->text;
  get_text (self, PROP_NAME)->is_edited = FALSE;
  if (get_text (self, PROP_TIME)->is_edited && apply_time (self, &fields, &is_now))
    {
      get_text (self, PROP_TIME)->is_edited = FALSE;
      set_invalid (self, PROP_TIME, FALSE);
      is_changed = TRUE;
    }
  if (get_text (self, PROP_POLICIES)->is_edited && (policies = split_policies (self)) != NULL)
    {
      fields.policies = policies[0] != NULL ? (const char * const *) policies : NULL;
      get_text (self, PROP_POLICIES)->is_edited = FALSE;
      set_invalid (self, PROP_POLICIES, FALSE);
      is_changed = TRUE;
    }
  if (is_changed)
    submit (self, &fields, is_now, trust_path);
}

/**
 * wlk_query_model_set_trust_path:
 * @self: a model with a window model
 * @trust_path: (nullable): as for wlk_window_model_ask()
 *
 * Validates again with other trust anchors.
 */
void
wlk_query_model_set_trust_path (WlkQueryModel *self,
                                const char    *trust_path)
{
  gboolean is_now = FALSE;
  WlkQuery *asked;

  g_return_if_fail (WLK_IS_QUERY_MODEL (self));

  asked = wlk_window_model_get_asked (self->window_model, &is_now, NULL);
  if (asked != NULL)
    submit (self, wlk_query_get (asked), is_now, trust_path);
}
