/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "gather/wlk-gather-issuers.h"

#include "gather/wlk-gather-answer.h"
#include "x509/wlk-extensions.h"

#include <glib/gi18n-lib.h>

/*
 * Fetches caIssuers while the path reaches no anchor, or fails at a CA that may have another
 * certificate. One hop per round, so that a chain of several is followed and validated. No address
 * is requested twice, which ends loops; a loop is reported.
 */

/* The top of a path without an anchor; if that is a root, the CA below it may give the address of
 * another certificate for its key. */
static WlkCertificate *
find_top_without_issuer (WlkPath *path)
{
  WlkCertificate *top = wlk_path_get_certificate (path, 0);

  if (!wlk_certificate_is_self_issued (top))
    return top;

  return path->certificates->len > 1 ? wlk_path_get_certificate (path, 1) : NULL;
}

/* The certificate whose issuer is missing: where the path ends without an anchor, or fails at a
 * CA. */
static WlkCertificate *
find_without_issuer (WlkGatherRound *round)
{
  WlkPath *path = round->path;
  const WlkFindingRecord *decisive = wlk_report_get_path_decisive (round->report);
  int position;

  if (!path->has_anchor)
    return find_top_without_issuer (path);
  if (decisive == NULL || decisive->step->phase > WLK_PHASE_PREPARE)
    return NULL;

  position = decisive->position;
  if (decisive->step->id != WLK_STEP_SIGNATURE)
    position++;

  return position >= 1 && position < (int) path->certificates->len
         ? wlk_path_get_certificate (path, (guint) position)
         : NULL;
}

/* Reports once for a certificate why its issuer cannot be fetched. */
static void
report_failure (WlkGatherRound *round,
                WlkCertificate *certificate,
                const char     *address,
                WlkOutcome      outcome,
                const char     *cause,
                const char     *summary)
{
  WlkFetchAttempt *attempt;

  if (!wlk_gather_round_begin (round, WLK_STEP_ISSUER_FETCH, address, certificate))
    return;

  attempt = wlk_fetch_attempt_new (WLK_STEP_ISSUER_FETCH, certificate, address);
  wlk_fetch_attempt_conclude (attempt, outcome, cause, NULL, summary);
  g_ptr_array_add (round->attempts, attempt);
}

/* Whether @address was requested for another certificate of the path. */
static gboolean
is_loop (WlkGatherRound *round,
         WlkCertificate *certificate,
         const char     *address)
{
  for (guint i = 0; i < round->attempts->len; i++)
    {
      const WlkFetchAttempt *attempt = round->attempts->pdata[i];

      if (attempt->step == WLK_STEP_ISSUER_FETCH &&
          g_strcmp0 (attempt->address, address) == 0 &&
          !wlk_certificate_equal (attempt->certificate, certificate) &&
          wlk_path_contains (round->path, attempt->certificate))
        return TRUE;
    }

  return FALSE;
}

static gboolean
gather_from (WlkGatherRound *round,
             WlkCertificate *certificate,
             const char     *address)
{
  g_autofree char *key = wlk_gather_round_make_key (round, "GET", address, NULL);
  WlkFetchAttempt *attempt;
  gboolean is_taken;

  if (!wlk_gather_round_begin (round, WLK_STEP_ISSUER_FETCH, address, NULL))
    {
      if (is_loop (round, certificate, address))
        report_failure (round, certificate, address, WLK_OUTCOME_WARNING, "issuer_fetch_loop",
                        N_("“{1}”, where the issuer of “{certificate}” should be, was requested "
                           "before: the addresses form a loop."));
      return FALSE;
    }
  attempt = wlk_gather_round_ask (round, WLK_STEP_ISSUER_FETCH, certificate, address, address, NULL,
                                  key);
  if (attempt == NULL || attempt->fetch == NULL)
    return FALSE;

  is_taken = wlk_gather_answer_take_issuers (attempt, round->received, round->fetched);
  wlk_gather_round_keep (round, attempt, NULL, key);

  return is_taken;
}

/**
 * wlk_gather_issuers_run:
 * @round: a round
 *
 * Fetches an issuer that the path lacks, one hop up.
 *
 * Source: RFC 5280 §4.2.2.1.
 *
 * Returns: whether a new one was fetched
 */
gboolean
wlk_gather_issuers_run (WlkGatherRound *round)
{
  WlkCertificate *certificate = find_without_issuer (round);
  g_autoptr(GPtrArray) addresses = NULL;

  if (certificate == NULL)
    return FALSE;

  addresses = wlk_gather_round_list_access (certificate, WLK_OID_ACCESS_CA_ISSUERS);
  if (addresses->len == 0 && certificate == wlk_path_get_certificate (round->path, 0))
    report_failure (round, certificate, NULL, WLK_OUTCOME_NOTE, NULL,
                    N_("“{certificate}” gives no address of its issuer."));
  for (guint i = 0; i < addresses->len && round->error == NULL; i++)
    if (gather_from (round, certificate, addresses->pdata[i]))
      return TRUE;

  return FALSE;
}
