/* SPDX-License-Identifier: MIT */
/*
 * Takes rows into groups.  Everything in a row that can be at fault is looked
 * at before the first state changes, so that a rejected row leaves no trace.
 * Holds the groups and one key; allocates by groups, never by cells.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/feed.h"
#include "aggregate/item.h"
#include "lib/xalloc.h"

void
feed_init(struct feed *f, const struct plan *plan)
{
	f->plan = plan;
	groups_init(&f->groups, plan->state_bytes);
	/* A key is made of cells of one row, which has its own ceiling. */
	buf_init(&f->key, SIZE_MAX);
	f->paired = xcalloc(FEED_MAX_PAIRED, sizeof(*f->paired));
	f->numbers = xcalloc(plan->nnumbers, sizeof(*f->numbers));
}

void *
feed_state(const struct feed *f, const struct group *g, size_t measure)
{
	return (char *)g->states + f->plan->measures[measure].offset;
}

void
feed_reset(struct feed *f)
{
	size_t i, j;

	for (j = 0; f->plan != NULL && j < f->plan->nmeasures; j++)
		if (f->plan->measures[j].type->free != NULL)
			for (i = 0; i < f->groups.n; i++)
				f->plan->measures[j].type->free(feed_state(f,
				    f->groups.list[i], j));
	groups_free(&f->groups);
	bag_table_free(&f->bags);
}

void
feed_free(struct feed *f)
{
	feed_reset(f);
	buf_free(&f->key);
	free(f->paired);
	free(f->numbers);
	*f = (struct feed){ 0 };
}

static bool
is_missing(const struct feed *f, struct slice cell)
{
	size_t i;

	for (i = 0; i < f->plan->nna; i++)
		if (slice_is(cell, f->plan->na[i]))
			return true;
	return cell.n == 0;
}

static const char *
reject(struct feed *f, size_t at, struct slice cell, const char *why)
{
	f->column = at + 1;
	f->cell = cell;
	return why;
}

static const char *
read_numbers(struct feed *f, const struct slice *fields)
{
	const char *why;
	size_t i;

	for (i = 0; i < f->plan->nnumbers; i++) {
		struct measure_cell *cell = &f->numbers[i];
		size_t at = f->plan->numbers[i];

		cell->text = fields[at];
		cell->missing = is_missing(f, cell->text);
		if (cell->missing)
			continue;
		if ((why = f->plan->read(&cell->number, cell->text)) != NULL)
			return reject(f, at, cell->text, why);
	}
	return NULL;
}

/* A field of the row, or the part of it that is the split column's turn. */
static struct slice
field(const struct feed *f, const struct slice *fields, size_t at,
    struct slice part)
{
	return f->plan->split != NULL && at == f->plan->split_at ? part :
	    fields[at];
}

static const char *
add_key(struct feed *f, const struct plan_key *key, struct slice cell)
{
	const struct bucket_how how = { key->width, f->plan->read };
	const char *why = NULL;

	if (is_missing(f, cell))
		return NULL;
	if (key->bucket != NULL)
		why = key->bucket->put(&f->key, cell, &how);
	else
		(void)buf_add(&f->key, cell.p, cell.n);
	return why == NULL ? NULL : reject(f, key->at, cell, why);
}

/* The key of a row, in f->key or, for a lone value, where it stands. */
static const char *
make_key(struct feed *f, const struct slice *fields, struct slice part,
    struct slice *made)
{
	const struct plan *plan = f->plan;
	const char *why;
	size_t i;

	if (plan->nkeys == 1 && plan->keys[0].bucket == NULL) {
		*made = field(f, fields, plan->keys[0].at, part);
		if (is_missing(f, *made))
			*made = slice("", 0);
		return NULL;
	}
	buf_reset(&f->key);
	for (i = 0; i < plan->nkeys; i++) {
		if (i > 0)
			(void)buf_addc(&f->key, '\t');
		why = add_key(f, &plan->keys[i], plan->keys[i].pair ?
		    f->pair[i + PLAN_PAIR_KEYS - plan->nkeys] :
		    field(f, fields, plan->keys[i].at, part));
		if (why != NULL)
			return why;
	}
	*made = slice(buf_str(&f->key), f->key.len);
	return NULL;
}

/* What a measure without a column sees of every row. */
static const struct measure_cell row_cell = { .number = { 1, 0 } };

static void
measure(struct feed *f, struct group *g, const struct slice *fields,
    struct slice part)
{
	const struct plan *plan = f->plan;
	struct measure_aid aid = { .bags = &f->bags, .read = plan->read };
	struct measure_cell cell = { .missing = false };
	size_t i;

	for (i = 0; i < plan->nmeasures; i++) {
		const struct plan_measure *m = &plan->measures[i];
		const struct measure_cell *c = &cell;

		if (m->column == NULL)
			c = &row_cell;
		else if (m->type->needs == MEASURE_NOTHING ||
		    m->type->needs == MEASURE_TEXT) {
			cell.text = field(f, fields, m->at, part);
			cell.missing = is_missing(f, cell.text);
		} else
			c = &f->numbers[m->number];
		aid.second = m->second != NULL ?
		    &f->numbers[m->second_number] : NULL;
		aid.param = &m->param;
		m->type->add((char *)g->states + m->offset, c, &aid);
	}
}

