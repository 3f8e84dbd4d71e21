/* SPDX-License-Identifier: MIT */
/*
 * Private persons: what stands around a name that tells what its owner is, and
 * so that it is a person's.  Holds nothing.
 */
#include "extract/peopleholder.h"
#include "extract/quotesaying.h"

#define HOLDER_MAX_WORDS 16	/* of `Kepala ...` before a name in commas */
#define CALLING_MAX_WORDS 2	/* between a verb of saying and the name */

/* `kata salah satu warga Sukorambi, X`: does a verb of saying and what the owner
   of the name is stand before the comma? */
static bool
is_said_behind_comma(const struct finder *f, size_t token)
{
	const struct passage *p = f->p;
	const struct match *one, *what;
	struct saying s;
	size_t i = token, words;

	for (words = 0; words < HOLDER_MAX_WORDS && i > 1; words++) {
		i--;
		if (p->token[i].gap & ~(unsigned)(GAP_SPACE | GAP_HYPHEN))
			return false;
		one = name_cue_at(p, i, f->k, "many");
		what = one == NULL ? name_cue_at(p, i, f->k, "holder") :
		    name_cue_at(p, i + one->ntokens, f->k, "holder");
		if (what != NULL && p->token[i].shape == SHAPE_LOWER &&
		    saying_read(&s, p, i - 1, f->k) && s.kind == SAYING_BEFORE)
			return true;
	}
	return false;
}

/* `kata sutradara X`, `ujar petani kopi Y`: a verb of saying and what the owner
   of the name is, in small letters. */
bool
people_said_by_holder(const struct finder *f, const struct name *n, size_t i)
{
	const struct passage *p = f->p;
	const struct match *m;
	struct saying s;
	size_t words;

	if (n->words < 2 && n->next < p->ntokens && p->token[n->next].gap ==
	    GAP_SPACE)
		return false;
	if (p->token[i].gap == (GAP_COMMA | GAP_SPACE))
		return is_said_behind_comma(f, i);
	for (words = 0; words < CALLING_MAX_WORDS && i > 1 &&
	    p->token[i].gap == GAP_SPACE; words++, i--) {
		m = passage_match_over(p, LEX_CUE, i - 1);
		if (name_cue(f->k, m, "holder"))
			return m->token > 0 && p->token[m->token - 1].shape ==
			    SHAPE_LOWER && p->token[m->token].gap ==
			    GAP_SPACE && saying_read(&s, p, m->token - 1,
			    f->k) && s.kind == SAYING_BEFORE;
		if (m != NULL || p->token[i - 1].shape != SHAPE_LOWER ||
		    passage_match_at(p, LEX_MARK, i - 1) != NULL)
			return false;
	}
	return false;
}

/* Is the name set off by commas behind what its owner is: `Kepala Seksi ...,
   Eka Asmadi,`? */
bool
people_is_holder(const struct finder *f, const struct name *n, size_t token)
{
	const struct passage *p = f->p;
	size_t i = token, words;

	if (!(p->token[token].gap & GAP_COMMA) || n->next >= p->ntokens ||
	    !(p->token[n->next].gap & (GAP_COMMA | GAP_OPEN)))
		return false;
	for (words = 0; words < HOLDER_MAX_WORDS && i > 0; words++) {
		i--;
		if (passage_match_at(p, LEX_HEAD, i) != NULL ||
		    passage_match_at(p, LEX_ROLE, i) != NULL ||
		    name_cue_at(p, i, f->k, "holder") != NULL)
			return true;
		if (p->token[i].gap & (GAP_COMMA | GAP_BREAK | GAP_DOT))
			return false;
	}
	return false;
}

/* May a word alone be a name: the first of its sentence, and what follows it in
   commas ends with one? */
static bool
is_lone_name(const struct finder *f, const struct name *n, size_t token)
{
	const struct passage *p = f->p;
	const struct span *s = passage_sentence(p, p->token[token].begin);
	size_t i = n->next + 1, words;

	if (s == NULL || (s->token != token && p->token[token].gap !=
	    (GAP_HYPHEN | GAP_SPACE)) || p->covers[token] &
	    (MATCH_BIT(LEX_CUE) | MATCH_BIT(LEX_MARK) | MATCH_BIT(LEX_SAYING)) ||
	    passage_match_at(p, LEX_CLITIC, token) != NULL)
		return false;
	for (words = 0; words < HOLDER_MAX_WORDS && i < s->token_end; words++,
	    i++)
		if (p->token[i].gap & GAP_COMMA)
			return true;
	return false;
}

/* `Moh Rasul, buruh garam asal Kalianget,`: what a private person is follows in
   small letters. */
bool
people_is_private(const struct finder *f, const struct name *n, size_t token)
{
	const struct passage *p = f->p;
	size_t i = n->next;
	const struct match *one = name_cue_at(p, i, f->k, "many");
	size_t what = one != NULL ? i + one->ntokens : i; /* seorang buruh */

	return (n->words >= 2 || is_lone_name(f, n, token)) &&
	    i < p->ntokens && p->token[i].gap ==
	    (GAP_COMMA | GAP_SPACE) && p->token[i].shape == SHAPE_LOWER &&
	    passage_match_at(p, LEX_VENUE, token) == NULL &&
	    name_cue_at(p, what, f->k, "holder") != NULL;
}
