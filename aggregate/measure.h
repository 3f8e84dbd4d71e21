/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_MEASURE_H
#define KLIPING_MEASURE_H

#include <stdbool.h>

#include "aggregate/bag.h"
#include "aggregate/decimal.h"
#include "aggregate/items.h"
#include "aggregate/number.h"
#include "aggregate/tally.h"

/*
 * What can be measured: tables of types, each with its functions over a state.
 * A state begins as zero bytes and is one of each group and measure.  A new
 * measure is functions and a line.
 */

#define MEASURE_MAX_TOP 1000	/* of topN */
#define MEASURE_MAX_ROWS 128	/* taken in at once */

/* What stands behind the name: the 90 of p90, the 0.5 of histogram0.5. */
struct measure_param {
	unsigned	 n;
	struct decimal	 width;
};

/* What lies beside the states. */
struct measure_aid {
	/* shared by all groups: strings, strings with counts, numbers */
	struct bag_table		*sets, *bags;
	struct tally_store		*tallies;
	size_t				*loose;	/* bytes that states hold
						   elsewhere */
	const struct measure_param	*param;
	decimal_reader			*read;
};

/* Some rows, each with the states of its group, as a measure sees them. */
struct measure_rows {
	size_t			 n;	/* MEASURE_MAX_ROWS at the most */
	char			*const *states;
	size_t			 offset;	/* of the measure's in them */
	const struct slice	*text;	/* cells; missing ones are empty; NULL:
					   the measure is of the rows */
	const struct number	*x, *y;	/* of one or two columns, or NULL */
	struct measure_aid	 aid;
};

static inline void *
measure_state(const struct measure_rows *rows, size_t i)
{
	return rows->states[i] + rows->offset;
}

/* How a result is put. */
struct measure_how {
	unsigned			 digits;	/* behind the point, of
							   what is not exact */
	const struct measure_param	*param;
	const void			*total;	/* the state of all groups in
						   one, where needs_total */
};

enum measure_needs {
	MEASURE_NOTHING,	/* rows; with a column, its cells */
	MEASURE_TEXT,
	MEASURE_NUMBER,
	MEASURE_ROW_OR_NUMBER,	/* without a column, every row is a 1 */
	MEASURE_TWO_NUMBERS
};

enum measure_items { MEASURE_NO_ITEMS, MEASURE_TEXTS, MEASURE_NUMBERS };

enum measure_params {
	MEASURE_PLAIN,
	MEASURE_COUNTED,	/* a whole number from 1 to max_param */
	MEASURE_WIDTH		/* a number over 0 */
};

struct measure_type {
	const char		*name;
	enum measure_needs	 needs;
	bool			 is_number;	/* what it puts */
	size_t			 state_bytes;
	enum measure_params	 params;
	unsigned		 max_param;
	bool			 needs_total;

	void	(*add)(const struct measure_rows *);
	/* An add that does the same to the first bytes of its larger state, so
	   that a measure of the same columns can read there; or NULL. */
	void	(*wider)(const struct measure_rows *);
	/* Append the result, nothing when it is missing.  May put the state
	   into another order, but not change what it says. */
	void	(*put)(struct buf *, void *state, const struct measure_how *);
	/*
	 * Append the state as text without TAB, line's end and quotes, the
	 * same for the same input however it came together, empty when nothing
	 * came in.  load takes such a text in, as if its rows came behind what
	 * the state has seen; false when it is none.
	 */
	void	(*save)(struct buf *, void *state);
	bool	(*load)(void *state, struct slice text,
		    const struct measure_aid *);
	/* Free what the state owns; NULL when it owns nothing. */
	void	(*free)(void *state);
	bool	  ordered;	/* the order of the rows shows */
	/* Where a state is items that memory may not hold: what they are, which
	   is also their order, and the result of them. */
	enum measure_items items;
	bool	  is_set;	/* their counts say nothing */
	void	(*finish)(struct buf *, struct items *,
		    const struct measure_how *);
};

/* The type of that name, reading its parameter; or NULL. */
const struct measure_type *measure_find(struct slice name,
	     struct measure_param *);

/* The i-th type, NULL behind the last: for lists of names. */
const struct measure_type *measure_at(size_t i);

/* The tables, each in a file of its own; they end with a NULL name. */
extern const struct measure_type measures_of_rows[];	/* measure_rows.c */
extern const struct measure_type measures_of_sums[];	/* measure_sums.c */
extern const struct measure_type measures_of_values[];	/* measure_values.c */

#endif
