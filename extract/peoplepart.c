/* SPDX-License-Identifier: MIT */
/*
 * What the words around an office say of it: that its holder takes part, is
 * represented, elected, or one of many.  Holds nothing.
 */
#include "extract/peoplepart.h"

#define PRIZE_MAX_WORDS	2	/* between a word of election and the office */

static bool
gap_within(const struct passage *p, size_t i, unsigned signs)
{
	return i < p->ntokens && (p->token[i].gap & ~signs) == 0;
}

/* The cue that ends right before a word, blanks between. */
const struct match *
people_cue_before(const struct finder *f, size_t i)
{
	const struct match *m;

	if (i == 0 || f->p->token[i].gap != GAP_SPACE)
		return NULL;
	m = passage_match_over(f->p, LEX_CUE, i - 1);
	return m != NULL && m->token + m->ntokens == i ? m : NULL;
}

/* Does an office follow only a connector or nothing behind the last one? */
bool
part_follows(const struct finder *f, size_t i, bool *by_word)
{
	size_t from = f->last_office;

	*by_word = false;
	if (from == 0 || i < from || i > from + 1)
		return false;
	if (i == from + 1) {
		*by_word = name_cue_at(f->p, from, f->k, "and") != NULL;
		return *by_word && gap_within(f->p, i, GAP_SPACE) &&
		    gap_within(f->p, from, GAP_SPACE | GAP_COMMA | GAP_CLOSE);
	}
	return gap_within(f->p, i, GAP_SPACE | GAP_COMMA | GAP_SLASH |
	    GAP_CLOSE);
}

/* Does a word of election stand close before: `memilih kembali Bupati`? */
static bool
is_prize(const struct finder *f, size_t i)
{
	size_t n;

	for (n = 0; n <= PRIZE_MAX_WORDS && n < i &&
	    f->p->token[i - n].gap == GAP_SPACE; n++)
		if (name_cue(f->k, passage_match_over(f->p, LEX_CUE, i - n - 1),
		    "elect"))
			return true;
	return false;
}

/* What the words around an office say of it. */
enum office_part
part_of(const struct finder *f, const struct office *o)
{
	const struct match *m = people_cue_before(f, o->token);
	bool by_word;

	if (!o->holds || is_prize(f, o->token))
		return OFFICE_ELECTED;
	if (name_cue(f->k, m, "many"))
		return OFFICE_OF_MANY;
	if (name_cue(f->k, m, "proxy"))
		return OFFICE_REPRESENTED;
	if (name_cue(f->k, m, "thing"))
		return OFFICE_OWNS;
	if (gap_within(f->p, o->token_end, GAP_SPACE | GAP_HYPHEN) &&
	    name_cue_at(f->p, o->token_end, f->k, "crowd") != NULL)
		return OFFICE_OF_MANY;
	if (!part_follows(f, o->token, &by_word))
		return OFFICE_TAKES_PART;
	if (f->last_part == OFFICE_ELECTED)
		return OFFICE_ELECTED;
	if (f->last_part == OFFICE_OF_MANY && o->many && !o->placed)
		return OFFICE_OF_MANY;
	return by_word && !o->placed ? f->last_part : OFFICE_TAKES_PART;
}

/* Does a verb of saying stand in the words from .. to? */
static bool
says_within(const struct finder *f, size_t from, size_t to)
{
	return passage_match_in(f->p, LEX_SAYING, from, to) != NULL;
}

/* Does something show that the holder is there: a word of presence before it
   in its sentence, or that it does something? */
bool
part_acts(const struct finder *f, const struct office *o)
{
	const struct passage *p = f->p;
	const struct span *s = passage_sentence(p, p->token[o->token].begin);
	size_t i = s == NULL ? o->token : s->token, end = o->token_end;
	const struct match *m;

	if (says_within(f, o->token > 0 ? o->token - 1 : 0, o->token) ||
	    says_within(f, end, end + 4) ||
	    name_cue_at(p, end, f->k, "act") != NULL)
		return true;
	if (i == o->token && end < p->ntokens &&
	    p->token[end].shape == SHAPE_LOWER)
		return true;
	if (i == o->token && end < p->ntokens && p->token[end].gap & GAP_COMMA)
		return true;
	for (; (m = passage_match_in(p, LEX_CUE, i, o->token)) != NULL;
	    i = m->token + 1)
		if (name_cue(f->k, m, "present"))
			return true;
	for (i = end; s != NULL && (m = passage_match_in(p, LEX_CUE, i,
	    s->token_end)) != NULL; i = m->token + 1)
		if (name_cue(f->k, m, "attend"))
			return true;
	return false;
}
