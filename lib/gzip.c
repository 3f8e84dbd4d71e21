/* SPDX-License-Identifier: MIT */
/*
 * A byte stream, plain or gzip, seen through a window.  Reads a descriptor and
 * writes nothing.  Holds the window, one block of coded bytes and some coded
 * bytes already inflated: a damaged member is often noticed only after its
 * true end, and the members that were run over are looked for there.  Never
 * takes the end of the file for the end of the data.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/gzip.h"

#define GZIP_MAGIC_MAX	6	/* bytes that name the common compressions */
#define GZIP_MAX_STEP	((size_t)64 << 20)	/* bytes of one read or inflate */
#define GZIP_LEAST	16	/* bytes that no member and no record lacks */
#define GZIP_WBITS	(15 + 16)	/* zlib: a gzip member, full window */

enum gzip_state {
	GZIP_START,		/* nothing read yet */
	GZIP_PLAIN,
	GZIP_BETWEEN,		/* at a member's first byte, or at the end */
	GZIP_INSIDE,
	GZIP_HURT,		/* behind the window: damage; raw_at is past it */
	GZIP_DONE,
	GZIP_DEAD
};

static const struct {
	const char *name, *magic;
	size_t n;
} others[] = {
	{ "bzip2", "BZh", 3 },
	{ "lz4", "\x04\x22\x4d\x18", 4 },
	{ "xz", "\xfd" "7zXZ", 5 },
	{ "zip", "PK\x03\x04", 4 },
	{ "zstd", "\x28\xb5\x2f\xfd", 4 },
	{ "zstd", "\x5d\x2a\x4d\x18", 4 },	/* its dictionary frame */
};

void
gzip_open(struct gzip_reader *g, int fd, const char *name)
{
	*g = (struct gzip_reader){ .fd = fd, .name = name };
	buf_init(&g->raw, GZIP_HISTORY + GZIP_TRIAL + 2 * GZIP_BLOCK);
	buf_init(&g->out, SIZE_MAX);
}

static void
end_inflate(struct gzip_reader *g)
{
	if (g->is_gzip)
		(void)inflateEnd(&g->z);
	g->is_gzip = false;
}

void
gzip_close(struct gzip_reader *g)
{
	end_inflate(g);
	buf_free(&g->raw);
	buf_free(&g->out);
	*g = (struct gzip_reader){ .fd = -1, .state = GZIP_DONE };
}

static enum got
dead(struct gzip_reader *g, uint64_t offset, const char *why)
{
	g->why = why;
	g->offset = offset;
	g->state = GZIP_DEAD;
	return GOT_BROKEN;
}

static enum got
unreadable(struct gzip_reader *g, uint64_t offset)
{
	(void)snprintf(g->reason, sizeof(g->reason), "cannot read: %s",
	    strerror(errno));
	return dead(g, offset, g->reason);
}

/* Up to n bytes behind b's last, which must fit.  1 = some, 0 = end, -1 =
   error (errno). */
static int
read_some(struct gzip_reader *g, struct buf *b, size_t n)
{
	ssize_t got;

	if (g->eof)
		return 0;
	do
		got = read(g->fd, b->data + b->len, n);
	while (got == -1 && errno == EINTR);
	if (got <= 0) {
		g->eof = got == 0;
		return (int)got;
	}
	b->len += (size_t)got;
	return 1;
}

/* More coded bytes; old ones go when room is short.  As read_some. */
static int
raw_fill(struct gzip_reader *g)
{
	size_t drop;

	if (g->raw.max - g->raw.len < GZIP_BLOCK) {
		drop = g->raw_at > GZIP_HISTORY ? g->raw_at - GZIP_HISTORY : 0;
		buf_drop(&g->raw, drop);
		g->raw_at -= drop;
		g->raw_base += drop;
	}
	if (buf_reserve(&g->raw, GZIP_BLOCK) != 0) {
		errno = EFBIG;
		return -1;
	}
	return read_some(g, &g->raw, GZIP_BLOCK);
}

/* Make room behind the window: n bytes, moving it to the front if need be. */
static void
make_room(struct gzip_reader *g, size_t n)
{
	if (g->out.cap > GZIP_KEEP && gzip_avail(g) + n < GZIP_KEEP / 2) {
		buf_drop(&g->out, g->out_at);
		g->out_at = 0;
		buf_shrink(&g->out, GZIP_KEEP);
	}
	if (g->out_at > 0 && (g->out_at == g->out.len ||
	    g->out.cap - g->out.len <= n)) {
		buf_drop(&g->out, g->out_at);
		g->out_at = 0;
	}
	(void)buf_reserve(&g->out, n);
}

