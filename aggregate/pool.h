/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_POOL_H
#define KLIPING_POOL_H

#include <stddef.h>

/*
 * Memory that is given out in small pieces and given back at once: groups and
 * strings, which live until the result is written.  = { 0 } is an empty one.
 */
struct pool {
	struct pool_chunk	*chunks;	/* the one in use first */
	size_t			 used, size;	/* of that one, in bytes */
	size_t			 bytes;		/* of all */
};

/* n bytes, zeroed, aligned for any type; until pool_free. */
void	*pool_get(struct pool *, size_t n);

/* The same, aligned to a power of two up to 16. */
void	*pool_get_aligned(struct pool *, size_t n, size_t align);

/* A copy of n bytes, not aligned. */
const char *pool_copy(struct pool *, const char *, size_t n);

void	 pool_free(struct pool *);

#endif
