/* SPDX-License-Identifier: MIT */
/*
 * Decimal numbers without loss: reading, comparing, adding, dividing,
 * printing.  Reads and writes memory only.
 */
#include <string.h>

#include "aggregate/decimal.h"
#include "lib/ascii.h"

#define UNIT DECIMAL_UNIT
#define SUM_BITS 125	/* 2^64 numbers of 18 digits have 124 */

/* Digits at s that are not over max once the zeros in front are gone. */
static const char *
read_whole(const char **s, const char *end, int64_t *value)
{
	size_t n = 0;

	*value = 0;
	for (; *s < end && ascii_is_digit(**s); (*s)++) {
		if (*value == 0 && **s == '0')
			continue;
		if (++n > DECIMAL_MAX_WHOLE)
			return "has more than 18 digits before the point";
		*value = *value * 10 + (**s - '0');
	}
	return NULL;
}

static const char *
read_fraction(const char **s, const char *end, int64_t *value)
{
	int64_t unit = UNIT;

	*value = 0;
	for (; *s < end && ascii_is_digit(**s); (*s)++) {
		unit /= 10;
		if (unit == 0 && **s != '0')
			return "has more than 18 digits behind the point";
		*value += unit * (**s - '0');
	}
	return NULL;
}

const char *
decimal_read(struct decimal *n, struct slice cell)
{
	static const char no_number[] = "is not a number";
	const char *s = cell.p, *end = s + cell.n, *why;
	bool negative = s < end && *s == '-';

	if (negative || (s < end && *s == '+'))
		s++;
	if (s == end || !ascii_is_digit(*s))
		return no_number;
	n->fraction = 0;
	if ((why = read_whole(&s, end, &n->whole)) != NULL)
		return why;
	if (s < end && *s == '.') {
		if (++s == end || !ascii_is_digit(*s))
			return no_number;
		if ((why = read_fraction(&s, end, &n->fraction)) != NULL)
			return why;
	}
	if (s < end)
		return no_number;
	if (negative) {
		n->whole = -n->whole;
		n->fraction = -n->fraction;
	}
	return NULL;
}

/* Whether the points stand between groups of three digits, the first of one to
   three, or nowhere. */
static bool
is_grouped(struct slice whole)
{
	size_t i, behind;

	if (memchr(whole.p, '.', whole.n) == NULL)
		return true;
	for (i = 0; i < whole.n; i++) {
		behind = whole.n - i;
		if ((whole.p[i] == '.') != (behind % 4 == 0))
			return false;
	}
	return whole.p[0] != '.';
}

const char *
decimal_read_comma(struct decimal *n, struct slice cell)
{
	static const char no_number[] = "is not a number with a decimal comma";
	char text[64];
	const char *comma = memchr(cell.p, ',', cell.n), *why;
	size_t sign = cell.n > 0 && (*cell.p == '-' || *cell.p == '+');
	size_t end = comma != NULL ? (size_t)(comma - cell.p) : cell.n;
	size_t length = 0, i;

	if (!is_grouped(slice(cell.p + sign, end - sign)))
		return no_number;
	for (i = 0; i < cell.n; i++) {
		if (cell.p[i] == '.' && i < end)
			continue;
		if (cell.p[i] == '.' || length == sizeof(text))
			return no_number;
		text[length++] = i == end ? '.' : cell.p[i];
	}
	why = decimal_read(n, slice(text, length));
	return why != NULL && strcmp(why, "is not a number") == 0 ?
	    no_number : why;
}

decimal_wide
decimal_units(const struct decimal *n)
{
	return (decimal_wide)n->whole * UNIT + n->fraction;
}

/* What is over 10^36 is not given. */
static struct decimal
of_units(decimal_wide units)
{
	return (struct decimal){ (int64_t)(units / UNIT),
	    (int64_t)(units % UNIT) };
}

struct decimal
decimal_floor(const struct decimal *n, const struct decimal *width)
{
	decimal_wide units = decimal_units(n), step = decimal_units(width);
	decimal_wide rest = units % step;

	return of_units(units - (rest < 0 ? rest + step : rest));
}

int
decimal_compare(const struct decimal *a, const struct decimal *b)
{
	if (a->whole != b->whole)
		return a->whole < b->whole ? -1 : 1;
	return (a->fraction > b->fraction) - (a->fraction < b->fraction);
}

/* The size of a sum, and whether it is below zero. */
static bool
split_sum(const struct decimal_sum *sum, decimal_uwide *whole,
    int64_t *fraction)
{
	decimal_wide w = sum->whole + sum->fraction / UNIT;
	int64_t f = (int64_t)(sum->fraction % UNIT);
	bool negative;

	if (w > 0 && f < 0) {
		w--;
		f += UNIT;
	} else if (w < 0 && f > 0) {
		w++;
		f -= UNIT;
	}
	negative = w < 0 || f < 0;
	*whole = (decimal_uwide)(negative ? -w : w);
	*fraction = negative ? -f : f;
	return negative;
}

void
decimal_sum_wide(const struct decimal_sum *sum, struct wide *out)
{
	decimal_uwide whole;
	int64_t fraction;
	bool negative = split_sum(sum, &whole, &fraction);
	struct wide unit;

	wide_set(out, negative, whole);
	wide_set(&unit, false, UNIT);
	wide_multiply(out, out, &unit);
	wide_set(&unit, negative, (decimal_uwide)fraction);
	wide_add(out, out, &unit);
}

