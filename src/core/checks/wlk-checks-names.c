/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-checks.h"
#include "checks/wlk-malformed.h"
#include "x509/wlk-name-constraints.h"
#include "x509/wlk-name-walk.h"
#include "x509/wlk-subtree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Name constraints. RFC 5280 §6.1.2 (b) and (c) keep permitted_subtrees as an intersection and
 * excluded_subtrees as a union. Here both are lists of the constraints imposed by each certificate
 * above: a name is in the intersection if each of them permits it, and the finding can name the CA
 * whose constraint is violated.
 */

#define MAX_NAME_COMPARISONS 250000 /* per path; some milliseconds. More is an attack */
#define MAX_LISTED           5      /* subtrees in evidence */
#define EMAIL_ADDRESS        "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01" /* RFC 2985 §5.2.1 */

/**
 * WlkImposedConstraints:
 * @certificate: the CA that imposes them; borrowed
 * @constraints: the name constraints
 */
typedef struct
{
  WlkCertificate     *certificate;
  WlkNameConstraints *constraints;
} WlkImposedConstraints;

static void
imposed_constraints_free (gpointer data)
{
  WlkImposedConstraints *self = data;

  wlk_name_constraints_free (self->constraints);
  g_free (self);
}

/* Comparison of the names of one certificate with one list of subtrees of another. */
typedef struct
{
  WlkCheckContext *context;
  WlkDraft        *draft;
  GPtrArray       *names; /* (element-type WlkGeneralName) */
} Comparison;

/* RFC 5280 §4.2.1.10: without a subject alternative name, the emailAddress attributes of the
 * subject are constrained. */
static void
add_subject_emails (WlkCertificate *certificate,
                    GPtrArray      *names)
{
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SUBJECT);
  WlkNameWalk walk;

  if (!wlk_name_walk_init (&walk, wlk_certificate_get_bytes (certificate, span), span.length,
                           span.offset, NULL))
    return;

  while (wlk_name_walk_next (&walk, NULL))
    if (walk.type.content.length == sizeof EMAIL_ADDRESS - 1 &&
        memcmp (walk.type.bytes, EMAIL_ADDRESS, sizeof EMAIL_ADDRESS - 1) == 0)
      g_ptr_array_add (names, wlk_general_name_new_email (&walk.value));
}

/* All names of the certificate to which constraints apply. A copy, since the certificate owns the
 * list of its subject alternative names. */
static GPtrArray *
collect_names (WlkCertificate *certificate,
               GError        **error)
{
  g_autoptr(GPtrArray) names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) wlk_general_name_free);
  g_autoptr(GPtrArray) alternatives = NULL;
  WlkName *subject = wlk_certificate_get_subject (certificate);
  WlkSpan span = wlk_certificate_get_span (certificate, WLK_CERTIFICATE_SUBJECT);

  if (!wlk_name_is_empty (subject))
    g_ptr_array_add (names, wlk_general_name_new_directory (subject, span));

  switch (wlk_extensions_read_list (certificate, WLK_OID_SUBJECT_ALT_NAME, &alternatives, error))
    {
    case WLK_MALFORMED:
      return NULL;

    case WLK_ABSENT:
      add_subject_emails (certificate, names);
      break;

    case WLK_PRESENT:
    default:
      g_ptr_array_extend (names, alternatives, (GCopyFunc) (void *) wlk_general_name_copy, NULL);
    }

  return g_steal_pointer (&names);
}

static gboolean
has_form (GPtrArray         *subtrees,
          WlkGeneralNameKind kind)
{
  for (guint i = 0; subtrees != NULL && i < subtrees->len; i++)
    if (((WlkSubtree *) subtrees->pdata[i])->base->kind == kind)
      return TRUE;

  return FALSE;
}

