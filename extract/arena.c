/* SPDX-License-Identifier: MIT */
/*
 * Memory for what is made of one article.  Blocks are chained and handed out
 * from the front; a reset keeps the first block, so that the usual article
 * allocates nothing and a giant one does not stay in memory.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/arena.h"
#include "lib/xalloc.h"

#define ARENA_BLOCK	((size_t)64 << 10)

struct arena_block {
	struct arena_block *next;
	size_t		 cap, used;
	max_align_t	 bytes[];
};

static struct arena_block *
new_block(size_t n)
{
	struct arena_block *b;
	size_t cap = n > ARENA_BLOCK ? n : ARENA_BLOCK;

	b = xmalloc(sizeof(*b) + cap);
	*b = (struct arena_block){ .cap = cap };
	return b;
}

void *
arena_get(struct arena *a, size_t n)
{
	const size_t unit = sizeof(max_align_t);
	struct arena_block *b = a->current;
	void *p;

	n = (n + unit - 1) / unit * unit;
	if (b == NULL || n > b->cap - b->used) {
		b = new_block(n);
		if (a->first == NULL)
			a->first = b;
		else
			a->current->next = b;
		a->current = b;
	}
	p = (char *)b->bytes + b->used;
	b->used += n;
	return p;
}

const char *
arena_copy(struct arena *a, struct slice s)
{
	char *p = arena_get(a, s.n + 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

const char *
arena_join(struct arena *a, const char *first, const char *second)
{
	size_t n = strlen(first), m = strlen(second);
	char *p = arena_get(a, n + m + 2);

	memcpy(p, first, n);
	p[n] = ' ';
	memcpy(p + n + 1, second, m + 1);
	return p;
}

const char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return "";
	p = arena_get(a, (size_t)n + 1);
	va_start(ap, fmt);
	(void)vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

static void
free_chain(struct arena_block *b)
{
	struct arena_block *next;

	for (; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
}

void
arena_reset(struct arena *a)
{
	if (a->first == NULL)
		return;
	free_chain(a->first->next);
	a->first->next = NULL;
	a->first->used = 0;
	a->current = a->first;
	if (a->first->cap > ARENA_BLOCK)
		arena_free(a);
}

void
arena_free(struct arena *a)
{
	free_chain(a->first);
	*a = (struct arena){ 0 };
}
