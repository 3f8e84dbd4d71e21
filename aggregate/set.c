/* SPDX-License-Identifier: MIT */
/*
 * A set of strings: open addressing, linear probing, at most half full.  Holds
 * a copy of every string.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/hash.h"
#include "aggregate/set.h"
#include "lib/xalloc.h"

#define FIRST_CAP 1024

struct set_slot {
	uint64_t	 hash, owner;
	const char	*text;		/* NULL: free */
	size_t		 n;
};

static struct set_slot *
find(const struct set *set, uint64_t hash, uint64_t owner, struct slice s)
{
	size_t mask = set->cap - 1, i = (size_t)hash & mask;
	struct set_slot *slot;

	for (;; i = (i + 1) & mask) {
		slot = &set->slots[i];
		if (slot->text == NULL)
			return slot;
		if (slot->hash == hash && slot->owner == owner &&
		    slot->n == s.n && memcmp(slot->text, s.p, s.n) == 0)
			return slot;
	}
}

static void
grow(struct set *set)
{
	struct set old = *set;
	size_t i;

	set->cap = old.cap > 0 ? old.cap * 2 : FIRST_CAP;
	set->slots = xcalloc(set->cap, sizeof(*set->slots));
	for (i = 0; i < old.cap; i++)
		if (old.slots[i].text != NULL) {
			struct set_slot *slot = &old.slots[i];

			*find(set, slot->hash, slot->owner,
			    slice(slot->text, slot->n)) = *slot;
		}
	free(old.slots);
}

bool
set_add(struct set *set, uint64_t owner, struct slice s)
{
	uint64_t hash = hash_bytes(owner, s.p, s.n);
	struct set_slot *slot;

	if (set->n >= set->cap / 2)
		grow(set);
	slot = find(set, hash, owner, s);
	if (slot->text != NULL)
		return false;
	*slot = (struct set_slot){ hash, owner,
	    pool_copy(&set->strings, s.p, s.n), s.n };
	set->n++;
	return true;
}

void
set_free(struct set *set)
{
	free(set->slots);
	pool_free(&set->strings);
	*set = (struct set){ 0 };
}
