/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_DATA_H
#define KLIPING_DATA_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Knowledge: small sorted TSV files that stand beside their reader, are
 * checked whole before the first byte of input, and are built into the
 * program, so that a program is one file.  A folder given by --data replaces
 * any of them by a file of the same name.
 *
 * A data file is UTF-8: comment lines beginning with `#` (source and licence),
 * a header line, then rows of the same number of cells, sorted by bytes
 * (LC_ALL=C sort) and each there once.
 */

#define DATA_MAX_FILE	((size_t)16 << 20)	/* bytes of one data file */
#define DATA_MAX_COLUMNS 16

/* A file as built in.  Tables of these end with a NULL name. */
struct data_file {
	const char		*name;	/* `regions.tsv` */
	const unsigned char	*bytes;
	size_t			 n;
};

/* The files of lib/data; each stage has its own (STAGE_data). */
extern const struct data_file lib_data[];

struct data_table {
	char		*text;		/* owned: what the cells point into */
	const char	**cells;	/* owned; nrows * ncols, row by row */
	size_t		 nrows;
	size_t		 ncols;
	char		*path;		/* owned: where it was read, for messages */
	size_t		 first_line;	/* the line of row 0 in it */
	struct data_table *more;	/* owned: whose rows stand behind our
					   own (data_append); NULL */
	size_t		 nown;		/* our own rows, when there are more */
};

/*
 * Load DIR/name when dir is not NULL and the file is there, else the built-in
 * file of that name; a dir that is not there is an error.  columns are the
 * names that the header must have, in order, ending with NULL.  0; or -1 with
 * the reason, `file:line: what` (`file: what` where it could not be read), in
 * why (whysize bytes).  Free with data_free in either case.
 */
int	 data_load(struct data_table *, const struct data_file *builtin,
	     const char *dir, const char *name, const char *const columns[],
	     char *why, size_t whysize);

/* Would data_load find a file: in dir, when that is not NULL, or built in? */
bool	 data_has(const struct data_file *builtin, const char *dir,
	     const char *name);

/* Put the rows of a table of the same columns behind those of another, which
   owns it then; it is all zero afterwards. */
void	 data_append(struct data_table *, struct data_table *more);

/* A cell; until data_free. */
static inline const char *
data_cell(const struct data_table *table, size_t row, size_t col)
{
	return table->cells[row * table->ncols + col];
}

/* `file:line: reason` into why, for a row that a reader's own check refuses.
   Returns -1, so that a check can end with it. */
int	 data_refuse(const struct data_table *, size_t row, const char *reason,
	     char *why, size_t whysize);

void	 data_free(struct data_table *);

#endif
