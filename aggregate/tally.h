/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_TALLY_H
#define KLIPING_TALLY_H

#include "aggregate/number.h"
#include "aggregate/pool.h"

/*
 * Numbers, and how often each came, for what needs their order.  = { 0 } is an
 * empty one.  A small number costs 8 bytes; where many are alike, each
 * different one costs 24.
 */

#define TALLY_CLASSES	9	/* sizes of blocks: 4 numbers, 8 ... 1024 */

struct tally_block;

/* Where the tallies of all groups have their blocks; = { 0 } is empty. */
struct tally_store {
	struct pool		 pool;
	struct tally_block	*spare[TALLY_CLASSES];
	size_t			 bytes;	/* of the lists, which are not in it */
};

struct tally_entry {
	struct decimal	 number;
	uint64_t	 count;
};

struct tally {
	struct tally_block	*blocks;	/* in the store: small numbers,
						   each once as it came */
	size_t			 used;		/* of the newest block */
	size_t			 nsmall;	/* in all blocks */
	size_t			 look_at;	/* when to look for like ones */
	struct tally_entry	*list;		/* owned: what is counted */
	size_t			 n, cap;
	uint64_t		 total;
	bool			 sorted;	/* the list, each number once */
};

void	 tally_add_small(struct tally_store *, struct tally *, int64_t small);
void	 tally_add(struct tally_store *, struct tally *,
	     const struct decimal *, uint64_t times);

/* The numbers in order. */
struct tally_view {
	const struct tally	*tally;
	int64_t			*small;	/* owned: the blocks, sorted */
	size_t			 at_list, at_small;
};

/* Begin; next gives each different number once with its count, false at the
   end; at gives the number at a place below total, from 0. */
void	 tally_open(struct tally_view *, struct tally *);
bool	 tally_next(struct tally_view *, struct tally_entry *);
struct decimal tally_at(const struct tally_view *, uint64_t place);
void	 tally_close(struct tally_view *);

/* Free what is not in the store. */
void	 tally_free(struct tally *);

void	 tally_store_free(struct tally_store *);

#endif
