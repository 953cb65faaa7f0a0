/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks/wlk-check-descriptions.h"

#include <glib/gi18n-lib.h>

/* What each step is for, in a paragraph. docs/steps.md is made from these. */

static const struct
{
  const char *id;
  const char *words;
} rows[] = {
  { "host-a-label",
    N_("An internationalized name is written in letters of ASCII on the network and in "
       "certificates. Both forms are shown, since two names that look alike can differ "
       "there.") },
  { "proxy",
    N_("The desktop’s settings may say that connections go through a proxy, which then "
       "looks up the name and sees who talks to whom. Some proxies also put certificates "
       "of their own in the place of the server’s.") },
  { "resolve",
    N_("A server is reached by an address, and a name must first be turned into one. "
       "When no address is found, nothing can be said about a certificate.") },
  { "connect",
    N_("The addresses are tried one after the other until one accepts a connection. A "
       "refusal comes from the machine itself, a time-out mostly from a firewall on the "
       "way.") },
  { "starttls",
    N_("Mail, directories, databases and chat often begin in plain text, and change to "
       "TLS when the client asks for it. Which protocol it is goes by the port, unless "
       "it is said.") },
  { "client-hello",
    N_("The client says which versions, cipher suites and application protocols it can "
       "use, and for which name it comes. An inspector offers more than a browser, so "
       "that an old server shows its certificates.") },
  { "server-hello",
    N_("The server chooses a version and a cipher suite from the offer, or refuses all "
       "of it with an alert. A refusal is tried again with each version by itself, to "
       "learn what the server would have taken.") },
  { "protocol-version",
    N_("TLS 1.0 and TLS 1.1 have known weaknesses and are out of use. Browsers and new "
       "libraries refuse them, so a server that knows nothing newer is lost to them.") },
  { "cipher-strength",
    N_("Some cipher suites can be broken, or let whoever gets the server’s key read all "
       "that was recorded before. They are warnings, since the session works "
       "nevertheless.") },
  { "secure-renegotiation",
    N_("Without RFC 5746, somebody in the middle can put words of their own before those "
       "of a client. OpenSSL 3 refuses such servers.") },
  { "certificates-received",
    N_("The server sends its certificate, and those that lead from it towards a root. "
       "What it sends is kept as it was sent, also when the handshake fails later.") },
  { "staple-received",
    N_("A server can send along what the CA’s responder says of its certificate, so that "
       "a client need not ask. A certificate with the TLS feature extension demands it.") },
  { "timestamps-received",
    N_("A public log signs that it has seen a certificate. The signed timestamps stand "
       "in the certificate, come in the handshake, or stand in the stapled OCSP "
       "response; browsers demand two or more from public CAs.") },
  { "certificate-request",
    N_("In mutual TLS the server asks for a certificate of the client’s, and mostly "
       "names the CAs and algorithms that it accepts. Many clients send none when theirs "
       "is from another CA.") },
  { "client-certificate-fits",
    N_("A client chooses a certificate that was issued by one of the CAs that the server "
       "accepts, with a key that can sign as the server wants, for the purpose of a client, "
       "and in its time. Where none fits, most programs send none.") },
  { "client-certificate",
    N_("What the client answered: a certificate, or none. Up to TLS 1.2 a server that "
       "does not accept the answer ends the handshake here.") },
  { "handshake-finished",
    N_("The server proves with a signature that it has the key of its certificate, and "
       "both sides compare what was said. From here on everything is encrypted.") },
  { "first-answer",
    N_("In TLS 1.3 the handshake is over for the client before the server has seen its "
       "certificate. A refusal is the first thing that the client then reads.") },
  { "issuer-fetch",
    N_("A certificate may name an address where its issuer’s certificate is to be had. When "
       "the issuer was not received and the request allows it, it is fetched from there, as "
       "browsers on Windows and macOS do and most other programs do not. A path that ends for "
       "want of it fails here: the address does not answer, or too slowly or at too great a "
       "length, it holds something else, it leads in a circle, or the inspection has fetched as "
       "often as it may.") },
  { "search-complete",
    N_("A hostile set of certificates can have more paths than anybody can try, so the "
       "search has a limit. When it stops there without an accepted path, the verdict is "
       "“undetermined”, since a path that was not tried may be good.") },
  { "chain-order",
    N_("Up to TLS 1.2, each certificate in the list must certify the one before it. Most "
       "programs sort the list, but some old ones do not.") },
  { "chain-duplicates",
    N_("A certificate that is sent twice costs time in every handshake and helps nobody.") },
  { "chain-root-unneeded",
    N_("Whoever trusts a root has it already, and whoever does not will not trust it for "
       "being sent. It can be left out.") },
  { "chain-unused",
    N_("A certificate that belongs to no path is sent for nothing; often it is the "
       "intermediate of the certificate that was there before.") },
  { "issuer-sent",
    N_("A path that needs a certificate which had to be fetched is good only for those who "
       "fetch it too. The others never see that certificate, and refuse.") },
  { "empty-issuer",
    N_("Every certificate says who issued it. Without that name nobody can look for the "
       "issuer.") },
  { "issuer-found",
    N_("The issuer’s certificate must be there: sent by the server, in a file or in the "
       "trust store. The most common fault of servers is that an intermediate is "
       "missing, which browsers fetch and other programs do not.") },
  { "no-loop",
    N_("A path that comes back to a CA which is on it already never ends at a trust "
       "anchor.") },
  { "depth-limit",
    N_("Whoever asks may limit how many intermediate certificates a path has. "
       "Self-issued ones do not count.") },
  { "anchor-reached",
    N_("A path ends at a certificate or key that is trusted for itself, because the "
       "system or a person put it into the trust store. Everything else is trusted only "
       "because a path leads from there.") },
  { "signature",
    N_("The issuer’s key signed the certificate. A signature that does not fit means "
       "that the certificate was changed, or that another key of the same name made it.") },
  { "validity-not-before",
    N_("A certificate is valid from its first second on. One that is not valid yet often "
       "means that a clock is wrong.") },
  { "validity-not-after",
    N_("A certificate is valid up to its last second. Renewing it in time, and loading "
       "the new one into the server, is the usual work; an intermediate expires, too.") },
  { "issuer-name",
    N_("The name of the issuer in a certificate is the subject of the certificate above "
       "it, compared as RFC 5280 says: without regard to case and to blanks.") },
  { "extension-malformed",
    N_("An extension is written in the form that its standard gives. What cannot be read "
       "cannot be judged, and steps that need such an extension fail by themselves.") },
  { "name-permitted",
    N_("A CA may be allowed to issue only for some names. Each name of a certificate "
       "below it, of a kind that is constrained, must lie within what every CA above "
       "permits.") },
  { "name-not-excluded",
    N_("A CA may be forbidden to issue for some names. No name of a certificate below it "
       "may lie within what a CA above excludes, also when it is permitted elsewhere.") },
  { "certificate-policies",
    N_("A certificate names the policies under which it was issued, like “domain "
       "validated”. Those that hold for all certificates of the path so far are kept in "
       "a graph, in which each policy has one node in each level.") },
  { "policy-valid",
    N_("Where a policy is required, by who asks or by a CA above, at least one must be "
       "left that holds for the whole path so far.") },
  { "policy-mappings",
    N_("A CA may say that a policy of its own is the same as one of its issuer’s. "
       "anyPolicy stands for all policies and cannot be mapped.") },
  { "name-constraints-update",
    N_("What a CA says of the names below it is added to what those above it said. A "
       "constraint that breaks the rules of its form fails, because nobody knows what it "
       "allows.") },
  { "policy-constraints",
    N_("A CA may require a policy of what is below it, at once or after some more "
       "certificates, and may inhibit mapping and anyPolicy in the same way.") },
  { "ca-flag",
    N_("Only a certificate whose basic constraints say that it is a CA may issue others. "
       "Without this rule, every owner of a certificate could make certificates for any "
       "name.") },
  { "path-length",
    N_("A CA may limit how many CAs follow below it. Self-issued certificates do not "
       "count.") },
  { "path-length-limit",
    N_("The limit of a CA holds from here on when it is lower than the one in force.") },
  { "key-cert-sign",
    N_("When a CA’s certificate says what its key is for, signing certificates must be "
       "among it.") },
  { "critical-extensions",
    N_("An extension that is marked as critical must be understood, or the certificate "
       "must be refused. This holds for every CA of the path; for the anchor, where the "
       "profile looks at its certificate, too.") },
  { "explicit-policy",
    N_("At the end of the path, where a policy is required, one of those that are "
       "accepted must hold for all of it.") },
  { "critical-extensions-end",
    N_("The same rule for the end entity: what is critical must be understood.") },
  { "host-name",
    N_("The name that somebody wants to reach is in the subject alternative name, as it "
       "is or by a wildcard for its leftmost label. The common name does not count. On "
       "the web, a wildcard directly below a public suffix does not count either.") },
  { "ip-address",
    N_("An address is matched only by an iPAddress in the subject alternative name; a "
       "dNSName that looks like an address is none.") },
  { "email-address",
    N_("A mailbox is matched by an rfc822Name in the subject alternative name: its "
       "domain without regard to case, the part before the “@” exactly.") },
  { "leaf-not-ca",
    N_("A server’s certificate that is a CA can issue certificates for any name when its "
       "key is stolen. The web does not accept that.") },
  { "key-usage",
    N_("When the certificate says what its key may do, that must be what the purpose "
       "needs: a TLS server signs, or decrypts, or agrees on a key.") },
  { "extended-key-usage",
    N_("When the certificate says for which purposes it is, the one that is asked about "
       "must be among them. Every CA below the anchor limits those below it in the same "
       "way. On the web, a root has no such list, and a server’s certificate is for no "
       "purpose that would make it worth more to a thief: signing code, mail, times, OCSP "
       "responses or certificates.") },
  { "ocsp-fetch",
    N_("A certificate may name a responder that says whether it is revoked. When nothing "
       "received says so and the request allows it, the responder is asked, by GET where the "
       "question is short and otherwise, or when that brings nothing of use, by POST with a "
       "nonce. Where the status must be known and nothing else tells it, a responder that gives "
       "no answer leaves the path undetermined.") },
  { "crl-fetch",
    N_("A certificate may name where the list of its issuer’s revoked certificates is to be "
       "had. It is fetched when no responder has answered and the request allows it, with its "
       "delta when there is one. One that cannot be had leaves the path undetermined where the "
       "status must be known.") },
  { "ocsp-responder",
    N_("A response counts when the issuer signed it, or a responder whose certificate "
       "comes from that issuer and is for signing responses.") },
  { "ocsp-dates",
    N_("A response is current from its first update to its next. An old one may hide "
       "that the certificate was revoked since.") },
  { "ocsp-status",
    N_("The responder says “good” or “revoked”. When it says “unknown”, or has a "
       "critical extension that is not known here, nothing is known.") },
  { "staple-good",
    N_("A client that asks for the stapled response takes it for the CA’s word. One that "
       "is out of date, that does not know the certificate or that was signed by "
       "somebody else makes strict clients, like Firefox, give up.") },
  { "crl-issuer",
    N_("The CRL is from the CA that issued the certificate, or from the one that the "
       "certificate names, and then it must say that it is for other CAs’ certificates "
       "as well.") },
  { "crl-scope",
    N_("A CRL may be for some certificates only: those of one distribution point, CAs, "
       "or end entities. This one must be among them.") },
  { "crl-delta",
    N_("A delta CRL lists what has changed since a complete one, and is worth something "
       "only together with that.") },
  { "crl-dates",
    N_("A CRL is current until its next update. An old one may lack the certificate that "
       "is asked about.") },
  { "crl-extensions",
    N_("A CRL with a critical extension that is not understood, of its own or of an "
       "entry, must not be used.") },
  { "crl-signature",
    N_("The issuer of the CRL signed it, and a trusted path leads to that issuer’s "
       "certificate from the same trust anchor.") },
  { "crl-issuer-key-usage",
    N_("When the certificate of the CRL’s issuer says what its key is for, signing CRLs "
       "must be among it.") },
  { "revocation-known",
    N_("A CRL or a response at hand says whether the certificate is revoked, for every "
       "reason for which it can be. Whether this must be known is for who asks to say; "
       "the evidence tells what would be needed.") },
  { "revocation",
    N_("A CA withdraws a certificate before it expires when its key was stolen or it "
       "should not have been issued. A revoked certificate is not trusted again.") },
  { "crl-number",
    N_("A CA numbers its CRLs, so that of two the later one is known and a delta CRL can "
       "say which one it continues. The number must not be critical.") },
  { "signature-algorithm",
    N_("Certificates signed with MD5 or SHA-1 can be forged: somebody can make another "
       "certificate that fits the same signature.") },
  { "key-strength",
    N_("The key is long enough that nobody computes the private part from the public "
       "one: RSA from 2048 bits, EC from 224 bits, and from 256 bits on the web.") },
  { "public-key",
    N_("The key is of a kind, and of a form, that is accepted. A key that describes its "
       "curve instead of naming it is never accepted, since such a curve can be made to "
       "fit a signature.") },
  { "version",
    N_("Extensions came with version 3; a certificate of an older version that has some "
       "is not what it says.") },
  { "serial-number",
    N_("A serial number is greater than zero and has up to 20 bytes. Together with the "
       "issuer’s name it tells which certificate is meant, for example in a CRL.") },
  { "algorithms-equal",
    N_("The algorithm of the signature is named twice, once where it is signed. Both "
       "must be the same, or one could be exchanged.") },
  { "time-encoding",
    N_("Dates up to 2049 are written as UTCTime and later ones as GeneralizedTime, in "
       "seconds and UTC. Programs that read other forms do not agree on what they mean.") },
  { "validity-period",
    N_("The web limits how long a server’s certificate is valid, and lowers that step by "
       "step: 398 days since 2020, 200 since March 2026, 100 from March 2027, 47 from "
       "March 2029.") },
  { "empty-subject",
    N_("A CA has a name, since those that it issues must name it. An end entity has a "
       "name in its subject or in its subject alternative name.") },
  { "extension-duplicate",
    N_("An extension that is there twice can say two things, and programs do not agree "
       "on which one counts.") },
  { "extension-missing",
    N_("Certificates of a kind must have some extensions: those that identify keys, for a "
       "CA its key usage, and on the web also purposes and alternative names.") },
  { "extension-criticality",
    N_("Some extensions must be critical, so that nobody ignores them, and some must not "
       "be, so that nobody refuses a certificate for them. The web lets name constraints be "
       "either, for old programs that do not know them.") },
  { "authority-key-identifier",
    N_("A certificate identifies the key of its issuer by what the issuer’s own "
       "certificate says, so that among several keys of one name the right one is found.") },
  { "basic-constraints",
    N_("Basic constraints and key usage must agree on whether this is a CA, and only a "
       "CA limits the path or the names below it.") },
  { "san-syntax",
    N_("Each name is written in the syntax of its form. A host name consists of labels "
       "of up to 63 letters, digits and hyphens.") },
  { "common-name",
    N_("Where a certificate for the web has a common name at all, it is a copy of one of "
       "its alternative names. Verifiers do not read it, but people and old programs do.") },
  { "second-opinion",
    N_("GnuTLS is asked the same question. It never changes the verdict, but a "
       "difference is worth knowing: programs that use it will behave as it says.") },
};

/**
 * wlk_check_descriptions_get:
 * @id: id of a step
 *
 * Returns: (nullable): what the step is for, translated; %NULL when there is no such step
 */
const char *
wlk_check_descriptions_get (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].id, id))
      return _(rows[i].words);

  return NULL;
}
