/* SPDX-License-Identifier: MIT */
/*
 * What was said: goes over the sentences of a text with its quotations, keeps
 * the last speaker, and gives every quotation and every sentence of reported
 * speech its verb and its speaker.  Holds the quotes of one article.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/name.h"
#include "extract/quotes.h"
#include "extract/quotetalk.h"
#include "lib/ascii.h"
#include "lib/xalloc.h"

#define WORDS_OF_CLAUSE	3	/* a quotation with fewer is a name or a term */
#define WORDS_OF_SPEECH	12	/* with as many it is speech anywhere */
#define WORDS_REPORTED	5	/* a shorter sentence reports nothing */
#define WORDS_OF_THAT	3	/* first ones, `itu` among them: Hal itu */

struct quoter {
	struct quotes		*out;
	const struct people	*people;
	struct talk		 talk;
	size_t			 lead;	/* where the story begins */
	size_t			 next;	/* the next quotation */
	size_t			 free_from; /* words before it are quoted or
					   belong to a quotation */
	bool			 said;	/* the last one had words of saying */
	size_t			 pending; /* the first of the quotes before that
					   were left open without a speaker */
};

static const struct quotespan *
span_of(const struct quoter *q)
{
	return q->next < q->people->spans.n ?
	    &q->people->spans.span[q->next] : NULL;
}

static void
put_quote(struct quoter *q, const struct speaker *who, const char *verb,
    enum rule rule, struct slice text, size_t begin, size_t end)
{
	struct quotes *out = q->out;
	struct quote *v;

	out->v = xgrow(out->v, out->n, &out->cap, sizeof(*out->v));
	v = &out->v[out->n++];
	*v = (struct quote){ .speaker = who->known ? who->person :
	    QUOTE_NOBODY, .role = who->known ? who->role : "", .verb = verb,
	    .direct = rule != RULE_QUOTE_REPORTED, .rule = rule, .text = text, .begin = begin, .end = end };
	if (v->speaker != QUOTE_NOBODY)
		v->role = q->people->v[v->speaker].role;
}

/* Do the words before a quotation make it a name (`tema "..."`)? */
static bool
is_term(const struct talk *t, size_t token)
{
	size_t n;

	for (n = 1; n <= 2 && n <= token; n++)
		if (name_cue(t->k, passage_match_over(t->p, LEX_CUE, token - n),
		    "term"))
			return true;
	return false;
}

/* Does the quotation end as a sentence or a clause does? */
static bool
ends_clause(const struct passage *p, const struct quotespan *s, size_t after)
{
	const unsigned stops = GAP_COMMA | GAP_DOT | GAP_END | GAP_COLON |
	    GAP_BREAK;

	return !s->closed || after >= p->ntokens || p->token[after].gap & stops;
}

/*
 * Is it speech, not a name or a term in quotation marks?  It is where words of
 * saying follow; else it must be a clause that stands as one.
 */
static bool
is_speech(const struct talk *t, const struct quotespan *s, size_t token,
    size_t after, bool says, size_t lead)
{
	const unsigned starts = GAP_COMMA | GAP_DOT | GAP_END | GAP_COLON |
	    GAP_BREAK;
	const struct passage *p = t->p;
	size_t words = 0;

	while (token + words < p->ntokens &&
	    p->token[token + words].begin < s->end)
		words++;
	if (says || words == 0)
		return says && words > 0;
	if (is_term(t, token) || !ends_clause(p, s, after))
		return false;
	if (words < WORDS_OF_CLAUSE)	/* ... mengatakan, "Kami siap." */
		return words == WORDS_OF_CLAUSE - 1 && token > 0 &&
		    p->token[token].gap & (GAP_COMMA | GAP_COLON) &&
		    passage_match_over(p, LEX_SAYING, token - 1) != NULL;
	if (p->token[token].gap & starts || words >= WORDS_OF_SPEECH ||
	    s->open <= lead)
		return true;
	return passage_match_over(p, LEX_SAYING, token - 1) != NULL ||
	    name_cue(t->k, passage_match_over(p, LEX_CUE, token - 1), "that");
}

/* The words of saying behind a quotation, when they follow in its paragraph. */
static bool
says_behind(const struct talk *t, size_t after, struct saying *s)
{
	return after < t->p->ntokens && !(t->p->token[after].gap & GAP_BREAK) &&
	    saying_follows_at(s, t->p, after, t->k);
}

/*
 * Quotations that were left open have the speaker of the one that follows them
 * at once, when that one names its own.
 */
static void
settle_pending(struct quoter *q, size_t token, const struct speaker *who,
    bool named)
{
	size_t i;

	if (q->free_from != token)
		q->pending = SIZE_MAX;
	for (i = q->pending; named && who->known && i < q->out->n; i++) {
		struct quote *v = &q->out->v[i];

		v->speaker = who->person;
		v->role = who->person != QUOTE_NOBODY ?
		    q->people->v[who->person].role : who->role;
	}
}

/*
 * `... tahapan". Menurutnya, "...`: do the words of saying behind a quotation
 * that ends its sentence begin the next one's?
 */
static bool
opens_next(const struct quoter *q, const struct quotespan *s, size_t after)
{
	const struct quotespan *next = span_of(q);
	const struct passage *p = q->talk.p;
	const struct span *own = passage_sentence(p, p->token[after].begin);
	char last = p->text.p[s->end - 1];

	if (next == NULL || own == NULL || next->open >= own->end ||
	    p->token[after].shape == SHAPE_LOWER)
		return false;
	return p->token[after].gap & (GAP_DOT | GAP_END) || last == '.' ||
	    last == '!' || last == '?';
}

