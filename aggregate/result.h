/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_RESULT_H
#define KLIPING_RESULT_H

#include <stdio.h>

#include "aggregate/feed.h"
#include "aggregate/ref.h"

#define RESULT_MAX_COLUMNS	1024

/* A column of the result. */
struct result_column {
	enum { RESULT_KEY, RESULT_NAME, RESULT_MEASURE } kind;
	const char	*name;		/* borrowed */
	size_t		 at;		/* which key, name or measure */
	bool		 is_number;
};

/* The groups as a table: group columns, reference names, measures. */
struct result {
	struct feed		*feed;
	const struct plan	*plan;
	const struct ref	*ref;		/* NULL without */
	unsigned		 digits;	/* of what is not exact */
	const char		*sort;		/* output column; NULL: by group */
	bool			 descending;
	size_t			 top;		/* rows; 0: all */
	struct result_column	 columns[RESULT_MAX_COLUMNS];
	size_t			 ncolumns;
	size_t			 sort_at;
	void			*totals;	/* owned: states of all groups
						   in one */
};

#define RESULT_MAX_WHY	1024

/* Set up the columns.  0; -1 with why (RESULT_MAX_WHY bytes): one is there
   twice, or is to be sorted by and not there. */
int	 result_prepare(struct result *, char *why);

/*
 * Give every key of the reference a row, once for each combination of the
 * other group columns that the data has.
 */
void	 result_add_zero_rows(struct result *);

/* Append, a space before each, up to max of the groups' first keys that the
   reference lacks (empty ones are left out); returns how many there are. */
size_t	 result_unknown_keys(const struct result *, struct buf *, size_t max);

/* Write header and rows.  Lost output shows in cli_close_stdout. */
void	 result_write(struct result *, FILE *);

/* What a result owns; not what it borrows. */
void	 result_free(struct result *);

#endif
