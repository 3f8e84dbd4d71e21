/* SPDX-License-Identifier: MIT */
/*
 * Command-line manners shared by every program: messages, numbers, help,
 * files, rejects and the last look at standard output.  Writes standard
 * error; holds the program's name and the state of standard output.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/ascii.h"
#include "lib/cli.h"
#include "lib/progress.h"
#include "lib/utf8.h"

#define CLI_MAX_MESSAGE 4096	/* bytes of one message; more is cut with ... */
#define CLI_MAX_WHERE 2048	/* bytes of its place, cut in the same way */

static const char *name = "kliping";
static bool stdout_closed;
static int stdout_errno;	/* why an early flush of it failed, or 0 */

/*
 * A closed standard descriptor would be handed to the next file opened.  It is
 * filled with one that refuses the wanted direction, so that reading or
 * writing it fails as it should.
 */
static void
fill_standard_descriptors(void)
{
	static const int refusing[] = { O_WRONLY, O_RDONLY, O_RDONLY };
	int fd;

	for (fd = 0; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
		    open("/dev/null", refusing[fd]) != fd)
			_exit(CLI_FAILED);
}

void
cli_init(const char *program)
{
	name = program;
	fill_standard_descriptors();
}

/*
 * Whether a terminal shows c and stays as it was: no C0 or C1 control, no mark
 * that turns the direction of what follows (U+202A-202E, U+2066-2069), and no
 * stray byte.
 */
static bool
harmless(const char *s, size_t len, uint32_t c)
{
	if (c == 0xfffd)
		return utf8_invalid(s, len) == NULL;
	return c >= 0x20 && (c < 0x7f || c > 0x9f) &&
	    (c < 0x202a || c > 0x202e) && (c < 0x2066 || c > 0x2069);
}

/* Copy n bytes of text to out, the harmful ones as \xNN; out holds 4n + 1. */
static void
escape(char *out, const char *text, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	const char *end = text + n;
	uint32_t c;

	while (text < end) {
		size_t len = utf8_decode(text, (size_t)(end - text), &c);

		if (harmless(text, len, c)) {
			memcpy(out, text, len);
			out += len;
			text += len;
			continue;
		}
		for (; len > 0; len--, text++) {
			*out++ = '\\';
			*out++ = 'x';
			*out++ = hex[(unsigned char)*text >> 4];
			*out++ = hex[(unsigned char)*text & 15];
		}
	}
	*out = '\0';
}

/* Append to msg what vsnprintf makes of fmt; cut at the message's end. */
static size_t __attribute__((format(printf, 3, 0)))
append(char *msg, size_t at, const char *fmt, va_list ap)
{
	int n = vsnprintf(msg + at, CLI_MAX_MESSAGE - at, fmt, ap);

	if (n < 0)
		return at;
	if ((size_t)n < CLI_MAX_MESSAGE - at)
		return at + (size_t)n;
	/* A character that is cut in the middle goes whole. */
	at = CLI_MAX_MESSAGE - 4;
	while (at > 0 && ((unsigned char)msg[at] & 0xc0) == 0x80)
		at--;
	memcpy(msg + at, "...", 4);
	return at + 3;
}

static size_t __attribute__((format(printf, 3, 4)))
appendf(char *msg, size_t at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	at = append(msg, at, fmt, ap);
	va_end(ap);
	return at;
}

/*
 * Messages come after what was written before them.  A failed flush is not
 * lost: the stream's error flag stays, and the reason is kept for
 * cli_close_stdout.
 */
static void
flush_stdout(void)
{
	if (!stdout_closed && fflush(stdout) != 0 && stdout_errno == 0)
		stdout_errno = errno;
}

static void __attribute__((format(printf, 2, 0)))
say(const char *where, const char *fmt, va_list ap)
{
	char msg[CLI_MAX_MESSAGE], shown[4 * CLI_MAX_MESSAGE + 1];
	int saved = errno;
	size_t at = appendf(msg, 0, "%s: ", name);

	/* A long address must not push out the reason that follows it. */
	if (where != NULL)
		at = appendf(msg, at, "%.*s%s: ", CLI_MAX_WHERE, where,
		    strlen(where) > CLI_MAX_WHERE ? "..." : "");
	at = append(msg, at, fmt, ap);
	escape(shown, msg, at);
	flush_stdout();
	progress_erase();
	(void)fprintf(stderr, "%s\n", shown);
	errno = saved;
}

void
cli_warn(const char *where, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(where, fmt, ap);
	va_end(ap);
}

void
cli_die(const char *where, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(where, fmt, ap);
	va_end(ap);
	exit(CLI_FAILED);
}

void
cli_usage(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(NULL, fmt, ap);
	va_end(ap);
	cli_bad_option();
}

void
cli_bad_option(void)
{
	(void)fprintf(stderr, "try '%s --help'\n", name);
	exit(CLI_USAGE);
}

void
cli_help(const char *text)
{
	(void)fputs(text, stdout);
	cli_close_stdout();
	exit(CLI_OK);
}

