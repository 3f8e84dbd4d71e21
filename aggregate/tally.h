/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_TALLY_H
#define KLIPING_TALLY_H

#include "aggregate/decimal.h"

/* Numbers, and how often each came, for what needs their order.  = { 0 } is an
   empty one; memory grows with the different numbers. */

struct tally_entry {
	struct decimal	 number;
	uint64_t	 count;
};

struct tally {
	struct tally_entry	*list;	/* owned */
	size_t			 n, cap;
	uint64_t		 total;
	bool			 sorted;	/* and each number there once */
};

void	 tally_add(struct tally *, const struct decimal *, uint64_t times);

/* Sort, and count like numbers together. */
void	 tally_settle(struct tally *);

/* The number at a place, from 0, below total, in order; settles. */
struct decimal tally_at(struct tally *, uint64_t place);

void	 tally_free(struct tally *);

#endif
