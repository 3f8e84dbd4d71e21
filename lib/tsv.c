/* SPDX-License-Identifier: MIT */
/*
 * TSV in: holds one line and the block it was read with.  Neither prints nor
 * exits, and lets no row through that another program would read differently.
 */
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/swar.h"
#include "lib/tsv.h"
#include "lib/utf8.h"
#include "lib/xalloc.h"

#define TSV_MAX_NAME	1024	/* bytes of a file's name in tsv_where */
#define TSV_BLOCK	((size_t)256 << 10)	/* bytes asked of read(2) */

void
tsv_open(struct tsv *t, int fd, const char *name)
{
	*t = (struct tsv){ .fd = fd, .name = name };
	tsv_limit(t, TSV_MAX_LINE);
}

void
tsv_limit(struct tsv *t, size_t max)
{
	t->max_line = max;
	buf_init(&t->in, max + TSV_BLOCK);
}

void
tsv_close(struct tsv *t)
{
	buf_free(&t->in);
	free(t->header);
	free(t->names);
	free(t->field);
	*t = (struct tsv){ .fd = -1 };
}

#ifdef __SSE2__
/* Whether the next BLOCK bytes are ASCII and neither NUL nor carriage return.
   Every x86-64 has these instructions. */
#define BLOCK sizeof(__m128i)
static bool
is_plain(const char *s)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)s);
	__m128i nul = _mm_cmpeq_epi8(bytes, _mm_setzero_si128());
	__m128i cr = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r'));

	return _mm_movemask_epi8(_mm_or_si128(bytes, _mm_or_si128(nul,
	    cr))) == 0;
}
#else
#define BLOCK (2 * SWAR_BYTES)
/*
 * The bytes of a word that are ASCII and neither NUL nor carriage return, as a
 * mask: for a byte b up to 127, b + 127 has the high bit unless b is 0.  Other
 * bytes disturb their neighbours, so only a full mask says anything.
 */
static uint64_t
plain(uint64_t word)
{
	uint64_t cr = word ^ SWAR_ONES * '\r';

	return (word + SWAR_LOW) & (cr + SWAR_LOW) & ~word & SWAR_HIGH;
}

static bool
is_plain(const char *s)
{
	return (plain(swar_load(s)) & plain(swar_load(s + SWAR_BYTES))) ==
	    SWAR_HIGH;
}
#endif

/* How many bytes of s are valid: UTF-8 without NUL and carriage return. */
static size_t
valid_prefix(const char *s, size_t n)
{
	size_t i = 0, len;

	while (i < n) {
		while (n - i >= BLOCK && is_plain(s + i))
			i += BLOCK;
		while (i < n && (signed char)s[i] > '\r')
			i++;
		if (i == n || s[i] == '\0' || s[i] == '\r' ||
		    (len = utf8_length(s + i, n - i)) == 0)
			return i;
		i += len;
	}
	return n;
}

/*
 * Whole blocks are checked as they come in, which is several times faster than
 * one line after another.  A character cut by the block's end waits for the
 * next; after a fault the lines are looked at one by one (check_bytes).
 */
static void
extend_good(struct tsv *t)
{
	if (t->good < t->at)
		t->good = t->at;
	t->good += valid_prefix(t->in.data + t->good, t->in.len - t->good);
}

/* Read one more block.  1 = some bytes, 0 = end, -1 = error (errno). */
static int
fill(struct tsv *t)
{
	ssize_t n;

	if (t->at > 0) {
		buf_drop(&t->in, t->at);
		t->good = t->good > t->at ? t->good - t->at : 0;
		t->at = 0;
	}
	if (t->eof)
		return 0;
	if (buf_reserve(&t->in, TSV_BLOCK) != 0) {
		t->in.over = false;
		errno = EFBIG;
		return -1;
	}
	do
		n = read(t->fd, t->in.data + t->in.len, TSV_BLOCK);
	while (n == -1 && errno == EINTR);
	if (n <= 0) {
		t->eof = n == 0;
		return (int)n;
	}
	t->in.len += (size_t)n;
	t->in.data[t->in.len] = '\0';
	extend_good(t);
	t->bytes += (uint64_t)n;
	return 1;
}

