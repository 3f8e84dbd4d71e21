/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_SWAR_H
#define KLIPING_SWAR_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Eight bytes looked at as one 64-bit word, for the loops that see every byte
 * of a stream.  A mask has the high bit of a byte set where the answer is yes.
 * Exact for every byte value (no carry from one byte to the next).
 */

#define SWAR_BYTES	sizeof(uint64_t)
#define SWAR_ONES	0x0101010101010101u
#define SWAR_LOW	0x7f7f7f7f7f7f7f7fu
#define SWAR_HIGH	0x8080808080808080u

/* The next SWAR_BYTES bytes at s, which need no alignment. */
static inline uint64_t
swar_load(const char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof(word));
	return word;
}

/* The bytes over 127. */
static inline uint64_t
swar_high(uint64_t word)
{
	return word & SWAR_HIGH;
}

/* The bytes equal to c. */
static inline uint64_t
swar_equal(uint64_t word, char c)
{
	uint64_t x = word ^ SWAR_ONES * (unsigned char)c;

	return ~(((x & SWAR_LOW) + SWAR_LOW) | x | SWAR_LOW);
}

/* The place of the first byte of a mask, from 0; mask is not 0. */
static inline size_t
swar_first(uint64_t mask)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return (size_t)__builtin_clzll(mask) / 8;
#else
	return (size_t)__builtin_ctzll(mask) / 8;
#endif
}

/* A mask, not 0, without its first byte. */
static inline uint64_t
swar_drop_first(uint64_t mask)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return mask & ~((uint64_t)0x80 << 56 >> 8 * swar_first(mask));
#else
	return mask & (mask - 1);
#endif
}

#endif
