/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_PREPASS_H
#define KLIPING_PREPASS_H

#include "lib/buf.h"
#include "lib/slice.h"

/*
 * Before the parser: scripts, styles, drawings and comments go (two thirds of
 * a news page), and so does what parsers are slow at.
 */

#define PREPASS_MAX_ATTRIBUTES	256	/* of one tag; the rest go */
#define PREPASS_MAX_JSONLD	32	/* blocks kept */

struct prepass {
	struct slice	jsonld[PREPASS_MAX_JSONLD];	/* into the page */
	size_t		njsonld;
};

/* Append the page without all that to out; 0, or -1 at out's ceiling. */
int	 prepass(struct buf *out, struct prepass *, struct slice page);

#endif
