/* SPDX-License-Identifier: MIT */
/*
 * The table of groups: open addressing, linear probing, at most half full, and
 * a quarter while it is small.
 * Holds the groups with their keys and states; they never move.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/groups.h"
#include "aggregate/hash.h"
#include "aggregate/pages.h"
#include "lib/xalloc.h"

#define FIRST_CAP 1024
#define MANY 4096	/* groups that a cache does not hold */

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

static struct group_slot *
find(const struct groups *gs, uint64_t hash, struct slice key)
{
	size_t mask = gs->cap - 1, i = (size_t)hash & mask;

	while (gs->slots[i].group != NULL && (gs->slots[i].hash != hash ||
	    !hash_same(gs->slots[i].group->key, key)))
		i = (i + 1) & mask;
	return &gs->slots[i];
}

static void
grow(struct groups *gs)
{
	struct group_slot *old = gs->slots;
	size_t old_cap = gs->cap, mask, i, at;

	gs->cap = old_cap > 0 ? old_cap * 2 : FIRST_CAP;
	gs->slots = xcalloc(gs->cap, sizeof(*gs->slots));
	pages_ask(gs->slots, gs->cap * sizeof(*gs->slots));
	mask = gs->cap - 1;
	for (i = 0; i < old_cap; i++) {
		if (old[i].group == NULL)
			continue;
		for (at = (size_t)old[i].hash & mask;
		    gs->slots[at].group != NULL;)
			at = (at + 1) & mask;
		gs->slots[at] = old[i];
	}
	free(old);
}

/* One piece of memory holds a group, its states and its key. */
static struct group *
add(struct groups *gs, struct group_slot *slot, uint64_t hash,
    struct slice key)
{
	size_t align = gs->state_bytes >= 16 ? 16 : 8;
	struct group *g = pool_get_aligned(&gs->pool, sizeof(*g) +
	    gs->state_bytes + key.n, align);
	char *copy = (char *)(g + 1) + gs->state_bytes;

	g->states = g + 1;
	if (key.n > 0)
		memcpy(copy, key.p, key.n);
	g->key = slice(copy, key.n);
	g->number = gs->n;
	gs->list = xgrow(gs->list, gs->n, &gs->list_cap, sizeof(*gs->list));
	gs->list[gs->n++] = g;
	*slot = (struct group_slot){ g, hash };
	return g;
}

static struct group *
get(struct groups *gs, uint64_t hash, struct slice key)
{
	struct group_slot *slot;

	if (gs->n >= gs->cap / (gs->n < MANY ? 4 : 2))
		grow(gs);
	slot = find(gs, hash, key);
	return slot->group != NULL ? slot->group : add(gs, slot, hash, key);
}

struct group *
groups_get(struct groups *gs, struct slice key)
{
	return get(gs, hash_bytes(0, key.p, key.n), key);
}

/* Bring the groups nearer that keys of these hashes will need. */
static void
fetch(const struct groups *gs, const uint64_t *hashes, size_t n)
{
	size_t mask = gs->cap - 1, i;
	const struct group_slot *slot;

	for (i = 0; i < n; i++)
		__builtin_prefetch(&gs->slots[hashes[i] & mask]);
	for (i = 0; i < n; i++) {
		slot = &gs->slots[hashes[i] & mask];
		while (slot->group != NULL && slot->hash != hashes[i])
			slot = slot + 1 < gs->slots + gs->cap ? slot + 1 :
			    gs->slots;
		if (slot->group != NULL) {
			__builtin_prefetch(slot->group);
			__builtin_prefetch((const char *)(slot->group + 1) +
			    gs->state_bytes);
		}
	}
}

/* Most keys have their group where they look first. */
static inline char *
get_states(struct groups *gs, uint64_t hash, struct slice key)
{
	const struct group_slot *slot;
	struct group *g;

	if (gs->cap > 0) {
		slot = &gs->slots[hash & (gs->cap - 1)];
		g = slot->group;
		if (slot->hash == hash && g != NULL && hash_same(key,
		    slice((char *)(g + 1) + gs->state_bytes, g->key.n)))
			return (char *)(g + 1);
	}
	return get(gs, hash, key)->states;
}

void
groups_get_many(struct groups *gs, const struct slice *keys, size_t n,
    char **states)
{
	uint64_t hashes[GROUPS_MAX_KEYS];
	size_t i;

	for (i = 0; i < n; i++)
		hashes[i] = hash_bytes(0, keys[i].p, keys[i].n);
	if (gs->n > MANY)
		fetch(gs, hashes, n);
	for (i = 0; i < n; i++)
		states[i] = get_states(gs, hashes[i], keys[i]);
}

size_t
groups_bytes(const struct groups *gs)
{
	return gs->pool.bytes + gs->cap * sizeof(*gs->slots) +
	    gs->list_cap * sizeof(*gs->list);
}

struct group *
groups_find(const struct groups *gs, struct slice key)
{
	if (gs->cap == 0)
		return NULL;
	return find(gs, hash_bytes(0, key.p, key.n), key)->group;
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

	if (x->prefix != y->prefix)
		return x->prefix < y->prefix ? -1 : 1;
	return slice_compare(x->group->key, y->group->key);
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

/* Sort by one byte of the prefix, from one array to another. */
static void
sort_by_byte(const struct entry *from, struct entry *to, size_t n,
    unsigned shift)
{
	size_t places[256] = { 0 }, i, sum, count;

	for (i = 0; i < n; i++)
		places[from[i].prefix >> shift & 0xff]++;
	for (i = sum = 0; i < 256; i++) {
		count = places[i];
		places[i] = sum;
		sum += count;
	}
	for (i = 0; i < n; i++)
		to[places[from[i].prefix >> shift & 0xff]++] = from[i];
}

/*
 * Sort by prefixes, one byte after another from the lowest, passing over those
 * that all have alike; then the few that have one prefix by their whole keys.
 * Returns the array that it ends in.
 */
static struct entry *
sort_entries(struct entry *entries, struct entry *spare, size_t n)
{
	uint64_t differ = 0;
	struct entry *swap;
	size_t i, j;
	unsigned shift;

	for (i = 1; i < n; i++)
		differ |= entries[i].prefix ^ entries[0].prefix;
	for (shift = 0; shift < 64; shift += 8) {
		if ((differ >> shift & 0xff) == 0)
			continue;
		sort_by_byte(entries, spare, n, shift);
		swap = entries;
		entries = spare;
		spare = swap;
	}
	for (i = 0; i < n; i = j) {
		for (j = i + 1; j < n &&
		    entries[j].prefix == entries[i].prefix;)
			j++;
		if (j > i + 1)
			qsort(entries + i, j - i, sizeof(*entries), by_key);
	}
	return entries;
}

const struct group **
groups_sorted(const struct groups *gs)
{
	struct entry *entries = xcalloc(gs->n + 1, sizeof(*entries));
	struct entry *spare = xcalloc(gs->n + 1, sizeof(*spare)), *in_order;
	const struct group **sorted;
	size_t i;

	for (i = 0; i < gs->n; i++)
		entries[i] = (struct entry){ gs->list[i],
		    prefix_of(gs->list[i]->key) };
	in_order = sort_entries(entries, spare, gs->n);
	free(in_order == entries ? spare : entries);
	sorted = xcalloc(gs->n + 1, sizeof(*sorted));
	for (i = 0; i < gs->n; i++)
		sorted[i] = in_order[i].group;
	free(in_order);
	return sorted;
}
