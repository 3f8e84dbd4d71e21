/* SPDX-License-Identifier: MIT */
/*
 * Counts numbers.  Small ones go to blocks as they come, 8 bytes each; now and
 * then somebody looks whether many are alike, and then they are counted in the
 * list.  Others go to the list at once, which is settled when it is full and
 * grows only when that frees less than half of it.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/tally.h"
#include "lib/xalloc.h"

#define FIRST_CAP 16
#define FIRST_LOOK 1024		/* small numbers before the first look */
#define WORTH_IT 6		/* as often must a number come, to be counted */
#define FIRST_BLOCK 4
#define FEW 128			/* numbers that qsort sorts as fast */

struct tally_block {
	struct tally_block	*next;		/* all but the first are full */
	size_t			 class;
	int64_t			 numbers[];
};

static size_t
block_size(size_t class)
{
	return (size_t)FIRST_BLOCK << class;
}

static void
add_block(struct tally_store *store, struct tally *t)
{
	struct tally_block *b;
	size_t class = 0;

	/* A quarter of what is there, so that little stays empty. */
	while (class < TALLY_CLASSES - 1 &&
	    block_size(class + 1) <= t->nsmall / 4)
		class++;
	b = store->spare[class];
	if (b != NULL)
		store->spare[class] = b->next;
	else
		b = pool_get(&store->pool, sizeof(*b) +
		    block_size(class) * sizeof(b->numbers[0]));
	b->next = t->blocks;
	b->class = class;
	t->blocks = b;
	t->used = 0;
}

static int
by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Sort by one byte after another, the lowest first; those that all numbers have
   alike are passed over. */
