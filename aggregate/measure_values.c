/* SPDX-License-Identifier: MIT */
/*
 * Measures that need the different values of a group: they hold each once,
 * with how often it came, sets without.  approx-distinct holds 16 KiB at the most.
 */
#include <stdlib.h>

#include "aggregate/finish.h"
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

static void
put_quantile(struct buf *out, struct tally *t, unsigned n, unsigned of)
{
	struct tally_view view;
	struct decimal at, next;
	struct quantile q;

	if (t->total == 0)
		return;
	q = quantile_place(t->total, n, of);
	tally_open(&view, t);
	at = tally_at(&view, q.place);
	next = q.part > 0 ? tally_at(&view, q.place + 1) : at;
	tally_close(&view);
	quantile_put(out, &q, &at, &next);
}

static void
median_put(struct buf *out, void *state, const struct measure_how *how)
{
	(void)how;
	put_quantile(out, state, 1, 2);
}

static void
p_put(struct buf *out, void *state, const struct measure_how *how)
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

static bool
tally_state_load(void *state, struct slice text,
    const struct measure_aid *aid)
{
	struct slice item;
	struct decimal number;
	uint64_t count;

	while (item_next(&text, &item)) {
		if (!item_counted(&item, &count) ||
		    !decimal_load(&number, item))
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
	size_t i, before;

	for (i = 0; i < rows->n; i++) {
		struct hll *h = measure_state(rows, i);

		if (rows->text[i].n == 0)
			continue;
		before = hll_bytes(h);
		hll_add(h, rows->text[i]);
		*rows->aid.loose += hll_bytes(h) - before;
	}
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
	struct hll *h = state;
	size_t before = hll_bytes(h);
	bool good = hll_load(h, text);

	*aid->loose += hll_bytes(h) - before;
	return good;
}

static void
hll_state_free(void *state)
{
	hll_free(state);
}

#define SET(name, number, put, finish) { name, MEASURE_TEXT, number, \
	sizeof(struct bag), MEASURE_PLAIN, 0, false, set_add, NULL, put, \
	bag_state_save, set_load, NULL, false, MEASURE_TEXTS, true, finish }
#define BAG(name, params, max, put, finish) { name, MEASURE_TEXT, false, \
	sizeof(struct bag), params, max, false, bag_state_add, NULL, put, \
	bag_state_save, bag_state_load, NULL, false, MEASURE_TEXTS, false, \
	finish }
#define TALLY(name, number, params, max, add, put, finish) { name, MEASURE_NUMBER, \
	number, sizeof(struct tally), params, max, false, add, NULL, put, \
	tally_state_save, tally_state_load, \
	tally_state_free, false, MEASURE_NUMBERS, false, finish }

const struct measure_type measures_of_values[] = {
	SET("distinct", true, distinct_put, finish_distinct),
	{ "approx-distinct", MEASURE_TEXT, true, sizeof(struct hll),
	    MEASURE_PLAIN, 0, false, hll_state_add, NULL, hll_state_put,
	    hll_state_save, hll_state_load, hll_state_free,
	    false, MEASURE_NO_ITEMS, false, NULL },
	BAG("mode", MEASURE_PLAIN, 0, mode_put, finish_mode),
	BAG("antimode", MEASURE_PLAIN, 0, antimode_put, finish_antimode),
	SET("list-distinct", false, list_distinct_put, finish_list),
	BAG("top", MEASURE_COUNTED, MEASURE_MAX_TOP, top_put, finish_top),
	TALLY("median", true, MEASURE_PLAIN, 0, tally_state_add, median_put,
	    finish_median),
	TALLY("p", true, MEASURE_COUNTED, 99, tally_state_add, p_put,
	    finish_quantile),
	TALLY("histogram", false, MEASURE_WIDTH, 0, histogram_add,
	    histogram_put, finish_histogram),
	{ .name = NULL }
};
