/* SPDX-License-Identifier: MIT */
/*
 * A text read once for all tables: its words, the phrases of all lexicons in
 * it, its paragraphs and sentences.  Arrays are used again for the next text.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/block.h"
#include "extract/match.h"
#include "extract/matcher.h"
#include "extract/token.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define SHORT_WORD	4	/* letters of a word that a full stop may cut */

/* A text's matches being found. */
struct search {
	struct passage	*p;
	const struct matcher *m;
	size_t		 from;	/* the word in hand's matches begin here */
	uint32_t	 found;	/* their lexicons, MATCH_BIT */
	uint32_t	 free_at[LEXICONS]; /* words before it are taken */
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

/* The word's match in a lexicon so far, or a new one behind all others. */
static struct match *
match_of(struct search *s, enum lexicon lexicon)
{
	struct passage *p = s->p;
	size_t i = s->from;

	if (s->found & MATCH_BIT(lexicon)) {
		while (p->match[i].lexicon != lexicon)
			i++;
		return &p->match[i];
	}
	s->found |= MATCH_BIT(lexicon);
	if (p->nmatches == p->match_cap)
		p->match = xgrow(p->match, p->nmatches, &p->match_cap,
		    sizeof(*p->match));
	p->match[p->nmatches].lexicon = lexicon;
	return &p->match[p->nmatches++];
}

/* A phrase of n words from `token` on ends: it is the longest so far. */
static void
note_goals(struct search *s, uint32_t goal, size_t token, size_t n)
{
	const struct matcher_goal *g;

	for (; goal != 0; goal = g->next) {
		struct match *found;

		g = &s->m->goal[goal];
		if (s->free_at[g->lexicon] > token || (g->flags != 0 &&
		    !shape_fits(s->p, g->flags, token, n)))
			continue;
		found = match_of(s, g->lexicon);
		found->entry = g->entry;
		found->ntokens = (uint32_t)n;
	}
}

/* The matches of a word are the longest: fill in the rest of them. */
static void
keep_matches(struct search *s, size_t token)
{
	struct passage *p = s->p;
	size_t i, j;

	for (i = s->from; i < p->nmatches; i++) {
		struct match *m = &p->match[i];
		size_t end = token + m->ntokens;
		const struct token *last = &p->token[end - 1];
		uint32_t *link = &p->last[m->lexicon], bit =
		    MATCH_BIT(m->lexicon);

		s->free_at[m->lexicon] = (uint32_t)end;
		m->token = (uint32_t)token;
		m->begin = p->token[token].begin;
		m->end = last->end - last->clitic;
		m->next = 0;
		if (*link == 0)
			p->head[m->lexicon] = (uint32_t)i + 1;
		else
			p->match[*link - 1].next = (uint32_t)i + 1;
		*link = (uint32_t)i + 1;
		for (j = token; j < end; j++)
			p->covers[j] |= bit;
	}
	/* The words before are done, so nobody asks for this one's number. */
	p->token[token].starts = s->found;
}

static void
match_from(struct search *s, size_t token)
{
	const struct matcher *m = s->m;
	const struct token *t = &s->p->token[token];
	const struct token *end = s->p->token + s->p->ntokens;
	uint32_t node = m->word[t->starts].node;
	size_t n = 1;

	s->from = s->p->nmatches;
	s->found = 0;
	while (node != 0) {
		if (m->node[node].goal != 0)
			note_goals(s, m->node[node].goal, token, n);
		if (m->node[node].next == 0 || t + 1 == end || t->clitic > 0 ||
		    t[1].starts == 0)
			break;
		node = matcher_child(m, node, t[1].starts);
		if (node != 0 && !gap_fits(t, t[1].gap, m->node[node].gap))
			break;
		t++;
		n++;
	}
	keep_matches(s, token);
}

static void
find_matches(struct passage *p, const struct matcher *m)
{
	struct search s = { .p = p, .m = m };
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
		if (p->token[i].starts != 0)
			match_from(&s, i);
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
	free(p->block);
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
	size_t i;

	if (at >= p->text.n)
		return p->ntokens;
	for (i = p->block[at / BLOCK_BYTES]; i < p->ntokens &&
	    p->token[i].begin < at; i++)
		;
	return i;
}
