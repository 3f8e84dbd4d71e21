/* SPDX-License-Identifier: MIT */
/*
 * aggregate - statistics of tables.
 *
 * Reads TSV of kliping(5) from files or standard input and writes one row a
 * group on standard output once all is read.  Holds the groups; a median holds
 * its values, distinct its strings.  A row that is at fault is reported and
 * leaves no trace in any result.
 */
#include <errno.h>
#include <string.h>

#include "aggregate/options.h"
#include "aggregate/ref.h"
#include "aggregate/result.h"
#include "aggregate/run.h"
#include "aggregate/state.h"
#include "lib/cli.h"
#include "lib/tsv.h"

#define MAX_UNKNOWN 10		/* keys named that a reference lacks */

struct program {
	struct options	 options;
	struct run	 run;
	struct ref	 ref;
};

static void
load_table(struct ref *ref, const char *option, const char *spec)
{
	char why[REF_MAX_WHY];
	int rc = ref_load(ref, option, spec, why);

	if (rc == -1)
		cli_usage("%s", why);
	if (rc != 0)
		cli_die(NULL, "%s", why);
}

static void
load_tables(struct program *p)
{
	size_t i;

	if (p->options.ref_spec != NULL) {
		load_table(&p->ref, "--ref", p->options.ref_spec);
		p->options.result.ref = &p->ref;
	}
	for (i = 0; i < p->options.result.nwith; i++)
		load_table(&p->options.result.with[i], "--with", p->options.with_specs[i]);
}

static void
open_rejects(struct program *p)
{
	if (p->options.rejects_path == NULL)
		return;
	p->run.reader.table = fopen(p->options.rejects_path, "w");
	if (p->run.reader.table == NULL)
		cli_die(p->options.rejects_path, "%s", strerror(errno));
	(void)fputs(REJECT_HEADER, p->run.reader.table);
}

static void
close_rejects(struct program *p)
{
	int lost;

	if (p->run.reader.table == NULL)
		return;
	lost = ferror(p->run.reader.table);
	if (fclose(p->run.reader.table) != 0 || lost != 0) {
		cli_warn(p->options.rejects_path, "write error");
		p->run.broken = true;
	}
}

static void
report_unknown(const struct ref *ref)
{
	struct buf keys;
	size_t n;

	buf_init(&keys, SIZE_MAX);
	n = ref_unknown(ref, &keys, MAX_UNKNOWN);
	if (n > 0)
		cli_warn(ref->path, "lacks %zu of the keys:%s%s", n,
		    buf_str(&keys), n > MAX_UNKNOWN ? " ..." : "");
	buf_free(&keys);
}

static void
report_all_unknown(const struct result *r)
{
	size_t i;

	if (r->ref != NULL)
		report_unknown(r->ref);
	for (i = 0; i < r->nwith; i++)
		report_unknown(&r->with[i]);
}

/* A cell that should have been a number leaves a hole, never a nought. */
static void
report_formulas(struct program *p)
{
	const struct result *r = &p->options.result;

	if (r->no_numbers > 0)
		cli_warn(NULL, "--compute: %zu results are left empty: a cell "
		    "is not a number", r->no_numbers);
	if (r->too_large > 0)
		cli_warn(NULL, "--compute: %zu results are left empty: too "
		    "many digits", r->too_large);
	p->run.broken |= r->no_numbers > 0 || r->too_large > 0;
}

/* The result of all groups, which are there. */
static void
write_groups(struct result *r)
{
	size_t i;

	/* Without groups there is one row, if no row came in. */
	if (r->plan->nkeys == 0)
		(void)groups_get(&r->feed->groups, slice("", 0));
	for (i = 0; i < r->feed->groups.n; i++)
		result_note_unknown(r, r->feed->groups.list[i]);
	report_all_unknown(r);
	if (r->ref != NULL)
		result_add_zero_rows(r);
	if (r->crosstab && crosstab_is_too_wide(r))
		cli_die(NULL, "--crosstab: more than %d columns",
		    TSV_MAX_FIELDS);
	result_write(r, stdout);
}

/* What memory did not hold. */
static void
write_spilled(struct program *p)
{
	struct result *r = &p->options.result;
	int rc;

	if (p->options.state)
		rc = state_write_spilled(&p->run.spill, stdout);
	else
		rc = result_write_spilled(r, &p->run.spill, stdout);
	run_check_spill(&p->run);
	if (p->options.state || rc != 0)
		return;
	if (result_is_plain(r))
		report_all_unknown(r);
	else
		write_groups(r);
}

static void
write_result(struct program *p)
{
	if (p->run.spill.nruns > 0)
		write_spilled(p);
	else if (p->options.state)
		state_write(&p->run.feed, stdout);
	else
		write_groups(&p->options.result);
	if (!p->options.state)
		report_formulas(p);
}

/* What the options ask for, before the first byte of input. */
static void
prepare(struct program *p)
{
	struct options *o = &p->options;
	char why[RESULT_MAX_WHY];

	load_tables(p);
	if (!o->merge && result_prepare(&o->result, why) != 0)
		cli_usage("%s", why);
	run_init(&p->run, o);
	open_rejects(p);
}

static void
release(struct program *p)
{
	result_free(&p->options.result);
	ref_free(&p->ref);
	run_free(&p->run);
	plan_free(&p->options.plan);
}

int
main(int argc, char **argv)
{
	static struct program p;
	size_t i;
	int status;

	cli_init("aggregate");
	options_read(&p.options, argc, argv);
	prepare(&p);
	for (i = 0; i < p.options.nfiles; i++)
		run_file(&p.run, p.options.files[i]);
	run_end(&p.run);
	if (p.run.first != NULL && !(p.options.merge && p.run.broken))
		write_result(&p);
	close_rejects(&p);
	status = cli_rejects_status(&p.run.rejects, p.run.reader.rows);
	cli_close_stdout();
	release(&p);
	return p.run.broken ? CLI_FAILED : status;
}
