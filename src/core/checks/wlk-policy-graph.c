/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-policy-graph.h"

#include <string.h>

/*
 * RFC 5280's tree has a node for each derivation of a policy, which can be millions for a short
 * path. RFC 9618 replaces it by a graph: a policy has one node per level, with an edge from each
 * node above that allows it. Nodes and edges are linear in the listed policies and mappings.
 */

/**
 * Node:
 * @policy: valid_policy
 * @expected: (nullable) (element-type utf8): expected_policy_set; %NULL for @policy alone
 * @parents: (element-type Node): nodes of the level above, borrowed
 * @is_needed: scratch mark: it has a child
 */
typedef struct
{
  char      *policy;
  GPtrArray *expected;
  GPtrArray *parents;
  gboolean   is_needed;
} Node;

/**
 * Level:
 * @nodes: (element-type Node): in order of insertion
 * @by_policy: from valid_policy to the node
 */
typedef struct
{
  GPtrArray  *nodes;
  GHashTable *by_policy;
} Level;

struct _WlkPolicyGraph
{
  GPtrArray *levels; /* (element-type Level), the initial one first; empty when it is NULL */
};

static void
node_free (gpointer data)
{
  Node *self = data;

  g_free (self->policy);
  g_clear_pointer (&self->expected, g_ptr_array_unref);
  g_ptr_array_unref (self->parents);
  g_free (self);
}

