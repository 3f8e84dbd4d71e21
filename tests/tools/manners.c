/* SPDX-License-Identifier: MIT */
/*
 * manners - the command-line helpers, one call each, so that case files can
 * see what they print and how they exit.  Reads its operands; holds nothing.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/cli.h"
#include "lib/progress.h"
#include "lib/tsv.h"
#include "lib/xalloc.h"

/* num ARG MIN MAX */
static void
num(char **arg)
{
	long long min = strtoll(arg[1], NULL, 10);
	long long max = strtoll(arg[2], NULL, 10);

	(void)printf("%lld\n", cli_num(arg[0], min, max, "--num"));
}

/* size ARG MIN MAX */
static void
size(char **arg)
{
	size_t min = strtoull(arg[1], NULL, 10);
	size_t max = strtoull(arg[2], NULL, 10);

	(void)printf("%zu\n", cli_size(arg[0], min, max, "--size"));
}

/* seconds ARG MAX_MS */
static void
seconds(char **arg)
{
	uint64_t max = strtoull(arg[1], NULL, 10);

	(void)printf("%llu\n", (unsigned long long)cli_seconds(arg[0], max,
	    "--seconds"));
}

/* warn WHERE WHAT: a line before, the message, a line after. */
static void
warn(char **arg)
{
	(void)printf("before\n");
	cli_warn(arg[0], "%s", arg[1]);
	(void)printf("after\n");
}

/* usage WHAT */
static void
usage(char **arg)
{
	cli_usage("%s", arg[0]);
}

/* rejects COUNT RECORDS MAX */
static void
rejects(char **arg)
{
	struct cli_rejects r = { .max = strtoull(arg[2], NULL, 10) };
	unsigned long long i, n = strtoull(arg[0], NULL, 10);
	int status;

	for (i = 1; i <= n; i++)
		cli_reject(&r, "in", "record %llu", i);
	status = cli_rejects_status(&r, strtoull(arg[1], NULL, 10));
	cli_close_stdout();
	exit(status);
}

/* lines COUNT WARN: so many lines, and a message after every WARN of them. */
static void
lines(char **arg)
{
	unsigned long long i, n = strtoull(arg[0], NULL, 10);
	unsigned long long every = strtoull(arg[1], NULL, 10);

	for (i = 1; i <= n; i++) {
		(void)printf("%llu\n", i);
		if (every > 0 && i % every == 0)
			cli_warn("in", "record %llu", i);
	}
}

/* cat FILE: through cli_open and read(2). */
static void
copy(char **arg)
{
	char block[4096];
	int fd = cli_open(arg[0]);
	ssize_t n;

	if (fd == -1)
		exit(CLI_FAILED);
	while ((n = read(fd, block, sizeof(block))) > 0)
		(void)fwrite(block, 1, (size_t)n, stdout);
	if (n == -1)
		cli_die(arg[0], "%s", strerror(errno));
}

static void
on_signal(int number)
{
	(void)number;
}

/* tsv FILE: count its rows, and report the bad ones; signals interrupt. */
static void
tsv(char **arg)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct cli_rejects r = { .max = UINT64_MAX };
	unsigned long long rows = 0;
	int fd = cli_open(arg[0]);
	struct tsv t;
	enum got got;

	if (fd == -1)
		exit(CLI_FAILED);
	(void)sigaction(SIGUSR1, &action, NULL);
	tsv_open(&t, fd, arg[0]);
	if ((got = tsv_header(&t)) == GOT_END)
		cli_die(arg[0], "empty");
	while (got != GOT_BROKEN && (got = tsv_next(&t)) != GOT_END) {
		if (got == GOT_BAD)
			cli_reject(&r, tsv_where(&t), "%s", t.why);
		else if (got == GOT_RECORD)
			rows++;
	}
	(void)printf("%llu\n", rows);
	if (got == GOT_BROKEN)
		cli_die(tsv_where(&t), "%s", t.why);
	tsv_close(&t);
}

/* progress RECORDS TOTAL PAUSE_MS: so many records, a pause before each. */
static void
progress(char **arg)
{
	unsigned long long i, n = strtoull(arg[0], NULL, 10);
	long ms = strtol(arg[2], NULL, 10);
	struct timespec pause = { ms / 1000, ms % 1000 * 1000000 };
	struct progress p;

	progress_init(&p, "records", false);
	p.total = strtoull(arg[1], NULL, 10);
	p.total_is_records = true;
	for (i = 1; i <= n; i++) {
		(void)nanosleep(&pause, NULL);
		progress_tick(&p, i, i * 1000000);
		if (i % 5 == 0)
			cli_warn("in", "record %llu", i);
	}
}

/* memory N SIZE: an array whose size does not fit. */
static void
memory(char **arg)
{
	free(xreallocarray(NULL, strtoull(arg[0], NULL, 10),
	    strtoull(arg[1], NULL, 10)));
}

static void
help(char **arg)
{
	(void)arg;
	cli_help("usage: manners VERB [OPERAND...]\n");
}

static void
version(char **arg)
{
	(void)arg;
	cli_version();
}

static const struct verb {
	const char	*name;
	int		 operands;
	void		(*call)(char **);
} verbs[] = {
	{ "num", 3, num },
	{ "size", 3, size },
	{ "seconds", 2, seconds },
	{ "warn", 2, warn },
	{ "usage", 1, usage },
	{ "rejects", 3, rejects },
	{ "lines", 2, lines },
	{ "cat", 1, copy },
	{ "tsv", 1, tsv },
	{ "progress", 3, progress },
	{ "memory", 2, memory },
	{ "help", 0, help },
	{ "version", 0, version },
};

int
main(int argc, char **argv)
{
	size_t i;

	cli_init("manners");
	for (i = 0; argc > 1 && i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(argv[1], verbs[i].name) == 0 &&
		    argc - 2 == verbs[i].operands) {
			verbs[i].call(argv + 2);
			cli_close_stdout();
			return CLI_OK;
		}
	cli_bad_option();
}
