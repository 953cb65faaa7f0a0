/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-starttls-reply.h"

#include <string.h>

#define LDAP_SEQUENCE          0x30 /* RFC 4511 §4.1.1 */
#define LDAP_EXTENDED_RESPONSE 0x78 /* [APPLICATION 24], RFC 4511 §4.12 */
#define LDAP_INTEGER           0x02
#define LDAP_ENUMERATED        0x0a
#define MYSQL_HEADER           4    /* bytes: length in three, and the packet's number */
#define MYSQL_PROTOCOL_10      0x0a
#define MYSQL_ERROR            0xff
#define MYSQL_AFTER_VERSION    (4 + 8 + 1) /* bytes: thread, scramble, filler */
#define MYSQL_CLIENT_SSL       0x08 /* in the second byte of the capabilities */

typedef struct
{
  const char *text;
  gsize       length;
} Line;

static gboolean
take_line (const guint8 *bytes,
           gsize         length,
           gsize        *offset,
           Line         *line)
{
  const guint8 *start, *end;

  if (length <= *offset)
    return FALSE;
  start = bytes + *offset;
  end = memchr (start, '\n', length - *offset);
  if (end == NULL)
    return FALSE;
  line->text = (const char *) start;
  line->length = end - start;
  *offset = end - bytes + 1;

  return TRUE;
}

static gboolean
contains (const char *text,
          gsize       length,
          const char *words,
          gsize       words_length)
{
  for (gsize i = 0; i + words_length <= length; i++)
    if (g_ascii_strncasecmp (text + i, words, words_length) == 0)
      return TRUE;

  return FALSE;
}

/* Whether the text begins with one of the alternatives, separated by “|”. */
static gboolean
begins_with_one (const char *text,
                 gsize       length,
                 const char *alternatives)
{
  while (alternatives != NULL)
    {
      const char *end = strchrnul (alternatives, '|');
      gsize n = end - alternatives;

      if (n <= length && g_ascii_strncasecmp (text, alternatives, n) == 0)
        return TRUE;
      alternatives = *end != '\0' ? end + 1 : NULL;
    }

  return FALSE;
}

static WlkReply
get_answer (const WlkExchange *exchange,
            const guint8      *bytes,
            gsize              length)
{
  if (exchange->offer != NULL &&
      !contains ((const char *) bytes, length, exchange->offer, strlen (exchange->offer)))
    return WLK_REPLY_NOT_OFFERED;

  return WLK_REPLY_YES;
}

/* Lines, of which the first that is not skipped decides. */
WlkReply
wlk_starttls_reply_lines (const WlkExchange *exchange,
                          const guint8      *bytes,
                          gsize              length,
                          gsize             *n_used)
{
  gsize offset = 0;
  Line line;

  while (take_line (bytes, length, &offset, &line))
    {
      *n_used = offset;
      if (begins_with_one (line.text, line.length, exchange->no) &&
          !begins_with_one (line.text, line.length, exchange->yes))
        return WLK_REPLY_NO;
      if (begins_with_one (line.text, line.length, exchange->skip))
        continue;
      if (begins_with_one (line.text, line.length, exchange->yes))
        return get_answer (exchange, bytes, offset);
      return WLK_REPLY_STRANGE;
    }

  return WLK_REPLY_MORE;
}

/* Lines of IRC, whose command follows the server's name. Notices are skipped. */
WlkReply
wlk_starttls_reply_irc (const WlkExchange *exchange,
                        const guint8      *bytes,
                        gsize              length,
                        gsize             *n_used)
{
  gsize offset = 0;
  Line line;

  while (take_line (bytes, length, &offset, &line))
    {
      const char *space = line.length > 0 && line.text[0] == ':'
                          ? memchr (line.text, ' ', line.length) : NULL;
      const char *command = space != NULL ? space + 1 : line.text;
      gsize left = line.text + line.length - command;

      *n_used = offset;
      if (begins_with_one (command, left, exchange->yes))
        return WLK_REPLY_YES;
      if (begins_with_one (command, left, exchange->no))
        return WLK_REPLY_NO;
      if (space == NULL && !begins_with_one (command, left, "NOTICE|PING"))
        return WLK_REPLY_STRANGE;
    }

  return WLK_REPLY_MORE;
}

/* Finds the end of the tag that begins with one of the alternatives. */
static gboolean
find_tag (const guint8 *bytes,
          gsize         length,
          const char   *alternatives,
          gsize        *end)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '<' &&
        begins_with_one ((const char *) bytes + i, length - i, alternatives))
      {
        const guint8 *closing = memchr (bytes + i, '>', length - i);

        if (closing != NULL)
          *end = closing - bytes + 1;
        return closing != NULL;
      }

  return FALSE;
}