static void
level_free (gpointer data)
{
  Level *self = data;

  g_hash_table_unref (self->by_policy);
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

static Level *
level_new (void)
{
  Level *self = g_new0 (Level, 1);

  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->by_policy = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

static Node *
level_find (const Level *self,
            const char  *policy)
{
  return g_hash_table_lookup (self->by_policy, policy);
}

/* The node of a policy, created if missing. */
static Node *
level_ensure (Level      *self,
              const char *policy)
{
  Node *node = level_find (self, policy);

  if (node != NULL)
    return node;

  node = g_new0 (Node, 1);
  node->policy = g_strdup (policy);
  node->parents = g_ptr_array_new ();
  g_ptr_array_add (self->nodes, node);
  g_hash_table_insert (self->by_policy, node->policy, node);

  return node;
}

static void
level_remove (Level *self,
              guint  index)
{
  Node *node = self->nodes->pdata[index];

  g_hash_table_remove (self->by_policy, node->policy);
  g_ptr_array_remove_index (self->nodes, index);
}

static Level *
get_last (const WlkPolicyGraph *self)
{
  return self->levels->pdata[self->levels->len - 1];
}

/**
 * wlk_policy_graph_new:
 *
 * A graph with the initial node, which allows any policy.
 *
 * Source: RFC 9618 §5.1, RFC 5280 §6.1.2 (a).
 *
 * Returns: (transfer full): a new graph
 */
WlkPolicyGraph *
wlk_policy_graph_new (void)
{
  WlkPolicyGraph *self = g_new0 (WlkPolicyGraph, 1);
  Level *initial = level_new ();

  self->levels = g_ptr_array_new_with_free_func (level_free);
  level_ensure (initial, WLK_OID_ANY_POLICY);
  g_ptr_array_add (self->levels, initial);

  return self;
}

/**
 * wlk_policy_graph_free:
 * @self: a graph
 *
 * Frees it.
 */
void
wlk_policy_graph_free (WlkPolicyGraph *self)
{
  g_ptr_array_unref (self->levels);
  g_free (self);
}

/**
 * wlk_policy_graph_clear:
 * @self: a graph
 *
 * Sets it to NULL: the path has no policy from here on.
 *
 * Source: RFC 5280 §6.1.3 (e).
 */
void
wlk_policy_graph_clear (WlkPolicyGraph *self)
{
  g_ptr_array_set_size (self->levels, 0);
}

/* Whether no policy is valid for the path so far. */
gboolean
wlk_policy_graph_is_null (const WlkPolicyGraph *self)
{
  return self->levels->len == 0;
}

/* Deletes nodes without children, level by level up to the initial node. */
static void
prune (WlkPolicyGraph *self)
{
  for (guint depth = self->levels->len - 1; depth > 0; depth--)
    {
      Level *below = self->levels->pdata[depth];
      Level *level = self->levels->pdata[depth - 1];

      for (guint i = 0; i < level->nodes->len; i++)
        ((Node *) level->nodes->pdata[i])->is_needed = FALSE;
      for (guint i = 0; i < below->nodes->len; i++)
        {
          const Node *node = below->nodes->pdata[i];

          for (guint j = 0; j < node->parents->len; j++)
            ((Node *) node->parents->pdata[j])->is_needed = TRUE;
        }
      for (guint i = level->nodes->len; i-- > 0;)
        if (!((Node *) level->nodes->pdata[i])->is_needed)
          level_remove (level, i);
    }

  if (((Level *) self->levels->pdata[0])->nodes->len == 0)
    wlk_policy_graph_clear (self);
}

static void
index_expected (GHashTable *index,
                const char *policy,
                Node       *node)
{
  GPtrArray *nodes = g_hash_table_lookup (index, policy);

  if (nodes == NULL)
    {
      nodes = g_ptr_array_new ();
      g_hash_table_insert (index, (gpointer) policy, nodes);
    }
  g_ptr_array_add (nodes, node);
}

/* Maps each expected policy of a level to the nodes that expect it. */
static GHashTable *
create_expected_index (const Level *level)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                             (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < level->nodes->len; i++)
    {
      Node *node = level->nodes->pdata[i];

      if (node->expected == NULL)
        index_expected (index, node->policy, node);
      for (guint j = 0; node->expected != NULL && j < node->expected->len; j++)
        index_expected (index, node->expected->pdata[j], node);
    }

  return index;
}

static void
add_child (Level      *level,
           const char *policy,
           GPtrArray  *parents)
{
  Node *node = level_ensure (level, policy);

  g_ptr_array_extend (node->parents, parents, NULL, NULL);
}

/* §6.1.3 (d)(2): anyPolicy covers the policies expected above that are not listed. */
static void
add_expected (Level       *level,
              const Level *above,
              GHashTable  *index)
{
  for (guint i = 0; i < above->nodes->len; i++)
    {
      const Node *node = above->nodes->pdata[i];
      guint n_expected = node->expected != NULL ? node->expected->len : 1;

      for (guint j = 0; j < n_expected; j++)
        {
          const char *policy = node->expected != NULL ? node->expected->pdata[j] : node->policy;

          if (level_find (level, policy) == NULL)
            add_child (level, policy, g_hash_table_lookup (index, policy));
        }
    }
}

/**
 * wlk_policy_graph_add_level:
 * @self: a graph
 * @policies: (element-type WlkPolicy): the policies that a certificate lists
 * @is_any_accepted: whether anyPolicy among them is accepted
 *
 * Adds the level of a certificate. A NULL graph is unchanged.
 *
 * Source: RFC 9618 §5.2, RFC 5280 §6.1.3 (d).
 */
void
wlk_policy_graph_add_level (WlkPolicyGraph *self,
                            GPtrArray      *policies,
                            gboolean        is_any_accepted)
{
  g_autoptr(GHashTable) index = NULL;
  const Level *above;
  Level *level;
  Node *any_above;
  gboolean has_any = FALSE;

  if (wlk_policy_graph_is_null (self))
    return;

  above = get_last (self);
  level = level_new ();
  index = create_expected_index (above);
  any_above = level_find (above, WLK_OID_ANY_POLICY);
  for (guint i = 0; i < policies->len; i++)
    {
      const WlkPolicy *policy = policies->pdata[i];
      GPtrArray *parents = g_hash_table_lookup (index, policy->oid);

      if (g_str_equal (policy->oid, WLK_OID_ANY_POLICY))
        has_any = TRUE;
      else if (parents != NULL)
        add_child (level, policy->oid, parents);
      else if (any_above != NULL)
        g_ptr_array_add (level_ensure (level, policy->oid)->parents, any_above);
    }
  if (has_any && is_any_accepted)
    add_expected (level, above, index);

  g_ptr_array_add (self->levels, level);
  prune (self);
}

/* §6.1.4 (b)(1): sets the expected policies in place of the issuer's policy. */
static void
map_policy (WlkPolicyGraph         *self,
            const WlkPolicyMapping *mapping)
{
  Level *level = get_last (self);
  Node *node = level_find (level, mapping->issuer_policy);

  if (node == NULL)
    {
      const Node *any = level_find (level, WLK_OID_ANY_POLICY);

      if (any == NULL)
        return;
      node = level_ensure (level, mapping->issuer_policy);
      g_ptr_array_extend (node->parents, any->parents, NULL, NULL);
    }

  if (node->expected == NULL)
    node->expected = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (node->expected, g_strdup (mapping->subject_policy));
}

/* A repeated mapping is ignored: the expected policies are a set. */
static gboolean
is_first (GHashTable             *seen,
          const WlkPolicyMapping *mapping)
{
  return g_hash_table_add (seen, g_strdup_printf ("%s %s", mapping->issuer_policy,
                                                  mapping->subject_policy));
}

/* §6.1.4 (b)(2): deletes a policy whose mapping is inhibited. */
static void
remove_policy (WlkPolicyGraph *self,
               const char     *policy)
{
  Level *level = get_last (self);
  Node *node = level_find (level, policy);
  guint index = 0;

  if (node != NULL && g_ptr_array_find (level->nodes, node, &index))
    level_remove (level, index);
}

/**
 * wlk_policy_graph_map:
 * @self: a graph
 * @mappings: (element-type WlkPolicyMapping): the mappings of the certificate of the last level
 * @is_inhibited: whether mapping is inhibited, so that mapped policies are deleted
 *
 * Nothing happens to a graph that is NULL.
 *
 * Source: RFC 9618 §5.3, RFC 5280 §6.1.4 (b).
 */
void
wlk_policy_graph_map (WlkPolicyGraph *self,
                      GPtrArray      *mappings,
                      gboolean        is_inhibited)
{
  g_autoptr(GHashTable) seen = NULL;

  if (wlk_policy_graph_is_null (self))
    return;

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < mappings->len; i++)
    {
      const WlkPolicyMapping *mapping = mappings->pdata[i];

      if (is_inhibited)
        remove_policy (self, mapping->issuer_policy);
      else if (is_first (seen, mapping))
        map_policy (self, mapping);
    }
  if (is_inhibited)
    prune (self);
}

