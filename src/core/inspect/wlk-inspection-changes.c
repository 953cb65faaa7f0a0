/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "inspect/wlk-inspection-changes.h"

#include "base/wlk-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is different when the same source is inspected again: the verdict first, then what may be
 * the reason. */

typedef void (*CompareFunc) (GPtrArray     *changes,
                             WlkInspection *before,
                             WlkInspection *after);

G_GNUC_PRINTF (2, 3)
static void
add (GPtrArray  *changes,
     const char *format,
     ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (changes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static const char *
get_step_title (WlkFinding *finding)
{
  return _(wlk_finding_get_step (finding)->title);
}

static void
compare_verdicts (GPtrArray     *changes,
                  WlkInspection *before,
                  WlkInspection *after)
{
  WlkVerdict old_verdict = wlk_inspection_get_verdict (before);
  WlkVerdict new_verdict = wlk_inspection_get_verdict (after);
  WlkFinding *old_decisive = wlk_inspection_get_decisive (before);
  WlkFinding *new_decisive = wlk_inspection_get_decisive (after);

  if (old_verdict != new_verdict)
    add (changes, _("The verdict was “%s”, and is now “%s”."),
         wlk_verdict_get_title (old_verdict), wlk_verdict_get_title (new_verdict));
  else if (old_decisive != NULL && new_decisive != NULL &&
           strcmp (wlk_finding_get_step_id (old_decisive),
                   wlk_finding_get_step_id (new_decisive)) != 0)
    add (changes, _("Trust broke at the step “%s”, and breaks now at “%s”."),
         get_step_title (old_decisive), get_step_title (new_decisive));
}

static void
compare_leaves (GPtrArray     *changes,
                WlkInspection *before,
                WlkInspection *after)
{
  WlkCertificate *old_leaf = wlk_inspection_get_leaf (before);
  WlkCertificate *new_leaf = wlk_inspection_get_leaf (after);
  g_autofree char *old_end = NULL;
  g_autofree char *new_end = NULL;

  if (old_leaf == NULL || new_leaf == NULL)
    {
      if (old_leaf != NULL)
        add (changes, _("There is no certificate any more."));
      else if (new_leaf != NULL)
        add (changes, _("There is a certificate now: “%s”."),
             wlk_certificate_get_title (new_leaf));
      return;
    }
  if (wlk_certificate_equal (old_leaf, new_leaf))
    return;

  old_end = wlk_time_format (wlk_certificate_get_not_after (old_leaf));
  new_end = wlk_time_format (wlk_certificate_get_not_after (new_leaf));
  add (changes, _("The certificate of “%s” is another one. It ends on %s; the one before ended "
                  "on %s."), wlk_certificate_get_title (new_leaf), new_end, old_end);
}

static gboolean
has_same_issuers (GPtrArray *old_chain,
                  GPtrArray *new_chain)
{
  if (old_chain->len != new_chain->len)
    return FALSE;
  for (guint i = 1; i < old_chain->len; i++)
    if (!wlk_certificate_equal (old_chain->pdata[i], new_chain->pdata[i]))
      return FALSE;

  return TRUE;
}

static gboolean
differ (const char *old_text,
        const char *new_text)
{
  return old_text != NULL && new_text != NULL && strcmp (old_text, new_text) != 0;
}

static void
compare_sessions (GPtrArray     *changes,
                  WlkConnection *old_one,
                  WlkConnection *new_one)
{
  const WlkSessionFacts *old_session = wlk_connection_get_session (old_one);
  const WlkSessionFacts *new_session = wlk_connection_get_session (new_one);
  gboolean had_staple = wlk_connection_get_staple (old_one) != NULL;
  gboolean has_staple = wlk_connection_get_staple (new_one) != NULL;

  if (differ (old_session->protocol, new_session->protocol))
    add (changes, _("%s is in use, and before it was %s."), new_session->protocol,
         old_session->protocol);
  if (differ (old_session->cipher_suite, new_session->cipher_suite))
    add (changes, _("The cipher suite is %s, and before it was %s."), new_session->cipher_suite,
         old_session->cipher_suite);
  if (has_staple && !had_staple)
    add (changes, _("The server sends an OCSP response along now."));
  else if (had_staple && !has_staple)
    add (changes, _("The server sends no OCSP response along any more."));
}

static void
compare_connections (GPtrArray     *changes,
                     WlkInspection *before,
                     WlkInspection *after)
{
  WlkConnection *old_one = wlk_inspection_get_connection (before);
  WlkConnection *new_one = wlk_inspection_get_connection (after);
  GPtrArray *old_chain;
  GPtrArray *new_chain;

  if (old_one == NULL || new_one == NULL)
    return;

  old_chain = wlk_connection_get_chain (old_one);
  new_chain = wlk_connection_get_chain (new_one);
  if (old_chain->len > 0 && new_chain->len > 0 && !has_same_issuers (old_chain, new_chain))
    add (changes, _("The server sends other certificates along: %u now, and %u before."),
         new_chain->len - 1, old_chain->len - 1);
  if (differ (wlk_connection_get_address (old_one), wlk_connection_get_address (new_one)))
    add (changes, _("The server answered at the address %s, and before at %s."),
         wlk_connection_get_address (new_one), wlk_connection_get_address (old_one));
  compare_sessions (changes, old_one, new_one);
}

static void
compare_trust (GPtrArray     *changes,
               WlkInspection *before,
               WlkInspection *after)
{
  guint n_before = wlk_trust_store_get_n_anchors (wlk_inspection_get_trust (before));
  guint n_after = wlk_trust_store_get_n_anchors (wlk_inspection_get_trust (after));

  if (n_before != n_after)
    add (changes, _("The trust store has %u certificates now, and had %u before."), n_after,
         n_before);
}

static const CompareFunc comparisons[] = {
  compare_verdicts, compare_leaves, compare_connections, compare_trust,
};

/**
 * wlk_inspection_dup_changes:
 * @before: an inspection
 * @after: a later one of the same source
 *
 * Returns: (transfer full): what has changed, a sentence on each line; one that says so when
 *   nothing has
 */
char *
wlk_inspection_dup_changes (WlkInspection *before,
                            WlkInspection *after)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (WLK_IS_INSPECTION (before), NULL);
  g_return_val_if_fail (WLK_IS_INSPECTION (after), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (comparisons); i++)
    comparisons[i] (changes, before, after);
  if (changes->len == 0)
    g_ptr_array_add (changes, g_strdup (_("Nothing has changed since the last time.")));

  g_ptr_array_add (changes, NULL);
  return g_strjoinv ("\n", (char **) changes->pdata);
}
