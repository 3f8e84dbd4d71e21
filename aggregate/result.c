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

/* A row of the result on its way to its place. */
struct row {
	const struct group	*group;
	size_t			 place;		/* by group */
	struct slice		 value;		/* what it is sorted by */
};

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

int
result_prepare(struct result *r, char *why)
{
	const struct plan *plan = r->plan;
	struct result_column c;
	size_t i;

	r->ncolumns = 0;
	for (i = 0; i < plan->nkeys; i++) {
		const struct bucket_type *bucket = plan->keys[i].bucket;

		c = (struct result_column){ RESULT_KEY, plan->keys[i].name, i,
		    bucket != NULL && bucket->is_number };
		if (add_column(r, &c, why) != 0)
			return -1;
	}
	for (i = 0; r->ref != NULL && i < r->ref->nnames; i++) {
		c = (struct result_column){ RESULT_NAME, r->ref->names[i], i,
		    false };
		if (add_column(r, &c, why) != 0)
			return -1;
	}
	for (i = 0; i < plan->nmeasures; i++) {
		c = (struct result_column){ RESULT_MEASURE,
		    plan->measures[i].name, i,
		    plan->measures[i].type->is_number };
		if (add_column(r, &c, why) != 0)
			return -1;
	}
	r->sort_at = r->sort != NULL ? find_column(r, r->sort) : 0;
	if (r->sort_at == r->ncolumns)
		return fail(why, "no output column is called '%.200s'",
		    r->sort);
	return 0;
}

