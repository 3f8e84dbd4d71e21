/* SPDX-License-Identifier: MIT */
/*
 * A result of two group columns as a table of two dimensions.  Holds the
 * different values of the second column.
 */
#include <stdlib.h>

#include "aggregate/result.h"
#include "lib/tsv.h"
#include "lib/xalloc.h"

/* The different values of the second group column, in order. */
static const struct group **
across(const struct result *r, struct groups *values)
{
	const struct groups *groups = &r->feed->groups;
	size_t i;

	groups_init(values, 0);
	for (i = 0; i < groups->n; i++)
		(void)groups_get(values,
		    result_key_cell(groups->list[i]->key, 1));
	return groups_sorted(values);
}

bool
crosstab_is_too_wide(const struct result *r)
{
	struct groups values;
	bool wide;

	free(across(r, &values));
	wide = values.n + 1 > TSV_MAX_FIELDS;
	groups_free(&values);
	return wide;
}

/* A column for each value.  One without a name, or with the name of another,
   would make no header, so such a name has `_` behind it. */
static void
write_header(const struct result *r, const struct group **columns, size_t n,
    struct buf *row, FILE *fp)
{
	static const char missing[] = "(missing)";
	struct groups names;
	struct buf name;
	size_t i, before;

	groups_init(&names, 0);
	buf_init(&name, SIZE_MAX);
	tsv_puts(row, r->columns[0].name);
	(void)groups_get(&names, slice_str(r->columns[0].name));
	(void)groups_get(&names, slice_str(missing));
	for (i = 0; i < n; i++) {
		if (columns[i]->key.n == 0) {
			tsv_puts(row, missing);
			continue;
		}
		buf_reset(&name);
		/* As it will be printed: a quote may become another byte. */
		tsv_put(&name, columns[i]->key);
		for (before = names.n; groups_get(&names, slice(name.data + 1,
		    name.len - 1)), names.n == before;)
			(void)buf_addc(&name, '_');
		tsv_put(row, slice(name.data + 1, name.len - 1));
	}
	(void)tsv_end(row, fp);
	buf_free(&name);
	groups_free(&names);
}

/* The measure of one combination; one that no row has is as of no rows. */
static void
write_cell(const struct result *r, const struct group *none,
    struct slice down, struct slice column, struct buf *row)
{
	const struct group *g;
	struct buf key;

	buf_init(&key, SIZE_MAX);
	(void)buf_add(&key, down.p, down.n);
	(void)buf_addc(&key, '\t');
	(void)buf_add(&key, column.p, column.n);
	g = groups_find(&r->feed->groups, slice(key.data, key.len));
	buf_reset(&key);
	result_measure_cell(r, g != NULL ? g : none, 0, &key);
	tsv_put(row, slice(buf_str(&key), key.len));
	buf_free(&key);
}

void
crosstab_write(struct result *r, FILE *fp)
{
	const struct groups *groups = &r->feed->groups;
	const struct group **sorted = groups_sorted(groups), **columns;
	struct group none = { .states = xcalloc(1,
	    r->feed->groups.state_bytes + 1) };
	struct slice down, last = { NULL, 0 };
	struct groups values;
	struct buf row;
	size_t i, j;

	columns = across(r, &values);
	buf_init(&row, SIZE_MAX);
	write_header(r, columns, values.n, &row, fp);
	for (i = 0; i < groups->n; i++) {
		down = result_key_cell(sorted[i]->key, 0);
		if (last.p != NULL && slice_eq(down, last))
			continue;
		last = down;
		tsv_put(&row, down);
		for (j = 0; j < values.n; j++)
			write_cell(r, &none, down, columns[j]->key, &row);
		(void)tsv_end(&row, fp);
	}
	buf_free(&row);
	free(none.states);
	free(sorted);
	free(columns);
	groups_free(&values);
}
