/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "net/wlk-starttls-reply.h"

#include "base/wlk-text.h"
#include "net/wlk-plaintext.h"

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
#define POSTGRES_HEADER        5    /* bytes: type, and length in four */
#define CODE_LENGTH            3    /* digits, RFC 5321 §4.2 */
#define MAX_LITERAL_DIGITS     5
#define MAX_REFUSAL            2048 /* bytes of a refusal that are shown */

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

/* The number in a “{12}” at the end of a line. */
static gboolean
ends_with_literal (const Line *line,
                   gsize      *n_octets)
{
  gsize end = line->length;
  gsize start;

  if (end > 0 && line->text[end - 1] == '\r')
    end--;
  if (end == 0 || line->text[--end] != '}')
    return FALSE;
  start = end;
  *n_octets = 0;
  while (start > 0 && g_ascii_isdigit (line->text[start - 1]) && end - start < MAX_LITERAL_DIGITS)
    start--;
  for (gsize i = start; i < end; i++)
    *n_octets = *n_octets * 10 + g_ascii_digit_value (line->text[i]);

  return start > 0 && start < end && line->text[start - 1] == '{';
}

/* A line of ManageSieve, including its literals. Source: RFC 5804 §4. */
static gboolean
take_sieve_line (const guint8 *bytes,
                 gsize         length,
                 gsize        *offset,
                 Line         *line)
{
  gsize start = *offset;
  gsize n_octets = 0;
  Line part;

  while (take_line (bytes, length, offset, &part))
    {
      if (!ends_with_literal (&part, &n_octets))
        {
          *line = (Line) { (const char *) bytes + start, *offset - 1 - start };
          return TRUE;
        }
      if (length - *offset < n_octets)
        return FALSE;
      *offset += n_octets;
    }

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
  if (exchange->offer == NULL)
    return WLK_REPLY_YES;
  for (gsize i = 0; i < length; i++)
    if (begins_with_one ((const char *) bytes + i, length - i, exchange->offer))
      return WLK_REPLY_YES;

  return WLK_REPLY_NOT_OFFERED;
}

static gboolean
is_refusal (const WlkExchange *exchange,
            const char        *text,
            gsize              length)
{
  return begins_with_one (text, length, exchange->no) &&
         !begins_with_one (text, length, exchange->yes);
}

/* Whether a line like “554-No” is followed by more. Source: RFC 5321 §4.2.1, RFC 959 §4.2. */
static gboolean
is_continued (const Line *line)
{
  for (gsize i = 0; i < CODE_LENGTH; i++)
    if (i >= line->length || !g_ascii_isdigit (line->text[i]))
      return FALSE;

  return line->length > CODE_LENGTH && line->text[CODE_LENGTH] == '-';
}

/* The rest of a refusal up to the line that repeats its code without a hyphen. */
static WlkReply
end_refusal (const Line   *first,
             const guint8 *bytes,
             gsize         length,
             gsize        *n_used)
{
  Line line = *first;
  gsize offset = *n_used;

  if (!is_continued (first))
    return WLK_REPLY_NO;
  while (take_line (bytes, length, &offset, &line))
    {
      *n_used = offset;
      if (line.length >= CODE_LENGTH && memcmp (line.text, first->text, CODE_LENGTH) == 0 &&
          !is_continued (&line))
        return WLK_REPLY_NO;
    }

  return WLK_REPLY_REFUSING;
}

typedef gboolean (*TakeLineFunc) (const guint8 *bytes,
                                  gsize         length,
                                  gsize        *offset,
                                  Line         *line);

static WlkReply
read_lines (const WlkExchange *exchange,
            TakeLineFunc       take,
            const guint8      *bytes,
            gsize              length,
            gsize             *n_used)
{
  gsize offset = 0;
  Line line;

  while (take (bytes, length, &offset, &line))
    {
      *n_used = offset;
      if (is_refusal (exchange, line.text, line.length))
        return end_refusal (&line, bytes, length, n_used);
      if (begins_with_one (line.text, line.length, exchange->skip))
        continue;
      if (begins_with_one (line.text, line.length, exchange->yes))
        return get_answer (exchange, bytes, offset);
      return WLK_REPLY_STRANGE;
    }

  return WLK_REPLY_MORE;
}

/* Lines, of which the first that is not skipped decides. */
WlkReply
wlk_starttls_reply_lines (const WlkExchange *exchange,
                          const guint8      *bytes,
                          gsize              length,
                          gsize             *n_used)
{
  return read_lines (exchange, take_line, bytes, length, n_used);
}

/* The same for lines that may contain literals. */
WlkReply
wlk_starttls_reply_sieve (const WlkExchange *exchange,
                          const guint8      *bytes,
                          gsize              length,
                          gsize             *n_used)
{
  return read_lines (exchange, take_sieve_line, bytes, length, n_used);
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

/* Finds the tag that begins with one of the alternatives. */
static gboolean
find_tag (const guint8 *bytes,
          gsize         length,
          const char   *alternatives,
          gsize        *start,
          gsize        *end)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '<' &&
        begins_with_one ((const char *) bytes + i, length - i, alternatives))
      {
        const guint8 *closing = memchr (bytes + i, '>', length - i);

        if (closing != NULL)
          *end = closing - bytes + 1;
        *start = i;
        return closing != NULL;
      }

  return FALSE;
}