static void
sort_by_bytes(int64_t *numbers, size_t n)
{
	int64_t *spare = xreallocarray(NULL, n, sizeof(*spare));
	int64_t *from = numbers, *to = spare, *swap;
	uint64_t differ = 0, flip;
	size_t counts[256], i, sum, count;
	unsigned shift;

	for (i = 1; i < n; i++)
		differ |= (uint64_t)(numbers[i] ^ numbers[0]);
	for (shift = 0; shift < 64; shift += 8) {
		if ((differ >> shift & 0xff) == 0)
			continue;
		/* The sign orders the other way round. */
		flip = shift == 56 ? 0x80 : 0;
		memset(counts, 0, sizeof(counts));
		for (i = 0; i < n; i++)
			counts[((uint64_t)from[i] >> shift & 0xff) ^ flip]++;
		for (i = sum = 0; i < 256; i++) {
			count = counts[i];
			counts[i] = sum;
			sum += count;
		}
		for (i = 0; i < n; i++)
			to[counts[((uint64_t)from[i] >> shift & 0xff) ^
			    flip]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	if (from != numbers)
		memcpy(numbers, from, n * sizeof(*numbers));
	free(spare);
}

/* The small numbers, sorted, the caller's to free. */
static int64_t *
sorted_small(const struct tally *t)
{
	int64_t *numbers = xreallocarray(NULL, t->nsmall + 1,
	    sizeof(*numbers));
	const struct tally_block *b;
	size_t n = 0, used = t->used;

	for (b = t->blocks; b != NULL; b = b->next) {
		memcpy(numbers + n, b->numbers, used * sizeof(*numbers));
		n += used;
		used = b->next != NULL ? block_size(b->next->class) : 0;
	}
	if (n <= FEW)
		qsort(numbers, n, sizeof(*numbers), by_size);
	else
		sort_by_bytes(numbers, n);
	return numbers;
}

static int
by_number(const void *a, const void *b)
{
	const struct tally_entry *x = a, *y = b;

	return decimal_compare(&x->number, &y->number);
}

static void
settle_list(struct tally *t)
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

static void
add_to_list(struct tally_store *store, struct tally *t,
    const struct decimal *number, uint64_t times)
{
	if (t->n == t->cap) {
		settle_list(t);
		if (t->n >= t->cap / 2) {
			store->bytes -= t->cap * sizeof(*t->list);
			t->cap = t->cap > 0 ? t->cap * 2 : FIRST_CAP;
			store->bytes += t->cap * sizeof(*t->list);
			t->list = xreallocarray(t->list, t->cap,
			    sizeof(*t->list));
		}
	}
	t->list[t->n++] = (struct tally_entry){ *number, times };
	t->sorted = false;
}

/* Count the small numbers in the list, where many are alike. */
static void
look(struct tally_store *store, struct tally *t)
{
	int64_t *numbers = sorted_small(t);
	struct tally_block *b, *next;
	size_t i, j, different = 1;

	for (i = 1; i < t->nsmall; i++)
		different += numbers[i] != numbers[i - 1];
	if (different > t->nsmall / WORTH_IT) {
		t->look_at = t->nsmall * 2;
		free(numbers);
		return;
	}
	for (i = 0; i < t->nsmall; i = j) {
		struct decimal number = number_of_small(numbers[i]);

		for (j = i + 1; j < t->nsmall && numbers[j] == numbers[i];)
			j++;
		add_to_list(store, t, &number, j - i);
	}
	for (b = t->blocks; b != NULL; b = next) {
		next = b->next;
		b->next = store->spare[b->class];
		store->spare[b->class] = b;
	}
	t->blocks = NULL;
	t->nsmall = t->used = 0;
	free(numbers);
}

void
tally_add_small(struct tally_store *store, struct tally *t, int64_t small)
{
	if (t->blocks == NULL || t->used == block_size(t->blocks->class)) {
		if (t->look_at == 0)
			t->look_at = FIRST_LOOK;
		if (t->nsmall >= t->look_at)
			look(store, t);
		add_block(store, t);
	}
	t->blocks->numbers[t->used++] = small;
	t->nsmall++;
	t->total++;
}

void
tally_add(struct tally_store *store, struct tally *t,
    const struct decimal *number, uint64_t times)
{
	int64_t small;

	if (times == 1 && number_is_small(number, &small)) {
		tally_add_small(store, t, small);
		return;
	}
	add_to_list(store, t, number, times);
	t->total += times;
}

void
tally_open(struct tally_view *v, struct tally *t)
{
	settle_list(t);
	*v = (struct tally_view){ .tally = t, .small = sorted_small(t) };
}

void
tally_close(struct tally_view *v)
{
	free(v->small);
}

bool
tally_next(struct tally_view *v, struct tally_entry *e)
{
	const struct tally *t = v->tally;
	bool in_list = v->at_list < t->n, in_small = v->at_small < t->nsmall;
	struct decimal small;
	int order = in_list ? -1 : 1;
	int64_t number;

	if (!in_list && !in_small)
		return false;
	if (in_small) {
		small = number_of_small(v->small[v->at_small]);
		if (in_list)
			order = decimal_compare(&t->list[v->at_list].number,
			    &small);
	}
	e->count = 0;
	if (order <= 0)
		*e = t->list[v->at_list++];
	if (order < 0)
		return true;
	e->number = small;
	number = v->small[v->at_small];
	for (; v->at_small < t->nsmall && v->small[v->at_small] == number;
	    v->at_small++)
		e->count++;
	return true;
}

struct decimal
tally_at(const struct tally_view *v, uint64_t place)
{
	struct tally_view from = *v;
	struct tally_entry e = { .count = 0 };

	if (v->tally->n == 0)
		return number_of_small(v->small[place]);
	from.at_list = from.at_small = 0;
	while (tally_next(&from, &e) && place >= e.count)
		place -= e.count;
	return e.number;
}

void
tally_free(struct tally *t)
{
	free(t->list);
	*t = (struct tally){ 0 };
}

void
tally_store_free(struct tally_store *s)
{
	pool_free(&s->pool);
	*s = (struct tally_store){ 0 };
}
