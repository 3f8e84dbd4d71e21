/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_KNOWN_H
#define KLIPING_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/warc.h"

/*
 * What earlier archives know about the pages they hold, to ask a server
 * whether a page has changed (RFC 9110, 13) and to refer to the record that has
 * it when it has not.  Some 250 bytes a page.
 */

#define KNOWN_MAX_VALUE	1024	/* bytes of an ETag or a Last-Modified; a
				   longer one is not sent back */

/* Strings live as long as the table; NULL: not known. */
struct known_page {
	uint64_t	 hash;		/* of the address */
	size_t		 order;		/* of the record, over all archives */
	bool		 is_revisit;	/* it refers to the response */
	const char	*etag, *modified;	/* as the server sent them */
	const char	*digest;	/* `sha1:`, of the payload */
	const char	*id, *date;	/* of the response record */
};

/* `= { 0 }` is empty. */
struct known {
	struct known_page *pages;	/* owned */
	size_t		 n, cap;
	struct arena	 strings;
};

/*
 * Note the page in a record, a whole answer of status 200, or what a revisit
 * says about it, for the address of that hash.  Other records are passed.  True
 * when it was noted.
 */
bool	 known_note(struct known *, const struct warc_reader *,
	     const struct warc_record *, uint64_t hash);

/* Take back the last that was noted. */
void	 known_undo(struct known *);

/* After the last note: of each address the latest counts, a revisit together
   with what it refers to. */
void	 known_settle(struct known *);

/* The page of that hash, or NULL; only after known_settle. */
const struct known_page *known_find(const struct known *, uint64_t hash);

void	 known_free(struct known *);

#endif
