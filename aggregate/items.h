/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_ITEMS_H
#define KLIPING_ITEMS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * Items of one cell in their order, each with a count, written once and read as
 * often as wanted: a few in memory, more in a file.  = { 0 } is empty, but for
 * dir.
 */
struct items {
	const char	*dir;		/* where a file may be made; borrowed */
	uint64_t	 n, total;	/* items; their counts together */
	struct buf	 head;		/* what is not in the file */
	struct buf	 text;		/* of the item last read from it */
	FILE		*file;		/* owned; NULL: none yet */
	bool		 in_file;
	uint64_t	 at;		/* items read */
	size_t		 place;		/* in head */
	int		 error;		/* errno of the file; 0 when all is well */
};

void	 items_reset(struct items *);
void	 items_add(struct items *, struct slice text, uint64_t count);

/* Read from the first on; next is false behind the last, and text is borrowed
   until it is called again. */
void	 items_rewind(struct items *);
bool	 items_next(struct items *, struct slice *text, uint64_t *count);

void	 items_free(struct items *);

/* A file for reading and writing that has no name and ends with the program,
   however that ends.  NULL with errno. */
FILE	*items_open_file(const char *dir);

#endif
