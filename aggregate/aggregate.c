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
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aggregate/feed.h"
#include "aggregate/ref.h"
#include "aggregate/result.h"
#include "aggregate/state.h"
#include "lib/cli.h"
#include "lib/progress.h"
#include "lib/tsv.h"
#include "lib/xalloc.h"

#define DEFAULT_DIGITS 6	/* of a mean and the like */
#define MAX_UNKNOWN 10		/* keys named that a reference lacks */

static const char help[] =
"usage: aggregate [-q] [-g COLUMNS] [-c MEASURES] [option ...] [file ...]\n"
"       aggregate merge [option ...] [state ...]\n"
"\n"
"  -g, --group [BUCKET:]COL[=NAME],...   a row for each value; BUCKET is day,\n"
"                          week, month, quarter, year, weekday or binWIDTH\n"
"  -c, --measure MEASURE[:COL][=NAME],...   count when not given\n"
"      of rows:            count share\n"
"      of cells:           count missing numeric-missing first last list\n"
"                          distinct approx-distinct list-distinct\n"
"                          mode antimode topN\n"
"      of numbers:         sum mean var sd min max range share\n"
"                          median p1..p99 histogramWIDTH\n"
"      of two (COL:COL):   wsum wmean (value, weight) corr\n"
"      --split COL         a row for each value of a cell of a;b;c\n"
"      --ref FILE:COL[,NAME,...]   a row for each key of FILE, if empty\n"
"      --with FILE:COL[,NAME,...]   columns of FILE, by its key COL\n"
"      --compute NAME=EXPRESSION   arithmetic on columns of the output\n"
"      --crosstab ROW,COL  a row for each ROW, a column for each COL\n"
"      --pairs COL         a row for each two values in a cell of a;b;c, with\n"
"                          support and lift\n"
"      --window N          moving means over N days, weeks, ... of the groups\n"
"      --sort [-]COL       by this column of the output; - is downwards\n"
"      --top N:COL         the N rows with the largest COL\n"
"      --na WORD           this word is a missing value, as an empty cell is\n"
"      --decimal-comma     numbers are written 1.234,5\n"
"      --digits N          digits of a mean and the like behind the point (6)\n"
"      --state             write what merge adds up, not the statistics\n"
"      --merge             the same as the word merge before the files\n"
"      --max-rejects N     more rejected rows than this are a failure (0)\n"
"      --rejects FILE      write rejected rows there, not to standard error\n"
"  -q, --quiet             no progress line\n"
"  -h, --help\n"
"      --version\n";

struct program {
	struct plan		 plan;
	struct feed		 feed;
	struct ref		 ref;
	struct result		 result;
	bool			 quiet;
	bool			 merge, state;
	const char		*ref_spec;
	const char		*with_specs[RESULT_MAX_WITH];
	const char		*crosstab, *pairs;
	const char		*rejects_path;
	FILE			*rejects_file;	/* NULL without */
	struct cli_rejects	 rejects;
	struct progress		 progress;
	uint64_t		 rows, bytes;
	/* The first file's header, which the others must have too. */
	const char		*first;		/* its name; NULL: none yet */
	char			*header;	/* owned: its cells, by TABs */
	bool			 broken;
};

static void
check(int rc, const char *why)
{
	if (rc != 0)
		cli_usage("%s", why);
}

/* Report a row at fault where it was asked for. */
static void
reject(struct program *p, struct tsv *t, struct slice cell, const char *why)
{
	struct buf row;
	char number[24];

	if (p->rejects_file == NULL) {
		if (cell.p != NULL)
			cli_reject(&p->rejects, tsv_where(t), "'%.*s%s' %s",
			    cell.n < 100 ? (int)cell.n : 100, cell.p,
			    cell.n < 100 ? "" : "...", why);
		else
			cli_reject(&p->rejects, tsv_where(t), "%s", why);
		return;
	}
	p->rejects.n++;
	buf_init(&row, TSV_MAX_LINE);
	tsv_puts(&row, t->name);
	tsv_putn(&row, (long long)t->line);
	(void)snprintf(number, sizeof(number), "%zu", t->column);
	tsv_puts(&row, t->column > 0 ? number : "");
	tsv_puts(&row, why);
	tsv_put(&row, cell);
	(void)tsv_end(&row, p->rejects_file);
	buf_free(&row);
}

