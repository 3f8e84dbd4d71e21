/* SPDX-License-Identifier: MIT */
/*
 * Web archives, record by record.  Reads a gzip_reader and writes nothing.
 * Holds one record, which stands in the gzip_reader's window and is never
 * copied.  Never ends quietly on a file that is cut, and never gives up the
 * records behind a bad one.
 */
#include <stdio.h>
#include <string.h>

#include "lib/ascii.h"
#include "lib/warc.h"

#define VERSION_N 8		/* bytes of `WARC/1.0`, as a record begins */

static const char *const type_names[] = {
	[WARC_OTHER] = "other",
	[WARC_WARCINFO] = "warcinfo",
	[WARC_REQUEST] = "request",
	[WARC_RESPONSE] = "response",
	[WARC_RESOURCE] = "resource",
	[WARC_METADATA] = "metadata",
	[WARC_REVISIT] = "revisit",
	[WARC_CONVERSION] = "conversion",
	[WARC_CONTINUATION] = "continuation",
};
#define NTYPES (sizeof(type_names) / sizeof(type_names[0]))

void
warc_open(struct warc_reader *w, struct gzip_reader *in, size_t max_block)
{
	*w = (struct warc_reader){ .in = in, .max_block = max_block };
	in->begins = "WARC/";
}

void
warc_close(struct warc_reader *w)
{
	*w = (struct warc_reader){ 0 };
}

/* This record is bad; `pass` bytes of the window go, then a record is sought. */
static enum got
bad(struct warc_reader *w, size_t pass, const char *why)
{
	w->why = why;
	w->held = pass;
	w->seeking = true;
	return GOT_BAD;
}

static enum got
broken(struct warc_reader *w, const char *why)
{
	w->why = why;
	return GOT_BROKEN;
}

/* The stream is damaged or broken: hand that on, and stand behind it. */
static enum got
stream_trouble(struct warc_reader *w, enum got got)
{
	(void)snprintf(w->reason, sizeof(w->reason), "%s", w->in->why);
	w->why = w->reason;
	w->offset = w->in->offset;
	if (got == GOT_BROKEN)
		return GOT_BROKEN;
	gzip_resume(w->in);
	return bad(w, 0, w->reason);
}

/* Do n bytes at p begin a record: `WARC/`, digit, dot, digit? */
static bool
is_version(const char *p, size_t n)
{
	return n >= VERSION_N && memcmp(p, "WARC/", 5) == 0 &&
	    ascii_is_digit(p[5]) && p[6] == '.' && ascii_is_digit(p[7]);
}

/*
 * The first record in the window at or behind byte `from` that stands at the
 * beginning of a line or of a gzip member.  Returns its place, or SIZE_MAX.
 */
static size_t
find_version(const struct warc_reader *w, size_t from)
{
	const char *data = gzip_data(w->in), *p;
	size_t n = gzip_avail(w->in), edge = gzip_edge(w->in), at = from;

	while (at + VERSION_N <= n) {
		p = memchr(data + at, 'W', n - at);
		if (p == NULL)
			return SIZE_MAX;
		at = (size_t)(p - data);
		if (is_version(p, n - at) && (at == 0 || at == edge ||
		    p[-1] == '\n'))
			return at;
		at++;
	}
	return SIZE_MAX;
}

/* Pass bytes that are no record, in bounded memory.  GOT_RECORD: one begins
   here; else as gzip_fill, and the window is empty. */
static enum got
seek_record(struct warc_reader *w)
{
	enum got got = GOT_RECORD;
	size_t at, from = 0, n;

	while ((at = find_version(w, from)) == SIZE_MAX) {
		n = gzip_avail(w->in);
		if (n > VERSION_N) {
			gzip_take(w->in, n - VERSION_N);
			from = 1;
		}
		got = gzip_fill(w->in, gzip_avail(w->in) + 1);
		if (got != GOT_RECORD)
			break;
	}
	gzip_take(w->in, at != SIZE_MAX ? at : gzip_avail(w->in));
	return got;
}

/* Pass what is no record, and report it unless what led here has been. */
static enum got
pass_junk(struct warc_reader *w)
{
	uint64_t began = w->in->position;
	enum got got = seek_record(w);

	if (!w->seeking) {
		(void)snprintf(w->reason, sizeof(w->reason),
		    "%llu bytes that are no WARC record",
		    (unsigned long long)(w->in->position - began));
		return bad(w, 0, w->reason);
	}
	return got == GOT_RECORD || got == GOT_END ? got :
	    stream_trouble(w, got);
}

