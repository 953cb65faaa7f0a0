/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report/wlk-query.h"

struct _WlkQuery
{
  WlkQueryFields fields;
  char          *name;
  GStrv          policies;
};

/* An empty name is treated as none. */
static char *
dup_name (const char *name)
{
  char *stripped = name != NULL ? g_strstrip (g_strdup (name)) : NULL;

  if (stripped != NULL && *stripped == '\0')
    g_clear_pointer (&stripped, g_free);

  return stripped;
}

/**
 * wlk_query_new:
 * @fields: what to validate for; copied
 *
 * White space around the name is dropped, and an empty name becomes %NULL.
 *
 * Returns: (transfer full): the query
 */
WlkQuery *
wlk_query_new (const WlkQueryFields *fields)
{
  WlkQuery *self;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_atomic_rc_box_new0 (WlkQuery);
  self->fields = *fields;
  self->name = dup_name (fields->name);
  self->policies = g_strdupv ((char **) fields->policies);
  self->fields.name = self->name;
  self->fields.policies = (const char * const *) self->policies;

  return self;
}

static void
query_clear (WlkQuery *self)
{
  g_free (self->name);
  g_strfreev (self->policies);
}

WLK_DEFINE_REF_COUNTED (WlkQuery, wlk_query, query_clear)

/* (transfer none): its fields, valid as long as @self. */
const WlkQueryFields *
wlk_query_get (const WlkQuery * self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->fields;
}
