/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-tree-node.h"

#include "present/wlk-path-presenter.h"
#include "wlk-outcome-appearance.h"
#include "wlk-property.h"

/*
 * The tree of an inspection. Each link of the path is the child of its issuer; the other paths and
 * unused certificates follow below. There may be very many, so their nodes are created on demand.
 * The texts of a row are those of a #WlkNode, as in other formats.
 */

struct _WlkTreeNode
{
  GObject         parent_instance;

  WlkTreeNodeKind kind;
  WlkReport      *report;      /* nullable */
  WlkCertificate *certificate; /* nullable */
  int             position;    /* of a link; else WLK_WHOLE_PATH */
  GListModel     *children;    /* nullable: (element-type WlkTreeNode) */
  gboolean        is_weak;
  char           *description; /* all of its texts */

  char           *title;
  char           *role;        /* nullable */
  char           *details;     /* nullable */
  char           *word;        /* nullable, like the icon: without an outcome */
  char           *icon_name;
  GStrv           css_classes;
};

G_DEFINE_FINAL_TYPE (WlkTreeNode, wlk_tree_node, G_TYPE_OBJECT)

static void
wlk_tree_node_dispose (GObject *object)
{
  WlkTreeNode *self = WLK_TREE_NODE (object);

  g_clear_object (&self->report);
  g_clear_object (&self->certificate);
  g_clear_object (&self->children);
  g_clear_pointer (&self->description, g_free);
  wlk_property_dispose (object);
}

static void
wlk_tree_node_class_init (WlkTreeNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = wlk_tree_node_dispose;

  wlk_property_add (object_class, "css-classes", G_TYPE_STRV, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkTreeNode, css_classes), NULL);
  wlk_property_add (object_class, "details", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkTreeNode, details), NULL);
  wlk_property_add (object_class, "icon-name", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkTreeNode, icon_name), NULL);
  wlk_property_add (object_class, "role", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkTreeNode, role), NULL);
  wlk_property_add (object_class, "title", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkTreeNode, title), NULL);
  wlk_property_add (object_class, "word", G_TYPE_STRING, G_PARAM_READABLE,
                    G_STRUCT_OFFSET (WlkTreeNode, word), NULL);
}

static void
wlk_tree_node_init (WlkTreeNode *self)
{
  self->position = WLK_WHOLE_PATH;
}

static char **
dup_css_classes (const WlkNode *node)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, "tree-row");
  g_strv_builder_add (builder, wlk_outcome_get_id (node->outcome));
  if (node->is_weak)
    g_strv_builder_add (builder, "weak-link");
  if (!node->is_reached)
    g_strv_builder_add (builder, "not-reached");

  return g_strv_builder_end (builder);
}

/* Takes @node, whose texts it shows. */
static WlkTreeNode *
new_node (WlkTreeNodeKind kind,
          WlkReport      *report,
          WlkNode        *node)
{
  WlkTreeNode *self = g_object_new (WLK_TYPE_TREE_NODE, NULL);

  self->kind = kind;
  g_set_object (&self->report, report);
  self->is_weak = node->is_weak;
  self->description = wlk_node_dup_description (node);
  self->title = g_strdup (node->name != NULL ? node->name : node->role);
  self->role = node->name != NULL ? g_strdup (node->role) : NULL;
  self->details = wlk_node_dup_details (node, " · ");
  self->word = g_strdup (node->badge);
  if (node->badge != NULL)
    self->icon_name = g_strdup (wlk_outcome_appearance_get_icon (node->outcome));
  self->css_classes = dup_css_classes (node);
  wlk_node_free (node);

  return self;
}

static WlkTreeNode *
new_link (WlkReport *report,
          guint      position)
{
  WlkTreeNode *self = new_node (WLK_TREE_NODE_LINK, report,
                                wlk_present_link (report, position, TRUE));

  g_set_object (&self->certificate, wlk_path_get_certificate (report->path, position));
  self->position = position;
  return self;
}

static void
take_child (WlkTreeNode *self,
            WlkTreeNode *child)
{
  GListStore *children = g_list_store_new (WLK_TYPE_TREE_NODE);

  g_list_store_append (children, child);
  g_object_unref (child);
  self->children = G_LIST_MODEL (children);
}

/* The path of a report: its first node, with the rest as descendants. */
static WlkTreeNode *
new_links (WlkReport *report)
{
  WlkPath *path = report->path;
  WlkTreeNode *below = NULL;

  for (int i = (int) path->certificates->len - 1; i >= 0; i--)
    {
      WlkTreeNode *link = new_link (report, i);

      if (below != NULL)
        take_child (link, below);
      below = link;
    }
  if (!path->has_anchor)
    {
      WlkTreeNode *missing = new_node (WLK_TREE_NODE_MISSING, report,
                                       wlk_present_missing_anchor (report, TRUE));

      take_child (missing, below);
      below = missing;
    }

  return below;
}

