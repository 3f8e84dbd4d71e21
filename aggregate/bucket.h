/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_BUCKET_H
#define KLIPING_BUCKET_H

#include "aggregate/decimal.h"
#include "lib/buf.h"
#include "lib/slice.h"

/*
 * Buckets.  Of dates: `day` 2024-08-08, `week` 2024-W32 (ISO 8601, so that its
 * year may differ from the date's), `month` 2024-08, `quarter` 2024-Q3, `year`
 * 2024, `weekday` 1 for Monday to 7.  Of numbers: `bin` and a width, the largest
 * multiple of it that is not over the number.
 */

struct bucket_how {
	struct decimal	 width;		/* of a bin */
	decimal_reader	*read;
};

struct bucket_type {
	const char	*name;
	/* Append the bucket of a cell: an ISO 8601 date, of which a time
	   behind it is left out, or a number.  NULL; or why the cell is none, to be read behind it. */
	const char *(*put)(struct buf *, struct slice cell,
		    const struct bucket_how *);
	bool		 is_number;
	/* Append the bucket behind a given one, false when it is none; NULL
	   where buckets do not follow one another. */
	bool		 (*next)(struct buf *, struct slice bucket);
};

/* All types; ends with a NULL name. */
extern const struct bucket_type bucket_types[];

/* The type of that name, reading the width of a bin; or NULL. */
const struct bucket_type *bucket_find(struct slice name, struct decimal *width);

#endif
