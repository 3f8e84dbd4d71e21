/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_TSV_SCAN_H
#define KLIPING_TSV_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where the cells of many lines end, found at once: of those columns that are
 * wanted.  Vector instructions are chosen at run time where the machine has
 * them; the answer is the same.  KLIPING_SIMD=portable in the environment leaves
 * them out, KLIPING_SIMD=avx2 those alone that some machines have but slowly.
 */

#define TSV_SCAN_SLACK 64	/* places that a scan may write beyond its end */

/* What comes next when so many marks of a row are behind: a bit for each of the
   64 marks to come, the first lowest. */
struct tsv_phase {
	uint64_t	wanted;		/* its place is written down */
	uint64_t	last;		/* it ends a row */
};

struct tsv_marks;
struct tsv_seen;
typedef uint32_t *tsv_scanner(const struct tsv_marks *, const char *,
	    size_t steps, size_t n, uint32_t *, struct tsv_seen *);

struct tsv_marks {
	uint32_t	*end;	/* borrowed from room: places of the wanted TABs
				   and of every LF, in order; end[-1] is
				   UINT32_MAX, so that the first row begins at
				   end[-1] + 1 as the others do */
	size_t		 lines;	/* how many LF there are */
	bool		 regular;	/* all are rows of width cells, without
				   NUL, CR or invalid UTF-8; else end says
				   nothing */
	size_t		 width;	/* cells of a row */
	size_t		 stride;	/* places of a row in end */
	size_t		*at;	/* owned: of each wanted cell, which of its
				   row's places is its end; the one before is
				   the mark that it begins behind */
	/* What follows is its own. */
	struct tsv_phase *phases;	/* owned: width */
	uint32_t	*after;	/* owned: the phase so many marks later */
	uint32_t	*room;	/* owned */
	size_t		 cap;
	tsv_scanner	*scan;	/* the machine's; NULL: not yet chosen */
};

/* Rows have width cells (1 at the least), of which those are wanted that are
   true; marks may have been used before. */
void	 tsv_marks_want(struct tsv_marks *, size_t width, const bool *wanted);

/* Find the wanted marks of s, n bytes (fewer than UINT32_MAX) that end with
   LF. */
void	 tsv_scan(struct tsv_marks *, const char *s, size_t n);

void	 tsv_marks_free(struct tsv_marks *);

#endif
