/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_QUOTETALK_H
#define KLIPING_EXTRACT_QUOTETALK_H

#include "extract/people.h"
#include "extract/quotesaying.h"

/* Who says something: subjects of verbs of saying, and the last speaker. */

struct speaker {
	bool		 known;		/* a person, or at least a role */
	size_t		 person;	/* by number, or PEOPLE_NOBODY */
	const char	*role;		/* of somebody without a name; "" */
};

/* The text, and who speaks at the point that has been read. */
struct talk {
	const struct passage	*p;
	const struct people	*people;
	const struct knowledge	*k;
	struct speaker		 now;
};

/* What a stretch of words says about speaking. */
struct statement {
	bool		 found;		/* it has a verb of saying */
	struct speaker	 speaker;	/* not known: nobody the article knows */
	const char	*verb;		/* root */
};

#define TALK_MAX_EPITHET 16	/* words of `perwira ... itu` */

/*
 * Read the words from .. to of one sentence, none of them quoted: who says
 * something in it.  Does not change the talk.
 */
struct statement talk_read(const struct talk *, size_t from, size_t to);

/* Who is named behind a verb of saying, from a word on: `Kapolres`, `Donny`,
   `dia`, `perwira dua melati itu`. */
struct speaker talk_speaker(const struct talk *, size_t token);

/* A sentence without a verb of saying names who the next `ia` is. */
void	 talk_follow(struct talk *, size_t from, size_t to);

#endif
