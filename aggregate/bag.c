/* SPDX-License-Identifier: MIT */
/*
 * Bags of strings: open addressing over all of them, linear probing, at most
 * half full.  Holds a copy of every different string of a bag.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/bag.h"
#include "aggregate/hash.h"
#include "lib/xalloc.h"

#define FIRST_CAP 1024

static struct bag_entry **
find(const struct bag_table *t, uint32_t hash, const struct bag *owner,
    struct slice s)
{
	size_t mask = t->cap - 1, i = (size_t)hash & mask;
	const struct bag_entry *e;

	for (; (e = t->slots[i]) != NULL; i = (i + 1) & mask)
		if (e->hash == hash && e->owner == owner && e->n == s.n &&
		    memcmp(e->text, s.p, s.n) == 0)
			break;
	return &t->slots[i];
}

static void
grow(struct bag_table *t)
{
	struct bag_table old = *t;
	size_t i, mask, at;

	t->cap = old.cap > 0 ? old.cap * 2 : FIRST_CAP;
	t->slots = xcalloc(t->cap, sizeof(*t->slots));
	mask = t->cap - 1;
	for (i = 0; i < old.cap; i++) {
		if (old.slots[i] == NULL)
			continue;
		at = old.slots[i]->hash & mask;
		while (t->slots[at] != NULL)
			at = (at + 1) & mask;
		t->slots[at] = old.slots[i];
	}
	free(old.slots);
}

void
bag_add(struct bag_table *t, struct bag *bag, struct slice s, uint64_t times)
{
	uint32_t hash = (uint32_t)hash_bytes((uintptr_t)bag, s.p, s.n);
	struct bag_entry **slot, *e;

	if (t->n >= t->cap / 2)
		grow(t);
	slot = find(t, hash, bag, s);
	if (*slot == NULL) {
		e = pool_get(&t->pool, sizeof(*e) + s.n);
		e->owner = bag;
		e->hash = hash;
		e->n = (uint32_t)s.n;
		memcpy(e->text, s.p, s.n);
		e->next = bag->head;
		bag->head = e;
		bag->n++;
		t->n++;
		*slot = e;
	}
	(*slot)->count += times;
}

static int
by_text(const void *a, const void *b)
{
	const struct bag_entry *x = *(const struct bag_entry *const *)a;
	const struct bag_entry *y = *(const struct bag_entry *const *)b;
	int order = memcmp(x->text, y->text, x->n < y->n ? x->n : y->n);

	return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

static int
most_first(const void *a, const void *b)
{
	const struct bag_entry *x = *(const struct bag_entry *const *)a;
	const struct bag_entry *y = *(const struct bag_entry *const *)b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return by_text(a, b);
}

static int
least_first(const void *a, const void *b)
{
	const struct bag_entry *x = *(const struct bag_entry *const *)a;
	const struct bag_entry *y = *(const struct bag_entry *const *)b;

	if (x->count != y->count)
		return x->count < y->count ? -1 : 1;
	return by_text(a, b);
}

const struct bag_entry **
bag_sorted(const struct bag *bag, enum bag_order order)
{
	const struct bag_entry **list = xcalloc(bag->n + 1, sizeof(*list));
	const struct bag_entry *e;
	size_t n = 0;

	for (e = bag->head; e != NULL; e = e->next)
		list[n++] = e;
	qsort(list, n, sizeof(*list), order == BAG_BY_TEXT ? by_text :
	    order == BAG_MOST_FIRST ? most_first : least_first);
	return list;
}

void
bag_table_free(struct bag_table *t)
{
	free(t->slots);
	pool_free(&t->pool);
	*t = (struct bag_table){ 0 };
}
