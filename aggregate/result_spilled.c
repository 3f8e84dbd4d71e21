/* SPDX-License-Identifier: MIT */
/*
 * The result of groups that memory did not hold.  Where a row needs no other
 * row, each is written as it comes out of the merge, or put in order first; else
 * what is held is the key and the cells of each group, and no longer its values.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/result.h"
#include "lib/xalloc.h"

/* What becomes of the groups one after another. */
struct taker {
	struct result	*result;
	FILE		*fp;
	struct slice	*cells;		/* owned: of the group in work */
	struct buf	 text, row, cell, value;
	struct order	 order;		/* where it is not that of groups */
	const struct group **refs;	/* owned: keys of the reference, sorted */
	size_t		 nrefs, at_ref;
	struct slice	*none;		/* owned: the cells of no rows */
	int		*error;
};

bool
result_is_plain(const struct result *r)
{
	return (r->ref == NULL || r->plan->nkeys == 1) && r->window == 0 &&
	    !r->crosstab && r->plan->pairs == NULL;
}

/* Put the cell of a measure into t->text. */
static void
finish(struct taker *t, struct spill_group *g, size_t measure)
{
	const struct result *r = t->result;
	const struct plan_measure *m = &r->plan->measures[measure];
	const struct measure_how how = { r->digits, &m->param,
	    (const char *)r->totals + m->offset };

	if (m->type->items == MEASURE_NO_ITEMS)
		m->type->put(&t->text, (char *)g->group.states + m->offset,
		    &how);
	else {
		m->type->finish(&t->text, &g->items[m->owner], &how);
		if (g->items[m->owner].error != 0)
			*t->error = g->items[m->owner].error;
	}
}

/* The cells of a group, one behind the other in t->text. */
static void
finish_all(struct taker *t, struct spill_group *g)
{
	size_t n = t->result->plan->nmeasures, begin, i;

	buf_reset(&t->text);
	for (i = 0; i < n; i++) {
		begin = t->text.len;
		finish(t, g, i);
		t->cells[i].n = t->text.len - begin;
	}
	for (i = begin = 0; i < n; begin += t->cells[i++].n)
		t->cells[i].p = buf_str(&t->text) + begin;
}

static void
put_in_order(struct taker *t, const struct group *g)
{
	result_sort_value(t->result, g, &t->value);
	result_put_row(t->result, g, &t->row, &t->cell);
	buf_reset(&t->cell);
	(void)tsv_end_in(&t->row, &t->cell);
	if (order_add(&t->order, slice(buf_str(&t->value), t->value.len),
	    slice(t->cell.data, t->cell.len)) != 0)
		*t->error = t->order.error;
}

static void
write_finished(struct taker *t, const struct group *g)
{
	if (t->result->sort == NULL)
		result_write_row(t->result, g, &t->row, &t->cell, t->fp);
	else
		put_in_order(t, g);
}

/* Rows for the keys of the reference that come before a key, NULL for all that
   are left; the key's own is not among them. */
static void
write_zero_rows(struct taker *t, const struct slice *key)
{
	int order = -1;

	for (; t->at_ref < t->nrefs; t->at_ref++) {
		const struct group zero = { .key = t->refs[t->at_ref]->key,
		    .states = t->none };

		if (key != NULL && (order = slice_compare(zero.key, *key)) > 0)
			return;
		if (order < 0)
			write_finished(t, &zero);
	}
}

static int
write_one(struct spill_group *g, void *with)
{
	struct taker *t = with;
	const struct group finished = { .key = g->group.key,
	    .states = t->cells };

	finish_all(t, g);
	result_note_unknown(t->result, &finished);
	write_zero_rows(t, &finished.key);
	write_finished(t, &finished);
	return *t->error;
}

static int
hold_one(struct spill_group *g, void *with)
{
	struct taker *t = with;
	struct groups *groups = &t->result->finished->feed.groups;
	struct slice *cells = groups_get(groups, g->group.key)->states;
	size_t i;

	finish_all(t, g);
	for (i = 0; i < t->result->plan->nmeasures; i++)
		cells[i] = slice(pool_copy(&groups->pool, t->cells[i].p,
		    t->cells[i].n), t->cells[i].n);
	return *t->error;
}

/* The groups will be finished: their states are cells. */
static void
make_finished(struct result *r)
{
	r->finished = xcalloc(1, sizeof(*r->finished));
	r->finished->nothing = xcalloc(1, r->plan->state_bytes + 1);
	r->finished->feed.plan = r->plan;
	groups_init(&r->finished->feed.groups,
	    r->plan->nmeasures * sizeof(struct slice));
	r->feed = &r->finished->feed;
}

/* Write the rows as they come, or put them in order and write them then. */
static int
write_plain(struct taker *t, struct spill *s)
{
	struct result *r = t->result;
	int rc;

	if (r->ref != NULL) {
		t->refs = groups_sorted(&r->ref->rows);
		t->nrefs = r->ref->rows.n;
	}
	result_write_header(r, &t->row, t->fp);
	if (r->sort != NULL)
		order_init(&t->order, result_order(r), r->top, s->limit,
		    s->dir);
	rc = spill_merge(s, write_one, t);
	if (rc == 0)
		write_zero_rows(t, NULL);
	if (rc == 0 && r->sort != NULL && order_write(&t->order, t->fp) != 0) {
		s->error = t->order.error;
		rc = -1;
	}
	order_free(&t->order);
	free(t->refs);
	return rc;
}

int
result_write_spilled(struct result *r, struct spill *s, FILE *fp)
{
	struct taker t = { .result = r, .fp = fp, .error = &s->error };
	int rc;

	make_finished(r);
	t.cells = xcalloc(r->plan->nmeasures, sizeof(*t.cells));
	t.none = xcalloc(r->plan->nmeasures, sizeof(*t.none));
	buf_init(&t.text, SIZE_MAX);
	buf_init(&t.row, SIZE_MAX);
	buf_init(&t.cell, SIZE_MAX);
	buf_init(&t.value, SIZE_MAX);
	rc = result_is_plain(r) ? write_plain(&t, s) :
	    spill_merge(s, hold_one, &t);
	free(t.cells);
	free(t.none);
	buf_free(&t.text);
	buf_free(&t.row);
	buf_free(&t.cell);
	buf_free(&t.value);
	return rc;
}
