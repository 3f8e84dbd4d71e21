/* SPDX-License-Identifier: MIT */
/*
 * Memory by chunks.  Holds the chunks; never moves what it gave out.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/pages.h"
#include "aggregate/pool.h"
#include "lib/xalloc.h"

#define ALIGN 16
#define FIRST_CHUNK ((size_t)64 << 10)
#define LARGEST_CHUNK ((size_t)4 << 20)	/* a single piece may be larger */

struct pool_chunk {
	struct pool_chunk	*next;
	_Alignas(ALIGN) char	 bytes[];
};

static void
add_chunk(struct pool *a, size_t n)
{
	size_t size = a->size > 0 ? a->size * 2 : FIRST_CHUNK;
	struct pool_chunk *chunk;

	if (size > LARGEST_CHUNK)
		size = LARGEST_CHUNK;
	if (size < n)
		size = n;
	chunk = xcalloc(1, sizeof(*chunk) + size);
	pages_ask(chunk, sizeof(*chunk) + size);
	chunk->next = a->chunks;
	a->chunks = chunk;
	a->used = 0;
	a->size = size;
	a->bytes += size;
}

void *
pool_get_aligned(struct pool *a, size_t n, size_t align)
{
	void *p;

	a->used = (a->used + align - 1) / align * align;
	if (a->chunks == NULL || a->used > a->size || n > a->size - a->used)
		add_chunk(a, n);
	p = a->chunks->bytes + a->used;
	a->used += n;
	return p;
}

void *
pool_get(struct pool *a, size_t n)
{
	return pool_get_aligned(a, n, ALIGN);
}

const char *
pool_copy(struct pool *a, const char *s, size_t n)
{
	char *p;

	if (a->chunks == NULL || n > a->size - a->used)
		add_chunk(a, n);
	p = a->chunks->bytes + a->used;
	memcpy(p, s, n);
	a->used += n;
	return p;
}

void
pool_free(struct pool *a)
{
	struct pool_chunk *chunk, *next;

	for (chunk = a->chunks; chunk != NULL; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	*a = (struct pool){ 0 };
}
