/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/wlk-span.h"
#include "x509/wlk-name.h"

G_BEGIN_DECLS

/**
 * WlkValueKind:
 *
 * The type of a value. Values are formatted only when displayed.
 */
typedef enum {
  WLK_VALUE_NONE,
  WLK_VALUE_WORDS,    /* an N_() string with static lifetime */
  WLK_VALUE_TEXT,     /* untrusted text, owned */
  WLK_VALUE_LINES,    /* untrusted lines of text, owned */
  WLK_VALUE_TIME,     /* seconds since 1970 */
  WLK_VALUE_INTERVAL, /* seconds */
  WLK_VALUE_NUMBER,
  WLK_VALUE_BYTES,    /* shown as hexadecimal */
  WLK_VALUE_NAME,     /* a distinguished name */
  WLK_VALUE_OID,      /* dotted, owned; shown with its title */
} WlkValueKind;

/**
 * WlkValue:
 *
 * A tagged union of values; @kind selects the member.
 */
typedef struct
{
  WlkValueKind kind;
  union
  {
    const char *words;
    char       *text; /* TEXT and OID */
    GStrv       lines;
    gint64      number; /* TIME, INTERVAL and NUMBER */
    GBytes     *bytes;
    WlkName    *name;
  };
} WlkValue;

/**
 * WlkEvidence:
 * @label: an N_() string, “Not after”
 * @value: what was found
 * @expected: the value required by the rule, or NONE
 * @span: its location in the certificate's DER, or none
 */
typedef struct
{
  const char *label;
  WlkValue    value;
  WlkValue    expected;
  WlkSpan     span;
} WlkEvidence;

void wlk_value_clear (WlkValue *value);
const char *wlk_evidence_get_label (const WlkEvidence *self);
char *wlk_evidence_dup_value (const WlkEvidence *self);
char *wlk_evidence_dup_expected (const WlkEvidence *self);
void wlk_evidence_clear (WlkEvidence *self);

G_END_DECLS
