/* SPDX-License-Identifier: MIT */
/*
 * Reads lists of addresses.  Holds one block and one line; never reads ahead
 * of what it is asked for.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fetch/input.h"

#define INPUT_BLOCK	((size_t)64 << 10)	/* bytes asked of read(2) */

/* Go on to the next file.  Its failure to open shows as its end. */
static void
open_next(struct input *in)
{
	if (in->npaths == 0)
		return;
	in->name = *in->paths++;
	in->npaths--;
	in->line = 0;
	in->eof = in->skipping = false;
	in->error = 0;
	if (strcmp(in->name, "-") == 0) {
		in->name = "standard input";
		in->fd = STDIN_FILENO;
	} else if ((in->fd = open(in->name, O_RDONLY)) == -1) {
		in->error = errno;
		in->eof = true;
	}
}

void
input_open(struct input *in, char *const paths[], size_t npaths)
{
	*in = (struct input){ .paths = paths, .npaths = npaths, .fd = -1 };
	buf_init(&in->in, INPUT_MAX_LINE + INPUT_BLOCK);
	open_next(in);
}

static void
close_file(struct input *in)
{
	if (in->fd > STDIN_FILENO)
		(void)close(in->fd);
	in->fd = -1;
}

void
input_close(struct input *in)
{
	close_file(in);
	buf_free(&in->in);
}

bool
input_ended(const struct input *in)
{
	return in->eof && in->npaths == 0 && in->at == in->in.len &&
	    in->error == 0 && !in->skipping;
}

void
input_read(struct input *in)
{
	ssize_t n;

	if (in->eof)
		return;
	buf_drop(&in->in, in->at);
	in->at = 0;
	(void)buf_reserve(&in->in, INPUT_BLOCK);
	do
		n = read(in->fd, in->in.data + in->in.len, INPUT_BLOCK);
	while (n == -1 && errno == EINTR);
	if (n > 0) {
		in->in.len += (size_t)n;
		in->in.data[in->in.len] = '\0';
		return;
	}
	if (n == -1)
		in->error = errno;
	in->eof = true;
	close_file(in);
}

/* A file has ended: well, or with a reason. */
static enum got
end_file(struct input *in)
{
	bool cut = in->at < in->in.len || in->skipping;

	in->why = NULL;
	if (in->error != 0)
		in->why = strerror(in->error);
	else if (cut) {
		in->line++;
		in->why = "last line has no line feed";
	}
	in->error = 0;
	in->skipping = false;
	buf_reset(&in->in);
	in->at = 0;
	open_next(in);
	return in->why != NULL ? GOT_BROKEN : GOT_END;
}

static struct slice
address_of(struct slice line, bool is_first)
{
	const char *tab;

	/* Editors put a byte-order mark there. */
	if (is_first && line.n >= 3 && memcmp(line.p, "\xef\xbb\xbf", 3) == 0)
		line = slice(line.p + 3, line.n - 3);
	tab = memchr(line.p, '\t', line.n);
	if (tab != NULL)
		line.n = (size_t)(tab - line.p);
	return slice_trim(line);
}

/* What is at hand is no whole line: wait for more, or give the line up. */
static enum got
no_line(struct input *in)
{
	if (in->eof)
		return end_file(in);
	if (in->skipping || in->in.len - in->at > INPUT_MAX_LINE) {
		in->at = in->in.len;
		in->skipping = true;
	}
	return GOT_END;
}

enum got
input_next(struct input *in, struct slice *address)
{
	const char *from, *lf;

	for (;;) {
		from = buf_str(&in->in) + in->at;
		lf = memchr(from, '\n', in->in.len - in->at);
		if (lf == NULL)
			return no_line(in);
		in->at += (size_t)(lf - from) + 1;
		in->line++;
		if (in->skipping) {
			in->skipping = false;
			in->why = "line over the ceiling";
			return GOT_BAD;
		}
		*address = address_of(slice(from, (size_t)(lf - from)),
		    in->line == 1);
		if (address->n > 0 && address->p[0] != '#')
			return GOT_RECORD;
	}
}