static void
take_node (GListStore  *list,
           WlkTreeNode *node)
{
  g_list_store_append (list, node);
  g_object_unref (node);
}

static void
append_whole (GListStore *list,
              WlkReport  *report,
              gboolean    is_connection)
{
  WlkNode *node = wlk_present_whole (report, is_connection);

  if (node != NULL)
    take_node (list, new_node (is_connection ? WLK_TREE_NODE_CONNECTION : WLK_TREE_NODE_WHOLE,
                               report, node));
}

static void
append_group (GListStore *list,
              const char *title,
              GListModel *children)
{
  WlkTreeNode *self = new_node (WLK_TREE_NODE_GROUP, NULL, wlk_node_new (title, NULL));

  self->children = children;
  take_node (list, self);
}

static void
append_other_paths (GListStore    *list,
                    WlkInspection *inspection)
{
  guint n_others = wlk_inspection_get_n_reports (inspection) - 1;
  g_autofree char *title = wlk_present_dup_other_paths_title (n_others);
  GListStore *paths = NULL;

  if (n_others == 0)
    return;

  paths = g_list_store_new (WLK_TYPE_TREE_NODE);
  for (guint i = 1; i <= n_others; i++)
    {
      WlkReport *report = wlk_inspection_get_report (inspection, i);
      WlkTreeNode *path = new_node (WLK_TREE_NODE_PATH, report,
                                    wlk_present_other_path (inspection, i));

      take_child (path, new_links (report));
      take_node (paths, path);
    }
  append_group (list, title, G_LIST_MODEL (paths));
}

static gpointer
map_unused (gpointer item,
            gpointer user_data)
{
  g_autoptr(WlkCertificate) certificate = item;
  WlkQuery *query = user_data;
  WlkTreeNode *self =
    new_node (WLK_TREE_NODE_UNUSED, NULL,
              wlk_present_unused (certificate, query));

  g_set_object (&self->certificate, certificate);
  return self;
}

static void
append_unused (GListStore    *list,
               WlkInspection *inspection)
{
  GListModel *unused = inspection->unused;
  guint n_unused = g_list_model_get_n_items (unused);
  g_autofree char *title = wlk_present_dup_unused_title (n_unused);

  if (n_unused == 0)
    return;

  append_group (list, title, G_LIST_MODEL (
                  gtk_map_list_model_new (g_object_ref (unused), map_unused,
                                          wlk_query_ref (inspection->query),
                                          (GDestroyNotify) wlk_query_unref)));
}

/**
 * wlk_tree_node_list:
 * @inspection: an inspection
 *
 * Returns: (transfer full): the top rows of its tree, a list of #WlkTreeNode
 */
GListModel *
wlk_tree_node_list (WlkInspection *inspection)
{
  GListStore *list = g_list_store_new (WLK_TYPE_TREE_NODE);
  WlkReport *report = wlk_inspection_get_report (inspection, 0);

  append_whole (list, report, TRUE);
  if (report->path != NULL)
    take_node (list, new_links (report));
  append_whole (list, report, FALSE);
  append_other_paths (list, inspection);
  append_unused (list, inspection);

  return G_LIST_MODEL (list);
}

/* What it represents. */
WlkTreeNodeKind
wlk_tree_node_get_kind (WlkTreeNode *self)
{
  return self->kind;
}

/* (nullable): the nodes below it. */
GListModel *
wlk_tree_node_get_children (WlkTreeNode *self)
{
  return self->children;
}

/* Whether it is the weak link. */
gboolean
wlk_tree_node_is_weak (WlkTreeNode *self)
{
  return self->is_weak;
}

/* Whether it is initially expanded. */
gboolean
wlk_tree_node_is_open (WlkTreeNode *self)
{
  return self->children != NULL &&
         (self->kind == WLK_TREE_NODE_LINK || self->kind == WLK_TREE_NODE_MISSING);
}

/* (nullable): the report with its steps. */
WlkReport *
wlk_tree_node_get_report (WlkTreeNode *self)
{
  return self->report;
}

/* Which certificate of the report's path it is, or %WLK_WHOLE_PATH. */
int
wlk_tree_node_get_position (WlkTreeNode *self)
{
  return self->position;
}

/* (nullable): its certificate. */
WlkCertificate *
wlk_tree_node_get_certificate (WlkTreeNode *self)
{
  return self->certificate;
}

/* All of its texts, for a screen reader. */
const char *
wlk_tree_node_get_description (WlkTreeNode *self)
{
  return self->description;
}