/* The rest of a refusal up to the end of its element. */
static WlkReply
end_element (const guint8 *bytes,
             gsize         length,
             gsize         start,
             gsize        *n_used)
{
  gsize first, end;

  if (bytes[start + 1] == '/' || bytes[*n_used - 2] == '/')
    return WLK_REPLY_NO;
  if (!find_tag (bytes + *n_used, length - *n_used, "</stream:error|</failure|</stream:stream",
                 &first, &end))
    return WLK_REPLY_REFUSING;
  *n_used += end;

  return WLK_REPLY_NO;
}

/* The part of an XML stream up to a tag that decides. */
WlkReply
wlk_starttls_reply_xml (const WlkExchange *exchange,
                        const guint8      *bytes,
                        gsize              length,
                        gsize             *n_used)
{
  gsize first = 0;
  gsize start = 0;

  while (first < length && g_ascii_isspace (bytes[first]))
    first++;
  *n_used = length;
  if (first < length && bytes[first] != '<')
    return WLK_REPLY_STRANGE;
  if (find_tag (bytes, length, exchange->no, &start, n_used))
    return end_element (bytes, length, start, n_used);
  if (find_tag (bytes, length, exchange->yes, &start, n_used))
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

/* An ErrorResponse. Before version 3 of the protocol, it was one string. */
static WlkReply
end_postgres_error (const guint8 *bytes,
                    gsize         length,
                    gsize        *n_used)
{
  const guint8 *zero = memchr (bytes, '\0', length);
  gsize size;

  *n_used = length;
  if (zero == NULL)
    return WLK_REPLY_REFUSING;
  if (zero != bytes + 1)
    {
      *n_used = zero - bytes + 1;
      return WLK_REPLY_NO;
    }
  if (length < POSTGRES_HEADER)
    return WLK_REPLY_REFUSING;
  size = (gsize) bytes[2] << 16 | bytes[3] << 8 | bytes[4];
  if (size > WLK_STARTTLS_MAX_REPLY)
    return WLK_REPLY_NO;
  if (length < 1 + size)
    return WLK_REPLY_REFUSING;
  *n_used = MAX (1 + size, POSTGRES_HEADER);

  return WLK_REPLY_NO;
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
    case 'E': return end_postgres_error (bytes, length, n_used);
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

/* The text of an ErrorResponse, the field “M”. Source: PostgreSQL §55.8. */
static char *
dup_postgres_text (const guint8 *bytes,
                   gsize         length)
{
  gsize position = POSTGRES_HEADER;

  if (length > 1 && bytes[1] != '\0')
    return wlk_text_make_visible ((const char *) bytes + 1,
                                  (gssize) strnlen ((const char *) bytes + 1, length - 1));
  while (position < length && bytes[position] != '\0')
    {
      const char *value = (const char *) bytes + position + 1;
      gsize n = strnlen (value, length - position - 1);

      if (bytes[position] == 'M')
        return wlk_text_make_visible (value, (gssize) n);
      position += 1 + n + 1;
    }

  return wlk_text_make_visible ((const char *) bytes, 1);
}

/* Where the refusal begins within a reply: an element, the first line that refuses, or else the
 * last line. */
static gsize
find_refusal (const WlkExchange *exchange,
              const guint8      *bytes,
              gsize              length)
{
  gsize start = 0, end = 0, offset = 0;
  Line line;

  if (exchange->read == wlk_starttls_reply_xml &&
      find_tag (bytes, length, exchange->no, &start, &end))
    return start;
  while (take_line (bytes, length, &offset, &line))
    {
      start = line.text - (const char *) bytes;
      if (is_refusal (exchange, line.text, line.length))
        break;
    }

  return start;
}

/**
 * wlk_starttls_reply_dup_refusal:
 * @exchange: an exchange whose reply is a refusal
 * @bytes: (array length=length): the reply
 * @length: how many bytes
 *
 * Returns: (transfer full): the whole text of the refusal in one line, as visible text
 */
char *
wlk_starttls_reply_dup_refusal (const WlkExchange *exchange,
                                const guint8      *bytes,
                                gsize              length)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean is_between = FALSE;

  if (exchange->read == wlk_starttls_reply_postgres)
    return dup_postgres_text (bytes, length);
  if (exchange->read == wlk_starttls_reply_mysql || exchange->read == wlk_starttls_reply_ldap)
    return wlk_plaintext_dup_first_line (bytes, length);

  length = MIN (length, WLK_STARTTLS_MAX_REPLY);
  for (gsize i = find_refusal (exchange, bytes, length); i < length && text->len < MAX_REFUSAL; i++)
    if (bytes[i] == '\r' || bytes[i] == '\n')
      {
        is_between = text->len > 0;
      }
    else
      {
        if (is_between)
          g_string_append_c (text, ' ');
        is_between = FALSE;
        g_string_append_c (text, (char) bytes[i]);
      }

  return wlk_text_make_visible (text->str, (gssize) text->len);
}
