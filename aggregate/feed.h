/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FEED_H
#define KLIPING_FEED_H

#include <stddef.h>

#include "aggregate/groups.h"
#include "aggregate/plan.h"

/* Rows into groups. */

#define FEED_MAX_PAIRED 1000		/* values of a cell of pairs */

struct feed {
	const struct plan	*plan;
	struct groups		 groups;
	struct bag_table	 bags;
	/* after a rejected row: the cell at fault, from 1, and its text */
	size_t			 column;
	struct slice		 cell;
	/* what follows is its own */
	struct buf		 key;
	struct slice		 pair[PLAN_PAIR_KEYS];
	struct slice		*paired;	/* owned: the cell's values */
	struct measure_cell	*numbers;	/* owned: of the row in work */
};

/* plan is borrowed, and must be bound. */
void	 feed_init(struct feed *, const struct plan *);

/*
 * Take in a row: all of it, or nothing.  NULL; or why it is rejected, to be
 * read behind the cell at fault.
 */
const char *feed_row(struct feed *, const struct slice *fields);

/*
 * Take in the states of a group as feed_save wrote them: a cell for each key,
 * then one for each measure.  They count as if their rows came behind all that
 * is there.  False when one of them is none: the group is then spoilt.
 */
bool	 feed_load(struct feed *, const struct slice *cells);

/* Append these cells of a group as cells of a row. */
void	 feed_save(const struct feed *, const struct group *, struct buf *row);

/* The state of a measure (its place in the plan) in a group. */
void	*feed_state(const struct feed *, const struct group *, size_t measure);

/* Forget all groups, keeping the rest. */
void	 feed_reset(struct feed *);

void	 feed_free(struct feed *);

#endif
