/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_FEED_H
#define KLIPING_FETCH_FEED_H

#include "fetch/links.h"

/*
 * The articles of a feed: RSS 0.9 to 2.0, RDF (RSS 1.0) and Atom 0.3 and 1.0,
 * told apart by nothing: an item is an item.  Its address is feedburner's
 * origLink, else the link, else a guid that is one, else rdf:about; its date
 * that of publication, else that of the last change.  Items come when they are
 * whole.  A link to the feed's next page (RFC 5005) is one too.
 *
 * document is XML in UTF-8.  NULL, or why it was read no further.
 */
const char *feed_read(struct finder *, struct slice document,
	     struct slice base);

#endif