/* The header's cells in one string; the first is bound, others must equal. */
static int
check_header(struct program *p, struct tsv *t)
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
	if (p->first == NULL) {
		if (plan_bind(&p->plan, t, why) != 0)
			cli_usage("%s", why);
		feed_init(&p->feed, &p->plan);
		p->first = t->name;
		p->header = buf_take(&names);
	} else if (strcmp(buf_str(&names), p->header) != 0) {
		cli_warn(t->name, "its header is not that of %s", p->first);
		rc = -1;
	}
	buf_free(&names);
	return rc;
}

static void
check_keys(const struct program *p)
{
	if (p->ref_spec != NULL && p->plan.nkeys == 0)
		cli_usage("--ref wants a group column (-g)");
	if (p->result.nwith > 0 && p->plan.nkeys == 0)
		cli_usage("--with wants a group column (-g)");
}

/* The first state says what there is, the others must have the same. */
static int
check_state(struct program *p, struct tsv *t)
{
	char why[PLAN_MAX_WHY];

	if (p->first != NULL) {
		if (state_is_like(&p->plan, t))
			return 0;
		cli_warn(t->name, "not a state of what %s holds", p->first);
		return -1;
	}
	if (state_plan(&p->plan, t, why) != 0) {
		cli_warn(t->name, "%s", why);
		return -1;
	}
	check_keys(p);
	check(result_prepare(&p->result, why), why);
	feed_init(&p->feed, &p->plan);
	p->first = t->name;
	return 0;
}

/* A sum over a part of the states would pass for the whole, so that a fault
   in one of them is the end. */
static void
read_state(struct program *p, struct tsv *t)
{
	if (check_state(p, t) != 0)
		exit(CLI_FAILED);
	if (state_read(&p->feed, t) != GOT_END)
		cli_die(tsv_where(t), "%s", t->why);
	p->bytes += t->bytes;
	progress_tick(&p->progress, p->feed.groups.n, p->bytes);
}

/* Read the rows of a file behind its header. */
static void
read_rows(struct program *p, struct tsv *t)
{
	uint64_t before = p->bytes;
	const char *why;
	enum got got;

	while ((got = tsv_next(t)) == GOT_RECORD || got == GOT_BAD) {
		p->rows++;
		if (got == GOT_BAD)
			reject(p, t, slice(NULL, 0), t->why);
		else if ((why = feed_row(&p->feed, t->field)) != NULL) {
			t->column = p->feed.column;
			reject(p, t, p->feed.cell, why);
		}
		if (p->rows % 1024 == 0)
			progress_tick(&p->progress, p->rows,
			    before + t->bytes);
	}
	p->bytes = before + t->bytes;
	if (got == GOT_BROKEN) {
		cli_warn(tsv_where(t), "%s", t->why);
		p->broken = true;
	}
}

static void
read_file(struct program *p, const char *path)
{
	struct tsv t;
	enum got got;
	int fd = cli_open(path);

	if (fd == -1) {
		p->broken = true;
		return;
	}
	tsv_open(&t, fd, cli_name(path));
	got = tsv_header(&t);
	if (p->merge && got == GOT_RECORD)
		read_state(p, &t);
	else if (got == GOT_RECORD && check_header(p, &t) == 0)
		read_rows(p, &t);
	else {
		if (got == GOT_END)
			cli_warn(t.name, "empty input, without a header");
		else if (got != GOT_RECORD)
			cli_warn(tsv_where(&t), "%s", t.why);
		p->broken = true;
	}
	tsv_close(&t);
	if (fd != STDIN_FILENO)
		(void)close(fd);
}

