/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_BUCKET_H
#define KLIPING_BUCKET_H

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * Buckets of dates: `day` 2024-08-08, `week` 2024-W32 (ISO 8601, so that its
 * year may differ from the date's), `month` 2024-08, `quarter` 2024-Q3, `year`
 * 2024, `weekday` 1 for Monday to 7.
 */

struct bucket_type {
	const char	*name;
	/* Append the bucket of an ISO 8601 date; a time behind it is left out.
	   NULL; or why the cell is none, to be read behind it. */
	const char *(*put)(struct buf *, struct slice cell);
};

/* All types; ends with a NULL name. */
extern const struct bucket_type bucket_types[];

/* The type of that name, or NULL. */
const struct bucket_type *bucket_find(struct slice name);

#endif
