/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_PHRASES_H
#define KLIPING_CLEAN_PHRASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clean/words.h"
#include "lib/slice.h"

/*
 * A list of phrases, each of a kind, looked for in folded text (fold).  Where
 * three bytes of a text begin no phrase of the kinds asked for, which is nearly
 * everywhere, one look at a table says so.
 */

#define PHRASES_KINDS	16	/* the most of them: a mask has a bit each */
#define PHRASES_PLACES	4096	/* of the tables by three bytes */

struct phrase {
	struct slice	text;		/* folded */
	unsigned char	what;		/* the kind, under PHRASES_KINDS */
	uint32_t	next;		/* number of another whose first bytes
					   have the same place; 0: none */
};

struct phrases {		/* all zero: an empty list */
	struct phrase	*list;		/* in the order they were added */
	size_t		 n, cap;
	/* what follows is its own */
	uint32_t	 first[PHRASES_PLACES];	/* numbers, from 1 */
	uint16_t	 starts[PHRASES_PLACES];	/* kinds by the first */
	uint16_t	 ends[PHRASES_PLACES];	/* and the last three bytes */
	uint32_t	 shorter;	/* the first of those that have fewer */
	uint16_t	 short_kinds;
};

/* Add one, whose text is copied; an empty one is none. */
void	 phrases_add(struct phrases *, struct slice text, unsigned what);

void	 phrases_free(struct phrases *);

/*
 * The longest phrase that text begins with and that ends at a word's end; its
 * index in list, or -1.  mask: the kinds that count, a bit each.
 */
int	 phrase_at_start(const struct phrases *, struct slice text,
	     unsigned mask);

/* The first to end within text, from a word's beginning to a word's end: its
   index or -1, and where in hit. */
int	 phrase_within(const struct phrases *, struct slice text,
	     unsigned mask, struct words_hit *hit);

/* Does text end with one, whatever is before it? */
bool	 phrase_at_end(const struct phrases *, struct slice text,
	     unsigned mask);

#endif
