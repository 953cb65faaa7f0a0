/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-recipe.h"

#include "inspect/wlk-inspector.h"

#include <string.h>

/*
 * Graphs of CAs that certify each other, after RFC 4158, with some of the certificates spoilt. A
 * path is accepted when the graph has one without a spoilt certificate, whatever the order in
 * which the certificates come, and otherwise a spoilt one is to blame. What must come out is found
 * in the graph, without any certificate.
 *
 * A graph is a list of edges: “T>A” is a certificate of A by T. The leaf is “e”, with one issuer.
 */

#define MAX_EDGES  64
#define LEAF       'e'

/* AddressSanitizer sees the same code with fewer subsets, at several times the cost of each. */
#ifdef __has_feature
#if __has_feature (address_sanitizer)
#define MAX_SMALL  5
#define MAX_TRIES  4
#endif
#endif
#ifndef MAX_SMALL
#define MAX_SMALL  7  /* edges of which every subset is tried */
#define MAX_TRIES  12 /* subsets of the edges of a larger graph, chosen by a fixed seed */
#endif

typedef struct
{
  const char *name;
  const char *anchors; /* each is tried by itself, and then all of them */
  const char *edges;
} Graph;

static const Graph graphs[] = {
  { "line", "TI", "T>I I>e" },
  { "long-line", "T", "T>A A>B B>C C>D D>F F>G G>e" },
  { "two-roots", "RS", "R>I S>I I>e" },
  { "twins", "T", "T>I T>I T>I I>e" },
  { "twins-of-twins", "T", "T>A T>A A>B A>B B>C B>C C>e" },
  { "figure-seven", "T", "T>A T>C A>C C>A A>B C>B B>e" },
  { "cross-signed-root", "OR", "O>R R>I R>I O>R I>e" },
  { "chain-of-pain", "ON", "O>N N>O N>I O>I I>e" },
  { "ring", "T", "T>A A>B B>C C>D D>A D>e C>B B>A" },
  { "ladder", "T", "T>A T>B A>C B>C A>B B>A C>D D>e" },
  { "bridge", "TU", "T>b b>T U>b b>U U>I I>e b>I T>I" },
  { "mesh-of-four", "TU",
    "T>A U>B A>B A>C A>D B>A B>C B>D C>A C>B C>D D>A D>B D>C D>e" },
  { "mesh-of-five", "T",
    "T>A A>B A>C A>D A>F B>A B>C B>D B>F C>A C>B C>D C>F D>A D>B D>C D>F F>A F>B F>C F>D F>e" },
  { "diamonds", "T", "T>A T>B A>C B>C C>D C>F D>G F>G G>H G>I H>J I>J J>e" },
  { "bridged-pki", "WXYZ",
    "F>H F>G G>F H>I I>H G>I W>F W>G J>K N>e L>N L>M X>J X>L B>E B>D A>B C>B A>C C>A Y>A Y>C "
    "R>S O>R O>Q P>S Z>O Z>P W>b b>W X>b b>X Y>b b>Y Z>b b>Z" },
};

/* What spoils a certificate, and the step that it breaks. */
static const struct
{
  const char *name;
  const char *change;
  const char *step;
  gboolean    is_of_leaf; /* the step breaks at the leaf, whose name is compared */
} reasons[] = {
  { "expired", "not-after=-1", "validity-not-after" },
  { "not-yet-valid", "not-before=+1", "validity-not-before" },
  { "names-constrained",
    WLK_TEST_CRITICAL (WLK_OID_NAME_CONSTRAINTS, "3011a00f300d820b6261642e6578616d706c65"),
    "name-permitted", TRUE },
  { "bad-purpose", "purposes=" WLK_OID_PURPOSE_EMAIL, "extended-key-usage" },
  { "no-basic-constraints", "basic-constraints=no", "ca-flag" },
  { "not-a-ca", "ca=no", "ca-flag" },
  { "may-not-sign", "key-usage=digitalSignature", "key-cert-sign" },
  { "old-digest", "digest=SHA1", "signature-algorithm" },
  { "bad-signature", "signature=bad", "signature" },
};

#define N_REASONS G_N_ELEMENTS (reasons)

typedef struct
{
  char            source;
  char            destination;
  WlkCertificate *good;
  WlkCertificate *spoilt;
} Edge;

typedef struct
{
  const Graph  *graph;
  Edge          edges[MAX_EDGES];
  guint         n_edges;
  WlkInspector *inspector;
  GRand        *random;
} Fixture;

/* A graph, and what spoils its certificates. */
typedef struct
{
  const Graph *graph;
  guint        reason;
} Case;

static WlkTestRecipe
create_recipe (char   node,
               char **subject,
               guint  serial)
{
  WlkTestRecipe recipe = node == LEAF
                         ? wlk_test_recipe_leaf ("leaf.example", WLK_TEST_KEY_EC_0)
                         : wlk_test_recipe_ca ("", WLK_TEST_KEY_EC_0);

  *subject = g_strdup_printf ("CN=Node %d", node); /* names are compared without regard to case */
  recipe.subject = *subject;
  recipe.key = WLK_TEST_KEY_EC_0 + (guint) node % (WLK_TEST_KEY_EC_7 + 1);
  recipe.serial = serial;

  return recipe;
}

