/* SPDX-License-Identifier: MIT */
/*
 * Measures that need the different values of a group: they hold each once,
 * with how often it came.  approx-distinct holds 16 KiB at the most.
 */
#include <stdlib.h>

#include "aggregate/hll.h"
#include "aggregate/item.h"
#include "aggregate/measure.h"
#include "aggregate/tally.h"

static void
bag_state_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	if (!cell->missing)
		bag_add(aid->bags, state, cell->text, 1);
}

static void
distinct_put(struct buf *out, void *state, const struct measure_how *how)
{
	const struct bag *bag = state;

	(void)how;
	item_put_number(out, bag->n);
}

/* The first max entries in an order, `;` between them, with counts or not. */
static void
put_entries(struct buf *out, const struct bag *bag, enum bag_order order,
    size_t max, bool counts)
{
	const struct bag_entry **list = bag_sorted(bag, order);
	size_t i;

	for (i = 0; i < bag->n && i < max; i++) {
		if (i > 0)
			(void)buf_addc(out, ';');
		(void)buf_add(out, list[i]->text, list[i]->n);
		if (counts)
			(void)buf_addf(out, ":%llu",
			    (unsigned long long)list[i]->count);
	}
	free(list);
}

static void
mode_put(struct buf *out, void *state, const struct measure_how *how)
{
	(void)how;
	put_entries(out, state, BAG_MOST_FIRST, 1, false);
}

static void
antimode_put(struct buf *out, void *state, const struct measure_how *how)
{
	(void)how;
	put_entries(out, state, BAG_LEAST_FIRST, 1, false);
}

static void
list_distinct_put(struct buf *out, void *state, const struct measure_how *how)
{
	(void)how;
	put_entries(out, state, BAG_BY_TEXT, SIZE_MAX, false);
}

static void
top_put(struct buf *out, void *state, const struct measure_how *how)
{
	put_entries(out, state, BAG_MOST_FIRST, how->param->n, true);
}

static void
bag_state_save(struct buf *out, void *state)
{
	const struct bag *bag = state;
	const struct bag_entry **list = bag_sorted(bag, BAG_BY_TEXT);
	size_t i;

	for (i = 0; i < bag->n; i++) {
		item_put_number(out, list[i]->count);
		(void)buf_addc(out, ':');
		item_put_text(out, slice(list[i]->text, list[i]->n));
		item_end(out);
	}
	free(list);
}

static bool
bag_state_load(void *state, struct slice text, const struct measure_aid *aid)
{
	struct slice item;
	struct buf plain;
	uint64_t count;
	bool good = true;

	buf_init(&plain, SIZE_MAX);
	while (good && item_next(&text, &item)) {
		good = item_counted(&item, &count) && item.n > 0 &&
		    item_text(&plain, item);
		if (good)
			bag_add(aid->bags, state,
			    slice(plain.data, plain.len), count);
		buf_reset(&plain);
	}
	buf_free(&plain);
	return good && text.n == 0;
}

static void
tally_state_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	(void)aid;
	if (!cell->missing)
		tally_add(state, &cell->number, 1);
}

/*
 * The value at n / of of the way from the least to the greatest, between two
 * numbers in proportion (R's type 7).  Exact, because of is at most 100.
 */
static void
put_quantile(struct buf *out, struct tally *t, unsigned n, unsigned of)
{
	decimal_uwide way;
	uint64_t place, part;
	struct decimal number;
	struct decimal_sum sum = { 0, 0 };

	if (t->total == 0)
		return;
	way = (decimal_uwide)(t->total - 1) * n;
	place = (uint64_t)(way / of);
	part = (uint64_t)(way % of);
	number = tally_at(t, place);
	decimal_add_times(&sum, &number, of - part);
	if (part > 0) {
		number = tally_at(t, place + 1);
		decimal_add_times(&sum, &number, part);
	}
	decimal_put_quotient(out, &sum, of, DECIMAL_MAX_DIGITS);
}

static void
median_put(struct buf *out, void *state, const struct measure_how *how)
{
	(void)how;
	put_quantile(out, state, 1, 2);
}

