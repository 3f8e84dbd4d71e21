/* SPDX-License-Identifier: MIT */
/*
 * TSV out: builds one row, and writes it whole.  Lets no row through that
 * another program would read differently.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lib/swar.h"
#include "lib/tsv.h"

/* Begin a cell: a TAB stands before each but the first. */
static void
begin_cell(struct buf *row)
{
	/* An empty first cell leaves no byte, so a mark stands for it. */
	char c = row->len > 0 ? '\t' : '\n';

	if (row->len + 1 >= row->cap) {
		(void)buf_addc(row, c);
		return;
	}
	row->data[row->len++] = c;
	row->data[row->len] = '\0';
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
   no, for borrows only reach bytes behind one that is. */
static bool
is_special(uint64_t word)
{
	uint64_t quote = word ^ SWAR_ONES * '"', del = word ^ SWAR_ONES * 0x7f;
	uint64_t hit = ((word - SWAR_ONES * 0x20) & ~word) |
	    ((quote - SWAR_ONES) & ~quote) | ((del - SWAR_ONES) & ~del);

	return (hit & SWAR_HIGH) != 0;
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

/* Up to eight bytes as one word, whichever place each has in it. */
static uint64_t
short_word(const char *s, size_t n)
{
	uint32_t first, last;

	if (n == SWAR_BYTES)
		return swar_load(s);
	if (n < sizeof(first))
		return SWAR_ONES * ' ' << 24 | (unsigned char)s[0] |
		    (uint64_t)(unsigned char)s[n / 2] << 8 |
		    (uint64_t)(unsigned char)s[n - 1] << 16;
	memcpy(&first, s, sizeof(first));
	memcpy(&last, s + n - sizeof(last), sizeof(last));
	return (uint64_t)last << 32 | first;
}

/* Whether no byte of a cell needs a look, as of most. */
static bool
is_plain_cell(struct slice cell)
{
	size_t i;

	if (cell.n <= SWAR_BYTES)
		return cell.n == 0 || !is_special(short_word(cell.p, cell.n));
	for (i = 0; i < cell.n - SWAR_BYTES; i += SWAR_BYTES)
		if (is_special(swar_load(cell.p + i)))
			return false;
	return !is_special(swar_load(cell.p + cell.n - SWAR_BYTES));
}

/* The cell into memory that has room for it; the byte behind it. */
static char *
copy_cell(char *to, struct slice cell)
{
	const char *s = cell.p, *end;

	/* A missing cell may have no bytes to point at. */
	if (cell.n == 0)
		return to;
	if (is_plain_cell(cell)) {
		memcpy(to, cell.p, cell.n);
		return to + cell.n;
	}
	end = cell.p + cell.n;
	while (s < end)
		if ((signed char)*s > '"' && *s != 0x7f)
			*to++ = *s++;
		else
			to = put_byte(to, cell, s++);
	return to;
}

/* A cell that must be added byte by byte because the row is near its end. */
static void
add_cell(struct buf *row, struct slice cell)
{
	const char *s = cell.p, *end = cell.p + cell.n;
	char bytes[3];

	for (; s < end; s++)
		(void)buf_add(row, bytes,
		    (size_t)(put_byte(bytes, cell, s) - bytes));
}

void
tsv_put(struct buf *row, struct slice cell)
{
	begin_cell(row);
	if (3 * cell.n < row->cap - row->len || (cell.n <
	    (row->max - row->len) / 3 && buf_reserve(row, 3 * cell.n) == 0)) {
		row->len = (size_t)(copy_cell(row->data + row->len, cell) -
		    row->data);
		row->data[row->len] = '\0';
	} else
		add_cell(row, cell);
}

void
tsv_puts(struct buf *row, const char *cell)
{
	tsv_put(row, slice_str(cell));
}

void
tsv_putn(struct buf *row, long long n)
{
	char digits[24], *p = digits + sizeof(digits);
	unsigned long long left = n < 0 ? 0 - (unsigned long long)n :
	    (unsigned long long)n;

	do
		*--p = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (n < 0)
		*--p = '-';
	begin_cell(row);
	if (row->cap - row->len > sizeof(digits)) {
		while (p < digits + sizeof(digits))
			row->data[row->len++] = *p++;
		row->data[row->len] = '\0';
	} else
		(void)buf_add(row, p, (size_t)(digits + sizeof(digits) - p));
}

void
tsv_put_text(struct buf *row, struct slice cell)
{
	static const char from[] = "\\\t\n\r", to[] = "\\tnr";
	const char *s = cell.p, *run = cell.p, *at, *end = cell.p + cell.n;

	begin_cell(row);
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
	/* The first byte is begin_cell's mark. */
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
		/* The first byte is begin_cell's mark. */
		(void)fwrite(row->data + 1, 1, row->len - 1, fp);
		rc = 0;
	}
	buf_reset(row);
	return rc;
}
