/* SPDX-License-Identifier: MIT */
/*
 * Reads many lines at once.  Holds what stands behind the last whole line of a
 * block, for the next one; a line over the ceiling is thrown away as it comes.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/tsv.h"

#define BLOCK ((size_t)128 << 10)	/* bytes asked of read(2) */
#ifdef __linux__
#define F_SETPIPE_SZ 1031	/* of Linux's fcntl.h, not of POSIX's */
#define PIPE_BYTES (1 << 20)
#endif

void
tsv_widen_pipe(int fd)
{
#ifdef F_SETPIPE_SZ
	/* What is no pipe says no, and nothing is lost. */
	(void)fcntl(fd, F_SETPIPE_SZ, PIPE_BYTES);
#else
	(void)fd;
#endif
}

void
tsv_block_init(struct buf *block)
{
	buf_init(block, TSV_MAX_LINE + 2 * BLOCK + TSV_BLOCK_SLACK);
}

static enum got
broken(struct tsv *t, const char *why)
{
	t->why = why;
	return GOT_BROKEN;
}

/* Read a few bytes more.  1 = some, 0 = end, -1 = error (errno). */
static int
fill(struct tsv *t, struct buf *block)
{
	ssize_t n;

	if (t->eof)
		return 0;
	if (buf_reserve(block, BLOCK + TSV_BLOCK_SLACK) != 0) {
		block->over = false;
		errno = EFBIG;
		return -1;
	}
	do
		n = read(t->fd, block->data + block->len, BLOCK);
	while (n == -1 && errno == EINTR);
	if (n <= 0) {
		t->eof = n == 0;
		return (int)n;
	}
	block->len += (size_t)n;
	t->bytes += (uint64_t)n;
	return 1;
}

/* Bytes up to the last LF behind a place, that included; 0 when there is none. */
static size_t
whole_lines(const struct buf *block, size_t from)
{
	size_t n = block->len;

	while (n > from && block->data[n - 1] != '\n')
		n--;
	return n > from ? n : 0;
}

/* Keep what is behind n bytes for the next block. */
static void
keep_rest(struct tsv *t, struct buf *block, size_t n)
{
	buf_reset(&t->in);
	t->at = t->good = 0;
	(void)buf_add(&t->in, block->data + n, block->len - n);
	buf_cut(block, n);
}

/* Throw away a line over the ceiling. */
static enum got
skip_line(struct tsv *t, struct buf *block)
{
	const char *lf = NULL;
	int got;

	do {
		buf_reset(block);
		if ((got = fill(t, block)) == -1)
			return broken(t, strerror(errno));
		if (got == 0)
			return broken(t, TSV_CUT);
		lf = memchr(block->data, '\n', block->len);
	} while (lf == NULL);
	keep_rest(t, block, (size_t)(lf - block->data) + 1);
	buf_reset(block);
	t->why = TSV_OVER_CEILING;
	return GOT_BAD;
}

enum got
tsv_block(struct tsv *t, struct buf *block)
{
	size_t looked = 0, n;
	int got;

	buf_reset(block);
	/* The slack is there also where all rows came with the header. */
	(void)buf_reserve(block, t->in.len - t->at + TSV_BLOCK_SLACK);
	(void)buf_add(block, t->in.data + t->at, t->in.len - t->at);
	while ((n = whole_lines(block, looked)) == 0) {
		looked = block->len;
		if (looked > t->max_line)
			return skip_line(t, block);
		if ((got = fill(t, block)) == -1)
			return broken(t, strerror(errno));
		if (got == 0 && block->len > 0)
			return broken(t, TSV_CUT);
		if (got == 0)
			return GOT_END;
	}
	keep_rest(t, block, n);
	return GOT_RECORD;
}
