/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_QUOTESPAN_H
#define KLIPING_EXTRACT_QUOTESPAN_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/slice.h"

/*
 * Quotation marks in pairs, as newspapers set them: straight, curly, low,
 * reversed and angled ones, two single ones for a double one; closed with the
 * opening glyph, closed with a blank before the mark, never closed, broken
 * across a paragraph, inside each other.  Whether the words between are speech,
 * and whose, is not asked here (quotes.h).
 */

struct quotespan {
	size_t	open;		/* the opening mark; begin where there is none */
	size_t	begin, end;	/* the words, marks and blanks left out */
	size_t	after;		/* behind the closing mark; in a quotation that
				   is never closed, its words of saying */
	bool	closed;
};

struct quotespans {
	struct quotespan *span;	/* owned; by position, none in another */
	size_t		 n, cap;
};

#define QUOTESPAN_MAX_FRAME 120	/* bytes: words of saying that end a quotation
				   which is never closed are no longer */
#define QUOTESPAN_MAX_SINGLE 2000 /* bytes: of a quotation in single marks */

/* Do words of saying that follow a quotation (`ujarnya`, `kata X`) begin at
   this byte of the text? */
typedef bool quotespan_says(const void *context, size_t at);

/*
 * Find the quotations of a text, whose paragraphs end with LF.  What was in
 * the spans before goes; their memory is used again.  An empty quotation is
 * none.
 */
void	 quotespans_read(struct quotespans *, struct slice text,
	     quotespan_says *, const void *context);
void	 quotespans_free(struct quotespans *);

#endif
