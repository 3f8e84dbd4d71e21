/* SPDX-License-Identifier: MIT */
/*
 * Counts numbers.  New ones go to the end of a list, which is settled when it
 * is full and grows only when that frees less than half of it.
 */
#include <stdlib.h>

#include "aggregate/tally.h"
#include "lib/xalloc.h"

#define FIRST_CAP 16

static int
by_number(const void *a, const void *b)
{
	const struct tally_entry *x = a, *y = b;

	return decimal_compare(&x->number, &y->number);
}

void
tally_settle(struct tally *t)
{
	size_t i, n = 0;

	if (t->sorted || t->n == 0)
		return;
	qsort(t->list, t->n, sizeof(*t->list), by_number);
	for (i = 1; i < t->n; i++) {
		if (by_number(&t->list[n], &t->list[i]) == 0)
			t->list[n].count += t->list[i].count;
		else
			t->list[++n] = t->list[i];
	}
	t->n = n + 1;
	t->sorted = true;
}

void
tally_add(struct tally *t, const struct decimal *number, uint64_t times)
{
	if (t->n == t->cap) {
		tally_settle(t);
		if (t->n >= t->cap / 2) {
			t->cap = t->cap > 0 ? t->cap * 2 : FIRST_CAP;
			t->list = xreallocarray(t->list, t->cap,
			    sizeof(*t->list));
		}
	}
	t->list[t->n++] = (struct tally_entry){ *number, times };
	t->total += times;
	t->sorted = false;
}

struct decimal
tally_at(struct tally *t, uint64_t place)
{
	size_t i;

	tally_settle(t);
	for (i = 0; i + 1 < t->n && place >= t->list[i].count; i++)
		place -= t->list[i].count;
	return t->list[i].number;
}

void
tally_free(struct tally *t)
{
	free(t->list);
	*t = (struct tally){ 0 };
}
