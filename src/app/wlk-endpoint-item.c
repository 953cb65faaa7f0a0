/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-endpoint-item.h"

#include "base/wlk-text.h"
#include "report/wlk-outcome.h"
#include "wlk-outcome-appearance.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>

struct _WlkEndpointItem
{
  GObject parent_instance;

  char   *address;
  GStrv   css_classes;
  char   *details;    /* nullable */
  char   *explanation; /* nullable */
  char   *how;
  char   *icon_name;
  char   *key;
  guint   result;     /* a #WlkEndpointResult */
  char   *server_name;
  char   *version;
  char   *word;
};

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
dup_css_classes (WlkEndpointResult result)
{
  const char *classes[] = {
    "endpoint-result", appearances[result].css_class,
    result != WLK_ENDPOINT_SAME_CHAIN ? "differs" : NULL, NULL
  };

  return g_strdupv ((char **) classes);
}

static void
wlk_endpoint_item_class_init (WlkEndpointItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  wlk_property_add (object_class, "address", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, address), NULL);
  wlk_property_add (object_class, "css-classes", G_TYPE_STRV, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, css_classes), NULL);
  wlk_property_add (object_class, "details", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, details), NULL);
  wlk_property_add (object_class, "explanation", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, explanation), NULL);
  wlk_property_add (object_class, "how", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, how), NULL);
  wlk_property_add (object_class, "icon-name", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, icon_name), NULL);
  wlk_property_add (object_class, "key", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, key), NULL);
  wlk_property_add (object_class, "result", G_TYPE_UINT, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, result), NULL);
  wlk_property_add (object_class, "server-name", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, server_name), NULL);
  wlk_property_add (object_class, "version", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, version), NULL);
  wlk_property_add (object_class, "word", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkEndpointItem, word), NULL);
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
  self->server_name = g_strdup (wlk_endpoint_get_name_text (endpoint));
  self->version = g_strdup (wlk_tls_version_get_title (endpoint->version));
  self->key = g_strdup (wlk_endpoint_get_key_text (endpoint));
  self->how = g_strjoin (" · ", self->version, self->key, self->server_name, NULL);
  self->result = wlk_endpoint_get_result (endpoint,
                                          main_endpoint != NULL ? main_endpoint->chain : 0);
  self->css_classes = dup_css_classes (self->result);
  self->icon_name =
    g_strdup (wlk_outcome_appearance_get_icon (appearances[self->result].outcome));
  self->word = g_strdup (_(appearances[self->result].word));
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

  return g_strjoin (", ", self->word, self->address, self->version,
                    self->key, self->server_name, self->explanation, NULL);
}
