/* SPDX-License-Identifier: MIT */
/*
 * fetch - addresses in, a web archive out.
 *
 * Reads addresses, one a line, asks for them politely and side by side, and
 * writes every exchange as WARC/1.1 records.  Holds the bodies in flight, a
 * bounded number of waiting addresses, and some 20 bytes for each address met.
 * Never writes a part of a record on purpose.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fetch/crawl.h"
#include "fetch/options.h"
#include "fetch/store.h"
#include "lib/cli.h"
#include "lib/progress.h"
#include "lib/xalloc.h"

#define MAX_INFO	((size_t)32 << 10)	/* bytes of the warcinfo block */

/* Everything that a run needs, opened and closed here. */
struct run {
	struct options	 options;
	struct archive	 archive;
	struct input	 input;
	struct store	 store;
	struct warcout	 out;
	struct capture_writer writer;
	struct report	 report;
	struct progress	 progress;
	struct cli_rejects rejects;
	bool		 broken;	/* some input was */
};

/* `FILE:LINE` for messages. */
static const char *
where(const struct input *in, char *text, size_t n)
{
	(void)snprintf(text, n, "%s:%llu", in->name,
	    (unsigned long long)in->line);
	return text;
}

static void
on_bad_line(void *arg, const struct input *in, const char *why)
{
	struct run *run = arg;
	char place[512];

	cli_reject(&run->rejects, where(in, place, sizeof(place)), "%s", why);
}

static void
on_broken_input(void *arg, const struct input *in, const char *why)
{
	struct run *run = arg;
	char place[512];

	run->broken = true;
	cli_warn(in->line > 0 ? where(in, place, sizeof(place)) : in->name,
	    "%s", why);
}

static void
on_failed(void *arg, const char *address, const char *outcome,
    const char *why)
{
	(void)arg;
	if (why != NULL)
		cli_warn(address, "%s: %s", outcome, why);
	else
		cli_warn(address, "%s", outcome);
}

static void
on_host_aside(void *arg, const char *host, const char *why)
{
	(void)arg;
	cli_warn(host, "set aside: %s", why);
}

static void
on_tick(void *arg, uint64_t addresses, uint64_t total, uint64_t bytes)
{
	struct run *run = arg;

	/* The loop turns slowly enough for a look at the clock each time. */
	run->progress.ticks = run->progress.stride;
	run->progress.total = total;
	run->progress.total_is_records = true;
	progress_tick(&run->progress, addresses, bytes);
}

/* Earlier archives: what they hold is not asked for again. */
static void
read_archives(struct run *run)
{
	struct archive_file f;
	size_t i;
	int fd;

	for (i = 0; i < run->options.narchives; i++) {
		const char *path = run->options.archives[i];

		if ((fd = open(path, O_RDONLY)) == -1)
			cli_die(path, "%s", strerror(errno));
		archive_read(&run->archive, &f, fd, path);
		(void)close(fd);
		if (f.bad > 0)
			cli_warn(path, "%llu damaged records, the first at "
			    "byte %llu", (unsigned long long)f.bad,
			    (unsigned long long)f.bad_at);
		if (f.broken)
			cli_warn(path, "byte %llu: %s; what is before it "
			    "counts", (unsigned long long)f.whole_bytes,
			    f.why);
	}
}

/* The file that is written, or standard output. */
static void
open_output(struct run *run)
{
	const struct options *o = &run->options;
	char why[256];

	if (o->output == NULL) {
		if (isatty(STDOUT_FILENO) == 1)
			cli_usage("standard output is a terminal: "
			    "use -o FILE or a pipe");
		run->store.fd = STDOUT_FILENO;
		return;
	}
	if (store_open(&run->store, o->output, o->gzip, &run->archive, why,
	    sizeof(why)) != 0)
		cli_die(o->output, "%s", why);
	if (run->store.found.bad > 0)
		cli_warn(o->output, "%llu damaged records, the first at byte "
		    "%llu", (unsigned long long)run->store.found.bad,
		    (unsigned long long)run->store.found.bad_at);
	if (run->store.cut > 0)
		cli_warn(o->output, "%lld bytes of a damaged tail cut off "
		    "(%s)", (long long)run->store.cut,
		    run->store.found.broken ? run->store.found.why :
		    "no whole record");
}

