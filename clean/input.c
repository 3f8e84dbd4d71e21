/* SPDX-License-Identifier: MIT */
/*
 * Documents out of archives and files.  Holds one record.  What is no page (an
 * image, a redirect, a request) is passed and counted.
 */
#include <string.h>
#include <strings.h>

#include "clean/input.h"
#include "clean/str.h"
#include "lib/ascii.h"
#include "lib/charset.h"

#define SNIFF_BYTES	1024

void
input_open(struct input *in, int fd, const char *name)
{
	memset(in, 0, sizeof(*in));
	in->name = name;
	gzip_open(&in->gzip, fd, name);
	http_decoder_init(&in->http, HTTP_MAX_BODY);
}

void
input_close(struct input *in)
{
	if (in->is_warc)
		warc_close(&in->warc);
	gzip_close(&in->gzip);
	http_decoder_free(&in->http);
}

uint64_t
input_offset(const struct input *in)
{
	return in->is_warc ? in->warc.offset : in->gzip.offset;
}

/* Bytes that no text has. */
static bool
is_binary(struct slice body)
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
ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcasecmp(name + n - m, end) == 0;
}

static bool
type_is(struct slice type, const char *name)
{
	size_t n = strlen(name);

	return type.n >= n && strncasecmp(type.p, name, n) == 0;
}

/* Is it a page or a text, by its type and its bytes? */
static bool
classify(struct document *d, struct slice type)
{
	bool html = type_is(type, "text/html") ||
	    type_is(type, "application/xhtml");

	if (d->body.n == 0 || is_binary(d->body))
		return false;
	if (type.n > 0 && !html && !type_is(type, "text/plain") &&
	    !type_is(type, "application/octet-stream") &&
	    !type_is(type, "unknown"))
		return false;
	d->is_html = html || looks_html(d->body);
	return html || d->is_html || type.n > 0;
}

/* A whole file, which is a page or a text. */
static enum got
take_file(struct input *in, struct document *d)
{
	size_t want = GZIP_BLOCK;
	enum got got;

	in->is_done = true;
	while ((got = gzip_fill(&in->gzip, want)) == GOT_RECORD) {
		if (want >= PAGE_MAX_BYTES) {
			in->why = "the file is over the ceiling";
			return GOT_BROKEN;
		}
		want *= 2;
	}
	in->why = in->gzip.why;
	if (got != GOT_END)
		return GOT_BROKEN;
	memset(d, 0, sizeof(*d));
	d->body = slice(gzip_data(&in->gzip), gzip_avail(&in->gzip));
	d->url = slice_str(in->name);
	in->records++;
	if (d->body.n == 0)
		return GOT_END;
	if (is_binary(d->body)) {
		in->why = "neither a web archive, nor HTML, nor text";
		return GOT_BROKEN;
	}
	d->is_html = looks_html(d->body) || ends_with(in->name, ".html") ||
	    ends_with(in->name, ".htm");
	return GOT_RECORD;
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

static enum got
take_response(struct input *in, const struct warc_record *record,
    struct document *d)
{
	struct http_message message;
	struct slice type;

	http_split(&message, record->block);
	if ((message.status != 0 && (message.status < 200 ||
	    message.status > 299)) || is_robots(record->uri))
		return GOT_END;
	type = http_field(&message, "Content-Type");
	switch (http_decode(&in->http, &message, &d->body)) {
	case HTTP_WHOLE:
		break;
	case HTTP_CUT:
	case HTTP_DAMAGED:
		in->notice = in->http.why;
		break;
	default:
		if (type.n > 0 && !type_is(type, "text/"))
			return GOT_END;
		in->why = in->http.why;
		return GOT_BAD;
	}
	d->charset = charset_of_type(type);
	return classify(d, type) ? GOT_RECORD : GOT_END;
}

/* The document in a record; GOT_END: it has none. */
static enum got
take_record(struct input *in, const struct warc_record *record,
    struct document *d)
{
	memset(d, 0, sizeof(*d));
	d->url = record->uri;
	d->fetched = record->date;
	switch (record->type) {
	case WARC_RESPONSE:
		return take_response(in, record, d);
	case WARC_RESOURCE:
	case WARC_CONVERSION:
		d->body = record->block;
		d->charset = charset_of_type(record->content_type);
		return classify(d, record->content_type) ? GOT_RECORD :
		    GOT_END;
	default:
		return GOT_END;
	}
}

static enum got
take_archive(struct input *in, struct document *d)
{
	struct warc_record record;
	enum got got;

	while ((got = warc_next(&in->warc, &record)) == GOT_RECORD) {
		in->records++;
		in->notice = NULL;
		in->warc.offset = record.offset;
		got = take_record(in, &record, d);
		if (got != GOT_END)
			return got;
		in->passed++;
	}
	if (got == GOT_BAD)
		in->records++;
	in->why = in->warc.why;
	return got;
}

enum got
input_next(struct input *in, struct document *d)
{
	if (!in->is_open) {
		enum got got = gzip_fill(&in->gzip, 5);

		in->is_open = true;
		in->is_warc = gzip_avail(&in->gzip) >= 5 &&
		    memcmp(gzip_data(&in->gzip), "WARC/", 5) == 0;
		if (in->is_warc)
			warc_open(&in->warc, &in->gzip, WARC_MAX_BLOCK);
		else if (got == GOT_BAD || got == GOT_BROKEN) {
			in->why = in->gzip.why;
			in->is_done = true;
			return GOT_BROKEN;
		}
	}
	if (in->is_warc)
		return take_archive(in, d);
	return in->is_done ? GOT_END : take_file(in, d);
}
