/* SPDX-License-Identifier: MIT */
/*
 * Kinds of what is counted.  How far from its count a kind may stand is the
 * data's to say; the clause it stands in bounds it too.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/counted.h"
#include "extract/countkind.h"
#include "extract/name.h"

#define SHORT_WORD	3	/* letters of a word that a full stop may cut */

enum { KIND_OF = 1, KIND_SCOPE, KIND_BEHIND, KIND_BEFORE };

static const char *
cell(const struct knowledge *k, const struct match *m, size_t column)
{
	return knowledge_cell(k, LEX_COUNT_KIND, m->entry, column);
}

static size_t
words(const struct knowledge *k, const struct match *m, size_t column)
{
	return (size_t)strtoul(cell(k, m, column), NULL, 10);
}

static bool
is_of(const struct knowledge *k, const struct match *m, const char *of)
{
	const char *rest = cell(k, m, KIND_OF);
	struct slice s;

	while ((s = knowledge_piece(&rest)).p != NULL)
		if (slice_is(s, of))
			return true;
	return false;
}

/* Does a clause end between a word and the one before it? */
static bool
clause_ends(const struct passage *p, size_t i)
{
	unsigned gap = p->token[i].gap;

	if (gap & GAP_DOT)
		return (gap & (GAP_BREAK | GAP_COMMA)) || p->token[i - 1].end -
		    p->token[i - 1].begin > SHORT_WORD;
	return (gap & (GAP_BREAK | GAP_COMMA | GAP_END)) != 0;
}

static bool
is_number(const struct passage *p, size_t i)
{
	return p->token[i].shape >= SHAPE_NUMBER ||
	    passage_match_at(p, LEX_NUMBER, i) != NULL;
}

static const struct match *
kind_behind(const struct count *c, const struct passage *p,
    const struct knowledge *k)
{
	size_t i = c->token_end, n;
	const struct match *m;

	if (i >= p->ntokens || (p->token[i].gap & ~(GAP_SPACE | GAP_CLOSE)))
		return NULL;
	for (n = 0; i < p->ntokens && !(n > 0 && clause_ends(p, i)); n++, i++) {
		m = passage_match_at(p, LEX_COUNT_KIND, i);
		if (m != NULL && is_of(k, m, c->of))
			return n <= words(k, m, KIND_BEHIND) ? m : NULL;
		if (is_number(p, i) || name_cue_at(p, i, k, "and") != NULL)
			return NULL;
		/* 4 TPS masuk kategori sangat rawan */
		m = passage_match_at(p, LEX_MARK, i);
		if (knowledge_is(k, m, 1, "class")) {
			i += m->ntokens - 1;
			n--;
		}
	}
	return NULL;
}

static const struct match *
kind_before(const struct count *c, const struct passage *p,
    const struct knowledge *k)
{
	size_t i = passage_token(p, c->begin), n;
	const struct match *m;

	for (n = 0; i > 0 && !clause_ends(p, i); n++) {
		m = passage_match_over(p, LEX_COUNT_KIND, --i);
		if (m != NULL && is_of(k, m, c->of))
			return n < words(k, m, KIND_BEFORE) ? m : NULL;
		if (is_number(p, i))
			return NULL;
	}
	return NULL;
}

void
countkind_read(struct count *c, const struct passage *p,
    const struct knowledge *k)
{
	const struct match *m = kind_behind(c, p, k);

	if (m != NULL)
		c->end = m->end;
	else if ((m = kind_before(c, p, k)) == NULL)
		return;
	c->scope = cell(k, m, KIND_SCOPE);
}

int
countkind_alone(struct count *c, const struct passage *p, size_t i,
    const struct count *last, const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_MARK, i);
	const char *people = counted_of(k, "people");

	if (knowledge_is(k, m, 1, "some") || knowledge_is(k, m, 1, "class"))
		i += m->ntokens;
	if ((m = passage_match_at(p, LEX_COUNT_KIND, i)) == NULL)
		return 0;
	if (last != NULL && is_of(k, m, last->of))
		c->of = last->of;
	else if (is_of(k, m, people))
		c->of = people;
	else
		return 0;
	c->rule = RULE_COUNT_KIND;
	c->scope = cell(k, m, KIND_SCOPE);
	c->token_end = m->token + m->ntokens;
	c->end = m->end;
	return 1;
}

int
countkind_before(struct count *c, const struct passage *p,
    const struct count *last, const struct knowledge *k)
{
	const struct match *m = c->token == 0 ||
	    p->token[c->token].gap != GAP_SPACE ? NULL :
	    passage_match_over(p, LEX_COUNT_KIND, c->token - 1);

	if (m == NULL || m->token + m->ntokens != c->token ||
	    !is_of(k, m, last->of))
		return 0;
	c->rule = RULE_COUNT_KIND;
	c->of = last->of;
	c->scope = cell(k, m, KIND_SCOPE);
	c->begin = m->begin;
	return 1;
}

const char *
countkind_at(const struct passage *p, size_t token, const char *of,
    const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_COUNT_KIND, token);

	return m != NULL && is_of(k, m, of) ? cell(k, m, KIND_SCOPE) : "";
}

/* Does nothing but a bracket, a slash or a word such as `or' stand between two
   counts? */
static bool
is_one_breath(const struct passage *p, const struct count *a,
    const struct count *b, const struct knowledge *k)
{
	size_t i = a->token_end, from = passage_token(p, b->begin);
	const struct match *m;

	if (a->is_title != b->is_title || from >= p->ntokens || i > from ||
	    clause_ends(p, from))
		return false;
	if (i == from)
		return (p->token[i].gap & (GAP_OPEN | GAP_SLASH)) != 0;
	m = passage_match_at(p, LEX_MARK, i);
	return (knowledge_is(k, m, 1, "alike") || (knowledge_is(k, m, 1, "of")
	    && strcmp(a->of, b->of) != 0)) && i + m->ntokens == from;
}

void
countkind_share(struct counts *out, const struct passage *body,
    const struct knowledge *k)
{
	size_t i;

	for (i = out->n; i-- > 1;) {
		struct count *a = &out->v[i - 1], *b = &out->v[i];

		if (*a->scope == '\0' && *b->scope != '\0' && !b->is_title &&
		    counted_has_kind(k, a->of, b->scope) &&
		    is_one_breath(body, a, b, k))
			a->scope = b->scope;
	}
}
