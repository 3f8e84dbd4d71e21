/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_READER_H
#define KLIPING_READER_H

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#include "aggregate/feed.h"
#include "aggregate/reject.h"
#include "lib/progress.h"
#include "lib/tsv.h"
#include "lib/tsv_scan.h"

/*
 * The rows of a file into the groups of one worker or more.  Blocks of rows go
 * to whichever worker is free; what is to be said about them is said in the
 * order of the file.
 */

#define READER_MAX_WORKERS	64
#define READER_MAX_AHEAD	256	/* blocks done before an earlier one is */

/* A worker: a feed and what it needs to fill it, kept from file to file. */
struct reader_worker {
	struct feed		*feed;		/* borrowed */
	struct buf		 block;
	struct tsv_marks	 marks;
	struct slice		*fields;	/* owned: of one row */
	struct reject_log	 log;
};

/* A block that is done but not yet reported. */
struct reader_done {
	bool			 done;
	uint64_t		 lines, bytes;
	struct reject_log	 log;
};

struct reader {
	/* What the caller sets. */
	struct reader_worker	*workers;
	size_t			 nworkers;
	struct cli_rejects	*rejects;
	FILE			*table;		/* of rejects, or NULL */
	struct progress		*progress;
	/* What it counts: of all files. */
	uint64_t		 rows, bytes;
	/* What follows is its own. */
	struct tsv		*t;
	pthread_mutex_t		 lock;
	pthread_cond_t		 turn;
	enum got		 last;		/* GOT_RECORD while there is more */
	bool			 stopped;
	uint64_t		 line;		/* reported so far */
	uint64_t		 taken, reported;	/* blocks */
	struct reader_done	 done[READER_MAX_AHEAD];
};

void	 reader_worker_init(struct reader_worker *, struct feed *);
void	 reader_worker_free(struct reader_worker *);

/* Read the rows behind a header that has been read, with the feeds' pauses
   between two blocks.  GOT_END, or GOT_BROKEN
   with t->why, t->line being the line at fault. */
enum got reader_rows(struct reader *, struct tsv *);

#endif
