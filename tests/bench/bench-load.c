/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "load/wlk-loader.h"
#include "trust/wlk-trust-store.h"
#include "wlk-test-ca.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Opening a PEM file of 100 000 certificates, and the system's trust store: time and peak memory,
 * each in a process of its own, beside reading the file line by line and beside GnuTLS.
 *
 * Nothing is signed 100 000 times: one certificate is the mould, and each copy gets a serial
 * number and a name of its own. Its signature no longer fits, which loading does not look at.
 */

#define N_CERTIFICATES 100000
#define N_ROUNDS       5  /* odd, for a median; GnuTLS takes seconds for one */
#define N_REPETITIONS  51 /* odd, for a median; one is a few milliseconds at most */
#define LINE_LENGTH    64
#define SYSTEM_ROOTS   "/etc/ssl/certs/ca-certificates.crt"

typedef void (*Work) (const char *path);

typedef struct
{
  gint64 microseconds;
  long   peak_kibibytes;
} Cost;

/* The mould is about as long as certificates on the web are: 1.2 kB. */
static WlkCertificate *
make_mould (void)
{
  g_autoptr(GString) names = g_string_new ("DNS:000000.bench.example");
  WlkTestRecipe ca = wlk_test_recipe_ca ("CN=Bench CA,O=Weak Link", WLK_TEST_KEY_RSA_2048_0);
  WlkTestRecipe leaf = wlk_test_recipe_leaf ("000000.bench.example", WLK_TEST_KEY_RSA_2048_1);

  for (guint i = 1; i <= 18; i++)
    g_string_append_printf (names, " DNS:%06u.bench.example", i);
  leaf.san = g_intern_string (names->str);
  leaf.serial = 0x7F000000;

  return wlk_test_issue (&leaf, &ca);
}

static void
number_copy (guint8 *der,
             gsize   length,
             WlkSpan serial,
             guint   number)
{
  g_autofree char *name = g_strdup_printf ("%06u", number);
  guint8 *end = der + length;
  guint8 *place = der;

  for (guint i = 0; i < 4; i++)
    der[serial.offset + serial.length - 1 - i] ^= (guint8) (number >> (8 * i));
  for (; (place = memmem (place, end - place, "000000.bench", 12)) != NULL; place += 12)
    memcpy (place, name, 6);
}

static void
append_block (FILE         *file,
              const guint8 *der,
              gsize         length)
{
  g_autofree char *text = g_base64_encode (der, length);
  gsize text_length = strlen (text);

  fputs ("-----BEGIN CERTIFICATE-----\n", file);
  for (gsize i = 0; i < text_length; i += LINE_LENGTH)
    fprintf (file, "%.*s\n", LINE_LENGTH, text + i);
  fputs ("-----END CERTIFICATE-----\n", file);
}

static void
write_certificates (const char *path)
{
  g_autoptr(WlkCertificate) mould = make_mould ();
  WlkSpan serial = wlk_certificate_get_span (mould, WLK_CERTIFICATE_SERIAL_NUMBER);
  gsize length;
  const guint8 *der = wlk_certificate_get_der (mould, &length);
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  for (guint i = 0; i < N_CERTIFICATES; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (der, length);

      number_copy (copy, length, serial, i);
      append_block (file, copy, length);
    }
  g_assert_cmpint (fclose (file), ==, 0);
}

/* Reads the file and looks for the end of each line: what any reader must do at least. */
static void
read_lines (const char *path)
{
  g_autofree char *contents = NULL;
  gsize length = 0;
  guint n_lines = 0;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  for (const char *c = contents; (c = memchr (c, '\n', contents + length - c)) != NULL; c++)
    n_lines++;
  g_assert_cmpuint (n_lines, >, N_CERTIFICATES);
}

static void
load_file (const char *path)
{
  g_autoptr(WlkBundle) bundle = wlk_bundle_new ();
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;

  wlk_loader_load_file (bundle, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wlk_bundle_get_n_certificates (bundle), ==, N_CERTIFICATES);
  g_assert_cmpuint (wlk_bundle_get_n_problems (bundle), ==, 0);
  _exit (0); /* what it costs to forget them again is another question */
}

