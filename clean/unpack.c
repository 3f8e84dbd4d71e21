/* SPDX-License-Identifier: MIT */
/*
 * Documents out of records: undoes the HTTP codings and tells pages and texts
 * from everything else, by what the header says and by what the bytes show.
 * Holds the decoded body.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "clean/unpack.h"
#include "lib/ascii.h"
#include "lib/charset.h"
#include "lib/url.h"

#define SNIFF_BYTES	1024

/* What bytes that no text has are; NULL: they are a text's. */
static const char *
binary_kind(struct slice body)
{
	static const struct { const char *magic, *kind; } kinds[] = {
		{ "%PDF", "PDF" }, { "\x89PNG", "a PNG picture" },
		{ "\xff\xd8\xff", "a JPEG picture" },
		{ "GIF8", "a GIF picture" }, { "PK\x03\x04", "a zip file" },
		{ "RIFF", "a RIFF file" }, { "\x1f\x8b", "gzip data" },
		{ "\177ELF", "a program" }, { "OggS", "an Ogg file" },
		{ "ID3", "an MP3 file" }, { "wOF", "a font" },
		{ "BZh", "bzip2 data" },
		{ "\xd0\xcf\x11\xe0", "an office document" },
	};
	size_t i, controls = 0, n = body.n < SNIFF_BYTES ? body.n : SNIFF_BYTES;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (n >= strlen(kinds[i].magic) && memcmp(body.p,
		    kinds[i].magic, strlen(kinds[i].magic)) == 0)
			return kinds[i].kind;
	if (n >= 2 && (memcmp(body.p, "\xff\xfe", 2) == 0 ||
	    memcmp(body.p, "\xfe\xff", 2) == 0))
		return NULL;
	for (i = 0; i < n; i++)
		controls += (unsigned char)body.p[i] < ' ' &&
		    !ascii_is_space(body.p[i]) && body.p[i] != 0x1b;
	return controls * 20 > n ? "binary data" : NULL;
}

bool
unpack_is_binary(struct slice body)
{
	return binary_kind(body) != NULL;
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

/* Does the header say that it is a page or a text?  Some say nothing. */
static bool
says_text(struct slice type)
{
	return type.n == 0 || type_is(type, "text/html") ||
	    type_is(type, "application/xhtml") || type_is(type, "text/plain");
}

/* A type that a page or a text may have all the same. */
static bool
may_be_text(struct slice type)
{
	return says_text(type) || type_is(type, "application/octet-stream") ||
	    type_is(type, "unknown");
}

/*
 * Is it a page or a text, by its type and its bytes?  GOT_BAD: the type says
 * so, and the bytes deny it.
 */
static enum got
classify(struct unpacker *u, struct document *d, struct slice type)
{
	const char *kind;

	if (!may_be_text(type))
		return GOT_END;
	if (d->body.n == 0) {
		u->why = "the body is empty";
		return says_text(type) ? GOT_BAD : GOT_END;
	}
	kind = binary_kind(d->body);
	/* A label of the header alone tells such bytes from others. */
	if (kind != NULL && !type_is(d->charset, "utf-16")) {
		(void)snprintf(u->reason, sizeof(u->reason), "%s, called %.*s",
		    kind, type.n < 40 ? (int)type.n : 40, type.p);
		u->why = u->reason;
		return type.n > 0 && says_text(type) ? GOT_BAD : GOT_END;
	}
	d->is_html = type_is(type, "text/html") ||
	    type_is(type, "application/xhtml") || looks_html(d->body);
	return d->is_html || type.n > 0 ? GOT_RECORD : GOT_END;
}

bool
unpack_may_hold(const struct http_message *message, struct slice uri)
{
	/* fetch archives the rules for robots like a page: nobody's article. */
	return !url_is_robots(uri) &&
	    may_be_text(http_field(message, "Content-Type"));
}

/* The body of an answer without its codings. */
static enum got
decode(struct unpacker *u, const struct http_message *message,
    struct document *d)
{
	struct slice type = http_field(message, "Content-Type");

	switch (http_decode(&u->http, message, &d->body)) {
	case HTTP_WHOLE:
		return GOT_RECORD;
	case HTTP_CUT:
	case HTTP_DAMAGED:
		u->why = u->http.why;
		return d->body.n > 0 ? GOT_RECORD : GOT_BAD;
	default:
		u->why = u->http.why;
		return says_text(type) ? GOT_BAD : GOT_END;
	}
}

static enum got
unpack_response(struct unpacker *u, const struct raw *raw, struct document *d)
{
	struct http_message message;
	struct slice type;
	const char *cut;
	enum got got;

	http_split(&message, raw->block);
	type = http_field(&message, "Content-Type");
	if ((got = decode(u, &message, d)) != GOT_RECORD)
		return got;
	cut = u->why;
	d->charset = charset_of_type(type);
	got = classify(u, d, type);
	if (got == GOT_RECORD || (got == GOT_BAD && cut != NULL))
		u->why = cut;
	return got;
}

/* An answer in place of a page: whatever is in it, it has an address. */
static enum got
unpack_refusal(struct unpacker *u, const struct raw *raw, struct document *d)
{
	d->is_refusal = true;
	if (unpack_response(u, raw, d) != GOT_RECORD)
		d->body = slice("", 0);
	u->why = NULL;
	return GOT_RECORD;
}

enum got
unpack(struct unpacker *u, const struct raw *raw, struct document *d)
{
	memset(d, 0, sizeof(*d));
	u->why = NULL;
	d->url = raw->url;
	d->fetched = raw->fetched;
	switch (raw->kind) {
	case RAW_RESPONSE:
		return unpack_response(u, raw, d);
	case RAW_REFUSAL:
		return unpack_refusal(u, raw, d);
	default:
		break;
	}
	d->body = raw->block;
	d->charset = charset_of_type(raw->type);
	if (raw->kind == RAW_BLOCK)
		return classify(u, d, raw->type);
	d->is_html = raw->type.n > 0 || looks_html(d->body);
	return GOT_RECORD;
}

void
unpack_init(struct unpacker *u)
{
	memset(u, 0, sizeof(*u));
	http_decoder_init(&u->http, HTTP_MAX_BODY);
}

void
unpack_free(struct unpacker *u)
{
	http_decoder_free(&u->http);
}
