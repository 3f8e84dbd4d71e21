/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_UTF8_H
#define KLIPING_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

/* UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, no more than
   U+10FFFF. */

/* The first byte that is no part of valid UTF-8, or NULL when all is well. */
const char *utf8_invalid(const char *s, size_t n);

/*
 * Read one character at s (n > 0).  Returns its length in bytes and sets *c;
 * an invalid sequence has *c = 0xFFFD and the length of its longest valid
 * prefix, one at the least (Unicode, "maximal subpart").
 */
size_t	 utf8_decode(const char *s, size_t n, uint32_t *c);

/* The length in bytes of the valid character at s (n > 0); 0 when it is none. */
size_t	 utf8_length(const char *s, size_t n);

/* Write one character to s; its bytes, 1 to 4.  No scalar value: U+FFFD. */
size_t	 utf8_put(char s[4], uint32_t c);

/* Append one character; 0, or -1 at the ceiling.  Not a scalar value: U+FFFD. */
int	 utf8_encode(struct buf *out, uint32_t c);

/*
 * Append s to out with every invalid sequence replaced by U+FFFD and NULs
 * dropped.  0, or -1 when out's ceiling is reached.
 */
int	 utf8_repair(struct buf *out, const char *s, size_t n);

#endif
