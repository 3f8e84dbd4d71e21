/* SPDX-License-Identifier: MIT */
/*
 * The groups as a table: zero rows, order, printing.  Holds a pointer and, for
 * an order by value, one cell of each group.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/result.h"
#include "lib/tsv.h"
#include "lib/xalloc.h"

#define AHEAD 16	/* rows, to have their memory in time */

static int __attribute__((format(printf, 2, 3)))
fail(char *why, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(why, RESULT_MAX_WHY, fmt, ap);
	va_end(ap);
	return -1;
}

/* The place of a column, or ncolumns. */
static size_t
find_column(const struct result *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->ncolumns; i++)
		if (strcmp(r->columns[i].name, name) == 0)
			break;
	return i;
}

static int
add_column(struct result *r, const struct result_column *column, char *why)
{
	if (r->ncolumns == RESULT_MAX_COLUMNS)
		return fail(why, "more than %d output columns",
		    RESULT_MAX_COLUMNS);
	if (find_column(r, column->name) < r->ncolumns)
		return fail(why, "output column '%.200s' is there twice",
		    column->name);
	r->columns[r->ncolumns++] = *column;
	return 0;
}

static int
add_names(struct result *r, struct ref *ref, char *why)
{
	struct result_column c = { .kind = RESULT_NAME, .ref = ref };

	for (c.at = 0; c.at < ref->nnames; c.at++) {
		c.name = ref->names[c.at];
		if (add_column(r, &c, why) != 0)
			return -1;
	}
	return 0;
}

/* A table belongs to the group column of its key column's name, else to the
   first. */
static int
add_table(struct result *r, struct ref *ref, char *why)
{
	const struct plan *plan = r->plan;
	size_t i;

	ref->key_at = 0;
	for (i = plan->nkeys; i > 0; i--)
		if (strcmp(plan->keys[i - 1].name, ref->column) == 0 ||
		    strcmp(plan->keys[i - 1].column, ref->column) == 0)
			ref->key_at = i - 1;
	return add_names(r, ref, why);
}

/* A formula knows the columns before it. */
static int
add_formula(struct result *r, size_t at, char *why)
{
	struct formula *f = &r->formulas[at];
	const struct result_column c = { .kind = RESULT_FORMULA,
	    .name = f->name, .at = at, .is_number = true };
	size_t i, j;

	for (i = 0; i < f->n; i++) {
		struct formula_token *t = &f->tokens[i];

		if (t->kind != FORMULA_COLUMN)
			continue;
		for (j = 0; j < r->ncolumns; j++)
			if (slice_is(t->text, r->columns[j].name))
				break;
		if (j == r->ncolumns)
			return fail(why, "--compute: no output column before "
			    "'%.200s' is called '%.*s'", f->name,
			    t->text.n < 200 ? (int)t->text.n : 200, t->text.p);
		t->column = j;
	}
	return add_column(r, &c, why);
}

static int
add_keys_and_names(struct result *r, char *why)
{
	const struct plan *plan = r->plan;
	struct result_column c;
	size_t i;

	for (i = 0; i < plan->nkeys; i++) {
		const struct bucket_type *bucket = plan->keys[i].bucket;

		c = (struct result_column){ .kind = RESULT_KEY,
		    .name = plan->keys[i].name, .at = i,
		    .is_number = bucket != NULL && bucket->is_number };
		if (add_column(r, &c, why) != 0)
			return -1;
	}
	if (r->ref != NULL && add_table(r, r->ref, why) != 0)
		return -1;
	for (i = 0; i < r->nwith; i++)
		if (add_table(r, &r->with[i], why) != 0)
			return -1;
	return 0;
}

static int
add_pair_columns(struct result *r, char *why)
{
	const struct result_column support = { .kind = RESULT_SUPPORT,
	    .name = "support", .is_number = true };
	const struct result_column lift = { .kind = RESULT_LIFT,
	    .name = "lift", .is_number = true };

	return add_column(r, &support, why) != 0 ? -1 :
	    add_column(r, &lift, why);
}

