/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wlk-test-resolver.h"

struct _WlkTestResolver
{
  GResolver parent_instance;

  char    **addresses;
  GError   *error;
  char     *question;
};

G_DEFINE_FINAL_TYPE (WlkTestResolver, wlk_test_resolver, G_TYPE_RESOLVER)

static GList *
make_addresses (WlkTestResolver * self)
{
  GList *addresses = NULL;

  for (guint i = 0; self->addresses[i] != NULL; i++)
    addresses = g_list_append (addresses,
                               g_inet_address_new_from_string (self->addresses[i]));

  return addresses;
}

static void
free_addresses (gpointer addresses)
{
  g_list_free_full (addresses, g_object_unref);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_task_return_error_if_cancelled (user_data);
}

static void
wlk_test_resolver_lookup_by_name_async (GResolver          *resolver,
                                        const char         *hostname,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data)
{
  WlkTestResolver *self = WLK_TEST_RESOLVER (resolver);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_free (self->question);
  self->question = g_strdup (hostname);
  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else if (self->addresses != NULL)
    g_task_return_pointer (task, make_addresses (self), free_addresses);
  else
    g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (task),
                           g_object_unref);
}

static GList *
wlk_test_resolver_lookup_by_name_finish (GResolver    *resolver,
                                         GAsyncResult *result,
                                         GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
wlk_test_resolver_finalize (GObject *object)
{
  WlkTestResolver *self = WLK_TEST_RESOLVER (object);

  g_strfreev (self->addresses);
  g_clear_error (&self->error);
  g_free (self->question);

  G_OBJECT_CLASS (wlk_test_resolver_parent_class)->finalize (object);
}

static void
wlk_test_resolver_class_init (WlkTestResolverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  object_class->finalize = wlk_test_resolver_finalize;
  resolver_class->lookup_by_name_async = wlk_test_resolver_lookup_by_name_async;
  resolver_class->lookup_by_name_finish = wlk_test_resolver_lookup_by_name_finish;
}

static void
wlk_test_resolver_init (WlkTestResolver *self)
{
}

GResolver *
wlk_test_resolver_new_addresses (const char * const *addresses)
{
  WlkTestResolver *self = g_object_new (WLK_TYPE_TEST_RESOLVER, NULL);

  self->addresses = g_strdupv ((char **) addresses);

  return G_RESOLVER (self);
}

GResolver *
wlk_test_resolver_new_error (GResolverError code)
{
  WlkTestResolver *self = g_object_new (WLK_TYPE_TEST_RESOLVER, NULL);

  self->error = g_error_new_literal (G_RESOLVER_ERROR, code, "as the test wants it");

  return G_RESOLVER (self);
}

GResolver *
wlk_test_resolver_new_silent (void)
{
  return g_object_new (WLK_TYPE_TEST_RESOLVER, NULL);
}

const char *
wlk_test_resolver_get_question (WlkTestResolver *self)
{
  return self->question;
}
