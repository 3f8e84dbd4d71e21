/* SPDX-License-Identifier: MIT */
/*
 * What follows from the counts of pairs, of their values and of rows.  Reads
 * the groups; holds one key.
 */
#include "aggregate/item.h"
#include "aggregate/result.h"

bool
pairs_has(const struct result *r, const struct group *g)
{
	return result_key_cell(g->key, r->plan->nkeys -
	    PLAN_PAIR_KEYS).n > 0;
}

/* The rows of a group, of which the plan counts them. */
static uint64_t
count_of(const struct result *r, const struct group *g)
{
	struct buf text;
	uint64_t n = 0;

	buf_init(&text, 32);
	result_measure_cell(r, g, plan_row_count(r->plan), &text);
	(void)item_number(slice(buf_str(&text), text.len), &n);
	buf_free(&text);
	return n;
}

/* The rows that have a value, beside the other group columns of g; an empty
   value stands for all rows that have any. */
static uint64_t
count_of_value(const struct result *r, const struct group *g,
    struct slice value)
{
	struct slice a = result_key_cell(g->key, r->plan->nkeys -
	    PLAN_PAIR_KEYS);
	const struct group *found;
	struct buf key;
	uint64_t n;

	buf_init(&key, SIZE_MAX);
	(void)buf_add(&key, g->key.p, (size_t)(a.p - g->key.p));
	(void)buf_addc(&key, '\t');
	(void)buf_add(&key, value.p, value.n);
	found = groups_find(&r->feed->groups, slice(key.data, key.len));
	n = found != NULL ? count_of(r, found) : 0;
	buf_free(&key);
	return n;
}

static void
put_ratio(struct buf *out, wide_word a, wide_word b, wide_word divisor,
    unsigned digits)
{
	struct wide x, y;

	if (divisor == 0)
		return;
	wide_set(&x, false, a);
	wide_set(&y, false, b);
	wide_multiply(&x, &x, &y);
	wide_set(&y, false, divisor);
	wide_put_ratio(out, &x, &y, digits);
}

void
pairs_put_support(const struct result *r, const struct group *g,
    struct buf *out)
{
	put_ratio(out, count_of(r, g), 1,
	    count_of_value(r, g, slice("", 0)), r->digits);
}

void
pairs_put_lift(const struct result *r, const struct group *g, struct buf *out)
{
	size_t b = r->plan->nkeys - 1;

	put_ratio(out, count_of(r, g), count_of_value(r, g, slice("", 0)),
	    (wide_word)count_of_value(r, g, result_key_cell(g->key, b - 1)) *
	    count_of_value(r, g, result_key_cell(g->key, b)), r->digits);
}
