/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_SLICE_H
#define KLIPING_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* A borrowed stretch of bytes: not NUL-terminated, may be empty (n = 0). */
struct slice {
	const char	*p;
	size_t		 n;
};

static inline struct slice
slice(const char *p, size_t n)
{
	return (struct slice){ p, n };
}

static inline struct slice
slice_str(const char *s)
{
	return (struct slice){ s, strlen(s) };
}

static inline bool
slice_eq(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool
slice_is(struct slice a, const char *s)
{
	return slice_eq(a, slice_str(s));
}

/* Where word, of a byte at least, first stands in a; NULL when it does not. */
static inline const char *
slice_find(struct slice a, const char *word)
{
	size_t n = strlen(word);
	const char *p = a.p, *end = a.p + a.n;

	while (p < end && (p = (const char *)memchr(p, word[0],
	    (size_t)(end - p))) != NULL) {
		if ((size_t)(end - p) >= n && memcmp(p, word, n) == 0)
			return p;
		p++;
	}
	return NULL;
}

#endif
