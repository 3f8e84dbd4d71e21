/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_HASH_H
#define KLIPING_HASH_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lib/slice.h"

#define HASH_MAX_SHORT 32	/* bytes of a key that is short */

/*
 * A hash of bytes for tables in memory.  No result depends on it: it may
 * differ between machines.  Two words are multiplied, and the halves of the
 * product folded (as wyhash does, which is in the public domain).
 */
#define HASH_ODD 0x9e3779b97f4a7c15u

static inline uint64_t
hash_mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t
hash_word(const char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof(word));
	return word;
}

/* The last words overlap those before them, so that none is cut. */
static inline uint64_t
hash_bytes(uint64_t h, const char *s, size_t n)
{
	const char *end = s + n;
	uint64_t a = 0, b = 0;
	uint32_t low, high;

	h ^= HASH_ODD;
	for (; end - s > 16; s += 16)
		h = hash_mix(hash_word(s) ^ HASH_ODD, hash_word(s + 8) ^ h);
	if (n >= 16) {
		a = hash_word(end - 16);
		b = hash_word(end - 8);
	} else if (n >= 8) {
		a = hash_word(s);
		b = hash_word(end - 8);
	} else if (n >= 4) {
		memcpy(&low, s, 4);
		memcpy(&high, end - 4, 4);
		a = low;
		b = high;
	} else if (n > 0) {
		a = (uint64_t)(unsigned char)s[0] << 8 | (unsigned char)s[n / 2];
		b = (unsigned char)s[n - 1];
	}
	return hash_mix(HASH_ODD ^ n, hash_mix(a ^ HASH_ODD, b ^ h));
}

/* Whether two keys are the same: most are so short that a call costs more. */
static inline bool
hash_same(struct slice a, struct slice b)
{
	uint64_t x, y;
	size_t i;

	if (a.n != b.n)
		return false;
	if (a.n < sizeof(x) || a.n > HASH_MAX_SHORT)
		return a.n == 0 || memcmp(a.p, b.p, a.n) == 0;
	/* The last word overlaps the one before it. */
	for (i = 0; i + sizeof(x) < a.n; i += sizeof(x)) {
		memcpy(&x, a.p + i, sizeof(x));
		memcpy(&y, b.p + i, sizeof(y));
		if (x != y)
			return false;
	}
	memcpy(&x, a.p + a.n - sizeof(x), sizeof(x));
	memcpy(&y, b.p + b.n - sizeof(y), sizeof(y));
	return x == y;
}

#endif
