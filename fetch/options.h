/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_OPTIONS_H
#define KLIPING_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/crawl.h"

/* The command line of fetch(1). */
struct options {
	struct crawl_options crawl;
	const char	*output;	/* NULL: standard output */
	const char	*log;		/* NULL: none */
	bool		 gzip, quiet;
	bool		 update;
	uint64_t	 max_rejects;
	char		**archives;	/* owned array */
	size_t		 narchives, archives_cap;
	char		**connect_to;	/* owned array, ends with NULL */
	size_t		 nconnect, connect_cap;
	char *const	*files;		/* never empty */
	size_t		 nfiles;
	char		**shown;	/* owned: argv as the archive may tell it */
	int		 nshown;
	char		*agent;		/* owned: what limits.agent points to */
};

/* Read it, or exit 2 with a message; --help and --version exit 0. */
void	 options_read(struct options *, int argc, char **argv);
void	 options_free(struct options *);

#endif
