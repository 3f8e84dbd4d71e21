/* SPDX-License-Identifier: MIT */
/*
 * extract - articles into tables.
 *
 * Reads the articles stream of kliping(5) and writes one of its tables on
 * standard output, or all of them into a folder.  Holds one article at a time.
 * All data files are checked before the first byte of input is read.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "extract/article.h"
#include "extract/facts.h"
#include "extract/html.h"
#include "extract/knowledge.h"
#include "extract/rule.h"
#include "extract/table.h"
#include "lib/cli.h"
#include "lib/progress.h"
#include "lib/tsv.h"

static const char help[] =
"usage: extract [options] [file ...]\n"
"\n"
"Read articles (kliping(5)) and write tables.\n"
"\n"
"  -t, --table=NAME       write this table on standard output (events)\n"
"  -d, --dir=DIR          write all tables into DIR as NAME.tsv\n"
"  -e, --explain          add a column 'rule': the rule that read the row\n"
"      --html=FILE        write the articles with every row marked up (and\n"
"                         tables only with -t or -d)\n"
"  -l, --list             print the names of the tables (with --explain, of\n"
"                         the rules) and do nothing else\n"
"      --data=DIR         use the data files of DIR in place of our own\n"
"      --topic=NAME       read stories of another topic, or with the data of\n"
"                         the folder NAME when it has a slash\n"
"      --check-data       check the data files and do nothing else\n"
"      --max-rejects=N    fail when more than N rows are bad (0: none may be)\n"
"  -q, --quiet            no progress line\n"
"  -h, --help             this text\n"
"      --version          the version\n";

struct job {
	const char	*table, *dir, *data, *page, *topic;
	bool		 check_only, explain, list, quiet;
	struct cli_rejects rejects;
	uint64_t	 records;
	struct knowledge *know;
	struct article	 article;
	struct facts	 facts;
	struct table	 out[TABLE_KINDS];
	size_t		 nout;
	struct html	 html;
	struct progress	 progress;
	bool		 failed;
};

enum { OPT_DATA = 256, OPT_CHECK, OPT_HTML, OPT_REJECTS, OPT_TOPIC,
    OPT_VERSION };

static const struct option options[] = {
	{ "table", required_argument, NULL, 't' },
	{ "dir", required_argument, NULL, 'd' },
	{ "explain", no_argument, NULL, 'e' },
	{ "html", required_argument, NULL, OPT_HTML },
	{ "list", no_argument, NULL, 'l' },
	{ "data", required_argument, NULL, OPT_DATA },
	{ "topic", required_argument, NULL, OPT_TOPIC },
	{ "check-data", no_argument, NULL, OPT_CHECK },
	{ "max-rejects", required_argument, NULL, OPT_REJECTS },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 }
};

static const char *
table_name(const char *name)
{
	struct buf names;
	size_t i;

	if (table_kind(name) != NULL)
		return name;
	buf_init(&names, 4096);
	for (i = 0; table_kinds[i].name != NULL; i++)
		(void)buf_addf(&names, " %s", table_kinds[i].name);
	cli_usage("no table is named '%s'; there are:%s", name,
	    buf_str(&names));
}

static void
read_option(struct job *job, int c)
{
	switch (c) {
	case 't':
		job->table = table_name(optarg);
		break;
	case 'd':
		job->dir = optarg;
		break;
	case 'e':
		job->explain = true;
		break;
	case 'l':
		job->list = true;
		break;
	case OPT_DATA:
		job->data = optarg;
		break;
	case OPT_HTML:
		job->page = optarg;
		break;
	case OPT_TOPIC:
		job->topic = optarg;
		break;
	case OPT_CHECK:
		job->check_only = true;
		break;
	case OPT_REJECTS:
		job->rejects.max = (uint64_t)cli_num(optarg, 0, INT64_MAX,
		    "--max-rejects");
		break;
	case 'q':
		job->quiet = true;
		break;
	case 'h':
		cli_help(help);
	case OPT_VERSION:
		cli_version();
	default:
		cli_bad_option();
	}
}

/* The article in hand, with its rows. */
static void
put_on_page(struct job *job)
{
	uint64_t lost = job->html.lost;

	html_put(&job->html, &job->article, &job->facts, job->know);
	if (job->html.lost > lost)
		cli_reject(&job->rejects, job->page, "row is too long");
}

