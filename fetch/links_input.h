/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_LINKS_INPUT_H
#define KLIPING_FETCH_LINKS_INPUT_H

#include <stdint.h>

#include "fetch/links.h"
#include "lib/got.h"
#include "lib/gzip.h"
#include "lib/http.h"
#include "lib/warc.h"

/*
 * Documents that may name addresses, out of a web archive.  What a document
 * is, its bytes say; the header is asked only where they are silent.
 */

#define LINKS_MAX_BODY	((size_t)64 << 20)	/* decoded; the sitemap protocol
						   allows 50 MB */

enum source_kind {
	SOURCE_FEED,		/* rss, rdf:RDF or feed is its first element */
	SOURCE_SITEMAP,		/* urlset or sitemapindex */
	SOURCE_LIST,		/* every line of text is an address */
	SOURCE_ROBOTS,		/* /robots.txt of a host */
	SOURCE_PAGE,		/* HTML */
	SOURCE_NONE
};

/* Borrowed until the next call. */
struct source {
	enum source_kind kind;
	struct slice	uri;	/* as the archive has it */
	struct slice	text;	/* in UTF-8 */
};

struct links_input {
	const char	*why;		/* after GOT_BAD, GOT_BROKEN */
	const char	*notice;	/* beside GOT_RECORD: the body is cut or
					   damaged; NULL: it is whole */
	uint64_t	 records;	/* so far */
	uint64_t	 offset;	/* of the last answer in the file */
	/* what follows is the reader's own */
	struct gzip_reader	 gzip;
	struct warc_reader	 warc;
	struct http_decoder	 http, packed;
	struct buf		 text;
	bool			 found;		/* a record could be read */
};

/* Ready to read from fd, which stays the caller's, as does name. */
void	 links_open(struct links_input *, int fd, const char *name);

/* The next document; records that hold none are passed.  GOT_BROKEN also at the
   end of a file of which no record could be read. */
enum got links_next(struct links_input *, struct source *);

void	 links_close(struct links_input *);

/* What a text in UTF-8 is; html: its header calls it HTML. */
enum source_kind links_sniff(struct slice text, struct slice uri, bool html);

#endif
