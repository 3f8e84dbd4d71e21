/* SPDX-License-Identifier: MIT */
/*
 * The automaton: a table of states by classes of bytes.  Bytes that are in no
 * word share one class, so the table stays small.  Holds the table only.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "clean/words.h"
#include "lib/xalloc.h"

/*
 * An entry of the table, when it is ready, is where the next state's entries
 * begin, and whether words end there.  Most bytes of a text end none, and then
 * the entry is all that is looked at.
 */
#define ENDS		((uint32_t)1 << 31)
#define ENTRIES(entry)	((entry) & ~ENDS)

struct word {
	char		*text;
	size_t		 n;
	uint32_t	 id;
	uint64_t	 mask;
	uint32_t	 same;		/* number of another of this text, from 1 */
};

struct state {
	uint64_t	mask;		/* of all words that end here */
	uint32_t	word;		/* that ends here, from 1; 0 = none */
	uint32_t	shorter;	/* state with the next shorter word */
	uint32_t	fail;
};

struct words {
	struct word	*words;
	size_t		 nwords, cap;
	unsigned char	 class_of[256];
	size_t		 nclasses;
	uint32_t	*next;		/* nstates * nclasses entries; until
					   words_build they are states */
	struct state	*states;
	size_t		 nstates, states_cap;
};

struct words *
words_new(void)
{
	return xcalloc(1, sizeof(struct words));
}

void
words_add(struct words *w, struct slice text, uint32_t id, uint64_t mask)
{
	struct word *word;

	if (text.n == 0)
		return;
	w->words = xgrow(w->words, w->nwords, &w->cap, sizeof(*w->words));
	word = &w->words[w->nwords++];
	word->text = xmemdup(text.p, text.n);
	word->n = text.n;
	word->id = id;
	word->mask = mask;
}

/* Class 0 is every byte that no word has. */
static void
number_bytes(struct words *w)
{
	size_t i, j;

	w->nclasses = 1;
	for (i = 0; i < w->nwords; i++)
		for (j = 0; j < w->words[i].n; j++) {
			unsigned char b = (unsigned char)w->words[i].text[j];

			if (w->class_of[b] == 0)
				w->class_of[b] = (unsigned char)w->nclasses++;
		}
}

static uint32_t *
step(struct words *w, uint32_t state, size_t class)
{
	return &w->next[(size_t)state * w->nclasses + class];
}

static void
insert(struct words *w, size_t number)
{
	struct word *word = &w->words[number];
	uint32_t at = 0;
	size_t i;

	for (i = 0; i < word->n; i++) {
		size_t class = w->class_of[(unsigned char)word->text[i]];

		if (*step(w, at, class) == 0)
			*step(w, at, class) = (uint32_t)w->nstates++;
		at = *step(w, at, class);
	}
	w->states[at].mask |= word->mask;
	word->same = w->states[at].word;
	w->states[at].word = (uint32_t)number + 1;
}

/* Breadth first: a state's failure link is shorter, hence ready before it. */
static void
link_states(struct words *w)
{
	uint32_t *queue = xreallocarray(NULL, w->nstates, sizeof(*queue));
	size_t head = 0, tail = 0, c;

	for (c = 0; c < w->nclasses; c++)
		if (*step(w, 0, c) != 0)
			queue[tail++] = *step(w, 0, c);
	while (head < tail) {
		uint32_t s = queue[head++], f = w->states[s].fail;

		w->states[s].mask |= w->states[f].mask;
		w->states[s].shorter = w->states[f].word != 0 ? f :
		    w->states[f].shorter;
		for (c = 0; c < w->nclasses; c++) {
			uint32_t t = *step(w, s, c);

			if (t == 0) {
				*step(w, s, c) = *step(w, f, c);
				continue;
			}
			w->states[t].fail = *step(w, f, c);
			queue[tail++] = t;
		}
	}
	free(queue);
}

/* Make entries of states. */
static void
finish_entries(struct words *w)
{
	size_t i;

	assert(w->nstates * w->nclasses < ENDS);
	for (i = 0; i < w->nstates * w->nclasses; i++) {
		const struct state *s = &w->states[w->next[i]];

		w->next[i] *= (uint32_t)w->nclasses;
		if (s->word != 0 || s->shorter != 0)
			w->next[i] |= ENDS;
	}
}

void
words_build(struct words *w)
{
	size_t total = 1, i;

	number_bytes(w);
	for (i = 0; i < w->nwords; i++)
		total += w->words[i].n;
	w->next = xcalloc(total * w->nclasses, sizeof(*w->next));
	w->states = xcalloc(total, sizeof(*w->states));
	w->nstates = 1;
	for (i = 0; i < w->nwords; i++)
		insert(w, i);
	link_states(w);
	finish_entries(w);
	w->next = xreallocarray(w->next, w->nstates * w->nclasses,
	    sizeof(*w->next));
}

/* The entry behind one more byte. */
static inline uint32_t
advance(const struct words *w, uint32_t entry, char byte)
{
	return w->next[ENTRIES(entry) + w->class_of[(unsigned char)byte]];
}

static uint32_t
state_of(const struct words *w, uint32_t entry)
{
	return ENTRIES(entry) / (uint32_t)w->nclasses;
}

uint64_t
words_mask(const struct words *w, struct slice text)
{
	uint64_t mask = 0;
	uint32_t s = 0;
	size_t i;

	for (i = 0; i < text.n; i++) {
		s = advance(w, s, text.p[i]);
		if ((s & ENDS) != 0)
			mask |= w->states[state_of(w, s)].mask;
	}
	return mask;
}

/* The words that end at byte `end` in a state; how many hits there are now. */
static size_t
put_hits(const struct words *w, uint32_t state, size_t end,
    struct words_hit *hits, size_t n, size_t max)
{
	uint32_t number = w->states[state].word;

	while (number != 0 && n < max) {
		const struct word *word = &w->words[number - 1];

		hits[n].id = word->id;
		hits[n].begin = end - word->n;
		hits[n++].end = end;
		number = word->same;
	}
	return n;
}

size_t
words_find(const struct words *w, struct slice text, struct words_hit *hits,
    size_t max)
{
	uint32_t s = 0, t;
	size_t i, n = 0;

	for (i = 0; i < text.n && n < max; i++) {
		s = advance(w, s, text.p[i]);
		if ((s & ENDS) == 0)
			continue;
		t = state_of(w, s);
		if (w->states[t].word == 0)
			t = w->states[t].shorter;
		for (; t != 0; t = w->states[t].shorter)
			n = put_hits(w, t, i + 1, hits, n, max);
	}
	return n;
}

void
words_free(struct words *w)
{
	size_t i;

	if (w == NULL)
		return;
	for (i = 0; i < w->nwords; i++)
		free(w->words[i].text);
	free(w->words);
	free(w->next);
	free(w->states);
	free(w);
}
