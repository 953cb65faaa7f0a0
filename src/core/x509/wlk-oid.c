/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "x509/wlk-oid.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *oid;
  const char *title;
} Row;

/* In the order of strcmp(), which a unit test checks. Names of algorithms are not translated. */
static const Row rows[] = {
  { "0.9.2342.19200300.100.1.1", N_("User ID") },
  { "0.9.2342.19200300.100.1.25", N_("Domain component") },
  { "1.2.156.10197.1.301", "SM2" },
  { "1.2.156.10197.1.501", "SM2 with SM3" },
  { "1.2.643.2.2.19", "GOST R 34.10-2001" },
  { "1.2.643.2.2.3", "GOST R 34.10-2001 with GOST R 34.11-94" },
  { "1.2.643.7.1.1.1.1", "GOST R 34.10-2012 of 256 bits" },
  { "1.2.643.7.1.1.1.2", "GOST R 34.10-2012 of 512 bits" },
  { "1.2.643.7.1.1.3.2", "GOST R 34.10-2012 of 256 bits" },
  { "1.2.643.7.1.1.3.3", "GOST R 34.10-2012 of 512 bits" },
  { "1.2.840.10040.4.1", "DSA" },
  { "1.2.840.10040.4.3", "DSA with SHA-1" },
  { "1.2.840.10045.2.1", N_("EC public key") },
  { "1.2.840.10045.3.1.7", "P-256" },
  { "1.2.840.10045.4.1", "ECDSA with SHA-1" },
  { "1.2.840.10045.4.3.1", "ECDSA with SHA-224" },
  { "1.2.840.10045.4.3.2", "ECDSA with SHA-256" },
  { "1.2.840.10045.4.3.3", "ECDSA with SHA-384" },
  { "1.2.840.10045.4.3.4", "ECDSA with SHA-512" },
  { "1.2.840.113549.1.1.1", "RSA" },
  { "1.2.840.113549.1.1.10", "RSA-PSS" },
  { "1.2.840.113549.1.1.11", "RSA with SHA-256" },
  { "1.2.840.113549.1.1.12", "RSA with SHA-384" },
  { "1.2.840.113549.1.1.13", "RSA with SHA-512" },
  { "1.2.840.113549.1.1.14", "RSA with SHA-224" },
  { "1.2.840.113549.1.1.2", "RSA with MD2" },
  { "1.2.840.113549.1.1.3", "RSA with MD4" },
  { "1.2.840.113549.1.1.4", "RSA with MD5" },
  { "1.2.840.113549.1.1.5", "RSA with SHA-1" },
  { "1.2.840.113549.1.9.1", N_("Email address") },
  { "1.2.840.113549.1.9.15", N_("S/MIME capabilities") },
  { "1.2.840.113549.1.9.16.3.17", "HSS/LMS" },
  { "1.3.101.110", "X25519" },
  { "1.3.101.111", "X448" },
  { "1.3.101.112", "Ed25519" },
  { "1.3.101.113", "Ed448" },
  { "1.3.132.0.10", "secp256k1" },
  { "1.3.132.0.34", "P-384" },
  { "1.3.132.0.35", "P-521" },
  { "1.3.36.3.3.1.2", "RSA with RIPEMD-160" },
  { "1.3.6.1.4.1.11129.2.4.2", N_("Signed Certificate Timestamps") },
  { "1.3.6.1.4.1.11129.2.4.3", N_("Precertificate Poison") },
  { "1.3.6.1.4.1.311.10.3.12", N_("Document signing (Microsoft)") },
  { "1.3.6.1.4.1.311.10.3.3", N_("Server-gated cryptography (Microsoft)") },
  { "1.3.6.1.4.1.311.10.3.4", N_("Encrypting file system (Microsoft)") },
  { "1.3.6.1.4.1.311.20.2", N_("Certificate Template Name (Microsoft)") },
  { "1.3.6.1.4.1.311.20.2.2", N_("Smart card logon (Microsoft)") },
  { "1.3.6.1.4.1.311.20.2.3", N_("User principal name (Microsoft)") },
  { "1.3.6.1.4.1.311.21.1", N_("CA Version (Microsoft)") },
  { "1.3.6.1.4.1.311.21.10", N_("Application Policies (Microsoft)") },
  { "1.3.6.1.4.1.311.21.7", N_("Certificate Template (Microsoft)") },
  { "1.3.6.1.4.1.311.60.2.1.1", N_("Place of incorporation") },
  { "1.3.6.1.4.1.311.60.2.1.2", N_("State of incorporation") },
  { "1.3.6.1.4.1.311.60.2.1.3", N_("Country of incorporation") },
  { "1.3.6.1.5.5.7.1.1", N_("Authority Information Access") },
  { "1.3.6.1.5.5.7.1.11", N_("Subject Information Access") },
  { "1.3.6.1.5.5.7.1.24", N_("TLS Feature") },
  { "1.3.6.1.5.5.7.1.3", N_("Qualified Certificate Statements") },
  { "1.3.6.1.5.5.7.2.1", N_("Certification practice statement") },
  { "1.3.6.1.5.5.7.2.2", N_("User notice") },
  { "1.3.6.1.5.5.7.3.1", N_("TLS server") },
  { "1.3.6.1.5.5.7.3.17", N_("IPsec IKE") },
  { "1.3.6.1.5.5.7.3.2", N_("TLS client") },
  { "1.3.6.1.5.5.7.3.3", N_("Code signing") },
  { "1.3.6.1.5.5.7.3.4", N_("Email protection") },
  { "1.3.6.1.5.5.7.3.8", N_("Time stamping") },
  { "1.3.6.1.5.5.7.3.9", N_("OCSP signing") },
  { "1.3.6.1.5.5.7.48.1", N_("OCSP responder") },
  { "1.3.6.1.5.5.7.48.1.5", N_("OCSP No Check") },
  { "1.3.6.1.5.5.7.48.2", N_("CA issuers") },
  { "1.3.6.1.5.5.7.48.3", N_("Time stamping service") },
  { "1.3.6.1.5.5.7.48.5", N_("CA repository") },
  { "1.3.6.1.5.5.7.6.34", "XMSS" },
  { "1.3.6.1.5.5.7.6.35", "XMSSMT" },
  { "2.16.840.1.101.3.4.3.17", "ML-DSA-44" },
  { "2.16.840.1.101.3.4.3.18", "ML-DSA-65" },
  { "2.16.840.1.101.3.4.3.19", "ML-DSA-87" },
  { "2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s" },
  { "2.16.840.1.101.3.4.3.21", "SLH-DSA-SHA2-128f" },
  { "2.16.840.1.101.3.4.3.22", "SLH-DSA-SHA2-192s" },
  { "2.16.840.1.101.3.4.3.23", "SLH-DSA-SHA2-192f" },
  { "2.16.840.1.101.3.4.3.24", "SLH-DSA-SHA2-256s" },
  { "2.16.840.1.101.3.4.3.25", "SLH-DSA-SHA2-256f" },
  { "2.16.840.1.101.3.4.3.26", "SLH-DSA-SHAKE-128s" },
  { "2.16.840.1.101.3.4.3.27", "SLH-DSA-SHAKE-128f" },
  { "2.16.840.1.101.3.4.3.28", "SLH-DSA-SHAKE-192s" },
  { "2.16.840.1.101.3.4.3.29", "SLH-DSA-SHAKE-192f" },
  { "2.16.840.1.101.3.4.3.30", "SLH-DSA-SHAKE-256s" },
  { "2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f" },
  { "2.16.840.1.101.3.4.3.32", "ML-DSA-44 with SHA-512" },
  { "2.16.840.1.101.3.4.3.33", "ML-DSA-65 with SHA-512" },
  { "2.16.840.1.101.3.4.3.34", "ML-DSA-87 with SHA-512" },
  { "2.16.840.1.101.3.4.4.1", "ML-KEM-512" },
  { "2.16.840.1.101.3.4.4.2", "ML-KEM-768" },
  { "2.16.840.1.101.3.4.4.3", "ML-KEM-1024" },
  { "2.16.840.1.113730.1.1", N_("Netscape Certificate Type") },
  { "2.16.840.1.113730.1.13", N_("Netscape Comment") },
  { "2.16.840.1.113730.4.1", N_("Server-gated cryptography (Netscape)") },
  { "2.23.140.1.1", N_("Extended validation (EV)") },
  { "2.23.140.1.2.1", N_("Domain validated (DV)") },
  { "2.23.140.1.2.2", N_("Organization validated (OV)") },
  { "2.23.140.1.2.3", N_("Individual validated (IV)") },
  { "2.5.29.14", N_("Subject Key Identifier") },
  { "2.5.29.15", N_("Key Usage") },
  { "2.5.29.16", N_("Private Key Usage Period") },
  { "2.5.29.17", N_("Subject Alternative Name") },
  { "2.5.29.18", N_("Issuer Alternative Name") },
  { "2.5.29.19", N_("Basic Constraints") },
  { "2.5.29.20", N_("CRL Number") },
  { "2.5.29.27", N_("Delta CRL Indicator") },
  { "2.5.29.28", N_("Issuing Distribution Point") },
  { "2.5.29.30", N_("Name Constraints") },
  { "2.5.29.31", N_("CRL Distribution Points") },
  { "2.5.29.32", N_("Certificate Policies") },
  { "2.5.29.32.0", N_("Any policy") },
  { "2.5.29.33", N_("Policy Mappings") },
  { "2.5.29.35", N_("Authority Key Identifier") },
  { "2.5.29.36", N_("Policy Constraints") },
  { "2.5.29.37", N_("Extended Key Usage") },
  { "2.5.29.37.0", N_("Any extended key usage") },
  { "2.5.29.46", N_("Freshest CRL") },
  { "2.5.29.54", N_("Inhibit Any Policy") },
  { "2.5.29.9", N_("Subject Directory Attributes") },
  { "2.5.4.10", N_("Organization") },
  { "2.5.4.11", N_("Organizational unit") },
  { "2.5.4.12", N_("Title") },
  { "2.5.4.15", N_("Business category") },
  { "2.5.4.17", N_("Postal code") },
  { "2.5.4.3", N_("Common name") },
  { "2.5.4.4", N_("Surname") },
  { "2.5.4.42", N_("Given name") },
  { "2.5.4.43", N_("Initials") },
  { "2.5.4.44", N_("Generation qualifier") },
  { "2.5.4.46", N_("DN qualifier") },
  { "2.5.4.5", N_("Serial number") },
  { "2.5.4.6", N_("Country") },
  { "2.5.4.65", N_("Pseudonym") },
  { "2.5.4.7", N_("Locality") },
  { "2.5.4.8", N_("State or province") },
  { "2.5.4.9", N_("Street address") },
  { "2.5.4.97", N_("Organization identifier") },
};

