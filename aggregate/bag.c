/* SPDX-License-Identifier: MIT */
/*
 * Bags of strings: open addressing over all of them, linear probing, at most
 * three quarters full.  Holds a copy of every different string of a bag.
 *
 * A slot is 24 bits of the hash and the place of the string: the number of its
 * chunk and where it begins there.  A string stands behind its count (where they
 * are counted), the number of its bag and its length, each as short as it goes.
 *
 * The first bits of the hash say where a slot is looked for, so that slots lie
 * nearly in the order of their hashes, and the table grows where it is: each slot
 * moves to about twice its place, and needs no more than the bits it has.  Only
 * a table of more slots than those bits can tell apart reads the strings again.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/bag.h"
#include "aggregate/hash.h"
#include "aggregate/pages.h"
#include "lib/xalloc.h"

#define FIRST_BITS 10
#define FIRST_CAP ((size_t)1 << FIRST_BITS)
#define PLACE_BITS 40
#define PLACE_MASK (((uint64_t)1 << PLACE_BITS) - 1)
#define HASH_BITS (64 - PLACE_BITS)
#define CHUNK_BITS 20
#define CHUNK ((size_t)1 << CHUNK_BITS)	/* a longer string has its own */
#define FIRST_CHUNK ((size_t)16 << 10)
#define MAX_HEAD 24	/* bytes before a string */

void
bag_table_init(struct bag_table *t, bool counted)
{
	*t = (struct bag_table){ .counted = counted };
}

void
bag_table_free(struct bag_table *t)
{
	size_t i;

	for (i = 0; i < t->nchunks; i++)
		free(t->chunks[i]);
	free(t->chunks);
	free(t->slots);
	free(t->sorted);
	free(t->begins);
	bag_table_init(t, t->counted);
}

/* A number in groups of seven bits, the last with the high bit clear. */
static char *
put_short(char *to, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		*to++ = (char)(n | 0x80);
	*to++ = (char)n;
	return to;
}

static inline const char *
get_short(const char *s, uint64_t *n)
{
	unsigned shift = 0;

	*n = 0;
	do
		*n |= (uint64_t)(*s & 0x7f) << shift;
	while (shift += 7, *s++ & 0x80);
	return s;
}

/* A string where it lies. */
struct entry {
	char		*at;
	uint64_t	 bag;
	struct slice	 text;
};

static inline void
read_entry(const struct bag_table *t, char *at, struct entry *e)
{
	const char *s = at + (t->counted ? sizeof(uint64_t) : 0);
	uint64_t n;

	e->at = at;
	s = get_short(s, &e->bag);
	s = get_short(s, &n);
	e->text = slice(s, (size_t)n);
}

static inline char *
place_of(const struct bag_table *t, uint64_t slot)
{
	uint64_t place = (slot & PLACE_MASK) - 1;

	return t->chunks[place >> CHUNK_BITS] + (place & (CHUNK - 1));
}

static uint64_t
hash_of(uint64_t bag, struct slice s)
{
	return hash_bytes(bag, s.p, s.n);
}

/* Call back with the place of every string, as a slot has it without bits of a
   hash, in the order they lie in. */
static void
walk(struct bag_table *t, void (*visit)(struct bag_table *, uint64_t place))
{
	size_t i, at, end;
	struct entry e;

	for (i = 0; i < t->nchunks; i++) {
		char *chunk = t->chunks[i];

		memcpy(&end, chunk, sizeof(end));
		for (at = sizeof(end); at < end; at = (size_t)(e.text.p +
		    e.text.n - chunk)) {
			read_entry(t, chunk + at, &e);
			visit(t, (uint64_t)i << CHUNK_BITS | at);
		}
	}
}

/* Where a hash is looked for, or a slot while that has bits enough. */
static inline size_t
home(const struct bag_table *t, uint64_t hash)
{
	return (size_t)(hash >> t->shift);
}

static void
enter_slot(struct bag_table *t, size_t at, uint64_t slot)
{
	while (t->slots[at] != 0)
		at = (at + 1) & (t->cap - 1);
	t->slots[at] = slot;
}

