/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_ARENA_H
#define KLIPING_CLEAN_ARENA_H

#include <stddef.h>

#include "lib/slice.h"

/* Memory for one page: taken in pieces, given back all at once. */

#define ARENA_CHUNK	((size_t)64 << 10)

struct arena_chunk;

struct arena {			/* { 0 } is an empty arena */
	struct arena_chunk	*chunks;	/* newest first */
};

/* n bytes, aligned for any type, not zeroed; until arena_reset. */
void	*arena_alloc(struct arena *, size_t n);

/* A copy of s; NUL-terminated as well. */
struct slice arena_copy(struct arena *, struct slice s);

/* Everything taken is gone; one chunk stays for the next page. */
void	 arena_reset(struct arena *);
void	 arena_free(struct arena *);

#endif
