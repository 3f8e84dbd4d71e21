/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_MEASURE_H
#define KLIPING_MEASURE_H

#include <stdbool.h>

#include "aggregate/decimal.h"
#include "aggregate/set.h"

/*
 * What can be measured: a table of types, each with its functions over a
 * state.  A state begins as zero bytes and is one of each group and measure.
 */

/* A cell as a measure sees it. */
struct measure_cell {
	struct slice	 text;
	struct decimal	 number;	/* read only for MEASURE_NUMBER */
	bool		 missing;
};

/* What lies beside the state: shared by all groups. */
struct measure_aid {
	struct set	*set;		/* of distinct strings */
	uint64_t	 owner;		/* of a group's measure in it */
};

enum measure_needs {
	MEASURE_NOTHING,	/* rows alone; with a column, its cells */
	MEASURE_TEXT,
	MEASURE_NUMBER
};

struct measure_type {
	const char		*name;
	enum measure_needs	 needs;
	bool			 is_number;	/* what it puts */
	size_t			 state_bytes;

	void	(*add)(void *state, const struct measure_cell *,
		    const struct measure_aid *);
	/* Append the result, nothing when it is missing.  digits: behind the
	   point of what is not exact. */
	void	(*put)(struct buf *, const void *state, unsigned digits);
	/* Free what the state owns; NULL when it owns nothing. */
	void	(*free)(void *state);
};

/* All types; ends with a NULL name. */
extern const struct measure_type measure_types[];

/* The type of that name, or NULL. */
const struct measure_type *measure_find(struct slice name);

#endif
