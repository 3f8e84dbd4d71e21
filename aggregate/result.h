/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_RESULT_H
#define KLIPING_RESULT_H

#include <stdio.h>

#include "aggregate/feed.h"
#include "aggregate/ref.h"

/* The groups as a table: group columns, reference names, measures. */
struct result {
	struct feed		*feed;
	const struct plan	*plan;
	const struct ref	*ref;		/* NULL without */
	unsigned		 digits;	/* of a mean */
	const char		*sort;		/* output column; NULL: by group */
	bool			 descending;
	size_t			 top;		/* rows; 0: all */
};

/* The place of an output column, or -1. */
int	 result_column(const struct result *, const char *name);

/* The name of an output column, borrowed; NULL past the last. */
const char *result_name(const struct result *, size_t column);

/*
 * Give every key of the reference a row, once for each combination of the
 * other group columns that the data has.
 */
void	 result_add_zero_rows(struct result *);

/* Append, a space before each, up to max of the groups' first keys that the
   reference lacks (empty ones are left out); returns how many there are. */
size_t	 result_unknown_keys(const struct result *, struct buf *, size_t max);

/* Write header and rows.  Lost output shows in cli_close_stdout. */
void	 result_write(const struct result *, FILE *);

#endif
