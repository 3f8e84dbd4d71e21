/* SPDX-License-Identifier: MIT */
/*
 * links - addresses out of web archives.
 *
 * Reads the feeds, sitemaps and pages in web archives, and writes the addresses
 * that they name, one a line, each once.  Holds one record, and some 20 bytes
 * an address.  Opens no connection: fetch does that.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fetch/feed.h"
#include "fetch/links.h"
#include "fetch/links_filter.h"
#include "fetch/links_input.h"
#include "fetch/page.h"
#include "fetch/seen.h"
#include "fetch/sitemap.h"
#include "lib/cli.h"
#include "lib/date.h"
#include "lib/progress.h"
#include "lib/tsv.h"
#include "lib/url.h"
#include "lib/utf8.h"

#define HEADER "url\tsource\tkind\ttitle\tdate\n"

static const char help_text[] =
"usage: links [-lq] [--feeds] [--sitemaps] [--pages] [--match RE]\n"
"             [--since DATE] [OPTION ...] [FILE ...]\n"
"\n"
"Read web archives; write the addresses named by the feeds, sitemaps and pages\n"
"in them, one a line, each once.\n"
"\n"
"      --feeds           from RSS, RDF and Atom feeds\n"
"      --sitemaps        from sitemaps, their indexes, and robots.txt\n"
"      --pages           from HTML (none of these three: all of them)\n"
"      --same-host       only addresses on the host that names them\n"
"      --match RE        only addresses that match; several: any of them\n"
"      --exclude RE      no addresses that match\n"
"      --since DATE      nothing that its source dates before DATE\n"
"  -l, --long            a table: url source kind title date\n"
"      --data DIR        take data files from DIR where they are there\n"
"  -e, --max-rejects N   fail when more than N records are rejected\n"
"  -q, --quiet           no progress line\n"
"  -h, --help            this text\n"
"      --version         the version\n";

enum {
	OPT_DATA = 256, OPT_EXCLUDE, OPT_FEEDS, OPT_MATCH, OPT_PAGES,
	OPT_SAME_HOST, OPT_SINCE, OPT_SITEMAPS, OPT_VERSION
};

static const struct option long_options[] = {
	{ "data", required_argument, NULL, OPT_DATA },
	{ "exclude", required_argument, NULL, OPT_EXCLUDE },
	{ "feeds", no_argument, NULL, OPT_FEEDS },
	{ "help", no_argument, NULL, 'h' },
	{ "long", no_argument, NULL, 'l' },
	{ "match", required_argument, NULL, OPT_MATCH },
	{ "max-rejects", required_argument, NULL, 'e' },
	{ "pages", no_argument, NULL, OPT_PAGES },
	{ "quiet", no_argument, NULL, 'q' },
	{ "same-host", no_argument, NULL, OPT_SAME_HOST },
	{ "since", required_argument, NULL, OPT_SINCE },
	{ "sitemaps", no_argument, NULL, OPT_SITEMAPS },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 }
};

struct run {
	struct links_input	 input;
	struct source		 source;
	struct filter		 filter;
	struct finder		 finder;
	struct seen		 seen;
	struct url_tracking	*tracking;
	struct calendar		*calendar;
	struct cli_rejects	 rejects;
	struct progress		 progress;
	uint64_t		 records, bytes;
	struct buf		 row, address, self, title;
	struct buf		 named;	/* the source, in UTF-8 */
	const char		*data, *since, *name;
	bool			 feeds, sitemaps, pages, is_long, quiet;
	bool			 wrote, failed;
};

static void
put_row(struct run *r, const struct link *link, const struct stamp *date)
{
	struct buf *row = &r->row;

	tsv_put(row, slice(r->address.data, r->address.len));
	if (r->is_long) {
		buf_reset(&r->title);
		links_title(&r->title, link->title);
		tsv_put(row, slice(buf_str(&r->named), r->named.len));
		tsv_puts(row, link_kinds[link->kind]);
		tsv_put(row, slice(buf_str(&r->title), r->title.len));
		buf_reset(&r->title);
		if (date != NULL)
			date_put_stamp(&r->title, date);
		tsv_put(row, slice(buf_str(&r->title), r->title.len));
	}
	(void)tsv_end(row, stdout);
	r->wrote = true;
}

