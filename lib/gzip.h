/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_GZIP_H
#define KLIPING_GZIP_H

#include <stdbool.h>
#include <stdint.h>

#include <zlib.h>

#include "lib/buf.h"
#include "lib/got.h"
#include "lib/slice.h"

/*
 * A byte stream that may be gzip (RFC 1952, any number of members) or plain,
 * told apart by its first bytes; one may follow the other where `begins` says
 * what a plain part begins with, and the caller what a member may stand behind.
 * gzread(3) is not used: on a stream cut in
 * the middle it ends as if all were well, and after junk between members it
 * drops the rest without a word.
 *
 * The stream is seen through a window: gzip_fill makes it hold at least so
 * many bytes, gzip_data shows them, gzip_take moves past some of them.  Memory
 * is what the caller asks of gzip_fill, plus two blocks.
 */

#define GZIP_BLOCK	((size_t)256 << 10)	/* bytes asked of read(2), and
						   inflated at a time */
#define GZIP_KEEP	((size_t)4 << 20)	/* of a window that was larger */
#define GZIP_HISTORY	((size_t)256 << 10)	/* coded bytes kept behind, to
						   look for a member that a
						   damaged one ran over */
#define GZIP_TRIAL	((size_t)1 << 10)	/* coded bytes within which a
						   member must show its text */
#define GZIP_MAX_RATIO	1032	/* deflate's bound: 258 bytes from 2 bits */
#define GZIP_MAX_MARKS	64	/* members in the window whose starts are
				   remembered; offsets of later ones are those
				   of the last remembered */

/* Where a member's first byte stands, inflated and in the file. */
struct gzip_mark {
	uint64_t position, offset;
};

struct gzip_reader {
	int		 fd;		/* the caller's */
	const char	*name;		/* for messages; borrowed */
	const char	*why;		/* after GOT_BAD and GOT_BROKEN */
	uint64_t	 offset;	/* where in the file, after the same */
	uint64_t	 position;	/* bytes taken, as inflated */
	bool		 is_gzip;	/* what is read now; known after the
					   first gzip_fill */
	const char	*begins;	/* what the text of a member begins
					   with (blank lines aside) for it to
					   be taken up after damage; borrowed;
					   NULL: anything.  A plain part behind
					   a member begins so too; NULL: there
					   is none */
	/* what follows is the reader's own */
	int		 state;
	bool		 eof, pending;
	struct buf	 raw, out;	/* coded bytes; the window */
	size_t		 raw_at, out_at;
	uint64_t	 raw_base;	/* offset in the file of raw.data[0] */
	uint64_t	 member;	/* offset of the member being inflated */
	struct gzip_mark mark[GZIP_MAX_MARKS];
	size_t		 nmarks;
	z_stream	 z;
	char		 reason[128];
};

/* Ready to read from fd, which stays the caller's, as does name. */
void	 gzip_open(struct gzip_reader *, int fd, const char *name);

/*
 * Make the window hold at least want bytes.
 * GOT_RECORD: it does.
 * GOT_END: clean end of the stream, fewer than want are left (perhaps none).
 * GOT_BAD: behind what the window holds the file is damaged or holds bytes
 *   that are no gzip, and the file goes on after it; gzip_resume goes there.
 * GOT_BROKEN: behind what the window holds the file is cut, damaged to its
 *   end, or cannot be read.
 * After the last two, why and offset say what and where.
 */
enum got gzip_fill(struct gzip_reader *, size_t want);

/* The window; until the next gzip_fill, gzip_settle or gzip_resume.  The
   bytes may be changed in place. */
static inline char *
gzip_data(const struct gzip_reader *g)
{
	return g->out.data == NULL ? NULL : g->out.data + g->out_at;
}

static inline size_t
gzip_avail(const struct gzip_reader *g)
{
	return g->out.len - g->out_at;
}

/* Offset in the file of the next coded byte to be inflated. */
static inline uint64_t
gzip_coded(const struct gzip_reader *g)
{
	return g->raw_base + g->raw_at;
}

/* Move past n bytes of the window. */
void	 gzip_take(struct gzip_reader *, size_t n);

/* Move past n bytes of the stream in bounded memory; answers as gzip_fill. */
enum got gzip_skip(struct gzip_reader *, uint64_t n);

/*
 * Are the first n bytes of the window good?  When their gzip member ends with
 * them its check sum and length are read and compared now.  GOT_RECORD: as far
 * as can be known; GOT_BAD, GOT_BROKEN: no, as for gzip_fill.
 */
enum got gzip_settle(struct gzip_reader *, size_t n);

/* After GOT_BAD: drop the window and go on behind the damage. */
void	 gzip_resume(struct gzip_reader *);

/* In a plain stream, where a gzip member may stand: if one does, and begins as
   `begins` says, go on in it.  Whether one does. */
bool	 gzip_switch(struct gzip_reader *);

/* Offset in the file of the next byte: of its member's start, in gzip. */
uint64_t gzip_offset(const struct gzip_reader *);

/* Bytes of the file that have been read so far, for a progress line: it goes on
   within a member, and is ahead of what was taken by the window. */
uint64_t gzip_consumed(const struct gzip_reader *);

/* Bytes from here to the next member's first, when that is in the window and
   not the very next; else SIZE_MAX. */
size_t	 gzip_edge(const struct gzip_reader *);

/* The most bytes that can still come, the window's included; UINT64_MAX when
   that is not known (a pipe). */
uint64_t gzip_rest(const struct gzip_reader *);

/* Release the memory; the descriptor stays open. */
void	 gzip_close(struct gzip_reader *);

#endif
