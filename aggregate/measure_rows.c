/* SPDX-License-Identifier: MIT */
/*
 * Measures that count rows or keep some of their cells.  list holds every
 * cell of its group, first and last one, the others a few words.
 */
#include "aggregate/item.h"
#include "aggregate/measure.h"

struct count {
	uint64_t n;
};

/* Texts as items: what a state of them says. */
struct text {
	struct buf items;
};

/* Small numbers are kept apart from the others until somebody asks. */
struct range {
	int64_t		 least, most;
	bool		 any_small, any;
	struct decimal	 min, max;
};

static void
count_add(const struct measure_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++) {
		struct count *c = measure_state(rows, i);

		c->n += rows->text == NULL || rows->text[i].n > 0;
	}
}

static void
missing_add(const struct measure_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++) {
		struct count *c = measure_state(rows, i);

		c->n += rows->text[i].n == 0;
	}
}

static void
no_number_add(const struct measure_rows *rows)
{
	struct decimal number;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		struct count *c = measure_state(rows, i);

		c->n += rows->text[i].n == 0 ||
		    rows->aid.read(&number, rows->text[i]) != NULL;
	}
}

static void
count_put(struct buf *out, void *state, const struct measure_how *how)
{
	const struct count *c = state;

	(void)how;
	item_put_number(out, c->n);
}

static void
count_save(struct buf *out, void *state)
{
	const struct count *c = state;

	if (c->n > 0)
		item_put_number(out, c->n);
}

static bool
count_load(void *state, struct slice text, const struct measure_aid *aid)
{
	struct count *c = state;
	uint64_t n;

	(void)aid;
	if (!item_number(text, &n))
		return false;
	c->n += n;
	return true;
}

static void
widen(struct range *r, const struct decimal *number)
{
	if (!r->any || decimal_compare(number, &r->min) < 0)
		r->min = *number;
	if (!r->any || decimal_compare(number, &r->max) > 0)
		r->max = *number;
	r->any = true;
}

static void
widen_small(struct range *r, int64_t number)
{
	if (!r->any_small || number < r->least)
		r->least = number;
	if (!r->any_small || number > r->most)
		r->most = number;
	r->any_small = true;
}

static void
range_add(const struct measure_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct number *x = &rows->x[i];

		if (x->kind == NUMBER_SMALL)
			widen_small(measure_state(rows, i), x->small);
		else if (x->kind == NUMBER_LARGE)
			widen(measure_state(rows, i), &x->large);
	}
}

/* The small numbers among the others; whether there are any. */
static bool
settle(struct range *r)
{
	struct decimal small;

	if (r->any_small) {
		small = number_of_small(r->least);
		widen(r, &small);
		small = number_of_small(r->most);
		widen(r, &small);
	}
	return r->any;
}

static void
min_put(struct buf *out, void *state, const struct measure_how *how)
{
	struct range *r = state;

	(void)how;
	if (settle(r))
		decimal_put(out, &r->min);
}

static void
max_put(struct buf *out, void *state, const struct measure_how *how)
{
	struct range *r = state;

	(void)how;
	if (settle(r))
		decimal_put(out, &r->max);
}

static void
range_put(struct buf *out, void *state, const struct measure_how *how)
{
	struct range *r = state;
	struct decimal_sum sum = { 0, 0 };
	struct decimal min;

	(void)how;
	if (!settle(r))
		return;
	min = (struct decimal){ -r->min.whole, -r->min.fraction };
	decimal_add(&sum, &r->max);
	decimal_add(&sum, &min);
	decimal_put_sum(out, &sum);
}

static void
range_save(struct buf *out, void *state)
{
	struct range *r = state;

	if (!settle(r))
		return;
	decimal_put(out, &r->min);
	item_end(out);
	decimal_put(out, &r->max);
	item_end(out);
}

static bool
range_load(void *state, struct slice text, const struct measure_aid *aid)
{
	struct decimal number;
	struct slice item;
	int n;

	(void)aid;
	for (n = 0; item_next(&text, &item); n++) {
		if (decimal_read(&number, item) != NULL)
			return false;
		widen(state, &number);
	}
	return n == 2 && text.n == 0;
}

