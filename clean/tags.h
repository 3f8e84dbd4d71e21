/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_TAGS_H
#define KLIPING_CLEAN_TAGS_H

/* The elements of HTML that matter here (WHATWG, section 4). */

enum tag {
	TAG_OTHER, TAG_A, TAG_ADDRESS, TAG_ARTICLE, TAG_ASIDE, TAG_B,
	TAG_BLOCKQUOTE, TAG_BODY, TAG_BR, TAG_DD, TAG_DIV, TAG_DL, TAG_DT,
	TAG_EMBED, TAG_FIGCAPTION, TAG_FIGURE, TAG_FOOTER, TAG_FORM, TAG_H1,
	TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HR,
	TAG_HTML, TAG_IMG, TAG_INPUT, TAG_LI, TAG_LINK, TAG_MAIN, TAG_META,
	TAG_NAV, TAG_OL, TAG_P, TAG_PRE, TAG_SECTION, TAG_SKIP, TAG_SPAN,
	TAG_TABLE, TAG_TD, TAG_TH, TAG_TIME, TAG_TITLE, TAG_TR, TAG_UL,
	TAG_IFRAME, TAG_LABEL
};

enum tag_flag {
	TAG_IS_BLOCK = 1,	/* begins and ends a line */
	TAG_IS_NODE = 2,	/* inline, but worth a node of its own */
	TAG_HIDES = 4		/* its text is not the page's */
};

struct tag_info {
	const char	*name;
	unsigned char	 tag, flags;
	signed char	 score;		/* Readability's start value */
};

/* What is known of an element by its lower-case name; never NULL. */
const struct tag_info *tag_find(const char *name);

#endif