/* `N:COL` */
static void
read_top(struct result *r, const char *arg)
{
	const char *mark = strchr(arg, ':');
	char *n;

	if (mark == NULL || mark[1] == '\0')
		cli_usage("--top: '%s' is not N:COLUMN", arg);
	n = xmemdup(arg, (size_t)(mark - arg));
	r->top = (size_t)cli_num(n, 1, 1000000000, "--top");
	free(n);
	r->sort = mark + 1;
	r->descending = true;
}

static void
read_sort(struct result *r, const char *arg)
{
	r->descending = *arg == '-';
	r->sort = arg + r->descending;
}

static void
add_na(struct feed *f, const char *word)
{
	if (f->nna == FEED_MAX_NA)
		cli_usage("--na: more than %d words", FEED_MAX_NA);
	f->na[f->nna++] = word;
}

static void
add_with(struct program *p, const char *arg)
{
	if (p->result.nwith == RESULT_MAX_WITH)
		cli_usage("--with: more than %d tables", RESULT_MAX_WITH);
	p->with_specs[p->result.nwith++] = arg;
}

static void
add_formula(struct result *r, const char *arg)
{
	char why[FORMULA_MAX_WHY];

	if (r->nformulas == RESULT_MAX_FORMULAS)
		cli_usage("--compute: more than %d", RESULT_MAX_FORMULAS);
	check(formula_read(&r->formulas[r->nformulas++], arg, why), why);
}

enum {
	OPT_STATE = 256, OPT_MERGE, OPT_COMMA, OPT_WITH,
	OPT_COMPUTE, OPT_PAIRS, OPT_WINDOW, OPT_CROSSTAB, OPT_SPLIT, OPT_REF, OPT_SORT, OPT_TOP, OPT_NA, OPT_DIGITS,
	OPT_MAX_REJECTS, OPT_REJECTS, OPT_VERSION
};

static void
set_option(struct program *p, int option, const char *arg)
{
	char why[PLAN_MAX_WHY];

	if (option == 'g')
		check(plan_add_keys(&p->plan, arg, why), why);
	else if (option == 'c')
		check(plan_add_measures(&p->plan, arg, why), why);
	else if (option == 'q')
		p->quiet = true;
	else if (option == 'h')
		cli_help(help);
	else if (option == OPT_SPLIT)
		p->plan.split = arg;
	else if (option == OPT_REF)
		p->ref_spec = arg;
	else if (option == OPT_SORT)
		read_sort(&p->result, arg);
	else if (option == OPT_TOP)
		read_top(&p->result, arg);
	else if (option == OPT_NA)
		add_na(&p->feed, arg);
	else if (option == OPT_DIGITS)
		p->result.digits = (unsigned)cli_num(arg, 0,
		    DECIMAL_MAX_FRACTION, "--digits");
	else if (option == OPT_MAX_REJECTS)
		p->rejects.max = (uint64_t)cli_num(arg, 0, INT64_MAX,
		    "--max-rejects");
	else if (option == OPT_REJECTS)
		p->rejects_path = arg;
	else if (option == OPT_STATE)
		p->state = true;
	else if (option == OPT_MERGE)
		p->merge = true;
	else if (option == OPT_WITH)
		add_with(p, arg);
	else if (option == OPT_COMPUTE)
		add_formula(&p->result, arg);
	else if (option == OPT_PAIRS)
		p->pairs = arg;
	else if (option == OPT_WINDOW)
		p->result.window = (unsigned)cli_num(arg, 1, 100000,
		    "--window");
	else if (option == OPT_CROSSTAB)
		p->crosstab = arg;
	else if (option == OPT_COMMA)
		p->plan.read = decimal_read_comma;
	else if (option == OPT_VERSION)
		cli_version();
	else
		cli_bad_option();
}

