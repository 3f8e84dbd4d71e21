/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_BAG_H
#define KLIPING_BAG_H

#include <stdbool.h>
#include <stdint.h>

#include "aggregate/pool.h"
#include "lib/slice.h"

/*
 * Bags: different strings, and how often each came.  One table finds the
 * strings of every bag, so that a small bag costs little and a string its bytes
 * and about a dozen more.  = { 0 } is an empty bag; a table is made by
 * bag_table_init.
 */

struct bag_table {
	bool		  counted;	/* strings are counted; else sets */
	uint64_t	 *slots;	/* owned: place and some bits of the hash */
	size_t		  n, cap;	/* cap: 0 or a power of two */
	unsigned	  shift;	/* of a hash, to have a place of cap */
	char		**chunks;	/* owned: the strings */
	size_t		  nchunks, chunks_cap;
	size_t		  used, size;	/* of the last chunk */
	size_t		  bytes;	/* allocated in all */
	uint32_t	  nbags;
	uint64_t	 *sorted;	/* owned: places by bag, when asked for */
	uint64_t	 *begins;	/* owned: where each bag begins in it */
};

struct bag {
	struct bag_table	*table;		/* NULL: nothing came in */
	uint64_t		 n;		/* different strings */
	uint32_t		 number;	/* in the table, from 0 */
};

/* A string of a bag, borrowed until the table changes. */
struct bag_entry {
	struct slice	 text;
	uint64_t	 count;		/* 0 where they are not counted */
};

void	 bag_table_init(struct bag_table *, bool counted);

/* Add a string so many times.  bag_hash brings the memory nearer that the
   string will need, and returns what bag_add_hashed wants. */
void	 bag_add(struct bag_table *, struct bag *, struct slice, uint64_t times);
uint64_t bag_hash(struct bag_table *, struct bag *, struct slice);
void	 bag_fetch(const struct bag_table *, uint64_t hash);
void	 bag_add_hashed(struct bag_table *, struct bag *, struct slice,
	     uint64_t times, uint64_t hash);

/* All entries, the caller's to free: bag->n of them, by bytes of the text; or
   the most frequent first; or the least frequent first; then by bytes. */
enum bag_order { BAG_BY_TEXT, BAG_MOST_FIRST, BAG_LEAST_FIRST };
struct bag_entry *bag_sorted(const struct bag *, enum bag_order);

/* Free what all bags of the table hold. */
void	 bag_table_free(struct bag_table *);

#endif