/* A column `NAME_meanN` for each measure that gives a number. */
static int
add_windows(struct result *r, char *why)
{
	const struct plan *plan = r->plan;
	size_t i, size = 0, at = 0;

	if (window_prepare(r) != 0)
		return fail(why, "--window wants a day, week, month, quarter "
		    "or year among the group columns");
	for (i = 0; i < plan->nmeasures; i++)
		size += strlen(plan->measures[i].name) + 24;
	free(r->window_names);
	r->window_names = xcalloc(size, 1);
	for (i = 0; i < plan->nmeasures; i++) {
		struct result_column c = { .kind = RESULT_WINDOW, .at = i,
		    .is_number = true, .name = r->window_names + at };

		if (!plan->measures[i].type->is_number)
			continue;
		at += (size_t)snprintf(r->window_names + at, size - at,
		    "%s_mean%u", plan->measures[i].name, r->window) + 1;
		if (add_column(r, &c, why) != 0)
			return -1;
	}
	return 0;
}

int
result_prepare(struct result *r, char *why)
{
	const struct plan *plan = r->plan;
	struct result_column c;
	size_t i;

	r->ncolumns = 0;
	if (add_keys_and_names(r, why) != 0)
		return -1;
	for (i = 0; i < plan->nmeasures; i++) {
		c = (struct result_column){ .kind = RESULT_MEASURE,
		    .name = plan->measures[i].name, .at = i,
		    .is_number = plan->measures[i].type->is_number };
		if (add_column(r, &c, why) != 0)
			return -1;
	}
	if (plan->pairs != NULL && add_pair_columns(r, why) != 0)
		return -1;
	if (r->window > 0 && add_windows(r, why) != 0)
		return -1;
	for (i = 0; i < r->nformulas; i++)
		if (add_formula(r, i, why) != 0)
			return -1;
	r->sort_at = r->sort != NULL ? find_column(r, r->sort) : 0;
	if (r->sort_at == r->ncolumns)
		return fail(why, "no output column is called '%.200s'",
		    r->sort);
	return 0;
}

/* Whether a measure's total is to be made: once, where states are shared. */
static bool
has_total(const struct plan *plan, size_t measure)
{
	const struct plan_measure *m = plan->measures;
	size_t i;

	for (i = 0; i < measure; i++)
		if (m[i].type->needs_total &&
		    m[i].offset == m[measure].offset)
			return false;
	return m[measure].type->needs_total;
}

void
result_add_totals(struct result *r, const struct feed *feed)
{
	const struct plan *plan = r->plan;
	const struct groups *groups = &feed->groups;
	struct measure_aid aid = { .loose = &(size_t){ 0 } };
	struct buf text;
	size_t i, j;

	if (r->totals == NULL)
		r->totals = xcalloc(1, plan->state_bytes + 1);
	buf_init(&text, SIZE_MAX);
	for (j = 0; j < plan->nmeasures; j++) {
		const struct plan_measure *m = &plan->measures[j];

		for (i = 0; has_total(plan, j) && i < groups->n; i++) {
			buf_reset(&text);
			m->type->save(&text, feed_state(feed,
			    groups->list[i], j));
			if (text.len > 0)
				(void)m->type->load((char *)r->totals +
				    m->offset, slice(text.data, text.len),
				    &aid);
		}
	}
	buf_free(&text);
}

/* The i-th cell of a key. */
struct slice
result_key_cell(struct slice key, size_t i)
{
	const char *tab;

	while ((tab = memchr(key.p, '\t', key.n)) != NULL && i > 0) {
		key.n -= (size_t)(tab + 1 - key.p);
		key.p = tab + 1;
		i--;
	}
	return slice(key.p, tab != NULL ? (size_t)(tab - key.p) : key.n);
}

struct row_of {
	struct result		*result;
	const struct group	*group;
};

static void add_cell(struct result *, const struct group *, size_t,
    struct buf *);

/* A formula asks for a cell: add_cell, which may ask for a formula. */
static void
formula_cell(struct buf *out, size_t column, const void *row)
{
	const struct row_of *of = row;

	add_cell(of->result, of->group, column, out);
}

static void
add_formula_cell(struct result *r, const struct group *g, size_t at,
    struct buf *out)
{
	const struct row_of row = { r, g };
	enum formula_answer answer = formula_put(out, &r->formulas[at],
	    r->digits, formula_cell, &row);

