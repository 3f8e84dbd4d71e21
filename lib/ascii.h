/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_ASCII_H
#define KLIPING_ASCII_H

#include <stdbool.h>

/*
 * Character tests on ASCII alone.  <ctype.h> depends on the locale and is
 * undefined for negative char values; the same input must give the same
 * bytes everywhere.  Bytes over 127 belong to no class.
 */

static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool
ascii_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool
ascii_is_alpha(char c)
{
	return ascii_is_upper(c) || ascii_is_lower(c);
}

static inline bool
ascii_is_alnum(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c);
}

/* Space, TAB, LF, VT, FF, CR. */
static inline bool
ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char
ascii_lower(char c)
{
	return ascii_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

#define ASCII_MAX_NUMBER	20	/* bytes of a long long, its sign included */

/* Write a number up to end, which is behind room for the longest; its first
   byte. */
static inline char *
ascii_number(char *end, long long n)
{
	unsigned long long left = n < 0 ? 0 - (unsigned long long)n :
	    (unsigned long long)n;

	do
		*--end = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (n < 0)
		*--end = '-';
	return end;
}

/* The value of a hexadecimal digit, or -1. */
static inline int
ascii_hex(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
