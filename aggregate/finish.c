/* SPDX-License-Identifier: MIT */
/*
 * Results from items that come one by one in their order.  Holds one item, or
 * as many as the result has.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/finish.h"
#include "aggregate/item.h"
#include "lib/xalloc.h"

struct quantile
quantile_place(uint64_t total, unsigned n, unsigned of)
{
	decimal_uwide way = (decimal_uwide)(total - 1) * n;

	return (struct quantile){ (uint64_t)(way / of), (uint64_t)(way % of),
	    of };
}

void
quantile_put(struct buf *out, const struct quantile *q,
    const struct decimal *at, const struct decimal *next)
{
	struct decimal_sum sum = { 0, 0 };

	decimal_add_times(&sum, at, q->of - q->part);
	if (q->part > 0)
		decimal_add_times(&sum, next, q->part);
	decimal_put_quotient(out, &sum, q->of, DECIMAL_MAX_DIGITS);
}

void
finish_distinct(struct buf *out, struct items *items,
    const struct measure_how *how)
{
	(void)how;
	item_put_number(out, items->n);
}

void
finish_list(struct buf *out, struct items *items,
    const struct measure_how *how)
{
	struct slice text;
	uint64_t count;
	bool any = false;

	(void)how;
	items_rewind(items);
	while (items_next(items, &text, &count)) {
		if (any)
			(void)buf_addc(out, ';');
		(void)buf_add(out, text.p, text.n);
		any = true;
	}
}

/* The first item that no other is before, by its count. */
static void
put_first(struct buf *out, struct items *items, bool most)
{
	struct slice text;
	uint64_t count, best = 0;
	struct buf found;

	buf_init(&found, SIZE_MAX);
	items_rewind(items);
	while (items_next(items, &text, &count)) {
		if (best > 0 && (most ? count <= best : count >= best))
			continue;
		best = count;
		buf_reset(&found);
		(void)buf_add(&found, text.p, text.n);
	}
	(void)buf_add(out, buf_str(&found), found.len);
	buf_free(&found);
}

void
finish_mode(struct buf *out, struct items *items,
    const struct measure_how *how)
{
	(void)how;
	put_first(out, items, true);
}

void
finish_antimode(struct buf *out, struct items *items,
    const struct measure_how *how)
{
	(void)how;
	put_first(out, items, false);
}

struct ranked {
	char		*text;		/* owned */
	size_t		 n;
	uint64_t	 count;
};

/* Put an item behind those that come as often: they are less by bytes. */
static size_t
rank(struct ranked *list, size_t n, size_t max, struct slice text,
    uint64_t count)
{
	size_t i;

	if (n == max && count <= list[n - 1].count)
		return n;
	if (n == max)
		free(list[--n].text);
	for (i = n; i > 0 && list[i - 1].count < count; i--)
		list[i] = list[i - 1];
	list[i] = (struct ranked){ xmemdup(text.p, text.n), text.n, count };
	return n + 1;
}

void
finish_top(struct buf *out, struct items *items,
    const struct measure_how *how)
{
	struct ranked *list = xcalloc(how->param->n, sizeof(*list));
	struct slice text;
	uint64_t count;
	size_t n = 0, i;

	items_rewind(items);
	while (items_next(items, &text, &count))
		n = rank(list, n, how->param->n, text, count);
	for (i = 0; i < n; i++) {
		if (i > 0)
			(void)buf_addc(out, ';');
		(void)buf_add(out, list[i].text, list[i].n);
		(void)buf_addc(out, ':');
		item_put_number(out, list[i].count);
		free(list[i].text);
	}
	free(list);
}

/* A number that is an item. */
static bool
next_number(struct items *items, struct decimal *number, uint64_t *count)
{
	struct slice text;

	if (!items_next(items, &text, count))
		return false;
	memcpy(number, text.p, sizeof(*number));
	return true;
}

static void
put_quantile(struct buf *out, struct items *items, unsigned n, unsigned of)
{
	struct quantile q;
	struct decimal at, next;
	uint64_t count, seen = 0;

	if (items->total == 0)
		return;
	q = quantile_place(items->total, n, of);
	items_rewind(items);
	while (next_number(items, &at, &count) && seen + count <= q.place)
		seen += count;
	next = at;
	if (q.part > 0 && seen + count == q.place + 1)
		(void)next_number(items, &next, &count);
	quantile_put(out, &q, &at, &next);
}

void
finish_median(struct buf *out, struct items *items,
    const struct measure_how *how)
{
	(void)how;
	put_quantile(out, items, 1, 2);
}

void
finish_quantile(struct buf *out, struct items *items,
    const struct measure_how *how)
{
	put_quantile(out, items, how->param->n, 100);
}

void
finish_histogram(struct buf *out, struct items *items,
    const struct measure_how *how)
{
	struct decimal number;
	uint64_t count;
	bool any = false;

	(void)how;
	items_rewind(items);
	while (next_number(items, &number, &count)) {
		if (any)
			(void)buf_addc(out, ';');
		decimal_put(out, &number);
		(void)buf_addc(out, ':');
		item_put_number(out, count);
		any = true;
	}
}