/* One article's rows into every open table. */
static void
put_article(struct job *job)
{
	size_t i;

	facts_find(&job->facts, &job->article, job->know);
	for (i = 0; i < job->nout; i++) {
		struct table *t = &job->out[i];
		uint64_t lost = t->lost;

		t->kind->put(t, &job->article, &job->facts, job->know);
		if (t->lost > lost)
			cli_reject(&job->rejects, t->kind->name,
			    "row is too long");
	}
	if (job->page != NULL)
		put_on_page(job);
}

static void
read_row(struct job *job, struct tsv *in, const struct article_columns *columns)
{
	const char *why;

	if (article_read(&job->article, in, columns, job->know->matcher, &why,
	    &in->column) == 0)
		put_article(job);
	else
		cli_reject(&job->rejects, tsv_where(in), "%s", why);
}

/* Every row of one input.  0; -1 when the input is broken. */
static int
read_rows(struct job *job, struct tsv *in,
    const struct article_columns *columns)
{
	enum got got;

	while ((got = tsv_next(in)) == GOT_RECORD || got == GOT_BAD) {
		job->records++;
		if (got == GOT_RECORD)
			read_row(job, in, columns);
		else
			cli_reject(&job->rejects, tsv_where(in), "%s", in->why);
		progress_tick(&job->progress, job->records, in->bytes);
	}
	if (got == GOT_END)
		return 0;
	cli_warn(tsv_where(in), "%s", in->why);
	return -1;
}

static int
read_input(struct job *job, int fd, const char *name)
{
	struct tsv in;
	struct article_columns columns;
	const char *missing;
	enum got got;
	int rc = -1;

	tsv_open(&in, fd, name);
	tsv_limit(&in, ARTICLE_MAX_ROW);
	got = tsv_header(&in);
	if (got == GOT_END)
		cli_warn(name, "empty input: no header line");
	else if (got != GOT_RECORD)
		cli_warn(tsv_where(&in), "%s", in.why);
	else if ((missing = article_columns(&columns, &in)) != NULL)
		cli_warn(name, "no column '%s'", missing);
	else
		rc = read_rows(job, &in, &columns);
	tsv_close(&in);
	return rc;
}

static void
read_files(struct job *job, char **names, int n)
{
	static char dash[] = "-";
	char *only[] = { dash };
	int i, fd;

	if (n == 0) {
		names = only;
		n = 1;
	}
	for (i = 0; i < n; i++) {
		if ((fd = cli_open(names[i])) == -1) {
			job->failed = true;
			continue;
		}
		if (n == 1)
			progress_total_fd(&job->progress, fd);
		if (read_input(job, fd, cli_name(names[i])) != 0)
			job->failed = true;
		if (fd != STDIN_FILENO)
			(void)close(fd);
	}
}

/* The files that are not whole yet, for the signals' sake. */
static const char *volatile unfinished[TABLE_KINDS + 1];

static void
remove_unfinished(void)
{
	size_t i;

	for (i = 0; i <= TABLE_KINDS; i++)
		if (unfinished[i] != NULL)
			(void)unlink(unfinished[i]);
}

static void
on_signal(int sig)
{
	remove_unfinished();
	/* SA_RESETHAND: the second time it ends the program. */
	(void)raise(sig);
}

/* The signals that end the program, to be blocked and to be caught. */
static void
ending_signals(sigset_t *set)
{
	(void)sigemptyset(set);
	(void)sigaddset(set, SIGHUP);
	(void)sigaddset(set, SIGINT);
	(void)sigaddset(set, SIGPIPE);
	(void)sigaddset(set, SIGTERM);
}

/* Whatever ends the program, no half a table stays behind. */
static void
guard_tables(void)
{
	static const int signals[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM };
	struct sigaction act = { .sa_handler = on_signal }, was;
	size_t i;

	act.sa_flags = (int)SA_RESETHAND;
	ending_signals(&act.sa_mask);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		if (sigaction(signals[i], NULL, &was) == 0 &&
		    was.sa_handler != SIG_IGN)
			(void)sigaction(signals[i], &act, NULL);
	(void)atexit(remove_unfinished);
}

/* Open one table more; no signal comes between the file and its guard. */
static void
open_table(struct job *job, const struct table_kind *kind)
{
	struct table *t = &job->out[job->nout];
	sigset_t set, was;
	int rc, error;

	ending_signals(&set);
	(void)sigprocmask(SIG_BLOCK, &set, &was);
	rc = table_open_dir(t, kind, job->know, job->explain, job->dir);
	error = errno;
	if (t->tmp != NULL)
		unfinished[job->nout++] = t->tmp;
	(void)sigprocmask(SIG_SETMASK, &was, NULL);
	if (rc != 0)
		cli_die(job->dir, "%s.tsv: %s", kind->name, strerror(error));
}

