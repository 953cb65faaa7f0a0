/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-inspection.h"

#include "inspect/wlk-unused-list.h"

enum {
  PROP_0,
  PROP_CONNECTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (WlkInspection, wlk_inspection, G_TYPE_OBJECT)

static void
wlk_inspection_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  WlkInspection *self = WLK_INSPECTION (object);

  switch (property_id)
    {
    case PROP_CONNECTION:
      g_value_set_boxed (value, self->connection);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
wlk_inspection_finalize (GObject *object)
{
  WlkInspection *self = WLK_INSPECTION (object);

  g_clear_pointer (&self->query, wlk_query_unref);
  g_clear_pointer (&self->bundle, wlk_bundle_unref);
  g_clear_pointer (&self->connection, wlk_connection_unref);
  g_clear_pointer (&self->trust, wlk_trust_store_unref);
  g_clear_object (&self->leaf);
  g_clear_object (&self->reports);
  g_clear_object (&self->unused);

  G_OBJECT_CLASS (wlk_inspection_parent_class)->finalize (object);
}

static void
wlk_inspection_class_init (WlkInspectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = wlk_inspection_get_property;
  object_class->finalize = wlk_inspection_finalize;

  properties[PROP_CONNECTION] = g_param_spec_boxed ("connection", NULL, NULL,
                                                    WLK_TYPE_CONNECTION, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
wlk_inspection_init (WlkInspection *self)
{
  self->reports = g_list_store_new (WLK_TYPE_REPORT);
}

/**
 * wlk_inspection_new:
 * @query: the query
 * @bundle: everything received; for a connection, first the chain as sent
 * @connection: (nullable): the connection, if there was one
 * @trust: the trust anchors
 * @leaf: (nullable): the end entity, or %NULL when no certificate was received
 * @reports: (element-type WlkReport): one for each candidate path, the best first; at least one
 *
 * Returns: (transfer full): the result of an inspection
 */
WlkInspection *
wlk_inspection_new (WlkQuery            *query,
                    WlkBundle           *bundle,
                    const WlkConnection *connection,
                    WlkTrustStore       *trust,
                    WlkCertificate      *leaf,
                    GPtrArray           *reports)
{
  WlkInspection *self = NULL;

  g_return_val_if_fail (query != NULL, NULL);
  g_return_val_if_fail (bundle != NULL, NULL);
  g_return_val_if_fail (trust != NULL, NULL);
  g_return_val_if_fail (leaf == NULL || WLK_IS_CERTIFICATE (leaf), NULL);
  g_return_val_if_fail (reports != NULL && reports->len > 0, NULL);

  self = g_object_new (WLK_TYPE_INSPECTION, NULL);
  self->query = wlk_query_ref (query);
  self->bundle = wlk_bundle_ref (bundle);
  wlk_connection_replace (&self->connection, connection);
  self->trust = wlk_trust_store_ref (trust);
  g_set_object (&self->leaf, leaf);
  g_list_store_splice (self->reports, 0, 0, reports->pdata, reports->len);
  self->unused = wlk_unused_list_new (bundle, reports);
  return self;
}

/* The number of reports, one per candidate path; at least 1. */
guint
wlk_inspection_get_n_reports (WlkInspection *self)
{
  g_return_val_if_fail (WLK_IS_INSPECTION (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->reports));
}

/**
 * wlk_inspection_get_report:
 * @self: an inspection
 * @index: less than wlk_inspection_get_n_reports()
 *
 * Returns: (transfer none): a report; the first one has the verdict, the others are about other
 *   candidate paths
 */
WlkReport *
wlk_inspection_get_report (WlkInspection *self,
                           guint          index)
{
  g_autoptr(WlkReport) report = NULL;

  g_return_val_if_fail (WLK_IS_INSPECTION (self), NULL);
  g_return_val_if_fail (index < wlk_inspection_get_n_reports (self), NULL);

  report = g_list_model_get_item (G_LIST_MODEL (self->reports), index);
  return report; /* owned by the list as long as the inspection */
}

/* The first report's verdict; %WLK_VERDICT_NOT_INSPECTED without a certificate. */
WlkVerdict
wlk_inspection_get_verdict (WlkInspection *self)
{
  g_return_val_if_fail (WLK_IS_INSPECTION (self), WLK_VERDICT_UNDETERMINED);

  if (self->leaf == NULL)
    return WLK_VERDICT_NOT_INSPECTED;

  return wlk_inspection_get_report (self, 0)->verdict;
}

/* (nullable): the decisive finding, or %NULL when trusted. */
WlkFinding *
wlk_inspection_get_decisive (WlkInspection *self)
{
  g_return_val_if_fail (WLK_IS_INSPECTION (self), NULL);

  return wlk_report_get_decisive (wlk_inspection_get_report (self, 0));
}

/* (transfer full): the verdict in one sentence. */
char *
wlk_inspection_dup_headline (WlkInspection *self)
{
  g_return_val_if_fail (WLK_IS_INSPECTION (self), NULL);

  return wlk_report_dup_headline (wlk_inspection_get_report (self, 0));
}
