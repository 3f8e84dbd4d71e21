/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_POOL_H
#define KLIPING_CLEAN_POOL_H

#include <stdbool.h>
#include <stdint.h>

#include "clean/worker.h"

/*
 * Workers, and the order of what they give: records go to whichever is idle,
 * results come back in the order of the records.  A worker that ends in the
 * middle of a record costs that record, and another takes its place.
 */

#define POOL_MAX_WORKERS	64
#define POOL_MAX_AHEAD		256	/* results that wait for an earlier one */
#define POOL_MAX_WAITING	((size_t)32 << 20)	/* their bytes, about */
#define POOL_PATIENCE		30	/* times the CPU time of a page, on the
					   clock, until a worker that says
					   nothing is given up */

struct pool_result {
	enum answer	 answer;
	const char	*why;		/* as in struct job */
	struct slice	 row, drops;
	const char	*name;		/* as given to pool_put */
	uint64_t	 offset;
};

struct pool;

/*
 * n workers, forked at once; each does the job, which is theirs from then on.
 * take is called with each result, from within pool_put and pool_finish.  NULL
 * when they cannot be started (errno).
 */
struct pool *pool_new(struct job *, unsigned n, const struct worker_limits *,
	     void (*take)(void *, const struct pool_result *), void *data);

/*
 * A record for the workers; its slices are read before this returns.  name and
 * offset come back with the result; name is the caller's.  0; -1 when no
 * worker can be started any more (errno).
 */
int	 pool_put(struct pool *, const struct raw *, const char *name,
	     uint64_t offset);

/*
 * A result that needs no worker, in its place in the order: why (copied) is to
 * be said of the record, which is rejected or, with ANSWER_NOTICE, not.  As
 * pool_put.
 */
int	 pool_say(struct pool *, enum answer, const char *why,
	     const char *name, uint64_t offset);

/* Wait for the results that are not there yet; as pool_put. */
int	 pool_finish(struct pool *);

/* End the workers.  pool_free takes NULL. */
void	 pool_free(struct pool *);

#endif