	r->no_numbers += answer == FORMULA_NO_NUMBER;
	r->too_large += answer == FORMULA_TOO_LARGE;
}

void
result_measure_cell(const struct result *r, const struct group *g, size_t at,
    struct buf *out)
{
	const struct plan_measure *m = &r->plan->measures[at];
	const struct measure_how how = { r->digits, &m->param,
	    (const char *)r->totals + m->offset };
	const struct slice *cells = g->states;

	if (r->finished == NULL)
		m->type->put(out, feed_state(r->feed, g, at), &how);
	else if (cells[at].p != NULL)
		(void)buf_add(out, cells[at].p, cells[at].n);
	else
		m->type->put(out, (char *)r->finished->nothing + m->offset,
		    &how);
}

/* Append the cell of a group in a column. */
static void
add_cell(struct result *r, const struct group *g, size_t column,
    struct buf *out)
{
	const struct result_column *c = &r->columns[column];
	struct slice cell;

	if (c->kind == RESULT_MEASURE)
		result_measure_cell(r, g, c->at, out);
	else if (c->kind == RESULT_FORMULA)
		add_formula_cell(r, g, c->at, out);
	else if (c->kind == RESULT_SUPPORT)
		pairs_put_support(r, g, out);
	else if (c->kind == RESULT_LIFT)
		pairs_put_lift(r, g, out);
	else if (c->kind == RESULT_WINDOW)
		window_put(r, g, c->at, out);
	else {
		cell = c->kind == RESULT_KEY ?
		    result_key_cell(g->key, c->at) :
		    ref_name(c->ref, result_key_cell(g->key,
		    c->ref->key_at), c->at);
		(void)buf_add(out, cell.p, cell.n);
	}
}

struct slice
result_key_with(struct slice key, size_t at, struct slice cell,
    struct buf *made)
{
	struct slice old = result_key_cell(key, at);
	size_t before = (size_t)(old.p - key.p);

	buf_reset(made);
	(void)buf_add(made, key.p, before);
	(void)buf_add(made, cell.p, cell.n);
	(void)buf_add(made, old.p + old.n, key.n - before - old.n);
	return slice(buf_str(made), made->len);
}

/* Every key of the reference with every combination of the other group columns
   that there is. */
void
result_add_zero_rows(struct result *r)
{
	struct groups *groups = &r->feed->groups, others;
	struct buf made;
	size_t i, j;

	groups_init(&others, 0);
	buf_init(&made, SIZE_MAX);
	for (i = 0; i < groups->n && r->plan->nkeys > 1; i++)
		(void)groups_get(&others, result_key_with(
		    groups->list[i]->key, r->ref->key_at, slice("", 0),
		    &made));
	if (r->plan->nkeys == 1)
		(void)groups_get(&others, slice("", 0));
	for (i = 0; i < others.n; i++)
		for (j = 0; j < r->ref->rows.n; j++)
			(void)groups_get(groups, result_key_with(
			    others.list[i]->key, r->ref->key_at,
			    r->ref->rows.list[j]->key, &made));
	buf_free(&made);
	groups_free(&others);
}

static void
note_unknown(struct ref *ref, const struct group *g)
{
	struct slice key = result_key_cell(g->key, ref->key_at);

	if (key.n > 0 && !ref_has(ref, key))
		(void)groups_get(&ref->unknown, key);
}

void
result_note_unknown(struct result *r, const struct group *g)
{
	size_t i;

	if (r->ref != NULL)
		note_unknown(r->ref, g);
	for (i = 0; i < r->nwith; i++)
		note_unknown(&r->with[i], g);
}

void
result_sort_value(struct result *r, const struct group *g, struct buf *cell)
{
	size_t no_numbers = r->no_numbers, too_large = r->too_large;

	buf_reset(cell);
	add_cell(r, g, r->sort_at, cell);
	/* It is reckoned again for its row, and counted then. */
	r->no_numbers = no_numbers;
	r->too_large = too_large;
}

order_compare *
result_order(const struct result *r)
{
	return order_find(r->columns[r->sort_at].is_number, r->descending);
}

