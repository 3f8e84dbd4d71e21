/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_INPUT_H
#define KLIPING_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/got.h"
#include "lib/slice.h"

/* Lines of addresses, read as they come and never waited for. */

#define INPUT_MAX_LINE	((size_t)1 << 20)	/* bytes of one line */

struct input {
	char *const	*paths;		/* what is left to read; borrowed */
	size_t		 npaths;
	int		 fd;		/* -1 between files and after the last */
	const char	*name;		/* for messages; borrowed */
	const char	*why;		/* after GOT_BAD, GOT_BROKEN */
	uint64_t	 line;		/* in this file, from 1 */
	struct buf	 in;
	size_t		 at;
	bool		 eof;		/* of this file */
	bool		 skipping;	/* the rest of a line that is too long */
	int		 error;		/* errno of the file's end, or 0 */
};

/* Ready to read these files, one after the other; `-` is standard input. */
void	 input_open(struct input *, char *const paths[], size_t npaths);
void	 input_close(struct input *);

/*
 * The next line that is at hand, until the next call: up to its first TAB,
 * white space around it off, and a byte-order mark before the first line of a
 * file; never empty, never a comment.
 * GOT_END: there is none; input_read can tell more, unless input_ended.
 * GOT_BAD: a line over the ceiling.
 * GOT_BROKEN: a file that cannot be opened or read, or that ends in the middle
 *   of a line; the next file follows.
 */
enum got input_next(struct input *, struct slice *address);

/* Read once; blocks when nothing is readable on fd. */
void	 input_read(struct input *);

/* Has everything been given out? */
bool	 input_ended(const struct input *);

#endif