static void
quantile_put(struct buf *out, void *state, const struct measure_how *how)
{
	put_quantile(out, state, how->param->n, 100);
}

/* A histogram is a tally of the lower ends of its bins. */
static void
histogram_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct decimal floor;

	if (cell->missing)
		return;
	floor = decimal_floor(&cell->number, &aid->param->width);
	tally_add(state, &floor, 1);
}

static void
histogram_put(struct buf *out, void *state, const struct measure_how *how)
{
	struct tally *t = state;
	size_t i;

	(void)how;
	tally_settle(t);
	for (i = 0; i < t->n; i++) {
		if (i > 0)
			(void)buf_addc(out, ';');
		decimal_put(out, &t->list[i].number);
		(void)buf_addc(out, ':');
		item_put_number(out, t->list[i].count);
	}
}

static void
tally_state_save(struct buf *out, void *state)
{
	struct tally *t = state;
	size_t i;

	tally_settle(t);
	for (i = 0; i < t->n; i++) {
		item_put_number(out, t->list[i].count);
		(void)buf_addc(out, ':');
		decimal_put(out, &t->list[i].number);
		item_end(out);
	}
}

/* The lower end of a bin can have one digit more than what is in it. */
static bool
load_number(struct decimal *number, struct slice text)
{
	struct decimal_sum sum = { 0, 0 };

	if (decimal_read(number, text) == NULL)
		return true;
	if (!decimal_load_sum(&sum, text) || sum.whole > INT64_MAX / 4 ||
	    sum.whole < -INT64_MAX / 4)
		return false;
	*number = (struct decimal){ (int64_t)sum.whole,
	    (int64_t)sum.fraction };
	return true;
}

static bool
tally_state_load(void *state, struct slice text,
    const struct measure_aid *aid)
{
	struct slice item;
	struct decimal number;
	uint64_t count;

	(void)aid;
	while (item_next(&text, &item)) {
		if (!item_counted(&item, &count) ||
		    !load_number(&number, item))
			return false;
		tally_add(state, &number, count);
	}
	return text.n == 0;
}

static void
tally_state_free(void *state)
{
	tally_free(state);
}

static void
hll_state_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	(void)aid;
	if (!cell->missing)
		hll_add(state, cell->text);
}

static void
hll_state_put(struct buf *out, void *state, const struct measure_how *how)
{
	(void)how;
	item_put_number(out, hll_estimate(state));
}

static void
hll_state_save(struct buf *out, void *state)
{
	hll_save(out, state);
}

static bool
hll_state_load(void *state, struct slice text, const struct measure_aid *aid)
{
	(void)aid;
	return hll_load(state, text);
}

static void
hll_state_free(void *state)
{
	hll_free(state);
}

#define BAG(name, number, params, max, put) { name, MEASURE_TEXT, number, \
	sizeof(struct bag), params, max, false, bag_state_add, put, \
	bag_state_save, bag_state_load, NULL }
#define TALLY(name, number, params, max, add, put) { name, MEASURE_NUMBER, \
	number, sizeof(struct tally), params, max, false, add, put, \
	tally_state_save, tally_state_load, tally_state_free }

const struct measure_type measures_of_values[] = {
	BAG("distinct", true, MEASURE_PLAIN, 0, distinct_put),
	{ "approx-distinct", MEASURE_TEXT, true, sizeof(struct hll),
	    MEASURE_PLAIN, 0, false, hll_state_add, hll_state_put,
	    hll_state_save, hll_state_load, hll_state_free },
	BAG("mode", false, MEASURE_PLAIN, 0, mode_put),
	BAG("antimode", false, MEASURE_PLAIN, 0, antimode_put),
	BAG("list-distinct", false, MEASURE_PLAIN, 0, list_distinct_put),
	BAG("top", false, MEASURE_COUNTED, MEASURE_MAX_TOP, top_put),
	TALLY("median", true, MEASURE_PLAIN, 0, tally_state_add, median_put),
	TALLY("p", true, MEASURE_COUNTED, 99, tally_state_add, quantile_put),
	TALLY("histogram", false, MEASURE_WIDTH, 0, histogram_add,
	    histogram_put),
	{ .name = NULL }
};