static struct buf *
items(struct text *t)
{
	if (t->items.max == 0)
		buf_init(&t->items, SIZE_MAX);
	return &t->items;
}

static void
add_item(struct buf *list, struct slice text)
{
	item_put_text(list, text);
	item_end(list);
}

static void
list_add(const struct measure_rows *rows)
{
	size_t i, before;

	for (i = 0; i < rows->n; i++) {
		struct buf *list = items(measure_state(rows, i));

		if (rows->text[i].n == 0)
			continue;
		before = list->cap;
		add_item(list, rows->text[i]);
		*rows->aid.loose += list->cap - before;
	}
}

static void
first_add(const struct measure_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++) {
		struct buf *list = items(measure_state(rows, i));

		size_t before = list->cap;

		if (rows->text[i].n > 0 && list->len == 0)
			add_item(list, rows->text[i]);
		*rows->aid.loose += list->cap - before;
	}
}

static void
last_add(const struct measure_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++) {
		struct buf *list = items(measure_state(rows, i));
		size_t before = list->cap;

		if (rows->text[i].n == 0)
			continue;
		buf_reset(list);
		add_item(list, rows->text[i]);
		*rows->aid.loose += list->cap - before;
	}
}

/* Items with a `;` between two. */
static void
text_put(struct buf *out, void *state, const struct measure_how *how)
{
	const struct buf *list = items(state);
	struct slice rest = slice(buf_str(list), list->len), item;
	bool any = false;

	(void)how;
	while (item_next(&rest, &item)) {
		if (any)
			(void)buf_addc(out, ';');
		(void)item_text(out, item);
		any = true;
	}
}

static void
text_save(struct buf *out, void *state)
{
	const struct buf *list = items(state);

	(void)buf_add(out, buf_str(list), list->len);
}

/* How many items a text has; 0 when it is none. */
static size_t
count_items(struct slice text)
{
	struct slice item;
	struct buf plain;
	size_t n = 0;
	bool good = true;

	buf_init(&plain, SIZE_MAX);
	while (good && item_next(&text, &item)) {
		good = item.n > 0 && item_text(&plain, item);
		buf_reset(&plain);
		n++;
	}
	buf_free(&plain);
	return good && text.n == 0 ? n : 0;
}

static bool
list_load(void *state, struct slice text, const struct measure_aid *aid)
{
	struct buf *list = items(state);
	size_t before = list->cap;

	(void)buf_add(list, text.p, text.n);
	*aid->loose += list->cap - before;
	return count_items(text) > 0;
}

static bool
first_load(void *state, struct slice text, const struct measure_aid *aid)
{
	if (count_items(text) != 1)
		return false;
	return items(state)->len > 0 || list_load(state, text, aid);
}

static bool
last_load(void *state, struct slice text, const struct measure_aid *aid)
{
	buf_reset(items(state));
	return list_load(state, text, aid) && count_items(text) == 1;
}

static void
text_free(void *state)
{
	buf_free(items(state));
}

#define COUNT(name, needs, add) { name, needs, true, sizeof(struct count), \
	MEASURE_PLAIN, 0, false, add, NULL, count_put, count_save, count_load,\
	NULL, false, MEASURE_NO_ITEMS, false, NULL }
#define RANGE(name, put) { name, MEASURE_NUMBER, true, sizeof(struct range), \
	MEASURE_PLAIN, 0, false, range_add, NULL, put, range_save, range_load,\
	NULL, false, MEASURE_NO_ITEMS, false, NULL }
#define TEXT(name, add, load) { name, MEASURE_TEXT, false, \
	sizeof(struct text), MEASURE_PLAIN, 0, false, add, NULL, text_put, \
	text_save, load, text_free, true, \
	MEASURE_NO_ITEMS, false, NULL }

const struct measure_type measures_of_rows[] = {
	COUNT("count", MEASURE_NOTHING, count_add),
	COUNT("missing", MEASURE_TEXT, missing_add),
	COUNT("numeric-missing", MEASURE_TEXT, no_number_add),
	RANGE("min", min_put),
	RANGE("max", max_put),
	RANGE("range", range_put),
	TEXT("first", first_add, first_load),
	TEXT("last", last_add, last_load),
	TEXT("list", list_add, list_load),
	{ .name = NULL }
};
