/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_TABLE_H
#define KLIPING_EXTRACT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "extract/article.h"
#include "extract/facts.h"
#include "lib/buf.h"

/* The tables that are written: their names, columns and rows (kliping(5)). */

#define TABLE_MAX_ROW	((size_t)16 << 20)	/* bytes of one row */
#define TABLE_BUFFER	((size_t)32 << 10)	/* of rows, written at once */

/* A table being written. */
struct table {
	const struct table_kind *kind;	/* NULL: not wanted */
	char		*header;	/* owned: all columns but `rule` */
	FILE		*fp;		/* stdout, or owned */
	char		*path, *tmp;	/* owned; NULL for stdout */
	struct buf	 row;		/* not written yet: a line feed, a row,
					   a line feed, ... */
	size_t		 begin;		/* of the row in hand in it */
	struct buf	*rows;		/* borrowed: where rows go instead of fp;
					   NULL: to fp */
	bool		 explain;	/* the last column names the rule */
	uint64_t	 lost;		/* rows over TABLE_MAX_ROW */
	int		 error;		/* errno of the first write that failed;
					   0 when all is well */
};

/* What a table is made of. */
struct table_kind {
	const char	*name;
	const char	*header;	/* column names with TABs between; `*`
					   stands for those of totals.tsv */
	void		(*put)(struct table *, const struct article *,
			    const struct facts *, const struct knowledge *);
};

#define TABLE_KINDS 16		/* at the most */

/* Ends with an entry without a name. */
extern const struct table_kind table_kinds[];

/* The kind with that name; NULL when there is none. */
const struct table_kind *table_kind(const char *name);

/*
 * Begin a table on a stream, or in DIR under a name of its own (`tmp`), and
 * write its header, which ends with the column `rule` when `explain`.  0; -1
 * with errno.
 */
int	 table_open_stream(struct table *, const struct table_kind *,
	     const struct knowledge *, bool explain, FILE *);
int	 table_open_dir(struct table *, const struct table_kind *,
	     const struct knowledge *, bool explain, const char *dir);

/*
 * A file that nobody else writes, to be renamed to path when it is whole: two
 * runs into one folder have files of their own.  NULL with errno; *tmp is its
 * name, for the caller to free, NULL when there is none.
 */
FILE	*table_new_file(const char *path, char **tmp);

/* Begin a table whose rows, with the column `rule` and without a header, are
   appended to a buffer of the caller's.  End it with table_close. */
void	 table_open_buf(struct table *, const struct table_kind *,
	     const struct knowledge *, struct buf *);

/* Write the rows that wait; table_close does it too.  What is lost shows in
   the stream and in error. */
void	 table_flush(struct table *);

/*
 * End a table.  In a folder: flushes, closes and renames it to NAME.tsv when
 * all was written and `whole`, else removes it.  0; -1 with errno.  A stream
 * stays the caller's to close.
 */
int	 table_close(struct table *, int whole);

#endif
