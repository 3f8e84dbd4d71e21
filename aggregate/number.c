/* SPDX-License-Identifier: MIT */
/*
 * Reads numbers; those of up to eight bytes a word at a time.  Reads memory
 * only, and where the header says so up to NUMBER_SLACK bytes of it.
 */
#include "aggregate/number.h"
#include "lib/swar.h"

bool
number_is_small(const struct decimal *d, int64_t *small)
{
	const int64_t step = DECIMAL_UNIT / NUMBER_UNIT;

	if (d->whole >= NUMBER_MAX_WHOLE || d->whole <= -NUMBER_MAX_WHOLE ||
	    d->fraction % step != 0)
		return false;
	*small = d->whole * NUMBER_UNIT + d->fraction / step;
	return true;
}

const char *
number_read_cell(struct number *n, struct slice cell,
    decimal_reader *read)
{
	struct decimal d;
	const char *why = read(&d, cell);

	if (why != NULL)
		return why;
	if (number_is_small(&d, &n->small))
		n->kind = NUMBER_SMALL;
	else {
		n->kind = NUMBER_LARGE;
		n->large = d;
	}
	return NULL;
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ZEROS (SWAR_ONES * '0')

/* The value of eight digits, the first in the lowest byte. */
static uint64_t
value_of(uint64_t word)
{
	word -= ZEROS;
	word = word * 10 + (word >> 8);
	return (((word & 0x000000ff000000ff) * 0x000f424000000064) +
	    ((word >> 16 & 0x000000ff000000ff) * 0x0000271000000001)) >> 32;
}

static bool
all_digits(uint64_t word)
{
	const uint64_t high = SWAR_ONES * 0xf0;

	return ((word & high) | ((word + SWAR_ONES * 6) & high) >> 4) ==
	    (ZEROS | ZEROS >> 4);
}

/* A number of 1 to 7 digits and perhaps a point between two; -1 when it is
   something else. */
static int64_t
read_word(const char *s, size_t n)
{
	static const int64_t units[] = { 1000000, 100000, 10000, 1000, 100,
	    10, 1 };
	uint64_t word, points, before;
	size_t place, behind = 0;

	/* The digits to the high end, zeros in front of them. */
	word = swar_load(s) << 8 * (SWAR_BYTES - n) | ZEROS >> 8 * n;
	points = swar_equal(word, '.');
	if (points != 0) {
		place = swar_first(points);
		behind = SWAR_BYTES - 1 - place;
		if (behind == 0 || place == SWAR_BYTES - n)
			return -1;
		/* What stands before the point moves over it. */
		before = ((uint64_t)1 << 8 * place) - 1;
		word = (word & before) << 8 | '0' |
		    (word & ~(before << 8 | 0xff));
	}
	if (!all_digits(word))
		return -1;
	return (int64_t)value_of(word) * units[behind];
}

const char *
number_read_quick(struct number *n, struct slice cell)
{
	bool negative = cell.n > 1 && *cell.p == '-';
	size_t digits = cell.n - negative;
	int64_t small;

	if (digits > 0 && digits < SWAR_BYTES &&
	    (small = read_word(cell.p + negative, digits)) >= 0) {
		n->kind = NUMBER_SMALL;
		n->small = negative ? -small : small;
		return NULL;
	}
	return number_read_cell(n, cell, decimal_read);
}
#else
const char *
number_read_quick(struct number *n, struct slice cell)
{
	return number_read_cell(n, cell, decimal_read);
}
#endif
