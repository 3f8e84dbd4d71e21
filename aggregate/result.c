/* SPDX-License-Identifier: MIT */
/*
 * The groups as a table: zero rows, order, printing.  Holds a pointer and, for
 * an order by value, one cell of each group.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/result.h"
#include "lib/tsv.h"
#include "lib/xalloc.h"

/* A row of the result on its way to its place. */
struct row {
	const struct group	*group;
	uint64_t		 prefix;	/* of its key, to compare first */
	struct slice		 value;		/* what it is sorted by */
};

static size_t
nnames(const struct result *r)
{
	return r->ref != NULL ? r->ref->nnames : 0;
}

const char *
result_name(const struct result *r, size_t column)
{
	if (column < r->plan->nkeys)
		return r->plan->keys[column].name;
	column -= r->plan->nkeys;
	if (column < nnames(r))
		return r->ref->names[column];
	column -= nnames(r);
	return column < r->plan->nmeasures ?
	    r->plan->measures[column].name : NULL;
}

int
result_column(const struct result *r, const char *name)
{
	const char *there;
	int i;

	for (i = 0; (there = result_name(r, (size_t)i)) != NULL; i++)
		if (strcmp(there, name) == 0)
			return i;
	return -1;
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
	struct slice cell;

	if (column < r->plan->nkeys) {
		cell = key_cell(g->key, column);
		(void)buf_add(out, cell.p, cell.n);
		return;
	}
	column -= r->plan->nkeys;
	if (column < nnames(r)) {
		cell = ref_name(r->ref, key_cell(g->key, 0), column);
		(void)buf_add(out, cell.p, cell.n);
		return;
	}
	column -= nnames(r);
	r->plan->measures[column].type->put(out,
	    feed_state(r->feed, g, column), r->digits);
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

/* TAB is less than any byte of a cell, so this orders cell by cell. */
static int
by_group(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->prefix != y->prefix)
		return x->prefix < y->prefix ? -1 : 1;
	return compare_bytes(x->group->key, y->group->key);
}

/* The first eight bytes of a key as a number of the same order, so that most
   comparisons need not go to the key itself. */
static uint64_t
prefix_of(struct slice key)
{
	uint64_t prefix = 0;
	size_t i;

	for (i = 0; i < 8; i++)
		prefix = prefix << 8 | (i < key.n ? (unsigned char)key.p[i] :
		    0);
	return prefix;
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
	size_t column = (size_t)result_column(r, r->sort), i;
	size_t first = r->plan->nkeys + nnames(r);
	bool number = column >= first &&
	    r->plan->measures[column - first].type->is_number;
	struct buf cell;

	buf_init(&cell, SIZE_MAX);
	for (i = 0; i < n; i++) {
		buf_reset(&cell);
		add_cell(r, rows[i].group, column, &cell);
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
	const char *name;
	size_t i;

	for (i = 0; (name = result_name(r, i)) != NULL; i++)
		tsv_puts(row, name);
	(void)tsv_end(row, fp);
}

static void
write_row(const struct result *r, const struct group *g, struct buf *row,
    struct buf *cell, FILE *fp)
{
	size_t i;

	for (i = 0; result_name(r, i) != NULL; i++) {
		buf_reset(cell);
		add_cell(r, g, i, cell);
		tsv_put(row, slice(buf_str(cell), cell->len));
	}
	(void)tsv_end(row, fp);
}

void
result_write(const struct result *r, FILE *fp)
{
	const struct groups *groups = &r->feed->groups;
	struct row *rows = xcalloc(groups->n, sizeof(*rows));
	struct pool values = { 0 };
	struct buf row, cell;
	size_t i, n = groups->n;

	buf_init(&row, SIZE_MAX);
	buf_init(&cell, SIZE_MAX);
	write_header(r, &row, fp);
	for (i = 0; i < n; i++) {
		rows[i].group = groups->list[i];
		rows[i].prefix = prefix_of(groups->list[i]->key);
	}
	if (r->sort != NULL)
		sort_by_column(r, rows, n, &values);
	else
		qsort(rows, n, sizeof(*rows), by_group);
	if (r->top > 0 && r->top < n)
		n = r->top;
	for (i = 0; i < n; i++)
		write_row(r, rows[i].group, &row, &cell, fp);
	buf_free(&row);
	buf_free(&cell);
	free(rows);
	pool_free(&values);
}