static void
add_once (GPtrArray  *list,
          GHashTable *seen,
          const char *policy)
{
  if (g_hash_table_add (seen, (gpointer) policy))
    g_ptr_array_add (list, g_strdup (policy));
}

static int
compare_oids (gconstpointer a,
              gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static GStrv
end_list (GPtrArray *list)
{
  g_ptr_array_sort (list, compare_oids);
  g_ptr_array_add (list, NULL);

  return (GStrv) g_ptr_array_free (list, FALSE);
}

/**
 * wlk_policy_graph_dup_expected:
 * @self: a graph
 *
 * Returns: (transfer full): the policies that the next certificate may have, sorted; empty for a
 *   NULL graph
 */
GStrv
wlk_policy_graph_dup_expected (const WlkPolicyGraph *self)
{
  GPtrArray *list = g_ptr_array_new ();

  if (!wlk_policy_graph_is_null (self))
    {
      g_autoptr(GHashTable) index = create_expected_index (get_last (self));
      g_autofree gpointer *policies = g_hash_table_get_keys_as_array (index, NULL);

      for (guint i = 0; policies[i] != NULL; i++)
        g_ptr_array_add (list, g_strdup (policies[i]));
    }

  return end_list (list);
}

static gboolean
is_allowed_by_any (const Node *node)
{
  for (guint i = 0; i < node->parents->len; i++)
    if (g_str_equal (((const Node *) node->parents->pdata[i])->policy, WLK_OID_ANY_POLICY))
      return TRUE;

  return FALSE;
}

/**
 * wlk_policy_graph_dup_authorities:
 * @self: a graph
 *
 * The authorities-constrained-policy-set, in the policy domain of the topmost certificate that
 * lists a policy: anyPolicy when all certificates list it.
 *
 * Source: RFC 9618 §5.4, RFC 5280 §6.1.5 (g).
 *
 * Returns: (transfer full): dotted policies, sorted; empty when the path has none
 */
GStrv
wlk_policy_graph_dup_authorities (const WlkPolicyGraph *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *list = g_ptr_array_new ();

  for (guint depth = 1; depth < self->levels->len; depth++)
    {
      const Level *level = self->levels->pdata[depth];

      for (guint i = 0; i < level->nodes->len; i++)
        {
          const Node *node = level->nodes->pdata[i];

          if (!g_str_equal (node->policy, WLK_OID_ANY_POLICY) && is_allowed_by_any (node))
            add_once (list, seen, node->policy);
        }
    }
  if (!wlk_policy_graph_is_null (self) &&
      level_find (get_last (self), WLK_OID_ANY_POLICY) != NULL)
    add_once (list, seen, WLK_OID_ANY_POLICY);

  return end_list (list);
}

/**
 * wlk_policy_graph_dup_user:
 * @self: a graph
 * @initial: (nullable): the user-initial-policy-set, dotted; %NULL for anyPolicy
 *
 * The user-constrained-policy-set.
 *
 * Source: RFC 9618 §5.4, RFC 5280 §6.1.5 (g).
 *
 * Returns: (transfer full): dotted policies, sorted; empty when the path has none of the initial
 *   set
 */
GStrv
wlk_policy_graph_dup_user (const WlkPolicyGraph *self,
                           const char * const   *initial)
{
  g_auto(GStrv) authorities = wlk_policy_graph_dup_authorities (self);
  const char * const *allowed = (const char * const *) authorities;
  g_autoptr(GHashTable) seen = NULL;
  GPtrArray *list;

  if (initial == NULL || g_strv_contains (initial, WLK_OID_ANY_POLICY))
    return g_steal_pointer (&authorities);

  seen = g_hash_table_new (g_str_hash, g_str_equal);
  list = g_ptr_array_new ();
  for (guint i = 0; initial[i] != NULL; i++)
    if (g_strv_contains (allowed, WLK_OID_ANY_POLICY) || g_strv_contains (allowed, initial[i]))
      add_once (list, seen, initial[i]);

  return end_list (list);
}