/* The bases of one name form in a list, at most MAX_LISTED. */
static char *
dup_bases (GPtrArray         *subtrees,
           WlkGeneralNameKind kind)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_listed = 0;

  for (guint i = 0; i < subtrees->len; i++)
    {
      const WlkSubtree *subtree = subtrees->pdata[i];

      if (subtree->base->kind != kind)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      if (n_listed++ == MAX_LISTED)
        {
          g_string_append (text, "…");
          break;
        }
      g_string_append (text, *subtree->base->text != '\0' ? subtree->base->text : _("(any)"));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_evidence (Comparison           *self,
              const WlkGeneralName *name,
              const char           *label,
              const char           *bases,
              WlkCertificate       *imposing)
{
  wlk_draft_text (self->draft, N_("Name"), name->text);
  wlk_draft_at (self->draft, name->span);
  wlk_draft_text (self->draft, label, bases);
  wlk_draft_text (self->draft, N_("Imposed by"), wlk_certificate_get_title (imposing));
  self->draft->failing_certificate = imposing;
}

/* A constrained name that cannot be compared with the constraint must be rejected. */
static gboolean
check_comparable (Comparison           *self,
                  const WlkGeneralName *name,
                  GPtrArray            *subtrees,
                  WlkCertificate       *imposing)
{
  g_autofree char *bases = NULL;

  if (wlk_subtree_is_supported (name->kind) && wlk_subtree_is_name (name))
    return TRUE;

  bases = dup_bases (subtrees, name->kind);
  add_evidence (self, name, N_("Constraint"), bases, imposing);
  wlk_draft_fail (self->draft, "name_not_comparable",
                  N_("“{3}” constrains names of this form, and “{1}” of “{certificate}” "
                     "cannot be compared with that."));
  return FALSE;
}

static gboolean
check_budget (Comparison *self)
{
  if (self->context->n_name_comparisons <= MAX_NAME_COMPARISONS)
    return TRUE;

  wlk_draft_number (self->draft, N_("Comparisons"), MAX_NAME_COMPARISONS);
  wlk_draft_unknown (self->draft, "budget",
                     N_("The names of “{certificate}” and the constraints above it are too many: "
                        "after {1} comparisons it is not known whether all are kept."));
  return FALSE;
}

/* Whether a list permits a name: a subtree of its form contains it, or none is of its form. */
static gboolean
check_permitted (Comparison           *self,
                 const WlkGeneralName *name,
                 GPtrArray            *subtrees,
                 WlkCertificate       *imposing)
{
  g_autofree char *bases = NULL;

  if (!has_form (subtrees, name->kind))
    return TRUE;
  if (!check_comparable (self, name, subtrees, imposing))
    return FALSE;

  for (guint i = 0; i < subtrees->len; i++)
    {
      const WlkSubtree *subtree = subtrees->pdata[i];

      self->context->n_name_comparisons++;
      if (subtree->base->kind == name->kind && !subtree->has_depth &&
          wlk_subtree_compare (subtree->base, name) == WLK_SUBTREE_WITHIN)
        return TRUE;
    }

  if (!check_budget (self))
    return FALSE;
  bases = dup_bases (subtrees, name->kind);
  add_evidence (self, name, N_("Permitted"), bases, imposing);
  wlk_draft_fail (self->draft, "name_constraint_permitted",
                  N_("“{3}” permits only “{2}” below it, and “{certificate}” is for “{1}”."));
  return FALSE;
}

/* Whether a list excludes a name. A wildcard is excluded if any name that it matches is. */
static gboolean
check_excluded (Comparison           *self,
                const WlkGeneralName *name,
                GPtrArray            *subtrees,
                WlkCertificate       *imposing)
{
  if (!has_form (subtrees, name->kind))
    return TRUE;
  if (!check_comparable (self, name, subtrees, imposing))
    return FALSE;

  for (guint i = 0; i < subtrees->len; i++)
    {
      const WlkSubtree *subtree = subtrees->pdata[i];

      self->context->n_name_comparisons++;
      if (subtree->base->kind == name->kind &&
          (subtree->has_depth ||
           wlk_subtree_compare (subtree->base, name) != WLK_SUBTREE_OUTSIDE))
        {
          add_evidence (self, name, N_("Excluded"),
                        *subtree->base->text != '\0' ? subtree->base->text : _("(any)"),
                        imposing);
          wlk_draft_fail (self->draft, "name_constraint_excluded",
                          N_("“{3}” excludes “{2}” below it, and “{certificate}” is for “{1}”."));
          return FALSE;
        }
    }

  return check_budget (self);
}

static gboolean
compare_names (Comparison *self,
               gboolean    is_permitted)
{
  GPtrArray *imposed = self->context->name_constraints;

  for (guint i = 0; i < imposed->len; i++)
    {
      const WlkImposedConstraints *imposing = imposed->pdata[i];

      for (guint j = 0; j < self->names->len; j++)
        if (is_permitted
            ? !check_permitted (self, self->names->pdata[j], imposing->constraints->permitted,
                                imposing->certificate)
            : !check_excluded (self, self->names->pdata[j], imposing->constraints->excluded,
                               imposing->certificate))
          return FALSE;
    }

  return TRUE;
}

static gboolean
has_imposed (WlkCheckContext *context,
             gboolean         is_permitted)
{
  GPtrArray *imposed = context->name_constraints;

  for (guint i = 0; imposed != NULL && i < imposed->len; i++)
    {
      const WlkNameConstraints *constraints =
        ((WlkImposedConstraints *) imposed->pdata[i])->constraints;

      if ((is_permitted ? constraints->permitted : constraints->excluded) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* The names of the imposing certificates, for a step that passes. */
static void
add_imposing (WlkCheckContext *context,
              WlkDraft        *draft)
{
  for (guint i = 0; i < context->name_constraints->len; i++)
    {
      const WlkImposedConstraints *imposing = context->name_constraints->pdata[i];

      wlk_draft_text (draft, N_("Imposed by"), wlk_certificate_get_title (imposing->certificate));
    }
}

static void
check_names (WlkCheckContext *context,
             WlkDraft        *draft,
             gboolean         is_permitted)
{
  Comparison comparison = { context, draft, NULL };
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GError) error = NULL;

  if (!has_imposed (context, is_permitted))
    {
      wlk_draft_pass (draft, is_permitted
                      ? N_("No certificate above limits the names to some.")
                      : N_("No certificate above excludes names."));
      return;
    }
  if (!wlk_check_context_is_leaf (context) &&
      wlk_certificate_is_self_issued (context->certificate))
    {
      add_imposing (context, draft);
      wlk_draft_pass (draft,
                      N_("“{certificate}” is self-issued, so the constraints of "
                         "“{1}” are not applied to it."));
      return;
    }

  names = collect_names (context->certificate, &error);
  if (names == NULL)
    {
      wlk_malformed_fail (draft, N_("Subject alternative name"), error,
                          wlk_check_context_get_span (context, WLK_OID_SUBJECT_ALT_NAME));
      return;
    }

  comparison.names = names;
  if (compare_names (&comparison, is_permitted))
    {
      add_imposing (context, draft);
      wlk_draft_pass (draft, is_permitted
                      ? N_("The names of “{certificate}” are among those that “{1}” permits.")
                      : N_("“{1}” excludes none of the names of “{certificate}”."));
    }
}

/**
 * wlk_check_name_permitted:
 * @context: the check context
 * @draft: the finding to fill
 *
 * The names of the certificate are in permitted_subtrees. A self-issued certificate is exempt,
 * unless it is the last one.
 *
 * Source: RFC 5280 §6.1.3 (b), §4.2.1.10.
 */
void
wlk_check_name_permitted (WlkCheckContext *context,
                          WlkDraft        *draft)
{
  check_names (context, draft, TRUE);
}

/**
 * wlk_check_name_not_excluded:
 * @context: the check context
 * @draft: the finding to fill
 *
 * None of the names of the certificate is in excluded_subtrees. A self-issued certificate is
 * exempt, unless it is the last one.
 *
 * Source: RFC 5280 §6.1.3 (c), §4.2.1.10.
 */
void
wlk_check_name_not_excluded (WlkCheckContext *context,
                             WlkDraft        *draft)
{
  check_names (context, draft, FALSE);
}

/* A malformed base, whose meaning is undefined. */
static const WlkSubtree *
find_malformed_base (GPtrArray *subtrees,
                     gboolean   is_strict)
{
  for (guint i = 0; subtrees != NULL && i < subtrees->len; i++)
    {
      const WlkSubtree *subtree = subtrees->pdata[i];

      if (!wlk_subtree_is_base (subtree->base) ||
          (is_strict && wlk_subtree_has_leading_period (subtree->base)))
        return subtree;
    }

  return NULL;
}

static void
add_subtrees (WlkDraft   *draft,
              const char *label,
              GPtrArray  *subtrees)
{
  for (WlkGeneralNameKind kind = WLK_GENERAL_NAME_OTHER; kind <= WLK_GENERAL_NAME_UNKNOWN; kind++)
    if (has_form (subtrees, kind))
      {
        g_autofree char *bases = dup_bases (subtrees, kind);
        g_autofree char *text = g_strdup_printf ("%s: %s", wlk_general_name_kind_get_title (kind),
                                                 bases);

        wlk_draft_text (draft, label, text);
        wlk_draft_at (draft, ((WlkSubtree *) subtrees->pdata[0])->base->span);
      }
}

static void
impose (WlkCheckContext    *context,
        WlkNameConstraints *constraints)
{
  WlkImposedConstraints *imposed = g_new0 (WlkImposedConstraints, 1);

  imposed->certificate = context->certificate;
  imposed->constraints = constraints;
  if (context->name_constraints == NULL)
    context->name_constraints = g_ptr_array_new_with_free_func (imposed_constraints_free);
  g_ptr_array_add (context->name_constraints, imposed);
}

/**
 * wlk_check_name_constraints_update:
 * @context: the check context
 * @draft: the finding to fill
 *
 * Adds the certificate's constraints to permitted_subtrees and excluded_subtrees. A malformed
 * constraint fails, since its meaning is undefined. A DNS name with a leading period fails under
 * the profile “strict”; other profiles read it as the subdomains of the name.
 *
 * Source: RFC 5280 §6.1.4 (g), §4.2.1.10; RFC 5937 §3.2 for those of a trust anchor.
 */
void
wlk_check_name_constraints_update (WlkCheckContext *context,
                                   WlkDraft        *draft)
{
  g_autoptr(WlkNameConstraints) constraints = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_strict = wlk_query_get (context->query)->profile == WLK_PROFILE_STRICT;
  const WlkSubtree *malformed = NULL;
  WlkPresence presence = wlk_name_constraints_read (context->certificate, &constraints, &error);

  if (presence == WLK_ABSENT)
    {
      wlk_draft_pass (draft, N_("“{certificate}” imposes no name constraints."));
      return;
    }
  if (presence == WLK_MALFORMED)
    {
      wlk_malformed_fail (draft, N_("Name constraints"), error,
                          wlk_check_context_get_span (context, WLK_OID_NAME_CONSTRAINTS));
      return;
    }

  malformed = find_malformed_base (constraints->permitted, is_strict);
  if (malformed == NULL)
    malformed = find_malformed_base (constraints->excluded, is_strict);
  if (malformed != NULL)
    {
      wlk_draft_text (draft, N_("Constraint"), malformed->base->text);
      wlk_draft_at (draft, malformed->base->span);
      wlk_draft_fail (draft, "extension_malformed",
                      N_("The name constraint “{1}” of “{certificate}” breaks the rules of its "
                         "form, so its meaning is unknown."));
      return;
    }

  add_subtrees (draft, N_("Permitted"), constraints->permitted);
  add_subtrees (draft, N_("Excluded"), constraints->excluded);
  impose (context, g_steal_pointer (&constraints));
  wlk_draft_note (draft,
                  N_("“{certificate}” imposes name constraints on all certificates below it."));
}
