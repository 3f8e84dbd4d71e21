/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_DECIMAL_H
#define KLIPING_DECIMAL_H

#include <stdint.h>

#include "aggregate/wide.h"
#include "lib/buf.h"
#include "lib/slice.h"

/*
 * Decimal numbers without loss: a number is read, added, compared and printed
 * as it was written, never through a binary fraction, so that the order of the
 * input cannot show in a result.
 */

/* Digits before and behind the point; zeros at either end do not count. */
#define DECIMAL_MAX_WHOLE	18
#define DECIMAL_MAX_FRACTION	18
#define DECIMAL_MAX_DIGITS	20	/* of a quotient, behind the point */

#define DECIMAL_UNIT 1000000000000000000	/* 10^18: one in fraction */

struct decimal {
	int64_t whole;
	int64_t fraction;	/* in units of 10^-18, with the same sign */
};

__extension__ typedef __int128 decimal_wide;
__extension__ typedef unsigned __int128 decimal_uwide;

/* A sum.  2^64 numbers fit, so nothing is checked on the way. */
struct decimal_sum {
	decimal_wide whole, fraction;
};

/*
 * Read `[-+]digits[.digits]`.  NULL; or the reason, to be read behind the cell
 * in quotes: `is not a number`.
 */
const char *decimal_read(struct decimal *, struct slice cell);

/*
 * The same with the marks the other way round: `1.234.567,5`, where points may
 * stand between groups of three digits.
 */
const char *decimal_read_comma(struct decimal *, struct slice cell);

/* How numbers are written: one of the two. */
typedef const char *decimal_reader(struct decimal *, struct slice cell);

/* Less than, equal to or greater than 0, as a is to b. */
int	 decimal_compare(const struct decimal *a, const struct decimal *b);

static inline void
decimal_add(struct decimal_sum *sum, const struct decimal *n)
{
	sum->whole += n->whole;
	sum->fraction += n->fraction;
}

static inline void
decimal_add_times(struct decimal_sum *sum, const struct decimal *n,
    uint64_t times)
{
	sum->whole += (decimal_wide)n->whole * times;
	sum->fraction += (decimal_wide)n->fraction * times;
}

/* A number in units of 10^-18. */
decimal_wide decimal_units(const struct decimal *);

/* The largest multiple of width (over 0) that is not over the number. */
struct decimal decimal_floor(const struct decimal *,
	     const struct decimal *width);

/* A sum in units of 10^-18; and adding such a one, as wide_put writes it, to a
   sum: false when it is none, or a larger one than can have been reached. */
void	 decimal_sum_wide(const struct decimal_sum *, struct wide *);
bool	 decimal_load_sum(struct decimal_sum *, struct slice text);

/* Read what decimal_put wrote of a number or of the lower end of a bin, which
   can have one digit more than what is in it; false when it is none. */
bool	 decimal_load(struct decimal *, struct slice text);

/* Append a number or a sum: exact, no zeros at either end that say nothing. */
void	 decimal_put(struct buf *, const struct decimal *);
void	 decimal_put_sum(struct buf *, const struct decimal_sum *);

/*
 * Append sum / n, n > 0, with at most that many digits behind the point (up to
 * DECIMAL_MAX_DIGITS), a half rounded to the even digit.
 */
void	 decimal_put_quotient(struct buf *, const struct decimal_sum *,
	     uint64_t n, unsigned digits);

/* As decimal_compare, of two numbers as they are put, of any length. */
int	 decimal_compare_text(struct slice a, struct slice b);

#endif
