/* SPDX-License-Identifier: MIT */
/*
 * A text read once for all tables: its words, the phrases of all lexicons in
 * it, its paragraphs and sentences.  Arrays are used again for the next text.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/match.h"
#include "extract/matcher.h"
#include "extract/token.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define SHORT_WORD	4	/* letters of a word that a full stop may cut */

/* The best match that begins at a word, for each lexicon that has one. */
struct best {
	const struct matcher_goal *goal[LEXICONS];
	uint32_t	words[LEXICONS];
	uint8_t		seen[LEXICONS];	/* the lexicons, in this order */
	size_t		nseen;
	uint32_t	found;		/* the same as a set */
	uint32_t	free_at[LEXICONS]; /* words before it are taken */
};

/* May this gap stand inside a phrase that is written with `written`? */
static bool
gap_fits(const struct token *before, uint16_t gap, uint16_t written)
{
	const uint16_t always = GAP_SPACE | GAP_HYPHEN | GAP_APOSTROPHE |
	    GAP_SLASH;

	gap &= (uint16_t)~(always | written);
	if (gap == GAP_DOT)
		return before->end - before->begin <= SHORT_WORD;
	return gap == 0;
}

static bool
shape_fits(const struct passage *p, unsigned flags, size_t token, size_t n)
{
	size_t i;

	if (flags & MATCH_CAPITAL && p->token[token].shape == SHAPE_LOWER)
		return false;
	if (flags & MATCH_UPPER)
		for (i = token; i < token + n; i++)
			if (p->token[i].shape != SHAPE_UPPER &&
			    p->token[i].shape != SHAPE_NUMBER)
				return false;
	return true;
}

/* A phrase of n words from `token` on ends: remember what it stands for. */
static void
note_goals(const struct passage *p, const struct matcher *m, struct best *best,
    uint32_t goal, size_t token, size_t n)
{
	for (; goal != 0; goal = m->goal[goal].next) {
		const struct matcher_goal *g = &m->goal[goal];

		if (best->free_at[g->lexicon] > token || (g->flags != 0 &&
		    !shape_fits(p, g->flags, token, n)))
			continue;
		if (!(best->found & MATCH_BIT(g->lexicon)))
			best->seen[best->nseen++] = (uint8_t)g->lexicon;
		best->found |= MATCH_BIT(g->lexicon);
		best->goal[g->lexicon] = g;
		best->words[g->lexicon] = (uint32_t)n;
	}
}

/* Put the newest match behind the last one of its lexicon. */
static void
link_match(struct passage *p, enum lexicon lexicon)
{
	uint32_t last = p->last[lexicon], newest = (uint32_t)p->nmatches;

	if (last == 0)
		p->head[lexicon] = newest;
	else
		p->match[last - 1].next = newest;
	p->last[lexicon] = newest;
}

static void
keep_best(struct passage *p, struct best *best, size_t token)
{
	size_t i, j;

	for (i = 0; i < best->nseen; i++) {
		enum lexicon lexicon = (enum lexicon)best->seen[i];
		uint32_t n = best->words[lexicon];
		const struct token *last = &p->token[token + n - 1];

		best->free_at[lexicon] = (uint32_t)token + n;
		if (p->nmatches == p->match_cap)
			p->match = xgrow(p->match, p->nmatches, &p->match_cap,
			    sizeof(*p->match));
		p->match[p->nmatches++] = (struct match){ lexicon,
		    best->goal[lexicon]->entry, (uint32_t)token, n,
		    p->token[token].begin, last->end - last->clitic, 0 };
		link_match(p, lexicon);
		for (j = token; j < token + n; j++)
			p->covers[j] |= MATCH_BIT(lexicon);
	}
	/* The words before are done, so nobody asks for this one's number. */
	p->token[token].starts = best->found;
	best->found = 0;
	best->nseen = 0;
}

static void
match_from(const struct passage *p, const struct matcher *m, struct best *best,
    size_t token)
{
	uint32_t node = m->word[p->token[token].starts].node;
	size_t i = token;

	while (node != 0) {
		note_goals(p, m, best, m->node[node].goal, token,
		    i - token + 1);
		if (m->node[node].next == 0 || ++i >= p->ntokens ||
		    p->token[i - 1].clitic > 0 || p->token[i].starts == 0)
			return;
		node = matcher_child(m, node, p->token[i].starts);
		if (node != 0 && !gap_fits(&p->token[i - 1], p->token[i].gap,
		    m->node[node].gap))
			return;
	}
}

static void
find_matches(struct passage *p, const struct matcher *m)
{
	struct best best = { .nseen = 0 };
	size_t i;

	p->nmatches = 0;
	memset(p->head, 0, sizeof(p->head));
	memset(p->last, 0, sizeof(p->last));
	if (p->ntokens >= p->first_cap) {
		p->first_cap = p->ntokens + p->ntokens / 2 + 64;
		p->first = xreallocarray(p->first, p->first_cap,
		    sizeof(*p->first));
		p->covers = xreallocarray(p->covers, p->first_cap,
		    sizeof(*p->covers));
	}
	if (p->ntokens > 0)
		memset(p->covers, 0, p->ntokens * sizeof(*p->covers));
	for (i = 0; i < p->ntokens; i++) {
		p->first[i] = (uint32_t)p->nmatches;
		if (p->token[i].starts == 0)
			continue;
		match_from(p, m, &best, i);
		keep_best(p, &best, i);
	}
	p->first[p->ntokens] = (uint32_t)p->nmatches;
}

