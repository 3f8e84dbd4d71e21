/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_PROGRESS_H
#define KLIPING_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

/*
 * One progress line on a terminal's standard error: records, bytes, rate and,
 * where the total is known, the time left.  A pipe or a file never sees it, nor
 * does a terminal without cursor control (TERM unset or dumb).  Of several
 * programs on one terminal, as in a pipeline, the first shows its line and the
 * others wait until it ends.
 */
struct progress {
	bool		 on;	/* standard error is a terminal, not silenced */
	const char	*unit;	/* what is counted: `pages`, `rows`; borrowed */
	uint64_t	 total;	/* bytes or records in all; 0 when unknown */
	bool		 total_is_records;
	struct timespec	 began;
	uint64_t	 looked_ms;	/* last look at the clock, from began */
	uint64_t	 shown_ms;	/* last line, from began */
	unsigned	 ticks;		/* since the last look */
	unsigned	 stride;	/* ticks from one look to the next */
};

/* Ready the line; silent when quiet is set or standard error is no terminal. */
void	 progress_init(struct progress *, const char *unit, bool quiet);

/* The size of a regular file is the total in bytes; else it stays unknown. */
void	 progress_total_fd(struct progress *, int fd);

/*
 * Records and bytes so far; prints a few times a second at the most.  Cheap
 * enough for every record; slow work may call it from its event loop.
 */
void	 progress_tick(struct progress *, uint64_t records, uint64_t bytes);

/* Take the line off the terminal, before a message or at the end. */
void	 progress_erase(void);

#endif