bool
decimal_load_sum(struct decimal_sum *sum, struct slice text)
{
	struct wide read, unit, whole, rest;
	decimal_wide w, f;

	if (!wide_read(&read, text, DECIMAL_MAX_FRACTION))
		return false;
	wide_set(&unit, false, UNIT);
	wide_divide(&whole, &rest, &read, &unit);
	if (wide_bits(&whole) > SUM_BITS)
		return false;
	w = (decimal_wide)wide_size(&whole);
	f = (decimal_wide)wide_size(&rest);
	sum->whole += whole.negative ? -w : w;
	sum->fraction += rest.negative ? -f : f;
	w = sum->whole < 0 ? -sum->whole : sum->whole;
	return w >> SUM_BITS == 0;
}

bool
decimal_load(struct decimal *number, struct slice text)
{
	struct decimal_sum sum = { 0, 0 };

	if (decimal_read(number, text) == NULL)
		return true;
	if (!decimal_load_sum(&sum, text) || sum.whole > INT64_MAX / 4 ||
	    sum.whole < -INT64_MAX / 4)
		return false;
	*number = (struct decimal){ (int64_t)sum.whole,
	    (int64_t)sum.fraction };
	return true;
}

/* Add one at the last of n digits; whether it is carried out of the first. */
static bool
increment(char *digits, size_t n)
{
	while (n > 0 && digits[n - 1] == 9)
		digits[--n] = 0;
	if (n > 0)
		digits[n - 1]++;
	return n == 0;
}

/* Whether digits from n on, and what is left of the division, round up. */
static bool
rounds_up(const char *digits, size_t n, bool odd, decimal_uwide rest,
    uint64_t divisor)
{
	decimal_uwide twice = rest * 2;
	size_t i;

	if (n == DECIMAL_MAX_DIGITS)
		return twice > divisor || (twice == divisor && odd);
	if (digits[n] != 5)
		return digits[n] > 5;
	for (i = n + 1; i < DECIMAL_MAX_DIGITS; i++)
		if (digits[i] != 0)
			return true;
	return rest > 0 || odd;
}

static void
put_whole(struct buf *out, decimal_uwide whole)
{
	char text[40];
	size_t n = sizeof(text);

	do {
		text[--n] = (char)('0' + (int)(whole % 10));
		whole /= 10;
	} while (whole > 0);
	(void)buf_add(out, text + n, sizeof(text) - n);
}

static void
put_digits(struct buf *out, bool negative, decimal_uwide whole,
    const char *digits, size_t n)
{
	size_t i;

	while (n > 0 && digits[n - 1] == 0)
		n--;
	if (negative && (whole > 0 || n > 0))
		(void)buf_addc(out, '-');
	put_whole(out, whole);
	if (n > 0)
		(void)buf_addc(out, '.');
	for (i = 0; i < n; i++)
		(void)buf_addc(out, (char)('0' + digits[i]));
}

void
decimal_put_quotient(struct buf *out, const struct decimal_sum *sum, uint64_t n,
    unsigned digits)
{
	char quotient[DECIMAL_MAX_DIGITS];
	decimal_uwide whole, rest;
	int64_t fraction, unit = UNIT / 10;
	bool negative = split_sum(sum, &whole, &fraction), odd;
	size_t i;

	rest = whole % n;
	whole /= n;
	for (i = 0; i < DECIMAL_MAX_DIGITS; i++, unit /= 10) {
		rest = rest * 10 +
		    (unit > 0 ? (unsigned)(fraction / unit % 10) : 0);
		quotient[i] = (char)(rest / n);
		rest %= n;
	}
	odd = digits > 0 ? quotient[digits - 1] % 2 == 1 : whole % 2 == 1;
	if (rounds_up(quotient, digits, odd, rest, n) &&
	    increment(quotient, digits))
		whole++;
	put_digits(out, negative, whole, quotient, digits);
}

void
decimal_put_sum(struct buf *out, const struct decimal_sum *sum)
{
	decimal_put_quotient(out, sum, 1, DECIMAL_MAX_FRACTION);
}

void
decimal_put(struct buf *out, const struct decimal *n)
{
	struct decimal_sum sum = { n->whole, n->fraction };

	decimal_put_sum(out, &sum);
}

/* Digits before the point. */
static size_t
whole_length(struct slice s)
{
	const char *point = memchr(s.p, '.', s.n);

	return point != NULL ? (size_t)(point - s.p) : s.n;
}

int
decimal_compare_text(struct slice a, struct slice b)
{
	bool negative = a.n > 0 && *a.p == '-';
	size_t na, nb;

	if (negative != (b.n > 0 && *b.p == '-'))
		return negative ? -1 : 1;
	if (negative) {
		struct slice size = slice(a.p + 1, a.n - 1);

		a = slice(b.p + 1, b.n - 1);
		b = size;
	}
	na = whole_length(a);
	nb = whole_length(b);
	if (na != nb)
		return na < nb ? -1 : 1;
	return slice_compare(a, b);
}
