/* SPDX-License-Identifier: MIT */
/*
 * Sixty-four bytes at once into sets of bits, so that words and their shapes
 * are found without looking at one byte after another.  Holds nothing.
 */
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "extract/block.h"
#include "lib/ascii.h"

void
block_read_plain(struct block *b, const char *p)
{
	unsigned i;

	*b = (struct block){ 0 };
	for (i = 0; i < BLOCK_BYTES; i++) {
		uint64_t bit = (uint64_t)1 << i;

		if ((unsigned char)p[i] > 127)
			b->high |= bit;
		else if (ascii_is_digit(p[i]))
			b->digit |= bit;
		else if (ascii_is_upper(p[i]))
			b->upper |= bit;
		else if (ascii_is_lower(p[i]))
			b->word |= bit;
	}
	b->word |= b->digit | b->upper;
}

uint64_t
block_marks_plain(const char *p)
{
	uint64_t marks = 0;
	unsigned i;

	for (i = 0; i < BLOCK_BYTES; i++)
		if (p[i] == '"' || p[i] == '\'' || p[i] == '`' ||
		    (unsigned char)p[i] > 127)
			marks |= (uint64_t)1 << i;
	return marks;
}

#ifdef __SSE2__
/* The bytes from low to high, both ASCII, as the high bits of a vector. */
static __m128i
between(__m128i bytes, char low, char high)
{
	__m128i over = _mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)(low - 1)));
	__m128i under = _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)(high + 1)));

	return _mm_and_si128(over, under);
}

static uint64_t
bits(__m128i set, unsigned at)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(set) << at;
}

/* Every x86-64 has these instructions. */
void
block_read(struct block *b, const char *p)
{
	const __m128i small = _mm_set1_epi8(0x20);
	uint64_t letter = 0;
	unsigned at;

	*b = (struct block){ 0 };
	for (at = 0; at < BLOCK_BYTES; at += (unsigned)sizeof(__m128i)) {
		__m128i s = _mm_loadu_si128((const __m128i *)(const void *)
		    (p + at));

		letter |= bits(between(_mm_or_si128(s, small), 'a', 'z'), at);
		b->upper |= bits(between(s, 'A', 'Z'), at);
		b->digit |= bits(between(s, '0', '9'), at);
		b->high |= bits(s, at);
	}
	b->word = letter | b->digit;
}

uint64_t
block_marks(const char *p)
{
	uint64_t marks = 0;
	unsigned at;

	for (at = 0; at < BLOCK_BYTES; at += (unsigned)sizeof(__m128i)) {
		__m128i s = _mm_loadu_si128((const __m128i *)(const void *)
		    (p + at));
		__m128i two = _mm_cmpeq_epi8(s, _mm_set1_epi8('"'));
		__m128i one = _mm_cmpeq_epi8(s, _mm_set1_epi8('\''));
		__m128i back = _mm_cmpeq_epi8(s, _mm_set1_epi8('`'));

		marks |= bits(_mm_or_si128(_mm_or_si128(s, two),
		    _mm_or_si128(one, back)), at);
	}
	return marks;
}
#else
void
block_read(struct block *b, const char *p)
{
	block_read_plain(b, p);
}

uint64_t
block_marks(const char *p)
{
	return block_marks_plain(p);
}
#endif