/* The record that says what made the archive. */
static void
put_info(struct run *run)
{
	struct buf text;
	int i;

	buf_init(&text, MAX_INFO);
	/* `libcurl/7.88.1`; its own libraries are not the archive's concern. */
	(void)buf_addf(&text, "software: kliping/%s (fetch) %.*s\r\n",
	    KLIPING_VERSION, (int)strcspn(transfers_library(), " "),
	    transfers_library());
	(void)buf_adds(&text, "format: WARC File Format 1.1\r\n"
	    "conformsTo: http://iipc.github.io/warc-specifications/"
	    "specifications/warc-format/warc-1.1/\r\n"
	    "robots: obey (RFC 9309)\r\n");
	(void)buf_addf(&text, "http-header-user-agent: %s\r\n",
	    run->options.crawl.limits.agent);
	if (run->options.update)
		(void)buf_adds(&text, ARCHIVE_BEGUN "\r\n");
	(void)buf_adds(&text, "arguments:");
	for (i = 0; i < run->options.nshown; i++)
		(void)buf_addf(&text, " %s", run->options.shown[i]);
	(void)buf_adds(&text, "\r\n");
	if (capture_info(&run->writer, time(NULL),
	    slice(text.data, text.len)) != 0)
		cli_die(NULL, "the command line is too long");
	buf_free(&text);
}

static void
open_writer(struct run *run)
{
	if (warcout_init(&run->out, run->store.fd, run->options.gzip) != 0)
		cli_die("/dev/urandom", "%s", strerror(errno));
	if (capture_init(&run->writer, &run->out) != 0)
		cli_die(NULL, "libcrypto has no SHA-1");
	if (report_open(&run->report, run->options.log) != 0)
		cli_die(run->options.log, "%s", strerror(errno));
	put_info(run);
}

/* Nobody reads on: end as any filter does, quietly. */
static void
end_by_sigpipe(void)
{
	(void)signal(SIGPIPE, SIG_DFL);
	(void)raise(SIGPIPE);
}

/* The output refused a write; what it holds of the record goes. */
static void
lose_output(struct run *run, off_t began)
{
	int error = errno;
	const char *name = run->options.output;

	if (error == EPIPE)
		end_by_sigpipe();
	if (name != NULL)
		(void)store_cut(&run->store,
		    began + (off_t)run->out.written);
	cli_die(name != NULL ? name : "standard output", "%s",
	    strerror(error));
}

/* The whole list was asked for again: another such run begins anew.  0; -1 with
   errno when the output could not be written. */
static int
end_update(struct run *run)
{
	if (!run->options.update)
		return 0;
	if (capture_end(&run->writer, time(NULL),
	    slice_str(ARCHIVE_ENDED "\r\n")) == 0)
		return warcout_flush(&run->out);
	errno = ENOMEM;
	return -1;
}

static void
fetch_all(struct run *run)
{
	const struct crawl_events events = {
		.arg = run, .bad_line = on_bad_line,
		.broken_input = on_broken_input, .failed = on_failed,
		.host_aside = on_host_aside, .tick = on_tick,
	};
	struct crawl crawl = {
		.options = &run->options.crawl, .events = &events,
		.input = &run->input, .archive = &run->archive,
		.writer = &run->writer, .report = &run->report,
	};
	const char *why;
	off_t began = lseek(run->store.fd, 0, SEEK_CUR);

	crawl.transfers = transfers_open(&run->options.crawl.limits,
	    run->options.connect_to, &why);
	if (crawl.transfers == NULL)
		cli_die(NULL, "%s", why);
	if (crawl_run(&crawl) != 0 || end_update(run) != 0)
		lose_output(run, began);
	transfers_close(crawl.transfers);
}

static void
say_summary(struct run *run)
{
	struct buf text;

	progress_erase();
	if (run->options.quiet)
		return;
	buf_init(&text, 4096);
	report_summary(&run->report, &text);
	cli_warn(NULL, "%s, %llu bytes", buf_str(&text),
	    (unsigned long long)run->report.bytes);
	buf_free(&text);
}

/* Close everything; the exit status. */
static int
finish(struct run *run)
{
	int status = cli_rejects_status(&run->rejects, run->report.addresses);

	say_summary(run);
	if (run->broken || report_failures(&run->report) > 0)
		status = CLI_FAILED;
	if (report_close(&run->report) != 0)
		cli_die(run->options.log, "%s", strerror(errno));
	if (run->options.output != NULL && store_close(&run->store) != 0)
		cli_die(run->options.output, "%s", strerror(errno));
	input_close(&run->input);
	capture_free(&run->writer);
	warcout_free(&run->out);
	archive_free(&run->archive);
	options_free(&run->options);
	return status;
}

int
main(int argc, char **argv)
{
	static struct run run;
	int status;

	cli_init("fetch");
	options_read(&run.options, argc, argv);
	run.rejects.max = run.options.max_rejects;
	run.archive.update = run.options.update;
	run.archive.types = run.options.crawl.limits.types;
	(void)signal(SIGPIPE, SIG_IGN);
	read_archives(&run);
	open_output(&run);
	archive_settle(&run.archive);
	open_writer(&run);
	progress_init(&run.progress, "addresses", run.options.quiet);
	input_open(&run.input, run.options.files, run.options.nfiles);
	fetch_all(&run);
	status = finish(&run);
	cli_close_stdout();
	return status;
}