/* Could n > 0 bytes at p be how a member begins? */
static bool
is_header(const char *p, size_t n)
{
	return p[0] == '\x1f' && (n < 2 || p[1] == '\x8b') &&
	    (n < 3 || p[2] == 8) && (n < 4 || (p[3] & 0xe0) == 0);
}

/*
 * Does the text of a member begin as it must?  1 = yes, 0 = no, -1 = as far as
 * the n bytes go.
 */
static int
text_begins(const struct gzip_reader *g, const char *text, size_t n)
{
	size_t len;

	if (g->begins == NULL)
		return n > 0 ? 1 : -1;
	while (n > 0 && (*text == '\r' || *text == '\n')) {
		text++;
		n--;
	}
	len = strlen(g->begins);
	if (memcmp(text, g->begins, n < len ? n : len) != 0)
		return 0;
	return n >= len ? 1 : -1;
}

/* Does the member of which n bytes stand at p begin as it must?  As text_begins;
   *rc is zlib's answer. */
static int
member_begins(struct gzip_reader *g, char *p, size_t n, int *rc)
{
	char text[64];

	(void)inflateReset(&g->z);
	g->z.next_in = (Bytef *)p;
	g->z.avail_in = (uInt)(n < GZIP_TRIAL ? n : GZIP_TRIAL);
	g->z.next_out = (Bytef *)text;
	g->z.avail_out = sizeof(text);
	*rc = inflate(&g->z, Z_SYNC_FLUSH);
	return text_begins(g, text, sizeof(text) - g->z.avail_out);
}

/*
 * Is there a member at raw_at?  Three bytes look like one by chance in every
 * few megabytes, and an archive of gzip pages is full of real ones that are
 * not its own, so the beginning is inflated and looked at.  Where the file ends
 * before it can be told, the answer is `unsure`.  1 = yes, 0 = no, -1 = read
 * error.
 */
static int
try_member(struct gzip_reader *g, int unsure)
{
	size_t n;
	int rc, begins;

	for (;;) {
		n = g->raw.len - g->raw_at;
		if (!is_header(g->raw.data + g->raw_at, n))
			return 0;
		begins = member_begins(g, g->raw.data + g->raw_at, n, &rc);
		if (begins != -1)
			return begins;
		if (rc == Z_STREAM_END)
			return 1;
		if ((rc != Z_OK && rc != Z_BUF_ERROR) || n >= GZIP_TRIAL)
			return 0;
		rc = raw_fill(g);
		if (rc <= 0)
			return rc == 0 ? unsure : -1;
	}
}

/* Move raw_at to the next member.  1 = found, 0 = none, -1 = read error. */
static int
find_member(struct gzip_reader *g, int unsure)
{
	const char *p = NULL;
	int rc;

	for (;;) {
		if (g->raw_at < g->raw.len)
			p = memchr(g->raw.data + g->raw_at, 0x1f,
			    g->raw.len - g->raw_at);
		if (g->raw_at == g->raw.len || p == NULL) {
			g->raw_at = g->raw.len;
			if ((rc = raw_fill(g)) <= 0)
				return rc;
			continue;
		}
		g->raw_at = (size_t)(p - g->raw.data);
		if ((rc = try_member(g, unsure)) != 0)
			return rc;
		g->raw_at++;
	}
}

/* Bytes where a member should begin are none. */
static enum got
junk(struct gzip_reader *g)
{
	uint64_t offset = gzip_coded(g);

	if (find_member(g, 1) == -1)
		return unreadable(g, gzip_coded(g));
	(void)snprintf(g->reason, sizeof(g->reason),
	    "%llu bytes that are no gzip member",
	    (unsigned long long)(gzip_coded(g) - offset));
	g->why = g->reason;
	g->offset = offset;
	g->state = GZIP_HURT;
	return GOT_BAD;
}

/*
 * The member at hand does not inflate, or not to what it promised, or the file
 * ends in it.  A wrong bit in its header can make it run over all the others,
 * so these are looked for in the last case too.
 */
