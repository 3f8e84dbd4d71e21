/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_HTML_H
#define KLIPING_EXTRACT_HTML_H

#include "extract/htmlmark.h"
#include "extract/table.h"

/*
 * A page that shows articles with every row marked in the text it was read
 * from: one file that needs no other and runs no script.  Holds one article.
 */

#define HTML_MAX_ROWS	((size_t)256 << 20)	/* bytes of one article's rows
						   in one table */

struct html {
	FILE		*fp;		/* stdout, or owned */
	FILE		*list;		/* owned: the list of articles, in a
					   file without a name */
	char		*path, *tmp;	/* owned; NULL for stdout */
	struct table	 table[TABLE_KINDS];
	struct buf	 rows[TABLE_KINDS];
	size_t		 ntables, articles;
	struct html_marks marks;
	uint64_t	 lost;		/* rows over a ceiling, left out */
	int		 error;		/* errno of the first write that failed;
					   0 when all is well */
};

/* Begin the page in path (written under h->tmp until it is whole); `-` is
   standard output.  0; -1 with errno. */
int	 html_open(struct html *, const char *path,
	     const struct knowledge *);

/* Add one article. */
void	 html_put(struct html *, const struct article *, const struct facts *,
	     const struct knowledge *);

/* End the page; renames it when all was written and `whole`, else removes it.  0; -1 with
   errno.  Standard output stays the caller's to close. */
int	 html_close(struct html *, int whole);

#endif
