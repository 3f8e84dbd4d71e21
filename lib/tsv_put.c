/* SPDX-License-Identifier: MIT */
/*
 * TSV out: builds one row, and writes it whole.  Lets no row through that
 * another program would read differently.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lib/ascii.h"
#include "lib/swar.h"
#include "lib/tsv.h"

/* An empty first cell leaves no byte, so a mark stands before it; a TAB before
   the others. */
static char
cell_mark(const struct buf *row)
{
	return row->len > 0 ? '\t' : '\n';
}

/* Whether a double quote at s opens: after nothing, a space or a bracket. */
static bool
opens(struct slice cell, const char *s)
{
	return s == cell.p || (s[-1] != '\0' &&
	    strchr(" \t\n\r([{/-", s[-1]) != NULL);
}

/* The bytes that no cell holds: C0 controls and DEL. */
static bool
is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f;
}

/* Whether one of eight bytes may be a control or a double quote: never a wrong
   no, for carries and borrows only reach bytes behind one that is, or over 127
   and so is none. */
static inline bool
is_special(uint64_t word)
{
	uint64_t quote = word ^ SWAR_ONES * '"';
	uint64_t hit = (word - SWAR_ONES * 0x20) | (quote - SWAR_ONES) |
	    (word + SWAR_ONES);

	return (hit & ~word & SWAR_HIGH) != 0;
}

/* Write the byte at s as a cell holds it, of three bytes at the most. */
static char *
put_byte(char *to, struct slice cell, const char *s)
{
	if (*s == '"') {
		memcpy(to, opens(cell, s) ? "\xe2\x80\x9c" : "\xe2\x80\x9d",
		    3);
		return to + 3;
	}
	if (!is_control(*s))
		*to++ = *s;
	else if (*s == '\t' || *s == '\n' || *s == '\r')
		*to++ = ' ';
	return to;
}

/* Less than eight bytes as a word in which blanks follow. */
static uint64_t
padded(const char *s, size_t n)
{
	uint64_t blanks = SWAR_ONES * ' ';

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return swar_part(s, n) | blanks >> 8 * n;
#else
	return swar_part(s, n) | blanks << 8 * n;
#endif
}

/* A cell that has controls or quotes, as few do. */
static __attribute__((noinline)) char *
copy_special(char *to, struct slice cell)
{
	const char *s = cell.p, *end = cell.p + cell.n;

	while (s < end)
		if ((signed char)*s > '"' && *s != 0x7f)
			*to++ = *s++;
		else
			to = put_byte(to, cell, s++);
	return to;
}

/* The cell into memory that has room for three times it and a word more; the
   byte behind it. */
static inline char *
copy_cell(char *to, struct slice cell)
{
	size_t rest = cell.n % SWAR_BYTES, at;
	bool special = false;
	uint64_t word;

	for (at = 0; at < cell.n - rest; at += SWAR_BYTES) {
		word = swar_load(cell.p + at);
		special |= is_special(word);
		memcpy(to + at, &word, SWAR_BYTES);
	}
	if (rest > 0) {
		word = padded(cell.p + at, rest);
		special |= is_special(word);
		memcpy(to + at, &word, SWAR_BYTES);
	}
	return special ? copy_special(to, cell) : to + cell.n;
}

/* A cell that must be added byte by byte because the row is near its end. */
static void
add_cell(struct buf *row, struct slice cell)
{
	char bytes[3];
	size_t i;

	for (i = 0; i < cell.n; i++)
		(void)buf_add(row, bytes,
		    (size_t)(put_byte(bytes, cell, cell.p + i) - bytes));
}

/* The bytes that a cell of n may take while it is copied: its mark, three for
   each, the rest of the last word. */
static inline size_t
room_for(size_t n)
{
	return 3 * n + SWAR_BYTES + 1;
}

/* A cell for which the row must grow, or which may be over its ceiling. */
static __attribute__((noinline)) void
put_far(struct buf *row, struct slice cell)
{
	if (cell.n < row->max / 4 && room_for(cell.n) < row->max - row->len &&
	    buf_reserve(row, room_for(cell.n)) == 0) {
		tsv_put(row, cell);
		return;
	}
	(void)buf_addc(row, cell_mark(row));
	add_cell(row, cell);
}

void
tsv_put(struct buf *row, struct slice cell)
{
	char *to;

	if (cell.n >= row->cap / 3 || room_for(cell.n) >= row->cap - row->len) {
		put_far(row, cell);
		return;
	}
	to = row->data + row->len;
	*to++ = cell_mark(row);
	to = copy_cell(to, cell);
	*to = '\0';
	row->len = (size_t)(to - row->data);
}

void
tsv_puts(struct buf *row, const char *cell)
{
	tsv_put(row, slice_str(cell));
}

/* A number below 10,000, all digits at once: the two halves beside one another
   in one word, then tens and ones of both.  The byte behind it; four may be
   written. */
static char *
put_small(char *to, uint32_t n)
{
	uint32_t halves = n / 100 | n % 100 << 16;
	uint32_t tens = (halves * 103 >> 10) & 0x000f000f;
	uint32_t digits = tens | (halves - tens * 10) << 8;
	unsigned zeros = digits == 0 ? 3 : (unsigned)__builtin_ctz(digits) / 8;

	digits = (digits | 0x30303030) >> 8 * zeros;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	digits = __builtin_bswap32(digits);
#endif
	memcpy(to, &digits, sizeof(digits));
	return to + sizeof(digits) - zeros;
}

static void
put_large(struct buf *row, long long n)
{
	char digits[1 + ASCII_MAX_NUMBER], *end = digits + sizeof(digits);
	char *p = ascii_number(end, n);

	*--p = cell_mark(row);
	(void)buf_add(row, p, (size_t)(end - p));
}

void
tsv_putn(struct buf *row, long long n)
{
	char *to;

	if (n < 0 || n >= 10000 || row->cap - row->len < SWAR_BYTES) {
		put_large(row, n);
		return;
	}
	to = row->data + row->len;
	*to++ = cell_mark(row);
	to = put_small(to, (uint32_t)n);
	*to = '\0';
	row->len = (size_t)(to - row->data);
}

void
tsv_put_text(struct buf *row, struct slice cell)
{
	static const char from[] = "\\\t\n\r", to[] = "\\tnr";
	const char *s = cell.p, *run = cell.p, *at, *end = cell.p + cell.n;

	(void)buf_addc(row, cell_mark(row));
	for (; s < end; s++) {
		if (!is_control(*s) && *s != '\\')
			continue;
		(void)buf_add(row, run, (size_t)(s - run));
		run = s + 1;
		if (*s != '\0' && (at = strchr(from, *s)) != NULL) {
			(void)buf_addc(row, '\\');
			(void)buf_addc(row, to[at - from]);
		}
	}
	(void)buf_add(row, run, (size_t)(end - run));
}

int
tsv_end_in(struct buf *row, struct buf *out)
{
	int rc = -1;

	(void)buf_addc(row, '\n');
	/* The first byte is a mark. */
	if (!row->over)
		rc = buf_add(out, row->data + 1, row->len - 1);
	buf_reset(row);
	return rc;
}

int
tsv_end(struct buf *row, FILE *fp)
{
	int rc = -1;

	(void)buf_addc(row, '\n');
	if (!row->over) {
		/* The first byte is a mark. */
		(void)fwrite(row->data + 1, 1, row->len - 1, fp);
		rc = 0;
	}
	buf_reset(row);
	return rc;
}
