/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_PEOPLEOFFICE_H
#define KLIPING_EXTRACT_PEOPLEOFFICE_H

#include <stdbool.h>
#include <stddef.h>

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/story.h"

/* Offices that people hold: `Kapolres Bangka`, `Plt Asisten 1 Setda Bangka`,
   `Kasi Pidum Kejari Minahasa`, `Danramil 03/Bintan Utara`. */

struct office {
	const char	*role;		/* canonical: `Plt Asisten 1` */
	const char	*family;	/* the role without Plt or Pj; one for the
					   offices that papers mix up */
	const char	*body;		/* the institution served */
	const char	*region;	/* its code; "" */
	bool		 placed;	/* unit, place or number is written */
	bool		 of_unit;	/* of a police unit */
	bool		 heads_unit;	/* and at its head */
	bool		 many;		/* one of many in its region */
	bool		 several;	/* and one of several in its place */
	bool		 holds;		/* no candidate, no former one */
	bool		 listed;	/* the data knows it; else read by shape */
	bool		 capital;	/* written with a capital */
	size_t		 token, token_end;
};

#define OFFICE_MAX_PARTS 4	/* `Bag SDM Polres X Polda Y` has two */
#define OFFICE_MAX_PLACE 4	/* words of a place, its holder's name included */
#define OFFICE_MAX_WORDS 6	/* of an office that is on no list */

/*
 * Read the office that begins at a word, with all that tells whose it is.  1
 * and *o; 0 when none begins there.  Strings live as long as the article.
 */
int	 office_read(struct office *o, struct article *, size_t token,
	     const struct story *, const struct knowledge *);

#endif
