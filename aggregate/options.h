/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_OPTIONS_H
#define KLIPING_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aggregate/plan.h"
#include "aggregate/result.h"

/* The command line of aggregate(1). */
struct options {
	struct plan	 plan;
	struct result	 result;	/* as asked for; without a feed */
	bool		 quiet, merge, state;
	const char	*ref_spec;
	const char	*with_specs[RESULT_MAX_WITH];	/* result.nwith */
	const char	*crosstab, *pairs;
	const char	*rejects_path;	/* NULL without */
	uint64_t	 max_rejects;
	size_t		 jobs;		/* workers, 1 at the least */
	size_t		 memory;	/* bytes; 0: as much as it takes */
	const char	*tmp;		/* folder for what does not fit */
	char *const	*files;		/* never empty; `-` is standard input */
	size_t		 nfiles;
};

/* Read it, or exit 2 with a message; --help and --version exit 0. */
void	 options_read(struct options *, int argc, char **argv);

/* Exit 2 when tables are asked for that have no group column to stand for:
   what a state brings is known later. */
void	 options_check_keys(const struct options *);

#endif