void
cli_version(void)
{
	(void)printf("kliping %s (%s)\n", KLIPING_VERSION, name);
	cli_close_stdout();
	exit(CLI_OK);
}

/* Read digits from *s into *value; -1 without a digit or past max. */
static int
digits(const char **s, uint64_t max, uint64_t *value)
{
	uint64_t v = 0;

	if (!ascii_is_digit(**s))
		return -1;
	for (; ascii_is_digit(**s); (*s)++) {
		unsigned d = (unsigned)(**s - '0');

		if (d > max || v > (max - d) / 10)
			return -1;
		v = v * 10 + d;
	}
	*value = v;
	return 0;
}

long long
cli_num(const char *arg, long long min, long long max, const char *what)
{
	const char *s = arg;
	bool negative = *s == '-';
	uint64_t v;
	long long n;

	if (negative)
		s++;
	if (digits(&s, INT64_MAX, &v) == 0 && *s == '\0') {
		n = negative ? -(long long)v : (long long)v;
		if (n >= min && n <= max)
			return n;
	}
	cli_usage("%s: '%s' is not a whole number from %lld to %lld", what,
	    arg, min, max);
}

/* How far to shift for a size suffix, or -1. */
static int
size_shift(const char *suffix)
{
	static const char letters[] = "kKmMgG";
	const char *at;

	if (*suffix == '\0')
		return 0;
	at = strchr(letters, *suffix);
	if (at == NULL || suffix[1] != '\0')
		return -1;
	return ((int)(at - letters) / 2 + 1) * 10;
}

size_t
cli_size(const char *arg, size_t min, size_t max, const char *what)
{
	const char *s = arg;
	uint64_t v;
	int shift;

	if (digits(&s, SIZE_MAX, &v) == 0 && (shift = size_shift(s)) >= 0 &&
	    v <= (uint64_t)SIZE_MAX >> shift &&
	    v << shift >= min && v << shift <= max)
		return (size_t)(v << shift);
	cli_usage("%s: '%s' is not a size from %zu to %zu bytes", what, arg,
	    min, max);
}

const char *
cli_file(const char *arg, const char *what, const char *whose)
{
	if (strcmp(arg, "-") == 0)
		cli_usage("%s wants a file: standard output is %s", what,
		    whose);
	return arg;
}

uint64_t
cli_seconds(const char *arg, uint64_t max_ms, const char *what)
{
	const char *s = arg;
	uint64_t ms = 0, unit = 100;

	if (digits(&s, max_ms / 1000, &ms) == 0) {
		ms *= 1000;
		if (*s == '.' && ascii_is_digit(s[1]))
			for (s++; ascii_is_digit(*s) && unit > 0; unit /= 10)
				ms += (uint64_t)(*s++ - '0') * unit;
		if (*s == '\0' && ms <= max_ms)
			return ms;
	}
	cli_usage("%s: '%s' is not a number of seconds from 0 to %llu", what,
	    arg, (unsigned long long)(max_ms / 1000));
}

int
cli_open(const char *path)
{
	int fd;

	if (strcmp(path, "-") == 0)
		return STDIN_FILENO;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		cli_warn(path, "%s", strerror(errno));
	return fd;
}

const char *
cli_name(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

int
cli_each_input(char *paths[], struct progress *progress,
    void (*take)(void *, int, const char *), void *data)
{
	static char standard_input[] = "-";
	static char *none[] = { standard_input, NULL };
	int rc = 0, fd;
	bool is_one;

	if (*paths == NULL)
		paths = none;
	is_one = paths[1] == NULL;
	for (; *paths != NULL; paths++) {
		if ((fd = cli_open(*paths)) == -1) {
			rc = -1;
			continue;
		}
		if (is_one)
			progress_total_fd(progress, fd);
		take(data, fd, cli_name(*paths));
		if (fd != STDIN_FILENO)
			(void)close(fd);
	}
	return rc;
}

void
cli_close_stdout(void)
{
	bool lost;

	progress_erase();
	if (stdout_closed)
		return;
	flush_stdout();
	lost = ferror(stdout) != 0;
	stdout_closed = true;
	if (fclose(stdout) != 0 && stdout_errno == 0)
		stdout_errno = errno;
	if (lost || stdout_errno != 0)
		cli_die("standard output", "%s", stdout_errno != 0 ?
		    strerror(stdout_errno) : "write error");
}

void
cli_flush_stdout(void)
{
	flush_stdout();
	if (stdout_errno != 0 || ferror(stdout))
		cli_close_stdout();
}

void
cli_reject(struct cli_rejects *rejects, const char *where, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(where, fmt, ap);
	va_end(ap);
	rejects->n++;
}

int
cli_rejects_status(const struct cli_rejects *rejects, uint64_t records)
{
	if (rejects->n > 0)
		cli_warn(NULL, "%llu of %llu records rejected",
		    (unsigned long long)rejects->n,
		    (unsigned long long)records);
	return rejects->n > rejects->max ? CLI_FAILED : CLI_OK;
}
