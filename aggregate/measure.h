/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_MEASURE_H
#define KLIPING_MEASURE_H

#include <stdbool.h>

#include "aggregate/bag.h"
#include "aggregate/decimal.h"

/*
 * What can be measured: tables of types, each with its functions over a state.
 * A state begins as zero bytes and is one of each group and measure.  A new
 * measure is functions and a line.
 */

#define MEASURE_MAX_TOP 1000	/* of topN */

/* A cell as a measure sees it. */
struct measure_cell {
	struct slice	 text;
	struct decimal	 number;	/* read only for MEASURE_NUMBER */
	bool		 missing;
};

/* What stands behind the name: the 90 of p90, the 0.5 of histogram0.5. */
struct measure_param {
	unsigned	 n;
	struct decimal	 width;
};

/* What lies beside the state. */
struct measure_aid {
	struct bag_table		*bags;	/* shared by all groups */
	const struct measure_param	*param;
	const struct measure_cell	*second;	/* of two columns */
	decimal_reader			*read;
};

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

	void	(*add)(void *state, const struct measure_cell *,
		    const struct measure_aid *);
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
