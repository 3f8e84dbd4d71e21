/* SPDX-License-Identifier: MIT */
/*
 * clean - articles out of web pages.
 *
 * Reads web archives, HTML and text files, and writes one article a line in
 * the columns of kliping(5).  This process reads records and writes lines; the
 * pages are read by workers, which can do nothing else.  Holds one record, and
 * one in each worker.  A record that cannot be read is reported and left out; a
 * page without an article has no line.
 */
#include <errno.h>
#include <getopt.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clean/input.h"
#include "clean/pool.h"
#include "lib/cli.h"
#include "lib/progress.h"

#define PAGE_MS		10000u		/* --page-seconds */
#define MAX_PAGE_MS	3600000u
#define PAGE_MEMORY	((size_t)1 << 30)	/* --page-memory */
#define MIN_MEMORY	((size_t)32 << 20)
#define MAX_MEMORY	((size_t)1 << 40)
#define KEEP_BYTES	(1 << 20)	/* freed memory kept, about */

static const char help_text[] =
"usage: clean [-aq] [-e N] [-j N] [--data DIR] [--dropped FILE] [FILE ...]\n"
"\n"
"Read web archives, HTML and text; write one article a line (kliping(5)).\n"
"\n"
"  -a, --all           also pages without an article, with an empty text\n"
"      --data DIR      take data files from DIR where they are there\n"
"      --dropped FILE  write every block removed, with the rule, to FILE\n"
"  -e, --max-rejects N fail when more than N records are rejected\n"
"  -j, --jobs N        work in N processes (1); the output is the same\n"
"      --method NAME   use one way alone: containers, wide, bulk, scores or\n"
"                      density\n"
"      --page-memory SIZE  memory of a worker (1G); over it, the page is lost\n"
"      --page-seconds S    CPU time of a page (10); over it, the page is lost\n"
"  -q, --quiet         no progress line, no count of what is no page\n"
"  -h, --help          this text\n"
"      --version       the version\n";

enum {
	OPT_DATA = 256, OPT_DROPPED, OPT_METHOD, OPT_PAGE_MEMORY,
	OPT_PAGE_SECONDS, OPT_VERSION
};

static const struct option long_options[] = {
	{ "all", no_argument, NULL, 'a' },
	{ "data", required_argument, NULL, OPT_DATA },
	{ "dropped", required_argument, NULL, OPT_DROPPED },
	{ "help", no_argument, NULL, 'h' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "max-rejects", required_argument, NULL, 'e' },
	{ "method", required_argument, NULL, OPT_METHOD },
	{ "page-memory", required_argument, NULL, OPT_PAGE_MEMORY },
	{ "page-seconds", required_argument, NULL, OPT_PAGE_SECONDS },
	{ "quiet", no_argument, NULL, 'q' },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 }
};

struct run {
	struct job		 job;
	struct pool		*pool;
	struct worker_limits	 limits;
	unsigned		 workers;
	struct input		 input;
	struct cli_rejects	 rejects;
	struct progress		 progress;
	uint64_t		 records, bytes;
	uint64_t		 refusals;	/* answers that are not 2xx */
	FILE			*dropped;	/* NULL: not asked for */
	const char		*dropped_name, *data;
	enum way		 only;
	bool			 all, quiet, failed;
};

static void
put_where(char *where, size_t n, const char *name, uint64_t offset)
{
	(void)snprintf(where, n, "%s: byte %llu", name,
	    (unsigned long long)offset);
}

static void
put(struct slice text, FILE *out, const char *name)
{
	if (text.n > 0 && fwrite(text.p, 1, text.n, out) != text.n)
		cli_die(name, "%s", strerror(errno));
}

/* What the workers made of a record, or what is to be said of it. */
static void
take_result(void *data, const struct pool_result *result)
{
	struct run *r = data;
	char where[256];

	put_where(where, sizeof(where), result->name, result->offset);
	if (result->answer == ANSWER_REJECT)
		cli_reject(&r->rejects, where, "%s", result->why != NULL ?
		    result->why : "the page cannot be read");
	else if (result->answer == ANSWER_NOTICE)
		cli_warn(where, "%s", result->why);
	else if (result->why != NULL)
		cli_warn(where, "%s; what came of it is read", result->why);
	put(result->row, stdout, "standard output");
	if (r->dropped != NULL)
		put(result->drops, r->dropped, r->dropped_name);
}

static void
check_pool(int rc)
{
	if (rc != 0)
		cli_die(NULL, "no worker can be started: %s", strerror(errno));
}

static void
take_record(struct run *r, const struct raw *raw, const char *name)
{
	uint64_t offset = input_offset(&r->input);

	if (r->input.why != NULL)
		check_pool(pool_say(r->pool, ANSWER_NOTICE, r->input.why,
		    name, offset));
	r->refusals += raw->kind == RAW_REFUSAL;
	if (raw->kind != RAW_REFUSAL || r->all)
		check_pool(pool_put(r->pool, raw, name, offset));
}

