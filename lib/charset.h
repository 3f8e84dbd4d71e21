/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_CHARSET_H
#define KLIPING_CHARSET_H

#include "lib/buf.h"
#include "lib/slice.h"

#define CHARSET_PRESCAN	((size_t)4096)	/* bytes searched for a meta */

/*
 * What decodes the sets that iconv(3) knows, opened all at once: a program
 * that reads pages may have given up opening files.  charsets_close takes NULL.
 * Without it (NULL) a set is opened when it is met.
 */
struct charsets;

struct charsets *charsets_open(void);
void	 charsets_close(struct charsets *);

/*
 * The page in UTF-8.  A byte-order mark decides; then valid UTF-8 does,
 * whatever a label says; then the label, one of WHATWG Encoding, of the HTTP header (n = 0: none), of
 * the page's own meta, and at last windows-1252.  What cannot be read becomes
 * U+FFFD; NULs go.  The answer is page itself or lies in out; n = 0 with a
 * page that is over out's ceiling.
 */
struct slice charset_decode(struct charsets *, struct buf *out,
	     struct slice page, struct slice label);

/* The charset in a content type (`text/html; charset=utf-8`); n = 0: none. */
struct slice charset_of_type(struct slice content_type);

#endif
