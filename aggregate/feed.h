/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FEED_H
#define KLIPING_FEED_H

#include <stddef.h>

#include "aggregate/groups.h"
#include "aggregate/plan.h"
#include "lib/tsv_scan.h"

/* Rows into groups. */

#define FEED_MAX_PAIRED 1000		/* values of a cell of pairs */

struct feed {
	const struct plan	*plan;
	struct groups		 groups;
	struct bag_table	 sets, bags;
	struct tally_store	 tallies;
	size_t			 loose;		/* bytes that lists hold */
	/* Called now and then between rows, when set: not 0 ends the reading. */
	int			(*pause)(struct feed *, void *with);
	void			*with;
	size_t			 unpaused;	/* bytes of states since then */
	/* after a rejected row: the cell at fault, from 1, and its text */
	size_t			 column;
	struct slice		 cell;
	/* What follows is its own: the rows in work, a column behind another,
	   MEASURE_MAX_ROWS of each. */
	struct slice		*cells;		/* owned: of plan->columns */
	struct number		*numbers;	/* owned: of plan->numbers */
	struct slice		*keys;		/* owned */
	struct buf		 key;		/* what keys are made of */
	struct slice		 pair[PLAN_PAIR_KEYS];
	struct slice		*paired;	/* owned: the cell's values */
};

/* plan is borrowed, and must be bound, unless only states are taken in. */
void	 feed_init(struct feed *, const struct plan *);

/*
 * Take in a row: all of it, or nothing.  NULL; or why it is rejected, to be
 * read behind the cell at fault.
 */
const char *feed_row(struct feed *, const struct slice *fields);

/*
 * Take in n rows, from one on, of those that a scan of base found regular:
 * marks has at the least the columns of plan_wants, and NUMBER_SLACK bytes are
 * readable behind the last row.  Returns how many were taken in before one was
 * rejected, or n; then why is the reason, as of feed_row.
 */
size_t	 feed_rows(struct feed *, const char *base, const struct tsv_marks *,
	     size_t from, size_t n, const char **why);

/*
 * Take in the states of a group as feed_save wrote them: a cell for each key,
 * then one for each measure.  They count as if their rows came behind all that
 * is there.  False when one of them is none: the group is then spoilt.
 */
bool	 feed_load(struct feed *, const struct slice *cells);

/* Take in all groups of another feed of the same plan, as if its rows came
   behind. */
void	 feed_merge(struct feed *, const struct feed *other);

/* Append these cells of a group as cells of a row. */
void	 feed_save(const struct feed *, const struct group *, struct buf *row);

/* Append the cells of its keys alone. */
void	 feed_save_keys(const struct plan *, struct slice key, struct buf *row);

/* The state of a measure (its place in the plan) in a group. */
void	*feed_state(const struct feed *, const struct group *, size_t measure);

/* Bytes that the groups and what is in them take up, nearly. */
size_t	 feed_bytes(const struct feed *);

/* Forget all groups, keeping the rest. */
void	 feed_reset(struct feed *);

void	 feed_free(struct feed *);

#endif
