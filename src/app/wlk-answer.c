/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-answer.h"

#include "present/wlk-presenter.h"
#include "wlk-outcome-appearance.h"
#include "wlk-property.h"

#include <glib/gi18n-lib.h>

#define MAX_PROBLEMS 50 /* lines of the popover; the report has more */

struct _WlkAnswer
{
  GtkWidget      parent_instance;

  WlkInspection *inspection; /* nullable */
  WlkDocument   *document;   /* nullable: presents @inspection */
  char          *title;      /* nullable */

  GtkMenuButton *advice_button;
  GtkMenuButton *problems_button;
  GtkMenuButton *programs_button;
  GtkButton     *starttls_button;
};

G_DEFINE_FINAL_TYPE (WlkAnswer, wlk_answer, GTK_TYPE_WIDGET)

static gboolean
has_text (WlkAnswer  *self,
          const char *text)
{
  return text != NULL && *text != '\0';
}

static const WlkBlock *
find_block (WlkAnswer   *self,
            WlkBlockKind kind)
{
  return self->document != NULL ? wlk_document_find (self->document, kind) : NULL;
}

static char *
dup_icon_name (WlkAnswer     *self,
               WlkInspection *inspection)
{
  const WlkBlock *title = find_block (self, WLK_BLOCK_TITLE);

  return title != NULL ? g_strdup (wlk_outcome_appearance_get_icon (title->outcome)) : NULL;
}

static char **
dup_css_classes (WlkAnswer     *self,
                 WlkInspection *inspection)
{
  const WlkBlock *title = find_block (self, WLK_BLOCK_TITLE);
  const char *classes[] = { "answer", NULL, NULL };

  if (title != NULL)
    classes[1] = wlk_outcome_get_id (title->outcome);

  return g_strdupv ((char **) classes);
}

static char *
dup_verdict (WlkAnswer     *self,
             WlkInspection *inspection)
{
  const WlkBlock *title = find_block (self, WLK_BLOCK_TITLE);

  return title != NULL ? g_strdup (title->word) : NULL;
}

static char *
dup_headline (WlkAnswer     *self,
              WlkInspection *inspection)
{
  const WlkBlock *headline = find_block (self, WLK_BLOCK_HEADLINE);

  return headline != NULL ? g_strdup (headline->text) : NULL;
}

/* “Step 14 of 31: Not Expired” */
static char *
dup_step (WlkAnswer     *self,
          WlkInspection *inspection)
{
  const WlkFact *step = self->document != NULL
                        ? wlk_document_find_fact (self->document, WLK_FACT_STEP) : NULL;

  return step != NULL ? g_strdup_printf ("%s %s", step->label, step->value) : NULL;
}