/* The same for the page. */
static void
open_page(struct job *job)
{
	sigset_t set, was;
	int rc, error;

	ending_signals(&set);
	(void)sigprocmask(SIG_BLOCK, &set, &was);
	rc = html_open(&job->html, job->page, job->know);
	error = errno;
	unfinished[TABLE_KINDS] = job->html.tmp;
	(void)sigprocmask(SIG_SETMASK, &was, NULL);
	if (rc != 0)
		cli_die(job->page, "%s", strerror(error));
}

static void
open_tables(struct job *job)
{
	const char *name = job->table == NULL ? "events" : job->table;
	size_t i;

	if (job->page != NULL || job->dir != NULL)
		guard_tables();
	if (job->page != NULL)
		open_page(job);
	if (job->dir == NULL && job->table == NULL && job->page != NULL)
		return;
	if (job->dir == NULL) {
		(void)table_open_stream(&job->out[job->nout++],
		    table_kind(name), job->know, job->explain, stdout);
		return;
	}
	if (mkdir(job->dir, 0777) != 0 && errno != EEXIST)
		cli_die(job->dir, "%s", strerror(errno));
	for (i = 0; i < TABLE_KINDS && table_kinds[i].name != NULL; i++) {
		if (job->table != NULL && strcmp(name, table_kinds[i].name) != 0)
			continue;
		open_table(job, &table_kinds[i]);
	}
}

static void
close_tables(struct job *job)
{
	sigset_t set, was;
	size_t i;

	ending_signals(&set);
	(void)sigprocmask(SIG_BLOCK, &set, &was);
	for (i = 0; i < job->nout; i++) {
		const char *name = job->out[i].kind->name;

		if (table_close(&job->out[i], !job->failed) != 0) {
			cli_warn(job->dir, "%s.tsv: %s", name, strerror(errno));
			job->failed = true;
		}
		unfinished[i] = NULL;
	}
	if (job->page != NULL && html_close(&job->html, !job->failed) != 0) {
		cli_warn(job->page, "%s", strerror(errno));
		job->failed = true;
	}
	unfinished[TABLE_KINDS] = NULL;
	(void)sigprocmask(SIG_SETMASK, &was, NULL);
}

static void
list(const struct job *job)
{
	size_t i;

	for (i = 0; !job->explain && table_kinds[i].name != NULL; i++)
		(void)puts(table_kinds[i].name);
	for (i = RULE_NONE + 1; job->explain && i < RULES; i++)
		(void)printf("%s\t%s\n", rule_names[i].name,
		    rule_names[i].says);
}

/* The topic of --topic, when it is given. */
static void
find_topic(const struct job *job, struct topic *topic)
{
	struct buf names;

	if (job->topic == NULL || topic_find(topic, job->topic, job->data) == 0)
		return;
	buf_init(&names, 4096);
	topic_names(&names, job->data);
	cli_usage("no topic is named '%s'; there are: %s", job->topic,
	    buf_str(&names));
}

static void
run(struct job *job, char **names, int n)
{
	struct topic topic = { NULL, NULL };
	char why[256];

	find_topic(job, &topic);
	job->know = knowledge_load(job->data, job->topic == NULL ? NULL : &topic,
	    why, sizeof(why));
	topic_free(&topic);
	if (job->know == NULL)
		cli_die(NULL, "%s", why);
	if (!job->check_only) {
		article_init(&job->article);
		progress_init(&job->progress, "articles", job->quiet);
		open_tables(job);
		read_files(job, names, n);
		progress_erase();
		close_tables(job);
		facts_free(&job->facts);
		article_free(&job->article);
	}
	knowledge_free(job->know);
}

int
main(int argc, char **argv)
{
	struct job job = { .rejects = { .max = UINT64_MAX } };
	int c, status;

	cli_init("extract");
	while ((c = getopt_long(argc, argv, "t:d:elqh", options, NULL)) != -1)
		read_option(&job, c);
	if (job.page != NULL && strcmp(job.page, "-") == 0 &&
	    job.table != NULL && job.dir == NULL)
		cli_usage("--html=- and -t both want standard output");
	if (job.list)
		list(&job);
	else
		run(&job, argv + optind, argc - optind);
	status = cli_rejects_status(&job.rejects, job.records);
	cli_close_stdout();
	return job.failed ? CLI_FAILED : status;
}
