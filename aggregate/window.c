/* SPDX-License-Identifier: MIT */
/*
 * Moving means over buckets of dates.  Holds the buckets, and fills the groups
 * up so that every series has all of them.
 */
#include <stdlib.h>

#include "aggregate/product.h"
#include "aggregate/result.h"

int
window_prepare(struct result *r)
{
	const struct plan *plan = r->plan;
	size_t i;

	for (i = 0; i < plan->nkeys; i++)
		if (plan->keys[i].bucket != NULL &&
		    plan->keys[i].bucket->next != NULL)
			break;
	r->date_key = i;
	return i < plan->nkeys ? 0 : -1;
}

/* All buckets from the first to the last that the data has: as text they stand
   in the order of time. */
static void
find_buckets(struct result *r)
{
	const struct bucket_type *type =
	    r->plan->keys[r->date_key].bucket;
	const struct group **sorted;
	struct groups seen;
	struct slice last;
	struct buf next;
	size_t i;

	groups_init(&seen, 0);
	groups_init(&r->buckets, 0);
	for (i = 0; i < r->feed->groups.n; i++) {
		struct slice bucket = result_key_cell(
		    r->feed->groups.list[i]->key, r->date_key);

		if (bucket.n > 0)
			(void)groups_get(&seen, bucket);
	}
	sorted = groups_sorted(&seen);
	buf_init(&next, SIZE_MAX);
	if (seen.n > 0) {
		last = sorted[seen.n - 1]->key;
		(void)buf_add(&next, sorted[0]->key.p, sorted[0]->key.n);
		for (;;) {
			struct slice here = groups_get(&r->buckets,
			    slice(next.data, next.len))->key;

			buf_reset(&next);
			if (slice_eq(here, last) || !type->next(&next, here))
				break;
		}
	}
	buf_free(&next);
	free(sorted);
	groups_free(&seen);
}

void
window_fill(struct result *r)
{
	struct groups *groups = &r->feed->groups, series;
	struct buf made;
	size_t i, j;

	find_buckets(r);
	groups_init(&series, 0);
	buf_init(&made, SIZE_MAX);
	for (i = 0; i < groups->n; i++)
		if (result_key_cell(groups->list[i]->key, r->date_key).n > 0)
			(void)groups_get(&series, result_key_with(
			    groups->list[i]->key, r->date_key, slice("", 0),
			    &made));
	for (i = 0; i < series.n; i++)
		for (j = 0; j < r->buckets.n; j++)
			(void)groups_get(groups, result_key_with(
			    series.list[i]->key, r->date_key,
			    r->buckets.list[j]->key,
			    &made));
	buf_free(&made);
	groups_free(&series);
}

/* Add a group's value of a measure to a sum; whether it has one. */
static bool
add_value(const struct result *r, const struct group *g, size_t measure,
    struct wide *sum)
{
	struct wide value;
	struct buf text;
	bool there;

	buf_init(&text, SIZE_MAX);
	result_measure_cell(r, g, measure, &text);
	there = wide_read(&value, slice(buf_str(&text), text.len),
	    PRODUCT_DIGITS);
	if (there)
		wide_add(sum, sum, &value);
	buf_free(&text);
	return there;
}

void
window_put(const struct result *r, const struct group *g, size_t measure,
    struct buf *out)
{
	struct slice here = result_key_cell(g->key, r->date_key);
	const struct group *bucket = here.n > 0 ?
	    groups_find(&r->buckets, here) : NULL, *found;
	struct wide sum = { 0 }, scale, count;
	struct buf made;
	uint64_t i, n = 0;

	if (bucket == NULL || bucket->number + 1 < r->window)
		return;
	buf_init(&made, SIZE_MAX);
	for (i = bucket->number + 1 - r->window; i <= bucket->number; i++) {
		found = groups_find(&r->feed->groups, result_key_with(g->key,
		    r->date_key, r->buckets.list[i]->key, &made));
		n += found != NULL && add_value(r, found, measure, &sum);
	}
	buf_free(&made);
	if (n == 0)
		return;
	wide_set(&count, false, n);
	wide_pow10(&scale, PRODUCT_DIGITS);
	wide_multiply(&scale, &scale, &count);
	wide_put_ratio(out, &sum, &scale, r->digits);
}
