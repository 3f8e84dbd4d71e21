/* SPDX-License-Identifier: MIT */
/*
 * clean - articles out of web pages.
 *
 * Reads web archives, HTML and text files, and writes one article a line in
 * the columns of kliping(5).  Holds one record at a time.  A record that
 * cannot be read is reported and left out; a page without an article has no
 * line.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clean/input.h"
#include "clean/page.h"
#include "lib/cli.h"
#include "lib/progress.h"
#include "lib/tsv.h"

#define HEADER "doc\turl\tfetched\toutlet\ttitle\tauthor\teditor\tpublished" \
	"\tmodified\tlang\tmethod\twords\tdropped\tnext\ttext\n"
#define MIN_WORDS 8	/* fewer are no article */

static const char help_text[] =
"usage: clean [-aq] [-e N] [--data DIR] [--dropped FILE] [FILE ...]\n"
"\n"
"Read web archives, HTML and text; write one article a line (kliping(5)).\n"
"\n"
"  -a, --all           also pages without an article, with an empty text\n"
"      --data DIR      take data files from DIR where they are there\n"
"      --dropped FILE  write every block removed, with the rule, to FILE\n"
"  -e, --max-rejects N fail when more than N records are rejected\n"
"      --method NAME   use one way alone: containers, wide, bulk, scores or\n"
"                      density\n"
"  -q, --quiet         no progress line\n"
"  -h, --help          this text\n"
"      --version       the version\n";

enum { OPT_DATA = 256, OPT_DROPPED, OPT_METHOD, OPT_VERSION };

static const struct option long_options[] = {
	{ "all", no_argument, NULL, 'a' },
	{ "data", required_argument, NULL, OPT_DATA },
	{ "dropped", required_argument, NULL, OPT_DROPPED },
	{ "help", no_argument, NULL, 'h' },
	{ "max-rejects", required_argument, NULL, 'e' },
	{ "method", required_argument, NULL, OPT_METHOD },
	{ "quiet", no_argument, NULL, 'q' },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 }
};

struct run {
	struct cleaner		 cleaner;
	struct input		 input;
	struct cli_rejects	 rejects;
	struct progress		 progress;
	uint64_t		 records, bytes;
	struct buf		 row, drops;
	FILE			*dropped;	/* NULL: not asked for */
	const char		*dropped_name, *data;
	enum way		 only;
	bool			 all, quiet, failed;
};

static void
put_drop(void *data, enum rule rule, struct slice text)
{
	struct run *r = data;

	tsv_puts(&r->drops, r->cleaner.article.doc);
	tsv_puts(&r->drops, rule_names[rule]);
	tsv_put_text(&r->drops, text);
	(void)tsv_end(&r->drops, r->dropped);
}

static void
put_stamp(struct buf *row, struct buf *scratch, const struct stamp *stamp)
{
	buf_reset(scratch);
	if (stamp->date.year != 0)
		date_put_stamp(scratch, stamp);
	tsv_put(row, slice(buf_str(scratch), scratch->len));
}

static void
put_names(struct buf *row, struct buf *scratch, const struct names *names)
{
	buf_reset(scratch);
	credit_put(scratch, names);
	tsv_put_text(row, slice(buf_str(scratch), scratch->len));
}

/* Write the article; 0, or -1 when the row is over the ceiling. */
static int
put_article(struct run *r)
{
	struct article *a = &r->cleaner.article;
	struct buf *row = &r->row, *scratch = &r->cleaner.scratch;

	tsv_puts(row, a->doc);
	tsv_put_text(row, a->url);
	tsv_put_text(row, a->fetched);
	tsv_put_text(row, a->outlet);
	tsv_put_text(row, a->title);
	put_names(row, scratch, &a->credits.author);
	put_names(row, scratch, &a->credits.editor);
	put_stamp(row, scratch, &a->published);
	put_stamp(row, scratch, &a->modified);
	tsv_put(row, a->lang);
	tsv_puts(row, method_names[a->method]);
	tsv_putn(row, (long long)a->words);
	tsv_putn(row, (long long)a->dropped);
	tsv_put_text(row, a->next);
	tsv_put_text(row, slice(buf_str(&a->text), a->text.len));
	return tsv_end(row, stdout);
}

