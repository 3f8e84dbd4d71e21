/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_PLAN_H
#define KLIPING_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "aggregate/bucket.h"
#include "aggregate/measure.h"
#include "lib/tsv.h"

/* What the command line asks for: group columns and measures. */

#define PLAN_MAX_KEYS		32	/* group columns */
#define PLAN_MAX_MEASURES	256
#define PLAN_PAIR_KEYS		2	/* the last, where pairs are counted */
#define PLAN_MAX_NA		16	/* words that mean a missing value */
#define PLAN_MAX_WHY		1024	/* bytes of a reason, NUL included */

struct plan_key {
	char				*column;	/* owned */
	char				*name;		/* owned: output */
	char				*spec;		/* owned: as asked for */
	const struct bucket_type	*bucket;	/* NULL: the value */
	struct decimal			 width;		/* of a bin */
	bool				 pair;		/* one of a pair */
	size_t				 at;		/* place in columns */
};

struct plan_measure {
	const struct measure_type	*type;
	struct measure_param		 param;
	char				*column;	/* owned; NULL: rows */
	char				*second;	/* owned; of two */
	char				*name;		/* owned: output */
	char				*spec;		/* owned: as asked for */
	size_t				 at;		/* place in columns */
	size_t				 number;	/* place in numbers */
	size_t				 second_number;
	/* The measure whose state it reads, itself or another that adds the
	   same of the same columns, and where that is. */
	size_t				 owner;
	size_t				 offset;
};

struct plan {
	struct plan_key		 keys[PLAN_MAX_KEYS];
	size_t			 nkeys;
	struct plan_measure	 measures[PLAN_MAX_MEASURES];
	size_t			 nmeasures;
	size_t			 state_bytes;	/* of all measures of a group */
	/* Columns that are read as cells, and as numbers, each once. */
	size_t			 columns[PLAN_MAX_KEYS + PLAN_MAX_MEASURES + 1];
	size_t			 ncolumns;
	size_t			 numbers[2 * PLAN_MAX_MEASURES];
	size_t			 nnumbers;
	decimal_reader		*read;		/* how numbers are written */
	const char		*na[PLAN_MAX_NA];	/* borrowed */
	size_t			 nna;
	const char		*pairs;		/* column, or NULL */
	const char		*split;		/* column, or NULL */
	size_t			 split_at;	/* place in columns */
};

/*
 * Add what `-g` and `-c` name: `province,month:event_date=month` and
 * `count,sum:personnel=total`.  0; -1 with why (PLAN_MAX_WHY bytes).
 */
int	 plan_add_keys(struct plan *, const char *spec, char *why);
int	 plan_add_measures(struct plan *, const char *spec, char *why);

/*
 * Count the pairs of values that stand in one cell of a column: two more group
 * columns, COLUMN_a and COLUMN_b, a before b by bytes.  Where both are empty
 * rows are counted that have values, where a alone is, the rows that have b.
 */
int	 plan_add_pairs(struct plan *, struct slice column, char *why);

/* The measure that counts rows, or nmeasures. */
size_t	 plan_row_count(const struct plan *);

/* Whether the order of the rows shows in a measure: the first, the list. */
bool	 plan_is_ordered(const struct plan *);

/*
 * Find the columns in a header that has been read, by name or else by number,
 * from 1.  0; -1 with why: a column
 * that is not there, with those that are; a split column that is also to be a
 * date or a number.
 */
int	 plan_bind(struct plan *, const struct tsv *, char *why);

/* Make true those of wanted, one for each column of the header, whose cells are
   read. */
void	 plan_wants(const struct plan *, bool *wanted);

void	 plan_free(struct plan *);

#endif
