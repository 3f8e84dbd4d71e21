/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_BAG_H
#define KLIPING_BAG_H

#include <stdint.h>

#include "aggregate/pool.h"
#include "lib/slice.h"

/*
 * Bags: different strings, and how often each came.  One table finds the
 * strings of every bag, so that a small bag costs little.  = { 0 } is an empty
 * table and an empty bag.
 */

struct bag_entry {
	struct bag_entry	*next;	/* in its bag */
	const struct bag	*owner;
	uint64_t		 count;
	uint32_t		 hash;
	uint32_t		 n;	/* a cell has at most 256 MiB */
	char			 text[];
};

struct bag {
	struct bag_entry	*head;
	uint64_t		 n;	/* different strings */
};

struct bag_table {
	struct bag_entry	**slots;	/* owned */
	size_t			  n, cap;	/* cap: 0 or a power of two */
	struct pool		  pool;
};

/* Add a string so many times.  The bag must not move. */
void	 bag_add(struct bag_table *, struct bag *, struct slice, uint64_t times);

/* All entries, the caller's to free: bag->n of them, by bytes of the text; or
   the most frequent first; or the least frequent first; then by bytes. */
enum bag_order { BAG_BY_TEXT, BAG_MOST_FIRST, BAG_LEAST_FIRST };
const struct bag_entry **bag_sorted(const struct bag *, enum bag_order);

/* Free what all bags of the table hold. */
void	 bag_table_free(struct bag_table *);

#endif
