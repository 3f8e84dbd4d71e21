/* SPDX-License-Identifier: MIT */
/*
 * The table of groups: open addressing, linear probing, at most half full.
 * Holds the groups with their keys and states; they never move.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/groups.h"
#include "aggregate/hash.h"
#include "lib/xalloc.h"

#define FIRST_CAP 1024

void
groups_init(struct groups *gs, size_t state_bytes)
{
	*gs = (struct groups){ .state_bytes = state_bytes };
}

void
groups_free(struct groups *gs)
{
	free(gs->list);
	free(gs->slots);
	pool_free(&gs->pool);
	groups_init(gs, gs->state_bytes);
}

static struct group **
find(const struct groups *gs, uint64_t hash, struct slice key)
{
	size_t mask = gs->cap - 1, i = (size_t)hash & mask;

	while (gs->slots[i] != NULL && (gs->slots[i]->hash != hash ||
	    !slice_eq(gs->slots[i]->key, key)))
		i = (i + 1) & mask;
	return &gs->slots[i];
}

static void
grow(struct groups *gs)
{
	size_t i;

	free(gs->slots);
	gs->cap = gs->cap > 0 ? gs->cap * 2 : FIRST_CAP;
	gs->slots = xcalloc(gs->cap, sizeof(struct group *));
	for (i = 0; i < gs->n; i++)
		*find(gs, gs->list[i]->hash, gs->list[i]->key) = gs->list[i];
}

struct group *
groups_get(struct groups *gs, struct slice key)
{
	uint64_t hash = hash_bytes(0, key.p, key.n);
	struct group **slot, *g;

	if (gs->n >= gs->cap / 2)
		grow(gs);
	slot = find(gs, hash, key);
	if (*slot != NULL)
		return *slot;
	g = pool_get(&gs->pool, sizeof(*g));
	g->states = pool_get(&gs->pool, gs->state_bytes);
	g->key = slice(pool_copy(&gs->pool, key.p, key.n), key.n);
	g->number = gs->n;
	g->hash = hash;
	gs->list = xgrow(gs->list, gs->n, &gs->list_cap, sizeof(*gs->list));
	gs->list[gs->n++] = g;
	return *slot = g;
}

struct group *
groups_find(const struct groups *gs, struct slice key)
{
	if (gs->cap == 0)
		return NULL;
	return *find(gs, hash_bytes(0, key.p, key.n), key);
}

struct entry {
	const struct group	*group;
	uint64_t		 prefix;	/* of its key, to compare first */
};

/* TAB is less than any byte of a cell, so this orders cell by cell. */
static int
by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	struct slice s = x->group->key, t = y->group->key;
	size_t n = s.n < t.n ? s.n : t.n;
	int order;

	if (x->prefix != y->prefix)
		return x->prefix < y->prefix ? -1 : 1;
	order = n > 0 ? memcmp(s.p, t.p, n) : 0;
	return order != 0 ? order : (s.n > t.n) - (s.n < t.n);
}

/* The first eight bytes of a key as a number of the same order, so that most
   comparisons need not go to the key itself. */
static uint64_t
prefix_of(struct slice key)
{
	uint64_t prefix = 0;
	size_t i;

	for (i = 0; i < 8; i++)
		prefix = prefix << 8 | (i < key.n ? (unsigned char)key.p[i] :
		    0);
	return prefix;
}

const struct group **
groups_sorted(const struct groups *gs)
{
	struct entry *entries = xcalloc(gs->n + 1, sizeof(*entries));
	const struct group **sorted = xcalloc(gs->n + 1, sizeof(*sorted));
	size_t i;

	for (i = 0; i < gs->n; i++)
		entries[i] = (struct entry){ gs->list[i],
		    prefix_of(gs->list[i]->key) };
	qsort(entries, gs->n, sizeof(*entries), by_key);
	for (i = 0; i < gs->n; i++)
		sorted[i] = entries[i].group;
	free(entries);
	return sorted;
}
