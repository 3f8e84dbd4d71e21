/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_HASH_H
#define KLIPING_HASH_H

#include <stdint.h>
#include <string.h>

/*
 * A hash of bytes for tables in memory.  No result depends on it: it may
 * differ between machines.  Eight bytes are mixed at a time (multiply, fold).
 */
static inline uint64_t
hash_mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 32;
}

/* The last word overlaps the one before it, so that none is cut. */
static inline uint64_t
hash_bytes(uint64_t h, const char *s, size_t n)
{
	uint64_t word = 0;
	uint32_t low, high;

	h = hash_mix(h, n);
	for (; n > 8; n -= 8, s += 8) {
		memcpy(&word, s, 8);
		h = hash_mix(h, word);
		if (n < 16) {
			s -= 16 - n;
			n = 16;
		}
	}
	if (n == 8)
		memcpy(&word, s, 8);
	else if (n >= 4) {
		memcpy(&low, s, 4);
		memcpy(&high, s + n - 4, 4);
		word = low | (uint64_t)high << 32;
	} else if (n > 0)
		word = (unsigned char)s[0] | (uint64_t)(unsigned char)s[n / 2]
		    << 8 | (uint64_t)(unsigned char)s[n - 1] << 16;
	return hash_mix(hash_mix(h, word), 0);
}

#endif
