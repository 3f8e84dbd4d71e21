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

static inline uint64_t
hash_bytes(uint64_t h, const char *s, size_t n)
{
	uint64_t word;

	h = hash_mix(h, n);
	for (; n >= 8; n -= 8, s += 8) {
		memcpy(&word, s, 8);
		h = hash_mix(h, word);
	}
	if (n > 0) {
		word = 0;
		memcpy(&word, s, n);
		h = hash_mix(h, word);
	}
	return hash_mix(h, 0);
}

#endif
