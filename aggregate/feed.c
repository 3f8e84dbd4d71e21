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
	bag_table_init(&f->sets, false);
	bag_table_init(&f->bags, true);
	/* A key is made of cells of one row, which has its own ceiling. */
	buf_init(&f->key, SIZE_MAX);
	f->paired = xcalloc(FEED_MAX_PAIRED, sizeof(*f->paired));
	f->cells = xcalloc(plan->ncolumns * MEASURE_MAX_ROWS,
	    sizeof(*f->cells));
	f->numbers = xcalloc(plan->nnumbers * MEASURE_MAX_ROWS,
	    sizeof(*f->numbers));
	f->keys = xcalloc(MEASURE_MAX_ROWS, sizeof(*f->keys));
}

/* What the measures share. */
static struct measure_aid
shared(struct feed *f)
{
	return (struct measure_aid){ .sets = &f->sets, .bags = &f->bags,
	    .tallies = &f->tallies, .loose = &f->loose,
	    .read = f->plan->read };
}

void *
feed_state(const struct feed *f, const struct group *g, size_t measure)
{
	return (char *)g->states + f->plan->measures[measure].offset;
}

size_t
feed_bytes(const struct feed *f)
{
	return groups_bytes(&f->groups) + f->sets.bytes + f->bags.bytes +
	    f->tallies.bytes + f->tallies.pool.bytes + f->loose;
}

void
feed_reset(struct feed *f)
{
	size_t i, j;

	for (j = 0; f->plan != NULL && j < f->plan->nmeasures; j++)
		if (f->plan->measures[j].type->free != NULL &&
		    f->plan->measures[j].owner == j)
			for (i = 0; i < f->groups.n; i++)
				f->plan->measures[j].type->free(feed_state(f,
				    f->groups.list[i], j));
	groups_free(&f->groups);
	bag_table_free(&f->sets);
	bag_table_free(&f->bags);
	tally_store_free(&f->tallies);
	f->loose = 0;
}

void
feed_free(struct feed *f)
{
	feed_reset(f);
	buf_free(&f->key);
	free(f->paired);
	free(f->cells);
	free(f->numbers);
	free(f->keys);
	*f = (struct feed){ .pause = f->pause, .with = f->with };
}

static struct slice *
cells(const struct feed *f, size_t place)
{
	return f->cells + place * MEASURE_MAX_ROWS;
}

static struct number *
numbers(const struct feed *f, size_t place)
{
	return f->numbers + place * MEASURE_MAX_ROWS;
}

/* Whether a cell is one of the words for a missing value. */
static bool
is_na(const struct plan *plan, struct slice cell)
{
	size_t i;

	for (i = 0; i < plan->nna; i++)
		if (slice_is(cell, plan->na[i]))
			return true;
	return false;
}

/* A cell as measures have it: empty when it is missing. */
static struct slice
known(const struct plan *plan, struct slice cell)
{
	return plan->nna > 0 && is_na(plan, cell) ? slice("", 0) : cell;
}

static const char *
reject(struct feed *f, size_t at, struct slice cell, const char *why)
{
	f->column = at + 1;
	f->cell = cell;
	return why;
}

static const char *
read_number(const struct plan *plan, struct slice cell, bool slack,
    struct number *number)
{
	number->kind = NUMBER_MISSING;
	if (cell.n == 0 || (plan->nna > 0 && is_na(plan, cell)))
		return NULL;
	return slack && plan->read == decimal_read ?
	    number_read_quick(number, cell) :
	    number_read_cell(number, cell, plan->read);
}

/* Rows among many: where the first one begins, and the marks of all. */
struct rows {
	const char	*base;
	const uint32_t	*end;
	size_t		 stride;
};

/* The cell of a row of which at is the place of its end. */
static inline struct slice
cell_at(const struct rows *rows, size_t row, size_t at)
{
	const uint32_t *end = rows->end + (row * rows->stride + at);
	uint32_t begin = end[-1] + 1;

	return slice(rows->base + begin, *end - begin);
}

/* Read a column of numbers, with the place of its end in a row; returns how
   many rows are good. */
static size_t
read_numbers(struct feed *f, size_t place, const struct rows *rows, size_t at,
    size_t n, const char **why)
{
	struct number *to = numbers(f, place);
	const char *fault;
	size_t i;

	for (i = 0; i < n; i++) {
		struct slice cell = cell_at(rows, i, at);

		fault = read_number(f->plan, cell, true, &to[i]);
		if (fault == NULL)
			continue;
		*why = reject(f, f->plan->numbers[place], cell, fault);
		return i;
	}
	return n;
}

/* Add a cell's bucket, or the cell, to the key in f->key. */
static const char *
add_key(struct feed *f, const struct plan_key *key, struct slice cell)
{
	const struct bucket_how how = { key->width, f->plan->read };
	const char *why = NULL;

	if (cell.n == 0)
		return NULL;
	if (key->bucket != NULL)
		why = key->bucket->put(&f->key, cell, &how);
	else
		(void)buf_add(&f->key, cell.p, cell.n);
	return why == NULL ? NULL :
	    reject(f, f->plan->columns[key->at], cell, why);
}