static void
load_file_with_gnutls (const char *path)
{
  g_autofree char *contents = NULL;
  gnutls_x509_crt_t *certificates = NULL;
  unsigned int n_certificates = 0;
  gsize length = 0;
  gnutls_datum_t datum;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  datum = (gnutls_datum_t) { (guint8 *) contents, length };
  g_assert_cmpint (gnutls_x509_crt_list_import2 (&certificates, &n_certificates, &datum,
                                                 GNUTLS_X509_FMT_PEM, 0), >=, 0);
  g_assert_cmpuint (n_certificates, ==, N_CERTIFICATES);
  _exit (0);
}

static void
load_roots (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WlkTrustStore) trust = wlk_trust_store_load (NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (wlk_trust_store_get_n_anchors (trust), >, 0);
}

static void
load_roots_with_gnutls (const char *path)
{
  gnutls_x509_trust_list_t list;

  g_assert_cmpint (gnutls_x509_trust_list_init (&list, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_trust_list_add_system_trust (list, 0, 0), >, 0);
  gnutls_x509_trust_list_deinit (list, 1);
}

/* Runs the work in a child, so that each has a peak of its own. Forking takes well under a
 * millisecond of the time. */
static Cost
measure (Work        work,
         const char *path)
{
  gint64 start = g_get_monotonic_time ();
  pid_t child = fork ();
  struct rusage usage;
  int status = 0;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      work (path);
      _exit (0);
    }
  while (wait4 (child, &status, 0, &usage) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);

  return (Cost) { g_get_monotonic_time () - start, usage.ru_maxrss };
}

static int
compare_costs (gconstpointer a,
               gconstpointer b)
{
  gint64 difference = ((const Cost *) a)->microseconds - ((const Cost *) b)->microseconds;

  return (difference > 0) - (difference < 0);
}

static Cost
measure_median (Work        work,
                const char *path)
{
  Cost costs[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    costs[i] = measure (work, path);
  qsort (costs, N_ROUNDS, sizeof *costs, compare_costs);

  return costs[N_ROUNDS / 2];
}

static void
print_cost (const char *title,
            Cost        cost,
            Cost        ours)
{
  g_autofree char *peak = cost.peak_kibibytes > 0
                          ? g_strdup_printf ("%ld MB", cost.peak_kibibytes / 1024)
                          : g_strdup ("");

  g_print ("  %-28s %9.2f ms %8s   ratio of ours %.2f\n", title, cost.microseconds / 1000.0,
           peak, (double) ours.microseconds / cost.microseconds);
}

static void
compare_loading (void)
{
  g_autofree char *folder = g_dir_make_tmp ("weaklink-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "many.pem", NULL);
  GStatBuf info;
  Cost ours;

  write_certificates (path);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_print ("A PEM file of %d certificates, %.0f MB\n", N_CERTIFICATES, info.st_size / 1e6);
  ours = measure_median (load_file, path);
  print_cost ("Weak Link", ours, ours);
  print_cost ("read and find the lines", measure_median (read_lines, path), ours);
  print_cost ("gnutls_x509_crt_list_import2", measure_median (load_file_with_gnutls, path), ours);
  g_unlink (path);
  g_rmdir (folder);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return (difference > 0) - (difference < 0);
}

/* Many times in one process, since one load is over before a process has started. */
static gint64
measure_repeatedly (Work work)
{
  gint64 times[N_REPETITIONS];

  work (NULL);
  for (guint i = 0; i < N_REPETITIONS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      work (NULL);
      times[i] = g_get_monotonic_time () - start;
    }
  qsort (times, N_REPETITIONS, sizeof *times, compare_times);

  return times[N_REPETITIONS / 2];
}

static void
compare_roots (void)
{
  g_autoptr(WlkTrustStore) trust = NULL;
  Cost ours = { 0 };
  Cost theirs = { 0 };

  if (!g_file_test (SYSTEM_ROOTS, G_FILE_TEST_EXISTS))
    return;

  trust = wlk_trust_store_load (NULL, NULL, NULL);
  g_print ("The system's trust store, %u roots\n", wlk_trust_store_get_n_anchors (trust));
  ours.microseconds = measure_repeatedly (load_roots);
  theirs.microseconds = measure_repeatedly (load_roots_with_gnutls);
  print_cost ("Weak Link", ours, ours);
  print_cost ("GnuTLS's trust list", theirs, ours);
}

int
main (int    argc,
      char **argv)
{
  compare_loading ();
  compare_roots ();

  return 0;
}
