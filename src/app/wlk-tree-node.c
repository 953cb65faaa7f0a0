/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-tree-node.h"

#include "path/wlk-role.h"
#include "report/wlk-certificate-summary.h"
#include "wlk-outcome-appearance.h"

#include <glib/gi18n-lib.h>

/*
 * The tree of an inspection. Each link of the path is the child of its issuer; the other paths and
 * unused certificates follow below. There may be very many, so their nodes are created on demand.
 */

struct _WlkTreeNode
{
  GObject         parent_instance;

  WlkTreeNodeKind kind;
  WlkReport      *report;      /* nullable */
  WlkCertificate *certificate; /* nullable */
  int             position;    /* of a link; else WLK_WHOLE_PATH */
  GListModel     *children;    /* nullable: (element-type WlkTreeNode) */

  WlkOutcome      outcome;
  gboolean        is_weak;
  gboolean        has_outcome;
  gboolean        is_reached;
  char           *title;
  const char     *role;        /* nullable */
  char           *details;     /* nullable */
};

enum {
  PROP_0,
  PROP_CSS_CLASSES,
  PROP_DETAILS,
  PROP_ICON_NAME,
  PROP_IS_WEAK,
  PROP_ROLE,
  PROP_TITLE,
  PROP_WORD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkTreeNode, wlk_tree_node, G_TYPE_OBJECT)

static const char *
get_word (WlkTreeNode * self)
{
  if (!self->has_outcome)
    return NULL;
  if (self->kind == WLK_TREE_NODE_MISSING)
    return _("Missing");
  if (!self->is_reached)
    return _("Not Reached");

  return wlk_outcome_get_title (self->outcome);
}

static const char *
get_appearance (WlkTreeNode *self)
{
  if (!self->has_outcome || !self->is_reached)
    return wlk_outcome_get_id (WLK_OUTCOME_SKIPPED);

  return wlk_outcome_get_id (self->outcome);
}

static char **
dup_css_classes (WlkTreeNode *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, "tree-row");
  g_strv_builder_add (builder, get_appearance (self));
  if (self->is_weak)
    g_strv_builder_add (builder, "weak-link");
  if (self->has_outcome && !self->is_reached)
    g_strv_builder_add (builder, "not-reached");

  return g_strv_builder_end (builder);
}

static void
wlk_tree_node_dispose (GObject *object)
{
  WlkTreeNode *self = WLK_TREE_NODE (object);

  g_clear_object (&self->report);
  g_clear_object (&self->certificate);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (wlk_tree_node_parent_class)->dispose (object);
}

static void
wlk_tree_node_finalize (GObject *object)
{
  WlkTreeNode *self = WLK_TREE_NODE (object);

  g_free (self->title);
  g_free (self->details);

  G_OBJECT_CLASS (wlk_tree_node_parent_class)->finalize (object);
}

