/* SPDX-License-Identifier: MIT */
/*
 * Verbs of saying: which stand where, and whether the words behind a mark are
 * such a verb with its speaker.  Holds nothing.
 */
#include <string.h>

#include "extract/name.h"
#include "extract/quotesaying.h"

enum { COL_ROOT = 1, COL_KIND };

/* Does the word end with the clitic that stands for a speaker (`ujarnya`)?  The
   others (-lah, -kah) do not; the file of clitics has it as the longest. */
static bool
has_speaker(const struct passage *p, const struct token *t)
{
	return t->clitic == 3 && memcmp(p->text.p + t->end - 3, "nya", 3) == 0;
}

/* The same written apart: `tandas nya`. */
static bool
is_detached(const struct passage *p, size_t i)
{
	return i < p->ntokens && p->token[i].gap == GAP_SPACE &&
	    slice_is(passage_words(p, i, i + 1), "nya");
}

int
saying_read(struct saying *s, const struct passage *p, size_t token,
    const struct knowledge *k)
{
	const struct match *m = passage_match_at(p, LEX_SAYING, token);
	const char *kind;

	if (m == NULL)
		return 0;
	kind = knowledge_cell(k, LEX_SAYING, m->entry, COL_KIND);
	*s = (struct saying){ .token = token, .token_end = token + m->ntokens,
	    .root = knowledge_cell(k, LEX_SAYING, m->entry, COL_ROOT) };
	s->weak = strcmp(kind, "weak") == 0;
	if (strcmp(kind, "active") == 0)
		s->kind = SAYING_BEHIND;
	else if (is_detached(p, s->token_end)) {
		s->token_end++;
		s->kind = SAYING_NYA;
	} else if (has_speaker(p, &p->token[s->token_end - 1]))
		s->kind = SAYING_NYA;
	else
		s->kind = SAYING_BEFORE;
	return 1;
}

/* May the words from i on be a speaker? */
static bool
is_speaker(const struct passage *p, size_t i, const struct knowledge *k)
{
	if (i >= p->ntokens || p->token[i].gap & (GAP_BREAK | GAP_END |
	    GAP_QUOTE | GAP_COMMA))
		return false;
	return p->token[i].shape == SHAPE_CAPITAL ||
	    p->token[i].shape == SHAPE_UPPER ||
	    passage_match_at(p, LEX_ROLE, i) != NULL ||
	    passage_match_at(p, LEX_HEAD, i) != NULL ||
	    passage_match_at(p, LEX_RANK, i) != NULL ||
	    name_cue_at(p, i, k, "pronoun") != NULL ||
	    name_cue_at(p, i, k, "epithet") != NULL ||
	    name_cue_at(p, i, k, "many") != NULL ||
	    name_cue_at(p, i, k, "holder") != NULL;
}

bool
saying_follows_at(struct saying *s, const struct passage *p, size_t token,
    const struct knowledge *k)
{
	const struct match *lead;
	size_t i = token, next;
	bool led = false;

	while ((lead = name_cue_at(p, i, k, "lead")) != NULL) {
		i += lead->ntokens;
		led = true;
	}
	if (!saying_read(s, p, i, k)) {
		/* `..., demikian AKBP X': the lead is all that is said */
		if (!led || !saying_read(s, p, token, k))
			return false;
		led = false;
	}
	if (s->kind == SAYING_NYA)
		return true;
	if (s->kind == SAYING_BEHIND)
		return false;
	next = s->token_end;
	lead = name_cue_at(p, next, k, "lead");
	if (lead != NULL && lead->token + lead->ntokens < p->ntokens)
		next += lead->ntokens;
	return is_speaker(p, next, k) || (led && !s->weak);
}

bool
saying_follows(const void *context, size_t at)
{
	const struct saying_context *c = context;
	size_t token = passage_token(c->passage, at);
	struct saying s;

	return token < c->passage->ntokens &&
	    c->passage->token[token].begin == at &&
	    saying_follows_at(&s, c->passage, token, c->knowledge);
}
