/* SPDX-License-Identifier: MIT */
/*
 * The progress line.  Writes standard error, and only when it is a terminal;
 * remembers whether a line stands there, so that a message can push it away.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/progress.h"

#define PROGRESS_EVERY_MS 200	/* five lines a second are enough for an eye */
#define PROGRESS_STRIDE 16	/* most ticks between two looks at the clock */
#define PROGRESS_FAST_MS 10	/* looks closer than this are too many */
#define PROGRESS_MAX_LINE 256	/* bytes; six numbers and two words fit */

static bool standing;		/* a line is on the terminal */

/* Whether the terminal knows how to erase a line. */
static bool
can_erase(void)
{
	const char *term = getenv("TERM");

	return term != NULL && *term != '\0' && strcmp(term, "dumb") != 0;
}

void
progress_init(struct progress *p, const char *unit, bool quiet)
{
	*p = (struct progress){ .unit = unit, .stride = 1 };
	p->on = !quiet && isatty(STDERR_FILENO) == 1 && can_erase();
	if (p->on)
		(void)clock_gettime(CLOCK_MONOTONIC, &p->began);
}

void
progress_total_fd(struct progress *p, int fd)
{
	struct stat st;

	if (p->on && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		p->total += (uint64_t)st.st_size;
}

static uint64_t
elapsed_ms(const struct progress *p)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)(now.tv_sec - p->began.tv_sec) * 1000 +
	    (uint64_t)((now.tv_nsec - p->began.tv_nsec) / 1000000);
}

/*
 * The programs of a pipeline share a terminal, and it has room for one line:
 * whoever holds the lock writes it.  Where locks are not to be had, all do.
 */
static bool
terminal_is_ours(void)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	return fcntl(STDERR_FILENO, F_SETLK, &lock) != -1 ||
	    (errno != EACCES && errno != EAGAIN);
}

/* Describe the time left in out, or leave it empty where it is unknown. */
static void
time_left(const struct progress *p, uint64_t records, uint64_t bytes,
    uint64_t ms, char *out, size_t size)
{
	uint64_t done = p->total_is_records ? records : bytes, left;

	*out = '\0';
	if (p->total == 0 || done == 0 || done > p->total)
		return;
	left = (uint64_t)((double)ms * (double)(p->total - done) /
	    (double)done / 1000);
	(void)snprintf(out, size, ", %.0f%%, %llu:%02llu:%02llu left",
	    (double)done * 100 / (double)p->total,
	    (unsigned long long)(left / 3600),
	    (unsigned long long)(left / 60 % 60),
	    (unsigned long long)(left % 60));
}

static void
show(const struct progress *p, uint64_t records, uint64_t bytes, uint64_t ms)
{
	char line[PROGRESS_MAX_LINE], left[PROGRESS_MAX_LINE / 2];

	time_left(p, records, bytes, ms, left, sizeof(left));
	/*
	 * In one write, so that nothing comes between its parts, and with the
	 * terminal's line wrap off (DECAWM): only one row can be erased again,
	 * so what does not fit a narrow window must not go to a second.
	 */
	(void)snprintf(line, sizeof(line),
	    "\r\033[K\033[?7l%llu %s, %.1f %s, %.0f %s/s%s\033[?7h",
	    (unsigned long long)records, p->unit,
	    (double)bytes / (bytes < 10000000 ? 1e3 : 1e6),
	    bytes < 10000000 ? "kB" : "MB",
	    (double)records * 1000 / (double)ms, p->unit, left);
	(void)fputs(line, stderr);
	(void)fflush(stderr);
	standing = true;
}

void
progress_tick(struct progress *p, uint64_t records, uint64_t bytes)
{
	uint64_t ms;

	if (!p->on || ++p->ticks < p->stride)
		return;
	p->ticks = 0;
	ms = elapsed_ms(p);
	/* Fast work looks at the clock seldom, slow work at every tick. */
	if (ms - p->looked_ms >= PROGRESS_FAST_MS)
		p->stride = 1;
	else if (p->stride < PROGRESS_STRIDE)
		p->stride *= 2;
	p->looked_ms = ms;
	if (ms < p->shown_ms + PROGRESS_EVERY_MS)
		return;
	p->shown_ms = ms;
	if (terminal_is_ours())
		show(p, records, bytes, ms);
}

void
progress_erase(void)
{
	if (!standing)
		return;
	(void)fputs("\r\033[K", stderr);
	(void)fflush(stderr);
	standing = false;
}
