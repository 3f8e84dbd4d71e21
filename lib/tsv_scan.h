/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_TSV_SCAN_H
#define KLIPING_TSV_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where the cells of many lines end, found at once.  Vector instructions are
 * chosen at run time where the machine has them; the answer is the same.
 * KLIPING_SIMD=portable in the environment leaves them out, for tests.
 */

#define TSV_SCAN_SLACK 64	/* places that a scan may write beyond its end */

struct tsv_seen;
typedef uint32_t *tsv_scanner(const char *, size_t steps, size_t n,
	    uint32_t *, struct tsv_seen *);

struct tsv_marks {
	uint32_t	*end;	/* owned: place of each TAB and LF, in order;
				   end[-1] is UINT32_MAX, so that every cell
				   begins at end[i - 1] + 1 */
	size_t		 n, cap;
	size_t		 lines;	/* how many are LF */
	bool		 odd;	/* NUL, CR or invalid UTF-8 is in there */
	uint32_t	*room;	/* owned: what end points into */
	tsv_scanner	*scan;	/* the machine's; NULL: not yet chosen */
};

/* Find the marks of s, n bytes (fewer than UINT32_MAX) that end with LF. */
void	 tsv_scan(struct tsv_marks *, const char *s, size_t n);

/*
 * Whether what was scanned is whole rows of so many cells each: nothing odd
 * among the bytes, and every width-th mark an LF, no other.
 */
bool	 tsv_is_regular(const struct tsv_marks *, const char *s, size_t width);

void	 tsv_marks_free(struct tsv_marks *);

#endif
