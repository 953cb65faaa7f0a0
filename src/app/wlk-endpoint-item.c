/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-endpoint-item.h"

#include "base/wlk-text.h"
#include "report/wlk-outcome.h"
#include "wlk-outcome-appearance.h"

#include <glib/gi18n-lib.h>

struct _WlkEndpointItem
{
  GObject           parent_instance;

  char             *address;
  const char       *server_name;
  const char       *version;
  const char       *key;
  char             *how;
  char             *details; /* nullable */
  char             *explanation; /* nullable */
  WlkEndpointResult result;
};

enum {
  PROP_0,
  PROP_ADDRESS,
  PROP_CSS_CLASSES,
  PROP_DETAILS,
  PROP_EXPLANATION,
  PROP_HOW,
  PROP_ICON_NAME,
  PROP_KEY,
  PROP_RESULT,
  PROP_SERVER_NAME,
  PROP_VERSION,
  PROP_WORD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkEndpointItem, wlk_endpoint_item, G_TYPE_OBJECT)

/**
 * Appearance:
 * @word: N_() word of the result
 * @outcome: provides the icon
 * @css_class: its class in style.css
 *
 * A refusal is often not an error: a server with one key has no certificate of another key type.
 */
static const struct
{
  const char *word;
  WlkOutcome  outcome;
  const char *css_class;
} appearances[WLK_N_ENDPOINT_RESULTS] = {
  [WLK_ENDPOINT_SAME_CHAIN] = { N_("Same chain"), WLK_OUTCOME_PASSED, "passed" },
  [WLK_ENDPOINT_OTHER_CHAIN] = { N_("Other chain"), WLK_OUTCOME_WARNING, "other" },
  [WLK_ENDPOINT_NO_CHAIN] = { N_("No certificate"), WLK_OUTCOME_WARNING, "other" },
  [WLK_ENDPOINT_REFUSED] = { N_("Refused"), WLK_OUTCOME_FAILED, "refused" },
};

static char **
dup_css_classes (WlkEndpointItem *self)
{
  const char *classes[] = {
    "endpoint-result", appearances[self->result].css_class,
    self->result != WLK_ENDPOINT_SAME_CHAIN ? "differs" : NULL, NULL
  };

  return g_strdupv ((char **) classes);
}

static void
wlk_endpoint_item_finalize (GObject *object)
{
  WlkEndpointItem *self = WLK_ENDPOINT_ITEM (object);

  g_free (self->address);
  g_free (self->details);
  g_free (self->explanation);
  g_free (self->how);

  G_OBJECT_CLASS (wlk_endpoint_item_parent_class)->finalize (object);
}

/* The result itself, and how it is shown. */
static void
get_result_property (WlkEndpointItem *self,
                     guint            property_id,
                     GValue          *value)
{
  if (property_id == PROP_RESULT)
    g_value_set_uint (value, self->result);
  else if (property_id == PROP_CSS_CLASSES)
    g_value_take_boxed (value, dup_css_classes (self));
  else if (property_id == PROP_ICON_NAME)
    g_value_set_string (value, wlk_outcome_appearance_get_icon (appearances[self->result].outcome));
  else
    g_value_set_string (value, _(appearances[self->result].word));
}

static void
wlk_endpoint_item_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  WlkEndpointItem *self = WLK_ENDPOINT_ITEM (object);

  switch (property_id)
    {
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;

    case PROP_CSS_CLASSES:
    case PROP_ICON_NAME:
    case PROP_RESULT:
    case PROP_WORD:
      get_result_property (self, property_id, value);
      break;

    case PROP_DETAILS:
      g_value_set_string (value, self->details);
      break;

    case PROP_EXPLANATION:
      g_value_set_string (value, self->explanation);
      break;

    case PROP_HOW:
      g_value_set_string (value, self->how);
      break;

    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;

    case PROP_SERVER_NAME:
      g_value_set_string (value, self->server_name);
      break;

    case PROP_VERSION:
      g_value_set_string (value, self->version);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_endpoint_item_class_init (WlkEndpointItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = wlk_endpoint_item_finalize;
  object_class->get_property = wlk_endpoint_item_get_property;

  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_CSS_CLASSES] = g_param_spec_boxed ("css-classes", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, flags);
  properties[PROP_EXPLANATION] = g_param_spec_string ("explanation", NULL, NULL, NULL, flags);
  properties[PROP_HOW] = g_param_spec_string ("how", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_RESULT] = g_param_spec_uint ("result", NULL, NULL, 0, WLK_N_ENDPOINT_RESULTS - 1,
                                               0,
                                               flags);
  properties[PROP_SERVER_NAME] = g_param_spec_string ("server-name", NULL, NULL, NULL, flags);
  properties[PROP_VERSION] = g_param_spec_string ("version", NULL, NULL, NULL, flags);
  properties[PROP_WORD] = g_param_spec_string ("word", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_endpoint_item_init (WlkEndpointItem *self)
{
}

/* Allows a line break after each underscore, since alert names are long. */
static char *
dup_breakable (const char *text)
{
  g_autofree char *visible = wlk_text_make_visible (text, -1);
  GString *breakable = g_string_new (visible);

  g_string_replace (breakable, "_", "_\u200b", 0);

  return g_string_free (breakable, FALSE);
}

/**
 * wlk_endpoint_item_new:
 * @endpoint: an endpoint that was tried
 * @main_endpoint: (nullable): an endpoint with the chain that most endpoints send
 *
 * Returns: (transfer full): its row
 */
WlkEndpointItem *
wlk_endpoint_item_new (const WlkEndpoint *endpoint,
                       const WlkEndpoint *main_endpoint)
{
  WlkEndpointItem *self = g_object_new (WLK_TYPE_ENDPOINT_ITEM, NULL);
  g_autofree char *details = wlk_endpoint_dup_details (endpoint, main_endpoint);
  const char *explanation = NULL;

  self->address = g_strdup (wlk_endpoint_get_address_text (endpoint));
  self->server_name = wlk_endpoint_get_name_text (endpoint);
  self->version = wlk_tls_version_get_title (endpoint->version);
  self->key = wlk_endpoint_get_key_text (endpoint);
  self->how = g_strjoin (" · ", self->version, self->key, self->server_name, NULL);
  self->result = wlk_endpoint_get_result (endpoint,
                                          main_endpoint != NULL ? main_endpoint->chain : 0);
  self->details = details != NULL ? dup_breakable (details) : NULL;
  explanation = self->result == WLK_ENDPOINT_REFUSED ? wlk_endpoint_get_reason (endpoint) : details;
  self->explanation = explanation != NULL ? wlk_text_make_visible (explanation, -1) : NULL;

  return self;
}

/* The result of the endpoint. */
WlkEndpointResult
wlk_endpoint_item_get_result (WlkEndpointItem *self)
{
  g_return_val_if_fail (WLK_IS_ENDPOINT_ITEM (self), WLK_ENDPOINT_REFUSED);

  return self->result;
}

/**
 * wlk_endpoint_item_dup_description:
 * @self: an item
 *
 * Returns: (transfer full): the texts of its row, the result first
 */
char *
wlk_endpoint_item_dup_description (WlkEndpointItem *self)
{
  g_return_val_if_fail (WLK_IS_ENDPOINT_ITEM (self), NULL);

  return g_strjoin (", ", _(appearances[self->result].word), self->address, self->version,
                    self->key, self->server_name, self->explanation, NULL);
}
