/* SPDX-License-Identifier: MIT */
/*
 * Documents out of archives.  Holds one record, its decoded body and that
 * body's text in UTF-8.
 */
#include <string.h>
#include <strings.h>

#include "fetch/links_input.h"
#include "lib/charset.h"

#define PEEK_BYTES	512	/* looked at for bytes that no text has */

void
links_open(struct links_input *in, int fd, const char *name)
{
	memset(in, 0, sizeof(*in));
	gzip_open(&in->gzip, fd, name);
	warc_open(&in->warc, &in->gzip, WARC_MAX_BLOCK);
	http_decoder_init(&in->http, LINKS_MAX_BODY);
	http_decoder_init(&in->packed, LINKS_MAX_BODY);
	buf_init(&in->text, (size_t)3 * LINKS_MAX_BODY);
}

void
links_close(struct links_input *in)
{
	warc_close(&in->warc);
	gzip_close(&in->gzip);
	http_decoder_free(&in->http);
	http_decoder_free(&in->packed);
	buf_free(&in->text);
}

static bool
is_gzip(struct slice body)
{
	return body.n > 2 && memcmp(body.p, "\x1f\x8b\x08", 3) == 0;
}

/* Pictures and films are passed before anything is decoded. */
static bool
is_binary(struct slice body)
{
	size_t i, n = body.n < PEEK_BYTES ? body.n : PEEK_BYTES;

	if (n >= 2 && (memcmp(body.p, "\xff\xfe", 2) == 0 ||
	    memcmp(body.p, "\xfe\xff", 2) == 0))
		return false;
	for (i = 0; i < n; i++)
		if (body.p[i] == '\0')
			return true;
	return n == 0;
}

static bool
type_is(struct slice type, const char *name)
{
	size_t n = strlen(name);

	return type.n >= n && strncasecmp(type.p, name, n) == 0;
}

/* Take what a decoder answers; GOT_END: there is nothing to read. */
static enum got
take_answer(struct links_input *in, enum http_answer answer, const char *why)
{
	switch (answer) {
	case HTTP_WHOLE:
		return GOT_RECORD;
	case HTTP_CUT:
	case HTTP_DAMAGED:
		in->notice = why;
		return GOT_RECORD;
	default:
		in->why = why;
		return GOT_BAD;
	}
}

/* A file that is gzip in itself, as sitemap.xml.gz is: undone as a coding. */
static enum got
unpack(struct links_input *in, struct slice *body)
{
	struct http_message m = { .status = 200, .body = *body,
	    .head = slice_str("HTTP/1.1 200\r\nContent-Encoding: gzip\r\n"
	    "\r\n") };
	enum http_answer answer = http_decode(&in->packed, &m, body);

	return take_answer(in, answer, in->packed.why);
}

static enum got
take_body(struct links_input *in, struct slice body, struct slice type,
    struct source *s)
{
	enum got got;

	if (is_gzip(body) && (got = unpack(in, &body)) != GOT_RECORD)
		return got;
	if (body.n == 0 && in->notice != NULL) {
		in->why = in->notice;
		return GOT_BAD;
	}
	if (is_binary(body))
		return GOT_END;
	buf_reset(&in->text);
	s->text = charset_decode(NULL, &in->text, body,
	    charset_of_type(type));
	if (s->text.n == 0) {
		in->why = "the text is over the ceiling";
		return GOT_BAD;
	}
	s->kind = links_sniff(s->text, s->uri, type_is(type, "text/html") ||
	    type_is(type, "application/xhtml"));
	return s->kind != SOURCE_NONE ? GOT_RECORD : GOT_END;
}

static enum got
take_response(struct links_input *in, const struct warc_record *record,
    struct source *s)
{
	struct http_message message;
	struct slice type, body;
	enum http_answer answer;
	enum got got;

	http_split(&message, record->block);
	if (!http_is_success(&message))
		return GOT_END;
	type = http_field(&message, "Content-Type");
	answer = http_decode(&in->http, &message, &body);
	got = take_answer(in, answer, in->http.why);
	return got == GOT_RECORD ? take_body(in, body, type, s) : got;
}

/* The document in a record; GOT_END: it has none. */
static enum got
take_record(struct links_input *in, const struct warc_record *record,
    struct source *s)
{
	in->notice = NULL;
	s->uri = record->uri;
	switch (record->type) {
	case WARC_RESPONSE:
		return take_response(in, record, s);
	case WARC_RESOURCE:
		return take_body(in, record->block, record->content_type, s);
	default:
		return GOT_END;
	}
}

enum got
links_next(struct links_input *in, struct source *s)
{
	struct warc_record record;
	enum got got;

	while ((got = warc_next(&in->warc, &record)) == GOT_RECORD) {
		in->found = true;
		in->records++;
		in->offset = record.offset;
		got = take_record(in, &record, s);
		if (got != GOT_END)
			return got;
	}
	if (got == GOT_BAD)
		in->records++;
	in->offset = in->warc.offset;
	in->why = in->warc.why;
	/* Nothing at all is an archive without records; this is none. */
	if (got == GOT_END && in->records > 0 && !in->found) {
		in->why = "no web archive: no record in it can be read";
		got = GOT_BROKEN;
	}
	return got;
}