static enum got
damaged(struct gzip_reader *g, const char *how)
{
	int rc;

	(void)snprintf(g->reason, sizeof(g->reason), "gzip member is %s%s",
	    how != NULL ? "damaged: " : "cut", how != NULL ? how : "");
	g->raw_at = g->member >= g->raw_base ?
	    (size_t)(g->member - g->raw_base) + 1 : 0;
	rc = find_member(g, 0);
	if (rc == -1)
		return unreadable(g, gzip_coded(g));
	if (rc == 0)
		return dead(g, g->member, g->reason);
	g->why = g->reason;
	g->offset = g->member;
	g->state = GZIP_HURT;
	return GOT_BAD;
}

/* What is inflated next begins at raw_at. */
static void
add_mark(struct gzip_reader *g)
{
	uint64_t position = g->position + gzip_avail(g);

	if (g->nmarks > 0 && g->mark[g->nmarks - 1].position == position)
		g->nmarks--;		/* the one before was empty */
	if (g->nmarks < GZIP_MAX_MARKS)
		g->mark[g->nmarks++] =
		    (struct gzip_mark){ position, gzip_coded(g) };
}

static void
begin_member(struct gzip_reader *g)
{
	g->member = gzip_coded(g);
	(void)inflateReset(&g->z);
	g->state = GZIP_INSIDE;
	add_mark(g);
}

/* From here on the file is plain. */
static void
begin_plain(struct gzip_reader *g)
{
	if (g->nmarks == GZIP_MAX_MARKS)
		g->nmarks--;		/* its offsets need this one */
	add_mark(g);
	end_inflate(g);
	(void)buf_add(&g->out, g->raw.data + g->raw_at,
	    g->raw.len - g->raw_at);
	buf_free(&g->raw);
	g->raw_at = 0;
	g->state = GZIP_PLAIN;
}

/* At a member's first byte, if there is one. */
static enum got
between(struct gzip_reader *g)
{
	int rc = 1;
	size_t n;

	while (g->raw.len - g->raw_at < GZIP_LEAST && (rc = raw_fill(g)) > 0)
		;
	if (rc == -1)
		return unreadable(g, gzip_coded(g));
	if (g->raw_at == g->raw.len) {
		g->state = GZIP_DONE;
		return GOT_END;
	}
	n = g->raw.len - g->raw_at;
	if (is_header(g->raw.data + g->raw_at, n))
		begin_member(g);
	else if (g->begins != NULL &&
	    text_begins(g, g->raw.data + g->raw_at, n) != 0)
		begin_plain(g);
	else
		return junk(g);
	return GOT_RECORD;
}

/* How much to read or inflate next: a window that has to grow doubles, as the
   data comes and not as somebody's header promises. */
static size_t
room_wanted(const struct gzip_reader *g, size_t want)
{
	size_t have = gzip_avail(g), room = GZIP_BLOCK;

	if (want > have && want - have > room && have > room)
		room = have < want - have ? have : want - have;
	return room < GZIP_MAX_STEP ? room : GZIP_MAX_STEP;
}

/* Inflate some of the member. */
static enum got
inside(struct gzip_reader *g, size_t want)
{
	size_t room = room_wanted(g, want);
	int rc;

	if (g->raw_at == g->raw.len && !g->pending) {
		rc = raw_fill(g);
		if (rc == -1)
			return unreadable(g, gzip_coded(g));
		if (rc == 0)
			return damaged(g, NULL);
	}
	make_room(g, room);
	g->z.next_in = (Bytef *)(g->raw.data + g->raw_at);
	g->z.avail_in = (uInt)(g->raw.len - g->raw_at);
	g->z.next_out = (Bytef *)(g->out.data + g->out.len);
	g->z.avail_out = (uInt)room;
	rc = inflate(&g->z, Z_NO_FLUSH);
	g->raw_at = g->raw.len - g->z.avail_in;
	g->out.len += room - g->z.avail_out;
	g->pending = g->z.avail_out == 0;
	if (rc == Z_STREAM_END)
		g->state = GZIP_BETWEEN;
	else if (rc != Z_OK && rc != Z_BUF_ERROR)
		return damaged(g, g->z.msg != NULL ? g->z.msg : "zlib error");
	return GOT_RECORD;
}

