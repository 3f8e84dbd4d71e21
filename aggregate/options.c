/* SPDX-License-Identifier: MIT */
/*
 * The command line of aggregate(1).  Exits with 2 when it is wrong; reads no
 * file.
 */
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/options.h"
#include "aggregate/reader.h"
#include "lib/cli.h"
#include "lib/xalloc.h"

#define MIN_MEMORY ((size_t)64 << 10)
#define DEFAULT_DIGITS 6	/* of a mean and the like */

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
"  -j, --jobs N            count with N threads (1); the result is the same\n"
"      --mem SIZE          hold no more than this (64k, 100M, 2G) in memory\n"
"      --tmp FOLDER        for the files of --mem ($TMPDIR, else /tmp)\n"
"      --state             write what merge adds up, not the statistics\n"
"      --merge             the same as the word merge before the files\n"
"      --max-rejects N     more rejected rows than this are a failure (0)\n"
"      --rejects FILE      write rejected rows there, not to standard error\n"
"  -q, --quiet             no progress line\n"
"  -h, --help\n"
"      --version\n";

static void
check(int rc, const char *why)
{
	if (rc != 0)
		cli_usage("%s", why);
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
add_na(struct plan *plan, const char *word)
{
	if (plan->nna == PLAN_MAX_NA)
		cli_usage("--na: more than %d words", PLAN_MAX_NA);
	plan->na[plan->nna++] = word;
}

static void
add_with(struct options *o, const char *arg)
{
	if (o->result.nwith == RESULT_MAX_WITH)
		cli_usage("--with: more than %d tables", RESULT_MAX_WITH);
	o->with_specs[o->result.nwith++] = arg;
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
	OPT_STATE = 256, OPT_MEM, OPT_TMP, OPT_MERGE, OPT_COMMA, OPT_WITH,
	OPT_COMPUTE, OPT_PAIRS, OPT_WINDOW, OPT_CROSSTAB, OPT_SPLIT, OPT_REF,
	OPT_SORT, OPT_TOP, OPT_NA, OPT_DIGITS, OPT_MAX_REJECTS, OPT_REJECTS, OPT_VERSION
};

static void
set_option(struct options *o, int option, const char *arg)
{
	char why[PLAN_MAX_WHY];

	if (option == 'g')
		check(plan_add_keys(&o->plan, arg, why), why);
	else if (option == 'c')
		check(plan_add_measures(&o->plan, arg, why), why);
	else if (option == 'j')
		o->jobs = (size_t)cli_num(arg, 1, READER_MAX_WORKERS,
		    "--jobs");
	else if (option == OPT_MEM)
		o->memory = cli_size(arg, MIN_MEMORY, SIZE_MAX / 2, "--mem");
	else if (option == OPT_TMP)
		o->tmp = arg;
	else if (option == 'q')
		o->quiet = true;
	else if (option == 'h')
		cli_help(help);
	else if (option == OPT_SPLIT)
		o->plan.split = arg;
	else if (option == OPT_REF)
		o->ref_spec = arg;
	else if (option == OPT_SORT)
		read_sort(&o->result, arg);
	else if (option == OPT_TOP)
		read_top(&o->result, arg);
	else if (option == OPT_NA)
		add_na(&o->plan, arg);
	else if (option == OPT_DIGITS)
		o->result.digits = (unsigned)cli_num(arg, 0,
		    DECIMAL_MAX_FRACTION, "--digits");
	else if (option == OPT_MAX_REJECTS)
		o->max_rejects = (uint64_t)cli_num(arg, 0, INT64_MAX,
		    "--max-rejects");
	else if (option == OPT_REJECTS)
		o->rejects_path = cli_file(arg, "--rejects", "the result's");
	else if (option == OPT_STATE)
		o->state = true;
	else if (option == OPT_MERGE)
		o->merge = true;
	else if (option == OPT_WITH)
		add_with(o, arg);
	else if (option == OPT_COMPUTE)
		add_formula(&o->result, arg);
	else if (option == OPT_PAIRS)
		o->pairs = arg;
	else if (option == OPT_WINDOW)
		o->result.window = (unsigned)cli_num(arg, 1, 100000,
		    "--window");
	else if (option == OPT_CROSSTAB)
		o->crosstab = arg;
	else if (option == OPT_COMMA)
		o->plan.read = decimal_read_comma;
	else if (option == OPT_VERSION)
		cli_version();
	else
		cli_bad_option();
}

void
options_check_keys(const struct options *o)
{
	if (o->ref_spec != NULL && o->plan.nkeys == 0)
		cli_usage("--ref wants a group column (-g)");
	if (o->result.nwith > 0 && o->plan.nkeys == 0)
		cli_usage("--with wants a group column (-g)");
}

static void
check_crosstab(struct options *o)
{
	const struct result *r = &o->result;
	char why[PLAN_MAX_WHY];

	if (o->merge || o->state || o->plan.nkeys > 0 ||
	    o->plan.nmeasures > 1 || r->sort != NULL || r->nwith > 0 ||
	    r->nformulas > 0 || o->ref_spec != NULL || r->window > 0 ||
	    o->pairs != NULL)
		cli_usage("--crosstab goes with one measure, and not with -g, "
		    "--ref, --with, --compute, --pairs, --window, --sort, "
		    "--top, --state or merge");
	check(plan_add_keys(&o->plan, o->crosstab, why), why);
	if (o->plan.nkeys != 2)
		cli_usage("--crosstab: '%s' is not ROW,COLUMN", o->crosstab);
	o->result.crosstab = true;
}

/* Pairs are counted, and shares of them would be of what is no row. */
static void
check_pairs(struct options *o)
{
	char why[PLAN_MAX_WHY];
	size_t i;

	if (o->merge || o->ref_spec != NULL || o->plan.split != NULL ||
	    o->result.window > 0)
		cli_usage("--pairs does not go with merge, which knows them, "
		    "nor with --ref, --split or --window");
	check(plan_add_pairs(&o->plan, slice_str(o->pairs), why), why);
	if (plan_row_count(&o->plan) == o->plan.nmeasures)
		check(plan_add_measures(&o->plan, "count", why), why);
	for (i = 0; i < o->plan.nmeasures; i++)
		if (o->plan.measures[i].type->needs_total)
			cli_usage("--pairs does not go with share");
}

/* What goes together. */
static void
check_options(struct options *o)
{
	char why[PLAN_MAX_WHY];

	if (o->crosstab != NULL)
		check_crosstab(o);
	if (o->pairs != NULL)
		check_pairs(o);
	if (o->merge && (o->plan.nkeys > 0 || o->plan.nmeasures > 0 ||
	    o->plan.split != NULL))
		cli_usage("merge takes -g, -c and --split from the states");
	if (!o->merge && o->plan.nmeasures == 0)
		check(plan_add_measures(&o->plan, "count", why), why);
	if (!o->merge)
		options_check_keys(o);
	if (o->state && (o->ref_spec != NULL || o->result.sort != NULL ||
	    o->result.nwith > 0 || o->result.nformulas > 0 ||
	    o->result.window > 0))
		cli_usage("--state writes all groups as they are: --ref, "
		    "--with, --compute, --window, --sort and --top are for the "
		    "merge");
}

void
options_read(struct options *o, int argc, char **argv)
{
	static const struct option options[] = {
		{ "group", required_argument, NULL, 'g' },
		{ "measure", required_argument, NULL, 'c' },
		{ "jobs", required_argument, NULL, 'j' },
		{ "mem", required_argument, NULL, OPT_MEM },
		{ "tmp", required_argument, NULL, OPT_TMP },
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
	static char dash[] = "-", *standard_input[] = { dash };
	int option;

	o->plan.read = decimal_read;
	o->jobs = 1;
	o->tmp = getenv("TMPDIR");
	if (o->tmp == NULL || *o->tmp == '\0')
		o->tmp = "/tmp";
	o->result = (struct result){ .plan = &o->plan,
	    .digits = DEFAULT_DIGITS };
	while ((option = getopt_long(argc, argv, "g:c:j:qh", options, NULL)) !=
	    -1)
		set_option(o, option, optarg);
	if (optind < argc && strcmp(argv[optind], "merge") == 0) {
		o->merge = true;
		optind++;
	}
	check_options(o);	o->files = optind < argc ? argv + optind : standard_input;
	o->nfiles = optind < argc ? (size_t)(argc - optind) : 1;
}
