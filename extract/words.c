/* SPDX-License-Identifier: MIT */
/*
 * All words of a text, with their numbers: finds where words begin and end in
 * sixty-four bytes at once, and looks each word up once, without its clitic
 * when it is in no lexicon.  Holds the block in hand.
 */
#include <string.h>

#include "extract/block.h"
#include "extract/matcher.h"
#include "extract/token.h"
#include "lib/utf8.h"
#include "lib/xalloc.h"

struct words {
	struct passage	*p;
	const struct matcher *m;
	struct block	 block, before;	/* before: the one before it */
	size_t		 at;		/* of the block in the text */
	size_t		 begin, end;	/* of the word in hand, of the last */
	uint64_t	 open;		/* 1: the word in hand is not whole */
	size_t		 decoded;	/* characters beyond ASCII are read up
					   to here */
	uint64_t	 carry;		/* bytes of the next block that are of
					   a letter which began in this one */
};

/* The bytes of the block that belong to letters beyond ASCII. */
static uint64_t
far_letters(struct words *w)
{
	struct slice text = w->p->text;
	uint64_t found = w->carry, high = w->block.high;

	w->carry = 0;
	for (; high != 0; high &= high - 1) {
		unsigned bit = (unsigned)__builtin_ctzll(high);
		size_t at = w->at + bit, n;
		uint64_t run;
		uint32_t c;

		if (at < w->decoded)
			continue;
		n = utf8_decode(text.p + at, text.n - at, &c);
		w->decoded = at + n;
		if (token_gap_of(c) != 0)
			continue;
		run = ((uint64_t)1 << n) - 1;
		found |= run << bit;
		if (bit + n > BLOCK_BYTES)
			w->carry = run >> (BLOCK_BYTES - bit);
	}
	return found;
}

/* The bits of a word that ends in the block and may begin in the one before,
   out of both. */
static inline uint64_t
bits_of(const struct words *w, size_t begin, uint64_t before, uint64_t block)
{
	size_t n = w->at - begin;

	if (begin >= w->at)
		return block >> (begin - w->at);
	return before >> (BLOCK_BYTES - n) | block << n;
}

static inline unsigned
shape_of(const struct words *w, size_t begin, size_t end)
{
	uint64_t run, upper, digit;

	if (end - begin >= BLOCK_BYTES || begin + BLOCK_BYTES <= w->at)
		return token_shape(w->p->text.p + begin, end - begin);
	run = ((uint64_t)1 << (end - begin)) - 1;
	upper = bits_of(w, begin, w->before.upper, w->block.upper) & run;
	digit = bits_of(w, begin, w->before.digit, w->block.digit) & run;
	if (digit != 0)
		return digit == run ? SHAPE_NUMBER : SHAPE_MIXED;
	/* SHAPE_LOWER, SHAPE_CAPITAL, SHAPE_UPPER */
	return (unsigned)(upper & 1) + (upper == run);
}

/* Most words stand one blank behind the word before. */
static inline uint16_t
gap_of(const struct words *w, size_t begin)
{
	struct slice text = w->p->text;

	if (begin == w->end + 1 && text.p[w->end] == ' ')
		return GAP_SPACE;
	return token_gap(text, w->end, begin);
}

/* The number of the word without its clitic, whose length goes to *clitic. */
static uint32_t
without_clitic(const struct matcher *m, struct slice word, size_t room,
    uint8_t *clitic)
{
	uint32_t which = m->clitic_last[(unsigned char)word.p[word.n - 1]];
	uint32_t found;

	for (; which != 0; which &= which - 1) {
		struct slice c = m->clitic[__builtin_ctz(which)];

		if (word.n <= c.n ||
		    memcmp(word.p + word.n - c.n, c.p, c.n) != 0)
			continue;
		found = matcher_find(m, word.p, word.n - c.n, room);
		if (found == 0)
			continue;
		*clitic = (uint8_t)c.n;
		return found;
	}
	return 0;
}

/* There is room for it. */
static inline void
add_word(struct words *w, size_t begin, size_t end)
{
	struct passage *p = w->p;
	const char *s = p->text.p + begin;
	size_t room = p->text.n - begin;
	struct token *t = &p->token[p->ntokens++];

	t->begin = (uint32_t)begin;
	t->end = (uint32_t)end;
	t->gap = gap_of(w, begin);
	t->shape = (uint8_t)shape_of(w, begin, end);
	t->clitic = 0;
	t->starts = matcher_find(w->m, s, end - begin, room);
	if (t->starts == 0)
		t->starts = without_clitic(w->m, slice(s, end - begin), room,
		    &t->clitic);
	w->end = end;
}

static void
read_block(struct words *w, const char *bytes)
{
	uint64_t word, begins, ends;

	w->p->block[w->at / BLOCK_BYTES] = (uint32_t)w->p->ntokens;
	while (w->p->token_cap - w->p->ntokens < BLOCK_BYTES)
		w->p->token = xgrow(w->p->token, w->p->token_cap,
		    &w->p->token_cap, sizeof(*w->p->token));
	w->before = w->block;
	block_read(&w->block, bytes);
	word = w->block.word;
	if ((w->block.high | w->carry) != 0)
		word |= far_letters(w);
	begins = word & ~(word << 1 | w->open);
	ends = ~word & (word << 1 | w->open);
	for (; ends != 0; ends &= ends - 1) {
		if (!w->open) {
			w->begin = w->at + (size_t)__builtin_ctzll(begins);
			begins &= begins - 1;
		}
		w->open = 0;
		add_word(w, w->begin, w->at + (size_t)__builtin_ctzll(ends));
	}
	if (begins != 0) {
		w->begin = w->at + (size_t)__builtin_ctzll(begins);
		w->open = 1;
	}
}

void
tokens_read(struct passage *p, const struct matcher *m)
{
	struct words w = { .p = p, .m = m };
	struct slice text = p->text;
	char rest[BLOCK_BYTES] = "";

	p->ntokens = 0;
	while (p->block_cap < text.n / BLOCK_BYTES + 1)
		p->block = xgrow(p->block, p->block_cap, &p->block_cap,
		    sizeof(*p->block));
	for (; text.n - w.at >= BLOCK_BYTES; w.at += BLOCK_BYTES)
		read_block(&w, text.p + w.at);
	if (text.n > w.at || w.open) {
		memcpy(rest, text.p + w.at, text.n - w.at);
		read_block(&w, rest);
	}
	if (p->ntokens > 0)
		p->token[0].gap |= GAP_BREAK;
}