static void
wlk_tree_node_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  WlkTreeNode *self = WLK_TREE_NODE (object);

  switch (property_id)
    {
    case PROP_CSS_CLASSES:
      g_value_take_boxed (value, dup_css_classes (self));
      break;

    case PROP_DETAILS:
      g_value_set_string (value, self->details);
      break;

    case PROP_ICON_NAME:
      if (self->has_outcome)
        g_value_set_string (value, wlk_outcome_appearance_get_icon (self->is_reached
                                                              ? self->outcome
                                                              : WLK_OUTCOME_SKIPPED));
      break;

    case PROP_IS_WEAK:
      g_value_set_boolean (value, self->is_weak);
      break;

    case PROP_ROLE:
      g_value_set_string (value, self->role);
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_WORD:
      g_value_set_string (value, get_word (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_tree_node_class_init (WlkTreeNodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = wlk_tree_node_dispose;
  object_class->finalize = wlk_tree_node_finalize;
  object_class->get_property = wlk_tree_node_get_property;

  properties[PROP_CSS_CLASSES] = g_param_spec_boxed ("css-classes", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_IS_WEAK] = g_param_spec_boolean ("is-weak", NULL, NULL, FALSE, flags);
  properties[PROP_ROLE] = g_param_spec_string ("role", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_WORD] = g_param_spec_string ("word", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_tree_node_init (WlkTreeNode *self)
{
  self->position = WLK_WHOLE_PATH;
  self->is_reached = TRUE;
}

static WlkTreeNode *
new_node (WlkTreeNodeKind kind,
          WlkReport      *report,
          char           *title)
{
  WlkTreeNode *self = g_object_new (WLK_TYPE_TREE_NODE, NULL);

  self->kind = kind;
  self->title = title;
  g_set_object (&self->report, report);

  return self;
}

static gboolean
is_decisive_at (WlkReport *report,
                int        position)
{
  WlkFinding *decisive = wlk_report_get_decisive (report);

  return decisive != NULL && wlk_finding_get_position (decisive) == position;
}

static WlkTreeNode *
new_link (WlkReport *report,
          guint      position)
{
  WlkPath *path = wlk_report_get_path (report);
  WlkCertificate *certificate = wlk_path_get_certificate (path, position);
  WlkTreeNode *self = new_node (WLK_TREE_NODE_LINK, report,
                                g_strdup (wlk_certificate_get_title (certificate)));

  g_set_object (&self->certificate, certificate);
  self->position = position;
  self->role = wlk_role_get_title (wlk_role_of (path, position));
  self->details = wlk_certificate_summary_dup_link (report, position);
  self->has_outcome = TRUE;
  self->is_reached = wlk_report_is_reached (report, position);
  self->outcome = wlk_report_get_outcome_at (report, position);
  self->is_weak = is_decisive_at (report, position);

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

/* Whether the decisive finding is about the whole path; findings of the connection have a row. */
static gboolean
is_decided_by_whole (WlkReport *report,
                     gboolean   is_connection)
{
  WlkFinding *decisive = wlk_report_get_decisive (report);

  return is_decisive_at (report, WLK_WHOLE_PATH) &&
         (wlk_finding_get_step (decisive)->phase == WLK_PHASE_CONNECTION) == is_connection;
}

static WlkTreeNode *
new_missing (WlkReport *report)
{
  WlkTreeNode *self = new_node (WLK_TREE_NODE_MISSING, report, g_strdup (_("No trust anchor")));

  self->role = _("where trust would begin");
  self->has_outcome = TRUE;
  self->is_weak = is_decided_by_whole (report, FALSE);
  self->outcome = self->is_weak ? WLK_OUTCOME_FAILED : WLK_OUTCOME_UNKNOWN;

  return self;
}

/* The path of a report: its first node, with the rest as descendants. */
static WlkTreeNode *
new_links (WlkReport *report)
{
  WlkPath *path = wlk_report_get_path (report);
  WlkTreeNode *below = NULL;

  for (int i = (int) wlk_path_get_length (path) - 1; i >= 0; i--)
    {
      WlkTreeNode *link = new_link (report, i);

      if (below != NULL)
        take_child (link, below);
      below = link;
    }
  if (!wlk_path_has_anchor (path))
    {
      WlkTreeNode *missing = new_missing (report);

      take_child (missing, below);
      below = missing;
    }

  return below;
}

/* The most severe outcome of the findings about the whole path; FALSE if there are none. */
static gboolean
get_whole_outcome (WlkReport  *report,
                   gboolean    is_connection,
                   WlkOutcome *outcome)
{
  gboolean is_any = FALSE;

  *outcome = WLK_OUTCOME_PASSED;
  for (guint i = 0; i < wlk_report_get_n_findings (report); i++)
    {
      WlkFinding *finding = wlk_report_get_finding (report, i);
      gboolean is_here = wlk_finding_get_step (finding)->phase == WLK_PHASE_CONNECTION;

      if (wlk_finding_get_position (finding) != WLK_WHOLE_PATH || is_here != is_connection)
        continue;
      is_any = TRUE;
      if (wlk_finding_matters (finding) || wlk_finding_get_outcome (finding) == WLK_OUTCOME_WARNING)
        *outcome = MAX (*outcome, wlk_finding_get_outcome (finding));
    }

  return is_any;
}

static void
append_whole (GListStore *list,
              WlkReport  *report,
              gboolean    is_connection)
{
  gboolean has_missing = wlk_report_get_path (report) != NULL &&
                         !wlk_path_has_anchor (wlk_report_get_path (report));
  g_autoptr(WlkTreeNode) self = NULL;
  WlkOutcome outcome;

  if (!get_whole_outcome (report, is_connection, &outcome))
    return;

  self = new_node (is_connection ? WLK_TREE_NODE_CONNECTION : WLK_TREE_NODE_WHOLE, report,
                   g_strdup (is_connection ? _("Connection") : _("Path as a Whole")));
  self->has_outcome = TRUE;
  self->outcome = outcome;
  self->is_weak = is_decided_by_whole (report, is_connection) && (is_connection || !has_missing);
  g_list_store_append (list, self);
}

static WlkTreeNode *
new_group (char       *title,
           GListModel *children)
{
  WlkTreeNode *self = new_node (WLK_TREE_NODE_GROUP, NULL, title);

  self->children = children;
  return self;
}

static void
append_other_paths (GListStore    *list,
                    WlkInspection *inspection)
{
  guint n_others = wlk_inspection_get_n_reports (inspection) - 1;
  GListStore *paths = NULL;
  g_autoptr(WlkTreeNode) group = NULL;

  if (n_others == 0)
    return;

  paths = g_list_store_new (WLK_TYPE_TREE_NODE);
  for (guint i = 1; i <= n_others; i++)
    {
      WlkReport *report = wlk_inspection_get_report (inspection, i);
      WlkCertificate *top = wlk_path_get_certificate (wlk_report_get_path (report), 0);
      g_autoptr(WlkTreeNode) path =
        new_node (WLK_TREE_NODE_PATH, report,
                  g_strdup_printf (_("By way of %s"), wlk_certificate_get_title (top)));

      path->details = wlk_report_dup_headline (report);
      path->has_outcome = TRUE;
      path->outcome = wlk_verdict_get_outcome (wlk_report_get_verdict (report));
      take_child (path, new_links (report));
      g_list_store_append (paths, path);
    }

  group = new_group (g_strdup_printf (_("Other Paths (%u)"), n_others), G_LIST_MODEL (paths));
  g_list_store_append (list, group);
}

static gpointer
map_unused (gpointer item,
            gpointer user_data)
{
  g_autoptr(WlkCertificate) certificate = item;
  WlkQuery *query = user_data;
  WlkTreeNode *self = new_node (WLK_TREE_NODE_UNUSED, NULL,
                                g_strdup (wlk_certificate_get_title (certificate)));

  g_set_object (&self->certificate, certificate);
  self->role = _("not on any path");
  self->details = wlk_certificate_summary_dup_certificate (certificate, wlk_query_get (query)->time,
                                                           wlk_certificate_get_signature_text (
                                                             certificate));

  return self;
}

static void
append_unused (GListStore    *list,
               WlkInspection *inspection)
{
  GListModel *unused = wlk_inspection_get_unused (inspection);
  guint n_unused = g_list_model_get_n_items (unused);
  GtkMapListModel *nodes = NULL;
  g_autoptr(WlkTreeNode) group = NULL;

  if (n_unused == 0)
    return;

  nodes = gtk_map_list_model_new (g_object_ref (unused), map_unused,
                                  wlk_query_ref (wlk_inspection_get_query (inspection)),
                                  (GDestroyNotify) wlk_query_unref);
  group = new_group (g_strdup_printf (_("Not Used (%u)"), n_unused), G_LIST_MODEL (nodes));
  g_list_store_append (list, group);
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
  if (wlk_report_get_path (report) != NULL)
    {
      g_autoptr(WlkTreeNode) links = new_links (report);

      g_list_store_append (list, links);
    }
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

/**
 * wlk_tree_node_dup_description:
 * @self: a node
 *
 * Describes its row: “R3, intermediate CA, Failed, weak link, RSA 2048 · expired …”.
 *
 * Returns: (transfer full): the texts of its row
 */
char *
wlk_tree_node_dup_description (WlkTreeNode *self)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  const char *word = get_word (self);

  g_ptr_array_add (parts, self->title);
  if (self->role != NULL)
    g_ptr_array_add (parts, (char *) self->role);
  if (word != NULL)
    g_ptr_array_add (parts, (char *) word);
  if (self->is_weak)
    g_ptr_array_add (parts, _("weak link"));
  if (self->details != NULL)
    g_ptr_array_add (parts, self->details);
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (", ", (char **) parts->pdata);
}
