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
	struct block	 block;
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

static enum token_shape
shape_of(const struct words *w, size_t begin, size_t end)
{
	uint64_t run, upper, digit;

	if (begin < w->at)
		return token_shape(w->p->text.p + begin, end - begin);
	run = ((uint64_t)1 << (end - begin)) - 1;
	upper = w->block.upper >> (begin - w->at) & run;
	digit = w->block.digit >> (begin - w->at) & run;
	if (digit != 0)
		return digit == run ? SHAPE_NUMBER : SHAPE_MIXED;
	if (upper == run)
		return SHAPE_UPPER;
	return upper & 1 ? SHAPE_CAPITAL : SHAPE_LOWER;
}

/* Most words stand one blank behind the word before. */
static uint16_t
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

static void
add_word(struct words *w, size_t begin, size_t end)
{
	struct passage *p = w->p;
	const char *s = p->text.p + begin;
	size_t room = p->text.n - begin;
	struct token *t;

	if (p->ntokens == p->token_cap)
		p->token = xgrow(p->token, p->ntokens, &p->token_cap,
		    sizeof(*p->token));
	t = &p->token[p->ntokens];
	t->begin = (uint32_t)begin;
	t->end = (uint32_t)end;
	t->gap = gap_of(w, begin);
	if (p->ntokens++ == 0)
		t->gap |= GAP_BREAK;
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
	uint64_t word, edges;

	block_read(&w->block, bytes);
	word = w->block.word;
	if ((w->block.high | w->carry) != 0)
		word |= far_letters(w);
	for (edges = word ^ (word << 1 | w->open); edges != 0;
	    edges &= edges - 1) {
		size_t at = w->at + (size_t)__builtin_ctzll(edges);

		if (w->open)
			add_word(w, w->begin, at);
		else
			w->begin = at;
		w->open ^= 1;
	}
}

void
tokens_read(struct passage *p, const struct matcher *m)
{
	struct words w = { .p = p, .m = m };
	struct slice text = p->text;
	char rest[BLOCK_BYTES] = "";

	p->ntokens = 0;
	for (; text.n - w.at >= BLOCK_BYTES; w.at += BLOCK_BYTES)
		read_block(&w, text.p + w.at);
	if (text.n > w.at) {
		memcpy(rest, text.p + w.at, text.n - w.at);
		read_block(&w, rest);
	}
	if (w.open)
		add_word(&w, w.begin, text.n);
}