/* The quotation in hand; `before` is what its sentence says before it. */
static void
take_quotation(struct quoter *q, const struct statement *before)
{
	const struct quotespan *s = span_of(q);
	struct talk *t = &q->talk;
	const struct passage *p = t->p;
	size_t token = passage_token(p, s->begin);
	size_t after = passage_token(p, s->after);
	struct speaker who = before->found ? before->speaker : t->now;
	const char *verb = before->found ? before->verb :
	    q->free_from == token && q->said ? q->out->v[q->out->n - 1].verb :
	    "";
	struct saying said;
	const struct span *rest;
	bool says = says_behind(t, after, &said);

	q->next++;
	if (says && opens_next(q, s, after))
		says = false;
	if (!is_speech(t, s, token, after, says, q->lead))
		return;
	if (says) {
		verb = said.root;
		if (said.kind != SAYING_NYA)
			who = talk_speaker(t, said.token_end);
	}
	settle_pending(q, token, &who, says || before->found);
	put_quote(q, &who, verb, says ? RULE_QUOTE_SAID_BEHIND :
	    before->found ? RULE_QUOTE_SAID_BEFORE : RULE_QUOTE_CONTINUED,
	    slice(p->text.p + s->begin, s->end - s->begin), s->open,
	    s->closed ? s->after : s->end);
	if (s->closed || says)
		q->pending = SIZE_MAX;
	else if (q->pending == SIZE_MAX)
		q->pending = q->out->n - 1;
	t->now = who;
	q->said = says;
	q->free_from = after;
	if (says && (rest = passage_sentence(p, p->token[after].begin)) != NULL)
		q->free_from = span_of(q) != NULL && span_of(q)->begin <
		    p->token[rest->token_end - 1].end ? passage_token(p,
		    span_of(q)->begin) : rest->token_end;
}

/* A whole sentence of reported speech. */
static void
take_sentence(struct quoter *q, const struct span *s,
    const struct statement *said)
{
	const struct passage *p = q->talk.p;
	const struct quotespan *next = span_of(q);
	size_t begin = s->begin, end = s->end;

	if (!said->speaker.known || s->token_end - s->token < WORDS_REPORTED)
		return;
	if (next != NULL && next->open < end)
		end = next->open;
	if (q->lead > begin && q->lead < end)
		begin = q->lead;
	while (end > begin && ascii_is_space(p->text.p[end - 1]))
		end--;
	put_quote(q, &said->speaker, said->verb, RULE_QUOTE_REPORTED,
	    slice(p->text.p + begin, end - begin), begin, end);
}

/* `Hal itu dikatakan X.` behind a quotation that nothing else gives a speaker:
   it is X's. */
static void
settle_last(struct quoter *q, const struct span *s,
    const struct statement *said)
{
	const struct talk *t = &q->talk;
	struct quote *last = q->out->n == 0 ? NULL : &q->out->v[q->out->n - 1];
	size_t i;

	if (last == NULL || last->rule != RULE_QUOTE_CONTINUED ||
	    q->free_from != s->token || !said->speaker.known)
		return;
	for (i = s->token; i < s->token + WORDS_OF_THAT && i < s->token_end;
	    i++)
		if (name_cue_at(t->p, i, t->k, "this") != NULL ||
		    name_cue_at(t->p, i, t->k, "lead") != NULL)
			break;
	if (i == s->token + WORDS_OF_THAT || i >= s->token_end)
		return;
	last->speaker = said->speaker.person != PEOPLE_NOBODY ?
	    said->speaker.person : QUOTE_NOBODY;
	last->role = last->speaker != QUOTE_NOBODY ?
	    q->people->v[last->speaker].role : said->speaker.role;
	last->verb = said->verb;
}

/* One sentence: what stands before its quotations, they, and what is left. */
static void
read_sentence(struct quoter *q, const struct span *s)
{
	const struct passage *p = q->talk.p;
	const struct quotespan *span;
	struct statement said;
	size_t from = s->token, to;
	bool whole = q->free_from <= s->token;

	while (from < s->token_end) {
		if (from < q->free_from)
			from = q->free_from;
		if (from >= s->token_end)
			break;
		span = span_of(q);
		to = s->token_end;
		if (span != NULL && span->begin < p->token[to - 1].end)
			to = passage_token(p, span->begin);
		else
			span = NULL;
		if (to < from)
			to = from;
		said = talk_read(&q->talk, from, to);
		if (said.found && from == s->token)
			settle_last(q, s, &said);
		if (said.found && said.speaker.known)
			q->talk.now = said.speaker;
		else if (!said.found)
			talk_follow(&q->talk, from, to);
		if (span == NULL) {
			if (whole && said.found)
				take_sentence(q, s, &said);
			break;
		}
		take_quotation(q, &said);
		whole = whole && q->free_from <= to;
		from = to;
		if (q->free_from <= from && span->end > p->token[from].begin)
			from = passage_token(p, span->end);
	}
}

void
quotes_find(struct quotes *out, struct article *a, const struct story *story,
    const struct people *people, const struct knowledge *k)
{
	struct quoter q = { .out = out, .people = people, .lead = story->lead,
	    .talk = { &a->body,
	    people, k, { false, PEOPLE_NOBODY, "" } }, .pending = SIZE_MAX };
	size_t i;

	out->n = 0;
	for (i = 0; i < a->body.nsentences; i++)
		read_sentence(&q, &a->body.sentence[i]);
}

void
quotes_free(struct quotes *q)
{
	free(q->v);
	*q = (struct quotes){ 0 };
}
