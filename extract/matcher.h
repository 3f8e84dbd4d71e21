/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_MATCHER_H
#define KLIPING_EXTRACT_MATCHER_H

#include <string.h>

#include "extract/match.h"
#include "lib/buf.h"
#include "lib/swar.h"

/* The inside of struct matcher: for match.c, which builds it, and words.c and
   passage.c, which read texts with it. */

#define MATCHER_MAX_PHRASE 24	/* words; a longer phrase is not added */
#define MATCHER_MAX_CLITICS 32
#define MATCHER_MAX_CLITIC 15	/* bytes of one */

struct matcher_word {
	uint64_t	head, tail;	/* of its key */
	uint32_t	at, n;		/* its lower-case bytes in words */
	uint32_t	node;		/* of the phrases it begins; 0: none */
};

/* A place of the table of words. */
struct matcher_slot {
	uint32_t	hash, word;	/* word 0: empty */
};

struct matcher_node {
	uint32_t	parent, word;	/* parent 0: the phrase's first word */
	uint32_t	goal;		/* the phrases that end here; 0: none */
	uint32_t	next;		/* which words may be next: a bit for
					   each word's last five bits */
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
	struct matcher_slot *slot;	/* nslots, a power of 2 */
	struct matcher_node *node;
	uint32_t	*edge;		/* nedges, a power of 2: node or 0 */
	struct matcher_goal *goal;
	struct slice	*clitic;
	uint32_t	 clitic_last[256]; /* by last byte: bits of clitics */
	size_t		 nwords, nslots, nnodes, nedges, ngoals, nclitics;
	size_t		 word_cap, node_cap, goal_cap, clitic_cap;
};

/*
 * What words are compared by: their first eight bytes and their last eight,
 * the latter 0 in words of up to eight, all without case.  With the length it
 * tells all words of up to sixteen bytes from each other.
 */
struct matcher_key {
	uint64_t	head, tail;
	uint32_t	hash;
};

/* Eight bytes of a word, its capitals made small.  Of the letters, digits and
   bytes over 127 that words have, letters alone have the second highest bit
   and not the highest. */
static inline uint64_t
matcher_fold(uint64_t bytes)
{
	return bytes | (bytes >> 1 & ~(bytes >> 2) & SWAR_ONES * 0x20);
}

/* The key of a word of n bytes (n > 0) of which `room` may be read. */
static inline struct matcher_key
matcher_key(const char *p, size_t n, size_t room)
{
	static const uint64_t keep[SWAR_BYTES + 1] = {
		0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff,
		0xffffffffffff, 0xffffffffffffff, UINT64_MAX
	};
	struct matcher_key key = { 0, 0, 0 };
	uint64_t h;

	if (n > SWAR_BYTES) {
		key.head = matcher_fold(swar_load(p));
		key.tail = matcher_fold(swar_load(p + n - SWAR_BYTES));
	} else if (room >= SWAR_BYTES && __BYTE_ORDER__ ==
	    __ORDER_LITTLE_ENDIAN__) {
		key.head = matcher_fold(swar_load(p) & keep[n]);
	} else {
		memcpy(&key.head, p, n);
		key.head = matcher_fold(key.head);
	}
	h = (key.head + n) * 0x9e3779b97f4a7c15u;
	h = ((h ^ h >> 32) + key.tail) * 0xd6e8feb86659fd93u;
	key.hash = (uint32_t)(h >> 32);
	return key;
}

/* Is it the word, which has the key and the length of another? */
bool	 matcher_same_rest(const struct matcher *, uint32_t word, const char *);

/* The number of the word of n bytes (n > 0), any case; 0 when no phrase has it.
   `room` bytes may be read there. */
static inline __attribute__((always_inline)) uint32_t
matcher_find(const struct matcher *m, const char *p, size_t n, size_t room)
{
	struct matcher_key key = matcher_key(p, n, room);
	size_t mask = m->nslots - 1, i;

	for (i = key.hash & mask; m->slot[i].word != 0; i = (i + 1) & mask) {
		const struct matcher_word *w = &m->word[m->slot[i].word];

		if (m->slot[i].hash == key.hash && w->head == key.head &&
		    w->tail == key.tail && w->n == n &&
		    (n <= 2 * SWAR_BYTES ||
		    matcher_same_rest(m, m->slot[i].word, p)))
			return m->slot[i].word;
	}
	return 0;
}

static inline uint32_t
matcher_edge_hash(uint32_t node, uint32_t word)
{
	uint32_t h = node * 0x9e3779b1u ^ word * 0x85ebca77u;

	return h ^ h >> 16;
}

/* The node reached from a node by a word; 0 when there is none. */
static inline uint32_t
matcher_child(const struct matcher *m, uint32_t node, uint32_t word)
{
	size_t mask = m->nedges - 1, i;

	if (!(m->node[node].next >> (word % 32) & 1))
		return 0;
	for (i = matcher_edge_hash(node, word) & mask; m->edge[i] != 0;
	    i = (i + 1) & mask)
		if (m->node[m->edge[i]].parent == node &&
		    m->node[m->edge[i]].word == word)
			return m->edge[i];
	return 0;
}

#endif
