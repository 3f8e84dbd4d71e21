/* SPDX-License-Identifier: MIT */
#ifndef KLIPING_EXTRACT_PEOPLEROLE_H
#define KLIPING_EXTRACT_PEOPLEROLE_H

#include "extract/name.h"
#include "extract/peoplebody.h"

/* The inside of peopleoffice.c: the role itself, without whose it is. */

/* Does word i stand close behind the word before it? */
static inline bool
role_close_behind(const struct passage *p, size_t i)
{
	return i < p->ntokens && !(p->token[i].gap &
	    ~(unsigned)(GAP_SPACE | GAP_DOT | GAP_HYPHEN)) &&
	    !(p->token[i].gap & GAP_DOT && p->token[i - 1].end -
	    p->token[i - 1].begin > 4);
}

static inline bool
role_is_capital(const struct passage *p, size_t i)
{
	return p->token[i].shape == SHAPE_CAPITAL ||
	    p->token[i].shape == SHAPE_UPPER;
}

/* Does a word that is no name, or `dan` before one, go on with a division? */
static inline bool
role_is_division(const struct office_reader *r, size_t i)
{
	if (name_cue_at(r->p, i, r->k, "and") != NULL)
		i++;
	return passage_match_at(r->p, LEX_NOT_NAME, i) != NULL;
}

/* Does a name begin at a word, as its title shows: `KH. X`, `Haji X`? */
bool	 role_is_titled(const struct office_reader *, size_t i);

/* Do words that are no names go on behind a comma, up to `dan` and another:
   `Perumahan, Permukiman dan Pertanahan`? */
bool	 role_is_listed(const struct office_reader *, size_t i);

/* `Plt`, `Pj`, `Calon` before the role: its canonical form, for good; "" when
   there is none.  r->i moves behind it. */
const char *role_acting(struct office_reader *);

/* The role at r->i, which moves behind it, the longer of the two ways to write
   one: 1, with what it belongs to in r->body and r->of; 0 when there is none. */
int	 role_read(struct office_reader *);

#endif