/* An address was found: is it wanted, and is it new? */
static void
take_link(void *data, const struct link *link)
{
	struct run *r = data;
	struct stamp stamp, *date = NULL;

	buf_reset(&r->address);
	if (url_strip(&r->address, r->tracking, link->address) != 0 ||
	    strcmp(buf_str(&r->address), buf_str(&r->self)) == 0)
		return;
	if ((r->is_long || r->filter.has_since) && link->date.n > 0 &&
	    date_read_stamp(&stamp, r->calendar, link->date) == 0)
		date = &stamp;
	if (!filter_wants(&r->filter, r->address.data, buf_str(&r->self),
	    date))
		return;
	if (seen_add(&r->seen, seen_hash(slice(r->address.data,
	    r->address.len))))
		put_row(r, link, date);
}

static bool
is_asked_for(const struct run *r, enum source_kind kind)
{
	if (kind == SOURCE_FEED)
		return r->feeds;
	return kind == SOURCE_PAGE ? r->pages : r->sitemaps;
}

/* The addresses of one document; NULL, or why it was read no further. */
static const char *
read_source(struct run *r)
{
	struct slice text = r->source.text;
	struct slice self = slice(buf_str(&r->self), r->self.len);

	switch (r->source.kind) {
	case SOURCE_LIST:
		sitemap_read_text(&r->finder, text);
		return NULL;
	case SOURCE_ROBOTS:
		sitemap_read_robots(&r->finder, text, self);
		return NULL;
	case SOURCE_PAGE:
		return page_read(&r->finder, text, self);
	default:
		break;
	}
	return r->source.kind == SOURCE_FEED ?
	    feed_read(&r->finder, text, self) :
	    sitemap_read(&r->finder, text, self);
}

static const char *
where(struct run *r, char *place, size_t n)
{
	(void)snprintf(place, n, "%s: byte %llu", r->name,
	    (unsigned long long)r->input.offset);
	return place;
}

/* What was wrong with the document, in one line at the most. */
static void
report(struct run *r, const char *why)
{
	struct finder *f = &r->finder;
	char place[256];

	if (why == NULL && f->full)
		why = "the document names too many addresses";
	if (why == NULL)
		why = r->input.notice;
	if (why != NULL)
		cli_reject(&r->rejects, where(r, place, sizeof(place)),
		    "%s; %llu addresses came before", why,
		    (unsigned long long)(f->n - f->bad));
	else if (f->bad > 0)
		cli_warn(where(r, place, sizeof(place)),
		    "%llu of %llu entries have no address",
		    (unsigned long long)f->bad, (unsigned long long)f->n);
}

static void
take_source(struct run *r)
{
	struct buf canonical;
	const char *why;

	if (!is_asked_for(r, r->source.kind))
		return;
	buf_init(&canonical, LINKS_MAX_TEXT);
	buf_reset(&r->self);
	if (url_canon(&canonical, r->source.uri, &why) == 0)
		(void)url_strip(&r->self, r->tracking,
		    slice(canonical.data, canonical.len));
	buf_free(&canonical);
	buf_reset(&r->named);
	(void)utf8_repair(&r->named, r->source.uri.p, r->source.uri.n);
	r->finder.n = r->finder.bad = 0;
	r->finder.full = r->wrote = false;
	report(r, read_source(r));
	/* What reads on, such as fetch, need not wait for a full block. */
	if (r->wrote)
		cli_flush_stdout();
}

static void
take_input(void *data, int fd, const char *name)
{
	struct run *r = data;
	struct links_input *in = &r->input;
	char place[256];
	enum got got;

	r->name = name;
	links_open(in, fd, r->name);
	while ((got = links_next(in, &r->source)) == GOT_RECORD ||
	    got == GOT_BAD) {
		if (got == GOT_BAD)
			cli_reject(&r->rejects,
			    where(r, place, sizeof(place)), "%s", in->why);
		else
			take_source(r);
		progress_tick(&r->progress, r->records + in->records,
		    r->bytes + gzip_consumed(&in->gzip));
	}
	progress_erase();
	if (got == GOT_BROKEN) {
		cli_warn(where(r, place, sizeof(place)), "%s", in->why);
		r->failed = true;
	}
	r->records += in->records;
	r->bytes += gzip_consumed(&in->gzip);
	links_close(in);
}

