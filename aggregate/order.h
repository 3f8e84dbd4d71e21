/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_ORDER_H
#define KLIPING_ORDER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "aggregate/pool.h"
#include "lib/slice.h"

/*
 * Rows in the order of a value.  Missing values stand last in any order, and
 * among equal ones the place decides.
 */
struct order_row {
	struct slice	 value;
	uint64_t	 place;		/* by group */
	const void	*what;		/* the caller's */
	struct slice	 text;		/* the whole row, LF included */
};

/* For qsort, of struct order_row: by numbers as they are printed, or by bytes;
   upwards or downwards. */
typedef int order_compare(const void *, const void *);
order_compare *order_find(bool number, bool down);

/*
 * Rows that memory may not hold: sorted runs of them in files without names.
 * Of an order with a top no more than that many are kept.
 */
#define ORDER_FAN 32	/* runs that are merged at once */

struct order {
	order_compare		*compare;
	size_t			 top;		/* rows; 0: all */
	size_t			 limit;		/* bytes held */
	const char		*dir;		/* borrowed */
	struct order_row	*rows;		/* owned */
	size_t			 n, cap;
	struct pool		 texts;
	uint64_t		 place;		/* of the next row */
	FILE			*runs[ORDER_FAN];	/* owned */
	size_t			 nruns;
	int			 error;		/* errno; 0 when all is well */
};

void	 order_init(struct order *, order_compare *, size_t top, size_t limit,
	     const char *dir);

/* The next row by group; both are copied.  0; -1 with error. */
int	 order_add(struct order *, struct slice value, struct slice text);

/* Write the texts of the rows, the first top of them.  0; -1 with error.  Lost
   output shows in the stream. */
int	 order_write(struct order *, FILE *);

void	 order_free(struct order *);

#endif
