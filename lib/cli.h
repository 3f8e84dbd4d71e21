/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLI_H
#define KLIPING_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What every program says and how it ends.  For program files alone: these
 * print and exit, while library modules return.  (lib/xalloc.c is the one
 * exception, and for one message.)
 */
enum {
	CLI_OK = 0,		/* whole input read, whole output written */
	CLI_FAILED = 1,		/* broken input, lost output, too many rejects */
	CLI_USAGE = 2		/* the command line was wrong */
};

/* First call of every main: the name that stands before every message. */
void	 cli_init(const char *program);

/*
 * Print `program: where: what` on standard error; where may be NULL.  Control
 * characters, marks of writing direction and bytes that are not UTF-8 are shown
 * as \xNN, because addresses and headers are hostile and standard error is
 * often a terminal.
 */
void	 cli_warn(const char *where, const char *fmt, ...)
	     __attribute__((format(printf, 2, 3)));

/* cli_warn, then exit 1. */
_Noreturn void	 cli_die(const char *where, const char *fmt, ...)
	     __attribute__((format(printf, 2, 3)));

/* cli_warn, a pointer to --help, then exit 2. */
_Noreturn void	 cli_usage(const char *fmt, ...)
	     __attribute__((format(printf, 1, 2)));

/* After getopt_long answered '?' or ':' (it has printed why): exit 2. */
_Noreturn void	 cli_bad_option(void);

/* --help: print the text on standard output and exit 0. */
_Noreturn void	 cli_help(const char *text);

/* --version: `kliping VERSION (program)` and exit 0. */
_Noreturn void	 cli_version(void);

/*
 * A whole decimal number between min and max, or exit 2 naming `what`
 * (`--jobs`) and the range.
 */
long long cli_num(const char *arg, long long min, long long max,
	     const char *what);

/*
 * A size in bytes: a whole number and perhaps k, M or G (powers of 1024),
 * between min and max; exit 2 otherwise.
 */
size_t	 cli_size(const char *arg, size_t min, size_t max, const char *what);

/*
 * The name of a file to be written beside the records, arg itself; exit 2 for
 * `-`, because standard output is taken: by what whose says, `the archive's`.
 */
const char *cli_file(const char *arg, const char *what, const char *whose);

/*
 * Seconds with at most three decimals, between 0 and max_ms; returns
 * milliseconds; exit 2 otherwise.
 */
uint64_t cli_seconds(const char *arg, uint64_t max_ms, const char *what);

/*
 * Open a named file for reading; `-` is standard input.  Returns the
 * descriptor, or -1 after a message (the caller goes on with the next file
 * and ends with status 1).
 */
int	 cli_open(const char *path);

/* What messages call that file: `standard input` for `-`, else its path. */
const char *cli_name(const char *path);

struct progress;

/*
 * Call take with each of the named files, opened, and its name for messages;
 * with standard input where the list (which ends with NULL) is empty.  Of a
 * single file the progress line is told the size.  0; -1 when one could not be
 * opened (there was a message).
 */
int	 cli_each_input(char *paths[], struct progress *,
	     void (*take)(void *, int fd, const char *name), void *data);

/*
 * Flush standard output now, for a reader that goes on with what there is; exit
 * 1, and say why, when anything written was lost.
 */
void	 cli_flush_stdout(void);

/*
 * Flush, close and check standard output; exit 1 when anything written was
 * lost.  The last call of every main.  Messages may follow; a second call does
 * nothing.
 */
void	 cli_close_stdout(void);

/* Rejected records, counted and reported one line each. */
struct cli_rejects {
	uint64_t n;
	uint64_t max;		/* more than this many is a failure */
};

/* Count one and report it: `program: where: what`. */
void	 cli_reject(struct cli_rejects *, const char *where, const char *fmt,
	     ...) __attribute__((format(printf, 3, 4)));

/*
 * At the end: prints `K of N records rejected` when there were any (N is
 * records, rejects included).  CLI_OK, or CLI_FAILED when there were more
 * than max.
 */
int	 cli_rejects_status(const struct cli_rejects *, uint64_t records);

#endif
