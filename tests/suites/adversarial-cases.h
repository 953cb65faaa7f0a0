/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AdversarialCase:
 * @name: class and case, like “keys/exponent-1”
 * @length: certificates of the path
 * @position: index of the certificate that @change is about, the anchor first
 * @change: what is done to the chain; see wlk-test-chain.c
 * @verdicts: a letter each for the profiles “path”, “strict” and “web”: “T” trusted, without a
 *   warning; “W” trusted, with a warning; “N” not trusted; “U” undetermined
 * @step: (nullable): the step that fails, cannot be told or warns, in each of these profiles
 * @rule: what is wrong, and the standard that says so
 *
 * A chain that was made to deceive a verifier, or one that looks so and is valid.
 */
typedef struct
{
  const char *name;
  guint       length;
  guint       position;
  const char *change;
  const char *verdicts;
  const char *step;
  const char *rule;
} AdversarialCase;

const AdversarialCase *adversarial_cases_get (guint *n_cases);

G_END_DECLS
