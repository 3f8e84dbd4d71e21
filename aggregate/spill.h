/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_SPILL_H
#define KLIPING_SPILL_H

#include <pthread.h>
#include <stdio.h>

#include "aggregate/feed.h"
#include "aggregate/items.h"

/*
 * Groups that memory does not hold: sorted runs of them in files without
 * names, merged at the end.  The files end with the program, however it ends.
 */

#define SPILL_FAN	32	/* runs that are merged at once */
#define SPILL_LEVELS	8
#define SPILL_PART	4	/* of --mem, at which groups are spilled: sorting
				   and writing them takes the rest */

/* A group as the merge has it. */
struct spill_group {
	struct group	 group;		/* key; states of what is not items */
	struct items	*items;		/* of each measure: its state's items */
};

struct spill {
	const struct plan	*plan;
	const char		*dir;		/* borrowed */
	size_t			 limit;		/* bytes of groups, of a feed */
	/* Called with a feed before it is written, when set. */
	void			(*before)(const struct feed *, void *with);
	void			*with;
	pthread_mutex_t		 lock;
	struct {
		FILE		*runs[SPILL_FAN];	/* owned */
		size_t		 n;
	} level[SPILL_LEVELS];
	size_t			 nruns;		/* ever written */
	int			 error;		/* errno; 0 when all is well */
	struct spill_group	 merged;	/* its own */
};

/* dir and plan are borrowed.  limit is what each of the feeds may hold. */
void	 spill_init(struct spill *, const struct plan *, const char *dir,
	     size_t limit);

/* Write a feed's groups to a run and empty it.  0; -1 with error. */
int	 spill_feed(struct spill *, struct feed *);

/* Call back with every group, in the order of keys, from all runs.  0; -1 with
   error, or when the callback returned something else than 0. */
typedef int spill_visit(struct spill_group *, void *with);
int	 spill_merge(struct spill *, spill_visit *, void *with);

/* Append the state of a measure of a group, as feed_save does; false when the
   file failed. */
bool	 spill_save(struct spill *, struct spill_group *, size_t measure,
	     FILE *);

void	 spill_free(struct spill *);

#endif
