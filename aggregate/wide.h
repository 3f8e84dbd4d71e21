/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_WIDE_H
#define KLIPING_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * Whole numbers of up to WIDE_MAX_BITS bits with a sign, for what must be
 * reckoned exactly: a correlation multiplies sums of squares of 36 digits.
 * = { 0 } is nought.
 */

#define WIDE_LIMBS	36
#define WIDE_MAX_BITS	((size_t)WIDE_LIMBS * 32)

__extension__ typedef unsigned __int128 wide_word;

struct wide {
	bool		 negative;	/* false when it is nought */
	size_t		 n;		/* limbs in use; the last is not 0 */
	uint32_t	 limb[WIDE_LIMBS];	/* the least first */
};

void	 wide_set(struct wide *, bool negative, wide_word size);
void	 wide_pow10(struct wide *, unsigned exponent);	/* up to 160 */
size_t	 wide_bits(const struct wide *);

/* The size as a word, when wide_bits says that it fits. */
wide_word wide_size(const struct wide *);

/*
 * Results may be one of the operands.  The caller knows that they fit: a sum
 * has one bit more than the longer operand, a product the bits of both.
 */
void	 wide_add(struct wide *, const struct wide *a, const struct wide *b);
void	 wide_subtract(struct wide *, const struct wide *a,
	     const struct wide *b);
void	 wide_multiply(struct wide *, const struct wide *a,
	     const struct wide *b);

/* Quotient towards nought, and the rest with the sign of a; b is not nought.
   quotient and rest are two different numbers. */
void	 wide_divide(struct wide *quotient, struct wide *rest,
	     const struct wide *a, const struct wide *b);

/* Append a / 10^digits, with no zeros at either end that say nothing. */
void	 wide_put(struct buf *, const struct wide *, unsigned digits);

/* Read what wide_put wrote, as a multiple of 10^-digits; false when it is
   something else, or has more than 200 digits. */
bool	 wide_read(struct wide *, struct slice, unsigned digits);

/*
 * Append numerator / denominator, or its square root, with at most so many
 * digits behind the point; a half is rounded to the even digit.  The
 * denominator is over nought; a root's numerator is not under it.  The caller
 * knows that numerator * 10^digits fits, for a root 4 * 10^(2 digits).
 */
void	 wide_put_ratio(struct buf *, const struct wide *numerator,
	     const struct wide *denominator, unsigned digits);
void	 wide_put_root(struct buf *, const struct wide *numerator,
	     const struct wide *denominator, unsigned digits);

#endif
