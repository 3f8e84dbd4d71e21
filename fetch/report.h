/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_REPORT_H
#define KLIPING_REPORT_H

#include <stdint.h>
#include <stdio.h>

#include "fetch/outcome.h"
#include "lib/buf.h"
#include "lib/slice.h"

/* What became of every input address: counted, and a row each for --log. */

struct report {
	FILE		*log;		/* owned; NULL: only counted */
	uint64_t	 count[OUTCOME_COUNT];
	uint64_t	 addresses;	/* of the input: the sum of count */
	uint64_t	 bytes;		/* of bodies */
	struct buf	 row, cell;
};

struct report_row {
	struct slice	 address;	/* as it was given */
	const char	*final;		/* where redirects led; "" when nowhere */
	int		 status;	/* 0: no answer */
	enum outcome	 outcome;
	uint64_t	 bytes, ms;
	unsigned	 tries;
};

/* Ready; path may be NULL.  0; -1 with errno when it cannot be written. */
int	 report_open(struct report *, const char *path);
void	 report_put(struct report *, const struct report_row *);

/* How many addresses failed: neither fetched nor rightly refused. */
uint64_t report_failures(const struct report *);

/* Append `27 of 30 addresses fetched, 2 robots, 1 timeout`. */
void	 report_summary(const struct report *, struct buf *);

/* Close the log.  0; -1 with errno when any of it was lost. */
int	 report_close(struct report *);

#endif