static enum got
broken(struct tsv *t, const char *why)
{
	t->why = why;
	return GOT_BROKEN;
}

static enum got
bad(struct tsv *t, size_t column, const char *why)
{
	t->column = column;
	t->why = why;
	return GOT_BAD;
}

/* Throw away the rest of a line over the ceiling, in block-sized bites. */
static enum got
skip_line(struct tsv *t)
{
	const char *lf;
	int got;

	do {
		t->at = t->in.len;
		if ((got = fill(t)) == -1)
			return broken(t, strerror(errno));
		if (got == 0)
			return broken(t, TSV_CUT);
		lf = memchr(t->in.data, '\n', t->in.len);
	} while (lf == NULL);
	t->at = (size_t)(lf - t->in.data) + 1;
	return bad(t, 0, TSV_OVER_CEILING);
}

/* Find the next line, LF excluded. */
static enum got
next_line(struct tsv *t, struct slice *line)
{
	size_t looked = 0;
	int got;

	t->line++;
	t->column = 0;
	for (;;) {
		const char *from = buf_str(&t->in) + t->at;
		const char *lf = memchr(from + looked, '\n',
		    t->in.len - t->at - looked);

		if (lf != NULL) {
			*line = slice(from, (size_t)(lf - from));
			t->at += line->n + 1;
			if (line->n > t->max_line)
				return bad(t, 0, TSV_OVER_CEILING);
			return GOT_RECORD;
		}
		looked = t->in.len - t->at;
		if (looked > t->max_line)
			return skip_line(t);
		if ((got = fill(t)) == -1)
			return broken(t, strerror(errno));
		if (got == 0) {
			if (t->in.len > 0)
				return broken(t, TSV_CUT);
			t->line--;
			return GOT_END;
		}
	}
}

/*
 * Split a line into t->field; nfields counts also the cells past max.  A word
 * of the line is looked at once, however many TABs it has.
 */
static void
split(struct tsv *t, struct slice line, size_t max)
{
	const char *end = line.p + line.n, *from = line.p, *s = line.p;
	struct slice *field = t->field;
	size_t n = 0;

	for (; (size_t)(end - s) >= SWAR_BYTES; s += SWAR_BYTES) {
		uint64_t tabs = swar_equal(swar_load(s), '\t');

		for (; tabs != 0; tabs = swar_drop_first(tabs)) {
			const char *tab = s + swar_first(tabs);

			if (n < max)
				field[n] = slice(from, (size_t)(tab - from));
			n++;
			from = tab + 1;
		}
	}
	for (; s <= end; s++)
		if (s == end || *s == '\t') {
			if (n < max)
				field[n] = slice(from, (size_t)(s - from));
			n++;
			from = s + 1;
		}
	t->nfields = n;
}

/* The cell, from 1, in which the byte at p lies. */
static size_t
cell_of(struct slice line, const char *p)
{
	size_t column = 1;

	for (; line.p < p; line.p++)
		column += *line.p == '\t';
	return column;
}

static enum got
check_line(struct tsv *t, struct slice line)
{
	const char *at;

	if ((at = memchr(line.p, '\0', line.n)) != NULL)
		return bad(t, cell_of(line, at), "NUL byte");
	if ((at = memchr(line.p, '\r', line.n)) != NULL)
		return bad(t, cell_of(line, at), "carriage return");
	if ((at = utf8_invalid(line.p, line.n)) != NULL)
		return bad(t, cell_of(line, at), "invalid UTF-8");
	return GOT_RECORD;
}

/* The same of a line just read, which mostly is known to be good. */
static enum got
check_bytes(struct tsv *t, struct slice line)
{
	/* The line was consumed, so it ends just before t->at. */
	if (t->good + 1 >= t->at)
		return GOT_RECORD;
	extend_good(t);
	return check_line(t, line);
}

