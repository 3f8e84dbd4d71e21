/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_SLICE_H
#define KLIPING_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "lib/ascii.h"

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

/* Less than, equal to or greater than 0, as a is to b by bytes. */
static inline int
slice_compare(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

static inline bool
slice_is(struct slice a, const char *s)
{
	return slice_eq(a, slice_str(s));
}

/* The same two, but for the case of ASCII letters. */
static inline bool
slice_eq_nocase(struct slice a, struct slice b)
{
	size_t i;

	if (a.n != b.n)
		return false;
	for (i = 0; i < a.n; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
			return false;
	return true;
}

static inline bool
slice_is_nocase(struct slice a, const char *s)
{
	return slice_eq_nocase(a, slice_str(s));
}

/* Without the white space (ASCII) around it. */
static inline struct slice
slice_trim(struct slice a)
{
	while (a.n > 0 && ascii_is_space(a.p[0]))
		a = slice(a.p + 1, a.n - 1);
	while (a.n > 0 && ascii_is_space(a.p[a.n - 1]))
		a.n--;
	return a;
}

/* Are two strings the same?  Their first letters tell most of them apart. */
static inline bool
str_same(const char *a, const char *b)
{
	return a[0] == b[0] && strcmp(a, b) == 0;
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
