/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_PEOPLEFIND_H
#define KLIPING_EXTRACT_PEOPLEFIND_H

#include "extract/name.h"
#include "extract/people.h"
#include "extract/peopleoffice.h"

/* The inside of people.c: the parts of the search for an article's people. */

#define PEOPLE_SHORT_WORD 2	/* bytes: such words tell nobody apart */

/* What the words before an office say of it. */
enum office_part {
	OFFICE_TAKES_PART,
	OFFICE_OF_MANY,		/* para Kapolsek, Kapolsek jajaran */
	OFFICE_ELECTED,		/* pemilihan bupati */
	OFFICE_OWNS,		/* arahan Kapolda, kantor Bupati */
	OFFICE_REPRESENTED	/* mewakili Dandim, Bupati diwakili */
};

/* An office without a name behind it. */
struct unnamed {
	struct office	 office;
	enum office_part part;
	bool		 acts;		/* something shows that it is there */
	size_t		 mention;	/* its number among the mentions */
};

struct finder {
	struct people		*out;
	struct article		*a;
	const struct passage	*p;	/* the article's body */
	const struct story	*story;
	const struct knowledge	*k;
	struct unnamed		*unnamed; /* owned */
	size_t			 nunnamed, unnamed_cap;
	struct office		 unit;	/* the last one of a named unit */
	size_t			 last_office; /* end of the last office read */
	enum office_part	 last_part;
	enum rule		 rule;	/* by which the next one is read */
	bool			 last_acts;
};

/* Go over the text: named people, and the offices without a name. */
void	 people_scan(struct finder *);

/* Give the offices without a name to the people who hold them, or make them
   people; then the short second mentions of names. */
void	 people_join(struct finder *);

/*
 * Add a named person, or join it to the one it is.  office may be NULL.
 * token .. token_end are all its words.  Returns the person's number, or
 * PEOPLE_NOBODY when there are PEOPLE_MAX.
 */
size_t	 people_add(struct finder *, const struct name *, const char *rank,
	     const struct office *, size_t token, size_t token_end);

/* Add an office that has no name as a person. */
size_t	 people_add_office(struct finder *, const struct office *);

void	 people_mention(struct finder *, size_t token, size_t token_end,
	     size_t person, const char *role);

/* Are the words of a run all in a name, in that order? */
bool	 people_name_holds(const struct passage *, size_t token,
	     size_t token_end, size_t part, size_t part_end);

/* Does a word stand inside a quotation?  The number of its quotation, or
   PEOPLE_NOBODY. */
size_t	 people_quotation(const struct people *, const struct passage *,
	     size_t token);

#endif