static WlkCertificate *
issue (char     source,
       char     destination,
       guint    serial,
       gboolean is_spoilt,
       guint    reason)
{
  g_autofree char *issuer_name = NULL;
  g_autofree char *subject = NULL;
  WlkTestRecipe issuer = create_recipe (source, &issuer_name, 1);
  WlkTestRecipe recipe = create_recipe (destination, &subject, serial);

  if (is_spoilt)
    wlk_test_recipe_change (&recipe, reasons[reason].change);

  return wlk_test_issue (&recipe, source != destination ? &issuer : NULL);
}

static void
fixture_init (Fixture      *self,
              gconstpointer data)
{
  const Case *graph_case = data;
  g_auto(GStrv) words = g_strsplit (graph_case->graph->edges, " ", -1);

  self->graph = graph_case->graph;
  self->n_edges = g_strv_length (words);
  g_assert_cmpuint (self->n_edges, <=, MAX_EDGES);
  for (guint i = 0; i < self->n_edges; i++)
    {
      Edge *edge = &self->edges[i];

      g_assert_cmpuint (strlen (words[i]), ==, 3);
      edge->source = words[i][0];
      edge->destination = words[i][2];
      edge->good = issue (edge->source, edge->destination, 100 + i, FALSE, 0);
      if (edge->destination != LEAF)
        edge->spoilt = issue (edge->source, edge->destination, 200 + i, TRUE, graph_case->reason);
    }
  self->inspector = wlk_inspector_new ();
  self->random = g_rand_new_with_seed (4158);
}

static void
fixture_clear (Fixture      *self,
               gconstpointer data)
{
  for (guint i = 0; i < self->n_edges; i++)
    {
      g_clear_object (&self->edges[i].good);
      g_clear_object (&self->edges[i].spoilt);
    }
  g_object_unref (self->inspector);
  g_rand_free (self->random);
}

static gboolean
is_spoilt (guint64 spoilt,
           guint   index)
{
  return (spoilt >> index & 1) != 0;
}

/* Whether an anchor certifies @node along edges that are not spoilt, and not through @passed. */
static gboolean
is_reachable (Fixture    *self,
              const char *anchors,
              guint64     spoilt,
              char        node,
              GString    *passed)
{
  gboolean is_found = FALSE;

  if (strchr (anchors, node) != NULL)
    return TRUE;
  if (strchr (passed->str, node) != NULL)
    return FALSE;

  g_string_append_c (passed, node);
  for (guint i = 0; i < self->n_edges && !is_found; i++)
    if (self->edges[i].destination == node && !is_spoilt (spoilt, i))
      is_found = is_reachable (self, anchors, spoilt, self->edges[i].source, passed);
  g_string_truncate (passed, passed->len - 1);

  return is_found;
}

/* The edge of a certificate; -1 for that of an anchor. */
static int
find_edge (Fixture        *self,
           WlkCertificate *certificate)
{
  for (guint i = 0; i < self->n_edges; i++)
    if (self->edges[i].good == certificate || self->edges[i].spoilt == certificate)
      return (int) i;

  return -1;
}

static void
shuffle (Fixture *self,
         guint   *order)
{
  for (guint i = self->n_edges; i-- > 1;)
    {
      guint other = (guint) g_rand_int_range (self->random, 0, (gint32) i + 1);
      guint kept = order[i];

      order[i] = order[other];
      order[other] = kept;
    }
}

static WlkInspection *
inspect (Fixture     *self,
         const char  *anchors,
         guint64      spoilt,
         const guint *order)
{
  WlkQueryFields fields = WLK_QUERY_FIELDS_INIT;
  g_autoptr(WlkQuery) request = NULL;
  g_autoptr(WlkOrigin) origin = wlk_origin_new (WLK_ORIGIN_FILE, "test.pem");
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_new ();
  WlkCertificate *leaf = NULL;
  g_autoptr(GError) error = NULL;
  WlkInspection *inspection;

  fields.name = "leaf.example";
  fields.time = WLK_TEST_TIME;
  fields.profile = WLK_PROFILE_STRICT;
  fields.wants_second_opinion = FALSE;
  request = wlk_query_new (&fields);
  for (guint i = 0; i < self->n_edges; i++)
    {
      const Edge *edge = &self->edges[order[i]];

      wlk_bundle_add_certificate (bundle, is_spoilt (spoilt, order[i]) ? edge->spoilt : edge->good,
                                  origin, 0);
      if (edge->destination == LEAF)
        leaf = edge->good;
    }
  for (; *anchors != '\0'; anchors++)
    {
      g_autoptr(WlkCertificate) anchor = issue (*anchors, *anchors, 1, FALSE, 0);

      wlk_trust_store_add_certificate (trust, anchor, origin);
    }

  inspection = wlk_inspector_inspect (self->inspector, request, bundle, NULL, trust, leaf, NULL,
                                      &error);
  g_assert_no_error (error);

  return inspection;
}

