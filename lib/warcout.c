/* SPDX-License-Identifier: MIT */
/*
 * Writes WARC/1.1 records to a descriptor, plain or one gzip member each.
 * Holds the records that are whole and not yet written; never writes a part of
 * a record before the record is whole in memory.  Digests are the caller's, so
 * that this file needs no cryptography.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "lib/warcout.h"

/* Archives are written once and read often, but a page mostly arrives
   compressed already: the cheapest level gives up a tenth of the size. */
#define WARCOUT_LEVEL	1
#define WARCOUT_KEEP	((size_t)8 << 20)  /* pending's memory kept for re-use */
#define WARCOUT_ROOM	((size_t)64 << 10) /* bytes asked for a step of deflate */

/* Read exactly n random bytes.  0, or -1 with errno. */
static int
random_bytes(void *p, size_t n)
{
	int fd = open("/dev/urandom", O_RDONLY);
	ssize_t got;

	if (fd == -1)
		return -1;
	got = read(fd, p, n);
	(void)close(fd);
	if (got == (ssize_t)n)
		return 0;
	if (got >= 0)
		errno = EIO;
	return -1;
}

int
warcout_init(struct warcout *w, int fd, bool gzip)
{
	*w = (struct warcout){ .fd = fd, .gzip = gzip };
	buf_init(&w->pending, WARCOUT_MAX_PENDING);
	buf_init(&w->head, WARCOUT_MAX_HEAD);
	if (random_bytes(w->random, sizeof(w->random)) != 0)
		return -1;
	if (gzip && deflateInit2(&w->z, WARCOUT_LEVEL, Z_DEFLATED,
	    MAX_WBITS + 16, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK) {
		errno = ENOMEM;
		return -1;
	}
	return 0;
}

void
warcout_free(struct warcout *w)
{
	buf_free(&w->pending);
	buf_free(&w->head);
	if (w->gzip)
		(void)deflateEnd(&w->z);
	*w = (struct warcout){ .fd = -1 };
}

/* SplitMix64 (Steele, Lea, Flood 2014): ids must differ, not be secret. */
static uint64_t
next_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* The lowest digits of a number, in hexadecimal; returns what is behind them. */
static char *
put_hex(char *out, uint64_t number, unsigned digits)
{
	while (digits > 0)
		*out++ = "0123456789abcdef"[number >> 4 * --digits & 15];
	return out;
}

void
warcout_id(struct warcout *w, char id[WARCOUT_ID_BYTES])
{
	uint64_t a = next_random(&w->random[0]);
	uint64_t b = next_random(&w->random[1]);
	char *at = id + 10;

	memcpy(id, "<urn:uuid:", 10);
	at = put_hex(at, a >> 32, 8);
	*at++ = '-';
	at = put_hex(at, a >> 16, 4);
	*at++ = '-';
	at = put_hex(at, 0x4000 | (a & 0xfff), 4);
	*at++ = '-';
	at = put_hex(at, 0x8000 | (b >> 50), 4);
	*at++ = '-';
	at = put_hex(at, b, 12);
	memcpy(at, ">", 2);
}

void
warcout_begin(struct warcout *w, const char *type, const char *content_type)
{
	buf_reset(&w->head);
	(void)buf_adds(&w->head, "WARC/1.1\r\n");
	warcout_fields(w, "WARC-Type", type);
	if (content_type != NULL)
		warcout_fields(w, "Content-Type", content_type);
}

void
warcout_field(struct warcout *w, const char *name, struct slice value)
{
	size_t i;

	(void)buf_adds(&w->head, name);
	(void)buf_adds(&w->head, ": ");
	if (buf_add(&w->head, value.p, value.n) != 0)
		return;
	for (i = w->head.len - value.n; i < w->head.len; i++) {
		unsigned char c = (unsigned char)w->head.data[i];

		if (c < 0x20 || c == 0x7f)
			w->head.data[i] = ' ';
	}
	(void)buf_adds(&w->head, "\r\n");
}

void
warcout_fields(struct warcout *w, const char *name, const char *value)
{
	warcout_field(w, name, slice_str(value));
}

/* Feed n bytes to the member; 0, or -1 when pending is at its ceiling. */
static int
deflate_bytes(struct warcout *w, struct slice in, int flush)
{
	struct buf *out = &w->pending;
	int rc;

	/* zlib reads only, but its field is not const. */
	w->z.next_in = (z_const Bytef *)(uintptr_t)in.p;
	w->z.avail_in = (uInt)in.n;
	do {
		if (buf_reserve(out, WARCOUT_ROOM) != 0)
			return -1;
		w->z.next_out = (Bytef *)out->data + out->len;
		w->z.avail_out = (uInt)WARCOUT_ROOM;
		rc = deflate(&w->z, flush);
		out->len += WARCOUT_ROOM - w->z.avail_out;
		out->data[out->len] = '\0';
	} while (w->z.avail_out == 0 || (flush == Z_FINISH &&
	    rc != Z_STREAM_END));
	return 0;
}

static int
add_member(struct warcout *w, struct slice a, struct slice b)
{
	if (deflateReset(&w->z) != Z_OK ||
	    deflate_bytes(w, slice(w->head.data, w->head.len),
	    Z_NO_FLUSH) != 0 ||
	    deflate_bytes(w, a, Z_NO_FLUSH) != 0 ||
	    deflate_bytes(w, b, Z_NO_FLUSH) != 0)
		return -1;
	return deflate_bytes(w, slice_str("\r\n\r\n"), Z_FINISH);
}

static int
add_plain(struct warcout *w, struct slice a, struct slice b)
{
	struct buf *out = &w->pending;

	if (buf_add(out, w->head.data, w->head.len) != 0 ||
	    buf_add(out, a.p, a.n) != 0 || buf_add(out, b.p, b.n) != 0)
		return -1;
	return buf_adds(out, "\r\n\r\n");
}

int
warcout_end(struct warcout *w, struct slice a, struct slice b)
{
	size_t before = w->pending.len;

	(void)buf_addf(&w->head, "Content-Length: %zu\r\n\r\n", a.n + b.n);
	if (w->head.over)
		return -1;
	if ((w->gzip ? add_member(w, a, b) : add_plain(w, a, b)) == 0)
		return 0;
	buf_cut(&w->pending, before);
	w->pending.over = false;
	return -1;
}

/* A descriptor that does not block is waited for. */
static int
wait_writable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	return poll(&p, 1, -1) == -1 && errno != EINTR ? -1 : 0;
}

