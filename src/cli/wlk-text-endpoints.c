/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-text-endpoints.h"

#include "wlk-text-style.h"

#include <glib/gi18n-lib.h>

/* Every way into a server, one line each; what differs from most stands out, and has a mark. */

#define GAP 2 /* columns between two cells */

enum {
  COLUMN_ADDRESS,
  COLUMN_NAME,
  COLUMN_VERSION,
  COLUMN_KEY,
  N_COLUMNS
};

static void
fill_cells (const WlkEndpoint *endpoint,
            const char        *cells[N_COLUMNS])
{
  cells[COLUMN_ADDRESS] = wlk_endpoint_get_address_text (endpoint);
  cells[COLUMN_NAME] = wlk_endpoint_get_name_text (endpoint);
  cells[COLUMN_VERSION] = wlk_tls_version_get_title (endpoint->version);
  cells[COLUMN_KEY] = wlk_endpoint_get_key_text (endpoint);
}

static void
measure (GPtrArray *endpoints,
         guint      widths[N_COLUMNS])
{
  for (guint i = 0; i < endpoints->len; i++)
    {
      const char *cells[N_COLUMNS];

      fill_cells (endpoints->pdata[i], cells);
      for (guint j = 0; j < N_COLUMNS; j++)
        widths[j] = MAX (widths[j], wlk_terminal_measure (cells[j]) + GAP);
    }
}

/* What stands out says what it is; a refusal has its short name already. */
static char *
dup_result (const WlkEndpoint *endpoint,
            const WlkEndpoint *main_endpoint)
{
  guint main_chain = main_endpoint != NULL ? main_endpoint->chain : 0;
  g_autofree char *result = wlk_endpoint_dup_result (endpoint, main_chain);
  g_autofree char *details = NULL;

  if (wlk_endpoint_get_result (endpoint, main_chain) != WLK_ENDPOINT_OTHER_CHAIN)
    return g_steal_pointer (&result);

  details = wlk_endpoint_dup_details (endpoint, main_endpoint);

  return g_strdup_printf (_("%s: %s"), result, details);
}

/**
 * wlk_text_endpoints_write:
 * @terminal: where to write
 * @endpoints: (element-type WlkEndpoint): the endpoints that were tried
 *
 * Writes them as a table.
 */
void
wlk_text_endpoints_write (WlkTerminal *terminal,
                          GPtrArray   *endpoints)
{
  g_autofree char *summary = wlk_endpoints_dup_summary (endpoints);
  guint widths[N_COLUMNS] = { 0 };
  guint margin_width = 4;
  g_autofree char *margin = NULL;

  measure (endpoints, widths);
  for (guint j = 0; j < N_COLUMNS; j++)
    margin_width += widths[j];
  margin = g_strnfill (margin_width, ' ');
  wlk_text_style_add_heading (terminal, _("Every Endpoint"));
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_PLAIN, summary, 2, "  ");
  for (guint i = 0; i < endpoints->len; i++)
    {
      const WlkEndpoint *endpoint = endpoints->pdata[i];
      WlkOutcome outcome = wlk_endpoints_stands_out (endpoints, i) ? WLK_OUTCOME_WARNING
                           : endpoint->chain != 0 ? WLK_OUTCOME_PASSED : WLK_OUTCOME_SKIPPED;
      WlkStyle style = wlk_text_style_of (outcome);
      g_autofree char *result = dup_result (endpoint, wlk_endpoints_get_main (endpoints));
      const char *cells[N_COLUMNS];

      fill_cells (endpoint, cells);
      wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
      wlk_terminal_add (terminal, style, wlk_text_style_get_mark (terminal, outcome));
      wlk_terminal_add (terminal, WLK_STYLE_PLAIN, " ");
      for (guint j = 0; j < N_COLUMNS; j++)
        wlk_terminal_add_padded (terminal, WLK_STYLE_PLAIN, cells[j], widths[j]);
      wlk_terminal_add_wrapped (terminal, style, result, margin_width, margin);
    }
}