/* Sort rows by the column that was asked for. */
static void
sort_by_column(struct result *r, struct order_row *rows, size_t n,
    struct pool *values)
{
	struct buf cell;
	size_t i;

	buf_init(&cell, SIZE_MAX);
	for (i = 0; i < n; i++) {
		result_sort_value(r, rows[i].what, &cell);
		rows[i].value = slice(pool_copy(values, buf_str(&cell),
		    cell.len), cell.len);
	}
	buf_free(&cell);
	qsort(rows, n, sizeof(*rows), result_order(r));
}

void
result_write_header(const struct result *r, struct buf *row, FILE *fp)
{
	size_t i;

	for (i = 0; i < r->ncolumns; i++)
		tsv_puts(row, r->columns[i].name);
	(void)tsv_end(row, fp);
}

void
result_put_row(struct result *r, const struct group *g, struct buf *row,
    struct buf *cell)
{
	size_t i;

	for (i = 0; i < r->ncolumns; i++) {
		buf_reset(cell);
		add_cell(r, g, i, cell);
		tsv_put(row, slice(buf_str(cell), cell->len));
	}
}

void
result_write_row(struct result *r, const struct group *g, struct buf *row,
    struct buf *cell, FILE *fp)
{
	result_put_row(r, g, row, cell);
	(void)tsv_end(row, fp);
}

/* The rows in another order than the groups', or not all of them. */
static void
write_sorted(struct result *r, const struct group **sorted, size_t n,
    struct buf *row, FILE *fp)
{
	struct order_row *rows = xcalloc(n, sizeof(*rows));
	struct pool values = { 0 };
	struct buf cell;
	size_t i;

	for (i = 0; i < n; i++)
		rows[i] = (struct order_row){ .what = sorted[i],
		    .place = i };
	sort_by_column(r, rows, n, &values);
	if (r->top > 0 && r->top < n)
		n = r->top;
	buf_init(&cell, SIZE_MAX);
	for (i = 0; i < n; i++)
		result_write_row(r, rows[i].what, row, &cell, fp);
	buf_free(&cell);
	free(rows);
	pool_free(&values);
}

static void
write_rows(struct result *r, FILE *fp)
{
	const struct group **sorted = groups_sorted(&r->feed->groups);
	struct buf row, cell;
	size_t i, n = 0;

	buf_init(&row, SIZE_MAX);
	buf_init(&cell, SIZE_MAX);
	result_write_header(r, &row, fp);
	for (i = 0; i < r->feed->groups.n; i++)
		if (r->plan->pairs == NULL || pairs_has(r, sorted[i]))
			sorted[n++] = sorted[i];
	if (r->sort != NULL)
		write_sorted(r, sorted, n, &row, fp);
	else
		for (i = 0; i < n; i++) {
			/* In order of keys they lie anywhere in memory. */
			if (i + AHEAD < n)
				__builtin_prefetch(sorted[i + AHEAD]);
			if (i + AHEAD / 2 < n)
				__builtin_prefetch(
				    sorted[i + AHEAD / 2]->key.p);
			result_write_row(r, sorted[i], &row, &cell, fp);
		}
	buf_free(&row);
	buf_free(&cell);
	free(sorted);
}

void
result_write(struct result *r, FILE *fp)
{
	if (r->window > 0)
		window_fill(r);
	if (r->finished == NULL)
		result_add_totals(r, r->feed);
	if (r->crosstab)
		crosstab_write(r, fp);
	else
		write_rows(r, fp);
}

static void
free_finished(struct finished *f)
{
	if (f == NULL)
		return;
	groups_free(&f->feed.groups);
	free(f->nothing);
	free(f);
}

void
result_free(struct result *r)
{
	size_t i;

	for (i = 0; i < r->nwith; i++)
		ref_free(&r->with[i]);
	for (i = 0; i < r->nformulas; i++)
		formula_free(&r->formulas[i]);
	free_finished(r->finished);
	r->finished = NULL;
	free(r->totals);
	r->totals = NULL;
	groups_free(&r->buckets);
	free(r->window_names);
	r->window_names = NULL;
}
