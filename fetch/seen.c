/* SPDX-License-Identifier: MIT */
/*
 * The set of addresses met: open addressing with linear probing.  Holds eight
 * bytes a slot; reads and writes nothing.
 */
#include <stdlib.h>

#include "fetch/seen.h"
#include "lib/url.h"
#include "lib/xalloc.h"

#define SEEN_FIRST 1024		/* slots at first */

uint64_t
seen_hash(struct slice address)
{
	uint64_t hash = fnv1a(FNV1A_INIT, address.p, address.n);

	return hash != 0 ? hash : 1;
}

/* The slot that holds the hash, or the empty one where it belongs. */
static size_t
find(const struct seen *s, uint64_t hash)
{
	/* The multiplication spreads FNV's weak low bits. */
	size_t at = (size_t)((hash * 0x9e3779b97f4a7c15u) >> 20) & (s->cap - 1);

	while (s->slot[at] != 0 && s->slot[at] != hash)
		at = (at + 1) & (s->cap - 1);
	return at;
}

static void
grow(struct seen *s)
{
	struct seen larger = { .cap = s->cap > 0 ? s->cap * 2 : SEEN_FIRST };
	size_t i;

	larger.slot = xcalloc(larger.cap, sizeof(*larger.slot));
	for (i = 0; i < s->cap; i++)
		if (s->slot[i] != 0)
			larger.slot[find(&larger, s->slot[i])] = s->slot[i];
	larger.n = s->n;
	free(s->slot);
	*s = larger;
}

bool
seen_add(struct seen *s, uint64_t hash)
{
	size_t at;

	if (s->n >= s->cap / 4 * 3)
		grow(s);
	at = find(s, hash);
	if (s->slot[at] != 0)
		return false;
	s->slot[at] = hash;
	s->n++;
	return true;
}

bool
seen_has(const struct seen *s, uint64_t hash)
{
	return s->cap > 0 && s->slot[find(s, hash)] != 0;
}

void
seen_free(struct seen *s)
{
	free(s->slot);
	*s = (struct seen){ 0 };
}
