/* SPDX-License-Identifier: MIT */
/*
 * Before the XML parser: one pass over the document, copying runs of bytes
 * and changing what a strict parser would stop at.  What is never closed is
 * left for the parser to report.  Reads memory only, and holds one piece.
 */
#include <string.h>
#include <strings.h>

#include "fetch/links.h"
#include "fetch/links_heal.h"
#include "lib/ascii.h"

#define PIECE	((size_t)64 << 10)	/* bytes handed on at a time */

enum state { TEXT, TAG, QUOTED, CDATA };

struct heal {
	const char	*at, *end;
	const char	*copied;	/* all before it is copied or dropped */
	char		 piece[PIECE];
	size_t		 n;
	const char	*(*put)(void *data, struct slice piece);
	void		*data;
	enum state	 state;
	char		 quote;
	unsigned	 attributes;
	const char	*why;
};

/* Hand on what there is, but for the beginning of a character at its end. */
static void
hand_on(struct heal *h)
{
	size_t n = h->n, rest = 0;
	const char *why;

	while (n > 0 && rest < 3 && ((unsigned char)h->piece[n - 1] & 0xc0) ==
	    0x80) {
		n--;
		rest++;
	}
	n -= n > 0 && (unsigned char)h->piece[n - 1] >= 0xc0;
	/* All of it, when that is no beginning but the whole. */
	if (n == 0 || h->n < PIECE)
		n = h->n;
	why = h->put(h->data, slice(h->piece, n));
	if (h->why == NULL)
		h->why = why;
	memmove(h->piece, h->piece + n, h->n - n);
	h->n -= n;
}

static void
copy(struct heal *h, const char *p, size_t n)
{
	while (n > 0) {
		size_t room = PIECE - h->n, m = n < room ? n : room;

		memcpy(h->piece + h->n, p, m);
		h->n += m;
		p += m;
		n -= m;
		if (h->n == PIECE)
			hand_on(h);
	}
}

/* Copy up to at, put `instead` there, and go on behind the next n bytes. */
static void
replace(struct heal *h, const char *instead, size_t n)
{
	copy(h, h->copied, (size_t)(h->at - h->copied));
	copy(h, instead, strlen(instead));
	h->at += n;
	h->copied = h->at;
}

static bool
begins(const struct heal *h, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(h->end - h->at) >= n && memcmp(h->at, word, n) == 0;
}

/* Bytes up to and with the next `word`; all that are left without one. */
static size_t
through(const struct heal *h, const char *word)
{
	size_t left = (size_t)(h->end - h->at);
	const char *p = slice_find(slice(h->at, left), word);

	return p != NULL ? (size_t)(p - h->at) + strlen(word) : left;
}

/* A document type without declarations is dropped; with some, all is. */
static void
see_doctype(struct heal *h)
{
	const char *p;
	char quote = '\0';

	for (p = h->at; p < h->end; p++) {
		if (quote != '\0')
			quote = *p == quote ? '\0' : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '[') {
			h->why = "a document type with declarations is refused";
			return;
		} else if (*p == '>')
			break;
	}
	replace(h, "", (size_t)(p - h->at) + (p < h->end));
}

static void
see_less(struct heal *h)
{
	if (begins(h, "<!--"))
		replace(h, "", through(h, "-->"));
	else if (begins(h, "<?"))
		replace(h, "", through(h, "?>"));
	else if (begins(h, "<![CDATA[")) {
		h->state = CDATA;
		h->at += 9;
	} else if (h->end - h->at >= 9 &&
	    strncasecmp(h->at, "<!DOCTYPE", 9) == 0)
		see_doctype(h);
	else if (h->end - h->at >= 2 && (ascii_is_space(h->at[1]) ||
	    ascii_is_digit(h->at[1]) || strchr("<=>&", h->at[1]) != NULL))
		replace(h, "&lt;", 1);
	else {
		h->state = TAG;
		h->attributes = 0;
		h->at++;
	}
}

static void
see_ampersand(struct heal *h)
{
	struct slice rest = slice(h->at, (size_t)(h->end - h->at));
	uint32_t c;
	size_t n = links_reference(rest, &c);

	if (n > 0)
		h->at += n;
	else
		replace(h, "&amp;", 1);
}

/* A character that XML does not allow (2.2) is dropped: true. */
static bool
drop_bad(struct heal *h)
{
	unsigned char c = (unsigned char)*h->at;

	if (c < ' ' && !(c == '\t' || c == '\n' || c == '\r')) {
		replace(h, "", 1);
		return true;
	}
	if (begins(h, "\xef\xbf\xbe") || begins(h, "\xef\xbf\xbf")) {
		replace(h, "", 3);
		return true;
	}
	return false;
}

static void
in_text(struct heal *h)
{
	if (*h->at == '<')
		see_less(h);
	else if (*h->at == '&')
		see_ampersand(h);
	else if (*h->at == '>')
		replace(h, "&gt;", 1);
	else
		h->at++;
}

static void
in_tag(struct heal *h)
{
	switch (*h->at++) {
	case '>':
		h->state = TEXT;
		break;
	case '"':
	case '\'':
		h->state = QUOTED;
		h->quote = h->at[-1];
		if (++h->attributes > LINKS_MAX_ATTRIBUTES)
			h->why = "a tag has too many attributes";
		break;
	}
}

static void
in_quotes(struct heal *h)
{
	if (*h->at == '&')
		see_ampersand(h);
	else if (*h->at == '<')
		replace(h, "&lt;", 1);
	else if (*h->at++ == h->quote)
		h->state = TAG;
}

static void
in_cdata(struct heal *h)
{
	if (begins(h, "]]>")) {
		h->state = TEXT;
		h->at += 3;
	} else
		h->at++;
}

const char *
links_heal(struct slice document,
    const char *(*put)(void *data, struct slice piece), void *data)
{
	static void (*const see[])(struct heal *) = {
		[TEXT] = in_text, [TAG] = in_tag, [QUOTED] = in_quotes,
		[CDATA] = in_cdata,
	};
	/* Bytes that are looked at; all others are only copied. */
	static const char looked[] = "<>&\"']\xef";
	bool look[256] = { false };
	struct heal h = { .at = document.p, .end = document.p + document.n,
	    .copied = document.p, .put = put, .data = data };
	size_t i;

	for (i = 0; i < ' '; i++)
		look[i] = i != '\n' && i != '\t' && i != '\r';
	for (i = 0; looked[i] != '\0'; i++)
		look[(unsigned char)looked[i]] = true;
	while (h.why == NULL && h.at < h.end) {
		if (!look[(unsigned char)*h.at])
			h.at++;
		else if (!drop_bad(&h))
			see[h.state](&h);
		if ((size_t)(h.at - h.copied) >= PIECE)
			replace(&h, "", 0);
	}
	replace(&h, "", 0);
	hand_on(&h);
	return h.why;
}
