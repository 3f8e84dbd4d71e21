/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_WORDS_H
#define KLIPING_CLEAN_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/slice.h"

/*
 * Many words looked for at once: an automaton (Aho and Corasick, 1975) that
 * reads each byte of a text once, however many words there are.
 */
struct words;

struct words_hit {
	uint32_t	id;		/* as given to words_add */
	size_t		begin, end;	/* bytes in the text, half open */
};

struct words *words_new(void);

/*
 * Add a word of at least one byte.  mask is what words_mask answers for it, id
 * what words_find does.  Before words_build only.
 */
void	 words_add(struct words *, struct slice word, uint32_t id,
	     uint64_t mask);

/* Make the automaton ready. */
void	 words_build(struct words *);

/* The masks of all words in text, together. */
uint64_t words_mask(const struct words *, struct slice text);

/*
 * The first max hits in text, by where they end, longer words first.  Returns
 * how many.
 */
size_t	 words_find(const struct words *, struct slice text,
	     struct words_hit *hits, size_t max);

void	 words_free(struct words *);

#endif
