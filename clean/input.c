/* SPDX-License-Identifier: MIT */
/*
 * Records out of archives and files.  Holds one record.  What is no page by
 * its header (an image, a request) is passed.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "clean/input.h"

void
input_open(struct input *in, int fd, const char *address)
{
	memset(in, 0, sizeof(*in));
	in->address = address;
	gzip_open(&in->gzip, fd, address);
}

void
input_close(struct input *in)
{
	if (in->is_warc)
		warc_close(&in->warc);
	gzip_close(&in->gzip);
}

uint64_t
input_offset(const struct input *in)
{
	return in->is_warc ? in->warc.offset : in->gzip.offset;
}

static bool
ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcasecmp(name + n - m, end) == 0;
}

/* A whole file, which is a page or a text. */
static enum got
take_file(struct input *in, struct raw *raw)
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
	in->why = NULL;
	*raw = (struct raw){ .kind = RAW_FILE, .url = slice_str(in->address),
	    .block = slice(gzip_data(&in->gzip), gzip_avail(&in->gzip)) };
	in->records++;
	if (raw->block.n == 0)
		return GOT_END;
	if (unpack_is_binary(raw->block)) {
		in->why = "neither a web archive, nor HTML, nor text";
		return GOT_BROKEN;
	}
	if (ends_with(in->address, ".html") || ends_with(in->address, ".htm"))
		raw->type = slice_str("text/html");
	return GOT_RECORD;
}

/* An answer in place of a page is known by its status; a cut is said. */
static void
look_at_answer(struct input *in, const struct warc_record *record,
    const struct http_message *message, struct raw *raw)
{
	if (!http_is_success(message))
		raw->kind = RAW_REFUSAL;
	else if (record->truncated.n > 0) {
		(void)snprintf(in->reason, sizeof(in->reason),
		    "cut when it was fetched (%.*s); what came of it is read",
		    record->truncated.n < 20 ? (int)record->truncated.n : 20,
		    record->truncated.p);
		in->why = in->reason;
	}
}

/* Does the record belong to a page or a text? */
static bool
take_record(struct input *in, const struct warc_record *record,
    struct raw *raw)
{
	struct http_message message;

	in->why = NULL;
	*raw = (struct raw){ .url = record->uri, .fetched = record->date,
	    .type = record->content_type, .block = record->block };
	switch (record->type) {
	case WARC_RESPONSE:
		/* Pictures need not go through a worker. */
		raw->kind = RAW_RESPONSE;
		http_split(&message, record->block);
		if (!unpack_may_hold(&message, record->uri))
			return false;
		look_at_answer(in, record, &message, raw);
		return true;
	case WARC_RESOURCE:
	case WARC_CONVERSION:
		raw->kind = RAW_BLOCK;
		return true;
	default:
		return false;
	}
}

static enum got
take_archive(struct input *in, struct raw *raw)
{
	struct warc_record record;
	enum got got;

	while ((got = warc_next(&in->warc, &record)) == GOT_RECORD) {
		in->records++;
		in->warc.offset = record.offset;
		if (take_record(in, &record, raw))
			return GOT_RECORD;
	}
	if (got == GOT_BAD)
		in->records++;
	in->why = in->warc.why;
	return got;
}

enum got
input_next(struct input *in, struct raw *raw)
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
		return take_archive(in, raw);
	return in->is_done ? GOT_END : take_file(in, raw);
}
