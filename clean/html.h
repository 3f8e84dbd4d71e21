/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_HTML_H
#define KLIPING_CLEAN_HTML_H

#include "clean/tree.h"
#include "lib/slice.h"

/*
 * The tokenizer: libxml2's HTML parser, used for its events alone.  The only
 * file that calls libxml2.
 */
struct html;

struct html *html_new(void);

/*
 * Parse a page, in UTF-8 and through prepass, into a tree that tree_reset has
 * made ready.  tree_finish has been called after.  0; -1 when the parser gave
 * up before the end (what it read is in the tree).
 */
int	 html_parse(struct html *, struct tree *, struct slice page);

void	 html_free(struct html *);

#endif
