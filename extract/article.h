/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_ARTICLE_H
#define KLIPING_EXTRACT_ARTICLE_H

#include "extract/match.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/date.h"
#include "lib/tsv.h"

/* One article of the articles stream (kliping(5)). */

#define ARTICLE_MAX_TEXT PASSAGE_MAX_TEXT	/* bytes, unescaped */
#define ARTICLE_MAX_TITLE ((size_t)64 << 10)
#define ARTICLE_MAX_ROW	((size_t)4 << 20)	/* bytes of a row: every byte of
						   a text may be escaped */

/* The columns that are read; a stream may have others and any order. */
enum article_cell {
	ARTICLE_DOC, ARTICLE_URL, ARTICLE_OUTLET, ARTICLE_TITLE, ARTICLE_AUTHOR,
	ARTICLE_EDITOR, ARTICLE_PUBLISHED, ARTICLE_TEXT, ARTICLE_CELLS
};

struct article {
	struct slice	cell[ARTICLE_CELLS];	/* as in the row; borrowed from
						   the reader */
	struct passage	title, body;	/* unescaped and read; all `begin` and
					   `end` of tables are bytes of
					   body.text */
	struct date	published;	/* year 0 when not known */
	char		hint[3];	/* the province most named (units_find);
					   empty when none */
	struct arena	arena;		/* strings made for this article */
	struct buf	title_text, text; /* owned: what the passages borrow */
};

/* Where each cell stands in the stream's rows. */
struct article_columns {
	size_t	at[ARTICLE_CELLS];
};

void	 article_init(struct article *);
void	 article_free(struct article *);

/* Look the columns up in the header.  NULL, or the name of one that is
   missing. */
const char *article_columns(struct article_columns *, const struct tsv *);

/*
 * Read the row in hand.  0; -1 when a cell's escapes are broken or it is over
 * its ceiling: *why and *column (from 1) say so.  The article holds until the
 * next call or the reader's next row.
 */
int	 article_read(struct article *, const struct tsv *,
	     const struct article_columns *, const struct matcher *,
	     const char **why, size_t *column);

#endif
