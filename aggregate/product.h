/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_PRODUCT_H
#define KLIPING_PRODUCT_H

#include "aggregate/decimal.h"

/* A sum of products of two numbers, without loss: 36 digits behind the point,
   and 2^64 products fit.  = { 0 } is nought. */

#define PRODUCT_DIGITS (2 * DECIMAL_MAX_FRACTION)

struct product_sum {
	struct {
		decimal_uwide	low;
		uint64_t	high;	/* two's complement */
	} part[3];		/* of wholes, mixed (10^-18), fractions
				   (10^-36) */
};

void	 product_add(struct product_sum *, const struct decimal *,
	     const struct decimal *);

/* The sum in units of 10^-36; and adding such a one: false when it is larger
   than can have been reached. */
void	 product_wide(const struct product_sum *, struct wide *);
bool	 product_add_wide(struct product_sum *, const struct wide *);

#endif
