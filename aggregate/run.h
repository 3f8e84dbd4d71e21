/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_RUN_H
#define KLIPING_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "aggregate/feed.h"
#include "aggregate/options.h"
#include "aggregate/reader.h"
#include "aggregate/spill.h"
#include "lib/cli.h"
#include "lib/progress.h"

/* One run of the program over its input. */
struct run {
	const struct options	*options;
	struct plan		*plan;		/* the options', to be bound */
	struct result		*result;	/* the options' */
	struct feed		 feed;
	struct feed		*others;	/* owned: of further workers */
	struct reader		 reader;
	struct spill		 spill;		/* of --mem */
	struct cli_rejects	 rejects;
	struct progress		 progress;
	/* The first file's header, which the others must have too. */
	const char		*first;		/* its name; NULL: none yet */
	char			*header;	/* owned: its cells, by TABs */
	bool			 broken;	/* some input was not whole */
};

/* Ready for the first file; the options' plan is bound to its header. */
void	 run_init(struct run *, struct options *);

/* Read a file, or a state of the merge, into the feed.  What is at fault is
   reported; a state that is ends the program. */
void	 run_file(struct run *, const char *path);

/* Behind the last file: what all workers have is then in the feed or, when
   anything was spilled, in the spill. */
void	 run_end(struct run *);

/* What it owns; the options are the caller's. */
void	 run_free(struct run *);

/* Exit 1 when the files of --mem failed. */
void	 run_check_spill(const struct run *);

#endif