/* Go to where the next record begins, over blank lines. */
static enum got
find_record(struct warc_reader *w)
{
	enum got got;
	const char *p;
	size_t n, i;

	for (;;) {
		w->position = w->in->position;
		if ((got = gzip_fill(w->in, 1)) != GOT_RECORD)
			return got == GOT_END ? got : stream_trouble(w, got);
		w->offset = gzip_offset(w->in);
		p = gzip_data(w->in);
		n = gzip_avail(w->in);
		for (i = 0; i < n && (p[i] == '\r' || p[i] == '\n'); i++)
			;
		if (i > 0) {
			gzip_take(w->in, i);
			continue;
		}
		got = gzip_fill(w->in, VERSION_N);
		p = gzip_data(w->in);
		n = gzip_avail(w->in);
		if (is_version(p, n))
			return GOT_RECORD;
		if (got != GOT_RECORD && memcmp(p, "WARC/", n < 5 ? n : 5) == 0)
			return got == GOT_END ?
			    broken(w, "cut in a record's first line") :
			    stream_trouble(w, got);
		if (gzip_switch(w->in))
			continue;
		if ((got = pass_junk(w)) != GOT_RECORD)
			return got;
	}
}

/* A line of the header, from byte `at` to its line feed at `end`. */
static enum got
add_line(struct warc_reader *w, size_t at, size_t end)
{
	char *p = gzip_data(w->in);
	const char *colon;
	struct warc_span f;
	size_t name_end;

	while (end > at && ascii_is_space(p[end - 1]))
		end--;
	if ((p[at] == ' ' || p[at] == '\t') && w->nfields > 0) {
		/* A folded value: the line break inside becomes blanks. */
		struct warc_span *last = &w->field[w->nfields - 1];

		for (name_end = last->value + last->value_n; name_end < at;
		    name_end++)
			p[name_end] = ' ';
		while (last->value < end && ascii_is_space(p[last->value]))
			last->value++;
		last->value_n = (uint32_t)(end - last->value);
		return GOT_RECORD;
	}
	if (at == end || (colon = memchr(p + at, ':', end - at)) == NULL)
		return GOT_RECORD;	/* no field: nothing depends on it */
	if (w->nfields == WARC_MAX_FIELDS)
		return bad(w, VERSION_N, "too many header fields");
	name_end = (size_t)(colon - p);
	f.name = (uint32_t)at;
	f.value = (uint32_t)name_end + 1;
	while (name_end > at && ascii_is_space(p[name_end - 1]))
		name_end--;
	while (f.value < end && ascii_is_space(p[f.value]))
		f.value++;
	f.name_n = (uint32_t)(name_end - at);
	f.value_n = (uint32_t)(end - f.value);
	w->field[w->nfields++] = f;
	return GOT_RECORD;
}

/* Find the line feed that ends the line at byte `at`. */
static enum got
find_line_end(struct warc_reader *w, size_t at, size_t *end)
{
	const char *lf;
	enum got got;
	size_t from = at, n;

	for (;;) {
		n = gzip_avail(w->in);
		lf = from < n ? memchr(gzip_data(w->in) + from, '\n',
		    n - from) : NULL;
		if (lf != NULL)
			*end = (size_t)(lf - gzip_data(w->in));
		if (lf != NULL ? *end >= WARC_MAX_HEADER :
		    n >= WARC_MAX_HEADER)
			return bad(w, VERSION_N, "header is too long");
		if (lf != NULL)
			return GOT_RECORD;
		from = n;
		got = gzip_fill(w->in, n + 1);
		if (got == GOT_END)
			return broken(w, "cut in a record's header");
		if (got != GOT_RECORD)
			return stream_trouble(w, got);
	}
}

/* Read the header's lines, the empty one that ends it included. */
static enum got
read_header(struct warc_reader *w)
{
	size_t at = 0, end;
	const char *p;
	enum got got;

	w->nfields = 0;
	for (;; at = end + 1) {
		if ((got = find_line_end(w, at, &end)) != GOT_RECORD)
			return got;
		p = gzip_data(w->in);
		if (end == at || (end == at + 1 && p[at] == '\r'))
			break;
		if (at > 0 && is_version(p + at, end - at))
			return bad(w, at, "header has no end");
		if (at > 0 && (got = add_line(w, at, end)) != GOT_RECORD)
			return got;
	}
	w->head_n = end + 1;
	return GOT_RECORD;
}

