/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_NUMBER_H
#define KLIPING_NUMBER_H

#include "aggregate/decimal.h"

/*
 * Numbers as cells hold them: most are small, that is under 10^9 with at most
 * six digits behind the point, and one word holds them.  A number that can be
 * small always is.
 */

#define NUMBER_UNIT	1000000		/* of number.small: millionths */
#define NUMBER_MAX_WHOLE 1000000000	/* what is small is under this */
#define NUMBER_SLACK	16	/* bytes that must be readable at a cell */

struct number {
	enum { NUMBER_MISSING, NUMBER_SMALL, NUMBER_LARGE } kind;
	int64_t		small;		/* only when NUMBER_SMALL */
	struct decimal	large;		/* only when NUMBER_LARGE */
};

/* Read a cell.  NULL; or why it is none, as the reader says. */
const char *number_read_cell(struct number *, struct slice cell,
	     decimal_reader *);

/* The same, with decimal_read, of a cell with NUMBER_SLACK readable bytes from
   its beginning on, whatever its length. */
const char *number_read_quick(struct number *, struct slice cell);

/* A small number as a decimal, and any. */
static inline struct decimal
number_of_small(int64_t small)
{
	return (struct decimal){ small / NUMBER_UNIT,
	    small % NUMBER_UNIT * (DECIMAL_UNIT / NUMBER_UNIT) };
}

static inline struct decimal
number_decimal(const struct number *n)
{
	return n->kind == NUMBER_SMALL ? number_of_small(n->small) : n->large;
}

/* Whether a decimal can be small; which it then is. */
bool	 number_is_small(const struct decimal *, int64_t *small);

#endif
