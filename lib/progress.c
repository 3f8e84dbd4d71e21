/* SPDX-License-Identifier: MIT */
/*
 * The progress line.  Writes standard error, and only when it is a terminal;
 * remembers whether a line stands there, so that a message can push it away.
 */
#include <sys/stat.h>

#include <stdio.h>
#include <unistd.h>

#include "lib/progress.h"

#define PROGRESS_EVERY_MS 200	/* five lines a second are enough for an eye */
#define PROGRESS_TICKS 64	/* ticks between two looks at the clock */

static bool standing;		/* a line is on the terminal */

void
progress_init(struct progress *p, const char *unit, bool quiet)
{
	*p = (struct progress){ .unit = unit };
	p->on = !quiet && isatty(STDERR_FILENO) == 1;
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

/* Print a byte count the way people read it. */
static void
put_bytes(uint64_t bytes)
{
	if (bytes < 10000000)
		(void)fprintf(stderr, "%.1f kB", (double)bytes / 1e3);
	else
		(void)fprintf(stderr, "%.1f MB", (double)bytes / 1e6);
}

static void
put_time_left(const struct progress *p, uint64_t records, uint64_t bytes,
    uint64_t ms)
{
	uint64_t done = p->total_is_records ? records : bytes, left;

	if (p->total == 0 || done == 0 || done > p->total)
		return;
	left = (uint64_t)((double)ms * (double)(p->total - done) /
	    (double)done / 1000);
	(void)fprintf(stderr, ", %llu%%, %llu:%02llu left",
	    (unsigned long long)(done * 100 / p->total),
	    (unsigned long long)(left / 60), (unsigned long long)(left % 60));
}

void
progress_tick(struct progress *p, uint64_t records, uint64_t bytes)
{
	uint64_t ms;

	if (!p->on || p->ticks++ % PROGRESS_TICKS != 0)
		return;
	ms = elapsed_ms(p);
	if (ms < p->shown_ms + PROGRESS_EVERY_MS)
		return;
	p->shown_ms = ms;
	(void)fprintf(stderr, "\r\033[K%llu %s, ", (unsigned long long)records,
	    p->unit);
	put_bytes(bytes);
	(void)fprintf(stderr, ", %.0f %s/s", (double)records * 1000 /
	    (double)ms, p->unit);
	put_time_left(p, records, bytes, ms);
	(void)fflush(stderr);
	standing = true;
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