/* Forget what was written, as far as that costs little. */
static void
drop_sent(struct warcout *w)
{
	if (w->sent < w->pending.len && w->sent < WARCOUT_KEEP)
		return;
	w->written += w->sent;
	buf_drop(&w->pending, w->sent);
	w->sent = 0;
	if (w->pending.len == 0 && w->pending.cap > WARCOUT_KEEP)
		buf_free(&w->pending);
}

/* Write until all is written, or until a descriptor that does not block takes
   no more.  0, or -1 with errno. */
static int
write_on(struct warcout *w)
{
	ssize_t n;

	while (w->sent < w->pending.len) {
		n = write(w->fd, w->pending.data + w->sent,
		    w->pending.len - w->sent);
		if (n >= 0)
			w->sent += (size_t)n;
		else if (errno == EAGAIN)
			break;
		else if (errno != EINTR)
			return -1;
	}
	drop_sent(w);
	return 0;
}

bool
warcout_waits(const struct warcout *w)
{
	return w->sent < w->pending.len;
}

int
warcout_flush(struct warcout *w)
{
	while (warcout_waits(w)) {
		if (write_on(w) != 0)
			return -1;
		if (warcout_waits(w) && wait_writable(w->fd) != 0)
			return -1;
	}
	return 0;
}

int
warcout_push(struct warcout *w)
{
	int flags, rc, saved;

	if (!warcout_waits(w))
		return 0;
	/*
	 * Other programs may share the descriptor's flags and do not expect
	 * this one, so it is set for the write alone.
	 */
	flags = fcntl(w->fd, F_GETFL);
	if (flags == -1 || (flags & O_NONBLOCK) != 0 ||
	    fcntl(w->fd, F_SETFL, flags | O_NONBLOCK) == -1)
		return write_on(w);
	rc = write_on(w);
	saved = errno;
	(void)fcntl(w->fd, F_SETFL, flags);
	errno = saved;
	return rc;
}