static void
add_pattern(struct patterns *p, const char *option)
{
	char why[256];

	if (filter_pattern(p, optarg, why, sizeof(why)) != 0)
		cli_usage("%s: '%s': %s", option, optarg, why);
}

/* Options that choose addresses; false when opt is none of them. */
static bool
take_choice(struct run *r, int opt)
{
	switch (opt) {
	case OPT_EXCLUDE:
		add_pattern(&r->filter.exclude, "--exclude");
		break;
	case OPT_FEEDS:
		r->feeds = true;
		break;
	case OPT_MATCH:
		add_pattern(&r->filter.match, "--match");
		break;
	case OPT_PAGES:
		r->pages = true;
		break;
	case OPT_SAME_HOST:
		r->filter.same_host = true;
		break;
	case OPT_SINCE:
		r->since = optarg;
		break;
	case OPT_SITEMAPS:
		r->sitemaps = true;
		break;
	default:
		return false;
	}
	return true;
}

static void
read_options(struct run *r, int argc, char *argv[])
{
	int opt;

	while ((opt = getopt_long(argc, argv, "e:hlq", long_options, NULL)) !=
	    -1)
		switch (opt) {
		case 'e':
			r->rejects.max = (uint64_t)cli_num(optarg, 0,
			    INT64_MAX, "--max-rejects");
			break;
		case 'h':
			cli_help(help_text);
		case 'l':
			r->is_long = true;
			break;
		case 'q':
			r->quiet = true;
			break;
		case OPT_DATA:
			r->data = optarg;
			break;
		case OPT_VERSION:
			cli_version();
		default:
			if (!take_choice(r, opt))
				cli_bad_option();
		}
	if (!r->feeds && !r->sitemaps && !r->pages)
		r->feeds = r->sitemaps = r->pages = true;
}

static void
load(struct run *r)
{
	char why[512];

	if ((r->tracking = url_tracking_load(r->data, why, sizeof(why))) ==
	    NULL || (r->calendar = calendar_load(r->data, why,
	    sizeof(why))) == NULL)
		cli_die(NULL, "%s", why);
	if (r->since == NULL)
		return;
	r->filter.has_since = true;
	if (date_read_stamp(&r->filter.since, r->calendar,
	    slice_str(r->since)) != 0)
		cli_usage("--since: '%s' is no date", r->since);
}

static void
unload(struct run *r)
{
	struct buf *const all[] = { &r->row, &r->address,
	    &r->self, &r->title, &r->named };
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		buf_free(all[i]);
	url_tracking_free(r->tracking);
	calendar_free(r->calendar);
	filter_free(&r->filter);
	seen_free(&r->seen);
}

int
main(int argc, char *argv[])
{
	static struct run run;
	int status;

	cli_init("links");
	run.rejects.max = UINT64_MAX;
	run.finder = (struct finder){ .found = take_link, .data = &run };
	read_options(&run, argc, argv);
	load(&run);
	buf_init(&run.row, TSV_MAX_LINE);
	buf_init(&run.address, LINKS_MAX_TEXT);
	buf_init(&run.self, LINKS_MAX_TEXT);
	buf_init(&run.title, LINKS_MAX_TEXT);
	buf_init(&run.named, 4 * WARC_MAX_HEADER);
	progress_init(&run.progress, "records", run.quiet);
	if (run.is_long)
		(void)fputs(HEADER, stdout);
	if (cli_each_input(argv + optind, &run.progress, take_input, &run) != 0)
		run.failed = true;
	status = cli_rejects_status(&run.rejects, run.records);
	unload(&run);
	cli_close_stdout();
	return run.failed ? CLI_FAILED : status;
}