static void
check_crosstab(struct program *p)
{
	const struct result *r = &p->result;
	char why[PLAN_MAX_WHY];

	if (p->merge || p->state || p->plan.nkeys > 0 ||
	    p->plan.nmeasures > 1 || r->sort != NULL || r->nwith > 0 ||
	    r->nformulas > 0 || p->ref_spec != NULL || r->window > 0 ||
	    p->pairs != NULL)
		cli_usage("--crosstab goes with one measure, and not with -g, "
		    "--ref, --with, --compute, --pairs, --window, --sort, "
		    "--top, --state or merge");
	check(plan_add_keys(&p->plan, p->crosstab, why), why);
	if (p->plan.nkeys != 2)
		cli_usage("--crosstab: '%s' is not ROW,COLUMN", p->crosstab);
	p->result.crosstab = true;
}

/* Pairs are counted, and shares of them would be of what is no row. */
static void
check_pairs(struct program *p)
{
	char why[PLAN_MAX_WHY];
	size_t i;

	if (p->merge || p->ref_spec != NULL || p->plan.split != NULL ||
	    p->result.window > 0)
		cli_usage("--pairs does not go with merge, which knows them, "
		    "nor with --ref, --split or --window");
	check(plan_add_pairs(&p->plan, slice_str(p->pairs), why), why);
	if (plan_row_count(&p->plan) == p->plan.nmeasures)
		check(plan_add_measures(&p->plan, "count", why), why);
	for (i = 0; i < p->plan.nmeasures; i++)
		if (p->plan.measures[i].type->needs_total)
			cli_usage("--pairs does not go with share");
}

/* What goes together. */
static void
check_options(struct program *p)
{
	char why[PLAN_MAX_WHY];

	if (p->crosstab != NULL)
		check_crosstab(p);
	if (p->pairs != NULL)
		check_pairs(p);
	if (p->merge && (p->plan.nkeys > 0 || p->plan.nmeasures > 0 ||
	    p->plan.split != NULL))
		cli_usage("merge takes -g, -c and --split from the states");
	if (!p->merge && p->plan.nmeasures == 0)
		check(plan_add_measures(&p->plan, "count", why), why);
	if (!p->merge)
		check_keys(p);
	if (p->state && (p->ref_spec != NULL || p->result.sort != NULL ||
	    p->result.nwith > 0 || p->result.nformulas > 0 ||
	    p->result.window > 0))
		cli_usage("--state writes all groups as they are: --ref, "
		    "--with, --compute, --window, --sort and --top are for the "
		    "merge");
}

static void
read_options(struct program *p, int argc, char **argv)
{
	static const struct option options[] = {
		{ "group", required_argument, NULL, 'g' },
		{ "measure", required_argument, NULL, 'c' },
		{ "state", no_argument, NULL, OPT_STATE },
		{ "merge", no_argument, NULL, OPT_MERGE },
		{ "decimal-comma", no_argument, NULL, OPT_COMMA },
		{ "with", required_argument, NULL, OPT_WITH },
		{ "pairs", required_argument, NULL, OPT_PAIRS },
		{ "window", required_argument, NULL, OPT_WINDOW },
		{ "compute", required_argument, NULL, OPT_COMPUTE },
		{ "crosstab", required_argument, NULL, OPT_CROSSTAB },
		{ "split", required_argument, NULL, OPT_SPLIT },
		{ "ref", required_argument, NULL, OPT_REF },
		{ "sort", required_argument, NULL, OPT_SORT },
		{ "top", required_argument, NULL, OPT_TOP },
		{ "na", required_argument, NULL, OPT_NA },
		{ "digits", required_argument, NULL, OPT_DIGITS },
		{ "max-rejects", required_argument, NULL, OPT_MAX_REJECTS },
		{ "rejects", required_argument, NULL, OPT_REJECTS },
		{ "quiet", no_argument, NULL, 'q' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, OPT_VERSION },
		{ NULL, 0, NULL, 0 }
	};
	int option;

	p->plan.read = decimal_read;
	p->result = (struct result){ .feed = &p->feed, .plan = &p->plan,
	    .digits = DEFAULT_DIGITS };
	while ((option = getopt_long(argc, argv, "g:c:qh", options, NULL)) !=
	    -1)
		set_option(p, option, optarg);
	if (optind < argc && strcmp(argv[optind], "merge") == 0) {
		p->merge = true;
		optind++;
	}
	check_options(p);
}

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

	if (p->ref_spec != NULL) {
		load_table(&p->ref, "--ref", p->ref_spec);
		p->result.ref = &p->ref;
	}
	for (i = 0; i < p->result.nwith; i++)
		load_table(&p->result.with[i], "--with", p->with_specs[i]);
}

