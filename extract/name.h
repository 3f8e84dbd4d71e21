/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_NAME_H
#define KLIPING_EXTRACT_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "extract/knowledge.h"
#include "extract/match.h"
#include "lib/arena.h"

/* The names of people, and what stands around them. */

#define NAME_MAX_WORDS	8	/* longer runs of capitals are headlines */
#define NAME_MAX_DEGREE	6	/* parts of one degree: M.Tr.Opsla has three */

struct name {
	size_t	token, token_end;	/* its words; titles before, degrees
					   behind left out */
	size_t	next;			/* the word behind its degrees */
	size_t	words;			/* how many it has, of two letters or
					   more */
	bool	has_degree, is_cleric;	/* so it is a person's */
};

/*
 * Read titles, a name and degrees that begin at a word.  A name ends at a small
 * word, at a sign, and at a word that is known to be no name (notnames.tsv,
 * institutions, offices, ranks).  1 and *n, or 0 when no name begins there.
 * Whether it is a person's is for the caller to know: places look the same.
 */
int	 name_read(struct name *n, const struct passage *, size_t token,
	     const struct knowledge *);

/* Does a degree begin at a word? */
bool	 name_degree_at(const struct passage *, size_t token,
	     const struct knowledge *);

/* The word behind the degrees that begin at a word; that word when none do. */
size_t	 name_skip_degrees(const struct passage *, size_t token,
	     const struct knowledge *);

/* The name as it is printed: `M.AGUNG  GUMILAR` is `M. Agung Gumilar`. */
const char *name_text(const struct name *, const struct passage *,
	     struct arena *);

/*
 * Read a rank with its corps (`Letkol Laut (P)`): the number of words, 0 when
 * there is none.  *rank is its canonical form, in the arena or for good.
 */
size_t	 name_rank(const struct passage *, size_t token, const char **rank,
	     struct arena *, const struct knowledge *);

/* Does a match of the cue lexicon belong to a class (cues.tsv)?  NULL: no. */
bool	 name_cue(const struct knowledge *, const struct match *,
	     const char *class);

/* The cue of a class that begins at a word; NULL when none does. */
const struct match *name_cue_at(const struct passage *, size_t token,
	     const struct knowledge *, const char *class);

#endif
