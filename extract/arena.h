/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_ARENA_H
#define KLIPING_EXTRACT_ARENA_H

#include <stddef.h>

#include "lib/slice.h"

/*
 * Strings that live as long as the article in hand: made while it is read,
 * all gone at arena_reset.  An arena that is all zero is ready for use.
 */
struct arena {
	struct arena_block *first, *current;	/* owned */
};

/* Room for n bytes, aligned for any object; until arena_reset. */
void	*arena_get(struct arena *, size_t n);

/* A copy with a NUL behind it. */
const char *arena_copy(struct arena *, struct slice);

/* The two strings with a blank between. */
const char *arena_join(struct arena *, const char *, const char *);

/* A string as by printf(3). */
const char *arena_printf(struct arena *, const char *fmt, ...)
	     __attribute__((format(printf, 2, 3)));

void	 arena_reset(struct arena *);	/* all strings go; one block stays */
void	 arena_free(struct arena *);

#endif
