/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_MATCHER_H
#define KLIPING_EXTRACT_MATCHER_H

#include "extract/match.h"
#include "lib/buf.h"

/* The inside of struct matcher: for match.c, which builds it, and passage.c,
   which reads texts with it. */

#define MATCHER_MAX_PHRASE 24	/* words; a longer phrase is not added */

struct matcher_word {
	uint32_t	at, n;		/* its lower-case bytes in words */
	uint32_t	node;		/* of the phrases it begins; 0: none */
};

struct matcher_node {
	uint32_t	parent, word;	/* parent 0: the phrase's first word */
	uint32_t	goal;		/* the phrases that end here; 0: none */
	uint16_t	gap;		/* as phrases write it before the word */
};

struct matcher_goal {
	enum lexicon	lexicon;
	uint32_t	entry, next;
	unsigned	flags;
};

struct matcher {
	struct buf	 words;
	struct matcher_word *word;	/* nwords; 0 is none */
	uint32_t	*slot;		/* nslots, a power of 2: word or 0 */
	struct matcher_node *node;
	uint32_t	*edge;		/* nedges, a power of 2: node or 0 */
	struct matcher_goal *goal;
	struct slice	*clitic;
	size_t		 nwords, nslots, nnodes, nedges, ngoals, nclitics;
	size_t		 word_cap, node_cap, goal_cap, clitic_cap;
};

/* The hash of a word, any case. */
uint32_t matcher_hash(const char *, size_t n);

/* A word's number, any case; 0 when no phrase has it. */
uint32_t matcher_word(const struct matcher *, const char *, size_t n);

/* The node reached from a node by a word; 0 when there is none. */
uint32_t matcher_child(const struct matcher *, uint32_t node, uint32_t word);

#endif
