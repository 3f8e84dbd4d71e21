/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_JOB_H
#define KLIPING_CLEAN_JOB_H

#include <stdbool.h>

#include "clean/page.h"
#include "clean/unpack.h"
#include "lib/buf.h"

/* One record's way to a line of the stream `articles`. */

enum answer {
	ANSWER_NONE,	/* it holds no page, or a page without an article */
	ANSWER_ROW,	/* row holds the line */
	ANSWER_REJECT,	/* why says why there is none */
	ANSWER_NOTICE,	/* of pool_say alone: why is to be said */
	ANSWER_MAX
};

struct job {
	/* to be set before the first job_run */
	bool		 all;		/* also pages without an article */
	bool		 wants_drops;
	enum way	 only;		/* WAY_MAX: any */
	/* after job_run, until the next */
	struct buf	 row, drops;	/* lines, with their LF */
	const char	*why;		/* of a reject; else NULL, or what was
					   wrong with a page that was read */
	/* what follows is its own */
	struct cleaner	 cleaner;
	struct unpacker	 unpacker;
	struct buf	 cells;
};

/* 0; -1 with the reason in why.  job_free in either case. */
int	 job_init(struct job *, const char *datadir, char *why,
	     size_t whysize);
void	 job_free(struct job *);

enum answer job_run(struct job *, const struct raw *);

/* Header lines of what row and drops hold. */
extern const char job_row_header[], job_drops_header[];

#endif
