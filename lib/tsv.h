/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_TSV_H
#define KLIPING_TSV_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/buf.h"
#include "lib/got.h"
#include "lib/slice.h"

/* The TSV of kliping(5): what every pipe after clean carries. */

#define TSV_MAX_FIELDS	4096		/* columns; wider tables are a mistake */
#define TSV_MAX_LINE	((size_t)256 << 20)	/* bytes of one line */

/* What is wrong with lines and files, for tests that look at the words. */
#define TSV_OVER_CEILING "line over the ceiling of kliping(5)"
#define TSV_CUT		"last line has no line feed"

/*
 * A reader.  tsv_open makes it ready, tsv_header reads the first line, and
 * tsv_next one row after another.  The descriptor stays the caller's.
 */
struct tsv {
	int		 fd;
	const char	*name;		/* for messages; borrowed */
	const char	*why;		/* after GOT_BAD or GOT_BROKEN */
	uint64_t	 line;		/* number of the line last read, from 1 */
	uint64_t	 bytes;		/* read so far */
	size_t		 column;	/* after GOT_BAD: the cell at fault, from
					   1; 0 when it is the whole line */
	struct slice	*field;		/* nfields cells, until the next call */
	size_t		 nfields;
	struct slice	*names;		/* the header's cells, for good */
	size_t		 nnames;
	char		*header;	/* owned: what names points into */
	struct buf	 in;		/* owned: bytes read, not yet used */
	size_t		 at;		/* start of the next line in it */
	size_t		 good;		/* bytes of it before here are known to
					   be valid */
	bool		 eof;
	size_t		 max_line;
	char		 reason[128];
};

void	 tsv_open(struct tsv *, int fd, const char *name);

/* Before the header: lines over max bytes are bad, in place of those over
   TSV_MAX_LINE; that much and a block is what the reader may hold. */
void	 tsv_limit(struct tsv *, size_t max);

/*
 * Read the header.  GOT_RECORD; GOT_END when the input is empty (zero bytes:
 * an empty table is a header without rows, so callers report this);
 * GOT_BROKEN with why.  A byte-order mark, an empty or a doubled column name
 * is GOT_BROKEN.
 */
enum got tsv_header(struct tsv *);

/*
 * Read one row into field[0] .. field[nfields - 1].  GOT_BAD: another number
 * of cells than the header, NUL, carriage return, invalid UTF-8, a line over
 * the ceiling; the reader stands at the next line.  GOT_BROKEN: a read error,
 * or a last line without its LF, which means that its writer died.
 */
enum got tsv_next(struct tsv *);

/*
 * The same of a line that the caller has found, without its LF: GOT_RECORD or
 * GOT_BAD.  The cells point into it; t->line stays.  Of t only nnames and the
 * room at field are read.
 */
enum got tsv_line(struct tsv *, struct slice line);

/*
 * Read whole rows into block, as many as lie within a read of the file, after
 * tsv_header; the caller counts t->line on.  GOT_RECORD; GOT_BAD is one line
 * over the ceiling, and the block is empty.  TSV_BLOCK_SLACK bytes behind the
 * rows can be read.  block is made with tsv_block_init.
 */
#define TSV_BLOCK_SLACK	64
enum got tsv_block(struct tsv *, struct buf *block);
void	 tsv_block_init(struct buf *block);

/* Let a pipe hold more than it does by itself, where that can be had. */
void	 tsv_widen_pipe(int fd);

/* The number of the column with that name, from 0; -1 when there is none. */
int	 tsv_column(const struct tsv *, const char *name);

/* `NAME:LINE` or `NAME:LINE:COLUMN` for messages; until the next call. */
const char *tsv_where(struct tsv *);

void	 tsv_close(struct tsv *);

/*
 * Undo the escapes \\ \t \n \r of a free-text cell, appending to out.  0; -1
 * when an escape is unknown or cut, or when out's ceiling is reached.
 */
int	 tsv_unescape(struct buf *out, struct slice cell);

/*
 * Writing: a row is built in a buffer and written when it is whole.  Each
 * tsv_put adds one cell.
 */

/* A cell of a table: TAB, LF, CR become a space, NUL and other C0 controls go,
   the ASCII double quote becomes a typographic one. */
void	 tsv_put(struct buf *row, struct slice cell);
void	 tsv_puts(struct buf *row, const char *cell);
void	 tsv_putn(struct buf *row, long long n);

/* A cell of free text in articles: the four escapes; other C0 controls go. */
void	 tsv_put_text(struct buf *row, struct slice cell);

/*
 * End the row: write it to fp and empty the buffer.  0; -1 when a cell did not
 * fit under the buffer's ceiling (nothing is written; buffer emptied).  Lost
 * output shows in cli_close_stdout.
 */
int	 tsv_end(struct buf *row, FILE *fp);

/* The same, appended to out; -1 also when it does not fit there. */
int	 tsv_end_in(struct buf *row, struct buf *out);

#endif