static void
open_rejects(struct program *p)
{
	if (p->rejects_path == NULL)
		return;
	p->rejects_file = fopen(p->rejects_path, "w");
	if (p->rejects_file == NULL)
		cli_die(p->rejects_path, "%s", strerror(errno));
	(void)fputs("file\tline\tcolumn\treason\tcell\n", p->rejects_file);
}

static void
close_rejects(struct program *p)
{
	int lost;

	if (p->rejects_file == NULL)
		return;
	lost = ferror(p->rejects_file);
	if (fclose(p->rejects_file) != 0 || lost != 0) {
		cli_warn(p->rejects_path, "write error");
		p->broken = true;
	}
}

static void
report_unknown(const struct program *p, const struct ref *ref)
{
	struct buf keys;
	size_t n;

	buf_init(&keys, 1024);
	n = result_unknown_keys(&p->result, ref, &keys, MAX_UNKNOWN);
	if (n > 0)
		cli_warn(ref->path, "lacks %zu of the keys:%s%s", n,
		    buf_str(&keys), n > MAX_UNKNOWN ? " ..." : "");
	buf_free(&keys);
}

/* A cell that should have been a number leaves a hole, never a nought. */
static void
report_formulas(struct program *p)
{
	if (p->result.no_numbers > 0)
		cli_warn(NULL, "--compute: %zu results are left empty: a cell "
		    "is not a number", p->result.no_numbers);
	if (p->result.too_large > 0)
		cli_warn(NULL, "--compute: %zu results are left empty: too "
		    "many digits", p->result.too_large);
	p->broken |= p->result.no_numbers > 0 || p->result.too_large > 0;
}

static void
write_result(struct program *p)
{
	size_t i;

	if (p->state) {
		state_write(&p->feed, stdout);
		return;
	}
	/* Without groups there is one row, if no row came in. */
	if (p->plan.nkeys == 0)
		(void)groups_get(&p->feed.groups, slice("", 0));
	if (p->result.ref != NULL) {
		report_unknown(p, &p->ref);
		result_add_zero_rows(&p->result);
	}
	for (i = 0; i < p->result.nwith; i++)
		report_unknown(p, &p->result.with[i]);
	if (p->result.crosstab && crosstab_is_too_wide(&p->result))
		cli_die(NULL, "--crosstab: more than %d columns",
		    TSV_MAX_FIELDS);
	result_write(&p->result, stdout);
	report_formulas(p);
}

int
main(int argc, char **argv)
{
	static struct program p;
	char why[RESULT_MAX_WHY];
	int status;

	cli_init("aggregate");
	read_options(&p, argc, argv);
	load_tables(&p);
	if (!p.merge)
		check(result_prepare(&p.result, why), why);
	open_rejects(&p);
	progress_init(&p.progress, "rows", p.quiet);
	if (optind == argc)
		read_file(&p, "-");
	for (; optind < argc; optind++)
		read_file(&p, argv[optind]);
	if (p.first != NULL && !(p.merge && p.broken))
		write_result(&p);
	close_rejects(&p);
	status = cli_rejects_status(&p.rejects, p.rows);
	cli_close_stdout();
	return p.broken ? CLI_FAILED : status;
}
