/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/wlk-span.h"
#include "der/wlk-der-reader.h"
#include "x509/wlk-extension.h"
#include "x509/wlk-name.h"

G_BEGIN_DECLS

#define WLK_TYPE_GENERAL_NAME (wlk_general_name_get_type ())

/**
 * WlkGeneralNameKind:
 *
 * The choices of GeneralName, numbered as its context tags are (RFC 5280 §4.2.1.6).
 */
typedef enum {
  WLK_GENERAL_NAME_OTHER = 0,
  WLK_GENERAL_NAME_EMAIL = 1,
  WLK_GENERAL_NAME_DNS = 2,
  WLK_GENERAL_NAME_X400 = 3,
  WLK_GENERAL_NAME_DIRECTORY = 4,
  WLK_GENERAL_NAME_EDI_PARTY = 5,
  WLK_GENERAL_NAME_URI = 6,
  WLK_GENERAL_NAME_IP = 7,
  WLK_GENERAL_NAME_REGISTERED_ID = 8,
  WLK_GENERAL_NAME_UNKNOWN = 9, /* a tag that RFC 5280 does not define */
} WlkGeneralNameKind;

/**
 * WlkGeneralName:
 * @kind: the choice
 * @text: the name as visible text: dNSName, rfc822Name and URI unchanged, iPAddress in its usual
 *   notation, directoryName as in wlk_name_get_text(), registeredID dotted, others in hexadecimal;
 *   never %NULL
 * @bytes: the content octets
 * @content: the same, for callers that compare many names
 * @length: of @content
 * @name: (nullable): the distinguished name of a directoryName
 * @is_well_formed: %FALSE if the content violates the rules of its form
 * @span: the whole GeneralName
 */
typedef struct
{
  WlkGeneralNameKind kind;
  char              *text;
  GBytes            *bytes;
  const guint8      *content;
  gsize              length;
  WlkName           *name;
  gboolean           is_well_formed;
  WlkSpan            span;
} WlkGeneralName;

/* GeneralNames, a list of WlkGeneralName. */
extern const WlkExtensionList wlk_general_name_list;

GType wlk_general_name_get_type (void) G_GNUC_CONST;
WlkGeneralName *wlk_general_name_new (const WlkDerElement *element,
                                      gboolean             is_subtree);
WlkGeneralName *wlk_general_name_new_directory (WlkName *name,
                                                WlkSpan  span);
WlkGeneralName *wlk_general_name_new_email (const WlkDerElement *attribute);
WlkGeneralName *wlk_general_name_copy (WlkGeneralName *self);
void wlk_general_name_free (WlkGeneralName *self);
const char *wlk_general_name_kind_get_title (WlkGeneralNameKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WlkGeneralName, wlk_general_name_free)

G_END_DECLS
