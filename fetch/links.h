/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_LINKS_H
#define KLIPING_FETCH_LINKS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/slice.h"

/* Addresses out of documents: what the readers of feeds, sitemaps and pages
   have in common. */

#define LINKS_MAX_ADDRESSES 1000000	/* of one document; a sitemap of the
					   protocol's 50 MB holds so many */
#define LINKS_MAX_TEXT	((size_t)64 << 10)	/* bytes of one address, title
						   or date as written */

/* What an address is to the document that names it. */
enum link_kind {
	LINK_ITEM,		/* an article in a feed */
	LINK_URL,		/* a page in a sitemap */
	LINK_SITEMAP,		/* a sitemap, in an index or a robots.txt */
	LINK_FEED,		/* a feed, named by a page */
	LINK_CANONICAL,		/* the page's own address as it wants it */
	LINK_NEXT,		/* the next page, of pages and of feeds */
	LINK_AMP,		/* the page for telephones */
	LINK_ALTERNATE,		/* the page in another language */
	LINK_ANCHOR		/* a[href] */
};
extern const char *const link_kinds[];	/* the words of --long */

struct link {
	enum link_kind	kind;
	struct slice	address;	/* canonical */
	struct slice	title, date;	/* as written, in UTF-8; n = 0: none */
};

/*
 * Where a document's addresses go, one after the other; all slices last for
 * the call.  The counts are of this document.
 */
struct finder {
	void		(*found)(void *data, const struct link *);
	void		*data;
	uint64_t	 n;
	uint64_t	 bad;	/* in feeds and sitemaps: no addresses */
	bool		 full;	/* LINKS_MAX_ADDRESSES; no more are taken */
};

/*
 * What a reference at base leads to, in canonical form, into out (which is
 * emptied first).  False when it leads to no address.
 */
bool	 finder_resolve(struct buf *out, struct slice base,
	     struct slice reference);

/* Hand one on; an empty address counts as a bad one. */
void	 finder_put(struct finder *, const struct link *);

/*
 * A title for reading: blanks in a row become one, and character references
 * that were written twice (`&amp;#8211;`) are read.  Appended to out.
 */
void	 links_title(struct buf *out, struct slice text);

/* The character of a reference (`&#8211;`, `&amp;`) that text begins with: its
   length, with *c set; 0 when it is none that XML knows, or not a character. */
size_t	 links_reference(struct slice text, uint32_t *c);

#endif