/* What to do; of a trusted path, about each warning that other programs refuse. */
static char *
dup_advice (WlkAnswer     *self,
            WlkInspection *inspection)
{
  const WlkBlock *facts = find_block (self, WLK_BLOCK_FACTS);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; facts != NULL && i < facts->facts->len; i++)
    {
      const WlkFact *fact = facts->facts->pdata[i];

      if (fact->kind == WLK_FACT_WARNING || fact->kind == WLK_FACT_ADVICE)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", fact->value);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
dup_other_programs (WlkAnswer     *self,
                    WlkInspection *inspection)
{
  guint n_blocks = self->document != NULL ? wlk_document_get_length (self->document) : 0;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_blocks; i++)
    {
      const WlkBlock *block = wlk_document_get (self->document, i);

      for (guint j = 0; block->kind == WLK_BLOCK_QUOTES && j < block->facts->len; j++)
        {
          const WlkFact *quote = block->facts->pdata[j];

          g_string_append_printf (text, "%s%s\n%s", text->len > 0 ? "\n\n" : "", quote->label,
                                  quote->value);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The STARTTLS protocol with which another attempt succeeded, or NULL. */
static const char *
get_starttls (WlkInspection *inspection)
{
  const WlkConnection *connection = inspection != NULL ? inspection->connection : NULL;

  return connection != NULL ? connection->suggested_starttls : NULL;
}

/* “Connect with STARTTLS for SMTP”, if an attempt with it succeeded. */
static char *
dup_starttls_title (WlkAnswer     *self,
                    WlkInspection *inspection)
{
  const char *id = get_starttls (inspection);
  const WlkStarttls *protocol = id != NULL ? wlk_starttls_find (id) : NULL;

  if (id == NULL)
    return NULL;

  return protocol != NULL ? g_strdup_printf (_("Connect with STARTTLS for %s"), protocol->title)
                          : g_strdup (_("Connect Without STARTTLS"));
}

/* “3 Problems in What Was Read” */
static char *
dup_problems_title (WlkAnswer     *self,
                    WlkInspection *inspection)
{
  guint n_problems = 0;

  if (inspection != NULL)
    n_problems = inspection->bundle->problems->len + inspection->bundle->n_more_problems;
  if (n_problems == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%u Part Is Unreadable", "%u Parts Are Unreadable", n_problems),
                          n_problems);
}

static char *
dup_problems (WlkAnswer     *self,
              WlkInspection *inspection)
{
  g_autoptr(GPtrArray) problems = wlk_present_problems (inspection);

  if (problems->len > MAX_PROBLEMS)
    {
      g_ptr_array_set_size (problems, MAX_PROBLEMS);
      g_ptr_array_add (problems, g_strdup ("…"));
    }
  g_ptr_array_add (problems, NULL);

  return g_strjoinv ("\n\n", (char **) problems->pdata);
}

/* Creates the popover's text when it is opened. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  WlkAnswer *self = user_data;
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/weaklink/WeakLink/text-popover.ui");
  GtkLabel *label = GTK_LABEL (gtk_builder_get_object (builder, "label"));
  g_autofree char *text = NULL;

  if (button == self->advice_button)
    text = dup_advice (self, self->inspection);
  else if (button == self->programs_button)
    text = dup_other_programs (self, self->inspection);
  else
    text = dup_problems (self, self->inspection);

  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_menu_button_set_popover (button, GTK_WIDGET (gtk_builder_get_object (builder, "popover")));
}

static void
inspection_cb (gpointer object,
               gpointer previous)
{
  WlkAnswer *self = object;
  const char *starttls = get_starttls (self->inspection);

  g_clear_pointer (&self->document, wlk_document_free);
  if (self->inspection != NULL)
    self->document = wlk_present_answer ("", self->inspection);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->starttls_button), "s",
                                    starttls != NULL ? starttls : "");
}

static void
wlk_answer_class_init (WlkAnswerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  wlk_property_add (object_class, "inspection", WLK_TYPE_INSPECTION, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkAnswer, inspection), inspection_cb);
  wlk_property_add (object_class, "title", G_TYPE_STRING, G_PARAM_READWRITE,
                    G_STRUCT_OFFSET (WlkAnswer, title), NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/weaklink/WeakLink/wlk-answer.ui");
  gtk_widget_class_bind_template_child (widget_class, WlkAnswer, advice_button);
  gtk_widget_class_bind_template_child (widget_class, WlkAnswer, problems_button);
  gtk_widget_class_bind_template_child (widget_class, WlkAnswer, programs_button);
  gtk_widget_class_bind_template_child (widget_class, WlkAnswer, starttls_button);
  gtk_widget_class_bind_template_callback (widget_class, dup_advice);
  gtk_widget_class_bind_template_callback (widget_class, dup_css_classes);
  gtk_widget_class_bind_template_callback (widget_class, dup_headline);
  gtk_widget_class_bind_template_callback (widget_class, dup_icon_name);
  gtk_widget_class_bind_template_callback (widget_class, dup_other_programs);
  gtk_widget_class_bind_template_callback (widget_class, dup_problems_title);
  gtk_widget_class_bind_template_callback (widget_class, dup_starttls_title);
  gtk_widget_class_bind_template_callback (widget_class, dup_step);
  gtk_widget_class_bind_template_callback (widget_class, dup_verdict);
  gtk_widget_class_bind_template_callback (widget_class, has_text);
}

static void
wlk_answer_init (WlkAnswer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->advice_button, create_popover_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->problems_button, create_popover_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->programs_button, create_popover_cb, self, NULL);
}
