/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_ARENA_H
#define KLIPING_ARENA_H

#include <stddef.h>

#include "lib/slice.h"

/* Memory for one record: taken in pieces, given back all at once. */

#define ARENA_CHUNK	((size_t)64 << 10)

struct arena_chunk;

struct arena {			/* { 0 } is an empty arena */
	struct arena_chunk	*chunks;	/* newest first */
};

/* n bytes, aligned for any type, not zeroed; until arena_reset. */
void	*arena_alloc(struct arena *, size_t n);

/* A copy of s; NUL-terminated as well. */
struct slice arena_copy(struct arena *, struct slice s);

/* The same, as a string. */
const char *arena_string(struct arena *, struct slice s);

/* The two strings with a blank between. */
const char *arena_join(struct arena *, const char *, const char *);

/* A whole number in digits. */
const char *arena_number(struct arena *, long long);

/* A string as by printf(3). */
const char *arena_printf(struct arena *, const char *fmt, ...)
	     __attribute__((format(printf, 2, 3)));

/* Everything taken is gone; one chunk stays for the next record. */
void	 arena_reset(struct arena *);
void	 arena_free(struct arena *);

#endif
