/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_PEOPLE_H
#define KLIPING_EXTRACT_PEOPLE_H

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/story.h"

/* The people of an article: the table `people` of kliping(5). */

/* Strings live as long as the article; none is NULL, "" is missing. */
struct person {
	const char	*name;		/* without rank, titles, degrees */
	const char	*rank;		/* canonical: `Kombes Pol` */
	const char	*role;		/* canonical: `Kapolres` */
	const char	*body;		/* `Polres Bangka` */
	const char	*region;	/* its code */
	size_t		 begin, end;	/* of the first mention */
};

struct people {
	struct person	*v;		/* owned */
	size_t		 n, cap;
};

/*
 * Find the people, once each, by the position of their first mention.  What
 * was in *out before goes; its memory is used again.
 */
void	 people_find(struct people *out, struct article *,
	     const struct story *, const struct knowledge *);
void	 people_free(struct people *);

#endif
