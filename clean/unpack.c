/* SPDX-License-Identifier: MIT */
/*
 * Documents out of records: undoes the HTTP codings and tells pages and texts
 * from everything else, by what the header says and by what the bytes show.
 * Holds the decoded body.
 */
#include <string.h>
#include <strings.h>

#include "clean/unpack.h"
#include "lib/ascii.h"
#include "lib/charset.h"

#define SNIFF_BYTES	1024

bool
unpack_is_binary(struct slice body)
{
	static const char *const magics[] = {
		"%PDF", "\x89PNG", "\xff\xd8\xff", "GIF8", "PK\x03\x04",
		"RIFF", "\x1f\x8b", "\177ELF", "OggS", "ID3", "wOF", "BZh",
		"\xd0\xcf\x11\xe0",
	};
	size_t i, zeros = 0, n = body.n < SNIFF_BYTES ? body.n : SNIFF_BYTES;

	for (i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (n >= strlen(magics[i]) &&
		    memcmp(body.p, magics[i], strlen(magics[i])) == 0)
			return true;
	if (n >= 2 && (memcmp(body.p, "\xff\xfe", 2) == 0 ||
	    memcmp(body.p, "\xfe\xff", 2) == 0))
		return false;
	for (i = 0; i < n; i++)
		zeros += (unsigned char)body.p[i] < ' ' &&
		    !ascii_is_space(body.p[i]) && body.p[i] != 0x1b;
	return zeros * 20 > n;
}

/* HTML by its first bytes: a tag or a declaration before any text. */
static bool
looks_html(struct slice body)
{
	static const char *const starts[] = {
		"<!doctype", "<html", "<head", "<body", "<title", "<meta",
		"<div", "<p", "<h1", "<table", "<article", "<!--", "<?xml",
		"<script", "<link", "<section", "<main", "<span", "<b", "<a ",
	};
	size_t i, skip = 0;

	if (body.n >= 3 && memcmp(body.p, "\xef\xbb\xbf", 3) == 0)
		skip = 3;
	while (skip < body.n && ascii_is_space(body.p[skip]))
		skip++;
	for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (body.n - skip >= strlen(starts[i]) &&
		    strncasecmp(body.p + skip, starts[i],
		    strlen(starts[i])) == 0)
			return true;
	return false;
}

static bool
type_is(struct slice type, const char *name)
{
	size_t n = strlen(name);

	return type.n >= n && strncasecmp(type.p, name, n) == 0;
}

/* A type that a page or a text may have; sites send some without any. */
static bool
may_be_text(struct slice type)
{
	return type.n == 0 || type_is(type, "text/html") ||
	    type_is(type, "application/xhtml") ||
	    type_is(type, "text/plain") ||
	    type_is(type, "application/octet-stream") ||
	    type_is(type, "unknown");
}

/* Is it a page or a text, by its type and its bytes? */
static bool
classify(struct document *d, struct slice type)
{
	bool html = type_is(type, "text/html") ||
	    type_is(type, "application/xhtml");

	if (d->body.n == 0 || unpack_is_binary(d->body) || !may_be_text(type))
		return false;
	d->is_html = html || looks_html(d->body);
	return d->is_html || type.n > 0;
}

/*
 * RFC 9309, 2.3: the rules for robots stand at /robots.txt of a host.  fetch
 * archives them like a page, and they are text, but nobody's article.
 */
static bool
is_robots(struct slice uri)
{
	static const char name[] = "/robots.txt";
	size_t n = sizeof(name) - 1, slashes = 0, i;

	if (uri.n <= n || memcmp(uri.p + uri.n - n, name, n) != 0)
		return false;
	for (i = 0; i < uri.n; i++)
		slashes += uri.p[i] == '/';
	return slashes == 3;
}

bool
unpack_may_hold(const struct http_message *message, struct slice uri)
{
	if (message->status != 0 && (message->status < 200 ||
	    message->status > 299))
		return false;
	return !is_robots(uri) &&
	    may_be_text(http_field(message, "Content-Type"));
}

static enum got
unpack_response(struct http_decoder *http, const struct raw *raw,
    struct document *d, const char **why)
{
	struct http_message message;
	struct slice type;

	http_split(&message, raw->block);
	if (!unpack_may_hold(&message, raw->url))
		return GOT_END;
	type = http_field(&message, "Content-Type");
	switch (http_decode(http, &message, &d->body)) {
	case HTTP_WHOLE:
		break;
	case HTTP_CUT:
	case HTTP_DAMAGED:
		*why = http->why;
		break;
	default:
		if (type.n > 0 && !type_is(type, "text/"))
			return GOT_END;
		*why = http->why;
		return GOT_BAD;
	}
	d->charset = charset_of_type(type);
	if (classify(d, type))
		return GOT_RECORD;
	return *why != NULL && d->body.n == 0 ? GOT_BAD : GOT_END;
}

enum got
unpack(struct http_decoder *http, const struct raw *raw, struct document *d,
    const char **why)
{
	memset(d, 0, sizeof(*d));
	*why = NULL;
	d->url = raw->url;
	d->fetched = raw->fetched;
	if (raw->kind == RAW_RESPONSE)
		return unpack_response(http, raw, d, why);
	d->body = raw->block;
	d->charset = charset_of_type(raw->type);
	if (raw->kind == RAW_BLOCK)
		return classify(d, raw->type) ? GOT_RECORD : GOT_END;
	d->is_html = raw->type.n > 0 || looks_html(d->body);
	return GOT_RECORD;
}