/* The part of an XML stream up to a tag that decides. */
WlkReply
wlk_starttls_reply_xml (const WlkExchange *exchange,
                        const guint8      *bytes,
                        gsize              length,
                        gsize             *n_used)
{
  gsize first = 0;

  while (first < length && g_ascii_isspace (bytes[first]))
    first++;
  *n_used = length;
  if (first < length && bytes[first] != '<')
    return WLK_REPLY_STRANGE;
  if (find_tag (bytes, length, exchange->no, n_used))
    return WLK_REPLY_NO;
  if (find_tag (bytes, length, exchange->yes, n_used))
    return get_answer (exchange, bytes, *n_used);

  return WLK_REPLY_MORE;
}

/* Takes tag and length of BER, RFC 4511 §5.1. Returns FALSE while bytes are missing. */
static gboolean
take_header (const guint8 *bytes,
             gsize         length,
             gsize        *offset,
             gsize        *content)
{
  gsize n_more;

  if (length < *offset + 2)
    return FALSE;
  *content = bytes[*offset + 1];
  *offset += 2;
  if (*content < 0x80)
    return TRUE;

  n_more = *content & 0x7f;
  *content = 0;
  if (n_more > 4 || length < *offset + n_more)
    return FALSE;
  for (gsize i = 0; i < n_more; i++)
    *content = *content << 8 | bytes[(*offset)++];

  return TRUE;
}

/* The result code of an ExtendedResponse, RFC 4511 §4.12 and §4.14. */
WlkReply
wlk_starttls_reply_ldap (const WlkExchange *exchange,
                         const guint8      *bytes,
                         gsize              length,
                         gsize             *n_used)
{
  gsize offset = 0, content = 0, end;

  *n_used = length;
  if (length > 0 && bytes[0] != LDAP_SEQUENCE)
    return WLK_REPLY_STRANGE;
  if (!take_header (bytes, length, &offset, &content))
    return WLK_REPLY_MORE;
  if (content > WLK_STARTTLS_MAX_REPLY)
    return WLK_REPLY_STRANGE;
  if (length < offset + content)
    return WLK_REPLY_MORE;

  end = offset + content;
  *n_used = end;
  if (offset >= end || bytes[offset] != LDAP_INTEGER ||
      !take_header (bytes, end, &offset, &content) || end - offset < content)
    return WLK_REPLY_STRANGE;
  offset += content;
  if (offset >= end || bytes[offset] != LDAP_EXTENDED_RESPONSE ||
      !take_header (bytes, end, &offset, &content) || end - offset < 3 ||
      bytes[offset] != LDAP_ENUMERATED || bytes[offset + 1] != 1)
    return WLK_REPLY_STRANGE;

  return bytes[offset + 2] == 0 ? WLK_REPLY_YES : WLK_REPLY_NO;
}

/* The single byte that answers an SSLRequest; an old server answers with an error. */
WlkReply
wlk_starttls_reply_postgres (const WlkExchange *exchange,
                             const guint8      *bytes,
                             gsize              length,
                             gsize             *n_used)
{
  if (length == 0)
    return WLK_REPLY_MORE;

  *n_used = 1;
  switch (bytes[0])
    {
    case 'S': return WLK_REPLY_YES;
    case 'N': return WLK_REPLY_NO;
    case 'E': return WLK_REPLY_NO;
    default: return WLK_REPLY_STRANGE;
    }
}

/* The server's first packet, whose capabilities include TLS support. */
WlkReply
wlk_starttls_reply_mysql (const WlkExchange *exchange,
                          const guint8      *bytes,
                          gsize              length,
                          gsize             *n_used)
{
  const guint8 *end_of_version;
  gsize size, capabilities;

  *n_used = length;
  if (length < MYSQL_HEADER + 1)
    return WLK_REPLY_MORE;
  size = bytes[0] | bytes[1] << 8 | (gsize) bytes[2] << 16;
  if (bytes[3] != 0 || size == 0 || size > WLK_STARTTLS_MAX_REPLY)
    return WLK_REPLY_STRANGE;
  if (bytes[MYSQL_HEADER] == MYSQL_ERROR)
    return WLK_REPLY_NO;
  if (bytes[MYSQL_HEADER] != MYSQL_PROTOCOL_10)
    return WLK_REPLY_STRANGE;
  if (length < MYSQL_HEADER + size)
    return WLK_REPLY_MORE;

  *n_used = MYSQL_HEADER + size;
  end_of_version = memchr (bytes + MYSQL_HEADER + 1, '\0', size - 1);
  if (end_of_version == NULL)
    return WLK_REPLY_STRANGE;
  capabilities = end_of_version + 1 - bytes + MYSQL_AFTER_VERSION;
  if (*n_used < capabilities + 2)
    return WLK_REPLY_STRANGE;

  return bytes[capabilities + 1] & MYSQL_CLIENT_SSL ? WLK_REPLY_YES : WLK_REPLY_NOT_OFFERED;
}
