/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_HTML_H
#define KLIPING_CLEAN_HTML_H

#include "clean/tree.h"
#include "lib/prepass.h"
#include "lib/slice.h"

/*
 * The tokenizer: reads a page once, leaves out what nobody reads (lib/skip.h),
 * and hands tags and text through clean/balance.h to a tree.
 */
struct html;

#define HTML_MAX_ATTRIBUTES	256	/* of one tag; the rest go */
#define HTML_MAX_NAME		32	/* bytes of a tag's name that count */

/* NULL with the reason in why: the data file of character references. */
struct html *html_new(const char *datadir, char *why, size_t whysize);

/*
 * Parse a page, in UTF-8, into a tree that tree_reset has made ready.
 * tree_finish has been called after.  The page's blocks of JSON-LD are in
 * found, as slices of the page.
 */
void	 html_parse(struct html *, struct tree *, struct prepass *found,
	     struct slice page);

void	 html_free(struct html *);

#endif
