/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_RUN_H
#define KLIPING_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "aggregate/feed.h"
#include "aggregate/options.h"
#include "lib/cli.h"
#include "lib/progress.h"

/* One run of the program over its input. */
struct run {
	const struct options	*options;
	struct plan		*plan;		/* the options', to be bound */
	struct result		*result;	/* the options' */
	struct feed		 feed;
	FILE			*rejects_file;	/* NULL: standard error */
	struct cli_rejects	 rejects;
	struct progress		 progress;
	uint64_t		 rows, bytes;
	/* The first file's header, which the others must have too. */
	const char		*first;		/* its name; NULL: none yet */
	char			*header;	/* owned: its cells, by TABs */
	bool			 broken;	/* some input was not whole */
};

/* Read a file, or a state of the merge, into the feed.  What is at fault is
   reported; a state that is ends the program. */
void	 run_file(struct run *, const char *path);

#endif
