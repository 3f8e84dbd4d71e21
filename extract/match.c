/* SPDX-License-Identifier: MIT */
/*
 * The matcher: a trie whose letters are words.  Every word of every phrase has
 * a number, found by hashing its lower-case bytes; an edge of the trie is found
 * by hashing the node and the word's number.  A text's word that begins no
 * phrase, which is most of them, costs one look into the first table.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/match.h"
#include "extract/matcher.h"
#include "extract/token.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

bool
matcher_same_rest(const struct matcher *m, uint32_t word, const char *p)
{
	const char *folded = m->words.data + m->word[word].at;
	size_t n = m->word[word].n, i;

	for (i = SWAR_BYTES; i < n - SWAR_BYTES; i++)
		if (folded[i] != ascii_lower(p[i]))
			return false;
	return true;
}

static void
put_slot(struct matcher *m, uint32_t hash, uint32_t word)
{
	size_t mask = m->nslots - 1, i = hash & mask;

	while (m->slot[i].word != 0)
		i = (i + 1) & mask;
	m->slot[i] = (struct matcher_slot){ hash, word };
}

static void
grow_slots(struct matcher *m)
{
	struct matcher_slot *old = m->slot;
	size_t n = m->nslots, i;

	m->nslots *= 2;
	m->slot = xcalloc(m->nslots, sizeof(*m->slot));
	for (i = 0; i < n; i++)
		if (old[i].word != 0)
			put_slot(m, old[i].hash, old[i].word);
	free(old);
}

/* The number of a word, new if need be. */
static uint32_t
add_word(struct matcher *m, const char *p, size_t n, size_t room)
{
	uint32_t word = matcher_find(m, p, n, room);
	struct matcher_key key = matcher_key(p, n, room);
	size_t i;

	if (word != 0)
		return word;
	if (m->nwords * 3 >= m->nslots)
		grow_slots(m);
	m->word = xgrow(m->word, m->nwords, &m->word_cap, sizeof(*m->word));
	m->word[m->nwords] = (struct matcher_word){ key.head, key.tail,
	    (uint32_t)m->words.len, (uint32_t)n, 0 };
	(void)buf_add(&m->words, p, n);
	for (i = m->words.len - n; i < m->words.len; i++)
		m->words.data[i] = ascii_lower(m->words.data[i]);
	put_slot(m, key.hash, (uint32_t)m->nwords);
	return (uint32_t)m->nwords++;
}

static void
put_edge(struct matcher *m, uint32_t node)
{
	const struct matcher_node *child = &m->node[node];
	size_t mask = m->nedges - 1, i;

	m->node[child->parent].next |= (uint32_t)1 << (child->word % 32);
	i = matcher_edge_hash(child->parent, child->word) & mask;
	while (m->edge[i] != 0)
		i = (i + 1) & mask;
	m->edge[i] = node;
}

static void
grow_edges(struct matcher *m)
{
	uint32_t i;

	free(m->edge);
	m->nedges *= 2;
	m->edge = xcalloc(m->nedges, sizeof(*m->edge));
	for (i = 1; i < m->nnodes; i++)
		if (m->node[i].parent != 0)
			put_edge(m, i);
}

static uint32_t
add_node(struct matcher *m, uint32_t parent, uint32_t word)
{
	if (m->nnodes * 2 >= m->nedges)
		grow_edges(m);
	m->node = xgrow(m->node, m->nnodes, &m->node_cap, sizeof(*m->node));
	m->node[m->nnodes] = (struct matcher_node){ .parent = parent,
	    .word = word };
	if (parent != 0)
		put_edge(m, (uint32_t)m->nnodes);
	return (uint32_t)m->nnodes++;
}

static uint32_t
step(struct matcher *m, uint32_t node, uint32_t word)
{
	uint32_t child;

	if (node != 0)
		child = matcher_child(m, node, word);
	else
		child = m->word[word].node;
	if (child == 0)
		child = add_node(m, node, word);
	if (node == 0)
		m->word[word].node = child;
	return child;
}

/* The node of a phrase; 0 when it has no word or too many. */
static uint32_t
add_path(struct matcher *m, struct slice phrase, unsigned *upper)
{
	struct token t;
	uint32_t node = 0;
	size_t at = 0, n = 0;

	*upper = MATCH_UPPER;
	while (token_next(&t, phrase, &at)) {
		if (n++ == MATCHER_MAX_PHRASE)
			return 0;
		node = step(m, node, add_word(m, phrase.p + t.begin,
		    t.end - t.begin, phrase.n - t.begin));
		m->node[node].gap |= t.gap;
		if (t.shape != SHAPE_UPPER)
			*upper = 0;
	}
	return node;
}

uint32_t
matcher_add(struct matcher *m, enum lexicon lexicon, uint32_t entry,
    struct slice phrase, unsigned flags)
{
	unsigned upper;
	uint32_t node = add_path(m, phrase, &upper), i;

	if (node == 0)
		return entry;
	for (i = m->node[node].goal; i != 0; i = m->goal[i].next)
		if (m->goal[i].lexicon == lexicon)
			return m->goal[i].entry;
	if (flags & MATCH_AS_WRITTEN)
		flags |= upper;
	m->goal = xgrow(m->goal, m->ngoals, &m->goal_cap, sizeof(*m->goal));
	m->goal[m->ngoals] = (struct matcher_goal){ .lexicon = lexicon,
	    .entry = entry, .flags = flags, .next = m->node[node].goal };
	m->node[node].goal = (uint32_t)m->ngoals++;
	return entry;
}

int
matcher_add_clitic(struct matcher *m, struct slice s)
{
	if (m->nclitics == MATCHER_MAX_CLITICS || s.n == 0 ||
	    s.n > MATCHER_MAX_CLITIC)
		return -1;
	m->clitic = xgrow(m->clitic, m->nclitics, &m->clitic_cap,
	    sizeof(*m->clitic));
	m->clitic_last[(unsigned char)s.p[s.n - 1]] |=
	    (uint32_t)1 << m->nclitics;
	m->clitic[m->nclitics] = slice(xmemdup(s.p, s.n), s.n);
	m->nclitics++;
	return 0;
}

struct matcher *
matcher_new(void)
{
	struct matcher *m = xcalloc(1, sizeof(*m));

	buf_init(&m->words, (size_t)64 << 20);
	m->nslots = 1 << 15;
	m->slot = xcalloc(m->nslots, sizeof(*m->slot));
	m->nedges = 1 << 15;
	m->edge = xcalloc(m->nedges, sizeof(*m->edge));
	/* Number 0 of each means none. */
	m->word = xgrow(NULL, 0, &m->word_cap, sizeof(*m->word));
	m->goal = xgrow(NULL, 0, &m->goal_cap, sizeof(*m->goal));
	m->word[0] = (struct matcher_word){ 0 };
	m->goal[0] = (struct matcher_goal){ 0 };
	m->nwords = m->ngoals = 1;
	(void)add_node(m, 0, 0);
	return m;
}

void
matcher_free(struct matcher *m)
{
	size_t i;

	if (m == NULL)
		return;
	for (i = 0; i < m->nclitics; i++)
		free((void *)(uintptr_t)m->clitic[i].p);
	free(m->clitic);
	buf_free(&m->words);
	free(m->word);
	free(m->slot);
	free(m->node);
	free(m->edge);
	free(m->goal);
	free(m);
}
