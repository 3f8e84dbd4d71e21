/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_XALLOC_H
#define KLIPING_XALLOC_H

#include <stddef.h>

/*
 * Allocation that never fails: without memory a filter has no work to save,
 * so these print a line on standard error and exit 1.  A limit on hostile
 * input is another matter and belongs to struct buf.  Free with free().
 */
void	*xmalloc(size_t n);

/* What these do when there is none, for memory that a library asks for. */
_Noreturn void	 xalloc_none(void);

/* n elements of size bytes, zeroed; the product is checked. */
void	*xcalloc(size_t n, size_t size);

/* Room for n elements of size bytes; the product is checked. */
void	*xreallocarray(void *p, size_t n, size_t size);

/* A copy of n bytes with a NUL behind it. */
char	*xmemdup(const char *s, size_t n);

/* A copy of a string. */
char	*xstrdup(const char *s);

/* Three strings behind one another. */
char	*xjoin(const char *a, const char *b, const char *c);

/*
 * Make room for one more element in a growing array: p holds n elements of
 * size bytes and *cap is its capacity.  Returns the array, perhaps moved.
 */
void	*xgrow(void *p, size_t n, size_t *cap, size_t size);

#endif