/* Add the key of a row to f->key. */
static const char *
make_key(struct feed *f, size_t row)
{
	const struct plan *plan = f->plan;
	const char *why;
	size_t i;

	for (i = 0; i < plan->nkeys; i++) {
		if (i > 0)
			(void)buf_addc(&f->key, '\t');
		why = add_key(f, &plan->keys[i], plan->keys[i].pair ?
		    f->pair[i + PLAN_PAIR_KEYS - plan->nkeys] :
		    cells(f, plan->keys[i].at)[row]);
		if (why != NULL)
			return why;
	}
	return NULL;
}

/* The keys of rows; a lone value is where it stands.  Returns how many rows are
   good. */
static size_t
make_keys(struct feed *f, size_t from, size_t n, const char **why)
{
	const struct plan *plan = f->plan;
	size_t ends[MEASURE_MAX_ROWS], begin = 0, i;

	if (plan->nkeys == 1 && plan->keys[0].bucket == NULL) {
		memcpy(f->keys, cells(f, plan->keys[0].at) + from,
		    n * sizeof(*f->keys));
		return n;
	}
	buf_reset(&f->key);
	for (i = 0; i < n; i++) {
		const char *fault = make_key(f, from + i);

		if (fault != NULL) {
			*why = fault;
			break;
		}
		ends[i] = f->key.len;
	}
	n = i;
	for (i = 0; i < n; begin = ends[i++])
		f->keys[i] = slice(buf_str(&f->key) + begin, ends[i] - begin);
	return n;
}

static void
measure(struct feed *f, size_t from, size_t n, char *const *states)
{
	const struct plan *plan = f->plan;
	struct measure_rows rows = { .n = n, .states = states,
	    .aid = shared(f) };
	size_t i;

	for (i = 0; i < plan->nmeasures; i++) {
		const struct plan_measure *m = &plan->measures[i];
		bool text = m->type->needs == MEASURE_NOTHING ||
		    m->type->needs == MEASURE_TEXT;

		if (m->owner != i)
			continue;
		rows.offset = m->offset;
		rows.text = m->column != NULL && text ?
		    cells(f, m->at) + from : NULL;
		rows.x = m->column != NULL && !text ?
		    numbers(f, m->number) + from : NULL;
		rows.y = m->second != NULL ?
		    numbers(f, m->second_number) + from : NULL;
		rows.aid.param = &m->param;
		m->type->add(&rows);
	}
}

/* Take in some of the rows whose cells and numbers have been read; returns how
   many there are before one is rejected. */
static size_t
take_in(struct feed *f, size_t from, size_t n, const char **why)
{
	char *states[MEASURE_MAX_ROWS];
	size_t i;

	if (f->plan->nkeys == 0 && n > 0) {
		states[0] = groups_get(&f->groups, slice("", 0))->states;
		for (i = 1; i < n; i++)
			states[i] = states[0];
	} else {
		n = make_keys(f, from, n, why);
		groups_get_many(&f->groups, f->keys, n, states);
	}
	measure(f, from, n, states);
	return n;
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

	return slice_compare(*x, *y);
}

