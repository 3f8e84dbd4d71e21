/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_STATE_H
#define KLIPING_STATE_H

#include <stdio.h>

#include "aggregate/feed.h"
#include "aggregate/spill.h"

/*
 * States: what a run has seen, as a table of kliping(5), so that the parts of
 * an input can be counted apart and added up.
 *
 * The header is the version, then a column for each group column (`g:SPEC`, or
 * `p:SPEC` for the two of a pair) and each measure (`c:SPEC`), as the command line named them.  A row has the word
 * `group`, its keys, its states (aggregate/item.h); rows are sorted by keys.
 * The last has the word `end` and how many there are, so that a file that lost
 * its last rows is known.
 */

#define STATE_VERSION	"aggregate-state-1"

/* Write the groups.  Lost output shows in the stream. */
void	 state_write(struct feed *, FILE *);

/* The same of groups that memory does not hold.  0; -1 with the spill's error. */
int	 state_write_spilled(struct spill *, FILE *);

/* Read groups and measures out of a header.  0; -1 with why (PLAN_MAX_WHY
   bytes), which stands in plan_add_keys and plan_add_measures too. */
int	 state_plan(struct plan *, const struct tsv *header, char *why);

/* Whether the header is that of a state with these groups and measures. */
bool	 state_is_like(const struct plan *, const struct tsv *header);

/*
 * Read the rows behind the header into the groups.  GOT_END; GOT_BROKEN, with
 * the reason in t->why: one row at fault, or a missing end, spoils all.  Where
 * states stand behind one another, each with its header, all are read.
 */
enum got state_read(struct feed *, struct tsv *);

#endif
