/* SPDX-License-Identifier: MIT */
/*
 * Reads the input into the groups.  Reports files that cannot be read; holds a
 * block of a file for each worker beside the groups.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aggregate/run.h"
#include "aggregate/state.h"
#include "lib/cli.h"
#include "lib/tsv.h"
#include "lib/xalloc.h"

void
run_check_spill(const struct run *r)
{
	if (r->spill.error != 0)
		cli_die(r->options->tmp, "%s", strerror(r->spill.error));
}

/* Totals want every group before it goes. */
static void
add_totals(const struct feed *f, void *with)
{
	struct run *r = with;

	result_add_totals(r->result, f);
}

static int
spill_when_full(struct feed *f, void *with)
{
	struct run *r = with;

	return feed_bytes(f) < r->spill.limit ? 0 : spill_feed(&r->spill, f);
}

static void
init_feed(struct run *r, struct feed *f)
{
	feed_init(f, r->plan);
	if (r->options->memory == 0)
		return;
	f->pause = spill_when_full;
	f->with = r;
}

static void
init_spill(struct run *r, size_t nfeeds)
{
	if (r->options->memory == 0)
		return;
	spill_init(&r->spill, r->plan, r->options->tmp,
	    r->options->memory / SPILL_PART / nfeeds);
	r->spill.before = add_totals;
	r->spill.with = r;
}

/* The workers, once it is known what they are to count.  Where the order of the
   rows shows in a result one does it all. */
static void
add_workers(struct run *r)
{
	struct reader *reader = &r->reader;
	size_t i;

	reader->nworkers = plan_is_ordered(r->plan) ? 1 : r->options->jobs;
	reader->workers = xcalloc(reader->nworkers, sizeof(*reader->workers));
	r->others = xcalloc(reader->nworkers, sizeof(*r->others));
	init_spill(r, reader->nworkers);
	init_feed(r, &r->feed);
	reader_worker_init(&reader->workers[0], &r->feed);
	for (i = 1; i < reader->nworkers; i++) {
		init_feed(r, &r->others[i]);
		reader_worker_init(&reader->workers[i], &r->others[i]);
	}
}

/* The header's cells in one string; the first is bound, others must equal. */
static int
check_header(struct run *r, struct tsv *t)
{
	char why[PLAN_MAX_WHY];
	struct buf names;
	size_t i;
	int rc = 0;

	buf_init(&names, TSV_MAX_LINE);
	for (i = 0; i < t->nnames; i++) {
		if (i > 0)
			(void)buf_addc(&names, '\t');
		(void)buf_add(&names, t->names[i].p, t->names[i].n);
	}
	if (r->first == NULL) {
		if (plan_bind(r->plan, t, why) != 0)
			cli_usage("%s", why);
		add_workers(r);
		r->first = t->name;
		r->header = buf_take(&names);
	} else if (strcmp(buf_str(&names), r->header) != 0) {
		cli_warn(t->name, "its header is not that of %s", r->first);
		rc = -1;
	}
	buf_free(&names);
	return rc;
}

/* The first state says what there is, the others must have the same. */
static int
check_state(struct run *r, struct tsv *t)
{
	char why[PLAN_MAX_WHY];

	if (r->first != NULL) {
		if (state_is_like(r->plan, t))
			return 0;
		cli_warn(t->name, "not a state of what %s holds", r->first);
		return -1;
	}
	if (state_plan(r->plan, t, why) != 0) {
		cli_warn(t->name, "%s", why);
		return -1;
	}
	options_check_keys(r->options);
	if (result_prepare(r->result, why) != 0)
		cli_usage("%s", why);
	init_spill(r, 1);
	init_feed(r, &r->feed);
	r->first = t->name;
	return 0;
}

/* A sum over a part of the states would pass for the whole, so that a fault
   in one of them is the end. */
static void
read_state(struct run *r, struct tsv *t)
{
	if (check_state(r, t) != 0)
		exit(CLI_FAILED);
	if (state_read(&r->feed, t) != GOT_END) {
		run_check_spill(r);
		cli_die(tsv_where(t), "%s", t->why);
	}
	r->reader.bytes += t->bytes;
	progress_tick(&r->progress, r->feed.groups.n, r->reader.bytes);
}

/* Read the rows of a file behind its header. */
static void
read_rows(struct run *r, struct tsv *t)
{
	enum got got = reader_rows(&r->reader, t);

	run_check_spill(r);
	if (got != GOT_BROKEN)
		return;
	cli_warn(tsv_where(t), "%s", t->why);
	r->broken = true;
}

void
run_file(struct run *r, const char *path)
{
	struct tsv t;
	enum got got;
	int fd = cli_open(path);

	if (fd == -1) {
		r->broken = true;
		return;
	}
	if (r->options->nfiles == 1)
		progress_total_fd(&r->progress, fd);
	tsv_open(&t, fd, cli_name(path));
	got = tsv_header(&t);
	if (r->options->merge && got == GOT_RECORD)
		read_state(r, &t);
	else if (got == GOT_RECORD && check_header(r, &t) == 0)
		read_rows(r, &t);
	else {
		if (got == GOT_END)
			cli_warn(t.name, "empty input, without a header");
		else if (got != GOT_RECORD)
			cli_warn(tsv_where(&t), "%s", t.why);
		r->broken = true;
	}
	tsv_close(&t);
	if (fd != STDIN_FILENO)
		(void)close(fd);
}

void
run_init(struct run *r, struct options *o)
{
	r->options = o;
	r->plan = &o->plan;
	r->result = &o->result;
	o->result.feed = &r->feed;
	r->rejects.max = o->max_rejects;
	progress_init(&r->progress, "rows", o->quiet);
	r->reader.rejects = &r->rejects;
	r->reader.progress = &r->progress;
}

void
run_end(struct run *r)
{
	size_t i;

	for (i = 0; i < r->reader.nworkers; i++) {
		reader_worker_free(&r->reader.workers[i]);
		if (i == 0)
			continue;
		if (r->spill.nruns > 0)
			(void)spill_feed(&r->spill, &r->others[i]);
		else
			feed_merge(&r->feed, &r->others[i]);
		feed_free(&r->others[i]);
	}
	r->reader.nworkers = 0;
	if (r->spill.nruns > 0)
		(void)spill_feed(&r->spill, &r->feed);
	run_check_spill(r);
}

void
run_free(struct run *r)
{
	feed_free(&r->feed);
	spill_free(&r->spill);
	free(r->others);
	free(r->reader.workers);
	free(r->header);
}