static void
take_input(void *data, int fd, const char *name)
{
	struct run *r = data;
	struct input *in = &r->input;
	struct raw raw;
	char where[256];
	enum got got;

	input_open(in, fd, fd == STDIN_FILENO ? "stdin" : name);
	while ((got = input_next(in, &raw)) == GOT_RECORD || got == GOT_BAD) {
		if (got == GOT_RECORD)
			take_record(r, &raw, name);
		else
			check_pool(pool_say(r->pool, ANSWER_REJECT, in->why,
			    name, input_offset(in)));
		progress_tick(&r->progress, r->records + in->records,
		    r->bytes + gzip_consumed(&in->gzip));
	}
	check_pool(pool_finish(r->pool));
	progress_erase();
	if (got == GOT_BROKEN) {
		put_where(where, sizeof(where), name, input_offset(in));
		cli_warn(where, "%s", in->why);
		r->failed = true;
	}
	r->records += in->records;
	r->bytes += gzip_consumed(&in->gzip);
	input_close(in);
}

/* Answers in place of pages; they are no rejects, because nothing is wrong, and
   a crawl has so many of them that only their count is said. */
static void
report_refusals(const struct run *r)
{
	if (r->refusals > 0 && !r->quiet)
		cli_warn(NULL, "%llu of %llu records are no pages: their "
		    "status is not 2xx", (unsigned long long)r->refusals,
		    (unsigned long long)r->records);
}

static enum way
way_number(const char *name)
{
	enum way way;

	for (way = 0; way < WAY_MAX; way++)
		if (strcmp(name, way_names[way]) == 0)
			return way;
	cli_usage("--method: there is no way '%s'", name);
}

static void
read_options(struct run *r, int argc, char *argv[])
{
	int opt;

	while ((opt = getopt_long(argc, argv, "ae:hj:q", long_options, NULL)) !=
	    -1)
		switch (opt) {
		case 'a':
			r->all = true;
			break;
		case 'e':
			r->rejects.max = (uint64_t)cli_num(optarg, 0,
			    INT64_MAX, "--max-rejects");
			break;
		case 'h':
			cli_help(help_text);
		case 'j':
			r->workers = (unsigned)cli_num(optarg, 1,
			    POOL_MAX_WORKERS, "--jobs");
			break;
		case 'q':
			r->quiet = true;
			break;
		case OPT_DATA:
			r->data = optarg;
			break;
		case OPT_DROPPED:
			r->dropped_name = cli_file(optarg, "--dropped",
			    "the articles'");
			break;
		case OPT_METHOD:
			r->only = way_number(optarg);
			break;
		case OPT_PAGE_MEMORY:
			r->limits.memory = cli_size(optarg, MIN_MEMORY,
			    MAX_MEMORY, "--page-memory");
			break;
		case OPT_PAGE_SECONDS:
			r->limits.page_ms = cli_seconds(optarg, MAX_PAGE_MS,
			    "--page-seconds");
			break;
		case OPT_VERSION:
			cli_version();
		default:
			cli_bad_option();
		}
}

static void
open_dropped(struct run *r)
{
	if (r->dropped_name == NULL)
		return;
	r->dropped = fopen(r->dropped_name, "w");
	if (r->dropped == NULL)
		cli_die(r->dropped_name, "%s", strerror(errno));
	(void)fputs(job_drops_header, r->dropped);
}

static void
close_dropped(struct run *r)
{
	if (r->dropped == NULL)
		return;
	if (fclose(r->dropped) != 0)
		cli_die(r->dropped_name, "%s", strerror(errno));
}

static void
start_workers(struct run *r)
{
	char why[512];

	if (job_init(&r->job, r->data, why, sizeof(why)) != 0)
		cli_die(NULL, "%s", why);
	r->job.all = r->all;
	r->job.only = r->only;
	r->job.wants_drops = r->dropped != NULL;
	r->pool = pool_new(&r->job, r->workers, &r->limits, take_result, r);
	check_pool(r->pool != NULL ? 0 : -1);
}

/*
 * What a huge page took goes back to the system.  The GNU library would learn
 * from the first such page to keep as much for the next.
 */
static void
keep_little(void)
{
#ifdef __GLIBC__
	(void)mallopt(M_MMAP_THRESHOLD, KEEP_BYTES);
	(void)mallopt(M_TRIM_THRESHOLD, 4 * KEEP_BYTES);
#endif
}

int
main(int argc, char *argv[])
{
	static struct run run;
	int status;

	cli_init("clean");
	keep_little();
	run.rejects.max = UINT64_MAX;
	run.only = WAY_MAX;
	run.workers = 1;
	run.limits = (struct worker_limits){ .page_ms = PAGE_MS,
	    .memory = PAGE_MEMORY };
	read_options(&run, argc, argv);
	open_dropped(&run);
	start_workers(&run);
	progress_init(&run.progress, "records", run.quiet);
	(void)fputs(job_row_header, stdout);
	if (cli_each_input(argv + optind, &run.progress, take_input, &run) != 0)
		run.failed = true;
	pool_free(run.pool);
	close_dropped(&run);
	report_refusals(&run);
	status = cli_rejects_status(&run.rejects, run.records);
	job_free(&run.job);
	cli_close_stdout();
	return run.failed ? CLI_FAILED : status;
}
