/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CLEAN_JSONLD_H
#define KLIPING_CLEAN_JSONLD_H

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/prepass.h"
#include "lib/slice.h"

/* What a page says of itself in JSON-LD (schema.org). */

#define JSONLD_MAX_BLOCK ((size_t)2 << 20)	/* bytes; larger ones are skipped */
#define JSONLD_MAX_OBJECTS 4096		/* looked at in one block */
#define JSONLD_MAX_PEOPLE 16

/* n = 0 where it is not said.  Slices lie in the arena. */
struct jsonld {
	struct slice	headline, published, modified, publisher, language,
			body, site;
	struct slice	author[JSONLD_MAX_PEOPLE], editor[JSONLD_MAX_PEOPLE];
	size_t		nauthors, neditors;
	bool		is_article;	/* an Article of some kind was found */
};

/* Once, before the first jsonld_read: without memory the JSON reader ends the
   program, as lib/xalloc.h does. */
void	 jsonld_init(void);

/* Read all blocks; those that are no JSON are left out. */
void	 jsonld_read(struct jsonld *, struct arena *, const struct prepass *);

#endif
