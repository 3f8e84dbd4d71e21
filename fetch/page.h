/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_PAGE_H
#define KLIPING_FETCH_PAGE_H

#include "fetch/links.h"

#define PAGE_MAX_DEPTH	512	/* elements in one another, as in browsers:
				   parsers search them all at an end tag */

/*
 * The addresses in a page, in UTF-8: a[href] and area[href], and of its link
 * elements canonical, next, amphtml, alternate feeds and languages.  base is
 * the page's own address; its <base href> holds from where it stands.  What
 * leads to no address (`javascript:`) is passed.
 *
 * NULL, or why it was read no further.
 */
const char *page_read(struct finder *, struct slice page, struct slice base);

#endif
