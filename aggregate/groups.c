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