static void
where_of(const struct run *r, char *where, size_t n)
{
	(void)snprintf(where, n, "%s: byte %llu", r->input.name,
	    (unsigned long long)input_offset(&r->input));
}

static void
take_document(struct run *r, const struct document *d)
{
	struct article *a = &r->cleaner.article;
	char where[256];

	where_of(r, where, sizeof(where));
	if (r->input.notice != NULL)
		cli_warn(where, "%s; what came of it is read",
		    r->input.notice);
	if (cleaner_run(&r->cleaner, d) != 0) {
		cli_reject(&r->rejects, where, "the page is over the ceiling");
		return;
	}
	if (a->words < MIN_WORDS) {
		if (!r->all)
			return;
		buf_reset(&a->text);
		a->words = 0;
	}
	if (put_article(r) != 0)
		cli_reject(&r->rejects, where, "the article is over the "
		    "ceiling of a line");
}

static void
take_input(struct run *r, int fd, const char *name)
{
	struct input *in = &r->input;
	struct document d;
	char where[256];
	enum got got;

	input_open(in, fd, name);
	while ((got = input_next(in, &d)) == GOT_RECORD || got == GOT_BAD) {
		if (got == GOT_BAD) {
			where_of(r, where, sizeof(where));
			cli_reject(&r->rejects, where, "%s", in->why);
		} else
			take_document(r, &d);
		progress_tick(&r->progress, r->records + in->records,
		    r->bytes + gzip_offset(&in->gzip));
	}
	progress_erase();
	if (got == GOT_BROKEN) {
		where_of(r, where, sizeof(where));
		cli_warn(where, "%s", in->why);
		r->failed = true;
	}
	r->records += in->records;
	r->bytes += gzip_offset(&in->gzip);
	input_close(in);
}

static void
take_files(struct run *r, char *names[])
{
	static char standard_input[] = "-";
	static char *none[] = { standard_input, NULL };
	bool is_one;

	if (*names == NULL)
		names = none;
	is_one = names[1] == NULL;
	for (; *names != NULL; names++) {
		int fd = cli_open(*names);

		if (fd == -1) {
			r->failed = true;
			continue;
		}
		if (is_one)
			progress_total_fd(&r->progress, fd);
		take_input(r, fd, cli_name(*names));
		(void)close(fd);
	}
}

static enum way
way_number(const char *name)
{
	enum way way;

	for (way = 0; way < WAY_MAX; way++)
		if (strcmp(name, way_names[way]) == 0)
			return way;
	cli_usage("--method: there is no way `%s'", name);
}

static void
read_options(struct run *r, int argc, char *argv[])
{
	int opt;

	while ((opt = getopt_long(argc, argv, "ae:hq", long_options, NULL)) !=
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
		case 'q':
			r->quiet = true;
			break;
		case OPT_DATA:
			r->data = optarg;
			break;
		case OPT_DROPPED:
			r->dropped_name = optarg;
			break;
		case OPT_METHOD:
			r->only = way_number(optarg);
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
	(void)fputs("doc\trule\ttext\n", r->dropped);
	r->cleaner.report = put_drop;
	r->cleaner.report_data = r;
}

static void
close_dropped(struct run *r)
{
	if (r->dropped == NULL)
		return;
	if (ferror(r->dropped) != 0 || fclose(r->dropped) != 0)
		cli_die(r->dropped_name, "the output is lost");
}

int
main(int argc, char *argv[])
{
	static struct run run;
	char why[512];
	int status;

	cli_init("clean");
	run.rejects.max = UINT64_MAX;
	run.only = WAY_MAX;
	read_options(&run, argc, argv);
	buf_init(&run.row, TSV_MAX_LINE);
	buf_init(&run.drops, TSV_MAX_LINE);
	if (cleaner_init(&run.cleaner, run.data, why, sizeof(why)) != 0)
		cli_die(NULL, "%s", why);
	run.cleaner.only = run.only;
	open_dropped(&run);
	progress_init(&run.progress, "records", run.quiet);
	(void)fputs(HEADER, stdout);
	take_files(&run, argv + optind);
	close_dropped(&run);
	status = cli_rejects_status(&run.rejects, run.records);
	cleaner_free(&run.cleaner);
	buf_free(&run.row);
	buf_free(&run.drops);
	cli_close_stdout();
	return run.failed ? CLI_FAILED : status;
}
