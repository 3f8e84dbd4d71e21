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

struct range {
	struct decimal	 min, max;
	bool		 any;
};

static void
count_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct count *c = state;

	(void)aid;
	c->n += !cell->missing;
}

static void
missing_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct count *c = state;

	(void)aid;
	c->n += cell->missing;
}

static void
no_number_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct count *c = state;
	struct decimal number;

	c->n += cell->missing || aid->read(&number, cell->text) != NULL;
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
range_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct range *r = state;

	(void)aid;
	if (cell->missing)
		return;
	if (!r->any || decimal_compare(&cell->number, &r->min) < 0)
		r->min = cell->number;
	if (!r->any || decimal_compare(&cell->number, &r->max) > 0)
		r->max = cell->number;
	r->any = true;
}

static void
min_put(struct buf *out, void *state, const struct measure_how *how)
{
	const struct range *r = state;

	(void)how;
	if (r->any)
		decimal_put(out, &r->min);
}

static void
max_put(struct buf *out, void *state, const struct measure_how *how)
{
	const struct range *r = state;

	(void)how;
	if (r->any)
		decimal_put(out, &r->max);
}

static void
range_put(struct buf *out, void *state, const struct measure_how *how)
{
	const struct range *r = state;
	struct decimal_sum sum = { 0, 0 };
	struct decimal min = { -r->min.whole, -r->min.fraction };

	(void)how;
	if (!r->any)
		return;
	decimal_add(&sum, &r->max);
	decimal_add(&sum, &min);
	decimal_put_sum(out, &sum);
}

static void
range_save(struct buf *out, void *state)
{
	const struct range *r = state;

	if (!r->any)
		return;
	decimal_put(out, &r->min);
	item_end(out);
	decimal_put(out, &r->max);
	item_end(out);
}

static bool
range_load(void *state, struct slice text, const struct measure_aid *aid)
{
	struct measure_cell cell = { .missing = false };
	struct slice item;
	int n;

	for (n = 0; item_next(&text, &item); n++) {
		if (decimal_read(&cell.number, item) != NULL)
			return false;
		range_add(state, &cell, aid);
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
list_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	struct buf *list = items(state);

	(void)aid;
	if (cell->missing)
		return;
	item_put_text(list, cell->text);
	item_end(list);
}

static void
first_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	if (items(state)->len == 0)
		list_add(state, cell, aid);
}

static void
last_add(void *state, const struct measure_cell *cell,
    const struct measure_aid *aid)
{
	if (cell->missing)
		return;
	buf_reset(items(state));
	list_add(state, cell, aid);
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
	(void)aid;
	(void)buf_add(items(state), text.p, text.n);
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
	MEASURE_PLAIN, 0, false, add, count_put, count_save, count_load, NULL }
#define RANGE(name, put) { name, MEASURE_NUMBER, true, sizeof(struct range), \
	MEASURE_PLAIN, 0, false, range_add, put, range_save, range_load, NULL }
#define TEXT(name, add, load) { name, MEASURE_TEXT, false, \
	sizeof(struct text), MEASURE_PLAIN, 0, false, add, text_put, \
	text_save, load, text_free }

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
