/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_RESULT_H
#define KLIPING_RESULT_H

#include <stdio.h>

#include "aggregate/feed.h"
#include "aggregate/formula.h"
#include "aggregate/order.h"
#include "aggregate/ref.h"
#include "aggregate/spill.h"

#define RESULT_MAX_COLUMNS	1024
#define RESULT_MAX_WITH	8	/* tables that bring columns */
#define RESULT_MAX_FORMULAS	64

/* A column of the result. */
struct result_column {
	enum { RESULT_KEY, RESULT_NAME, RESULT_MEASURE,
	    RESULT_SUPPORT, RESULT_LIFT, RESULT_WINDOW, RESULT_FORMULA } kind;
	const char	*name;		/* borrowed */
	size_t		 at;		/* which key, name or measure */
	bool		 is_number;
	const struct ref *ref;		/* of a name */
};

/* The groups as a table: group columns, reference names, measures. */
struct result {
	struct feed		*feed;
	const struct plan	*plan;
	struct ref		*ref;		/* NULL without */
	struct ref		 with[RESULT_MAX_WITH];
	size_t			 nwith;
	struct formula		 formulas[RESULT_MAX_FORMULAS];
	size_t			 nformulas;
	unsigned		 window;	/* buckets of a moving mean; 0:
						   none */
	struct groups		 buckets;	/* of dates, from the first on */
	size_t			 date_key;	/* the group column of them */
	char			*window_names;	/* owned */
	bool			 crosstab;	/* the second group column goes
						   across */
	size_t			 no_numbers, too_large;	/* formulas' cells that
						   are left empty */
	unsigned		 digits;	/* of what is not exact */
	const char		*sort;		/* output column; NULL: by group */
	bool			 descending;
	size_t			 top;		/* rows; 0: all */
	struct result_column	 columns[RESULT_MAX_COLUMNS];
	size_t			 ncolumns;
	size_t			 sort_at;
	void			*totals;	/* owned: states of all groups
						   in one */
	struct finished		*finished;	/* owned; NULL while groups have
						   states, not cells */
};

#define RESULT_MAX_WHY	1024

/* Set up the columns.  0; -1 with why (RESULT_MAX_WHY bytes): one is there
   twice, or is to be sorted by and not there. */
int	 result_prepare(struct result *, char *why);

/* Groups that are finished: their states are a slice for each measure, what it
   puts; p is NULL where no row came in. */
struct finished {
	struct feed	 feed;		/* its groups; nothing else of it */
	void		*nothing;	/* owned: the states of no rows */
};

/*
 * Take the groups from what was spilled: write the result row by row where no
 * row needs another, in the order that is asked for; else they are the result's
 * groups, finished, and are to be written as others are.  0; -1 with the spill's
 * error.
 */
int	 result_write_spilled(struct result *, struct spill *, FILE *);

/* Whether rows can be written so. */
bool	 result_is_plain(const struct result *);

/* Add a feed's groups to the totals, before they are spilled. */
void	 result_add_totals(struct result *, const struct feed *);

/*
 * Give every key of the reference a row, once for each combination of the
 * other group columns that the data has.
 */
void	 result_add_zero_rows(struct result *);

/* Remember a group's keys that the tables lack; empty ones do not count. */
void	 result_note_unknown(struct result *, const struct group *);

/* Whether a crosstab would be wider than a table may be. */
bool	 crosstab_is_too_wide(const struct result *);

/* The same as a table of two dimensions: the second group column across. */
void	 crosstab_write(struct result *, FILE *);

/* For the above: the i-th cell of a key; the cell of a measure. */
struct slice result_key_cell(struct slice key, size_t i);

/* The key with another cell at a place, in made. */
struct slice result_key_with(struct slice key, size_t i, struct slice cell,
	     struct buf *made);
void	 result_write_header(const struct result *, struct buf *row, FILE *);
void	 result_write_row(struct result *, const struct group *,
	     struct buf *row, struct buf *cell, FILE *);
void	 result_put_row(struct result *, const struct group *,
	     struct buf *row, struct buf *cell);

/* What rows are sorted by: the value of a group, and how values compare. */
void	 result_sort_value(struct result *, const struct group *,
	     struct buf *cell);
order_compare *result_order(const struct result *);

void	 result_measure_cell(const struct result *, const struct group *,
	     size_t measure, struct buf *);

/* What pairs need: whether a group is a pair; how often that is among the rows
   (support), and that as a multiple of chance (lift). */
bool	 pairs_has(const struct result *, const struct group *);
void	 pairs_put_support(const struct result *, const struct group *,
	     struct buf *);
void	 pairs_put_lift(const struct result *, const struct group *,
	     struct buf *);

/*
 * Moving means.  window_prepare finds the dates among the group columns, -1
 * when there are none.  window_fill gives every combination of the other group
 * columns every bucket from the first to the last.  window_put appends the mean
 * of a measure over a group's bucket and those before it; nothing while they
 * are fewer than asked for, or all missing.
 */
int	 window_prepare(struct result *);
void	 window_fill(struct result *);
void	 window_put(const struct result *, const struct group *,
	     size_t measure, struct buf *);

/* Write header and rows.  Lost output shows in cli_close_stdout. */
void	 result_write(struct result *, FILE *);

/* What a result owns; not what it borrows. */
void	 result_free(struct result *);

#endif
