/* SPDX-License-Identifier: MIT */
/*
 * Whose members are counted: units and institutions behind a count or right
 * before its number.  Holds nothing.
 */
#include <string.h>

#include "extract/counted.h"
#include "extract/countkind.h"
#include "extract/countowner.h"
#include "extract/unit.h"

static const char *
value_of(const struct knowledge *k, const struct match *m, size_t column)
{
	return knowledge_cell(k, m->lexicon, m->entry, column);
}

/* Does the name of a force, whose members may be meant, begin at word i? */
bool
countowner_is_force(const struct passage *p, size_t i,
    const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_INSTITUTION, i);
	const struct match *mark = passage_match_at(p, LEX_MARK, i);
	const char *kind;

	if (m == NULL || knowledge_is(k, m, 3, "1") ||
	    knowledge_is(k, mark, 1, "troop"))
		return false;
	kind = value_of(k, m, 2);
	return strcmp(kind, "tni") == 0 || strcmp(kind, "polri") == 0 ||
	    knowledge_is(k, mark, 1, "force");
}

/* The name of a unit or an institution that begins at word i; "" when there is
   none.  *end is set to the word behind it. */
const char *
countowner_at(const struct passage *p, size_t i, size_t *end, struct article *a,
    const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_INSTITUTION, i);
	struct unit u;

	if (m != NULL) {
		*end = i + m->ntokens;
		return value_of(k, m, 1);
	}
	if (unit_read(&u, p, i, a, k) && u.level != UNIT_NONE) {
		*end = u.token_end;
		return u.name;
	}
	return "";
}

/* Who or which kind, behind the noun. */
void
countowner_behind(struct count *c, const struct passage *p, struct article *a,
    const struct knowledge *k)
{
	size_t i = c->token_end, end = i;
	const struct match *m = passage_match_at(p, LEX_MARK, i);
	const char *owner;

	if (knowledge_is(k, m, 1, "aid") && p->token[i].gap == GAP_SPACE)
		i += m->ntokens;
	owner = i < p->ntokens && p->token[i].gap == GAP_SPACE ?
	    countowner_at(p, i, &end, a, k) : "";
	if (*owner != '\0') {
		/* 60 orang Linmas */
		if (countowner_is_force(p, i, k) && counted_is(k, c->of, "people"))
			c->of = counted_of(k, "members");
		c->scope = owner;
		c->end = p->token[end - 1].end;
	} else if (i > c->token_end && m != NULL) {
		struct slice s = passage_words(p, m->token, i);

		c->scope = arena_string(&a->arena, s);
		c->end = m->end;
	}
	countkind_read(c, p, k);
}

/* Whose, right before the number: Polri 26.075 personel. */
void
countowner_before(struct count *c, const struct passage *p,
    struct article *a, const struct knowledge *k)
{
	const struct match *m;
	size_t i = c->token, from = i > 8 ? i - 8 : 0, end;

	if (i == 0 || p->token[i].gap != GAP_SPACE)
		return;
	m = passage_match_over(p, LEX_MARK, i - 1);
	if (knowledge_is(k, m, 1, "many") && m->token > 0)
		i = m->token;
	for (; from < i; from++) {
		const char *owner;

		if (passage_match_at(p, LEX_UNIT_WORD, from) == NULL &&
		    passage_match_at(p, LEX_INSTITUTION, from) == NULL)
			continue;
		owner = countowner_at(p, from, &end, a, k);
		if (*owner != '\0' && end == i && (i == c->token ||
		    passage_match_at(p, LEX_INSTITUTION, from) != NULL)) {
			c->scope = owner;
			return;
		}
	}
}

/* Linmas 3.110 orang: a force right before makes members of people. */
void
countowner_force(struct count *c, const struct passage *p,
    struct article *a, const struct knowledge *k)
{
	const struct match *m = c->token == 0 ? NULL :
	    passage_match_over(p, LEX_INSTITUTION, c->token - 1);

	if (m == NULL || m->token + m->ntokens != c->token ||
	    !countowner_is_force(p, m->token, k))
		return;
	countowner_before(c, p, a, k);
	if (*c->scope != '\0')
		c->of = counted_of(k, "members");
}
