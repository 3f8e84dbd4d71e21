/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_STORE_H
#define KLIPING_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "fetch/archive.h"

/* The file that `-o` names: new, or an archive to go on with. */
struct store {
	int		 fd;
	struct archive_file found;	/* what it held */
	off_t		 cut;		/* bytes of its damaged tail, gone */
};

/*
 * Open path for appending, lock it against a second writer, note what it holds
 * in archive, and cut a damaged tail off.  0; -1 with the reason in why: then
 * the file was not changed.
 */
int	 store_open(struct store *, const char *path, bool gzip,
	     struct archive *, char *why, size_t whysize);

/* Cut the file back to its first n bytes, after a write that failed.  0, or -1
   with errno: then the next run will cut it. */
int	 store_cut(struct store *, off_t n);

/* Close.  0; -1 with errno when what was written may be lost. */
int	 store_close(struct store *);

#endif
