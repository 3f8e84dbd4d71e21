/* SPDX-License-Identifier: MIT */
/*
 * Reads blocks of rows, finds their cells, and feeds them.  Holds a block and
 * the places of its cells for each worker, and the reports of blocks that are
 * done before an earlier one.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/reader.h"
#include "lib/xalloc.h"

void
reader_worker_init(struct reader_worker *w, struct feed *feed)
{
	*w = (struct reader_worker){ .feed = feed };
	tsv_block_init(&w->block);
}

void
reader_worker_free(struct reader_worker *w)
{
	buf_free(&w->block);
	tsv_marks_free(&w->marks);
	reject_free(&w->log);
	free(w->fields);
}

/* Note a row at fault. */
static void
note(struct reader_worker *w, size_t line, size_t column, const char *why,
    struct slice cell, struct slice row)
{
	const struct reject r = { line, column, slice_str(why), cell, row };

	reject_add(&w->log, &r);
}

/* Rows of which at least one is at fault, one after another. */
static void
feed_lines(struct reader_worker *w, size_t width)
{
	const char *s = w->block.data, *end = s + w->block.len, *why;
	struct tsv t = { .nnames = width, .field = w->fields };
	size_t i;

	for (i = 0; s < end; i++) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		struct slice line = slice(s, (size_t)(lf - s));

		s = lf + 1;
		if (tsv_line(&t, line) != GOT_RECORD)
			note(w, i, t.column, t.why, slice(NULL, 0), line);
		else if ((why = feed_row(w->feed, t.field)) != NULL)
			note(w, i, w->feed->column, why, w->feed->cell, line);
	}
}

/* Rows that are all as the header has them. */
static void
feed_regular(struct reader_worker *w)
{
	const struct tsv_marks *m = &w->marks;
	const char *base = w->block.data, *why = NULL;
	size_t row = 0;

	for (;;) {
		const uint32_t *end = m->end;
		struct slice line;

		row += feed_rows(w->feed, base, m, row, m->lines - row, &why);
		if (row == m->lines)
			return;
		end += row * m->stride;
		line.p = base + (uint32_t)(end[-1] + 1);
		line.n = (size_t)(base + end[m->stride - 1] - line.p);
		note(w, row, w->feed->column, why, w->feed->cell, line);
		if (++row == m->lines)
			return;
	}
}

/* Returns how many lines the block has. */
static uint64_t
feed_block(struct reader_worker *w)
{
	tsv_scan(&w->marks, w->block.data, w->block.len);
	if (w->marks.regular)
		feed_regular(w);
	else
		feed_lines(w, w->marks.width);
	return w->marks.lines;
}

/* Report the blocks that are next, as far as they are done. */
static void
report(struct reader *r)
{
	struct reader_done *d;

	for (;;) {
		d = &r->done[r->reported % READER_MAX_AHEAD];
		if (!d->done)
			break;
		reject_report(&d->log, r->rejects, r->table, r->t->name,
		    r->line);
		r->line += d->lines;
		r->rows += d->lines;
		r->bytes += d->bytes;
		d->done = false;
		r->reported++;
	}
	progress_tick(r->progress, r->rows, r->bytes);
	(void)pthread_cond_broadcast(&r->turn);
}

/* Take the next block, once there is room to report it; its number, or false
   when there is none. */
static bool
take(struct reader *r, struct reader_worker *w, uint64_t *number)
{
	while (r->taken - r->reported == READER_MAX_AHEAD)
		(void)pthread_cond_wait(&r->turn, &r->lock);
	if (r->stopped || r->last == GOT_END || r->last == GOT_BROKEN)
		return false;
	r->last = tsv_block(r->t, &w->block);
	if (r->last != GOT_RECORD && r->last != GOT_BAD)
		return false;
	*number = r->taken++;
	return true;
}

/* A block is done: keep what is to be said until its turn comes. */
static void
finish(struct reader *r, struct reader_worker *w, uint64_t number,
    uint64_t lines)
{
	struct reader_done *d = &r->done[number % READER_MAX_AHEAD];
	struct reject_log log = d->log;

	d->lines = lines;
	d->bytes = w->block.len;
	d->done = true;
	/* A log that was reported comes back empty. */
	d->log = w->log;
	w->log = log;
	if (number == r->reported)
		report(r);
}

static void
work(struct reader *r, struct reader_worker *w)
{
	uint64_t number, lines;
	bool long_line, stop;

	(void)pthread_mutex_lock(&r->lock);
	while (take(r, w, &number)) {
		long_line = r->last == GOT_BAD;
		(void)pthread_mutex_unlock(&r->lock);
		if (long_line)
			note(w, 0, 0, TSV_OVER_CEILING, slice(NULL, 0),
			    slice("", 0));
		lines = long_line ? 1 : feed_block(w);
		stop = w->feed->pause != NULL &&
		    w->feed->pause(w->feed, w->feed->with) != 0;
		(void)pthread_mutex_lock(&r->lock);
		r->stopped |= stop;
		finish(r, w, number, lines);
	}
	(void)pthread_mutex_unlock(&r->lock);
}

struct thread {
	struct reader		*reader;
	struct reader_worker	*worker;
	pthread_t		 id;
};

static void *
run(void *arg)
{
	struct thread *thread = arg;

	work(thread->reader, thread->worker);
	return NULL;
}

/* The first worker is the caller itself; where the system gives no further
   thread, those that there are do all. */
static void
work_together(struct reader *r)
{
	struct thread threads[READER_MAX_WORKERS];
	size_t i, n = 1;

	for (; n < r->nworkers; n++) {
		threads[n] = (struct thread){ r, &r->workers[n], 0 };
		if (pthread_create(&threads[n].id, NULL, run, &threads[n]) !=
		    0)
			break;
	}
	work(r, &r->workers[0]);
	for (i = 1; i < n; i++)
		(void)pthread_join(threads[i].id, NULL);
}

/* Get the workers ready for a table's columns. */
static void
prepare(struct reader *r, size_t width)
{
	bool *wanted = xcalloc(width, sizeof(*wanted));
	size_t i;

	plan_wants(r->workers[0].feed->plan, wanted);
	for (i = 0; i < r->nworkers; i++) {
		struct reader_worker *w = &r->workers[i];

		tsv_marks_want(&w->marks, width, wanted);
		w->fields = xreallocarray(w->fields, width,
		    sizeof(*w->fields));
	}
	free(wanted);
}

enum got
reader_rows(struct reader *r, struct tsv *t)
{
	size_t i;

	r->t = t;
	r->last = GOT_RECORD;
	r->line = t->line;
	r->taken = r->reported = 0;
	(void)pthread_mutex_init(&r->lock, NULL);
	(void)pthread_cond_init(&r->turn, NULL);
	prepare(r, t->nnames);
	tsv_widen_pipe(t->fd);
	work_together(r);
	for (i = 0; i < READER_MAX_AHEAD; i++)
		reject_free(&r->done[i].log);
	(void)pthread_mutex_destroy(&r->lock);
	(void)pthread_cond_destroy(&r->turn);
	t->line = r->line + (r->last == GOT_BROKEN);
	return r->last;
}