/* Decimal digits and nothing else; false also when over 64 bits. */
static bool
read_number(struct slice s, uint64_t *n)
{
	size_t i;

	*n = 0;
	for (i = 0; i < s.n && ascii_is_digit(s.p[i]); i++) {
		if (*n > (UINT64_MAX - 9) / 10)
			return false;
		*n = *n * 10 + (uint64_t)(s.p[i] - '0');
	}
	return i > 0 && i == s.n;
}

/* What Content-Length says; UINT64_MAX when there is none. */
static enum got
content_length(struct warc_reader *w, uint64_t *length)
{
	const char *p = gzip_data(w->in);
	uint64_t n;
	size_t i;

	*length = UINT64_MAX;
	for (i = 0; i < w->nfields; i++) {
		const struct warc_span *f = &w->field[i];

		if (!slice_is_nocase(slice(p + f->name, f->name_n),
		    "Content-Length"))
			continue;
		if (!read_number(slice(p + f->value, f->value_n), &n))
			return bad(w, VERSION_N,
			    "Content-Length is no number");
		if (n > WARC_MAX_LENGTH)
			return bad(w, VERSION_N,
			    "Content-Length is past belief");
		if (*length != UINT64_MAX && n != *length)
			return bad(w, VERSION_N,
			    "two Content-Lengths that differ");
		*length = n;
	}
	return GOT_RECORD;
}

/* Has the block taken in a record that begins before byte `end`?  Then its
   length is wrong, and reading goes on at that record. */
static bool
swallowed(struct warc_reader *w, uint64_t length, size_t end)
{
	size_t at = find_version(w, w->head_n);

	if (at == SIZE_MAX || at >= end)
		return false;
	(void)snprintf(w->reason, sizeof(w->reason),
	    "Content-Length %llu runs into the next record, %zu bytes in",
	    (unsigned long long)length, at - w->head_n);
	(void)bad(w, at, w->reason);
	return true;
}

/* Pass a block that nobody wants to hold.  When the file cannot be that long
   its length is not believed, and the next record is looked for. */
static enum got
pass_block(struct warc_reader *w, uint64_t length)
{
	enum got got;

	if (length > gzip_rest(w->in)) {
		gzip_take(w->in, w->head_n);
		got = seek_record(w);
	} else
		got = gzip_skip(w->in, w->head_n + length);
	if (got == GOT_RECORD) {
		(void)snprintf(w->reason, sizeof(w->reason),
		    "block of %llu bytes is over the ceiling of %zu",
		    (unsigned long long)length, w->max_block);
		return bad(w, 0, w->reason);
	}
	if (got == GOT_END)
		return broken(w, "cut in a block that is over the ceiling");
	return stream_trouble(w, got);
}

/* Length of one line end at byte `at` of the window: 0, 1 or 2. */
static size_t
line_end(const struct gzip_reader *in, size_t at)
{
	const char *p = gzip_data(in) + at;
	size_t n = gzip_avail(in) - at;

	if (n > 0 && p[0] == '\n')
		return 1;
	return n > 1 && p[0] == '\r' && p[1] == '\n' ? 2 : 0;
}

/* Behind the block: two line ends, which some writers leave out.  In a plain
   file nothing else shows that the last record is whole. */
static enum got
read_end(struct warc_reader *w, uint64_t length)
{
	size_t end = w->head_n + (size_t)length, first, n;
	enum got got = gzip_fill(w->in, end + 2);
	bool at_end;

	/* Not a byte more than there must be: a pipe may wait for us. */
	if (got == GOT_RECORD &&
	    memcmp(gzip_data(w->in) + end, "\n\n", 2) != 0)
		got = gzip_fill(w->in, end + 4);
	first = line_end(w->in, end);
	n = first > 0 ? line_end(w->in, end + first) : 0;
	w->held = end + first + n;
	at_end = got == GOT_END && gzip_avail(w->in) == w->held;
	if (n == 0 && !(at_end && w->in->is_gzip) &&
	    find_version(w, w->held) != w->held && swallowed(w, length, end))
		return GOT_BAD;
	if (n == 0 && got == GOT_END && gzip_avail(w->in) - end < 4)
		w->cut = !w->in->is_gzip;
	got = gzip_settle(w->in, w->held);
	return got == GOT_RECORD ? got : stream_trouble(w, got);
}

/* Without a Content-Length, the next record or the end of the gzip member
   shows where the block ends; the end of a plain file shows nothing. */
