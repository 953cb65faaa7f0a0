/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-target.h"

#include "x509/wlk-extensions.h"

/* Each reader answers, and with an error exactly when it calls the extension malformed. */
static void
check_answer (WlkPresence presence,
              GError    **error)
{
  g_assert ((presence == WLK_MALFORMED) == (*error != NULL));
  g_clear_error (error);
}

static void
read_lists (WlkCertificate *certificate)
{
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GPtrArray) descriptions = NULL;
  g_auto(GStrv) purposes = NULL;
  g_autoptr(GError) error = NULL;

  check_answer (wlk_extensions_read_extended_key_usage (certificate, &purposes, &error), &error);
  check_answer (wlk_extensions_read_list (certificate, WLK_OID_AUTHORITY_INFO_ACCESS, &descriptions,
                                          &error),
                &error);
  check_answer (wlk_extensions_read_list (certificate, WLK_OID_SUBJECT_ALT_NAME, &names, &error),
                &error);
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const WlkGeneralName *name = names->pdata[i];

      g_assert (g_utf8_validate (name->text, -1, NULL));
      g_assert_nonnull (wlk_certificate_get_bytes (certificate, name->span));
    }
}

static void
read_values (WlkCertificate *certificate)
{
  g_autoptr(GBytes) subject_key_id = NULL;
  g_autoptr(GBytes) authority_key_id = NULL;
  g_autoptr(GBytes) timestamps = wlk_extensions_dup_timestamps (certificate);
  g_autoptr(GError) error = NULL;
  WlkBasicConstraints constraints;
  WlkKeyUsage usage;
  WlkPresence presence;

  presence = wlk_extensions_read_basic_constraints (certificate, &constraints, &error);
  check_answer (presence, &error);
  if (presence == WLK_PRESENT)
    g_assert_cmpint (constraints.is_ca, ==, wlk_certificate_is_ca (certificate));
  check_answer (wlk_extensions_read_key_usage (certificate, &usage, &error), &error);
  check_answer (wlk_extensions_read_subject_key_id (certificate, &subject_key_id, &error),
                &error);
  check_answer (wlk_extensions_read_authority_key_id (certificate, &authority_key_id, &error),
                &error);
  if (timestamps != NULL)
    g_assert_nonnull (wlk_certificate_find_extension (certificate, WLK_OID_SCT_LIST));
  if (wlk_extensions_demands_staple (certificate))
    g_assert (wlk_certificate_find_extension (certificate, WLK_OID_TLS_FEATURE) != NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) der = g_bytes_new_static (data, size);
  g_autoptr(WlkCertificate) certificate = wlk_certificate_new (der, NULL);

  if (certificate != NULL)
    {
      read_lists (certificate);
      read_values (certificate);
    }
  return 0;
}