static void
enter(struct bag_table *t, uint64_t place)
{
	struct entry e;
	uint64_t hash;

	read_entry(t, place_of(t, place + 1), &e);
	hash = hash_of(e.bag, e.text);
	enter_slot(t, home(t, hash), hash >> PLACE_BITS << PLACE_BITS |
	    (place + 1));
}

/*
 * Move the slots of the lower half to their places in the whole.  From the last
 * to the first, a slot goes behind all that are still to be moved; the few that
 * would not, because they stand far from where they are looked for, wait.
 */
static void
spread(struct bag_table *t)
{
	uint64_t *late = NULL, slot;
	size_t n = 0, room = 0, i, at;

	for (i = t->cap / 2; i-- > 0;) {
		if ((slot = t->slots[i]) == 0)
			continue;
		t->slots[i] = 0;
		at = home(t, slot);
		while (at > i && at < t->cap && t->slots[at] != 0)
			at++;
		if (at > i && at < t->cap)
			t->slots[at] = slot;
		else {
			late = xgrow(late, n, &room, sizeof(*late));
			late[n++] = slot;
		}
	}
	for (i = 0; i < n; i++)
		enter_slot(t, home(t, late[i]), late[i]);
	free(late);
}

static void
grow(struct bag_table *t)
{
	size_t old = t->cap;

	t->cap = old > 0 ? old * 2 : FIRST_CAP;
	t->shift = old > 0 ? t->shift - 1 : 64 - FIRST_BITS;
	t->bytes += (t->cap - old) * sizeof(*t->slots);
	t->slots = xreallocarray(t->slots, t->cap, sizeof(*t->slots));
	pages_ask(t->slots, t->cap * sizeof(*t->slots));
	if (64 - t->shift > HASH_BITS) {
		memset(t->slots, 0, t->cap * sizeof(*t->slots));
		walk(t, enter);
		return;
	}
	memset(t->slots + old, 0, (t->cap - old) * sizeof(*t->slots));
	spread(t);
}

/* The end of a chunk stands at its beginning, for walk. */
static void
add_chunk(struct bag_table *t, size_t n)
{
	t->size = t->bytes / 4 < FIRST_CHUNK ? FIRST_CHUNK :
	    t->bytes / 4 < CHUNK ? t->bytes / 4 : CHUNK;
	if (n > t->size - sizeof(t->used))
		t->size = n + sizeof(t->used);
	t->chunks = xgrow(t->chunks, t->nchunks, &t->chunks_cap,
	    sizeof(*t->chunks));
	t->chunks[t->nchunks++] = xmalloc(t->size);
	t->bytes += t->size;
	t->used = sizeof(t->used);
}

/* Store a string; returns its place, from 1. */
static uint64_t
store(struct bag_table *t, const struct bag *bag, struct slice s)
{
	char head[MAX_HEAD] = { 0 };
	char *to = head + (t->counted ? sizeof(uint64_t) : 0), *chunk;
	size_t n;
	uint64_t place;

	to = put_short(to, bag->number);
	to = put_short(to, s.n);
	n = (size_t)(to - head);
	if (t->nchunks == 0 || t->used > t->size ||
	    n + s.n > t->size - t->used)
		add_chunk(t, n + s.n);
	chunk = t->chunks[t->nchunks - 1];
	place = ((uint64_t)(t->nchunks - 1) << CHUNK_BITS | t->used) + 1;
	memcpy(chunk + t->used, head, n);
	memcpy(chunk + t->used + n, s.p, s.n);
	t->used += n + s.n;
	memcpy(chunk, &t->used, sizeof(t->used));
	return place;
}

static void
count(const struct bag_table *t, char *at, uint64_t times)
{
	uint64_t n;

	if (!t->counted)
		return;
	memcpy(&n, at, sizeof(n));
	n += times;
	memcpy(at, &n, sizeof(n));
}

uint64_t
bag_hash(struct bag_table *t, struct bag *bag, struct slice s)
{
	uint64_t hash;

	if (bag->table == NULL) {
		bag->table = t;
		bag->number = t->nbags++;
	}
	hash = hash_of(bag->number, s);
	if (t->cap > 0)
		__builtin_prefetch(&t->slots[home(t, hash)]);
	return hash;
}