static int
compare_rows (gconstpointer key,
              gconstpointer row)
{
  return strcmp (key, ((const Row *) row)->oid);
}

/* (nullable): its common name, translated; %NULL if it is unknown. */
const char *
wlk_oid_get_title (const char *oid)
{
  const Row *row;

  g_return_val_if_fail (oid != NULL, NULL);

  row = bsearch (oid, rows, G_N_ELEMENTS (rows), sizeof *rows, compare_rows);

  return row != NULL ? _(row->title) : NULL;
}

/* One arc: digits without a leading zero. */
static const char *
skip_arc (const char *text)
{
  if (*text == '0')
    return text + 1;
  while (g_ascii_isdigit (*text))
    text++;

  return text;
}

/**
 * wlk_oid_is_dotted:
 * @text: text typed by a user
 *
 * Source: ITU-T X.660 §7.6: the first arc is 0, 1 or 2, and below 0 and 1 the second is at most 39.
 *
 * Returns: whether it is an object identifier in dotted form
 */
gboolean
wlk_oid_is_dotted (const char *text)
{
  const char *arc = text;
  guint n_arcs = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  while (g_ascii_isdigit (*arc))
    {
      const char *end = skip_arc (arc);

      n_arcs++;
      if (n_arcs == 1 && (end - arc != 1 || *arc > '2'))
        return FALSE;
      if (n_arcs == 2 && *text < '2' && (end - arc > 2 || (end - arc == 2 && *arc > '3')))
        return FALSE;
      if (*end == '\0')
        return n_arcs > 1;
      if (*end != '.')
        return FALSE;
      arc = end + 1;
    }

  return FALSE;
}
