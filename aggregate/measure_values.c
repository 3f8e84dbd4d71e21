/* SPDX-License-Identifier: MIT */
/*
 * Measures that need the different values of a group: they hold each once,
 * with how often it came, sets without.  approx-distinct holds 16 KiB at the most.
 */
#include <stdlib.h>

#include "aggregate/hll.h"
#include "aggregate/item.h"
#include "aggregate/measure.h"
#include "aggregate/tally.h"

/* In three rounds, so that the memory of one row comes while others are looked
   at. */
static void
add_to_bags(const struct measure_rows *rows, struct bag_table *table)
{
	uint64_t hashes[MEASURE_MAX_ROWS];
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (rows->text[i].n > 0)
			hashes[i] = bag_hash(table, measure_state(rows, i),
			    rows->text[i]);
	for (i = 0; i < rows->n; i++)
		if (rows->text[i].n > 0)
			bag_fetch(table, hashes[i]);
	for (i = 0; i < rows->n; i++)
		if (rows->text[i].n > 0)
			bag_add_hashed(table, measure_state(rows, i),
			    rows->text[i], 1, hashes[i]);
}

static void
set_add(const struct measure_rows *rows)
{
	add_to_bags(rows, rows->aid.sets);
}

static void
bag_state_add(const struct measure_rows *rows)
{
	add_to_bags(rows, rows->aid.bags);
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
	struct bag_entry *list = bag_sorted(bag, order);
	size_t i;

	for (i = 0; i < bag->n && i < max; i++) {
		if (i > 0)
			(void)buf_addc(out, ';');
		(void)buf_add(out, list[i].text.p, list[i].text.n);
		if (counts)
			(void)buf_addf(out, ":%llu",
			    (unsigned long long)list[i].count);
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

/* A set's strings are counted once each, so that its states read as a bag's. */
static void
bag_state_save(struct buf *out, void *state)
{
	const struct bag *bag = state;
	struct bag_entry *list = bag_sorted(bag, BAG_BY_TEXT);
	size_t i;

	for (i = 0; i < bag->n; i++) {
		item_put_number(out, bag->table->counted ? list[i].count : 1);
		(void)buf_addc(out, ':');
		item_put_text(out, list[i].text);
		item_end(out);
	}
	free(list);
}

static bool
load_bag(struct bag_table *table, struct bag *bag, struct slice text)
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
			bag_add(table, bag, slice(plain.data, plain.len),
			    count);
		buf_reset(&plain);
	}
	buf_free(&plain);
	return good && text.n == 0;
}

static bool
set_load(void *state, struct slice text, const struct measure_aid *aid)
{
	return load_bag(aid->sets, state, text);
}

static bool
bag_state_load(void *state, struct slice text, const struct measure_aid *aid)
{
	return load_bag(aid->bags, state, text);
}

static void
tally_state_add(const struct measure_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct number *x = &rows->x[i];

		if (x->kind == NUMBER_SMALL)
			tally_add_small(rows->aid.tallies,
			    measure_state(rows, i), x->small);
		else if (x->kind == NUMBER_LARGE)
			tally_add(rows->aid.tallies, measure_state(rows, i),
			    &x->large, 1);
	}
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
	struct tally_view view;
	struct decimal number;
	struct decimal_sum sum = { 0, 0 };

	if (t->total == 0)
		return;
	tally_open(&view, t);
	way = (decimal_uwide)(t->total - 1) * n;
	place = (uint64_t)(way / of);
	part = (uint64_t)(way % of);
	number = tally_at(&view, place);
	decimal_add_times(&sum, &number, of - part);
	if (part > 0) {
		number = tally_at(&view, place + 1);
		decimal_add_times(&sum, &number, part);
	}
	tally_close(&view);
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
histogram_add(const struct measure_rows *rows)
{
	struct decimal floor;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		if (rows->x[i].kind == NUMBER_MISSING)
			continue;
		floor = number_decimal(&rows->x[i]);
		floor = decimal_floor(&floor, &rows->aid.param->width);
		tally_add(rows->aid.tallies, measure_state(rows, i), &floor,
		    1);
	}
}

static void
histogram_put(struct buf *out, void *state, const struct measure_how *how)
{
	struct tally_entry entry;
	struct tally_view view;
	bool any = false;

	(void)how;
	tally_open(&view, state);
	while (tally_next(&view, &entry)) {
		if (any)
			(void)buf_addc(out, ';');
		decimal_put(out, &entry.number);
		(void)buf_addc(out, ':');
		item_put_number(out, entry.count);
		any = true;
	}
	tally_close(&view);
}

static void
tally_state_save(struct buf *out, void *state)
{
	struct tally_entry entry;
	struct tally_view view;

	tally_open(&view, state);
	while (tally_next(&view, &entry)) {
		item_put_number(out, entry.count);
		(void)buf_addc(out, ':');
		decimal_put(out, &entry.number);
		item_end(out);
	}
	tally_close(&view);
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

	while (item_next(&text, &item)) {
		if (!item_counted(&item, &count) ||
		    !load_number(&number, item))
			return false;
		tally_add(aid->tallies, state, &number, count);
	}
	return text.n == 0;
}

static void
tally_state_free(void *state)
{
	tally_free(state);
}

static void
hll_state_add(const struct measure_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++)
		if (rows->text[i].n > 0)
			hll_add(measure_state(rows, i), rows->text[i]);
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

#define SET(name, number, put) { name, MEASURE_TEXT, number, \
	sizeof(struct bag), MEASURE_PLAIN, 0, false, set_add, NULL, put, \
	bag_state_save, set_load,\
	NULL, false }
#define BAG(name, params, max, put) { name, MEASURE_TEXT, false, \
	sizeof(struct bag), params, max, false, bag_state_add, NULL, put, \
	bag_state_save, bag_state_load,\
	NULL, false }
#define TALLY(name, number, params, max, add, put) { name, MEASURE_NUMBER, \
	number, sizeof(struct tally), params, max, false, add, NULL, put, \
	tally_state_save, tally_state_load, \
	tally_state_free, false }

const struct measure_type measures_of_values[] = {
	SET("distinct", true, distinct_put),
	{ "approx-distinct", MEASURE_TEXT, true, sizeof(struct hll),
	    MEASURE_PLAIN, 0, false, hll_state_add, NULL, hll_state_put,
	    hll_state_save, hll_state_load, hll_state_free,
	    false },
	BAG("mode", MEASURE_PLAIN, 0, mode_put),
	BAG("antimode", MEASURE_PLAIN, 0, antimode_put),
	SET("list-distinct", false, list_distinct_put),
	BAG("top", MEASURE_COUNTED, MEASURE_MAX_TOP, top_put),
	TALLY("median", true, MEASURE_PLAIN, 0, tally_state_add, median_put),
	TALLY("p", true, MEASURE_COUNTED, 99, tally_state_add, quantile_put),
	TALLY("histogram", false, MEASURE_WIDTH, 0, histogram_add,
	    histogram_put),
	{ .name = NULL }
};