void
bag_fetch(const struct bag_table *t, uint64_t hash)
{
	size_t mask = t->cap - 1, i;

	if (t->cap == 0)
		return;
	for (i = home(t, hash); t->slots[i] != 0; i = (i + 1) & mask)
		if (t->slots[i] >> PLACE_BITS == hash >> PLACE_BITS) {
			__builtin_prefetch(place_of(t, t->slots[i]));
			return;
		}
}

void
bag_add_hashed(struct bag_table *t, struct bag *bag, struct slice s,
    uint64_t times, uint64_t hash)
{
	size_t mask, i;
	struct entry e;

	if (t->n >= t->cap / 4 * 3)
		grow(t);
	free(t->sorted);
	t->sorted = NULL;
	mask = t->cap - 1;
	for (i = home(t, hash); t->slots[i] != 0; i = (i + 1) & mask) {
		if (t->slots[i] >> PLACE_BITS != hash >> PLACE_BITS)
			continue;
		read_entry(t, place_of(t, t->slots[i]), &e);
		if (e.bag == bag->number && hash_same(e.text, s)) {
			count(t, e.at, times);
			return;
		}
	}
	t->slots[i] = hash >> PLACE_BITS << PLACE_BITS | store(t, bag, s);
	count(t, place_of(t, t->slots[i]), times);
	bag->n++;
	t->n++;
}

void
bag_add(struct bag_table *t, struct bag *bag, struct slice s, uint64_t times)
{
	bag_add_hashed(t, bag, s, times, bag_hash(t, bag, s));
}

static void
count_bag(struct bag_table *t, uint64_t place)
{
	struct entry e;

	read_entry(t, place_of(t, place + 1), &e);
	t->begins[e.bag + 1]++;
}

static void
place_bag(struct bag_table *t, uint64_t place)
{
	struct entry e;

	read_entry(t, place_of(t, place + 1), &e);
	t->sorted[t->begins[e.bag]++] = place + 1;
}

/* Sort the places by their bags: count, then put each where it belongs. */
static void
sort_by_bag(struct bag_table *t)
{
	uint32_t i;

	if (t->sorted != NULL)
		return;
	free(t->begins);
	t->sorted = xcalloc(t->n + 1, sizeof(*t->sorted));
	t->begins = xcalloc((size_t)t->nbags + 2, sizeof(*t->begins));
	walk(t, count_bag);
	for (i = 0; i < t->nbags; i++)
		t->begins[i + 1] += t->begins[i];
	walk(t, place_bag);
	for (i = t->nbags; i > 0; i--)
		t->begins[i] = t->begins[i - 1];
	t->begins[0] = 0;
}

static int
by_text(const void *a, const void *b)
{
	return slice_compare(((const struct bag_entry *)a)->text,
	    ((const struct bag_entry *)b)->text);
}

static int
most_first(const void *a, const void *b)
{
	uint64_t x = ((const struct bag_entry *)a)->count;
	uint64_t y = ((const struct bag_entry *)b)->count;

	return x != y ? (x > y ? -1 : 1) : by_text(a, b);
}

static int
least_first(const void *a, const void *b)
{
	uint64_t x = ((const struct bag_entry *)a)->count;
	uint64_t y = ((const struct bag_entry *)b)->count;

	return x != y ? (x < y ? -1 : 1) : by_text(a, b);
}

struct bag_entry *
bag_sorted(const struct bag *bag, enum bag_order order)
{
	struct bag_entry *list = xcalloc(bag->n + 1, sizeof(*list));
	struct bag_table *t = bag->table;
	struct entry e;
	size_t i;

	if (t == NULL)
		return list;
	sort_by_bag(t);
	for (i = 0; i < bag->n; i++) {
		read_entry(t, place_of(t,
		    t->sorted[t->begins[bag->number] + i]), &e);
		list[i].text = e.text;
		if (t->counted)
			memcpy(&list[i].count, e.at, sizeof(list[i].count));
	}
	qsort(list, bag->n, sizeof(*list), order == BAG_BY_TEXT ? by_text :
	    order == BAG_MOST_FIRST ? most_first : least_first);
	return list;
}