/* Does a full stop before word i end a sentence? */
static bool
dot_ends(const struct passage *p, size_t i)
{
	const struct token *t = &p->token[i], *before = t - 1;

	/* A comma behind the full stop: S.Pd., M.M. */
	if (!(t->gap & (GAP_SPACE | GAP_QUOTE)) || t->gap & GAP_COMMA ||
	    t->shape == SHAPE_LOWER)
		return false;
	if (t->gap & (GAP_QUOTE | GAP_CLOSE))
		return true;
	if (before->end - before->begin == 1 && before->shape != SHAPE_NUMBER)
		return false;
	if (before->shape == SHAPE_NUMBER && t->shape == SHAPE_NUMBER)
		return false;
	return !(p->covers[i - 1] & MATCH_BIT(LEX_ABBREVIATION));
}

static bool
ends_before(const struct passage *p, size_t i)
{
	uint16_t gap = p->token[i].gap;

	if (gap & GAP_DOT)
		return dot_ends(p, i);
	return gap & GAP_END && gap & (GAP_SPACE | GAP_QUOTE) &&
	    p->token[i].shape != SHAPE_LOWER;
}

/* The bytes of the spans: from the first word to where the next span's first
   sign would stand, blanks left off. */
static uint32_t
end_of_span(const struct passage *p, size_t token_end)
{
	size_t at = token_end < p->ntokens ? p->token[token_end].begin :
	    p->text.n;
	size_t last = p->token[token_end - 1].end;

	if (token_end < p->ntokens && p->token[token_end].gap & GAP_BREAK)
		at = (size_t)((const char *)memchr(p->text.p + last, '\n',
		    at - last) - p->text.p);
	while (at > last && ascii_is_space(p->text.p[at - 1]))
		at--;
	return (uint32_t)at;
}

static void
add_span(const struct passage *p, struct span **spans, size_t *n, size_t *cap,
    size_t token, size_t token_end)
{
	struct span *s;

	*spans = xgrow(*spans, *n, cap, sizeof(**spans));
	s = &(*spans)[(*n)++];
	s->begin = p->token[token].begin;
	s->token = (uint32_t)token;
	s->token_end = (uint32_t)token_end;
	s->end = end_of_span(p, token_end);
}

static void
find_spans(struct passage *p)
{
	size_t i, sentence = 0, paragraph = 0;

	p->nsentences = p->nparagraphs = 0;
	for (i = 1; i <= p->ntokens; i++) {
		bool breaks = i == p->ntokens || p->token[i].gap & GAP_BREAK;

		if (breaks || i - sentence >= PASSAGE_MAX_SENTENCE ||
		    ends_before(p, i)) {
			add_span(p, &p->sentence, &p->nsentences,
			    &p->sentence_cap, sentence, i);
			sentence = i;
		}
		if (breaks) {
			add_span(p, &p->paragraph, &p->nparagraphs,
			    &p->paragraph_cap, paragraph, i);
			paragraph = i;
		}
	}
}

void
passage_read(struct passage *p, const struct matcher *m, struct slice text)
{
	p->text = text;
	tokens_read(p, m);
	find_matches(p, m);
	find_spans(p);
}

void
passage_free(struct passage *p)
{
	free(p->token);
	free(p->match);
	free(p->sentence);
	free(p->paragraph);
	free(p->first);
	free(p->covers);
	*p = (struct passage){ 0 };
}

const struct match *
passage_find_at(const struct passage *p, enum lexicon lexicon, size_t token)
{
	const struct match *m = &p->match[p->first[token]];

	while (m->lexicon != lexicon)
		m++;
	return m;
}

const struct match *
passage_match_in(const struct passage *p, enum lexicon lexicon, size_t token,
    size_t token_end)
{
	size_t i;

	if (token_end > p->ntokens)
		token_end = p->ntokens;
	if (token >= token_end)
		return NULL;
	for (i = p->first[token]; i < p->first[token_end]; i++)
		if (p->match[i].lexicon == lexicon)
			return &p->match[i];
	return NULL;
}

const struct match *
passage_find_over(const struct passage *p, enum lexicon lexicon, size_t token)
{
	/* Matches of one lexicon never overlap: the last one before is it. */
	while (!(p->token[token].starts & MATCH_BIT(lexicon)))
		token--;
	return passage_find_at(p, lexicon, token);
}

struct slice
passage_words(const struct passage *p, size_t token, size_t token_end)
{
	size_t begin;

	if (token >= token_end || token_end > p->ntokens)
		return slice("", 0);
	begin = p->token[token].begin;
	return slice(p->text.p + begin, p->token[token_end - 1].end - begin);
}

static const struct span *
span_at(const struct span *spans, size_t n, size_t at)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (spans[mid].end <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n ? &spans[low] : NULL;
}

const struct span *
passage_sentence(const struct passage *p, size_t at)
{
	return span_at(p->sentence, p->nsentences, at);
}

const struct span *
passage_paragraph(const struct passage *p, size_t at)
{
	return span_at(p->paragraph, p->nparagraphs, at);
}

size_t
passage_token(const struct passage *p, size_t at)
{
	size_t low = 0, high = p->ntokens;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (p->token[mid].begin < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
