/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-text-doors.h"

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

static const char * const versions[] = { "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3" };
static const char * const keys[] = { "", "RSA", "ECDSA" };

static void
fill_cells (const WlkDoor *door,
            const char    *cells[N_COLUMNS])
{
  cells[COLUMN_ADDRESS] = door->address != NULL ? door->address : _("by proxy");
  cells[COLUMN_NAME] = door->has_server_name ? _("with name") : _("no name");
  cells[COLUMN_VERSION] = versions[door->version];
  cells[COLUMN_KEY] = keys[door->key];
}

static void
measure (GPtrArray *doors,
         guint      widths[N_COLUMNS])
{
  for (guint i = 0; i < doors->len; i++)
    {
      const char *cells[N_COLUMNS];

      fill_cells (doors->pdata[i], cells);
      for (guint j = 0; j < N_COLUMNS; j++)
        widths[j] = MAX (widths[j], wlk_terminal_measure (cells[j]) + GAP);
    }
}

/**
 * wlk_text_doors_write:
 * @terminal: where to write
 * @doors: (element-type WlkDoor): the doors that were tried
 *
 * Writes them as a table.
 */
void
wlk_text_doors_write (WlkTerminal *terminal,
                      GPtrArray   *doors)
{
  guint main_chain = wlk_doors_get_main_chain (doors);
  guint widths[N_COLUMNS] = { 0 };
  guint margin_width = 4;
  g_autofree char *margin = NULL;

  measure (doors, widths);
  for (guint j = 0; j < N_COLUMNS; j++)
    margin_width += widths[j];
  margin = g_strnfill (margin_width, ' ');
  wlk_text_style_add_heading (terminal, _("Every Door"));
  for (guint i = 0; i < doors->len; i++)
    {
      const WlkDoor *door = doors->pdata[i];
      WlkOutcome outcome = wlk_doors_stands_out (doors, i) ? WLK_OUTCOME_WARNING
                           : door->chain != 0 ? WLK_OUTCOME_PASSED : WLK_OUTCOME_SKIPPED;
      WlkStyle style = wlk_text_style_of (outcome);
      g_autofree char *result = wlk_door_dup_result (door, main_chain);
      const char *cells[N_COLUMNS];

      fill_cells (door, cells);
      wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
      wlk_terminal_add (terminal, style, wlk_text_style_get_mark (terminal, outcome));
      wlk_terminal_add (terminal, WLK_STYLE_PLAIN, " ");
      for (guint j = 0; j < N_COLUMNS; j++)
        wlk_terminal_add_padded (terminal, WLK_STYLE_PLAIN, cells[j], widths[j]);
      wlk_terminal_add_wrapped (terminal, style, result, margin_width, margin);
    }
}
