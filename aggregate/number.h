/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_NUMBER_H
#define KLIPING_NUMBER_H

#include <stdint.h>

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * Decimal numbers without loss: a number is read, added, compared and printed
 * as it was written, never through a binary fraction, so that the order of the
 * input cannot show in a result.
 */

#define NUMBER_MAX_WHOLE	18	/* digits before the point, zeros at the
					   front not counted */
#define NUMBER_MAX_FRACTION	18	/* digits behind it, zeros at the end not
					   counted */
#define NUMBER_MAX_DIGITS	19	/* digits of a quotient behind the point */

struct number {
	int64_t whole;
	int64_t fraction;	/* in units of 10^-18, with the same sign */
};

__extension__ typedef __int128 number_wide;
__extension__ typedef unsigned __int128 number_uwide;

/* A sum.  2^64 numbers fit, so nothing is checked on the way. */
struct number_sum {
	number_wide whole, fraction;
};

/*
 * Read `[-+]digits[.digits]`.  NULL; or the reason, to be read behind the cell
 * in quotes: `is not a number`.
 */
const char *number_read(struct number *, struct slice cell);

/* Less than, equal to or greater than 0, as a is to b. */
int	 number_compare(const struct number *a, const struct number *b);

static inline void
number_add(struct number_sum *sum, const struct number *n)
{
	sum->whole += n->whole;
	sum->fraction += n->fraction;
}

/* Append a number or a sum: exact, no zeros at either end that say nothing. */
void	 number_put(struct buf *, const struct number *);
void	 number_put_sum(struct buf *, const struct number_sum *);

/*
 * Append sum / n, n > 0, with at most that many digits behind the point (up to
 * NUMBER_MAX_DIGITS), a half rounded to the even digit.
 */
void	 number_put_quotient(struct buf *, const struct number_sum *,
	     uint64_t n, unsigned digits);

/* As number_compare, of two numbers as they are put, of any length. */
int	 number_compare_text(struct slice a, struct slice b);

#endif
