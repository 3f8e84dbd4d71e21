/* SPDX-License-Identifier: MIT */
/*
 * Whose facts a sentence gives: a story about one town's police often tells
 * the whole province's numbers too.
 */
#include <string.h>

#include "extract/setting.h"
#include "extract/unit.h"

/* What stands further behind in the same sentence is another matter. */
#define WORDS_BEHIND	6

enum scope { SCOPE_SILENT, SCOPE_OWN, SCOPE_WIDE };

static enum scope
scope_of_place(const struct match *m, const struct story *s,
    const struct knowledge *k)
{
	const struct place *place = region_resolve(k->regions, m->entry,
	    s->region);

	if (place == NULL)
		return SCOPE_SILENT;
	if (region_is_in(place->code, s->region))
		return SCOPE_OWN;
	return strcmp(place->code, s->province) == 0 ? SCOPE_WIDE :
	    SCOPE_SILENT;
}

static enum scope
scope_of_match(const struct passage *p, const struct match *m,
    const struct story *s, const struct knowledge *k)
{
	const char *level;

	switch (m->lexicon) {
	case LEX_PLACE:
		return p->token[m->token].shape == SHAPE_LOWER ?
		    SCOPE_SILENT : scope_of_place(m, s, k);
	case LEX_MARK:
		if (knowledge_is(k, m, 1, "wide"))
			return SCOPE_WIDE;
		return knowledge_is(k, m, 1, "own") ? SCOPE_OWN : SCOPE_SILENT;
	case LEX_UNIT_WORD:
		level = knowledge_cell(k, LEX_UNIT_WORD, m->entry, 2);
		return unit_level(level) == UNIT_POLDA ? SCOPE_WIDE :
		    SCOPE_SILENT;
	default:
		return SCOPE_SILENT;
	}
}

/* Own things outweigh wide ones: `Polres X, Polda Y, ...`. */
static enum scope
scope_of_words(const struct passage *p, size_t token, size_t token_end,
    const struct story *s, const struct knowledge *k)
{
	enum scope found = SCOPE_SILENT, one;
	size_t i;

	for (i = p->first[token]; i < p->first[token_end]; i++) {
		one = scope_of_match(p, &p->match[i], s, k);
		if (one == SCOPE_OWN)
			return one;
		if (one == SCOPE_WIDE)
			found = one;
	}
	return found;
}

bool
setting_is_wide(const struct article *a, size_t at, const struct story *s,
    const struct knowledge *k)
{
	const struct passage *p = &a->body;
	const struct span *paragraph = passage_paragraph(p, at);
	const struct span *sentence = passage_sentence(p, at);
	enum scope scope;
	size_t end = passage_token(p, at) + WORDS_BEHIND;

	if (s->is_polda || strlen(s->region) != 4 || sentence == NULL ||
	    paragraph == NULL)
		return false;
	for (;; sentence--) {
		scope = scope_of_words(p, sentence->token,
		    end < sentence->token_end ? end : sentence->token_end, s,
		    k);
		if (scope != SCOPE_SILENT)
			return scope == SCOPE_WIDE;
		if (sentence == p->sentence ||
		    sentence->begin <= paragraph->begin)
			return false;
	}
}