static enum got
read_unmeasured(struct warc_reader *w, size_t *length)
{
	size_t at, from = w->head_n, n, edge;
	enum got got;

	for (;;) {
		n = gzip_avail(w->in);
		edge = gzip_edge(w->in);
		at = find_version(w, from);
		if (edge != SIZE_MAX && edge >= w->head_n && edge < at)
			at = edge;
		if (at != SIZE_MAX)
			break;
		if (n - w->head_n > w->max_block)
			return bad(w, VERSION_N, "no Content-Length, and the "
			    "block is over the ceiling");
		from = n > w->head_n + VERSION_N ? n - VERSION_N : w->head_n;
		got = gzip_fill(w->in, n + 1);
		if (got == GOT_END && w->in->is_gzip) {
			at = n;
			break;
		}
		if (got == GOT_END)
			return bad(w, n, "no Content-Length, and no record "
			    "behind to show its end");
		if (got != GOT_RECORD)
			return stream_trouble(w, got);
	}
	for (n = 0; n < 2 && at > w->head_n &&
	    gzip_data(w->in)[at - 1] == '\n'; n++) {
		at--;
		if (at > w->head_n && gzip_data(w->in)[at - 1] == '\r')
			at--;
	}
	*length = at - w->head_n;
	return GOT_RECORD;
}

/* Have the whole record in the window. */
static enum got
read_block(struct warc_reader *w, size_t *length)
{
	uint64_t said;
	enum got got = content_length(w, &said);

	if (got != GOT_RECORD)
		return got;
	if (said == UINT64_MAX) {
		got = read_unmeasured(w, length);
		return got == GOT_RECORD ? read_end(w, *length) : got;
	}
	if (said > w->max_block)
		return pass_block(w, said);
	*length = (size_t)said;
	got = gzip_fill(w->in, w->head_n + *length);
	if (got == GOT_RECORD)
		return read_end(w, said);
	if (got != GOT_BAD && swallowed(w, said, gzip_avail(w->in)))
		return GOT_BAD;
	if (got != GOT_END)
		return stream_trouble(w, got);
	(void)snprintf(w->reason, sizeof(w->reason),
	    "cut: the block has %zu of %zu bytes",
	    gzip_avail(w->in) - w->head_n, *length);
	return broken(w, w->reason);
}

struct slice
warc_field(const struct warc_reader *w, const char *name)
{
	const char *p = gzip_data(w->in);
	size_t i;

	for (i = 0; i < w->nfields; i++) {
		const struct warc_span *f = &w->field[i];

		if (slice_is_nocase(slice(p + f->name, f->name_n), name))
			return slice(p + f->value, f->value_n);
	}
	return slice("", 0);
}

static enum warc_type
type_of(struct slice word)
{
	size_t i;

	for (i = WARC_OTHER + 1; i < NTYPES; i++)
		if (slice_is_nocase(word, type_names[i]))
			return (enum warc_type)i;
	return WARC_OTHER;
}

static void
describe(const struct warc_reader *w, struct warc_record *r, size_t length)
{
	struct slice uri = warc_field(w, "WARC-Target-URI");

	if (uri.n >= 2 && uri.p[0] == '<' && uri.p[uri.n - 1] == '>')
		uri = slice(uri.p + 1, uri.n - 2);
	*r = (struct warc_record){
		.type = type_of(warc_field(w, "WARC-Type")),
		.id = warc_field(w, "WARC-Record-ID"),
		.date = warc_field(w, "WARC-Date"),
		.uri = uri,
		.content_type = warc_field(w, "Content-Type"),
		.truncated = warc_field(w, "WARC-Truncated"),
		.block = slice(gzip_data(w->in) + w->head_n, length),
		.offset = w->offset,
		.position = w->position,
	};
}

enum got
warc_next(struct warc_reader *w, struct warc_record *r)
{
	size_t length = 0;
	enum got got;

	gzip_take(w->in, w->held);
	w->held = 0;
	w->nfields = 0;
	if (w->broken)
		return GOT_BROKEN;
	if (w->cut)
		got = broken(w, "cut behind the last record's block");
	else
		got = find_record(w);
	if (got == GOT_RECORD) {
		w->seeking = false;
		got = read_header(w);
	}
	if (got == GOT_RECORD)
		got = read_block(w, &length);
	if (got == GOT_RECORD)
		describe(w, r, length);
	if (got == GOT_RECORD || got == GOT_BAD)
		w->records++;
	w->broken = got == GOT_BROKEN;
	return got;
}
