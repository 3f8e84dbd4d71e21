/* SPDX-License-Identifier: MIT */
/*
 * Allocation for filters: reads nothing, writes one line on standard error
 * when memory is gone, and then ends the program with status 1.  It never
 * returns NULL.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/cli.h"
#include "lib/xalloc.h"

#define XALLOC_FIRST 16		/* elements in a growing array's first block */

void
xalloc_none(void)
{
	cli_die(NULL, "out of memory");
}

static void *
checked(void *p)
{
	if (p == NULL)
		xalloc_none();
	return p;
}

void *
xmalloc(size_t n)
{
	return checked(malloc(n > 0 ? n : 1));
}

void *
xcalloc(size_t n, size_t size)
{
	return checked(calloc(n > 0 ? n : 1, size > 0 ? size : 1));
}

void *
xreallocarray(void *p, size_t n, size_t size)
{
	if (size > 0 && n > SIZE_MAX / size)
		xalloc_none();
	n *= size;
	return checked(realloc(p, n > 0 ? n : 1));
}

char *
xmemdup(const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		xalloc_none();
	copy = xmalloc(n + 1);
	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *
xjoin(const char *a, const char *b, const char *c)
{
	size_t na = strlen(a), nb = strlen(b), nc = strlen(c);
	char *s = xmalloc(na + nb + nc + 1);

	memcpy(s, a, na);
	memcpy(s + na, b, nb);
	memcpy(s + na + nb, c, nc + 1);
	return s;
}

char *
xstrdup(const char *s)
{
	return xmemdup(s, strlen(s));
}

void *
xgrow(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	if (*cap > SIZE_MAX / 2)
		xalloc_none();
	*cap = *cap > 0 ? *cap * 2 : XALLOC_FIRST;
	return xreallocarray(p, *cap, size);
}