/* The accepted path has no spoilt certificate. */
static void
assert_accepted (Fixture       *self,
                 WlkInspection *inspection,
                 guint64        spoilt)
{
  WlkPath *path = wlk_inspection_get_report (inspection, 0)->path;

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_TRUSTED);
  for (guint i = 1; i < path->certificates->len; i++)
    {
      int edge = find_edge (self, wlk_path_get_certificate (path, i));

      g_assert_cmpint (edge, >=, 0);
      g_assert_false (is_spoilt (spoilt, (guint) edge));
    }
}

/* A spoilt certificate is named, with the step that it breaks. */
static void
assert_refused (Fixture       *self,
                WlkInspection *inspection,
                guint64        spoilt,
                guint          reason)
{
  WlkFinding *decisive = wlk_inspection_get_decisive (inspection);
  int edge = find_edge (self, decisive->certificate);

  g_assert_cmpint (wlk_inspection_get_verdict (inspection), ==, WLK_VERDICT_NOT_TRUSTED);
  g_assert_cmpstr (decisive->record->step->name, ==, reasons[reason].step);
  g_assert_cmpint (edge, >=, 0);
  if (reasons[reason].is_of_leaf)
    g_assert_cmpint (self->edges[edge].destination, ==, LEAF);
  else
    g_assert_true (is_spoilt (spoilt, (guint) edge));
}

static void
try_subset (Fixture    *self,
            const char *anchors,
            guint64     spoilt,
            guint       reason)
{
  g_autoptr(GString) passed = g_string_new (NULL);
  gboolean has_way = is_reachable (self, anchors, 0, LEAF, passed);
  gboolean has_good_way = is_reachable (self, anchors, spoilt, LEAF, passed);
  guint order[MAX_EDGES];

  for (guint i = 0; i < self->n_edges; i++)
    order[i] = i;
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr(WlkInspection) inspection = inspect (self, anchors, spoilt, order);

      g_test_message ("%s, trusting %s, spoilt %" G_GINT64_MODIFIER "x", self->graph->name,
                      anchors, spoilt);
      if (has_good_way)
        assert_accepted (self, inspection, spoilt);
      else if (has_way)
        assert_refused (self, inspection, spoilt, reason);
      else
        g_assert_cmpint (wlk_inspection_get_verdict (inspection), !=, WLK_VERDICT_TRUSTED);
      shuffle (self, order);
    }
}

/* The certificates that can be spoilt: all but the leaf. */
static guint64
find_spoilable (Fixture *self)
{
  guint64 spoilable = 0;

  for (guint i = 0; i < self->n_edges; i++)
    if (self->edges[i].spoilt != NULL)
      spoilable |= G_GUINT64_CONSTANT (1) << i;

  return spoilable;
}

static void
try_anchors (Fixture    *self,
             const char *anchors,
             guint       reason)
{
  guint64 spoilable = find_spoilable (self);

  if (self->n_edges <= MAX_SMALL)
    {
      for (guint64 spoilt = 0; spoilt < G_GUINT64_CONSTANT (1) << self->n_edges; spoilt++)
        if ((spoilt & ~spoilable) == 0)
          try_subset (self, anchors, spoilt, reason);
      return;
    }

  /* Each by itself, and then more and more of them. */
  for (guint i = 0; i < self->n_edges; i++)
    try_subset (self, anchors, spoilable & G_GUINT64_CONSTANT (1) << i, reason);
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      guint64 spoilt = 0;

      for (guint j = 0; j < self->n_edges; j++)
        if (g_rand_int_range (self->random, 0, MAX_TRIES) < (gint32) i)
          spoilt |= G_GUINT64_CONSTANT (1) << j;
      try_subset (self, anchors, spoilt & spoilable, reason);
    }
}

static void
test_graph (Fixture      *self,
            gconstpointer data)
{
  const Case *graph_case = data;
  const char *anchors = graph_case->graph->anchors;

  for (guint i = 0; anchors[i] != '\0'; i++)
    {
      const char one[] = { anchors[i], '\0' };

      try_anchors (self, one, graph_case->reason);
    }
  if (strlen (anchors) > 1)
    try_anchors (self, anchors, graph_case->reason);
}

int
main (int   argc,
      char *argv[])
{
  static Case cases[G_N_ELEMENTS (graphs)][N_REASONS];

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (graphs); i++)
    for (guint reason = 0; reason < N_REASONS; reason++)
      {
        g_autofree char *path = g_strdup_printf ("/trust-graphs/%s/%s", graphs[i].name,
                                                 reasons[reason].name);

        cases[i][reason] = (Case) { &graphs[i], reason };
        g_test_add (path, Fixture, &cases[i][reason], fixture_init, test_graph, fixture_clear);
      }

  return g_test_run ();
}
