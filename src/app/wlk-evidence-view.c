/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-evidence-view.h"

#include "present/wlk-presenter.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * The evidence differs between findings, so its labels are created in code, and only when they are
 * shown.
 */

struct _WlkEvidenceView
{
  GtkWidget    parent_instance;

  WlkFinding  *finding;   /* nullable */
  WlkDocument *document;  /* nullable: presents @finding */
  GtkWidget   *grid;      /* nullable until it is shown for the first time */
  gboolean     is_filled;
  int          n_rows;    /* of @grid */
};

G_DEFINE_FINAL_TYPE (WlkEvidenceView, wlk_evidence_view, GTK_TYPE_WIDGET)

/* WlkDocument has escaped the text; its only line feeds separate the lines of a value. */
static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* The location follows the value, dim and small. */
static void
append_location (GtkLabel *label,
                 WlkSpan   span)
{
  g_autofree char *value = g_strdup (gtk_label_get_text (label));
  g_autofree char *location = wlk_document_dup_location (span);
  g_autofree char *text = NULL;
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *parts[] = {
    pango_attr_foreground_alpha_new (0.6 * G_MAXUINT16), pango_attr_scale_new (PANGO_SCALE_SMALL),
  };

  if (location == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      parts[i]->start_index = strlen (value);
      pango_attr_list_insert (attributes, parts[i]);
    }
  text = g_strconcat (value, "\u2002", location, NULL);
  gtk_label_set_text (label, text);
  gtk_label_set_attributes (label, attributes);
}

static void
add_row (GtkWidget  *grid,
         int        *n_rows,
         const char *title,
         const char *value,
         WlkSpan     span,
         const char *css_class)
{
  GtkWidget *title_label = NULL;
  GtkWidget *value_label = NULL;

  if (value == NULL || *value == '\0')
    return;

  title_label = new_label (title, "dim-label");
  gtk_widget_add_css_class (title_label, "caption");
  gtk_label_set_width_chars (GTK_LABEL (title_label), 11);
  gtk_label_set_max_width_chars (GTK_LABEL (title_label), 14);
  value_label = new_label (value, css_class);
  append_location (GTK_LABEL (value_label), span);
  gtk_widget_add_css_class (value_label, "evidence-value");
  gtk_label_set_selectable (GTK_LABEL (value_label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (value_label), 30);
  gtk_widget_set_hexpand (value_label, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value_label),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, title_label, value_label,
                                  NULL, -1);

  gtk_grid_attach (GTK_GRID (grid), title_label, 0, *n_rows, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), value_label, 1, *n_rows, 1, 1);
  (*n_rows)++;
}

static void
add_facts (WlkEvidenceView *self)
{
  const WlkBlock *facts = wlk_document_find (self->document, WLK_BLOCK_FACTS);

  for (guint i = 0; i < facts->facts->len; i++)
    {
      const WlkFact *fact = facts->facts->pdata[i];
      gboolean is_bad = fact->expected != NULL && g_strcmp0 (fact->value, fact->expected) != 0 &&
                        wlk_finding_record_matters (self->finding->record);

      add_row (self->grid, &self->n_rows, fact->label, fact->value, fact->span,
               is_bad ? "failed-value" : NULL);
      add_row (self->grid, &self->n_rows, _("Expected"), fact->expected, WLK_SPAN_NONE, NULL);
    }
}

static GtkWidget *
new_grid (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  return grid;
}

/* The messages of a dozen programs are slow to lay out, so they are created when expanded. */
static void
expanded_cb (WlkEvidenceView *self,
             GParamSpec      *pspec,
             GtkExpander     *expander)
{
  const WlkBlock *quotes = wlk_document_find (self->document, WLK_BLOCK_QUOTES);
  GtkWidget *grid = NULL;
  int n_rows = 0;

  if (gtk_expander_get_child (expander) != NULL)
    return;

  grid = new_grid ();
  gtk_widget_set_margin_top (grid, 6);
  for (guint i = 0; i < quotes->facts->len; i++)
    {
      const WlkFact *quote = quotes->facts->pdata[i];

      add_row (grid, &n_rows, quote->label, quote->value, WLK_SPAN_NONE, "caption");
    }
  gtk_expander_set_child (expander, grid);
}

static void
add_other_programs (WlkEvidenceView *self)
{
  GtkWidget *expander = NULL;

  if (wlk_document_find (self->document, WLK_BLOCK_QUOTES) == NULL)
    return;

  expander = gtk_expander_new (_("In Other Programs"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("In other programs"), -1);
  g_signal_connect_object (expander, "notify::expanded", G_CALLBACK (expanded_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_grid_attach (GTK_GRID (self->grid), expander, 0, self->n_rows++, 2, 1);
}

static void
fill (WlkEvidenceView *self)
{
  self->is_filled = TRUE;
  if (self->finding == NULL)
    return;

  self->grid = new_grid ();
  self->n_rows = 0;
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  self->document = wlk_present_finding (self->finding);
  add_facts (self);
  add_other_programs (self);
}

static void
finding_cb (gpointer object,
            gpointer previous)
{
  WlkEvidenceView *self = object;

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->document, wlk_document_free);
  self->is_filled = FALSE;
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    fill (self);
}

static void
wlk_evidence_view_show (GtkWidget *widget)
{
  WlkEvidenceView *self = WLK_EVIDENCE_VIEW (widget);

  if (!self->is_filled)
    fill (self);
  GTK_WIDGET_CLASS (wlk_evidence_view_parent_class)->show (widget);
}

static void
wlk_evidence_view_class_init (WlkEvidenceViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->show = wlk_evidence_view_show;

  wlk_property_add (object_class, "finding", WLK_TYPE_FINDING, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkEvidenceView, finding), finding_cb);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "evidence");
}

static void
wlk_evidence_view_init (WlkEvidenceView *self)
{
}
