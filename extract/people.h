/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_PEOPLE_H
#define KLIPING_EXTRACT_PEOPLE_H

#include "extract/article.h"
#include "extract/knowledge.h"
#include "extract/quotespan.h"
#include "extract/rule.h"
#include "extract/story.h"

/* The people of an article: the table `people` of kliping(5). */

#define PEOPLE_MAX	1000	/* in one article; the others are left out */
#define PEOPLE_NOBODY	SIZE_MAX

/* Strings live as long as the article; none is NULL, "" is missing. */
struct person {
	const char	*name;		/* without rank, titles, degrees */
	const char	*rank;		/* canonical: `Kombes Pol` */
	const char	*role;		/* canonical: `Kapolres` */
	const char	*body;		/* `Polres Bangka` */
	const char	*region;	/* its code */
	size_t		 begin, end;	/* of the first mention */
	enum rule	 rule;		/* that read it */
	/* How other mentions are told to be of the same person. */
	const char	*family;	/* of the role (struct office) */
	bool		 placed;	/* whose the office is was written */
	size_t		 token, token_end; /* the words of the fullest name */
	uint64_t	 letters;	/* how they begin and their lengths, a
					   bit each */
};

/* Words that name a person, rank and office included, or an office that
   stands for one. */
struct people_mention {
	size_t		 token, token_end;
	size_t		 person;	/* by number, or PEOPLE_NOBODY */
	const char	*role;		/* of the office, when there is one; "" */
};

struct people {
	struct person	*v;		/* owned; by position */
	size_t		 n, cap;
	struct people_mention *mention;	/* owned; by position, none in another */
	size_t		 nmentions, mention_cap;
	struct quotespans spans;	/* the quotations of the text */
};

/*
 * Find the people, once each, by the position of their first mention.  What
 * was in *out before goes; its memory is used again.  Beyond PEOPLE_MAX people
 * the rest are left out.
 */
void	 people_find(struct people *out, struct article *,
	     const struct story *, const struct knowledge *);
void	 people_free(struct people *);

#endif
