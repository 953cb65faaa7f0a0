/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <dlfcn.h>
#include <json-glib/json-glib.h>
#include <libpsl.h>

/*
 * The functions of JSON-GLib and libpsl that Weak Link calls, under their own names: callers
 * include the headers of the libraries as usual. A library is loaded when the first of its
 * functions is called. Loading both takes 5 % of the time of weaklink-check for a chain file, and
 * many runs need neither.
 *
 * A function that is missing here causes an undefined reference at link time; add it below.
 */

#define JSON_GLIB "libjson-glib-1.0.so.0"
#define LIBPSL    "libpsl.so.5"

static gpointer
find (const char *library,
      const char *name)
{
  gpointer handle = dlopen (library, RTLD_LAZY | RTLD_LOCAL);
  gpointer function = handle != NULL ? dlsym (handle, name) : NULL;

  if (function == NULL)
    g_error ("Weak Link is not installed as a whole: %s", dlerror ());

  /* cppcheck-suppress resourceLeak; the library stays loaded */
  return function;
}

/* *INDENT-OFF* */
#define LATE(library, type, name, parameters, arguments)    \
  type                                                      \
  name parameters                                           \
  {                                                         \
    static gpointer function;                               \
                                                            \
    if (g_once_init_enter (&function))                      \
      g_once_init_leave (&function, find (library, #name)); \
                                                            \
    return ((typeof (&name)) function) arguments;           \
  }

LATE (JSON_GLIB, JsonObject *, json_node_get_object,
      (JsonNode *node), (node))
LATE (JSON_GLIB, GList *, json_object_get_members,
      (JsonObject *object), (object))
LATE (JSON_GLIB, JsonObject *, json_object_get_object_member,
      (JsonObject *object, const char *name), (object, name))
LATE (JSON_GLIB, const char *, json_object_get_string_member,
      (JsonObject *object, const char *name), (object, name))
LATE (JSON_GLIB, gboolean, json_object_has_member,
      (JsonObject *object, const char *name), (object, name))
LATE (JSON_GLIB, JsonObject *, json_object_new,
      (void), ())
LATE (JSON_GLIB, JsonObject *, json_object_ref,
      (JsonObject *object), (object))
LATE (JSON_GLIB, JsonNode *, json_parser_get_root,
      (JsonParser *parser), (parser))
LATE (JSON_GLIB, gboolean, json_parser_load_from_data,
      (JsonParser *parser, const char *data, gssize length, GError * *error),
      (parser, data, length, error))
LATE (JSON_GLIB, JsonParser *, json_parser_new_immutable,
      (void), ())

LATE (LIBPSL, const psl_ctx_t *, psl_builtin,
      (void), ())
LATE (LIBPSL, int, psl_is_public_suffix2,
      (const psl_ctx_t *list, const char *domain, int type), (list, domain, type))
