/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_HTMLMARK_H
#define KLIPING_EXTRACT_HTMLMARK_H

#include <stdint.h>
#include <stdio.h>

#include "extract/table.h"
#include "lib/slice.h"

/* Rows of tables as marks in the text that they were read from. */

#define HTML_MAX_DEPTH	16	/* marks in one another; more are listed below
				   the text */

/* How a table's marks are called and labelled. */
struct html_kind {
	const char	*table;		/* and the class of its marks */
	const char	*letter;	/* before the number of the row */
	const char	*says;		/* for the legend */
};

/* Ends with an entry without a table. */
extern const struct html_kind html_kinds[];

/* A row of a table, with its cells as they are written. */
struct html_hit {
	const struct html_kind *kind;
	const char	*header;	/* the names of its columns, with TABs */
	struct slice	 row;		/* without its LF; the last cell is the
					   rule; borrowed */
	size_t		 n;		/* the row's number, as in the table */
	size_t		 begin, end;	/* in the text; 0 0: elsewhere */
	bool		 marked;
};

struct html_marks {
	struct html_hit	*v;		/* owned */
	size_t		 n, cap;
	size_t		 article;	/* its number on the page, for ids */
};

/* Cell i of a row; n = 0 where it has none. */
struct slice html_cell(struct slice row, size_t i);

/* The number of the column with that name, or -1. */
int	 html_column(const char *header, const char *name);

/* Is it a claim that does not hold? */
bool	 html_has_failed(const struct html_hit *);

/* Write text so that it is text in an element and in an attribute. */
void	 html_text(FILE *, struct slice);

/* The rows of one table, a line each, as hits. */
void	 html_add_rows(struct html_marks *, const struct html_kind *,
	     const char *header, struct slice rows);

/* Write the text's paragraphs with every hit marked.  Sorts the hits. */
void	 html_paragraphs(FILE *, struct slice text, struct html_marks *);

/* Write the marks of the hits that are not in the text.  How many. */
size_t	 html_elsewhere(FILE *, const struct html_marks *);

void	 html_marks_free(struct html_marks *);

#endif
