/* SPDX-License-Identifier: MIT */
/*
 * Reads the input into the groups.  Reports rows at fault and files that
 * cannot be read; holds a block of a file beside the groups.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aggregate/run.h"
#include "aggregate/state.h"
#include "lib/cli.h"
#include "lib/tsv.h"

/* Report a row at fault where it was asked for. */
static void
reject(struct run *r, struct tsv *t, struct slice cell, const char *why)
{
	struct buf row;
	char number[24];

	if (r->rejects_file == NULL) {
		if (cell.p != NULL)
			cli_reject(&r->rejects, tsv_where(t), "'%.*s%s' %s",
			    cell.n < 100 ? (int)cell.n : 100, cell.p,
			    cell.n < 100 ? "" : "...", why);
		else
			cli_reject(&r->rejects, tsv_where(t), "%s", why);
		return;
	}
	r->rejects.n++;
	buf_init(&row, TSV_MAX_LINE);
	tsv_puts(&row, t->name);
	tsv_putn(&row, (long long)t->line);
	(void)snprintf(number, sizeof(number), "%zu", t->column);
	tsv_puts(&row, t->column > 0 ? number : "");
	tsv_puts(&row, why);
	tsv_put(&row, cell);
	(void)tsv_end(&row, r->rejects_file);
	buf_free(&row);
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
		feed_init(&r->feed, r->plan);
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
	feed_init(&r->feed, r->plan);
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
	if (state_read(&r->feed, t) != GOT_END)
		cli_die(tsv_where(t), "%s", t->why);
	r->bytes += t->bytes;
	progress_tick(&r->progress, r->feed.groups.n, r->bytes);
}

/* Read the rows of a file behind its header. */
static void
read_rows(struct run *r, struct tsv *t)
{
	uint64_t before = r->bytes;
	const char *why;
	enum got got;

	while ((got = tsv_next(t)) == GOT_RECORD || got == GOT_BAD) {
		r->rows++;
		if (got == GOT_BAD)
			reject(r, t, slice(NULL, 0), t->why);
		else if ((why = feed_row(&r->feed, t->field)) != NULL) {
			t->column = r->feed.column;
			reject(r, t, r->feed.cell, why);
		}
		if (r->rows % 1024 == 0)
			progress_tick(&r->progress, r->rows,
			    before + t->bytes);
	}
	r->bytes = before + t->bytes;
	if (got == GOT_BROKEN) {
		cli_warn(tsv_where(t), "%s", t->why);
		r->broken = true;
	}
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
