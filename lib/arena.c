/* SPDX-License-Identifier: MIT */
/*
 * The arena: a list of chunks that are filled from the front.  Nothing is
 * freed alone.
 */
#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/arena.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define ARENA_PRINTF	256	/* bytes of a string that is formatted at once */

struct arena_chunk {
	struct arena_chunk	*next;
	size_t			 used, size;
	max_align_t		 data[];
};

static struct arena_chunk *
new_chunk(struct arena *a, size_t n)
{
	size_t size = n > ARENA_CHUNK ? n : ARENA_CHUNK;
	struct arena_chunk *c = xmalloc(sizeof(*c) + size);

	c->used = 0;
	c->size = size;
	c->next = a->chunks;
	a->chunks = c;
	return c;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	struct arena_chunk *c = a->chunks;
	size_t whole = (n + alignof(max_align_t) - 1) /
	    alignof(max_align_t) * alignof(max_align_t);
	char *p;

	if (c == NULL || whole > c->size - c->used)
		c = new_chunk(a, whole);
	p = (char *)c->data + c->used;
	c->used += whole;
	return p;
}

struct slice
arena_copy(struct arena *a, struct slice s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return slice(p, s.n);
}

const char *
arena_string(struct arena *a, struct slice s)
{
	return arena_copy(a, s).p;
}

const char *
arena_join(struct arena *a, const char *first, const char *second)
{
	size_t n = strlen(first), m = strlen(second);
	char *p = arena_alloc(a, n + m + 2);

	memcpy(p, first, n);
	p[n] = ' ';
	memcpy(p + n + 1, second, m + 1);
	return p;
}

const char *
arena_number(struct arena *a, long long n)
{
	char digits[ASCII_MAX_NUMBER], *end = digits + sizeof(digits);
	char *p = ascii_number(end, n);

	return arena_string(a, slice(p, (size_t)(end - p)));
}

const char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	char first[ARENA_PRINTF];
	va_list ap;
	char *p;
	int n;

	/* Most are short: they are formatted once. */
	va_start(ap, fmt);
	n = vsnprintf(first, sizeof(first), fmt, ap);
	va_end(ap);
	if (n < 0)
		return "";
	p = arena_alloc(a, (size_t)n + 1);
	if ((size_t)n < sizeof(first)) {
		memcpy(p, first, (size_t)n + 1);
		return p;
	}
	va_start(ap, fmt);
	(void)vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

void
arena_reset(struct arena *a)
{
	struct arena_chunk *c = a->chunks, *keep = NULL;

	while (c != NULL) {
		struct arena_chunk *next = c->next;

		if (keep == NULL && c->size == ARENA_CHUNK)
			keep = c;
		else
			free(c);
		c = next;
	}
	if (keep != NULL) {
		keep->next = NULL;
		keep->used = 0;
	}
	a->chunks = keep;
}

void
arena_free(struct arena *a)
{
	while (a->chunks != NULL) {
		struct arena_chunk *next = a->chunks->next;

		free(a->chunks);
		a->chunks = next;
	}
}