/* The different values of the cell, in order; -1 when they are too many. */
static int
find_paired(struct feed *f, struct slice cell)
{
	struct slice part = next_part(&cell);
	int n = 0, kept = 0, i;

	for (; part.n > 0; part = next_part(&cell)) {
		if (is_na(f->plan, part))
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
take_pair(struct feed *f, size_t row, struct slice a, struct slice b)
{
	const char *why = NULL;

	f->pair[0] = a;
	f->pair[1] = b;
	(void)take_in(f, row, 1, &why);
	return why;
}

static const char *
take_pairs(struct feed *f, size_t row)
{
	const struct slice none = { "", 0 };
	size_t at = f->plan->keys[f->plan->nkeys - 1].at;
	struct slice cell = cells(f, at)[row];
	int n = find_paired(f, cell);
	const char *why;
	int i, j;

	if (n == -1)
		return reject(f, f->plan->columns[at], cell,
		    "has more than 1000 values");
	if (n == 0)
		return NULL;
	/* What can be rejected is the same for all, and so is at the first. */
	if ((why = take_pair(f, row, none, none)) != NULL)
		return why;
	for (i = 0; i < n; i++) {
		(void)take_pair(f, row, none, f->paired[i]);
		for (j = i + 1; j < n; j++)
			(void)take_pair(f, row, f->paired[i], f->paired[j]);
	}
	return NULL;
}

static const char *
take_parts(struct feed *f, size_t row)
{
	struct slice *cell = &cells(f, f->plan->split_at)[row];
	struct slice rest = *cell, part = next_part(&rest);
	const char *why = NULL;

	do {
		/* Only cells that all parts share can be rejected. */
		*cell = known(f->plan, part);
		if (take_in(f, row, 1, &why) == 0)
			return why;
		part = next_part(&rest);
	} while (part.n > 0);
	return NULL;
}

/* Take in rows whose cells and numbers have been read. */
static size_t
take_rows(struct feed *f, size_t n, const char **why)
{
	size_t i;

	if (f->plan->pairs == NULL && f->plan->split == NULL)
		return take_in(f, 0, n, why);
	for (i = 0; i < n; i++) {
		const char *fault = f->plan->pairs != NULL ?
		    take_pairs(f, i) : take_parts(f, i);

		if (fault == NULL)
			continue;
		*why = fault;
		return i;
	}
	return n;
}

const char *
feed_row(struct feed *f, const struct slice *fields)
{
	const struct plan *plan = f->plan;
	const char *why = NULL;
	size_t i;

	for (i = 0; i < plan->nnumbers; i++) {
		struct slice cell = fields[plan->numbers[i]];

		why = read_number(plan, cell, false, numbers(f, i));
		if (why != NULL)
			return reject(f, plan->numbers[i], cell, why);
	}
	for (i = 0; i < plan->ncolumns; i++)
		*cells(f, i) = known(plan, fields[plan->columns[i]]);
	(void)take_rows(f, 1, &why);
	return why;
}

/* A few rows, as many as are taken in at once. */
static size_t
feed_few(struct feed *f, const struct rows *rows, const size_t *at, size_t n,
    const char **why)
{
	const struct plan *plan = f->plan;
	size_t i, j;

	for (i = 0; i < plan->nnumbers; i++)
		n = read_numbers(f, i, rows, at[plan->numbers[i]], n, why);
	for (i = 0; i < plan->ncolumns; i++) {
		struct slice *to = cells(f, i);

		for (j = 0; j < n; j++)
			to[j] = cell_at(rows, j, at[plan->columns[i]]);
		for (j = 0; plan->nna > 0 && j < n; j++)
			to[j] = known(plan, to[j]);
	}
	return take_rows(f, n, why);
}

size_t
feed_rows(struct feed *f, const char *base, const struct tsv_marks *marks,
    size_t from, size_t n, const char **why)
{
	size_t done = 0, few, taken;

	while (done < n) {
		const struct rows rows = { base, marks->end +
		    (from + done) * marks->stride, marks->stride };

		few = n - done < MEASURE_MAX_ROWS ? n - done :
		    MEASURE_MAX_ROWS;
		taken = feed_few(f, &rows, marks->at, few, why);
		done += taken;
		if (taken < few)
			break;
	}
	return done;
}

bool
feed_load(struct feed *f, const struct slice *row)
{
	const struct plan *plan = f->plan;
	struct measure_aid aid = shared(f);
	struct group *g;
	size_t i;

	buf_reset(&f->key);
	for (i = 0; i < plan->nkeys; i++) {
		if (i > 0)
			(void)buf_addc(&f->key, '\t');
		if (!item_text(&f->key, row[i]))
			return false;
	}
	g = groups_get(&f->groups, slice(buf_str(&f->key), f->key.len));
	for (i = 0; i < plan->nmeasures; i++) {
		const struct plan_measure *m = &plan->measures[i];

		aid.param = &m->param;
		/* What another measure brings is there already. */
		if (m->owner == i && row[plan->nkeys + i].n > 0 &&
		    !m->type->load((char *)g->states + m->offset,
		    row[plan->nkeys + i], &aid))
			return false;
	}
	return true;
}

void
feed_save_keys(const struct plan *plan, struct slice key, struct buf *row)
{
	struct slice rest = key;
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
}

void
feed_save(const struct feed *f, const struct group *g, struct buf *row)
{
	const struct plan *plan = f->plan;
	size_t i;

	feed_save_keys(plan, g->key, row);
	for (i = 0; i < plan->nmeasures; i++) {
		if (i > 0 || plan->nkeys > 0)
			(void)buf_addc(row, '\t');
		plan->measures[i].type->save(row, feed_state(f, g, i));
	}
}

void
feed_merge(struct feed *f, const struct feed *other)
{
	const struct plan *plan = f->plan;
	struct measure_aid aid = shared(f);
	struct buf text;
	size_t i, j;

	buf_init(&text, SIZE_MAX);
	for (i = 0; i < other->groups.n; i++) {
		const struct group *from = other->groups.list[i];
		struct group *to = groups_get(&f->groups, from->key);

		for (j = 0; j < plan->nmeasures; j++) {
			const struct plan_measure *m = &plan->measures[j];

			if (m->owner != j)
				continue;
			buf_reset(&text);
			aid.param = &m->param;
			m->type->save(&text, feed_state(other, from, j));
			if (text.len > 0)
				(void)m->type->load(feed_state(f, to, j),
				    slice(text.data, text.len), &aid);
		}
	}
	buf_free(&text);
}