static int
by_bytes(const void *a, const void *b)
{
	const struct slice *x = a, *y = b;

	return slice_compare(*x, *y);
}

/* Sorted, because a hostile header has thousands of long and like names. */
static enum got
check_names(struct tsv *t)
{
	size_t i;

	qsort(t->field, t->nnames, sizeof(*t->field), by_bytes);
	if (t->field[0].n == 0)
		return broken(t, "empty column name in the header");
	for (i = 1; i < t->nnames; i++)
		if (slice_eq(t->field[i - 1], t->field[i]))
			return broken(t, "doubled column name in the header");
	return GOT_RECORD;
}

enum got
tsv_header(struct tsv *t)
{
	struct slice line;
	enum got got = next_line(t, &line);

	if (got == GOT_BAD)
		return broken(t, t->why);
	if (got != GOT_RECORD)
		return got;
	if (line.n >= 3 && memcmp(line.p, "\xef\xbb\xbf", 3) == 0)
		return broken(t, "byte-order mark before the header");
	if (check_bytes(t, line) != GOT_RECORD)
		return GOT_BROKEN;
	t->field = xcalloc(TSV_MAX_FIELDS, sizeof(*t->field));
	t->header = xmemdup(line.p, line.n);
	split(t, slice(t->header, line.n), TSV_MAX_FIELDS);
	if (t->nfields > TSV_MAX_FIELDS)
		return broken(t, "too many columns");
	t->nnames = t->nfields;
	t->names = xcalloc(t->nnames, sizeof(*t->names));
	memcpy(t->names, t->field, t->nnames * sizeof(*t->names));
	return check_names(t);
}

/* The cells of a row, of which there must be as many as the header has. */
static enum got
find_cells(struct tsv *t, struct slice line)
{
	split(t, line, t->nnames);
	if (t->nfields == t->nnames)
		return GOT_RECORD;
	(void)snprintf(t->reason, sizeof(t->reason),
	    "%zu cells where the header has %zu", t->nfields, t->nnames);
	return bad(t, 0, t->reason);
}

enum got
tsv_line(struct tsv *t, struct slice line)
{
	enum got got;

	t->column = 0;
	got = check_line(t, line);
	return got == GOT_RECORD ? find_cells(t, line) : got;
}

enum got
tsv_next(struct tsv *t)
{
	struct slice line;
	enum got got = next_line(t, &line);

	if (got == GOT_RECORD)
		got = check_bytes(t, line);
	return got == GOT_RECORD ? find_cells(t, line) : got;
}

int
tsv_column(const struct tsv *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->nnames; i++)
		if (slice_is(t->names[i], name))
			return (int)i;
	return -1;
}

const char *
tsv_where(struct tsv *t)
{
	static char where[TSV_MAX_NAME + 64];
	int n = snprintf(where, sizeof(where), "%.*s%s:%llu", TSV_MAX_NAME,
	    t->name, strlen(t->name) > TSV_MAX_NAME ? "..." : "",
	    (unsigned long long)t->line);

	if (t->column > 0 && n > 0)
		(void)snprintf(where + n, sizeof(where) - (size_t)n, ":%zu",
		    t->column);
	return where;
}

int
tsv_unescape(struct buf *out, struct slice cell)
{
	static const char from[] = "\\tnr", to[] = "\\\t\n\r";
	const char *end = cell.p + cell.n, *s = cell.p;

	while (s < end) {
		const char *back = memchr(s, '\\', (size_t)(end - s));
		const char *stop = back != NULL ? back : end, *at;

		if (buf_add(out, s, (size_t)(stop - s)) != 0)
			return -1;
		if (back == NULL)
			return 0;
		if (back + 1 == end || back[1] == '\0' ||
		    (at = strchr(from, back[1])) == NULL)
			return -1;
		if (buf_addc(out, to[at - from]) != 0)
			return -1;
		s = back + 2;
	}
	return 0;
}
