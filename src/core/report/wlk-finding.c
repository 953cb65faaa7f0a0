/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-finding.h"

#include "report/wlk-cause.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * One finding, with a reference to its list. Sentences are formatted on request from a template by
 * replacing names in braces. Replacements are not expanded again, so braces in untrusted text are
 * kept.
 */

enum {
  PROP_0,
  PROP_OUTCOME,
  PROP_SUMMARY,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkFinding, wlk_finding, G_TYPE_OBJECT)

static void
append_certificate (WlkFinding *self,
                    GString    *result)
{
  if (self->certificate != NULL)
    g_string_append (result, wlk_certificate_get_title (self->certificate));
  else
    g_string_append (result, _("the certificate"));
}

static void
append_issuer (WlkFinding *self,
               GString    *result)
{
  WlkName *issuer = self->certificate != NULL
                    ? wlk_certificate_get_issuer (self->certificate)
                    : NULL;

  if (issuer != NULL && !wlk_name_is_empty (issuer))
    g_string_append (result, wlk_name_get_short_text (issuer));
  else
    g_string_append (result, _("an empty name"));
}

/* “1” is the value of the first piece of evidence, “1-expected” its expected value. */
static void
append_evidence (WlkFinding *self,
                 const char *key,
                 GString    *result)
{
  guint64 index = g_ascii_strtoull (key, NULL, 10);
  const WlkEvidence *evidence;
  g_autofree char *text = NULL;

  if (index < 1 || index > self->record->n_evidence)
    return;

  evidence = wlk_finding_list_get_evidence (self->list, self->index) + index - 1;
  text = g_str_has_suffix (key, "-expected")
         ? wlk_evidence_dup_expected (evidence)
         : wlk_evidence_dup_value (evidence);
  if (text != NULL)
    g_string_append (result, text);
}

static void
append_replacement (WlkFinding *self,
                    const char *key,
                    GString    *result)
{
  if (g_str_equal (key, "certificate"))
    append_certificate (self, result);
  else if (g_str_equal (key, "issuer"))
    append_issuer (self, result);
  else if (g_str_equal (key, "because"))
    g_string_append (result, self->record->because != NULL ? _(self->record->because) : "");
  else
    append_evidence (self, key, result);
}

static char *
fill_template (WlkFinding *self,
               const char *template)
{
  GString *result = g_string_new (NULL);

  while (*template != '\0')
    {
      const char *end = *template == '{' ? strchr (template, '}') : NULL;

      if (end == NULL)
        {
          g_string_append_c (result, *template++);
        }
      else
        {
          g_autofree char *key = g_strndup (template + 1, end - template - 1);

          append_replacement (self, key, result);
          template = end + 1;
        }
    }

  return g_string_free (result, FALSE);
}

static void
wlk_finding_finalize (GObject *object)
{
  WlkFinding *self = WLK_FINDING (object);

  g_clear_pointer (&self->list, wlk_finding_list_unref);
  g_clear_object (&self->certificate);

  G_OBJECT_CLASS (wlk_finding_parent_class)->finalize (object);
}

static void
wlk_finding_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  WlkFinding *self = WLK_FINDING (object);

  switch (property_id)
    {
    case PROP_OUTCOME:
      g_value_set_enum (value, self->record->outcome);
      break;

    case PROP_SUMMARY:
      g_value_take_string (value, wlk_finding_dup_summary (self));
      break;

    case PROP_TITLE:
      g_value_set_static_string (value, _(self->record->step->title));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_finding_class_init (WlkFindingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = wlk_finding_finalize;
  object_class->get_property = wlk_finding_get_property;

  properties[PROP_OUTCOME] = g_param_spec_enum ("outcome", NULL, NULL, WLK_TYPE_OUTCOME,
                                                WLK_OUTCOME_PASSED, flags);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_finding_init (WlkFinding *self)
{
}

/**
 * wlk_finding_new:
 * @list: the findings of all steps
 * @index: index of the finding
 *
 * Returns: (transfer full): the finding
 */
WlkFinding *
wlk_finding_new (WlkFindingList *list,
                 guint           index)
{
  WlkFinding *self = g_object_new (WLK_TYPE_FINDING, NULL);

  self->list = wlk_finding_list_ref (list);
  self->index = index;
  self->record = wlk_finding_list_get (list, index);
  if (self->record->certificate != NULL)
    self->certificate = g_object_ref (self->record->certificate);

  return self;
}

/* Whether the finding is that step's. */
gboolean
wlk_finding_is (WlkFinding *self,
                WlkStepId   step)
{
  g_return_val_if_fail (WLK_IS_FINDING (self), FALSE);

  return self->record->step->id == step;
}

/* (transfer full): the summary as a sentence, translated. */
char *
wlk_finding_dup_summary (WlkFinding *self)
{
  g_return_val_if_fail (WLK_IS_FINDING (self), NULL);

  return fill_template (self, self->record->summary != NULL ? _(self->record->summary) : "");
}

/* (transfer full) (nullable): advice, translated. */
char *
wlk_finding_dup_advice (WlkFinding *self)
{
  const char *advice;

  g_return_val_if_fail (WLK_IS_FINDING (self), NULL);

  advice = self->record->cause != NULL ? wlk_cause_get_advice (self->record->cause) : NULL;

  return advice != NULL ? fill_template (self, advice) : NULL;
}

/**
 * wlk_finding_get_evidence:
 * @self: a finding
 * @n_evidence: (out): how many pieces there are
 *
 * Returns: (transfer none) (array length=n_evidence): the evidence
 */
const WlkEvidence *
wlk_finding_get_evidence (WlkFinding *self,
                          guint      *n_evidence)
{
  g_return_val_if_fail (WLK_IS_FINDING (self), NULL);

  *n_evidence = self->record->n_evidence;

  return wlk_finding_list_get_evidence (self->list, self->index);
}
