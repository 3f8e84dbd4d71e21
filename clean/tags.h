/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_TAGS_H
#define KLIPING_CLEAN_TAGS_H

#include <stddef.h>

#include "lib/slice.h"

/* The elements of HTML that matter here (WHATWG, section 4). */

enum tag {
	TAG_OTHER, TAG_A, TAG_ADDRESS, TAG_ARTICLE, TAG_ASIDE, TAG_B,
	TAG_BLOCKQUOTE, TAG_BODY, TAG_BR, TAG_DD, TAG_DIV, TAG_DL, TAG_DT,
	TAG_EMBED, TAG_FIGCAPTION, TAG_FIGURE, TAG_FOOTER, TAG_FORM, TAG_H1,
	TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HR,
	TAG_HTML, TAG_IMG, TAG_INPUT, TAG_LI, TAG_LINK, TAG_MAIN, TAG_META,
	TAG_NAV, TAG_OL, TAG_P, TAG_PRE, TAG_SECTION, TAG_SKIP, TAG_SPAN,
	TAG_TABLE, TAG_TD, TAG_TH, TAG_TIME, TAG_TITLE, TAG_TR, TAG_UL,
	TAG_IFRAME, TAG_LABEL, TAG_ROWS
};

enum tag_flag {
	TAG_IS_BLOCK = 1,	/* begins and ends a line */
	TAG_IS_NODE = 2,	/* inline, but worth a node of its own */
	TAG_HIDES = 4,		/* its text is not the page's */
	TAG_IS_VOID = 8,	/* has no contents, hence no end */
	TAG_IS_RAW = 16		/* its contents are skipped (lib/skip.h) */
};

struct tag_info {
	const char	*name;
	unsigned char	 tag, flags;
	signed char	 score;		/* Readability's start value */
};

#define TAGS_MAX	128	/* elements in the table */
#define TAGS_SLOTS	512

struct tags {			/* the table by name; tags_init makes it */
	unsigned char	slot[TAGS_SLOTS];
};

void	 tags_init(struct tags *);

/* What is known of an element by its lower-case name; never NULL. */
const struct tag_info *tag_find(const struct tags *, const char *name,
	     size_t n);

/* Its number in the table; TAGS_MAX when it is not there. */
size_t	 tag_number(const struct tag_info *);

/* The attributes that matter here, and what a tag says in them. */
enum attribute {
	ATT_ID, ATT_REL, ATT_HREF, ATT_LANG, ATT_NAME, ATT_ROLE, ATT_CLASS,
	ATT_STYLE, ATT_TITLE, ATT_HIDDEN, ATT_CONTENT, ATT_DATETIME,
	ATT_ITEMPROP, ATT_PROPERTY, ATT_ARIA_HIDDEN, ATT_MAX
};

struct atts {
	unsigned	has;			/* bits of enum attribute */
	struct slice	value[ATT_MAX];		/* where its bit is set */
};

#endif
