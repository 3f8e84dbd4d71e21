/* SPDX-License-Identifier: MIT */
/*
 * The character set of a page: guessed from the bytes and the labels, then
 * turned into UTF-8.  Reads memory only; iconv(3) does the rarer sets.
 */
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "lib/ascii.h"
#include "lib/charset.h"
#include "lib/utf8.h"

#define LABEL_MAX 40	/* bytes; the longest registered name has 45 */

/* WHATWG Encoding, index windows-1252, bytes 80 to 9F. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
};

/* Labels that all mean windows-1252 (WHATWG Encoding, 4.2). */
static const char *const western[] = {
	"ascii", "cp1252", "cp819", "iso-8859-1", "iso8859-1", "iso_8859-1",
	"l1", "latin1", "us-ascii", "windows-1252", "x-cp1252",
};

/* The case-insensitive place of word in text, or NULL. */
static const char *
find(struct slice text, const char *word)
{
	size_t n = strlen(word), i;

	for (i = 0; i + n <= text.n; i++)
		if (ascii_lower(text.p[i]) == word[0] &&
		    strncasecmp(text.p + i, word, n) == 0)
			return text.p + i;
	return NULL;
}

struct slice
charset_of_type(struct slice type)
{
	const char *end = type.p + type.n, *p, *start;

	if (type.n == 0 || (p = find(type, "charset")) == NULL)
		return slice(NULL, 0);
	p += 7;
	while (p < end && (ascii_is_space(*p) || *p == '='))
		p++;
	if (p < end && (*p == '"' || *p == '\''))
		p++;
	for (start = p; p < end && (ascii_is_alnum(*p) ||
	    strchr("-_.:+", *p) != NULL); p++)
		if (*p == '\0')
			break;
	return slice(start, (size_t)(p - start));
}

/* The label in the first bytes of a page: a meta, or an XML declaration. */
static struct slice
prescan(struct slice page)
{
	struct slice head = slice(page.p, page.n < CHARSET_PRESCAN ? page.n :
	    CHARSET_PRESCAN);
	const char *p = find(head, "<meta"), *end = head.p + head.n;
	struct slice label;

	while (p != NULL) {
		const char *close = memchr(p, '>', (size_t)(end - p));

		if (close == NULL)
			close = end;
		label = charset_of_type(slice(p, (size_t)(close - p)));
		if (label.n > 0)
			return label;
		p = find(slice(close, (size_t)(end - close)), "<meta");
	}
	if ((p = find(head, "<?xml")) != NULL &&
	    (p = find(slice(p, (size_t)(end - p)), "encoding=\"")) != NULL) {
		const char *start = p + 10, *close = memchr(start, '"',
		    (size_t)(end - start));

		if (close != NULL)
			return slice(start, (size_t)(close - start));
	}
	return slice(NULL, 0);
}

static int
from_windows_1252(struct buf *out, struct slice page)
{
	size_t i, start = 0;

	for (i = 0; i < page.n; i++) {
		unsigned char c = (unsigned char)page.p[i];

		if (c > 0 && c < 0x80)
			continue;
		if (buf_add(out, page.p + start, i - start) != 0)
			return -1;
		start = i + 1;
		if (c != 0 && utf8_encode(out, c < 0xa0 ?
		    windows_1252[c - 0x80] : c) != 0)
			return -1;
	}
	return buf_add(out, page.p + start, page.n - start);
}

/* 0; -1 when iconv does not know the label or out is full. */
static int
from_iconv(struct buf *out, struct slice page, const char *label)
{
	iconv_t cd = iconv_open("UTF-8", label);
	union { const char *from; char *to; } in;
	size_t left = page.n, start = out->len;
	int rc = 0;

	if (cd == (iconv_t)-1)
		return -1;
	in.from = page.p;
	while (left > 0 && rc == 0) {
		char piece[4096], *to = piece;
		size_t room = sizeof(piece);
		size_t n = iconv(cd, &in.to, &left, &to, &room);

		rc = buf_add(out, piece, (size_t)(to - piece));
		if (n != (size_t)-1 || errno == E2BIG)
			continue;
		if (utf8_encode(out, 0xfffd) != 0)
			rc = -1;
		in.to++;
		left--;
	}
	(void)iconv_close(cd);
	if (rc != 0)
		buf_cut(out, start);
	return rc;
}

static bool
is_label(struct slice label, const char *name)
{
	return label.n == strlen(name) &&
	    strncasecmp(label.p, name, label.n) == 0;
}

static bool
is_western(struct slice label)
{
	size_t i;

	for (i = 0; i < sizeof(western) / sizeof(western[0]); i++)
		if (is_label(label, western[i]))
			return true;
	return false;
}

/* Broken UTF-8 rather than another set: most of what is not ASCII is well. */
static bool
mostly_utf8(struct slice page)
{
	size_t good = 0, bad = 0;
	const char *p = page.p, *end = p + page.n;

	while (p < end) {
		uint32_t c;
		size_t n;

		if ((unsigned char)*p < 0x80) {
			p++;
			continue;
		}
		n = utf8_decode(p, (size_t)(end - p), &c);
		if (c == 0xfffd)
			bad++;
		else
			good++;
		p += n;
	}
	return good > bad;
}

/* The label to go by, NUL-terminated into name; "" means windows-1252. */
static void
choose(char name[LABEL_MAX], struct slice page, struct slice label)
{
	name[0] = '\0';
	if (label.n == 0 || label.n >= LABEL_MAX)
		label = prescan(page);
	if (label.n == 0 || label.n >= LABEL_MAX || is_western(label))
		return;
	memcpy(name, label.p, label.n);
	name[label.n] = '\0';
}

struct slice
charset_decode(struct buf *out, struct slice page, struct slice label)
{
	char name[LABEL_MAX];
	size_t start = out->len;
	int rc;

	if (page.n >= 2 && (memcmp(page.p, "\xff\xfe", 2) == 0 ||
	    memcmp(page.p, "\xfe\xff", 2) == 0)) {
		rc = from_iconv(out, page, "UTF-16");
		return rc != 0 ? slice(NULL, 0) :
		    slice(out->data + start, out->len - start);
	}
	if (page.n >= 3 && memcmp(page.p, "\xef\xbb\xbf", 3) == 0)
		page = slice(page.p + 3, page.n - 3);
	choose(name, page, label);
	if (utf8_invalid(page.p, page.n) == NULL &&
	    strncasecmp(name, "iso-2022", 8) != 0) {
		if (page.n == 0 || memchr(page.p, '\0', page.n) == NULL)
			return page;
		rc = utf8_repair(out, page.p, page.n);
	} else if (strcasecmp(name, "utf-8") == 0 || name[0] == '\0' ||
	    from_iconv(out, page, name) != 0) {
		if (mostly_utf8(page))
			rc = utf8_repair(out, page.p, page.n);
		else
			rc = from_windows_1252(out, page);
	} else
		rc = 0;
	return rc != 0 ? slice(NULL, 0) :
	    slice(buf_str(out) + start, out->len - start);
}
