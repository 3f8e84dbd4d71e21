/* SPDX-License-Identifier: MIT */
/*
 * Phrases in a text: chains of those whose first three bytes have the same
 * place in a table.  Reads memory only.
 */
#include <stdlib.h>

#include "clean/phrases.h"
#include "lib/ascii.h"
#include "lib/swar.h"
#include "lib/xalloc.h"

#define KEY_BYTES	3	/* those that the tables go by */

/* The place of the three bytes at p. */
static size_t
place_of(const char *p)
{
	uint32_t key = (uint32_t)(unsigned char)p[0] << 16 |
	    (uint32_t)(unsigned char)p[1] << 8 | (unsigned char)p[2];

	return key * 2654435761u >> 20;		/* Fibonacci hashing */
}

void
phrases_add(struct phrases *l, struct slice text, unsigned what)
{
	uint16_t kind = (uint16_t)(1u << what);
	struct phrase *phrase;
	uint32_t *first = &l->shorter;

	if (text.n == 0)
		return;
	l->list = xgrow(l->list, l->n, &l->cap, sizeof(*l->list));
	phrase = &l->list[l->n++];
	phrase->text = slice(xmemdup(text.p, text.n), text.n);
	phrase->what = (unsigned char)what;
	if (text.n < KEY_BYTES)
		l->short_kinds |= kind;
	else {
		size_t place = place_of(text.p);

		l->starts[place] |= kind;
		first = &l->first[place];
		place = place_of(text.p + text.n - KEY_BYTES);
		l->ends[place] |= kind;
	}
	phrase->next = *first;
	*first = (uint32_t)l->n;
}

void
phrases_free(struct phrases *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		free((void *)(uintptr_t)l->list[i].text.p);
	free(l->list);
	*l = (struct phrases){ .list = NULL };
}

static bool
is_word_byte(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* Is there no word that goes on from the byte before `at` to that at it? */
static bool
is_edge(struct slice text, size_t at)
{
	return at == 0 || at == text.n || !is_word_byte(text.p[at]) ||
	    !is_word_byte(text.p[at - 1]);
}

/* The longest, or the shortest, of one chain that begins at `at`; or best. */
static const struct phrase *
best_of(const struct phrases *l, uint32_t number, struct slice text, size_t at,
    unsigned mask, bool longest, const struct phrase *best)
{
	const struct phrase *p;

	for (; number != 0; number = p->next) {
		p = &l->list[number - 1];
		if ((1u << p->what & mask) == 0 || p->text.n > text.n - at ||
		    (best != NULL && (longest ? p->text.n <= best->text.n :
		    p->text.n >= best->text.n)))
			continue;
		if (memcmp(p->text.p, text.p + at, p->text.n) == 0 &&
		    is_edge(text, at + p->text.n))
			best = p;
	}
	return best;
}

static const struct phrase *
find_at(const struct phrases *l, struct slice text, size_t at, unsigned mask,
    bool longest)
{
	const struct phrase *best = NULL;

	if ((l->short_kinds & mask) != 0)
		best = best_of(l, l->shorter, text, at, mask, longest, NULL);
	if (text.n - at >= KEY_BYTES) {
		size_t place = place_of(text.p + at);

		if ((l->starts[place] & mask) != 0)
			best = best_of(l, l->first[place], text, at, mask,
			    longest, best);
	}
	return best;
}

int
phrase_at_start(const struct phrases *l, struct slice text, unsigned mask)
{
	const struct phrase *found = find_at(l, text, 0, mask, true);

	return found != NULL ? (int)(found - l->list) : -1;
}

/*
 * Of the bytes at p, at most eight, those where a phrase may begin: no space,
 * and no letter or digit behind another.  *in_word: is there one before them;
 * then, is there one at their end?
 */
static uint64_t
beginnings(const char *p, size_t n, bool *in_word)
{
	char bytes[SWAR_BYTES + 1] = "        ";
	uint64_t word, in, behind;

	if (n < SWAR_BYTES) {
		memcpy(bytes, p, n);
		p = bytes;
	}
	word = swar_load(p);
	in = swar_alnum(word) | swar_high(word);
	behind = swar_behind(in, *in_word);
	*in_word = swar_last(in);
	return SWAR_HIGH & ~(in & behind) & ~swar_equal(word, ' ');
}

int
phrase_within(const struct phrases *l, struct slice text, unsigned mask,
    struct words_hit *hit)
{
	const struct phrase *phrase, *found = NULL;
	size_t i, at, end = text.n + 1;
	bool in_word = false;
	uint64_t begins;

	/* A later beginning may still come to an earlier end. */
	for (i = 0; i < text.n && i < end; i += SWAR_BYTES) {
		begins = beginnings(text.p + i, text.n - i, &in_word);
		for (; begins != 0; begins = swar_drop_first(begins)) {
			at = i + swar_first(begins);
			phrase = find_at(l, text, at, mask, false);
			if (phrase == NULL || at + phrase->text.n >= end)
				continue;
			found = phrase;
			end = at + phrase->text.n;
			hit->id = (uint32_t)(found - l->list);
			hit->begin = at;
			hit->end = end;
		}
	}
	return found != NULL ? (int)hit->id : -1;
}

bool
phrase_at_end(const struct phrases *l, struct slice text, unsigned mask)
{
	size_t i;

	if (text.n >= KEY_BYTES &&
	    ((l->ends[place_of(text.p + text.n - KEY_BYTES)] |
	    l->short_kinds) & mask) == 0)
		return false;
	for (i = 0; i < l->n; i++) {
		struct slice s = l->list[i].text;

		if ((1u << l->list[i].what & mask) != 0 && s.n <= text.n &&
		    memcmp(text.p + text.n - s.n, s.p, s.n) == 0)
			return true;
	}
	return false;
}
