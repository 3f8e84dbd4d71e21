/* SPDX-License-Identifier: MIT */
/*
 * Stands before the C library's allocator: allocation number FAIL_AT of a
 * process, counted through its forks, finds no memory.
 */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

void	*__libc_malloc(size_t);
void	*__libc_calloc(size_t, size_t);
void	*__libc_realloc(void *, size_t);

static int
fails(void)
{
	static long count, fail_at;
	const char *at;

	if (count++ == 0 && (at = getenv("FAIL_AT")) != NULL)
		fail_at = strtol(at, NULL, 10);
	if (count != fail_at)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}
