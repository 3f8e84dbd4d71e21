/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_PAGE_H
#define KLIPING_CLEAN_PAGE_H

#include "clean/body.h"
#include "clean/boiler.h"
#include "clean/credit.h"
#include "clean/html.h"
#include "clean/jsonld.h"
#include "clean/lexicon.h"
#include "clean/tree.h"
#include "lib/buf.h"
#include "lib/date.h"
#include "lib/slice.h"
#include "lib/url.h"

/* A page on its way from bytes to an article. */

#define PAGE_MAX_BYTES	((size_t)128 << 20)

/* What clean was given. */
struct document {
	struct slice	url, fetched, body;
	struct slice	charset;	/* label of the HTTP header */
	bool		is_html;	/* else text */
	bool		is_refusal;	/* an answer in place of a page */
};

/* What it makes of it; slices and texts last until the next page. */
struct article {
	char		doc[17];
	struct slice	url, fetched, outlet, title, lang, next;
	struct credits	credits;
	struct stamp	published, modified;	/* date.year 0: not known */
	enum method	method;
	size_t		words, dropped;
	struct buf	text;		/* paragraphs, LF between them */
};

/* Everything a page needs, kept from one to the next. */
struct cleaner {
	struct lexicon	 lex;
	struct arbiter	 arbiter;
	struct html	*html;
	struct tree	 tree;
	struct prepass	 found;		/* its blocks of JSON-LD */
	struct jsonld	 jsonld;
	struct pick	 pick;
	struct url_tracking *tracking;
	struct charsets	*charsets;
	struct buf	 utf8;		/* the page decoded */
	struct buf	 folded, lower, scratch;
	struct article	 article;
	size_t		 story_end;	/* lines from here on are other
					   stories' */
	enum way	 only;		/* the one way to use; WAY_MAX: any */
	void		(*report)(void *, enum rule, struct slice);
	void		*report_data;
};

/* 0; -1 with the reason in why.  cleaner_free in either case. */
int	 cleaner_init(struct cleaner *, const char *datadir, char *why,
	     size_t whysize);
void	 cleaner_free(struct cleaner *);

/*
 * Make an article of a document: cleaner.article.  Its text is empty when the
 * page has none.  0; -1 when the page is over a ceiling or cannot be read.
 */
int	 cleaner_run(struct cleaner *, const struct document *);

/* The first and the last line of the body that read like paragraphs. */
void	 page_range(const struct cleaner *, size_t *first, size_t *last);

/* The parts, each in a file of its own.  The page is parsed before. */

/* The headline of a page; of a text, by its first lines. */
struct slice title_of_page(struct cleaner *);
struct slice title_of_text(struct cleaner *);

/* The site's name, or the host of the address. */
struct slice outlet_of_page(struct cleaner *, struct slice url);

/* Leave other stories below out of the body; where they begin. */
size_t	 others_drop(struct cleaner *);

/* Keep the lead too, where it stands apart from the body. */
void	 lead_keep(struct cleaner *);

/* People of the page outside its body: credits with the names. */
void	 people_of_page(struct cleaner *, struct credits *);

/* When it was published and modified. */
void	 stamps_of_page(struct cleaner *, struct article *);
void	 stamps_of_text(struct cleaner *, struct article *);

/* `id`, `en` ...; n = 0 when it cannot be told. */
struct slice lang_of(struct cleaner *, struct slice text);

/* The next page, or the one-page view; n = 0 when there is none. */
struct slice next_of_page(struct cleaner *, struct slice url);

/* Join the lines that are left into paragraphs. */
void	 blocks_join(struct buf *out, const struct tree *,
	     const unsigned char *keep);

#endif
