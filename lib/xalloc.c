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

static void *
checked(void *p)
{
	if (p == NULL)
		cli_die(NULL, "out of memory");
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
		cli_die(NULL, "out of memory");
	n *= size;
	return checked(realloc(p, n > 0 ? n : 1));
}

char *
xmemdup(const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		cli_die(NULL, "out of memory");
	copy = xmalloc(n + 1);
	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
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
		cli_die(NULL, "out of memory");
	*cap = *cap > 0 ? *cap * 2 : XALLOC_FIRST;
	return xreallocarray(p, *cap, size);
}
