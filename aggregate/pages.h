/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_PAGES_H
#define KLIPING_PAGES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

#define PAGES_LARGE ((uintptr_t)2 << 20)
#ifdef __linux__
#define PAGES_ADVICE 14	/* MADV_HUGEPAGE of Linux's madvise(2), not of POSIX's */
#endif

/*
 * Ask for large pages within n bytes that are looked at here and there: most of
 * such a look is else the way to the page.  A system that has none says no, and
 * nothing is lost.
 */
static inline void
pages_ask(void *p, size_t n)
{
#ifdef PAGES_ADVICE
	char *end = (char *)p + n;
	char *from = (char *)p + (-(uintptr_t)p & (PAGES_LARGE - 1));

	end -= (uintptr_t)end & (PAGES_LARGE - 1);
	if (n >= PAGES_LARGE && from < end)
		(void)posix_madvise(from, (size_t)(end - from), PAGES_ADVICE);
#else
	(void)p;
	(void)n;
#endif
}

#endif