/* The states that need it, of all groups in one. */
static void
add_totals(struct result *r)
{
	const struct plan *plan = r->plan;
	const struct groups *groups = &r->feed->groups;
	struct measure_aid aid = { .bags = NULL };
	struct buf text;
	size_t i, j;

	r->totals = xcalloc(1, plan->state_bytes);
	buf_init(&text, SIZE_MAX);
	for (j = 0; j < plan->nmeasures; j++) {
		const struct plan_measure *m = &plan->measures[j];

		for (i = 0; m->type->needs_total && i < groups->n; i++) {
			buf_reset(&text);
			m->type->save(&text, feed_state(r->feed,
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
static struct slice
key_cell(struct slice key, size_t i)
{
	const char *tab;

	while ((tab = memchr(key.p, '\t', key.n)) != NULL && i > 0) {
		key.n -= (size_t)(tab + 1 - key.p);
		key.p = tab + 1;
		i--;
	}
	return slice(key.p, tab != NULL ? (size_t)(tab - key.p) : key.n);
}

/* Append the cell of a group in a column. */
static void
add_cell(const struct result *r, const struct group *g, size_t column,
    struct buf *out)
{
	const struct result_column *c = &r->columns[column];
	struct slice cell = { "", 0 };

	if (c->kind == RESULT_MEASURE) {
		const struct plan_measure *m = &r->plan->measures[c->at];
		const struct measure_how how = { r->digits, &m->param,
		    (const char *)r->totals + m->offset };

		m->type->put(out, feed_state(r->feed, g, c->at), &how);
	} else if (c->kind == RESULT_KEY)
		cell = key_cell(g->key, c->at);
	else
		cell = ref_name(r->ref, key_cell(g->key, 0), c->at);
	(void)buf_add(out, cell.p, cell.n);
}

/* The key of a reference in front of the other cells of a group's key. */
static void
add_zero_group(struct result *r, struct slice key, const struct group *tail,
    struct buf *made)
{
	buf_reset(made);
	(void)buf_add(made, key.p, key.n);
	if (r->plan->nkeys > 1) {
		(void)buf_addc(made, '\t');
		(void)buf_add(made, tail->key.p, tail->key.n);
	}
	(void)groups_get(&r->feed->groups, slice(made->data, made->len));
}

void
result_add_zero_rows(struct result *r)
{
	struct groups *groups = &r->feed->groups, tails;
	struct buf made;
	size_t i, j;

	groups_init(&tails, 0);
	buf_init(&made, SIZE_MAX);
	for (i = 0; i < groups->n && r->plan->nkeys > 1; i++) {
		struct slice key = groups->list[i]->key;
		size_t n = key_cell(key, 0).n + 1;

		(void)groups_get(&tails, slice(key.p + n, key.n - n));
	}
	if (r->plan->nkeys == 1)
		(void)groups_get(&tails, slice("", 0));
	for (i = 0; i < tails.n; i++)
		for (j = 0; j < r->ref->rows.n; j++)
			add_zero_group(r, r->ref->rows.list[j]->key,
			    tails.list[i], &made);
	buf_free(&made);
	groups_free(&tails);
}

size_t
result_unknown_keys(const struct result *r, struct buf *out, size_t max)
{
	const struct groups *groups = &r->feed->groups;
	struct groups unknown;
	size_t i, n;

	groups_init(&unknown, 0);
	for (i = 0; i < groups->n; i++) {
		struct slice key = key_cell(groups->list[i]->key, 0);

		if (key.n > 0 && !ref_has(r->ref, key))
			(void)groups_get(&unknown, key);
	}
	n = unknown.n;
	for (i = 0; i < n && i < max; i++) {
		(void)buf_addc(out, ' ');
		(void)buf_add(out, unknown.list[i]->key.p,
		    unknown.list[i]->key.n);
	}
	groups_free(&unknown);
	return n;
}

static int
compare_bytes(struct slice a, struct slice b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

	return order != 0 ? order : (a.n > b.n) - (a.n < b.n);
}

/* Rows come here in the order of their groups. */
static int
by_group(const struct row *a, const struct row *b)
{
	return (a->place > b->place) - (a->place < b->place);
}

/* Missing values stand last in any order, and groups decide a draw. */
static int
by_value(const struct row *a, const struct row *b,
    int (*compare)(struct slice, struct slice), int sign)
{
	int order;

	if (a->value.n == 0 || b->value.n == 0)
		order = (a->value.n == 0) - (b->value.n == 0);
	else
		order = sign * compare(a->value, b->value);
	return order != 0 ? order : by_group(a, b);
}

static int
by_number(const void *a, const void *b)
{
	return by_value(a, b, decimal_compare_text, 1);
}

static int
by_number_down(const void *a, const void *b)
{
	return by_value(a, b, decimal_compare_text, -1);
}

static int
by_text(const void *a, const void *b)
{
	return by_value(a, b, compare_bytes, 1);
}

static int
by_text_down(const void *a, const void *b)
{
	return by_value(a, b, compare_bytes, -1);
}

/* Sort rows by the column that was asked for. */
static void
sort_by_column(const struct result *r, struct row *rows, size_t n,
    struct pool *values)
{
	bool number = r->columns[r->sort_at].is_number;
	struct buf cell;
	size_t i;

	buf_init(&cell, SIZE_MAX);
	for (i = 0; i < n; i++) {
		buf_reset(&cell);
		add_cell(r, rows[i].group, r->sort_at, &cell);
		rows[i].value = slice(pool_copy(values, buf_str(&cell),
		    cell.len), cell.len);
	}
	buf_free(&cell);
	if (number)
		qsort(rows, n, sizeof(*rows),
		    r->descending ? by_number_down : by_number);
	else
		qsort(rows, n, sizeof(*rows),
		    r->descending ? by_text_down : by_text);
}

static void
write_header(const struct result *r, struct buf *row, FILE *fp)
{
	size_t i;

	for (i = 0; i < r->ncolumns; i++)
		tsv_puts(row, r->columns[i].name);
	(void)tsv_end(row, fp);
}

static void
write_row(const struct result *r, const struct group *g, struct buf *row,
    struct buf *cell, FILE *fp)
{
	size_t i;

	for (i = 0; i < r->ncolumns; i++) {
		buf_reset(cell);
		add_cell(r, g, i, cell);
		tsv_put(row, slice(buf_str(cell), cell->len));
	}
	(void)tsv_end(row, fp);
}

void
result_write(struct result *r, FILE *fp)
{
	const struct groups *groups = &r->feed->groups;
	const struct group **sorted = groups_sorted(groups);
	struct row *rows = xcalloc(groups->n, sizeof(*rows));
	struct pool values = { 0 };
	struct buf row, cell;
	size_t i, n = groups->n;

	buf_init(&row, SIZE_MAX);
	buf_init(&cell, SIZE_MAX);
	add_totals(r);
	write_header(r, &row, fp);
	for (i = 0; i < n; i++) {
		rows[i].group = sorted[i];
		rows[i].place = i;
	}
	free(sorted);
	if (r->sort != NULL)
		sort_by_column(r, rows, n, &values);
	if (r->top > 0 && r->top < n)
		n = r->top;
	for (i = 0; i < n; i++)
		write_row(r, rows[i].group, &row, &cell, fp);
	buf_free(&row);
	buf_free(&cell);
	free(rows);
	pool_free(&values);
}

void
result_free(struct result *r)
{
	free(r->totals);
	r->totals = NULL;
}
