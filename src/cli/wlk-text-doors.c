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

static void
fill_cells (const WlkDoor *door,
            const char    *cells[N_COLUMNS])
{
  cells[COLUMN_ADDRESS] = wlk_door_get_address_text (door);
  cells[COLUMN_NAME] = wlk_door_get_name_text (door);
  cells[COLUMN_VERSION] = wlk_tls_version_get_title (door->version);
  cells[COLUMN_KEY] = wlk_door_get_key_text (door);
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

/* What stands out says what it is; a refusal has its short name already. */
static char *
dup_result (const WlkDoor *door,
            const WlkDoor *main_door)
{
  guint main_chain = main_door != NULL ? main_door->chain : 0;
  g_autofree char *result = wlk_door_dup_result (door, main_chain);
  g_autofree char *details = NULL;

  if (wlk_door_get_result (door, main_chain) != WLK_DOOR_OTHER_CHAIN)
    return g_steal_pointer (&result);

  details = wlk_door_dup_details (door, main_door);

  return g_strdup_printf (_("%s: %s"), result, details);
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
  g_autofree char *summary = wlk_doors_dup_summary (doors);
  guint widths[N_COLUMNS] = { 0 };
  guint margin_width = 4;
  g_autofree char *margin = NULL;

  measure (doors, widths);
  for (guint j = 0; j < N_COLUMNS; j++)
    margin_width += widths[j];
  margin = g_strnfill (margin_width, ' ');
  wlk_text_style_add_heading (terminal, _("Every Door"));
  wlk_terminal_add (terminal, WLK_STYLE_PLAIN, "  ");
  wlk_terminal_add_wrapped (terminal, WLK_STYLE_PLAIN, summary, 2, "  ");
  for (guint i = 0; i < doors->len; i++)
    {
      const WlkDoor *door = doors->pdata[i];
      WlkOutcome outcome = wlk_doors_stands_out (doors, i) ? WLK_OUTCOME_WARNING
                           : door->chain != 0 ? WLK_OUTCOME_PASSED : WLK_OUTCOME_SKIPPED;
      WlkStyle style = wlk_text_style_of (outcome);
      g_autofree char *result = dup_result (door, wlk_doors_get_main (doors));
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
