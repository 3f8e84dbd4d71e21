/* SPDX-License-Identifier: MIT */
/*
 * warclist - what stands in a web archive, for the tests.
 *
 * Reads WARC on standard input or from the files named and writes a line a
 * record: offset, position, type, address, bytes of the block, and for an HTTP
 * response its status, the bytes of its decoded body and how that went.  What is
 * bad or broken goes to standard error with its offset.  -m sets the ceiling of a
 * block, -s prints only counts, and the status is 1 when anything was wrong.
 */
#include <stdio.h>
#include <unistd.h>

#include "lib/cli.h"
#include "lib/http.h"
#include "lib/warc.h"
#include "tests/tools/warctype.h"

struct counts {
	uint64_t records, bad, broken, bytes;
};

static void
put_slice(struct slice s)
{
	putchar('\t');
	if (s.n > 0)
		(void)fwrite(s.p, 1, s.n, stdout);
	else
		putchar('-');
}

static const char *const answers[] = {
	[HTTP_WHOLE] = "whole", [HTTP_CUT] = "cut", [HTTP_DAMAGED] = "damaged",
	[HTTP_UNKNOWN] = "unknown", [HTTP_TOO_LARGE] = "large",
};

static enum http_answer
decode(const struct warc_record *r, struct http_decoder *d, int *status,
    struct slice *body)
{
	struct http_message m;

	http_split(&m, r->block);
	*status = m.status;
	return http_decode(d, &m, body);
}

static void
put_record(const struct warc_record *r, struct http_decoder *d)
{
	enum http_answer answer;
	struct slice body;
	int status;

	printf("%llu\t%llu\t%s", (unsigned long long)r->offset,
	    (unsigned long long)r->position, warctype_names[r->type]);
	put_slice(r->uri);
	printf("\t%zu", r->block.n);
	if (r->type == WARC_RESPONSE) {
		answer = decode(r, d, &status, &body);
		printf("\t%d\t%zu\t%s", status, body.n, answers[answer]);
		if (d->why != NULL)
			printf(": %s", d->why);
	}
	putchar('\n');
}

static void
complain(const char *name, const struct warc_reader *w, const char *what)
{
	if (w->in->is_gzip && w->position > 0)
		cli_warn(name, "%s at %llu (inflated %llu): %s", what,
		    (unsigned long long)w->offset,
		    (unsigned long long)w->position, w->why);
	else
		cli_warn(name, "%s at %llu: %s", what,
		    (unsigned long long)w->offset, w->why);
}

/* Read one stream to its end.  0, or 1 when something was wrong. */
static int
list(int fd, const char *name, size_t max_block, bool summary)
{
	struct gzip_reader in;
	struct warc_reader w;
	struct warc_record r;
	struct http_decoder d;
	struct counts n = { 0 };
	enum got got;

	http_decoder_init(&d, HTTP_MAX_BODY);
	gzip_open(&in, fd, name);
	warc_open(&w, &in, max_block);
	while ((got = warc_next(&w, &r)) == GOT_RECORD || got == GOT_BAD) {
		if (got == GOT_BAD) {
			n.bad++;
			complain(name, &w, "bad");
			continue;
		}
		n.records++;
		n.bytes += r.block.n;
		if (!summary)
			put_record(&r, &d);
	}
	if (got == GOT_BROKEN) {
		n.broken++;
		complain(name, &w, "broken");
	}
	if (summary)
		printf("%s\t%llu records\t%llu bytes\t%llu bad\t%s\n", name,
		    (unsigned long long)n.records, (unsigned long long)n.bytes,
		    (unsigned long long)n.bad, n.broken ? "broken" : "whole");
	warc_close(&w);
	gzip_close(&in);
	http_decoder_free(&d);
	return n.bad + n.broken > 0;
}

static int
list_file(const char *path, size_t max_block, bool summary)
{
	int fd = cli_open(path), status;

	if (fd == -1)
		return 1;
	status = list(fd, path, max_block, summary);
	(void)close(fd);
	return status;
}

int
main(int argc, char **argv)
{
	size_t max_block = WARC_MAX_BLOCK;
	bool summary = false;
	int c, status = 0;

	cli_init("warclist");
	while ((c = getopt(argc, argv, "m:s")) != -1) {
		if (c == 'm')
			max_block = cli_size(optarg, 0, WARC_MAX_BLOCK, "-m");
		else if (c == 's')
			summary = true;
		else
			cli_bad_option();
	}
	if (optind == argc)
		status = list(STDIN_FILENO, "-", max_block, summary);
	for (; optind < argc; optind++)
		status |= list_file(argv[optind], max_block, summary);
	cli_close_stdout();
	return status;
}
