/* SPDX-License-Identifier: MIT */
/*
 * Sorts rows by a value.  Holds as many rows as its limit allows; the others are
 * in sorted runs in files without names, of which one row each is held when they
 * are merged.  A full set of runs becomes one run.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/decimal.h"
#include "aggregate/items.h"
#include "aggregate/order.h"
#include "lib/xalloc.h"

#define LEAST ((size_t)256 << 10)	/* bytes held, so that runs are long */

static int
by_value(const struct order_row *a, const struct order_row *b,
    int (*compare)(struct slice, struct slice), int sign)
{
	int order;

	if (a->value.n == 0 || b->value.n == 0)
		order = (a->value.n == 0) - (b->value.n == 0);
	else
		order = sign * compare(a->value, b->value);
	return order != 0 ? order :
	    (a->place > b->place) - (a->place < b->place);
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
	return by_value(a, b, slice_compare, 1);
}

static int
by_text_down(const void *a, const void *b)
{
	return by_value(a, b, slice_compare, -1);
}

order_compare *
order_find(bool number, bool down)
{
	if (number)
		return down ? by_number_down : by_number;
	return down ? by_text_down : by_text;
}

void
order_init(struct order *o, order_compare *compare, size_t top, size_t limit,
    const char *dir)
{
	*o = (struct order){ .compare = compare, .top = top, .dir = dir,
	    .limit = limit < LEAST ? LEAST : limit };
}

void
order_free(struct order *o)
{
	size_t i;

	for (i = 0; i < o->nruns; i++)
		(void)fclose(o->runs[i]);
	free(o->rows);
	pool_free(&o->texts);
	*o = (struct order){ 0 };
}

static int
fail(struct order *o, int error)
{
	if (o->error == 0)
		o->error = error != 0 ? error : EIO;
	return -1;
}

/* What stands in a run before a row's value and text. */
struct head {
	uint64_t	place, value, text;
};

static void
put_row(FILE *fp, const struct order_row *row)
{
	const struct head h = { row->place, row->value.n, row->text.n };

	(void)fwrite(&h, sizeof(h), 1, fp);
	(void)fwrite(row->value.p, 1, row->value.n, fp);
	(void)fwrite(row->text.p, 1, row->text.n, fp);
}

/* A run being read. */
struct cursor {
	FILE			*fp;
	bool			 live;	/* a row stands here */
	struct order_row	 row;
	struct buf		 bytes;	/* what it points into */
};

static int
next_row(struct order *o, struct cursor *c)
{
	struct head h;
	size_t n = fread(&h, 1, sizeof(h), c->fp);

	c->live = false;
	if (n == 0 && feof(c->fp))
		return 0;
	buf_reset(&c->bytes);
	if (n != sizeof(h) ||
	    buf_reserve(&c->bytes, (size_t)(h.value + h.text)) != 0 ||
	    fread(c->bytes.data, 1, (size_t)(h.value + h.text), c->fp) !=
	    h.value + h.text)
		return fail(o, ferror(c->fp) ? errno : EIO);
	c->live = true;
	c->row.place = h.place;
	c->row.value = slice(c->bytes.data, (size_t)h.value);
	c->row.text = slice(c->bytes.data + h.value, (size_t)h.text);
	return 0;
}

static int
open_runs(struct order *o, struct cursor *cursors)
{
	size_t i;

	for (i = 0; i < o->nruns; i++) {
		cursors[i] = (struct cursor){ .fp = o->runs[i] };
		buf_init(&cursors[i].bytes, SIZE_MAX);
	}
	for (i = 0; i < o->nruns; i++) {
		errno = 0;
		if (fflush(o->runs[i]) != 0 || ferror(o->runs[i]))
			return fail(o, errno);
		rewind(o->runs[i]);
		if (next_row(o, &cursors[i]) != 0)
			return -1;
	}
	return 0;
}

/* Put the rows of all runs in order: as rows of a run, or their texts alone. */
static int
merge_runs(struct order *o, FILE *to, bool texts)
{
	struct cursor cursors[ORDER_FAN], *least;
	size_t left = o->top > 0 ? o->top : SIZE_MAX, i;
	int rc = open_runs(o, cursors);

	for (; rc == 0 && left > 0; left--) {
		least = NULL;
		for (i = 0; i < o->nruns; i++)
			if (cursors[i].live && (least == NULL ||
			    o->compare(&cursors[i].row, &least->row) < 0))
				least = &cursors[i];
		if (least == NULL)
			break;
		if (texts)
			(void)fwrite(least->row.text.p, 1, least->row.text.n,
			    to);
		else
			put_row(to, &least->row);
		rc = next_row(o, least);
	}
	for (i = 0; i < o->nruns; i++)
		buf_free(&cursors[i].bytes);
	return rc;
}

/* One run in the place of all. */
static int
join_runs(struct order *o)
{
	FILE *fp = items_open_file(o->dir);
	size_t i;

	if (fp == NULL)
		return fail(o, errno);
	if (merge_runs(o, fp, false) != 0) {
		(void)fclose(fp);
		return -1;
	}
	for (i = 0; i < o->nruns; i++)
		(void)fclose(o->runs[i]);
	o->runs[0] = fp;
	o->nruns = 1;
	return 0;
}

/* Sort what is held and forget what no top has. */
static void
sort(struct order *o)
{
	qsort(o->rows, o->n, sizeof(*o->rows), o->compare);
	if (o->top > 0 && o->n > o->top)
		o->n = o->top;
}

/* Move what is held to a run. */
static int
write_run(struct order *o)
{
	FILE *fp;
	size_t i;

	if (o->nruns == ORDER_FAN && join_runs(o) != 0)
		return -1;
	if ((fp = items_open_file(o->dir)) == NULL)
		return fail(o, errno);
	o->runs[o->nruns++] = fp;
	for (i = 0; i < o->n; i++)
		put_row(fp, &o->rows[i]);
	o->n = 0;
	pool_free(&o->texts);
	return 0;
}

static struct slice
keep(struct pool *pool, struct slice s)
{
	return slice(pool_copy(pool, s.p, s.n), s.n);
}

/* The bytes of the rows that are left. */
static void
repack(struct order *o)
{
	struct pool old = o->texts;
	size_t i;

	o->texts = (struct pool){ 0 };
	for (i = 0; i < o->n; i++) {
		o->rows[i].value = keep(&o->texts, o->rows[i].value);
		o->rows[i].text = keep(&o->texts, o->rows[i].text);
	}
	pool_free(&old);
}

int
order_add(struct order *o, struct slice value, struct slice text)
{
	size_t before;

	if (o->error != 0)
		return -1;
	if (o->n > 0 && o->texts.bytes + o->cap * sizeof(*o->rows) >
	    o->limit) {
		before = o->n;
		sort(o);
		/* Half of them gone is worth the work. */
		if (o->n <= before / 2)
			repack(o);
		else if (write_run(o) != 0)
			return -1;
	}
	o->rows = xgrow(o->rows, o->n, &o->cap, sizeof(*o->rows));
	o->rows[o->n++] = (struct order_row){ .place = o->place++,
	    .value = keep(&o->texts, value), .text = keep(&o->texts, text) };
	return 0;
}

int
order_write(struct order *o, FILE *fp)
{
	size_t i;

	if (o->error != 0)
		return -1;
	sort(o);
	if (o->nruns > 0)
		return write_run(o) != 0 ? -1 : merge_runs(o, fp, true);
	for (i = 0; i < o->n; i++)
		(void)fwrite(o->rows[i].text.p, 1, o->rows[i].text.n, fp);
	return 0;
}