static enum got
plain(struct gzip_reader *g, size_t want)
{
	size_t room = room_wanted(g, want);
	int rc;

	make_room(g, room);
	rc = read_some(g, &g->out, room);
	if (rc == -1)
		return unreadable(g, gzip_offset(g) + gzip_avail(g));
	if (rc == 0)
		g->state = GZIP_DONE;
	return rc == 0 ? GOT_END : GOT_RECORD;
}

/* The first bytes say what the file is. */
static enum got
start(struct gzip_reader *g)
{
	const char *p;
	size_t i;
	int rc = 1;

	while (g->raw.len < GZIP_MAGIC_MAX && (rc = raw_fill(g)) > 0)
		;
	if (rc == -1)
		return unreadable(g, 0);
	p = buf_str(&g->raw);
	if (g->raw.len > 0 && p[0] == '\x1f' &&
	    (g->raw.len < 2 || p[1] == '\x8b')) {
		if (inflateInit2(&g->z, GZIP_WBITS) != Z_OK)
			return dead(g, 0, "cannot start zlib");
		g->is_gzip = true;
		g->state = GZIP_BETWEEN;
		return GOT_RECORD;
	}
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (g->raw.len >= others[i].n &&
		    memcmp(p, others[i].magic, others[i].n) == 0) {
			(void)snprintf(g->reason, sizeof(g->reason),
			    "compressed with %s, of which only gzip is read",
			    others[i].name);
			return dead(g, 0, g->reason);
		}
	begin_plain(g);
	return GOT_RECORD;
}

static enum got
step(struct gzip_reader *g, size_t want)
{
	switch ((enum gzip_state)g->state) {
	case GZIP_START:
		return start(g);
	case GZIP_PLAIN:
		return plain(g, want);
	case GZIP_BETWEEN:
		return between(g);
	case GZIP_INSIDE:
		return inside(g, want);
	case GZIP_HURT:
		return GOT_BAD;
	case GZIP_DONE:
		return GOT_END;
	default:
		return GOT_BROKEN;
	}
}

enum got
gzip_fill(struct gzip_reader *g, size_t want)
{
	enum got got = GOT_RECORD;

	while (gzip_avail(g) < want && got == GOT_RECORD)
		got = step(g, want);
	return gzip_avail(g) >= want ? GOT_RECORD : got;
}

enum got
gzip_settle(struct gzip_reader *g, size_t n)
{
	while (gzip_avail(g) <= n && g->state == GZIP_INSIDE)
		(void)step(g, n);
	if (gzip_avail(g) > n || (g->state != GZIP_HURT &&
	    g->state != GZIP_DEAD))
		return GOT_RECORD;
	return step(g, n);
}

enum got
gzip_skip(struct gzip_reader *g, uint64_t n)
{
	enum got got;
	size_t bite;

	while (n > 0) {
		if (gzip_avail(g) == 0 &&
		    (got = gzip_fill(g, 1)) != GOT_RECORD)
			return got;
		bite = gzip_avail(g) < n ? gzip_avail(g) : (size_t)n;
		gzip_take(g, bite);
		n -= bite;
	}
	return GOT_RECORD;
}

void
gzip_resume(struct gzip_reader *g)
{
	if (g->state != GZIP_HURT)
		return;
	gzip_take(g, gzip_avail(g));
	g->nmarks = 0;
	g->state = GZIP_BETWEEN;
}

bool
gzip_switch(struct gzip_reader *g)
{
	uint64_t offset = gzip_offset(g);
	size_t n = gzip_avail(g);
	int rc, begins;

	if (g->is_gzip || n == 0 || !is_header(gzip_data(g), n))
		return false;
	(void)gzip_fill(g, GZIP_TRIAL);
	n = gzip_avail(g);
	if (g->state == GZIP_DEAD || n > GZIP_HISTORY + GZIP_BLOCK ||
	    inflateInit2(&g->z, GZIP_WBITS) != Z_OK)
		return false;
	g->is_gzip = true;
	begins = member_begins(g, gzip_data(g), n, &rc);
	/* One that is cut before it can be told is to be called so. */
	if (begins == 0 || (begins == -1 && (g->state != GZIP_DONE ||
	    (rc != Z_OK && rc != Z_BUF_ERROR)))) {
		end_inflate(g);
		return false;
	}
	(void)buf_add(&g->raw, gzip_data(g), n);
	g->raw_base = offset;
	g->out.len = g->out_at = g->nmarks = 0;
	g->state = GZIP_BETWEEN;
	return true;
}