static const char *
take_in(struct feed *f, const struct slice *fields, struct slice part)
{
	struct slice key;
	const char *why = make_key(f, fields, part, &key);

	if (why == NULL)
		measure(f, groups_get(&f->groups, key), fields, part);
	return why;
}

/* The next part of a `;` cell, without spaces around it; empty at its end. */
static struct slice
next_part(struct slice *rest)
{
	while (rest->n > 0) {
		const char *mark = memchr(rest->p, ';', rest->n);
		size_t n = mark != NULL ? (size_t)(mark - rest->p) : rest->n;
		size_t used = mark != NULL ? n + 1 : n;
		struct slice part = slice(rest->p, n);

		*rest = slice(rest->p + used, rest->n - used);
		for (; part.n > 0 && *part.p == ' '; part.n--)
			part.p++;
		while (part.n > 0 && part.p[part.n - 1] == ' ')
			part.n--;
		if (part.n > 0)
			return part;
	}
	return slice("", 0);
}

static int
by_bytes(const void *a, const void *b)
{
	const struct slice *x = a, *y = b;
	int order = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);

	return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

/* The different values of the cell, in order; -1 when they are too many. */
static int
find_paired(struct feed *f, struct slice cell)
{
	struct slice part = next_part(&cell);
	int n = 0, kept = 0, i;

	for (; part.n > 0; part = next_part(&cell)) {
		if (is_missing(f, part))
			continue;
		if (n == FEED_MAX_PAIRED)
			return -1;
		f->paired[n++] = part;
	}
	qsort(f->paired, (size_t)n, sizeof(*f->paired), by_bytes);
	for (i = 0; i < n; i++)
		if (i == 0 || !slice_eq(f->paired[i], f->paired[i - 1]))
			f->paired[kept++] = f->paired[i];
	return kept;
}

static const char *
take_pair(struct feed *f, const struct slice *fields, struct slice a,
    struct slice b)
{
	f->pair[0] = a;
	f->pair[1] = b;
	return take_in(f, fields, slice("", 0));
}

static const char *
take_pairs(struct feed *f, const struct slice *fields)
{
	const struct slice none = { "", 0 };
	size_t at = f->plan->keys[f->plan->nkeys - 1].at;
	int n = is_missing(f, fields[at]) ? 0 : find_paired(f, fields[at]);
	const char *why;
	int i, j;

	if (n == -1)
		return reject(f, at, fields[at], "has more than 1000 values");
	if (n == 0)
		return NULL;
	/* What can be rejected is the same for all, and so is at the first. */
	if ((why = take_pair(f, fields, none, none)) != NULL)
		return why;
	for (i = 0; i < n; i++) {
		(void)take_pair(f, fields, none, f->paired[i]);
		for (j = i + 1; j < n; j++)
			(void)take_pair(f, fields, f->paired[i],
			    f->paired[j]);
	}
	return NULL;
}

const char *
feed_row(struct feed *f, const struct slice *fields)
{
	const char *why = read_numbers(f, fields);
	struct slice rest, part;

	if (why != NULL)
		return why;
	if (f->plan->pairs != NULL)
		return take_pairs(f, fields);
	if (f->plan->split == NULL)
		return take_in(f, fields, slice("", 0));
	rest = fields[f->plan->split_at];
	part = next_part(&rest);
	do {
		/* Only cells that all parts share can be rejected. */
		if ((why = take_in(f, fields, part)) != NULL)
			return why;
		part = next_part(&rest);
	} while (part.n > 0);
	return NULL;
}

bool
feed_load(struct feed *f, const struct slice *cells)
{
	const struct plan *plan = f->plan;
	struct measure_aid aid = { .bags = &f->bags, .read = plan->read };
	struct group *g;
	size_t i;

	buf_reset(&f->key);
	for (i = 0; i < plan->nkeys; i++) {
		if (i > 0)
			(void)buf_addc(&f->key, '\t');
		if (!item_text(&f->key, cells[i]))
			return false;
	}
	g = groups_get(&f->groups, slice(buf_str(&f->key), f->key.len));
	for (i = 0; i < plan->nmeasures; i++) {
		const struct plan_measure *m = &plan->measures[i];

		aid.param = &m->param;
		if (cells[plan->nkeys + i].n > 0 &&
		    !m->type->load((char *)g->states + m->offset,
		    cells[plan->nkeys + i], &aid))
			return false;
	}
	return true;
}

void
feed_save(const struct feed *f, const struct group *g, struct buf *row)
{
	const struct plan *plan = f->plan;
	struct slice rest = g->key;
	size_t i;

	for (i = 0; i < plan->nkeys; i++) {
		const char *tab = memchr(rest.p, '\t', rest.n);
		size_t n = tab != NULL ? (size_t)(tab - rest.p) : rest.n;

		if (i > 0)
			(void)buf_addc(row, '\t');
		item_put_text(row, slice(rest.p, n));
		n += tab != NULL;
		rest = slice(rest.p + n, rest.n - n);
	}
	for (i = 0; i < plan->nmeasures; i++) {
		if (i > 0 || plan->nkeys > 0)
			(void)buf_addc(row, '\t');
		plan->measures[i].type->save(row, feed_state(f, g, i));
	}
}
