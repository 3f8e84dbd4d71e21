/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_REJECT_H
#define KLIPING_REJECT_H

#include <stdio.h>

#include "lib/buf.h"
#include "lib/cli.h"
#include "lib/slice.h"

/*
 * Rows at fault, kept while the rows before them are still with another worker,
 * so that they are reported in their order.  = { 0 } is an empty log.
 */
struct reject_log {
	struct buf	 records;
	size_t		 n;
};

/* A row at fault: its line counted from 0 in its block; the cell from 1, 0 when
   it is the whole line; the cell's text, p = NULL without; the row. */
struct reject {
	size_t		 line, column;
	struct slice	 why, cell, row;
};

/* All is copied. */
void	 reject_add(struct reject_log *, const struct reject *);

/*
 * Report them all, of a file whose line before the block has that number: on
 * standard error, or as rows of a table with the columns REJECT_HEADER.  Empties
 * the log.
 */
#define REJECT_HEADER "file\tline\tcolumn\treason\tcell\trow\n"
void	 reject_report(struct reject_log *, struct cli_rejects *, FILE *table,
	     const char *file, uint64_t line);

void	 reject_free(struct reject_log *);

#endif
