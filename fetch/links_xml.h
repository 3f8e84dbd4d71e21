/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_FETCH_LINKS_XML_H
#define KLIPING_FETCH_LINKS_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * XML as events, for the readers of feeds and sitemaps.  No document type is
 * read, no entity expanded, nothing loaded; the document is never a tree.
 */

#define LINKS_MAX_DEPTH	64	/* elements in one another; feeds have 5, with
				   XHTML inside some 20 */
#define LINKS_MAX_NAMESPACES 128	/* open at once; feeds declare 15 */

/* An element; all is borrowed for the call. */
struct element {
	const char	*name;		/* without its prefix */
	const char	*space;		/* the namespace; "" without one */
	size_t		 depth;		/* the root has 1 */
	struct slice	 base;		/* xml:base and the record's address */
	const void	*attributes;	/* for element_attribute */
	size_t		 nattributes;
};

struct xml_reader {
	void	(*open)(void *data, const struct element *);
	void	(*text)(void *data, struct slice);
	void	(*close)(void *data, const struct element *);
	void	*data;
};

/* The value of an attribute by its name without prefix; n = 0: none.  As the
   document has it: references in it are resolved. */
struct slice element_attribute(const struct element *, const char *name);

/*
 * Read a document in UTF-8 at a base.  It is healed first (links_heal.h).  NULL;
 * or why it was read no further: what was whole until then has been reported.
 */
const char *xml_read(const struct xml_reader *, struct slice document,
	     struct slice base);

#endif
