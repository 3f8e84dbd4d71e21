/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_NAME_H
#define KLIPING_EXTRACT_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

/* A bit for the name of a class of cues.tsv; two classes may share one. */
static inline uint64_t
name_cue_bit(const char *class, size_t n)
{
	return (uint64_t)1 << (((size_t)(unsigned char)class[0] * 5 +
	    (size_t)(unsigned char)class[n / 2] * 3 + n) % 64);
}

/* Is the class among the row's of cues.tsv? */
bool	 name_cue_has(const struct knowledge *, size_t row, const char *class);

/* Does a match of the cue lexicon belong to a class (cues.tsv)?  NULL: no. */
static inline bool
name_cue(const struct knowledge *k, const struct match *m, const char *class)
{
	return m != NULL && (k->cue_classes[m->entry] & name_cue_bit(class,
	    strlen(class))) != 0 && name_cue_has(k, m->entry, class);
}

/* The cue of a class that begins at a word; NULL when none does. */
static inline const struct match *
name_cue_at(const struct passage *p, size_t token, const struct knowledge *k,
    const char *class)
{
	const struct match *m = passage_match_at(p, LEX_CUE, token);

	return name_cue(k, m, class) ? m : NULL;
}

#endif
