/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_SWAR_H
#define KLIPING_SWAR_H

#include <stdbool.h>
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

/* The n bytes at s, 0 < n < SWAR_BYTES, which begin the word; its others are
   0.  No other byte is read. */
static inline uint64_t
swar_part(const char *s, size_t n)
{
	uint64_t word = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint32_t first, last;

	if (n < sizeof(first))
		return (unsigned char)s[0] |
		    (uint64_t)(unsigned char)s[n / 2] << 8 * (n / 2) |
		    (uint64_t)(unsigned char)s[n - 1] << 8 * (n - 1);
	memcpy(&first, s, sizeof(first));
	memcpy(&last, s + n - sizeof(last), sizeof(last));
	word = first | (uint64_t)last << 8 * (n - sizeof(last));
#else
	memcpy(&word, s, n);
#endif
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

/* The bytes under 32 and over 127. */
static inline uint64_t
swar_unprinted(uint64_t word)
{
	return (~((word & SWAR_ONES * 0x60) + SWAR_ONES * 0x60) & SWAR_HIGH) |
	    swar_high(word);
}

/* The word with its ASCII letters small. */
static inline uint64_t
swar_lower(uint64_t word)
{
	uint64_t low = word & SWAR_LOW;
	uint64_t from_a = low + SWAR_ONES * (0x80 - 'A');
	uint64_t past_z = low + SWAR_ONES * (0x7f - 'Z');
	uint64_t upper = from_a & ~past_z & ~word & SWAR_HIGH;

	return word | upper >> 2;
}

/* The bytes that are ASCII letters or digits. */
static inline uint64_t
swar_alnum(uint64_t word)
{
	uint64_t low = swar_lower(word) & SWAR_LOW;
	uint64_t letter = (low + SWAR_ONES * (0x80 - 'a')) &
	    ~(low + SWAR_ONES * (0x7f - 'z'));
	uint64_t digit = (low + SWAR_ONES * (0x80 - '0')) &
	    ~(low + SWAR_ONES * (0x7f - '9'));

	return (letter | digit) & ~word & SWAR_HIGH;
}

/* A mask moved on by one byte: where the byte before has the answer yes. */
static inline uint64_t
swar_behind(uint64_t mask, bool before)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return mask >> 8 | (uint64_t)before << 63;
#else
	return mask << 8 | (uint64_t)before << 7;
#endif
}

/* Has the last byte the answer yes? */
static inline bool
swar_last(uint64_t mask)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return (mask & 0x80) != 0;
#else
	return mask >> 63 != 0;
#endif
}

static inline void
swar_store(char *s, uint64_t word)
{
	memcpy(s, &word, sizeof(word));
}

/*
 * How many of the eight bytes at s, a space not before them, are words with
 * single spaces between, the space at their end not counted: 7, 8, or 0 when
 * they hold anything else.
 */
static inline size_t
swar_words(uint64_t word)
{
	uint64_t space = swar_equal(word, ' ');

	if ((swar_unprinted(word) | swar_equal(word, 0x7f) |
	    (space & swar_behind(space, false))) != 0)
		return 0;
	return SWAR_BYTES - swar_last(space);
}

/* How many bytes a mask has. */
static inline unsigned
swar_count(uint64_t mask)
{
	return (unsigned)((mask >> 7) * SWAR_ONES >> 56);
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
